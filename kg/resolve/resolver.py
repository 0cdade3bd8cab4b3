"""From mentions to entities: known names, composed phrases, what an article said before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

from kg.model import Action, Argument, Article, Entity, Mention, Triple
from kg.persian.frames import Frames, load_frames
from kg.persian.letters import fold
from kg.persian.lexicon import word_class
from kg.resolve.registry import BASE, Match, Registry, head_kinds, load_registry, words
from kg.resolve.time import time_value

ACTIONS = "https://w3id.org/kg-fa/act/"
HOME = "IR"
_LONG = 6
_NAME = 4
_BEARERS = ("person", "country", "organisation", "group")


@dataclass
class Discourse:
    """What the article has named so far: latest countries and organisations, full names by their parts.

    `pointed` keeps the countries named before each «این کشور»;
    `deeds` holds whose deed was named by a head noun («جنایات»), `person` who acted or spoke last.
    """

    countries: list[Entity] = field(default_factory=list)
    organisations: list[Entity] = field(default_factory=list)
    persons: dict[str, Entity] = field(default_factory=dict)
    deeds: dict[str, Entity] = field(default_factory=dict)
    person: Mention | None = None
    pointed: dict[tuple[int, int], tuple[Entity, ...]] = field(default_factory=dict)


class Resolver:
    """Links the mentions and actions of an article's triples, in order of the text.

    `home` is the key of the country that the press means by «کشورمان», None to leave it open.
    """

    def __init__(self, actors: Path | None = None, frames: Frames | None = None, home: str | None = HOME) -> None:
        self.registry = load_registry(actors)
        self.frames = frames or load_frames()
        self.home = home

    def resolve(self, article: Article, triples: Sequence[Triple]) -> list[Triple]:
        """The same triples with `entity` of every mention and the concept of every action filled."""
        seen: dict[tuple[int, int, bool], Mention] = {}
        discourse = Discourse()
        spans = {(m.start, m.end, acts): m for triple in triples for m, acts in _mentions(triple)}
        sentences = [(s.start, s.end, s.text) for s in article.sentences or ()]
        for (start, end, acts), one in sorted(spans.items(), key=lambda span: span[0]):
            self._read_until(start, sentences, discourse)
            seen[start, end, acts] = self._linked(one, acts, discourse)
        return [self._fill(triple, seen, discourse, article.date) for triple in triples]

    def _linked(self, one: Mention, acts: bool, discourse: Discourse) -> Mention:
        """The mention with its entity; «وی» becomes the person who acted or spoke last, words and all."""
        tokens, kinds = words(one.text), head_kinds()
        if discourse.person is not None and len(tokens) == 1 and tokens[0] in kinds["pronoun-person"]:
            return discourse.person
        if set(tokens[:1]) & kinds["demonstrative"] and set(tokens[1:2]) & kinds["demonstrative-country"]:
            discourse.pointed[one.start, one.end] = tuple(discourse.countries)
        found = replace(one, entity=self._link(one.text, acts, discourse))
        if acts and found.entity is not None and found.entity.kind == "person":
            discourse.person = found
        return found

    def _read_until(self, start: int, sentences: list[tuple[int, int, str]], discourse: Discourse) -> None:
        """Note the names of the text before a mention, so that «این کشور» finds the nearest."""
        while sentences and sentences[0][0] <= start:
            begin, end, text = sentences[0]
            upto = text[: max(0, start - begin)] if start < end else text
            for match in self.registry.matches(words(upto)):
                _note(match.entity, self.registry, discourse)
            if start < end:
                break
            sentences.pop(0)

    def _fill(
        self, triple: Triple, seen: dict[tuple[int, int, bool], Mention], discourse: Discourse, day: str | None
    ) -> Triple:
        def linked(one: Mention, acts: bool = False) -> Mention:
            return replace(seen[one.start, one.end, acts], marker=one.marker)

        actor = linked(triple.actor, True) if triple.actor else None
        target = linked(triple.target) if triple.target else None
        if actor and target and actor.entity and target.entity and set(words(target.text)) & head_kinds()["reflexive"]:
            target = replace(target, entity=_own(words(target.text), target.entity, actor.entity))
        if actor and target and actor.entity and (target.start, target.end) in discourse.pointed:
            target = replace(target, entity=_elsewhere(target, actor.entity, discourse))
        return replace(
            triple,
            actor=actor,
            target=target,
            source=linked(triple.source, True) if triple.source else None,
            arguments=tuple(Argument(a.role, linked(a.mention), time_value(a, day)) for a in triple.arguments),
            action=self.action(triple.action),
        )

    def action(self, action: Action) -> Action:
        """The action with its concept: predicates of one English label share one concept."""
        frame = self.frames.get(action.lemma)
        if frame is None:
            return replace(action, iri=ACTIONS + _slug(words(action.lemma)))
        iri = ACTIONS + quote(frame.en.lower().replace(" ", "-"), safe="-")
        return replace(
            action, label_en=frame.en, iri=iri, plover=frame.plover, mode=frame.mode, cameo=frame.cameo
        )

    def _link(self, text: str, acts: bool, discourse: Discourse) -> Entity:
        tokens = list(words(text))
        while len(tokens) > 1 and tokens[0] in head_kinds()["title"]:
            tokens = tokens[1:]
        known = self.registry.exact(tokens) or _typo(tokens, self.registry)
        if known is None and len(tokens) == 1:
            known = discourse.persons.get(tokens[0])
        entity = known or self._composed(tokens, text, acts, discourse)
        _note(entity, self.registry, discourse)
        _remember_person(tokens, entity, self.registry, discourse)
        return entity

    def _composed(self, tokens: list[str], text: str, acts: bool, discourse: Discourse) -> Entity:
        """A phrase built around a name; its own entity, standing for whoever bears its head."""
        kinds = head_kinds()
        head, kind = _head(tokens)
        bearer = self._bearer(tokens, head, kind, acts, discourse)
        label = " ".join(text.split())
        if bearer is None or bearer.principal is None:
            iri = BASE + _slug(tokens or words(label) or ("unnamed",))
            return Entity(iri, label, None, "person" if kind == "person" else "thing")
        if kind == "deed":
            discourse.deeds[head] = bearer
        named = next((match for match in self.registry.matches(tokens) if match.entity == bearer), None)
        if named is None:
            return _understood(label, bearer, kind)
        if bearer.kind == "person" and (named.first == 0 or named.last == len(tokens)) and kind in (None, "person"):
            return bearer
        if name := _name_before_office(tokens, named.first):
            return _standing_for(bearer, BASE + _slug(name), _surface(label, len(name)), "person")
        own = [token for token in tokens[: named.first] if token not in kinds["filler"]]
        iri = BASE + _slug([*own, *words(bearer.label), *tokens[named.last :]])
        return _standing_for(bearer, iri, label, kind)

    def _bearer(
        self, tokens: list[str], head: str, kind: str | None, acts: bool, discourse: Discourse
    ) -> Entity | None:
        """Whose the head is: the first name of the genitive chain, before any preposition cuts it.

        Events stand for nobody («سفر وزیر ایران», «جنگ ایران»); as a target they fall on whom their
        preposition names («روابط با ترکیه», «حمله به ایران»).
        """
        kinds = head_kinds()
        reach = next((at for at, token in enumerate(tokens) if at and token in kinds["cut"]), len(tokens))
        found = [match for match in self.registry.matches(tokens) if match.entity.principal]
        inside = [match for match in found if match.first < reach]
        if inside and inside[0].first == 0 and inside[0].entity.kind in _BEARERS:
            return inside[0].entity
        if head in kinds["medium"]:
            return None
        event = head in kinds["event"] or (kind is None and self._is_event(head))
        if (event or kind == "deed") and not inside and not acts:
            return self._fallen_on(tokens[reach:], found, reach)
        if event or (kind is None and not acts and not set(tokens[:reach]) & kinds["person"]):
            return None
        if kind in ("person", "body") and (titled := [m for m in inside if m.entity.kind == "person"]):
            return titled[0].entity
        if inside:
            return inside[0].entity
        return _demonstrated(tokens[:reach], head, kind, discourse) or self._unnamed(tokens, discourse)

    def _fallen_on(self, behind: list[str], found: list[Match], reach: int) -> Entity | None:
        """«حمله به ایران», «جلسه با اعضای ناتو»: the name right behind the preposition."""
        kinds = head_kinds()
        bearing = kinds["members"] | kinds["people"] | kinds["body"] | kinds["person"]
        first = next((at for at, token in enumerate(behind) if at and token not in bearing), None)
        return next((match.entity for match in found if first is not None and match.first == reach + first), None)

    def _is_event(self, head: str) -> bool:
        frame = self.frames.nominal(head)
        return frame is not None and frame.genitive is not None

    def _unnamed(self, tokens: list[str], discourse: Discourse) -> Entity | None:
        """«رئیس‌جمهور کشورمان», «دولت»: the press's own country, for a bare office the latest one named.

        «معاون رئیس‌جمهور» is of the country of the office that ends the phrase.
        """
        pairs = set(map(" ".join, pairwise(tokens)))
        home = self.registry.by_key(self.home) if self.home else None
        if set(tokens) & head_kinds()["ours"] or pairs & head_kinds()["our"]:
            return home
        office = tokens[0] in head_kinds()["person"] if tokens else False
        ends = [" ".join(tokens[at:]) for at in range(len(tokens) if office else 1)]
        if set(ends) & head_kinds()["state"]:
            return discourse.countries[-1] if discourse.countries else home
        return None


def _standing_for(bearer: Entity, iri: str, label: str, kind: str | None) -> Entity:
    """An entity of its own that acts for `bearer`."""
    shown = {"person": "person", "body": "institution", "people": "group", "members": "group"}.get(kind or "", "thing")
    relations = {"principal": bearer.relations.get("principal", bearer.iri), "represents": bearer.iri}
    return Entity(iri, label, None, shown, bearer.principal, None, relations)


def _head(tokens: Sequence[str]) -> tuple[str, str | None]:
    """The head word behind determiners, of two tokens where a ZWNJ parts it, and its kind (None: unknown)."""
    kinds = head_kinds()
    at = next((at for at, token in enumerate(tokens) if token not in kinds["determiner"]), 0)
    for head in (" ".join(tokens[at : at + 2]), "".join(tokens[at : at + 1])):
        for kind in ("person", "body", "people", "members", "deed"):
            if head in kinds[kind]:
                return head, kind
    return "".join(tokens[at : at + 1]), None


def _name_before_office(tokens: Sequence[str], until: int) -> Sequence[str]:
    """«دیمیتری مدودیف رئیس‌جمهور روسیه»: the name in front of the office; empty when there is none."""
    kinds = head_kinds()
    at = next((at for at, token in enumerate(tokens[:until]) if token in kinds["person"]), 0)
    plain = kinds["body"] | kinds["people"] | kinds["members"] | kinds["deed"] | kinds["event"] | kinds["determiner"]
    return tokens[:at] if 1 < at <= _NAME and not plain & set(tokens[:at]) else ()


def _surface(label: str, count: int) -> str:
    """The first words of a label that fold to `count` tokens, closing marks left out."""
    kept = list[str]()
    for word in label.split():
        if sum(len(words(one)) for one in kept) >= count:
            break
        kept.append(word)
    return " ".join(kept).strip("«»\"',،؛()")


def _understood(label: str, bearer: Entity, kind: str | None) -> Entity:
    """«دولت» or «دولت این کشور», said of Iran, is the one entity «دولت ایران»; «این کشور» is Iran itself."""
    kinds = head_kinds()
    left = list[str | None]()
    for word in label.split():
        if fold(word) in kinds["demonstrative-country"] | kinds["demonstrative-organisation"] and left[-1:] == [None]:
            left.pop()
        elif fold(word) in kinds["demonstrative"]:
            left.append(None)
        else:
            left.append(word)
    own = [word for word in left if word is not None and fold(word) not in kinds["ours"]]
    if not own:
        return bearer
    plain = [token for word in own for token in words(word) if token not in kinds["filler"]]
    return _standing_for(bearer, BASE + _slug([*plain, *words(bearer.label)]), " ".join([*own, bearer.label]), kind)


def _elsewhere(target: Mention, actor: Entity, discourse: Discourse) -> Entity | None:
    """«چین گفت نخست‌وزیر پاکستان از این کشور دیدار می‌کند»: nobody visits his own country, so it is China."""
    if target.entity is None or target.entity.kind != "country" or target.entity.principal != actor.principal:
        return target.entity
    named = reversed(discourse.pointed[target.start, target.end])
    return next((one for one in named if one.principal != actor.principal), target.entity)


def _own(tokens: Sequence[str], entity: Entity, actor: Entity) -> Entity:
    """«خود» is the actor; «نیروهای خود» stand for whom the actor stands for, «کار خود» for nobody."""
    kinds = head_kinds()
    if len(tokens) == 1:
        return actor
    bearing = kinds["person"] | kinds["body"] | kinds["people"] | kinds["members"]
    if entity.principal is not None or tokens[0] not in bearing or actor.principal is None:
        return entity
    bearer = actor.relations.get("principal", actor.iri)
    return replace(entity, principal=actor.principal, relations={"principal": bearer, "represents": actor.iri})


def _demonstrated(tokens: list[str], head: str, kind: str | None, discourse: Discourse) -> Entity | None:
    """«این کشور», «اعضای این جنبش», «مردم آن», «این حملات»: who was named before."""
    kinds = head_kinds()
    if kind == "deed" and tokens[0] in kinds["demonstrative"] and head not in word_class("document-noun"):
        return discourse.deeds.get(head)
    if kind is not None and len(tokens) > 1 and tokens[-1] in kinds["its"] and discourse.countries:
        return discourse.countries[-1]
    for this, noun in pairwise(tokens):
        if this in kinds["demonstrative"]:
            if noun in kinds["demonstrative-country"] and discourse.countries:
                return discourse.countries[-1]
            if noun in kinds["demonstrative-organisation"]:
                return next((one for one in reversed(discourse.organisations) if _may_be_called(one, noun)), None)
    return None


def _may_be_called(entity: Entity, noun: str) -> bool:
    """«این گروه» is a group, «این جنبش» an organisation with that word in its name, «این سازمان» any."""
    kinds = head_kinds()
    if noun in kinds["demonstrative-group"]:
        return entity.kind == "group"
    return noun in kinds["demonstrative-any"] or noun in words(entity.label)


def _note(entity: Entity, registry: Registry, discourse: Discourse) -> None:
    """Remember a country or organisation as the latest one named."""
    if registry.by_iri(entity.iri) is None:
        return
    if entity.kind == "country":
        discourse.countries.append(entity)
    elif entity.kind in ("organisation", "group"):
        discourse.organisations.append(entity)
    elif entity.kind == "person" and (country := registry.by_key(entity.principal or "")) is not None:
        discourse.countries.extend([country] if country.kind == "country" else [])


def _remember_person(tokens: list[str], entity: Entity, registry: Registry, discourse: Discourse) -> None:
    """«پوتین», said before with his office, is found again by the surname alone."""
    if entity.kind != "person" or len(tokens) < 2:
        return
    if registry.by_iri(entity.iri) is not None:
        discourse.persons.setdefault(tokens[-1], entity)
    elif entity.principal and (name := _name_before_office(tokens, len(tokens))):
        discourse.persons.setdefault(name[-1], entity)


def _typo(tokens: list[str], registry: Registry) -> Entity | None:
    """A long name with one doubled letter («متحدد»)."""
    for at, token in enumerate(tokens):
        if len(token) < _LONG - 1:
            continue
        for cut in range(len(token)):
            trial = [*tokens[:at], token[:cut] + token[cut + 1 :], *tokens[at + 1 :]]
            if len(tokens) > 1 and cut and token[cut] == token[cut - 1] and (found := registry.exact(trial)):
                return found
    return None


def _slug(tokens: Sequence[str]) -> str:
    return quote("-".join(tokens)[:120], safe="-")


def _mentions(triple: Triple) -> list[tuple[Mention, bool]]:
    """Every mention of a triple, and whether it acts or speaks."""
    found = [(triple.actor, True), (triple.target, False), (triple.source, True)]
    found += [(argument.mention, False) for argument in triple.arguments]
    return [(one, acts) for one, acts in found if one is not None]
