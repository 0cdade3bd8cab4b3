"""Cleaning: the text as a parser expects it, and where each of its characters stood.

The rules are rows of `kg/persian/cleaning.tsv`.  From hazm come the table of Arabic and presentation
letters (`Normalizer.translation_src/dst`, `replacements`), the lexicon that joins affixes and compounds
with ZWNJ (`Normalizer.token_spacing`, `seperate_mi`, `words`) and the shortening of drawn-out words
(`decrease_repeated_chars`).  The conventions aimed at are those of the Persian Dependency Treebank:
European digits, hamza on the heh of an ezafe, tanvin kept.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kg.persian.joiners import lacking
from kg.persian.letters import ALEF, HAMZA, HEH, VOWELS, YEH, ZWNJ
from kg.persian.lexicon import place_words, word_class
from kg.persian.tables import read_table
from kg.persian.verbs import analyses
from kg.text.draft import Draft, Edit

if TYPE_CHECKING:
    from hazm import Normalizer

_LETTER = "\u0621-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff"
_MARK = "\N{ARABIC FATHATAN}" + HAMZA
_EMOJI = (
    "\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\u20e3\u2022\u303d\U0001f000-\U0001faff"
    "\U0001fb00-\U0001fbff"
)
_BULLET = (
    "\u25a0-\u25ff\u2b1b\u2b1c\u26aa\u26ab\u2b55\u2022\u2705\u274c\u2714\u2666\u2756\u2757\u203c"
    "\U0001f4a2\U0001f4cc\U0001f4cd\U0001f534\U0001f535\U0001f536-\U0001f53d\U0001f6a8\U0001f7e0-\U0001f7eb"
    "\U0001f446-\U0001f449"
)
MACROS = {
    "<letter>": f"[{_LETTER}]",
    "<letters>": _LETTER,
    "<word>": f"[{_LETTER}{_MARK}\\w{ZWNJ}]",
    "<bullets>": _BULLET,
    "<emojis>": _EMOJI,
    "<space>": " ",
    "<newline>": "\n",
    "<zwnj>": ZWNJ,
    "<hamza>": HAMZA,
    "<rlm>": "\N{RIGHT-TO-LEFT MARK}",
}
"""What the names in angle brackets stand for in `cleaning.tsv`."""

_WORD = f"[{_LETTER}{_MARK}{ZWNJ}]"
JOINED_WORD = re.compile(f"{_WORD}+")
"""Letters and the joiners between them."""

_RUN = re.compile(f"(?<!{_WORD}){_WORD}+(?: {_WORD}+)+")
_DRAWN = re.compile(f"(?<![{_LETTER}])[{_LETTER}]*?([{_LETTER}])\\1\\1[{_LETTER}]*")
_LASTING = f"(?<!{_WORD})\N{ARABIC LETTER NOON}?\N{ARABIC LETTER MEEM}{YEH}"
_MI = re.compile(f"{_LASTING}[{_LETTER}]{{3,}}(?!{_WORD})")
_JOINING = f"(?![{ALEF}\u0622\u062f-\u0632\u0698\u0648])[{_LETTER}]"
_ATTACHED_PLURAL = re.compile(
    f"(?<!{_WORD})(?P<stem>[{_LETTER}]{{2,}}?{_JOINING})(?={HEH}{ALEF}{YEH}{{0,2}}(?!{_WORD}))"
)
_PLURAL = f"{HEH}{ALEF}{YEH}{{0,2}}(?!{_WORD})"
_JOINED_ENDING = re.compile(f"{_LASTING}{ZWNJ}|{ZWNJ}{_PLURAL}")
_LOOSE_ENDING = re.compile(f"{_LASTING} |[{_LETTER}] {_PLURAL}")
_TELLING = 20
_SLIPS = 0.03
_LONG_NAME = 4
"""Letters from which on a name is not taken apart («قم» may end in «م»)."""
_LONGEST_WORD = 100
_MOST_PASSES = 20
"""Rules feed each other (a removed mark brings two words together); two or three passes are usual."""


@dataclass(frozen=True, slots=True)
class CleanText:
    """The clean text of `raw`: character i stands for `raw[starts[i]:ends[i]]`.

    The interval is empty for an inserted space, longer than one for a contraction; the intervals never
    go back.  Lines stay lines.
    """

    text: str
    raw: str
    starts: array[int] = field(repr=False)
    ends: array[int] = field(repr=False)

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw half-open interval that `text[start:end]` stands for; IndexError outside the text.

        An empty interval stays empty.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(
                f"[{start}, {end}) is not within the {len(self.text)} characters of the clean text"
            )
        if start == end:
            place = self.starts[start] if start < len(self.text) else len(self.raw)
            return place, place
        return self.starts[start], max(self.starts[start], self.ends[end - 1])


def clean(raw: str) -> CleanText:
    """The clean text of a raw one; cleaning a clean text changes nothing.

    A text that is typed with its joiners is taken at its word: what it writes apart stays apart.
    """
    draft = Draft.of(raw)
    careful = _is_careful(unified(raw))
    for _ in range(_MOST_PASSES):
        before = draft.text
        _pass(draft, careful)
        if draft.text == before:
            break
    return CleanText(draft.text, raw, array("Q", draft.starts), array("Q", draft.ends))


def _is_careful(text: str) -> bool:
    """Whether a text joins its endings by ZWNJ throughout («می‌رود», «خانه‌ها»), often enough to tell."""
    joined = sum(1 for _ in _JOINED_ENDING.finditer(text))
    return joined >= _TELLING and sum(1 for _ in _LOOSE_ENDING.finditer(text)) <= joined * _SLIPS


def _pass(draft: Draft, careful: bool) -> None:
    draft.text = unified(draft.text)
    for pattern, becomes in _ligatures() + _rules():
        draft.substitute(pattern, becomes)
    draft.apply(list(_restored(draft.text)))
    draft.apply(list(_shortened(draft.text)))
    if not careful:
        draft.apply(list(_joined(draft.text)))
    draft.apply(list(_split_mi(draft.text)))
    draft.apply(list(_split_plural(draft.text)))


def expand(cell: str) -> str:
    """A cell of `cleaning.tsv` with its named characters put in."""
    return re.sub("<[a-z]+>", lambda match: MACROS.get(match[0], match[0]), cell)


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = read_table(files("kg.persian") / "cleaning.tsv", ["rule", "pattern", "becomes", "before", "after"])
    return tuple((re.compile(expand(row.need("pattern"))), expand(row["becomes"] or "")) for row in rows)


@cache
def _hazm() -> Normalizer:
    """hazm's normaliser; importing it takes a second, so that is done for the first text."""
    from hazm import Normalizer

    return Normalizer()


