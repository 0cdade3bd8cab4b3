"""Where the nodes of a picture stand: the same edges always give the same places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kg.export.edges import Edge

Place = tuple[float, float]
FEW = 150
"""Up to so many nodes the slower layout that keeps distances is used."""
SIDE = 2.0
"""The longer side of a part is so many times the root of its nodes."""
APART = (1.0, 0.5)
"""Two nodes are at least so far from each other, across or up."""
GAP = (1.6, 1.2)
"""Between two parts, across and up."""
ROUNDS = 200
"""How often nodes that are too near push each other, at most."""
WIDE = 1.5
"""A picture is about so many times as wide as it is high."""


def places(edges: Sequence[Edge]) -> dict[str, Place]:
    """Node identifier -> place, in units of the width of a name; parts without an edge between stand side by side."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_edges_from((edge.source, edge.target) for edge in edges)
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    return dict(_packed([_spread(_ordered(graph, part)) for part in parts]))


def _ordered(graph: Any, part: set[str]) -> Any:
    """The part with its nodes in order: layouts begin from the order in which they come."""
    import networkx as nx

    one = nx.Graph()
    one.add_nodes_from(sorted(part))
    one.add_edges_from(sorted(tuple(sorted(ends)) for ends in graph.edges(part)))
    return one


def _spread(part: Any) -> dict[str, Place]:
    """The places of connected nodes, from 0 on; the part lies, so that labels do not stand."""
    import networkx as nx

    found = nx.kamada_kawai_layout(part) if len(part) <= FEW else nx.spring_layout(part, seed=1)
    across, up = ([float(place[axis]) for place in found.values()] for axis in (0, 1))
    if max(up) - min(up) > max(across) - min(across):
        across, up = up, across
    scale = SIDE * len(part) ** 0.5 / (max(across) - min(across) or 1.0)
    placed = _pushed([scale * x for x in across], [scale * y for y in up])
    return dict(zip(map(str, found), placed, strict=True))


def _pushed(across: list[float], up: list[float]) -> Iterator[Place]:
    """The places with those too near pushed apart, in the direction where less is missing."""
    import numpy as np

    found, apart = np.array([across, up]), np.array(APART)[:, None, None]
    order = np.sign(np.arange(len(across))[:, None] - np.arange(len(across)))
    for _ in range(ROUNDS):
        away = found[:, :, None] - found[:, None, :]
        lacking = np.maximum(0, apart - abs(away)) * abs(order)
        lacking *= (lacking > 0).all(0)
        if not lacking.any():
            break
        lacking[0] *= lacking[0] <= lacking[1]
        lacking[1] *= lacking[0] == 0
        # Nodes at the very same place part by their order.
        found += 0.5 * (lacking * np.where(away, np.sign(away), order)).sum(2)
    yield from map(tuple, (found - found.min(1, keepdims=True)).T.tolist())


def _packed(parts: Sequence[dict[str, Place]]) -> Iterator[tuple[str, Place]]:
    """The parts in rows, the largest first."""
    corners = ([max(side) for side in zip(*part.values(), strict=True)] for part in parts)
    sizes = [(across + GAP[0], up + GAP[1]) for across, up in corners]
    width = max(sizes[0][0], (WIDE * sum(across * up for across, up in sizes)) ** 0.5)
    left = top = height = 0.0
    for part, (across, up) in zip(parts, sizes, strict=True):
        if left and left + across > width:
            left, top, height = 0.0, top - height, 0.0
        for name, (x, y) in part.items():
            yield name, (left + x, top - y)
        left, height = left + across, max(height, up)
