"""From mentions to entities: known names, composed phrases, what an article said before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote

from kg.model import Action, Argument, Article, Entity, Mention, Triple
from kg.persian.frames import Frames, load_frames
from kg.resolve.registry import BASE, Registry, head_kinds, load_registry, words

ACTIONS = "https://w3id.org/kg-fa/act/"
_LONG = 6


@dataclass
class Discourse:
    """What the article has named so far: latest countries and organisations, full names by their parts."""

    countries: list[Entity] = field(default_factory=list)
    organisations: list[Entity] = field(default_factory=list)
    persons: dict[str, Entity] = field(default_factory=dict)


class Resolver:
    """Links the mentions and actions of an article's triples, in order of the text."""

    def __init__(self, actors: Path | None = None, frames: Frames | None = None) -> None:
        self.registry = load_registry(actors)
        self.frames = frames or load_frames()

    def resolve(self, article: Article, triples: Sequence[Triple]) -> list[Triple]:
        """The same triples with `entity` of every mention and the concept of every action filled."""
        seen: dict[tuple[int, int], Entity] = {}
        discourse = Discourse()
        spans = sorted({(m.start, m.end, m.text) for triple in triples for m in _mentions(triple)})
        texts = {(start, end): text for start, end, text in spans}
        sentences = [(s.start, s.end, s.text) for s in article.sentences or ()]
        for start, end, text in spans:
            self._read_until(start, sentences, discourse)
            seen[start, end] = self._link(texts[start, end], discourse)
        return [self._fill(triple, seen) for triple in triples]

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

    def _fill(self, triple: Triple, seen: dict[tuple[int, int], Entity]) -> Triple:
        def linked(one: Mention | None) -> Mention | None:
            return replace(one, entity=seen[one.start, one.end]) if one else None

        arguments = tuple(
            Argument(a.role, replace(a.mention, entity=seen[a.mention.start, a.mention.end]), a.value)
            for a in triple.arguments
        )
        return replace(
            triple,
            actor=linked(triple.actor),
            target=linked(triple.target),
            source=linked(triple.source),
            arguments=arguments,
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

    def _link(self, text: str, discourse: Discourse) -> Entity:
        tokens = list(words(text))
        while len(tokens) > 1 and tokens[0] in head_kinds()["title"]:
            tokens = tokens[1:]
        known = self.registry.exact(tokens) or _typo(tokens, self.registry)
        if known is None and len(tokens) == 1:
            known = discourse.persons.get(tokens[0])
        entity = known or self._composed(tokens, text, discourse)
        _note(entity, self.registry, discourse)
        _remember_person(tokens, entity, self.registry, discourse)
        return entity

    def _composed(self, tokens: list[str], text: str, discourse: Discourse) -> Entity:
        """A phrase built around a name; its own entity, standing for whoever bears its head."""
        kinds = head_kinds()
        head = next((token for token in tokens if token not in kinds["determiner"]), tokens[0] if tokens else "")
        kind = next((k for k in ("person", "body", "people", "members", "deed") if head in kinds[k]), None)
        bearer = self._bearer(tokens, kind is not None, discourse)
        label = " ".join(text.split())
        iri = BASE + _slug(tokens or words(label) or ("unnamed",))
        if bearer is None or bearer.principal is None:
            return Entity(iri, label, None, "person" if kind == "person" else "thing")
        shown = {"person": "person", "body": "institution", "people": "group", "members": "group"}
        relations = {"principal": bearer.relations.get("principal", bearer.iri), "represents": bearer.iri}
        return Entity(iri, label, None, shown.get(kind or "", "thing" if kind else "person"), bearer.principal,
                      None, relations)

    def _bearer(self, tokens: list[str], headed: bool, discourse: Discourse) -> Entity | None:
        """Whose the head is: the first name of the genitive chain, before any preposition cuts it."""
        kinds = head_kinds()
        reach = next((at for at, token in enumerate(tokens) if at and token in kinds["cut"]), len(tokens))
        found = [match for match in self.registry.matches(tokens) if match.first < reach]
        if headed:
            shown = _demonstrated(tokens[:reach], discourse)
            named = next((m.entity for m in found if m.entity.principal), None)
            return named or shown
        if found and found[0].first == 0 and found[0].entity.kind in ("person", "country"):
            return found[0].entity
        people = [match.entity for match in found if match.entity.kind == "person"]
        if people:
            return people[0]
        titled = any(token in kinds["person"] for token in tokens)
        return next((m.entity for m in found if m.entity.principal), None) if titled else None


def _demonstrated(tokens: list[str], discourse: Discourse) -> Entity | None:
    """«این کشور», «اعضای این جنبش»: the nearest country or organisation named before."""
    kinds = head_kinds()
    for this, noun in zip(tokens, tokens[1:], strict=False):
        if this in kinds["demonstrative"]:
            if noun in kinds["demonstrative-country"] and discourse.countries:
                return discourse.countries[-1]
            if noun in kinds["demonstrative-organisation"] and discourse.organisations:
                return discourse.organisations[-1]
    return None


def _note(entity: Entity, registry: Registry, discourse: Discourse) -> None:
    """Remember a country or organisation as the latest one named."""
    if registry.by_iri(entity.iri) is None:
        return
    if entity.kind == "country":
        discourse.countries.append(entity)
    elif entity.kind in ("organisation", "group"):
        discourse.organisations.append(entity)


def _remember_person(tokens: list[str], entity: Entity, registry: Registry, discourse: Discourse) -> None:
    """«پوتین», said before with his office, is found again by the surname alone."""
    if entity.kind == "person" and registry.by_iri(entity.iri) is not None and len(tokens) > 1:
        discourse.persons.setdefault(tokens[-1], entity)


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


def _mentions(triple: Triple) -> list[Mention]:
    found = [triple.actor, triple.target, triple.source, *(argument.mention for argument in triple.arguments)]
    return [one for one in found if one is not None]
