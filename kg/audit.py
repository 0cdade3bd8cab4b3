"""Look at the actors of a graph: the most frequent ones, their namings, and which of them are or may be one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.persian.spelling import words
from kg.resolve.merging import Candidate, Proposal, proposals
from kg.resolve.registry import load_registry, name_key
from kg.vocabulary import RUN

if TYPE_CHECKING:
    from pathlib import Path

    from kg.graph.merges import Merge
    from kg.store.roles import Reader, Writer

EVIDENCE = 3
"""Mentions that a merge names of each of its two."""
BY_HAND = "by hand"
MENTIONS = """SELECT ?span ?words ?entity ?acts WHERE { GRAPH ?doc {
  ?span kg:entity ?entity ; nif:anchorOf ?words .
  OPTIONAL { ?event kg:actorMention ?span BIND(true AS ?acts) } } }"""
ENTITIES = """SELECT ?entity ?label ?kind ?principal ?bearer WHERE {
  ?entity skos:prefLabel ?label ; kg:kind ?kind .
  OPTIONAL { ?entity kg:principalKey ?principal } OPTIONAL { ?entity kg:represents ?bearer }
  FILTER(LANG(?label) = "fa") }"""


@dataclass(frozen=True, slots=True)
class Actor:
    """An entity with its mentions: `namings` are the words used for it, the most frequent first.

    `linked` says how it was found: in a table, composed around a name («سفیر ترکیه»), or as its own name.
    `same` are the IRIs that merges hold to be one with it; `local` if it is of one article alone («او»).
    """

    iri: str
    label: str
    kind: str
    principal: str | None
    linked: str
    count: int
    namings: tuple[tuple[str, int], ...]
    same: tuple[str, ...]
    local: bool

    @property
    def candidate(self) -> Candidate:
        """The actor as the rules that look for doubles see it."""
        known = self.linked == "table"
        return Candidate(self.iri, self.label, self.kind, self.principal, self.count, known)


@dataclass(frozen=True, slots=True)
class Naming:
    """Words that an actor is called by, how often, and the entity they are linked to."""

    words: str
    count: int
    actor: Actor


class Audit:
    """The actors, mentions and merges of a graph, read once; `tables` are the user's own actors, None without."""

    def __init__(self, store: Reader, tables: Path | None = None) -> None:
        self._spans: dict[str, list[str]] = defaultdict(list)
        self._words: dict[str, Counter[str]] = defaultdict(Counter)
        self._acting: Counter[tuple[str, str]] = Counter()
        for row in {row["span"]: row for row in store.rows(MENTIONS)}.values():
            named = " ".join(row["words"].split())
            self._spans[row["entity"]].append(row["span"])
            self._words[row["entity"]][named] += 1
            self._acting[named, row["entity"]] += "acts" in row
        self.merges = held_merges(store)
        registry = load_registry(tables)
        self._actors = {
            row["entity"]: Actor(
                row["entity"], row["label"], row["kind"], row.get("principal"),
                "table" if registry.by_iri(row["entity"]) else "composed" if "bearer" in row else "name",
                sum(self._words[row["entity"]].values()), tuple(self._words[row["entity"]].most_common()), (),
                "--" in row["entity"],
            )
            for row in store.rows(ENTITIES) if row["entity"] in self._words
        }  # fmt: skip

    def actors(self, limit: int | None = None) -> list[Actor]:
        """The most often mentioned, merged ones as one; what is of one article alone is left out."""
        return sorted(self._joined, key=lambda actor: (-actor.count, actor.iri))[:limit]

    @cached_property
    def _joined(self) -> list[Actor]:
        groups = {iri: [actor] for iri, actor in self._actors.items() if not actor.local}
        for merge in self.merges:
            one, other = groups.get(merge.one), groups.get(merge.other)
            if one is not None and other is not None and one is not other:
                one += other
                groups |= {actor.iri: one for actor in other}
        lesser = {merge.other for merge in self.merges}
        return [_as_one(group, lesser) for group in {id(group): group for group in groups.values()}.values()]

    def namings(self, limit: int | None = None) -> list[Naming]:
        """The words most often used for whoever acts, each with its entity."""
        found = [
            Naming(named, count, self._actors[iri])
            for (named, iri), count in self._acting.items() if count and iri in self._actors
        ]  # fmt: skip
        return sorted(found, key=lambda one: (-one.count, one.words, one.actor.iri))[:limit]

    def doubtful(self, limit: int | None = None) -> list[Proposal]:
        """Pairs of actors that may be one and are not merged, the surest first."""
        return proposals(actor.candidate for actor in self._joined)[:limit]

    def merge(self, proposal: Proposal) -> Merge:
        """The proposal as a merge, with the first mentions of its two."""
        from kg.graph.merges import Merge

        one, other = proposal.one.iri, proposal.other.iri
        evidence = (span for iri in (one, other) for span in sorted(self._spans[iri])[:EVIDENCE])
        return Merge(one, other, proposal.rule, proposal.score, tuple(evidence))

    def proposal(self, one: str, other: str) -> Proposal:
        """The pair that a user names, by the rule that proposes it too, else by hand and sure."""
        both = self.named(one), self.named(other)
        if both[0] == both[1]:
            raise UsageError(f"'{one}' and '{other}' are one already: {both[0].iri}.")
        by_rule = next(iter(proposals(actor.candidate for actor in both)), None)
        return by_rule or Proposal(both[0].candidate, both[1].candidate, BY_HAND, 1.0)

    def label(self, iri: str) -> str:
        """What an entity is called; the IRI itself when nothing in the graph is it any more."""
        return self._actors[iri].label if iri in self._actors else iri

    def named(self, name: str) -> Actor:
        """The actor with this IRI, label or naming in any spelling; UsageError when it is none, or several."""
        if name in self._actors:
            return self._actors[name]
        key = name_key(words(name))
        everyone = [actor for actor in self._actors.values() if not actor.local]
        found = [actor for actor in everyone if name_key(words(actor.label)) == key] or [
            actor for actor in everyone if any(name_key(words(naming)) == key for naming, _ in actor.namings)
        ]
        if len(found) == 1:
            return found[0]
        said = f"means several: {', '.join(actor.iri for actor in found)}" if found else "is nobody in this graph"
        raise UsageError(f"'{name}' {said}; name an actor as kg actors prints it, or by its IRI.")


