"""Words typed without their zero-width non-joiners, which the careful typist puts: «هستهای» is «هسته‌ای».

What a word is joined of is told by `kg/persian/joiners.tsv`, counted in news (`kg/training/joiners.py`); what
is too rare for it by its ending.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from importlib.resources import files

from kg.persian.letters import HAMZA, ZWNJ
from kg.persian.lexicon import word_class
from kg.persian.tables import read_table
from kg.persian.verbs import analyses

_HEH = "\N{ARABIC LETTER HEH}"
_YEH = "\N{ARABIC LETTER FARSI YEH}"
_UNJOINED = frozenset("اآدذرزژوؤأإ")
"""Letters that never join the next one, so that no joiner is missed behind them."""
_SHORTEST = 3
"""Letters of the first part of a compound."""


def lacking(form: str, known: Collection[str] = ()) -> list[int]:
    """Before which characters of a word a joiner is to be put: [4] of «هستهای»; `known` words stay as they are.

    Joiners that are typed must be among those of the table: «نامه‌ای» is not taken for «نام‌های».
    """
    bare = form.replace(ZWNJ, "").rstrip(HAMZA)
    joined = joined_word(bare)
    if joined is None and bare not in known:
        joined = next((found for way in _WAYS if (found := way(bare, known))), None)
    if joined is None or joined == form:
        return []
    wanted, typed = _places(joined), _places(form)
    if not typed <= wanted:
        return []
    return [place + sum(1 for one in typed if one < place) for place in sorted(wanted - typed)]


def joined_word(bare: str) -> str | None:
    """The word of the table that is written so without its joiners, None when the table has none."""
    return _table().get(bare)


def _places(form: str) -> set[int]:
    """Before which letters of a word its joiners stand, joiners not counted."""
    places, letters = set[int](), 0
    for letter in form:
        if letter == ZWNJ:
            places.add(letters)
        else:
            letters += 1
    return places


def _perfect(bare: str, known: Collection[str]) -> str | None:
    """«شده‌اند» of «شدهاند», «ساخته‌ایم» of «ساختهایم», «آواره‌اند» of «آوارهاند»."""
    for stem, ending in _cut(bare, "perfect-ending"):
        adjective = ending in word_class("they-are") and len(stem) > _SHORTEST and stem in known
        if stem.endswith(_HEH) and (adjective or any(one.tense == "participle" for one in analyses(stem))):
            return f"{stem}{ZWNJ}{ending}"
    return None


def _inflected(bare: str, known: Collection[str]) -> str | None:
    """«شبیه‌سازی‌ها» of «شبیهسازیها»: a word of the table with an ending."""
    joined = ((joined_word(stem), ending) for stem, ending in _cut(bare, "joined-ending"))
    return next((f"{stem}{ZWNJ}{ending}" for stem, ending in joined if stem is not None), None)


def _compound(bare: str, known: Collection[str]) -> str | None:
    """«ریل‌گذاری» of «ریلگذاری», «فراموش‌شدهٔ» of «فراموششدهٔ»: a known word with the second part of a compound."""
    parts = ((stem, ending) for stem, ending in _cut(bare, "compound-ending") if len(stem) >= _SHORTEST)
    return next((f"{joined_word(stem) or stem}{ZWNJ}{ending}" for stem, ending in parts
                 if stem in known or joined_word(stem)), None)


def _of_heh(bare: str, known: Collection[str]) -> str | None:
    """«بیانیه‌ای» of «بیانیهای», where «بیانی» is no word whose plural it could be."""
    parts = ((stem, ending) for stem, ending in _cut(bare, "indefinite-of-heh") if stem.endswith(_HEH))
    return next((f"{stem}{ZWNJ}{ending}" for stem, ending in parts
                 if len(stem) > _SHORTEST and stem in known and stem.removesuffix(_HEH) not in known), None)


def _of_relation(bare: str, known: Collection[str]) -> str | None:
    """«سلفی‌های» of «سلفیهای»: the plural of a word in ye, which no table need know."""
    parts = _cut(bare, "plural-of-relation")
    return next((f"{stem}{ZWNJ}{ending}" for stem, ending in parts
                 if len(stem) > _SHORTEST and stem.endswith(_YEH)), None)


def _cut(bare: str, endings: str) -> Iterator[tuple[str, str]]:
    """What endings of a class leave of a word, each where letters join and only a joiner keeps them apart."""
    for ending in word_class(endings):
        stem = bare.removesuffix(ending)
        if stem != bare and stem and stem[-1] not in _UNJOINED:
            yield stem, ending


_WAYS = (_perfect, _inflected, _compound, _of_heh, _of_relation)
"""Ways to read a word that the table has not: bare word and known words -> the joined word, None for any other word."""


@cache
def _table() -> dict[str, str]:
    """A word without its joiners -> the word with them."""
    rows = read_table(files("kg.persian") / "joiners.tsv", ["word"])
    joined = (row.need("word").replace(" ", ZWNJ) for row in rows)
    return {word.replace(ZWNJ, ""): word for word in joined}
