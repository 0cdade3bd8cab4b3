"""What the page shows as a file, in the formats and with the columns of kg.export."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from kg.export.excerpt import Action, Entity, Excerpt
from kg.export.gexf import write_gexf
from kg.export.graphml import write_graphml
from kg.export.occurrences import Occurrence
from kg.export.table import write_csv
from kg.serve.around import Arrow, arrows, names, strongest
from kg.serve.events import chosen, read_events, rows, values
from kg.serve.view import ITSELF, View
from kg.store import Store

WRITERS = {"graphml": write_graphml, "gexf": write_gexf, "csv": write_csv}
TYPES = {"graphml": "application/graphml+xml", "gexf": "application/gexf+xml", "csv": "text/csv"}
# An actor who stands for another is shown as itself: of such ends no statement is made.
LEMMAS = """SELECT ?action ?lemma WHERE {
  VALUES ?action { %s } ?action skos:altLabel ?lemma . FILTER(LANG(?lemma) = "fa") } ORDER BY ?lemma"""
STANDS = "ASK { VALUES ?centre { %s } ?centre kg:principal ?other FILTER(?other != ?centre) }"
Named = Mapping[str, Mapping[str, Any]]


def written(path: Path, asked: tuple[str, View]) -> tuple[str, bytes]:
    """The arrows of the view in the format asked for; those without a target or an actor are left out.

    What an article asserts and what is only quoted are two edges of a file, as in every export.
    """
    form, view = asked
    shown = strongest(arrows(chosen(read_events(path, view), view)), view)
    with Store(path, read_only=True) as store:
        held = names(store, _iris(shown))
        lemmas = _lemmas(store, [arrow.action for arrow in shown])
        stated = not store.query(STANDS % values(view.centres))
    out = StringIO()
    actions = {arrow.action: _action(held[arrow.action], lemmas[arrow.action]) for arrow in shown}
    with Excerpt(_occurrences(shown), _entities(held), actions, view.labels, stated=stated) as excerpt:
        WRITERS[form](excerpt, out)
    return form, out.getvalue().encode()


def _iris(shown: Sequence[Arrow]) -> list[str]:
    ends = (iri for arrow in shown for iri in (arrow.actor, arrow.action, arrow.target) if iri is not None)
    said = (event.says for arrow in shown for event in arrow.events if event.says != ITSELF)
    return list(dict.fromkeys([*ends, *said]))


def _occurrences(shown: Sequence[Arrow]) -> Iterator[Occurrence]:
    for arrow in shown:
        if arrow.actor is None or arrow.target is None:
            continue
        for event in arrow.events:
            quoted = event.says != ITSELF
            yield Occurrence(
                arrow.actor, arrow.action, arrow.target, arrow.status, quoted,
                event.says if quoted else event.medium, event.first, event.last,
            )  # fmt: skip


def _entities(held: Named) -> Iterator[Entity]:
    for iri, known in held.items():
        yield Entity(iri, known.get("kind"), known.get("en"), known.get("fa"), known.get("key"))


def _lemmas(store: Store, actions: Sequence[str]) -> dict[str, list[str]]:
    """The further infinitives of each action."""
    found: dict[str, list[str]] = {action: [] for action in actions}
    for row in rows(store, LEMMAS % values(found)):
        found[row["action"]].append(row["lemma"])
    return found


def _action(known: Mapping[str, Any], others: Sequence[str]) -> Action:
    lemmas = dict.fromkeys([*([known["fa"]] if "fa" in known else []), *others])
    return Action(known.get("en"), known.get("fa"), tuple(lemmas), known.get("plover"), known.get("cameo"))
