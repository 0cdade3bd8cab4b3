"""Commands that read articles: extract, build, parse."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.cli.completing import formats
from kg.cli.options import (
    Failures,
    actions_option,
    actors_option,
    clear,
    confidence_option,
    graph_store_option,
    json_option,
    models_option,
    output_option,
    paths_argument,
    progress,
    quiet_option,
    update_option,
    write,
)
from kg.errors import UsageError


@click.command()
@paths_argument
@click.option("--format", "form", default="table", shell_complete=formats("table jsonl csv turtle nquads trig"),
              help="table, jsonl, csv, turtle, nquads or trig.")
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
@click.option("--store", required=True, metavar="DIR|URL", help="Folder of the graph, or URL of a SPARQL server.")
@update_option
@graph_store_option
@click.option("--show", is_flag=True, help="Print the triples as a table, too.")
@json_option
@models_option
@actors_option
@actions_option
@confidence_option
@quiet_option
@clear
def build(paths: tuple[str, ...], store: str, update_url: str | None, graph_store_url: str | None, show: bool,
          as_json: bool, models: str | None, actors: Path | None, actions: Path | None, min_confidence: float,
          quiet: bool) -> None:
    """Extract articles into a graph; the same article again changes nothing."""
    from kg.cli.render import rendered
    from kg.pipeline import Pipeline
    from kg.pipeline import build as build_graph
    from kg.store import connect
    from kg.text import read

    if show and as_json:
        raise UsageError("--show and --json both print on standard output; choose one.")
    failures = Failures()
    counts = dict.fromkeys(("new", "replaced", "unchanged", "failed", "triples"), 0)
    with connect(store, False, update_url, graph_store_url) as graph:
        pipeline = Pipeline(models, actors, min_confidence, actions)
        built = build_graph(pipeline, read(paths, on_error=failures), graph, failures)
        for one in progress(built, quiet):
            counts["unchanged"], counts["failed"] = one.counts.unchanged, failures.count
            if one.article is None:
                continue
            counts["replaced" if one.replaced else "new"] += 1
            counts["triples"] += len(one.triples)
            if show:
                write(rendered([(one.article, one.triples)], "table"), None)
        _report(counts, graph.counts(), as_json, quiet)
    failures.exit()


def _report(counts: dict[str, int], held: dict[str, int], as_json: bool, quiet: bool) -> None:
    if as_json:
        click.echo(json.dumps({**counts, "graph": held}))
    elif not quiet:
        read = ", ".join(f"{count} {name}" for name, count in counts.items() if name != "triples")
        graph = ", ".join(f"{count} {name}" for name, count in held.items())
        click.echo(f"{read}; {counts['triples']} triples read. The graph holds {graph}.", err=True)


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
