"""The scheme of the actions: an action below its PLOVER type, a type below its quad, four quads on top."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import URIRef
from rdflib.namespace import RDF, SKOS
from rdflib.term import Node

from kg.graph.literals import text
from kg.persian.frames import EventType, event_types
from kg.vocabulary import ACTIONS, PLOVER, slug

Spo = tuple[URIRef, URIRef, Node]


def type_iri(name: str) -> URIRef:
    """The concept of a PLOVER type: `plover:ASSAULT`."""
    return PLOVER[name]


def quad_iri(quad: str) -> URIRef:
    """The concept of a quad: `plover:material-conflict`."""
    return PLOVER[slug(quad)]


def describe_scheme() -> Iterator[Spo]:
    """What every graph has of it: the scheme and its four top concepts."""
    yield ACTIONS, RDF.type, SKOS.ConceptScheme
    yield ACTIONS, SKOS.prefLabel, text("actions of news, by the quads of PLOVER", "en")
    for quad, one in {one.quad: one for one in event_types().values()}.items():
        iri = quad_iri(quad)
        yield ACTIONS, SKOS.hasTopConcept, iri
        yield iri, SKOS.topConceptOf, ACTIONS
        yield from _concept(iri, quad, one.quad_fa)


def describe_type(name: str) -> Iterator[Spo]:
    """A PLOVER type below its quad; nothing for a name that PLOVER has not."""
    one: EventType | None = event_types().get(name)
    if one is not None:
        yield from _concept(type_iri(name), one.en, one.fa)
        yield type_iri(name), SKOS.notation, text(name)
        yield type_iri(name), SKOS.broader, quad_iri(one.quad)


def _concept(iri: URIRef, en: str, fa: str) -> Iterator[Spo]:
    yield iri, RDF.type, SKOS.Concept
    yield iri, SKOS.inScheme, ACTIONS
    yield iri, SKOS.prefLabel, text(en, "en")
    yield iri, SKOS.prefLabel, text(fa, "fa")
