"""One input: where its bytes come from, what it is called, and its lines as text."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg.errors import InputError, Place

ReportError = Callable[[InputError], None]
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_GZIP = b"\x1f\x8b"
_SAMPLE = 4096


@dataclass(frozen=True, slots=True)
class Source:
    """A file (or standard input) to read articles from.

    `label` names it in errors, `stem` names its articles, `suffix` is its format without `.gz`.
    """

    label: str
    stem: str
    suffix: str
    path: Path | None = None
    stream: BinaryIO | None = None

    def place(self, line: int | None = None) -> Place:
        """This input, or a 1-based line of it."""
        return Place(self.label, line)

    def error(self, line: int | None, problem: str, remedy: str | None = None) -> InputError:
        """What is wrong here and what would be right."""
        return InputError(self.place(line), problem, remedy)

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The bytes, uncompressed when they are gzip."""
        with self.path.open("rb") if self.path else nullcontext(_peekable(self.stream)) as raw:
            # By content, not by name: a `.gz` that a browser has already unpacked is read as it is.
            if raw.peek(len(_GZIP)).startswith(_GZIP):
                with gzip.open(raw) as plain:
                    yield plain  # type: ignore[misc]
            else:
                yield raw


def _peekable(stream: BinaryIO | None) -> io.BufferedReader:
    if isinstance(stream, io.BufferedReader):
        return stream
    return io.BufferedReader(stream or io.BytesIO())  # type: ignore[arg-type]


def byte_lines(lines: Iterable[bytes]) -> Iterator[tuple[int, int, bytes]]:
    """1-based number, byte offset and bytes of each line with its end, without a byte order mark."""
    offset = 0
    for number, line in enumerate(lines, start=1):
        mark = len(_BYTE_ORDER_MARK) if number == 1 and line.startswith(_BYTE_ORDER_MARK) else 0
        yield number, offset + mark, line[mark:]
        offset += len(line)


def decode(source: Source, number: int, offset: int, line: bytes) -> str:
    """The line as text; InputError for what is not UTF-8, or has a NUL byte."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        encoding = _guess(line)
        problem = f"not UTF-8 at byte {offset + error.start + 1} of the file;"
        remedy = f"it looks like {encoding}: convert it with iconv -f {encoding} -t UTF-8."
        raise source.error(number, problem, remedy) from None
    if "\0" in text:
        at = offset + line.index(b"\0") + 1
        raise source.error(number, f"NUL byte at byte {at} of the file;", "a text file (UTF-8) was expected.")
    return text


def text_lines(source: Source, lines: Iterable[bytes]) -> Iterator[tuple[int, str]]:
    """Number and text of each line, with its line end; InputError at the first that is not text."""
    for number, offset, line in byte_lines(lines):
        yield number, decode(source, number, offset, line)


def _guess(line: bytes) -> str:
    """The likely encoding of a line that is not UTF-8, in iconv's name."""
    sample = line[:_SAMPLE]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")) or sample.count(0) * 4 > len(sample):
        return "UTF-16"
    text = sample.decode("cp1256", errors="replace")
    letters = [letter for letter in text if letter.isalpha()]
    arabic = sum("\u0600" <= letter <= "\u06ff" for letter in letters)
    return "WINDOWS-1256" if arabic * 2 > len(letters) else "ISO-8859-1"
