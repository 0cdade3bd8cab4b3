"""What an article has named before a mention, and whom «این کشور», «دو طرف», «وی» mean by it."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from kg.model import Article, Entity, Mention, Sentence, Word
from kg.persian.letters import HEH, YEH, fold
from kg.persian.lexicon import word_class
from kg.persian.spelling import placed_words, words
from kg.resolve.names import Names
from kg.resolve.phrases import bearing_words
from kg.resolve.registry import PLURAL, Doubt, Match, Registry, head_kinds, name_key

NEAR = 3
"""Sentences back within which a full name goes before an adjective, and two parties are still «دو طرف»."""
_ORGANISED = ("organisation", "group", "institution")
_BRACKETS = re.compile(r"\s*[(]([^()\d]{1,40})[)]")


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """An entity at a place of the text.

    `how` is name, adjective («آمریکایی»), place (behind «در»), person (whose country it is) or known
    (an unknown thing that stands for somebody known); `noun` is what it is called besides («رژیم صهیونیستی»).
    """

    at: int
    sentence: int
    entity: Entity = field(compare=False)
    how: str = field(compare=False, default="name")
    noun: str = field(compare=False, default="")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two that are named together, or of whom one acts on the other; the first outranks in a sentence."""

    sentence: int
    together: bool
    at: int
    parties: tuple[Entity, Entity]


