"""The graph in networkx, for centrality, communities and drawing."""

from __future__ import annotations

from dataclasses import asdict

import networkx as nx

from kg.export.edges import Picture
from kg.export.reading import excerpt
from kg.export.selection import Selection
from kg.store import Reader


def to_networkx(store: Reader, labels: str = "en", selection: Selection | None = None) -> nx.MultiDiGraph:
    """A MultiDiGraph: a node an entity, an edge (its key the statement) an actor-action-target.

    Nodes and edges have the fields of `kg.export.Node` and `kg.export.Edge` as attributes, where known.
    """
    with excerpt(store, selection, labels) as found:
        return as_networkx(found)


def as_networkx(picture: Picture) -> nx.MultiDiGraph:
    """The nodes and edges of a picture in a MultiDiGraph."""
    graph = nx.MultiDiGraph()
    for node in picture.nodes():
        graph.add_node(node.id, **_known(asdict(node), "id"))
    for edge in picture.edges():
        named = _known(asdict(edge), "id", "source", "target", "days")
        graph.add_edge(edge.source, edge.target, key=edge.id, **named)
    return graph


def _known(fields: dict[str, object], *but: str) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value is not None and name not in but}
