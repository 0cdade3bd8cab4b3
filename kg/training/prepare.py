"""From a folder of treebanks to the files that Stanza's trainers read."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.training.harmonise import as_ours, harmonise, proper_nouns, relation_labels
from kg.training.lemmas import as_tree, dictionary, lemma_words, with_lemmas, words_of
from kg.training.treebank import EMPTY, FORM, ID, UPOS, Tree, read_trees, write_trees

PERDT = "fa_perdt-ud-dev.conllu"
EXTENSIONS = ("kgbank-perdt.conllu", "kgbank-posts.conllu")
SERAJI = ("fa_seraji-ud-dev.conllu", "fa_seraji-ud-test.conllu")
BLOGS = ("iPerUDT_train.conllu", "iPerUDT_dev.conllu", "iPerUDT_test.conllu")
TOKENS = "fa_perdt-ud-train.tokens_mwt.conllu"
TAGS = "fa_seraji-ud-train.nohead.conllu"
NEEDED = (PERDT, *EXTENSIONS, *SERAJI, *BLOGS, TOKENS, TAGS)
HELD_OUT = 150
_EVERY = 40
_PARAGRAPH = 8


@dataclass(frozen=True, slots=True)
class Prepared:
    """Paths of what was prepared: trees and tags in PerDT's scheme (`ours`) apart from harmonised ones (`others`).

    `lemmas` are words to learn lemmas from, `all_lemmas` those with the held-out trees.
    """

    tokens: Path
    held_out_tokens: Path
    held_out: Path
    ours: Path
    others: Path
    tags: tuple[Path, ...]
    lemmas: Path
    all_lemmas: Path


def prepare(treebanks: Path, output: Path, sentences: Path, extra: Iterable[Path] = ()) -> Prepared:
    """Write the training files below `output`; `extra` are further trees in PerDT's scheme.

    The last 150 sentences of PerDT dev, of a short file the last quarter, are held out for choosing
    checkpoints, for the tokeniser also every 40th of PerDT train; PerDT test is not read.  `sentences` is
    tokenised text, whose regular inflections get lemmas.
    """
    output.mkdir(parents=True, exist_ok=True)
    printed = list(read_trees(treebanks / PERDT))
    turn = len(printed) - min(HELD_OUT, len(printed) // 4)
    perdt = list(map(as_ours, printed))
    train, held_out = perdt[:turn], perdt[turn:]
    banks = [*(treebanks / name for name in EXTENSIONS), *extra]
    extensions = [as_ours(tree) for path in banks for tree in read_trees(path)]
    names, labels = proper_nouns([*train, *extensions]), relation_labels()

    def foreign(*files: str) -> list[Tree]:
        return [harmonise(tree, labels, names) for name in files for tree in read_trees(treebanks / name)]

    seraji, blogs = foreign(*SERAJI), foreign(*BLOGS)
    others = [*seraji, *foreign(TAGS), *blogs]
    found = prepared(output)
    for ours, path in ((train, found.lemmas), (perdt, found.all_lemmas)):
        words = lemma_words(words_of(ours), words_of(others), [*ours, *extensions, *others], sentences)
        write_trees([as_tree(words)], path)
    lemma = dictionary(found.lemmas)
    write_trees((with_lemmas(tree, lemma) for tree in held_out), found.held_out)
    write_trees((with_lemmas(tree, lemma) for tree in [*train, *extensions]), found.ours)
    write_trees((with_lemmas(tree, lemma) for tree in [*seraji, *blogs]), found.others)
    for trees, path in zip((train, extensions, others), found.tags, strict=True):
        write_trees(trees, path)
    tokens = list(read_trees(treebanks / TOKENS))
    write_trees([*(tree for at, tree in enumerate(tokens) if at % _EVERY), *printed[:turn]], found.tokens)
    write_trees([*tokens[::_EVERY], *printed[turn:]], found.held_out_tokens)
    return found


def prepared(output: Path) -> Prepared:
    """Where `prepare` writes below `output`."""
    return Prepared(
        tokens=output / "tokens.conllu",
        held_out_tokens=output / "held_out_tokens.conllu",
        held_out=output / "held_out.conllu",
        ours=output / "ours.conllu",
        others=output / "others.conllu",
        tags=(output / "tags_perdt.conllu", output / "tags_bank.conllu", output / "tags_other.conllu"),
        lemmas=output / "lemmas.conllu",
        all_lemmas=output / "all_lemmas.conllu",
    )


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
