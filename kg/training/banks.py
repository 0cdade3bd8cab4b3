"""Trees that the project brings along, beside the treebanks it is trained on.

`banks/own.conllu` holds news sentences written for this project.  `banks/perudt.tsv` holds trees of
sentences of UD_Persian-PerDT without their words: sentence id, then one `UPOS:head:relation` a word; the
words come from the treebank's own file.  `banks/tags.tsv` holds the tags alone of further sentences of it: sentence id,
then one `UPOS` a word.  `banks/posts.tsv` holds trees of sentences of public posts and news without
their words: a digest of the line, then one `start-end:UPOS:head:relation` a word, places in the cleaned line; the words
come from the folder of text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

from kg.errors import Place, TableError
from kg.text.clean import clean
from kg.training.treebank import DEPREL, EMPTY, FORM, HEAD, ID, UPOS, Tree, read_trees

OWN = Path(str(files("kg.training") / "banks" / "own.conllu"))
PERUDT = Path(str(files("kg.training") / "banks" / "perudt.tsv"))
TAGGED = Path(str(files("kg.training") / "banks" / "tags.tsv"))
POSTS = Path(str(files("kg.training") / "banks" / "posts.tsv"))
_DIGITS = 16


def without_words(named: Iterable[tuple[str, Tree]]) -> Iterator[str]:
    """Lines of a bank of (sentence id, tree)."""
    for name, tree in named:
        yield "\t".join([name, *(f"{row[UPOS]}:{row[HEAD]}:{row[DEPREL]}" for row in tree.words)])


def joined(bank: Path, treebank: Path) -> Iterator[Tree]:
    """The trees of a bank with the words of the treebank's sentences, multi-word tokens included; tags have no heads.

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
        upos, head, label = (*next(left), EMPTY, EMPTY)[:3]
        rows.append([row[ID], row[FORM], EMPTY, upos, EMPTY, EMPTY, head, label, EMPTY, row[9]])
    return rows


def without_text(line: str, trees: Iterable[Tree]) -> Iterator[str]:
    """Rows of a bank of posts for the sentences of one line of text, those left out whose words are not all in it."""
    cleaned, at = clean(line).text, 0
    for tree in trees:
        cells = list[str]()
        for row in tree.words:
            start = cleaned.find(row[FORM], at)
            if start < 0 or (cells and cleaned[at:start].strip()):
                break
            at = start + len(row[FORM])
            cells.append(f"{start}-{at}:{row[UPOS]}:{row[HEAD]}:{row[DEPREL]}")
        else:
            yield "\t".join([digest(line), *cells])


def cut_out(bank: Path, texts: Iterable[Path]) -> Iterator[Tree]:
    """The trees of a bank of posts with the words of the lines that the text files hold; others are left out.

    TableError, with file and line, for a word that is not `start-end:UPOS:head:relation` within its line.
    """
    return (_cut(cleaned, cells, place) for place, cleaned, cells in lines_of(bank, texts))


def lines_of(bank: Path, texts: Iterable[Path]) -> Iterator[tuple[Place, str, list[str]]]:
    """The rows of a bank whose lines the text files hold: where each stands, its cleaned line, its cells."""
    wanted = dict[str, list[tuple[int, list[str]]]]()
    for number, row in enumerate(bank.read_text(encoding="utf-8").splitlines(), start=1):
        name, *cells = row.split("\t")
        wanted.setdefault(name, []).append((number, cells))
    for path in texts:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                if (found := wanted.pop(digest(line), None)) is not None:
                    cleaned = clean(line).text
                    yield from ((Place(str(bank), number), cleaned, cells) for number, cells in found)


def digest(line: str) -> str:
    """What stands for a line of text in a bank: the beginning of its SHA-1, surrounding space left out."""
    return hashlib.sha1(line.strip().encode()).hexdigest()[:_DIGITS]


def _cut(cleaned: str, cells: list[str], place: Place) -> Tree:
    rows, spans = list[list[str]](), list[tuple[int, int]]()
    for number, cell in enumerate(cells, start=1):
        written, *told = cell.split(":", 3)
        span = span_in(cleaned, written)
        if span is None or len(told) != 3:
            raise TableError(place, f"word {number} is '{cell}'; expected start-end:UPOS:head:relation in the line.")
        upos, head, label = told
        spans.append(span)
        rows.append([str(number), cleaned[slice(*span)], EMPTY, upos, EMPTY, EMPTY, head, label, EMPTY, EMPTY])
    return Tree(cleaned[spans[0][0] : spans[-1][1]], rows)


def span_in(line: str, cell: str) -> tuple[int, int] | None:
    """The places in a line that `start-end` names, half-open; None when it names none."""
    start, _, end = cell.partition("-")
    if not (start.isdigit() and end.isdigit() and int(start) < int(end) <= len(line)):
        return None
    return int(start), int(end)
