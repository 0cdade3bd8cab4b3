"""From the names that a user writes to the IRIs of the graph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kg.errors import UsageError, did_you_mean
from kg.export.selection import Selection
from kg.persian.letters import fold
from kg.persian.spelling import words
from kg.resolve.registry import load_registry
from kg.store import Reader
from kg.vocabulary import PREFIXES

# Names that the tables gave; those that only some article used are asked for when these have none.
ENTITIES = """SELECT ?iri ?name WHERE {
  { ?iri a sem:Actor } UNION { ?iri a sem:Place } ?iri skos:prefLabel|kg:principalKey ?name }"""
USED = "SELECT DISTINCT ?iri ?name WHERE { GRAPH ?doc { ?iri skos:altLabel ?name } }"
ACTIONS = """SELECT ?iri ?name WHERE {
  ?iri a sem:EventType ; skos:prefLabel|skos:altLabel|kg:plover ?name }"""
SPEAKERS = """SELECT DISTINCT ?iri WHERE {
  GRAPH ?doc { ?event kg:attributedTo ?iri } FILTER(?iri != ?doc) }"""
PUBLISHERS = "SELECT DISTINCT ?name WHERE { GRAPH ?doc { ?doc dct:publisher ?name } }"


@dataclass(frozen=True)
class Chosen:
    """A selection with IRIs for its names; `sources` are IRIs of who is quoted and names of publishers."""

    selection: Selection
    actors: frozenset[str]
    actions: frozenset[str]
    sources: frozenset[str]


def choose(store: Reader, selection: Selection) -> Chosen:
    """Find the names of the selection in the graph.  UsageError for one that is not there."""
    names = _Names(store)
    return Chosen(
        selection,
        frozenset(iri for name in selection.actors for iri in names.actors(name)),
        frozenset(iri for name in selection.actions for iri in names.actions(name)),
        frozenset(source for name in selection.sources for source in names.sources(name)),
    )


class _Names:
    """Folded names of the graph, each read when it is first asked for."""

    def __init__(self, store: Reader) -> None:
        self._store = store

    @cached_property
    def _entities(self) -> dict[str, set[str]]:
        return _folded(self._store.rows(ENTITIES))

    @cached_property
    def _used(self) -> dict[str, set[str]]:
        return _folded(self._store.rows(USED))

    @cached_property
    def _actions(self) -> dict[str, set[str]]:
        return _folded(self._store.rows(ACTIONS))

    def actors(self, name: str) -> set[str]:
        iri = _iri(name)
        if iri is not None:
            return _known(iri, name, "actor", self._entities)
        found = self._entities.get(_key(name)) or self._registered(name) or self._used.get(_key(name))
        return found or _unknown(name, "actor", self._entities)

    def _registered(self, name: str) -> set[str]:
        """The entity that the tables know under another of its names, when the graph has it."""
        entity = load_registry().exact(words(name))
        return {entity.iri} & set().union(*self._entities.values()) if entity else set()

    def actions(self, name: str) -> set[str]:
        iri = _iri(name)
        if iri is not None:
            return _known(iri, name, "action", self._actions)
        return self._actions.get(_key(name)) or _unknown(name, "action", self._actions)

    def sources(self, name: str) -> set[str]:
        published = {_key(row["name"]): row["name"] for row in self._store.rows(PUBLISHERS)}
        speakers = {row["iri"] for row in self._store.rows(SPEAKERS)}
        found = {published[_key(name)]} if _key(name) in published else set()
        iri = _iri(name)
        wanted = {iri} if iri else self._entities.get(_key(name), set()) | self._registered(name)
        found |= wanted & speakers
        known = {**{key: {key} for key in published}, **_only(self._entities, speakers)}
        return found or _unknown(name, "source", known)


def _folded(rows: Iterable[dict[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(_key(row["name"]), set()).add(row["iri"])
    return found


def _key(name: str) -> str:
    return fold(name).casefold()


def _iri(name: str) -> str | None:
    """The IRI that is written whole or with one of our prefixes (`ent:iran`), None for a name."""
    prefix, colon, rest = name.strip().strip("<>").partition(":")
    if not colon:
        return None
    return f"{prefix}:{rest}" if rest.startswith("//") else PREFIXES[prefix] + rest if prefix in PREFIXES else None


def _known(iri: str, name: str, what: str, names: dict[str, set[str]]) -> set[str]:
    held = set().union(*names.values())
    return {iri} if iri in held else _unknown(name, what, {one: {one} for one in held})


def _only(names: dict[str, set[str]], iris: set[str]) -> dict[str, set[str]]:
    return {name: held for name, held in names.items() if held & iris}


def _unknown(name: str, what: str, names: dict[str, set[str]]) -> set[str]:
    hint = did_you_mean(_key(name), names)
    raise UsageError(f"{what} '{name}' is not in the graph. {hint}".strip())
