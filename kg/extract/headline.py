"""Headlines «X: …», «X به نقل از Y: …», «نامهٔ X به Y: …»: who speaks, and to whom."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.complements import complement_of, is_time
from kg.extract.phrases import NOMINAL, mention, mention_of
from kg.extract.predicate import citations, event_frame
from kg.extract.tree import Tree
from kg.model import Mention, Word
from kg.persian.frames import load_frames
from kg.persian.letters import fold
from kg.persian.lexicon import IN, OF, TO, marker_roles, word_class
from kg.persian.verbs import analyses

_LONGEST_SPEAKER = 22
_OCCASIONS = ("occasion-noun", "document-noun", "reaction-noun", "platform-noun")
_BRACKETS = {")": "(", "]": "["}


@dataclass(frozen=True, slots=True)
class Headline:
    """The speaker before a colon: the words up to `colon` name whoever says the rest, and to whom if it is said."""

    speaker: Mention
    first: int
    colon: int
    addressee: Mention | None = None


def headline(tree: Tree) -> Headline | None:
    """The speaker of «X: …» or «X به نقل از Y: …» (then Y); None when the colon has none before it."""
    colon = _first_colon(tree)
    return None if colon is None else _speaker(tree, _segment_start(tree, colon), colon)


def cited_before_colon(tree: Tree) -> tuple[Mention, int] | None:
    """«به گزارش [خبرگزاری ملی] : …»: whose words a colon opens, and where it stands; None where nobody is cited so."""
    if len(tree) < 4 or marker_roles().get(" ".join(tree.folded[:2])) != "source":
        return None
    colon = _first_colon(tree)
    if colon is None or colon < 4 or any(tree.word(at).upos in ("VERB", "AUX", "PUNCT") for at in range(3, colon)):
        return None
    return mention_of(tree, 3, colon - 1, 3), colon


def _first_colon(tree: Tree) -> int | None:
    """The first colon that may stand behind a speaker, None when there is none."""
    colons, last = word_class("colon"), min(len(tree), _LONGEST_SPEAKER)
    found = (at for at in range(2, last + 1) if tree.word(at).form in colons and not _in_time(tree, at))
    return next(found, None)


def _in_time(tree: Tree, colon: int) -> bool:
    """«ساعت ۱:۳۲»: a colon between digits parts hours from minutes."""
    return colon < len(tree) and tree.word(colon - 1).form[-1:].isdigit() and tree.word(colon + 1).form[:1].isdigit()


def _is_label(tree: Tree, words: list[Word]) -> bool:
    """«فوری: …», «منبع: …», but «[منبع نظامی]: …»: what is said of the news, not who says it."""
    first = tree.fold(words[0].id)
    described = len(words) > 1 and first in word_class("teller-noun")
    return first in word_class("not-a-speaker") and not described


def _is_from(tree: Tree, noun: Word) -> bool:
    """«گزارش از هند: …»: where a report comes from is not who made it."""
    reported = tree.fold(noun.id) in word_class("evidence-noun")
    return reported and noun.id < len(tree) and tree.fold(noun.id + 1) == OF


def _is_numbered(tree: Tree, first: int) -> bool:
    """«۱۴- اتاق‌ها: …»: what has a number is the heading of a list."""
    return tree.word(first).form[:1].isdigit() and (
        not tree.word(first).form[-1:].isalnum() or tree.word(first + 1).upos == "PUNCT"
    )


def _segment_start(tree: Tree, colon: int) -> int:
    """A headline may hold several parts divided by a slash or a bar; the speaker stands in the last."""
    bars = [number for number in range(1, colon) if tree.word(number).form in word_class("headline-bar")]
    return max(bars, default=0) + 1


def _speaker(tree: Tree, first: int, colon: int) -> Headline | None:
    words = [tree.word(number) for number in range(first, colon) if tree.word(number).upos != "PUNCT"]
    if not words or colon == len(tree) or any(_is_finite(word.form) and word.upos in ("VERB", "AUX") for word in words):
        return None
    inside = {word.id for word in words}
    heads = [word for word in words if word.head not in inside and word.upos in NOMINAL]
    if not heads or _is_label(tree, words):
        return None
    held = heads[0].upos == "NOUN" and heads[0].ner is None and tree.fold(heads[0].id) in word_class("occasion-noun")
    if held or _is_numbered(tree, first) or _is_from(tree, heads[0]):
        return None
    if heads[0].upos == "NUM" or tree.marker(heads[0].id) or _happens(tree, heads[0]) or words[-1].upos == "ADP":
        return None
    quoting = _marker(tree, "quoting-marker", first, colon)
    if not quoting and (genitive := _of_speech(tree, heads[0], colon)) is not None:
        return Headline(mention(tree, genitive), first, colon, _told(tree, heads[0], colon))
    start = quoting[-1] + 1 if quoting else first
    last = _before_setting(tree, start, words[-1].id)
    addressing = _marker(tree, "addressing-marker", start + 1, last + 1) or _addressing(tree, start, last)
    told = mention_of(tree, addressing[-1] + 1, last, addressing[-1] + 1) if addressing else None
    last = addressing[0] - 1 if addressing else last
    whole = mention_of(tree, words[0].id if not quoting else start, last, start if quoting else heads[0].id)
    return Headline(whole, first, colon, told)


def _addressing(tree: Tree, first: int, last: int) -> range:
    """The «به» of «یک مقام آمریکایی [به] رویترز: …», before which nothing stands that selects it."""
    for at in range(first + 1, last):
        if event_frame(tree.word(at - 1), load_frames()) is not None:
            return range(0)
        compound = f"{tree.fold(at)} {tree.fold(at + 1)}" in marker_roles()  # «سپاه [به مناسبت] عید: …»
        if tree.fold(at) == TO and not compound and tree.fold(at - 1) not in word_class("adjective-of-relation"):
            return range(at, at + 1)
    return range(0)


def _marker(tree: Tree, name: str, first: int, end: int) -> range:
    """The words of a marker such as «خطاب به» with something behind it before `end`; empty when none is there."""
    for marker in sorted(word_class(name), key=len, reverse=True):
        parts = tuple(marker.split())
        for at in range(first, end - len(parts)):
            if tree.folded[at - 1 : at - 1 + len(parts)] == parts:
                return range(at, at + len(parts))
    return range(0)


def _told(tree: Tree, noun: Word, colon: int) -> Mention | None:
    """«نامهٔ کارگران به وزیر: …», «درخواست کارگران از وزیر: …»: to whom the words are said, None when it is not said."""
    form = tree.fold(noun.id)
    markers = {marker for marker, name in ((TO, "told-noun"), (OF, "request-noun")) if form in word_class(name)}
    below = (child for child in tree.dependents(noun.id, "nmod", "obl", "obl:arg") if noun.id < child.id < colon)
    child = next((one for one in below if complement_of(tree, one).marker in markers), None)
    return mention(tree, child.id) if child is not None else None


def _before_setting(tree: Tree, first: int, last: int) -> int:
    """Where the speaker of «مرادی در گفت‌وگو با شرق: …», «مرادی تو توییتر: …» ends: before such a phrase."""
    occasions = frozenset[str]().union(*map(word_class, _OCCASIONS))
    settings = word_class("setting-marker") | word_class("spoken-in")
    for at in range(first + 1, last):
        away = tree.fold(at) in word_class("spoken-in") or tree.fold(at) == IN
        named = tree.is_person(at - 1) and tree.word(at - 1).upos == "PROPN"
        if away and named and tree.fold(first) not in word_class("office-noun"):
            return at - 1  # «علی کریمی [در برنامهٔ صبح]: …», but «کریمی سفیر ایران در لندن: …»
        if tree.fold(at) == OF and tree.fold(at + 1) in word_class("way"):  # «ترامپ از طریق تروث سوشال: …»
            return at - 1
        if marker_roles().get(f"{tree.fold(at)} {tree.fold(at + 1)}") in ("cause", "purpose"):
            return at - 1  # «سپاه [به مناسبت عید]: …»
        if tree.fold(at) in word_class("behind-speaker") and (tree.word(at - 1).upos == "PROPN" or tree.fold(at) != OF):
            return at - 1  # «کریمی [از مرز]: …», «گزارشگر تلویزیون [بعد از گل]: …»
        if tree.word(at - 1).upos == "PROPN" and _says_when(tree, at):
            return at - 1  # «کریمی [دیروز]: …», «کریمی [دو سال پیش]: …»
        held = any(fold(form) in occasions for form in citations(tree.word(at + 1)))
        topical = _is_topic(tree, at) and event_frame(tree.word(at - 1), load_frames()) is None
        if topical or (tree.fold(at) in settings and held):
            return at - 2 if tree.word(at - 1).upos == "PUNCT" else at - 1
    if last > first and tree.word(last - 1).upos == "PROPN" and tree.fold(last) in word_class("deictic-time"):
        return last - 1
    return _with_bracket(tree, first, last)


def _says_when(tree: Tree, at: int) -> bool:
    """Whether a bare time begins at a word; «ایران ۲۴: …» is a name."""
    counted = tree.word(at).upos == "NUM" and is_time(tree, at + 1)
    return counted or tree.fold(at) in word_class("deictic-time")


def _is_topic(tree: Tree, at: int) -> bool:
    """«ترامپ [دربارهٔ] جنگ: …», «وزیر [در مورد] بودجه: …»."""
    names = (tree.fold(at), " ".join(tree.folded[at - 1 : at + 1]))
    return any(marker_roles().get(name) == "topic" for name in names)


def _with_bracket(tree: Tree, first: int, last: int) -> int:
    """The word behind the speaker when it closes a bracket opened inside («شبکهٔ تلویزیونی (محلی)»)."""
    closing = last < len(tree) and tree.word(last + 1).form in _BRACKETS
    opened = closing and any(tree.word(at).form == _BRACKETS[tree.word(last + 1).form] for at in range(first, last))
    return last + 1 if opened else last


def _of_speech(tree: Tree, noun: Word, colon: int) -> int | None:
    """«پیام رئیس مجلس به مردم: …», «ادعای ترامپ: …»: whose words they are."""
    if tree.fold(noun.id) not in word_class("speech-noun"):
        return None
    genitives = (child for child in tree.dependents(noun.id, "nmod", "flat:name") if noun.id < child.id < colon)
    return next((child.id for child in genitives if not tree.marker(child.id) and not is_time(tree, child.id)), None)


def _happens(tree: Tree, noun: Word) -> bool:
    """«خودکشی یک بازیکن؛ علت: …»: what happens says nothing; «اعتراض کارگران: …» is in their words."""
    event = event_frame(noun, load_frames())
    speech = tree.fold(noun.id) in word_class("speech-noun") | word_class("reaction-noun")
    return event is not None and event.kind == "happen" and not speech


def _is_finite(form: str) -> bool:
    found = analyses(form)
    return bool(found) and all(one.finite for one in found)
