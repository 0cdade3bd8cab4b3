"""The formats of articles: one short reader each, listed in READERS."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from typing import Any, NamedTuple

from kg.errors import InputError, did_you_mean
from kg.model import Article, Sentence
from kg.text.conllu import Block, ConlluError, blocks, read_sentence
from kg.text.source import ReportError, Source, byte_lines, decode, text_lines

Reader = Callable[[Source, Iterable[bytes], ReportError], Iterator[Article]]
_DIVIDER = "[divide]"
_FIELDS = ("title", "date", "url", "source")
_ISO_MONTH = re.compile(r"\d{4}(-\d{2})?")
_SURROGATE = re.compile("[\ud800-\udfff]")
_OLDEST_YEAR = 1600
"""An earlier year is one of the Iranian calendar."""

csv.field_size_limit(min(sys.maxsize, 2**31 - 1))


class _Part(NamedTuple):
    """A stretch between dividers: its first line, its lines, whether a divider ends it."""

    first: int
    lines: list[str]
    divided: bool


def read_txt(source: Source, lines: Iterable[bytes], report: ReportError) -> Iterator[Article]:
    """One article, or several separated by lines `[divide]`.

    The text of an undivided file is the file as it stands.  A divider owns its line and the blank
    lines around it; the articles it separates are called `stem-1`, `stem-2`, ….
    """
    parts = _divided(text_lines(source, lines))
    whole = next(parts)
    if not whole.divided:
        text = "".join(whole.lines)
        if text.strip():
            yield Article(source.stem, text, path=source.label, line=whole.first)
        return
    count = 0
    for part in chain([whole], parts):
        before, kept = _trimmed(part.lines)
        if kept:
            count += 1
            yield Article(
                f"{source.stem}-{count}", "".join(kept), path=source.label, line=part.first + before
            )


def _divided(lines: Iterable[tuple[int, str]]) -> Iterator[_Part]:
    """The stretches between the dividers; an undivided file is one."""
    part: list[str] = []
    first = 1
    for number, line in lines:
        if line.strip() == _DIVIDER:
            yield _Part(first, part, True)
            part, first = [], number + 1
        else:
            part.append(line)
    yield _Part(first, part, False)


def _trimmed(part: list[str]) -> tuple[int, list[str]]:
    """The part without blank lines around it nor its last line end, and how many lines went before it."""
    start, end = 0, len(part)
    while start < end and not part[start].strip():
        start += 1
    while end > start and not part[end - 1].strip():
        end -= 1
    kept = part[start:end]
    return start, [*kept[:-1], kept[-1].rstrip("\r\n")] if kept else []


def read_jsonl(source: Source, lines: Iterable[bytes], report: ReportError) -> Iterator[Article]:
    """One article a line: an object with `text` and perhaps `id`, `title`, `date`, `url`, `source`."""
    for number, offset, line in byte_lines(lines):
        try:
            text = decode(source, number, offset, line).strip()
            if text:
                yield _article(source, number, _json_object(source, number, text), report)
        except InputError as error:
            report(error)


def _json_object(source: Source, number: int, line: str) -> Mapping[str, Any]:
    expected = 'Expected an object such as {"id": "a1", "text": "..."} on one line.'
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        where = f" (column {error.colno}: {error.msg})" if isinstance(error, json.JSONDecodeError) else ""
        raise source.error(number, f"not JSON{where}.", expected) from None
    if not isinstance(found, dict):
        raise source.error(number, f"a JSON {type(found).__name__}, not an object.", expected)
    return found


def read_table_of_articles(source: Source, lines: Iterable[bytes], report: ReportError) -> Iterator[Article]:
    """One article a row; the header names `text` and perhaps `id`, `title`, `date`, `url`, `source`."""
    delimiter = "\t" if source.suffix == ".tsv" else ","
    rows = csv.reader((line for _, line in text_lines(source, lines)), delimiter=delimiter)
    header: list[str] | None = None
    try:
        start = 1
        for cells in rows:
            number, start = start, rows.line_num + 1
            if header is None:
                header = _header(source, cells)
            elif cells:
                try:
                    yield _article(source, number, _fields(source, number, header, cells), report)
                except InputError as error:
                    report(error)
    except csv.Error as error:
        raise source.error(
            rows.line_num, f"not a table: {error}.", "Quote fields that hold line ends."
        ) from None


def _header(source: Source, cells: list[str]) -> list[str]:
    names = [cell.strip().casefold() for cell in cells]
    if "text" not in names:
        hint = (
            did_you_mean("text", names)
            or f"The first line must name the columns: id, text, {', '.join(_FIELDS)}."
        )
        raise source.error(1, f"no column 'text' among {', '.join(map(repr, names[:8]))}.", hint)
    return names


def _fields(source: Source, number: int, header: list[str], cells: list[str]) -> dict[str, str]:
    if len(cells) != len(header):
        raise source.error(number, f"{len(cells)} cells, but the header has {len(header)} columns.")
    return {name: cell for name, cell in zip(header, cells, strict=True) if cell.strip()}


def _article(source: Source, number: int, fields: Mapping[str, Any], report: ReportError) -> Article:
    """The article that a JSON object or a row of a table says; InputError when it has no text."""
    text, name = fields.get("text"), fields.get("id")
    if text is None:
        hint = did_you_mean("text", fields) or 'Expected "text": the article.'
        raise source.error(number, "no 'text'.", hint)
    if not isinstance(text, str):
        raise source.error(number, f"'text' is a {type(text).__name__}, not a string.")
    if not text.strip():
        raise source.error(number, "'text' is empty.")
    if half := _SURROGATE.search(text):
        raise source.error(number, f"'text' has half a character, \\u{ord(half[0]):x}, at {half.start()}.")
    if name is not None and (isinstance(name, bool) or not isinstance(name, str | int)):
        raise source.error(number, f"'id' is a {type(name).__name__}, not a string.")
    said: dict[str, Any] = {
        key: value for key in _FIELDS if isinstance(value := fields.get(key), str) and value.strip()
    }
    said["date"] = _date(source, number, said.get("date"), report)
    identity = str(name) if name not in (None, "") else f"{source.stem}-{number}"
    return Article(identity, text, path=source.label, line=number, **said)


def _date(source: Source, number: int | None, value: str | None, report: ReportError) -> str | None:
    """The date when it is ISO 8601; else it is reported and the article goes on without one."""
    if value is None or is_iso_date(value.strip()):
        return value.strip() if value else None
    remedy = (
        "Expected ISO 8601, as 2024-04-20 or 2024-04-20T12:30:00+03:30; the article is read without its date."
    )
    report(source.error(number, f"date '{value}' is not a Gregorian date of ISO 8601.", remedy))
    return None


def is_iso_date(value: str) -> bool:
    """Whether this is a year, month, day or moment of ISO 8601 in the Gregorian calendar."""
    if not value[:4].isdecimal() or int(value[:4]) < _OLDEST_YEAR:
        return False
    if _ISO_MONTH.fullmatch(value):
        return value[5:] in ("", *(f"{month:02}" for month in range(1, 13)))
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            read(value)
        except ValueError:
            continue
        return True
    return False


def read_conllu(source: Source, lines: Iterable[bytes], report: ReportError) -> Iterator[Article]:
    """Parsed articles: `# newdoc id` begins one; without it the file is one article.

    Raw text is rebuilt from `# text`, at the offsets of `start_char` when the words carry them; else
    sentences are joined by a space, paragraphs (`# newpar`) by a line end.  A wrong sentence is
    reported and left out.
    """
    document: list[Block] = []
    for block in blocks((number, line.rstrip("\r\n")) for number, line in text_lines(source, lines)):
        if document and any(key in block.comments for key in ("newdoc", "newdoc id")):
            yield from _parsed(source, document, report)
            document = []
        document.append(block)
    if document:
        yield from _parsed(source, document, report)


def _parsed(source: Source, document: list[Block], report: ReportError) -> Iterator[Article]:
    comments = document[0].comments
    name = comments.get("newdoc id") or source.stem
    text = _Text()
    sentences: list[Sentence] = []
    for block in document:
        if not block.rows:
            continue
        try:
            gap = "" if not text.length else "\n" if _is_paragraph(block) else " "
            sentence = read_sentence(block, name, len(sentences) + 1, text.length + len(gap))
            text.place(sentence, gap, block.line)
            sentences.append(sentence)
        except ConlluError as error:
            report(source.error(error.line, str(error), "The sentence is left out."))
    if sentences:
        line = document[0].line
        said: dict[str, Any] = {key: comments[key] for key in _FIELDS if comments.get(key)}
        said["date"] = _date(source, line, said.get("date"), report)
        yield Article(
            name, "".join(text.pieces), sentences=tuple(sentences), path=source.label, line=line, **said
        )


def _is_paragraph(block: Block) -> bool:
    return any(key.startswith(("newpar", "newdoc")) for key in block.comments)


@dataclass(slots=True)
class _Text:
    """The raw text of a parsed article, as far as it has been rebuilt."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0

    def place(self, sentence: Sentence, gap: str, line: int) -> None:
        """Put a sentence where it begins; spaces stand for what is in no sentence."""
        room = sentence.start - self.length
        if room < 0:
            raise ConlluError(
                line, f"the sentence begins at {sentence.start}, before the end of the one before it."
            )
        self.pieces += [gap[:room].ljust(room), sentence.text]
        self.length = sentence.start + len(sentence.text)


READERS: dict[str, Reader] = {
    ".txt": read_txt,
    ".jsonl": read_jsonl,
    ".csv": read_table_of_articles,
    ".tsv": read_table_of_articles,
    ".conllu": read_conllu,
}
"""Suffix -> reader; one more format is one more row."""
