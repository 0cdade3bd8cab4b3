"""The graph in networkx, for centrality, communities and drawing."""

from __future__ import annotations

from dataclasses import asdict

import networkx as nx

from kg.export.edges import read_edges, read_nodes
from kg.store import Store


def to_networkx(store: Store, labels: str = "en") -> nx.MultiDiGraph:
    """A MultiDiGraph: a node an entity, an edge (its key the statement) an actor-action-target.

    Nodes have `label`, `label_fa`, `type`, `size`, `color`, `iri`; edges `label`, `action`,
    `label_fa`, `weight` and, where known, `plover`, `cameo`, `first`, `last`.
    """
    graph = nx.MultiDiGraph()
    for node in read_nodes(store, labels):
        graph.add_node(node.id, **_known(asdict(node), "id"))
    for edge in read_edges(store, labels):
        named = _known(asdict(edge), "id", "source", "target")
        graph.add_edge(edge.source, edge.target, key=edge.id, **named)
    return graph


def _known(fields: dict[str, object], *but: str) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value is not None and name not in but}
