"""Whose words a sentence is by the sentences before it: quotations still open, what stands behind «گفت:»."""

from pathlib import Path

import pytest

from kg.extract import extract
from kg.text import read

FROZEN = Path(__file__).parent / "voice.conllu"


@pytest.fixture(scope="module")
def sources():
    """Document -> the source of each deed, as (lemma, speaker)."""
    return {
        one.id: [(t.action.lemma, t.source and t.source.text) for t in extract(one) if t.target is not None]
        for one in read([FROZEN], on_error=pytest.fail)
    }


def test_a_quotation_is_its_speaker_s_until_it_closes(sources):
    assert sources["quotation"] == [
        ("گفتن", None),
        ("امضا کردن", "وزیر نفت"),
        ("تأیید کردن", "وزیر نفت"),
        ("پرداخت کردن", "وزیر نفت"),
        ("اخراج کردن", None),
    ]


def test_what_stands_behind_a_colon_goes_on_until_the_narrator_reports_again(sources):
    speaker = "سخنگوی شهرداری"
    assert sources["colon"] == [("بستن", speaker), ("کمک کردن", speaker), ("تشکر کردن", "وی")]
    assert sources["narrator"] == [("بستن", speaker), ("گفتن", None), ("کمک کردن", "فرماندار")]


@pytest.mark.parametrize("name", ["paragraph", "content"])
def test_a_new_paragraph_or_a_reported_clause_ends_it(sources, name):
    assert sources[name] == [("بستن", "سخنگوی شهرداری"), ("کمک کردن", None)]


def test_a_colon_and_a_quotation_make_any_verb_one_of_saying(sources):
    assert sources["other-verb"] == [
        ("اشاره کردن", None), ("حمله کردن", "سفیر"), ("محکوم کردن", "سفیر"), ("تشکر کردن", None),
    ]  # fmt: skip


def test_verbs_that_say_only_before_a_colon(sources):
    speaker = "رئیس اتاق بازرگانی"
    assert sources["added"] == [("انتقاد کردن", None), ("افزایش دادن", speaker), ("ممنوع کردن", speaker)]


def test_a_quotation_that_opens_in_what_is_said_goes_on(sources):
    report = "این گزارش"
    assert sources["late-quotation"] == [
        ("جراحی کردن", report), ("ترک کردن", report), ("کمک کردن", report), ("انتقاد کردن", None),
    ]  # fmt: skip
