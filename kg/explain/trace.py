"""Everything that decides what a sentence gives, found by doing each stage again beside the extraction."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass

from kg.errors import InputError
from kg.explain.refusal import Attempt, attempt
from kg.extract.clause import Clause, read_clauses
from kg.extract.confidence import weights
from kg.extract.nominal import NominalEvent, event_nouns
from kg.extract.pattern import load_patterns
from kg.extract.predicates import find_predicates, may_predicate
from kg.extract.straight import Pass
from kg.extract.tree import Tree
from kg.extract.triples import PASSES, clauses_of, readings, silence
from kg.model import Article, Sentence, Triple, Word
from kg.persian.frames import Frames, load_frames
from kg.pipeline import Pipeline

CONTENT_RULE = "content parsed as conjunct"
_MAIN = 3


@dataclass(frozen=True, slots=True)
class Change:
    """A word that a named rule hung from elsewhere before anything was read off the tree."""

    rule: str
    before: Word
    after: Word


@dataclass(frozen=True, slots=True)
class ClauseTrace:
    """A clause as it was read; `subject` says whose subject it has, `silent` why it gives no triple (None: it does)."""

    clause: Clause
    subject: str
    repaired: str | None
    silent: str | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A triple and what pulls its confidence down most: (feature, weight times value), the strongest first."""

    triple: Triple
    against: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """One sentence.  `dropped` triples are below the least confidence; `rejected` event nouns lack a participant."""

    sentence: Sentence
    changes: tuple[Change, ...]
    attempts: tuple[Attempt, ...]
    clauses: tuple[ClauseTrace, ...]
    rejected: tuple[NominalEvent, ...]
    triples: tuple[Triple, ...]
    dropped: tuple[Doubt, ...]


def explain(text: str, pipeline: Pipeline) -> Iterator[Trace]:
    """A trace for each sentence of the text; the triples are those that the pipeline gives."""
    sure = copy(pipeline)
    sure.min_confidence = 0.0
    frames = load_frames(pipeline.actions)
    for article, triples in sure.run([Article(id="sentence", text=text)], _stop):
        for sentence, (before, _) in zip(article.sentences or (), readings(article, frames), strict=True):
            mine = [triple for triple in triples if triple.sentence == sentence.index]
            tree, changes = _straightened(sentence)
            clauses = clauses_of(tree, frames, before)
            yield Trace(
                sentence,
                tuple(changes),
                tuple(_attempts(tree, frames)),
                tuple(_clauses(tree, clauses, frames)),
                tuple(e for e in event_nouns(tree, clauses, frames) if not (e.actors and e.targets)),
                tuple(triple for triple in mine if triple.confidence >= pipeline.min_confidence),
                tuple(_doubt(triple) for triple in mine if triple.confidence < pipeline.min_confidence),
            )


def _stop(error: InputError) -> None:
    raise error


def _straightened(sentence: Sentence) -> tuple[Tree, list[Change]]:
    tree, changes = Tree(sentence), list[Change]()
    for one in PASSES:
        changes += _changes(one, tree)
        tree = tree.changed(one.changes(tree))
    return tree, changes


def _changes(one: Pass, tree: Tree) -> Iterator[Change]:
    for number, after in sorted(one.changes(tree).items()):
        if after != tree.word(number):
            yield Change(one.name, tree.word(number), after)


def _attempts(tree: Tree, frames: Frames) -> Iterator[Attempt]:
    """The patterns in their order at each word that may be a predicate; of those that match the first fires."""
    fired = {predicate.verb or predicate.head: predicate for predicate in find_predicates(tree, frames)}
    fired |= {predicate.head: predicate for predicate in fired.values()}
    for word in tree.sentence.words:
        if not may_predicate(tree, word):
            continue
        rule = fired[word.id].rule if word.id in fired else None
        for pattern in load_patterns():
            tried = attempt(tree, pattern, word.id, frames)
            if tried.reason is None and pattern.name != rule:
                other = f"{rule} came first" if rule else "its words belong to another predicate"
                tried = Attempt(pattern.name, word.id, tried.bound, other, False)
            yield tried


def _clauses(tree: Tree, clauses: list[Clause], frames: Frames) -> Iterator[ClauseTrace]:
    before = read_clauses(tree, find_predicates(tree, frames))
    for old, clause in zip(before, clauses, strict=True):
        own = "its own" if old.subjects else "nobody"
        subject = clause.borrowed or (own if clause.subjects == old.subjects else "found elsewhere")
        repaired = CONTENT_RULE if clause.link != old.link else None
        yield ClauseTrace(clause, subject, repaired, silence(tree, clause, clauses))


def _doubt(triple: Triple) -> Doubt:
    pulls = [(name, round(weights()[name] * value, 2)) for name, value in triple.features.items() if name != "base"]
    return Doubt(triple, tuple(sorted((pull for pull in pulls if pull[1] < 0), key=lambda pull: pull[1])[:_MAIN]))
