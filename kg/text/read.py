"""Reading: files, folders and standard input in, articles out."""

from __future__ import annotations

import gzip
import os
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from kg.errors import InputError, Place, did_you_mean
from kg.model import Article
from kg.text.formats import READERS
from kg.text.source import ReportError, Source

STDIN = "-"
_SAMPLE = 20_000
_LEAST_PERSIAN = 0.3
"""Share of Persian letters among the letters of an article below which it is in another language."""

_PERSIAN = re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]")
_LETTER = re.compile(r"[^\W\d_]")
_CONLLU = re.compile(rb"#\s*(newdoc|newpar|sent_id|text|global\.columns)\b|1(-\d+)?\t([^\t]*\t){8}[^\t]*$")


@dataclass(frozen=True, slots=True)
class _Found:
    """An input and the path that tells it from others of the same stem, within its folder."""

    source: Source
    path: str


def read(
    paths: Iterable[str | Path],
    *,
    on_error: ReportError,
    stdin: BinaryIO | None = None,
) -> Iterator[Article]:
    """The articles of files, folders and `-` (standard input), one by one.

    They come in the order of `paths`, the files of a folder sorted by their path, the articles of a
    file as they stand in it.  What cannot be read is given to `on_error` and the rest goes on.  No two
    articles have the same id: the second is reported and left out.  A byte order mark is no part of
    the text, so offsets count from the character behind it; line ends stay as they are.
    """
    seen: dict[str, str] = {}
    for source in _named(list(_sources(paths, on_error, stdin))):
        try:
            for article in _read_source(source, on_error):
                place = str(Place(source.label, article.line))
                if problem := _problem(article, seen):
                    on_error(InputError(place, problem))
                    continue
                seen[article.id] = place
                yield article
        except InputError as error:
            on_error(error)


def _read_source(source: Source, on_error: ReportError) -> Iterator[Article]:
    """The articles of one file; InputError for what makes it unreadable as a whole."""
    reported: list[InputError] = []

    def report(error: InputError) -> None:
        reported.append(error)
        on_error(error)

    count = 0
    try:
        with source.open() as stream:
            source, lines = _sniffed(source, stream)
            for article in READERS[source.suffix](source, lines, report):
                count += 1
                yield article
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        problem = f"the compressed file is damaged or cut short ({error});"
        raise source.error(None, problem, f"copy it again ({count} articles were read from it).") from None
    except OSError as error:
        raise source.error(None, f"cannot be read: {error.strerror or error}.") from None
    if not count and not reported:
        raise source.error(None, "the file is empty.", "Expected at least one article.")


def _sniffed(source: Source, stream: BinaryIO) -> tuple[Source, Iterable[bytes]]:
    """The lines, and for standard input the format that its first line shows."""
    if source.suffix:
        return source, stream
    head: list[bytes] = []
    first = b""
    while not first and (line := stream.readline()):
        head.append(line)
        first = line.removeprefix(b"\xef\xbb\xbf").strip(b" \r\n")
    suffix = ".jsonl" if first.startswith(b"{") else ".conllu" if _CONLLU.match(first) else ".txt"
    return replace(source, suffix=suffix), chain(head, stream)


def _problem(article: Article, seen: dict[str, str]) -> str | None:
    """Why this article is left out, None when it is fine."""
    sample = article.text[:_SAMPLE]
    persian, letters = len(_PERSIAN.findall(sample)), len(_LETTER.findall(sample))
    if not persian or persian < _LEAST_PERSIAN * letters:
        found = f"{persian} of {letters}"
        return f"article '{article.id}' has hardly any Persian letters ({found}); Persian text was expected."
    if article.id in seen:
        return f"id '{article.id}' was already read from {seen[article.id]}; this article is left out."
    return None


# ---------------------------------------------------------------- finding the files


def _sources(paths: Iterable[str | Path], on_error: ReportError, stdin: BinaryIO | None) -> Iterator[_Found]:
    """The inputs behind `paths`, each file once."""
    seen: set[str] = set()
    for path in paths:
        if str(path) == STDIN:
            yield _Found(Source("standard input", "stdin", "", stream=stdin or sys.stdin.buffer), "stdin")
            continue
        try:
            for found in _files(Path(path)):
                real = os.path.realpath(found.source.label)
                if real not in seen:
                    seen.add(real)
                    yield found
        except InputError as error:
            on_error(error)


def _files(path: Path) -> list[_Found]:
    """The files of a folder, sorted, or the file itself; InputError when there is none to read."""
    if path.is_dir():
        found = [_Found(_source(name), name.relative_to(path).as_posix()) for name in _walk(path)]
        if not found:
            raise InputError(str(path), "no file to read in this folder.", f"Expected {_known_suffixes()}.")
        return found
    if not path.exists():
        raise InputError(str(path), "no such file or folder.", _nearby(path))
    if _suffix(path) not in READERS:
        raise InputError(str(path), f"unknown suffix '{path.suffix}'.", f"Expected {_known_suffixes()}.")
    return [_Found(_source(path), path.as_posix())]


def _walk(folder: Path) -> list[Path]:
    """The readable files under a folder, hidden ones left out, sorted by their path."""
    found: list[Path] = []
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        shown = (Path(at, name) for name in names if not name.startswith("."))
        found += [path for path in shown if _suffix(path) in READERS]
    return sorted(found)


def _source(path: Path) -> Source:
    name = path.name[: -len(".gz")] if path.name.casefold().endswith(".gz") else path.name
    return Source(str(path), Path(name).stem, _suffix(path), path=path)


def _suffix(path: Path) -> str:
    """The format a file's name says: `.TXT.gz` -> `.txt`."""
    name = path.name.casefold().removesuffix(".gz")
    return Path(name).suffix


def _known_suffixes() -> str:
    return f"{', '.join(READERS)}, or one of these with .gz"


def _nearby(path: Path) -> str | None:
    names = os.listdir(path.parent) if path.parent.is_dir() else []
    return did_you_mean(path.name, names) or None


def _named(found: list[_Found]) -> list[Source]:
    """The inputs with names that differ: the stem; where two share it the path; then the path with suffix."""
    stems = Counter(one.source.stem for one in found)
    bare = Counter(_bare(one.path) for one in found)
    named = []
    for one in found:
        stem = one.source.stem
        if stems[stem] > 1:
            stem = one.path if bare[_bare(one.path)] > 1 else _bare(one.path)
        named.append(replace(one.source, stem=stem))
    return named


def _bare(path: str) -> str:
    """A path without its suffixes `.txt`, `.gz`."""
    name = path.removesuffix(".gz")
    return name[: len(name) - len(Path(name).suffix)]
