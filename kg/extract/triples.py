"""The way from clauses to triples of one sentence, and through the sentences of an article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract import adjacency, attributes, clausal, framed, light, marked, mend, objects, parting
from kg.extract.attribution import attribute
from kg.extract.clause import Clause, contents, mentions, read_clauses
from kg.extract.complements import Complement, choose_target, outside, role_of, says_nothing, selected
from kg.extract.confidence import confidence, features
from kg.extract.headline import Headline, headline
from kg.extract.lent import object_outside, target_mentions
from kg.extract.nominal import NominalEvent, as_predicate, nominal_events
from kg.extract.phrases import mention
from kg.extract.predicate import Predicate, event_frame, is_inchoative, is_infinitive
from kg.extract.predicates import find_predicates
from kg.extract.pronouns import antecedents
from kg.extract.repairs import repair
from kg.extract.roles import Role, roles
from kg.extract.share import CONTROLLED, share, wants
from kg.extract.status import MODAL, Reality, realities
from kg.extract.straight import run
from kg.extract.topic import Topic, continued
from kg.extract.topic import topic as topic_of
from kg.extract.tree import Tree
from kg.extract.voice import Voice, afterwards, is_alone
from kg.model import Action, Argument, Article, Mention, Sentence, Status, Triple
from kg.persian.frames import Frames, load_frames
from kg.persian.lexicon import COPULA, EZAFE, RA, SAYING, marker_roles, word_class

Participant = Mention | None
PASSES = (
    *adjacency.PASSES, *attributes.PASSES, *parting.PASSES, *clausal.PASSES, *mend.PASSES, *marked.PASSES,
    *light.PASSES, *framed.PASSES, *objects.PASSES,
)
"""What is put right in a tree before anything is read off it, in this order."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one sentence gave: its triples and what the next sentence may need of it."""

    triples: tuple[Triple, ...]
    voice: Voice | None = None
    topic: Topic | None = None


_NOTHING = Reading(())
"""What a paragraph has given when it begins."""


def extract(article: Article, frames: Frames | None = None) -> list[Triple]:
    """The triples of a parsed article in order of the text; mentions are not resolved yet."""
    frames = frames or load_frames()
    return [triple for _, reading in readings(article, frames) for triple in reading.triples]


def readings(article: Article, frames: Frames) -> Iterator[tuple[Reading, Reading]]:
    """Of each sentence, what the paragraph had given when it began, and what was read in it."""
    known = _NOTHING
    before: Sentence | None = None
    for sentence in article.sentences or ():
        if before is not None and "\n" in article.text[before.end : sentence.start]:
            known = _NOTHING
        reading = extract_sentence(sentence, frames, known)
        yield known, reading
        known, before = reading, sentence


def clauses_of(tree: Tree, frames: Frames, before: Reading = _NOTHING) -> list[Clause]:
    """The clauses of a sentence with their subjects and sources; `before` is what the paragraph gave so far."""
    clauses = continued(tree, repair(tree, read_clauses(tree, find_predicates(tree, frames))), before.topic)
    clauses = share(tree, clauses)
    return attribute(tree, clauses, before.voice)


def extract_sentence(sentence: Sentence, frames: Frames, before: Reading = _NOTHING) -> Reading:
    """The triples of one sentence; `before` is what the last sentence of the paragraph gave."""
    tree = run(PASSES, Tree(sentence))
    clauses = clauses_of(tree, frames, before)
    states = realities(tree, clauses)
    head = headline(tree)
    triples = list[Triple]()
    for clause, reality in zip(clauses, states, strict=True):
        triples.extend(_triples(tree, clause, reality, clauses))
    for event in nominal_events(tree, clauses, frames):
        state = states[event.governor] if event.controlled and event.governor is not None else None
        triples.extend(_event_triples(tree, event, clauses, head, state))
    triples = [*_headline_triple(tree, sentence, head, triples), *triples]
    for role in roles(tree, clauses):
        triples.append(_role_triple(tree, role, clauses, head))
    triples = [antecedents(tree, triple, clauses) for triple in triples]
    about = None if head else topic_of(tree, clauses, before.topic)
    spoken = Voice(head.speaker, "headline", is_alone(tree, head.speaker)) if head else None
    return Reading(tuple(_unique(triples)), spoken or afterwards(tree, clauses, before.voice), about)


