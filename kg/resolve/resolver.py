"""From mentions to entities: known names, composed phrases, what an article said before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.model import Action, Argument, Article, Entity, Mention, Triple
from kg.persian.frames import Frames, load_frames, plover_quads
from kg.persian.letters import fold
from kg.persian.spelling import words
from kg.resolve.actions import concept
from kg.resolve.composer import Composer, Phrase, understood
from kg.resolve.discourse import Discourse
from kg.resolve.phrases import (
    BEARING,
    LINKING_YE,
    entity_iri,
    head_of,
    is_plain,
    named_part,
    opening,
    parties_of,
    surface,
)
from kg.resolve.possession import Possession
from kg.resolve.registry import Registry, head_kinds, load_registry, name_key, untitled
from kg.resolve.time import time_value

HOME = "IR"
CONFLICT = "material conflict"
FALLS = (CONFLICT, "material cooperation")
"""Quads of PLOVER whose act on a place falls on the country it is in."""
_LONG = 6
_NAME = range(2, 5)
Span = tuple[int, int, bool]


@dataclass(frozen=True, slots=True)
class Part:
    """A mention and the part it plays in its triple."""

    mention: Mention
    acts: bool
    role: str = ""
    says: bool = False


@dataclass
class Reading:
    """The mentions of one article as they are linked.

    `others` keeps who else a pronoun may be, `settled` who it is when its clause has told: who is asked by
    Trump is not Trump, and it is he who then does what he is asked for.
    """

    discourse: Discourse
    composer: Composer
    possession: Possession
    linked: dict[Span, Mention] = field(default_factory=dict)
    others: dict[tuple[int, int], list[Mention]] = field(default_factory=dict)
    settled: dict[tuple[int, int], Mention] = field(default_factory=dict)


class Resolver:
    """Links the mentions and actions of an article's triples, in order of the text.

    `home` is the key of the country that the press means by «کشورمان», None to leave it open.
    """

    def __init__(self, actors: Path | None = None, frames: Frames | None = None, home: str | None = HOME) -> None:
        self.registry = load_registry(actors)
        self.frames = frames or load_frames()
        self.home = home

    def resolve(self, article: Article, triples: Sequence[Triple]) -> list[Triple]:
        """The triples with `entity` of every mention and the concept of every action filled.

        A triple about «دو طرف» becomes one of each of them, or one of the one with the other.
        """
        discourse = Discourse(article, self.registry)
        composer = Composer(self.registry, self.frames, self.home, discourse)
        reading = Reading(discourse, composer, Possession(discourse))
        parts = {(p.mention.start, p.mention.end, p.acts): p for triple in triples for p in self._parts(triple)}
        for span, part in sorted(parts.items(), key=lambda pair: pair[0]):
            reading.linked[span] = self._linked(part, reading)
        full = [self._fill(triple, reading, article.date) for triple in triples]
        for triple in full:
            if triple.actor and triple.target and triple.actor.entity and triple.target.entity:
                discourse.acted(triple.actor.entity, triple.target.entity, triple.action.start, triple.sentence)
        return [one for triple in full for one in self._each(triple, reading)]

    def action(self, action: Action) -> Action:
        """The action with its concept: predicates of one English label share one concept."""
        return concept(action, self.frames)

    def _parts(self, triple: Triple) -> Iterator[Part]:
        """Every mention of a triple with its part; who acts or speaks is told apart."""
        frame = self.frames.get(triple.action.lemma)
        says = frame is not None and frame.kind == "say"
        if triple.actor is not None:
            yield Part(triple.actor, True, says=says)
        if triple.target is not None:
            yield Part(triple.target, False)
        if triple.source is not None:
            yield Part(triple.source, True, says=True)
        for argument in triple.arguments:
            yield Part(argument.mention, False, argument.role)

    def _linked(self, part: Part, reading: Reading) -> Mention:
        """The mention with its entity; «وی» becomes the person who acted or spoke last, words and all."""
        one, discourse = part.mention, reading.discourse
        tokens, kinds = words(one.text), head_kinds()
        if len(tokens) == 1 and tokens[0] in kinds["pronoun-person"]:
            people = discourse.people(one.start)
            reading.others[one.start, one.end] = people
            if people:
                return people[-1]
        entity = self._link(part, reading)
        if entity.kind == "thing" and (kind := discourse.names.kind(one, entity.iri)):
            entity = replace(entity, kind=kind)
        found = replace(one, entity=entity)
        self._remember(found, discourse)
        if part.acts:
            discourse.acting.append(found)
        return found

    def _link(self, part: Part, reading: Reading) -> Entity:
        one, discourse = part.mention, reading.discourse
        label = " ".join(opening(reading.possession.bare(one) or one.text).split())
        label = self._without_abuse(label)
        titled = self.registry.titled(words(named_part(label)))
        tokens = tuple(untitled(words(label)))
        if len(tokens) < len(words(label)):
            label = surface(label, tokens)
        phrase = Phrase(tokens, label, one, part.acts, part.role, part.says, discourse.word(one))
        return self._known(phrase, discourse, titled) or reading.composer.composed(phrase)

    def _without_abuse(self, label: str) -> str:
        """A phrase without what only abuses a country: «رئیس‌جمهور آمریکای جنایتکار» -> «رئیس‌جمهور آمریکا»."""
        left = list[str]()
        for part in label.split():
            land = None
            if left and fold(part) in head_kinds()["abuse"]:
                stems = (left[-1], left[-1].removesuffix(LINKING_YE))
                land = next((stem for stem in stems if _is_country(self.registry.exact(words(stem)))), None)
            if land is None:
                left.append(part)
            else:
                left[-1] = land
        return " ".join(left)

    def _known(self, phrase: Phrase, discourse: Discourse, titled: Entity | None) -> Entity | None:
        """An entity whose name is the whole phrase: as the article introduced it, else as the tables know it."""
        tokens = phrase.tokens
        if (short := discourse.short.get(name_key(tokens))) is not None:
            return short

        def admits(tokens: Sequence[str], match: object, doubt: object) -> bool:
            return discourse.admits(tokens, match, doubt, phrase.word, phrase.role, phrase.says, phrase.acts)  # type: ignore[arg-type]

        if phrase.role == "place" and (place := self.registry.place(tokens)) is not None:
            return place if self.registry.exact(tokens, admits) else None
        if len(tokens) > 1 and tokens[0] in head_kinds()["whole-of"]:
            tokens = tokens[1:]
        known = self.registry.exact(tokens, admits)
        if known is None or (known.kind == "person" and len(tokens) == 1):
            known = discourse.persons.get(name_key(tokens), titled or known)
        return known or _typo(tokens, self.registry)

    def _remember(self, one: Mention, discourse: Discourse) -> None:
        """Later names: who is named, and «پوتین», said before with his office, by the surname alone."""
        entity = one.entity
        if entity is None:
            return
        discourse.note(entity, one.start, one.sentence)
        name = words(entity.label)
        if entity.kind == "person" and len(name) in _NAME and is_plain(name):
            discourse.persons |= {name_key(name[at:]): entity for at in range(1, len(name))}

    def _fill(self, triple: Triple, reading: Reading, day: str | None) -> Triple:
        def linked(one: Mention, acts: bool = False) -> Mention:
            return replace(reading.linked[one.start, one.end, acts], marker=one.marker)

        actor = linked(triple.actor, True) if triple.actor else None
        target = linked(triple.target) if triple.target else None
        source = linked(triple.source, True) if triple.source else None
        settled = reading.possession.settled
        if actor is not None and triple.actor is not None:
            told = reading.settled.get((triple.actor.start, triple.actor.end), actor)
            actor = settled(replace(told, marker=triple.actor.marker), actor, source)
        if target is not None and triple.target is not None:
            target = settled(self._apart(target, triple.target, actor, reading), actor, source)
        arguments = tuple(Argument(a.role, linked(a.mention), time_value(a, day)) for a in triple.arguments)
        if target is not None:
            target = self._hit(_fallen_on(target, arguments, reading.composer), triple.action, reading.composer)
        return replace(
            triple,
            actor=_unplaced(actor) if actor else None,
            target=target,
            source=source,
            arguments=tuple(replace(a, mention=settled(a.mention, actor, source)) for a in arguments),
            action=self.action(triple.action),
        )

    def _hit(self, target: Mention, action: Action, composer: Composer) -> Mention:
        """Who bombs a city, or a village in a country, acts on the country; who travels there does not."""
        frame = self.frames.get(action.lemma)
        quad = plover_quads().get(frame.plover or "") if frame is not None else None
        entity = target.entity
        if quad == CONFLICT and entity is not None and entity.principal is None and entity.kind != "person":
            land = composer.where(words(target.text))
            return replace(target, entity=_falling_on(entity, land, composer)) if land else target
        return target if quad in FALLS else _unplaced(target)

    def _apart(self, target: Mention, said: Mention, actor: Mention | None, reading: Reading) -> Mention:
        """Nobody receives himself or visits his own country: «او» and «این کشور» are then the one named before."""
        if actor is None or actor.entity is None or target.entity is None:
            return target
        if others := reading.others.get((said.start, said.end)):
            apart = [one for one in others if one.entity and one.entity.iri != actor.entity.iri]
            if apart:
                reading.settled[said.start, said.end] = apart[-1]
            return replace(apart[-1], marker=said.marker) if apart else said
        tokens = words(said.text)
        known = self.registry.by_iri(target.entity.iri) is not None and len(tokens) > 1
        pointed = known and tokens[0] in head_kinds()["demonstrative"]
        if not pointed or target.entity.principal != actor.entity.principal:
            return target
        named = reading.discourse.called(tokens[1], said.start)
        return replace(target, entity=next((o for o in named if o.principal != actor.entity.principal), target.entity))

    def _each(self, triple: Triple, reading: Reading) -> Iterator[Triple]:
        """One triple for each of «دو طرف»; «دو طرف مذاکره کردند» is the one with the other."""
        actors = self._both(triple.actor, reading)
        targets = self._both(triple.target, reading)
        frame = self.frames.get(triple.action.lemma)
        if len(actors) == 2 and triple.target is None and frame is not None and frame.symmetric:
            yield replace(triple, actor=actors[0], target=actors[1])
            return
        for actor in actors:
            for target in targets:
                if len(targets) == 1 or not _same(actor, target):
                    yield replace(triple, actor=actor, target=target)

    def _both(self, one: Mention | None, reading: Reading) -> list[Mention | None]:
        """The mention for each of the two it means; once as it is when it means one or nobody knows whom."""
        found = parties_of(words(one.text)) if one is not None else None
        if one is None or found is None:
            return [one]
        front, noun = found
        parties = reading.discourse.parties(noun, one.start)
        kind = head_of(front)[1]
        if parties is None or (front and kind not in BEARING):
            return [one]
        label = surface(one.text, front) if front else ""
        return [replace(one, entity=understood(label, party, kind) if front else party) for party in parties]


def _unplaced(one: Mention) -> Mention:
    """A city or region as itself, standing for nobody; a capital's name has become its country before."""
    if one.entity is None or one.entity.point is None:
        return one
    return replace(one, entity=replace(one.entity, principal=None, relations={}))


