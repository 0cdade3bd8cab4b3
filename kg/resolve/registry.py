"""The known actors: countries, organisations, persons and media, found by any of their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from kg.errors import TableError
from kg.model import Entity
from kg.persian.letters import fold
from kg.persian.tables import Row, read_table

BASE = "https://w3id.org/kg-fa/ent/"
COLUMNS = ("key", "slug", "label", "label_en", "kind", "principal", "aliases")
_WORD = re.compile(r"\w+")
_TABLES = (
    ("countries.tsv", ("key", "slug", "label", "label_en", "wikidata", "aliases")),
    ("organisations.tsv", COLUMNS),
    ("media.tsv", COLUMNS),
    ("persons.tsv", ("slug", "label", "label_en", "principal", "office", "since", "until", "aliases")),
)


@dataclass(frozen=True, slots=True)
class Match:
    """A known name inside a phrase: tokens `first` to `last`, the latter not included."""

    first: int
    last: int
    entity: Entity


def words(text: str) -> tuple[str, ...]:
    """The folded words of a phrase, punctuation left out."""
    return tuple(_WORD.findall(fold(text)))


class Registry:
    """Entities by key, by IRI and by name; names are compared folded, the longest first."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._keys: dict[str, Entity] = {}
        self._iris: dict[str, Entity] = {}
        self._names: dict[tuple[str, ...], Entity] = {}
        self._lines: dict[tuple[str, ...], Row] = {}
        waiting = list(rows)
        # The first row of a key counts: `AU` as somebody's principal is Australia, not the African Union.
        slugs = {row["key"]: row.need("slug") for row in reversed(waiting) if row.get("key")}
        for row in waiting:
            self._add(row, slugs)
        self._longest = max(map(len, self._names), default=0)

    def _add(self, row: Row, slugs: dict[str | None, str]) -> None:
        key, bearer = row.get("key"), row.get("principal")
        if bearer is not None and bearer not in slugs:
            raise TableError(row.place, f"principal '{bearer}' has no row;", "add one with this key.")
        kind = row.get("kind") or ("person" if "office" in row else "country")
        principal = bearer or (None if kind == "medium" else key)
        iri = BASE + row.need("slug")
        relations = {"principal": BASE + slugs[bearer] if bearer else iri} if principal else {}
        entity = Entity(
            iri, row.need("label"), row["label_en"], kind, principal, row.get("wikidata"), relations, _office(row)
        )
        if key is not None:
            self._keys.setdefault(key, entity)
        self._iris[entity.iri] = entity
        for name in filter(None, [entity.label, entity.label_en, *(row["aliases"] or "").split("|")]):
            self._name(words(name), entity, row)

    def _name(self, name: tuple[str, ...], entity: Entity, row: Row) -> None:
        known = self._names.get(name)
        if known is not None and known != entity:
            line = self._lines[name].place
            raise TableError(row.place, f"name '{' '.join(name)}' was given in {line};", "a name has one bearer.")
        self._names[name], self._lines[name] = entity, row

    def by_key(self, key: str) -> Entity | None:
        """The entity with this principal key (`IR`, `NAM`), None when there is none."""
        return self._keys.get(key)

    def by_iri(self, iri: str) -> Entity | None:
        """The entity with this IRI, None when the registry has none."""
        return self._iris.get(iri)

    def exact(self, tokens: Sequence[str]) -> Entity | None:
        """The entity one of whose names is exactly these folded words."""
        return self._names.get(tuple(tokens))

    def matches(self, tokens: Sequence[str]) -> Iterator[Match]:
        """Known names in a phrase from left to right, the longest at each place, none overlapping.

        A common noun that is also a short name counts only where it ends the phrase: «بازرسان آژانس»,
        not «آژانس فضایی روسیه».
        """
        at = 0
        while at < len(tokens):
            for length in range(min(self._longest, len(tokens) - at), 0, -1):
                entity = self._names.get(tuple(tokens[at : at + length]))
                if entity is not None and not (length == 1 and _is_common(tokens, at)):
                    yield Match(at, at + length, entity)
                    at += length - 1
                    break
            at += 1


def _office(row: Row) -> str | None:
    """«Foreign Minister, 2013/2021»; an open end is left out."""
    office, since, until = row.get("office"), row.get("since"), row.get("until")
    years = f"{since or ''}/{until or ''}" if since or until else None
    return f"{office}, {years}" if office and years else office


def _is_common(tokens: Sequence[str], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at] in head_kinds()["demonstrative-organisation"]


@cache
def load_registry(extra: Path | None = None) -> Registry:
    """The shipped registry, with the rows of the user's `extra` table.

    TableError, with file and line, for an unknown column, a name with two bearers or a principal
    without a row.
    """
    root: Traversable = files("kg.persian")
    rows = [row for name, columns in _TABLES for row in read_table(root / name, columns)]
    return Registry([*rows, *(read_table(extra, COLUMNS) if extra else [])])


@cache
def head_kinds() -> dict[str, frozenset[str]]:
    """Classes of `heads.tsv`: kind -> folded words, those of several words by their first."""
    rows = read_table(files("kg.persian") / "heads.tsv", ["kind", "words"])
    return {row.need("kind"): frozenset(fold(word) for word in row.need("words").split()) for row in rows}
