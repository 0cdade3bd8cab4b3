"""The steps from a folder of treebanks to a set of models: each writes its result once."""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kg.training.banks import OWN, PERUDT, POSTS, TAGGED, cut_out, joined
from kg.training.fit import Budget
from kg.training.lemmas import dictionary, train_lemmas
from kg.training.names import BANK as NAMES_BANK
from kg.training.names import HELD_OUT as NAMES_HELD_OUT
from kg.training.names import TRAIN as NAMES_TRAIN
from kg.training.names import bank_sentences, train_names
from kg.training.package import package
from kg.training.parser import Noise, train_parser
from kg.training.prepare import TAGS, TOKENS, Prepared, mwt_trees, prepare, prepared, tokenizer_files
from kg.training.progress import counted, say
from kg.training.silver import agreed, unannotated
from kg.training.tagger import train_tagger
from kg.training.tags import confusions, predicted, with_names
from kg.training.tokenizer import train_tokenizer
from kg.training.treebank import read_trees, write_trees
from kg.training.vectors import tokens_of, train_vectors

TOKENIZER = Budget(6000, 0.004, every=300)
FIRST_TAGGER, TAGGER = Budget(600, 0.003), Budget(3300, 0.003)
PARSER, SELF_TRAINED = Budget(4200, 0.003), Budget(1500, 0.002)
NAMES = Budget(3000, 0.003)
VECTORS, EXPANDER = 6, 4
"""Epochs of the vectors and of the multi-word expander."""
TEACHERS = (1, 2)
"""Seeds of the parsers whose agreement is trained on."""
_OURS = [(0.5, 0.5), (0.5, 0.5)]
_ALL = [(0.3, 0.4), (0.25, 0.3), (0.15, 0.2), (0.3, 0.1)]
_GOLD_TWICE = 2
_MEASURED = "dev-gold-trees.conllu"
"""Sentences that facts are measured on; left out of self-training where the folder of treebanks holds them."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a set of models is made from, where to, and how long each step may take.

    `share` is the part of the steps to take; `silver` the number of sentences to parse for
    self-training, 0 for none; without `names` the set has no name tagger.
    """

    treebanks: Path
    text: Path
    output: Path
    names: Path | None = None
    share: float = 1.0
    silver: int = 0

    @property
    def texts(self) -> list[Path]:
        """The files of text, in the order of their names."""
        return sorted(self.text.glob("*.txt"))

    def epochs(self, whole: int) -> int:
        """This plan's share of so many epochs, one at least."""
        return max(1, round(whole * self.share))


def train_set(plan: Plan) -> Path:
    """Run the steps that are still to be done; the folder of the finished models comes back."""
    _quieten()
    sentences = _once(plan.output / "sentences.txt", partial(_tokenise, plan))
    bank = _once(plan.output / "perudt.conllu", partial(_join, PERUDT, plan.treebanks))
    posts = _once(plan.output / "posts.conllu", partial(_cut_out, plan.texts))
    _once(plan.output / "data", lambda half: prepare(plan.treebanks, half, sentences, [OWN, bank, posts]))
    made = prepared(plan.output / "data")
    lemmas = _once(plan.output / "lemmas.pt", partial(train_lemmas, made.all_lemmas))
    epochs = plan.epochs(VECTORS)
    vectors = _once(plan.output / "vectors.pt", lambda half: train_vectors(sentences, half, epochs=epochs))
    tagger = _tagger(plan, made, vectors)
    trained = {
        "tokenize": _once(plan.output / "tokenizer.pt", partial(_tokenizer, plan, made)),
        "mwt": _once(plan.output / "expander.pt", partial(_expander, plan, made)),
        "pos": tagger,
        "lemma": lemmas,
        "depparse": _parser(plan, made, vectors, tagger),
    }
    if plan.names is not None:
        trained["ner"] = _once(plan.output / "names.pt", partial(_names, plan, plan.names, vectors))
    package(trained, vectors, plan.output / "models")
    return plan.output / "models"


def _quieten() -> None:
    """Stanza's trainers log every file and option from their import on; our own lines say enough."""
    from stanza.models._training_logging import logger

    logger.setLevel(logging.WARNING)


def _once(target: Path, make: Callable[[Path], object]) -> Path:
    """Make a file or folder under another name first, so that what an interrupted run leaves does not count."""
    if target.exists():
        say(f"{target}: made before")
        return target
    say(f"{target}: to be made")
    started = time.monotonic()
    half = target.with_name(f"half_{target.name}")
    make(half)
    half.rename(target)
    say(f"{target}: made in {time.monotonic() - started:.0f} s")
    return target


def _tokenise(plan: Plan, target: Path) -> None:
    """Text for vectors and lemmas, one sentence or paragraph a line."""
    found = tokens_of(plan.texts, [plan.treebanks / name for name in (TOKENS, TAGS)])
    with target.open("w", encoding="utf-8") as out:
        for tokens in counted(found, "lines tokenised", 10_000):
            out.write(" ".join(tokens) + "\n")


