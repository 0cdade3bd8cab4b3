"""The events that an export counts, read one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from sys import intern

from kg.export.names import Chosen
from kg.store import Reader
from kg.vocabulary import KG

# Asserted events have a statement, and nothing of their reality need be looked up.
EVENTS = """SELECT ?doc ?a ?p ?t ?polarity ?status ?says ?stamp ?begin ?end WHERE {{
  GRAPH ?doc {{
    ?event {actor} ?a ; sem:eventType ?p ; {target} ?t ; {reality} .
    {others}
    OPTIONAL {{ ?event sem:hasTimeStamp ?stamp }}
    OPTIONAL {{ ?event sem:hasBeginTimeStamp ?begin ; sem:hasEndTimeStamp ?end }}
  }}
  {filters}
}}"""
ASSERTED = "kg:statement ?edge"
ANY = "kg:polarity ?polarity ; kg:status ?status ; kg:attributedTo ?says"
OTHERS = "OPTIONAL {{ ?event {actor} ?x }} OPTIONAL {{ ?event {target} ?y }}"
ENDS = {
    "principal": {"actor": "kg:actorPrincipal", "target": "kg:targetPrincipal"},
    "mention": {"actor": "kg:actor", "target": "kg:target"},
}
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
    for row in store.rows(_query(chosen)):
        occurrence = _occurrence(row, *documents.get(row["doc"], (None, None)))
        if _fits(occurrence, chosen):
            yield occurrence


def _query(chosen: Chosen) -> str:
    selection, ends = chosen.selection, ENDS[chosen.selection.level]
    other = ENDS["mention" if selection.level == "principal" else "principal"]
    filters = []
    if chosen.actors:
        listed = _listed(chosen.actors)
        filters.append(f"FILTER({' || '.join(f'?{end} IN ({listed})' for end in 'atxy')})")
    if chosen.actions:
        filters.append(f"FILTER(?p IN ({_listed(chosen.actions)}))")
    return EVENTS.format(
        **ends,
        reality=ASSERTED if selection.asserted else ANY,
        others=OTHERS.format(**other) if chosen.actors else "",
        filters=" ".join(filters),
    )


def _listed(iris: Iterable[str]) -> str:
    return ", ".join(f"<{iri}>" for iri in sorted(iris))


def _occurrence(row: dict[str, str], issued: str | None, publisher: str | None) -> Occurrence:
    stamp, status = row.get("stamp"), row.get("status", "").rpartition("#")[2].lower() or "actual"
    quoted = row.get("says", row["doc"]) != row["doc"]
    return Occurrence(
        actor=row["a"],
        action=row["p"],
        target=row["t"],
        status="denied" if row.get("polarity") == str(KG.Negative) else status,
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
