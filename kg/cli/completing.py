"""What the shell completes after Tab."""

from __future__ import annotations

from collections.abc import Callable

import click
from click.shell_completion import CompletionItem

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def query_names(ctx: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """The named queries that begin so, with their questions; `.rq` files are completed too."""
    from kg.store import list_queries

    found = [CompletionItem(name, help=question) for name, question, _ in list_queries() if name.startswith(typed)]
    return found or [CompletionItem(typed, type="file")]


def formats(names: str) -> Completer:
    """Completes the names, which are separated by spaces."""

    def complete(ctx: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
        return [CompletionItem(name) for name in names.split() if name.startswith(typed)]

    return complete
