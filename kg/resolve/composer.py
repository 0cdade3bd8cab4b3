"""Phrases that are built around a name: «سفیر ترکیه در آمریکا», «ارتش این کشور», «حمله به ایران»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from kg.model import Entity, Mention, Word
from kg.persian.frames import Frames
from kg.persian.letters import YEH, fold
from kg.persian.lexicon import OF, word_class
from kg.persian.spelling import words
from kg.resolve.discourse import Discourse
from kg.resolve.phrases import (
    BEARING,
    bearing_words,
    entity_iri,
    has_office_behind,
    head_of,
    is_local,
    is_nameless,
    is_of_the_land,
    is_plain,
    name_before_office,
    name_behind_office,
    name_in_apposition,
    offices_in,
    surface,
)
from kg.resolve.registry import PLURAL, Admits, Doubt, Match, Registry, head_kinds, medium_first, person_first

_NAME = 4
_ANIMATE = "N_ANM"
FOREIGN_OFFICES = ("Prime Minister", "Chancellor", "King")
"""Offices of the table of persons that home has not; `heads.tsv` has their Persian words."""
_BEARERS = ("person", "country", "organisation", "group")
_SHOWN = {"person": "person", "body": "institution", "people": "group", "members": "group", "territory": "place"}


class Phrase(NamedTuple):
    """A mention to be read: its words and label without titles and brackets, and what it does.

    `acts` if it acts or speaks, `role` of an argument, `says` if it speaks or is spoken to, `word` its
    head word where there is a parse, `addressed` if a title stood before it, `voice` whose words it is in.
    """

    tokens: tuple[str, ...]
    label: str
    mention: Mention
    acts: bool
    role: str = ""
    says: bool = False
    word: Word | None = None
    addressed: bool = False
    voice: str | None = None


def admitting(discourse: Discourse, phrase: Phrase) -> Admits:
    """What decides on the doubtful names of a phrase."""

    def admits(tokens: Sequence[str], match: Match, doubt: Doubt) -> bool:
        return discourse.admits(tokens, match, doubt, phrase.word, phrase.role, phrase.says, phrase.acts)

    return admits


class Composer:
    """Reads the phrases of one article."""

    def __init__(self, registry: Registry, frames: Frames, home: str | None, discourse: Discourse) -> None:
        self.registry, self.frames, self.discourse = registry, frames, discourse
        self.home = registry.by_key(home) if home else None

    def matches(self, phrase: Phrase) -> list[Match]:
        """The known names of a phrase; a surname behind somebody else's given name is none."""
        found = self.registry.matches(phrase.tokens, admitting(self.discourse, phrase))
        return [match for match in found if not self._is_namesake(phrase.tokens, match)]

    def _is_namesake(self, tokens: Sequence[str], match: Match) -> bool:
        """«محمد رضایی» is not «محسن رضایی»."""
        if match.entity.kind != "person" or match.last - match.first > 1 or not match.first:
            return False
        before = tokens[match.first - 1]
        return before in self.registry.given_names and before not in bearing_words()

    def composed(self, phrase: Phrase) -> Entity:
        """A phrase built around a name; its own entity, standing for whoever bears its head."""
        tokens = phrase.tokens
        head, kind = head_of(tokens)
        matches = self.matches(phrase)
        if kind is None and _are_nationals(phrase, matches):
            kind = "people"
        if head in head_kinds()["medium"] and (medium := medium_first(matches)):
            return medium
        if again := self._again(tokens):
            return again
        if called := self._called(tokens, head, matches):
            return called
        bearer = self._bearer(phrase, head, kind, matches)
        if bearer is None or bearer.principal is None:
            return person_first(matches) or self._own(phrase, kind)
        if kind == "deed":
            self.discourse.deeds[head] = bearer
        named = next((match for match in matches if match.entity == bearer), None)
        if named is None and (name := self._name_before(phrase, len(tokens))):
            return standing_for(bearer, entity_iri(name), surface(phrase.label, name), "person")
        if named is None:
            return self._understood(phrase, bearer, kind)
        ends = named.first == 0 or (named.last == len(tokens) and kind == "person")
        if bearer.kind == "person" and ends and kind in (None, "person"):
            return bearer
        if named.first == 0 and tokens[named.last : named.last + 1] and tokens[named.last] in head_kinds()["cut"]:
            return named.entity
        name = name_in_apposition(phrase.label) or self._name_before(phrase, named.first)
        if not name and kind == "person":
            name = name_behind_office(tokens, named.last)
        if name:
            return standing_for(bearer, entity_iri(name), surface(phrase.label, name), "person")
        own = [token for token in tokens[: named.first] if token not in head_kinds()["filler"]]
        iri = entity_iri([*own, *words(bearer.label), *tokens[named.last :]], self._local(phrase))
        return standing_for(bearer, iri, phrase.label, kind or ("person" if phrase.addressed else None))

    def _name_before(self, phrase: Phrase, until: int) -> Sequence[str]:
        """The name in front of an office; «پست‌های رئیس‌جمهور» has none, its head is a common noun."""
        word, name = phrase.word, name_before_office(phrase.tokens, until)
        common = word is not None and word.upos != "PROPN" and word.ner is None
        return () if common and name and name[0] not in self.registry.given_names else name

    def _understood(self, phrase: Phrase, bearer: Entity, kind: str | None) -> Entity:
        """A phrase that leaves its country unsaid; a district's office and «شهرهای کشور» keep their words."""
        tokens, kinds = phrase.tokens, head_kinds()
        if len(tokens) == 1 and tokens[0] in kinds["homeland"]:
            return bearer
        entity = understood(phrase.label, bearer, kind, self.registry, self._local(phrase))
        if is_of_the_land(tokens) or any(fronts & kinds["home-front"] for _, fronts in offices_in(tokens)):
            return replace(entity, label=phrase.label)
        return self.registry.exact(words(entity.label)) or entity

    def _own(self, phrase: Phrase, kind: str | None) -> Entity:
        """An entity that stands for nobody known; a given name or an office beside it tells a person."""
        name = phrase.tokens or words(phrase.label) or ("unnamed",)
        proper = name[0] in self.registry.given_names or (phrase.word is not None and phrase.word.upos == "PROPN")
        person = name_in_apposition(phrase.label) or (name_before_office(name, len(name)) if proper else ())
        if person:
            return Entity(entity_iri(person), surface(phrase.label, person), None, "person")
        called = name[0] in self.registry.given_names and 2 <= len(name) <= _NAME and is_plain(name)
        named = phrase.word is None or phrase.word.upos == "PROPN"
        reports = kind is None and head_of(name)[0] in head_kinds()["reporter"]
        titled = kind is None and phrase.addressed and len(name) <= _NAME and is_plain(name)
        shown = "person" if kind == "person" or reports or titled or (called and named) else "thing"
        label = surface(phrase.label, name) if shown == "person" and kind is None else phrase.label
        local = self.discourse.article.id if is_nameless(name, phrase.word) else self._local(phrase)
        return Entity(entity_iri(name, local), label, None, shown)

    def _local(self, phrase: Phrase) -> str | None:
        return self.discourse.article.id if is_local(phrase.tokens) else None

    def _again(self, tokens: Sequence[str]) -> Entity | None:
        """«این وزارتخانه», «این شرکت»: the one that was mentioned before."""
        kinds = head_kinds()
        pointed = len(tokens) == 2 and tokens[0] in kinds["demonstrative"]
        called = pointed and tokens[1] in kinds["demonstrative-institution"]
        return self.discourse.pointed(tokens[1]) if called else None

    def _called(self, tokens: Sequence[str], head: str, matches: list[Match]) -> Entity | None:
        """«گروه فلسطینی حماس» is Hamas: a name that ends a phrase of a generic noun and attributes alone.

        «دشمن آمریکایی» and «دشمن تروریستی آمریکا» are the country, «دشمن آمریکا» is somebody else.
        """
        kinds = head_kinds()
        if not matches or matches[-1].last != len(tokens):
            return None
        *others, named = matches
        if head in kinds["epithet"] and not others:
            attributed = set(tokens[1 : named.first])
            adjective = not attributed and self.registry.exact([tokens[-1], PLURAL]) == named.entity
            return named.entity if adjective or attributed & kinds["attribute"] else None
        if head not in kinds["generic"]:
            return None
        if named.entity.kind not in ("organisation", "group", "medium"):
            return None
        countries = {at for one in others if one.entity.kind == "country" for at in range(one.first, one.last)}
        between = range(tokens.index(head) + 1, named.first)
        sure = all(at in countries or tokens[at] in kinds["attribute"] for at in between)
        return named.entity if sure else None

    def _bearer(self, phrase: Phrase, head: str, kind: str | None, matches: list[Match]) -> Entity | None:
        """Whose the head is: the first name of the genitive chain, before any preposition cuts it.

        Events stand for nobody («سفر وزیر ایران», «جنگ ایران»); as a target they fall on whom their
        preposition names («روابط با ترکیه», «حمله به ایران»), and whatever is «علیه» somebody falls on him.
        """
        kinds, tokens = head_kinds(), phrase.tokens
        reach = next((at for at, token in enumerate(tokens) if at and token in kinds["cut"]), len(tokens))
        found = [match for match in matches if match.entity.principal]
        inside = [match for match in found if match.first < reach]
        foreign = bool(inside) and inside[0].entity.kind == "country"
        if foreign and not kinds["other-side"].isdisjoint(tokens[: inside[0].first]):
            national = self.registry.exact([*tokens[inside[0].first : inside[0].last], PLURAL]) is not None
            return inside[0].entity if national else None  # «همتای عراقی», «متحدان عراق»
        if inside and inside[0].first == 0 and inside[0].entity.kind in _BEARERS:
            return inside[0].entity
        if head in kinds["medium"]:
            return None
        event = head in kinds["event"] or (kind is None and self.is_event(head))
        against = set(tokens[reach : reach + 2]) & kinds["against"]
        if (event or kind == "deed" or (against and kind is None)) and not inside and not phrase.acts:
            fallen = self._fallen_on(tokens[reach:], found, len(tokens), deed=kind == "deed")
            return fallen or (self._demonstrated(phrase, tokens[:reach], head, kind) if kind == "deed" else None)
        if not event and set(tokens) <= kinds["ours"]:
            return self._home_of(phrase.voice)
        if event or (kind is None and not phrase.acts and not has_office_behind(tokens[:reach])):
            return None
        if kind in ("person", "body") and (titled := [m for m in inside if m.entity.kind == "person"]):
            return titled[0].entity
        of = tokens.index(OF) if OF in tokens else reach
        if kind == "deed" and inside and inside[0].first > of:  # «حمایت این جنبش [از] طرح اتحادیهٔ عرب»
            return self._demonstrated(phrase, tokens[:of], head, kind) or inside[0].entity
        if inside:
            return None if _is_of_two(tokens, inside) else inside[0].entity
        demonstrated = self._demonstrated(phrase, tokens[:reach], head, kind)
        return demonstrated or self._of_body(tokens[reach + 1 :], kind, found) or self._unnamed(phrase)

    def _of_body(self, behind: Sequence[str], kind: str | None, found: list[Match]) -> Entity | None:
        """«یک منبع در وزارت خارجهٔ یمن»: whose the body is that somebody is in."""
        inside = kind == "person" and head_of(behind)[1] == "body"
        return found[0].entity if inside and found else None

    def _fallen_on(self, behind: Sequence[str], found: list[Match], end: int, deed: bool) -> Entity | None:
        """«حمله به ایران», «جلسه با اعضای ناتو»: the name right behind the preposition.

        What is «میان» two falls on neither; «در» says where an event is, but whose affairs a deed is about.
        """
        kinds = head_kinds()
        if set(behind[:1]) & (word_class("between") if deed else word_class("between") | kinds["at"]):
            return None
        passed = bearing_words() | kinds["against"]
        first = next((at for at, token in enumerate(behind) if at and token not in passed), None)
        at = end - len(behind) + (first or 0)
        return next((match.entity for match in found if first is not None and match.first == at), None)

    def where(self, tokens: Sequence[str]) -> Entity | None:
        """The country of a phrase that says where its thing is: «روستای مجدل در جنوب لبنان», «تونلی در رفح»."""
        at = next((at for at, token in enumerate(tokens) if at and token in head_kinds()["at"]), len(tokens))
        within = tokens[at + 1 :]
        while within and within[0] in bearing_words():
            within = within[1:]
        match = next(self.registry.matches(within), None)
        found = match.entity if match and not match.first and match.entity.kind in ("country", "place") else None
        return found if found and found.principal else None

    def struck(self, tokens: Sequence[str]) -> Entity | None:
        """On whom an act falls that strikes a thing: whose it is, else where it is.

        «پالایشگاه‌های روسیه», «انباری در حومهٔ اهواز»; nobody for «منافع آمریکا و اروپا», which are of two.
        """
        kinds = head_kinds()
        apart = next((at for at, token in enumerate(tokens) if at and token in kinds["cut"] - kinds["at"]), len(tokens))
        place = next((at for at, token in enumerate(tokens[:apart]) if at and token in kinds["at"]), apart)
        return self._only(tokens[:place]) or (None if self._named(tokens[:place]) else self._only(tokens[:apart]))

    def _named(self, tokens: Sequence[str]) -> dict[str, Entity]:
        """Those who own or are a thing of this name, by their principals."""
        named = [match.entity for match in self.registry.matches(tokens)]
        return {one.principal: one for one in named if one.principal and one.kind not in ("person", "medium")}

    def _only(self, tokens: Sequence[str]) -> Entity | None:
        found = self._named(tokens)
        return next(iter(found.values())) if len(found) == 1 else None

    def is_event(self, head: str) -> bool:
        """Whether a noun names an event that has a genitive of its own."""
        frame = self.frames.nominal(head)
        return frame is not None and frame.genitive is not None

    def _unnamed(self, phrase: Phrase) -> Entity | None:
        """«رئیس‌جمهور کشورمان», «دولت»: the press's own country, for a bare office the latest one named.

        «معاون رئیس‌جمهور», «سخنگوی وزارت کشور» are of the country of the office that ends the phrase;
        a district is governed by a «فرماندار» at home, a «نخست‌وزیر» is of another country that was named.
        """
        tokens, kinds = phrase.tokens, head_kinds()
        tokens = tokens[len(name_before_office(tokens, len(tokens))) :]
        pairs = set(map(" ".join, pairwise(tokens)))
        if set(tokens) & kinds["ours"] or pairs & kinds["our"]:
            return self._home_of(phrase.voice)
        ends = list(offices_in(tokens))
        if any(fronts & kinds["home-front"] for _, fronts in ends):
            return self.home
        if offices := {name for name in FOREIGN_OFFICES if any(fronts & kinds[name] for _, fronts in ends)}:
            return self._having(offices, phrase.mention.start)
        if is_of_the_land(tokens) and not self.is_event(tokens[0]):
            return self.discourse.country(phrase.mention.start) or self.home
        if any(end in kinds["state"] or (fronts & kinds["state-front"] and " " in end) for end, fronts in ends):
            return self.discourse.country(phrase.mention.start) or self.home
        return None

    def _home_of(self, voice: str | None) -> Entity | None:
        """The country that «کشورمان» is in somebody's words; the press's own where nobody known speaks."""
        speakers = self.registry.matches(words(voice or ""))
        lands = (self.registry.principal(match.entity) for match in speakers)
        return next((land for land in lands if land is not None and land.kind == "country"), self.home)

    def _having(self, offices: set[str], at: int) -> Entity | None:
        """The foreign country that bare «نخست‌وزیر» is of: the nearest that is known to have one, else the nearest."""
        named = self.discourse.countries(at, self.home)
        return next((one for one in named if self.registry.offices(one) & offices), next(iter(named), None))

    def _demonstrated(self, phrase: Phrase, tokens: Sequence[str], head: str, kind: str | None) -> Entity | None:
        """«این کشور», «اعضای این جنبش», «رئیس جنبش», «مردم آن», «این حملات»: who was named before."""
        kinds, at = head_kinds(), phrase.mention.start
        pointed = kind == "deed" and not kinds["demonstrative"].isdisjoint(tokens[:1])
        if pointed and head not in word_class("document-noun"):
            return self.discourse.deeds.get(head)
        if kind is not None and len(tokens) > 1 and tokens[-1] in kinds["its"]:
            return self.discourse.country(at)
        if head in kinds["resident"] and head == " ".join(tokens) and len(tokens) < len(phrase.tokens):
            return self.where(phrase.tokens)
        for this, noun in pairwise(tokens):
            if this in kinds["demonstrative"]:
                if noun in kinds["demonstrative-country"]:
                    return self.discourse.country(at, noun=noun)
                return self.discourse.organisation(noun, at)
        if kind in ("person", "members") and tokens[-1] in kinds["demonstrative-organisation"]:
            called = self.discourse.called(tokens[-1], at)
            return next((one for one in called if tokens[-1] in words(one.label)), None)
        return None


