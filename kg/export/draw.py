"""A picture of the graph: the strongest edges, one curved arrow each, coloured by what kind of act it is."""

from __future__ import annotations

from heapq import nsmallest
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.export.columns import edge_kind
from kg.export.edges import GREY, QUADS, Edge, Node
from kg.export.page import write_page
from kg.export.places import Place, places
from kg.export.reading import excerpt
from kg.export.selection import Selection
from kg.store import Reader

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SUFFIXES = (".png", ".svg", ".pdf", ".html")
_ISOLATE = "\N{FIRST STRONG ISOLATE}{}\N{POP DIRECTIONAL ISOLATE}"
_BEND = 0.18
_LINE = 24


def draw(
    store: Reader, path: Path, labels: str = "fa", most: int = 40, selection: Selection | None = None
) -> int:
    """Draw the `most` strongest edges into a .png, .svg, .pdf or .html; how many were drawn comes back.

    Labels are Persian or English (`fa`, `en`).  KgError for another suffix, an empty graph, or when
    matplotlib, which shapes Persian itself from 3.11 on, is not installed; the .html needs nothing.
    """
    if path.suffix not in SUFFIXES:
        raise KgError(f"{path}: a picture is one of {', '.join(SUFFIXES)}.")
    with excerpt(store, selection, labels) as found:
        edges = nsmallest(most, found.edges(), key=lambda edge: (-edge.weight, edge.id))
        if not edges:
            raise KgError(_nothing(selection))
        ends = {end for edge in edges for end in (edge.source, edge.target)}
        nodes = {node.id: node for node in found.nodes() if node.id in ends}
    try:
        write_page(nodes, edges, labels, path) if path.suffix == ".html" else _figure(edges, nodes, path)
    except OSError as error:
        raise KgError(f"{path}: cannot be written ({error.strerror or error}).") from error
    return len(edges)


def _nothing(selection: Selection | None) -> str:
    if selection in (None, Selection()):
        return "the graph has no edges to draw: build it from articles that assert something."
    return "nothing in the graph fits these filters; ask for less, or for other statuses with --status all."


def _figure(edges: list[Edge], nodes: dict[str, Node], path: Path) -> None:
    try:
        import matplotlib
    except ImportError as error:
        raise KgError("drawing needs matplotlib: pip install 'kg-fa[draw]'.") from error
    matplotlib.use("Agg")
    from matplotlib import pyplot

    where = places(edges)
    figure, axes = pyplot.subplots(figsize=(11, 7.5), layout="constrained")
    with matplotlib.rc_context({"svg.fonttype": "path", "svg.hashsalt": "kg"}):
        for at, edge in enumerate(edges):
            _arrow(axes, edge, where, _bend(edges, at))
        for name, place in where.items():
            _node(axes, nodes[name], place)
        _legend(axes, edges)
        axes.margins(0.12)
        # Places of labels are reckoned as if both axes were alike; three actors may stand in one line.
        axes.set_aspect("equal", adjustable="datalim")
        axes.set_axis_off()
        figure.savefig(path, dpi=150, metadata={"Date": None} if path.suffix == ".svg" else None)
    pyplot.close(figure)


def _bend(edges: list[Edge], at: int) -> float:
    """Arrows between the same two nodes bend more and more, so that each is seen."""
    ends = {edges[at].source, edges[at].target}
    return _BEND * (1 + sum({edge.source, edge.target} == ends for edge in edges[:at]))


def _arrow(axes: Axes, edge: Edge, where: dict[str, Place], bend: float) -> None:
    style: dict[str, Any] = {
        "arrowstyle": "-|>", "color": edge.color, "lw": 0.8 + edge.weight**0.5 * 0.6, "shrinkA": 16, "shrinkB": 16,
        "connectionstyle": f"arc3,rad={bend}",
    }
    if edge.source == edge.target:
        _loop(axes, edge, where[edge.source], bend)
        return
    (x, y), (u, v) = where[edge.source], where[edge.target]
    axes.annotate("", xy=(u, v), xytext=(x, y), arrowprops=style)
    middle = ((x + u) / 2 + bend / 2 * (v - y), (y + v) / 2 - bend / 2 * (u - x))
    axes.text(*middle, _ISOLATE.format(edge_kind(edge)), color=edge.color, fontsize=8, ha="center", va="center",
              bbox={"fc": "white", "ec": "none", "pad": 0.6, "alpha": 0.85})


def _loop(axes: Axes, edge: Edge, place: Place, bend: float) -> None:
    """What one does to itself stands above it, each further act higher."""
    words = _ISOLATE.format("\N{ANTICLOCKWISE OPEN CIRCLE ARROW} " + edge_kind(edge))
    axes.annotate(words, place, textcoords="offset points", xytext=(0, 2 + 12 * bend / _BEND), ha="center",
                  color=edge.color, fontsize=8, bbox={"fc": "white", "ec": "none", "pad": 0.4, "alpha": 0.85})


def _node(axes: Axes, node: Node, place: Place) -> None:
    axes.scatter(*place, s=node.size * 16, color=node.color, edgecolors="white", zorder=3)
    lines = "\n".join(_ISOLATE.format(line) for line in wrap(node.label, _LINE))
    axes.annotate(lines, place, textcoords="offset points", xytext=(0, -15), ha="center",
                  va="top", fontsize=10, zorder=4, bbox={"fc": "white", "ec": "none", "pad": 0.4, "alpha": 0.8})


def _legend(axes: Axes, edges: list[Edge]) -> None:
    from matplotlib.lines import Line2D

    used = {edge.color for edge in edges} - {GREY}
    lines = [Line2D([], [], color=color, label=quad) for quad, color in QUADS.items() if color in used]
    if lines:
        below = (0.5, 0.0)
        axes.legend(
            handles=lines, loc="upper center", bbox_to_anchor=below, ncols=len(lines), frameon=False, fontsize=8,
        )
