"""The table of formats, and writing one so that a file is either whole or not there."""

from __future__ import annotations

import gzip
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import IO, TextIO

from kg.errors import StoreError, UsageError, did_you_mean
from kg.export.edges import Picture
from kg.export.gexf import write_gexf
from kg.export.graphml import write_graphml
from kg.export.reading import excerpt
from kg.export.selection import Selection
from kg.export.table import write_csv
from kg.store import Reader

Writer = Callable[[Reader, IO[bytes], "Wanted"], "Written"]


@dataclass(frozen=True)
class Wanted:
    """What of the graph is written; `labels` is `en` or `fa`, a selection of None all that articles assert."""

    labels: str = "en"
    selection: Selection | None = None
    measured: bool = True


@dataclass(frozen=True)
class Written:
    """How much was written: edges and nodes of a picture, or quads (triples, without graphs) of RDF."""

    edges: int | None = None
    nodes: int | None = None
    quads: int | None = None

    def __str__(self) -> str:
        """`12 edges, 7 nodes`."""
        return ", ".join(f"{count} {name}" for name, count in asdict(self).items() if count is not None)


def _as_picture(
    write: Callable[[Picture, TextIO], int], measured: bool, store: Reader, out: IO[bytes], wanted: Wanted
) -> Written:
    text = TextIOWrapper(out, encoding="utf-8", newline="\n", write_through=False)
    with excerpt(store, wanted.selection, wanted.labels, measured and wanted.measured) as found:
        edges = write(found, text)
        text.flush()
        text.detach()
        return Written(edges, found.size)


def _as_rdf(name: str, store: Reader, out: IO[bytes], wanted: Wanted) -> Written:
    if wanted.selection is not None:
        raise UsageError("RDF holds the whole graph; choose .graphml, .gexf or .csv for a part of it, or use kg query.")
    return Written(quads=store.dump(out, name))


# One row a format: the suffix and what writes it; each may be followed by `.gz`.
FORMATS: dict[str, Writer] = {
    ".graphml": partial(_as_picture, write_graphml, True),
    ".gexf": partial(_as_picture, write_gexf, True),
    ".csv": partial(_as_picture, write_csv, False),
    ".ttl": partial(_as_rdf, "turtle"),
    ".nt": partial(_as_rdf, "nt"),
    ".nq": partial(_as_rdf, "nq"),
    ".trig": partial(_as_rdf, "trig"),
    ".jsonld": partial(_as_rdf, "jsonld"),
}


def export(
    store: Reader, target: Path, labels: str = "en", selection: Selection | None = None, measured: bool = True
) -> Written:
    """Write the selected part of the store to `target` in the format of its suffix; how much was written.

    `labels` is `en` or `fa`; with `measured` the nodes get communities and centralities.  Raises
    UsageError for a suffix that no format has or a name that is not in the graph, StoreError when the
    file cannot be written; a former file of that name stays until the new one is whole.
    """
    target = Path(target)
    write = FORMATS[_suffix(target)]
    if labels not in ("en", "fa"):
        raise UsageError(f"labels '{labels}' are not known; use en or fa.")
    try:
        with _whole(target) as out:
            return write(store, out, Wanted(labels, selection, measured))
    except OSError as error:
        raise StoreError(f"{target}: cannot be written ({error.strerror or error}).") from error


def _suffix(target: Path) -> str:
    name = target.name.casefold().removesuffix(".gz")
    suffix = Path(name).suffix
    if suffix not in FORMATS:
        hint = did_you_mean(suffix, FORMATS)
        known = f"Known: {', '.join(FORMATS)}, each also with .gz. {hint}".strip()
        raise UsageError(f"{target}: no format has the suffix '{suffix}'. {known}")
    return suffix


@contextmanager
def _whole(target: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of `target` only when all was written."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as raw:
            if target.name.casefold().endswith(".gz"):
                # No name and no time inside: the same graph gives the same bytes.
                with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed:
                    yield packed  # type: ignore[misc]
            else:
                yield raw
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
