"""`kg models train --treebanks DIR --text DIR --output DIR`: train a set of models as kg ships it.

Each step writes below the output folder and is skipped when its result is there, so an interrupted
run goes on where it was; for other treebanks, text or shares take another folder.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from kg.errors import UsageError
from kg.training import names
from kg.training.prepare import NEEDED
from kg.training.progress import say
from kg.training.steps import Plan, train_set


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the options (None: of the command line) and run the steps that are still to be done.

    UsageError names the option out of range, the files that a folder lacks, or the package that training needs.
    """
    options = _options(arguments)
    if not 0 < options.share <= 1:
        raise UsageError(f"--share {options.share}: expected a number above 0, at most 1.")
    if options.self_training < 0:
        raise UsageError(f"--self-training {options.self_training}: expected a number of sentences, 0 for none.")
    _check(options.treebanks, NEEDED)
    _check(options.text, ["*.txt"])
    if options.names is not None:
        _check(options.names, names.NEEDED)
    if find_spec("gensim") is None:
        raise UsageError("training needs the package gensim: pip install '.[train]'.")
    options.output.mkdir(parents=True, exist_ok=True)
    plan = Plan(options.treebanks, options.text, options.output, options.names, options.share, options.self_training)
    say(f"{train_set(plan)}: finished; use it with --models.")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="kg models train", description=__doc__)
    add = parser.add_argument
    add("--treebanks", type=Path, required=True, metavar="DIR", help=f"folder of {', '.join(NEEDED)}")
    add("--text", type=Path, required=True, metavar="DIR", help="folder of raw text (*.txt), one paragraph a line")
    add("--names", type=Path, metavar="DIR", help=f"folder of {' and '.join(names.NEEDED)} for the name tagger")
    add("--output", type=Path, required=True, metavar="DIR", help="folder to work in; the models come below models/")
    add("--self-training", type=int, default=0, metavar="N",
        help="parse N more sentences and go on with those that two parsers read alike (default: 0, none)")
    add("--share", type=float, default=1.0, help="part of the steps to take; 0.01 tries it all out")
    return parser.parse_args(arguments)


def _check(folder: Path, needed: Sequence[str]) -> None:
    """UsageError when there is no such folder or no file for one of the names (or patterns) that it needs."""
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; expected one with {', '.join(needed)}.")
    if missing := [str(folder / name) for name in needed if not any(folder.glob(name))]:
        raise UsageError(f"{', '.join(missing)}: no such file; {folder} needs {', '.join(needed)}.")


if __name__ == "__main__":
    main()
