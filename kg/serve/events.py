"""The events around some actors, read once and kept while the store stays as it is."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.errors import KgError
from kg.serve.view import ITSELF, View
from kg.store import Store, Table
from kg.vocabulary import KG

MOST_EVENTS = 20_000
Row = dict[str, str]
Mark = tuple[tuple[str, int, int], ...]

AROUND = """SELECT DISTINCT ?event WHERE { VALUES ?centre { %s }
  { ?event kg:actor ?centre } UNION { ?event kg:target ?centre }
  UNION { ?event kg:actorPrincipal ?centre } UNION { ?event kg:targetPrincipal ?centre } } LIMIT %d"""
EVENTS = """SELECT ?event ?x ?a ?y ?t ?p ?status ?polarity ?says ?doc ?stamp ?begin ?end WHERE {
  { %s }
  ?event sem:eventType ?p ; kg:status ?status ; kg:polarity ?polarity ; kg:attributedTo ?says ;
    gaf:denotedBy/nif:referenceContext ?doc .
  OPTIONAL { ?event kg:actor ?x ; kg:actorPrincipal ?a }
  OPTIONAL { ?event kg:target ?y ; kg:targetPrincipal ?t }
  OPTIONAL { ?event sem:hasTimeStamp ?stamp }
  OPTIONAL { ?event sem:hasBeginTimeStamp ?begin ; sem:hasEndTimeStamp ?end }
}"""
DOCUMENTS = """SELECT ?doc ?issued ?medium WHERE {
  { SELECT DISTINCT ?doc WHERE { { %s } ?event gaf:denotedBy/nif:referenceContext ?doc } }
  OPTIONAL { ?doc dct:issued ?issued }
  OPTIONAL { ?doc dct:publisher ?medium }
}"""


@dataclass(frozen=True, slots=True)
class Event:
    """An event with its ends as they are shown: a centre as itself, anybody else as whom they stand for.

    `actor`, `target`, `medium` and the dates are None when not said; `says` is an IRI or ITSELF.
    """

    iri: str
    actor: str | None
    action: str
    target: str | None
    status: str
    says: str
    medium: str | None
    first: str | None
    last: str | None


def read_events(path: Path, view: View) -> tuple[Event, ...]:
    """All events around the centres of the view, at most MOST_EVENTS, whatever else it chooses."""
    return _read(path, mark(path), tuple(sorted(view.centres)))


def chosen(events: Iterable[Event], view: View, time: bool = True) -> list[Event]:
    """The events that the view shows; without `time`, those of any date."""
    return [event for event in events if _fits(event, view) and (not time or _in_time(event, view))]


def _fits(event: Event, view: View) -> bool:
    return (
        (not view.actions or event.action in view.actions)
        and (not view.statuses or event.status in view.statuses)
        and (not view.says or event.says in view.says)
        and (not view.media or event.medium in view.media)
    )


def _in_time(event: Event, view: View) -> bool:
    """Does the event touch the days asked for?  One without a date fits only when no day is asked for."""
    if view.first is None and view.last is None:
        return True
    if event.first is None or event.last is None:
        return False
    # Days, months and years compare by what both say: 2024-05 touches 2024-05-12.
    after = view.last is None or event.first[: len(view.last)] <= view.last[: len(event.first)]
    before = view.first is None or event.last[: len(view.first)] >= view.first[: len(event.last)]
    return after and before


def mark(path: Path) -> Mark:
    """What changes when somebody writes to the store: its files, their times and sizes."""
    found = []
    for entry in os.scandir(path):
        known = entry.stat()
        found.append((entry.name, known.st_mtime_ns, known.st_size))
    return tuple(sorted(found))


def rows(store: Store, sparql: str) -> Iterator[Row]:
    """The bound variables of each row."""
    answer = store.query(sparql)
    if not isinstance(answer, Table):
        raise KgError("the page asks by SELECT only.")
    for row in answer.rows:
        yield {name: str(value) for name, value in zip(answer.columns, row, strict=True) if value is not None}


def values(iris: Iterable[str]) -> str:
    """The IRIs as they stand in VALUES."""
    return " ".join(f"<{iri}>" for iri in iris)


@lru_cache(maxsize=4)
def _read(path: Path, _: Mark, centres: tuple[str, ...]) -> tuple[Event, ...]:
    around = AROUND % (values(centres), MOST_EVENTS)
    with Store(path, read_only=True) as store:
        documents = {row["doc"]: row for row in rows(store, DOCUMENTS % around)}
        found = {row["event"]: _event(row, documents, centres) for row in rows(store, EVENTS % around)}
    return tuple(found[iri] for iri in sorted(found))


def _event(row: Row, documents: dict[str, Row], centres: tuple[str, ...]) -> Event:
    document = documents.get(row["doc"], {})
    issued = document.get("issued")
    denied = row["polarity"] == str(KG.Negative)
    return Event(
        iri=row["event"],
        actor=row.get("x") if row.get("x") in centres else row.get("a"),
        action=row["p"],
        target=row.get("y") if row.get("y") in centres else row.get("t"),
        status="denied" if denied else row["status"].rpartition("#")[2].lower(),
        says=ITSELF if row["says"] == row["doc"] else row["says"],
        medium=document.get("medium"),
        first=_day(row.get("stamp") or row.get("begin") or issued),
        last=_day(row.get("stamp") or row.get("end") or issued),
    )


def _day(stamp: str | None) -> str | None:
    """The day (or month, or year) of a date; None for words that are no date."""
    return stamp[:10] if stamp and stamp[:4].isdecimal() else None
