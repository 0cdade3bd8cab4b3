"""How long exports of many edges take, and how much memory: `python tests/scale_export.py 200000`.

Prints one JSON object a format.  The edges are made up; no store stands behind them unless `--store DIR` is
given, in which case that is exported with its filters and measures as `kg export` does.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.export.excerpt import Action, Entity, Excerpt
from kg.export.gexf import write_gexf
from kg.export.graphml import write_graphml
from kg.export.occurrences import Occurrence
from kg.export.table import write_csv

ENT, ACT = "https://w3id.org/kg-fa/ent/", "https://w3id.org/kg-fa/act/"
WRITERS = {"graphml": write_graphml, "gexf": write_gexf, "csv": write_csv}
PLOVER = ("ACCUSE", "AID", "CONSULT", "ASSAULT")


def occurrences(edges: int) -> Iterator[Occurrence]:
    """Three events for two edges, between a tenth as many actors, some far more active than others."""
    chance, actors = random.Random(1), max(50, edges // 10)
    for number in range(edges):
        actor, target = (int(actors * chance.random() ** 2) for _ in range(2))
        # Many actions, so that hardly two edges are the same.
        action = f"{ACT}a{number % 200}-{number // 20_000}"
        for _ in range(1 + number % 2):
            day = f"2024-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            says = f"خبرگزاری {number % 30}"
            yield Occurrence(f"{ENT}e{actor}", action, f"{ENT}e{target}", says=says, first=day, last=day)


def entities(edges: int) -> Iterator[Entity]:
    for number in range(max(50, edges // 10)):
        yield Entity(f"{ENT}e{number}", "organisation", f"Actor {number}", f"کنشگر {number}", None)


def actions(edges: int) -> dict[str, Action]:
    return {
        f"{ACT}a{a}-{b}": Action(f"act {a}", f"کردن {a}", (f"کردن {a}",), PLOVER[a % 4], "111")
        for a in range(200)
        for b in range(edges // 20_000 + 1)
    }


def excerpt(edges: int, measured: bool) -> Excerpt:
    return Excerpt(occurrences(edges), entities(edges), actions(edges), "fa", measured=measured)


def most_memory() -> int:
    """The most memory the process had so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure(edges: int, measured: bool) -> Iterator[dict[str, object]]:
    """The time to gather the edges, then that of each writer."""
    before, began = most_memory(), time.process_time()
    with excerpt(edges, measured) as found, TemporaryDirectory() as folder:
        yield {"step": "gather", "cpu_s": round(time.process_time() - began, 2), "mib": most_memory(), "before": before}
        for name, write in WRITERS.items():
            began = time.process_time()
            target = Path(folder) / name
            with target.open("w", encoding="utf-8") as out:
                count = write(found, out)
            yield {"step": name, "edges": count, "cpu_s": round(time.process_time() - began, 2),
                   "mib": most_memory(), "file_mib": target.stat().st_size >> 20}  # fmt: skip


def from_store(store: str, measured: bool) -> Iterator[dict[str, object]]:
    from kg.export import export
    from kg.store import Store

    with Store(store, read_only=True) as graph, TemporaryDirectory() as folder:
        began, clock = time.process_time(), time.time()
        written = export(graph, Path(folder) / "graph.gexf", measured=measured)
        yield {"step": "export", "edges": written.edges, "nodes": written.nodes, "mib": most_memory(),
               "cpu_s": round(time.process_time() - began, 2), "s": round(time.time() - clock, 2)}  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("edges", type=int, nargs="?", default=200_000)
    parser.add_argument("--store")
    parser.add_argument("--no-measures", action="store_false", dest="measured")
    given = parser.parse_args()
    for step in from_store(given.store, given.measured) if given.store else measure(given.edges, given.measured):
        print(json.dumps(step), flush=True)
