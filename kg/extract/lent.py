"""Objects that a clause has from elsewhere: the noun it modifies, or what the verb it is coordinated with has."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.antecedent import ANTECEDENT
from kg.extract.clause import Clause, contents, mentions
from kg.extract.complements import Complement, is_time
from kg.extract.share import CONTROLLED, wants
from kg.extract.status import MODAL
from kg.extract.tree import Tree
from kg.model import Mention
from kg.persian.lexicon import DO, EZAFE, IN, RA, word_class


def target_mentions(
    tree: Tree, clause: Clause, chosen: Complement, clauses: Sequence[Clause]
) -> tuple[Mention, ...]:
    """The target; in «جاده‌ای که شهرداری آن را بست» the pronoun stands for the noun that the clause modifies."""
    form, word = tree.fold(chosen.head), tree.word(chosen.head)
    clitic = chosen.is_object and form in word_class("clitic-3")  # «خبری که سانسورش می‌کنند»
    pronoun = word.upos == "PRON" and (clitic or form in word_class("resumptive"))
    own = clause.borrowed is None or (clause.borrowed == CONTROLLED and clause.link == "content")
    noun = modified(clause, clauses) if pronoun and own and not tree.dependents(word.id, "acl") else None
    return mentions(tree, chosen.head if noun is None else noun, chosen.marker)


def object_outside(
    tree: Tree, clause: Clause, chosen: Complement | None, clauses: Sequence[Clause]
) -> tuple[Mention, ...]:
    """The object that a clause lacks: the noun it modifies, or the object of the verb it is coordinated with."""
    antecedent = _relative_object(tree, clause, clauses)
    frame = clause.predicate.frame
    lacks = chosen is None and (frame is None or frame.kind == "act")
    if antecedent is not None and (lacks or not _is_predicative(tree, antecedent)):
        return mentions(tree, antecedent)
    if antecedent is None and chosen is None and (place := _place_outside(tree, clause)) is not None:
        return mentions(tree, place, IN)
    shared = _shared_object(tree, clause, clauses) or _genitive_beside(clause, clauses)
    return mentions(tree, shared.head, shared.marker) if shared is not None else ()


def _place_outside(tree: Tree, clause: Clause) -> int | None:
    """«[در نشستی] که وزیر حضور داشت»: where it is that a clause with «که» speaks of, if its verb selects «در»."""
    frame, noun = clause.predicate.frame, clause.antecedent
    if noun is None or frame is None or frame.targets[:1] != (IN,) or clause.borrowed is not None:
        return None
    return noun if clause.subjects and tree.marker(noun) == IN and not is_time(tree, noun) else None


def _is_predicative(tree: Tree, number: int) -> bool:
    """«اشتباه بود که به شهر شلیک کرد»: the clause is what was a mistake, not what happened to one."""
    word = tree.word(number)
    return any(tree.dependents(at, "cop") for at in (number, word.head if word.deprel == "conj" else number))


def _genitive_beside(clause: Clause, clauses: Sequence[Clause]) -> Complement | None:
    """«در حال پیگیری و بررسی [پرونده] است»: the genitive of the light noun behind is that of the one before as well."""
    mine = clause.predicate
    if mine.noun is None or mine.frame is None or RA not in mine.frame.targets or clause.found:
        return None
    behind = [one for one in clauses if one.predicate.verb == mine.verb and one.predicate.since == mine.noun]
    beside = (one for one in behind if one.predicate.noun == mine.noun + 2)
    return next((c for one in beside for c in one.found if c.marker == EZAFE), None)


def modified(clause: Clause, clauses: Sequence[Clause]) -> int | None:
    """The noun that a clause modifies, or the modal verb above it does («مبلغی که می‌خواهد [بپردازد]»).

    None when that noun is the subject.
    """
    seen = clause
    while seen.antecedent is None and seen.link == "content" and seen.governor is not None:
        seen = clauses[seen.governor]
        if not _is_modal(seen):
            return None
    # «کارهایی که قرار است [وزیر] انجام دهد»: nobody is due to do it but whoever does it
    free = seen is not clause and clause.borrowed is None and seen.predicate.is_one_of("impersonal")
    return None if seen.borrowed == ANTECEDENT and not free else seen.antecedent


def _is_modal(clause: Clause) -> bool:
    return wants(clause) or (clause.predicate.frame is not None and clause.predicate.frame.kind in MODAL)


def _shared_object(tree: Tree, clause: Clause, clauses: Sequence[Clause]) -> Complement | None:
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
    here = tree.holds(subject)
    pronouns = word_class("clitic-3") | word_class("resumptive")
    own = (one for one in tree.dependents(subject.head, "nmod") if one.upos == "PRON") if here else ()
    return tree.is_person(antecedent) and any(tree.fold(one.id) in pronouns for one in own)


def _relative_object(tree: Tree, clause: Clause, clauses: Sequence[Clause]) -> int | None:
    """The antecedent as object of a relative clause that has a subject of its own but lacks its object."""
    antecedent = modified(clause, clauses)
    if antecedent is None or (_is_modal(clause) and any(contents(clause, clauses))):
        return None
    if tree.fold(antecedent) in word_class("clause-noun") | word_class("saying-noun"):
        return None  # «در حالی که …», «این ادعا که …»: what the clause says, not what is done in it
    if any(_is_theirs(tree, one, antecedent) for one in clause.subjects):
        return None
    frame = clause.predicate.frame
    becomes = len(clause.predicate.lemma.split()) > 2  # «عمومیت پیدا کرد»
    light = clause.predicate.noun is not None and not becomes
    transitive = RA in frame.targets if frame is not None else light or clause.predicate.lemma == DO  # «کاری که کرد»
    has_object = any(complement.is_object for complement in clause.found)
    return antecedent if transitive and not has_object and not clause.predicate.passive else None
