"""The table of phenomena: sentences, glosses, expected triples, by where they come from, with frozen trees.

A row of `examples.toml` shows a pattern at work, one of `wild.toml` a sentence as news writes it, one of
`negative.toml` what may not come out, one of `known_failures.toml` what is still read wrong: when a rule is
mended, its row moves.  The trees stand in `trees.conllu`, `tests/examples.conllu` and our own bank.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.extract import extract
from kg.model import Article, Triple
from kg.text import read

HERE = Path(__file__).parent
ORIGINS = ("examples", "wild", "negative", "known_failures")
TREES = (HERE / "trees.conllu", HERE.parent / "examples.conllu",
         HERE.parent.parent / "kg" / "training" / "banks" / "own.conllu")
DEFAULTS = {3: "+ actual", 4: "-"}


@dataclass(frozen=True)
class Row:
    """One sentence: `triples` are all that may come out, each «actor | action | target [| + actual | source | marker]».

    Polarity and status are «+ actual» and the source nobody unless said; the marker is only compared when
    given.  `arguments` («place: مرز») must be among those of the triples.
    """

    id: str
    phenomenon: str
    kind: str
    fa: str
    en: str
    triples: tuple[str, ...]
    arguments: tuple[str, ...] = ()


@cache
def rows(origin: str) -> tuple[Row, ...]:
    """The rows of one origin."""
    found = tomllib.loads((HERE / f"{origin}.toml").read_text(encoding="utf-8")).get("row", [])
    return tuple(Row(**{key: tuple(v) if isinstance(v, list) else v for key, v in row.items()}) for row in found)


@cache
def trees() -> dict[str, Article]:
    """The frozen trees by the id of their sentence."""
    errors: list[object] = []
    found = {article.id: article for article in read(list(TREES), on_error=errors.append)}
    assert not errors
    return found


def shown(triple: Triple) -> list[str]:
    """The fields of a triple as a row writes them."""
    people = [(one.text or "ما") if one else "-" for one in (triple.actor, triple.target, triple.source)]
    marker = (triple.target.marker if triple.target else None) or "-"
    return [people[0], triple.action.lemma, people[1], f"{triple.polarity} {triple.status}", people[2], marker]


def written(line: str) -> list[str]:
    """The fields of a line of a row, those left out that have a default filled in."""
    fields = [field.strip() for field in line.split("|")]
    return [*fields, *(DEFAULTS[at] for at in range(len(fields), 5))]


def misread(row: Row, triples: list[Triple]) -> list[str]:
    """What was missed («-») and what came out beyond it («+»), empty when the row is read as it says."""
    rest = [shown(triple) for triple in triples]
    wrong = []
    for line in row.triples:
        wanted = written(line)
        found = next((one for one in rest if one[: len(wanted)] == wanted), None)
        rest = [one for one in rest if one is not found]
        wrong += [] if found else [f"- {' | '.join(wanted)}"]
    said = {f"{a.role}: {a.mention.text}" for triple in triples for a in triple.arguments}
    wrong += [f"+ {' | '.join(one)}" for one in rest]
    return wrong + [f"- {one}" for one in row.arguments if one not in said]


def reading(row: Row) -> list[str]:
    """What is wrong with the reading of the row's frozen tree."""
    return misread(row, extract(trees()[row.id]))
