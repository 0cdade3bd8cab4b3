"""Bringing Seraji-style and iPerUDT trees to the labels of PerDT, which are Stanza's for Persian.

What is changed, and why:

* relations: the rows of `kg/persian/labels.tsv` (`nmod:poss` -> `nmod`, `acl:relcl` -> `acl`, ...);
* the object marker is a PART there and an ADP `case` in PerDT;
* a light verb is headed by its noun in Seraji («تأیید» of `compound` «شد»), in PerDT by the verb;
* a passive is headed by its participle there; in PerDT the finite form of `shodan` heads it and the
  participle is its `xcomp`;
* verb lemmas are cut at `#`: PerDT's lemma is the past stem;
* prepositional complements are plain `obl` there: whether one is our `obl:arg` is not told, so it trains no label;
* proper nouns are plain nouns there: a form that PerDT and its extensions mostly tag PROPN becomes one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files

from kg.persian.letters import fold
from kg.persian.lexicon import PASSIVE, word_class
from kg.persian.tables import read_table
from kg.text import clean
from kg.training.treebank import DEPREL, EMPTY, FEATS, FORM, HEAD, ID, LEMMA, UPOS, XPOS, Tree

_MOVED = (
    "nsubj", "nsubj:pass", "obl", "obl:arg", "advmod", "mark", "cc", "punct", "advcl", "aux", "cop", "csubj", "obj",
    "dep",
)
_MOVED_BEHIND = ("conj", "parataxis", "ccomp", "xcomp", "acl")
_UNTOLD = ("obl", "dep")
_PROPER_SHARE = 0.7
UNSURE = "?"
"""Relation of a word whose scheme does not tell which of ours it has: its head trains, its label does not."""


def relation_labels() -> dict[str, str]:
    """Relation as a treebank writes it -> ours."""
    rows = read_table(files("kg.persian") / "labels.tsv", ["kind", "label", "ours", "example"])
    return {row.need("label"): row.need("ours") for row in rows if row["kind"] == "deprel"}


def proper_nouns(trees: Iterable[Tree]) -> frozenset[str]:
    """Folded forms that these trees tag PROPN in at least 70 % of their nominal uses."""
    proper, nominal = Counter[str](), Counter[str]()
    for tree in trees:
        for row in tree.words:
            nominal[fold(row[FORM])] += row[UPOS] in ("NOUN", "PROPN")
            proper[fold(row[FORM])] += row[UPOS] == "PROPN"
    return frozenset(form for form, count in proper.items() if count >= _PROPER_SHARE * nominal[form] > 0)


@lru_cache(maxsize=100_000)
def as_cleaned(form: str) -> str:
    """A form as `kg.text.clean` leaves it (digits, hamza, letters), since that is what the models will meet."""
    text = clean(form).text
    return text if text and not any(map(str.isspace, text)) else form


def as_ours(tree: Tree) -> Tree:
    """A tree in PerDT's scheme with its forms as the models will meet them; `flat` is a name there."""
    rows = [list(row) for row in tree.rows]
    for row in rows:
        row[FORM] = as_cleaned(row[FORM])
        row[LEMMA] = as_cleaned(row[LEMMA])
        row[DEPREL] = "flat:name" if row[DEPREL] == "flat" else row[DEPREL]
    return Tree(tree.text, rows)


def harmonise(tree: Tree, labels: Mapping[str, str], names: frozenset[str]) -> Tree:
    """The same sentence in PerDT's labels; XPOS and FEATS are emptied, since their tag sets differ."""
    rows = [list(row) for row in tree.rows]
    words = [row for row in rows if "-" not in row[ID]]
    for row in words:
        row[FORM] = as_cleaned(row[FORM])
        row[DEPREL] = labels.get(row[DEPREL], row[DEPREL].partition(":")[0])
        row[LEMMA] = as_cleaned(row[LEMMA].partition("#")[0]) or EMPTY
        row[XPOS] = row[FEATS] = EMPTY
        if row[UPOS] == "PART" and fold(row[FORM]) in word_class("object-marker"):
            row[UPOS], row[DEPREL] = "ADP", "case"
        if row[UPOS] == "NOUN" and fold(row[FORM]) in names:
            row[UPOS] = "PROPN"
    for row in words:
        if _is_passive_auxiliary(row, words):
            _promote(row, words, "xcomp")
        elif _is_light_verb(row, words):
            noun = words[int(row[HEAD]) - 1][UPOS] == "NOUN"
            _promote(row, words, "compound:lvc" if noun else "xcomp")
    for row in words:
        if row[DEPREL] in _UNTOLD:
            row[DEPREL] = UNSURE
    return Tree(tree.text, rows)


def _is_passive_auxiliary(row: list[str], words: list[list[str]]) -> bool:
    if not row[DEPREL].startswith("aux") or fold(row[LEMMA]) != fold(PASSIVE):
        return False
    return words[int(row[HEAD]) - 1][UPOS] == "VERB"


def _is_light_verb(row: list[str], words: list[list[str]]) -> bool:
    """«تأیید شد»: Seraji heads it by the noun or adjective, with the verb as its `compound`."""
    if row[UPOS] not in ("VERB", "AUX") or row[DEPREL] != "compound":
        return False
    head = words[int(row[HEAD]) - 1]
    return head[UPOS] in ("NOUN", "ADJ") and int(head[ID]) < int(row[ID])


def _promote(row: list[str], words: list[list[str]], below: str) -> None:
    """Make the verb the head of its participle or noun, which becomes its `below`, and give it the clause."""
    participle = words[int(row[HEAD]) - 1]
    row[HEAD], row[DEPREL], row[UPOS] = participle[HEAD], participle[DEPREL], "VERB"
    for word in words:
        behind = word[DEPREL] in _MOVED_BEHIND and int(word[ID]) > int(row[ID])
        if word[HEAD] != participle[ID] or word is row:
            continue
        if word[DEPREL] in _MOVED or behind:
            word[HEAD] = row[ID]
        elif word[DEPREL] == "nmod" and int(word[ID]) < int(participle[ID]):
            word[HEAD], word[DEPREL] = row[ID], "obl"
    participle[HEAD], participle[DEPREL] = row[ID], below
