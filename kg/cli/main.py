"""`kg`: the commands; the work is done by the modules they import when run."""

from __future__ import annotations

from typing import Any

import click

from kg import __version__
from kg.cli import actors, asking, checking, models, reading, sending
from kg.cli.configuring import defaults
from kg.pipeline import collect_rarely

GROUPS = {
    "Read articles": (reading.extract, reading.build, reading.parse),
    "Use the graph": (
        asking.query, actors.actors, asking.actions, sending.export, sending.draw, sending.push, asking.serve,
    ),
    "Look closer": (checking.explain, checking.evaluate, models.models),
}


class Grouped(click.Group):
    """A group whose help lists its commands under headings."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context, with the defaults of the user's kg.toml; help comes even when that is wrong."""
        if not extra.get("resilient_parsing") and not {"-h", "--help", "--version"} & set(args):
            extra.setdefault("default_map", defaults(self))
        return super().make_context(info_name, args, parent, **extra)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each heading with the commands under it."""
        for heading, commands in GROUPS.items():
            with formatter.section(heading):
                formatter.write_dl([(command.name or "", command.get_short_help_str(90)) for command in commands])


@click.group(cls=Grouped, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """Actor-action-target triples from Persian news, kept as a graph."""
    collect_rarely()


for _commands in GROUPS.values():
    for _command in _commands:
        main.add_command(_command)
