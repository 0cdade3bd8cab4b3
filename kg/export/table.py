"""Edges as CSV, in the columns that Gephi's import of spreadsheets knows."""

from __future__ import annotations

import csv
from typing import TextIO

from kg.export.edges import read_edges, read_nodes
from kg.store import Store

COLUMNS = ("Source", "Target", "Type", "Id", "Label", "Weight", "source_label", "target_label",
           "label_fa", "plover", "cameo", "first", "last", "iri")  # fmt: skip


def write_csv(store: Store, out: TextIO, labels: str) -> int:
    """Write one row an edge; how many were written.  An unknown value is an empty cell."""
    names = {node.id: node.label for node in read_nodes(store, labels)}
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    edges = 0
    for edge in read_edges(store, labels):
        ends = (names[edge.source], names[edge.target])
        rows.writerow(
            (edge.source, edge.target, "Directed", edge.id, edge.label, edge.weight, *ends,
             edge.label_fa, edge.plover, edge.cameo, edge.first, edge.last, edge.iri)
        )
        edges += 1
    return edges
