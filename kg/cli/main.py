"""`kg`: the commands and their options; the work is done by the modules they import when run."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from kg import __version__
from kg.errors import InputError, KgError, QueryError, UsageError
from kg.pipeline import DOUBTFUL

_models = click.option("--models", metavar="DIR|NAME", help="Models: a folder or a Stanza package.")
_table = click.Path(path_type=Path, exists=True, dir_okay=False)
_actors = click.option("--actors", type=_table, help="Your own table of actors (TSV).")
_actions = click.option("--actions", type=_table, help="Your own table of predicates (TSV).")
_quiet = click.option("--quiet", is_flag=True, help="No progress, only errors.")
_confidence = click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=DOUBTFUL, show_default=True,
    help="Leave out triples less sure than this; 0 keeps all.",
)
_store = click.option("--store", required=True, metavar="DIR", help="Folder of the graph.")
_paths = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
_output = click.option("--output", type=click.Path(path_type=Path), help="Write here, not to standard output.")


class Failures:
    """Inputs that could not be read: a line each on standard error, exit status 1 at the end."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, error: InputError) -> None:
        self.count += 1
        click.echo(f"kg: {error}", err=True)

    def exit(self) -> None:
        """Leave with status 1 when anything failed."""
        if self.count:
            sys.exit(1)


def _clear(command: Callable[..., None]) -> Callable[..., None]:
    """Our errors become one line and an exit status: 2 for wrong usage, 1 for the rest."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except (UsageError, QueryError) as error:
            click.echo(f"kg: {error}", err=True)
            sys.exit(2)
        except KgError as error:
            click.echo(f"kg: {error}", err=True)
            sys.exit(1)
        except KeyboardInterrupt:
            click.echo("kg: interrupted; what was committed is kept, run the same command to go on.", err=True)
            sys.exit(130)
        except BrokenPipeError:
            sys.stderr.close()
            sys.exit(0)

    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """Actor-action-target triples from Persian news, kept as a graph."""


@main.command()
@_paths
@click.option("--format", "form", default="table", help="table, jsonl, csv, turtle, nquads or trig.")
@_output
@_models
@_actors
@_actions
@_confidence
@_quiet
@_clear
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
    _write(rendered(_progress(found, quiet), form), output)
    failures.exit()


@main.command()
@_paths
@_store
@click.option("--show", is_flag=True, help="Print the triples as a table, too.")
@_models
@_actors
@_actions
@_confidence
@_quiet
@_clear
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
        for one in _progress(built, quiet):
            unchanged = one.counts.unchanged
            if one.article is None:
                continue
            new, replaced, triples = new + (not one.replaced), replaced + one.replaced, triples + len(one.triples)
            if show:
                _write(rendered([(one.article, one.triples)], "table"), None)
        counts = graph.counts()
    if not quiet:
        click.echo(
            f"{new} new, {replaced} replaced, {unchanged} unchanged, {failures.count} failed; {triples} triples read."
            f" The graph holds {', '.join(f'{count} {name}' for name, count in counts.items())}.",
            err=True,
        )
    failures.exit()


@main.command()
@click.argument("query", required=False)
@click.option("--store", metavar="DIR", help="Folder of the graph.")
@click.option("--format", "form", default="table", help="table, csv, tsv, json, xml; turtle for CONSTRUCT.")
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter of a named query.")
@click.option("--list", "listing", is_flag=True, help="The named queries and their parameters.")
@_clear
def query(query: str | None, store: str | None, form: str, params: tuple[str, ...], listing: bool) -> None:
    """Answer a named query, a .rq file or SPARQL text."""
    from kg.cli.render import answer, queries
    from kg.store import Store, load_query

    if listing:
        _write(queries(), None)
        return
    if query is None or store is None:
        raise UsageError("say which query and which graph: kg query NAME --store DIR (kg query --list names them).")
    sparql = load_query(query, dict(_pair(param) for param in params))
    with Store(store, read_only=True) as graph:
        _write(answer(graph.query(sparql), form), None)


@main.command()
@_store
@click.option("--unknown", is_flag=True, help="Only those that no table knows: candidates for --actions.")
@click.option("--format", "form", default="table", help="table, csv, tsv, json or xml.")
@_clear
def actions(store: str, unknown: bool, form: str) -> None:
    """The actions of the graph by how many events they have."""
    from kg.cli.render import answer
    from kg.store import Store, load_query

    with Store(store, read_only=True) as graph:
        sparql = load_query("unknown-actions" if unknown else "top-actions", {"limit": "1000"})
        _write(answer(graph.query(sparql), form), None)


def _pair(param: str) -> tuple[str, str]:
    name, equals, value = param.partition("=")
    if not equals:
        raise UsageError(f"--param {param}: expected NAME=VALUE.")
    return name, value


@main.command()
@_store
@click.option("--to", "target", required=True, type=click.Path(path_type=Path), help="graph.graphml, .gexf, .csv, …")
@click.option("--labels", type=click.Choice(["en", "fa"]), default="en", help="Language of the labels.")
@_quiet
@_clear
def export(store: str, target: Path, labels: str, quiet: bool) -> None:
    """Write the graph for Gephi, a spreadsheet or another store; the suffix says the format."""
    from kg.export import export as write
    from kg.store import Store

    with Store(store, read_only=True) as graph:
        count = write(graph, target, labels)
    if not quiet:
        click.echo(f"{target}: {count} written.", err=True)


@main.command()
@click.argument("picture", type=click.Path(path_type=Path))
@_store
@click.option("--labels", type=click.Choice(["en", "fa"]), default="fa", help="Language of the labels.")
@click.option("--most", default=40, show_default=True, help="How many edges, the strongest first.")
@_quiet
@_clear
def draw(picture: Path, store: str, labels: str, most: int, quiet: bool) -> None:
    """Draw the strongest edges into PICTURE (.png, .svg or .pdf)."""
    from kg.export.draw import draw as drawn
    from kg.store import Store

    with Store(store, read_only=True) as graph:
        count = drawn(graph, picture, labels, most)
    if not quiet:
        click.echo(f"{picture}: {count} edges drawn.", err=True)


@main.command()
@click.argument("sentence")
@_models
@_actors
@_actions
@_clear
def explain(sentence: str, models: str | None, actors: Path | None, actions: Path | None) -> None:
    """Show the parse of a sentence, the patterns that fired, and the triples."""
    from kg.explain import explanation
    from kg.pipeline import Pipeline

    for line in explanation(sentence, Pipeline(models, actors, actions=actions)):
        click.echo(line)


@main.command()
@click.argument("gold", type=click.Path(path_type=Path))
@click.option("--parses", type=click.Path(path_type=Path), help="Given parses (CoNLL-U, newdoc id = gold id).")
@click.option("--graph", is_flag=True, help="Score what reaches the graph: principals.")
@click.option("--errors", default=0, help="Print so many mistakes.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@_confidence
@_models
@_actors
@_actions
@_clear
def evaluate(gold: Path, parses: Path | None, graph: bool, errors: int, as_json: bool, models: str | None,
             actors: Path | None, actions: Path | None, min_confidence: float) -> None:
    """Precision, recall and F1 on gold facts."""
    from kg.evaluate import score, score_graph
    from kg.pipeline import Pipeline
    from kg.text import read

    failures = Failures()
    rows = _gold(gold)
    pipeline = Pipeline(models, actors, min_confidence, actions)
    found = {a.id: t for a, t in pipeline.run(read([parses or gold], on_error=failures), failures)}
    scores = (score_graph if graph else score)(rows, found)
    for where, kind, what in scores.errors[:errors]:
        click.echo(f"{kind:6} {where}: {what}", err=True)
    figures = scores.figures()
    click.echo(json.dumps(figures) if as_json else "\n".join(f"{name:20} {value}" for name, value in figures.items()))
    failures.exit()


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


@main.command()
@_paths
@_output
@_models
@_clear
def parse(paths: tuple[str, ...], output: Path | None, models: str | None) -> None:
    """Write the parses of articles as CoNLL-U."""
    from kg.text import Parser, format_conllu, read

    failures = Failures()
    articles = Parser(models, on_error=failures).parse(read(paths, on_error=failures))
    _write((format_conllu(article) for article in articles), output)
    failures.exit()


@main.command()
@_store
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8765, show_default=True, help="Port to listen on.")
@click.option("--timeout", default=30.0, show_default=True, metavar="SECONDS", help="Longest a query may take.")
@_clear
def serve(store: str, host: str, port: int, timeout: float) -> None:
    """Serve the graph: SPARQL at /sparql, a page at /; it only reads."""
    from kg.serve.app import serve as run

    click.echo(f"http://{host}:{port}/ shows the graph, http://{host}:{port}/sparql answers; Ctrl-C ends.", err=True)
    run(store, host, port, timeout)


@main.group()
def models() -> None:
    """The parser's models."""


