"""Lemmas that no treebank of ours spells out: inflected verbs by the verb table, regular plurals and endings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kg.persian.letters import ZWNJ
from kg.persian.verbs import analyse
from kg.training.treebank import EMPTY, Tree

_NOMINAL = ("NOUN", "ADJ", "PROPN")
_HAMZA = "\N{ARABIC HAMZA ABOVE}"
_INDEFINITE = "ی"
_AFTER_JOINER = ("ها", "های", "هایی", "ای", "ی", "ان", "اند", "تر", "ترین", "تری")
_LINKING = ("ای", "وی")
"""Endings whose last letter only links to what follows, when the rest is a word."""
_GLUED = {"های": 0.0, "ها": 0.0, "ترین": 0.2, "تر": 0.2, "گان": 2.0, "ان": 0.2, "تری": 0.2, "ین": 0.5, "ات": 2.0, _INDEFINITE: 2.0}
"""Suffix -> how often its stem must occur, as a share of the form's own count."""
_SHORTEST = 3


def regular_lemmas(sentences: Path, rarest: int = 3) -> Iterator[Tree]:
    """One-word sentences (form, tag, lemma) for the forms of a tokenised text, one sentence a line."""
    counts = Counter[str]()
    with sentences.open(encoding="utf-8") as lines:
        for line in lines:
            counts.update(line.split())
    for form, count in counts.items():
        if count >= rarest and form.replace(ZWNJ, "").replace(_HAMZA, "").isalpha():
            yield from _analysed(form, counts)


def _analysed(form: str, counts: Counter[str]) -> Iterator[Tree]:
    verb = analyse(form)
    stem = _stem(form, counts)
    if verb is not None and verb.finite:
        yield _one_word(form, "VERB", verb.infinitive.removesuffix("ن"))
        stem = stem or form
    if stem:
        indefinite = form.endswith(_INDEFINITE) and ZWNJ not in form
        for tag in ("NOUN",) if indefinite and not form.endswith(_LINKING) else _NOMINAL:
            yield _one_word(form, tag, stem)


def _stem(form: str, counts: Counter[str]) -> str | None:
    if form.endswith(_HAMZA):
        return form.removesuffix(_HAMZA)
    head, joiner, tail = form.rpartition(ZWNJ)
    if joiner and tail in _AFTER_JOINER:
        return head
    if form.endswith(_LINKING) and counts[form[:-1]]:
        return form[:-1]
    for ending, share in _GLUED.items():
        stem = form.removesuffix(ending)
        if stem != form and len(stem) > _SHORTEST:
            return stem if counts[stem] > share * counts[form] else None
    return None


def _one_word(form: str, tag: str, lemma: str) -> Tree:
    return Tree(form, [["1", form, lemma, tag, EMPTY, EMPTY, "0", "root", EMPTY, EMPTY]])