def _is_country(entity: Entity | None) -> bool:
    return entity is not None and entity.kind == "country"


def _same(one: Mention | None, other: Mention | None) -> bool:
    return bool(one and other and one.entity and other.entity and one.entity.iri == other.entity.iri)


def _fallen_on(target: Mention, arguments: Sequence[Argument], composer: Composer) -> Mention:
    """«حملاتی را علیه مواضع سپاه انجام داد»: the act falls on whom its noun's preposition names."""
    entity = target.entity
    if entity is None or entity.principal is not None:
        return target
    head, kind = head_of(words(target.text))
    if kind != "deed" and not composer.is_event(head):
        return target
    against = head_kinds()["against"]
    hit = next((a.mention.entity for a in arguments if set(words(a.mention.marker or "")) & against), None)
    if hit is None or hit.principal is None:
        return target
    return replace(target, entity=_falling_on(entity, hit, composer))


def _falling_on(entity: Entity, hit: Entity, composer: Composer) -> Entity:
    """The thing hit, of this article alone: in another «حملاتی» fall on somebody else."""
    relations = {"principal": hit.relations.get("principal", hit.iri), "relatedTo": hit.iri}
    iri = entity_iri(words(entity.label), composer.discourse.article.id)
    return replace(entity, iri=iri, principal=hit.principal, relations=relations)


def _typo(tokens: Sequence[str], registry: Registry) -> Entity | None:
    """A long name with one doubled letter («متحدد»)."""
    for at, token in enumerate(tokens):
        if len(token) < _LONG - 1:
            continue
        for cut in range(1, len(token)):
            trial = [*tokens[:at], token[:cut] + token[cut + 1 :], *tokens[at + 1 :]]
            if len(tokens) > 1 and token[cut] == token[cut - 1] and (found := registry.exact(trial)):
                return found
    return None
