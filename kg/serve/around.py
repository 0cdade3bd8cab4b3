"""The neighbourhood of some actors: arrows, those at their ends, and what one may choose from."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any

from kg.persian.frames import plover_quads
from kg.serve.events import MOST_EVENTS, Event, Row, chosen, read_events, rows, values
from kg.serve.view import ITSELF, View
from kg.store import Store
from kg.vocabulary import statement_digits

MOST_CHOICES = 200
OTHER = "other"
"""The quad of an action that PLOVER does not know."""

NAMES = """SELECT ?x ?en ?fa ?kind ?key ?plover ?cameo WHERE {
  VALUES ?x { %s }
  OPTIONAL { ?x skos:prefLabel ?en . FILTER(LANG(?en) = "en") }
  OPTIONAL { ?x skos:prefLabel ?fa . FILTER(LANG(?fa) = "fa") }
  OPTIONAL { ?x kg:kind ?kind }
  OPTIONAL { ?x kg:principalKey ?key }
  OPTIONAL { ?x kg:plover ?plover }
  OPTIONAL { ?x kg:cameo ?cameo }
}"""


@dataclass(frozen=True)
class Arrow:
    """Events with the same ends, action and status; `asserted` of them an article says itself."""

    id: str
    actor: str | None
    action: str
    target: str | None
    status: str
    events: tuple[Event, ...]

    @property
    def asserted(self) -> int:
        return sum(event.says == ITSELF for event in self.events)

    @property
    def first(self) -> str | None:
        return min((event.first for event in self.events if event.first), default=None)

    @property
    def last(self) -> str | None:
        return max((event.last for event in self.events if event.last), default=None)


def around(path: Path, view: View) -> tuple[str, bytes]:
    """The neighbourhood as JSON."""
    events = read_events(path, view)
    shown = arrows(chosen(events, view))
    most = strongest(shown, view)
    with Store(path, read_only=True) as store:
        held = names(store, _named(most, events, view))
    written = {
        "centres": view.centres,
        "nodes": [held[iri] for iri in _ends(most, view)],
        "edges": [_edge(arrow) for arrow in most],
        "actions": {arrow.action: held[arrow.action] for arrow in most},
        "total": {"edges": len(shown), "events": sum(len(arrow.events) for arrow in shown)},
        "cut": len(events) >= MOST_EVENTS,
        "choices": _choices(events, held),
        "days": _days(chosen(events, view, time=False), held),
    }
    return "json", json.dumps(written, ensure_ascii=False).encode()


def arrows(events: Iterable[Event]) -> list[Arrow]:
    """One arrow for each two ends, action and status; those of most events first."""
    grouped: dict[tuple[str | None, str, str | None, str], list[Event]] = defaultdict(list)
    for event in events:
        grouped[event.actor, event.action, event.target, event.status].append(event)
    found = [Arrow(_id(*key), *key, tuple(group)) for key, group in grouped.items()]
    return sorted(found, key=lambda arrow: (-len(arrow.events), arrow.id))


def strongest(shown: Sequence[Arrow], view: View) -> list[Arrow]:
    """As many arrows as the view asks for, those of most events; several centres take turns."""
    turns = [[arrow for arrow in shown if centre in (arrow.actor, arrow.target)] for centre in view.centres]
    taken = (arrow for turn in zip_longest(*turns) for arrow in turn if arrow is not None)
    most = {arrow.id for arrow in islice({arrow.id: arrow for arrow in taken}.values(), view.most)}
    return [arrow for arrow in shown if arrow.id in most]


def names(store: Store, iris: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Labels, kind and codes of each; `quad` of an action.  Two labels of one language: the first in order."""
    held: dict[str, dict[str, Any]] = {iri: {"iri": iri, "quad": OTHER} for iri in iris}
    for row in sorted(rows(store, NAMES % values(held)), key=_order):
        known = held[row.pop("x")]
        for name, value in row.items():
            known.setdefault(name, value)
        known["quad"] = plover_quads().get(known.get("plover", ""), OTHER)
    return held


def _order(row: Row) -> list[tuple[str, str]]:
    return sorted(row.items())


def _id(actor: str | None, action: str, target: str | None, status: str) -> str:
    """The digits of the statement of these ends; what did not happen has its status behind them."""
    digits = statement_digits(actor or "", action, target or "")
    return digits if status == "actual" else f"{digits}-{status}"


def _ends(shown: Sequence[Arrow], view: View) -> list[str]:
    ends = (end for arrow in shown for end in (arrow.actor, arrow.target) if end is not None)
    return list(dict.fromkeys([*view.centres, *ends]))


def _named(shown: Sequence[Arrow], events: Sequence[Event], view: View) -> list[str]:
    said = {event.says for event in events} - {ITSELF}
    return list(dict.fromkeys([*_ends(shown, view), *sorted({event.action for event in events} | said)]))


def _edge(arrow: Arrow) -> dict[str, Any]:
    return {
        "id": arrow.id, "actor": arrow.actor, "action": arrow.action, "target": arrow.target, "status": arrow.status,
        "events": len(arrow.events), "asserted": arrow.asserted, "first": arrow.first, "last": arrow.last,
    }  # fmt: skip


def _choices(events: Sequence[Event], held: dict[str, dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """What each filter may be set to, the most frequent first, with how many events have it."""
    counted = {
        "action": Counter(event.action for event in events),
        "status": Counter(event.status for event in events),
        "says": Counter(event.says for event in events),
        "medium": Counter(event.medium for event in events if event.medium),
    }
    return {
        name: [
            {**held.get(value, {}), "value": value, "events": number}
            for value, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_CHOICES]
        ]
        for name, counts in counted.items()
    }


def _days(events: Sequence[Event], held: dict[str, dict[str, Any]]) -> dict[str, dict[str, int]]:
    """Day (or month, or year) -> quad -> how many events began then."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for event in events:
        if event.first:
            found[event.first][held[event.action]["quad"]] += 1
    return {day: dict(found[day]) for day in sorted(found)}
