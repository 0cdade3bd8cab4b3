"""The columns of the exports and their types, as Gephi shows them."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from kg.export.edges import Edge, Node

NODE = {
    "label": "string", "label_fa": "string", "label_en": "string", "type": "string", "principal": "string",
    "size": "double", "color": "string", "community": "int", "degree": "int", "weighted_degree": "double",
    "pagerank": "double", "betweenness": "double", "first": "string", "last": "string", "iri": "string",
}  # fmt: skip
EDGE = {
    "label": "string", "action": "string", "label_fa": "string", "label_en": "string", "lemma": "string",
    "plover": "string", "quad": "string", "cameo": "string", "polarity": "string", "status": "string",
    "voice": "string", "count": "int", "weight": "double", "first": "string", "last": "string",
    "sources": "string", "color": "string", "iri": "string",
}  # fmt: skip


def known(owner: Node | Edge, columns: Iterable[str]) -> list[tuple[str, Any]]:
    """The columns whose value is known, with it."""
    values = attrgetter(*columns)(owner)
    return [(name, value) for name, value in zip(columns, values, strict=True) if value is not None]


def edge_marks(edge: Edge) -> list[str]:
    """What tells an edge apart from one that articles assert as a fact: `status.denied`, `voice.quoted`."""
    marks = {f"status.{edge.status}": edge.status == "actual", f"voice.{edge.voice}": edge.voice == "article"}
    return [mark for mark, plain in marks.items() if not plain]


def edge_kind(edge: Edge) -> str:
    """What tells parallel edges apart for Gephi: «condemn», «condemn (denied)», «condemn (quoted)»."""
    marks = [mark.partition(".")[2] for mark in edge_marks(edge)]
    return f"{edge.label} ({', '.join(marks)})" if marks else edge.label
