"""Whether a noun and a verb agree in person and number."""

from __future__ import annotations

from kg.extract.clause import Clause
from kg.extract.tree import Tree
from kg.model import Mention
from kg.persian.lexicon import word_class
from kg.persian.verbs import VerbForm


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


def may_be_plural(tree: Tree, head: int) -> bool:
    """Whether a noun is plural, or persons by its ending, whatever the tagger says («پناهجویانی»)."""
    ends = tree.fold(head).endswith
    persons = ends(tuple(word_class("person-plural-ending"))) and tree.is_person(head)
    return is_plural(tree, head) or persons or ends(tuple(word_class("indefinite-plural-ending")))


def agrees(tree: Tree, clause: Clause, governor: Clause, found: tuple[Mention, ...], how: str) -> bool:
    """Whether a clause may have the subjects `found` of another; `how` names the rule by which it would."""
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
    here = several and tree.holds(found[0])
    persons = here and (tree.is_person(found[0].head) or tree.fold(found[0].head) in word_class("collective"))
    return (persons and is_plural(tree, found[0].head)) or _same(mine, theirs)


def _same(one: VerbForm, other: VerbForm) -> bool:
    person = one.person is None or other.person is None or one.person == other.person
    number = one.number is None or other.number is None or one.number == other.number
    return person and number
