"""Text that is rewritten while every character remembers which raw characters it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

_GROUP = re.compile(r"\\(\d)")
Edit = tuple[int, int, str]
"""Replace `text[start:end]` by a string."""


@cache
def _pieces(template: str) -> tuple[str | int, ...]:
    """A replacement as literals and group numbers: `\\1-\\2` -> (1, "-", 2)."""
    parts = _GROUP.split(template)
    return tuple(int(part) if i % 2 else part for i, part in enumerate(parts) if part)


@dataclass(slots=True)
class Draft:
    """`text[i]` came from `raw[starts[i]:ends[i]]`; both lists never decrease."""

    text: str
    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, raw: str) -> Draft:
        """Every character comes from itself."""
        return cls(raw, list(range(len(raw))), list(range(1, len(raw) + 1)))

    def substitute(self, pattern: re.Pattern[str], template: str) -> None:
        """Replace every match: groups keep their characters' origins, literals stand for what lay there."""
        edits: list[Edit] = []
        for match in pattern.finditer(self.text):
            edits.extend(_edits(match, template))
        self.apply(edits)

    def apply(self, edits: Iterable[Edit]) -> None:
        """Make the edits, which are in order and do not overlap."""
        text, starts, ends, kept = [], [], [], 0
        for start, end, new in edits:
            text += [self.text[kept:start], new]
            new_starts, new_ends = self._origins(start, end, len(new))
            starts += self.starts[kept:start] + new_starts
            ends += self.ends[kept:start] + new_ends
            kept = end
        if text:
            self.text = "".join(text) + self.text[kept:]
            self.starts = starts + self.starts[kept:]
            self.ends = ends + self.ends[kept:]

    def _origins(self, start: int, end: int, length: int) -> tuple[list[int], list[int]]:
        """Where the new characters come from: one by one if as many, else all from the whole stretch."""
        if length == end - start:
            return self.starts[start:end], self.ends[start:end]
        if start < end:
            return [self.starts[start]] * length, [self.ends[end - 1]] * length
        # An inserted character came from nothing: an empty interval behind the character before it.
        place = self.ends[start - 1] if start else 0
        return [place] * length, [place] * length


def _edits(match: re.Match[str], template: str) -> list[Edit]:
    edits, at, literal = [], match.start(), ""
    for piece in _pieces(template):
        if isinstance(piece, str):
            literal = piece
            continue
        if (at, literal) != (match.start(piece), ""):
            edits.append((at, match.start(piece), literal))
        at, literal = match.end(piece), ""
    if (at, literal) != (match.end(), ""):
        edits.append((at, match.end(), literal))
    return edits
