"""A clause: one predicate with its subject, its candidates for target, and what it hangs from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.complements import Complement, complements, subject_heads
from kg.extract.phrases import conjuncts, mention
from kg.extract.predicate import Predicate
from kg.extract.tree import Tree
from kg.model import Mention
from kg.persian.lexicon import word_class

CONTENT = frozenset({"ccomp", "xcomp", "csubj"})


@dataclass(frozen=True, slots=True)
class Clause:
    """One predicate in its sentence.

    `subjects` are the grammatical subjects, one mention a conjunct, empty while nobody is known;
    `borrowed` names the rule that found them elsewhere (None: they are the clause's own).
    `governor` is the position of the governing clause in the sentence's list, `link` how this clause
    hangs from it: content, conj, advcl, acl, nominal or other.  `antecedent` is the noun a relative
    clause modifies.
    """

    predicate: Predicate
    subjects: tuple[Mention, ...]
    found: tuple[Complement, ...]
    governor: int | None = None
    link: str = "other"
    antecedent: int | None = None
    borrowed: str | None = None
    source: Mention | None = None


def chain(clauses: Sequence[Clause], at: int) -> Iterator[int]:
    """The position of a clause and of those that govern it, upwards; each once, should they turn in a circle."""
    seen, here = set[int](), at
    while here not in seen:
        seen.add(here)
        yield here
        above = clauses[here].governor
        if above is None:
            return
        here = above


def contents(clause: Clause, clauses: Sequence[Clause]) -> Iterator[Clause]:
    """The content clauses that a clause governs."""
    below = (one for one in clauses if one.link == "content" and one.governor is not None)
    return (one for one in below if clauses[one.governor or 0] is clause)


def mentions(tree: Tree, head: int, marker: str | None = None) -> tuple[Mention, ...]:
    """One mention for each conjunct that is a fact of its own; none of «اینکه», which only opens a clause."""
    return tuple(mention(tree, number, marker) for number in conjuncts(tree, head) if not _opens_clause(tree, number))


def _opens_clause(tree: Tree, number: int) -> bool:
    """«اینکه», and «این» in «حکایت از این دارد که …»."""
    form, word = tree.fold(number), tree.word(number)
    points = word.upos == "PRON" and form in word_class("demonstrative")
    return form in word_class("clause-pronoun") or (points and bool(tree.dependents(number, "acl", "ccomp")))


def read_clauses(tree: Tree, predicates: list[Predicate]) -> list[Clause]:
    """The clauses of a sentence before anything is shared between them, in order of their heads."""
    owner = {member: at for at, p in reversed(list(enumerate(predicates))) for member in p.members}
    sharing = [predicate.members for predicate in predicates]
    clauses = []
    for at, predicate in enumerate(predicates):
        governor, link, antecedent = _hangs(tree, predicate, owner, sharing, at)
        heads = subject_heads(tree, predicate)
        clauses.append(
            Clause(
                predicate=predicate,
                subjects=mentions(tree, heads[0]) if heads else (),
                found=tuple(complements(tree, predicate)),
                governor=governor,
                link=link,
                antecedent=antecedent,
            )
        )
    return clauses


def _hangs(
    tree: Tree, predicate: Predicate, owner: dict[int, int], sharing: Sequence[frozenset[int]], me: int
) -> tuple[int | None, str, int | None]:
    top = tree.word(predicate.head)
    above = next((word for word in tree.ancestors(top.id) if owner.get(word.id, me) != me), None)
    if above is None:
        return None, "other", top.head if top.deprel == "acl" else None
    governor = owner[above.id]
    if top.id > above.id:  # «ادعا را تکرار و از تهران درخواست کرد …»: the last light noun governs what follows
        governor = max((at for at, members in enumerate(sharing) if above.id in members and at != me), default=governor)
    direct = top.head == above.id
    if (direct and top.deprel in CONTENT) or (direct and top.deprel == "acl"):
        return governor, "content", None
    if direct and top.deprel == "conj":
        return governor, "conj", None
    if top.deprel == "acl":
        return governor, "acl", top.head
    if predicate.kind == "nominal":
        return governor, "nominal", None
    return governor, top.deprel if top.deprel in ("advcl", "parataxis", "conj") else "other", None


def joint_before(tree: Tree, clause: Clause) -> int:
    """The conjunction that opens a clause («و», «اما»), 0 where none does."""
    head = clause.predicate.head
    return next((one.id for one in tree.dependents(head, "cc") if one.id < head), 0)


def speaks(clause: Clause) -> bool:
    """Whether a clause reports what follows: its subject need not be that of the content."""
    return clause.predicate.frame is not None and clause.predicate.frame.kind in ("say", "think")
