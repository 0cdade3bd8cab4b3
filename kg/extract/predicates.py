"""The predicates of a sentence: which words make one, its infinitive, frame and voice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.extract.pattern import Binding, Pattern, load_patterns
from kg.extract.tree import Tree
from kg.model import TripleKind, Word
from kg.persian.frames import Frame, Frames
from kg.persian.letters import ZWNJ, fold
from kg.persian.lexicon import BECOME, DO, RA, word_class
from kg.persian.verbs import VerbForm, analyse, analyses

_REACH = 24
"""How many words before its verb an idiom is looked for."""


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


def is_inchoative(predicate: Predicate) -> bool:
    """«محدود شدن اختیارات»: the infinitive's genitive is what becomes so, and nobody does it."""
    if predicate.kind == "nominal" and predicate.passive:
        return True
    return predicate.kind == "nominal" and predicate.lemma.split()[-1] in (BECOME, *word_class("becoming"))


def citations(word: Word) -> tuple[str, ...]:
    """Forms under which a light noun may be listed: as met, then without plural or indefinite ending."""
    return _citations(word.form.strip(ZWNJ))


@lru_cache(maxsize=100_000)
def _citations(form: str) -> tuple[str, ...]:
    found = [form]
    for suffix in sorted(word_class("noun-suffix"), key=len, reverse=True):
        for tail in (ZWNJ + suffix, suffix):
            if form.endswith(tail) and len(form) - len(tail) >= 2:
                found.append(form[: -len(tail)])
    return tuple(dict.fromkeys(found))


def infinitives(word: Word) -> list[str]:
    """Possible infinitives of a verb form, the likeliest first; the form itself when unknown."""
    found = list(dict.fromkeys(form.infinitive for form in analyses(word.form)))
    stem = fold(word.lemma or "")
    return sorted(found, key=lambda one: not (stem and fold(one).startswith(stem))) or [word.form]


def find_predicates(tree: Tree, frames: Frames) -> list[Predicate]:
    """All verbal predicates of the sentence, in order of their verbs."""
    found: list[Predicate] = []
    taken: set[int] = set()
    for word in tree.sentence.words:
        if word.id in taken or not may_predicate(tree, word) or _is_light_noun(tree, word, frames):
            continue
        predicate = _read(tree, word, frames)
        if predicate and not (predicate.members - {predicate.head}) & taken:
            found.append(predicate)
            taken |= predicate.members
    found = [part for predicate in found for part in _side_by_side(tree, frames, predicate)]
    more = _elided(tree, frames, found)
    first = {one.verb: min(other.since for other in more if other.verb == one.verb) for one in more}
    found = [replace(one, until=first[one.verb]) if one.verb in first else one for one in found]
    found.extend(more)
    return sorted(found, key=lambda predicate: predicate.head)


def _is_light_noun(tree: Tree, word: Word, frames: Frames) -> bool:
    """«بازداشت» right before «شد» is a noun, though taggers may call it a verb."""
    if word.upos != "VERB" or word.head != word.id + 1:
        return False
    light = {form.infinitive for form in analyses(tree.word(word.head).form)} & set(word_class("light-verb"))
    return bool(light) and frames.get(f"{word.form} {DO}") is not None


def may_predicate(tree: Tree, word: Word) -> bool:
    """Whether patterns are tried on a word: a verb that is not part of another, or a noun with a verb below it."""
    if word.upos == "VERB":
        free = word.deprel not in ("aux", "aux:pass", "cop", "fixed")
        verbal = bool(analyses(word.form)) and not _is_modifier(tree, word)
        return free and verbal and not _is_passive_participle(tree, word)
    if word.upos == "AUX":
        return word.deprel not in ("aux", "cop", "aux:pass") or word.head == 0
    if word.upos in ("NOUN", "ADJ"):
        carriers = tree.dependents(word.id, "cop", "aux", "aux:pass", "compound", "compound:lv")
        return any(analyses(child.form) for child in carriers) or _is_infinitive(word)
    return False


