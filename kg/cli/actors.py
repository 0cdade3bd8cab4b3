"""The command `actors`: who is in a graph, by which words, and who is or may be one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import actors_option, clear, graph_store_option, reading_option, update_option, write
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.audit import Actor, Audit, Naming
    from kg.graph.merges import Merge
    from kg.resolve.merging import Proposal

NAMINGS = 6
"""Words that the table shows of each actor; --json gives all."""
_pair: dict[str, Any] = {"nargs": 2, "multiple": True, "metavar": "A B"}


@click.command()
@reading_option
@update_option
@graph_store_option
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="How many rows at most.")
@click.option("--words", "by_words", is_flag=True, help="The words used for those who act, and whom each is linked to.")
@click.option("--doubtful", is_flag=True, help="Pairs that may be one.")
@click.option("--merges", "merged", is_flag=True, help="Pairs that are merged.")
@click.option("--merge", "joined", **_pair, help="Record that two are one: labels, namings or IRIs.  Repeatable.")
@click.option("--merge-doubtful", type=click.FloatRange(0, 1), metavar="SCORE",
              help="Merge all doubtful pairs at least so sure.")
@click.option("--unmerge", "parted", **_pair, help="Drop a merge.  Repeatable.")
@click.option("--unmerge-all", is_flag=True, help="Drop all merges.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a row.")
@actors_option
@clear
def actors(store: str, update_url: str | None, graph_store_url: str | None, limit: int, by_words: bool,
           doubtful: bool, merged: bool, joined: tuple[tuple[str, str], ...], merge_doubtful: float | None,
           parted: tuple[tuple[str, str], ...], unmerge_all: bool, as_json: bool, actors: Path | None) -> None:
    """The most frequent actors, how they are linked and named; pairs that may be one."""
    from kg.audit import Audit, unmerged, write_merges
    from kg.store import connect

    if sum((by_words, doubtful, merged)) > 1:
        raise UsageError("--words, --doubtful and --merges each print a table; choose one.")
    changes = bool(joined or parted or unmerge_all or merge_doubtful is not None)
    with connect(store, not changes, update_url, graph_store_url) as graph:
        audit = Audit(graph, actors)
        if changes:
            kept = [] if unmerge_all else list(unmerged(audit, parted))
            added = [audit.proposal(*pair) for pair in joined]
            if merge_doubtful is not None:
                added += [pair for pair in audit.doubtful() if pair.score >= merge_doubtful]
            write_merges(graph, [*kept, *map(audit.merge, added)])
            graph.flush()
            audit = Audit(graph, actors)
    shown = "words" if by_words else "doubtful" if doubtful else "merges" if merged or changes else "actors"
    write(_printed(_rows(audit, shown, limit), as_json), None)


def _rows(audit: Audit, shown: str, limit: int) -> list[dict[str, Any]]:
    match shown:
        case "words":
            return [_naming(one) for one in audit.namings(limit)]
        case "doubtful":
            return [_proposal(pair) for pair in audit.doubtful(limit)]
        case "merges":
            return [_merge(one, audit) for one in audit.merges[:limit]]
    return [_actor(one) for one in audit.actors(limit)]


def _actor(one: Actor) -> dict[str, Any]:
    return {
        "count": one.count, "actor": one.label, "kind": one.kind, "stands_for": one.principal, "linked": one.linked,
        "namings": dict(one.namings), "same": list(one.same), "entity": one.iri,
    }  # fmt: skip


def _naming(one: Naming) -> dict[str, Any]:
    actor = one.actor
    return {
        "count": one.count, "words": one.words, "actor": actor.label, "kind": actor.kind,
        "stands_for": actor.principal, "linked": actor.linked, "entity": actor.iri,
    }  # fmt: skip


def _proposal(pair: Proposal) -> dict[str, Any]:
    return {
        "score": pair.score, "actor": pair.one.label, "other": pair.other.label, "rule": pair.rule,
        "entity": pair.one.iri, "other_entity": pair.other.iri,
    }  # fmt: skip


def _merge(merge: Merge, audit: Audit) -> dict[str, Any]:
    return {
        "score": merge.score, "actor": audit.label(merge.one), "other": audit.label(merge.other), "rule": merge.rule,
        "entity": merge.one, "other_entity": merge.other,
    }  # fmt: skip


def _printed(rows: list[dict[str, Any]], as_json: bool) -> Iterable[str]:
    from kg.cli.render import drawn

    if as_json:
        return (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    columns = [name for name in (rows[0] if rows else {}) if name not in ("entity", "other_entity", "same")]
    return [drawn(None, columns, [[_cell(row[name]) for name in columns] for row in rows])] if rows else []


def _cell(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{words} {count}" for words, count in list(value.items())[:NAMINGS])
    return "" if value is None else str(value)
