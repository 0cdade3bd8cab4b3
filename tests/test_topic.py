"""Dropped subjects across sentences: who it is when number and person agree, nobody when in doubt."""

from pathlib import Path

import pytest

from kg.extract import extract
from kg.extract.topic import BORROWED
from kg.text import read

FROZEN = Path(__file__).parent / "topic.conllu"


@pytest.fixture(scope="module")
def found():
    return {one.id: extract(one) for one in read([FROZEN], on_error=pytest.fail)}


def told(triples):
    return [
        (one.actor and one.actor.text, one.action.lemma, one.target and one.target.text)
        for one in triples if BORROWED in one.rule
    ]  # fmt: skip


def test_the_sentence_before_names_who_does_it(found):
    minister = "محمدجواد ظریف وزیر امور خارجه ایران"
    assert told(found["goes-on"]) == [
        (minister, "دیدار کردن", "نخست‌وزیر عراق"),
        (minister, "انتقاد کردن", "اقدام آمریکا"),
        (minister, "افزودن", None),
    ]
    [said] = [one for one in found["goes-on"] if one.action.lemma == "حمایت کردن"]
    assert (said.actor.text, said.source and said.source.text) == ("ایران", minister)


def test_a_plural_verb_is_not_the_one_minister_s(found):
    assert told(found["plural"]) == []


def test_a_new_paragraph_begins_afresh(found):
    assert told(found["paragraph"]) == []


def test_things_and_passives_are_no_topic(found):
    assert told(found["thing"]) == [] and told(found["passive"]) == []


def test_the_first_person_is_not_who_was_named(found):
    assert told(found["first-person"]) == []


def test_what_one_can_do_is_nobody_s_deed(found):
    assert told(found["one-can"]) == []
