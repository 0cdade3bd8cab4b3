"""Labels at the doorway: every parse speaks the labels that the patterns read, or is refused."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from kg.errors import did_you_mean
from kg.persian.tables import read_table


class UnknownLabel(ValueError):
    """A label that `labels.tsv` neither knows nor maps; its text names it and what is near."""


@cache
def _labels() -> dict[tuple[str, str], str]:
    rows = read_table(files("kg.persian") / "labels.tsv", ["kind", "label", "ours", "example"])
    return {(row.need("kind"), row.need("label")): row.need("ours") for row in rows}


@cache
def our_label(kind: str, label: str) -> str:
    """What the patterns call this `deprel` or `upos`: `nmod:poss` -> `nmod`.

    UnknownLabel for a label of another scheme.
    """
    known = _labels()
    for name in (label, label.partition(":")[0]):
        if (kind, name) in known:
            return known[kind, name]
    hint = did_you_mean(label, (name for its_kind, name in known if its_kind == kind))
    raise UnknownLabel(f"{kind} '{label}' is not of Universal Dependencies. {hint}".strip())


def unknown_labels(kind: str, labels: Iterable[str]) -> list[str]:
    """Those of the labels that the patterns cannot read, sorted."""
    return sorted(label for label in labels if not _is_known(kind, label))


def _is_known(kind: str, label: str) -> bool:
    try:
        our_label(kind, label)
    except UnknownLabel:
        return False
    return True


def our_lemma(lemma: str | None) -> str | None:
    """The lemma of a verb by its past stem alone: treebanks write past and present stem with '#' between."""
    past = (lemma or "").partition("#")[0]
    return past or lemma or None
