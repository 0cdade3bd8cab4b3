"""What all documents share, in the default graph: entities, actions, statements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from rdflib import URIRef
from rdflib.namespace import OWL, RDF, SKOS

from kg.graph.literals import degrees, text
from kg.graph.scheme import Spo, describe_type, type_iri
from kg.model import Action, Entity, Mention
from kg.persian.frames import event_types, load_frames
from kg.resolve.registry import load_registry
from kg.vocabulary import ACT, ACTIONS, ENT, GEO, KG, SEM, safe_iri, slug, statement_iri

RELATIONS = {
    name: KG[name]
    for name in ("principal", "represents", "memberOf", "partOf", "capitalOf", "officialOf", "relatedTo")
}
WIKIDATA = "http://www.wikidata.org/entity/"


@dataclass(frozen=True)
class Edge:
    """An actor, an action and a target on the level of those they finally stand for."""

    actor: URIRef
    action: URIRef
    target: URIRef

    @property
    def statement(self) -> URIRef:
        return statement_iri(self.actor, self.action, self.target)

    def describe(self) -> Iterator[Spo]:
        """The direct triple and the statement node that names it."""
        yield self.actor, self.action, self.target
        yield self.statement, RDF.type, RDF.Statement
        yield self.statement, RDF.type, KG.Statement
        yield self.statement, RDF.subject, self.actor
        yield self.statement, RDF.predicate, self.action
        yield self.statement, RDF.object, self.target


def entity_of(mention: Mention) -> Entity:
    """The entity of a mention; words that resolve to nothing are a thing named by themselves."""
    if mention.entity is not None:
        return mention.entity
    words = " ".join(mention.text.split())
    return Entity(iri=str(ENT["thing-" + slug(words)]), label=words, label_en=None, kind="thing")


def principal_of(entity: Entity) -> URIRef:
    """Whom the entity stands for: its principal's IRI, or its own."""
    return safe_iri(entity.relations.get("principal") or entity.iri)


def principal_entity(entity: Entity) -> Entity:
    """The entity that a mention's entity stands for, itself when it stands for nobody else.

    A principal that the registry does not hold is labelled by the last part of its IRI.
    """
    iri = entity.relations.get("principal")
    if iri is None or iri == entity.iri:
        return entity
    known = _registered(iri)
    if known is not None:
        return known
    label = re.split(r"[/#]", iri.rstrip("/#"))[-1].replace("-", " ") or iri
    return Entity(iri, label, label_en=None, kind="thing", principal=entity.principal)


def _registered(iri: str) -> Entity | None:
    return load_registry().by_iri(iri)


def describe_entity(entity: Entity) -> Iterator[Spo]:
    """Class, kind, labels, principal, relations, coordinates and Wikidata identity of an entity."""
    iri = safe_iri(entity.iri)
    yield iri, RDF.type, SEM.Place if entity.kind == "place" else SEM.Actor
    yield iri, KG.kind, text(entity.kind)
    yield iri, SKOS.prefLabel, text(entity.label, "fa")
    if entity.label_en:
        yield iri, SKOS.prefLabel, text(entity.label_en, "en")
    for name in load_registry().english(entity.iri):
        yield iri, SKOS.altLabel, text(name, "en")
    if entity.office:
        yield iri, KG.office, text(entity.office)
    if entity.principal:
        yield iri, KG.principalKey, text(entity.principal)
    for name, value in sorted(entity.relations.items()):
        if re.match(r"https?://", value):
            yield iri, RELATIONS.get(name, KG.relatedTo), safe_iri(value)
    if entity.point:
        latitude, longitude = entity.point
        yield iri, GEO.lat, degrees(latitude)
        yield iri, GEO.long, degrees(longitude)
    if entity.wikidata:
        yield iri, OWL.sameAs, safe_iri(WIKIDATA + entity.wikidata.removeprefix(WIKIDATA))


def action_iri(action: Action) -> URIRef:
    """The IRI of an action, made of its lemma when no table knows it."""
    return safe_iri(action.iri) if action.iri else ACT[slug(action.lemma)]


def describe_action(action: Action) -> Iterator[Spo]:
    """An action as an event type with its labels and codes, below its PLOVER type."""
    iri = action_iri(action)
    yield iri, RDF.type, SEM.EventType
    yield iri, RDF.type, RDF.Property
    yield iri, RDF.type, SKOS.Concept
    preferred = _first_lemmas().get(action.label_en or "", action.lemma)
    yield iri, SKOS.prefLabel, text(preferred, "fa")
    if preferred != action.lemma:
        yield iri, SKOS.altLabel, text(action.lemma, "fa")
    if action.label_en:
        yield iri, SKOS.prefLabel, text(action.label_en, "en")
    for term, code in ((KG.plover, action.plover), (KG.mode, action.mode), (KG.cameo, action.cameo)):
        if code:
            yield iri, term, text(code)
    yield iri, SKOS.inScheme, ACTIONS
    if action.plover in event_types():
        yield iri, SKOS.broader, type_iri(action.plover or "")
        yield from describe_type(action.plover or "")


@cache
def _first_lemmas() -> dict[str, str]:
    """English label -> the infinitive that the frame table lists first with it: a concept has one name."""
    return {frame.en: frame.lemma for frame in reversed(load_frames().all)}


def related(entity: Entity) -> Iterator[Entity]:
    """The entity, whom it stands for, and the registered ones it is related to: all get labels."""
    yield entity
    yield principal_entity(entity)
    for iri in sorted(set(entity.relations.values())):
        known = _registered(iri) if re.match(r"https?://", iri) else None
        if known is not None:
            # One step is enough for labels; their own relations would pull in half the registry.
            yield replace(known, relations={})
