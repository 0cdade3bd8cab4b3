"""The options that choose a part of the graph, shared by export and draw."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from kg.export import Selection

STATUSES = ("actual", "future", "unreal", "denied")


def _names(ctx: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """The names of all values; one value may hold several with commas between."""
    parts = (part for value in values for part in value.replace("\N{ARABIC COMMA}", ",").split(","))
    return tuple(part.strip() for part in parts if part.strip())


def _day(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """The ISO date; of a Jalali month or year its first day, or with --until its last."""
    from kg.errors import UsageError
    from kg.export.selection import read_day

    try:
        return None if value is None else read_day(value, end=parameter.name == "until")
    except UsageError as error:
        raise click.BadParameter(str(error), ctx, parameter) from None


_OPTIONS = (
    click.option("--actor", "--actors", "chosen_actors", metavar="NAME[,…]", multiple=True, callback=_names,
                 help="Only edges of this actor, at either end: a name in any spelling, a key (IR) or an IRI."),
    click.option("--action", "--actions", "chosen_actions", metavar="NAME[,…]", multiple=True, callback=_names,
                 help="Only this action: English, Persian, a PLOVER type or an IRI."),
    click.option("--source", "--sources", "chosen_sources", metavar="NAME[,…]", multiple=True, callback=_names,
                 help="Only what this medium or speaker says."),
    click.option("--since", metavar="DATE", callback=_day,
                 help="Only events of this day, month or year, or later; Jalali dates too."),
    click.option("--until", metavar="DATE", callback=_day, help="Only events of then or earlier."),
    click.option("--min-count", type=click.IntRange(1), default=1, help="Only edges with so many events."),
    click.option("--status", "statuses", type=click.Choice([*STATUSES, "all"]), multiple=True,
                 help="Which events count; only actual ones unless told.  Repeatable."),
    click.option("--quoted", is_flag=True, help="Also what sources are only quoted as saying."),
    click.option("--level", type=click.Choice(["principal", "mention"]), default="principal",
                 help="Edges between whom the actors stand for, or between the actors as named."),
)  # fmt: skip


def selection_options(command: Callable[..., None]) -> Callable[..., None]:
    """The command with all options of _OPTIONS, in that order."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def selected(given: dict[str, Any]) -> Selection | None:
    """The selection that the options say; None when they say nothing."""
    from kg.export import Selection

    statuses = STATUSES if "all" in given["statuses"] else tuple(given["statuses"]) or ("actual",)
    chosen = Selection(
        actors=given["chosen_actors"], actions=given["chosen_actions"], sources=given["chosen_sources"],
        statuses=statuses, quoted=given["quoted"], since=given["since"], until=given["until"],
        min_count=given["min_count"], level=given["level"],
    )  # fmt: skip
    return None if chosen == Selection() else chosen
