"""Event nouns: «حملهٔ X به Y», «محکومیت X», «درخواست X از Y» say a fact without a verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.clause import Clause, mentions
from kg.extract.complements import (
    Complement,
    answers,
    choose_target,
    complement_of,
    is_amount,
    is_means_of_saying,
    is_time,
)
from kg.extract.phrases import mention_of, phrase_words
from kg.extract.predicate import Predicate, citations, event_frame, is_cited_in, is_indefinite
from kg.extract.status import MODAL, achieves
from kg.extract.tree import Tree
from kg.model import Mention, Word
from kg.persian.frames import Frame, Frames, load_frames
from kg.persian.lexicon import COPULA, DO, OF, RA, TO, WITH, marker_roles, word_class


@dataclass(frozen=True, slots=True)
class NominalEvent:
    """An event noun with whoever its genitive and prepositions name; `governor` is the clause where it stands.

    `controlled`: it is what that clause says somebody begins, undertakes or intends, so it is denied and
    happens as the clause does.
    """

    noun: Word
    frame: Frame
    actors: tuple[Mention, ...]
    targets: tuple[Mention, ...]
    governor: int | None
    negative: bool
    unreal: bool
    rule: str = "event noun"
    source: Mention | None = None
    controlled: bool = False


def nominal_events(tree: Tree, clauses: Sequence[Clause], frames: Frames) -> list[NominalEvent]:
    """The event nouns of the sentence that name both actor and target."""
    nouns = (event for event in event_nouns(tree, clauses, frames) if event.actors and event.targets)
    return [*nouns, *_participles(tree, clauses, frames)]


def event_nouns(tree: Tree, clauses: Sequence[Clause], frames: Frames) -> Iterator[NominalEvent]:
    """All event nouns of the sentence, with or without participants."""
    taken = {member for clause in clauses for member in clause.predicate.members}
    for word in tree.sentence.words:
        if word.upos != "NOUN" or word.id in taken:
            continue
        frame = event_frame(word, frames)
        if frame is None or frame.genitive is None or frame.kind in MODAL or _in_preposition(tree, word):
            continue
        yield _event(tree, word, frame, clauses)


def _participles(tree: Tree, clauses: Sequence[Clause], frames: Frames) -> Iterator[NominalEvent]:
    """«مشکلات ایجادشده توسط سیل»: a passive participle that modifies a noun and names its agent."""
    for word in tree.related("amod", "acl"):
        modifies = 0 < word.head < word.id
        frame = _frame_of_participle(tree, word, frames) if modifies else None
        if frame is None:
            continue
        below = [child for top in (word.id, word.head) for child in tree.dependents(top, "obl", "obl:arg", "nmod")]
        agents = (complement_of(tree, child) for child in below if child.id > word.id)
        agent = next((c for c in agents if marker_roles().get(c.marker or "") == "agent"), None)
        if agent is not None:
            patient = mention_of(tree, phrase_words(tree, word.head)[0], word.id - 1, word.head)
            at = _clause_of(tree, word, clauses)
            actors = mentions(tree, agent.head, agent.marker)
            yield NominalEvent(word, frame, actors, (patient,), at, False, False, "participle with its agent")


def _frame_of_participle(tree: Tree, word: Word, frames: Frames) -> Frame | None:
    """«ایجادشده» -> the frame of «ایجاد کردن», None for another word or when nothing is done to an object."""
    form = tree.fold(word.id)
    stems = (form.removesuffix(ending).strip() for ending in word_class("participle-ending") if form.endswith(ending))
    frame = next((found for stem in stems if stem and (found := frames.get(f"{stem} {DO}"))), None)
    return frame if frame is not None and RA in frame.targets else None


def _in_preposition(tree: Tree, noun: Word) -> bool:
    """«با توجه به شرایط»: the noun is part of a compound preposition and names no event."""
    before = tree.marker(noun.id)
    if marker_roles().get(f"{before} {tree.fold(noun.id)}") == "source":
        return True  # «به گزارش روزنامه»
    behind = (tree.marker(child.id) for child in tree.dependents(noun.id) if child.id > noun.id)
    return before is not None and any(f"{before} {tree.fold(noun.id)} {marker}" in marker_roles() for marker in behind)


def _event(tree: Tree, noun: Word, frame: Frame, clauses: Sequence[Clause]) -> NominalEvent:
    actors, targets = _named(tree, noun, frame)
    at = _clause_of(tree, noun, clauses)
    if at is None:
        negative, unreal = _denied(tree, noun, None), _unreal(tree, noun, clauses, at)
        return NominalEvent(noun, frame, actors, targets, at, negative, unreal)
    clause = clauses[at]
    accused = _accused(tree, noun, clause) if not actors else ()
    actors = actors or accused
    controlled = not actors and _is_controlled(tree, noun, clause)
    if not actors:
        actors = clause.subjects if controlled else _controller(tree, noun, clause)
    actors = tuple(one for actor in actors for one in _meant(tree, actor, clause))
    urged = bool(accused) and _urges(clause)
    says = accused and not urged and not clause.predicate.passive
    source = next(iter(clause.subjects), None) if says or _is_reported(tree, noun, clause) else None
    negative = _denied(tree, noun, None if controlled else clause)
    unreal = _unreal(tree, noun, clauses, at) or urged
    return NominalEvent(noun, frame, actors, targets, at, negative, unreal, source=source, controlled=controlled)


def _named(tree: Tree, noun: Word, frame: Frame) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Who does it and to whom, as far as the noun's own phrase says so."""
    genitive, marked = _participants(tree, noun, frame)
    placed = [c for c in marked if c.marker != OF or not is_time(tree, c.head)]  # «بازگشت از [سال] ۱۳۹۷»
    target = next((c for wanted in frame.targets for c in placed if wanted != RA and answers(c, wanted)), None)
    agent = next((c for c in marked if marker_roles().get(c.marker or "") == "agent"), None)
    actors = mentions(tree, agent.head) if agent else ()
    targets = _not_beside(tree, mentions(tree, target.head, target.marker)) if target else ()
    between = next((c for c in marked if frame.symmetric and c.marker in word_class("between")), None)
    if between is not None and not actors:
        actors, targets = _parties(mentions(tree, between.head))
    if genitive is None:
        return actors, targets
    if frame.genitive == "target" and frame.targets[:1] == (RA,):
        return actors, _not_beside(tree, mentions(tree, genitive))  # «تزریق [دارو] به بیمار»
    as_actor = frame.genitive == "actor" or (frame.genitive == "either" and bool(targets))
    if as_actor and _may_act(tree, genitive, frame):
        return actors or mentions(tree, genitive), targets
    return actors, targets or _not_beside(tree, mentions(tree, genitive))


