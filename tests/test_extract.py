"""The patterns, on frozen trees of our own sentences: actor | infinitive | target, and what else is said."""

import pytest

from kg.extract import extract

EXPECTED = {
    "light-verb": ["مجلس | انتقاد کردن | دولت"],
    "object": ["مجلس | تصویب کردن | طرح دولت"],
    "two-verbs": ["ترکیه | محکوم کردن | حمله", "ترکیه | حمایت کردن | قطر"],
    "two-actors": ["فرانسه | حمایت کردن | مصر", "آلمان | حمایت کردن | مصر"],
    "passive": ["پلیس | بازداشت کردن | سه خبرنگار"],
    "passive-participle": ["- | ساختن | پل شهر"],
    "request": ["هند | خواستن | پاکستان", "پاکستان | آزاد کردن | زندانیان"],
    "report": ["وزیر کشور | تأکید کردن | -", "دولت | امضا کردن | توافق"],
    "headline": ["پوتین | گفتن | -", "روسیه | دفاع کردن | سوریه"],
    "negation": ["چین | تأیید کردن | تحریم"],
    "modal": ["ژاپن | پذیرفتن | کارگران"],
    "conditional": ["عراق | حمله کردن | کویت"],
    "idiom": ["برزیل | به رسمیت شناختن | دولت"],
    "parted-idiom": ["سفیر | در جریان قرار دادن | خبرنگاران"],
    "symmetric": ["ایتالیا | مذاکره کردن | یونان"],
    "elided": ["شورا | بررسی کردن | پیشنهاد", "شورا | رد کردن | پیشنهاد"],
    "relative": ["سربازانی | گرفتن | شهر", "سربازانی | رفتن | مرز"],
    "event-noun": ["روسیه | حمله کردن | اوکراین", "حمله روسیه به اوکراین | ادامه داشتن | -"],
    "infinitive": ["مصر | محکوم کردن | حمله", "مصر | حمایت کردن | لبنان"],
    "noun-headed": ["نروژ | خواستار شدن | مذاکره"],
    "bare-oblique": ["ده عضو مجلس | خواستن | رئیس"],
    "pronoun": ["ارتش | شکست دادن | شورشیان", "ارتش | بازداشت کردن | شورشیان"],
    "near-miss": [],
}


def shown(triple):
    actor = triple.actor.text if triple.actor else "-"
    return f"{actor} | {triple.action.lemma} | {triple.target.text if triple.target else '-'}"


@pytest.mark.parametrize("name", EXPECTED)
def test_the_triples_of_an_example(examples, name):
    found = [shown(triple) for triple in extract(examples[name])]
    assert sorted(found) == sorted(EXPECTED[name])


def only(examples, name, infinitive):
    return next(triple for triple in extract(examples[name]) if triple.action.lemma == infinitive)


def test_every_span_is_the_text_it_names(examples):
    for article in examples.values():
        for triple in extract(article):
            for one in (triple.actor, triple.target, triple.source, *(a.mention for a in triple.arguments)):
                assert one is None or article.text[one.start : one.end] == one.text
            assert article.text[triple.action.start : triple.action.end] == triple.action.text


def test_negation_and_future_and_speaker(examples):
    signed = only(examples, "report", "امضا کردن")
    assert (signed.polarity, signed.status) == ("-", "future")
    assert signed.source is not None and signed.source.text == "وزیر کشور"
    assert only(examples, "negation", "تأیید کردن").polarity == "-"


@pytest.mark.parametrize(
    ("name", "infinitive"), [("modal", "پذیرفتن"), ("conditional", "حمله کردن"), ("request", "آزاد کردن")]
)
def test_what_is_only_wanted_or_possible_is_unreal(examples, name, infinitive):
    assert only(examples, name, infinitive).status == "unreal"


def test_the_speaker_of_a_headline_is_the_source(examples):
    said = only(examples, "headline", "دفاع کردن")
    assert said.source is not None and said.source.text == "پوتین"


def test_a_borrowed_subject_names_its_rule(examples):
    assert "subject of conj" in only(examples, "two-verbs", "حمایت کردن").rule
    assert "bare oblique as subject" in only(examples, "bare-oblique", "خواستن").rule
