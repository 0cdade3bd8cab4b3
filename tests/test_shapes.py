"""The vocabulary is described term by term, and what we state keeps to the shapes."""

from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SKOS, XSD

from kg.extract import extract
from kg.graph import state
from kg.resolve import Resolver
from kg.vocabulary import GAF, KG, NIF, PREFIXES, SEM

GRAPH = Path(__file__).parent.parent / "kg" / "graph"
NAMESPACE = PREFIXES["kg"]


def test_every_term_is_described_in_both_languages():
    described = Graph().parse(GRAPH / "vocabulary.ttl")
    terms = {URIRef(NAMESPACE + name) for name in KG.__annotations__ if not name.startswith("_")}
    written = {s for s in described.subjects() if str(s).startswith(NAMESPACE)}
    assert terms == written
    for term in terms:
        assert {label.language for label in described.objects(term, RDFS.label)} == {"fa", "en"}, term
        assert described.value(term, RDFS.comment) is not None, term


@pytest.fixture(scope="module")
def shapes():
    return Graph().parse(GRAPH / "shapes.ttl")


@pytest.fixture
def stated(examples):
    resolver, graph = Resolver(), Graph()
    for article in examples.values():
        triples = resolver.resolve(article, extract(article))
        for s, p, o, _ in state(article, triples, "test", "digest"):
            graph.add((s, p, o))
    assert len(list(graph.subjects(RDF.type, SEM.Event))) > 20
    return graph


def report(graph, shapes):
    conforms, _, words = validate(graph, shacl_graph=shapes, inference="none")
    return conforms, words


def test_what_we_state_keeps_to_the_shapes(stated, shapes):
    conforms, words = report(stated, shapes)
    assert conforms, words


def some(graph, term):
    return next(iter(sorted(graph.subjects(term, None))))


def begin_after_end(graph):
    span = some(graph, NIF.beginIndex)
    graph.set((span, NIF.beginIndex, Literal("99999", datatype=XSD.nonNegativeInteger)))


BREAKS = {
    "lessThan": begin_after_end,
    "polarity": lambda g: g.set((some(g, KG.polarity), KG.polarity, Literal("+"))),
    "confidence": lambda g: g.set((some(g, KG.confidence), KG.confidence, Literal(1.5, datatype=XSD.double))),
    "prefLabel": lambda g: g.remove((g.value(some(g, KG.actor), KG.actor), SKOS.prefLabel, None)),
    "denotedBy": lambda g: g.remove((some(g, KG.actor), GAF.denotedBy, None)),
    "hasValue": lambda g: g.set((some(g, KG.statement), KG.status, KG.Unreal)),
    "digest": lambda g: g.remove((None, KG.digest, None)),
    "uniqueLang": lambda g: g.add((g.value(some(g, KG.actor), SEM.eventType), SKOS.prefLabel, Literal("x", lang="en"))),
    "marker": lambda g: g.set((some(g, KG.marker), KG.marker, Literal("dar", lang="en"))),
}


@pytest.mark.parametrize("reason", BREAKS)
def test_a_broken_graph_is_refused(stated, shapes, reason):
    BREAKS[reason](stated)
    conforms, words = report(stated, shapes)
    assert not conforms
    assert reason.lower() in words.lower()
