"""Commands that show and measure what is read: explain, evaluate."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import (
    Failures,
    actions_option,
    actors_option,
    clear,
    confidence_option,
    models_option,
    noise_option,
)
from kg.errors import InputError, UsageError

if TYPE_CHECKING:
    from kg.model import Article, Triple
    from kg.pipeline import Pipeline


@click.command()
@click.argument("sentence")
@click.option("--all", "everything", is_flag=True, help="All rejected patterns, not the near misses only.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a sentence.")
@confidence_option
@models_option
@actors_option
@actions_option
@clear
def explain(sentence: str, everything: bool, as_json: bool, models: str | None, actors: Path | None,
            actions: Path | None, min_confidence: float) -> None:
    """Show how a sentence is read: its parse, the patterns that fired or not, its triples."""
    from kg.cli.tracing import traced
    from kg.explain import explain as explained
    from kg.explain import lines
    from kg.pipeline import Pipeline

    for number, trace in enumerate(explained(sentence, Pipeline(models, actors, min_confidence, actions))):
        if as_json:
            click.echo(json.dumps(traced(trace, everything), ensure_ascii=False))
        else:
            click.echo(("\n" if number else "") + "\n".join(lines(trace, everything)))


@click.command()
@click.argument("gold", type=click.Path(path_type=Path))
@click.option("--parses", type=click.Path(path_type=Path), help="Given parses (CoNLL-U, newdoc id = gold id).")
@click.option("--graph", is_flag=True, help="Score what reaches the graph: principals.")
@noise_option
@click.option("--errors", default=0, help="Print so many mistakes.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@confidence_option
@models_option
@actors_option
@actions_option
@clear
def evaluate(gold: Path, parses: Path | None, graph: bool, noise: str | None, errors: int, as_json: bool,
             models: str | None, actors: Path | None, actions: Path | None, min_confidence: float) -> None:
    """Precision, recall and F1 on gold facts."""
    from kg.evaluate import score, score_graph
    from kg.pipeline import Pipeline
    from kg.text import read

    if noise and parses:
        raise UsageError("--noise types the text, which --parses has parsed already; choose one.")
    failures = Failures()
    rows = _gold(gold)
    pipeline = Pipeline(models, actors, min_confidence, actions)
    articles = read([parses or gold], on_error=failures)
    found = _typed(pipeline, articles, noise, failures) if noise else pipeline.run(articles, failures)
    scores = (score_graph if graph else score)(rows, {article.id: triples for article, triples in found})
    for where, kind, what in scores.errors[:errors]:
        click.echo(f"{kind:6} {where}: {what}", err=True)
    figures = scores.figures()
    click.echo(json.dumps(figures) if as_json else "\n".join(f"{name:20} {value}" for name, value in figures.items()))
    failures.exit()


def _typed(
    pipeline: Pipeline, articles: Iterable[Article], kind: str, failures: Failures
) -> Iterator[tuple[Article, list[Triple]]]:
    """The triples of articles that are typed carelessly first, with the phrases as they stand in the clean ones."""
    from kg.evaluate import as_in
    from kg.training.noise import kept, noisy

    clean = {article.id: article for article in articles}
    typed = (replace(article, text=noisy(article.text, kind)) for article in clean.values())
    for article, triples in pipeline.run(typed, failures):
        text = clean[article.id].text
        yield article, as_in(text, kept(text, article.text), triples)


def _gold(path: Path) -> list[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}.") from None
    rows = []
    for number, line in enumerate(lines, start=1):
        try:
            row = json.loads(line) if line.strip() else None
        except json.JSONDecodeError as error:
            raise InputError(f"{path}:{number}", f"not JSON: {error.msg}.") from None
        if row is not None and not {"id", "facts"} <= row.keys():
            raise InputError(f"{path}:{number}", "a gold line holds 'id', 'text' and 'facts'.")
        rows.extend([row] if row else [])
    return rows
