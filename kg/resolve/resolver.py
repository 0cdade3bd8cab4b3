"""From mentions to entities: known names, composed phrases, what an article said before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from kg.model import Action, Argument, Article, Entity, Mention, Triple
from kg.persian.frames import Frames, load_frames
from kg.persian.letters import YEH, fold
from kg.persian.lexicon import word_class
from kg.persian.spelling import words
from kg.resolve.actions import concept
from kg.resolve.adverbs import without_adverbs
from kg.resolve.composer import Composer, Phrase, admitting, understood
from kg.resolve.discourse import Discourse
from kg.resolve.falling import CONFLICT, acting, fallen_on, quad_of
from kg.resolve.phrases import (
    BEARING,
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
_LONG = 6
_NAME = range(2, 5)
Span = tuple[int, int, bool]


class Part(NamedTuple):
    """A mention and its part in a triple: `says` if it speaks or is spoken to, `voice` whose words it is in."""

    mention: Mention
    acts: bool
    role: str = ""
    says: bool = False
    voice: str | None = None


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
        triples = list(without_adverbs(triples))
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
        voice = triple.source.text if triple.source is not None else None
        if triple.actor is not None and triple.actor.text:
            yield Part(triple.actor, True, says=says, voice=voice)
        if triple.target is not None:
            told = set(words(triple.target.marker or "")) & head_kinds()["told"]
            yield Part(triple.target, False, says=says and bool(told), voice=voice)
        if triple.source is not None:
            yield Part(triple.source, True, says=True)
        for argument in triple.arguments:
            yield Part(argument.mention, False, argument.role, voice=voice)

    def _linked(self, part: Part, reading: Reading) -> Mention:
        """The mention with its entity; «وی» becomes the person who acted or spoke last, words and all."""
        one, discourse = part.mention, reading.discourse
        tokens, kinds = words(one.text), head_kinds()
        whole = " ".join(tokens)
        if whole in kinds["pronoun-person"]:
            people = discourse.people(one.start)
            reading.others[one.start, one.end] = people
            if people:
                return people[-1]
        if part.acts and whole in kinds["pronoun-plural"]:
            several = [other for other in discourse.several(one.start) if one.sentence - other.sentence <= 1]
            if several:
                return several[-1]
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
        tokens = self._untitled(words(label))
        addressed = len(tokens) < len(words(label))
        if addressed:
            label = surface(label, tokens)
        word = discourse.word(one)
        phrase = Phrase(tokens, label, one, part.acts, part.role, part.says, word, addressed, part.voice)
        return self._known(phrase, discourse, titled) or reading.composer.composed(phrase)

    def _untitled(self, tokens: tuple[str, ...]) -> tuple[str, ...]:
        """The words behind the titles; of «سرهنگ بازنشستهٔ آمریکایی» the rank is the noun, and nothing is a name."""
        name = tuple(untitled(tokens))
        if name == tokens:
            return tokens
        last = next((match for match in self.registry.matches(name) if match.last == len(name)), None)
        if last is None or not _is_country(last.entity) or set(name) & head_kinds()["person"]:
            return name
        return tokens

    def _without_abuse(self, label: str) -> str:
        """A phrase without what only abuses a country: «رئیس‌جمهور آمریکای جنایتکار» -> «رئیس‌جمهور آمریکا».

        Before the country it is left out behind a state's body: «ارتش متجاوز آمریکا» is its army.
        """
        left, parts, abuse = list[str](), label.split(), head_kinds()["abuse"]
        if abuse.isdisjoint(map(fold, parts)):
            return label
        for at, part in enumerate(parts):
            land = self._land(left[-1]) if left and fold(part) in abuse else None
            if land is not None:
                left[-1] = land
            elif not (fold(part) in abuse and self._is_body_of(left[-1:], parts[at + 1 : at + 2])):
                left.append(part)
        return " ".join(left)

    def _land(self, part: str) -> str | None:
        """«آمریکا» of «آمریکای», None for what is no country."""
        stems = (part, part.removesuffix(YEH))
        return next((stem for stem in stems if _is_country(self.registry.exact(words(stem)))), None)

    def _is_body_of(self, before: Sequence[str], behind: Sequence[str]) -> bool:
        state = [part for part in before if fold(part) in head_kinds()["state"] | head_kinds()["demonstrative-country"]]
        return bool(state and behind and self._land(behind[0]))

    def _known(self, phrase: Phrase, discourse: Discourse, titled: Entity | None) -> Entity | None:
        """An entity whose name is the whole phrase: as the article introduced it, else as the tables know it."""
        tokens = phrase.tokens
        if (short := discourse.short.get(name_key(tokens))) is not None:
            return short
        admits = admitting(discourse, phrase)
        if phrase.role == "place" and (place := self.registry.place(tokens)) is not None:
            return place if self.registry.exact(tokens, admits) else None
        if len(tokens) > 1 and tokens[0] in head_kinds()["whole-of"]:
            tokens = tokens[1:]
        known = self.registry.exact(tokens, admits) or self._settlement(tokens)
        if known is None or (known.kind == "person" and len(tokens) == 1):
            known = discourse.persons.get(name_key(tokens), titled or known)
        return known or _typo(tokens, self.registry)

    def _settlement(self, tokens: Sequence[str]) -> Entity | None:
        """«شهر اهواز», «استان‌های خوزستان»: the place behind the noun that says what it is."""
        heads = head_kinds()["settlement"]
        fronts = (n for n in (2, 1) if n < len(tokens) and " ".join(tokens[:n]) in heads)
        return next((found for n in fronts if (found := self.registry.place(tokens[n:]))), None)

    def _remember(self, one: Mention, discourse: Discourse) -> None:
        """Later names: who is named, and «پوتین», said before with his office, by the surname alone."""
        entity = one.entity
        if entity is None:
            return
        discourse.note(entity, one.start, one.sentence)
        name = words(entity.label)
        if entity.kind in ("institution", "organisation"):
            discourse.headed(head_of(name)[0], entity)
        if entity.kind == "person" and len(name) in _NAME and is_plain(name):
            discourse.persons |= {name_key(name[at:]): entity for at in range(1, len(name))}

    def _fill(self, triple: Triple, reading: Reading, day: str | None) -> Triple:
        def linked(one: Mention, acts: bool = False) -> Mention:
            return _marked(reading.linked[one.start, one.end, acts], one.marker)

        actor = linked(triple.actor, True) if triple.actor and triple.actor.text else None
        target = linked(triple.target) if triple.target else None
        source = linked(triple.source, True) if triple.source else None
        frame, settled = self.frames.get(triple.action.lemma), reading.possession.settled

        def beside(one: Mention) -> Mention:  # «کریمی با [او] پل ساخت»: with somebody else
            return self._somebody_else(one, actor, reading) or linked(one)

        if actor is not None and triple.actor is not None:
            told = reading.settled.get((triple.actor.start, triple.actor.end), actor)
            actor = settled(_marked(told, triple.actor.marker), actor, source)
        if target is not None and triple.target is not None:
            conflict = quad_of(frame) == CONFLICT
            apart = self._apart(target, triple.target, actor, reading, conflict)
            target = settled(apart, actor, source, apart=conflict)
        land, we = self._land_of(source), word_class("subject-pronoun-1-plural")
        if land is not None and triple.actor is not None and (actor is None or fold(actor.text) in we):
            actor = replace(triple.actor, entity=land)
        if land is not None and target is not None and fold(target.text) in we:
            target = replace(target, entity=land)
        arguments = tuple(Argument(a.role, beside(a.mention), time_value(a, day)) for a in triple.arguments)
        if target is not None:
            target = fallen_on(target, arguments, frame, reading.composer)
        return replace(
            triple,
            actor=acting(actor, frame, reading.composer) if actor else None,
            target=target,
            source=source,
            arguments=tuple(replace(a, mention=settled(a.mention, actor, source)) for a in arguments),
            action=self.action(triple.action),
        )

    def _land_of(self, speaker: Mention | None) -> Entity | None:
        """The country or body that «ما» said by somebody means: whom he stands for, None where nobody knows."""
        entity = speaker.entity if speaker is not None else None
        if entity is None or entity.principal is None:
            return None
        return self.registry.by_iri(entity.relations.get("principal", entity.iri))

    def _apart(
        self, target: Mention, said: Mention, actor: Mention | None, reading: Reading, conflict: bool
    ) -> Mention:
        """Nobody receives himself or visits his own country: «او» and «این کشور» are then the one named before.

        Nor does anybody attack «مواضع این کشور» that is his own.
        """
        if actor is None or actor.entity is None or target.entity is None:
            return target
        if (other_person := self._somebody_else(said, actor, reading)) is not None:
            return other_person
        tokens = words(said.text)
        known = self.registry.by_iri(target.entity.iri) is not None and len(tokens) > 1
        kinds = head_kinds()
        pointed = known and tokens[0] in kinds["demonstrative"]
        last = " ".join(tokens[-2:-1]) in kinds["demonstrative"] and tokens[-1] in kinds["demonstrative-country"]
        inside = conflict and len(tokens) > 2 and last
        if not (pointed or inside) or target.entity.principal != actor.entity.principal:
            return target
        named = reading.discourse.called(tokens[1] if pointed else tokens[-1], said.start)
        other = next((one for one in named if one.principal != actor.entity.principal), None)
        if other is None:
            return target
        entity = other if pointed else understood(said.text, other, head_of(tokens)[1], self.registry)
        return replace(target, entity=entity)

    def _somebody_else(self, said: Mention, actor: Mention | None, reading: Reading) -> Mention | None:
        """Whom «او» means besides the actor, itself where the article named nobody else; None for what is no «او»."""
        others = reading.others.get((said.start, said.end))
        if not others or actor is None or actor.entity is None:
            return None
        apart = [one for one in others if one.entity and one.entity.iri != actor.entity.iri]
        if apart:
            reading.settled[said.start, said.end] = apart[-1]
            return replace(apart[-1], marker=said.marker)
        return replace(said, entity=reading.composer.composed(Phrase(words(said.text), said.text, said, acts=False)))

    def _each(self, triple: Triple, reading: Reading) -> Iterator[Triple]:
        """One triple for each of «دو طرف»; «دو طرف مذاکره کردند» is the one with the other."""
        actors = self._both(triple.actor, reading)
        targets = self._both(_other_party(triple, reading.discourse), reading)
        frame = self.frames.get(triple.action.lemma)
        if len(actors) == 2 and triple.target is None and frame is not None and frame.symmetric:
            yield replace(triple, actor=actors[0], target=actors[1])
            return
        if len(actors) == len(targets) == 1 and actors[0] is triple.actor and targets[0] is triple.target:
            yield triple
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
        if not front:
            return [replace(one, entity=party) for party in parties]
        label = surface(one.text, front)
        return [replace(one, entity=understood(label, party, kind, self.registry)) for party in parties]


def _marked(one: Mention, marker: str | None) -> Mention:
    return one if one.marker == marker else replace(one, marker=marker)


def _other_party(triple: Triple, discourse: Discourse) -> Mention | None:
    """The target; «آن‌ها» are those with whom the actor had to do just before."""
    target, actor = triple.target, triple.actor
    if target is None or actor is None or actor.entity is None:
        return target
    resolved = target.entity is not None and target.entity.principal is not None
    if resolved or " ".join(words(target.text)) not in head_kinds()["pronoun-plural"]:
        return target
    other = discourse.other(actor.entity, target.start)
    return replace(target, entity=other) if other else target


def _is_country(entity: Entity | None) -> bool:
    return entity is not None and entity.kind == "country"


def _same(one: Mention | None, other: Mention | None) -> bool:
    return bool(one and other and one.entity and other.entity and one.entity.iri == other.entity.iri)


def _typo(tokens: Sequence[str], registry: Registry) -> Entity | None:
    """A long name with one doubled letter («متحدد»)."""
    if len(tokens) == 1:
        return None
    for at, token in enumerate(tokens):
        if len(token) < _LONG - 1:
            continue
        for cut in (cut for cut in range(1, len(token)) if token[cut] == token[cut - 1]):
            trial = [*tokens[:at], token[:cut] + token[cut + 1 :], *tokens[at + 1 :]]
            if found := registry.exact(trial):
                return found
    return None