def _are_nationals(phrase: Phrase, matches: list[Match]) -> bool:
    """«ملاحان ایرانی», «پزشکان افغانستانی»: persons, as the tags say, with an adjective of a country behind them."""
    persons = phrase.word is not None and phrase.word.upos == "NOUN" and phrase.word.xpos == _ANIMATE
    first = next(iter(matches), None)
    behind = first is not None and first.first == 1 and first.entity.kind == "country"
    return persons and behind and phrase.tokens[1].endswith(YEH)


def _is_of_two(tokens: Sequence[str], matches: list[Match]) -> bool:
    """«منابع آمریکایی و ایرانی» stand for neither alone."""
    one, *others = matches
    other = next(iter(others), None)
    if other is None or other.last < len(tokens) or other.entity.principal == one.entity.principal:
        return False
    between = tokens[one.last : other.first]
    return len(between) == 1 and between[0] in head_kinds()["and"]


def standing_for(bearer: Entity, iri: str, label: str, kind: str | None) -> Entity:
    """An entity of its own that acts for `bearer`."""
    relations = {"principal": bearer.relations.get("principal", bearer.iri), "represents": bearer.iri}
    equipment = head_of(words(label))[0] in head_kinds()["equipment"]
    shown = "thing" if equipment else _SHOWN.get(kind or "", "thing")
    return Entity(iri, label, None, shown, bearer.principal, None, relations)


