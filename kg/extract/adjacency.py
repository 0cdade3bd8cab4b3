"""Noun phrases whose words the parse has torn apart, put together by what Persian word order rules out.

* "preposition before its phrase": a preposition stands right before the phrase it marks, so what it marks
  reaches back to it; a marker hung from a word further on goes to the noun behind it
  («از [شورای امنیت] خواستند»).
* "genitive behind its noun": a bare genitive or an adjective follows its noun; where words of another phrase
  stand between, it belongs to the noun right before it («سفیر و سرپرست [نمایندگی ایران]»).
* "a number counts the noun behind it", whatever noun stands before.
* "no subject behind a preposition": it is the complement of its verb.
* "a list has a conjunction before its last": a name that follows a subject without it, right before an
  object, is the object.
* "no verb": a word tagged as a verb that no known verb has gives its clause to the verb below it.
* "office behind a name": an office right behind a name and a comma is its apposition
  («عراقچی، [وزیر امور خارجه]، موافقت کرد»).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kg.extract.straight import Pass, run
from kg.extract.tree import Tree
from kg.model import Sentence, Word
from kg.persian.lexicon import word_class
from kg.persian.verbs import analyses

_NOUNS = ("NOUN", "PROPN", "PRON")
_PREMODIFIERS = ("DET", "NUM", "ADP")
_BARE = ("nmod", "amod", "flat:name")
_BEHIND = ("flat:name", "appos", "nmod")
"""What follows its head: bare genitives, later parts of a name or naming."""
_NAMED = ("NOUN", "PROPN")
_SHORT = 3
"""Letters of an abbreviation that taggers take for a verb («نم»)."""


def adjoin(sentence: Sentence) -> Sentence:
    """The sentence with such words moved; the same object when there are none."""
    return run(PASSES, Tree(sentence)).sentence


def _without_false_verbs(tree: Tree) -> dict[int, Word]:
    words = dict[int, Word]()
    for word in tree.sentence.words:
        below = tree.dependents(word.id, "ccomp", "conj", "acl", "advcl", "xcomp")
        verb = next((child for child in below if child.upos == "VERB" and analyses(child.form)), None)
        if word.upos != "VERB" or verb is None or analyses(word.form) or len(word.form) > _SHORT:
            continue
        for child in tree.dependents(word.id):
            words[child.id] = replace(child, head=verb.id)
        words[verb.id] = replace(verb, head=word.head, deprel=word.deprel)
        before = word.id - 1 if word.id > 1 else verb.id
        words[word.id] = replace(word, head=before, deprel="nmod", upos="NOUN")
    return words


def _marked(tree: Tree) -> dict[int, int]:
    """Preposition -> the noun behind it, where it hangs from a phrase that does not reach back to it."""
    heads = {}
    for word in tree.sentence.words:
        if word.deprel != "case" or tree.fold(word.id) in word_class("object-marker") or not word.head:
            continue
        noun = _noun_behind(tree, word)
        if noun is None or noun.id == word.head:
            continue
        verb = tree.word(word.head).upos in ("VERB", "AUX")
        reaches = not verb and word.head > word.id and set(range(noun.id, word.head)) <= set(tree.subtree(word.head))
        if not reaches and noun.head != word.id:
            heads[word.id] = noun.id
    return heads


def _noun_behind(tree: Tree, marker: Word) -> Word | None:
    """The first noun behind a preposition, determiners and numbers passed over; None when a verb comes first."""
    for number in range(marker.id + 1, len(tree) + 1):
        word = tree.word(number)
        quantifies = tree.fold(number) in word_class("quantifier") and word.head == number + 1
        if word.upos in _NOUNS and not quantifies:
            return word
        if quantifies:
            continue
        if word.upos not in _PREMODIFIERS and not (word.upos == "ADJ" and word.head > word.id):
            return None
    return None


def _counted(tree: Tree) -> dict[int, int]:
    """A number in words counts the noun behind it, not the one before: «در این نشست [بیست] عضو …»."""
    heads = {}
    for word in tree.sentence.words[:-1]:
        behind = tree.word(word.id + 1)
        counts = word.upos == "NUM" and word.form.isalpha() and behind.upos == "NOUN"
        if counts and 0 < word.head < word.id and tree.fold(word.head) not in word_class("time-noun"):
            heads[word.id] = behind.id
    return heads


def _prefixed_subjects(tree: Tree) -> dict[int, int]:
    """A subject has no preposition: «از توان خود استفاده کرد»."""
    return {word.id: word.head for word in tree.sentence.words if word.deprel == "nsubj" and tree.marker(word.id)}


def _lists_without_and(tree: Tree) -> dict[int, Word]:
    """A list has «و» before its last: of «رضایی وزیر راه، کریمی سفیر را فراخواند» the second name is the object."""
    words = dict[int, Word]()
    for word in tree.sentence.words:
        conjuncts = tree.dependents(word.head, "conj") if word.deprel == "conj" else []
        if word.upos != "PROPN" or len(conjuncts) != 1 or tree.dependents(word.id, "cc") or not word.head:
            continue
        subject = tree.word(word.head)
        behind = max(tree.subtree(word.id)) + 1
        marked = next((one for one in tree.dependents(subject.head, "obj") if one.id == behind), None)
        if subject.deprel != "nsubj" or marked is None or not tree.follows(marked.id, word_class("object-marker")):
            continue
        words[word.id] = replace(word, head=subject.head, deprel="obj")
        words[marked.id] = replace(marked, head=word.id, deprel="appos")
    return words


def _followed(tree: Tree) -> dict[int, int]:
    """Genitive or adjective -> the noun right before it, where its head's phrase does not reach so far."""
    heads = {}
    for word in tree.sentence.words:
        before = tree.word(word.id - 1) if word.id > 1 else word
        behind = word.deprel in _BEHIND and (word.deprel != "nmod" or word.upos == "PROPN")
        if behind and word.head > word.id and before.upos in _NAMED and not tree.marker(word.id):
            heads[word.id] = before.id
        if word.deprel not in _BARE or not 0 < word.head < word.id - 1 or tree.marker(word.id):
            continue
        gap = set(range(word.head + 1, word.id)) - set(tree.subtree(word.head))
        conjunct = any(child.deprel == "conj" and child.id < word.id for child in tree.dependents(word.head))
        if (gap or conjunct) and before.upos in _NOUNS and word.id not in _above(tree, before):
            heads[word.id] = before.id
    return heads


