"""Reading and writing CoNLL-U for training, with the multi-word tokens kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC = range(10)
EMPTY = "_"


@dataclass
class Tree:
    """One sentence: `rows` are its ten columns a line, multi-word ranges («3-4») among them."""

    text: str
    rows: list[list[str]] = field(default_factory=list)

    @property
    def words(self) -> list[list[str]]:
        """The syntactic words, ranges left out; the word with id `n` is at `n - 1`."""
        return [row for row in self.rows if "-" not in row[ID]]


def read_trees(path: Path) -> Iterator[Tree]:
    """The sentences of a CoNLL-U file in their order."""
    text, rows = "", list[list[str]]()
    with path.open(encoding="utf-8") as lines:
        for line in [*lines, "\n"]:
            line = line.rstrip("\n")
            if line.startswith("# text ="):
                text = line.partition("=")[2].strip()
            elif line and not line.startswith("#"):
                rows.append(line.split("\t"))
            elif not line and rows:
                yield Tree(text, rows)
                text, rows = "", []


def write_trees(trees: Iterable[Tree], path: Path) -> int:
    """Write the trees, numbered, and say how many there were."""
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for count, tree in enumerate(trees, start=1):
            out.write(conllu(tree, str(count)))
    return count


def conllu(tree: Tree, name: str) -> str:
    """A sentence of a CoNLL-U file, the empty line behind it included."""
    rows = "".join("\t".join(row) + "\n" for row in tree.rows)
    return f"# sent_id = {name}\n# text = {tree.text}\n{rows}\n"


def groups(trees: Iterable[Tree], size: int) -> Iterator[list[Tree]]:
    """The trees in lists of `size`, the last one shorter, so that a long file need not be held whole."""
    left = iter(trees)
    while group := list(islice(left, size)):
        yield group
