"""What the README says is so."""

import re
from pathlib import Path

import pytest

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
MODELS = Path(__file__).parent.parent / "kg" / "models" / "fa"
live = pytest.mark.skipif(not MODELS.is_dir(), reason="no models are shipped with this checkout")


def test_every_command_and_option_of_the_readme_exists():
    from kg.cli import main

    for command, options in re.findall(r"kg (extract|build|query|export|evaluate|explain|parse|draw|actions|serve)\b([^`\n&]*)", README):
        known = {opt for param in main.commands[command].params for opt in param.opts}
        assert set(re.findall(r"--[a-z-]+", options)) <= known


def test_every_query_of_the_readme_exists():
    from kg.store import list_queries

    names = {name for name, _, _ in list_queries()}
    assert set(re.findall(r"kg query ([a-z][a-z-]+)", README)) <= names


@live
def test_the_python_example_runs(capsys):
    code = re.search(r"```python\n(.*?)```", README, re.S).group(1)
    exec(code, {})
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "مجلس criticise دولت"
    assert "criticise" in lines[-1]


@live
def test_the_first_sentence_of_the_readme_gives_its_triple(pipeline):
    from kg import triples_of

    first = re.search(r"^    (.*)$", README, re.M).group(1)
    (triple,) = triples_of(first, pipeline)
    assert (triple.actor.text, triple.action.lemma, triple.target.text) == ("پلیس", "بازداشت کردن", "سه خبرنگار")


@live
def test_the_seeds_give_triples_with_exact_spans(pipeline):
    from kg.text import read

    found = list(pipeline.run(read([Path(__file__).parent.parent / "seeds"], on_error=pytest.fail), pytest.fail))
    assert [article.id.rpartition("-")[2] for article, _ in found] == ["1", "2"]
    triples = [(article, triple) for article, triples in found for triple in triples]
    assert len(triples) >= 12
    for article, triple in triples:
        for one in (triple.actor, triple.target, triple.source):
            assert one is None or article.text[one.start : one.end] == one.text
    principals = {m.entity.principal for _, t in triples for m in (t.actor, t.target) if m}
    assert {"IR", "NAM", "IL", "PS", "UNSC"} <= principals
