"""A trace as lines for a terminal: numbers and labels first, Persian last and isolated, so that columns hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.explain.trace import ClauseTrace, Doubt, Trace
from kg.extract.nominal import NominalEvent
from kg.model import Mention, Sentence, Triple

_OPEN, _CLOSE = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_LETTER, _MARK = "[\u0621-\u06d3]", "[\u0621-\u06d3\u064b-\u0655]"
_PERSIAN = re.compile(f"{_LETTER}(?:[^\x21-\x7e\n{_OPEN}{_CLOSE}]*{_MARK})*")
"""From the first to the last Persian letter of a run that no ASCII sign or digit parts."""
_NONE = "-"


def isolated(line: str) -> str:
    """The line with each run of Persian in an isolate of its own: what stands around it keeps its place."""
    return _PERSIAN.sub(lambda run: f"{_OPEN}{run[0]}{_CLOSE}", line)


def lines(trace: Trace, everything: bool = False) -> Iterator[str]:
    """What a person reads; of the rejected patterns the near misses only, unless `everything` is wanted."""
    yield f"{_OPEN}{' '.join(trace.sentence.text.split())}{_CLOSE}"
    for title, found in (
        ("Parse", _tree(trace.sentence)),
        ("Changed in the tree", _changes(trace)),
        ("Patterns", _patterns(trace, everything)),
        ("Clauses", (line for one in trace.clauses for line in _clause(one))),
        ("Event nouns without a triple", map(_event, trace.rejected)),
        ("Triples", (line for triple in trace.triples for line in _triple(triple))),
        ("Left out: not sure enough", (line for doubt in trace.dropped for line in _doubt(doubt))),
    ):
        shown = list(found)
        if shown or title == "Triples":
            yield from ("", title)
            yield from (isolated(f"  {line}") for line in shown or ["none"])


def _tree(sentence: Sentence) -> Iterator[str]:
    """The words, each below its head, in order of the sentence."""
    width = max(len(word.deprel) + 2 * _depth(sentence, word.id) for word in sentence.words)

    def below(head: int, stem: str) -> Iterator[str]:
        children = sentence.children(head)
        for word in children:
            last = word is children[-1]
            branch = "" if not head else stem + ("└ " if last else "├ ")
            yield f"{word.id:3}  {branch + word.deprel:{width}}  {word.upos:5}  {word.form}"
            yield from below(word.id, "" if not head else stem + ("  " if last else "│ "))

    return below(0, "")


def _depth(sentence: Sentence, number: int) -> int:
    depth, head = 0, sentence.word(number).head
    while head and depth < len(sentence.words):
        depth, head = depth + 1, sentence.word(head).head
    return depth


def _changes(trace: Trace) -> Iterator[str]:
    for change in trace.changes:
        before, after = change.before, change.after
        tag = f" {before.upos} -> {after.upos}" if before.upos != after.upos else ""
        moved = f"{before.deprel} of {before.head} -> {after.deprel} of {after.head}{tag}"
        yield f"{after.id:3}  {moved:36}  {change.rule}: {after.form}"


def _patterns(trace: Trace, everything: bool) -> Iterator[str]:
    for one in trace.attempts:
        slots = " ".join(f"{name}={number}" for name, number in one.bound.items())
        if one.reason is None:
            yield f"{one.word:3}  +  {one.pattern}: fired ({slots})"
        elif everything or one.near:
            yield f"{one.word:3}  -  {one.pattern}: rejected at word {one.word}: {one.reason}"


def _clause(one: ClauseTrace) -> Iterator[str]:
    predicate = one.clause.predicate
    frame = predicate.frame
    takes = f"{frame.en}; takes {' or '.join(frame.targets) or 'no target'}" if frame else "in no frame"
    yield f"{predicate.head:3}  {predicate.rule}, {predicate.voice}: {predicate.lemma} ({takes})"
    whose = " and ".join(subject.text for subject in one.clause.subjects)
    yield f"     subject: {one.subject}{f': {whose}' if whose else ''}"
    said = [f"{c.marker or 'bare'} {c.relation} {c.head}" for c in one.clause.found]
    yield from [f"     complements: {', '.join(said)}"] if said else []
    yield from [f"     {one.repaired}"] if one.repaired else []
    yield from [f"     no triple: {one.silent}"] if one.silent else []


def _event(event: NominalEvent) -> str:
    lacking = " and ".join(name for name, found in (("actor", event.actors), ("target", event.targets)) if not found)
    return f"{event.noun.id:3}  no {lacking} named: {event.noun.form} ({event.frame.lemma})"


def _triple(triple: Triple) -> Iterator[str]:
    actor, target = _text(triple.actor), _text(triple.target)
    yield f"{triple.confidence:.2f}  {triple.polarity} {triple.status:6}  {actor} | {triple.action.lemma} | {target}"
    known = [("tense", triple.tense), ("modality", triple.modality), ("says", triple.source and triple.source.text)]
    known += [(argument.role, argument.mention.text) for argument in triple.arguments]
    for name, value in [("rule", triple.rule), *((name, value) for name, value in known if value)]:
        yield f"      {name}: {value}"


def _doubt(doubt: Doubt) -> Iterator[str]:
    yield from _triple(doubt.triple)
    yield f"      pulled down by: {', '.join(f'{name} {pull:+.2f}' for name, pull in doubt.against) or 'nothing'}"


def _text(one: Mention | None) -> str:
    return one.shown if one else _NONE
