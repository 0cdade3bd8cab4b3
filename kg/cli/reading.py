"""Commands that read articles: extract, build, parse."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import (
    Failures,
    actions_option,
    actors_option,
    clear,
    confidence_option,
    models_option,
    output_option,
    paths_argument,
    progress,
    quiet_option,
    store_option,
    write,
)
from kg.errors import UsageError


@click.command()
@paths_argument
@click.option("--format", "form", default="table", help="table, jsonl, csv, turtle, nquads or trig.")
@output_option
@models_option
@actors_option
@actions_option
@confidence_option
@quiet_option
@clear
def extract(paths: tuple[str, ...], form: str, output: Path | None, models: str | None, actors: Path | None,
            actions: Path | None, min_confidence: float, quiet: bool) -> None:
    """Print the triples of articles."""
    from kg.cli.render import FORMATS, rendered
    from kg.pipeline import Pipeline
    from kg.text import read

    if form not in FORMATS:
        raise UsageError(f"format '{form}' is not known; choose {', '.join(FORMATS)}.")
    failures = Failures()
    found = Pipeline(models, actors, min_confidence, actions).run(read(paths, on_error=failures), failures)
    write(rendered(progress(found, quiet), form), output)
    failures.exit()


@click.command()
@paths_argument
@store_option
@click.option("--show", is_flag=True, help="Print the triples as a table, too.")
@models_option
@actors_option
@actions_option
@confidence_option
@quiet_option
@clear
def build(paths: tuple[str, ...], store: str, show: bool, models: str | None, actors: Path | None,
          actions: Path | None, min_confidence: float, quiet: bool) -> None:
    """Extract articles into a graph on disk; the same article again changes nothing."""
    from kg.cli.render import rendered
    from kg.pipeline import Pipeline
    from kg.pipeline import build as build_graph
    from kg.store import Store
    from kg.text import read

    failures = Failures()
    new = replaced = triples = unchanged = 0
    with Store(store) as graph:
        pipeline = Pipeline(models, actors, min_confidence, actions)
        built = build_graph(pipeline, read(paths, on_error=failures), graph, failures)
        for one in progress(built, quiet):
            unchanged = one.counts.unchanged
            if one.article is None:
                continue
            new, replaced, triples = new + (not one.replaced), replaced + one.replaced, triples + len(one.triples)
            if show:
                write(rendered([(one.article, one.triples)], "table"), None)
        counts = graph.counts()
    if not quiet:
        click.echo(
            f"{new} new, {replaced} replaced, {unchanged} unchanged, {failures.count} failed; {triples} triples read."
            f" The graph holds {', '.join(f'{count} {name}' for name, count in counts.items())}.",
            err=True,
        )
    failures.exit()


@click.command()
@paths_argument
@output_option
@models_option
@clear
def parse(paths: tuple[str, ...], output: Path | None, models: str | None) -> None:
    """Write the parses of articles as CoNLL-U."""
    from kg.text import Parser, format_conllu, read

    failures = Failures()
    articles = Parser(models, on_error=failures).parse(read(paths, on_error=failures))
    write((format_conllu(article) for article in articles), output)
    failures.exit()
