"""Communities and centralities of the actors, for the columns of an export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

Pair = tuple[int, int, float]
SEED = 1
EXACT = 1_000
"""Betweenness is exact up to so many actors; above, it is estimated from PIVOTS of them."""
PIVOTS = 200
SAMPLED = 20_000
"""Above so many pairs of actors betweenness is left out: it would take minutes."""


@dataclass(frozen=True, slots=True)
class Measures:
    """`community` counts from 0, the largest first; `betweenness` is None where it is left out."""

    node: int
    community: int
    pagerank: float
    betweenness: float | None


def measure(pairs: Iterable[Pair]) -> Iterator[Measures]:
    """The measures of every node of a directed graph, given as source, target and weight; each pair comes once."""
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_weighted_edges_from(pairs)
    if not graph:
        return
    ranks = nx.pagerank(graph, weight="weight")
    between = _betweenness(graph)
    communities = _communities(graph)
    for node, rank in ranks.items():
        yield Measures(node, communities[node], float(rank), between.get(node))


def _betweenness(graph: Any) -> dict[int, float]:
    import networkx as nx

    nodes, pairs = len(graph), graph.number_of_edges()
    if nodes > EXACT and pairs > SAMPLED:
        return {}
    found: dict[int, float] = nx.betweenness_centrality(graph, k=PIVOTS if nodes > EXACT else None, seed=SEED)
    return found


def _communities(graph: Any) -> dict[int, int]:
    """Louvain's communities of the graph without directions; the weights of both ways are added."""
    import networkx as nx

    whole = nx.Graph()
    for source, target, weight in graph.edges(data="weight"):
        before = whole.get_edge_data(source, target, {"weight": 0.0})["weight"]
        whole.add_edge(source, target, weight=before + weight)
    parts = nx.community.louvain_communities(whole, weight="weight", seed=SEED)
    ordered = sorted(parts, key=lambda part: (-len(part), min(part)))
    return {node: number for number, part in enumerate(ordered) for node in part}
