"""The whole way from files to resolved triples, one article after the other."""

from __future__ import annotations

import gc
import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError, KgError, Place, reason
from kg.model import Article, Triple

if TYPE_CHECKING:
    from kg.store import Writer

Report = Callable[[InputError], None]
DOUBTFUL = 0.4
"""Readings less sure than this are left out unless asked for: the figures of MODEL_CARD.md are with it."""
BATCH = 200
"""Articles whose quads are on disk before the next are read: what an interruption can cost."""


def collect_rarely() -> None:
    """Let the garbage collector look for cycles less often, for the whole process.

    Reading makes many small objects that hold no cycles; beside loaded models each look costs a third of what
    follows the parse.  A program that imports kg keeps its own setting unless it calls this.
    """
    gc.set_threshold(20_000, 20, 50)


class Pipeline:
    """Parse, extract, resolve.

    `models` is None for the shipped ones, a folder, or the name of a Stanza package; `actors` and
    `actions` are tables of the user's own, laid out as `kg/persian/organisations.tsv` and
    `frames.tsv`; triples below `min_confidence` are left out.
    """

    def __init__(
        self, models: str | Path | None = None, actors: Path | None = None, min_confidence: float = DOUBTFUL,
        actions: Path | None = None,
    ) -> None:
        self.models, self.actors, self.min_confidence, self.actions = models, actors, min_confidence, actions

    def run(self, articles: Iterable[Article], on_error: Report) -> Iterator[tuple[Article, list[Triple]]]:
        """Each article, parsed, with its triples in order of the text.

        One whose triples cannot be made is told to `on_error` and left out: a mistake of ours in one sentence does
        not end the reading of a corpus.
        """
        from kg.extract import extract
        from kg.persian.frames import load_frames
        from kg.resolve import Resolver
        from kg.text import Parser

        frames = load_frames(self.actions)
        resolver = Resolver(self.actors, frames)
        for article in Parser(self.models, on_error=on_error).parse(articles):
            try:
                triples = resolver.resolve(article, extract(article, frames))
            except KgError:
                raise
            except Exception as error:
                on_error(_mistake(article, error))
                continue
            yield article, [triple for triple in triples if triple.confidence >= self.min_confidence]

    def digest(self, article: Article) -> str:
        """A hash of all that decides what an article gives: its text, metadata, our version, the settings."""
        from kg import __version__

        parts = (article.text, article.title, article.date, article.url, article.source, article.sentences)
        tables = [table and table.read_bytes() for table in (self.actors, self.actions)]
        settings = (__version__, str(self.models), tables, self.min_confidence)
        return hashlib.sha256(repr((parts, settings)).encode()).hexdigest()[:32]


def _mistake(article: Article, error: Exception) -> InputError:
    place = Place(article.path or article.id, article.line)
    problem = f"article '{article.id}': no triples could be made ({reason(error)})."
    return InputError(place, problem, "This is a mistake of kg: please report it with the text.")


def build(pipeline: Pipeline, articles: Iterable[Article], store: Writer, on_error: Report) -> Iterator[Built]:
    """Write what the articles say into the store; an article that is there unchanged is not parsed again."""
    from kg.graph import state

    waiting: deque[tuple[str, str, bool]] = deque()

    def changed() -> Iterator[Article]:
        for article in articles:
            digest, before = pipeline.digest(article), store.digest(article.id)
            if digest == before:
                counts.unchanged += 1
                continue
            waiting.append((article.id, digest, before is not None))
            yield article

    counts = Counts()
    run = f"kg-{_version()}"
    for number, (article, triples) in enumerate(pipeline.run(changed(), on_error), start=1):
        while waiting[0][0] != article.id:
            waiting.popleft()  # one that failed: what the store has of it stays
        _, digest, known = waiting.popleft()
        store.replace(article.id, state(article, triples, run, digest))
        if number % BATCH == 0:
            store.flush()
        yield Built(article, triples, known, counts)
    store.flush()
    yield Built(None, [], False, counts)


def _version() -> str:
    from kg import __version__

    return __version__


class Counts:
    """How many articles needed no work."""

    def __init__(self) -> None:
        self.unchanged = 0


class Built:
    """One article written; the last one has no article and carries the final counts."""

    def __init__(self, article: Article | None, triples: list[Triple], replaced: bool, counts: Counts) -> None:
        self.article, self.triples, self.replaced, self.counts = article, triples, replaced, counts
