"""One predicate of a sentence, and what is known of the forms of its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.extract.tree import Tree
from kg.model import TripleKind, Word
from kg.persian.frames import Frame, Frames
from kg.persian.letters import HAMZA, YEH, ZWNJ, fold
from kg.persian.lexicon import BECOME, COMPARATIVE, EZAFE, FUTURE_AUXILIARY, RA, word_class
from kg.persian.verbs import PREFIXES, VerbForm, analyse, analyses


@dataclass(frozen=True, slots=True)
class Predicate:
    """One predicate: `head` is the word by which its clause hangs in the tree.

    `members` are the words that make it up; arguments hang from any of them.  `noun` is the light
    noun, None for a simple verb.  `form` is the analysed form of the word that carries tense.
    Of light nouns under one verb each has the complements before it: behind `since`, the noun before,
    and up to `until`, itself; 0 where there is no such bound.
    """

    head: int
    members: frozenset[int]
    lemma: str
    frame: Frame | None
    voice: str
    rule: str
    kind: TripleKind
    form: VerbForm | None
    verb: int | None
    noun: int | None = None
    since: int = 0
    until: int = 0

    @property
    def passive(self) -> bool:
        """Whether the subject is the patient."""
        return self.voice == "passive"

    def is_one_of(self, name: str) -> bool:
        """Whether its infinitive, as the frame table has it, is in this class of words."""
        return self.frame is not None and fold(self.frame.lemma) in word_class(name)


def is_impersonal(frame: Frame) -> bool:
    """«به شهر حمله شد», «از آن استفاده می‌شود»: the passive of an act without a direct object is nobody's."""
    return frame.kind == "act" and bool(frame.targets) and not {RA, EZAFE} & set(frame.targets)


def is_inchoative(predicate: Predicate) -> bool:
    """«محدود شدن اختیارات»: the infinitive's genitive is what becomes so, and nobody does it."""
    if predicate.kind == "nominal" and predicate.passive:
        return True
    return predicate.kind == "nominal" and predicate.lemma.split()[-1] in (BECOME, *word_class("becoming"))


def citations(word: Word) -> tuple[str, ...]:
    """Forms under which a light noun may be listed: as met but for a written ezafe, without plural or indefinite
    ending, its lemma.
    """
    return citations_of(word.form, word.lemma, word.upos)


@lru_cache(maxsize=100_000)
def citations_of(form: str, lemma: str | None, upos: str) -> tuple[str, ...]:
    """`citations` of a word with this form, lemma and tag."""
    found = _citations(form.strip(ZWNJ).removesuffix(HAMZA))
    if upos == "ADJ" and form.endswith(COMPARATIVE):
        found = (*found, form.removesuffix(COMPARATIVE).strip(ZWNJ))  # «نزدیک‌تر شد»
    return (*found, lemma) if upos == "NOUN" and lemma and lemma not in found else found


def _citations(form: str) -> tuple[str, ...]:
    found = [form]
    for suffix in sorted(word_class("noun-suffix"), key=len, reverse=True):
        for tail in (ZWNJ + suffix, suffix):
            if form.endswith(tail) and len(form) - len(tail) >= 2:
                found.append(form[: -len(tail)])
    return tuple(dict.fromkeys(found))


def is_cited_in(word: Word, *names: str) -> bool:
    """Whether a noun, as met or cut, is in one of these classes of words."""
    return any(form in word_class(name) for form in map(fold, citations(word)) for name in names)


def is_body(word: Word) -> bool:
    """«دولت», «شرکت‌ها», «تیم»: a noun of what acts like persons."""
    return is_cited_in(word, "body-noun", "group-noun")


def is_indefinite(word: Word) -> bool:
    """«گزارشی», «گفت‌وگویی»: a noun with the indefinite ending takes no genitive; «سخنگوی» has an ezafe."""
    form, stem = fold(word.form), fold(word.lemma or "")
    if form == stem and form.endswith(YEH) and form.removesuffix(YEH) in word_class("holder-noun"):
        stem = form.removesuffix(YEH)
    indefinite = {form for ending in word_class("indefinite-ending") for form in (stem + ending, f"{stem} {ending}")}
    ezafe = stem.endswith(tuple(word_class("long-vowel"))) and len(form) == len(stem) + 1
    return word.upos == "NOUN" and form in indefinite and not ezafe