@cache
def known_words() -> Collection[str]:
    """The words of hazm's lexicon and those of `cleaning_whole.tsv`, which stay as they are."""
    return frozenset(_hazm().words) | _whole()


def unified(text: str) -> str:
    """The text with one character for each letter, digit, space and quotation mark, as long as it was."""
    return text.translate(_letters())


def is_whole(form: str) -> bool:
    """Whether hazm's lexicon knows a word, and none that an ending would leave of it («فلسطین», not «کتابش»).

    A verb that shows as one is whole as well («میگم», «نیستن»), and so is a place («مادرید», no mother).
    """
    if len(form) >= _LONG_NAME and form in place_words():
        return True
    if form.startswith(tuple(word_class("verb-beginning"))) and any(one.finite for one in analyses(form)):
        return True
    known = _hazm().words
    cut = (form.removesuffix(ending) for ending in word_class("cut-ending") if form.endswith(ending))
    return form in known and not any(stem in known for stem in cut)


@cache
def _letters() -> dict[int, str]:
    """One character for one: Arabic and presentation forms, digits, spaces, quotation marks."""
    hazm = _hazm()
    table = dict(zip(map(ord, hazm.translation_src), hazm.translation_dst, strict=True))
    table |= {ord(digit): str(i % 10) for i, digit in enumerate(hazm.number_translation_dst[:10])}
    table |= {0x0660 + i: str(i) for i in range(10)}
    table |= {
        ord(space): " " for space in "\t\xa0\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
    }
    table |= dict(
        zip(
            map(ord, "\u201c\u201d\u201e\u300a\u300b\u2013\u2014\u2010\u2011\u2212\u066a\u066b"),
            "\xab\xbb\xab\xab\xbb-----%.",
            strict=True,
        )
    )
    return table


