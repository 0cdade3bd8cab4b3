"""What the rest of kg asks of a graph, wherever it is kept: in a folder or behind a SPARQL server."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Protocol

from kg.store.results import Table, Triples
from kg.store.terms import Quad


class Reader(Protocol):
    """A graph that answers."""

    def query(self, sparql: str) -> Table | bool | Triples:
        """The whole answer."""

    def rows(self, sparql: str) -> Iterator[dict[str, str]]:
        """The rows of a SELECT one by one: variable -> text of its term, unbound ones left out.

        A pattern outside GRAPH finds what documents share; whether also what is in their graphs depends
        on the server, so those patterns stand inside GRAPH.
        """

    def dump(self, output: IO[bytes], format: str) -> int:
        """Write everything in an RDF format; how many quads (triples, without graphs) came out."""


class Writer(Protocol):
    """A graph into which documents go."""

    def digest(self, doc_id: str) -> str | None:
        """The digest of the document as it was stored; None when it is not here."""

    def replace(self, doc_id: str, quads: Iterable[Quad]) -> None:
        """Put the document's quads in place of its former ones."""

    def flush(self) -> None:
        """Make what was replaced permanent."""
