"""CoNLL 2018 scores of a model set, from raw text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.persian.letters import fold
from kg.text.clean import CleanText, clean
from kg.training.names import name_f1, read_bio, spans
from kg.training.noise import noisy

if TYPE_CHECKING:
    from stanza.models.common.doc import Document

METRICS = ("Tokens", "Sentences", "Words", "UPOS", "XPOS", "UFeats", "Lemmas", "UAS", "LAS", "CLAS", "MLAS", "BLEX")
_BLOCK = 20
"""Sentences of running text in a paragraph."""


def evaluate_models(models: str | Path | None, treebank: Path, noise: str | None = None) -> dict[str, float]:
    """F1 of each metric of the CoNLL 2018 shared task (Zeman et al. 2018) as a fraction.

    The text of the sentences is joined by spaces, made noisy when a kind of `noise` is named, cleaned as
    articles are, and given to the pipeline.  The metric compares characters: those of the text before it
    was cleaned, without joiners and in one spelling on both sides, so that noise does not misalign them.
    """
    from tempfile import TemporaryDirectory

    from stanza.models.common.utils import ud_scores

    from kg.text.models import load_pipeline

    lines = treebank.read_text(encoding="utf-8").splitlines()
    texts = [line.partition("=")[2].strip() for line in lines if line.startswith("# text = ")]
    texts = [noisy(text, noise) for text in texts] if noise else texts
    blocks = (" ".join(texts[at : at + _BLOCK]) for at in range(0, len(texts), _BLOCK))
    cleaned = clean("\n\n".join(blocks))
    found = load_pipeline(models)(cleaned.text)
    with TemporaryDirectory() as folder:
        gold, ours = Path(folder) / "gold.conllu", Path(folder) / "ours.conllu"
        gold.write_text("\n".join(map(_folded, lines)) + "\n", encoding="utf-8")
        ours.write_text("".join(_read(found, cleaned)), encoding="utf-8")
        scores = ud_scores(str(gold), str(ours))
    return {name: float(scores[name].f1) for name in METRICS}


def evaluate_names(models: str | Path | None, file: Path) -> dict[str, float]:
    """F1 of whole names on a BIO file with given words, over the kinds that both know and for each of them.

    ModelError when the models have no name tagger, InputError for a bad line.
    """
    from kg.text.models import tag_names

    gold = list(read_bio(file))
    found = [spans(tags) for tags in tag_names(models, [forms for forms, _ in gold])]
    right = [spans(tags) for _, tags in gold]
    kinds = sorted({name[2] for names in right for name in names} & {name[2] for names in found for name in names})
    scores = name_f1(right, found, frozenset(kinds))
    return {"NER-P": scores["precision"], "NER-R": scores["recall"], "NER-F1": scores["f1"]} | {
        f"NER-F1-{kind}": name_f1(right, found, frozenset({kind}))["f1"] for kind in kinds
    }


def _read(document: Document, cleaned: CleanText) -> Iterator[str]:
    """CoNLL-U lines of what was found, with the forms of the tokens as they stood in the raw text."""
    for sentence in document.sentences:
        for token in sentence.tokens:
            start, end = cleaned.to_raw(token.start_char, token.end_char)
            form = _one_spelling(cleaned.raw[start:end])
            if len(token.words) > 1:
                yield "\t".join([f"{token.id[0]}-{token.id[-1]}", form, *"_" * 8]) + "\n"
            for word in token.words:
                yield _row(word, form if len(token.words) == 1 else _one_spelling(word.text))
        yield "\n"


def _row(word: Any, form: str) -> str:
    cells = [word.id, form, word.lemma, word.upos, word.xpos, word.feats, word.head, word.deprel, None, None]
    return "\t".join("_" if cell is None else str(cell) for cell in cells) + "\n"


def _folded(line: str) -> str:
    cells = line.split("\t")
    return "\t".join([cells[0], _one_spelling(cells[1]), *cells[2:]]) if re.match(r"\d", line) else line


def _one_spelling(form: str) -> str:
    return re.sub(r"\s", "", fold(form)) or form
