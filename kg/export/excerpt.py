"""A part of the graph, gathered in a database of its own on disk so that memory stays flat."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import TracebackType
from typing import Any

from kg.export.edges import COLORS, GREY, QUADS, Edge, Node, last_part, node_id, quad_of
from kg.export.measures import measure
from kg.export.occurrences import Occurrence
from kg.vocabulary import ST, statement_digits

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
MOST_SOURCES = 20
BAR = " | "
TABLES = """
CREATE TABLE occurrence (id TEXT, a TEXT, p TEXT, t TEXT, status TEXT, quoted INT, says TEXT, first TEXT, last TEXT);
CREATE TABLE entity (iri TEXT PRIMARY KEY, kind TEXT, en TEXT, fa TEXT, key TEXT) WITHOUT ROWID;
CREATE TABLE measure (node INTEGER PRIMARY KEY, community INT, pagerank REAL, betweenness REAL);
"""
GATHER = """
CREATE TABLE edge AS SELECT id, a, p, t, status, quoted, COUNT(*) AS n, MIN(first) AS first, MAX(last) AS last,
    JSON_GROUP_ARRAY(DISTINCT says) FILTER (WHERE says IS NOT NULL) AS says,
    JSON_GROUP_ARRAY(DISTINCT first || '/' || last) FILTER (WHERE first || last IS NOT NULL) AS days
  FROM occurrence GROUP BY id HAVING n >= {min_count} ORDER BY id;
CREATE TABLE node (number INTEGER PRIMARY KEY, iri TEXT UNIQUE, degree INT, weight REAL, first TEXT, last TEXT);
INSERT INTO node (iri, degree, weight, first, last)
  SELECT iri, COUNT(*), SUM(n), MIN(first), MAX(last) FROM (
    SELECT a AS iri, n, first, last FROM edge UNION ALL SELECT t, n, first, last FROM edge WHERE a <> t)
  GROUP BY iri ORDER BY iri;