def _is_modifier(tree: Tree, word: Word) -> bool:
    """«حملهٔ سازمان یافته ارتش»: a participle right before a noun, with no auxiliary, modifies."""
    if word.id == len(tree) or not all(form.tense == "participle" for form in analyses(word.form)):
        return False
    behind = tree.word(word.id + 1)
    return behind.upos in ("NOUN", "PROPN", "ADJ") and not tree.dependents(word.id, "aux", "aux:pass")


def _is_passive_participle(tree: Tree, word: Word) -> bool:
    """«ساخته» in «ساخته شد» belongs to the predicate of its auxiliary."""
    if not word.head or not any(form.tense == "participle" for form in analyses(word.form)):
        return False
    above = any(form.infinitive == BECOME for form in analyses(tree.word(word.head).form))
    return above and word.deprel in ("xcomp", "compound:lvc", "compound", "ccomp", "advcl") and word.id < word.head


def _is_infinitive(word: Word) -> bool:
    return any(form.tense == "infinitive" for form in analyses(word.form))


def _read(tree: Tree, word: Word, frames: Frames) -> Predicate | None:
    idiom = _idiom(tree, word, frames) or _behind_object(tree, word, frames)
    if idiom:
        return idiom
    for pattern in load_patterns():
        for bound in pattern.match(tree, word.id):
            predicate = build(tree, pattern, bound, frames)
            if predicate:
                return predicate
    return None


def build(tree: Tree, pattern: Pattern, bound: Binding, frames: Frames) -> Predicate | None:
    """The predicate of a match, None when what the pattern `needs` does not hold."""
    lemmas = lemmas_of(tree, pattern, bound)
    if pattern.needs == "transitive":
        lemmas += [f"{lemma.removesuffix(DO)}{verb}" for lemma in lemmas for verb in word_class("passive-of")]
    lemma, frame = next(((lemma, frames.get(lemma)) for lemma in lemmas if frames.get(lemma)), (lemmas[0], None))
    if pattern.needs == "frame" and frame is None:
        return None
    if pattern.needs == "light" and frame is None and lemma.split()[-1] in word_class("full-verb"):
        return None
    if pattern.needs == "transitive" and not _may_be_passive(tree, bound, frame, frames):
        return None
    voice = pattern.voice
    carrier = bound.get("verb", bound[pattern.slots[0].name])
    return Predicate(
        head=bound[pattern.slots[0].name],
        members=frozenset(bound.values()) | _auxiliaries(tree, bound),
        lemma=frame.lemma if frame and voice == "passive" else lemma,
        frame=frame,
        voice=voice,
        rule=pattern.name,
        kind="nominal" if _is_infinitive(tree.word(carrier)) else "verbal",
        form=_form(tree, carrier),
        verb=carrier,
        noun=bound.get("noun", bound.get("adjective")),
    )


def _may_be_passive(tree: Tree, bound: Binding, frame: Frame | None, frames: Frames) -> bool:
    """«ثبت شد» is the passive of a transitive frame, or of a verbal noun that no frame of its own claims.

    «وارد شد» is an act with a frame of its own, though «وارد کرد» is transitive.
    """
    noun = tree.word(bound["noun"])
    own = next((found for form in citations(noun) if (found := frames.get(f"{form} {BECOME}"))), None)
    if own is not None and own.kind == "act":
        return False
    if frame is not None:
        return RA in frame.targets
    return noun.upos != "ADJ" and noun.deprel == "compound:lvc" and own is None


def _form(tree: Tree, carrier: int) -> VerbForm | None:
    """The form of the verb; person and number are its nearest auxiliary's («خواهیم داد», «کرده بودند»)."""
    form = _finite_first(tree.word(carrier))
    auxiliaries = tree.dependents(carrier, "aux", "aux:pass")
    for auxiliary in sorted(auxiliaries, key=lambda word: abs(word.id - carrier)):
        own = _finite_first(auxiliary)
        if form is not None and own is not None and own.finite and own.person is not None:
            return replace(form, person=own.person, number=own.number)
    return form


def _finite_first(word: Word) -> VerbForm | None:
    forms = analyses(word.form)
    return next((form for form in forms if form.finite), None) or analyse(word.form)


