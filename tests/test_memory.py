"""What a graph is built from is let go of: memory does not grow with the number of documents."""

import gc
import sys
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

from kg.model import Article
from kg.pipeline import Pipeline, build
from kg.text import Parser
from kg.text.memory import give_back

WARM, MORE = 60, 240
PER_DOCUMENT = 100
"""Bytes that may stay of a document; its digest alone is more."""


class Forgetful:
    """In a store's place: takes the quads of documents and keeps none."""

    def digest(self, doc_id):
        return None

    def replace(self, doc_id, quads):
        return None

    def flush(self):
        return None


def test_nothing_of_a_document_stays_when_it_is_written(examples):
    pattern = min(examples.values(), key=lambda article: len(article.text))

    def articles():
        for number in range(WARM + MORE):
            yield replace(pattern, id=f"document-{number}")

    tracemalloc.start()
    built = build(Pipeline(), articles(), Forgetful(), pytest.fail)
    for _ in range(WARM):
        next(built)
    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    for _ in range(MORE - 1):
        next(built)
    gc.collect()
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert after - before < PER_DOCUMENT * MORE


def _resident():
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * 4096


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_free_gaps_of_the_heap_go_back_to_the_system():
    pieces = [bytes([1]) * 60_000 for _ in range(2_000)]
    held, pieces = pieces[::10], None
    before = _resident()
    give_back()
    assert before - _resident() > 80_000_000 and len(held) == 200


def test_the_parser_gives_back_after_every_portion(monkeypatch):
    from test_parse import Speller

    given = list[int]()
    monkeypatch.setattr("kg.text.parse.give_back", lambda: given.append(1))
    monkeypatch.setattr("kg.text.parse.BATCH_CHARACTERS", 10)
    pattern = "\n".join(["پل شهر بسته است."] * 5)
    list(Parser(pipeline=Speller()).parse([Article("one", pattern), Article("two", pattern)]))
    assert len(given) == 10
