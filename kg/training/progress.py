"""Progress of long steps: lines on standard error, which a log file can hold as well."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

_Value = TypeVar("_Value")


def say(line: str) -> None:
    """Write one line to standard error at once."""
    print(line, file=sys.stderr, flush=True)


def counted(values: Iterable[_Value], what: str, every: int) -> Iterator[_Value]:
    """The same values; each time another `every` have gone by, a line says how many: `12,000 paragraphs`."""
    for count, value in enumerate(values, start=1):
        yield value
        if count % every == 0:
            say(f"{count:,} {what}")