@cache
def _ligatures() -> tuple[tuple[re.Pattern[str], str], ...]:
    """hazm's one-character words, spelt out."""
    return tuple((re.compile(old), new) for old, new in _hazm().replacements)


def _restored(text: str) -> Iterator[Edit]:
    """The joiners that words lack («هستهای»)."""
    known = known_words()
    for match in JOINED_WORD.finditer(text):
        for place in lacking(match[0], known):
            yield match.start() + place, match.start() + place, ZWNJ


def _shortened(text: str) -> Iterator[Edit]:
    for match in _DRAWN.finditer(text):
        # hazm's own pattern takes quadratic time; no word is that long.
        if len(match[0]) <= _LONGEST_WORD and (new := _hazm().decrease_repeated_chars(match[0])) != match[0]:
            yield match.start(), match.end(), new


def _split_mi(text: str) -> Iterator[Edit]:
    for match in _MI.finditer(text):
        if match[0] in known_words():
            continue
        new = _hazm().seperate_mi(match[0])
        if new != match[0]:
            at = match.start() + new.index(ZWNJ)
            yield at, at, ZWNJ


def _split_plural(text: str) -> Iterator[Edit]:
    """ZWNJ before a plural ending written on to a noun that hazm's lexicon knows."""
    for match in _ATTACHED_PLURAL.finditer(text):
        word = text[match.start() : match.end() + 2]
        if match["stem"] in _hazm().words and word not in known_words():
            yield match.end(), match.end(), ZWNJ


@cache
def _whole() -> frozenset[str]:
    rows = read_table(files("kg.persian") / "cleaning_whole.tsv", ["word", "example"])
    return frozenset(row.need("word") for row in rows)


def _joined(text: str) -> Iterator[Edit]:
    """The spaces that hazm's lexicon replaces by ZWNJ."""
    for run in _RUN.finditer(text):
        place = run.start()
        for words in _stretches(run[0].split(" ")):
            given = iter(words)
            for joined in _hazm().token_spacing(words):
                rest = joined
                while rest != (word := next(given)):
                    place += len(word)
                    yield place, place + 1, ZWNJ
                    place, rest = place + 1, rest[len(word) + 1 :]
                place += len(rest) + 1


def _stretches(words: list[str]) -> Iterator[list[str]]:
    """The words cut where two must stay apart: hazm is not shown what it may not join."""
    first = 0
    for i in range(1, len(words)):
        if _apart(words[i - 1], words[i]):
            yield words[first:i]
            first = i
    yield words[first:]


def _apart(left: str, right: str) -> bool:
    pairs = _apart_pairs()
    if (left, right) in pairs or (left, "*") in pairs or ("*", right) in pairs:
        return True
    # An ending «ای/ی» stands apart only behind a vowel; elsewhere it is a word or a slip of the keyboard.
    if right.endswith(YEH) and len(right.removeprefix(ALEF)) == 1:
        return not left.endswith(VOWELS)
    # A participle is a verb of its own («دیده شده»), whatever compounds the lexicon makes of it.
    return right.endswith(HEH) and f"{right}{ZWNJ}{ALEF}\N{ARABIC LETTER MEEM}" in _hazm().verbs


@cache
def _apart_pairs() -> frozenset[tuple[str, str]]:
    rows = read_table(files("kg.persian") / "cleaning_apart.tsv", ["left", "right", "example"])
    return frozenset(
        (left, right)
        for row in rows
        for left in row.need("left").split()
        for right in row.need("right").split()
    )
