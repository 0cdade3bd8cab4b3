"""The words of a name or phrase, spelled in the one way in which they are compared."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from kg.persian.joiners import joined_word
from kg.persian.letters import VOWELS, YEH, ZWNJ, fold
from kg.persian.tables import read_table

_WORD = re.compile(r"(?:\w|[\N{ARABIC FATHATAN}-\N{ARABIC HAMZA BELOW}\N{ARABIC LETTER SUPERSCRIPT ALEF}])+")


def placed_words(text: str) -> tuple[tuple[str, int], ...]:
    """The comparable words of a text, each with the offset where it begins.

    «گفته‌ی هیئت» is «گفته» at 0 and «هیات» at 7: the linking ye is no word, and spellings are one.
    «نخستوزیر», typed without its joiner, is «نخست» at 0 and «وزیر» at 4.
    """
    read = (part for one in _WORD.finditer(text.replace(ZWNJ, " ")) for part in _parts(one.group(), one.start()))
    found = [(word, start) for part, start in read if (word := _plain(part))]
    kept = list[tuple[str, int]]()
    for at, (word, start) in enumerate(found):
        if word == YEH and kept and kept[-1][0].endswith(VOWELS):
            continue
        before = kept[-1][0] if kept else ""
        behind = found[at + 1][0] if at + 1 < len(found) else ""
        kept.append((_spelled(before, word, behind), start))
    return tuple(kept)


@lru_cache(maxsize=20_000)
def words(text: str) -> tuple[str, ...]:
    """The comparable words of a phrase, punctuation left out."""
    return tuple(word for word, _ in placed_words(text))


def _parts(word: str, start: int) -> list[tuple[str, int]]:
    """What a word is joined of, each part with its offset; most words are one part."""
    joined = joined_word(word)
    if joined is None:
        return [(word, start)]
    parts = joined.split(ZWNJ)
    return [(part, start + sum(map(len, parts[:at]))) for at, part in enumerate(parts)]


def _plain(word: str) -> str:
    """Letters folded, digits of any script as European ones."""
    folded = fold(word)
    return folded if folded.isalpha() else "".join(str(int(one)) if one.isdecimal() else one for one in folded)


def _spelled(before: str, word: str, behind: str) -> str:
    canonical = _spellings().get((word,))
    if canonical is not None:
        return canonical[0]
    pair = _spellings().get((before, word))
    return pair[0] if pair and behind not in pair[1] else word


@cache
def _spellings() -> dict[tuple[str, ...], tuple[str, frozenset[str]]]:
    """A spelling, of one word or two, -> its last word as it is compared, and what may not stand behind it."""
    rows = read_table(files("kg.persian") / "spellings.tsv", ["variant", "canonical", "unless"])
    return {
        tuple(fold(row.need("variant")).split()): (
            fold(row.need("canonical")).split()[-1], frozenset(fold(row["unless"] or "").split())
        )
        for row in rows
    }  # fmt: skip
