"""The frame table: which complement a predicate selects as its target, and what it means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from kg.errors import TableError, did_you_mean
from kg.persian.letters import fold
from kg.persian.lexicon import DO, EZAFE, RA, marker_roles, word_class
from kg.persian.tables import Row, read_table

COLUMNS = (
    "lemma",
    "en",
    "target",
    "class",
    "control",
    "symmetric",
    "plover",
    "mode",
    "cameo",
    "nouns",
    "genitive",
)
CLASSES = frozenset(
    [
        "act",
        "say",
        "ask",
        "allow",
        "force",
        "promise",
        "threaten",
        "intend",
        "aspect",
        "think",
        "perceive",
        "cause",
        "copula",
        "happen",
    ]
)
_NONE = "-"
_LIGHT = ("کردن", "نمودن", "گرداندن", "فرمودن", "ورزیدن")
_MAKE = "ساختن"
_BECOME = ("شدن", "گردیدن", "گشتن")
_DOING = {
    "سازی": ("کردن", "ساختن"),
    "گیری": ("گرفتن",),
    "گذاری": ("گذاشتن", "کردن"),
    "زنی": ("زدن", "کردن"),
    "دهی": ("دادن",),
    "بندی": ("کردن", "بستن"),
    "یابی": ("کردن", "یافتن"),
    "خواهی": ("کردن", "خواستن"),
    "رسانی": ("رساندن", "کردن"),
    "پراکنی": ("کردن", "پراکندن"),
}
_KEPT = 50_000
"""Nouns whose frames are remembered."""
_SUFFIXES = (" های", " ها", "های", "ها", "ی")


@dataclass(frozen=True, slots=True)
class Frame:
    """One predicate.  `targets` are markers in order of preference (`RA`, `EZAFE` or a preposition).

    `kind` is the class of its content clause; `control` says whose subject that clause has (actor,
    target, None); `genitive` what the genitive of its event `nouns` is (actor, target, either).
    """

    lemma: str
    en: str
    targets: tuple[str, ...]
    kind: str
    control: str | None
    symmetric: bool
    plover: str | None
    mode: str | None
    cameo: str | None
    nouns: tuple[str, ...]
    genitive: str | None


class Frames:
    """Frames by infinitive, by idiom and by event noun."""

    def __init__(self, frames: Iterable[Frame]) -> None:
        self.all = tuple(frames)
        self._lemmas = {_key(frame.lemma): frame for frame in self.all}
        self._nouns = {fold(noun): frame for frame in reversed(self.all) for noun in frame.nouns}
        self._events: dict[str, Frame | None] = {}
        self._idioms: dict[str, list[tuple[tuple[str, ...], Frame]]] = {}
        for frame in self.all:
            *words, verb = map(fold, frame.lemma.split())
            if len(words) >= 2 and words[0] in word_class("idiom-opening"):
                for spelt in (words, [" ".join(words[:2]), *words[2:]]):  # «تحت‌الشعاع», «زیر نظر»
                    self._idioms.setdefault(_light(verb), []).append((tuple(spelt), frame))
        for found in self._idioms.values():
            found.sort(key=lambda pair: -len(pair[0]))

    def __len__(self) -> int:
        return len(self.all)

    def get(self, lemma: str) -> Frame | None:
        """The frame of an infinitive; light verbs of one meaning and spellings of letters are one.

        «فاش ساختن» is «فاش کردن» where it has no row of its own.
        """
        noun, _, verb = lemma.rpartition(" ")
        found = self._lemmas.get(_key(lemma))
        return self._lemmas.get(_key(f"{noun} {DO}")) if found is None and noun and verb == _MAKE else found

    def idioms(self, infinitive: str) -> list[tuple[tuple[str, ...], Frame]]:
        """Folded words that make an idiom with this infinitive («به رسمیت» + «شناختن»), longest first."""
        return self._idioms.get(_light(fold(infinitive)), [])

    def nominal(self, noun: str) -> Frame | None:
        """The frame whose event this noun names, plural and indefinite endings aside."""
        if noun not in self._events:
            if len(self._events) >= _KEPT:
                self._events.clear()
            self._events[noun] = self._event(fold(noun))
        return self._events[noun]

    def _event(self, folded: str) -> Frame | None:
        if folded in self._nouns:
            return self._nouns[folded]
        stems = [folded.removesuffix(suffix) for suffix in _SUFFIXES if folded.endswith(suffix)]
        known = next((self._nouns[stem] for stem in stems if stem in self._nouns), None)
        return known or next((made for stem in (folded, *stems) if (made := self._made_of(stem)) is not None), None)

    def _made_of(self, noun: str) -> Frame | None:
        """«خنثی‌سازی» is the event of «خنثی کردن», «باج‌گیری» that of «باج گرفتن»."""
        base, _, doing = noun.rpartition(" ")
        frame = next((found for verb in _DOING.get(doing, ()) if base and (found := self.get(f"{base} {verb}"))), None)
        if frame is None or frame.genitive is not None:
            return frame
        return replace(frame, genitive="target" if frame.targets[:1] == (RA,) else "actor")


@cache
def _light(verb: str) -> str:
    if verb in map(fold, _LIGHT):
        return _LIGHT[0]
    return _BECOME[0] if verb in map(fold, _BECOME) else verb


@cache
def _key(lemma: str) -> tuple[str, ...]:
    *words, verb = fold(lemma).split() or [""]
    return (*words, _light(verb)) if words else (verb,)


@cache
def load_frames(extra: Path | None = None) -> Frames:
    """The shipped frames, with the rows of the user's `extra` table before them.

    TableError, with file and line, for an unknown class, PLOVER type or marker, or a repeated lemma.
    """
    found = _read(files("kg.persian") / "frames.tsv")
    mine = _read(extra) if extra else []
    keys = {_key(frame.lemma) for frame in mine}
    return Frames([*mine, *(frame for frame in found if _key(frame.lemma) not in keys)])


@dataclass(frozen=True, slots=True)
class EventType:
    """An event type of PLOVER 2.0 with its quad and the Persian names of both."""

    name: str
    quad: str
    en: str
    fa: str
    quad_fa: str


@cache
def event_types() -> dict[str, EventType]:
    """The event types of PLOVER by name."""
    columns = ("type", "quad", "en", "fa", "quad_fa")
    rows = read_table(files("kg.persian") / "plover.tsv", columns)
    return {row.need("type"): EventType(*(row.need(column) for column in columns)) for row in rows}


@cache
def plover_quads() -> dict[str, str]:
    """PLOVER event type -> its quad: verbal or material, cooperation or conflict."""
    return {name: one.quad for name, one in event_types().items()}


def _read(path: Path | Traversable) -> list[Frame]:
    seen: dict[tuple[str, ...], int] = {}
    frames = []
    for row in read_table(path, COLUMNS):
        frame = _frame(row)
        key = _key(frame.lemma)
        if key in seen:
            raise TableError(row.place, f"lemma '{frame.lemma}' was given in line {seen[key]};", "keep one row.")
        seen[key] = row.line
        frames.append(frame)
    return frames


def _frame(row: Row) -> Frame:
    _known(row, "class", row.need("class"), CLASSES)
    if row["plover"]:
        _known(row, "plover", row["plover"], plover_quads())
    for column, allowed in (("control", ("actor", "target")), ("genitive", ("actor", "target", "either"))):
        if row[column]:
            _known(row, column, row.need(column), allowed)
    targets = [marker for marker in row.need("target").split("|") if marker != _NONE]
    for marker in targets:
        _known(row, "target", fold(marker), {fold(RA), EZAFE, *marker_roles(), *word_class("selectable-marker")})
    return Frame(
        lemma=row.need("lemma"),
        en=row.need("en"),
        targets=tuple(map(fold, targets)),
        kind=row.need("class"),
        control=row["control"],
        symmetric=row["symmetric"] == "yes",
        plover=row["plover"],
        mode=row["mode"],
        cameo=row["cameo"],
        nouns=tuple((row["nouns"] or "").split("|")) if row["nouns"] else (),
        genitive=row["genitive"],
    )


def _known(row: Row, column: str, cell: str, allowed: Iterable[str]) -> None:
    if cell not in allowed:
        raise TableError(row.place, f"{column} '{cell}' is not known.", did_you_mean(cell, allowed))
