"""CoNLL 2018 scores of a model set, from raw text."""

from __future__ import annotations

import re
from pathlib import Path

METRICS = ("Tokens", "Sentences", "Words", "UPOS", "XPOS", "UFeats", "Lemmas", "UAS", "LAS", "CLAS", "MLAS", "BLEX")
_BLOCK = 20
"""Sentences of running text in a paragraph."""


def evaluate_models(models: str | Path | None, treebank: Path) -> dict[str, float]:
    """F1 of each metric of the CoNLL 2018 shared task (Zeman et al. 2018) as a fraction.

    The text of the sentences is joined by spaces and given to the pipeline uncleaned: the metric
    compares characters.
    """
    from tempfile import TemporaryDirectory

    from stanza.models.common.utils import ud_scores
    from stanza.utils.conll import CoNLL

    from kg.text.models import load_pipeline

    texts = re.findall(r"^# text = (.*)$", treebank.read_text(encoding="utf-8"), re.M)
    blocks = (" ".join(texts[at : at + _BLOCK]) for at in range(0, len(texts), _BLOCK))
    found = load_pipeline(models)("\n\n".join(blocks))
    with TemporaryDirectory() as folder:
        ours = Path(folder) / "ours.conllu"
        CoNLL.write_doc2conll(found, str(ours))
        scores = ud_scores(str(treebank), str(ours))
    return {name: float(scores[name].f1) for name in METRICS}
