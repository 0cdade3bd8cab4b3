"""Trees that the project brings along, beside the treebanks it is trained on.

`banks/own.conllu` holds news sentences written for this project.  `banks/perudt.tsv` holds trees of
sentences of UD_Persian-PerDT without their words: sentence id, then one `UPOS:head:relation` a word; the
words come from the treebank's own file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

from kg.errors import Place, TableError
from kg.training.treebank import DEPREL, EMPTY, FORM, HEAD, ID, UPOS, Tree, read_trees

OWN = Path(str(files("kg.training") / "banks" / "own.conllu"))
PERUDT = Path(str(files("kg.training") / "banks" / "perudt.tsv"))


def without_words(named: Iterable[tuple[str, Tree]]) -> Iterator[str]:
    """Lines of a bank of (sentence id, tree)."""
    for name, tree in named:
        yield "\t".join([name, *(f"{row[UPOS]}:{row[HEAD]}:{row[DEPREL]}" for row in tree.words)])


def joined(bank: Path, treebank: Path) -> Iterator[Tree]:
    """The trees of a bank with the words of the treebank's sentences, multi-word tokens included.

    Trees of sentences that a shortened treebank lacks are left out.  TableError, with file and line, when a
    sentence has another number of words or none is there.
    """
    wanted = dict[str, tuple[int, list[list[str]]]]()
    for number, line in enumerate(bank.read_text(encoding="utf-8").splitlines(), start=1):
        name, *cells = line.split("\t")
        wanted[name] = (number, [cell.split(":", 2) for cell in cells])
    known = False
    for name, tree in _named(treebank):
        if name not in wanted:
            continue
        known, (number, found) = True, wanted[name]
        if len(found) != len(tree.words):
            raise TableError(Place(str(bank), number), f"{len(found)} words, but {name} has {len(tree.words)}.")
        yield Tree(tree.text, _filled(tree, found))
    if wanted and not known:
        raise TableError(Place(str(bank), 1), f"{treebank} has no sentence '{next(iter(wanted))}' nor any other.")


def _named(treebank: Path) -> Iterator[tuple[str, Tree]]:
    with treebank.open(encoding="utf-8") as lines:
        names = [line.partition("=")[2].strip() for line in lines if line.startswith("# sent_id")]
    yield from zip(names, read_trees(treebank), strict=True)


def _filled(tree: Tree, cells: list[list[str]]) -> list[list[str]]:
    left = iter(cells)
    rows = []
    for row in tree.rows:
        if "-" in row[ID]:
            rows.append(row)
            continue
        upos, head, label = next(left)
        rows.append([row[ID], row[FORM], EMPTY, upos, EMPTY, EMPTY, head, label, EMPTY, row[9]])
    return rows
