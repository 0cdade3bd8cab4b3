"""How sure a reading is: a logistic regression over what is known of it, fitted on gold facts.

The weights stand in `confidence.tsv`; `python -m kg.training.confidence GOLD PARSES …` fits them anew.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from kg.extract.clause import Clause
from kg.extract.share import CONTROLLED
from kg.extract.tree import Tree
from kg.model import Mention
from kg.persian.tables import read_table

NAMES = (
    "base", "borrowed", "no frame", "no actor", "no target", "unframed", "nominal", "role", "passive", "says",
    "length", "verbs", "actor far", "target far", "actor long", "target long", "actor name", "target marked",
)
_FAR, _LONG, _SENTENCE, _VERBS = 12, 8, 40, 4


def features(
    tree: Tree, clause: Clause, actor: Mention | None, target: Mention | None, framed: bool
) -> dict[str, float]:
    """What is known of a reading, each figure in 0..1."""
    predicate = clause.predicate
    frame = predicate.frame
    return {
        "base": 1.0,
        "borrowed": float(clause.borrowed is not None),
        "no frame": float(frame is None),
        "no actor": float(actor is None),
        "no target": float(target is None),
        "unframed": float(not framed),
        "nominal": float(predicate.kind == "nominal" and clause.borrowed != CONTROLLED),
        "role": float(predicate.kind == "role"),
        "passive": float(predicate.passive and actor is None),
        "says": float(frame is not None and frame.kind == "say"),
        "length": min(len(tree) / _SENTENCE, 1.0),
        "verbs": min(len(tree.verbs) / _VERBS, 1.0),
        "actor far": _distance(tree, actor, predicate.head),
        "target far": _distance(tree, target, predicate.head),
        "actor long": _length(actor),
        "target long": _length(target),
        "actor name": float(_is_name(tree, actor)),
        "target marked": float(target is not None and target.marker is not None),
    }


def confidence(known: Mapping[str, float]) -> float:
    """The probability that a reading with these features is right, rounded to two digits."""
    total = sum(weights()[name] * value for name, value in known.items())
    return round(1 / (1 + math.exp(-total)), 2)


@cache
def weights() -> dict[str, float]:
    """Feature -> weight, of `confidence.tsv`."""
    rows = read_table(files("kg.extract") / "confidence.tsv", ["feature", "weight"])
    return {row.need("feature"): float(row.need("weight")) for row in rows}


def _distance(tree: Tree, one: Mention | None, head: int) -> float:
    if one is None or not tree.holds(one):
        return 0.0
    return min(abs(one.head - head) / _FAR, 1.0)


def _length(one: Mention | None) -> float:
    return min(len(one.text.split()) / _LONG, 1.0) if one else 0.0


def _is_name(tree: Tree, one: Mention | None) -> bool:
    return one is not None and tree.holds(one) and tree.word(one.head).upos == "PROPN"
