"""Phrases that name nobody and nothing: «به طور کامل», «به صراحت», «دیشب», «۱۶:۳۰»."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.confidence import confidence
from kg.model import Mention, Triple
from kg.persian.lexicon import word_class
from kg.persian.spelling import words
from kg.resolve.registry import head_kinds
from kg.resolve.time import resolve_time

_ANY_DAY = "2000-01-01"


def without_adverbs(triples: Iterable[Triple]) -> Iterator[Triple]:
    """The triples without adverbs as actors and targets; one of which nothing else is left is left out."""
    for triple in triples:
        actor, target = _named(triple.actor), _named(triple.target)
        actor = None if actor is not None and _is_date(actor) else actor
        if (actor, target) == (triple.actor, triple.target):
            yield triple
        elif actor or target:
            yield _reduced(triple, actor, target)


def _reduced(triple: Triple, actor: Mention | None, target: Mention | None) -> Triple:
    """The triple with what is left of it, as sure as one that had no more from the start."""
    gone = [name for name, one in (("actor", actor), ("target", target)) if one is None]
    kept = {name: value for name, value in triple.features.items() if name.split()[0] not in gone}
    known = {**triple.features, **dict.fromkeys(triple.features.keys() - kept.keys(), 0.0)}
    known |= {f"no {name}": 1.0 for name in gone}
    sure = confidence(known) if triple.features else triple.confidence
    return replace(triple, actor=actor, target=target, features=known, confidence=sure)


def _named(one: Mention | None) -> Mention | None:
    if one is not None and not one.text:
        return one  # «we», whom only the verb names
    return None if one is None or _is_adverb(one) else one


def _is_date(one: Mention) -> bool:
    """«سال ۱۴۰۴», «هفتهٔ گذشته»; one word may be somebody's name («بهمن»)."""
    return len(words(one.text)) > 1 and resolve_time(one.text, _ANY_DAY) is not None


def _is_adverb(one: Mention) -> bool:
    tokens, kinds = words(one.text), head_kinds()
    if " ".join(tokens) in kinds["deictic"] or not any(letter.isalpha() for letter in one.text):
        return True
    if not set(words(one.marker or "")) & word_class("manner-marker"):
        return False
    if len(tokens) == 1:
        return tokens[0] in word_class("manner-noun")
    return len(tokens) == 2 and bool(set(tokens) & kinds["manner"]) and tokens[-1] not in kinds["pronoun"]
