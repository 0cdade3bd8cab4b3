"""CoNLL-U out and in: the same sentences, and one clear line for whatever is wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.model import Article, Sentence, Word
from kg.text import format_conllu, read

ZWNJ = "\N{ZERO WIDTH NON-JOINER}"


def word(number: int, form: str, upos: str, head: int, deprel: str, start: int, end: int) -> Word:
    return Word(number, form, form, upos, None, None, head, deprel, start, end)


RAW = "🔹 كتابش را خواند.\n«پل» بسته  است"
FIRST = Sentence(
    "a1",
    1,
    RAW[2:19],
    2,
    19,
    (
        Word(1, "کتاب", "کتاب", "NOUN", "N_IANM", "Number=Sing", 4, "obj", 2, 6),
        word(2, "ش", "PRON", 1, "nmod", 6, 7),
        word(3, "را", "ADP", 1, "case", 8, 10),
        Word(4, "خواند", "خواند", "VERB", None, "Number=Sing|Person=3", 0, "root", 11, 16),
        word(5, ".", "PUNCT", 4, "punct", 16, 17),
    ),
)
SECOND = Sentence(
    "a1",
    2,
    RAW[18:],
    18,
    len(RAW),
    (
        word(1, "«", "PUNCT", 2, "punct", 18, 19),
        word(2, "پل", "NOUN", 4, "nsubj", 19, 21),
        word(3, "»", "PUNCT", 2, "punct", 21, 22),
        replace(word(4, "بسته", "ADJ", 0, "root", 23, 27), lemma=None),
        word(5, "است", "AUX", 4, "cop", 29, 32),
    ),
)
FIRST = replace(FIRST, text=RAW[2:17], end=17)
ARTICLE = Article("a1", RAW, title="پل", date="2024-04-20", sentences=(FIRST, SECOND))


def read_text(folder: Path, text: str) -> tuple[list[Article], list[str]]:
    path = folder / "a.conllu"
    path.write_text(text, encoding="utf-8")
    errors: list[str] = []
    return list(read([path], on_error=lambda error: errors.append(str(error)))), errors


def test_format() -> None:
    lines = format_conllu(ARTICLE).split("\n")
    assert lines[:6] == [
        "# newdoc id = a1",
        "# title = پل",
        "# date = 2024-04-20",
        "# newpar",
        "# sent_id = a1-1",
        "# text = كتابش را خواند.",
    ]
    assert lines[6] == "1-2\tكتابش" + "\t_" * 7 + "\tstart_char=2|end_char=7"
    assert lines[7] == "1\tکتاب\tکتاب\tNOUN\tN_IANM\tNumber=Sing\t4\tobj\t_\tstart_char=2|end_char=6"
    assert lines[10].endswith(
        "\t_\tNumber=Sing|Person=3\t0\troot\t_\tSpaceAfter=No|start_char=11|end_char=16"
    )
    assert lines[12:15] == ["", "# newpar", "# sent_id = a1-2"]
    assert lines[-2:] == ["", ""]


def test_reading_back_gives_the_same_sentences(tmp_path: Path) -> None:
    other = replace(ARTICLE, id="b/2", sentences=tuple(replace(s, doc="b/2") for s in (FIRST, SECOND)))
    found, errors = read_text(tmp_path, format_conllu(ARTICLE) + format_conllu(other))
    assert errors == []
    assert [a.sentences for a in found] == [ARTICLE.sentences, other.sentences]
    assert [(a.id, a.title, a.date) for a in found] == [
        ("a1", "پل", "2024-04-20"),
        ("b/2", "پل", "2024-04-20"),
    ]
    assert format_conllu(found[0]) == format_conllu(ARTICLE)
    for sentence in found[0].sentences or ():
        assert found[0].text[sentence.start : sentence.end] == sentence.text


def test_words_that_share_a_span_are_one_token(tmp_path: Path) -> None:
    shared = (word(1, "که", "SCONJ", 0, "root", 0, 2), word(2, "از", "ADP", 1, "case", 0, 2))
    article = Article("a1", "کز", sentences=(Sentence("a1", 1, "کز", 0, 2, shared),))
    assert "1-2\tکز\t" in format_conllu(article)
    assert read_text(tmp_path, format_conllu(article))[0][0].sentences == article.sentences


def test_unparsed_article_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="article 'x' has not been parsed"):
        format_conllu(Article("x", "پل"))


def rows(*rows: str) -> str:
    return "\n".join("\t".join(row.split(" ")) for row in rows) + "\n\n"


BRIDGE = rows(
    "1 پل پل NOUN _ _ 2 nsubj _ _",
    "2 ماند ماند#مان VERB _ _ 0 root _ SpaceAfter=No",
    "3 . . PUNCT _ _ 2 punct _ _",
)


def test_treebank_without_offsets(tmp_path: Path) -> None:
    text = (
        "# newdoc id = one\n# sent_id = 1\n# text = پل ماند.\n"
        + BRIDGE
        + "# sent_id = 2\n"
        + BRIDGE
        + "# newpar\n# text = پل  ماند.\n"
        + BRIDGE
        + "# newdoc id = two\n"
        + BRIDGE
    )
    found, errors = read_text(tmp_path, text)
    assert errors == []
    assert [(a.id, a.text) for a in found] == [("one", "پل ماند. پل ماند.\nپل  ماند."), ("two", "پل ماند.")]
    last = (found[0].sentences or ())[-1]
    assert [(w.start, w.end, w.lemma) for w in last.words] == [
        (18, 20, "پل"),
        (22, 26, "ماند"),
        (26, 27, "."),
    ]
    assert [found[0].text[w.start : w.end] for w in last.words] == ["پل", "ماند", "."]


def test_multi_word_token_and_empty_node_and_loose_zwnj(tmp_path: Path) -> None:
    text = f"# text = خانه{ZWNJ}اش کتابش\n" + rows(
        "1 خانه خانه NOUN _ _ 3 nsubj _ SpaceAfter=No",
        "2 اش او PRON _ _ 1 nmod _ _",
        "2.1 _ _ _ _ _ _ _ _ _",
        "3-4 کتابش _ _ _ _ _ _ _ _",
        "3 کتاب کتاب NOUN _ _ 0 root _ _",
        "4 ش او PRON _ _ 3 nmod _ _",
    )
    found, errors = read_text(tmp_path, text)
    assert errors == []
    assert [(w.form, w.start, w.end) for w in (found[0].sentences or ())[0].words] == [
        ("خانه", 0, 4),
        ("اش", 5, 7),
        ("کتاب", 8, 12),
        ("ش", 12, 13),
    ]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (rows("1 پل پل NOUN _ _ 0 root _"), "a.conllu:4: 9 columns instead of 10, separated by tabs."),
        (rows("1 پل پل NOUN _ _ _ root _ _"), "a.conllu:4: head '_' is not a number."),
        (rows("2 پل پل NOUN _ _ 0 root _ _"), "a.conllu:4: word id '2' where 1 was expected."),
        (rows("1 پل پل NOUN _ _ 2 root _ _"), "a.conllu:4: head 2 of word 1 is none of the 1 other words."),
        (
            rows("1 پل پل NOUN _ _ 0 root _ _", "2 پل پل NOUN _ _ 0 root _ _"),
            "a.conllu:4: 2 roots instead of one.",
        ),
        (
            rows("1 آ آ X _ _ 0 root _ _", "2 ب ب X _ _ 3 dep _ _", "3 پ پ X _ _ 2 dep _ _"),
            "a.conllu:5: words 2, 3 govern one another in a circle.",
        ),
        (
            rows("1 پل پل NOUN _ _ 0 rooot _ _"),
            "a.conllu:4: deprel 'rooot' is not of Universal Dependencies. Did you",
        ),
        (rows("1 پل پل N _ _ 0 root _ _"), "a.conllu:4: upos 'N' is not of Universal Dependencies."),
        (
            "# text = راه\n" + rows("1 پل پل NOUN _ _ 0 root _ _"),
            "a.conllu:5: word 'پل' does not continue the text",
        ),
        (
            rows("1-2 پلش _ _ _ _ _ _ _ _", "1 پل پل NOUN _ _ 0 root _ _"),
            "reaches to word 2, which is missing",
        ),
        (
            rows("1 پل پل NOUN _ _ 0 root _ start_char=1|end_char=3"),
            "begins at 1, before the end of the one before",
        ),
        (
            "# text = پلی\n" + rows("1 پل پل NOUN _ _ 0 root _ start_char=9|end_char=11"),
            "span 2 characters, but the",
        ),
    ],
)
def test_wrong_sentence_is_reported_and_left_out(tmp_path: Path, given: str, message: str) -> None:
    found, errors = read_text(
        tmp_path, BRIDGE.partition("\n")[0].replace("2\tnsubj", "0\troot") + "\n\n\n" + given + BRIDGE
    )
    assert len(errors) == 1
    assert message in errors[0]
    assert errors[0].endswith("The sentence is left out.")
    assert [s.index for s in found[0].sentences or ()] == [1, 2]
