"""Triples to quads: each document a named graph of events beside what all documents share."""

from kg.graph.state import Quad, state

__all__ = ["Quad", "state"]
