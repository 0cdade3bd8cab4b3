"""Closed word classes and preposition roles, read once from `words.tsv` and `markers.tsv`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from kg.persian.letters import fold
from kg.persian.tables import read_table


@cache
def word_class(name: str) -> frozenset[str]:
    """The folded forms of one class of `words.tsv`; KeyError when the table has no such class."""
    rows = read_table(files("kg.persian") / "words.tsv", ["class", "words"])
    classes = {str(row["class"]): frozenset(map(fold, str(row["words"]).split())) for row in rows}
    return classes[name]


PLACES = ("slug", "label", "label_en", "kind", "country", "lat", "lon", "aliases")
"""The columns of `places.tsv`."""


@cache
def place_words() -> frozenset[str]:
    """The places of `places.tsv` that are one word, by all their names, as written."""
    rows = read_table(files("kg.persian") / "places.tsv", PLACES)
    names = (name for row in rows for name in (row.need("label"), *(row["aliases"] or "").split("|")))
    return frozenset(name for name in names if name and " " not in name)


@cache
def marker_roles() -> dict[str, str]:
    """Folded preposition -> role of the phrase behind it when no predicate selects it.

    «طبق گفتهٔ X» and the like are made of the classes `according-to` and `said`.
    """
    rows = read_table(files("kg.persian") / "markers.tsv", ["marker", "role", "example"])
    cited = {f"{marker} {noun}": "source" for marker in word_class("according-to") for noun in word_class("said")}
    return cited | {fold(str(row["marker"])): str(row["role"]) for row in rows}


COMPARATIVE = "تر"
"""The ending of comparatives («کمتر از …»)."""

RA = "را"
"""The object marker, as frames and complements name it."""

TO = "به"
"""The preposition of goals and addressees."""

OF = "از"
"""The preposition of origins and of those asked."""

WITH = "با"
"""The preposition of partners."""

IN = "در"
"""The preposition of places and of documents that something stands in."""

AGAINST = "علیه"
"""The preposition of opponents, as frames name it."""

ABOUT = "درباره"
"""The preposition of what is spoken of, as frames name it."""

EZAFE = "ezafe"
"""Stands for the genitive of a light noun where a frame lists markers."""

FUTURE_AUXILIARY = "خواستن"
"""Infinitive whose present forms build the future when they are auxiliaries («خواهد کرد»)."""

SAYING = "گفتن"
"""Infinitive of the saying that a headline «X: …» leaves unsaid."""

COPULA = "بودن"
"""Infinitive of the copula."""

PASSIVE = "شد"
"""Past stem of the verb that builds passives; it is the lemma of its forms in the treebanks."""

BECOME = "شدن"
"""Infinitive of the verb that makes passives and inchoatives."""

DO = "کردن"
"""Infinitive of the commonest light verb, by which frames are listed."""

HAVE = "داشتن"
"""Infinitive of the verb that stands before another for what is under way («دارند می‌کنند»)."""
