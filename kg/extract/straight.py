"""Passes over a tree, each of which says which words it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.extract.tree import Tree
from kg.model import Word


@dataclass(frozen=True, slots=True)
class Pass:
    """One named rule: `changes` gives the words that it would write anew, by id."""

    name: str
    changes: Callable[[Tree], dict[int, Word]]


def run(passes: Iterable[Pass], tree: Tree) -> Tree:
    """The tree after the passes, one upon the other; the same object when none changes anything."""
    for one in passes:
        tree = tree.changed(one.changes(tree))
    return tree
