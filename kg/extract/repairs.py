"""Known confusions of parsers, each undone by a named rule.

* "bare oblique as subject": parsers often call a subject `obl` when much stands between it and its
  verb («بیست عضو از … در سخنانی از شورا خواستند»).  A bare noun before the verb that is neither an
  object nor a time is the subject of a finite clause that has none; it may even hang from the content
  clause behind the verb.
* "genitive of setting as subject": «در این نشست» and «بر همین اساس» are complete; the noun behind them
  begins the next phrase («در این نشست سفیر … خواستار … شد»).
* "content parsed as conjunct": the subjunctive clause behind a verb of asking or intending is what is
  asked («از شورا خواستند عمل کند»), whatever the parse calls it.
"""

from __future__ import annotations

from dataclasses import replace

from kg.extract.clause import Clause, mentions
from kg.extract.complements import Complement, is_determined, is_time
from kg.extract.tree import Tree
from kg.persian.lexicon import RA, word_class

_ASKING = frozenset({"ask", "intend", "allow", "force", "promise", "threaten"})
_LABELS = frozenset({"obl", "obl:arg", "dep", "obl:tmod"})


def repair(tree: Tree, clauses: list[Clause]) -> list[Clause]:
    """The clauses with the subjects that the parse hides."""
    repaired = [_as_content(clause, clauses) for clause in clauses]
    for at, clause in enumerate(clauses):
        if not _lacks_subject(clause):
            continue
        below = [other for other, one in enumerate(repaired) if one.governor == at and one.link in ("content", "conj")]
        setting = _genitive_of_setting(tree, clause)
        if setting is not None:
            found = mentions(tree, setting)
            repaired[at] = replace(repaired[at], subjects=found, borrowed="genitive of setting as subject")
            continue
        for owner in (at, *below):
            hidden = next((c for c in repaired[owner].found if _may_be_subject(tree, c, clause)), None)
            if hidden is None:
                continue
            rest = tuple(c for c in repaired[owner].found if c is not hidden)
            repaired[owner] = replace(repaired[owner], found=rest)
            subject = mentions(tree, hidden.head)
            repaired[at] = replace(repaired[at], subjects=subject, borrowed="bare oblique as subject")
            break
    return repaired


def _as_content(clause: Clause, clauses: list[Clause]) -> Clause:
    form = clause.predicate.form
    if clause.governor is None or clause.link not in ("conj", "parataxis", "advcl", "other") or form is None:
        return clause
    above = clauses[clause.governor].predicate
    asks = above.frame is not None and above.frame.kind in _ASKING
    behind = clause.predicate.head > above.head
    return replace(clause, link="content") if asks and behind and form.tense == "subjunctive" else clause


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


def _may_be_subject(tree: Tree, complement: Complement, clause: Clause) -> bool:
    word = tree.word(complement.head)
    verb = clause.predicate.verb or clause.predicate.head
    if complement.marker is not None or complement.relation not in _LABELS or word.id > verb:
        return False
    if word.upos not in ("NOUN", "PROPN", "PRON") or is_time(tree, word.id):
        return False
    if any(c.marker == RA and c.head < word.id for c in clause.found):
        return False
    return tree.fold(word.id) not in word_class("manner-noun")
