"""The nodes and edges that every picture and table of the graph shares."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from kg.persian.frames import plover_quads
from kg.vocabulary import ENT

# Gephi and the XML schema want NMTOKEN identifiers; ASCII ones survive every other reader too.
READABLE = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,60}")
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
QUADS = {
    "verbal cooperation": "#0072B2",
    "material cooperation": "#009E73",
    "verbal conflict": "#E69F00",
    "material conflict": "#D55E00",
}
"""PLOVER's quads and their colours."""
GREY = "#999999"


@dataclass(frozen=True)
class Node:
    """An entity at the end of an edge; `label` is in the language asked for, else in the other.

    `principal` is the key of whom it stands for, `degree` the number of its edges, `weighted_degree`
    that of their events, `first` and `last` the ISO dates of these.  None means not known.
    """

    id: str
    iri: str
    label: str
    label_fa: str
    label_en: str | None
    type: str
    principal: str | None
    color: str
    size: float
    degree: int
    weighted_degree: float
    community: int | None
    pagerank: float | None
    betweenness: float | None
    first: str | None
    last: str | None


@dataclass(frozen=True)
class Edge:
    """An actor, an action and a target with the `count` of events that say so; `weight` is the same number.

    `status` is actual, future, unreal or denied; `voice` is `article`, or `quoted` when only somebody's
    words say so.  `lemma` lists the infinitives the action was read from, `sources` who says so, both
    with bars between; `days` are the spans of its events as (first, last) ISO dates.  `iri` is the
    statement's, None when no article asserts it between principals.  None means not known.
    """

    id: str
    source: str
    target: str
    label: str
    action: str
    label_fa: str
    label_en: str | None
    lemma: str
    plover: str | None
    quad: str | None
    cameo: str | None
    status: str
    polarity: str
    voice: str
    count: int
    weight: float
    first: str | None
    last: str | None
    sources: str | None
    color: str
    iri: str | None
    days: tuple[tuple[str, str], ...] = ()


class Picture(Protocol):
    """What a writer needs: the nodes, then the edges between them, as often as they are asked for."""

    def nodes(self) -> Iterator[Node]:
        """Every node that an edge touches, sorted by IRI."""

    def edges(self) -> Iterator[Edge]:
        """Every edge, sorted by identifier."""


@lru_cache(50_000)
def node_id(iri: str) -> str:
    """The last part of an entity's IRI when every reader takes it, else a hash of the IRI."""
    last = iri.removeprefix(str(ENT))
    if iri != last and READABLE.fullmatch(last):
        return last
    # An underscore cannot open a readable one, so the two never meet.
    return "_" + hashlib.sha256(iri.encode()).hexdigest()[:16]


def quad_of(plover: str | None) -> str | None:
    """The PLOVER quad of an event type («material conflict»), None for none."""
    return plover_quads().get(plover or "")


def last_part(iri: str) -> str:
    """What names an entity that nothing describes."""
    return re.split(r"[/#]", iri.rstrip("/#"))[-1]
