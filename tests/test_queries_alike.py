"""Every named query gives the same rows in Oxigraph and in rdflib."""

import re
from pathlib import Path

import pytest

from kg.store import Store, Table, list_queries, load_query, query_text

ROOT = Path(__file__).parent.parent
GIVEN = {"actor": "France", "source": "France", "target": "Egypt", "word": "detain"}
BETWEEN = {"from": "France", "to": "Egypt"}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    from click.testing import CliRunner

    from kg.cli import main

    folder = tmp_path_factory.mktemp("alike") / "store"
    done = CliRunner().invoke(main, ["build", str(ROOT / "tests" / "examples.conllu"), "--store", str(folder)])
    assert done.exit_code == 0
    with Store(folder, read_only=True) as opened:
        yield opened


@pytest.mark.parametrize("labels", ["en", "fa"])
@pytest.mark.parametrize("name", [name for name, _, _ in list_queries()])
def test_a_query_answers_alike_in_both_engines(store, name, labels):
    declared = next(parameters for known, _, parameters in list_queries() if known == name)
    given = GIVEN | (BETWEEN if name == "two-steps" else {"from": "2020-01-01", "to": "2030-01-01"})
    sparql = load_query(name, {one.name: given[one.name] for one in declared if one.name in given}, labels)
    ours = store.query(sparql)
    assert isinstance(ours, Table)
    theirs = store.to_dataset().query(sparql)
    assert [str(column) for column in theirs.vars] == ours.columns
    left = sorted(tuple("" if cell is None else str(cell) for cell in row) for row in ours.rows)
    right = sorted(tuple("" if cell is None else str(cell) for cell in row) for row in theirs)
    assert left == right


def test_no_english_label_stands_before_a_persian_one_where_persian_is_asked_for():
    for name, _, _ in list_queries():
        pairs = re.findall(r"COALESCE\(.*?_(en|fa)\b.*_(en|fa)\b", query_text(name, "fa"))
        assert set(pairs) <= {("fa", "en")}, name
        assert len(pairs) == len(re.findall(r"_en\)?, ", query_text(name))), name


def test_there_are_enough_queries_and_each_asks_a_question():
    found = list_queries()
    assert len(found) >= 12 and all(question.strip() for _, question, _ in found)
