"""Quads as text, for extraction that goes straight to a file."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import Dataset, URIRef

from kg.graph.state import Quad
from kg.vocabulary import PREFIXES

_NAMES = {"turtle": "turtle", "nquads": "nquads", "trig": "trig"}


def to_text(quads: Iterable[Quad], form: str) -> str:
    """The quads as turtle (their graphs merged), nquads or trig."""
    dataset = Dataset(default_union=True)
    for subject, predicate, object_, graph in quads:
        home = dataset.graph(URIRef(graph)) if graph is not None and form != "turtle" else dataset.default_graph
        home.add((subject, predicate, object_))
    # The default graph would bind rdflib's own prefixes anew: `dcterms` over our `dct`.
    dataset.default_graph.namespace_manager = dataset.namespace_manager
    for prefix, base in PREFIXES.items():
        dataset.bind(prefix, base, replace=True)
    source = dataset.default_graph if form == "turtle" else dataset
    return str(source.serialize(format=_NAMES[form]))
