"""State merges: a named graph of their own, which can be dropped without a trace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import Literal, URIRef
from rdflib.namespace import PROV, RDF, SKOS, XSD
from rdflib.term import Node

from kg.graph.literals import text
from kg.vocabulary import KG, doc_iri, safe_iri, statement_digits

MERGES = "kg:merges"
"""Stands where the identifier of a document does: the merges are replaced and removed like one."""
HELD = f"""SELECT ?one ?other ?rule ?score ?span WHERE {{ GRAPH <{doc_iri(MERGES)}> {{
  ?merge a kg:Merge ; rdf:subject ?one ; rdf:object ?other ; kg:rule ?rule ; kg:confidence ?score .
  OPTIONAL {{ ?merge prov:wasDerivedFrom ?span }} }} }}"""
"""Asks for what `state_merges` has written, one row for each piece of evidence."""
Quad = tuple[URIRef, URIRef, Node, URIRef | None]


@dataclass(frozen=True, slots=True)
class Merge:
    """Two entities, by IRI, that are one: by which rule, how sure (0 to 1), the IRIs of mentions as evidence."""

    one: str
    other: str
    rule: str
    score: float
    evidence: tuple[str, ...]

    @property
    def pair(self) -> frozenset[str]:
        """The two in no order."""
        return frozenset((self.one, self.other))


def state_merges(merges: Iterable[Merge], run: str) -> list[Quad]:
    """Each pair as `skos:exactMatch`, and a node that says which rule joined it, how sure, from which mentions."""
    graph = doc_iri(MERGES)
    quads: list[Quad] = []
    for merge in merges:
        left, right = safe_iri(merge.one), safe_iri(merge.other)
        node = URIRef(f"{graph}#{statement_digits(left, SKOS.exactMatch, right)}")
        quads.append((left, SKOS.exactMatch, right, graph))
        described: list[tuple[URIRef, Node]] = [
            (RDF.type, KG.Merge), (RDF.type, PROV.Entity),
            (RDF.subject, left), (RDF.predicate, SKOS.exactMatch), (RDF.object, right),
            (KG.rule, text(merge.rule)), (KG.confidence, Literal(f"{merge.score:.4g}", datatype=XSD.double)),
            (PROV.wasAttributedTo, safe_iri(run)),
            *((PROV.wasDerivedFrom, safe_iri(span)) for span in merge.evidence),
        ]  # fmt: skip
        quads += [(node, term, value, graph) for term, value in described]
    return quads
