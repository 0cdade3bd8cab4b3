"""Self-training: sentences that several parsers of ours read alike train the next one (Sagae and Tsujii 2007)."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from kg.training.harmonise import as_ours
from kg.training.lemmas import with_lemmas
from kg.training.parser import reader
from kg.training.progress import counted
from kg.training.tags import predicted
from kg.training.treebank import DEPREL, FORM, HEAD, Tree, groups, read_trees

LEAST = 0.97
_SHORTEST, _LONGEST = 5, 45
"""In words: shorter sentences teach little, longer ones are hardly ever read alike."""
_AT_ONCE = 500


def unannotated(treebank: Path, known: Iterable[Path], count: int, seed: int = 1) -> list[Tree]:
    """At most `count` sentences of a tokenised treebank, none of which is in a file of `known`.

    They are drawn by chance while the treebank is read (Vitter 1985), so that it is not held whole.
    """
    seen = {_words(tree) for path in known for tree in map(as_ours, read_trees(path))}
    fitting = (tree for tree in read_trees(treebank) if _SHORTEST <= len(tree.words) <= _LONGEST)
    fresh = (tree for tree in map(as_ours, fitting) if _words(tree) not in seen)
    chance, kept = random.Random(seed), list[Tree]()
    for passed, tree in enumerate(fresh):
        if passed < count:
            kept.append(tree)
        elif (place := chance.randint(0, passed)) < count:
            kept[place] = tree
    return kept


def agreed(trees: Iterable[Tree], tagger: Path, parsers: Sequence[Path], vectors: Path,
           lemma: Callable[[str, str], str], least: float = LEAST) -> Iterator[Tree]:
    """The sentences that all `parsers` (Stanza files) read alike, tagged by `tagger`, with the first one's tree.

    Alike: at least this share of the words has the same head and relation in every tree.  `lemma` is
    the dictionary that the parsers learnt with: form and tag to lemma.
    """
    readers = [reader(parser, vectors) for parser in parsers]
    tagged = (with_lemmas(tree, lemma) for tree in predicted(trees, tagger, vectors))
    for group in groups(counted(tagged, "sentences tagged and parsed", _AT_ONCE), _AT_ONCE):
        for readings in zip(*(read(group) for read in readers), strict=True):
            if _alike(readings) >= least:
                yield readings[0]


def _alike(readings: Sequence[Tree]) -> float:
    """Share of the words whose head and relation are the same in all trees of a sentence."""
    arcs = zip(*([(row[HEAD], row[DEPREL]) for row in tree.words] for tree in readings), strict=True)
    same = [len(set(found)) == 1 for found in arcs]
    return sum(same) / len(same)


def _words(tree: Tree) -> tuple[str, ...]:
    return tuple(row[FORM] for row in tree.words)
