"""Commands that ask a graph: query, actions, serve."""

from __future__ import annotations

import click

from kg.cli.completing import formats, query_names
from kg.cli.options import clear, labels_option, reading_option, store_option, write
from kg.errors import UsageError


@click.command()
@click.argument("query", required=False, shell_complete=query_names)
@click.option("--store", metavar="DIR|URL", help="Folder of the graph, or a SPARQL server.")
@click.option("--format", "form", default="table", shell_complete=formats("table csv tsv json xml turtle"),
              help="table, csv, tsv, json, xml; turtle for CONSTRUCT.")
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter of a named query.")
@labels_option("en")
@click.option("--list", "listing", is_flag=True, help="The named queries and their parameters.")
@clear
def query(
    query: str | None, store: str | None, form: str, params: tuple[str, ...], labels: str, listing: bool
) -> None:
    """Answer a named query, a .rq file or SPARQL text."""
    from kg.cli.render import answer, queries
    from kg.store import connect, load_query

    if listing:
        write(queries(), None)
        return
    if query is None or store is None:
        raise UsageError("say which query and which graph: kg query NAME --store DIR (kg query --list names them).")
    sparql = load_query(query, dict(_pair(param) for param in params), labels)
    with connect(store, read_only=True) as graph:
        write(answer(graph.query(sparql), form), None)


@click.command()
@reading_option
@click.option("--unknown", is_flag=True, help="Only those that no table knows: candidates for --actions.")
@click.option("--format", "form", default="table", shell_complete=formats("table csv tsv json xml"),
              help="table, csv, tsv, json or xml.")
@labels_option("en")
@clear
def actions(store: str, unknown: bool, form: str, labels: str) -> None:
    """The actions of the graph by how many events they have."""
    from kg.cli.render import answer
    from kg.store import connect, load_query

    with connect(store, read_only=True) as graph:
        sparql = load_query("unknown-actions" if unknown else "top-actions", {"limit": "1000"}, labels)
        write(answer(graph.query(sparql), form), None)


def _pair(param: str) -> tuple[str, str]:
    name, equals, value = param.partition("=")
    if not equals:
        raise UsageError(f"--param {param}: expected NAME=VALUE.")
    return name, value


@click.command()
@store_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8765, type=click.IntRange(1, 65535), show_default=True, help="Port to listen on.")
@click.option("--timeout", default=30.0, show_default=True, metavar="SECONDS", help="Longest a query may take.")
@clear
def serve(store: str, host: str, port: int, timeout: float) -> None:
    """Serve the graph: SPARQL at /sparql, a page at /; it only reads."""
    from kg.serve.app import serve as run

    told = f"http://{host}:{port}/ shows the graph, http://{host}:{port}/sparql answers; Ctrl-C ends."
    run(store, host, port, timeout, lambda: click.echo(told, err=True))
