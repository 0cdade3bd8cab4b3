"""Known confusions of parsers, each undone by a named rule.

* "genitive of setting as subject": «در این نشست» and «بر همین اساس» are complete; the noun behind them
  begins the next phrase («در این نشست سفیر … خواستار … شد»).
* "content parsed as conjunct": the subjunctive clause behind a verb of asking or intending is what is
  asked («از شورا خواستند عمل کند»), whatever the parse calls it; so is an infinitive that hangs from what intends or
  begins it («به دنبال [سرنگون کردن دولت] هستند», «قادر به [حل کردن مشکل] نیست»).
"""

from __future__ import annotations

from dataclasses import replace

from kg.extract.clause import Clause, mentions
from kg.extract.complements import is_determined
from kg.extract.predicate import Predicate, is_inchoative
from kg.extract.status import MODAL
from kg.extract.tree import Tree
from kg.persian.lexicon import word_class

_ASKING = frozenset({"ask", "intend", "allow", "force", "promise", "threaten"})


def repair(tree: Tree, clauses: list[Clause]) -> list[Clause]:
    """The clauses with the subjects that the parse hides."""
    return [_with_subject(tree, _as_content(tree, clause, clauses)) for clause in clauses]


def _with_subject(tree: Tree, clause: Clause) -> Clause:
    setting = _genitive_of_setting(tree, clause) if _lacks_subject(clause) else None
    if setting is None:
        return clause
    return replace(clause, subjects=mentions(tree, setting), borrowed="genitive of setting as subject")


def _as_content(tree: Tree, clause: Clause, clauses: list[Clause]) -> Clause:
    above = clauses[clause.governor].predicate if clause.governor is not None else None
    if clause.link == "nominal" and above is not None:
        return replace(clause, link="content") if _is_begun(tree, clause.predicate, above) else clause
    form = clause.predicate.form
    if clause.governor is None or clause.link not in ("conj", "parataxis", "advcl", "other") or form is None:
        return clause
    before = [at for at, one in enumerate(clauses) if _is_beside(one, clause)]
    at = max((clause.governor, *before), key=lambda one: clauses[one].predicate.head)
    above = clauses[at].predicate
    asks = above.frame is not None and above.frame.kind in _ASKING
    behind = clause.predicate.head > above.head
    wished = asks and behind and form.tense == "subjunctive"
    return replace(clause, link="content", governor=at) if wished else clause


def _is_begun(tree: Tree, infinitive: Predicate, above: Predicate) -> bool:
    """Whether an infinitive says what a modal or aspectual predicate above it is about; «فرا رسیدن» is nobody's aim."""
    word, frame = tree.word(infinitive.head), infinitive.frame
    happens = is_inchoative(infinitive) or (frame is not None and frame.kind == "happen")
    inside = word.head in above.members and word.deprel != "nsubj"
    return inside and above.frame is not None and above.frame.kind in MODAL and not happens


def _is_beside(one: Clause, clause: Clause) -> bool:
    """Whether a clause is coordinated with the same verb, before the other («شورا را ستود و از آن خواست بماند»)."""
    same = clause.link == one.link == "conj" and one.governor == clause.governor
    return same and one.predicate.head < clause.predicate.head


def _lacks_subject(clause: Clause) -> bool:
    form = clause.predicate.form
    finite = form is not None and (form.finite or form.tense == "participle") and form.person in (None, 3)
    return not clause.subjects and finite and clause.predicate.kind == "verbal" and clause.link != "acl"


def _genitive_of_setting(tree: Tree, clause: Clause) -> int | None:
    """The noun that the parse hangs from a complete «در این نشست», None when there is none."""
    for complement in clause.found:
        if complement.marker is None or complement.head > (clause.predicate.verb or clause.predicate.head):
            continue
        nouns = [word for word in tree.dependents(complement.head, "nmod", "flat:name") if not tree.marker(word.id)]
        setting = tree.fold(complement.head) in word_class("setting-noun")
        if nouns and setting and is_determined(tree, complement.head):
            return nouns[0].id
    return None
