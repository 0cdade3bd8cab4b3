"""A sentence's dependency tree, with the questions that patterns ask of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from kg.model import Mention, Sentence, Word
from kg.persian.letters import fold
from kg.persian.lexicon import TO, word_class

_ANIMATE, _INANIMATE = "N_ANM", "N_IANM"
_PERSON, _PLACE = "PER", "LOC"
_WITHIN = frozenset({"nmod", "amod", "flat:name", "flat", "conj", "appos", "obl:arg"})
"""Relations inside a noun phrase."""


class Tree:
    """Dependents, ancestors and markers of the words of one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self._dependents: list[list[Word]] = [[] for _ in range(len(sentence.words) + 1)]
        self._related: dict[str, list[Word]] = {}
        self._markers: dict[int, str | None] = {}
        self._marked: dict[int, bool] = {}
        self._subtrees: dict[int, list[int]] = {}
        for word in sentence.words:
            self._dependents[word.head].append(word)
            self._related.setdefault(word.deprel, []).append(word)

    def changed(self, words: Mapping[int, Word]) -> Tree:
        """The tree with these words, by id, in the place of its own; itself when there are none."""
        if not words:
            return self
        found = Tree(replace(self.sentence, words=tuple(words.get(word.id, word) for word in self.sentence.words)))
        found.folded = self.folded  # a pass moves words, it does not spell them anew
        return found

    def __len__(self) -> int:
        return len(self.sentence.words)

    def word(self, number: int) -> Word:
        """The word with this 1-based id."""
        return self.sentence.words[number - 1]

    def dependents(self, number: int, *deprels: str) -> list[Word]:
        """Direct dependents in order of the sentence, of the given relations only when any is given."""
        found = self._dependents[number]
        return [word for word in found if word.deprel in deprels] if found and deprels else found

    def related(self, *deprels: str) -> list[Word]:
        """All words that hang by one of these relations, in order of the sentence."""
        found = [word for deprel in deprels for word in self._related.get(deprel, ())]
        return found if len(deprels) == 1 else sorted(found, key=lambda word: word.id)

    @cached_property
    def verbs(self) -> tuple[Word, ...]:
        """The verbs of the sentence, auxiliaries left out."""
        return tuple(word for word in self.sentence.words if word.upos == "VERB")

    def ancestors(self, number: int) -> Iterator[Word]:
        """Governors from the nearest up to the root."""
        seen = {number}
        head = self.word(number).head
        while head and head not in seen:
            seen.add(head)
            yield self.word(head)
            head = self.word(head).head

    def opened(self, number: int) -> list[Word]:
        """A word and those of its governors that stand before it, nearest first: heads of phrases that it may end."""
        return [self.word(number), *(one for one in self.ancestors(number) if one.id < number)]

    def subtree(self, number: int) -> list[int]:
        """Ids of the word and everything below it, sorted."""
        if number not in self._subtrees:
            self._subtrees[number] = self._subtree(number)
        return self._subtrees[number]

    def _subtree(self, number: int) -> list[int]:
        if not self._dependents[number]:
            return [number]
        found, todo = set[int](), [number]
        while todo:
            at = todo.pop()
            if at not in found:
                found.add(at)
                todo.extend(word.id for word in self._dependents[at])
        return sorted(found)

    def behind(self, number: int, *deprels: str) -> Iterator[Word]:
        """The words of these relations behind a word, none behind a preposition, and those behind them in turn."""
        for child in self.dependents(number, *deprels):
            if child.id > number and not self.marker(child.id):
                yield child
                yield from self.behind(child.id, *deprels)

    def inside(self, *deprels: str) -> Iterator[tuple[Word, Word, Word]]:
        """Each `nmod` behind a noun that hangs by one of these relations from a word behind both, with these two."""
        for phrase in self.related("nmod"):
            noun = self.word(phrase.head) if 0 < phrase.head < phrase.id else None
            if noun is not None and noun.deprel in deprels and noun.head > phrase.id:
                yield phrase, noun, self.word(noun.head)

    def top_of_name(self, word: Word) -> Word:
        """The first word of the name that a word belongs to; the word itself when it begins one or is none."""
        while word.deprel == "flat:name" and 0 < word.head < word.id:
            word = self.word(word.head)
        return word

    def is_person(self, number: int) -> bool:
        """Whether the tags call a word a person: an animate noun, or the name of one."""
        word = self.word(number)
        return word.xpos == _ANIMATE or (word.ner or "").endswith(_PERSON)

    def is_thing(self, number: int) -> bool:
        """Whether the tags call a word an inanimate common noun."""
        word = self.word(number)
        return word.upos == "NOUN" and word.xpos == _INANIMATE and not self.is_person(number)

    def is_place(self, number: int) -> bool:
        """Whether the tags call a word the name of a place."""
        return (self.word(number).ner or "").endswith(_PLACE)

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The folded form of each word: `folded[i]` belongs to the word with id `i + 1`."""
        return tuple(fold(word.form) for word in self.sentence.words)

    def holds(self, one: Mention) -> bool:
        """Whether a mention stands in this sentence: `head` of one from a sentence before is no word of this tree."""
        return one.sentence == self.sentence.index

    def fold(self, number: int) -> str:
        """The folded form of one word."""
        return self.folded[number - 1]

    def marker(self, number: int) -> str | None:
        """The folded preposition before a word («پس از»), None for a bare one.

        The object marker is none, nor is «حدود» before a number.
        """
        if number not in self._markers:
            self._markers[number] = self._marker(number)
        return self._markers[number]

    def _marker(self, number: int) -> str | None:
        parts = [
            part
            for case in self.dependents(number, "case")
            if case.id < number
            for part in [case, *self.dependents(case.id, "fixed")]
        ]
        found = " ".join(self.fold(part.id) for part in sorted(parts, key=lambda word: word.id))
        if self.dependents(number, "nummod"):  # «از [حدود] هزار نفر»
            found = next((found.removesuffix(one) for one in word_class("approximator") if found.endswith(one)), found)
        if not found and self.fold(number) in word_class("to-pronoun"):
            return TO  # «بهشون گفت»
        return found.strip() or None

    def is_object_marker(self, number: int) -> bool:
        """Whether a word is one («را», «رو»)."""
        return self.fold(number) in word_class("object-marker")

    def is_marked(self, number: int) -> bool:
        """Whether an object marker hangs behind this word in its phrase.

        Parsers hang the object marker from the last noun of a long phrase; it still marks the whole.
        """
        if number not in self._marked:
            self._marked[number] = self._has_marker(number)
        return self._marked[number]

    def _has_marker(self, number: int) -> bool:
        todo, seen = [number], set[int]()
        while todo:
            at = todo.pop()
            for word in self._dependents[at]:
                if word.deprel == "case" and word.id > at and self.is_object_marker(word.id):
                    return True
                if word.deprel in _WITHIN and word.id > at and word.id not in seen:
                    seen.add(word.id)
                    todo.append(word.id)
        return False

    def precedes_marker(self, number: int) -> bool:
        """Whether an object marker stands right behind the phrase of this word, whatever it hangs from."""
        behind = self.subtree(number)[-1] + 1
        return self.is_marked(number) or (behind <= len(self) and self.is_object_marker(behind))
