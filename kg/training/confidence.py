"""`python -m kg.training.confidence GOLD.jsonl PARSES.conllu …`: fit the weights of `confidence.tsv`.

Each pair is gold facts and the parses of their sentences as the shipped models give them (`kg parse`).
Every second sentence fits, the others measure; the weights are printed as the table holds them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.evaluate import score
from kg.extract import extract
from kg.extract.confidence import NAMES
from kg.text import read

_STEPS, _RATE, _RIDGE = 3000, 0.5, 0.01
Case = tuple[list[float], bool]


def main(arguments: Sequence[str]) -> None:
    """Read the pairs, fit, print weights and how well they order the other half."""
    cases = [list(_cases(Path(g), Path(p))) for g, p in zip(arguments[::2], arguments[1::2], strict=True)]
    fitted = fit([case for group in cases for half in group[::2] for case in half])
    held = sorted((case for group in cases for half in group[1::2] for case in half), key=lambda c: -_sum(c[0], fitted))
    better = held[: len(held) // 2]
    print(f"better half of the other sentences: {sum(right for _, right in better) / len(better):.3f}", file=sys.stderr)
    for name, weight in zip(NAMES, fitted, strict=True):
        print(f"{name}\t{weight:.2f}")


def fit(cases: Sequence[Case]) -> list[float]:
    """Weights of a ridge logistic regression, by gradient descent from zero."""
    import numpy as np

    known = np.array([row for row, _ in cases])
    right = np.array([float(answer) for _, answer in cases])
    found = np.zeros(known.shape[1])
    for _ in range(_STEPS):
        guess = 1 / (1 + np.exp(-known @ found))
        found -= _RATE * (known.T @ (guess - right) / len(right) + _RIDGE * found)
    return [float(weight) for weight in found]


def _sum(row: Sequence[float], fitted: Sequence[float]) -> float:
    return sum(value * weight for value, weight in zip(row, fitted, strict=True))


def _cases(gold: Path, parses: Path) -> Iterator[list[Case]]:
    """The cases of each gold sentence: a triple's features and whether it matches a fact."""
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    found = {article.id: extract(article) for article in read([parses], on_error=_raise)}
    for row in rows:
        answers = score([row], found).answers
        told = [(triple.features, right) for triple, right, counts in answers if counts and triple.features]
        yield [([known[name] for name in NAMES], right) for known, right in told]


def _raise(error: Exception) -> None:
    raise error


if __name__ == "__main__":
    main(sys.argv[1:])
