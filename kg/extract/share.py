"""Giving a clause the subject that the sentence leaves unsaid.

Conjuncts, complement clauses (control), adverbial clauses, relative clauses and infinitives borrow
the subject of the clause or noun they hang from; person and number of the verb forms must agree.
54 % of Persian verbal predicates have no overt subject, so this is a stage of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.clause import Clause, chain, mentions
from kg.extract.complements import OF_PERSONS, Complement, choose_target, is_time
from kg.extract.predicate import citations, is_impersonal, is_inchoative
from kg.extract.tree import Tree
from kg.model import Mention
from kg.persian.letters import fold
from kg.persian.lexicon import RA, TO, word_class
from kg.persian.verbs import VerbForm

CONTROLLED = "control by subject"
"""The rule by which a content clause has the subject of the clause above it."""

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
    if (given := _given_chance(tree, clause, governor)) is not None:
        return given
    if clause.antecedent is not None and not _is_resumed(tree, clause):
        return _of_thing(tree, clause, governor) or _from_antecedent(tree, clause)
    if governor is None:
        return _from_opening(tree, clause, clauses)
    if clause.link == "content" and _speaks(governor):
        opened = _from_opening(tree, clause, clauses)
        if opened is not clause:
            return opened
    for lender in (*_conjunct_before(at, done, clauses), governor):
        found, how = _from_governor(tree, clause, lender)
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
    return replace(clause, subjects=mentions(tree, antecedent), borrowed="antecedent of relative clause")


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
    nearest = [one for one in others if one.link == "conj"][-1:]
    return [one for one in nearest if one.subjects and one.borrowed is None]


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
        above = opening.governor is not None and clauses[opening.governor] is clause
        before = opening.predicate.head < clause.predicate.head
        when = opening.link == "acl" and tree.fold(opening.antecedent or 0) in word_class("clause-noun")
        own = (opening.link == "advcl" or when) and opening.subjects and opening.borrowed is None
        if above and before and own and _agrees(tree, clause, opening, opening.subjects, "opening"):
            return replace(clause, subjects=opening.subjects, borrowed="subject of the opening clause")
    return clause


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
        plural = next((one for one in _bearers(tree, antecedent) if _may_be_plural(tree, one)), None)
        if plural is None:
            return clause
        antecedent = plural
    whole = mentions(tree, antecedent)
    if form is not None and form.number == "Sing":
        whole = whole[:1]
    return replace(clause, subjects=whole, borrowed="antecedent of relative clause")


def _is_genitive(tree: Tree, pronoun: int) -> bool:
    word = tree.word(pronoun)
    genitive = word.upos == "PRON" and word.deprel == "nmod" and not tree.marker(pronoun)
    return genitive and word.head == pronoun - 1 and word.head > 0 and tree.is_person(word.head)


def _bearers(tree: Tree, noun: int) -> Iterator[int]:
    """A noun and those whose genitive it is: «[نیروهای] وظیفه که … خواهند رفت»."""
    yield noun
    if tree.word(noun).deprel == "nmod" and not tree.marker(noun) and tree.word(noun).head < noun:
        yield from _bearers(tree, tree.word(noun).head)


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
    return (persons and is_plural(tree, found[0].head)) or _same_agreement(mine, theirs)


def _same_agreement(one: VerbForm, other: VerbForm) -> bool:
    person = one.person is None or other.person is None or one.person == other.person
    number = one.number is None or other.number is None or one.number == other.number
    return person and number


def is_plural(tree: Tree, head: int) -> bool:
    """Whether a noun calls for a plural verb: plural ending, coordination, collective."""
    word = tree.word(head)
    if word.feat("Number") == "Plur" or tree.dependents(head, "conj"):
        return True
    form = tree.fold(head)
    endings = tuple(word_class("plural-ending"))
    marked = word.feat("Number") is None and (form.endswith(endings) or form[:-1].endswith(endings))
    counted = [head, *(word.id for word in tree.dependents(head, "nmod") if word.id < head)]  # «دو فروند هواپیما»
    counts = (one.id for number in counted for one in tree.dependents(number, "nummod"))
    many = any(tree.fold(one) not in word_class("one") or tree.dependents(one) for one in counts)  # «[یک] منبع»
    several = any(tree.fold(one.id) in word_class("many") for one in tree.dependents(head, "det"))
    return marked or many or several or form in word_class("collective")


def _may_be_plural(tree: Tree, head: int) -> bool:
    """Whether a noun is plural, or persons by its ending, whatever the tagger says («پناهجویانی»)."""
    ends = tree.fold(head).endswith
    persons = ends(tuple(word_class("person-plural-ending"))) and tree.is_person(head)
    return is_plural(tree, head) or persons or ends(tuple(word_class("indefinite-plural-ending")))


def shared_object(tree: Tree, clause: Clause, clauses: Sequence[Clause]) -> Complement | None:
    """«نامه را نخواند و پاره کرد»: the marked object before both verbs, where the second has none and needs one.

    So too the complement that both select: «به رقیبان می‌خندند و توهین می‌کنند».
    """
    above = clauses[clause.governor] if clause.governor is not None and clause.link == "conj" else None
    frame = clause.predicate.frame
    if above is None or frame is None or not frame.targets or clause.predicate.passive:
        return None
    if clause.borrowed != "subject of conj" or clause.predicate.kind != "verbal" or frame.kind != "act":
        return None
    wanted, selecting = frame.targets[0], above.predicate.frame
    if wanted != RA and (selecting is None or wanted not in selecting.targets):
        return None
    return next((one for one in above.found if one.marker == wanted), None)


def _is_theirs(tree: Tree, subject: Mention, antecedent: int) -> bool:
    """«مادرانی که [فرزند آنان] متولد شد»: the noun that the clause modifies is in it as a genitive."""
    here = subject.sentence == tree.sentence.index
    pronouns = word_class("clitic-3") | word_class("resumptive")
    own = (one for one in tree.dependents(subject.head, "nmod") if one.upos == "PRON") if here else ()
    return tree.is_person(antecedent) and any(tree.fold(one.id) in pronouns for one in own)


def relative_object(tree: Tree, clause: Clause) -> int | None:
    """The antecedent as object of a relative clause that has a subject of its own but lacks its object."""
    if clause.antecedent is None or clause.borrowed == "antecedent of relative clause":
        return None
    if tree.fold(clause.antecedent) in word_class("clause-noun") | word_class("saying-noun"):
        return None  # «در حالی که …», «این ادعا که …»: what the clause says, not what is done in it
    if any(_is_theirs(tree, one, clause.antecedent) for one in clause.subjects):
        return None
    frame = clause.predicate.frame
    becomes = len(clause.predicate.lemma.split()) > 2  # «عمومیت پیدا کرد»
    transitive = RA in frame.targets if frame is not None else clause.predicate.noun is not None and not becomes
    has_object = any(complement.is_object for complement in clause.found)
    return clause.antecedent if transitive and not has_object and not clause.predicate.passive else None
