"""Tags as a tagger predicts them: parsers trained on gold tags trust tags too much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.training.treebank import FORM, UPOS, Tree, groups

_NAME, _NOUN = "PROPN", "NOUN"
_AT_ONCE = 500
"""Sentences given to Stanza together: enough for full batches, few enough to be held."""


def predicted(trees: Iterable[Tree], tagger: Path, vectors: Path) -> Iterator[Tree]:
    """The same trees with the UPOS that `tagger` (a Stanza model file) gives their words."""
    import stanza

    with TemporaryDirectory() as folder:
        (Path(folder) / "resources.json").write_text("{}", encoding="utf-8")
        pipeline = stanza.Pipeline(
            "fa", dir=folder, processors="tokenize,pos", tokenize_pretokenized=True, download_method=None,
            pos_model_path=str(tagger), pos_pretrain_path=str(vectors), allow_unknown_language=True,
            logging_level="ERROR", use_gpu=False,
        )
    for group in groups(trees, _AT_ONCE):
        found = pipeline([[row[FORM] for row in tree.words] for tree in group])
        for tree, sentence in zip(group, found.sentences, strict=True):
            yield _retagged(tree, [word.upos for word in sentence.words])


def with_names(gold: Tree, guess: Tree) -> Tree:
    """`gold` with PROPN where it says NOUN and the guess a name: treebanks without PROPN tag names NOUN."""
    pairs = zip(gold.words, guess.words, strict=True)
    tags = [_NAME if g[UPOS] == _NOUN and p[UPOS] == _NAME else g[UPOS] for g, p in pairs]
    return _retagged(gold, tags)


def _retagged(tree: Tree, tags: list[str]) -> Tree:
    left = iter(tags)
    rows = [list(row) for row in tree.rows]
    for row in rows:
        if "-" not in row[0]:
            row[UPOS] = next(left)
    return Tree(tree.text, rows)


def confusions(gold: Iterable[Tree], guess: Iterable[Tree]) -> dict[str, dict[str, int]]:
    """UPOS -> what a tagger took it for -> how often, its mistakes only."""
    found: dict[str, dict[str, int]] = {}
    for right, said in zip(gold, guess, strict=True):
        for a, b in zip(right.words, said.words, strict=True):
            if a[UPOS] != b[UPOS]:
                row = found.setdefault(a[UPOS], {})
                row[b[UPOS]] = row.get(b[UPOS], 0) + 1
    return found