def _above(tree: Tree, word: Word) -> set[int]:
    return {word.id, *(one.id for one in tree.ancestors(word.id))}


def _offices(tree: Tree) -> dict[int, int]:
    """Office -> the name before the comma in front of it, where the parse hangs it from elsewhere."""
    heads = {}
    for word in tree.sentence.words[2:]:
        comma, before = tree.word(word.id - 1), tree.word(word.id - 2)
        named = comma.form in word_class("comma") and before.upos == "PROPN"
        if not named or word.upos != "NOUN" or tree.marker(word.id) or not _is_office(tree, word):
            continue
        name = tree.top_of_name(before)
        marked = tree.follows(word.id, word_class("object-marker"))
        if not marked and name.id != word.head and name.id not in tree.subtree(word.id):
            heads[word.id] = name.id
    return heads


def _is_office(tree: Tree, word: Word) -> bool:
    return tree.fold(word.id) in word_class("office-noun") and not tree.dependents(word.id, "cop")


def _moves(heads: Callable[[Tree], dict[int, int]], deprel: str | None = None) -> Callable[[Tree], dict[int, Word]]:
    """A pass that hangs words from other heads, by another relation if one is given."""

    def moved(tree: Tree) -> dict[int, Word]:
        found = {number: (tree.word(number), head) for number, head in heads(tree).items()}
        return {n: replace(word, head=head, deprel=deprel or word.deprel) for n, (word, head) in found.items()}

    return moved


PASSES = (
    Pass("no verb", _without_false_verbs),
    Pass("a number counts the noun behind it", _moves(_counted)),
    Pass("preposition before its phrase", _moves(_marked)),
    Pass("no subject behind a preposition", _moves(_prefixed_subjects, "obl:arg")),
    Pass("genitive behind its noun", _moves(_followed)),
    Pass("a list has a conjunction before its last", _lists_without_and),
    Pass("office behind a name", _moves(_offices, "appos")),
)
