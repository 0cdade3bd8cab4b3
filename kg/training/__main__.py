"""`kg models train --treebanks DIR --text DIR --output DIR`: train the models that kg ships.

Each step writes below the output folder and is skipped when its result is there, so an interrupted
run goes on where it was.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from kg.errors import UsageError
from kg.training.banks import OWN, PERUDT, joined
from kg.training.fit import Budget
from kg.training.names import train_names
from kg.training.package import package
from kg.training.parser import Noise, train_parser
from kg.training.prepare import TOKENS, Prepared, mwt_trees, prepare, tokenizer_files
from kg.training.tagger import train_tagger
from kg.training.tags import confusions, predicted, with_names
from kg.training.treebank import read_trees, write_trees
from kg.training.vectors import tokens_of, train_vectors

_NAMES = ["--lang", "fa", "--shorthand", "fa_perdt", "--seed", "1"]
_UNTAGGED = (TOKENS, "fa_seraji-ud-train.nohead.conllu")
_OURS = [(0.5, 0.5), (0.5, 0.5)]
_ALL = [(0.3, 0.4), (0.3, 0.5), (0.4, 0.1)]
FIRST_TAGGER, TAGGER, PARSER = Budget(600, 0.003), Budget(3300, 0.003), Budget(4200, 0.003)
NAMES = Budget(3000, 0.003)
VECTORS, MWT, TOKENIZER = 6, 4, 2600
"""Epochs of the vectors and the multi-word expander, steps of the tokeniser."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the options (None: of the command line) and run the steps that are still to be done."""
    parser = argparse.ArgumentParser(prog="kg models train", description=__doc__)
    parser.add_argument("--treebanks", type=Path, required=True, help="folder of the CoNLL-U files")
    parser.add_argument("--text", type=Path, required=True, help="folder of raw text, one paragraph a line")
    parser.add_argument("--output", type=Path, required=True, help="folder to work in; the models come below models/")
    parser.add_argument("--names", type=Path, help="folder of parstwiner.train.bio and .dev.bio for the name tagger")
    parser.add_argument("--share", type=float, default=1.0, help="part of the steps to take; 0.01 tries it all out")
    options = parser.parse_args(arguments)
    if not 0 < options.share <= 1:
        raise UsageError(f"--share {options.share}: expected a number above 0, at most 1.")
    for folder in filter(None, (options.treebanks, options.text, options.names)):
        if not folder.is_dir():
            raise UsageError(f"{folder}: no such folder.")
    output: Path = options.output
    output.mkdir(parents=True, exist_ok=True)
    sentences = _sentences(output, options.text, options.treebanks)
    vectors = output / "vectors.pt"
    _once(vectors, lambda half: train_vectors(sentences, half, epochs=_part(VECTORS, options.share)))
    made = prepare(options.treebanks, output / "data", sentences, [OWN, _bank(output, options.treebanks)])
    _tokenizer(output, made, _part(TOKENIZER, options.share))
    _mwt(output, made, _part(MWT, options.share))
    lemmas = ["--train_file", str(made.lemmas), "--shorthand", "fa_perdt", "--seed", "1", "--dict_only"]
    _train("lemmatizer", output, "lemma", [*lemmas, "--eval_file", str(made.held_out)])
    tagger = _tagger(output, made, vectors, options.share)
    _parser(output, made, vectors, tagger, options.share)
    if options.names is not None:
        _names_of(output, options.names, vectors, options.share)
    package(output, output / "models")


def _sentences(output: Path, text: Path, treebanks: Path) -> Path:
    """Tokenised text for vectors and lemmas, one sentence a line."""
    found = output / "sentences.txt"

    def tokenise(half: Path) -> None:
        with half.open("w", encoding="utf-8") as out:
            for tokens in tokens_of(sorted(text.glob("*.txt")), [treebanks / name for name in _UNTAGGED]):
                out.write(" ".join(tokens) + "\n")

    _once(found, tokenise)
    return found


