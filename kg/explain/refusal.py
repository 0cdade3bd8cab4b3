"""Why a pattern did not match at a word: the slot that stayed empty, or the condition that failed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.pattern import MARKING, Binding, Pattern, Slot
from kg.extract.predicates import build, lemmas_of
from kg.extract.tree import Tree
from kg.model import Word
from kg.persian.frames import Frames
from kg.persian.lexicon import RA


@dataclass(frozen=True, slots=True)
class Attempt:
    """One pattern at one word.

    `bound` are the words of the slots that were filled; `reason` says why it was rejected (None: it
    fired); `near` is whether the word fits and another slot was filled, or a word of its relation found.
    """

    pattern: str
    word: int
    bound: Binding
    reason: str | None
    near: bool


@dataclass(frozen=True, slots=True)
class _Stop:
    """Where a match went no further: the slots filled by then, the one that was not, and its likeliest word."""

    bound: Binding
    slot: Slot
    anchor: int
    word: Word | None


def attempt(tree: Tree, pattern: Pattern, number: int, frames: Frames) -> Attempt:
    """What came of a pattern at a word, tried on its own, whatever other patterns do."""
    first, *rest = pattern.slots
    failed = _failed(tree, first, tree.word(number), number)
    if failed:
        return Attempt(pattern.name, number, {}, f"the {first.name} {' and '.join(failed)}", False)
    whole = list(pattern.match(tree, number))
    for bound in whole:
        if build(tree, pattern, bound, frames) is not None:
            return Attempt(pattern.name, number, bound, None, True)
    if whole:
        return Attempt(pattern.name, number, whole[0], _lacks(tree, pattern, whole[0]), True)
    stop = max(_stops(tree, tuple(rest), {first.name: number}), key=lambda one: (len(one.bound), _near(tree, one)))
    return Attempt(pattern.name, number, stop.bound, _why(tree, stop), len(stop.bound) > 1 or _near(tree, stop))


def _stops(tree: Tree, slots: tuple[Slot, ...], bound: Binding) -> Iterator[_Stop]:
    """Every way in which the slots cannot all be filled."""
    if not slots:
        return
    slot, anchor = slots[0], bound[slots[0].parent or ""]
    free = [word for word in tree.dependents(anchor) if word.id not in bound.values()]
    fit = [word for word in free if slot.accepts(tree, word, anchor)]
    for word in fit:
        yield from _stops(tree, slots[1:], {**bound, slot.name: word.id})
    if slot.optional and not fit:
        yield from _stops(tree, slots[1:], bound)
    elif not fit:
        related = sorted(free, key=lambda word: (not _related(slot, word), len(_failed(tree, slot, word, anchor))))
        yield _Stop(bound, slot, anchor, related[0] if related and _related(slot, related[0]) else None)


def _near(tree: Tree, stop: _Stop) -> bool:
    return stop.word is not None and len(_failed(tree, stop.slot, stop.word, stop.anchor)) == 1


def _related(slot: Slot, word: Word) -> bool:
    """Whether a word hangs by the relation that the slot asks for; of a slot that asks for none, no word does."""
    return any(word.deprel in token.split("|") for token in slot.tokens if _is_relation(token))


def _is_relation(token: str) -> bool:
    plain = token.replace("|", "").replace(":", "")
    return plain.islower() and not token.startswith(("form:", "next:", "marker:", "=", "~")) and token not in MARKING


def _why(tree: Tree, stop: _Stop) -> str:
    if stop.word is None:
        wanted = " ".join([*stop.slot.tokens, *(["before it"] if stop.slot.before else [])])
        return f"no child with {wanted} ({stop.slot.name})"
    failed = _failed(tree, stop.slot, stop.word, stop.anchor)
    return f"{stop.slot.name}: word {stop.word.id} {stop.word.form} {' and '.join(failed)}"


def _failed(tree: Tree, slot: Slot, word: Word, anchor: int) -> list[str]:
    """What speaks against a word in a slot, in words; empty when it fits."""
    against = [
        _against(tree, token, word)
        for token, condition in zip(slot.tokens, slot.conditions, strict=True)
        if not condition(tree, word)
    ]
    return [*against, *(["stands behind it"] if slot.before and word.id > anchor else [])]


def _against(tree: Tree, token: str, word: Word) -> str:
    if token == "bare":
        marker = tree.marker(word.id) or (RA if tree.is_marked(word.id) else "")
        return f"has the marker {marker}"
    if token == "marked":
        return f"has not the marker {RA}"
    if token.startswith("~"):
        return f"is not {token[1:]}"
    if token.startswith("="):
        return f"is no form of {token[1:]}"
    key, _, value = token.partition(":")
    if key == "form":
        return f"is not {value}"
    if key == "next":
        return f"does not stand before {value}"
    if key == "marker":
        return f"has not the marker {value} but {tree.marker(word.id) or 'none'}"
    return f"is {word.deprel}, not {token}" if _is_relation(token) else f"is {word.upos}, not {token}"


def _lacks(tree: Tree, pattern: Pattern, bound: Binding) -> str:
    """What a whole match lacks: the frame that the pattern asks for."""
    lemma = lemmas_of(tree, pattern, bound)[0]
    return {
        "frame": f"{lemma} is not in the frame table",
        "transitive": f"{lemma} is not in the frame table with {RA}",
        "genitive": f"{lemma} is not in the frame table with a genitive",
        "event": f"{lemma.split()[0]} is no event noun of the frame table",
        "light": f"{lemma}: the verb is no light verb, and the frame table does not know the two together",
    }.get(pattern.needs or "", "what it needs does not hold")
