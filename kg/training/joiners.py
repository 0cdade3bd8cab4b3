"""`python -m kg.training.joiners FILE... > kg/persian/joiners.tsv`: the words that text joins by ZWNJ."""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.persian.letters import HAMZA, HEH, ZWNJ
from kg.text.clean import JOINED_WORD, known_words, unified
from kg.training.progress import counted

_RAREST = 4
_CLEARLY = 3
"""How many times as often a word must be joined as written without: «کشورها» is mostly no «کشور‌ها»."""

_MARKS = re.compile("[\N{ARABIC DAMMATAN}-\N{ARABIC MADDAH ABOVE}\N{ARABIC TATWEEL}]")
_HEAD = """\
# Words that news joins by a zero-width non-joiner, here a space, and hardly ever writes without one.
# Counted by `python -m kg.training.joiners`: the most frequent first; of two ways to join, the more frequent.
word"""


def joined_words(lines: Iterable[str]) -> Iterator[str]:
    """The words of raw text that are joined by ZWNJ and not by nothing, the most frequent first."""
    counts = Counter(word for line in lines for word in _words(line))
    known, told = known_words(), set[str]()
    for word, count in counts.most_common():
        bare = word.replace(ZWNJ, "")
        if word == bare or count < _RAREST or bare in told or ZWNJ * 2 in word:
            continue
        told.add(bare)
        if bare not in known and counts[bare] * _CLEARLY <= count:
            yield word


def _words(line: str) -> Iterator[str]:
    """The words of a raw line in the letters of clean text, without the sign of their ezafe."""
    plain = _MARKS.sub("", unified(line)).replace("\N{ARABIC LETTER HEH WITH YEH ABOVE}", HEH)
    return (word.strip(ZWNJ + HAMZA) for word in JOINED_WORD.findall(plain))


def main() -> None:
    """Write the table of the words of the files to standard output."""
    parser = argparse.ArgumentParser(prog="python -m kg.training.joiners", description=__doc__)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="raw text, one paragraph a line")
    paths = parser.parse_args().files
    lines = (line for path in paths for line in path.open(encoding="utf-8"))
    print(_HEAD)
    for word in joined_words(counted(lines, "lines counted", 50_000)):
        print(word.replace(ZWNJ, " "))


if __name__ == "__main__":
    main()
