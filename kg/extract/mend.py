"""Attachments that Persian rules out, undone in the tree before anything is read off it.

* "marker behind its object": «را» stands right behind the phrase it marks.  Where the parse hangs it
  from a phrase that ended before, the noun in front of it is the object when the noun above has the
  indefinite ending, which takes no genitive («وزیر در گفت‌وگویی حاضران را آگاه کرد»); else the
  prepositional phrase in between belongs to the marked one («ستم دولت بر مردم را محکوم کرد»).
* "second bare object is an apposition": a verb has one direct object; when one is marked, a bare
  "object" right behind the subject names the subject again («رضا کریمی نمایندهٔ شهر حاضران را …»).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from kg.extract.straight import Pass
from kg.extract.tree import Tree
from kg.model import Word
from kg.persian.letters import fold
from kg.persian.lexicon import word_class

_VERBAL = ("VERB", "AUX")
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ")


def _objects(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for word in tree.sentence.words:
        if word.deprel == "case" and tree.fold(word.id) in word_class("object-marker"):
            changes |= _marker_behind_object(tree, word)
    return changes


def _marker_behind_object(tree: Tree, marker: Word) -> dict[int, Word]:
    before = tree.word(marker.id - 1) if marker.id > 1 else None
    marked = tree.word(marker.head) if marker.head else None
    if before is None or marked is None or marked.upos in _VERBAL or before.upos not in _NOMINAL:
        return {}
    if tree.marker(before.id):
        return {}
    verb = next((above for above in tree.ancestors(before.id) if above.upos in _VERBAL and above.id > marker.id), None)
    if verb is None:
        return {}
    inside = before.id in tree.subtree(marked.id)
    chain = [before, *(above for above in tree.ancestors(before.id) if marked.id < above.id < marker.id)]
    for below, above in pairwise(chain):
        within = not inside or (below.deprel == "nmod" and tree.marker(above.id))
        if within and _is_indefinite(above) and not tree.marker(below.id):
            return {marker.id: replace(marker, head=below.id), below.id: replace(below, head=verb.id, deprel="obj")}
    if inside:
        return {}
    top = chain[-1]
    if tree.marker(top.id):
        return {top.id: replace(top, head=marked.id, deprel="nmod")} if top.head == verb.id else {}
    return {marker.id: replace(marker, head=top.id), top.id: replace(top, head=verb.id, deprel="obj")}


def _is_indefinite(word: Word) -> bool:
    """«گزارشی», «گفت‌وگویی»: a noun with the indefinite ending takes no genitive."""
    form, stem = fold(word.form), fold(word.lemma or "")
    indefinite = {form for ending in word_class("indefinite-ending") for form in (stem + ending, f"{stem} {ending}")}
    return word.upos == "NOUN" and form in indefinite


def _apposition(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for verb in tree.sentence.words:
        objects = tree.dependents(verb.id, "obj")
        marked = [one for one in objects if tree.follows(one.id, word_class("object-marker"))]
        for bare in objects:
            if not marked or bare in marked:
                continue
            for subject in tree.dependents(verb.id, "nsubj"):
                if subject.id < bare.id and max(tree.subtree(subject.id)) + 1 == min(tree.subtree(bare.id)):
                    changes[bare.id] = replace(bare, head=subject.id, deprel="appos")
    return changes


PASSES = (
    Pass("marker behind its object", _objects),
    Pass("second bare object is an apposition", _apposition),
)
