"""Model sets with random weights: what networks of a size cost, whatever they have learnt.

A parse by random weights is nonsense, and takes as long as one by trained weights of that size, but for
the search for the tree: `sure_trees` lets that take the time that it takes a trained parser.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.text.models import model_paths

if TYPE_CHECKING:
    from stanza.models.common.pretrain import Pretrain

SIZES = ("shipped", "default")
_LEMMA_LETTERS = 8
"""Random weights never end a lemma; trained ones do so after about as many letters."""


def write_random(target: Path, size: str) -> None:
    """Write a model set into `target`: tagger, lemmatiser and parser of a size, weights drawn at random.

    "shipped" has the sizes of the models that ship with kg, "default" those that Stanza trains unless
    told otherwise.  Tokeniser, vectors and vocabularies are the shipped ones, so that both sets see the
    same words (the shipped tokeniser has Stanza's default size).
    """
    import torch
    from stanza.models.common.pretrain import Pretrain

    logging.disable(logging.INFO)
    torch.manual_seed(1)
    paths = model_paths(Path(str(files("kg") / "models")))
    for name, path in paths.items():
        (target / name).mkdir(parents=True)
        if name in ("tokenize", "mwt", "pretrain") or (name == "lemma" and size == "shipped"):
            (target / name / path.name).symlink_to(path)
    vectors = Pretrain(str(paths["pretrain"]))
    _tagger(paths["pos"], vectors, size, target / "pos" / "random.pt")
    _parser(paths["depparse"], vectors, size, target / "depparse" / "random.pt")
    if size == "default":
        _lemmatiser(paths["lemma"], target / "lemma" / "random.pt")
    logging.disable(logging.NOTSET)
    logging.getLogger("stanza").setLevel(logging.WARNING)  # its trainers set it to DEBUG


@contextmanager
def sure_trees() -> Iterator[None]:
    """While it holds, each tree is found in scores that leave little doubt: word after word in a chain."""
    import numpy
    from stanza.models.depparse import model

    search = model.chuliu_edmonds_one_root

    def sure(scores: Any) -> Any:
        chain = numpy.random.default_rng(1).random(scores.shape)
        return search(chain + 2 * numpy.eye(len(scores), k=-1))

    model.chuliu_edmonds_one_root = sure
    try:
        yield
    finally:
        model.chuliu_edmonds_one_root = search


def _tagger(shipped: Path, vectors: Pretrain, size: str, target: Path) -> None:
    from stanza.models import tagger
    from stanza.models.pos.trainer import Trainer

    ours = Trainer(model_file=str(shipped), pretrain=vectors, device="cpu")
    random = Trainer(args=_args(tagger, ours.args, size), vocab=ours.vocab, pretrain=vectors, device="cpu")
    random.model.upos_clf.bias.data[ours.vocab["upos"].unit2id("NOUN")] = 1.0
    random.save(str(target))


def _parser(shipped: Path, vectors: Pretrain, size: str, target: Path) -> None:
    from stanza.models import parser
    from stanza.models.common.vocab import VOCAB_PREFIX_SIZE
    from stanza.models.depparse.trainer import GraphTrainer, Trainer

    ours = Trainer.load(str(shipped), vectors, device="cpu")
    args = _args(parser, ours.args, size)
    random = GraphTrainer(args=args, vocab=ours.vocab, pretrain=vectors, device="cpu")
    random.model.deprel.scorer.W_bilin.bias.data[ours.vocab["deprel"].unit2id("nmod") - VOCAB_PREFIX_SIZE] = 1.0
    random.save(str(target))


def _args(module: Any, ours: dict[str, Any], size: str) -> dict[str, Any]:
    defaults = {**module.parse_args(["--lang", "fa", "--shorthand", "fa_perdt"]), "pretrain": True}
    return {**defaults, **ours} if size == "shipped" else defaults


def _lemmatiser(shipped: Path, target: Path) -> None:
    """Stanza's: our dictionary first, a network that spells for the words it does not hold."""
    from stanza.models import lemmatizer
    from stanza.models.lemma.trainer import Trainer
    from stanza.models.lemma.vocab import MultiVocab, Vocab

    ours = Trainer(model_file=str(shipped), args={}, device="cpu")
    letters = sorted({letter for words in ours.pos_dict.values() for word in words for letter in word})
    tags = sorted(ours.pos_dict)
    vocab = MultiVocab({"char": Vocab(letters, "fa"), "pos": Vocab(tags, "fa")})
    args = {
        **lemmatizer.parse_args(["--shorthand", "fa_perdt"]), "max_dec_len": _LEMMA_LETTERS,
        "vocab_size": vocab["char"].size, "pos_vocab_size": vocab["pos"].size,
    }
    random = Trainer(args=args, vocab=vocab, device="cpu")
    random.pos_dict = ours.pos_dict
    random.save(str(target))
