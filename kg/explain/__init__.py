"""How a sentence was read: its tree, what was changed in it, the patterns, the clauses, the triples."""

from __future__ import annotations

from kg.explain.lines import lines
from kg.explain.refusal import Attempt
from kg.explain.trace import Change, ClauseTrace, Doubt, Trace, explain

__all__ = ["Attempt", "Change", "ClauseTrace", "Doubt", "Trace", "explain", "lines"]