def _unique(triples: list[Triple]) -> Iterator[Triple]:
    """In order of the text, without the second of two that say the same."""
    seen = set()
    for triple in sorted(triples, key=lambda one: (one.action.start, one.action.end)):
        key = (_span(triple.actor), triple.action.lemma, triple.action.start, _span(triple.target))
        if key not in seen:
            seen.add(key)
            yield triple


def _span(one: Participant) -> tuple[int, int] | None:
    return (one.start, one.end) if one else None


def _is_modal(clause: Clause, has_target: bool, clauses: list[Clause]) -> bool:
    """«قصد دارد برود», «می‌خواهد برود»: only the embedded action counts; «به جنگ ادامه داد» is one itself."""
    frame = clause.predicate.frame
    if frame is None or clause.predicate.kind != "verbal":
        return False
    content = any(contents(clause, clauses))
    if frame.kind in MODAL:
        return content or not has_target
    return wants(clause) and content and not has_target


def _aims_at_event(tree: Tree, clause: Clause, targets: tuple[Mention, ...]) -> bool:
    """«برای [آزادسازی گروگان‌ها] می‌کوشد»: what is tried is the event, which is a fact of its own."""
    here = [one for one in targets if tree.holds(one)]
    return clause.predicate.is_one_of("trying") and len(here) == len(targets) and all(
        event_frame(tree.word(one.head), load_frames()) is not None for one in here
    )


def _triples(tree: Tree, clause: Clause, reality: Reality, clauses: list[Clause]) -> Iterator[Triple]:
    pairs, rest, framed = _said(tree, clause, clauses)
    for actor, target in pairs:
        if unsaid(clause, actor, target) is None:
            yield _triple(tree, clause, _excepted(tree, reality, target), actor, target, rest, framed)


def _excepted(tree: Tree, reality: Reality, target: Participant) -> Reality:
    """«قطعات را حمل می‌کرد، نه [سلاح]»: what is listed with «نه» is what it was not done to."""
    if target is None or not tree.holds(target) or tree.word(target.head).deprel not in ("conj", "parataxis"):
        return reality
    denied = any(tree.fold(one.id) in word_class("neither") for one in tree.dependents(target.head, "advmod", "cc"))
    alone = denied and sum(form in word_class("neither") for form in tree.folded) == 1
    return replace(reality, polarity="-") if alone else reality


def _said(
    tree: Tree, clause: Clause, clauses: list[Clause]
) -> tuple[list[tuple[Participant, Participant]], list[Complement], bool]:
    """Each actor and target of a clause, none when it says nothing of its own; the other complements; if framed."""
    if clause.predicate.frame is not None and clause.predicate.frame.kind == "copula":
        return [], [], False
    actors, targets, rest, framed = _participants(tree, clause, clauses)
    if not targets and _is_discussed(tree, clause):
        return [], [], False
    if _is_modal(clause, bool(targets) and not _aims_at_event(tree, clause, targets), clauses):
        return [], [], False
    return _pairs(tree, clause, actors, targets), rest, framed


def unsaid(clause: Clause, actor: Participant, target: Participant) -> str | None:
    """Why a pair of participants makes no triple, None when it makes one."""
    if clause.borrowed is not None and actor is not None and target is not None and actor.text == target.text:
        return "what it is done to is what it would be done by"
    if actor is None and (target is None or not clause.predicate.passive):
        return "nobody is known to do it"
    if clause.predicate.kind == "nominal" and target is None:
        return "an infinitive without an object"
    if clause.predicate.kind == "nominal" and is_inchoative(clause.predicate):
        return "an infinitive of becoming, which nobody does"
    return None


def silence(tree: Tree, clause: Clause, clauses: list[Clause]) -> str | None:
    """Why a clause gives no triple at all, None when it gives one."""
    pairs, _, _ = _said(tree, clause, clauses)
    reasons = [unsaid(clause, actor, target) for actor, target in pairs]
    if not pairs:
        return "a copula, modal or aspectual verb, or things under discussion: only what it governs counts"
    return None if None in reasons else reasons[0]


def _pairs(
    tree: Tree, clause: Clause, actors: tuple[Mention, ...], targets: tuple[Mention, ...]
) -> list[tuple[Participant, Participant]]:
    """Every actor with every target; the two subjects of a symmetric predicate with each other."""
    reciprocal = any(tree.holds(one) and tree.fold(one.head) in word_class("reciprocal") for one in targets)
    if len(actors) >= 2 and (reciprocal or (_is_mutual(clause) and not targets)):
        return [(actors[0], other) for other in actors[1:]]
    if reciprocal:
        return [(actor, None) for actor in actors]
    return [(actor, target) for actor in actors or (None,) for target in targets or (None,)]


