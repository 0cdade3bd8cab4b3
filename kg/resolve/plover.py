"""What PLOVER makes of an action in its context: who will help agrees to, who says he will attack threatens."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.model import Triple
from kg.persian.frames import plover_quads
from kg.persian.tables import read_table

_ANY, _SAME, _NONE = "*", "=", "-"


@dataclass(frozen=True, slots=True)
class _Rule:
    types: frozenset[str]
    polarity: str
    when: frozenset[str]
    own: bool
    code: str


def event_code(triple: Triple) -> str | None:
    """The PLOVER type of an event; None for what PLOVER does not count as one.

    «به لبنان کمک خواهد کرد» is AGREE, not AID; «کمک نخواهد کرد» REJECT; «کمک نکرد» nothing, nor is what is
    only asked for, possible or questioned: whoever asks makes an event of his own.
    """
    name = triple.action.plover
    quad = plover_quads().get(name or "")
    if name is None or quad is None:
        return None
    when = triple.modality if triple.status == "unreal" else triple.status
    for rule in _rules():
        fits = rule.types & {name, quad, _ANY} and rule.when & {when, _ANY}
        if fits and triple.polarity == rule.polarity and (not rule.own or _own_words(triple)):
            return {_SAME: name, _NONE: None}.get(rule.code, rule.code)
    return name


def _own_words(triple: Triple) -> bool:
    """Whether the actor, or somebody who stands for the same, is the one who says so."""
    actor = triple.actor.entity if triple.actor else None
    source = triple.source.entity if triple.source else None
    if actor is None or source is None:
        return False
    return actor.iri == source.iri or (actor.principal is not None and actor.principal == source.principal)


@cache
def _rules() -> tuple[_Rule, ...]:
    rows = read_table(files("kg.persian") / "plover_context.tsv", ("types", "polarity", "when", "own", "code"))
    quads = set(plover_quads().values())
    return tuple(
        _Rule(
            frozenset([types] if (types := row.need("types")) in quads else types.split()),
            row.need("polarity"),
            frozenset(row.need("when").split()),
            row["own"] == "yes",
            row.need("code"),
        )
        for row in rows
    )
