"""A graph behind a SPARQL 1.1 server: asked by the SPARQL Protocol, written in batches of documents."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.store.address import Address
from kg.store.batch import Batch, cleaning, lines, nodes_query, prefixed
from kg.store.replace import graph_node
from kg.store.results import RDF_FORMATS, Table, Triples, rows_of
from kg.store.server import Server
from kg.store.store import ONE_GRAPH
from kg.store.terms import Quad, to_ox, value_of
from kg.vocabulary import KG, PREFIXES, doc_iri

if TYPE_CHECKING:
    import httpx

JSON = "application/sparql-results+json"
ACCEPT = f"{JSON}, application/n-triples;q=0.9, text/turtle;q=0.5"
RDF_TYPES = {"application/n-triples": ox.RdfFormat.N_TRIPLES, "text/plain": ox.RdfFormat.N_TRIPLES,
             "text/turtle": ox.RdfFormat.TURTLE}  # fmt: skip
DIGESTS = "SELECT ?id ?digest WHERE { GRAPH ?doc { ?doc dct:identifier ?id ; kg:digest ?digest } }"
APART = """ASK { { SELECT ?doc WHERE { GRAPH ?doc { ?doc a nif:Context } } LIMIT 1 }
  FILTER NOT EXISTS { ?doc a nif:Context } }"""
UNIONS: tuple[Mapping[str, Any], ...] = (
    {},
    {"union-default-graph": "true"},
    {"default-graph-uri": ["urn:x-arq:DefaultGraph", "urn:x-arq:UnionGraph"]},
)
"""How to ask over all graphs at once: a server that does so by itself, Oxigraph, Fuseki."""
NAMED = "SELECT ?s ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
DEFAULT = "SELECT ?s ?p ?o WHERE { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"
COUNTS = {
    "documents": "{ GRAPH ?g { ?x a nif:Context } }",
    "events": "{ GRAPH ?g { ?x a sem:Event } }",
    "statements": "{ ?x a kg:Statement }",
    "entities": "{ { ?x a sem:Actor } UNION { ?x a sem:Place } }",
}


class Remote:
    """A server's graph, used as a Store is; `replace` waits for a full batch or for `flush`."""

    read_only = False

    def __init__(self, address: Address, pause: Callable[[float], None] = time.sleep) -> None:
        self.path = address.query
        self.server = Server(address, pause)
        self._batch = Batch()
        self._waiting: dict[str, str | None] = {}

    def __enter__(self) -> Remote:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # After an error the rest is not sent: what was acknowledged is there, and a new run goes on from it.
        try:
            if error is None:
                self.flush()
        finally:
            self.server.close()

    def digest(self, doc_id: str) -> str | None:
        """The digest of the document as the server has it, or will with the next batch; None when it has none."""
        return self._waiting[doc_id] if doc_id in self._waiting else self._digests.get(doc_id)

    @cached_property
    def _digests(self) -> dict[str, str]:
        return {row["id"]: row["digest"] for row in self.rows(DIGESTS)}

    def replace(self, doc_id: str, quads: Iterable[Quad]) -> None:
        """Put the document's quads in place of its former ones, with the next batch."""
        self.take(doc_id, map(to_ox, quads))

    def take(self, doc_id: str, quads: Iterable[ox.Quad]) -> None:
        """As `replace`, of pyoxigraph's terms."""
        known = self.digest(doc_id) is not None
        held = list(quads)
        self._batch.add(graph_node(doc_iri(doc_id)), held, known)
        self._waiting[doc_id] = next((value_of(q.object) for q in held if q.predicate.value == str(KG.digest)), None)
        if self._batch.full:
            self.flush()

    def flush(self) -> None:
        """Send what waits; it is there when this returns.  StoreError when the server does not take it."""
        batch = self._batch
        if not batch.graphs:
            return
        nodes = [row["node"] for row in self.rows(nodes_query(batch.former))] if batch.former else []
        if self.server.address.graphs is None:
            self.server.update(batch.updates(nodes))
        else:
            self._put(batch, nodes)
        for doc_id, digest in self._waiting.items():
            self._digests.pop(doc_id, None)
            if digest is not None:
                self._digests[doc_id] = digest
        self._batch, self._waiting = Batch(), {}

    def _put(self, batch: Batch, nodes: Iterable[str]) -> None:
        """By the Graph Store Protocol; only what goes is left to updates, which such a server may lack."""
        outdated, gone = list(batch.before()), cleaning(nodes)
        if batch.former and outdated:
            self.server.update(prefixed(outdated))
        self.server.add_default(lines(batch.newest()).encode())
        for graph, own in batch.graphs.items():
            self.server.put_graph(graph.value, lines(own).encode())
        if gone:
            self.server.update(prefixed(gone))

    def rows(self, sparql: str) -> Iterator[dict[str, str]]:
        """The rows of a SELECT as they come; outside GRAPH, patterns see what the server's default graph has."""
        with self._read(sparql, JSON, {}) as response:
            yield from rows_of(ox.parse_query_results(_body(response), ox.QueryResultsFormat.JSON))

    def query(self, sparql: str) -> Table | bool | Triples:
        """The answer over the union of all graphs: SELECT, ASK, or CONSTRUCT and DESCRIBE."""
        return self._ask(sparql, self._union)

    @cached_property
    def _union(self) -> Mapping[str, Any]:
        for more in UNIONS:
            try:
                if self._ask(APART, more) is False:
                    return more
            except StoreError:
                # A server may refuse graphs it does not know.
                if more == UNIONS[0]:
                    raise
        raise StoreError(f"{self.path}: its default graph is not the union of all graphs; start it so (oxigraph serve "
                         "--union-default-graph, Fuseki's unionDefaultGraph), or name graphs in the query.")

    def _ask(self, sparql: str, more: Mapping[str, Any]) -> Table | bool | Triples:
        with self._read(sparql, ACCEPT, more) as response:
            kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
            if kind in RDF_TYPES:
                return Triples(tuple(quad.triple for quad in ox.parse(_body(response), format=RDF_TYPES[kind])))
            answer = ox.parse_query_results(_body(response), ox.QueryResultsFormat.JSON)
            return Table.read(answer) if isinstance(answer, ox.QuerySolutions) else bool(answer)

    @contextmanager
    def _read(self, sparql: str, accept: str, more: Mapping[str, Any]) -> Iterator[httpx.Response]:
        prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
        try:
            with self.server.answer(prefixes + sparql, accept, more) as response:
                yield response
        except (SyntaxError, ValueError, OSError) as error:
            said = " ".join(str(error).split())
            raise StoreError(f"{self.path}: the answer cannot be read to its end ({said}).") from error

    def counts(self) -> dict[str, int]:
        """How many documents, events, statements and entities there are."""
        asked = {name: f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {where}" for name, where in COUNTS.items()}
        return {name: int(next(self.rows(sparql))["n"]) for name, sparql in asked.items()}

    def documents(self) -> list[str]:
        """Identifiers of the documents, sorted."""
        return sorted(self._digests)

    def dump(self, output: IO[bytes], format: str) -> int:
        """Write everything in an RDF format; how many quads (triples, without graphs) came out."""
        count = 0

        def counted() -> Iterator[ox.Quad]:
            nonlocal count
            for quad in self._quads():
                count += 1
                yield quad

        if format in ONE_GRAPH:
            once = dict.fromkeys(quad.triple for quad in self._quads())
            ox.serialize(once, output, format=RDF_FORMATS[format], prefixes=PREFIXES)
            return len(once)
        ox.serialize(counted(), output, format=RDF_FORMATS[format], prefixes=PREFIXES)
        return count

    def _quads(self) -> Iterator[ox.Quad]:
        for sparql in (DEFAULT, NAMED):
            with self._read(sparql, JSON, {}) as response:
                answer = ox.parse_query_results(_body(response), ox.QueryResultsFormat.JSON)
                if not isinstance(answer, ox.QuerySolutions):
                    raise QueryError(f"{self.path}: answered no table.")
                for row in answer:
                    graph = ox.NamedNode(value_of(row["g"])) if sparql == NAMED else ox.DefaultGraph()
                    yield ox.Quad(row["s"], row["p"], row["o"], graph)


def _body(response: httpx.Response) -> IO[bytes]:
    return io.BufferedReader(_Stream(response))


class _Stream(io.RawIOBase):
    """The body of an answer as a file that is read once; an error of the line is an OSError."""

    def __init__(self, response: httpx.Response) -> None:
        self._chunks, self._held = response.iter_bytes(), b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        import httpx

        try:
            while not self._held:
                self._held = next(self._chunks)
        except StopIteration:
            return 0
        except httpx.HTTPError as error:
            raise OSError(str(error) or type(error).__name__) from error
        count = min(len(buffer), len(self._held))
        buffer[:count], self._held = self._held[:count], self._held[count:]
        return count
