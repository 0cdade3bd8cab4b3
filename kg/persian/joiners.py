"""Words typed without their zero-width non-joiners, which the careful typist puts: «هستهای» is «هسته‌ای».

What a word is joined of is told by `kg/persian/joiners.tsv`, counted in news (`kg/training/joiners.py`); what
is too rare for it by its ending.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache
from importlib.resources import files

from kg.persian.letters import HAMZA, HEH, YEH, ZWNJ
from kg.persian.lexicon import word_class
from kg.persian.tables import read_table
from kg.persian.verbs import analyses

_UNJOINED = frozenset("اآدذرزژوؤأإ")
"""Letters that never join the next one, so that no joiner is missed behind them."""
_SHORTEST = 3
"""Letters of the first part of a compound."""


def lacking(form: str, known: Collection[str]) -> list[int]:
    """Before which characters of a word a joiner is to be put: [4] of «هستهای»; `known` words stay as they are.

    Joiners that are typed must be among those of the table: «نامه‌ای» is not taken for «نام‌های».
    """
    bare = form.replace(ZWNJ, "").rstrip(HAMZA)
    joined = joined_word(bare)
    if joined is None and bare not in known:
        joined = _endings_of(bare, known)
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


def _endings_of(bare: str, known: Collection[str]) -> str | None:
    """The joined word that an ending and what it leaves make of a word, None when no row of `_ENDINGS` does."""
    for endings, joins in _ENDINGS.items():
        for ending in word_class(endings):
            stem = bare.removesuffix(ending)
            if stem == bare or not stem or stem[-1] in _UNJOINED:
                continue
            if (joined := joins(stem, known)) is not None:
                return f"{joined}{ZWNJ}{ending}"
    return None


def _participle(stem: str, known: Collection[str]) -> str | None:
    """«شده‌اند» of «شدهاند», «ساخته‌ایم» of «ساختهایم»."""
    return stem if stem.endswith(HEH) and any(one.tense == "participle" for one in analyses(stem)) else None


def _of_heh(stem: str, known: Collection[str]) -> str | None:
    """«آواره‌اند» of «آوارهاند»."""
    return stem if len(stem) > _SHORTEST and stem.endswith(HEH) and stem in known else None


def _of_table(stem: str, known: Collection[str]) -> str | None:
    """«شبیه‌سازی‌ها» of «شبیهسازیها»: a word of the table with an ending."""
    return joined_word(stem)


def _compound(stem: str, known: Collection[str]) -> str | None:
    """«ریل‌گذاری» of «ریلگذاری», «فراموش‌شدهٔ» of «فراموششدهٔ»: a known word with the second part of a compound."""
    return joined_word(stem) or (stem if len(stem) >= _SHORTEST and stem in known else None)


def _of_heh_alone(stem: str, known: Collection[str]) -> str | None:
    """«بیانیه‌ای» of «بیانیهای», where «بیانی» is no word whose plural it could be."""
    return None if stem.removesuffix(HEH) in known else _of_heh(stem, known)


def _of_relation(stem: str, known: Collection[str]) -> str | None:
    """«سلفی‌های» of «سلفیهای»: the plural of a word in ye, which no table need know."""
    return stem if len(stem) > _SHORTEST and stem.endswith(YEH) else None


_ENDINGS: dict[str, Callable[[str, Collection[str]], str | None]] = {
    "perfect-ending": _participle,
    "they-are": _of_heh,
    "joined-ending": _of_table,
    "compound-ending": _compound,
    "indefinite-of-heh": _of_heh_alone,
    "plural-of-relation": _of_relation,
}
"""A class of endings -> what they are joined to: the rest of a word with its own joiners, None when they are not."""


@cache
def _table() -> dict[str, str]:
    """A word without its joiners -> the word with them."""
    rows = read_table(files("kg.persian") / "joiners.tsv", ["word"])
    joined = (row.need("word").replace(" ", ZWNJ) for row in rows)
    return {word.replace(ZWNJ, ""): word for word in joined}
