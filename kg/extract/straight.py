"""Passes over a tree, each of which says which words it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.extract.tree import Tree
from kg.model import Word
from kg.persian.lexicon import word_class


@dataclass(frozen=True, slots=True)
class Pass:
    """One named rule: `changes` gives the words that it would write anew, by id.

    `about` is a class of words without which a sentence has nothing for it, None where there is no such class.
    """

    name: str
    changes: Callable[[Tree], dict[int, Word]]
    about: str | None = None


def run(passes: Iterable[Pass], tree: Tree) -> Tree:
    """The tree after the passes, one upon the other; the same object when none changes anything."""
    present = frozenset(tree.folded)
    for one in passes:
        if one.about is None or not present.isdisjoint(word_class(one.about)):
            tree = tree.changed(one.changes(tree))
    return tree
