"""Third person pronouns inside a sentence stand for the participant named before them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.agreement import is_plural
from kg.extract.clause import Clause
from kg.extract.complements import OF_PERSONS
from kg.extract.phrases import mention
from kg.extract.tree import Tree
from kg.model import Mention, Triple
from kg.persian.frames import load_frames
from kg.persian.lexicon import word_class


def antecedents(tree: Tree, triple: Triple, clauses: Sequence[Clause]) -> Triple:
    """The triple with «او», «آنها» as actor or target replaced by whom they mean in this sentence.

    The antecedent is the nearest earlier participant of another clause that agrees in number and is not
    the other participant, subjects first for an actor and for one person; without one the pronoun stays.
    """
    frame = load_frames().get(triple.action.lemma)
    asked = frame is not None and frame.kind in OF_PERSONS  # «از آنها خواست»: somebody, too
    actor = _resolved(tree, triple.actor, triple.target, clauses, acts=True)
    target = _resolved(tree, triple.target, triple.actor, clauses, acts=asked)
    if actor is triple.actor and target is triple.target:
        return triple
    return replace(triple, actor=actor, target=target)


def _resolved(
    tree: Tree, one: Mention | None, other: Mention | None, clauses: Sequence[Clause], acts: bool
) -> Mention | None:
    if one is None or not tree.holds(one):
        return one
    form = tree.fold(one.head)
    plural = form in word_class("pronoun-3-plural")
    if tree.word(one.head).upos != "PRON" or not (plural or form in word_class("pronoun-3")):
        return one
    if one.text.strip() != tree.word(one.head).form:
        return one
    for candidate in _before(tree, one.start, clauses, acts or not plural):
        if (acts or not plural) and not _may_be_person(tree, candidate.head, plural):
            continue
        same = other is not None and (candidate.start, candidate.end) == (other.start, other.end)
        if not same and is_plural(tree, candidate.head) == plural:
            return replace(candidate, marker=one.marker)
    return one


def _may_be_person(tree: Tree, head: int, plural: bool) -> bool:
    """«وی» is somebody: no place or body, no common noun but a person or office; «آن‌ها» who act may be bodies."""
    word, form = tree.word(head), tree.fold(head)
    if word.xpos is None:
        return True  # nobody has told what is a person
    if word.upos == "PROPN":
        return plural or not (word.ner or "").endswith(("LOC", "ORG"))
    bodies = word_class("collective") | word_class("body-noun") if plural else frozenset[str]()
    return tree.is_person(head) or form in word_class("office-noun") or form in bodies


def _names(tree: Tree, head: int) -> bool:
    """Whether a pronoun may mean a noun: none that opens a clause («وقتی …»)."""
    return tree.word(head).upos in ("PROPN", "NOUN") and tree.fold(head) not in word_class("clause-noun")


def _before(tree: Tree, start: int, clauses: Sequence[Clause], subjects_first: bool) -> list[Mention]:
    """Subjects and objects that end before `start`, nearest first, pronouns left out."""
    found = {one.start: one for clause in clauses for one in clause.subjects}
    subjects = set(found) if subjects_first else set()
    for clause in clauses:
        for complement in clause.found:
            genitive = complement.relation == "nmod" and clause.predicate.kind == "nominal"
            if complement.is_object or complement.relation == "obl:arg" or genitive:
                one = mention(tree, complement.head)
                found.setdefault(one.start, one)
    named = [one for one in found.values() if one.end <= start and _names(tree, one.head)]
    return sorted(named, key=lambda one: (one.start not in subjects, -one.start))
