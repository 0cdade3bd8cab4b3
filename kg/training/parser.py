"""Stanza's parser trainer, with the vocabulary of the model that is continued.

`stanza.models.parser --continue_from MODEL` numbers words, tags and relations anew by the training
file it is given, while the weights keep the numbers of MODEL.  With another file than MODEL was
trained on they no longer fit; here the numbers come from MODEL.

Used like Stanza's: `python -m kg.training.parser --mode train --continue_from MODEL …`.
"""

from __future__ import annotations

from stanza.models import parser
from stanza.models.common.vocab import VOCAB_PREFIX
from stanza.models.depparse import data
from stanza.models.pos.vocab import MultiVocab


def main() -> None:
    """Train as the command line says."""
    model = parser.parse_args()["continue_from"]
    if model is not None:
        _keep_vocabulary(model)
    parser.main()


def _keep_vocabulary(model: str) -> None:
    import torch

    known = MultiVocab.load_state_dict(torch.load(model, map_location="cpu", weights_only=True)["vocab"])
    data.Dataset.init_vocab = lambda self, *_: known
    assert len(known["deprel"]) > len(VOCAB_PREFIX)


if __name__ == "__main__":
    main()
