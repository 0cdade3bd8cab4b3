"""Whose it is when a pronoun says so: «ارتش خود», «تعهداتش», «وزیر خارجه‌اش», «شهرهای کشورش», «دولت وی»."""

from __future__ import annotations

from kg.model import Entity, Mention
from kg.persian.letters import ZWNJ
from kg.persian.spelling import words
from kg.resolve.composer import owned
from kg.resolve.discourse import Discourse
from kg.resolve.registry import head_kinds


class Possession:
    """Possessive pronouns of one article and their owners."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse = discourse

    def bare(self, one: Mention) -> str | None:
        """The phrase before a pronoun that is joined to it («تعهدات» of «تعهداتش»); None without one.

        What a preposition adds goes with the pronoun: «نیروهای» of «نیروهایش در عراق».
        """
        sentence = self.discourse.numbered.get(one.sentence)
        if sentence is None or all(w.upos != "PRON" for w in sentence.words):
            return None
        inside = [w for w in sentence.words if one.start <= w.start and w.end <= one.end]
        inside.sort(key=lambda word: (word.end, word.id))
        cut = next((at for at, word in enumerate(inside) if at and word.upos == "ADP"), len(inside))
        last = inside[cut - 1] if inside else None
        if last is None or last.upos != "PRON" or last.start == one.start:
            return None
        whole = words(one.text[: last.end - one.start])[-1]
        if not set(words(last.form)) & head_kinds()["clitic"] or self._is_word(whole):
            return None
        return one.text[: last.start - one.start].strip().strip(ZWNJ) or None

    def _is_word(self, token: str) -> bool:
        """«ارتش» ends in no pronoun, whatever the parser says."""
        heads = (found for kind, found in head_kinds().items() if not kind.endswith("clitic"))
        return self.discourse.registry.exact([token]) is not None or any(token in found for found in heads)

    def settled(self, one: Mention, actor: Mention | None, source: Mention | None, apart: bool = False) -> Mention:
        """The mention with the entity that its possessor makes of it; as it is without a possessor.

        The possessor is whoever acts in the clause (of the actor itself: whoever acted last); only a
        person has a country of his own, so of «کشورش» it may be the one who speaks.  Where the act sets
        the two `apart`, as an attack does, it is whoever acted last and is not on the actor's side.
        """
        tokens, label = words(one.text), self.bare(one)
        if (left := _before_pronoun(one.text)) is not None and one.entity is not None and one.entity.principal is None:
            return self._of_antecedent(one, left)
        reflexive = head_kinds()["reflexive"]
        if label is None and not set(tokens) & reflexive:
            return one
        if label is None and one.entity is not None and one.entity.principal is not None:
            return one  # «همتای ایرانی خود» names whose he is
        left = label or " ".join(word for word in one.text.split() if not set(words(word)) & reflexive)
        if not head_kinds()["other-side"].isdisjoint(words(left)):
            return one  # «متحدان خود»
        owner = self._owner(one, left, self._other_side(one, actor) if apart and label else actor, source)
        if owner is None:
            return one
        if not left:
            return _with(one, owner)
        entity = owned(left, owner, self.discourse.registry)
        return one if entity is None else _with(one, entity)

    def _of_antecedent(self, one: Mention, left: str) -> Mention:
        """«دولت وی» is of the person who acted last, «نیروهای آنها» of the last of several."""
        person = words(one.text)[-1] in head_kinds()["pronoun-person"]
        antecedents = self.discourse.people(one.start) if person else self.discourse.several(one.start)
        owner = antecedents[-1].entity if antecedents else None
        entity = owned(left, owner, self.discourse.registry) if owner is not None else None
        return one if entity is None else _with(one, entity)

    def _other_side(self, one: Mention, actor: Mention | None) -> Mention | None:
        """Who acted last before a mention and stands for somebody else than the actor; else the actor."""
        ours = actor.entity.principal if actor is not None and actor.entity is not None else None
        earlier = (found for found in reversed(self.discourse.acting) if found.end <= one.start and found.entity)
        others = (found for found in earlier if found.entity and found.entity.principal not in (None, ours))
        return next(others, actor)

    def _owner(self, one: Mention, left: str, actor: Mention | None, source: Mention | None) -> Entity | None:
        itself = actor is not None and (actor.start, actor.end) == (one.start, one.end)
        earlier = [found for found in self.discourse.acting if found.end <= one.start and found.entity is not None]
        nearest = [actor] if actor is not None and not itself else earlier[-1:][::-1]
        last = words(left)[-1:]
        if set(last) & head_kinds()["demonstrative-country"]:
            people = [*nearest, *([source] if source else []), *reversed(earlier)]
            nearest = [found for found in people if found.entity is not None and found.entity.kind == "person"]
        return nearest[0].entity if nearest else None


def _before_pronoun(text: str) -> str | None:
    """«دولت» of «دولت وی», «نیروهای» of «نیروهای آن‌ها»; None without a possessor of the third person."""
    front, _, last = text.rpartition(" ")
    kinds = head_kinds()
    return front or None if " ".join(words(last)) in kinds["pronoun-person"] | kinds["pronoun-plural"] else None


def _with(one: Mention, entity: Entity) -> Mention:
    return Mention(one.text, one.start, one.end, one.sentence, one.head, one.marker, entity)
