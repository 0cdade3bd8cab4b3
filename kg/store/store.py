"""The store: documents as named graphs, replaced whole, asked over the union of all graphs."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Generic, TypeVar

import pyoxigraph as ox
from rdflib import Dataset, Graph, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.namespace import RDF

from kg.errors import QueryError, StoreError
from kg.store.opening import open_store
from kg.store.replace import DEFAULT, difference, graph_node, shared_by
from kg.store.results import RDF_FORMATS, Table, Triples, rows_of
from kg.store.terms import Quad, from_ox, to_ox, value_of
from kg.vocabulary import KG, NIF, PREFIXES, SEM, doc_iri

Row = TypeVar("Row")
IDENTIFIER = "http://purl.org/dc/terms/identifier"
ONE_GRAPH = ("turtle", "ttl", "nt", "ntriples", "xml")


class Store:
    """A graph on disk.  One process at a time may write; `read_only` sees the last flushed state.

    >>> with Store("graph") as store:                      # doctest: +SKIP
    ...     store.replace(article.id, state(article, triples, "run-1", digest))
    """

    def __init__(self, path: str | Path, read_only: bool = False) -> None:
        self.path = Path(path)
        self.read_only = read_only
        self._open: ox.Store | None = open_store(self.path, read_only)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Flush and let go of the folder, so that another process can write to it."""
        if self._open is not None and not self.read_only:
            self.flush()
        self._open = None

    @property
    def _store(self) -> ox.Store:
        if self._open is None:
            raise StoreError(f"{self.path}: this store has been closed; open it again.")
        return self._open

    def digest(self, doc_id: str) -> str | None:
        """The digest of the document as it was stored; None when it is not here."""
        graph = graph_node(doc_iri(doc_id))
        for quad in self._store.quads_for_pattern(graph, ox.NamedNode(str(KG.digest)), None, graph):
            return value_of(quad.object)
        return None

    def document(self, doc_id: str, seen: set[ox.NamedNode] | None = None) -> list[ox.Quad]:
        """The document's graph, then what it points at among what documents share; empty when it is not here.

        Shared nodes that are in `seen` are left out, and those that come out are put there.
        """
        own = list(self._store.quads_for_pattern(None, None, None, graph_node(doc_iri(doc_id))))
        return [*own, *shared_by(self._store, own, set() if seen is None else seen)]

    def replace(self, doc_id: str, quads: Iterable[Quad]) -> None:
        """Put the document's quads in place of its former ones, all at once or not at all.

        Statements, entities and actions that nothing mentions any more go too; no quads remove the
        document.
        """
        if self.read_only:
            raise StoreError(f"{self.path}: was opened to be read only.")
        new = {to_ox(quad) for quad in quads}
        gone, added = difference(self._store, graph_node(doc_iri(doc_id)), new)
        if not gone and not added:
            return
        # One SPARQL update is one transaction; removing and adding by calls would be two.
        update = f"DELETE DATA {{ {_block(gone)} }} ;\nINSERT DATA {{ {_block(added)} }}"
        try:
            self._store.update(update)
        except OSError as error:
            raise StoreError(f"{self.path}: could not be written ({error}).") from error

    def flush(self) -> None:
        """Write what is still in memory to disk (costly: once per batch, not per document)."""
        if self.read_only:
            return
        try:
            self._store.flush()
        except OSError as error:
            raise StoreError(f"{self.path}: could not be written ({error}).") from error

    def query(self, sparql: str) -> Table | bool | Triples:
        """The answer over the union of all graphs: SELECT, ASK, or CONSTRUCT and DESCRIBE."""
        try:
            answer = self._store.query(sparql, use_default_graph_as_union=True, prefixes=PREFIXES)
            if isinstance(answer, ox.QueryBoolean):
                return bool(answer)
            if isinstance(answer, ox.QueryTriples):
                return Triples(tuple(answer))
            return Table.read(answer)
        except (SyntaxError, ValueError, RuntimeError, OSError) as error:
            raise QueryError(_not_a_query(sparql, error)) from error

    def rows(self, sparql: str) -> Iterator[dict[str, str]]:
        """The rows of a SELECT one by one: variable -> text of its term, unbound ones left out."""
        try:
            answer = self._store.query(sparql, use_default_graph_as_union=True, prefixes=PREFIXES)
            yield from rows_of(answer)
        except (SyntaxError, ValueError, RuntimeError, OSError) as error:
            raise QueryError(_not_a_query(sparql, error)) from error

    def documents(self) -> list[str]:
        """Identifiers of the documents, sorted."""
        found = self._store.quads_for_pattern(None, ox.NamedNode(IDENTIFIER), None, None)
        return sorted({value_of(quad.object) for quad in found})

    def counts(self) -> dict[str, int]:
        """How many documents, events, statements and entities there are."""
        entities = self._subjects(SEM.Actor) | self._subjects(SEM.Place)
        return {
            "documents": len(self._subjects(NIF.Context)),
            "events": len(self._subjects(SEM.Event)),
            "statements": len(self._subjects(KG.Statement)),
            "entities": len(entities),
        }

    def _subjects(self, kind: URIRef) -> set[str]:
        found = self._store.quads_for_pattern(None, ox.NamedNode(str(RDF.type)), ox.NamedNode(str(kind)), None)
        return {value_of(quad.subject) for quad in found}

    def quads(self) -> Iterator[Quad]:
        """All quads as rdflib terms."""
        for quad in self._store.quads_for_pattern(None, None, None, None):
            yield from_ox(quad)

    def to_dataset(self) -> Dataset:
        """A copy in rdflib, whose default graph is the union of all."""
        dataset = Dataset(default_union=True)
        for prefix, base in PREFIXES.items():
            dataset.bind(prefix, base)
        graphs: dict[URIRef | None, Graph] = {None: dataset.graph(DATASET_DEFAULT_GRAPH_ID)}
        for s, p, o, name in self.quads():
            if name not in graphs:
                graphs[name] = dataset.graph(name)
            graphs[name].add((s, p, o))
        return dataset

    def dump(self, output: IO[bytes], format: str) -> int:
        """Write everything in an RDF format; how many quads (triples, without graphs) came out.

        Formats without graphs hold the union, each triple once.
        """
        everything = self._store.quads_for_pattern(None, None, None, None)
        if format in ONE_GRAPH:
            once: _Count[ox.Triple] = _Count(dict.fromkeys(quad.triple for quad in everything))
            ox.serialize(once, output, format=RDF_FORMATS[format], prefixes=PREFIXES)
            return once.number
        count: _Count[ox.Quad] = _Count(everything)
        ox.serialize(count, output, format=RDF_FORMATS[format], prefixes=PREFIXES)
        return count.number


class _Count(Generic[Row]):
    """Passes rows on and counts them."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows: Iterable[Row] = rows
        self.number = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self.rows:
            self.number += 1
            yield row


def _block(quads: Iterable[ox.Quad]) -> str:
    lines = io.StringIO()
    for quad in quads:
        triple = f"{quad.subject} {quad.predicate} {quad.object} ."
        in_default = quad.graph_name == DEFAULT
        lines.write(triple + "\n" if in_default else f"GRAPH {quad.graph_name} {{ {triple} }}\n")
    return lines.getvalue()


def _not_a_query(sparql: str, error: Exception) -> str:
    said = " ".join(str(error).split())
    verbs = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH")
    if any(line.strip().upper().startswith(verbs) for line in sparql.splitlines()):
        return f"this is an update; queries only read (SELECT, ASK, CONSTRUCT, DESCRIBE). {said}"
    return f"the query cannot be read: {said}"
