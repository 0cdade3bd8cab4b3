"""The tagger: Stanza's (Qi et al. 2018) with characters, on gold tags of several treebanks."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kg.training.fit import Budget, Source, fit, mixed

OPTIONS = (
    "--hidden_dim 256 --num_layers 2 --char_hidden_dim 80 --char_emb_dim 40 --deep_biaff_hidden_dim 120"
    " --composite_deep_biaff_hidden_dim 40 --word_cutoff 5 --augment_nopunct 0.1 --optim adam --lr 0.003"
    " --dropout 0.25 --word_dropout 0.15"
)
_BATCH = 36
_COMMON, _UNSEEN = 3_000, 0.2
"""Behind so many of the commonest words, the share of words that training takes for unknown ones."""


def train_tagger(files: Sequence[Path], shares: Sequence[tuple[float, float]], held_out: Path, vectors: Path,
                 target: Path, budget: Budget, seed: int = 1, start: Path | None = None) -> float:
    """Train and write `target` (Stanza's format); the UPOS accuracy on `held_out` comes back.

    Each file has a share of the batches before and after the turn of the budget and trains the
    columns that it has.  `start` is an earlier model to go on from, whose vocabularies are kept.
    """
    import torch
    from stanza.models import tagger
    from stanza.models.common.pretrain import Pretrain
    from stanza.models.pos.data import Dataset
    from stanza.models.pos.trainer import Trainer
    from stanza.utils.conll import CoNLL

    torch.manual_seed(seed)
    random.seed(seed)
    args = tagger.parse_args(["--lang", "fa", "--shorthand", "fa_perdt", *OPTIONS.split()])
    pretrain = Pretrain(str(vectors))
    args["pretrain"] = True
    documents = [CoNLL.conll2doc(str(path)) for path in files]
    if start is None:
        trainer = Trainer(args=args, vocab=Dataset.init_vocab(documents, args), pretrain=pretrain, device="cpu")
    else:
        trainer = Trainer(args=args, model_file=str(start), pretrain=pretrain, device="cpu")
    sources = [
        Source(Dataset(doc, args, pretrain, vocab=trainer.vocab).to_loader(batch_size=_BATCH, shuffle=True), *share)
        for doc, share in zip(documents, shares, strict=True)
    ]
    dev = Dataset(CoNLL.conll2doc(str(held_out)), args, pretrain, vocab=trainer.vocab, evaluation=True)
    batches = (with_unseen(batch) for batch in mixed(sources, budget, seed))
    return fit(
        trainer, trainer.optimizers["general_optimizer"], batches, budget,
        lambda: _accuracy(trainer, dev), lambda: trainer.save(str(target)),
    )


def with_unseen(batch: Any) -> Any:
    """The batch with some of the rarer words as if neither vectors nor vocabulary knew them: letters must tell."""
    import torch
    from stanza.models.common.vocab import UNK_ID

    unseen = (batch.pretrained > _COMMON) & (torch.rand(batch.pretrained.shape) < _UNSEEN)
    hidden = {name: getattr(batch, name).masked_fill(unseen, UNK_ID) for name in ("words", "pretrained")}
    return batch._replace(**hidden)


def _accuracy(trainer: Any, dev: Any) -> float:
    """Share of the words of a dataset whose UPOS is found."""
    found = [sentence for batch in dev.to_loader(batch_size=_BATCH) for sentence in trainer.predict(batch)]
    pairs = [
        (word.upos, tags[0]) for sentence, row in zip(dev.doc.sentences, found, strict=True)
        for word, tags in zip(sentence.words, row, strict=True)
    ]
    return float(sum(gold == guess for gold, guess in pairs) / len(pairs))
