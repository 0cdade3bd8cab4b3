"""The tokeniser: Stanza's character network (Qi et al. 2020), which ends tokens, sentences and multi-word tokens."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.training.fit import Budget, fit

OPTIONS = (
    "--hidden_dim 96 --max_seqlen 200 --use_mwt --dropout 0.15 --unit_dropout 0.04 --feat_dropout 0.02"
)
_SHUFFLE = 100
_SENTENCE = {0: 0, 1: 0, 2: 1, 3: 0, 4: 1}
_TOKEN = {0: 0, 1: 1, 2: 1, 3: 2, 4: 2}


def train_tokenizer(train: tuple[Path, Path], expansions: Path, held_out: tuple[Path, Path], target: Path,
                    budget: Budget, seed: int = 1) -> float:
    """Train and write `target` (Stanza's format); the mean of token and sentence F1 on `held_out` comes back.

    `train` and `held_out` are text and labels, `expansions` the list of multi-word tokens, all as
    `kg.training.prepare.tokenizer_files` writes them.  A token is right when both its ends and
    whether it is a multi-word token are.
    """
    import numpy
    import torch
    from stanza.models import tokenizer
    from stanza.models.tokenization.data import DataLoader, TokenizationDataset
    from stanza.models.tokenization.trainer import Trainer
    from stanza.models.tokenization.utils import load_mwt_dict, predict

    torch.manual_seed(seed)
    random.seed(seed)
    numpy.random.seed(seed)
    args = tokenizer.parse_args(["--lang", "fa", "--shorthand", "fa_perdt", *OPTIONS.split()])
    # What stanza.models.tokenizer.main and train fill in.
    args |= {"feat_funcs": ["space_before", "capitalized", "numeric", "end_of_para", "start_of_para"]}
    args |= {"feat_dim": len(args["feat_funcs"]), "num_dict_feat": 0}
    known = {word: parts[0] for word, parts in load_mwt_dict(str(expansions)).items()}
    loader = DataLoader(args, input_files=_files(train), mwt_expansions=known)
    args["vocab_size"] = len(loader.vocab)
    dev = TokenizationDataset(args, input_files=_files(held_out), vocab=loader.vocab, evaluation=True)
    trainer = Trainer(args=args, vocab=loader.vocab, device="cpu")

    def batches() -> Iterator[Any]:
        for step in range(budget.steps):
            if step % _SHUFFLE == 0:
                loader.shuffle()
            yield loader.next(unit_dropout=args["unit_dropout"])

    def score() -> float:
        found, _ = predict(trainer, dev, args["batch_size"], 1000, use_regex_tokens=True, num_workers=0)
        pairs = list(zip(map(int, numpy.concatenate(dev.labels())), map(int, numpy.concatenate(found)), strict=True))
        return (_f1(pairs, _TOKEN) + _f1(pairs, _SENTENCE)) / 2

    return fit(trainer, trainer.optimizer, batches(), budget, score, lambda: trainer.save(str(target)))


def _files(pair: tuple[Path, Path]) -> dict[str, str]:
    return {"txt": str(pair[0]), "label": str(pair[1])}


def _f1(pairs: list[tuple[int, int]], ends: dict[int, int]) -> float:
    """F1 of the stretches that end where a label maps to more than 0; (gold, found) labels of each character."""
    gold, found = (set(_stretches([pair[side] for pair in pairs], ends)) for side in (0, 1))
    return 2 * len(gold & found) / max(1, len(gold) + len(found))


def _stretches(labels: list[int], ends: dict[int, int]) -> Iterator[tuple[int, int, int]]:
    start = 0
    for at, label in enumerate(labels, start=1):
        if ends[label]:
            yield start, at, ends[label]
            start = at
