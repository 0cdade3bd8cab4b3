"""How sure a reading is, from what is known of it: a product of factors, each fitted on gold facts."""

from __future__ import annotations

from kg.extract.clause import Clause

_BORROWED = 0.85
_UNKNOWN = 0.8
_NO_TARGET = 0.7
_NO_ACTOR = 0.75
_NOMINAL = 0.7
_BASE = 0.95


def confidence(clause: Clause, has_actor: bool, has_target: bool, framed: bool) -> float:
    """A figure in 0..1, rounded to two digits."""
    figure = _BASE
    figure *= _BORROWED if clause.borrowed else 1.0
    figure *= 1.0 if clause.predicate.frame else _UNKNOWN
    figure *= 1.0 if has_actor else _NO_ACTOR
    figure *= 1.0 if has_target else _NO_TARGET
    figure *= 1.0 if framed else _UNKNOWN
    figure *= _NOMINAL if clause.predicate.kind == "nominal" else 1.0
    return round(figure, 2)
