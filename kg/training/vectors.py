"""Word vectors of raw text by fastText (Bojanowski et al. 2017), as a Stanza pretrain file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from kg.persian.letters import ZWNJ
from kg.text import clean
from kg.training.progress import counted
from kg.training.treebank import FORM, read_trees

TOKEN = re.compile(rf"[\w\N{{ARABIC HAMZA ABOVE}}{ZWNJ}]+|[^\w\s]")
_SUBWORDS = {"min_n": 2, "max_n": 5, "bucket": 300_000}
_RAREST = 3


def tokens_of(texts: Iterable[Path], treebanks: Iterable[Path]) -> Iterator[list[str]]:
    """The cleaned lines of the text files and the syntactic words of the treebanks, as token lists."""
    for path in texts:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                if found := TOKEN.findall(clean(line).text):
                    yield found
    for path in treebanks:
        for tree in read_trees(path):
            yield [row[FORM] for row in tree.words]


def train_vectors(sentences: Path, target: Path, size: int = 100, words: int = 80_000, seed: int = 1,
                  epochs: int = 6) -> None:
    """Train on a file of one sentence a line and save the `words` most frequent vectors of `size` floats.

    Subwords give rare forms and unseen inflections a place beside their stem; a narrow window keeps
    the vectors closer to syntax than to topic.  One thread: with more, no two runs give the same.
    """
    from gensim.models import FastText

    model = FastText(
        _Lines(sentences), vector_size=size, window=3, min_count=_RAREST, sg=1, workers=1, epochs=epochs,
        seed=seed, **_SUBWORDS,
    )
    save_vectors(model.wv.index_to_key[:words], model.wv.vectors[:words], target)


class _Lines:
    """The token lists of a file of one sentence a line, told how far they are; gensim goes over them each epoch."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __iter__(self) -> Iterator[list[str]]:
        from gensim.models.word2vec import LineSentence

        yield from counted(LineSentence(str(self._path)), "lines learnt from", 100_000)


def save_vectors(words: Sequence[str], vectors: Any, target: Path) -> None:
    """Write words and their vectors (an array of words x size) as a Stanza pretrain file."""
    import torch
    from stanza.models.common.pretrain import Pretrain, PretrainedWordVocab
    from stanza.models.common.vocab import VOCAB_PREFIX

    found = torch.tensor(vectors, dtype=torch.float32)
    pretrain = Pretrain(str(target), save_to_file=False)
    pretrain._vocab = PretrainedWordVocab(list(words), lang="fa")
    pretrain._emb = torch.cat([torch.zeros(len(VOCAB_PREFIX), found.shape[1]), found])
    pretrain.save(str(target))
