"""Clauses that hang where Persian hangs none, undone in the tree before anything is read off it.

* "a conjunction heads no clause": where «که» is the complement and its clause hangs from it as if «که» were a noun,
  the clause is the complement.
* "a fact is not coordinated with a wish": what stands in the indicative behind a content clause in the subjunctive is
  coordinated with the verb above it that has the same tense («به او نمی‌گوید چه کند و [پاسخ نمی‌دهد]», «گفت بعید
  می‌داند کسی مانده باشد و جست‌وجو را [پایان‌یافته خواند]»).
* "nothing enters a relative clause over its noun": what stands before the noun that «که» modifies is in no such clause
  («در این برنامه [که موضوع آن] …، مردی که لباس به تن دارد»).
* "nothing leaves a clause over its conjunction": a phrase between «تا», «که» and the verb that they
  introduce belongs to that clause («از نهادها خواست تا [به وظایف خود] عمل کنند»).
"""

from __future__ import annotations

from dataclasses import replace

from kg.extract.mend import NOMINAL
from kg.extract.predicate import form_of
from kg.extract.straight import Pass
from kg.extract.tree import Tree
from kg.model import Word
from kg.persian.verbs import analyses

_CLAUSES = ("ccomp", "advcl", "acl")


def _headed_by_conjunctions(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for mark in tree.related(*_CLAUSES):
        clauses = tree.dependents(mark.id, *_CLAUSES) if mark.upos == "SCONJ" else []
        if mark.head and len(clauses) == 1:
            changes[clauses[0].id] = replace(clauses[0], head=mark.head, deprel=mark.deprel)
            changes[mark.id] = replace(mark, head=clauses[0].id, deprel="mark")
    return changes


def _over_conjunctions(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for mark in tree.related("mark"):
        verb = tree.word(mark.head) if mark.head else None
        if mark.upos != "SCONJ" or verb is None or verb.id < mark.id:
            continue
        for word in tree.sentence.words[mark.id : verb.id - 1]:
            if 0 < word.head < mark.id and word.upos in NOMINAL and tree.marker(word.id):
                changes[word.id] = replace(word, head=verb.id, deprel="obl:arg")
    return changes


def _before_antecedents(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for word in tree.related("nsubj", "obj", "obl", "obl:arg"):
        verb = tree.word(word.head) if word.head else word
        noun = tree.word(verb.head) if verb is not word and verb.deprel == "acl" and verb.head else word
        marked = any(noun.id < one.id < verb.id for one in tree.dependents(verb.id, "mark"))
        if noun is word or not (word.id < noun.id < verb.id and marked):
            continue
        above = next((one for one in tree.ancestors(noun.id) if one.upos == "VERB"), None)
        free = above is not None and not tree.dependents(above.id, word.deprel)
        changes[word.id] = replace(word, head=(above or noun).id, deprel=word.deprel if free else "dep")
    return changes


def _beside_wishes(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for word in tree.related("conj"):
        wish = tree.word(word.head) if word.head else word
        if wish.deprel != "ccomp" or not (word.upos == "VERB" or tree.dependents(word.id, "cop")):
            continue
        tense = _tense(tree, word)
        if tense not in ("past", "present") or _tense(tree, wish) != "subjunctive":
            continue
        above = (one for one in tree.ancestors(wish.id) if one.id < wish.id)
        verbs = (one for one in above if one.upos == "VERB" or tree.dependents(one.id, "cop"))
        same = next((one for one in verbs if _tense(tree, one) == tense), None)
        if same is not None:
            changes[word.id] = replace(word, head=same.id)
    return changes


def _tense(tree: Tree, verb: Word) -> str | None:
    """The tense of a verb with its auxiliary: «انجام شده باشد» is subjunctive; of a noun that of its copula."""
    copula = next(iter(tree.dependents(verb.id, "cop")), verb)
    form = form_of(tree, copula.id)
    carried = (one for word in tree.dependents(verb.id, "aux", "aux:pass") for one in analyses(word.form)[:1])
    if form is not None and form.tense == "participle":
        return next((one.tense for one in carried), form.tense)
    return form.tense if form is not None else None


PASSES = (
    Pass("a conjunction heads no clause", _headed_by_conjunctions),
    Pass("nothing leaves a clause over its conjunction", _over_conjunctions),
    Pass("nothing enters a relative clause over its noun", _before_antecedents, "that"),
    Pass("a fact is not coordinated with a wish", _beside_wishes),
)
