"""From a folder of treebanks to the files that Stanza's trainers read."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.training.harmonise import harmonise, proper_nouns, relation_labels
from kg.training.treebank import EMPTY, FORM, ID, UPOS, Tree, read_trees, write_trees

PERDT = "fa_perdt-ud-dev.conllu"
EXTENSIONS = ("kgbank-perdt.conllu", "kgbank-posts.conllu")
OTHERS = ("fa_seraji-ud-dev.conllu", "fa_seraji-ud-test.conllu", "iPerUDT_train.conllu", "iPerUDT_dev.conllu")
TOKENS = "fa_perdt-ud-train.tokens_mwt.conllu"
TAGS = "fa_seraji-ud-train.nohead.conllu"
HELD_OUT = 150
_PARAGRAPH = 8
_SERAJI = 599 + 600
"""Sentences of Seraji dev and test, which come first among the others."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Paths of what was prepared; the tagger reads its three files with whatever columns they have."""

    tokens: Path
    held_out: Path
    trees: Path
    tags: tuple[Path, ...]
    lemmas: Path


def prepare(treebanks: Path, output: Path, seed: int = 1) -> Prepared:
    """Write the training files below `output`.

    The last 150 sentences of PerDT dev are held out for choosing checkpoints; PerDT test is not read.
    """
    output.mkdir(parents=True, exist_ok=True)
    perdt = list(read_trees(treebanks / PERDT))
    train, held_out = perdt[:-HELD_OUT], perdt[-HELD_OUT:]
    extensions = [tree for name in EXTENSIONS for tree in read_trees(treebanks / name)]
    names, labels = proper_nouns([*train, *extensions]), relation_labels()
    others = [harmonise(t, labels, names) for n in OTHERS for t in read_trees(treebanks / n)]
    tagged = [harmonise(tree, labels, names) for tree in read_trees(treebanks / TAGS)]
    found = Prepared(
        tokens=output / "tokens.conllu",
        held_out=output / "held_out.conllu",
        trees=output / "trees.conllu",
        tags=(output / "tags_perdt.conllu", output / "tags_bank.conllu", output / "tags_other.conllu"),
        lemmas=output / "lemmas.conllu",
    )
    seraji = others[:_SERAJI]
    write_trees(held_out, found.held_out)
    write_trees(_shuffled([*train, *train, *extensions, *others], seed), found.trees)
    for trees, path in zip((train, extensions, [*seraji, *tagged]), found.tags, strict=True):
        write_trees(trees, path)
    write_trees([*train, *_with_lemmas(seraji), *_with_lemmas(tagged)], found.lemmas)
    write_trees([*read_trees(treebanks / TOKENS), *train], found.tokens)
    return found


def _shuffled(trees: list[Tree], seed: int) -> list[Tree]:
    random.Random(seed).shuffle(trees)
    return trees


def _with_lemmas(trees: Iterable[Tree]) -> list[Tree]:
    return [tree for tree in trees if all(row[2] != EMPTY for row in tree.words)]


def mwt_trees(source: Path, target: Path) -> Path:
    """The sentences that hold multi-word tokens; words without a tag get X, which the reader wants."""
    trees = [tree for tree in read_trees(source) if any("-" in row[ID] for row in tree.rows)]
    for tree in trees:
        for row in tree.words:
            row[UPOS] = "X" if row[UPOS] == EMPTY else row[UPOS]
    write_trees(trees, target)
    return target


def tokenizer_files(source: Path, text: Path, labels: Path, pieces: Path | None = None, seed: int = 1) -> None:
    """Stanza's tokeniser input: paragraphs of some sentences and a label for each of their characters.

    Labels: 0 inside, 1 end of token, 2 end of sentence, 3 end of multi-word token, 4 both.  Most
    paragraphs join several sentences by a space; some are one sentence, as headlines are.
    `pieces` receives Stanza's list of multi-word expansions.
    """
    chance = random.Random(seed)
    written, marked, expansions = list[str](), list[str](), dict[tuple[str, tuple[str, ...]], int]()
    line, marks, left = "", "", chance.randint(1, _PARAGRAPH)
    for tree in read_trees(source):
        sentence, sentence_marks = _labelled(tree, expansions)
        if line:
            line, marks = line + " ", marks + "0"
        line, marks, left = line + sentence, marks + sentence_marks, left - 1
        if left == 0:
            written.append(line)
            marked.append(marks)
            line, marks, left = "", "", chance.choice((1, 1, 2, 4, _PARAGRAPH))
    if line:
        written.append(line)
        marked.append(marks)
    text.write_text("\n\n".join(written) + "\n", encoding="utf-8")
    labels.write_text("\n\n".join(marked) + "\n", encoding="utf-8")
    if pieces is not None:
        rows = [[list(key), count] for key, count in expansions.items()]
        pieces.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def _labelled(tree: Tree, expansions: dict[tuple[str, tuple[str, ...]], int]) -> tuple[str, str]:
    """A sentence as it is printed with the label of each character."""
    text, marks, covered, glued = "", "", 0, True
    forms = {int(row[ID]): row[FORM] for row in tree.words}
    for row in tree.rows:
        first, _, last = row[ID].partition("-")
        if not last and int(first) <= covered:
            continue
        if last:
            covered = int(last)
            key = (row[FORM], tuple(forms[n] for n in range(int(first), covered + 1)))
            expansions[key] = expansions.get(key, 0) + 1
        gap = "" if glued else " "
        text += gap + row[FORM]
        marks += "0" * (len(gap) + len(row[FORM]) - 1) + ("3" if last else "1")
        glued = "SpaceAfter=No" in row[9]
    return text, marks[:-1] + str(int(marks[-1]) + 1)
