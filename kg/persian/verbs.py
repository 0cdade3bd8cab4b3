"""Persian verb morphology on surface forms, independent of any tagger's features.

All inflected forms of the stems in `verbs.tsv` are listed once; a form is looked up folded, so
«می‌کند», «می کند» and «میکند» are one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from kg.persian.letters import fold
from kg.persian.tables import Row, read_table

Ending = tuple[str, int, str]
_PAST: tuple[Ending, ...] = (
    ("", 3, "Sing"),
    ("م", 1, "Sing"),
    ("ی", 2, "Sing"),
    ("یم", 1, "Plur"),
    ("ید", 2, "Plur"),
    ("ند", 3, "Plur"),
)
_PRESENT: tuple[Ending, ...] = (
    ("د", 3, "Sing"),
    ("م", 1, "Sing"),
    ("ی", 2, "Sing"),
    ("یم", 1, "Plur"),
    ("ید", 2, "Plur"),
    ("ند", 3, "Plur"),
    ("ه", 3, "Sing"),
    ("ن", 3, "Plur"),
    ("ین", 2, "Plur"),
)
_PERFECT: tuple[Ending, ...] = (
    ("است", 3, "Sing"),
    ("ام", 1, "Sing"),
    ("ای", 2, "Sing"),
    ("ایم", 1, "Plur"),
    ("اید", 2, "Plur"),
    ("اند", 3, "Plur"),
)
_IRREGULAR = (
    ("است", "present", False, 3, "Sing"),
    ("ست", "present", False, 3, "Sing"),
    ("هست", "present", False, 3, "Sing"),
    ("هستند", "present", False, 3, "Plur"),
    ("هستم", "present", False, 1, "Sing"),
    ("هستیم", "present", False, 1, "Plur"),
    ("اند", "present", False, 3, "Plur"),
    ("م", "present", False, 1, "Sing"),
    ("ام", "present", False, 1, "Sing"),
    ("ی", "present", False, 2, "Sing"),
    ("ای", "present", False, 2, "Sing"),
    ("یم", "present", False, 1, "Plur"),
    ("ایم", "present", False, 1, "Plur"),
    ("ید", "present", False, 2, "Plur"),
    ("اید", "present", False, 2, "Plur"),
    ("ند", "present", False, 3, "Plur"),
    ("نیست", "present", True, 3, "Sing"),
    ("نیستند", "present", True, 3, "Plur"),
    ("نیستم", "present", True, 1, "Sing"),
    ("نیستیم", "present", True, 1, "Plur"),
    ("هستید", "present", False, 2, "Plur"),
    ("نیستید", "present", True, 2, "Plur"),
    ("هستی", "present", False, 2, "Sing"),
    ("نیستی", "present", True, 2, "Sing"),
    ("هستن", "present", False, 3, "Plur"),
    ("نیستن", "present", True, 3, "Plur"),
)
_ALEF = "ا"
_BARE_PRESENT = frozenset({"داشتن", "توانستن"})
PREFIXES = ("بر", "باز", "در", "فرا", "فرو", "وا")
_POSSIBLE = ("توان", "می توان")
_COPULA, _WANT = "بودن", "خواستن"


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One reading of a form; `person` is 1..3, `number` Sing or Plur, None for what has none."""

    infinitive: str
    tense: str
    negative: bool
    person: int | None
    number: str | None
    finite: bool


@lru_cache(maxsize=20_000)
def analyses(form: str) -> tuple[VerbForm, ...]:
    """Every reading of one token, the likeliest first; empty when no known verb has this form."""
    return _forms().get(fold(form), ())


def analyse(form: str) -> VerbForm | None:
    """The likeliest reading of one token, None when no known verb has this form."""
    found = analyses(form)
    return found[0] if found else None


@cache
def infinitives() -> frozenset[str]:
    """The infinitives of `verbs.tsv`."""
    return frozenset(row.need("infinitive") for row in _rows())


@cache
def _rows() -> list[Row]:
    columns = ["infinitive", "past", "present", "colloquial", "colloquial past"]
    return read_table(files("kg.persian") / "verbs.tsv", columns)


@cache
def _forms() -> dict[str, tuple[VerbForm, ...]]:
    forms: dict[str, list[VerbForm]] = {}
    for form, reading in conjugations():
        known = forms.setdefault(fold(form), [])
        if reading not in known:
            known.append(reading)
    return {form: tuple(sorted(found, key=_addresses)) for form, found in forms.items()}


def conjugations() -> Iterator[tuple[str, VerbForm]]:
    """Every form of the verbs of `verbs.tsv` with a space where a ZWNJ may stand; colloquial ones come last."""
    stems = [(row.need("infinitive"), row.need("past"), row.need("present")) for row in _rows()]
    written = (found for one in stems for found in (*_inflect(*one), *_prefixed(*one)))
    for form, reading in (*written, *_colloquial(), *_parted_future()):
        yield form, reading
        if form.startswith(("می ", "نمی ")):
            yield form.replace(" ", ""), reading
        elif form.startswith(("بی", "نی")) and reading.infinitive.startswith(_ALEF):
            yield form[:2] + _ALEF + form[2:], reading  # «بیاندازند» for «بیندازند»


