"""A parser may hang any word anywhere: whatever the tree, extraction ends, and its mentions are words of the text."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from kg.extract import extract
from kg.extract.tree import Tree
from kg.persian.frames import load_frames
from kg.resolve import Resolver
from kg.text import read

TREES = Path(__file__).parent.parent / "kg" / "training" / "banks" / "own.conllu"
TOGETHER = 6
"""Sentences an article: subjects and speakers go from one to the next."""


@pytest.fixture(scope="module")
def sentences():
    return [one for article in read([TREES], on_error=pytest.fail) for one in article.sentences]


@pytest.fixture
def only_real_words(monkeypatch):
    """Word 0 and below would be counted from the end of the sentence without a sound."""
    for name in ("word", "fold"):
        real = getattr(Tree, name)

        def checked(self, number, real=real):
            assert 1 <= number <= len(self), f"no word {number} in «{self.sentence.text}»"
            return real(self, number)

        monkeypatch.setattr(Tree, name, checked)


@pytest.mark.parametrize("seed", range(3))
def test_any_tree_is_read(sentences, only_real_words, seed):
    chance = random.Random(seed)
    order = chance.sample(sentences, len(sentences))
    frames, found = load_frames(), 0
    resolver = Resolver(None, frames)
    for at in range(0, len(order), TOGETHER):
        article = _article([_damaged(one, chance) for one in order[at : at + TOGETHER]])
        for triple in resolver.resolve(article, extract(article, frames)):
            found += 1
            for one in (triple.actor, triple.target, triple.source):
                assert one is None or not one.text or article.text[one.start : one.end].startswith(one.text[:1])
    assert found > len(sentences) / 2  # damaged trees still say something


def _damaged(sentence, chance):
    """A fifth of the words hung elsewhere, some relations and tags exchanged; still a tree."""
    words = list(sentence.words)
    for _ in range(max(2, len(words) // 5)):
        moved, above = chance.choice(words), chance.choice(words)
        if moved.head and moved.id not in _way_up(words, above.id):
            words[moved.id - 1] = replace(moved, head=above.id)
        one, other = chance.choice(words), chance.choice(words)
        if one.head and other.head:
            _exchange(words, one.id, other.id, "deprel")
        if chance.random() < 0.3:
            _exchange(words, one.id, other.id, "upos", "feats")
    return replace(sentence, words=tuple(words))


def _way_up(words, number):
    while number:
        yield number
        number = words[number - 1].head


def _exchange(words, one, other, *names):
    first, second = words[one - 1], words[other - 1]
    words[one - 1] = replace(first, **{name: getattr(second, name) for name in names})
    words[other - 1] = replace(words[other - 1], **{name: getattr(first, name) for name in names})


def _article(sentences):
    """One article of sentences that had one each, their offsets moved to where they stand in it."""
    from kg.model import Article

    text, moved = "", []
    for index, one in enumerate(sentences, start=1):
        by = len(text) - one.start
        words = tuple(replace(word, start=word.start + by, end=word.end + by) for word in one.words)
        moved.append(replace(one, index=index, start=one.start + by, end=one.end + by, words=words))
        text += f"{one.text} "
    return Article("damaged", text, sentences=tuple(moved))
