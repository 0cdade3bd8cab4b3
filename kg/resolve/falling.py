"""Whether an act comes from, or falls on, those whom its actor and its target belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.model import Argument, Entity, Mention
from kg.persian.frames import Frame, plover_quads
from kg.persian.spelling import words
from kg.resolve.composer import Composer, Phrase
from kg.resolve.phrases import BEARING, behind_determiners, entity_iri, head_of
from kg.resolve.registry import head_kinds

CONFLICT = "material conflict"
FALLS = (CONFLICT, "material cooperation")
"""Quads of PLOVER whose act on a place falls on the country it is in."""
_UNTOUCHING = ("think", "perceive", "say", "happen")


def acting(actor: Mention, frame: Frame | None, composer: Composer) -> Mention:
    """Who acts; a deed or thing that only has an effect acts for nobody.

    «هکرهای هندی حمله کردند» are Indians; «بازده اوراق قرضهٔ هند به ۵ درصد رسید» is no Indian act.
    """
    actor, entity = _unplaced(actor), actor.entity
    if entity is None or entity.kind != "thing" or composer.registry.by_iri(entity.iri) is not None:
        return actor
    tokens = behind_determiners(words(actor.text))
    first = next(composer.registry.matches(tokens), None)
    named = head_of(tokens)[1] in BEARING or (first is not None and first.first == 0)
    return actor if named or _is_wilful(frame) else _for_nobody(actor)


def _is_wilful(frame: Frame | None) -> bool:
    """Whether only somebody with a will does this: it is said, asked, thought, or of PLOVER's kinds."""
    return frame is not None and (frame.plover is not None or frame.kind not in ("act", "cause", "happen", "copula"))


def fallen_on(target: Mention, arguments: Sequence[Argument], frame: Frame | None, composer: Composer) -> Mention:
    """The target with whom the act falls on.

    Who bombs a city, a village in a country or its refineries acts on the country; who travels there does
    not.  A deed that is only thought or told of is not acted on, unless it is a wrong that somebody is blamed for.
    """
    target = _against(target, arguments, composer, done=not _leaves_untouched(frame))
    quad, entity, tokens = quad_of(frame), target.entity, words(target.text)
    if quad == CONFLICT and entity is not None and entity.principal is None and entity.kind != "person":
        land = composer.struck(tokens)
        return replace(target, entity=_falling_on(entity, land, composer)) if land else target
    if quad in FALLS:
        return target
    head, kind = head_of(tokens)
    told = kind == "deed" and head not in head_kinds()["wrong"] and _leaves_untouched(frame)
    return _for_nobody(target) if told or _is_equipment(tokens) else _unplaced(target)


def quad_of(frame: Frame | None) -> str | None:
    """PLOVER's quad of what a predicate does, None where it has none."""
    return plover_quads().get(frame.plover or "") if frame is not None else None


def _leaves_untouched(frame: Frame | None) -> bool:
    return frame is not None and frame.kind in _UNTOUCHING and frame.plover is None


def _is_equipment(tokens: Sequence[str]) -> bool:
    return head_of(tokens)[0] in head_kinds()["equipment"]


def _unplaced(one: Mention) -> Mention:
    """A city or region as itself, standing for nobody; a capital's name has become its country before."""
    return one if one.entity is None or one.entity.point is None else _for_nobody(one)


def _for_nobody(one: Mention) -> Mention:
    return replace(one, entity=replace(one.entity, principal=None, relations={})) if one.entity else one


def _against(target: Mention, arguments: Sequence[Argument], composer: Composer, done: bool) -> Mention:
    """«حملاتی را علیه مواضع سپاه انجام داد»: the act falls on whom its noun's preposition names.

    So it does where the noun's own phrase names him, if the deed is `done` and not only told of.
    A warning falls on whom it is for: «برای روستاهای جنوب لبنان هشدار صادر کرد».
    """
    entity, kinds = target.entity, head_kinds()
    if entity is None or entity.principal is not None:
        return target
    head, kind = head_of(words(target.text))
    if kind != "deed" and not composer.is_event(head):
        return target
    against = kinds["against"] | (kinds["warned"] if head in kinds["warning"] else frozenset())
    against_whom = next((a.mention for a in arguments if set(words(a.mention.marker or "")) & against), None)
    hit = against_whom and (_itself_or_its_land(against_whom, composer) or _land_of(against_whom, arguments))
    hit = hit or (_opponent(target, composer) if done else None)
    return replace(target, entity=_falling_on(entity, hit, composer)) if hit else target


def _opponent(target: Mention, composer: Composer) -> Entity | None:
    """«کمین علیه [ارتش اسرائیل]»: whom a deed is against, where its own phrase says so."""
    tokens = words(target.text)
    at = next((at for at, token in enumerate(tokens) if at and token in head_kinds()["against"]), None)
    if at is None or at + 1 == len(tokens):
        return None
    behind = tokens[at + 1 :]
    whole = composer.composed(Phrase(behind, " ".join(behind), target, acts=False))
    return whole if whole.principal is not None else composer.struck(behind)


def _itself_or_its_land(one: Mention, composer: Composer) -> Entity | None:
    known = one.entity is not None and one.entity.principal is not None
    return one.entity if known else composer.struck(words(one.text))


def _land_of(one: Mention, arguments: Sequence[Argument]) -> Entity | None:
    """The country of the place where «روستاها» of a clause are: «… در جنوب لبنان»."""
    places = [a.mention.entity for a in arguments if a.role == "place" and a.mention.entity]
    territory = head_of(words(one.text))[1] == "territory"
    return next((place for place in places if place.principal), None) if territory else None


def _falling_on(entity: Entity, hit: Entity, composer: Composer) -> Entity:
    """The thing hit, of this article alone: in another «حملاتی» fall on somebody else."""
    relations = {"principal": hit.relations.get("principal", hit.iri), "relatedTo": hit.iri}
    iri = entity_iri(words(entity.label), composer.discourse.article.id)
    return replace(entity, iri=iri, principal=hit.principal, relations=relations)