def _not_beside(tree: Tree, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The targets, without an event that is coordinated with this one («خروج وزیر از شهر و [استقبال مردم از او]»)."""
    frames = load_frames()
    if found and event_frame(tree.word(found[0].head), frames) is not None:
        return found
    events = (one for one in found[1:] if event_frame(tree.word(one.head), frames) is not None)
    done = [one for one in events if any(not tree.marker(child.id) for child in tree.dependents(one.head, "nmod"))]
    return tuple(one for one in found if one not in done)


def _parties(parties: tuple[Mention, ...]) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """«مذاکرات میان هند و پاکستان»: the first deals with the others; nobody, where only one is named."""
    return (parties[:1], parties[1:]) if len(parties) > 1 else ((), ())


def _may_act(tree: Tree, genitive: int, frame: Frame) -> bool:
    """«شلیک ارتش», «عبور موشک», but not «شلیک [موشک]», «حملات [شب] گذشته», «اعزام [صد] فروند»."""
    ammunition = RA in frame.targets and is_cited_in(tree.word(genitive), "ammunition")
    return not (ammunition or is_amount(tree, genitive) or is_time(tree, genitive))


def _participants(tree: Tree, noun: Word, frame: Frame) -> tuple[int | None, list[Complement]]:
    """The genitive of the noun, and its complements with prepositions."""
    marked = list[Complement]()
    genitive: int | None = None
    own = tree.dependents(noun.id, "nmod", "obl", "obl:arg", "flat:name", "obj")
    for child in (*own, *(_beside(tree, noun) if frame.symmetric else ())):
        marker = tree.marker(child.id)
        if frame.symmetric and marker == WITH and is_means_of_saying(tree, child.id):
            continue  # «در دیدار رئیس مجلس [با ابراز تأسف] گفت»
        if marker is not None and child.id > noun.id:
            marked.append(_marked(tree, child, marker))
        elif marker is None and child.id > noun.id and genitive is None and child.upos in ("NOUN", "PROPN", "PRON"):
            genitive = child.id
    return (None if is_indefinite(noun) else genitive), marked  # «سفری دوروزه» has no genitive


def _beside(tree: Tree, noun: Word) -> Iterator[Word]:
    """«دیدار وزیر [با همتای خود] برگزار شد»: a phrase right behind a meeting that takes place, hung from its verb."""
    if noun.deprel == "nsubj" and noun.head:
        behind = tree.subtree(noun.id)[-1] + 1
        siblings = tree.dependents(noun.head, "obl", "obl:arg")
        yield from (one for one in siblings if tree.marker(one.id) and tree.subtree(one.id)[0] == behind)


def _marked(tree: Tree, child: Word, marker: str) -> Complement:
    """«حضور در [شمال کشور]», «استناد به [گزارش روزنامه]» name where and what; «پیام به مناسبت نوروز» names neither.

    «را» behind such a phrase marks what the noun is part of («قصد [حمله به بندر] را دارد»).
    """
    whole = complement_of(tree, child)
    plain = whole.marker == RA or marker_roles().get(whole.marker or "") in ("place", "source")
    return Complement(child.id, marker, child.deprel) if plain else whole


def _clause_of(tree: Tree, noun: Word, clauses: Sequence[Clause]) -> int | None:
    owners = {member: at for at, clause in reversed(list(enumerate(clauses))) for member in clause.predicate.members}
    return next((owners[word.id] for word in tree.ancestors(noun.id) if word.id in owners), None)


def _controller(tree: Tree, noun: Word, clause: Clause) -> tuple[Mention, ...]:
    """«ضمن محکومیتِ …»: the noun in such a phrase of a clause is done by the clause's subject."""
    direct = noun.head in clause.predicate.members and not _asks(clause)
    meant = tree.marker(noun.id) in word_class("unreal-marker")
    if not meant and any(form in word_class("happening-noun") for form in citations(noun)):
        return ()  # «با پایان نشست …»: what ends is ended by nobody; «برای پایان جنگ …» by whoever wants it
    frame = clause.predicate.frame
    selected = frame is not None and tree.marker(noun.id) in frame.targets  # «با اجرای طرح مخالفت کرد»
    shares = direct and not selected and tree.marker(noun.id) in word_class("event-sharing-marker")
    if shares and not clause.predicate.passive:
        return clause.subjects
    return ()


def _is_controlled(tree: Tree, noun: Word, clause: Clause) -> bool:
    """«قصد حمله دارد», «شروع به رفع محاصره کرد»: what the clause is about."""
    genitive = noun.head == clause.predicate.noun and tree.marker(noun.id) is None and noun.deprel != "nsubj"
    selected = clause.predicate.frame.targets if clause.predicate.frame is not None else ()
    goal = noun.head in clause.predicate.members and tree.marker(noun.id) in (TO, *selected)
    return (genitive or goal) and (_is_modal(clause) or _undertakes(clause))


def _is_modal(clause: Clause) -> bool:
    """«قادر به حمله نیست», «حاضر به عقب‌نشینی نشد»: who may or will, does it."""
    return clause.predicate.frame is not None and clause.predicate.frame.kind == "intend"


def _undertakes(clause: Clause) -> bool:
    """«شروع به رفع محاصره کرد», «به بررسی پرونده پرداخت»: who begins it or sets about it, does it."""
    frame = clause.predicate.frame
    return clause.predicate.is_one_of("undertaking") or (frame is not None and frame.kind == "aspect")


def _accused(tree: Tree, noun: Word, clause: Clause) -> tuple[Mention, ...]:
    """«طالبان را به حمایت از گروه‌ها متهم کرد», «تهران را به حمله سوق داد»: who is accused of it or urged to it."""
    direct = noun.head in clause.predicate.members and tree.marker(noun.id) == TO
    if not direct or not (clause.predicate.is_one_of("accusing") or _urges(clause)):
        return ()
    if clause.predicate.passive:
        return clause.subjects
    accused = next((c for c in clause.found if c.is_object), None)
    return mentions(tree, accused.head) if accused else ()


def _is_reported(tree: Tree, noun: Word, clause: Clause) -> bool:
    """«خبرگزاری از [حملهٔ ارتش به شهر] خبر داد»: whether an event is what a clause says."""
    frame = clause.predicate.frame
    if frame is None or frame.kind != "say" or clause.predicate.passive:
        return False
    said = choose_target(clause.predicate, list(clause.found), tree)
    if said is None or said.marker != OF or event_frame(tree.word(said.head), load_frames()) is None:
        return False
    return noun.id in tree.subtree(said.head)


def _urges(clause: Clause) -> bool:
    """«تشویق کرد», «سوق داد»: whether its object is to do what its «به» names."""
    frame = clause.predicate.frame
    return frame is not None and frame.control == "target" and RA in frame.targets and not frame.lemma.endswith(COPULA)


def _asks(clause: Clause) -> bool:
    """«خواستار اقدام برای توقف حملات شد»: whoever asks for it does not do it."""
    return clause.predicate.frame is not None and clause.predicate.frame.kind == "ask"


def _meant(tree: Tree, one: Mention, clause: Clause) -> tuple[Mention, ...]:
    """«سفر خود» is the journey of the clause's subject; of nobody when it has none; «حضور[شان]» is none of ours."""
    own, form = word_class("reflexive") | word_class("clitic-3"), clause.predicate.form
    if tree.fold(one.head) not in own:
        return (one,)
    spoken = form is not None and form.person in (1, 2)
    here = [tree.word(subject.head) for subject in clause.subjects if tree.holds(subject)]
    happens = any(event_frame(word, load_frames()) is not None for word in here)  # «[دیدار] باعث شکایت[ش] شد»
    return () if (spoken or happens) and tree.fold(one.head) in word_class("clitic-3") else clause.subjects


def _denied(tree: Tree, noun: Word, clause: Clause | None) -> bool:
    """«عدم حمله», «بدون هماهنگی با ارتش», «حملهٔ دشمن به شهر مقدور نیست»."""
    if tree.marker(noun.id) in word_class("without"):
        return True
    above = tree.word(noun.head) if noun.head else None
    if above is not None and tree.fold(above.id) in word_class("negative-noun"):
        return True
    if clause is None or above is None or not _is_modal(clause) or above.id not in clause.predicate.members:
        return False
    return clause.predicate.form is not None and clause.predicate.form.negative


def _unreal(tree: Tree, noun: Word, clauses: Sequence[Clause], at: int | None) -> bool:
    if tree.marker(noun.id) in word_class("unreal-marker"):
        return True
    below = noun
    for above in tree.ancestors(noun.id):
        if below.deprel == "nsubj":
            break  # «[ورود وزیر] به منظور گفت‌وگو است»: what for, not whether
        below = above
        if tree.fold(above.id) in word_class("presupposing-noun"):
            return False  # «خواستار توقف حملات شد»: who wants them to stop says that there are some
        if tree.fold(above.id) in word_class("unreal-noun") or tree.marker(above.id) in word_class("unreal-marker"):
            return True
        if at is not None and above.id in clauses[at].predicate.members:
            break
    if at is None or (noun.deprel == "nsubj" and noun.head in clauses[at].predicate.members):
        return False
    frame = clauses[at].predicate.frame
    if frame is None or achieves(clauses[at]):
        return False
    meant = frame.kind in ("ask", "intend", "promise", "threaten", "force", "allow")
    return meant or clauses[at].predicate.is_one_of("preventing")


def as_predicate(event: NominalEvent) -> Predicate:
    """The event noun as a predicate, for everything that reads clauses."""
    return Predicate(
        head=event.noun.id,
        members=frozenset({event.noun.id}),
        lemma=event.frame.lemma,
        frame=event.frame,
        voice="active",
        rule=event.rule,
        kind="nominal",
        form=None,
        verb=None,
    )
