"""Event nouns: «حملهٔ X به Y», «محکومیت X», «درخواست X از Y» say a fact without a verb."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.clause import Clause, mentions
from kg.extract.complements import Complement
from kg.extract.predicates import Predicate, citations
from kg.extract.status import MODAL
from kg.extract.tree import Tree
from kg.model import Mention, Word
from kg.persian.frames import Frame, Frames
from kg.persian.lexicon import RA, marker_roles, word_class


@dataclass(frozen=True, slots=True)
class NominalEvent:
    """An event noun with whoever its genitive and prepositions name; `clause` is where it stands."""

    noun: Word
    frame: Frame
    actors: tuple[Mention, ...]
    targets: tuple[Mention, ...]
    governor: int | None
    negative: bool
    unreal: bool


def nominal_events(tree: Tree, clauses: Sequence[Clause], frames: Frames) -> list[NominalEvent]:
    """The event nouns of the sentence that name their actor."""
    taken = {member for clause in clauses for member in clause.predicate.members}
    found = []
    for word in tree.sentence.words:
        if word.upos != "NOUN" or word.id in taken or _in_preposition(tree, word):
            continue
        frame = next((f for form in citations(word) if (f := frames.nominal(form))), None)
        if frame is None or frame.genitive is None or frame.kind in MODAL:
            continue
        event = _event(tree, word, frame, clauses)
        if event.actors and event.targets:
            found.append(event)
    return found


def _in_preposition(tree: Tree, noun: Word) -> bool:
    """«با توجه به شرایط»: the noun is part of a compound preposition and names no event."""
    before = tree.marker(noun.id)
    behind = (tree.marker(child.id) for child in tree.dependents(noun.id) if child.id > noun.id)
    return before is not None and any(f"{before} {tree.fold(noun.id)} {marker}" in marker_roles() for marker in behind)


def _event(tree: Tree, noun: Word, frame: Frame, clauses: Sequence[Clause]) -> NominalEvent:
    genitive, marked = _participants(tree, noun)
    at = _clause_of(tree, noun, clauses)
    target = next((c for wanted in frame.targets for c in marked if c.marker == wanted and wanted != RA), None)
    agent = next((c for c in marked if marker_roles().get(c.marker or "") == "agent"), None)
    actors = mentions(tree, agent.head) if agent else ()
    targets = mentions(tree, target.head, target.marker) if target else ()
    if genitive is not None:
        as_actor = frame.genitive == "actor" or (frame.genitive == "either" and bool(targets))
        if as_actor:
            actors = actors or mentions(tree, genitive)
        elif not targets:
            targets = mentions(tree, genitive)
    if not actors and at is not None:
        actors = _controller(tree, noun, clauses[at])
    if at is not None:
        actors = tuple(one for actor in actors for one in _meant(tree, actor, clauses[at]))
    return NominalEvent(noun, frame, actors, targets, at, _denied(tree, noun), _unreal(tree, noun, clauses, at))


def _participants(tree: Tree, noun: Word) -> tuple[int | None, list[Complement]]:
    """The genitive of the noun, and its complements with prepositions."""
    genitive, marked = None, []
    for child in tree.dependents(noun.id, "nmod", "obl", "obl:arg", "flat:name", "obj"):
        marker = tree.marker(child.id)
        if marker is not None and child.id > noun.id:
            marked.append(Complement(child.id, marker, child.deprel))
        elif marker is None and child.id > noun.id and genitive is None and child.upos in ("NOUN", "PROPN", "PRON"):
            genitive = child.id
    return genitive, marked


def _clause_of(tree: Tree, noun: Word, clauses: Sequence[Clause]) -> int | None:
    owners = {member: at for at, clause in reversed(list(enumerate(clauses))) for member in clause.predicate.members}
    return next((owners[word.id] for word in tree.ancestors(noun.id) if word.id in owners), None)


def _controller(tree: Tree, noun: Word, clause: Clause) -> tuple[Mention, ...]:
    """«ضمن محکومیتِ …»: the noun in such a phrase of a clause is done by the clause's subject."""
    direct = noun.head in clause.predicate.members and not _asks(clause)
    if direct and tree.marker(noun.id) in word_class("event-sharing-marker") and not clause.predicate.passive:
        return clause.subjects
    return ()


def _asks(clause: Clause) -> bool:
    """«خواستار اقدام برای توقف حملات شد»: whoever asks for it does not do it."""
    return clause.predicate.frame is not None and clause.predicate.frame.kind == "ask"


def _meant(tree: Tree, one: Mention, clause: Clause) -> tuple[Mention, ...]:
    """«سفر خود» is the journey of the clause's subject; of nobody when it has none."""
    own = word_class("reflexive") | word_class("clitic-3")
    return clause.subjects if tree.fold(one.head) in own else (one,)


def _denied(tree: Tree, noun: Word) -> bool:
    above = tree.word(noun.head) if noun.head else None
    return above is not None and tree.fold(above.id) in word_class("negative-noun")


def _unreal(tree: Tree, noun: Word, clauses: Sequence[Clause], at: int | None) -> bool:
    if tree.marker(noun.id) in word_class("unreal-marker"):
        return True
    for above in tree.ancestors(noun.id):
        if tree.fold(above.id) in word_class("unreal-noun") or tree.marker(above.id) in word_class("unreal-marker"):
            return True
        if at is not None and above.id in clauses[at].predicate.members:
            break
    frame = clauses[at].predicate.frame if at is not None else None
    return frame is not None and frame.kind in ("ask", "intend", "promise", "threaten", "force", "allow")


def as_predicate(event: NominalEvent) -> Predicate:
    """The event noun as a predicate, for everything that reads clauses."""
    return Predicate(
        head=event.noun.id,
        members=frozenset({event.noun.id}),
        lemma=event.frame.lemma,
        frame=event.frame,
        voice="active",
        rule="event noun",
        kind="nominal",
        form=None,
        verb=None,
    )
