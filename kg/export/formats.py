"""The table of formats, and writing one so that a file is either whole or not there."""

from __future__ import annotations

import gzip
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import IO, TextIO

from kg.errors import StoreError, UsageError, did_you_mean
from kg.export.gexf import write_gexf
from kg.export.graphml import write_graphml
from kg.export.table import write_csv
from kg.store import Store

Writer = Callable[[Store, IO[bytes], str], int]


def _as_text(write: Callable[[Store, TextIO, str], int], store: Store, out: IO[bytes], labels: str) -> int:
    text = TextIOWrapper(out, encoding="utf-8", newline="\n", write_through=True)
    count = write(store, text, labels)
    text.detach()
    return count


def _as_rdf(name: str, store: Store, out: IO[bytes], labels: str) -> int:
    return store.dump(out, name)


# One row a format: the suffix and what writes it; each may be followed by `.gz`.
FORMATS: dict[str, Writer] = {
    ".graphml": partial(_as_text, write_graphml),
    ".gexf": partial(_as_text, write_gexf),
    ".csv": partial(_as_text, write_csv),
    ".ttl": partial(_as_rdf, "turtle"),
    ".nt": partial(_as_rdf, "nt"),
    ".nq": partial(_as_rdf, "nq"),
    ".trig": partial(_as_rdf, "trig"),
    ".jsonld": partial(_as_rdf, "jsonld"),
}


def export(store: Store, target: Path, labels: str = "en") -> int:
    """Write the store to `target` in the format of its suffix; how many edges or quads.

    `labels` is `en` or `fa`.  Raises UsageError for a suffix that no format has, StoreError when
    the file cannot be written; a former file of that name stays until the new one is whole.
    """
    target = Path(target)
    write = FORMATS[_suffix(target)]
    if labels not in ("en", "fa"):
        raise UsageError(f"labels '{labels}' are not known; use en or fa.")
    try:
        with _whole(target) as out:
            return write(store, out, labels)
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
