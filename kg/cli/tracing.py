"""A trace of the reading of a sentence as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from kg.cli.render import as_json
from kg.explain import Attempt, ClauseTrace, Trace
from kg.model import Word


def traced(trace: Trace, everything: bool) -> dict[str, Any]:
    """What `kg explain --json` prints; of the rejected patterns the near misses only, unless all are wanted."""
    return {
        "text": trace.sentence.text,
        "words": [_word(word) for word in trace.sentence.words],
        "changes": [
            {"rule": one.rule, "before": _word(one.before), "after": _word(one.after)} for one in trace.changes
        ],
        "patterns": [_attempt(one) for one in trace.attempts if everything or one.near or one.reason is None],
        "clauses": [_clause(one) for one in trace.clauses],
        "event_nouns": [
            {"word": one.noun.id, "lemma": one.frame.lemma, "actor": bool(one.actors), "target": bool(one.targets)}
            for one in trace.rejected
        ],
        "triples": [as_json(triple) for triple in trace.triples],
        "left_out": [{**as_json(one.triple), "against": dict(one.against)} for one in trace.dropped],
    }


def _word(word: Word) -> dict[str, Any]:
    return {key: value for key, value in asdict(word).items() if key in ("id", "form", "upos", "head", "deprel")}


def _attempt(one: Attempt) -> dict[str, Any]:
    return {"word": one.word, "pattern": one.pattern, "fired": one.reason is None, "slots": one.bound,
            "reason": one.reason}


def _clause(one: ClauseTrace) -> dict[str, Any]:
    predicate = one.clause.predicate
    return {
        "word": predicate.head, "lemma": predicate.lemma, "rule": predicate.rule, "voice": predicate.voice,
        "frame": predicate.frame and predicate.frame.en, "link": one.clause.link,
        "subjects": [subject.text for subject in one.clause.subjects], "subject": one.subject,
        "repaired": one.repaired, "silent": one.silent,
    }
