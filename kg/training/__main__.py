"""`python -m kg.training --treebanks DIR --text DIR --output DIR`: train the models that kg ships.

Each step writes below the output folder and is skipped when its result is there, so an interrupted
run goes on where it was.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from kg.training.package import package
from kg.training.prepare import Prepared, mwt_trees, prepare, tokenizer_files
from kg.training.vectors import train_vectors

_NAMES = ["--lang", "fa", "--shorthand", "fa_perdt", "--seed", "1"]
_PARSER = "--hidden_dim 200 --num_layers 2 --no_char --deep_biaff_hidden_dim 200 --no_xpos --no_ufeats --batch_size 2500"
_TAGGER = (
    "--hidden_dim 150 --num_layers 1 --char_hidden_dim 80 --char_emb_dim 40 --deep_biaff_hidden_dim 120"
    " --composite_deep_biaff_hidden_dim 40 --batch_size 60 --max_steps 2400 --train_ratios 1.0;1.0;0.4"
)


def main() -> None:
    """Read the options and run the steps that are still to be done."""
    parser = argparse.ArgumentParser(prog="python -m kg.training", description=__doc__)
    parser.add_argument("--treebanks", type=Path, required=True, help="folder of the CoNLL-U files")
    parser.add_argument("--text", type=Path, required=True, help="folder of raw text, one paragraph a line")
    parser.add_argument("--output", type=Path, required=True, help="folder to work in; the models come below models/")
    options = parser.parse_args()
    made = prepare(options.treebanks, options.output / "data")
    vectors = options.output / "vectors.pt"
    if not vectors.exists():
        train_vectors(sorted(options.text.glob("*.txt")), vectors)
    _tokenizer(options.output, made)
    _mwt(options.output, made)
    evaluated = ["--eval_file", str(made.held_out)]
    lemmas = ["--train_file", str(made.lemmas), "--shorthand", "fa_perdt", "--seed", "1", "--dict_only"]
    _train("lemmatizer", options.output, "lemma", [*lemmas, *evaluated])
    tagged = ["--train_file", ";".join(map(str, made.tags)), "--wordvec_pretrain_file", str(vectors)]
    _train("tagger", options.output, "pos", [*_NAMES, *tagged, *evaluated, *_TAGGER.split()])
    _parser(options.output, made, vectors)
    package(options.output, options.output / "models")


def _tokenizer(output: Path, made: Prepared) -> None:
    folder = output / "data"
    tokenizer_files(made.tokens, folder / "tok.txt", folder / "tok.labels", folder / "mwt.json")
    tokenizer_files(made.held_out, folder / "dev.txt", folder / "dev.labels")
    files = {
        "--txt_file": "tok.txt", "--label_file": "tok.labels", "--mwt_json_file": "mwt.json", "--dev_txt_file": "dev.txt",
        "--dev_label_file": "dev.labels", "--conll_file": "tok_out.conllu",
    }
    options = [part for name, file in files.items() for part in (name, str(folder / file))]
    steps = ["--dev_conll_gold", str(made.held_out), "--steps", "2600", "--max_seqlen", "200", "--use_mwt"]
    _train("tokenizer", output, "tokenize", [*_NAMES, *options, *steps])


def _mwt(output: Path, made: Prepared) -> None:
    trees = mwt_trees(made.tokens, output / "data" / "mwt_train.conllu")
    files = ["--train_file", str(trees), "--eval_file", str(made.held_out), "--gold_file", str(made.held_out)]
    out = ["--output_file", str(output / "data" / "mwt_out.conllu"), "--num_epoch", "4"]
    _train("mwt_expander", output, "mwt", [*_NAMES, *files, *out])


def _parser(output: Path, made: Prepared, vectors: Path) -> None:
    """Adadelta first, then Adam from the best point with a small step."""
    files = ["--train_file", str(made.trees), "--eval_file", str(made.held_out), "--wordvec_pretrain_file", str(vectors)]
    common = [*_NAMES, *files, *_PARSER.split(), "--augment_nopunct", "0.1", "--no_second_optim", "--no_checkpoint"]
    _train("parser", output, "depparse_first", [*common, "--max_steps", "1250"])
    first = ["--continue_from", str(output / "depparse_first" / "perdt.pt")]
    _train("parser", output, "depparse", [*common, *first, "--optim", "adam", "--lr", "0.001", "--max_steps", "420"])


def _train(module: str, output: Path, folder: str, options: list[str]) -> None:
    target = output / folder
    if (target / "done").exists():
        return
    saved = ["--mode", "train", "--save_dir", str(target), "--save_name", "perdt.pt"]
    subprocess.run([sys.executable, "-m", f"stanza.models.{module}", *saved, *options], check=True)
    (target / "done").touch()


if __name__ == "__main__":
    main()