def light_frame(noun: Word, verbs: Iterable[str], frames: Frames) -> Frame | None:
    """The frame that a noun, as met or cut, makes with one of these infinitives; None when the table has none."""
    lemmas = (f"{form} {verb}" for form in citations(noun) for verb in verbs)
    return next((found for lemma in lemmas if (found := frames.get(lemma)) is not None), None)


def event_frame(noun: Word, frames: Frames) -> Frame | None:
    """The frame whose event a noun, as met or cut, names («حمله»); None when it names none («سفرا», «ورودی‌ها»)."""
    lemma, several = noun.lemma or "", noun.feat("Number") == "Plur"
    forms = [form for form in citations(noun) if not several or _is_plural_of(form, noun)]
    found = next((found for form in forms if (found := frames.nominal(form)) is not None), None)
    if found is None or not several or not lemma.endswith(YEH):
        return found
    nouns = {fold(one) for one in found.nouns}
    return None if fold(lemma.removesuffix(YEH)) in nouns and fold(lemma) not in nouns else found


def _is_plural_of(form: str, noun: Word) -> bool:
    """Whether a plural is this form as met, its lemma or without its ending; «سفرای» is none of «سفر»."""
    cut = noun.form.removeprefix(form).strip(ZWNJ)
    return form in (noun.form, noun.lemma) or not noun.lemma or cut.startswith(tuple(word_class("thing-plural-ending")))


def infinitives(word: Word) -> tuple[str, ...]:
    """Possible infinitives of a verb form, the likeliest first; the form itself when unknown."""
    return _infinitives(word.form, word.lemma or "")


@lru_cache(maxsize=50_000)
def _infinitives(form: str, lemma: str) -> tuple[str, ...]:
    found = list(dict.fromkeys(one.infinitive for one in analyses(form)))
    stem = fold(lemma)
    return tuple(sorted(found, key=lambda one: not (stem and fold(one).startswith(stem)))) or (form,)


def is_infinitive(word: Word) -> bool:
    """Whether a word can be an infinitive («کردن»)."""
    return _colloquial(word) is None and any(form.tense == "infinitive" for form in analyses(word.form))


def _colloquial(word: Word) -> VerbForm | None:
    """«اخراجش کردن»: the spoken third person plural of the past, which is written as the infinitive."""
    if word.upos != "VERB" or word.feat("Tense") != "Past":
        return None
    found = next((form for form in analyses(word.form) if form.tense == "infinitive"), None)
    return replace(found, tense="past", person=3, number="Plur", finite=True) if found is not None else None


def form_of(tree: Tree, carrier: int) -> VerbForm | None:
    """The form of the verb; person and number are its nearest auxiliary's («خواهیم داد», «کرده بودند»), no «باید»'s."""
    form = _finite_first(tree.word(carrier))
    found = (one for one in tree.dependents(carrier, "aux", "aux:pass") if tree.fold(one.id) not in word_class("modal"))
    for auxiliary in sorted(found, key=lambda word: abs(word.id - carrier)):
        own = _finite_first(auxiliary)
        if form is not None and own is not None and own.finite and own.person is not None:
            return replace(form, person=own.person, number=own.number, finite=True)
    return form


def _finite_first(word: Word) -> VerbForm | None:
    forms = analyses(word.form)
    return next((form for form in forms if form.finite), None) or _colloquial(word) or analyse(word.form)


def auxiliaries(tree: Tree, words: Iterable[int]) -> frozenset[int]:
    """The auxiliaries of these words."""
    return frozenset(child.id for at in words for child in tree.dependents(at, "aux", "aux:pass"))


def with_preverb(tree: Tree, verb: int) -> Sequence[str]:
    """«بازنخواهند گشت», «باز نخواهند گشت»: a preverb before the auxiliary belongs to the verb («بازگشتن»).

    No infinitive where none stands there.
    """
    for auxiliary in tree.dependents(verb, "aux"):
        if not any(form.infinitive == FUTURE_AUXILIARY for form in analyses(auxiliary.form)):
            continue
        form, before = tree.fold(auxiliary.id), tree.fold(auxiliary.id - 1) if auxiliary.id > 1 else ""
        joined = next((one for one in PREFIXES if form.startswith(fold(one))), None)
        prefix = joined or next((one for one in PREFIXES if before == fold(one)), None)
        found = [f"{prefix}{infinitive}" for infinitive in infinitives(tree.word(verb))] if prefix else []
        if joined or any(one.tense == "infinitive" for lemma in found for one in analyses(lemma)):
            return found
    return ()
