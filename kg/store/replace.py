"""What replacing one document changes: its graph, and the shared quads that lose their last use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from rdflib.namespace import RDF, SKOS
from rdflib.term import URIRef

from kg.store.terms import value_of
from kg.vocabulary import ACT, DOC, ENT, GEO, KG, ST

DEFAULT = ox.DefaultGraph()
# An entity or action has one of each (a label: one a language); the newest word counts.
_ONE = (
    KG.kind, KG.office, KG.principalKey, KG.plover, KG.mode, KG.cameo, SKOS.prefLabel, SKOS.broader, GEO.lat, GEO.long,
)
SINGLE = {str(term) for term in _ONE}


def difference(
    store: ox.Store, graph: ox.NamedNode, new: set[ox.Quad]
) -> tuple[set[ox.Quad], set[ox.Quad]]:
    """The quads to remove and to add so that `graph` and what it shares say `new`."""
    old = set(store.quads_for_pattern(None, None, None, graph))
    gone = old - {quad for quad in new if quad.graph_name == graph}
    gone |= _outdated(store, new)
    _drop_unused(store, gone, new)
    added = {quad for quad in new if quad not in store}
    return gone, added


def _outdated(store: ox.Store, new: Iterable[ox.Quad]) -> set[ox.Quad]:
    """Older single values of what `new` describes afresh."""
    said: dict[tuple[str, str, str | None], ox.Quad] = {}
    for quad in new:
        if quad.graph_name == DEFAULT and quad.predicate.value in SINGLE:
            said[value_of(quad.subject), quad.predicate.value, getattr(quad.object, "language", None)] = quad
    return {
        held
        for (_, _, language), quad in said.items()
        for held in store.quads_for_pattern(quad.subject, quad.predicate, None, DEFAULT)
        if getattr(held.object, "language", None) == language and held != quad
    }


def _drop_unused(store: ox.Store, gone: set[ox.Quad], new: set[ox.Quad]) -> None:
    """Add to `gone` the statements, entities and actions that nothing points at any more."""
    kept = {quad.object for quad in new} | {quad.predicate for quad in new}
    todo = [node for quad in gone for node in _shared_nodes(quad)]
    seen: set[ox.NamedNode] = set()
    while todo:
        node = todo.pop()
        if node in kept or _used(store, node, gone):
            continue
        seen.add(node)
        for quad in [*_description(store, node)]:
            if quad not in gone:
                gone.add(quad)
                todo += [other for other in _shared_nodes(quad) if other != node]


def shared_by(store: ox.Store, quads: Iterable[ox.Quad], seen: set[ox.NamedNode]) -> Iterator[ox.Quad]:
    """What documents share about all that the quads of one point at, but for nodes `seen` before."""
    todo = [node for quad in quads for node in _named(quad)]
    while todo:
        node = todo.pop()
        if node in seen or node.value.startswith(str(DOC)):
            continue
        seen.add(node)
        for quad in _description(store, node):
            # Direct triples belong to their statement: those of an entity may be other documents'.
            if not quad.predicate.value.startswith(str(ACT)) or node.value.startswith(str(ST)):
                yield quad
                todo += _named(quad)


def _named(quad: ox.Quad) -> Iterator[ox.NamedNode]:
    return (node for node in (quad.object, quad.predicate) if isinstance(node, ox.NamedNode))


def _shared_nodes(quad: ox.Quad) -> Iterator[ox.NamedNode]:
    for node in (quad.object, quad.predicate):
        if isinstance(node, ox.NamedNode) and node.value.startswith((str(ST), str(ENT), str(ACT))):
            yield node


def _used(store: ox.Store, node: ox.NamedNode, gone: set[ox.Quad]) -> bool:
    """Does anything else that stays point at the node?  A direct triple alone does not hold its ends."""
    pointing = store.quads_for_pattern(None, None, node, None)
    return any(
        quad not in gone and quad.subject != node and not quad.predicate.value.startswith(str(ACT)) for quad in pointing
    )


def _description(store: ox.Store, node: ox.NamedNode) -> Iterator[ox.Quad]:
    """Shared quads about the node; for a statement its direct triple too."""
    quads = list(store.quads_for_pattern(node, None, None, DEFAULT))
    yield from quads
    if not node.value.startswith(str(ST)):
        return
    parts = {quad.predicate.value: quad.object for quad in quads}
    ends = [parts.get(str(term)) for term in (RDF.subject, RDF.predicate, RDF.object)]
    match ends:
        case [ox.NamedNode() as s, ox.NamedNode() as p, ox.NamedNode() as o]:
            yield ox.Quad(s, p, o, DEFAULT)


def graph_node(graph: URIRef) -> ox.NamedNode:
    """The name of a document's graph."""
    return ox.NamedNode(str(graph))
