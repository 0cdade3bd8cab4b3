"""Where the nodes of a picture stand: the same edges always give the same places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kg.export.edges import Edge

Place = tuple[float, float]
FEW = 150
"""Up to so many nodes the slower layout that keeps distances is used."""
GAP = 0.8
"""Between two parts, where the side of a part is the root of its nodes."""
WIDE = 1.5
"""A picture is so many times as wide as it is high."""


def places(edges: Sequence[Edge]) -> dict[str, Place]:
    """Node identifier -> place, the wider side from -1 to 1; parts without an edge between stand side by side."""
    import networkx as nx

    graph = nx.Graph()
    for edge in edges:
        graph.add_edge(edge.source, edge.target, weight=edge.weight)
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    found = dict(_packed([_spread(_ordered(graph, part)) for part in parts]))
    middle = [(min(side) + max(side)) / 2 for side in zip(*found.values(), strict=True)]
    half = max(max(side) - min(side) for side in zip(*found.values(), strict=True)) / 2 or 1.0
    return {name: ((x - middle[0]) / half, (y - middle[1]) / half) for name, (x, y) in found.items()}


def _ordered(graph: Any, part: set[str]) -> Any:
    """The part with its nodes in order: layouts begin from the order in which they come."""
    import networkx as nx

    one = nx.Graph()
    one.add_nodes_from(sorted(part))
    one.add_weighted_edges_from(sorted((*sorted(ends), weight) for *ends, weight in graph.edges(part, data="weight")))
    return one


def _spread(part: Any) -> dict[str, Place]:
    """The places of connected nodes, the longer side from 0 to 1; it lies, so that labels do not stand."""
    import networkx as nx

    found = nx.kamada_kawai_layout(part) if len(part) <= FEW else nx.spring_layout(part, seed=1)
    across, up = ([float(place[axis]) for place in found.values()] for axis in (0, 1))
    if max(up) - min(up) > max(across) - min(across):
        across, up = up, across
    low, bottom, size = min(across), min(up), max(across) - min(across) or 1.0
    placed = zip(found, across, up, strict=True)
    return {str(name): ((x - low) / size, (y - bottom) / size) for name, x, y in placed}


def _packed(parts: Sequence[dict[str, Place]]) -> Iterator[tuple[str, Place]]:
    """The parts in rows, each with an area that grows with the number of its nodes, the largest first."""
    sides = [len(part) ** 0.5 for part in parts]
    width = max(WIDE * sides[0], WIDE * sum((side + GAP) ** 2 for side in sides) ** 0.5)
    left = top = height = 0.0
    for part, side in zip(parts, sides, strict=True):
        if left and left + WIDE * side > width:
            left, top, height = 0.0, top - height - GAP, 0.0
        for name, (x, y) in part.items():
            yield name, (left + x * WIDE * side, top - y * side)
        left, height = left + WIDE * side + GAP, max(height, side * max(y for _, y in part.values()))
