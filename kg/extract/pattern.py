"""Patterns over the tree: a TOML row of slots is compiled once and matched against each word."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from kg.errors import Place, TableError
from kg.extract.tree import Tree
from kg.model import Word
from kg.persian.letters import fold
from kg.persian.lexicon import word_class
from kg.persian.verbs import VerbForm, analyses

Condition = Callable[[Tree, Word], bool]
OwnCondition = Callable[[str, str | None], bool]
"""On the form and the tag of a word alone, wherever it stands."""
Binding = dict[str, int]
_KINDS: dict[str, Callable[[VerbForm], bool]] = {
    "~finite": lambda form: form.finite,
    "~participle": lambda form: form.tense == "participle",
    "~infinitive": lambda form: form.tense == "infinitive",
}


@dataclass(frozen=True, slots=True)
class Slot:
    """One word of a pattern: where it hangs and what must hold of it; `tokens` are the conditions as written."""

    name: str
    parent: str | None
    optional: bool
    before: bool
    conditions: tuple[Condition, ...]
    tokens: tuple[str, ...]

    def may_be(self, form: str, upos: str | None) -> bool:
        """Whether a word of this form and tag may fill the slot, as far as these tell."""
        return all(own(form, upos) for token in self.tokens if (own := _own_condition(token)) is not None)

    def accepts(self, tree: Tree, word: Word, anchor: int) -> bool:
        """Whether this word may fill the slot below `anchor`."""
        if self.before and word.id > anchor:
            return False
        # A loop, for all() would build a generator at each of very many calls.
        for condition in self.conditions:  # noqa: SIM110
            if not condition(tree, word):
                return False
        return True


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way a predicate is built; `lemma` names slots or gives Persian words."""

    name: str
    slots: tuple[Slot, ...]
    lemma: tuple[str, ...]
    voice: str
    needs: str | None
    example: str
    gloss: str
    triple: str

    def match(self, tree: Tree, number: int) -> Iterator[Binding]:
        """All ways to bind the slots with the first one at word `number`, nearest words first."""
        first, *rest = self.slots
        if first.accepts(tree, tree.word(number), number):
            yield from _bind(tree, tuple(rest), {first.name: number})


def _bind(tree: Tree, slots: tuple[Slot, ...], bound: Binding) -> Iterator[Binding]:
    if not slots:
        yield bound
        return
    slot, rest = slots[0], slots[1:]
    anchor = bound[slot.parent or ""]
    below = tree.dependents(anchor)
    candidates = [word for word in below if word.id not in bound.values() and slot.accepts(tree, word, anchor)]
    if len(candidates) > 1:
        candidates.sort(key=lambda word: abs(word.id - anchor))
    for word in candidates:
        yield from _bind(tree, rest, {**bound, slot.name: word.id})
    if slot.optional and not candidates:
        yield from _bind(tree, rest, bound)


@cache
def _own_condition(token: str) -> OwnCondition | None:
    if token in _KINDS:
        test = _KINDS[token]
        return lambda form, upos: any(test(one) for one in analyses(form))
    wanted = frozenset(token.removeprefix("=").split("|"))
    if token.startswith("="):
        return lambda form, upos: any(one.infinitive in wanted for one in analyses(form))
    return (lambda form, upos: upos in wanted) if token.replace("|", "").isupper() else None


def _condition(token: str) -> Condition:
    own = _own_condition(token)
    if own is not None:
        return lambda tree, word: own(word.form, word.upos)
    if token in MARKING:
        return MARKING[token]
    key, _, value = token.partition(":")
    wanted = frozenset(value.replace("_", " ").split("|"))
    if key == "form":
        folded = frozenset(map(fold, wanted))
        return lambda tree, word: tree.fold(word.id) in folded
    if key == "next":
        following = frozenset(map(fold, wanted))
        return lambda tree, word: word.id < len(tree) and tree.fold(word.id + 1) in following
    if key == "marker":
        return lambda tree, word: tree.marker(word.id) in wanted
    relations = frozenset(token.split("|"))
    return lambda tree, word: word.deprel in relations


def _is_bare(tree: Tree, word: Word) -> bool:
    if tree.marker(word.id):
        return False
    return tree.fold(word.id) in word_class("intention-noun") or not tree.is_marked(word.id)


def _is_marked(tree: Tree, word: Word) -> bool:
    return not tree.marker(word.id) and tree.is_marked(word.id)


MARKING: dict[str, Condition] = {"bare": _is_bare, "marked": _is_marked}
"""Conditions on what marks a phrase, by their name in the table."""


def _slot(text: str) -> Slot:
    head, *tokens = text.split()
    parent = None
    if tokens[:1] == ["<"]:
        parent, tokens = tokens[1], tokens[2:]
    written = tuple(token for token in tokens if token != "before")
    conditions = tuple(map(_condition, written))
    return Slot(head.rstrip("?"), parent, head.endswith("?"), "before" in tokens, conditions, written)


@cache
def load_patterns() -> tuple[Pattern, ...]:
    """The predicate patterns of `kg/persian/patterns.toml` in their order.

    Raises TableError when a row lacks a field or a slot hangs from an unknown one.
    """
    path = files("kg.persian") / "patterns.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["predicate"]
    return tuple(_pattern(row) for row in rows)


@lru_cache(maxsize=50_000)
def patterns_for(form: str, upos: str | None) -> tuple[Pattern, ...]:
    """The patterns whose first slot may be a word of this form and tag, in the order of the table."""
    return tuple(pattern for pattern in load_patterns() if pattern.slots[0].may_be(form, upos))


def _pattern(row: dict[str, str]) -> Pattern:
    try:
        slots = tuple(_slot(text) for text in row["slots"])
        pattern = Pattern(
            name=row["name"],
            slots=slots,
            lemma=tuple(row["lemma"]),
            voice=row["voice"],
            needs=row.get("needs"),
            example=row["fa"],
            gloss=row["en"],
            triple=row["triple"],
        )
    except KeyError as missing:
        raise TableError(Place("patterns.toml"), f"pattern {row.get('name')!r} lacks {missing}") from None
    known: set[str | None] = {slots[0].name}
    for slot in slots[1:]:
        if slot.parent not in known:
            raise TableError(Place("patterns.toml"), f"{pattern.name}: slot {slot.name!r} hangs from {slot.parent!r}")
        known.add(slot.name)
    return pattern
