"""Quads as text, for extraction that goes straight to a file."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import Dataset, URIRef

from kg.graph.state import Quad

_NAMES = {"turtle": "turtle", "nquads": "nquads", "trig": "trig"}


def to_text(quads: Iterable[Quad], form: str) -> str:
    """The quads as turtle (their graphs merged), nquads or trig."""
    dataset = Dataset(default_union=True)
    for subject, predicate, object_, graph in quads:
        home = dataset.graph(URIRef(graph)) if graph is not None and form != "turtle" else dataset.default_graph
        home.add((subject, predicate, object_))
    source = dataset.default_graph if form == "turtle" else dataset
    return str(source.serialize(format=_NAMES[form]))
