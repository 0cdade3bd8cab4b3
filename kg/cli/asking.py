"""Commands that ask a graph: query, actions, export, draw, serve."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import clear, quiet_option, store_option, write
from kg.errors import UsageError


@click.command()
@click.argument("query", required=False)
@click.option("--store", metavar="DIR", help="Folder of the graph.")
@click.option("--format", "form", default="table", help="table, csv, tsv, json, xml; turtle for CONSTRUCT.")
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter of a named query.")
@click.option("--list", "listing", is_flag=True, help="The named queries and their parameters.")
@clear
def query(query: str | None, store: str | None, form: str, params: tuple[str, ...], listing: bool) -> None:
    """Answer a named query, a .rq file or SPARQL text."""
    from kg.cli.render import answer, queries
    from kg.store import Store, load_query

    if listing:
        write(queries(), None)
        return
    if query is None or store is None:
        raise UsageError("say which query and which graph: kg query NAME --store DIR (kg query --list names them).")
    sparql = load_query(query, dict(_pair(param) for param in params))
    with Store(store, read_only=True) as graph:
        write(answer(graph.query(sparql), form), None)


@click.command()
@store_option
@click.option("--unknown", is_flag=True, help="Only those that no table knows: candidates for --actions.")
@click.option("--format", "form", default="table", help="table, csv, tsv, json or xml.")
@clear
def actions(store: str, unknown: bool, form: str) -> None:
    """The actions of the graph by how many events they have."""
    from kg.cli.render import answer
    from kg.store import Store, load_query

    with Store(store, read_only=True) as graph:
        sparql = load_query("unknown-actions" if unknown else "top-actions", {"limit": "1000"})
        write(answer(graph.query(sparql), form), None)


def _pair(param: str) -> tuple[str, str]:
    name, equals, value = param.partition("=")
    if not equals:
        raise UsageError(f"--param {param}: expected NAME=VALUE.")
    return name, value


@click.command()
@store_option
@click.option("--to", "target", required=True, type=click.Path(path_type=Path), help="graph.graphml, .gexf, .csv, …")
@click.option("--labels", type=click.Choice(["en", "fa"]), default="en", help="Language of the labels.")
@quiet_option
@clear
def export(store: str, target: Path, labels: str, quiet: bool) -> None:
    """Write the graph for Gephi, a spreadsheet or another store; the suffix says the format."""
    from kg.export import export as write
    from kg.store import Store

    with Store(store, read_only=True) as graph:
        count = write(graph, target, labels)
    if not quiet:
        click.echo(f"{target}: {count} written.", err=True)


@click.command()
@click.argument("picture", type=click.Path(path_type=Path))
@store_option
@click.option("--labels", type=click.Choice(["en", "fa"]), default="fa", help="Language of the labels.")
@click.option("--most", default=40, show_default=True, help="How many edges, the strongest first.")
@quiet_option
@clear
def draw(picture: Path, store: str, labels: str, most: int, quiet: bool) -> None:
    """Draw the strongest edges into PICTURE (.png, .svg or .pdf)."""
    from kg.export.draw import draw as drawn
    from kg.store import Store

    with Store(store, read_only=True) as graph:
        count = drawn(graph, picture, labels, most)
    if not quiet:
        click.echo(f"{picture}: {count} edges drawn.", err=True)


@click.command()
@store_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8765, show_default=True, help="Port to listen on.")
@click.option("--timeout", default=30.0, show_default=True, metavar="SECONDS", help="Longest a query may take.")
@clear
def serve(store: str, host: str, port: int, timeout: float) -> None:
    """Serve the graph: SPARQL at /sparql, a page at /; it only reads."""
    from kg.serve.app import serve as run

    click.echo(f"http://{host}:{port}/ shows the graph, http://{host}:{port}/sparql answers; Ctrl-C ends.", err=True)
    run(store, host, port, timeout)
