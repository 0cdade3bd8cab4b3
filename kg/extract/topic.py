"""A dropped subject is the subject of the sentence before: «ظریف وارد بغداد شد. با همتایش دیدار کرد.»"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extract.agreement import is_plural
from kg.extract.clause import Clause
from kg.extract.share import names_nobody
from kg.extract.tree import Tree
from kg.model import Mention

BORROWED = "subject of the sentence before"
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj")
_NO_DEED = ("copula", "happen", "aspect")


@dataclass(frozen=True, slots=True)
class Topic:
    """Who the last sentence was about, and whether a verb with that subject is plural."""

    subject: Mention
    plural: bool


def topic(tree: Tree, clauses: Sequence[Clause], before: Topic | None) -> Topic | None:
    """The one subject of a sentence's main clause, if it is a name or a person; None when nobody stands out."""
    main = _main(tree, clauses)
    if main is None or len(main.subjects) != 1 or main.predicate.passive:
        return None
    subject = main.subjects[0]
    if not tree.holds(subject):
        return before
    word = tree.word(subject.head)
    known = word.upos == "PROPN" or word.ner is not None or tree.is_person(word.id)
    return Topic(subject, is_plural(tree, subject.head)) if known else None


def continued(tree: Tree, clauses: list[Clause], before: Topic | None) -> list[Clause]:
    """The clauses, the main one with `before` as its subject when it has none and its verb agrees in number.

    Only where the whole sentence names no subject: what the parser did not find must not be made up.
    """
    main = _main(tree, clauses)
    if before is None or main is None or main.subjects or main.predicate.passive or main.predicate.verb is None:
        return clauses
    verb, frame = tree.word(main.predicate.verb), main.predicate.frame
    agrees = verb.feat("Person") == "3" and verb.feat("Number") == ("Plur" if before.plural else "Sing")
    free = not names_nobody(tree, main) and not _names_a_subject(tree, main)
    if not agrees or not free or frame is None or frame.kind in _NO_DEED:
        return clauses
    return [replace(one, subjects=(before.subject,), borrowed=BORROWED) if one is main else one for one in clauses]


def _names_a_subject(tree: Tree, main: Clause) -> bool:
    """Whether a subject stands anywhere in the sentence; of «افزود ایران …» only in what is said."""
    frame = main.predicate.frame
    said = {word.id for word in tree.sentence.words if word.deprel == "ccomp" and word.head in main.predicate.members}
    for word in tree.sentence.words:
        above = {one.id for one in tree.ancestors(word.id)}
        inside = frame is not None and frame.kind == "say" and bool(above & said)
        if word.deprel in _SUBJECTS and not inside:
            return True
    return False


def _main(tree: Tree, clauses: Sequence[Clause]) -> Clause | None:
    """The clause at the root of the sentence."""
    found = (one for one in clauses if one.governor is None and one.predicate.kind == "verbal")
    return next((one for one in found if tree.word(one.predicate.head).head == 0), None)
