"""Giving a clause the subject that the sentence leaves unsaid.

Conjuncts, complement clauses (control), adverbial clauses, relative clauses and infinitives borrow
the subject of the clause or noun they hang from; person and number of the verb forms must agree.
54 % of Persian verbal predicates have no overt subject, so this is a stage of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.agreement import is_plural, may_be_plural, same_agreement
from kg.extract.clause import Clause, chain, mentions
from kg.extract.complements import OF_PERSONS, choose_target, is_time
from kg.extract.predicate import citations, is_impersonal, is_inchoative
from kg.extract.tree import Tree
from kg.model import Mention
from kg.persian.letters import fold
from kg.persian.lexicon import COPULA, OF, RA, TO, word_class

CONTROLLED = "control by subject"
"""The rule by which a content clause has the subject of the clause above it."""
ANTECEDENT = "antecedent of relative clause"
"""The rule by which a relative clause has the noun it modifies for its subject."""

_PRONOUNS = (("subject-pronoun-1", 1), ("subject-pronoun-1-plural", 1), ("subject-pronoun-2", 2))


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
    here = one.sentence == tree.sentence.index and tree.word(one.head).upos == "PRON"
    return fold(one.text) in word_class("reflexive") or (here and tree.fold(one.head) in word_class("reflexive"))


def _depth(clauses: list[Clause], at: int) -> tuple[int, int]:
    return len(list(chain(clauses, at))), at


def _borrow(tree: Tree, at: int, done: dict[int, Clause], clauses: Sequence[Clause]) -> Clause:
    clause = clauses[at]
    predicate = clause.predicate
    impersonal = predicate.passive and predicate.frame is not None and is_impersonal(predicate.frame)
    states = predicate.kind == "nominal" and bool(tree.dependents(predicate.head, "cop"))  # «اولویت جلب اعتماد است»
    if impersonal or states or _names_nobody(tree, clause):
        return clause
    governor = done.get(clause.governor) if clause.governor is not None else None
    if (said := _of_copula(tree, clause, clauses)) is not None:
        return said
    if (given := _bent_on(tree, clause) or _given_chance(tree, clause, governor)) is not None:
        return given
    if clause.antecedent is not None and not _is_resumed(tree, clause):
        return _of_thing(tree, clause, governor) or _of_object(tree, clause, governor) or _from_antecedent(tree, clause)
    if governor is None:
        return _from_opening(tree, clause, clauses)
    if clause.link == "content" and _speaks(governor):
        opened = _from_opening(tree, clause, clauses)
        if opened is not clause:
            return opened
    for lender in (*_conjunct_before(at, done, clauses), governor):
        nobody = clause.link == "conj" and _is_nobody(tree, lender, clause)
        found, how = _from_governor(tree, clause, lender) if not nobody else ((), "")
        if found and _agrees(tree, clause, lender, found, how):
            return replace(clause, subjects=found, borrowed=how)
    beside = _beside_relative(tree, clause, governor)
    return beside if beside is not clause else _over_relative(tree, clause, governor, done)


def _over_relative(tree: Tree, clause: Clause, governor: Clause, done: dict[int, Clause]) -> Clause:
    """«وزیر از مدیرانی نام برد که وعده داده‌اند، اما از توضیح [خودداری کرد]»: the clause above the relative one, where
    the verb agrees with that and not with the relative one.
    """
    above = done.get(governor.governor) if governor.governor is not None else None
    form, theirs = clause.predicate.form, governor.predicate.form
    if clause.link != "conj" or governor.link != "acl" or above is None or form is None or theirs is None:
        return clause
    differs = form.finite and theirs.finite and form.number != theirs.number
    if not differs or not above.subjects or not _agrees(tree, clause, above, above.subjects, "subject of conj"):
        return clause
    return replace(clause, subjects=above.subjects, borrowed="subject of conj")


def _bent_on(tree: Tree, clause: Clause) -> Clause | None:
    """«دولت بر آن است که [مدرسه‌ها را تعمیر کند]»: whoever is bent on it does it."""
    form, at = clause.predicate.form, clause.antecedent
    if at is None or form is None or form.tense != "subjunctive" or tree.marker(at) not in word_class("bent-on"):
        return None
    if tree.fold(at) not in word_class("demonstrative") or not tree.dependents(at, "cop"):
        return None
    word = tree.word(at)
    noun = tree.word(word.head) if word.deprel == "acl" else word
    above = 0 if noun is word else noun.head if noun.deprel == "appos" else noun.id  # «کریمی، [وزیری] که …»
    subject = next((one.id for one in tree.dependents(at, "nsubj")), above)
    return replace(clause, subjects=mentions(tree, subject), borrowed=CONTROLLED) if subject else None


def _given_chance(tree: Tree, clause: Clause, governor: Clause | None) -> Clause | None:
    """«این امکان را برای کارگران فراهم کرد که [خانه بخرند]»: whoever is given the chance takes it."""
    form, noun = clause.predicate.form, clause.antecedent
    if governor is None or noun is None or form is None or form.tense != "subjunctive" or form.person != 3:
        return None
    if word_class("chance-noun").isdisjoint(map(fold, citations(tree.word(noun)))):
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
    here = [one for one in clause.subjects if one.sentence == tree.sentence.index]
    return denied and any(tree.fold(one.head) in word_class("anybody") for one in here)


def _names_nobody(tree: Tree, clause: Clause) -> bool:
    """«می‌توان … کرد», «باید … کرد»: one can, one must, whoever it is."""
    if clause.predicate.is_one_of("subject-inside"):
        return True  # «[آسیبی] به توافق نرسد»
    form = clause.predicate.form
    bare = form is not None and form.tense == "past" and form.number == "Sing" and form.person == 3
    modals = word_class("impersonal-modal") | (word_class("modal-of-need") if bare else frozenset())
    auxiliaries = (tree.word(number) for number in clause.predicate.members)
    return any(one.upos == "AUX" and tree.fold(one.id) in modals for one in auxiliaries)


def _of_thing(tree: Tree, clause: Clause, governor: Clause | None) -> Clause | None:
    """«بدون آنکه نامی ببرد, گفت …», «به آنچه تجاوز خواند اشاره کرد»: nobody is named by the noun the clause modifies.

    None when that noun may be the subject.
    """
    form = tree.fold(clause.antecedent or 0)
    if _is_genitive(tree, clause.antecedent or 0):
        return None  # «رهبران آن را, که …»
    if tree.marker(clause.antecedent or 0) is not None and is_time(tree, clause.antecedent or 0):
        return clause  # «در سال‌هایی که …»
    spoken = form in word_class("what") and _speaks(clause)
    if form not in word_class("clause-noun") and form not in word_class("saying-noun") and not spoken:
        return None
    if governor is None or not _marks_clause(tree, clause, governor):
        return clause
    agrees = _agrees(tree, clause, governor, governor.subjects, "")
    return replace(clause, subjects=governor.subjects, borrowed="subject of advcl") if agrees else clause


def _of_object(tree: Tree, clause: Clause, governor: Clause | None) -> Clause | None:
    """«شهرداری پلی را که سال‌ها پیش [ساخته بود] ویران کرد»: whoever did something to a thing did also what is said of
    it, where that verb has no other object.
    """
    frame, form, noun = clause.predicate.frame, clause.predicate.form, clause.antecedent or 0
    acts = frame is not None and frame.kind == "act" and frame.targets[:1] == (RA,) and not clause.predicate.passive
    state = form is not None and form.infinitive == COPULA  # «ساختمانی را که در حال [تعمیر بود] خرید»
    if governor is None or not governor.subjects or not acts or state or any(one.is_object for one in clause.found):
        return None
    marked = [one.head for one in governor.found if one.marker == RA and noun in tree.subtree(one.head)]
    word = tree.word(noun)
    thing = word.upos == "NOUN" and not tree.is_person(noun) and word.ner is None
    body = any(form in word_class("body-noun") for form in citations(word))
    if not marked or not thing or body or not _agrees(tree, clause, governor, governor.subjects, "subject of acl"):
        return None
    return replace(clause, subjects=governor.subjects, borrowed="subject of the clause above")


def _marks_clause(tree: Tree, clause: Clause, governor: Clause) -> bool:
    """Whether the noun of «بدون آنکه …», «به جای آنکه …» is a complement of the clause above, and no clause itself."""
    noun = tree.word(clause.antecedent or 0)
    return any(noun.id == one.head for one in governor.found) and not tree.dependents(noun.id, "cop")


def _is_resumed(tree: Tree, clause: Clause) -> bool:
    """«تماسی گرفت که [آن را] مفید خواند»: a thing that a pronoun stands for as object is no subject as well."""
    frame = clause.predicate.frame
    targets = (c for c in clause.found if c.is_object or (frame is not None and c.marker in frame.targets))
    resumed = any(tree.fold(c.head) in word_class("resumptive-thing") for c in targets)
    return resumed and not tree.is_person(clause.antecedent or 0)


def _from_governor(tree: Tree, clause: Clause, governor: Clause) -> tuple[tuple[Mention, ...], str]:
    if clause.link == "content":
        frame = governor.predicate.frame
        if frame is not None and frame.control == "target":
            asked = _targets(tree, governor)
            if asked or not (wants(governor) or governor.predicate.is_one_of("proposing")):
                return asked, "control by target"
        if told := _told(tree, clause, governor):
            return told, "control by target"
        return governor.subjects, CONTROLLED
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
        if above and before and own and _agrees(tree, clause, opening, opening.subjects, "opening"):
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
    if above.upos == "NOUN" and above.id not in governor.predicate.members:
        genitive = next((one for one in tree.dependents(above.id, "nmod") if not tree.marker(one.id)), None)
        own = genitive is not None and genitive.id < clause.predicate.head and genitive.upos in ("PROPN", "NOUN")
        # «دربارهٔ تلاش [ایران] برای پایان دادن به جنگ گفت‌وگو کردند»: whose effort it is, nobody where it is nobody's
        return (mentions(tree, genitive.id), "genitive above the infinitive") if own and genitive else ((), "")
    marker = tree.marker(clause.predicate.head)
    if marker in word_class("subject-sharing-marker"):
        return governor.subjects, "subject of infinitive"
    return (), ""


def _speaks(clause: Clause) -> bool:
    """Whether a clause reports what follows: its subject need not be that of the content."""
    return clause.predicate.frame is not None and clause.predicate.frame.kind in ("say", "think")


def wants(clause: Clause) -> bool:
    """«می‌خواهد برود»: a simple verb of asking that names nobody asked speaks of its own subject's deed."""
    predicate = clause.predicate
    return predicate.frame is not None and predicate.frame.kind == "ask" and predicate.noun is None


