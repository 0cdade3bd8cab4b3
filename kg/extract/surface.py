"""Predicates of the frame table found by the order of the words, whatever the parse makes of them."""

from __future__ import annotations

from kg.extract.predicate import Predicate, auxiliaries, form_of, infinitives, is_infinitive, light_frame
from kg.extract.tree import Tree
from kg.model import Word
from kg.persian.frames import Frame, Frames
from kg.persian.lexicon import COMPARATIVE, RA, word_class

IDIOM = "prepositional idiom"
"""The rule that reads one."""
_REACH = 24
"""How many words before its verb an idiom is looked for."""


def idiom(tree: Tree, verb: Word, frames: Frames) -> Predicate | None:
    """A prepositional idiom of the frame table before its verb («به رسمیت شناختن»), the longest one.

    The words of the idiom stand together in the sentence; between them and the verb the object or
    an adverb may stand, but no other verb.
    """
    near = frozenset(tree.folded[max(0, verb.id - _REACH - 1) : verb.id - 1])
    base = _beside(tree, verb.id)
    for infinitive in infinitives(verb):
        for words, frame in frames.idioms(infinitive):
            start = _before(tree, verb.id, words) if near.issuperset(words) else None
            if start is None:
                continue
            opening = words[:-1] if words[-1] in word_class("verb-base") else words
            if any(start < subject.id < verb.id for subject in tree.dependents(verb.id, "nsubj")):
                continue  # «در جریان مذاکرات وزیر کتاب را روی میز قرار داد»: an idiom stands behind the subject
            bases = [base] if opening != words else []
            if not bases and _has_light_noun(tree, verb, start + len(opening), frames):
                continue
            if start + len(opening) < base and _nearer(tree, base, infinitive, frames):
                continue
            members = frozenset([*range(start, start + len(opening)), *bases, verb.id])
            return _predicate(tree, verb, frame, members, start + len(opening) - 1, IDIOM)
    return None


def _has_light_noun(tree: Tree, verb: Word, behind: int, frames: Frames) -> bool:
    """«به توافق آسیب رسید»: what makes a frame with the verb, from word `behind` on, leaves the rest no idiom."""
    nouns = (noun for noun in tree.dependents(verb.id, "compound:lvc") if behind <= noun.id < verb.id)
    return any(light_frame(noun, infinitives(verb), frames) for noun in nouns)


def _beside(tree: Tree, verb: int) -> int:
    """The word before a verb and its auxiliaries («[قرار] خواهد داد»), 0 when none is."""
    at = verb - 1
    while at > 0 and tree.word(at).upos == "AUX" and tree.word(at).head == verb:
        at -= 1
    return at


def _nearer(tree: Tree, base: int, infinitive: str, frames: Frames) -> bool:
    """«در جریان جنگ شهر را هدف قرار داد», «به دست او [به شهادت] رسید»: words right before the verb are its idiom."""
    return frames.get(f"{tree.word(base - 1).form} {tree.word(base).form} {infinitive}") is not None


def _predicate(tree: Tree, verb: Word, frame: Frame, members: frozenset[int], noun: int, rule: str) -> Predicate:
    """An active predicate of the frame table whose words were found outside the patterns."""
    return Predicate(
        head=verb.id,
        members=members | auxiliaries(tree, [verb.id]),
        lemma=frame.lemma,
        frame=frame,
        voice="active",
        rule=rule,
        kind="nominal" if is_infinitive(verb) else "verbal",
        form=form_of(tree, verb.id),
        verb=verb.id,
        noun=noun,
    )


def behind_object(tree: Tree, verb: Word, frames: Frames) -> Predicate | None:
    """«سفیر را مأمور پیگیری کرد»: what stands behind «را» and makes a frame with the verb is its light noun.

    Its own genitives part it from the verb, so parsers take the last of them for the light noun.
    """
    light = [one for one in infinitives(verb) if one in word_class("light-verb")]
    marker = _object_marker_before(tree, verb.id)
    if not light or marker is None or verb.id - marker <= 2 or tree.word(marker + 1).upos not in ("NOUN", "ADJ"):
        return None
    if tree.fold(verb.id - 1) in word_class("naming-noun"):
        return None  # «هدف سفر را تقویت روابط [عنوان] کرد»
    comparative = tree.word(marker + 1).upos == "ADJ" and tree.fold(marker + 1).endswith(COMPARATIVE)
    frame = None if comparative else light_frame(tree.word(marker + 1), light, frames)
    if frame is None or RA not in frame.targets or _is_manner(tree, marker, verb, frames):
        return None
    return _predicate(tree, verb, frame, frozenset({marker + 1, verb.id}), marker + 1, "light noun behind the object")


def _is_manner(tree: Tree, marker: int, verb: Word, frames: Frames) -> bool:
    """«سرباز را [زنده] دفن کرد»: of two words behind the object the second is the light noun, the first says how."""
    first, noun = tree.word(marker + 1), tree.word(verb.id - 1)
    known = any(frames.get(f"{noun.form} {one}") for one in infinitives(verb))
    return verb.id - marker == 3 and first.upos == "ADJ" and noun.head == verb.id and known


def _object_marker_before(tree: Tree, verb: int) -> int | None:
    """The nearest object marker before a verb in its clause, None when a verb or conjunction comes first."""
    for at in range(verb - 1, 0, -1):
        word = tree.word(at)
        if word.upos in ("VERB", "SCONJ") or (word.upos == "CCONJ" and word.head == verb):
            return None
        if tree.is_object_marker(at):
            return at
    return None


def _before(tree: Tree, verb: int, words: tuple[str, ...]) -> int | None:
    """Where the folded words stand nearest before the verb, within its clause; None if they do not.

    A base that leans on the verb («قرار») may be parted from the rest: «در جریان رویدادها قرار داد».
    """
    parted, base = words[-1] in word_class("verb-base"), _beside(tree, verb)
    based = base > 0 and tree.fold(base) in word_class("verb-base")
    if based != parted or (parted and tree.fold(base) != words[-1]):
        return None  # «در اختیار مردم قرار گرفت» is no «در اختیار گرفتن»
    opening = words[:-1] if parted else words
    for start in range(verb - len(opening), max(0, verb - _REACH), -1):
        if start < 1 or tree.word(start).upos == "VERB":
            break
        if tree.folded[start - 1 : start - 1 + len(opening)] == opening:
            last = start + len(opening) - 1
            if tree.word(start).deprel == "advmod" and last + 1 < verb and not parted:
                continue  # «[دست‌کم] جان ده نفر را گرفت»
            near = {verb, base} if parted else {verb}
            if last + 1 == verb or {tree.word(last).head, tree.word(start).head} & near or parted:
                return start
    return None
