"""Parsing: articles in, articles with their sentences out, in order."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError, ModelError, Place, reason
from kg.model import Article, Sentence, Word
from kg.persian.letters import HEH
from kg.text.clean import CleanText, clean
from kg.text.labels import our_label, our_lemma
from kg.text.memory import give_back
from kg.text.models import load_pipeline
from kg.text.segments import reparse
from kg.text.spans import Span, part_spans

if TYPE_CHECKING:
    from stanza import Pipeline
    from stanza.models.common.doc import Sentence as Parse
    from stanza.models.common.doc import Token

BATCH_CHARACTERS = 20_000
"""Clean characters given to Stanza at once: some 4,000 words, so that its batches are full."""

BATCH_ARTICLES = 200

LONGEST_PARAGRAPH = 1_200
"""In characters.  A longer one is cut, at a full stop if it has one: finding the tree of a sentence of
1,000 words takes minutes."""

_BREAK = "\n\n"
"""What Stanza takes as the end of a paragraph, and so of a sentence."""

_PARTICIPLE = HEH

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_STOPS = (
    re.compile(r"[.!\N{ARABIC QUESTION MARK}\N{ARABIC SEMICOLON}]\s"),
    re.compile(r"[\N{ARABIC COMMA},:]\s"),
    re.compile(r"\s"),
)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A piece of the text given to Stanza: which article it is of, and where it stands in its clean text."""

    article: int
    start: int
    text: str


_Parsed = tuple[_Paragraph, int, "Parse"]


class Parser:
    """Stanza's pipeline behind our cleaning and our offsets.

    `models`: None for the models shipped with kg, else a folder of models or the name of a Stanza package.
    They are loaded with the first article; ModelError then when they cannot be, or speak other labels.
    `threads`: how many cores to use, None for all.  `on_error` is told of a paragraph that Stanza fails
    on, which is left out; without it the InputError is raised.  `pipeline` replaces the models.
    """

    def __init__(
        self,
        models: str | Path | None = None,
        *,
        threads: int | None = None,
        on_error: Callable[[InputError], None] | None = None,
        pipeline: Pipeline | None = None,
    ) -> None:
        self._models = models
        self._threads = threads
        self._on_error = on_error
        self._pipeline = pipeline

    def load(self) -> Pipeline:
        """Load the models now, so that a wrong `models` is known before any text is read."""
        if self._pipeline is None:
            self._pipeline = load_pipeline(self._models, self._threads)
        return self._pipeline

    def parse(self, articles: Iterable[Article]) -> Iterator[Article]:
        """The same articles in the same order, with `sentences`; those that have them pass unchanged."""
        for batch in _batches(articles):
            yield from self._parse_batch(batch)

    def _parse_batch(self, articles: list[Article]) -> list[Article]:
        cleaned = {i: clean(article.text) for i, article in enumerate(articles) if article.sentences is None}
        paragraphs = [paragraph for i, text in cleaned.items() for paragraph in _paragraphs(i, text.text)]
        found: dict[int, list[Sentence]] = {i: [] for i in cleaned}
        for part in _portions(paragraphs):
            for paragraph, offset, parse in self._parse_portion(part, articles):
                article, sentences = articles[paragraph.article], found[paragraph.article]
                sentence = _sentence(article, len(sentences) + 1, cleaned[paragraph.article], parse, offset)
                if sentences and _is_cut_off(sentences[-1], sentence):
                    sentence = _joined(article, sentences.pop(), sentence)
                sentences.append(sentence)
            give_back()
        return [
            replace(article, sentences=tuple(found[i])) if i in found else article
            for i, article in enumerate(articles)
        ]

    def _parse_portion(self, part: list[_Paragraph], articles: list[Article]) -> list[_Parsed]:
        """The parses of a portion; when Stanza fails on it, those of the paragraphs it does not fail on."""
        try:
            return list(self._parse_paragraphs(part))
        except (ModelError, InputError, KeyboardInterrupt, MemoryError):
            raise
        except Exception as error:  # Stanza and torch raise anything
            if len(part) > 1:
                return [parsed for one in part for parsed in self._parse_portion([one], articles)]
            article = articles[part[0].article]
            place = Place(article.path or article.id, article.line)
            failure = InputError(place, f"article '{article.id}': a paragraph cannot be parsed ({reason(error)}).")
            if self._on_error is None:
                raise failure from error
            self._on_error(failure)
            return []

    def _parse_paragraphs(self, paragraphs: list[_Paragraph]) -> Iterator[_Parsed]:
        """Each parsed sentence with its paragraph and what to add to its offsets to get clean ones."""
        starts = _positions(paragraphs)
        document = self.load().process(_BREAK.join(paragraph.text for paragraph in paragraphs))
        reparse(document.sentences, self.load().processors["depparse"])
        for parse in document.sentences:
            number = bisect_right(starts, parse.tokens[0].start_char) - 1
            yield paragraphs[number], paragraphs[number].start - starts[number], parse


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    batch: list[Article] = []
    size = 0
    for article in articles:
        batch.append(article)
        size += len(article.text) if article.sentences is None else 0
        if size >= BATCH_CHARACTERS or len(batch) >= BATCH_ARTICLES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _portions(paragraphs: list[_Paragraph]) -> Iterator[list[_Paragraph]]:
    """The paragraphs in portions of about BATCH_CHARACTERS: one article may be a book."""
    portion: list[_Paragraph] = []
    size = 0
    for paragraph in paragraphs:
        portion.append(paragraph)
        size += len(paragraph.text)
        if size >= BATCH_CHARACTERS:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def _positions(paragraphs: list[_Paragraph]) -> list[int]:
    """Where each paragraph begins in the joined text."""
    positions, at = [], 0
    for paragraph in paragraphs:
        positions.append(at)
        at += len(paragraph.text) + len(_BREAK)
    return positions


