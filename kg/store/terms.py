"""Terms between rdflib (which states) and pyoxigraph (which stores)."""

from __future__ import annotations

import pyoxigraph as ox
from rdflib import Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.term import Node

Quad = tuple[URIRef, URIRef, Node, URIRef | None]


def to_ox(quad: Quad) -> ox.Quad:
    """The quad as pyoxigraph holds it."""
    s, p, o, g = quad
    graph = ox.DefaultGraph() if g is None or g == DATASET_DEFAULT_GRAPH_ID else ox.NamedNode(str(g))
    return ox.Quad(ox.NamedNode(str(s)), ox.NamedNode(str(p)), _object(o), graph)


def _object(term: Node) -> ox.NamedNode | ox.Literal:
    if isinstance(term, Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        if term.datatype is not None:
            return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)))
        return ox.Literal(str(term))
    return ox.NamedNode(str(term))


def from_ox(quad: ox.Quad) -> Quad:
    """The quad as rdflib terms; the graph is None for the default graph."""
    graph = quad.graph_name
    name = URIRef(graph.value) if isinstance(graph, ox.NamedNode) else None
    return URIRef(value_of(quad.subject)), URIRef(quad.predicate.value), rdflib_term(quad.object), name


def value_of(term: object) -> str:
    """The IRI or the words of a term; RDF 1.2 triple terms have none and are never in our graphs."""
    assert isinstance(term, ox.NamedNode | ox.BlankNode | ox.Literal)
    return term.value


def rdflib_term(term: object) -> Node:
    """A term of our graphs (an IRI or a literal) in rdflib; the written form is kept."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    assert isinstance(term, ox.Literal)
    if term.language:
        return Literal(term.value, lang=term.language)
    if term.datatype.value == "http://www.w3.org/2001/XMLSchema#string":
        return Literal(term.value)
    return Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)