def _auxiliaries(tree: Tree, bound: Binding) -> frozenset[int]:
    return frozenset(child.id for at in bound.values() for child in tree.dependents(at, "aux", "aux:pass"))


def lemmas_of(tree: Tree, pattern: Pattern, bound: Binding) -> list[str]:
    """All spellings of the infinitive that a binding may have, the plainest first."""
    found = [""]
    options: Sequence[str]
    for part in pattern.lemma:
        name, _, feature = part.partition(".")
        if name not in bound and not feature:
            options = [] if name.isascii() else [part]
        elif feature == "marker":
            options = [tree.marker(bound[name]) or ""]
        elif name in ("verb", "participle"):
            options = infinitives(tree.word(bound[name]))
        else:
            options = citations(tree.word(bound[name]))
        found = [f"{left} {right}".strip() for left in found for right in options or [""]]
    return found


def _idiom(tree: Tree, verb: Word, frames: Frames) -> Predicate | None:
    """A prepositional idiom of the frame table before its verb («به رسمیت شناختن»), the longest one.

    The words of the idiom stand together in the sentence; between them and the verb the object or
    an adverb may stand, but no other verb.
    """
    for infinitive in infinitives(verb):
        for words, frame in frames.idioms(infinitive):
            start = _before(tree, verb.id, words)
            if start is None:
                continue
            opening = words[:-1] if words[-1] in word_class("verb-base") else words
            if any(subject.id > start for subject in tree.dependents(verb.id, "nsubj")):
                continue  # «در جریان مذاکرات وزیر کتاب را روی میز قرار داد»: an idiom stands behind the subject
            bases = [verb.id - 1] if opening != words else []
            if bases and start + len(opening) < bases[0] and _nearer(tree, verb.id, infinitive, frames):
                continue
            members = frozenset([*range(start, start + len(opening)), *bases, verb.id])
            return _predicate(tree, verb, frame, members, start + len(opening) - 1, "prepositional idiom")
    return None


def _nearer(tree: Tree, verb: int, infinitive: str, frames: Frames) -> bool:
    """«در جریان جنگ شهر را هدف قرار داد»: the word right before the base makes an idiom with it, «در جریان» none."""
    noun, base = tree.word(verb - 2).form, tree.word(verb - 1).form
    return frames.get(f"{noun} {base} {infinitive}") is not None


def _predicate(tree: Tree, verb: Word, frame: Frame, members: frozenset[int], noun: int, rule: str) -> Predicate:
    """An active predicate of the frame table whose words were found outside the patterns."""
    return Predicate(
        head=verb.id,
        members=members | _auxiliaries(tree, {"verb": verb.id}),
        lemma=frame.lemma,
        frame=frame,
        voice="active",
        rule=rule,
        kind="nominal" if _is_infinitive(verb) else "verbal",
        form=_form(tree, verb.id),
        verb=verb.id,
        noun=noun,
    )


def _behind_object(tree: Tree, verb: Word, frames: Frames) -> Predicate | None:
    """«سفیر را مأمور پیگیری کرد»: what stands behind «را» and makes a frame with the verb is its light noun.

    Its own genitives part it from the verb, so parsers take the last of them for the light noun.
    """
    light = [one for one in infinitives(verb) if one in word_class("light-verb")]
    marker = _object_marker_before(tree, verb.id)
    if not light or marker is None or verb.id - marker <= 2 or tree.word(marker + 1).upos not in ("NOUN", "ADJ"):
        return None
    lemmas = [f"{form} {one}" for form in citations(tree.word(marker + 1)) for one in light]
    frame = next((found for lemma in lemmas if (found := frames.get(lemma))), None)
    if frame is None or RA not in frame.targets:
        return None
    return _predicate(tree, verb, frame, frozenset({marker + 1, verb.id}), marker + 1, "light noun behind the object")


def _object_marker_before(tree: Tree, verb: int) -> int | None:
    """The nearest object marker before a verb in its clause, None when a verb or conjunction comes first."""
    for at in range(verb - 1, 0, -1):
        word = tree.word(at)
        if word.upos in ("VERB", "SCONJ") or (word.upos == "CCONJ" and word.head == verb):
            return None
        if tree.fold(at) in word_class("object-marker"):
            return at
    return None


