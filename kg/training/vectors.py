"""Word vectors of raw text by word2vec (Mikolov et al. 2013), as a Stanza pretrain file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kg.persian.letters import ZWNJ

_TOKEN = re.compile(rf"[\w{ZWNJ}]+|[^\w\s]")
_LETTERS = str.maketrans({"\N{ARABIC LETTER YEH}": "\N{ARABIC LETTER FARSI YEH}", "\N{ARABIC LETTER KAF}": "\N{ARABIC LETTER KEHEH}"})


class Sentences:
    """Token lists of every line of the text files under a folder; can be iterated again and again."""

    def __init__(self, files: list[Path]) -> None:
        self.files = files

    def __iter__(self) -> Iterator[list[str]]:
        for path in self.files:
            with path.open(encoding="utf-8") as lines:
                for line in lines:
                    yield _TOKEN.findall(line.translate(_LETTERS))


def train_vectors(files: list[Path], target: Path, size: int = 100, words: int = 40_000, seed: int = 1) -> None:
    """Train on `files` and save the `words` most frequent vectors of `size` floats to `target`."""
    import torch
    from gensim.models import Word2Vec
    from stanza.models.common.pretrain import Pretrain, PretrainedWordVocab
    from stanza.models.common.vocab import VOCAB_PREFIX

    model = Word2Vec(Sentences(files), vector_size=size, window=5, min_count=5, sg=1, workers=2, epochs=3, seed=seed)
    kept = model.wv.index_to_key[:words]
    special = torch.zeros(len(VOCAB_PREFIX), size)
    pretrain = Pretrain(str(target), save_to_file=False)
    pretrain._vocab = PretrainedWordVocab(kept, lang="fa")
    pretrain._emb = torch.cat([special, torch.tensor(model.wv.vectors[: len(kept)])])
    pretrain.save(str(target))
