"""What docs/comparison.md says of a reader that takes subject, verb and object straight off the tree."""

import re
from pathlib import Path

from plain_reader import figures
from test_own_sentences import GOLD, TREES

PAGE = Path(__file__).parent.parent / "docs" / "comparison.md"


def test_the_figures_of_the_page_are_those_of_the_reader():
    found = figures(GOLD, TREES).figures()
    page = PAGE.read_text(encoding="utf-8")
    said = re.search(r"^\| subject, verb, object .*\| ([\d.]+) \(([\d.]+) / ([\d.]+)\) \|$", page, re.M)
    assert [f"{found[name]:.2f}" for name in ("f1", "precision", "recall")] == list(said.groups())
