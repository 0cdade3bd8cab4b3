"""What the commands share: options, failures, output and progress."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from kg.errors import InputError, KgError, QueryError, UsageError
from kg.pipeline import DOUBTFUL

models_option = click.option("--models", metavar="DIR|NAME", help="Models: a folder or a Stanza package.")
_table = click.Path(path_type=Path, exists=True, dir_okay=False)
actors_option = click.option("--actors", type=_table, help="Your own table of actors (TSV).")
actions_option = click.option("--actions", type=_table, help="Your own table of predicates (TSV).")
quiet_option = click.option("--quiet", is_flag=True, help="No progress, only errors.")
confidence_option = click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=DOUBTFUL, show_default=True,
    help="Leave out triples less sure than this; 0 keeps all.",
)
store_option = click.option("--store", required=True, metavar="DIR", help="Folder of the graph.")
reading_option = click.option(
    "--store", required=True, metavar="DIR|URL", help="Folder of the graph, or URL of a SPARQL server.",
)
update_option = click.option("--update-url", metavar="URL", help="Where the server takes updates (else guessed).")
graph_store_option = click.option("--graph-store-url", metavar="URL", help="Write by the Graph Store Protocol there.")
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object with the counts, for scripts.")


def _known_noise(_context: click.Context, _option: click.Parameter, kind: str | None) -> str | None:
    if kind is not None:
        from kg.training.noise import KINDS

        if kind not in KINDS:
            raise click.BadParameter(f"'{kind}' is not known; choose {', '.join(KINDS)}.")
    return kind


noise_option = click.option(
    "--noise", metavar="KIND", callback=_known_noise,
    help="Type the text carelessly first: without-joiners, spaced-joiners, arabic-letters, glued-stops or mixed.",
)


def labels_option(default: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """`--labels fa` or `en`: the language of names and actions, and of all words of a picture."""
    return click.option(
        "--labels", type=click.Choice(["en", "fa"]), default=default, show_default=True,
        help="Language of names, actions and the words of a picture.",
    )


paths_argument = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
output_option = click.option("--output", type=click.Path(path_type=Path), help="Write here, not to standard output.")


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


def clear(command: Callable[..., None]) -> Callable[..., None]:
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


def write(pieces: Any, output: Path | None) -> None:
    if output is None:
        for piece in pieces:
            click.echo(piece, nl=False)
        return
    try:
        with output.open("w", encoding="utf-8") as out:
            out.writelines(pieces)
    except OSError as error:
        raise UsageError(f"{output}: cannot be written: {error.strerror}.") from None


def progress(found: Any, quiet: bool) -> Any:
    """Count what passes on standard error, when a person looks at it."""
    if quiet or not sys.stderr.isatty():
        yield from found
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} articles"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        for one in found:
            yield one
            bar.advance(task)
