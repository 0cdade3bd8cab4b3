"""Look at the actors of a graph: the most frequent ones, their spellings, and which of them may be one.

`python -m kg.audit --store DIR` prints the tables; `--merge` writes the proposals into a named graph of
their own, `--unmerge` drops it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from kg.resolve.merging import Candidate, Proposal, proposals
from kg.resolve.registry import load_registry
from kg.vocabulary import RUN

if TYPE_CHECKING:
    from kg.store import Store

EVIDENCE = 3
"""Mentions that a proposal names of each of its two."""
MENTIONS = """SELECT ?span ?words ?entity ?acts WHERE { GRAPH ?doc {
  ?span kg:entity ?entity ; nif:anchorOf ?words .
  OPTIONAL { ?event kg:actorMention ?span BIND(true AS ?acts) } } }"""
ENTITIES = """SELECT ?entity ?label ?kind ?principal WHERE {
  ?entity skos:prefLabel ?label ; kg:kind ?kind . OPTIONAL { ?entity kg:principalKey ?principal }
  FILTER(LANG(?label) = "fa") }"""


@dataclass(frozen=True, slots=True)
class Actor:
    """An entity with its mentions: `spellings` are the words used for it, the most frequent first."""

    iri: str
    label: str
    kind: str
    principal: str | None
    count: int
    spellings: tuple[tuple[str, int], ...]
    local: bool
    known: bool


@dataclass(frozen=True, slots=True)
class Naming:
    """Words that an actor is called by, how often, and the entity they are linked to."""

    words: str
    count: int
    actor: Actor


class Audit:
    """The actors and mentions of a store, read once."""

    def __init__(self, store: Store) -> None:
        self._spans: dict[str, list[str]] = defaultdict(list)
        self._words: dict[str, Counter[str]] = defaultdict(Counter)
        self._acting: Counter[tuple[str, str]] = Counter()
        for row in {row["span"]: row for row in store.rows(MENTIONS)}.values():
            words = " ".join(row["words"].split())
            self._spans[row["entity"]].append(row["span"])
            self._words[row["entity"]][words] += 1
            self._acting[words, row["entity"]] += "acts" in row
        registry = load_registry()
        self._actors = {
            row["entity"]: Actor(
                row["entity"], row["label"], row["kind"], row.get("principal"),
                sum(self._words[row["entity"]].values()), tuple(self._words[row["entity"]].most_common()),
                "--" in row["entity"], registry.by_iri(row["entity"]) is not None,
            )
            for row in store.rows(ENTITIES) if row["entity"] in self._words
        }  # fmt: skip

    def actors(self, limit: int = 100) -> list[Actor]:
        """The entities most often mentioned; what means something else in every article («او») is left out."""
        found = (actor for actor in self._actors.values() if not actor.local)
        return sorted(found, key=lambda actor: (-actor.count, actor.iri))[:limit]

    def namings(self, limit: int = 200) -> list[Naming]:
        """The words most often used for whoever acts, each with its entity."""
        found = [
            Naming(words, count, self._actors[iri])
            for (words, iri), count in self._acting.items() if count and iri in self._actors
        ]  # fmt: skip
        return sorted(found, key=lambda one: (-one.count, one.words, one.actor.iri))[:limit]

    def doubtful_pairs(self, actors: Iterable[Actor] | None = None) -> list[Proposal]:
        """Pairs of actors (of all, when none are given) that may be one, the surest first."""
        chosen = self._actors.values() if actors is None else actors
        return proposals(
            Candidate(a.iri, a.label, a.kind, a.principal, a.count, a.known) for a in chosen if not a.local
        )

    def evidence(self, found: Iterable[Proposal]) -> dict[str, list[str]]:
        """The first mentions of each entity of the proposals, by IRI."""
        entities = {one.iri for pair in found for one in (pair.one, pair.other)}
        return {iri: sorted(self._spans[iri])[:EVIDENCE] for iri in sorted(entities)}


def merge(store: Store, found: Sequence[Proposal], evidence: dict[str, list[str]]) -> None:
    """Write the proposals, with their evidence, in place of former ones; nothing else in the graph changes."""
    from kg import __version__
    from kg.graph.merges import MERGES, state_merges

    store.replace(MERGES, state_merges(found, evidence, str(RUN[f"kg-{__version__}"])))


def unmerge(store: Store) -> None:
    """Drop the graph of the merges."""
    from kg.graph.merges import MERGES

    store.replace(MERGES, [])


def table(audit: Audit, entities: int, mentions: int) -> Iterator[str]:
    """The lines of the report, tab-separated under three headings."""
    actors = audit.actors(entities)
    yield "count\tlabel\tkind\tstands for\tspellings"
    for one in actors:
        spellings = ", ".join(f"{words} {count}" for words, count in one.spellings[:6])
        yield f"{one.count}\t{one.label}\t{one.kind}\t{one.principal or '-'}\t{spellings}"
    yield ""
    yield "score\tmay be one\tand\trule"
    for pair in audit.doubtful_pairs(actors):
        yield f"{pair.score}\t{pair.one.label}\t{pair.other.label}\t{pair.rule}"
    yield ""
    yield "count\twords of an actor\tlinked to\tkind\tstands for"
    for naming in audit.namings(mentions):
        actor = naming.actor
        yield f"{naming.count}\t{naming.words}\t{actor.label}\t{actor.kind}\t{actor.principal or '-'}"


@click.command()
@click.option("--store", "folder", required=True, metavar="DIR", help="Folder of the graph.")
@click.option("--entities", default=100, show_default=True, help="How many entities to print.")
@click.option("--mentions", default=200, show_default=True, help="How many actor mentions to print.")
@click.option("--merge", "wanted", is_flag=True, help="Write proposed merges into a graph of their own.")
@click.option("--least", default=0.8, show_default=True, help="Leave out proposals less sure than this.")
@click.option("--unmerge", "unwanted", is_flag=True, help="Drop the graph of the merges.")
def main(folder: str, entities: int, mentions: int, wanted: bool, least: float, unwanted: bool) -> None:
    """Print the most frequent actors and mentions of a graph, and who may be one."""
    from kg.store import Store

    with Store(folder, read_only=not (wanted or unwanted)) as store:
        if unwanted:
            unmerge(store)
            return
        audit = Audit(store)
        if wanted:
            found = [one for one in audit.doubtful_pairs() if one.score >= least]
            merge(store, found, audit.evidence(found))
            for one in found:
                click.echo(f"{one.score}\t{one.one.label}\t{one.other.label}\t{one.rule}")
            return
        for line in table(audit, entities, mentions):
            click.echo(line)


if __name__ == "__main__":
    main()