def _bank(output: Path, treebanks: Path) -> Path:
    target = output / "perudt.conllu"
    write_trees(joined(PERUDT, treebanks / TOKENS), target)
    return target


def _tagger(output: Path, made: Prepared, vectors: Path, share: float) -> Path:
    """A first tagger finds the names that the other treebanks call nouns; the second learns from all."""
    first, target = output / "pos_first.pt", output / "pos" / "perdt.pt"
    named = made.tags[2].with_name("tags_named.conllu")

    def learn_names(half: Path) -> None:
        gold = list(read_trees(made.tags[2]))
        guess = predicted(gold, first, vectors)
        write_trees((with_names(*pair) for pair in zip(gold, guess, strict=True)), half)

    early, late = FIRST_TAGGER.part(share), TAGGER.part(share)
    _once(first, lambda half: train_tagger(made.tags[:2], _OURS, made.held_out, vectors, half, early))
    _once(named, learn_names)
    files = [*made.tags[:2], named]
    _once(target, lambda half: train_tagger(files, _ALL, made.held_out, vectors, half, late))
    return target


def _parser(output: Path, made: Prepared, vectors: Path, tagger: Path, share: float) -> None:
    def learn(half: Path) -> None:
        gold = list(read_trees(made.held_out))
        noise = Noise.of(confusions(gold, predicted(gold, tagger, vectors)), sum(len(tree.words) for tree in gold))
        train_parser(made.ours, made.others, made.held_out, vectors, half, noise, PARSER.part(share))

    _once(output / "depparse" / "perdt.pt", learn)


def _names_of(output: Path, folder: Path, vectors: Path, share: float) -> None:
    train, held_out = folder / "parstwiner.train.bio", folder / "parstwiner.dev.bio"
    _once(output / "ner" / "perdt.pt", lambda half: train_names(train, held_out, vectors, half, NAMES.part(share)))


def _part(whole: int, share: float) -> int:
    return max(1, round(whole * share))


def _once(target: Path, make: Callable[[Path], object]) -> None:
    """Make a file under another name first, so that what an interrupted run leaves does not count."""
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f"half_{target.name}")
    make(half)
    half.rename(target)


def _tokenizer(output: Path, made: Prepared, count: int) -> None:
    folder = output / "data"
    tokenizer_files(made.tokens, folder / "tok.txt", folder / "tok.labels", folder / "mwt.json")
    tokenizer_files(made.held_out, folder / "dev.txt", folder / "dev.labels")
    files = {
        "--txt_file": "tok.txt", "--label_file": "tok.labels", "--mwt_json_file": "mwt.json",
        "--dev_txt_file": "dev.txt", "--dev_label_file": "dev.labels", "--conll_file": "tok_out.conllu",
    }
    options = [part for name, file in files.items() for part in (name, str(folder / file))]
    steps = ["--dev_conll_gold", str(made.held_out), "--steps", str(count), "--max_seqlen", "200", "--use_mwt"]
    _train("tokenizer", output, "tokenize", [*_NAMES, *options, *steps])


def _mwt(output: Path, made: Prepared, epochs: int) -> None:
    trees = mwt_trees(made.tokens, output / "data" / "mwt_train.conllu")
    files = ["--train_file", str(trees), "--eval_file", str(made.held_out), "--gold_file", str(made.held_out)]
    out = ["--output_file", str(output / "data" / "mwt_out.conllu"), "--num_epoch", str(epochs)]
    _train("mwt_expander", output, "mwt", [*_NAMES, *files, *out])


def _train(module: str, output: Path, folder: str, options: list[str]) -> None:
    target = output / folder
    if (target / "done").exists():
        return
    saved = ["--mode", "train", "--save_dir", str(target), "--save_name", "perdt.pt"]
    subprocess.run([sys.executable, "-m", f"stanza.models.{module}", *saved, *options], check=True)
    (target / "done").touch()


if __name__ == "__main__":
    main()
