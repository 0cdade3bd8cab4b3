"""A picture of the graph: its strongest edges, as a figure or as a page to look around in."""

from __future__ import annotations

from heapq import nsmallest
from pathlib import Path

from kg.errors import KgError
from kg.export.figure import write_figure
from kg.export.page import write_page
from kg.export.reading import excerpt
from kg.export.selection import Selection
from kg.store import Reader

SUFFIXES = (".png", ".svg", ".pdf", ".html")


def draw(
    store: Reader, path: Path, labels: str = "fa", most: int = 40, selection: Selection | None = None
) -> int:
    """Draw the `most` strongest edges into a .png, .svg, .pdf or .html; how many were drawn comes back.

    Labels and legend are Persian or English (`fa`, `en`).  KgError for another suffix, an empty graph, or when
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
        write_page(nodes, edges, labels, path) if path.suffix == ".html" else write_figure(edges, nodes, labels, path)
    except OSError as error:
        raise KgError(f"{path}: cannot be written ({error.strerror or error}).") from error
    return len(edges)


def _nothing(selection: Selection | None) -> str:
    if selection in (None, Selection()):
        return "the graph has no edges to draw: build it from articles that assert something."
    return "nothing in the graph fits these filters; ask for less, or for other statuses with --status all."
