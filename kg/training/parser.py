"""The dependency parser: Stanza's graph parser (Dozat and Manning 2017) on trees of several schemes."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.training.fit import Budget, Source, fit, mixed
from kg.training.harmonise import UNSURE
from kg.training.treebank import DEPREL, HEAD, ID, Tree, conllu

OPTIONS = (
    "--hidden_dim 400 --num_layers 2 --deep_biaff_hidden_dim 200 --no_char --no_xpos --no_ufeats --no_linearization"
    " --no_distance --dropout 0.15 --word_dropout 0.1 --word_cutoff 5 --batch_size 900 --augment_nopunct 0.1"
    " --optim adam --beta2 0.98 --weight_decay 0"
)
_BLANK = 0.06
_UNKNOWN, _IGNORED = 1, 3
_UPOS, _LABEL = 4, 8
_READ_AT_ONCE = 3000


@dataclass(frozen=True, slots=True)
class Noise:
    """How a tagger errs: the rate, and for each tag what it is taken for.

    Parsers trained on gold tags trust tags too much; here some are swapped as the tagger would, some blanked.
    """

    rate: float
    taken_for: Mapping[str, Mapping[str, int]]

    @classmethod
    def of(cls, mistakes: Mapping[str, Mapping[str, int]], words: int) -> Noise:
        """The noise of a tagger that made these mistakes on so many words."""
        return cls(sum(sum(row.values()) for row in mistakes.values()) / words, mistakes)


def train_parser(ours: Path, others: Path, held_out: Path, vectors: Path, target: Path, noise: Noise,
                 budget: Budget, seed: int = 1, start: Path | None = None) -> float:
    """Train and write `target` (Stanza's format); the LAS on `held_out` with its tags comes back.

    `ours` are trees in PerDT's scheme, `others` harmonised ones, left out after the turn of the budget.
    `start` is an earlier model to go on from, whose vocabularies are kept.
    """
    import torch
    from stanza.models import parser
    from stanza.models.common.doc import Document
    from stanza.models.common.pretrain import Pretrain
    from stanza.models.depparse.data import DataLoader
    from stanza.models.depparse.trainer import GraphTrainer, Trainer
    from stanza.utils.conll import CoNLL

    torch.manual_seed(seed)
    random.seed(seed)
    args = parser.parse_args(["--lang", "fa", "--shorthand", "fa_perdt", *OPTIONS.split()])
    pretrain = Pretrain(str(vectors))
    args["pretrain"] = True
    trees = [CoNLL.conll2dict(input_file=str(path))[0] for path in (ours, others)]
    if start is None:
        known = [_labelled(tree) for group in trees for tree in group]
        vocab = DataLoader(Document(known), args["batch_size"], args, pretrain, evaluation=False).vocab
        trainer = GraphTrainer(args=args, vocab=vocab, pretrain=pretrain, device="cpu")
    else:
        trainer = Trainer.load(str(start), pretrain, args=args, device="cpu")
        vocab = trainer.vocab
    loaders = [DataLoader(Document(group), args["batch_size"], args, pretrain, vocab=vocab) for group in trees]
    for loader in loaders:
        _ignore_unsure(loader)
    gold = CoNLL.conll2doc(str(held_out))
    dev = DataLoader(gold, args["batch_size"], args, pretrain, vocab=vocab, evaluation=True, sort_during_eval=True)
    sources = [Source(Reshuffled(loaders[0]), 0.55, 1.0), Source(Reshuffled(loaders[1]), 0.45, 0.0)]
    batches = _noisy(mixed(sources, budget, seed), vocab["upos"], noise, seed)
    return fit(
        trainer, trainer.optimizer["general_optimizer"], batches, budget, lambda: _attachment(trainer, dev),
        lambda: trainer.save(str(target)),
    )


class Reshuffled:
    """A loader of Stanza's whose batches are put together anew at each pass."""

    def __init__(self, loader: Any) -> None:
        self._loader = loader

    def __iter__(self) -> Iterator[Any]:
        self._loader.reshuffle()
        return iter(self._loader)


def _labelled(tree: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**word, "deprel": "obl" if word.get("deprel") == UNSURE else word.get("deprel")} for word in tree]


def _ignore_unsure(loader: Any) -> None:
    for record in loader.dataset.data:
        record[_LABEL] = [_IGNORED if label == _UNKNOWN else label for label in record[_LABEL]]


def _noisy(batches: Iterator[Any], tags: Any, noise: Noise, seed: int) -> Iterator[Any]:
    """The batches with some of their UPOS swapped or blanked."""
    chance = random.Random(seed)
    swaps = {
        tags.unit2id(tag): ([tags.unit2id(name) for name in found], list(found.values()))
        for tag, found in noise.taken_for.items()
    }
    for batch in batches:
        upos = batch[_UPOS]
        for row in range(upos.shape[0]):
            for column in range(1, upos.shape[1]):
                tag = int(upos[row, column])
                draw = chance.random() if tag else 1.0
                if draw < _BLANK:
                    upos[row, column] = _UNKNOWN
                elif draw < _BLANK + noise.rate and tag in swaps:
                    upos[row, column] = chance.choices(*swaps[tag])[0]
        yield batch


def reader(parser: Path, vectors: Path) -> Callable[[Sequence[Tree]], list[Tree]]:
    """What a trained parser (a Stanza file) does: tagged sentences with lemmas in, the same with its trees out."""
    from stanza.models.common.pretrain import Pretrain
    from stanza.models.depparse.data import DataLoader
    from stanza.models.depparse.trainer import Trainer
    from stanza.models.depparse.utils import predict_dataset
    from stanza.utils.conll import CoNLL

    pretrain = Pretrain(str(vectors))
    trainer = Trainer.load(str(parser), pretrain, device="cpu")

    def read(trees: Sequence[Tree]) -> list[Tree]:
        document = CoNLL.conll2doc(input_str="".join(conllu(tree, str(at)) for at, tree in enumerate(trees)))
        loader = DataLoader(document, _READ_AT_ONCE, trainer.args, pretrain, vocab=trainer.vocab, evaluation=True,
                            sort_during_eval=True)
        return list(map(_attached, trees, predict_dataset(trainer, loader)))

    return read


def _attached(tree: Tree, found: Sequence[tuple[str, str]]) -> Tree:
    left = iter(found)
    rows = [row if "-" in row[ID] else [*row[:HEAD], *map(str, next(left)), *row[DEPREL + 1 :]] for row in tree.rows]
    return Tree(tree.text, rows)


def _attachment(trainer: Any, dev: Any) -> float:
    """Labelled attachment score of the words of a loader's document."""
    from stanza.models.depparse.utils import predict_dataset

    right = total = 0
    for sentence, found in zip(dev.doc.sentences, predict_dataset(trainer, dev), strict=True):
        for word, (head, label) in zip(sentence.words, found, strict=True):
            right += word.head == int(head) and word.deprel == label
            total += 1
    return right / total