def _participants(
    tree: Tree, clause: Clause, clauses: list[Clause]
) -> tuple[tuple[Mention, ...], tuple[Mention, ...], list[Complement], bool]:
    """Actors, targets, the complements left over, and whether the frame chose the target."""
    found = list(outside(tree, clause.found, clause.subjects))
    marked_agent = next((c for c in found if marker_roles().get(c.marker or "") == "agent"), None)
    if clause.predicate.passive or (marked_agent is not None and _befalls(clause, marked_agent)):
        agent = marked_agent or _agent_of_idiom(clause)
        actors = mentions(tree, agent.head, agent.marker) if agent else ()
        targets = clause.subjects
        marked = None if targets else selected(clause.predicate, found, tree)
        if marked is not None:
            targets = mentions(tree, marked.head, marked.marker)
        rest = [c for c in found if c not in (agent, marked)]
        return actors, targets, rest, True
    genitive = _infinitive_object(tree, clause)
    chosen = genitive or choose_target(clause.predicate, found, tree)
    frame = clause.predicate.frame
    if chosen is not None and frame is not None and _is_mutual(clause) and chosen.marker not in frame.targets:
        chosen = None
    direct = chosen is not None and (chosen.is_object or chosen.marker == EZAFE)
    indirect = chosen is not None and not direct and frame is not None and frame.targets[:1] == (RA,)
    if chosen is None or (indirect and genitive is None):
        outer = object_outside(tree, clause, chosen, clauses)
        if outer:
            return clause.subjects, outer, found, True
    targets = target_mentions(tree, clause, chosen, clauses) if chosen else _let(clause, clauses)
    framed = clause.predicate.frame is not None or chosen is None or chosen.is_object
    return clause.subjects, targets, [c for c in found if c is not chosen], framed


def _befalls(clause: Clause, agent: Complement) -> bool:
    """«توسط پلیس به دام افتاد»: what happens to the subject of a verb that is no passive by form."""
    frame = clause.predicate.frame
    done = agent.marker in word_class("doer-marker")
    return done and frame is not None and frame.kind == "happen" and bool(clause.subjects)


def _let(clause: Clause, clauses: list[Clause]) -> tuple[Mention, ...]:
    """«اجازه نداد [کاروان] وارد شهر شود»: who is let do it, the subject of what is allowed."""
    frame = clause.predicate.frame
    if frame is None or not (frame.kind == "allow" or clause.predicate.is_one_of("letting")):
        return ()
    below = (one for one in contents(clause, clauses) if one.borrowed is None)
    return next((one.subjects for one in below if one.subjects and not one.predicate.passive), ())


def _agent_of_idiom(clause: Clause) -> Complement | None:
    """«مورد حملهٔ ارتش قرار گرفت», «به تصویب مجلس رسید»: the genitive of the idiom's noun does it."""
    form = clause.predicate.form
    reached = form is not None and form.infinitive in word_class("reaching")
    if len(clause.predicate.lemma.split()) <= 2 and not reached:
        return None
    return next((c for c in clause.found if c.marker == EZAFE), None)


def _is_mutual(clause: Clause) -> bool:
    """«ایران و عراق مذاکره کردند»: the subjects are each other's partner, whatever they talked about."""
    frame = clause.predicate.frame
    return frame is not None and frame.symmetric and len(clause.subjects) >= 2


def _is_discussed(tree: Tree, clause: Clause) -> bool:
    """«متن و ضمیمه‌ها در حال بحث است»: things do not talk with each other, and who talks is not said."""
    frame, form = clause.predicate.frame, clause.predicate.form
    things = all(tree.holds(one) and tree.is_thing(one.head) for one in clause.subjects)
    if frame is None or not frame.symmetric or frame.lemma.endswith(COPULA) or not clause.subjects:
        return False
    return things and form is not None and form.infinitive == COPULA


def _infinitive_object(tree: Tree, clause: Clause) -> Complement | None:
    """The genitive of an infinitive is its object: «محکوم کردنِ حمله», «در حال محکوم کردنِ حمله است»."""
    infinitive = any(is_infinitive(tree.word(number)) for number in clause.predicate.members)
    if not infinitive or is_inchoative(clause.predicate):
        return None
    return next((c for c in clause.found if c.marker is None and c.relation in ("nmod", "obj")), None)


