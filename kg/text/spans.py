"""Where the syntactic words of a token stand in it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.persian.letters import ZWNJ

Span = tuple[int, int]


def part_spans(token: str, parts: Sequence[str]) -> list[Span]:
    """The interval of each part within its token: the parts split it when they spell it, else share it.

    ZWNJ between the parts belongs to none of them.
    """
    spans: list[Span] = []
    at = 0
    for part in parts:
        while token.startswith(ZWNJ, at) and not part.startswith(ZWNJ):
            at += 1
        if not part or not token.startswith(part, at):
            return [(0, len(token))] * len(parts)
        spans.append((at, at + len(part)))
        at += len(part)
    return spans if not token[at:].strip(ZWNJ) else [(0, len(token))] * len(parts)