class Discourse:
    """The names of an article in order of the text, and what its mentions have shown so far.

    `persons` are people by the ends of their full name («مورا»), `short` short forms given in brackets,
    `deeds` whose deed a head noun named, `acting` who acted or spoke so far.
    """

    def __init__(self, article: Article, registry: Registry) -> None:
        self.article, self.registry, self.names = article, registry, Names(article)
        self.sentences = article.sentences or ()
        self.numbered = {sentence.index: sentence for sentence in self.sentences}
        self.persons: dict[str, Entity] = {}
        self.short: dict[str, Entity] = {}
        self.deeds: dict[str, Entity] = {}
        self.acting: list[Mention] = []
        self.pairs: list[Pair] = []
        self._headed: dict[str, Entity] = {}
        self.named: list[Named] = []
        for sentence in self.sentences:
            self._scan(sentence)

    @cached_property
    def _everybody(self) -> frozenset[tuple[str, str]]:
        """Each sure name of the text with whom it names and whom that one stands for."""
        found = set[tuple[str, str]]()
        for sentence in self.sentences:
            tokens = words(sentence.text)
            for match in self.registry.matches(tokens):
                found |= {(name_key(tokens[match.first : match.last]), key) for key in _keys(match.entity)}
        return frozenset(found)

    def admits(self, tokens: Sequence[str], match: Match, doubt: Doubt, head: Word | None = None,
               role: str = "", says: bool = False, acts: bool = False) -> bool:
        """Whether a name that is also a common word is meant as a name here."""
        kinds, name = head_kinds(), name_key(tokens[match.first : match.last])
        before = {" ".join(tokens[match.first - n : match.first]) for n in (1, 2) if n <= match.first}
        bearer = _keys(match.entity)[-1]
        holds = {
            "whole": match.first == 0 and match.last == len(tokens) and role != "place",
            "behind": bool(before & bearing_words()),
            "state": bool(before & kinds["state-head"]),
            "named": any(key == bearer and other != name for other, key in self._everybody),
            "proper": head is not None and (head.upos == "PROPN" or head.ner is not None),
            "says": says,
            "acts": acts,
            "place": role == "place",
        }
        return any(all(holds.get(evidence, False) for evidence in way) for way in doubt)

    def _scan(self, sentence: Sentence) -> None:
        """Note the known names of a sentence, who is named together, and short forms in brackets."""
        placed = placed_words(sentence.text)
        tokens = [token for token, _ in placed]
        matches = list(self.registry.matches(tokens, self.admits))
        for match in matches:
            at = sentence.start + placed[match.first][1]
            beside = tokens[max(match.first - 1, 0) : match.first + 1]
            noun = next((token for token in beside if token in head_kinds()["called-so"]), "")
            self.note(match.entity, at, sentence.index, self._how(tokens, match), noun)
            end = placed[match.last][1] if match.last < len(placed) else len(sentence.text)
            self._abbreviated(sentence.text[placed[match.last - 1][1] : end + 45], match.entity)
        for one, other in pairwise(matches):
            if _joined(tokens, one, other):
                self._pair(sentence.index, True, sentence.start + placed[other.first][1], one.entity, other.entity)

    def _abbreviated(self, behind: str, entity: Entity) -> None:
        """«جنبش عدم تعهد (نم)»: the short form means the same in this article."""
        last = words(behind)[:1]
        found = re.match(r"\S+" + _BRACKETS.pattern, behind)
        if not found or not last:
            return
        short = words(found[1])
        if not 1 <= len(short) <= 2 or set(short) & head_kinds()["honorific"]:
            return
        if self.registry.exact(short, lambda *_: True) is None:
            self.short.setdefault(name_key(short), entity)

    def _how(self, tokens: Sequence[str], match: Match) -> str:
        if match.entity.kind == "person":
            return "person"
        people = tokens[match.first + 1 : match.last] in ([], [PLURAL])
        if match.entity.kind == "country" and people and self._is_adjective(tokens[match.first]):
            return "adjective"
        return "place" if match.first and tokens[match.first - 1] in head_kinds()["at"] else "name"

    def _is_adjective(self, token: str) -> bool:
        """«آمریکایی» beside «آمریکا», «روسی» beside «روسیه»."""
        stem = token.removesuffix(YEH).removesuffix(YEH)
        entity = self.registry.exact([token], lambda *_: True)
        if not token.endswith(YEH) or entity is None or len(stem) < 2:
            return False
        stems = (stem, stem + YEH + HEH)
        return any(self.registry.exact([one], lambda *_: True) == entity for one in stems)

    def note(self, entity: Entity, at: int, sentence: int, how: str = "name", noun: str = "") -> None:
        """Remember a country, organisation or somebody of theirs as named here."""
        known = self.registry.by_iri(entity.iri) is not None
        if known and entity.kind in ("country", *_ORGANISED):
            insort(self.named, Named(at, sentence, entity, how, noun))
        bearer = self.registry.principal(entity)
        stands = entity.kind == "person" or (known and entity.kind == "institution")
        if bearer is not None and bearer != entity and stands:
            insort(self.named, Named(at, sentence, bearer, "person" if entity.kind == "person" else how))

    def headed(self, noun: str, entity: Entity) -> None:
        """Remember an institution by the noun it may be pointed to with."""
        self._headed.pop(noun, None)
        self._headed[noun] = entity

    def pointed(self, noun: str) -> Entity | None:
        """«این شرکت», «این وزارتخانه»: the institution last mentioned by that noun or its shorter form."""
        named = (entity for head, entity in reversed(self._headed.items()) if noun.startswith(head))
        return next(named, None)

    def other(self, actor: Entity, at: int) -> Entity | None:
        """With whom the actor's side had to do last, in the same sentence or the one before; None: with nobody."""
        ours, now = self.registry.principal(actor), self.sentence_of(at)
        pairs = [pair for pair in self.pairs if pair.at < at and now - pair.sentence <= 1 and not pair.together]
        ours_last = max((pair for pair in pairs if ours in pair.parties), key=lambda pair: pair.at, default=None)
        return next((one for one in ours_last.parties if one != ours), None) if ours_last else None

    def acted(self, actor: Entity, target: Entity, at: int, sentence: int) -> None:
        """Remember that one dealt with the other."""
        self._pair(sentence, False, at, actor, target)

    def _pair(self, sentence: int, together: bool, at: int, *both: Entity) -> None:
        one, other = (self.registry.principal(entity) for entity in both)
        if one is not None and other is not None and one != other:
            self.pairs.append(Pair(sentence, together, at, (one, other)))

    def before(self, at: int) -> list[Named]:
        """What was named before an offset, nearest first."""
        return self.named[: bisect_left(self.named, Named(at, -1, _NOBODY))][::-1]

    def people(self, at: int) -> list[Mention]:
        """The persons who acted or spoke so far and end before an offset, in order."""
        persons = [one for one in self.acting if one.end <= at and one.entity and one.entity.kind == "person"]
        return [one for one in persons if not self.is_plural(one)]

    def several(self, at: int) -> list[Mention]:
        """Those of several who acted or spoke so far and end before an offset, in order."""
        return [one for one in self.acting if one.end <= at and one.entity and self.is_plural(one)]

    def is_plural(self, one: Mention) -> bool:
        """Whether a mention is of several: a plural noun as its parse says, many or a crowd; «ما» is a pronoun."""
        word = self.word(one)
        if word is None or word.upos == "PRON":
            return False
        many = set(words(one.text)[:1]) & word_class("many")
        return word.feat("Number") == "Plur" or bool(many) or fold(word.form) in word_class("crowd")

    def sentence_of(self, at: int) -> int:
        """The number of the sentence at an offset, 0 before the first."""
        return max((sentence.index for sentence in self.sentences if sentence.start <= at), default=0)

    def country(self, at: int, other_than: Entity | None = None, noun: str = "") -> Entity | None:
        """The country that «این کشور» means: the nearest named by its name, else by an adjective.

        «این رژیم» is first the one that was called by that `noun`.
        """
        named = self.before(at) if noun in head_kinds()["called-so"] else []
        called = (one.entity for one in named if one.noun == noun)
        so = next((one for one in called if one.kind == "country" and one != other_than), None)
        return so or next(iter(self.countries(at, other_than)), None)

    def countries(self, at: int, other_than: Entity | None = None) -> list[Entity]:
        """The countries named before an offset: those near by, by their name, and then all, nearest first."""
        found = [one for one in self.before(at) if one.entity.kind == "country" and one.entity != other_than]
        now = self.sentence_of(at)
        sure = [one for one in found if one.how in ("name", "place") and now - one.sentence < NEAR]
        return [one.entity for one in (*sure, *found)]

    def organisation(self, noun: str, at: int) -> Entity | None:
        """«این سازمان», «این گروه»: the nearest that may be called so; None when there is none."""
        return next(self.called(noun, at), None)

    def called(self, noun: str, at: int) -> Iterator[Entity]:
        """Who was named before an offset and may be called «این» with this noun, nearest first."""
        states = noun in head_kinds()["demonstrative-country"]
        for one in (named.entity for named in self.before(at)):
            if (one.kind == "country") == states and (states or noun in words(one.label) or _may_be_called(one, noun)):
                yield one

    def parties(self, noun: str | None, at: int) -> tuple[Entity, Entity] | None:
        """«دو طرف», «هر دو کشور»: the two last named together; None when they are not two, or too far back."""
        states = noun in head_kinds()["land"]
        now = self.sentence_of(at)
        near = [pair for pair in self.pairs if pair.at < at and now - pair.sentence <= NEAR]
        if states:
            near = [pair for pair in near if all(one.kind == "country" for one in pair.parties)]
        if near:
            return max(near, key=lambda pair: (pair.sentence, pair.together, pair.at)).parties
        recent = [one for one in self.before(at) if now - one.sentence <= 1 and one.how == "name"]
        found = {one.entity.iri: one.entity for one in recent if one.entity.kind == "country" or not states}
        return (*reversed(found.values()),) if len(found) == 2 else None  # type: ignore[return-value]

    def word(self, one: Mention) -> Word | None:
        """The word that heads a mention; None when the article has no parse."""
        sentence = self.numbered.get(one.sentence)
        return sentence.word(one.head) if sentence and 0 < one.head <= len(sentence.words) else None


def _keys(entity: Entity) -> list[str]:
    """An entity's IRI, and the key of whom it stands for unless it is a person."""
    return [entity.iri, *([entity.principal] if entity.principal and entity.kind != "person" else [])]


_NOBODY = Entity("", "", None, "thing")


def _joined(tokens: Sequence[str], one: Match, other: Match) -> bool:
    """«روسیه و چین», «رئیس‌جمهور روسیه و نخست‌وزیر هند»: nothing but «و» and heads between two names."""
    between = tokens[one.last : other.first]
    return set(between[:1]) <= head_kinds()["and"] and set(between[1:]) <= bearing_words() and bool(between)


def _may_be_called(entity: Entity, noun: str) -> bool:
    """«این گروه» is a group, «این جنبش» one too or what has that word in its name, «این سازمان» any."""
    kinds = head_kinds()
    if noun in kinds["demonstrative-group"]:
        return entity.kind == "group"
    return noun in kinds["demonstrative-any"] and (entity.kind != "institution" or noun in kinds["demonstrative-body"])