def _before(tree: Tree, verb: int, words: tuple[str, ...]) -> int | None:
    """Where the folded words stand nearest before the verb, within its clause; None if they do not.

    A base that leans on the verb («قرار») may be parted from the rest: «در جریان رویدادها قرار داد».
    """
    parted = words[-1] in word_class("verb-base")
    if parted and (verb < 2 or tree.fold(verb - 1) != words[-1]):
        return None
    opening = words[:-1] if parted else words
    for start in range(verb - len(opening), max(0, verb - _REACH), -1):
        if start < 1 or tree.word(start).upos == "VERB":
            break
        if tree.folded[start - 1 : start - 1 + len(opening)] == opening:
            last = start + len(opening) - 1
            near = {verb, verb - 1} if parted else {verb}
            if last + 1 == verb or {tree.word(last).head, tree.word(start).head} & near or parted:
                return start
    return None


def _elided(tree: Tree, frames: Frames, found: list[Predicate]) -> list[Predicate]:
    """Light nouns coordinated under one light verb («پیشنهاد را بررسی و رد کرد»): one more predicate each."""
    more = []
    for predicate in found:
        if predicate.noun is None or predicate.noun == predicate.head or predicate.verb is None:
            continue
        verb = predicate.frame.lemma if predicate.frame else predicate.lemma
        before = predicate.noun
        for conjunct in tree.dependents(predicate.noun, "conj"):
            lemmas = [f"{form} {verb.split()[-1]}" for form in citations(conjunct)]
            frame = next((frames.get(lemma) for lemma in lemmas if frames.get(lemma)), None)
            if conjunct.upos not in ("NOUN", "ADJ") or conjunct.id > predicate.verb:
                continue
            members = frozenset({conjunct.id, predicate.verb})
            more.append(
                Predicate(
                    head=predicate.head,
                    members=members | (predicate.members - {predicate.noun}),
                    lemma=frame.lemma if frame else lemmas[0],
                    frame=frame,
                    voice=predicate.voice,
                    rule="coordinated light nouns",
                    kind=predicate.kind,
                    form=predicate.form,
                    verb=predicate.verb,
                    noun=conjunct.id,
                    since=before,
                )
            )
            before = conjunct.id
    return more


def _side_by_side(tree: Tree, frames: Frames, predicate: Predicate) -> list[Predicate]:
    """«پیشنهاد را بررسی و با اکثریت آرا رد کرد»: both light nouns hang from the verb, a conjunction between them."""
    if predicate.noun is None or predicate.verb is None or predicate.noun == predicate.head:
        return [predicate]
    light = (predicate.frame.lemma if predicate.frame else predicate.lemma).split()[-1]
    for noun in tree.dependents(predicate.verb, "compound:lvc", "xcomp"):
        if noun.id in predicate.members:
            continue
        joint = sorted((noun.id, predicate.noun))
        between = range(joint[0] + 1, joint[1])
        joined = any(tree.word(number).upos == "CCONJ" for number in between)
        frame = next((found for form in citations(noun) if (found := frames.get(f"{form} {light}"))), None)
        # «روستا را تصرف و ساکنان را آواره کردند»: two marked objects are of two predicates.
        marked = any(tree.fold(number) in word_class("object-marker") for number in between)
        apart = marked and light in word_class("light-verb")
        if noun.upos in ("NOUN", "ADJ") and joined and (frame or apart) and not tree.marker(noun.id):
            members = (predicate.members - {predicate.noun}) | {noun.id}
            lemma = frame.lemma if frame else f"{noun.form} {light}"
            other = replace(
                predicate, members=members, lemma=lemma, frame=frame, noun=noun.id, rule="coordinated light nouns"
            )
            mine = replace(predicate, members=predicate.members - {noun.id})
            first, second = (other, mine) if noun.id < predicate.noun else (mine, other)
            return [replace(first, until=joint[0]), replace(second, since=joint[0])]
    return [predicate]
