"""Offices: «X رئیس Y است», «X به عنوان رئیس Y …» say who holds which office."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.clause import Clause, mentions
from kg.extract.phrases import mention
from kg.extract.tree import Tree
from kg.model import Mention, Word
from kg.persian.lexicon import BECOME, marker_roles, word_class
from kg.persian.verbs import analyses

_HAPPENED = ("past", "perfect", "present")


@dataclass(frozen=True, slots=True)
class Role:
    """`holder` has the office that `office` names; `carrier` is the word that says so."""

    holder: Mention
    office: Mention
    carrier: int
    negative: bool
    governor: int | None


def roles(tree: Tree, clauses: Sequence[Clause]) -> list[Role]:
    """The offices that the sentence gives to somebody, in no order."""
    return [*_copular(tree), *_become(tree, clauses), *_in_capacity(tree, clauses)]


def _copular(tree: Tree) -> Iterator[Role]:
    for word in tree.sentence.words:
        copulas = tree.dependents(word.id, "cop")
        if not copulas or not _is_office(tree, word):
            continue
        negative = any(form.negative for form in analyses(copulas[0].form)[:1])
        for subject in tree.dependents(word.id, "nsubj")[:1]:
            for holder in mentions(tree, subject.id):
                yield Role(holder, mention(tree, word.id), copulas[0].id, negative, None)


def _become(tree: Tree, clauses: Sequence[Clause]) -> Iterator[Role]:
    """«رضایی وزیر کشاورزی شد»: who became something has the office; who will or may become it has not."""
    for at, clause in enumerate(clauses):
        form, verb = clause.predicate.form, clause.predicate.verb
        if form is None or verb is None or form.infinitive != BECOME or form.tense not in _HAPPENED:
            continue
        for office in tree.dependents(verb, "xcomp", "compound:lvc"):
            if _is_office(tree, office) and not tree.marker(office.id) and not tree.dependents(verb, "aux"):
                for holder in clause.subjects:
                    yield Role(holder, mention(tree, office.id), verb, form.negative, at)


def _in_capacity(tree: Tree, clauses: Sequence[Clause]) -> Iterator[Role]:
    for at, clause in enumerate(clauses):
        for complement in clause.found:
            capacity = marker_roles().get(complement.marker or "") == "capacity"
            if capacity and not clause.predicate.passive and _is_office(tree, tree.word(complement.head)):
                office = mention(tree, complement.head)
                for holder in _holders(tree, complement.head, clause):
                    if tree.holds(holder) and not _within(holder, office):
                        yield Role(holder, office, complement.head, False, at)


def _holders(tree: Tree, office: int, clause: Clause) -> Sequence[Mention]:
    """The name right before «به عنوان …» («از ایران به عنوان رئیس …»), else the subject of the clause."""
    above = [number for number in (office, tree.word(office).head) if number]
    markers = [case.id for number in above for case in tree.dependents(number, "case") if case.id < office]
    first = min(markers, default=1)
    before = tree.word(first - 1) if first > 1 else None
    if before is None or before.upos != "PROPN":
        return clause.subjects[:1]
    return mentions(tree, tree.top_of_name(before).id)[:1]


def _is_office(tree: Tree, word: Word) -> bool:
    """«رئیس», «سفیر»: an office noun with the genitive of what it is an office of."""
    named = any(not tree.marker(child.id) for child in tree.dependents(word.id, "nmod", "flat:name"))
    return word.upos == "NOUN" and named and tree.fold(word.id) in word_class("office-noun")


def _within(one: Mention, other: Mention) -> bool:
    return other.start <= one.start < other.end
