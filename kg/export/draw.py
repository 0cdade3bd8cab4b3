"""A picture of the graph: the strongest edges, one curved arrow each, coloured by what kind of act it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.export.edges import GREY, Edge, Node, read_edges, read_nodes
from kg.persian.frames import plover_quads
from kg.store import Store

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SUFFIXES = (".png", ".svg", ".pdf")
QUADS = {
    "verbal cooperation": "#0072B2",
    "material cooperation": "#009E73",
    "verbal conflict": "#E69F00",
    "material conflict": "#D55E00",
}
"""PLOVER's quads and their colours, of Okabe and Ito's palette."""

_ISOLATE = "\N{FIRST STRONG ISOLATE}{}\N{POP DIRECTIONAL ISOLATE}"
_BEND = 0.18
Place = tuple[float, float]


def draw(store: Store, path: Path, labels: str = "fa", most: int = 40) -> int:
    """Draw the `most` strongest edges into a .png, .svg or .pdf; how many were drawn comes back.

    Labels are Persian or English (`fa`, `en`).  KgError for another suffix, an empty graph, or when
    matplotlib, which shapes Persian itself from 3.11 on, is not installed.
    """
    if path.suffix not in SUFFIXES:
        raise KgError(f"{path}: a picture is one of {', '.join(SUFFIXES)}.")
    edges = sorted(read_edges(store, labels), key=lambda edge: (-edge.weight, edge.id))[:most]
    if not edges:
        raise KgError("the graph has no edges to draw: build it from articles that assert something.")
    nodes = {node.id: node for node in read_nodes(store, labels)}
    _figure(edges, nodes, path)
    return len(edges)


def _figure(edges: list[Edge], nodes: dict[str, Node], path: Path) -> None:
    try:
        import matplotlib
    except ImportError as error:
        raise KgError("drawing needs matplotlib: pip install 'kg-fa[draw]'.") from error
    matplotlib.use("Agg")
    from matplotlib import pyplot

    places = _places(edges)
    figure, axes = pyplot.subplots(figsize=(11, 7.5), layout="constrained")
    with matplotlib.rc_context({"svg.fonttype": "path", "svg.hashsalt": "kg"}):
        for at, edge in enumerate(edges):
            _arrow(axes, edge, places, _bend(edges, at))
        for name, place in places.items():
            _node(axes, nodes[name], place)
        _legend(axes, edges)
        axes.margins(0.12)
        axes.set_axis_off()
        figure.savefig(path, dpi=150, metadata={"Date": None} if path.suffix == ".svg" else None)
    pyplot.close(figure)


def _places(edges: list[Edge]) -> dict[str, Place]:
    import networkx as nx

    graph = nx.Graph()
    for edge in edges:
        graph.add_edge(edge.source, edge.target, weight=edge.weight)
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), sorted(part)))
    spread = nx.kamada_kawai_layout if len(parts) == 1 else lambda whole: nx.spring_layout(whole, seed=1, k=1.6)
    return {name: (float(x), float(y)) for name, (x, y) in spread(graph).items()}


def _bend(edges: list[Edge], at: int) -> float:
    """Arrows between the same two nodes bend more and more, so that each is seen."""
    ends = {edges[at].source, edges[at].target}
    return _BEND * (1 + sum({edge.source, edge.target} == ends for edge in edges[:at]))


def _arrow(axes: Axes, edge: Edge, places: dict[str, Place], bend: float) -> None:
    style: dict[str, Any] = {
        "arrowstyle": "-|>", "color": _color(edge), "lw": 0.8 + edge.weight**0.5 * 0.6, "shrinkA": 16, "shrinkB": 16,
        "connectionstyle": f"arc3,rad={bend}",
    }
    (x, y), (u, v) = places[edge.source], places[edge.target]
    axes.annotate("", xy=(u, v), xytext=(x, y), arrowprops=style)
    middle = ((x + u) / 2 + bend / 2 * (v - y), (y + v) / 2 - bend / 2 * (u - x))
    axes.text(*middle, _ISOLATE.format(edge.label), color=_color(edge), fontsize=8, ha="center", va="center",
              bbox={"fc": "white", "ec": "none", "pad": 0.6, "alpha": 0.85})


def _node(axes: Axes, node: Node, place: Place) -> None:
    axes.scatter(*place, s=node.size * 16, color=node.color, edgecolors="white", zorder=3)
    axes.annotate(_ISOLATE.format(node.label), place, textcoords="offset points", xytext=(0, -15), ha="center",
                  va="top", fontsize=10, zorder=4, bbox={"fc": "white", "ec": "none", "pad": 0.4, "alpha": 0.8})


def _legend(axes: Axes, edges: list[Edge]) -> None:
    from matplotlib.lines import Line2D

    used = {_color(edge) for edge in edges}
    lines = [Line2D([], [], color=color, label=quad) for quad, color in QUADS.items() if color in used]
    if lines:
        axes.legend(handles=lines, loc="lower left", frameon=False, fontsize=8)


def _color(edge: Edge) -> str:
    return QUADS.get(plover_quads().get(edge.plover or "", ""), GREY)
