"""Lemmas that no treebank spells out: forms of verbs, nouns and adjectives, and which source is believed."""

from collections import Counter
from importlib.resources import files

import pytest

from kg.persian.tables import read_table
from kg.persian.verbs import infinitives
from kg.training.inflection import Inflections, made_forms
from kg.training.lemmas import as_tree, dictionary, lemma_words, words_of
from kg.training.treebank import write_trees

NOUNS = "کتاب خانه زن شهر مدیر نویسنده دانشجو جلسه ساعت خدمت صدا فضا کارگر ملت حزب آهنگر فعال مدرسه"
ADJECTIVES = "بزرگ زیبا ویژه شدید متعدد"


@pytest.fixture(scope="module")
def inflections():
    tagged = as_tree([*((word, "NOUN", word) for word in NOUNS.split()), *((w, "ADJ", w) for w in ADJECTIVES.split())])
    seen = Counter({word: 50 for word in f"{NOUNS} {ADJECTIVES}".split()}) + Counter({"ملتی": 3, "متعددی": 3, "زنی": 1})
    return Inflections([("اطلاعات", "NOUN", "اطلاعات")], [], [tagged], seen)


@pytest.mark.parametrize(
    ("form", "tag", "lemma"),
    [
        ("خانهٔ", "NOUN", "خانه"),
        ("خانه‌ای", "NOUN", "خانه"),
        ("ویژه‌ای", "ADJ", "ویژه"),
        ("خانه‌ای", "ADJ", "خانه‌ای"),
        ("کتاب‌هایی", "NOUN", "کتاب"),
        ("کتابهای", "NOUN", "کتاب"),
        ("شهرها", "NOUN", "شهر"),
        ("زنی", "NOUN", "زن"),
        ("ملتی", "NOUN", "ملت"),
        ("متعددی", "ADJ", "متعدد"),
        ("بزرگی", "NOUN", "بزرگی"),
        ("ملی", "ADJ", "ملی"),
        ("زیبایی", "ADJ", "زیبا"),
        ("زیبایی", "NOUN", "زیبایی"),
        ("صدای", "NOUN", "صدا"),
        ("فضایی", "NOUN", "فضا"),
        ("شدیدترین", "ADJ", "شدید"),
        ("نویسندگان", "NOUN", "نویسنده"),
        ("دانشجویان", "NOUN", "دانشجو"),
        ("مدیران", "NOUN", "مدیر"),
        ("فعالین", "NOUN", "فعال"),
        ("جلسات", "NOUN", "جلسه"),
        ("خدمات", "NOUN", "خدمت"),
        ("احزاب", "NOUN", "حزب"),
        ("احزابی", "NOUN", "حزب"),
        ("مدارس", "PROPN", "مدرسه"),
        ("کارگرانی", "NOUN", "کارگر"),
        ("آهنگری", "PROPN", "آهنگری"),
        ("پنجره", "NOUN", "پنجره"),
        ("اطلاعات", "NOUN", "اطلاعات"),
        ("تنها", "NOUN", "تنها"),
        ("باران", "NOUN", "باران"),
    ],
)
def test_endings_are_cut_where_a_stem_is_left(inflections, form, tag, lemma):
    assert inflections.lemma(form, tag) == lemma


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What one gold word, other treebanks' words, the verb table and a short text tell."""
    text = tmp_path_factory.mktemp("lemmas") / "text"
    text.write_text("نمایشگاه‌ها باز شد\n", encoding="utf-8")
    ours, others = [("شد", "VERB", "شد")], [("شد", "VERB", "کرد"), ("آنان", "PRON", "آن")]
    return {(form, tag): lemma for form, tag, lemma in lemma_words(ours, others, [as_tree(ours)], text)}


@pytest.mark.parametrize(
    ("form", "tag", "lemma"),
    [
        ("می‌رود", "VERB", "رفت"),
        ("میرود", "VERB", "رفت"),
        ("نگفته", "VERB", "گفت"),
        ("رفته‌اند", "VERB", "رفت"),
        ("برمی‌گردیم", "VERB", "گشت"),
        ("فرونریخت", "VERB", "ریخت"),
        ("برنخواهد", "VERB", "خواست"),
        ("نمایشگاه‌ها", "NOUN", "نمایشگاه"),
        ("شد", "VERB", "شد"),
        ("آنان", "PRON", "آن"),
        ("گریز", "NOUN", "گریز"),
    ],
)
def test_verbs_text_and_treebanks_make_one_dictionary(told, form, tag, lemma):
    assert told[form, tag] == lemma


def test_a_word_with_another_tag_has_the_lemma_it_mostly_has(tmp_path):
    words = [("برنخواهد", "VERB", "خواست"), ("گریز", "NOUN", "گریز"), ("گریز", "VERB", "گریخت"), ("را", "ADP", "_")]
    assert words_of([as_tree(words)]) == words[:3]
    write_trees([as_tree(words[:3])], tmp_path / "lemmas.conllu")
    lemma = dictionary(tmp_path / "lemmas.conllu")
    assert lemma("برنخواهد", "AUX") == "خواست" and lemma("گریز", "VERB") == "گریخت" and lemma("گریز", "ADJ") == "گریز"


def test_forms_are_made_of_the_dictionary():
    made = set(made_forms())
    assert {"پنجره‌ها", "پنجرهٔ", "پنجره‌هایی"} <= made and "کتابٔ" not in made


def test_no_plural_has_two_singulars():
    rows = read_table(files("kg.persian") / "plurals.tsv", ["singular", "plurals"])
    plurals = [plural for row in rows for plural in row.need("plurals").split()]
    assert not [plural for plural, count in Counter(plurals).items() if count > 1]
    assert len({row.need("singular") for row in rows}) == len(rows)


def test_verbs_with_a_preverb_are_known_without_it():
    rows = read_table(files("kg.persian") / "prefixed.tsv", ["prefix", "verbs"])
    assert not [verb for row in rows for verb in row.need("verbs").split() if verb not in infinitives()]
