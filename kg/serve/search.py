"""Finding an actor by any of its names, however they are spelt."""

from __future__ import annotations

import difflib
import json
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.persian.letters import fold
from kg.serve.around import names
from kg.serve.events import Mark, mark, rows
from kg.serve.view import Sought
from kg.store import Store

TOP = 12
NEAR = 0.75
SHORTEST_INSIDE = 3

TIMES = """SELECT ?x (COUNT(DISTINCT ?event) AS ?n) WHERE {
  ?event kg:actor|kg:actorPrincipal|kg:target|kg:targetPrincipal ?x } GROUP BY ?x"""
LABELS = """SELECT DISTINCT ?x ?name ?also WHERE {
  { ?x skos:prefLabel ?name BIND(false AS ?also) }
  UNION { ?x skos:altLabel|kg:principalKey ?name BIND(true AS ?also) } }"""
COUNTS = """SELECT * WHERE {
  { SELECT (COUNT(DISTINCT ?d) AS ?documents) WHERE { ?d a nif:Context } }
  { SELECT (COUNT(DISTINCT ?e) AS ?events) WHERE { ?e a sem:Event } }
  { SELECT (COUNT(DISTINCT ?s) AS ?statements) WHERE { ?s a kg:Statement } } }"""


@dataclass(frozen=True)
class Name:
    """A name as it is compared: `key` without spaces, and where in it each word begins."""

    words: str
    key: str
    begins: frozenset[int]
    also: bool


@dataclass
class Index:
    """How many events each actor takes part in, and its names."""

    times: dict[str, int] = field(default_factory=dict)
    names: dict[str, list[Name]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)


def search(path: Path, sought: Sought) -> tuple[str, bytes]:
    """The actors found, as JSON; `as` is the name that was found when it is not the main one."""
    index = _index(path, mark(path))
    found = _found(index, key_of(sought.words))[: sought.most]
    with Store(path, read_only=True) as store:
        held = names(store, [iri for iri, _ in found])
    listed = [{**held[iri], "events": index.times[iri], "as": name.words if name.also else None} for iri, name in found]
    return _json({"found": listed})


def overview(path: Path, _: None = None) -> tuple[str, bytes]:
    """How much there is, and the actors of most events, as JSON."""
    index = _index(path, mark(path))
    top = sorted(index.times, key=lambda iri: (-index.times[iri], iri))[:TOP]
    with Store(path, read_only=True) as store:
        held = names(store, top)
    return _json({"counts": index.counts, "top": [{**held[iri], "events": index.times[iri]} for iri in top]})


def key_of(words: str) -> str:
    """Words as they are compared: one spelling of each letter and digit, no marks, no spaces, no case."""
    return "".join(_folded(words))


def _folded(words: str) -> list[str]:
    apart = unicodedata.normalize("NFKD", fold(unicodedata.normalize("NFKC", words)))
    letters = (letter for letter in apart.casefold() if not unicodedata.combining(letter))
    digits = (str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in letters)
    return "".join(letter if letter.isalnum() else " " for letter in digits).split()


def _name(words: str, also: bool) -> Name:
    folded = _folded(words)
    begins = (sum(map(len, folded[:at])) for at in range(len(folded)))
    return Name(words, "".join(folded), frozenset(begins), also)


def _found(index: Index, key: str) -> list[tuple[str, Name]]:
    """The actors whose names fit best, the better and the more frequent first."""
    if not key:
        return []
    best: list[tuple[int, int, str, Name]] = []
    for iri, held in index.names.items():
        fits = max(((_fit(name, key), name) for name in held), key=lambda pair: pair[0])
        if fits[0]:
            best.append((-fits[0], -index.times[iri], iri, fits[1]))
    return [(iri, name) for _, _, iri, name in sorted(best, key=lambda row: row[:3])] or _near(index, key)


def _fit(name: Name, key: str) -> int:
    """How well a name fits: whole, from its beginning, from a word's beginning, inside; 0 for not at all."""
    if name.key == key:
        return 8 - name.also
    if name.key.startswith(key):
        return 6 - name.also
    at = name.key.find(key)
    while at > 0:
        if at in name.begins:
            return 4 - name.also
        at = name.key.find(key, at + 1)
    return 2 - name.also if len(key) >= SHORTEST_INSIDE and key in name.key else 0


def _near(index: Index, key: str) -> list[tuple[str, Name]]:
    """The actors with a name of nearly these letters, for a slip of the pen."""
    by_key: dict[str, tuple[str, Name]] = {}
    for iri in sorted(index.times, key=lambda iri: index.times[iri]):
        for name in index.names.get(iri, []):
            if abs(len(name.key) - len(key)) <= 2:
                by_key[name.key] = iri, name
    return list(dict(by_key[near] for near in difflib.get_close_matches(key, by_key, 5, NEAR)).items())


@lru_cache(maxsize=1)
def _index(path: Path, _: Mark) -> Index:
    index = Index()
    with Store(path, read_only=True) as store:
        index.times = {row["x"]: int(row["n"]) for row in rows(store, TIMES)}
        for row in rows(store, LABELS):
            if row["x"] in index.times:
                index.names.setdefault(row["x"], []).append(_name(row["name"], row["also"] == "true"))
        for row in rows(store, COUNTS):
            index.counts = {name: int(value) for name, value in row.items()}
    index.counts["actors"] = len(index.times)
    return index


def _json(written: dict[str, Any]) -> tuple[str, bytes]:
    return "json", json.dumps(written, ensure_ascii=False).encode()
