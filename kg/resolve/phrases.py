"""The parts of a phrase: its head and the kind of it, the name in it, the words that only introduce."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from urllib.parse import quote

from kg.model import Word
from kg.persian.letters import VOWELS, YEH, fold
from kg.persian.lexicon import OF
from kg.persian.spelling import words
from kg.resolve.registry import BASE, PLURAL, head_kinds, load_registry, name_key, untitled

BEARING = ("person", "body", "people", "members", "territory")
"""Heads whose phrase stands for the name in their genitive: «سفیر ترکیه», «شمال اسرائیل»."""
_NAME = 4
_LINKED = tuple(vowel + YEH for vowel in VOWELS)
"""Ends of words whose ye is the linking one: «کشورهای», «نیروی»."""
_KEY = 120
_HONORIFIC = re.compile(r"\s*[(]\s*(\w+)\s*[)]")


def head_of(tokens: Sequence[str]) -> tuple[str, str | None]:
    """The head word behind determiners, of two tokens where a ZWNJ parts it, and its kind (None: unknown)."""
    left = behind_determiners(tokens)
    for head in (" ".join(left[:2]), "".join(left[:1])):
        if (kind := _kinds().get(head)) is not None:
            return head, kind
    return "".join(left[:1]), None


@cache
def _kinds() -> dict[str, str]:
    """Head -> its kind, the first where it is of several."""
    return {head: kind for kind in reversed((*BEARING, "deed")) for head in head_kinds()[kind]}


@cache
def _determiners() -> frozenset[str]:
    return head_kinds()["determiner"] | {PLURAL}


def behind_determiners(tokens: Sequence[str]) -> Sequence[str]:
    """«هر ایرانی» -> «ایرانی», «ده‌ها کشتی» -> «کشتی», «۱۰ موشک» -> «موشک»; determiners alone stay.

    A part is taken for the whole: «طیف بزرگی از نمایندگان» -> «نمایندگان».
    """
    of = next((at for at in (1, 2) if list(tokens[at : at + 1]) == [OF]), 0)
    if of and tokens[0] in head_kinds()["part"]:
        tokens = tokens[of + 1 :] or tokens
    passed = _determiners()
    first = (at for at, token in enumerate(tokens) if token not in passed and not token.isdigit())
    return tokens[next(first, 0) :]


@cache
def bearing_words() -> frozenset[str]:
    """All heads of `BEARING`."""
    return frozenset().union(*(head_kinds()[kind] for kind in BEARING))


def name_before_office(tokens: Sequence[str], until: int) -> Sequence[str]:
    """«دیمیتری مدودیف رئیس‌جمهور روسیه»: the name in front of the office; empty when there is none."""
    kinds = head_kinds()
    offices = kinds["person"] | kinds["reporter"]
    at = next((at for at, token in enumerate(tokens[:until]) if token in offices), 0)
    return tokens[:at] if 1 < at <= _NAME and is_plain(tokens[:at]) else ()


def has_office_behind(tokens: Sequence[str]) -> bool:
    """Whether an office stands behind a name («غلامحسین دهقانی سفیر و سرپرست …») and not inside some other phrase."""
    at = next((at for at, token in enumerate(tokens) if token in head_kinds()["person"]), 0)
    return 0 < at <= _NAME and is_plain(tokens[:at])


def name_behind_office(tokens: Sequence[str], since: int) -> Sequence[str]:
    """«سفیر ژاپن آقای کنجی مورا»: the name behind the office and its country; empty when there is none.

    A single word needs a title: «سفیر ژاپن آقای مورا».
    """
    rest = list(tokens[since:])
    name = untitled(rest)
    enough = 2 if len(name) == len(rest) else 1
    return name if tokens[:1] and enough <= len(name) <= _NAME and is_plain(name) else ()


def name_in_apposition(label: str) -> Sequence[str]:
    """«نقدی، فرمانده سپاه», «باراک راوید، آکسیوس»: the name before the comma and an office or a medium, else empty."""
    front, comma, rest = label.partition("\N{ARABIC COMMA}")
    name, behind = untitled(words(front)), words(rest)
    if not comma or not 1 <= len(name) <= _NAME or not is_plain(name):
        return ()
    medium = load_registry().exact(behind)
    office = head_of(behind)[1] == "person" or bool(set(behind[:1]) & head_kinds()["reporter"])
    return name if office or (medium is not None and medium.kind == "medium") else ()


def named_part(label: str) -> str:
    """«سردار نقدی» of «سردار نقدی، فرمانده سپاه»; the whole phrase when no office or medium is in apposition."""
    return label.partition("\N{ARABIC COMMA}")[0] if name_in_apposition(label) else label


def is_plain(tokens: Sequence[str]) -> bool:
    """Whether none of the words is of a class that names have not."""
    common = _common_words()
    return not any(token in common or token.isdigit() for token in tokens)


@cache
def _common_words() -> frozenset[str]:
    """The words of the classes that names have not."""
    classes = (*BEARING, "deed", "event", "determiner", "cut", "medium", "demonstrative", "pronoun", "reflexive", "and")
    return frozenset().union(*(head_kinds()[kind] for kind in classes))


def surface(label: str, tokens: Sequence[str]) -> str:
    """The stretch of a label whose words these are, closing marks left out."""
    parts = label.split()
    for first in range(len(parts)):
        kept, spelled = list[str](), list[str]()
        for part in parts[first:]:
            kept, spelled = [*kept, part], [*spelled, *words(part)]
            if spelled[: len(tokens)] == list(tokens):
                return " ".join(kept).strip("«»\"',،؛()")
    return " ".join(tokens)


def opening(label: str) -> str:
    """A phrase up to its parenthesis, all of it when it begins with one; «(ع)» behind a holy name ends none."""
    label = _HONORIFIC.sub(lambda found: "" if found[1] in head_kinds()["honorific"] else found[0], label)
    front = label.partition("(")[0].strip()
    return front or label


def is_local(tokens: Sequence[str]) -> bool:
    """Whether the words mean something else in every article: «او», «این کار», «یک شهروند», «۲ کشتی»."""
    kinds = head_kinds()
    if not tokens or tokens[0].isdigit() or tokens[0] in kinds["indefinite"] or set(tokens) & kinds["reflexive"]:
        return True
    return name_key(tokens) in _alone()


@cache
def _alone() -> frozenset[str]:
    kinds = head_kinds()
    return frozenset(name_key(word.split()) for word in kinds["pronoun"] | kinds["both"] | kinds["deictic"])


def is_nameless(tokens: Sequence[str], word: Word | None) -> bool:
    """Whether a phrase is headed by an indefinite («اقدامی تازه»), or is one bare common noun («کشتی‌ها», «تیم»).

    Without a parse nobody knows; a name that is tagged as such is none.
    """
    if word is None or word.upos != "NOUN" or word.ner is not None:
        return False
    form, lemma = fold(word.form), fold(word.lemma or word.form)
    if form.endswith(YEH) and not lemma.endswith(YEH) and not form.endswith(_LINKED):
        return True
    alone = words(word.form) == tuple(tokens)
    return alone and (word.feat("Number") == "Plur" or head_of(tokens)[1] is not None)


def entity_iri(tokens: Sequence[str], article: str | None = None) -> str:
    """The IRI of what these words name, the same for all spellings of a name; of one `article` alone if given."""
    key = name_key(tokens)
    if len(key) > _KEY:
        key = f"{key[:_KEY]}-{hashlib.sha256(key.encode()).hexdigest()[:12]}"
    return _iri(key if article is None else f"{key}--{article}")


@lru_cache(maxsize=20_000)
def _iri(key: str) -> str:
    return BASE + quote(key.encode("utf-8", "replace"), safe="-")


def is_of_the_land(tokens: Sequence[str]) -> bool:
    """Whether a phrase is the country of its paragraph or of that («کشور», «شهرهای کشور»), not «وزارت کشور»."""
    kinds, front = head_kinds(), tokens[:-1]
    if not tokens or tokens[-1] not in kinds["homeland"] or (front and head_of(front)[1] not in BEARING):
        return False
    return not front or front[-1] not in kinds["state-front"] | kinds["determiner"] | kinds["indefinite"]


def parties_of(tokens: Sequence[str]) -> tuple[list[str], str | None] | None:
    """«سفیران دو کشور» -> «سفیران» and «کشور»; «طرفین» -> nothing and None; None for what means no two."""
    kinds, left = head_kinds(), list(tokens)
    if left[-1:] and left[-1] in kinds["both"]:
        return left[:-1], None
    if len(left) < 2 or left[-1] not in kinds["pair"] or left[-2] not in kinds["two"]:
        return None
    noun, left = left[-1], left[:-2]
    while left and left[-1] in kinds["this"]:
        left.pop()
    return left, noun


def offices_in(tokens: Sequence[str]) -> Iterator[tuple[str, set[str]]]:
    """The offices that may end a phrase: «سخنگوی وزارت کشور», «وزارت کشور», each with its first words.

    A people or a nation ends no body's: «حزب مردم».
    """
    kinds = head_kinds()
    kind = head_of(tokens)[1]
    for at in range(len(tokens) if kind in ("person", "body") else min(len(tokens), 1)):
        if not (at and kind == "body" and tokens[at] in kinds["people"]):
            yield " ".join(tokens[at:]), {" ".join(tokens[at : at + n]) for n in (1, 2)}
