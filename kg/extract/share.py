"""Giving a clause the subject that the sentence leaves unsaid.

Conjuncts, complement clauses (control), adverbial clauses, relative clauses and infinitives borrow
the subject of the clause or noun they hang from; person and number of the verb forms must agree.
54 % of Persian verbal predicates have no overt subject, so this is a stage of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.agreement import agrees, is_plural
from kg.extract.antecedent import ANTECEDENT, is_resumed, of_relative
from kg.extract.clause import Clause, chain, joint_before, mentions, speaks
from kg.extract.complements import OF_PERSONS, choose_target, is_time
from kg.extract.predicate import is_cited_in, is_impersonal, is_inchoative
from kg.extract.tree import Tree
from kg.extract.voice import colon_behind
from kg.model import Mention
from kg.persian.letters import fold
from kg.persian.lexicon import TO, word_class

CONTROLLED = "control by subject"
"""The rule by which a content clause has the subject of the clause above it."""


def share(tree: Tree, clauses: list[Clause]) -> list[Clause]:
    """The same clauses, each with a subject where one can be had."""
    done: dict[int, Clause] = {}
    for at in sorted(range(len(clauses)), key=lambda at: _depth(clauses, at)):
        clause = clauses[at]
        done[at] = clause if _has_subject(tree, clause) else _borrow(tree, at, done, clauses)
    return [done[at] for at in range(len(clauses))]


def _has_subject(tree: Tree, clause: Clause) -> bool:
    """Whether a clause says whom it is about; «خودشان» is whoever the clause above is about."""
    return any(not _is_reflexive(tree, one) for one in clause.subjects)


def _is_reflexive(tree: Tree, one: Mention) -> bool:
    here = tree.holds(one) and tree.word(one.head).upos == "PRON"
    return fold(one.text) in word_class("reflexive") or (here and tree.fold(one.head) in word_class("reflexive"))


def _depth(clauses: list[Clause], at: int) -> tuple[int, int]:
    return len(list(chain(clauses, at))), at


def _borrow(tree: Tree, at: int, done: dict[int, Clause], clauses: Sequence[Clause]) -> Clause:
    clause = clauses[at]
    predicate = clause.predicate
    impersonal = predicate.passive and predicate.frame is not None and is_impersonal(predicate.frame)
    states = predicate.kind == "nominal" and bool(tree.dependents(predicate.head, "cop"))  # «اولویت جلب اعتماد است»
    if impersonal or states or names_nobody(tree, clause) or _asks_somebody(tree, clause):
        return clause
    governor = done.get(clause.governor) if clause.governor is not None else None
    if (said := _of_copula(tree, clause, clauses)) is not None:
        return said
    if (given := _bent_on(tree, clause) or _given_chance(tree, clause, governor)) is not None:
        return given
    if clause.antecedent is not None and not is_resumed(tree, clause):
        return of_relative(tree, clause, governor)
    if governor is None:
        return _from_opening(tree, clause, clauses)
    if clause.link == "content" and speaks(governor):
        opened = _from_opening(tree, clause, clauses)
        if opened is not clause:
            return opened
    for lender in (*_conjunct_before(at, done, clauses), governor):
        if clause.link == "conj" and _is_nobody(tree, lender, clause):
            continue
        found, how = _from_governor(tree, clause, lender)
        if how == "control by target" and any(_is_reflexive(tree, one) for one in found):
            found, how = lender.subjects, CONTROLLED  # «به خود اجازه می‌دهد که [سخن بگوید]»
        if found and agrees(tree, clause, lender, found, how):
            return replace(clause, subjects=found, borrowed=how)
    beside = _beside_relative(tree, clause, governor)
    over = beside if beside is not clause else _over_relative(tree, clause, governor, done)
    return over if over is not clause else _right_behind(tree, clause, done)


def _right_behind(tree: Tree, clause: Clause, done: dict[int, Clause]) -> Clause:
    """«باید گفت که مردم سکوت نمی‌کنند و از حق خود [نمی‌گذرند]»: whoever does what the verb right before «و» says."""
    joint = joint_before(tree, clause)
    before = next((one for one in done.values() if joint and one.predicate.verb == joint - 1), None)
    if clause.link != "conj" or before is None or before.predicate.passive or not before.subjects:
        return clause
    if clause.predicate.passive or not agrees(tree, clause, before, before.subjects, "subject of conj"):
        return clause
    return replace(clause, subjects=before.subjects, borrowed="subject of conj")


def _over_relative(tree: Tree, clause: Clause, governor: Clause, done: dict[int, Clause]) -> Clause:
    """«وزیر از مدیرانی نام برد که وعده داده‌اند، اما از توضیح [خودداری کرد]»: the clause above the relative one, where
    the verb agrees with that and not with the relative one.
    """
    above = done.get(governor.governor) if governor.governor is not None else None
    form, theirs = clause.predicate.form, governor.predicate.form
    if clause.link != "conj" or governor.link != "acl" or above is None or form is None or theirs is None:
        return clause
    differs = form.finite and theirs.finite and form.number != theirs.number
    if not differs or not above.subjects or not agrees(tree, clause, above, above.subjects, "subject of conj"):
        return clause
    return replace(clause, subjects=above.subjects, borrowed="subject of conj")


def _bent_on(tree: Tree, clause: Clause) -> Clause | None:
    """«دولت بر آن است که [مدرسه‌ها را تعمیر کند]»: whoever is bent on it does it."""
    form, at = clause.predicate.form, clause.antecedent
    if at is None or form is None or form.tense != "subjunctive" or tree.marker(at) not in word_class("bent-on"):
        return None
    if tree.fold(at) not in word_class("demonstrative") or not tree.dependents(at, "cop"):
        return None
    subject, word = next(iter(tree.dependents(at, "nsubj")), None), tree.word(at)
    if subject is None and word.deprel == "acl":
        noun = tree.word(word.head)
        subject = tree.word(noun.head) if noun.deprel == "appos" else noun  # «کریمی، [وزیری] که …»
    return replace(clause, subjects=mentions(tree, subject.id), borrowed=CONTROLLED) if subject else None


def _given_chance(tree: Tree, clause: Clause, governor: Clause | None) -> Clause | None:
    """«این امکان را برای کارگران فراهم کرد که [خانه بخرند]»: whoever is given the chance takes it."""
    form, noun = clause.predicate.form, clause.antecedent
    if governor is None or noun is None or form is None or form.tense != "subjunctive" or form.person != 3:
        return None
    if not is_cited_in(tree.word(noun), "chance-noun"):
        return None
    given = next((c for c in governor.found if c.marker in word_class("given-marker")), None)
    return None if given is None else replace(clause, subjects=mentions(tree, given.head), borrowed="control by target")


def _beside_relative(tree: Tree, clause: Clause, governor: Clause) -> Clause:
    """«رژیمی که همه از آن می‌ترسیدند و به مرزها [حمله می‌کرد]»: the antecedent, where it alone agrees with the verb."""
    antecedent, form = governor.antecedent, clause.predicate.form
    if clause.link != "conj" or antecedent is None or not governor.subjects or form is None or form.person != 3:
        return clause
    theirs = governor.predicate.form
    if theirs is None or theirs.number == form.number or is_plural(tree, antecedent) != (form.number == "Plur"):
        return clause
    return replace(clause, subjects=mentions(tree, antecedent), borrowed=ANTECEDENT)


def _of_copula(tree: Tree, clause: Clause, clauses: Sequence[Clause]) -> Clause | None:
    """What a copular clause says something of: «پاسخ ناکافی است و با قانون همخوانی ندارد», «راه چون از کوه گذشته، دراز
    است».
    """
    word = tree.word(clause.predicate.head)
    above = tree.word(word.head) if word.deprel in ("conj", "advcl") and word.head else None
    if above is None or not tree.dependents(above.id, "cop") or clause.predicate.passive:
        return None
    if any(above.id in one.predicate.members for one in clauses):
        return None
    subject, form = next(iter(tree.dependents(above.id, "nsubj")), None), clause.predicate.form
    if subject is None or form is None or form.person not in (None, 3):
        return None
    thing = subject.upos == "NOUN" and not tree.is_person(subject.id)
    frame = clause.predicate.frame
    if (form.number == "Plur" and not is_plural(tree, subject.id)) or (thing and frame and frame.kind in OF_PERSONS):
        return None
    return replace(clause, subjects=mentions(tree, subject.id), borrowed="subject of conj")


def _conjunct_before(at: int, done: dict[int, Clause], clauses: Sequence[Clause]) -> list[Clause]:
    """«باران آمد و دشمن عقب نشست و گریخت»: the nearest verb before in the same list, if it has a subject of its own."""
    if clauses[at].link != "conj":
        return []
    others = [done[here] for here in range(at) if here in done and clauses[here].governor == clauses[at].governor]
    apart = [one for one in others if one.link == "conj" and one.predicate.verb != clauses[at].predicate.verb]
    return [one for one in apart[-1:] if one.subjects and one.borrowed is None]


def _is_nobody(tree: Tree, clause: Clause, behind: Clause) -> bool:
    """«[کسی] اعتراض نکند و دیگران را تهدید کند»: nobody does the one, so somebody else does the other."""
    form, other = clause.predicate.form, behind.predicate.form
    denied = form is not None and form.negative and other is not None and not other.negative
    here = [one for one in clause.subjects if tree.holds(one)]
    return denied and any(tree.fold(one.head) in word_class("anybody") for one in here)


def names_nobody(tree: Tree, clause: Clause) -> bool:
    """«می‌توان … کرد», «باید … کرد»: one can, one must, whoever it is."""
    if clause.predicate.is_one_of("subject-inside"):
        return True  # «[آسیبی] به توافق نرسد»
    form = clause.predicate.form
    bare = form is not None and form.tense == "past" and form.number == "Sing" and form.person == 3
    modals = word_class("impersonal-modal") | (word_class("modal-of-need") if bare else frozenset())
    auxiliaries = (tree.word(number) for number in clause.predicate.members)
    return any(one.upos == "AUX" and tree.fold(one.id) in modals for one in auxiliaries)


def _asks_somebody(tree: Tree, clause: Clause) -> bool:
    """«به شهروندان توصیه می‌شود که …»: who is asked stands behind a preposition, so nobody is the subject."""
    frame = clause.predicate.frame
    if not clause.predicate.passive or frame is None or frame.control != "target" or clause.antecedent is not None:
        return False
    asked = choose_target(clause.predicate, list(clause.found), tree)
    return asked is not None and not asked.is_object and asked.marker in frame.targets[:1]


def _from_governor(tree: Tree, clause: Clause, governor: Clause) -> tuple[tuple[Mention, ...], str]:
    if clause.link == "content":
        frame = governor.predicate.frame
        if frame is not None and frame.control == "target":
            asked = _targets(tree, governor)
            if asked or not (wants(governor) or governor.predicate.is_one_of("proposing")):
                return asked, "control by target"
        if told := _told(tree, clause, governor):
            return told, "control by target"
        quoted = speaks(governor) and colon_behind(tree, governor) is not None
        return ((), "") if quoted else (governor.subjects, CONTROLLED)  # «وی افزود: [پل را می‌سازد]» is not he
    if clause.link == "nominal":
        return _of_infinitive(tree, clause, governor)
    frame = governor.predicate.frame
    until = any(tree.fold(word.id) in word_class("until") for word in tree.dependents(clause.predicate.head, "mark"))
    if clause.link == "advcl" and until and frame is not None and frame.control == "target":
        return _targets(tree, governor), "control by target"
    if clause.link in ("conj", "advcl") or clause.antecedent is not None:
        return governor.subjects, f"subject of {clause.link}"
    return (), ""


def _told(tree: Tree, clause: Clause, governor: Clause) -> tuple[Mention, ...]:
    """«به استانداران گفت که آماده باشند»: who is told in the subjunctive is told to do it, if the verb agrees."""
    frame, form = governor.predicate.frame, clause.predicate.form
    if frame is None or frame.kind != "say" or form is None or (form.tense, form.person) != ("subjunctive", 3):
        return ()
    addressee = next((c for c in governor.found if c.marker == TO), None)
    if addressee is None or is_plural(tree, addressee.head) != (form.number == "Plur"):
        return ()
    return mentions(tree, addressee.head)


def _from_opening(tree: Tree, clause: Clause, clauses: Sequence[Clause]) -> Clause:
    """«اگر مردم می‌خواستند، رأی می‌دادند»: the main clause keeps the subject of the clause that opens the sentence."""
    if clause.predicate.passive or clause.predicate.kind != "verbal":
        return clause
    for opening in clauses:
        top = _above_modal(opening, clauses)
        above = top.governor is not None and clauses[top.governor] is clause
        before = opening.predicate.head < clause.predicate.head
        when = top.link == "acl" and tree.fold(top.antecedent or 0) in word_class("clause-noun")
        own = (top.link == "advcl" or when) and opening.subjects and opening.borrowed is None
        if above and before and own and agrees(tree, clause, opening, opening.subjects, "opening"):
            return replace(clause, subjects=opening.subjects, borrowed="subject of the opening clause")
    return clause


def _above_modal(clause: Clause, clauses: Sequence[Clause]) -> Clause:
    """«اگر قرار است مردم [رأی بدهند]، …»: the modal verb without a subject above a clause; itself without one."""
    above = clauses[clause.governor] if clause.governor is not None and clause.link == "content" else clause
    frame = above.predicate.frame
    return above if frame is not None and frame.kind == "intend" and not above.subjects else clause


def _of_infinitive(tree: Tree, clause: Clause, governor: Clause) -> tuple[tuple[Mention, ...], str]:
    """«ضمن محکوم کردن …»: the infinitive in a prepositional phrase has the subject of its clause."""
    if is_inchoative(clause.predicate):
        return (), ""
    above = tree.word(tree.word(clause.predicate.head).head)
    if tree.word(clause.predicate.head).deprel == "conj" and above.upos == "NOUN":
        return (), ""  # «با هدف بازگشایی تنگه و [پایان دادن] به جنگ»
    if above.upos == "NOUN" and above.id not in governor.predicate.members:
        genitive = next((one for one in tree.dependents(above.id, "nmod") if not tree.marker(one.id)), None)
        before = genitive is not None and genitive.id < clause.predicate.head and not is_time(tree, above.id)
        own = before and genitive is not None and genitive.upos in ("PROPN", "NOUN")
        # «دربارهٔ تلاش [ایران] برای پایان دادن به جنگ گفت‌وگو کردند»: whose effort it is, nobody where it is nobody's
        return (mentions(tree, genitive.id), "genitive above the infinitive") if own and genitive else ((), "")
    marker = tree.marker(clause.predicate.head)
    if marker in word_class("subject-sharing-marker"):
        return governor.subjects, "subject of infinitive"
    return (), ""


def wants(clause: Clause) -> bool:
    """«می‌خواهد برود»: a simple verb of asking that names nobody asked speaks of its own subject's deed."""
    predicate = clause.predicate
    return predicate.frame is not None and predicate.frame.kind == "ask" and predicate.noun is None


def _targets(tree: Tree, clause: Clause) -> tuple[Mention, ...]:
    if clause.predicate.passive and clause.subjects:
        return clause.subjects
    chosen = choose_target(clause.predicate, list(clause.found), tree)
    return mentions(tree, chosen.head) if chosen else ()
