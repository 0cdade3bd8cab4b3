"""CoNLL-U in and out (https://universaldependencies.org/format.html)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.model import Article, Sentence, Word
from kg.persian.letters import ZWNJ
from kg.text.labels import UnknownLabel, our_label, our_lemma
from kg.text.spans import part_spans

_META = ("title", "date", "url", "source")
_COLUMNS = 10
_GAP = re.compile(f"[\\s{ZWNJ}]*")


class ConlluError(ValueError):
    """A line of CoNLL-U is wrong; `line` is its 1-based number."""

    def __init__(self, line: int, problem: str) -> None:
        self.line = line
        super().__init__(problem)


# ---------------------------------------------------------------- out


def format_conllu(article: Article) -> str:
    """The sentences of a parsed article as CoNLL-U, ending in a blank line.

    Begins with `# newdoc id`; offsets stand in MISC as `start_char=…|end_char=…`.  Words that touch
    without a space, none of them punctuation, are written as one multi-word token.  ValueError when
    the article has not been parsed.
    """
    if article.sentences is None:
        raise ValueError(f"article '{article.id}' has not been parsed")
    lines = [f"# newdoc id = {article.id}"]
    lines += [f"# {name} = {value}" for name in _META if (value := getattr(article, name)) is not None]
    before = 0
    for sentence in article.sentences:
        if sentence.index == 1 or "\n" in article.text[before : sentence.start]:
            lines.append("# newpar")
        before = sentence.end
        lines += _sentence_lines(article, sentence)
    return "\n".join(lines) + "\n\n" if article.sentences == () else "\n".join(lines) + "\n"


def _sentence_lines(article: Article, sentence: Sentence) -> Iterator[str]:
    yield f"# sent_id = {article.id}-{sentence.index}"
    yield f"# text = {sentence.text}"
    for words in _tokens(article.text, sentence.words):
        first, last = words[0], words[-1]
        space = (
            "" if article.text[last.end : last.end + 1].isspace() or last.end >= len(article.text) else "No"
        )
        if len(words) > 1:
            form = article.text[first.start : last.end].strip()
            misc = _misc(first.start, last.end, space)
            yield "\t".join([f"{first.id}-{last.id}", form, *["_"] * 7, misc])
        for word in words:
            yield _word_line(word, _misc(word.start, word.end, "" if len(words) > 1 else space, word.ner))
    yield ""


def _word_line(word: Word, misc: str) -> str:
    cells = [
        str(word.id),
        word.form,
        word.lemma,
        word.upos,
        word.xpos,
        word.feats,
        str(word.head),
        word.deprel,
    ]
    return "\t".join([cell or "_" for cell in cells] + ["_", misc])


def _misc(start: int, end: int, space_after: str, ner: str | None = None) -> str:
    no = "SpaceAfter=No|" if space_after == "No" else ""
    return f"{no}start_char={start}|end_char={end}" + (f"|ner={ner}" if ner else "")


def _tokens(text: str, words: Iterable[Word]) -> Iterator[list[Word]]:
    """The words grouped into tokens: those that share a span, or touch and are not punctuation."""
    token: list[Word] = []
    for word in words:
        if token and not _same_token(text, token[-1], word):
            yield token
            token = []
        token.append(word)
    if token:
        yield token


def _same_token(text: str, left: Word, right: Word) -> bool:
    if (left.start, left.end) == (right.start, right.end) and left.start < left.end:
        return True
    touching = left.start < left.end <= right.start < right.end and not text[left.end : right.start].strip(
        ZWNJ
    )
    return (
        touching and "PUNCT" not in (left.upos, right.upos) and left.form.isalpha() and _is_word(right.form)
    )


def _is_word(form: str) -> bool:
    return form.replace(ZWNJ, "").isalpha()


# ---------------------------------------------------------------- in


@dataclass(slots=True)
class Block:
    """One sentence as it stands in a file: comments, rows of ten cells, and the lines of the rows."""

    line: int = 0
    comments: dict[str, str] = field(default_factory=dict)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)


def blocks(lines: Iterable[tuple[int, str]]) -> Iterator[Block]:
    """The sentences of numbered lines, ended by blank lines."""
    block = Block()
    for number, line in lines:
        if not line.strip():
            if block.rows or block.comments:
                yield block
            block = Block()
            continue
        block.line = block.line or number
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            block.comments[key.strip()] = value.strip()
        else:
            block.rows.append((number, line.split("\t")))
    if block.rows or block.comments:
        yield block


@dataclass(frozen=True, slots=True)
class _Token:
    """A row or a multi-word token: its form, its interval in the sentence text, its rows."""

    form: str
    misc: Mapping[str, str]
    rows: tuple[tuple[int, list[str]], ...]


def read_sentence(block: Block, doc: str, index: int, offset: int) -> Sentence:
    """The sentence of a block; `offset` is where it begins when its words do not say so.

    ConlluError for anything but ten columns, ids from 1, one root, heads that exist, a tree, and
    words that spell the text.
    """
    tokens = list(_read_tokens(block))
    text = block.comments.get("text") or _spelt(tokens)
    intervals = _intervals(tokens, text, offset, block.line)
    words = tuple(
        _read_word(row, line, span)
        for token, interval in zip(tokens, intervals, strict=True)
        for (line, row), span in zip(token.rows, _word_spans(token, interval), strict=True)
    )
    _check_tree(words, block)
    if not _said(tokens):
        return Sentence(doc, index, text, offset, offset + len(text), words)
    start, end = min(interval[0] for interval in intervals), max(interval[1] for interval in intervals)
    if end - start != len(text):
        raise ConlluError(
            block.line, f"the words span {end - start} characters, but the text has {len(text)}."
        )
    return Sentence(doc, index, text, start, start + len(text), words)


def _read_tokens(block: Block) -> Iterator[_Token]:
    covered, rows = 0, list(block.rows)
    if not rows:
        raise ConlluError(block.line, "a sentence without words.")
    expected = 1
    pending: tuple[str, Mapping[str, str], int] | None = None
    parts: list[tuple[int, list[str]]] = []
    for line, row in rows:
        if len(row) != _COLUMNS:
            raise ConlluError(line, f"{len(row)} columns instead of 10, separated by tabs.")
        number = row[0]
        if re.fullmatch(r"\d+\.\d+", number):
            continue
        if span := re.fullmatch(r"(\d+)-(\d+)", number):
            first, last = int(span[1]), int(span[2])
            if first != expected or last <= first or pending:
                raise ConlluError(line, f"multi-word token {number} does not fit before word {expected}.")
            pending, covered, parts = (row[1], _pairs(row[9]), line), last, []
            continue
        if number != str(expected):
            raise ConlluError(line, f"word id '{number}' where {expected} was expected.")
        expected += 1
        if pending is None:
            yield _Token(row[1], _pairs(row[9]), ((line, row),))
            continue
        parts.append((line, row))
        if expected > covered:
            yield _Token(pending[0], pending[1], tuple(parts))
            pending = None
    if pending:
        raise ConlluError(pending[2], f"the multi-word token reaches to word {covered}, which is missing.")


def _pairs(cell: str) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in cell.split("|"))
    return {key: value for key, _, value in pairs}


def _spelt(tokens: list[_Token]) -> str:
    pieces = [token.form + ("" if token.misc.get("SpaceAfter") == "No" else " ") for token in tokens]
    return "".join(pieces).rstrip(" ")


def _intervals(tokens: list[_Token], text: str, offset: int, line: int) -> list[tuple[int, int]]:
    """Where the tokens stand: as their MISC says, else where `text` spells them one after the other."""
    if said := _said(tokens):
        return said
    found, at = [], 0
    for token in tokens:
        # Treebanks put the ZWNJ between two words now into the one, now into the other, now into none.
        form = token.form.strip(ZWNJ)
        gap = _GAP.match(text, at)
        start = gap.end() if gap else at
        if not text.startswith(form, start):
            problem = f"word '{form}' does not continue the text at '{text[start : start + 20]}'."
            raise ConlluError(token.rows[0][0], problem)
        at = start + len(form)
        found.append((offset + start, offset + at))
    return found


def _said(tokens: list[_Token]) -> list[tuple[int, int]]:
    """The intervals that the MISC column gives, empty when it does not give all."""
    said = [interval for token in tokens if (interval := _offsets(token.misc))]
    return said if len(said) == len(tokens) else []


def _offsets(misc: Mapping[str, str]) -> tuple[int, int] | None:
    start, end = misc.get("start_char", ""), misc.get("end_char", "")
    return (
        (int(start), int(end)) if start.isdecimal() and end.isdecimal() and int(start) <= int(end) else None
    )


def _word_spans(token: _Token, interval: tuple[int, int]) -> list[tuple[int, int]]:
    said = [_offsets(_pairs(row[9])) for _, row in token.rows]
    if all(span is not None for span in said):
        return [span for span in said if span is not None]
    if len(token.rows) == 1:
        return [interval]
    spans = part_spans(token.form, [row[1] for _, row in token.rows])
    if interval[1] - interval[0] != len(token.form):
        return [interval] * len(spans)
    return [(interval[0] + start, interval[0] + end) for start, end in spans]


def _read_word(row: list[str], line: int, span: tuple[int, int]) -> Word:
    if not row[6].isdecimal():
        raise ConlluError(line, f"head '{row[6]}' is not a number.")
    try:
        upos, deprel = our_label("upos", row[3]), our_label("deprel", row[7])
    except UnknownLabel as error:
        raise ConlluError(line, str(error)) from None
    lemma, xpos, feats = (None if cell == "_" else cell for cell in (row[2], row[4], row[5]))
    ner = _pairs(row[9]).get("ner", "O")
    named = None if ner == "O" else ner
    return Word(int(row[0]), row[1], our_lemma(lemma), upos, xpos, feats, int(row[6]), deprel, *span, named)


def _check_tree(words: tuple[Word, ...], block: Block) -> None:
    lines = {int(row[0]): line for line, row in block.rows if row[0].isdecimal()}
    for word in words:
        if word.head > len(words) or word.head == word.id:
            raise ConlluError(
                lines[word.id], f"head {word.head} of word {word.id} is none of the {len(words)} other words."
            )
    roots = [word.id for word in words if word.head == 0]
    if len(roots) != 1:
        raise ConlluError(block.line, f"{len(roots)} roots instead of one.")
    safe = {0}
    for word in words:
        path: dict[int, None] = {}
        at = word.id
        while at not in safe:
            if at in path:
                raise ConlluError(
                    lines[at], f"words {', '.join(map(str, sorted(path)))} govern one another in a circle."
                )
            path[at] = None
            at = words[at - 1].head
        safe.update(path)
