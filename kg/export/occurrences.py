"""The events that an export counts, read one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from sys import intern

from kg.export.names import Chosen
from kg.store import Reader
from kg.vocabulary import KG

# Joined patterns look each event up anew; joined selections are read in the order of the index, several times
# faster, but held in memory: so a few documents at once.
EVENTS = "SELECT ?doc ?a ?p ?t ?polarity ?status ?says ?stamp ?begin ?end WHERE {{ {parts} {filters} }}"
PART = "{{ SELECT * WHERE {{ VALUES ?doc {{ {documents} }} GRAPH ?doc {{ {pattern} }} }} }}"
AT_ONCE = 25
"""How many documents one query reads: each of its parts names them, and servers cap its length."""
NEGATIVE = str(KG.Negative)
# Asserted events have a statement, and nothing of their reality need be looked up.
ASSERTED = ("?event kg:statement ?edge",)
ANY = ("?event kg:polarity ?polarity", "?event kg:status ?status", "?event kg:attributedTo ?says")
TIMES = ("?event sem:hasTimeStamp ?stamp", "?event sem:hasBeginTimeStamp ?begin ; sem:hasEndTimeStamp ?end")
ENDS = {"principal": ("kg:actorPrincipal", "kg:targetPrincipal"), "mention": ("kg:actor", "kg:target")}
DOCUMENTS = """SELECT ?doc ?issued ?publisher WHERE { GRAPH ?doc {
  ?doc a nif:Context OPTIONAL { ?doc dct:issued ?issued } OPTIONAL { ?doc dct:publisher ?publisher } } }"""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One event with both ends, as IRIs.

    `says` is the publisher's name when the article speaks itself, else the IRI of who is `quoted`;
    `first` and `last` are ISO dates.  Each is None when not said.
    """

    actor: str
    action: str
    target: str
    status: str = "actual"
    quoted: bool = False
    says: str | None = None
    first: str | None = None
    last: str | None = None


def read_occurrences(store: Reader, chosen: Chosen) -> Iterator[Occurrence]:
    """The events of the graph that fit, in no order."""
    # Dates and publishers repeat, so they are held once.
    documents = {
        row["doc"]: (intern(row.get("issued", "")) or None, intern(row.get("publisher", "")) or None)
        for row in store.rows(DOCUMENTS)
    }
    names = iter(documents)
    while some := list(islice(names, AT_ONCE)):
        for row in store.rows(_query(chosen, some)):
            occurrence = _occurrence(row, *documents[row["doc"]])
            if _fits(occurrence, chosen):
                yield occurrence


def _query(chosen: Chosen, documents: Iterable[str]) -> str:
    selection = chosen.selection
    actor, target = ENDS[selection.level]
    must = [f"?event {actor} ?a", "?event sem:eventType ?p", f"?event {target} ?t"]
    must += ASSERTED if selection.asserted else ANY
    may, filters = list(TIMES), []
    if chosen.actors:
        actor, target = ENDS["mention" if selection.level == "principal" else "principal"]
        may += [f"?event {actor} ?x", f"?event {target} ?y"]
        listed = _listed(chosen.actors)
        filters.append(f"FILTER({' || '.join(f'?{end} IN ({listed})' for end in 'atxy')})")
    if chosen.actions:
        filters.append(f"FILTER(?p IN ({_listed(chosen.actions)}))")
    values = " ".join(f"<{name}>" for name in documents)
    parts = [PART.format(documents=values, pattern=pattern) for pattern in must]
    parts += [f"OPTIONAL {PART.format(documents=values, pattern=pattern)}" for pattern in may]
    return EVENTS.format(parts=" ".join(parts), filters=" ".join(filters))


def _listed(iris: Iterable[str]) -> str:
    return ", ".join(f"<{iri}>" for iri in sorted(iris))


def _occurrence(row: dict[str, str], issued: str | None, publisher: str | None) -> Occurrence:
    stamp, status = row.get("stamp"), row.get("status", "").rpartition("#")[2].lower() or "actual"
    quoted = row.get("says", row["doc"]) != row["doc"]
    return Occurrence(
        actor=row["a"],
        action=row["p"],
        target=row["t"],
        status="denied" if row.get("polarity") == NEGATIVE else status,
        quoted=quoted,
        says=row["says"] if quoted else publisher,
        first=stamp or row.get("begin") or issued,
        last=stamp or row.get("end") or issued,
    )


def _fits(occurrence: Occurrence, chosen: Chosen) -> bool:
    selection = chosen.selection
    if occurrence.status not in selection.statuses or not selection.holds(occurrence.first, occurrence.last):
        return False
    if chosen.sources:
        return occurrence.says in chosen.sources
    return selection.quoted or not occurrence.quoted