@models.command("list")
def models_list() -> None:
    """The models that --models can name: ours, and Stanza's that were fetched."""
    from kg.text.models import known_models

    for name, where in known_models():
        click.echo(f"{name}\t{where}")


@models.command("fetch")
@click.argument("name")
@_clear
def models_fetch(name: str) -> None:
    """Fetch an official Stanza package for Persian, such as perdt or seraji."""
    from kg.text.models import fetch

    click.echo(f"{name}: fetched into {fetch(name)}; use it with --models {name}.", err=True)


@models.command("train", context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def models_train(options: tuple[str, ...]) -> None:
    """Train a model set: --treebanks DIR --text DIR --output DIR."""
    from kg.training.__main__ import main as train

    train(options)


@models.command("path")
def models_path() -> None:
    """Where the shipped models are."""
    from importlib.resources import files

    click.echo(str(files("kg") / "models"))


@models.command("evaluate")
@click.argument("treebank", type=click.Path(path_type=Path))
@_models
@_clear
def models_evaluate(treebank: Path, models: str | None) -> None:
    """Parse the raw text of a CoNLL-U file and print the CoNLL 2018 metrics."""
    from kg.training.evaluate import evaluate_models

    for name, value in evaluate_models(models, treebank).items():
        click.echo(f"{name} {value:.4f}")


def _write(pieces: Any, output: Path | None) -> None:
    if output is None:
        for piece in pieces:
            click.echo(piece, nl=False)
        return
    try:
        with output.open("w", encoding="utf-8") as out:
            out.writelines(pieces)
    except OSError as error:
        raise UsageError(f"{output}: cannot be written: {error.strerror}.") from None


def _progress(found: Any, quiet: bool) -> Any:
    """Count what passes on standard error, when a person looks at it."""
    if quiet or not sys.stderr.isatty():
        yield from found
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} articles"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)
        for one in found:
            yield one
            progress.advance(task)
