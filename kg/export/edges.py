"""The nodes and edges that every picture and table of the graph shares.

One edge is one statement; its weight is the number of events that support it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.errors import KgError
from kg.store import Store, Table
from kg.vocabulary import ENT, PREFIXES

# Gephi and the XML schema want NMTOKEN identifiers; ASCII ones survive every other reader too.
READABLE = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,60}")
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Okabe and Ito's palette, told apart by colour-blind readers.
COLORS = {
    "country": "#0072B2",
    "organisation": "#009E73",
    "institution": "#56B4E9",
    "person": "#E69F00",
    "group": "#D55E00",
    "medium": "#CC79A7",
    "place": "#F0E442",
}
GREY = "#999999"

EDGES = """SELECT ?edge ?a ?p ?t (COUNT(DISTINCT ?event) AS ?n) (MIN(?from) AS ?first) (MAX(?to) AS ?last)
WHERE {
  ?edge a kg:Statement ; rdf:subject ?a ; rdf:predicate ?p ; rdf:object ?t .
  ?event kg:statement ?edge ; gaf:denotedBy/nif:referenceContext ?doc .
  OPTIONAL { ?event sem:hasTimeStamp ?stamp }
  OPTIONAL { ?doc dct:issued ?issued }
  OPTIONAL { ?event sem:hasBeginTimeStamp ?begin ; sem:hasEndTimeStamp ?end }
  BIND(STR(COALESCE(?stamp, ?begin, ?issued)) AS ?from)
  BIND(STR(COALESCE(?stamp, ?end, ?issued)) AS ?to)
} GROUP BY ?edge ?a ?p ?t ORDER BY ?edge"""
NODES = """SELECT DISTINCT ?node ?kind ?en ?fa WHERE {
  { SELECT DISTINCT ?node WHERE {
      ?edge a kg:Statement . { ?edge rdf:subject ?node } UNION { ?edge rdf:object ?node } } }
  OPTIONAL { ?node kg:kind ?kind }
  OPTIONAL { ?node skos:prefLabel ?en . FILTER(LANG(?en) = "en") }
  OPTIONAL { ?node skos:prefLabel ?fa . FILTER(LANG(?fa) = "fa") }
} ORDER BY ?node"""
ACTIONS = """SELECT DISTINCT ?p ?en ?fa ?plover ?cameo WHERE {
  ?p a sem:EventType .
  OPTIONAL { ?p skos:prefLabel ?en . FILTER(LANG(?en) = "en") }
  OPTIONAL { ?p skos:prefLabel ?fa . FILTER(LANG(?fa) = "fa") }
  OPTIONAL { ?p kg:plover ?plover }
  OPTIONAL { ?p kg:cameo ?cameo }
}"""


@dataclass(frozen=True)
class Node:
    """An entity at the end of an edge; `label` is in the language asked for, else in the other."""

    id: str
    iri: str
    label: str
    label_fa: str
    type: str
    color: str
    size: float


@dataclass(frozen=True)
class Edge:
    """A statement; `first` and `last` are the ISO dates of its events, None when none is known."""

    id: str
    source: str
    target: str
    label: str
    action: str
    label_fa: str
    plover: str | None
    cameo: str | None
    weight: float
    first: str | None
    last: str | None
    iri: str


def node_id(iri: str) -> str:
    """The last part of an entity's IRI when every reader takes it, else a hash of the IRI."""
    last = iri.removeprefix(str(ENT))
    if iri != last and READABLE.fullmatch(last):
        return last
    # An underscore cannot open a readable one, so the two never meet.
    return "_" + hashlib.sha256(iri.encode()).hexdigest()[:16]


def read_edges(store: Store, labels: str = "en") -> Iterator[Edge]:
    """Every statement as an edge, sorted by its identifier."""
    actions = {row["p"]: row for row in _rows(store, ACTIONS)}
    for row in _rows(store, EDGES):
        action = actions.get(row["p"], {})
        label, label_fa = _labels(action, row["p"], labels)
        yield Edge(
            id="st-" + _last(row["edge"]),
            source=node_id(row["a"]),
            target=node_id(row["t"]),
            label=label,
            action=label,
            label_fa=label_fa,
            plover=action.get("plover"),
            cameo=action.get("cameo"),
            weight=float(row["n"]),
            first=row.get("first"),
            last=row.get("last"),
            iri=row["edge"],
        )


def read_nodes(store: Store, labels: str = "en") -> Iterator[Node]:
    """Every entity that an edge touches, sorted by IRI; `size` grows with the weight around it."""
    weights: dict[str, float] = {}
    for edge in _rows(store, EDGES):
        for end in {edge["a"], edge["t"]}:
            weights[end] = weights.get(end, 0.0) + float(edge["n"])
    for row in _rows(store, NODES):
        label, label_fa = _labels(row, row["node"], labels)
        kind = row.get("kind") or "thing"
        size = 10.0 + 4.0 * weights.get(row["node"], 0.0) ** 0.5
        yield Node(
            node_id(row["node"]), row["node"], label, label_fa, kind, COLORS.get(kind, GREY), round(size, 3)
        )


def _labels(row: dict[str, str], iri: str, language: str) -> tuple[str, str]:
    last = _last(iri)
    english, persian = row.get("en"), row.get("fa")
    chosen = (persian or english) if language == "fa" else (english or persian)
    return chosen or last, persian or english or last


def _rows(store: Store, query: str) -> Iterator[dict[str, Any]]:
    """Bound variables of every row, free of what XML cannot hold."""
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    answer = store.query(prefixes + query)
    if not isinstance(answer, Table):
        raise KgError("an export query must be a SELECT.")
    for row in answer.rows:
        pairs = zip(answer.columns, row, strict=True)
        yield {name: CONTROL.sub(" ", str(value)) for name, value in pairs if value is not None}


def _last(iri: str) -> str:
    return re.split(r"[/#]", iri.rstrip("/#"))[-1]