DROP TABLE occurrence;
"""
PAIRS = """SELECT x.number, y.number, SUM(n) FROM edge JOIN node x ON x.iri = a JOIN node y ON y.iri = t
  GROUP BY x.number, y.number ORDER BY x.number, y.number"""
NODES = """SELECT node.iri, kind, en, fa, key, degree, weight, first, last, community, pagerank, betweenness
  FROM node LEFT JOIN entity ON entity.iri = node.iri LEFT JOIN measure ON measure.node = number ORDER BY number"""


@dataclass(frozen=True, slots=True)
class Entity:
    """How the graph describes an entity; None where it does not."""

    iri: str
    kind: str | None = None
    en: str | None = None
    fa: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """How the graph describes an action; `lemmas` are its infinitives, the preferred one first."""

    en: str | None = None
    fa: str | None = None
    lemmas: tuple[str, ...] = ()
    plover: str | None = None
    cameo: str | None = None


class Excerpt:
    """The edges that some events make, with their ends; a Picture for every writer.

    `labels` is the language of labels, `min_count` how many events an edge needs.  With `measured`
    the nodes have a community and centralities, which hold each pair of actors in memory.  `stated`:
    the ends are principals, so that an edge that articles assert is a statement of the graph.
    """

    def __init__(
        self, occurrences: Iterable[Occurrence], entities: Iterable[Entity], actions: dict[str, Action],
        labels: str = "en", min_count: int = 1, measured: bool = True, stated: bool = True,
    ) -> None:
        self._actions, self._language, self._stated = actions, labels, stated
        # No name: sqlite keeps it in a file of its own and removes that with the connection.
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.executescript(TABLES + "BEGIN;")
        self._base.executemany(f"INSERT INTO occurrence VALUES ({','.join('?' * 9)})", map(_row, occurrences))
        described = ((e.iri, e.kind, e.en, e.fa, e.key) for e in entities)
        self._base.executemany("INSERT OR IGNORE INTO entity VALUES (?, ?, ?, ?, ?)", described)
        self._base.executescript(GATHER.format(min_count=int(min_count)))
        if measured:
            found = ((m.node, m.community, m.pagerank, m.betweenness) for m in measure(self._base.execute(PAIRS)))
            self._base.executemany("INSERT INTO measure VALUES (?, ?, ?, ?)", found)
        self._sources, self._columns = lru_cache(10_000)(self._said), lru_cache(10_000)(self._described)

    def __enter__(self) -> Excerpt:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()

    @property
    def size(self) -> int:
        """How many nodes there are."""
        return int(self._base.execute("SELECT COUNT(*) FROM node").fetchone()[0])

    def nodes(self) -> Iterator[Node]:
        """Every entity that an edge touches, sorted by IRI; `size` grows with the weight around it."""
        for iri, kind, en, fa, key, degree, weight, first, last, *measures in self._base.execute(NODES):
            label, label_fa = self._labels(en, fa, iri)
            community, pagerank, betweenness = measures
            size = round(10.0 + 4.0 * weight**0.5, 3)
            yield Node(
                node_id(iri), iri, label, label_fa, clean(en), kind or "thing", clean(key),
                COLORS.get(kind, GREY), size, degree, weight, community, pagerank, betweenness, clean(first),
                clean(last),
            )  # fmt: skip

    def edges(self) -> Iterator[Edge]:
        """Every edge, sorted by its identifier."""
        for row in self._base.execute("SELECT * FROM edge ORDER BY rowid"):
            yield self._edge(*row)

    def _edge(
        self, name: str, a: str, p: str, t: str, status: str, quoted: int, n: int, first: str | None,
        last: str | None, says: str, days: str,
    ) -> Edge:
        return Edge(
            id=f"st-{name}", source=node_id(a), target=node_id(t), status=status,
            polarity="-" if status == "denied" else "+", voice="quoted" if quoted else "article", count=n,
            weight=float(n), first=clean(first), last=clean(last), sources=self._sources(says),
            iri=str(ST[name]) if self._stated and "-" not in name else None,
            days=tuple(sorted(_span(day) for day in json.loads(days))), **self._columns(p),
        )  # fmt: skip

    def _described(self, iri: str) -> dict[str, Any]:
        """The columns that edges of one action share."""
        action = self._actions.get(iri, Action())
        label, label_fa = self._labels(action.en, action.fa, iri)
        quad = quad_of(action.plover)
        return {
            "label": label, "action": label, "label_fa": label_fa, "label_en": clean(action.en),
            "lemma": clean(BAR.join(action.lemmas)) or label_fa, "plover": clean(action.plover), "quad": quad,
            "cameo": clean(action.cameo), "color": QUADS.get(quad or "", GREY),
        }  # fmt: skip

    def _said(self, says: str) -> str | None:
        names = sorted({self._named(source) for source in json.loads(says)})
        more = [f"… {len(names) - MOST_SOURCES}"] if len(names) > MOST_SOURCES else []
        return clean(BAR.join(names[:MOST_SOURCES] + more)) or None

    def _named(self, source: str) -> str:
        """The label of who is quoted; a publisher is named as it stands."""
        row = self._base.execute("SELECT en, fa FROM entity WHERE iri = ?", (source,)).fetchone()
        if row:
            return self._labels(row[0], row[1], source)[0]
        return last_part(source) if "://" in source else source

    def _labels(self, en: str | None, fa: str | None, iri: str) -> tuple[str, str]:
        """The label in the language asked for and the Persian one; each gives way to the other."""
        chosen = (fa or en) if self._language == "fa" else (en or fa)
        return clean(chosen) or last_part(iri), clean(fa or en) or last_part(iri)


def clean(words: str | None) -> Any:
    """The words free of what XML cannot hold; None stays None."""
    return None if words is None else CONTROL.sub(" ", words)


def _row(one: Occurrence) -> tuple[Any, ...]:
    name = statement_digits(one.actor, one.action, one.target)
    kind = "" if one.status == "actual" else f"-{one.status}"
    full = f"{name}{kind}{'-quoted' if one.quoted else ''}"
    return (full, one.actor, one.action, one.target, one.status, one.quoted, one.says, one.first, one.last)


def _span(day: str) -> tuple[str, str]:
    first, _, last = day.partition("/")
    return first, last
