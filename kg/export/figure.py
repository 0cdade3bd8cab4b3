"""A static picture: one curved arrow from each actor to each other, its actions beside it, coloured by their kind."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.export.columns import edge_marks
from kg.export.edges import GREY, QUADS, Edge, Node
from kg.export.places import Place, places
from kg.export.words import words

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.offsetbox import AnnotationBbox

INCHES = 1.4
"""The width of a name, which is the unit of places."""
MARGIN = 1.1
"""Inches between the outermost actors and the edge of the picture."""
LEAST = 7.0
"""Inches that a picture is wide at least."""
MOST_ACTIONS = 3
"""So many actions of an arrow are named, the most frequent ones; the others are counted."""
BEND = 0.18
ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)
"""Where on its arrow, from 0 to 1, words may stand: the first place that is free."""
LINE = 24
ISOLATE = "\N{FIRST STRONG ISOLATE}{}\N{POP DIRECTIONAL ISOLATE}"


@dataclass(frozen=True)
class Arrow:
    """All edges from one actor to another, the strongest first."""

    source: str
    target: str
    edges: tuple[Edge, ...]

    @property
    def weight(self) -> float:
        """The number of their events."""
        return sum(edge.weight for edge in self.edges)

    def lines(self, said: Mapping[str, str]) -> list[tuple[str, str]]:
        """The text and the colour of each line beside the arrow, in the words of a language."""
        named = [(_kind(edge, said), edge.color) for edge in self.edges[:MOST_ACTIONS]]
        left = len(self.edges) - len(named)
        return [*named, (f"+ {left}", GREY)] if left else named

    def at(self, share: float, where: dict[str, Place]) -> Place:
        """The point so far along the curve, 0 to 1."""
        (x, y), (u, v) = where[self.source], where[self.target]
        # Matplotlib's arc3 is a quadratic curve whose middle point of control lies beside that of the ends.
        across, up = (x + u) / 2 + BEND * (v - y), (y + v) / 2 - BEND * (u - x)
        a, b, c = (1 - share) ** 2, 2 * share * (1 - share), share**2
        return a * x + b * across + c * u, a * y + b * up + c * v


def _kind(edge: Edge, said: Mapping[str, str]) -> str:
    """«condemn», «condemn (denied, quoted)»."""
    marks = said["comma"].join(said[mark] for mark in edge_marks(edge))
    return f"{edge.label} ({marks})" if marks else edge.label


def arrows(edges: Iterable[Edge]) -> list[Arrow]:
    """The edges by their two ends, in the order in which they come."""
    held: dict[tuple[str, str], list[Edge]] = {}
    for edge in edges:
        held.setdefault((edge.source, edge.target), []).append(edge)
    return [Arrow(*ends, tuple(found)) for ends, found in held.items()]


def write_figure(edges: Sequence[Edge], nodes: dict[str, Node], labels: str, path: Path) -> None:
    """Draw the edges, the strongest first, with a legend in the language of the labels.

    KgError without matplotlib, which shapes Persian from 3.11 on.
    """
    try:
        import matplotlib
    except ImportError as error:
        raise KgError("drawing needs matplotlib: pip install 'kg-fa[draw]'.") from error
    matplotlib.use("Agg")
    from matplotlib import pyplot

    where = places(edges)
    figure, axes = pyplot.subplots(figsize=_size(where), layout="constrained")
    with matplotlib.rc_context({"svg.fonttype": "path", "svg.hashsalt": "kg"}):
        drawn = arrows(edges)
        for arrow in drawn:
            _curve(axes, arrow, where, nodes)
        names = [artist for name, place in where.items() for artist in _node(axes, nodes[name], place)]
        _legend(axes, edges, labels)
        axes.margins(0.1)
        # Places of labels are reckoned as if both axes were alike; three actors may stand in one line.
        axes.set_aspect("equal", adjustable="datalim")
        axes.set_axis_off()
        figure.draw_without_rendering()
        _label(axes, drawn, where, nodes, names, words(labels))
        figure.savefig(path, dpi=150, metadata={"Date": None} if path.suffix == ".svg" else None)
    pyplot.close(figure)


def _size(where: dict[str, Place]) -> tuple[float, float]:
    """Inches across and up."""
    across, up = (INCHES * (max(side) - min(side)) + 2 * MARGIN for side in zip(*where.values(), strict=True))
    return max(LEAST, across), up


def _curve(axes: Axes, arrow: Arrow, where: dict[str, Place], nodes: dict[str, Node]) -> None:
    style: dict[str, Any] = {
        "arrowstyle": "-|>", "color": arrow.edges[0].color, "lw": 0.8 + arrow.weight**0.5 * 0.6,
        "shrinkA": _radius(nodes[arrow.source]) + 3, "shrinkB": _radius(nodes[arrow.target]) + 3,
        "connectionstyle": f"arc3,rad={BEND}",
    }  # fmt: skip
    if arrow.source != arrow.target:
        axes.annotate("", xy=where[arrow.target], xytext=where[arrow.source], arrowprops=style)


def _node(axes: Axes, node: Node, place: Place) -> tuple[Artist, Artist]:
    """A circle and the name below it."""
    radius = _radius(node)
    (circle,) = axes.plot(*place, "o", markersize=2 * radius, color=node.color, markeredgecolor="white", zorder=3)
    lines = "\n".join(ISOLATE.format(line) for line in wrap(node.label, LINE))
    name = axes.annotate(
        lines, place, textcoords="offset points", xytext=(0, -radius - 2), ha="center", va="top", fontsize=10,
        zorder=4, path_effects=_halo(),
    )  # fmt: skip
    return circle, name


def _radius(node: Node) -> float:
    """In points."""
    return 2 * math.sqrt(node.size)


def _label(
    axes: Axes, drawn: Sequence[Arrow], where: dict[str, Place], nodes: dict[str, Node], names: Sequence[Artist],
    said: Mapping[str, str],
) -> None:
    """Put the words of each arrow where they cover least of what stands there."""
    taken = [one.get_window_extent() for one in names]
    # What one does to itself has but one place.
    for arrow in sorted(drawn, key=lambda one: one.source != one.target):
        loop = arrow.source == arrow.target
        above = _radius(nodes[arrow.source]) + 3 if loop else 0
        lines = arrow.lines(said)
        tried = [_words(axes, lines, arrow.at(share, where), above) for share in ((0.5,) if loop else ALONG)]
        best = min(tried, key=lambda box: box.get_window_extent().count_overlaps(taken))
        for box in tried:
            if box is not best:
                box.remove()
        taken.append(best.get_window_extent())


def _words(axes: Axes, lines: Sequence[tuple[str, str]], place: Place, above: float) -> AnnotationBbox:
    """The lines of an arrow with their colours, centred at the place or so many points above it."""
    from matplotlib.offsetbox import AnnotationBbox, TextArea, VPacker

    turn = "\N{ANTICLOCKWISE OPEN CIRCLE ARROW} " if above else ""
    written: list[Artist] = [
        TextArea(ISOLATE.format(turn + line), textprops={"color": color, "fontsize": 8}) for line, color in lines
    ]
    box = AnnotationBbox(
        VPacker(children=written, align="center", pad=0, sep=0), place, (0, above), boxcoords="offset points",
        box_alignment=(0.5, 0.0 if above else 0.5), pad=0.1, bboxprops={"fc": "white", "ec": "none"},
    )  # fmt: skip
    box.set_in_layout(False)
    axes.add_artist(box)
    return box


def _halo() -> list[Any]:
    """Words stand on what they cross without hiding it."""
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=2.5, foreground="white")]


def _legend(axes: Axes, edges: Sequence[Edge], labels: str) -> None:
    """The quads that are drawn; in Persian from right to left."""
    from matplotlib.lines import Line2D

    said, used = words(labels), {edge.quad for edge in edges}
    lines = [Line2D([], [], color=color, label=said[f"quad.{quad}"]) for quad, color in QUADS.items() if quad in used]
    rightward = labels != "fa"
    if lines:
        axes.legend(
            handles=lines if rightward else lines[::-1], markerfirst=rightward, loc="upper center",
            bbox_to_anchor=(0.5, 0.0), ncols=len(lines), frameon=False, fontsize=8,
        )  # fmt: skip