def _as_one(group: list[Actor], lesser: set[str]) -> Actor:
    """The one of merged actors that a table knows, or that is the lesser of no pair, with the mentions of all."""
    first, *rest = sorted(group, key=lambda one: (one.linked != "table", one.iri in lesser, -one.count, one.iri))
    namings = Counter[str]()
    for actor in group:
        namings.update(dict(actor.namings))
    return replace(
        first, count=namings.total(), namings=tuple(namings.most_common()), same=tuple(one.iri for one in rest)
    )


def held_merges(store: Reader) -> list[Merge]:
    """The merges of a graph, by IRI."""
    from kg.graph.merges import HELD, Merge

    found: dict[tuple[str, str], tuple[str, float]] = {}
    evidence: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in store.rows(HELD):
        pair = row["one"], row["other"]
        found[pair] = row["rule"], float(row["score"])
        evidence[pair] += [row["span"]] if "span" in row else []
    return [Merge(*pair, rule, score, tuple(sorted(evidence[pair]))) for pair, (rule, score) in sorted(found.items())]


def write_merges(store: Writer, merges: Iterable[Merge]) -> None:
    """Put these merges in place of those that the graph has; nothing else in it changes."""
    from kg import __version__
    from kg.graph.merges import MERGES, state_merges

    once = {merge.pair: merge for merge in merges}
    store.replace(MERGES, state_merges(once.values(), str(RUN[f"kg-{__version__}"])))


def unmerged(audit: Audit, pairs: Iterable[tuple[str, str]]) -> Iterator[Merge]:
    """The merges without those of the named pairs; UsageError for a pair that is not merged."""
    dropped = {frozenset(audit.named(name).iri for name in pair): pair for pair in pairs}
    for pair in dropped.keys() - {merge.pair for merge in audit.merges}:
        raise UsageError("'{}' and '{}' are not merged; kg actors --merges lists what is.".format(*dropped[pair]))
    yield from (merge for merge in audit.merges if merge.pair not in dropped)
