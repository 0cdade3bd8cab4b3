"""Showing how a sentence was read: its tree, the patterns that fired, its triples."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Article, Sentence, Triple
from kg.pipeline import Pipeline


def explanation(text: str, pipeline: Pipeline) -> Iterator[str]:
    """Lines for a terminal, in logical order."""
    errors: list[str] = []
    for article, triples in pipeline.run([Article(id="sentence", text=text)], lambda e: errors.append(str(e))):
        for sentence in article.sentences or ():
            yield from tree_lines(sentence)
            yield ""
        yield from (_line(triple) for triple in triples)
    yield from errors


def tree_lines(sentence: Sentence) -> Iterator[str]:
    """The dependency tree, each word below its head, in order of the sentence."""

    def below(head: int, depth: int) -> Iterator[str]:
        for word in sentence.children(head):
            yield f"{'  ' * depth}{word.deprel}: {word.form} ({word.upos})"
            yield from below(word.id, depth + 1)

    return below(0, 0)


def _line(triple: Triple) -> str:
    actor = triple.actor.text if triple.actor else "-"
    target = triple.target.text if triple.target else "-"
    said = f" | says {triple.source.text}" if triple.source else ""
    return f"{actor} | {triple.action.lemma} | {target}{said} | {triple.polarity} {triple.status} <- {triple.rule}"