def _targets(tree: Tree, clause: Clause) -> tuple[Mention, ...]:
    if clause.predicate.passive and clause.subjects:
        return clause.subjects
    chosen = choose_target(clause.predicate, list(clause.found), tree)
    return mentions(tree, chosen.head) if chosen else ()


def _from_antecedent(tree: Tree, clause: Clause) -> Clause:
    """The noun a relative clause modifies is its subject, unless the verb clashes with it."""
    assert clause.antecedent is not None
    form = clause.predicate.form
    if form is not None and form.finite and form.person not in (None, _person(tree, clause.antecedent)):
        return clause
    antecedent = clause.antecedent
    if form is not None and form.finite and form.number == "Plur":
        nouns = (*_bearers(tree, antecedent), *_ending(tree, antecedent, clause.predicate.head))
        plural = next((one for one in nouns if may_be_plural(tree, one)), None) or _crowd(tree, antecedent)
        if plural is None:
            return clause
        antecedent = plural
    whole = mentions(tree, antecedent)
    if form is not None and form.number == "Sing":
        whole = whole[:1]
    return replace(clause, subjects=whole, borrowed=ANTECEDENT)


def _is_genitive(tree: Tree, pronoun: int) -> bool:
    word = tree.word(pronoun)
    genitive = word.upos == "PRON" and word.deprel == "nmod" and not tree.marker(pronoun)
    return genitive and word.head == pronoun - 1 and word.head > 0 and tree.is_person(word.head)


