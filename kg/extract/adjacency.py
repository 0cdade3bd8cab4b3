"""Noun phrases whose words the parse has torn apart, put together by what Persian word order rules out.

* "preposition before its phrase": a preposition stands right before the phrase it marks, so what it marks
  reaches back to it; a marker hung from a word further on goes to the noun behind it
  («از [شورای امنیت] خواستند»).
* "genitive behind its noun": a bare genitive or an adjective follows its noun; where words of another phrase
  stand between, it belongs to the noun right before it («سفیر و سرپرست [نمایندگی ایران]»).
* "office behind a name": an office right behind a name and a comma is its apposition
  («عراقچی، [وزیر امور خارجه]، موافقت کرد»).
"""

from __future__ import annotations

from dataclasses import replace

from kg.extract.tree import Tree
from kg.model import Sentence, Word
from kg.persian.lexicon import word_class

_NOUNS = ("NOUN", "PROPN", "PRON")
_PREMODIFIERS = ("DET", "NUM", "ADP")
_BARE = ("nmod", "amod", "flat:name")
_BEHIND = ("flat:name", "appos", "nmod")
"""What follows its head: bare genitives, later parts of a name or naming."""
_NAMED = ("NOUN", "PROPN")


def adjoin(sentence: Sentence) -> Sentence:
    """The sentence with such words moved; the same object when there are none."""
    moved = _move(sentence, _marked(Tree(sentence)))
    moved = _move(moved, _followed(Tree(moved)))
    return _move(moved, _offices(Tree(moved)), "appos")


def _move(sentence: Sentence, heads: dict[int, int], deprel: str | None = None) -> Sentence:
    if not heads:
        return sentence
    words = (
        replace(word, head=heads[word.id], deprel=deprel or word.deprel) if word.id in heads else word
        for word in sentence.words
    )
    return replace(sentence, words=tuple(words))


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
        if word.upos in _NOUNS:
            return word
        if word.upos not in _PREMODIFIERS and not (word.upos == "ADJ" and word.head > word.id):
            return None
    return None


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
        name = _top_of_name(tree, before)
        marked = tree.follows(word.id, word_class("object-marker"))
        if not marked and name.id != word.head and name.id not in tree.subtree(word.id):
            heads[word.id] = name.id
    return heads


def _is_office(tree: Tree, word: Word) -> bool:
    return tree.fold(word.id) in word_class("office-noun") and not tree.dependents(word.id, "cop")


def _top_of_name(tree: Tree, word: Word) -> Word:
    while word.deprel == "flat:name" and word.head and tree.word(word.head).upos == "PROPN":
        word = tree.word(word.head)
    return word