def _join(bank: Path, treebanks: Path, target: Path) -> None:
    count = write_trees(joined(bank, treebanks / TOKENS), target)
    say(f"{count:,} sentences of {bank.name} joined with their words")


def _cut_out(texts: Sequence[Path], target: Path) -> None:
    count = write_trees(cut_out(POSTS, texts), target)
    say(f"{count:,} trees of {POSTS.name} whose words the text has")


def _tokenizer(plan: Plan, made: Prepared, target: Path) -> float:
    folder = made.tokens.parent
    train, held_out = ((folder / f"{name}.txt", folder / f"{name}.labels") for name in ("train", "held_out"))
    expansions = folder / "expansions.json"
    tokenizer_files(made.tokens, *train, expansions)
    tokenizer_files(made.held_out_tokens, *held_out)
    return train_tokenizer(train, expansions, held_out, target, TOKENIZER.part(plan.share))


def _expander(plan: Plan, made: Prepared, target: Path) -> None:
    """Stanza's own training of the multi-word expander, whose dictionary knows nearly all of them."""
    trees = mwt_trees(made.tokens, made.tokens.with_name("expanded.conllu"))
    options = {
        "--mode": "train", "--lang": "fa", "--shorthand": "fa_perdt", "--seed": 1, "--num_epoch": plan.epochs(EXPANDER),
        "--train_file": trees, "--eval_file": made.held_out, "--gold_file": made.held_out,
        "--output_file": made.tokens.with_name("expanded_held_out.conllu"),
        "--save_dir": target.parent, "--save_name": target.name,
    }
    told = [str(part) for option in options.items() for part in option]
    subprocess.run([sys.executable, "-m", "stanza.models.mwt_expander", *told], check=True)


def _tagger(plan: Plan, made: Prepared, vectors: Path) -> Path:
    """A first tagger finds the names that the other treebanks call nouns; the second learns from all."""
    *ours, others = made.tags
    tagged = _once(plan.output / "tagged.conllu", partial(_join, TAGGED, plan.treebanks))

    def learn_first(half: Path) -> None:
        train_tagger(ours, _OURS, made.held_out, vectors, half, FIRST_TAGGER.part(plan.share))

    def find_names(half: Path) -> None:
        guess = predicted(read_trees(others), first, vectors)
        write_trees((with_names(*pair) for pair in zip(read_trees(others), guess, strict=True)), half)

    def learn(half: Path) -> None:
        train_tagger([*ours, tagged, named], _ALL, made.held_out, vectors, half, TAGGER.part(plan.share))

    first = _once(plan.output / "first_tagger.pt", learn_first)
    named = _once(plan.output / "tags_named.conllu", find_names)
    return _once(plan.output / "tagger.pt", learn)


def _parser(plan: Plan, made: Prepared, vectors: Path, tagger: Path) -> Path:
    """The parser; with self-training, one that goes on from it with the trees that it and another agree on."""
    def learn(trees: Path, budget: Budget, seed: int, start: Path | None, half: Path) -> None:
        noise = _noise(made.held_out, tagger, vectors)
        train_parser(trees, made.others, made.held_out, vectors, half, noise, budget.part(plan.share), seed, start)

    def teacher(seed: int) -> Path:
        return _once(plan.output / f"parser_{seed}.pt", partial(learn, made.ours, PARSER, seed, None))

    if not plan.silver:
        return teacher(TEACHERS[0])
    teachers = list(map(teacher, TEACHERS))
    silver = plan.output / f"silver_{plan.silver}.conllu"
    mixed = _once(silver, partial(_silver, plan, made, vectors, tagger, teachers))
    target = plan.output / f"parser_silver_{plan.silver}.pt"
    return _once(target, partial(learn, mixed, SELF_TRAINED, TEACHERS[0], teachers[0]))


def _silver(plan: Plan, made: Prepared, vectors: Path, tagger: Path, teachers: Sequence[Path], target: Path) -> None:
    """Trees that the teachers agree on, behind the annotated ones, which count twice."""
    measured = plan.treebanks / _MEASURED
    known = [made.ours, made.held_out, *([measured] if measured.exists() else [])]
    sentences = unannotated(plan.treebanks / TOKENS, known, plan.silver)
    found = list(agreed(sentences, tagger, teachers, vectors, dictionary(made.lemmas)))
    say(f"the parsers agree on {len(found):,} of {len(sentences):,} sentences")
    write_trees([*list(read_trees(made.ours)) * _GOLD_TWICE, *found], target)


def _noise(held_out: Path, tagger: Path, vectors: Path) -> Noise:
    gold = list(read_trees(held_out))
    return Noise.of(confusions(gold, predicted(gold, tagger, vectors)), sum(len(tree.words) for tree in gold))


def _names(plan: Plan, folder: Path, vectors: Path, target: Path) -> float:
    more = list(bank_sentences(NAMES_BANK, plan.texts))
    say(f"{len(more):,} sentences of {NAMES_BANK.name} whose words the text has")
    files = folder / NAMES_TRAIN, folder / NAMES_HELD_OUT
    return train_names(*files, vectors, target, NAMES.part(plan.share), more=more)
