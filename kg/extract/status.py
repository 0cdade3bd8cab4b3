"""Whether the event happened: polarity, status, tense and modality of a clause."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.extract.clause import Clause, chain
from kg.extract.complements import is_time
from kg.extract.share import CONTROLLED, wants
from kg.extract.tree import Tree
from kg.extract.voice import open_quote
from kg.model import Polarity, Status, Word
from kg.persian.lexicon import COPULA, FUTURE_AUXILIARY, HAVE, marker_roles, word_class
from kg.persian.verbs import analyses

_DONE = ("past", "perfect", "participle")
UNREAL_CONTENT = frozenset({"ask", "intend", "allow", "force", "promise", "threaten", "cause"})
MODAL = frozenset({"intend", "aspect"})


@dataclass(frozen=True, slots=True)
class Reality:
    """What a clause says about its event."""

    polarity: Polarity
    status: Status
    tense: str | None
    modality: str | None


def realities(tree: Tree, clauses: list[Clause]) -> list[Reality]:
    """One for each clause; unreal governors make their content unreal."""
    return [_reality(tree, clauses, at) for at in range(len(clauses))]


def _reality(tree: Tree, clauses: list[Clause], at: int) -> Reality:
    clause = clauses[at]
    words = _words(tree, clause)
    auxiliaries = _auxiliaries(tree, clause)
    if clause.governor is not None and _is_achieved(tree, clauses, at):
        own = _reality(tree, clauses, clause.governor)
        return replace(own, polarity="-" if _negative(tree, clauses, at, words) else "+")
    modality = _modality(tree, clauses, at, auxiliaries)
    return Reality(
        polarity="-" if _negative(tree, clauses, at, words) else "+",
        status=_status(tree, clauses, at, auxiliaries, modality),
        tense=_tense(tree, clause, auxiliaries),
        modality=modality,
    )


def _words(tree: Tree, clause: Clause) -> list[Word]:
    return _untitled(tree, clause, (tree.word(number) for number in sorted(clause.predicate.members)))


def _untitled(tree: Tree, clause: Clause, words: Iterable[Word]) -> list[Word]:
    """The words but auxiliaries that belong to a title in quotation marks before the verb."""
    verb = clause.predicate.verb or clause.predicate.head
    return [word for word in words if word.upos != "AUX" or not _is_titled(tree, word.id, verb)]


def _auxiliaries(tree: Tree, clause: Clause) -> list[Word]:
    words = _words(tree, clause)
    return [word for word in words if word.upos == "AUX" or tree.fold(word.id) in word_class("modal")]


def _is_titled(tree: Tree, auxiliary: int, verb: int) -> bool:
    """«قطعهٔ «[باید] برخاست» را منتشر کرد», but «دولت «[باید]» برود»."""
    opened = open_quote(tree, auxiliary) if auxiliary < verb else None
    alone = tree.word(auxiliary + 1).form in word_class("quote-close") if opened is not None else False
    return opened is not None and opened != open_quote(tree, verb) and not alone


def achieves(clause: Clause) -> bool:
    """«توانست شهر را بگیرد», «باعث شد بروند»: a verb of success or causing in the past; what it governs was done."""
    form = clause.predicate.form
    brings = clause.predicate.is_one_of("succeeding") or (_class(clause) == "cause" and form and not form.negative)
    return bool(brings) and form is not None and form.tense in _DONE


def _is_achieved(tree: Tree, clauses: list[Clause], at: int) -> bool:
    """«موفق شد در را [باز کند] و [برود]»: what was achieved, and what is coordinated with it in the same mood."""
    clause = clauses[at]
    if clause.link == "conj" and clause.governor is not None and _is_subjunctive(tree, clause):
        first = clauses[clause.governor]
        clause = first if _is_subjunctive(tree, first) else clause
    return clause.link == "content" and clause.governor is not None and achieves(clauses[clause.governor])


def _negative(tree: Tree, clauses: list[Clause], at: int, words: list[Word]) -> bool:
    clause = clauses[at]
    governor = clauses[clause.governor] if clause.governor is not None else None
    if _denied_above(tree, clauses, at):
        return True
    if _verb_negative(tree, clause) or any(tree.fold(word.id) in word_class("negative-modal") for word in words):
        return True
    if _neither(tree, clause) or (governor is not None and _excluded(clause, governor)):
        return True
    if governor is not None and clause.governor is not None and _under_same_modal(tree, clause, governor) and (
        _modal_negative(tree, governor) or _denied_above(tree, clauses, clause.governor)
    ):
        return True
    return clause.predicate.kind == "nominal" and tree.marker(clause.predicate.head) in word_class("without")


def _denied_above(tree: Tree, clauses: list[Clause], at: int) -> bool:
    """«قصد ندارد [برود]»: whether the modal that a clause is content of denies it."""
    clause = clauses[at]
    governor = clauses[clause.governor] if clause.governor is not None and clause.link == "content" else None
    return governor is not None and _carries(governor, clause) and _verb_negative(tree, governor)


def _excluded(clause: Clause, governor: Clause) -> bool:
    """«بدون آنکه نامی ببرد», «به جای آنکه بمانند»."""
    marked = (one.marker for one in governor.found if one.head == clause.antecedent)
    return any(marker in word_class("without") for marker in marked)


def _under_same_modal(tree: Tree, clause: Clause, governor: Clause) -> bool:
    """«نباید بمانند و کار کنند»: the modal before the first of two subjunctives is that of both."""
    same = clause.link == "conj" and clause.borrowed is not None
    return same and _is_subjunctive(tree, clause) and _is_subjunctive(tree, governor)


def _is_subjunctive(tree: Tree, clause: Clause) -> bool:
    """«بروند», «رفته باشند», «نگه دارند»."""
    form, noun = clause.predicate.form, clause.predicate.noun
    if form is not None and form.infinitive == HAVE and form.tense == "present" and noun is not None:
        verb = tree.fold(clause.predicate.verb or noun)
        return tree.fold(noun) in word_class("kept-noun") and not verb.startswith(tuple(word_class("verb-beginning")))
    if form is None or form.tense != "participle":
        return form is not None and form.tense == "subjunctive"
    return any(one.tense == "subjunctive" for word in _auxiliaries(tree, clause) for one in analyses(word.form)[:1])


def _carries(governor: Clause, clause: Clause) -> bool:
    """«قصد ندارد برود», «نمی‌خواهد برود»: the negation of the modal is that of the deed."""
    return _class(governor) in MODAL or (wants(governor) and clause.borrowed == CONTROLLED)


def _verb_negative(tree: Tree, clause: Clause) -> bool:
    for number in clause.predicate.members:
        word = tree.word(number)
        if word.upos not in ("VERB", "AUX") and number != clause.predicate.verb:
            continue
        forms = analyses(word.form)
        if forms and all(form.negative for form in forms):
            return True
    return _modal_negative(tree, clause)


def _modal_negative(tree: Tree, clause: Clause) -> bool:
    return any(tree.fold(word.id) in word_class("negative-modal") for word in _helpers(tree, clause))


def _neither(tree: Tree, clause: Clause) -> bool:
    """«نه وزیر و نه استاندار آن را پذیرفتند»: two of them deny, whatever the verb says; of one, nothing is known."""
    found = [word for word in tree.sentence.words if tree.fold(word.id) in word_class("neither")]
    subjects = (one.head for one in clause.subjects if tree.holds(one))
    own = {*clause.predicate.members, *subjects, *(c.head for c in clause.found)}
    here = [word for word in found if word.head in own or word.head in _conjuncts(tree, own)]
    return len(found) > 1 and bool(here)


def _conjuncts(tree: Tree, heads: set[int]) -> set[int]:
    return {word.id for head in heads for word in tree.dependents(head, "conj") if word.upos not in ("VERB", "AUX")}


def _helpers(tree: Tree, clause: Clause) -> list[Word]:
    members = clause.predicate.members
    found = (word for number in members for word in tree.dependents(number, "aux", "aux:pass", "advmod"))
    return _untitled(tree, clause, found)


def _class(clause: Clause) -> str:
    return clause.predicate.frame.kind if clause.predicate.frame else "act"


def _modality(tree: Tree, clauses: list[Clause], at: int, auxiliaries: list[Word]) -> str | None:
    clause = clauses[at]
    for word in [*auxiliaries, *_helpers(tree, clause)]:
        form = tree.fold(word.id)
        if form in word_class("modal"):
            return "possible" if form in word_class("possible-modal") else "obligatory"
        if form in word_class("likely"):
            return "likely"
    governor = clauses[clause.governor] if clause.governor is not None else None
    if governor is not None and clause.link == "content" and _class(governor) in UNREAL_CONTENT:
        noun = tree.fold(governor.predicate.noun) if governor.predicate.noun else ""
        for name, modality in (("possible-noun", "possible"), ("duty-noun", "obligatory")):
            if noun in word_class(name):
                return modality
        return {"ask": "requested", "intend": "intended", "promise": "promised", "threaten": "threatened"}.get(
            _class(governor), "possible"
        )
    return "conditional" if _conditional(tree, clauses, at) else None


def _conditional(tree: Tree, clauses: list[Clause], at: int) -> bool:
    """Inside an if-clause, or the main clause that one hangs from."""
    for here in chain(clauses, at):
        if _has_mark(tree, clauses[here], "conditional"):
            return True
        if clauses[here].link not in ("conj", "content", "other", "acl"):
            break
    mine = clauses[at].predicate.members
    below = [other for other in clauses if other.governor == at and tree.word(other.predicate.head).head in mine]
    return any(_has_mark(tree, other, "conditional") for other in below) or any(
        marker_roles().get(complement.marker or "") == "condition" for complement in clauses[at].found
    )


def _has_mark(tree: Tree, clause: Clause, name: str) -> bool:
    marks = tree.dependents(clause.predicate.head, "mark", "advmod", "case", "dep")
    return any(tree.fold(word.id) in word_class(name) for word in marks)


def _tense(tree: Tree, clause: Clause, auxiliaries: list[Word]) -> str | None:
    if _is_future(auxiliaries):
        return "future"
    form = clause.predicate.form
    if form is None or clause.predicate.kind != "verbal":
        return None
    return _compound_tense(tree, clause) if form.tense == "participle" else form.tense


def _compound_tense(tree: Tree, clause: Clause) -> str:
    """«کرده است» is perfect, «کرده بود» pluperfect; a participle alone stays one."""
    carrier = clause.predicate.verb or clause.predicate.head
    forms = [form for word in tree.dependents(carrier, "aux", "aux:pass") for form in analyses(word.form)[:1]]
    be = next((form for form in forms if form.infinitive == COPULA), None)
    if be is None:
        return "participle"
    return "pluperfect" if be.tense == "past" else "perfect"


def _is_future(auxiliaries: list[Word]) -> bool:
    return any(form.infinitive == FUTURE_AUXILIARY for word in auxiliaries for form in analyses(word.form))


def _status(tree: Tree, clauses: list[Clause], at: int, auxiliaries: list[Word], modality: str | None) -> Status:
    if modality is not None or _unreal_above(tree, clauses, at) or _questioned(tree, clauses[at]):
        return "unreal"
    if _wished(tree, clauses[at]):
        return "unreal"
    if _is_future(auxiliaries) or _is_planned(tree, clauses, at):
        return "future"
    form = clauses[at].predicate.form
    ordered = form is not None and form.tense == "imperative"
    if clauses[at].predicate.kind == "verbal" and (ordered or _is_subjunctive(tree, clauses[at])):
        return "unreal"
    if _leads_to_wish(tree, clauses, at):
        return "unreal"
    predicate = clauses[at].predicate
    if predicate.kind == "nominal" and tree.marker(predicate.head) in word_class("unreal-marker"):
        return "unreal"
    return "actual"


def _leads_to_wish(tree: Tree, clauses: list[Clause], at: int) -> bool:
    """«تا صنعت را [تقویت کرده] و بازار را توسعه دهد»: a participle before «و» has the mood of the verb behind it."""
    clause = clauses[at]
    if clause.predicate.kind != "verbal" or _tense(tree, clause, _auxiliaries(tree, clause)) != "participle":
        return False
    behind = next((one for one in clauses[at + 1 :] if one.link == "conj" and one.governor == at), None)
    return behind is not None and _is_subjunctive(tree, behind) and not _is_future(_auxiliaries(tree, behind))


def _unreal_above(tree: Tree, clauses: list[Clause], at: int) -> bool:
    """Hangs, through contents, conjuncts and nominals, from something unreal."""
    for here in chain(clauses, at):
        clause = clauses[here]
        if clause.governor is None or clause.link not in ("content", "conj", "nominal"):
            return False
        if clause.link == "conj" and not _same_mood(tree, clause, clauses[clause.governor]):
            return False  # «تلاش کردند وارد شوند و حالا شهر را گرفته‌اند»
        if clause.link in ("content",) and _class(clauses[clause.governor]) in UNREAL_CONTENT:
            return True
    return False


def _same_mood(tree: Tree, clause: Clause, governor: Clause) -> bool:
    """An indicative verb is no part of what a subjunctive one says is wanted, whatever it is coordinated with."""
    mine, theirs = clause.predicate.form, governor.predicate.form
    if mine is None or theirs is None or not (mine.finite and theirs.finite):
        return True
    return _is_subjunctive(tree, clause) == _is_subjunctive(tree, governor)


def _wished(tree: Tree, clause: Clause) -> bool:
    """«کاش توجه می‌کردند»: the wish stands below the verb or, as in PerDT, above it."""
    above = tree.word(clause.predicate.head).head
    marks = tree.dependents(clause.predicate.head, "mark", "advmod", "discourse", "dep", "obl")
    return any(tree.fold(number) in word_class("wish") for number in (above, *(w.id for w in marks)) if number)


def _is_planned(tree: Tree, clauses: list[Clause], at: int) -> bool:
    """«فردا بازمی‌گردد و مذاکره می‌کند», «هفتهٔ آینده آغاز می‌شود»: the present with a time to come."""
    clause = clauses[at]
    form = clause.predicate.form
    if form is None or form.tense != "present" or clause.predicate.kind != "verbal":
        return False
    if clause.link == "conj" and clause.governor is not None and clause.governor < at:
        return _is_planned(tree, clauses, clause.governor)
    own = clause.predicate.members
    return any(_is_to_come(tree, word.id) for at in own for word in tree.dependents(at, "obl", "advmod", "obl:tmod"))


def _is_to_come(tree: Tree, number: int) -> bool:
    """«فردا», «هفتهٔ آینده»."""
    if tree.fold(number) in word_class("time-to-come"):
        return True
    adjectives = tree.dependents(number, "amod", "nmod")
    return is_time(tree, number) and any(tree.fold(word.id) in word_class("to-come") for word in adjectives)


def _questioned(tree: Tree, clause: Clause) -> bool:
    if _has_mark(tree, clause, "whether"):
        return True
    behind = tree.folded[max(clause.predicate.members) :]
    apart = word_class("semicolon") | (word_class("colon") if clause.governor is None else frozenset())
    if tree.fold(len(tree)) in word_class("question-mark") and apart.isdisjoint(behind):
        return clause.link in ("other", "conj", "parataxis", "content")
    return _has_mark(tree, clause, "question") and clause.governor is None
