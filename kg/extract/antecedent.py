"""Who does what a relative clause says: the noun that it modifies, or whoever the clause above is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.agreement import agrees, is_plural, may_be_plural
from kg.extract.clause import Clause, mentions, speaks
from kg.extract.complements import is_time
from kg.extract.predicate import citations
from kg.extract.tree import Tree
from kg.persian.lexicon import COPULA, OF, RA, word_class

ANTECEDENT = "antecedent of relative clause"
"""The rule by which a relative clause has the noun it modifies for its subject."""
_PRONOUNS = (("subject-pronoun-1", 1), ("subject-pronoun-1-plural", 1), ("subject-pronoun-2", 2))


def of_relative(tree: Tree, clause: Clause, governor: Clause | None) -> Clause:
    """The relative clause with its subject; `governor` is the clause above it, None when there is none."""
    known = _of_thing(tree, clause, governor) or _of_object(tree, clause, governor)
    if known is not None:
        return known
    found = _from_antecedent(tree, clause)
    return found if found.subjects else _of_many(tree, clause, governor)


def _of_thing(tree: Tree, clause: Clause, governor: Clause | None) -> Clause | None:
    """«بدون آنکه نامی ببرد, گفت …», «به آنچه تجاوز خواند اشاره کرد»: nobody is named by the noun the clause modifies.

    None when that noun may be the subject.
    """
    form = tree.fold(clause.antecedent or 0)
    if _is_genitive(tree, clause.antecedent or 0):
        return None  # «رهبران آن را, که …»
    if tree.marker(clause.antecedent or 0) is not None and is_time(tree, clause.antecedent or 0):
        return clause  # «در سال‌هایی که …»
    spoken = form in word_class("what") and speaks(clause)
    if form not in word_class("clause-noun") and form not in word_class("saying-noun") and not spoken:
        return None
    if governor is None or not _marks_clause(tree, clause, governor):
        return clause
    if not agrees(tree, clause, governor, governor.subjects, ""):
        return clause
    return replace(clause, subjects=governor.subjects, borrowed="subject of advcl")


def _of_object(tree: Tree, clause: Clause, governor: Clause | None) -> Clause | None:
    """«شهرداری پلی را که سال‌ها پیش [ساخته بود] ویران کرد»: whoever did something to a thing did also what is said of
    it, where that verb has no other object.
    """
    form, noun = clause.predicate.form, clause.antecedent or 0
    state = form is not None and form.infinitive == COPULA  # «ساختمانی را که در حال [تعمیر بود] خرید»
    if governor is None or state or not _lacks_object(clause):
        return None
    marked = [one.head for one in governor.found if one.marker == RA and noun in tree.subtree(one.head)]
    word = tree.word(noun)
    thing = word.upos == "NOUN" and not tree.is_person(noun) and word.ner is None
    body = any(form in word_class("body-noun") for form in citations(word))
    return _of_governor(tree, clause, governor) if marked and thing and not body else None


def _of_many(tree: Tree, clause: Clause, governor: Clause | None) -> Clause:
    """«نمایندگان در نشستی که [برگزار کردند] گفتند …»: where the noun does not agree, those spoken of above do it."""
    form = clause.predicate.form
    several = form is not None and form.finite and (form.person, form.number) == (3, "Plur")
    if governor is None or not several or not _lacks_object(clause):
        return clause
    return _of_governor(tree, clause, governor) or clause


def _lacks_object(clause: Clause) -> bool:
    """Whether an act that is done to an object has none in its own clause."""
    frame = clause.predicate.frame
    acts = frame is not None and frame.kind == "act" and frame.targets[:1] == (RA,) and not clause.predicate.passive
    return acts and not any(one.is_object for one in clause.found)


def _of_governor(tree: Tree, clause: Clause, governor: Clause) -> Clause | None:
    """The clause with the subject of the one above it, None when there is none that agrees."""
    if not governor.subjects or not agrees(tree, clause, governor, governor.subjects, "subject of acl"):
        return None
    return replace(clause, subjects=governor.subjects, borrowed="subject of the clause above")


def _marks_clause(tree: Tree, clause: Clause, governor: Clause) -> bool:
    """Whether the noun of «بدون آنکه …», «به جای آنکه …» is a complement of the clause above, and no clause itself."""
    noun = tree.word(clause.antecedent or 0)
    return any(noun.id == one.head for one in governor.found) and not tree.dependents(noun.id, "cop")


def is_resumed(tree: Tree, clause: Clause) -> bool:
    """«تماسی گرفت که [آن را] مفید خواند»: a thing that a pronoun stands for as object is no subject as well."""
    frame = clause.predicate.frame
    targets = (c for c in clause.found if c.is_object or (frame is not None and c.marker in frame.targets))
    resumed = any(tree.fold(c.head) in word_class("resumptive-thing") for c in targets)
    return resumed and not tree.is_person(clause.antecedent or 0)


def _from_antecedent(tree: Tree, clause: Clause) -> Clause:
    """The noun a relative clause modifies is its subject, unless the verb clashes with it."""
    assert clause.antecedent is not None
    form = clause.predicate.form
    if form is not None and form.finite and form.person not in (None, _person(tree, clause.antecedent)):
        return clause
    several = form is not None and form.number == "Plur"
    antecedent = _whose_kind(tree, clause.antecedent, several) or clause.antecedent
    if form is not None and form.finite and several:
        nouns = (*_bearers(tree, antecedent), *_ending(tree, antecedent, clause.predicate.head))
        plural = next((one for one in nouns if may_be_plural(tree, one)), None) or _crowd(tree, antecedent)
        if plural is None:
            return clause
        antecedent = plural
    whole = mentions(tree, _first_of_pair(tree, antecedent) if several else antecedent)
    if form is not None and form.number == "Sing":
        whole = whole[:1]
    return replace(clause, subjects=whole, borrowed=ANTECEDENT)


def _whose_kind(tree: Tree, noun: int, several: bool) -> int | None:
    """«[هند] یکی از کشورهایی است که …», «[عاملان] از مجرمانی بودند که …»: who is said to be one or some of them."""
    word = tree.word(noun)
    one = tree.word(word.head) if word.deprel == "nmod" and word.head and not several else word
    if tree.marker(noun) != OF or (one is not word and tree.fold(one.id) not in word_class("one-of")):
        return None
    if not tree.dependents(one.id, "cop"):
        return None
    subjects = (child for child in tree.dependents(one.id, "nsubj") if child.upos in ("NOUN", "PROPN"))
    subjects = (child for child in subjects if one is not word or tree.is_person(child.id))
    return next((child.id for child in subjects if is_plural(tree, child.id) == several), None)


def _first_of_pair(tree: Tree, noun: int) -> int:
    """«[شهرها] و روستاهایی که …»: a bare plural before the one with the ending that «که» calls for is meant as well."""
    word = tree.word(noun)
    first = tree.word(word.head) if word.deprel == "conj" and word.head else word
    joined = first.id == noun - 2 and first.upos == "NOUN" and first.feat("Number") == "Plur"
    ends = tree.fold(noun).endswith(tuple(word_class("indefinite-plural-ending")))
    return first.id if joined and ends else noun


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
