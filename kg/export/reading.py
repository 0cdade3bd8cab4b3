"""Read a part of a store as nodes and edges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.export.edges import Edge, Node
from kg.export.excerpt import Action, Entity, Excerpt
from kg.export.names import choose
from kg.export.occurrences import read_occurrences
from kg.export.selection import Selection
from kg.store import Reader

ENTITIES = """SELECT ?iri ?kind ?en ?fa ?key WHERE {
  { ?iri a sem:Actor } UNION { ?iri a sem:Place } ?iri kg:kind ?kind
  OPTIONAL { ?iri skos:prefLabel ?en . FILTER(LANG(?en) = "en") }
  OPTIONAL { ?iri skos:prefLabel ?fa . FILTER(LANG(?fa) = "fa") }
  OPTIONAL { ?iri kg:principalKey ?key }
}"""
ACTIONS = """SELECT ?iri ?en ?fa ?other ?plover ?cameo WHERE {
  ?iri a sem:EventType .
  OPTIONAL { ?iri skos:prefLabel ?en . FILTER(LANG(?en) = "en") }
  OPTIONAL { ?iri skos:prefLabel ?fa . FILTER(LANG(?fa) = "fa") }
  OPTIONAL { ?iri skos:altLabel ?other . FILTER(LANG(?other) = "fa") }
  OPTIONAL { ?iri kg:plover ?plover }
  OPTIONAL { ?iri kg:cameo ?cameo }
}"""


def excerpt(
    store: Reader, selection: Selection | None = None, labels: str = "en", measured: bool = True
) -> Excerpt:
    """The selected part of the store (None: what articles assert); close it, or use it with `with`.

    UsageError for a name that is not in the graph.
    """
    selection = selection or Selection()
    found = read_occurrences(store, choose(store, selection))
    stated = selection.level == "principal"
    return Excerpt(found, _entities(store), _actions(store), labels, selection.min_count, measured, stated)


def read_edges(store: Reader, labels: str = "en", selection: Selection | None = None) -> Iterator[Edge]:
    """Every edge, sorted by its identifier."""
    with excerpt(store, selection, labels, measured=False) as found:
        yield from found.edges()


def read_nodes(store: Reader, labels: str = "en", selection: Selection | None = None) -> Iterator[Node]:
    """Every entity that an edge touches, sorted by IRI, with its measures."""
    with excerpt(store, selection, labels) as found:
        yield from found.nodes()


def _entities(store: Reader) -> Iterator[Entity]:
    for row in store.rows(ENTITIES):
        yield Entity(row["iri"], row["kind"], row.get("en"), row.get("fa"), row.get("key"))


def _actions(store: Reader) -> dict[str, Action]:
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in store.rows(ACTIONS):
        rows[row["iri"]].append(row)
    return {iri: _action(held) for iri, held in rows.items()}


def _action(rows: list[dict[str, str]]) -> Action:
    """One action from its rows, which differ by infinitive."""
    one = min(rows, key=lambda row: sorted(row.items()))
    others = sorted({row["other"] for row in rows if "other" in row})
    lemmas = dict.fromkeys(filter(None, [one.get("fa"), *others]))
    return Action(one.get("en"), one.get("fa"), tuple(lemmas), one.get("plover"), one.get("cameo"))