def _parted_future() -> Iterator[tuple[str, VerbForm]]:
    """«بازنخواهند» of «بازنخواهند گشت»: the auxiliary with the preverb written to it."""
    for form, reading in _present(_WANT, "خواه"):
        if form.startswith(("خواه", "نخواه")):
            yield from ((prefix + form, reading) for prefix in PREFIXES)


def _colloquial() -> Iterator[tuple[str, VerbForm]]:
    """«می‌دونه», «اومدند»: the present and the past of stems as posts write them; no bare imperative («خون»)."""
    for row in _rows():
        for stem in filter(None, (row["colloquial"] or "").split("|")):
            yield from _present(row.need("infinitive"), stem)
        if (past := row["colloquial past"]) is not None:
            infinitive = row.need("infinitive")
            yield past + "ن", VerbForm(infinitive, "infinitive", False, None, None, False)
            yield from _past(infinitive, past)


def _addresses(reading: VerbForm) -> bool:
    """News rarely says "you": «دید» is "saw" before it is "that you give"."""
    return reading.person == 2


def _inflect(infinitive: str, past: str, present: str) -> Iterator[tuple[str, VerbForm]]:
    yield infinitive, VerbForm(infinitive, "infinitive", False, None, None, False)
    yield _negate(infinitive), VerbForm(infinitive, "infinitive", True, None, None, False)
    if infinitive == _COPULA:
        for form, tense, negative, person, number in _IRREGULAR:
            yield form, VerbForm(infinitive, tense, negative, person, number, True)
    yield from _past(infinitive, past)
    yield from _participle(infinitive, past)
    yield from _present(infinitive, present)
    yield from _imperative(infinitive, present)


def _prefixed(infinitive: str, past: str, present: str) -> Iterator[tuple[str, VerbForm]]:
    """«برمی‌گردد», «بازنگشت»: a preverb stands before the markers of aspect and negation."""
    prefix = next((one for one in PREFIXES if all(part.startswith(one) for part in (infinitive, past, present))), None)
    rest = len(prefix or "")
    if prefix is None or len(present) == rest or len(past) - rest < 2:
        return
    for form, reading in _inflect(infinitive[rest:], past[rest:], present[rest:]):
        reading = VerbForm(infinitive, reading.tense, reading.negative, reading.person, reading.number, reading.finite)
        for joined in (prefix + form, f"{prefix} {form}"):
            yield joined, reading


def _negate(form: str) -> str:
    """«آمد» -> «نیامد», «افزود» -> «نیفزود», «اومد» -> «نیومد», «کرد» -> «نکرد»."""
    if form.startswith("آ"):
        return "نیا" + form[1:]
    return "نی" + form[1:] if form.startswith(("اف", "ان", "او")) else "ن" + form


def _past(infinitive: str, past: str) -> Iterator[tuple[str, VerbForm]]:
    for ending, person, number in _PAST:
        form = past + ending
        yield form, VerbForm(infinitive, "past", False, person, number, True)
        yield _negate(form), VerbForm(infinitive, "past", True, person, number, True)
        yield "می " + form, VerbForm(infinitive, "imperfect", False, person, number, True)
        yield "نمی " + form, VerbForm(infinitive, "imperfect", True, person, number, True)


def _participle(infinitive: str, past: str) -> Iterator[tuple[str, VerbForm]]:
    whole = past + "ه"
    for form, lasting, negative in ((whole, f"می {whole}", False), (_negate(past) + "ه", f"نمی {whole}", True)):
        yield form, VerbForm(infinitive, "participle", negative, None, None, False)
        yield lasting, VerbForm(infinitive, "perfect", negative, None, None, False)
        for ending, person, number in _PERFECT:
            reading = VerbForm(infinitive, "perfect", negative, person, number, True)
            yield from ((full, reading) for full in (f"{lasting} {ending}", f"{form} {ending}", form + ending))


def _present(infinitive: str, stem: str) -> Iterator[tuple[str, VerbForm]]:
    vowel = stem.endswith(("ا", "آ")) or (stem.endswith("و") and infinitive in ("گفتن", "جستن", "شستن"))
    for ending, person, number in _PRESENT:
        for full in (stem + ending, stem + "ی" + ending) if vowel else (stem + ending,):
            bare = "present" if infinitive in _BARE_PRESENT or full.startswith("خواه") else "subjunctive"
            yield "می " + full, VerbForm(infinitive, "present", False, person, number, True)
            yield "نمی " + full, VerbForm(infinitive, "present", True, person, number, True)
            yield full, VerbForm(infinitive, bare, False, person, number, True)
            yield _negate(full), VerbForm(infinitive, bare, True, person, number, True)
            yield _with_be(full), VerbForm(infinitive, "subjunctive", False, person, number, True)
    if infinitive == "توانستن":
        for form in _POSSIBLE:
            yield form, VerbForm(infinitive, "present", False, None, None, True)
        yield "نمی توان", VerbForm(infinitive, "present", True, None, None, True)


def _imperative(infinitive: str, stem: str) -> Iterator[tuple[str, VerbForm]]:
    for form, negative in ((_with_be(stem), False), (stem, False), (_negate(stem), True)):
        yield form, VerbForm(infinitive, "imperative", negative, 2, "Sing", True)


def _with_be(form: str) -> str:
    if form.startswith("آ"):
        return "بیا" + form[1:]
    return "بی" + form[1:] if form.startswith(("اف", "ان")) else "ب" + form
