"""The table of phenomena is whole, every pattern shows its example, and what rows do not say of a reading."""

from collections import Counter

import pytest
from phenomena import ORIGINS, reading, rows, shown, trees

from kg.extract import extract
from kg.extract.pattern import load_patterns

ROWS = [row for origin in ORIGINS for row in rows(origin)]


def test_every_row_stands_once_and_is_the_text_of_its_tree():
    assert not [one for one, count in Counter(row.id for row in ROWS).items() if count > 1]
    assert [row.id for row in ROWS if trees()[row.id].text != row.fa] == []
    assert {row.kind for row in ROWS} == {"positive", "near miss"}


def test_every_phenomenon_has_two_rows_and_a_near_miss():
    kinds = {row.phenomenon: Counter() for row in ROWS}
    for row in ROWS:
        kinds[row.phenomenon][row.kind] += 1
    assert len(kinds) >= 60
    assert [name for name, counts in kinds.items() if counts.total() < 2] == []
    assert [name for name, counts in kinds.items() if not counts["near miss"]] == []


@pytest.mark.parametrize("pattern", load_patterns(), ids=lambda pattern: pattern.name)
def test_a_pattern_fires_on_its_example(pattern):
    found = [triple for row in ROWS if row.fa == pattern.example for triple in extract(trees()[row.id])]
    fired = [" | ".join(shown(triple)[:3]) for triple in found if triple.rule.split(";")[0] == pattern.name]
    assert pattern.triple in fired


def test_a_misreading_is_told(examples):
    row = next(row for row in ROWS if row.id == "light-verb")
    wrong = type(row)(**{**vars(row), "triples": ("مجلس | انتقاد کردن | وزیر",), "arguments": ("place: تهران",)})
    assert reading(wrong) == [
        "- مجلس | انتقاد کردن | وزیر | + actual | -", "+ مجلس | انتقاد کردن | دولت | + actual | - | از",
        "- place: تهران",
    ]


def test_every_span_is_the_text_it_names():
    for row in ROWS:
        article = trees()[row.id]
        for triple in extract(article):
            for one in (triple.actor, triple.target, triple.source, *(a.mention for a in triple.arguments)):
                assert one is None or article.text[one.start : one.end] == one.text
            assert article.text[triple.action.start : triple.action.end] == triple.action.text


@pytest.mark.parametrize(
    ("name", "infinitive", "rule"),
    [("two-verbs", "حمایت کردن", "subject of conj"),
     ("participle-agent", "ایجاد کردن", "participle with its agent"), ("accusation-event", "حمایت کردن", "event noun")],
)
def test_a_rule_is_named(name, infinitive, rule):
    assert any(rule in triple.rule for triple in extract(trees()[name]) if triple.action.lemma == infinitive)


@pytest.mark.parametrize(
    ("name", "tense"),
    [("lv-auxiliary", "future"), ("progressive", "present"), ("object-marked", "past"), ("perfect", "perfect")],
)
def test_the_tense_is_that_of_the_verb(name, tense):
    assert {triple.tense for triple in extract(trees()[name])} == {tense}


@pytest.mark.parametrize(
    ("name", "modality"),
    [("must", "obligatory"), ("apparently", "likely"), ("conditional", "conditional"), ("control-intend", "intended"),
     ("control-ask", "requested"), ("promise", "promised"), ("threat", "threatened")],
)
def test_the_modality_is_named(name, modality):
    assert modality in {triple.modality for triple in extract(trees()[name])}
