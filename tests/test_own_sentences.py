"""Our own sentences: facts written down with their trees, scored as `kg evaluate` scores them."""

import json
from pathlib import Path

import pytest

from kg.evaluate import score
from kg.pipeline import Pipeline
from kg.text import read

GOLD = Path(__file__).with_name("own.jsonl")
TREES = Path(__file__).parent.parent / "kg" / "training" / "banks" / "own.conllu"


@pytest.fixture(scope="module")
def scores():
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    found = Pipeline().run(read([TREES], on_error=pytest.fail), pytest.fail)
    return score(rows, {article.id: triples for article, triples in found})


def test_every_sentence_has_its_tree(scores):
    names = {line.split(" = ")[1] for line in TREES.read_text(encoding="utf-8").splitlines() if line.startswith("# newdoc")}
    assert scores.sentences == len(names) == 564


@pytest.mark.parametrize(
    ("figure", "least"),
    [("precision", 0.83), ("recall", 0.86), ("polarity_accuracy", 0.98), ("status_accuracy", 0.94),
     ("source_accuracy", 0.96)],
)
def test_the_rules_read_them_as_well_as_the_readme_says(scores, figure, least):
    assert scores.figures()[figure] >= least
