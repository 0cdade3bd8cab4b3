"""Lemmas that no treebank of ours spells out: inflected verbs by the verb table, regular plurals and endings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from kg.persian.letters import ZWNJ
from kg.persian.tables import Row, read_table
from kg.persian.verbs import PREFIXES, analyse, infinitives
from kg.training.treebank import EMPTY, FORM, ID, LEMMA, UPOS, Tree, read_trees

_NOMINAL = "NOUN ADJ PROPN"
_HAMZA = "\N{ARABIC HAMZA ABOVE}"
_SHORTEST = 3


def regular_lemmas(sentences: Path, rarest: int = 2) -> Iterator[Tree]:
    """One-word sentences (form, tag, lemma) for the forms of a tokenised text, one sentence a line."""
    counts = Counter[str]()
    with sentences.open(encoding="utf-8") as lines:
        for line in lines:
            counts.update(line.split())
    for form, count in counts.items():
        if count >= rarest and form.replace(ZWNJ, "").replace(_HAMZA, "").isalpha():
            yield from _analysed(form, counts)


def dictionary(trees: Path) -> Callable[[str, str], str]:
    """Form and tag -> lemma, as Stanza's dictionary lemmatiser trained on these trees says it."""
    from stanza.models.lemma.trainer import Trainer

    trainer = Trainer(args={"dict_only": True}, vocab={}, device="cpu")
    words = [(row[FORM], row[UPOS], row[LEMMA]) for tree in read_trees(trees) for row in tree.words]
    trainer.train_dict(words)
    return lambda form, tag: str(trainer.predict_dict([(form, tag)])[0])


def with_lemmas(tree: Tree, lemma: Callable[[str, str], str]) -> Tree:
    """The tree with the lemmas that will be met when its parser runs, right or wrong."""
    rows = [list(row) for row in tree.rows]
    for row in rows:
        if "-" not in row[ID]:
            row[LEMMA] = lemma(row[FORM], row[UPOS])
    return Tree(tree.text, rows)


def _analysed(form: str, counts: Counter[str]) -> Iterator[Tree]:
    verb = analyse(form)
    stem, tags = _stem(form, counts)
    if verb is not None and verb.finite:
        yield _one_word(form, "VERB", _past_stem(verb.infinitive))
        stem = stem or form
    if stem:
        for tag in tags.split():
            yield _one_word(form, tag, stem)


def _past_stem(infinitive: str) -> str:
    """PerDT's lemma of a verb: its past stem, of a prefixed verb («برگشتن») that of the plain one."""
    cut = [infinitive.removeprefix(one) for one in PREFIXES if infinitive.startswith(one)]
    return next((bare for bare in cut if bare in infinitives()), infinitive)[:-1]


def _stem(form: str, counts: Counter[str]) -> tuple[str | None, str]:
    """The form without its ending, None when none can be cut, and the tags this holds for."""
    if form.endswith(_HAMZA):
        return form.removesuffix(_HAMZA), _NOMINAL
    head, joiner, tail = form.rpartition(ZWNJ)
    if joiner and tail in {row["ending"] for row in _endings("joiner")}:
        return head, _NOMINAL
    if form.endswith(tuple(row.need("ending") for row in _endings("linking"))) and counts[form[:-1]]:
        return form[:-1], _NOMINAL
    for row in _endings("letter"):
        stem = form.removesuffix(row.need("ending"))
        if stem != form and len(stem) > _SHORTEST:
            found = stem if counts[stem] > float(row.need("share")) * counts[form] else None
            return found, row["tags"] or _NOMINAL
    return None, _NOMINAL


@cache
def _endings(after: str) -> tuple[Row, ...]:
    rows = read_table(files("kg.persian") / "endings.tsv", ["ending", "after", "share", "tags", "example"])
    return tuple(row for row in rows if row["after"] == after)


def _one_word(form: str, tag: str, lemma: str) -> Tree:
    return Tree(form, [["1", form, lemma, tag, EMPTY, EMPTY, "0", "root", EMPTY, EMPTY]])
