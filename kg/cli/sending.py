"""Commands by which a graph leaves: export, draw, push."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from kg.cli.options import (
    clear,
    graph_store_option,
    json_option,
    labels_option,
    progress,
    quiet_option,
    reading_option,
    store_option,
    update_option,
)
from kg.cli.selecting import selected, selection_options
from kg.errors import UsageError


@click.command()
@reading_option
@click.option("--to", "target", required=True, type=click.Path(path_type=Path), help="graph.graphml, .gexf, .csv, …")
@labels_option("en")
@click.option("--measures/--no-measures", default=True, help="Columns of communities and centralities.")
@selection_options
@json_option
@quiet_option
@clear
def export(store: str, target: Path, labels: str, measures: bool, as_json: bool, quiet: bool, **chosen: Any) -> None:
    """Write the graph for Gephi, a spreadsheet or another store; the suffix says the format."""
    from kg.export import export as write
    from kg.store import connect

    with connect(store, read_only=True) as graph:
        written = write(graph, target, labels, selected(chosen), measures)
    if as_json:
        counts = {name: count for name, count in asdict(written).items() if count is not None}
        click.echo(json.dumps({"file": str(target), **counts}, ensure_ascii=False))
    elif not quiet:
        click.echo(f"{target}: {written} written.", err=True)


@click.command()
@click.argument("picture", type=click.Path(path_type=Path))
@reading_option
@labels_option("fa")
@click.option("--most", default=40, show_default=True, help="How many edges, the strongest first.")
@selection_options
@json_option
@quiet_option
@clear
def draw(picture: Path, store: str, labels: str, most: int, as_json: bool, quiet: bool, **chosen: Any) -> None:
    """Draw the strongest edges into PICTURE: .png, .svg, .pdf, or .html to look around in."""
    from kg.export.draw import draw as drawn
    from kg.store import connect

    with connect(store, read_only=True) as graph:
        count = drawn(graph, picture, labels, most, selected(chosen))
    if as_json:
        click.echo(json.dumps({"file": str(picture), "edges": count}, ensure_ascii=False))
    elif not quiet:
        click.echo(f"{picture}: {count} edges drawn.", err=True)


@click.command()
@store_option
@click.option("--to", "server", required=True, metavar="URL", help="The server, by the URL where it answers queries.")
@update_option
@graph_store_option
@json_option
@quiet_option
@clear
def push(store: str, server: str, update_url: str | None, graph_store_url: str | None, as_json: bool,
         quiet: bool) -> None:
    """Send a graph to a SPARQL server; what it has is not sent again.

    An interrupted push goes on where it stopped when it is run again.  Credentials are taken from the
    URL, from KG_STORE_TOKEN, or from KG_STORE_USER and KG_STORE_PASSWORD.
    """
    from kg.store import Store, is_url
    from kg.store.connecting import server as reach
    from kg.store.push import pushing

    if is_url(store):
        raise UsageError("--store is the folder that is sent; the server's URL stands behind --to.")
    with Store(store, read_only=True) as graph, reach(server, update_url, graph_store_url) as remote:
        (pushed,) = deque(progress(pushing(graph, remote), quiet), maxlen=1)
        counts = remote.counts()
    if as_json:
        click.echo(json.dumps({**asdict(pushed), "graph": counts}))
    elif not quiet:
        held = ", ".join(f"{count} {name}" for name, count in counts.items())
        click.echo(f"{pushed}.  The server's graph holds {held}.", err=True)