def _bearers(tree: Tree, noun: int) -> Iterator[int]:
    """A noun and those whose genitive it is: «[نیروهای] وظیفه که … خواهند رفت»."""
    yield noun
    if tree.word(noun).deprel == "nmod" and not tree.marker(noun) and tree.word(noun).head < noun:
        yield from _bearers(tree, tree.word(noun).head)


def _ending(tree: Tree, noun: int, verb: int) -> list[int]:
    """«بخشی از برنامهٔ [کارگرانی] است که … می‌روند»: nouns in a phrase that end right before «که», or a copula there."""
    opens = next((one.id for one in tree.dependents(verb, "mark") if noun < one.id < verb), 0)
    opens -= sum(one.id == opens - 1 for one in tree.dependents(noun, "cop"))
    inside = (at for at in tree.subtree(noun) if noun < at < opens and tree.word(at).upos in ("NOUN", "PROPN"))
    return [at for at in inside if max(one for one in tree.subtree(at) if one < opens) == opens - 1][::-1]


def _crowd(tree: Tree, noun: int) -> int | None:
    """«[موج] دیگری از پیام‌ها رسید که خبر می‌دادند»: a noun that stands for the several that it is of."""
    crowd = any(form in word_class("crowd-noun") for form in citations(tree.word(noun)))
    of = (one.id for one in tree.dependents(noun, "nmod") if tree.marker(one.id) == OF)
    return noun if crowd and any(is_plural(tree, one) for one in of) else None


def _person(tree: Tree, antecedent: int) -> int:
    """The person of the verb behind «ما که …», «شما مردم که …»; 3 behind any other noun."""
    above = tree.word(antecedent).head
    for number in (antecedent, above) if above == antecedent - 1 and above else (antecedent,):
        for name, person in _PRONOUNS:
            if tree.fold(number) in word_class(name):
                return person
    return 3


def _agrees(tree: Tree, clause: Clause, governor: Clause, found: tuple[Mention, ...], how: str) -> bool:
    mine = clause.predicate.form
    if mine is None or not mine.finite or clause.predicate.is_one_of("impersonal"):
        return True
    if how == "control by target" or governor.predicate.is_one_of("impersonal"):
        return mine.person in (None, 3)
    theirs = governor.predicate.form
    if theirs is None or not theirs.finite:
        shares = clause.link == "conj" and not governor.predicate.passive
        return shares or mine.person in (None, 3)  # «من ایستاده و مخالفت کرده بودم»: one auxiliary for both
    # «طالبان گفته بود که … خواهند آمد»
    several = mine.number == "Plur" and mine.person == theirs.person and len(found) == 1
    here = several and found[0].sentence == tree.sentence.index
    persons = here and (tree.is_person(found[0].head) or tree.fold(found[0].head) in word_class("collective"))
    return (persons and is_plural(tree, found[0].head)) or same_agreement(mine, theirs)
