"""State proposed merges: a named graph of their own, which can be dropped without a trace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rdflib import Literal, URIRef
from rdflib.namespace import PROV, RDF, SKOS, XSD
from rdflib.term import Node

from kg.graph.literals import text
from kg.resolve.merging import Proposal
from kg.vocabulary import KG, doc_iri, safe_iri, statement_iri

MERGES = "kg:merges"
"""Stands where the identifier of a document does: the merges are replaced and removed like one."""
Quad = tuple[URIRef, URIRef, Node, URIRef | None]


def state_merges(found: Sequence[Proposal], evidence: Mapping[str, Sequence[str]], run: str) -> list[Quad]:
    """Each pair as `skos:exactMatch`, and a node that says which rule proposed it, how sure, from which mentions.

    `evidence` gives the IRIs of some mentions of each entity.
    """
    graph = doc_iri(MERGES)
    quads: list[Quad] = []
    for one in found:
        left, right = safe_iri(one.one.iri), safe_iri(one.other.iri)
        node = URIRef(f"{graph}#{statement_iri(left, SKOS.exactMatch, right).rpartition('/')[2]}")
        quads.append((left, SKOS.exactMatch, right, graph))
        described: list[tuple[URIRef, Node]] = [
            (RDF.type, KG.Merge), (RDF.type, PROV.Entity),
            (RDF.subject, left), (RDF.predicate, SKOS.exactMatch), (RDF.object, right),
            (KG.rule, text(one.rule)), (KG.confidence, Literal(f"{one.score:.4g}", datatype=XSD.double)),
            (PROV.wasAttributedTo, safe_iri(run)),
        ]  # fmt: skip
        for entity in (one.one.iri, one.other.iri):
            described += [(PROV.wasDerivedFrom, safe_iri(span)) for span in evidence.get(entity, ())]
        quads += [(node, term, value, graph) for term, value in described]
    return quads