def _paragraphs(article: int, text: str) -> Iterator[_Paragraph]:
    """The lines of a clean text, for a line is a paragraph: headlines end without a full stop."""
    for line in _LINE.finditer(text):
        start, end = line.span()
        while end - start > LONGEST_PARAGRAPH:
            cut = _cut(text, start, start + LONGEST_PARAGRAPH)
            yield _Paragraph(article, start, text[start:cut])
            start = cut
        if text[start:end].strip():
            yield _Paragraph(article, start, text[start:end])


def _cut(text: str, start: int, limit: int) -> int:
    """Where to cut before `limit`: behind the last full stop, else comma, else space, else there."""
    for stop in _STOPS:
        ends = [match.end() for match in stop.finditer(text, start, limit)]
        if ends and ends[-1] > start + 1:
            return ends[-1]
    return limit


def _sentence(article: Article, index: int, cleaned: CleanText, parse: Parse, offset: int) -> Sentence:
    words: list[Word] = []
    for token in parse.tokens:
        spans = _raw_spans(cleaned, token, offset)
        words += [
            Word(
                id=word.id,
                form=word.text,
                lemma=our_lemma(word.lemma),
                upos=our_label("upos", word.upos or "X"),
                xpos=word.xpos,
                feats=word.feats,
                head=word.head,
                deprel=our_label("deprel", word.deprel),
                start=start,
                end=end,
                ner=token.ner if token.ner != "O" else None,
            )
            for word, (start, end) in zip(token.words, spans, strict=True)
        ]
    start, end = min(word.start for word in words), max(word.end for word in words)
    return Sentence(article.id, index, article.text[start:end], start, end, tuple(words))


def _is_cut_off(before: Sentence, sentence: Sentence) -> bool:
    """Whether the tokenizer cut the ending of a participle off: «… صادر کرد|ه» at the end of a headline."""
    verb, (ending, *more) = before.words[-1], sentence.words
    return not more and ending.form == _PARTICIPLE and verb.upos == "VERB" and verb.end == ending.start


def _joined(article: Article, before: Sentence, ending: Sentence) -> Sentence:
    """The sentence with its participle whole, tagged as the tagger tags those it is given whole: without a tense."""
    verb = before.words[-1]
    feats = "|".join(feat for feat in (verb.feats or "").split("|") if not feat.startswith("Tense=")) or None
    verb = replace(verb, form=verb.form + _PARTICIPLE, feats=feats, end=ending.end)
    text = article.text[before.start : ending.end]
    return replace(before, text=text, end=ending.end, words=(*before.words[:-1], verb))


def _raw_spans(cleaned: CleanText, token: Token, offset: int) -> list[Span]:
    start, end = token.start_char + offset, token.end_char + offset
    if len(token.words) == 1:
        return [cleaned.to_raw(start, end)]
    parts = part_spans(cleaned.text[start:end], [word.text for word in token.words])
    return [cleaned.to_raw(start + first, start + last) for first, last in parts]
