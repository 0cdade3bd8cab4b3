"""CoNLL 2018 scores of a model set, from raw text."""

from __future__ import annotations

import re
from pathlib import Path

METRICS = ("Tokens", "Sentences", "Words", "UPOS", "XPOS", "UFeats", "AllTags", "Lemmas", "UAS", "LAS", "CLAS", "MLAS", "BLEX")


def evaluate_models(models: str | Path | None, treebank: Path) -> dict[str, float]:
    """F1 of each metric of the CoNLL 2018 shared task (Zeman et al. 2018) as a fraction.

    The text of the sentences is joined by spaces and given to the pipeline uncleaned: the metric
    compares characters.
    """
    import io

    from stanza.utils.conll import CoNLL

    from kg.text.models import load_pipeline

    gold = treebank.read_text(encoding="utf-8")
    texts = re.findall(r"^# text = (.*)$", gold, re.M)
    found = load_pipeline(models)("\n\n".join(" ".join(texts[at : at + 20]) for at in range(0, len(texts), 20)))
    ours = io.StringIO()
    CoNLL.write_doc2conll(found, ours)
    return _scores(gold, ours.getvalue())


def _scores(gold: str, ours: str) -> dict[str, float]:
    import io

    from stanza.models.common.utils import ud_scores_from_files  # type: ignore[attr-defined]

    evaluation = ud_scores_from_files(io.StringIO(gold), io.StringIO(ours))
    return {name: float(evaluation[name].f1) for name in METRICS}
