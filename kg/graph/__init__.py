"""Triples to quads: each document a named graph of events beside what all documents share."""

from kg.graph.state import Quad, state
from kg.graph.written import to_text

__all__ = ["Quad", "state", "to_text"]
