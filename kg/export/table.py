"""Edges as CSV, in the columns that Gephi's import of spreadsheets knows."""

from __future__ import annotations

import csv
from typing import TextIO

from kg.export.columns import EDGE
from kg.export.edges import Picture

OWN = ("Source", "Target", "Type", "Id", "Label", "Weight", "source_label", "target_label")
MORE = tuple(name for name in EDGE if name not in ("label", "action", "weight", "color"))
COLUMNS = OWN + MORE


def write_csv(picture: Picture, out: TextIO) -> int:
    """Write one row an edge; how many were written.  An unknown value is an empty cell."""
    names = {node.id: node.label for node in picture.nodes()}
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    edges = 0
    for edge in picture.edges():
        ends = (names[edge.source], names[edge.target])
        more = (getattr(edge, name) for name in MORE)
        rows.writerow((edge.source, edge.target, "Directed", edge.id, edge.label, edge.weight, *ends, *more))
        edges += 1
    return edges