def understood(
    label: str, bearer: Entity, kind: str | None, registry: Registry, article: str | None = None
) -> Entity:
    """«دولت» or «دولت این کشور», said of Iran, is the one entity «دولت ایران»; «این کشور» is Iran itself."""
    kinds = head_kinds()
    left = list[str | None]()
    for word in label.split():
        pointed = kinds["demonstrative-country"] | kinds["demonstrative-organisation"] | set(words(bearer.label))
        if fold(word) in pointed and left[-1:] == [None]:
            left.pop()
        elif fold(word) in kinds["demonstrative"]:
            left.append(None)
        else:
            left.append(word)
    own = [word for word in left if word is not None and fold(word) not in kinds["ours"]]
    if not own:
        return bearer
    plain = [token for word in own for token in words(word) if token not in kinds["filler"]]
    iri = entity_iri([*plain, *words(bearer.label)], article if is_local(plain) else None)
    return standing_for(bearer, iri, " ".join([*own, registry.short(bearer)]), kind)


def owned(label: str, owner: Entity, registry: Registry) -> Entity | None:
    """«ارتش» of somebody («ارتش خود», «ارتشش»): it stands for whom he stands for; «کار», «موشک‌ها» for nobody.

    «شهرهای کشور» of a minister are his country's.
    """
    kinds, country = head_kinds(), registry.principal(owner)
    if owner.principal is None:
        return None
    parts = label.split()
    if parts and words(parts[-1])[-1:] and words(parts[-1])[-1] in kinds["land"] and country is not None:
        parts, owner = parts[:-1] if words(parts[-1])[-1] in kinds["demonstrative-country"] else parts, country
        if not parts:
            return country
    head, kind = head_of(words(" ".join(parts)))
    if kind == "territory" and country is not None:
        owner = country
    if owner.kind == "thing":
        return None
    bears = kind in BEARING and head not in kinds["equipment"]
    return understood(" ".join(parts), owner, kind, registry) if bears else None
