"""Cleaning: each rule by its example, and the properties of the offset map."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.persian.tables import Row, read_table
from kg.text import CleanText, clean
from kg.text.clean import expand, is_whole

ZWNJ = "\N{ZERO WIDTH NON-JOINER}"
RULES = read_table(files("kg.persian") / "cleaning.tsv", ["rule", "pattern", "becomes", "before", "after"])
APART = read_table(files("kg.persian") / "cleaning_apart.tsv", ["left", "right", "example"])
WHOLE = read_table(files("kg.persian") / "cleaning_whole.tsv", ["word", "example"])


@pytest.mark.parametrize("row", [row for row in RULES if row["before"]], ids=lambda row: str(row["rule"]))
def test_rule_by_its_example(row: Row) -> None:
    assert clean(expand(row.need("before"))).text == expand(row["after"] or "")


@pytest.mark.parametrize("row", WHOLE, ids=lambda row: str(row["word"]))
def test_words_that_stay_whole(row: Row) -> None:
    assert clean(row.need("example")).text == row["example"]


@pytest.mark.parametrize("row", APART, ids=lambda row: str(row["example"]))
def test_words_that_stay_apart(row: Row) -> None:
    assert clean(row.need("example")).text == row["example"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # Arabic letters, digits and spaces of other keyboards
        ("كشتي ٥ روز در راه بود", "کشتی 5 روز در راه بود"),
        ("۱۲٫۵ درصد", "12.5 درصد"),
        ("او\N{NO-BREAK SPACE}رفت", "او رفت"),
        # affixes and compounds that hazm knows
        ("آنها می نویسند", f"آنها می{ZWNJ}نویسند"),
        ("کتاب ها را خواندیم", f"کتاب{ZWNJ}ها را خواندیم"),
        ("نشست دوره ای", f"نشست دوره{ZWNJ}ای"),
        ("نخست وزیر بازگشت", f"نخست{ZWNJ}وزیر بازگشت"),
        ("همه رفته اند", f"همه رفته{ZWNJ}اند"),
        ("نمیدانم", f"نمی{ZWNJ}دانم"),
        ("کتابها و قیمتهای شهرها", f"کتاب{ZWNJ}ها و قیمت{ZWNJ}های شهرها"),
        ("تنها آنها ماندند", "تنها آنها ماندند"),
        # what hazm would join or split wrongly
        ("این پل دیده شده است", "این پل دیده شده است"),
        ("در ماه می گذشته", "در ماه می گذشته"),
        ("میم حرفی است", "میم حرفی است"),
        ("شبکهٔ بی.بی.سی گفت.او رفت", "شبکهٔ بی.بی.سی گفت. او رفت"),
        # numbers, times and dates keep their signs
        ("ساعت ۱۲:۳۰ روز ۱۴۰۳/۰۲/۰۱", "ساعت 12:30 روز 1403/02/01"),
        ("1,250 تن", "1,250 تن"),
        # what a channel puts around its words
        ("🔴 پل بسته شد\n@example_news", "پل بسته شد\n"),
        ("سرووووود ملی", "سرود ملی"),
        ("﷼", "ریال"),
    ],
)
def test_clean_text(raw: str, expected: str) -> None:
    assert clean(raw).text == expected


def test_lines_stay_lines() -> None:
    assert clean("پل بسته شد\r\n\r\nباران آمد\n").text == "پل بسته شد\n\nباران آمد\n"


def test_every_word_finds_its_raw_characters() -> None:
    raw = "🔹 او بعنوان داور  به شهر« لیما »رفت\r\nكتاب ها را می خواند"
    cleaned = clean(raw)

    def behind(word: str) -> str:
        start = cleaned.text.index(word)
        begin, end = cleaned.to_raw(start, start + len(word))
        return raw[begin:end]

    assert cleaned.text == f"او به عنوان داور به شهر «لیما» رفت\nکتاب{ZWNJ}ها را می{ZWNJ}خواند"
    assert behind("به") == "ب"
    assert behind("عنوان") == "عنوان"
    assert behind("«لیما»") == "« لیما »"
    assert behind("لیما") == "لیما"
    assert behind("رفت") == "رفت"
    assert behind(f"کتاب{ZWNJ}ها") == "كتاب ها"
    assert behind(f"می{ZWNJ}خواند") == "می خواند"


def test_to_raw_outside_the_text() -> None:
    cleaned = clean("پل")
    assert cleaned.to_raw(2, 2) == (2, 2)
    for start, end in ((0, 3), (-1, 1), (2, 1)):
        with pytest.raises(IndexError):
            cleaned.to_raw(start, end)


DIRTY = st.text(
    st.one_of(
        st.sampled_from(
            "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیيكۀآأؤئءًَُِّٔ 0123۴۵٦،؛:.!؟?«»()\"'/-_#@ـ…\n\r\t🔴🔹😔✅"
        ),
        st.sampled_from(
            [ZWNJ, "\N{RIGHT-TO-LEFT MARK}", "\N{NO-BREAK SPACE}", "\x85", "\u2028", "\x1d", "﷼"]
        ),
        st.characters(),
    ),
    max_size=60,
)
WORDS = st.lists(
    st.sampled_from(
        [
            "می",
            "نمی",
            "بی",
            "ها",
            "های",
            "تر",
            "ترین",
            "ای",
            "ی",
            "اند",
            "ه",
            "ده",
            "شده",
            "شد",
            "رفته",
            "ماه",
            "که",
            "این",
            "هیچ",
            "یک",
            "کتاب",
            "دوره",
            "نخست",
            "وزیر",
            "رئیس",
            "جمهور",
            "جمهوری",
            "پیش",
            "بینی",
            "میدانم",
            "بعنوان",
            "خانه",
            "آتش",
            "بس",
            "سی",
            "الله",
            "حزب",
            "گر",
            "گری",
            "ام",
            "اش",
            "«",
            "»",
            ".",
            "،",
            ":",
            '"',
            "/",
            "12",
            "...",
            "…",
            "#",
            "_",
            "@ab",
            "؟",
            "!",
            "🔴",
            "🔹",
            "|",
            "-",
            "*",
            "(",
            ")",
            "سلاممممم",
            "https://a.b/c",
        ]
    ),
    max_size=12,
).flatmap(lambda words: st.sampled_from(["", " ", "  ", ZWNJ, "\n"]).map(lambda gap: gap.join(words)))


def check(raw: str) -> CleanText:
    cleaned = clean(raw)
    assert cleaned.raw == raw
    assert len(cleaned.starts) == len(cleaned.ends) == len(cleaned.text)
    assert all(0 <= a <= b <= len(raw) for a, b in zip(cleaned.starts, cleaned.ends, strict=True))
    assert list(cleaned.starts) == sorted(cleaned.starts)
    assert list(cleaned.ends) == sorted(cleaned.ends)
    assert clean(cleaned.text).text == cleaned.text
    return cleaned


def test_a_text_with_its_joiners_is_taken_at_its_word() -> None:
    joined = "کتاب\u200cها را می\u200cخوانند. " * 12
    assert "تخم\u200cمرغ" in clean("او تخم مرغ خرید.").text
    assert "تخم مرغ" in clean(joined + "او تخم مرغ خرید.").text
    assert "تخم\u200cمرغ" in clean(joined.replace("\u200c", " ") + "او تخم مرغ خرید.").text


@pytest.mark.parametrize(
    ("form", "whole"),
    [("فلسطین", True), ("منهدم", True), ("مادرید", True), ("کتابش", False), ("آزادم", False)],
)
def test_a_known_word_is_whole_unless_an_ending_leaves_another(form: str, whole: bool) -> None:
    assert is_whole(form) is whole


@settings(max_examples=300, deadline=None)
@given(DIRTY)
def test_map_and_fixpoint_on_any_characters(raw: str) -> None:
    check(raw)


@settings(max_examples=300, deadline=None)
@given(WORDS)
def test_map_and_fixpoint_on_persian_words(raw: str) -> None:
    cleaned = check(raw)
    # A letter that cleaning did not touch stands for itself.
    for i, letter in enumerate(cleaned.text):
        start, end = cleaned.to_raw(i, i + 1)
        if letter in "کتابوزیر" and end == start + 1:
            assert raw[start:end] == letter


@settings(max_examples=100, deadline=None)
@given(DIRTY)
def test_clean_text_stands_for_itself(raw: str) -> None:
    again = clean(clean(raw).text)
    assert [again.to_raw(i, i + 1) for i in range(len(again.text))] == [
        (i, i + 1) for i in range(len(again.text))
    ]


@pytest.mark.parametrize(
    ("typed", "joined"),
    [
        ("برنامهٔ هستهای", f"برنامهٔ هسته{ZWNJ}ای"),
        ("آنها شهر را ساختهاند.", f"آنها شهر را ساخته{ZWNJ}اند."),
        ("شبیهسازیهایش", f"شبیه{ZWNJ}سازی{ZWNJ}هایش"),
        ("روستای فراموششدهٔ ما", f"روستای فراموش{ZWNJ}شدهٔ ما"),
        ("سلفیهای شهر", f"سلفی{ZWNJ}های شهر"),
        ("شبیه‌سازیها", f"شبیه{ZWNJ}سازی{ZWNJ}ها"),
    ],
)
def test_joiners_that_were_left_out(typed: str, joined: str) -> None:
    assert clean(typed).text == joined


@pytest.mark.parametrize("word", ["دستگیری", "بهای", "تنهای", "رهاند", "میانجی", f"نام{ZWNJ}های", f"نامه{ZWNJ}ای"])
def test_words_that_lack_no_joiner(word: str) -> None:
    assert clean(word).text == word


def test_every_row_of_the_table_of_joiners_is_one_way_to_join() -> None:
    rows = read_table(files("kg.persian") / "joiners.tsv", ["word"])
    bare = [row.need("word").replace(" ", "") for row in rows]
    assert len(set(bare)) == len(bare) > 5000
    for row in rows:
        word = row.need("word")
        assert clean(word.replace(" ", "")).text == clean(word.replace(" ", ZWNJ)).text, row.place