def _triple(
    tree: Tree,
    clause: Clause,
    reality: Reality,
    actor: Participant,
    target: Participant,
    rest: list[Complement],
    framed: bool,
) -> Triple:
    sentence = tree.sentence
    known = features(tree, clause, actor, target, framed)
    return Triple(
        doc=sentence.doc,
        sentence=sentence.index,
        text=sentence.text,
        actor=actor,
        action=_action(tree, clause),
        target=target,
        arguments=tuple(_argument(tree, c) for c in rest if not says_nothing(tree, c)),
        polarity=reality.polarity,
        status=reality.status,
        tense=reality.tense,
        modality=reality.modality,
        source=clause.source,
        kind=clause.predicate.kind,
        confidence=confidence(known),
        rule=clause.predicate.rule if clause.borrowed is None else f"{clause.predicate.rule}; {clause.borrowed}",
        features=known,
    )


def _argument(tree: Tree, complement: Complement) -> Argument:
    return Argument(role_of(tree, complement), mention(tree, complement.head, complement.marker))


def _action(tree: Tree, clause: Clause) -> Action:
    """The predicate's words; the span reaches from the first to the last of its own words."""
    predicate = clause.predicate
    own = sorted(predicate.members)
    carrier = predicate.verb or predicate.head
    near = [number for number in own if abs(number - carrier) <= 4]
    first, last = tree.word(near[0]), tree.word(near[-1])
    text = tree.sentence.text[first.start - tree.sentence.start : last.end - tree.sentence.start]
    return Action(text=text, start=first.start, end=last.end, head=carrier, lemma=predicate.lemma)


def _event_triples(
    tree: Tree, event: NominalEvent, clauses: list[Clause], head: Headline | None, state: Reality | None
) -> Iterator[Triple]:
    around = clauses[event.governor] if event.governor is not None else None
    source = event.source or _source(event, around, head)
    borrowed = CONTROLLED if event.controlled else None
    clause = Clause(as_predicate(event), event.actors, (), source=source, borrowed=borrowed)
    status: Status = "unreal" if event.unreal else state.status if state is not None else "actual"
    attributes = tree.dependents(event.noun.id, "amod")
    if status == "actual" and any(tree.fold(one.id) in word_class("to-come") for one in attributes):
        status = "future"  # «توافق آینده با چین»
    negative = event.negative != (state is not None and state.polarity == "-")
    reality = Reality("-" if negative else "+", status, None, None)
    for actor in event.actors or (None,):
        for target in event.targets or (None,):
            yield _triple(tree, clause, reality, actor, target, [], True)


def _role_triple(tree: Tree, role: Role, clauses: list[Clause], head: Headline | None) -> Triple:
    """The holder —be→ the office; a role has no modality of its own."""
    predicate = Predicate(
        head=role.carrier, members=frozenset({role.carrier}), lemma=COPULA, frame=None, voice="active",
        rule="office", kind="role", form=None, verb=role.carrier,
    )
    source = clauses[role.governor].source if role.governor is not None else _headline_source(head, role.carrier)
    clause = Clause(predicate, (role.holder,), (), source=source)
    reality = Reality("-" if role.negative else "+", "actual", None, None)
    return _triple(tree, clause, reality, role.holder, role.office, [], True)


def _headline_source(head: Headline | None, number: int) -> Mention | None:
    return head.speaker if head is not None and number > head.colon else None


def _source(event: NominalEvent, around: Clause | None, head: Headline | None) -> Mention | None:
    if head is not None:
        return _headline_source(head, event.noun.id)
    return around.source if around else None


def _headline_triple(
    tree: Tree, sentence: Sentence, head: Headline | None, others: list[Triple]
) -> Iterator[Triple]:
    """«X: …» says that X says so; «هشدار X به Y: …» has said already that X warns Y."""
    if head is None:
        return
    colon = tree.word(head.colon)
    if head.addressee is not None and any(
        _span(one.actor) == _span(head.speaker) and _span(one.target) == _span(head.addressee)
        and one.action.head < head.colon for one in others
    ):
        return
    yield Triple(
        doc=sentence.doc,
        sentence=sentence.index,
        text=sentence.text,
        actor=head.speaker,
        action=Action(text=sentence.text[colon.start - sentence.start : colon.end - sentence.start],
                      start=colon.start, end=colon.end, head=colon.id, lemma=SAYING),
        target=head.addressee,
        arguments=(),
        polarity="+",
        status="actual",
        tense=None,
        modality=None,
        source=None,
        kind="verbal",
        confidence=0.8,
        rule="headline speaker",
    )
