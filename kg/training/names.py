"""The name tagger: Stanza's recurrent network with a CRF (Akbik et al. 2018, without language models) on BIO files.

`banks/names.tsv` adds sentences of public posts and news without their words: a digest of the line, the sentence as
`start-end` in the cleaned line, then `start-end:KIND` for each name; the words come from the folder of text.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from kg.errors import InputError, Place, TableError
from kg.text.clean import clean
from kg.training.banks import lines_of, span_in
from kg.training.fit import Budget, Source, fit, mixed
from kg.training.parser import Reshuffled
from kg.training.vectors import TOKEN

OPTIONS = (
    "--hidden_dim 128 --char_hidden_dim 60 --char_emb_dim 40 --dropout 0.35 --word_dropout 0.02 --batch_size 32"
    " --max_batch_words 900 --optim adam"
)
NEEDED = TRAIN, HELD_OUT = "parstwiner.train.bio", "parstwiner.dev.bio"
BANK = Path(str(files("kg.training") / "banks" / "names.tsv"))
KINDS = frozenset({"PER", "LOC", "ORG", "POG", "NAT", "EVE"})
_PARTS = "BI"
_FREQUENT = 6
Tagged = tuple[list[str], list[str]]
"""Forms and BIO tags of one sentence."""


def train_names(train: Path, held_out: Path, vectors: Path, target: Path, budget: Budget, seed: int = 1,
                more: Iterable[Tagged] = ()) -> float:
    """Train on a BIO file and write `target` (Stanza's format); the F1 of whole names on `held_out` comes back.

    `more` are further sentences to train on.
    """
    import torch
    from stanza.models import ner_tagger
    from stanza.models.common.doc import Document
    from stanza.models.common.pretrain import Pretrain
    from stanza.models.ner.data import DataLoader
    from stanza.models.ner.trainer import Trainer
    from stanza.models.pos.vocab import WordVocab

    torch.manual_seed(seed)
    random.seed(seed)
    args = ner_tagger.parse_args(["--shorthand", "fa_perdt", *OPTIONS.split()])
    pretrain = Pretrain(str(vectors))
    args["word_emb_dim"] = pretrain.emb.shape[1]
    sentences = [*read_bio(train), *more]
    loader = DataLoader(Document(_rows(sentences)), args["batch_size"], args, pretrain)
    seen = [[(form,) for form in forms] for forms, _ in sentences]
    # Only frequent words are corrected beside their vectors: rare ones would fill the file and teach little.
    loader.vocab["delta"] = WordVocab(seen, "fa_perdt", cutoff=_FREQUENT, lower=True)
    trainer = Trainer(args=args, vocab=loader.vocab, pretrain=pretrain, device="cpu")
    gold = list(read_bio(held_out))
    batches = mixed([Source(Reshuffled(loader), 1.0, 1.0)], budget, seed)

    def score() -> float:
        document = Document(_rows(gold))
        dev = DataLoader(document, args["batch_size"], args, pretrain, vocab=loader.vocab, evaluation=True)
        found = [tags for batch in dev for tags in trainer.predict(batch)]
        return name_f1([spans(tags) for _, tags in gold], [spans(tags) for tags in found])["f1"]

    return fit(trainer, trainer.optimizer, batches, budget, score, lambda: trainer.save(str(target)))


def bank_sentences(bank: Path, texts: Iterable[Path]) -> Iterator[Tagged]:
    """Forms and tags of a bank's sentences whose lines the text files hold.

    TableError, with file and line, for what is no place in its line or no kind of name.
    """
    for place, cleaned, cells in lines_of(bank, texts):
        first, last = _span(place, cleaned, cells[0])
        names = [_named(place, cleaned, cell) for cell in cells[1:]]
        forms, tags = list[str](), list[str]()
        for token in TOKEN.finditer(cleaned, first, last):
            found = next((name for name in names if name[0] <= token.start() < name[1]), None)
            forms.append(token[0])
            tags.append("O" if found is None else f"{'B' if token.start() == found[0] else 'I'}-{found[2]}")
        yield forms, tags


def _named(place: Place, cleaned: str, cell: str) -> tuple[int, int, str]:
    span, _, kind = cell.partition(":")
    if kind not in KINDS:
        raise TableError(place, f"'{cell}' is no name;", f"start-end and one of {', '.join(sorted(KINDS))}.")
    return (*_span(place, cleaned, span), kind)


def _span(place: Place, cleaned: str, cell: str) -> tuple[int, int]:
    if (found := span_in(cleaned, cell)) is None:
        raise TableError(place, f"'{cell}' is no place in the line;", "start-end.")
    return found


def read_bio(path: Path) -> Iterator[Tagged]:
    """Forms, cleaned as articles are, and tags of the sentences of a BIO file; InputError names a bad line."""
    forms, tags = list[str](), list[str]()
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], start=1):
        if not line.strip():
            if forms:
                yield forms, tags
            forms, tags = [], []
            continue
        form, tab, tag = line.partition("\t")
        if not tab or not (tag == "O" or (tag[:1] in _PARTS and tag[1:2] == "-")):
            raise InputError(f"{path}:{number}", f"'{line}' is not a form, a tab and O, B-KIND or I-KIND.")
        forms.append(clean(form).text or form)
        tags.append(tag)


def _rows(sentences: Iterable[tuple[list[str], list[str]]]) -> list[list[dict[str, object]]]:
    return [
        [{"id": at, "text": form, "ner": tag} for at, (form, tag) in enumerate(zip(forms, tags, strict=True), start=1)]
        for forms, tags in sentences
    ]


def spans(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """(first, last, kind) of the names in BIO or BIOES tags; half-open, in words."""
    found, start = set[tuple[int, int, str]](), None
    for at, tag in enumerate([*tags, "O"]):
        part, _, kind = tag.partition("-")
        goes_on = start is not None and part in ("I", "E") and kind == tags[start].partition("-")[2]
        if start is not None and not goes_on:
            found.add((start, at, tags[start].partition("-")[2]))
            start = None
        if tag != "O" and start is None:
            start = at
    return found


def name_f1(gold: Sequence[set[tuple[int, int, str]]], found: Sequence[set[tuple[int, int, str]]],
            kinds: frozenset[str] | None = None) -> dict[str, float]:
    """Precision, recall and F1 of whole names (CoNLL 2003); `kinds`: only names of these kinds count."""
    def kept(names: set[tuple[int, int, str]]) -> set[tuple[int, int, str]]:
        return {name for name in names if kinds is None or name[2] in kinds}

    pairs = [(kept(one), kept(other)) for one, other in zip(gold, found, strict=True)]
    right = sum(len(one & other) for one, other in pairs)
    precision = right / max(1, sum(len(other) for _, other in pairs))
    recall = right / max(1, sum(len(one) for one, _ in pairs))
    return {"precision": precision, "recall": recall, "f1": 2 * right / max(1, sum(len(a) + len(b) for a, b in pairs))}
