"""Answers: a table of terms, or triples, each writable in the standard formats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal as OneOf
from typing import TypeVar

import pyoxigraph as ox

from kg.errors import UsageError, did_you_mean

F = TypeVar("F")
TABLE_FORMATS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
RDF_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ttl": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "xml": ox.RdfFormat.RDF_XML,
}


class Term(str):
    """A term of an answer: its text (an IRI or the words of a literal) with what it is."""

    __slots__ = ("datatype", "kind", "language")

    kind: OneOf["iri", "literal", "blank"]
    language: str | None
    datatype: str | None

    @property
    def value(self) -> str:
        """The text alone."""
        return str(self)


def term(value: object) -> Term | None:
    """A pyoxigraph term as a Term; None stays None (the variable is not bound)."""
    if value is None:
        return None
    made = Term(getattr(value, "value", value))
    made.language = made.datatype = None
    made.kind = "literal"
    if isinstance(value, ox.Literal):
        made.language, made.datatype = value.language, value.datatype.value
    elif isinstance(value, ox.NamedNode):
        made.kind = "iri"
    elif isinstance(value, ox.BlankNode):
        made.kind = "blank"
    return made


def rows_of(answer: object) -> Iterator[dict[str, str]]:
    """The rows of a SELECT as they come, unbound variables left out.  ValueError for another answer."""
    if not isinstance(answer, ox.QuerySolutions):
        raise ValueError("only a SELECT has rows.")
    names = [variable.value for variable in answer.variables]
    for solution in answer:
        yield {name: _words(value) for name, value in zip(names, solution, strict=True) if value is not None}


def _words(value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return str(value) if isinstance(value, ox.Triple) else value.value


@dataclass(frozen=True)
class Table:
    """The answer of a SELECT: one row a solution, None where a variable is not bound."""

    columns: list[str]
    rows: list[list[Term | None]]
    _json: bytes

    @classmethod
    def read(cls, solutions: ox.QuerySolutions) -> Table:
        """The whole answer, held so that it can be read and written more than once."""
        held = solutions.serialize(format=ox.QueryResultsFormat.JSON)
        assert held is not None
        again = ox.parse_query_results(held, ox.QueryResultsFormat.JSON)
        assert isinstance(again, ox.QuerySolutions)
        columns = [variable.value for variable in again.variables]
        return cls(columns, [[term(value) for value in row] for row in again], held)

    def serialize(self, format: str) -> str:
        """The table in a SPARQL 1.1 results format: csv, tsv, json or xml."""
        again = ox.parse_query_results(self._json, ox.QueryResultsFormat.JSON)
        return _text(again.serialize(format=_format(format, TABLE_FORMATS)))


@dataclass(frozen=True)
class Triples:
    """The answer of a CONSTRUCT or DESCRIBE."""

    _triples: tuple[ox.Triple, ...]

    def __len__(self) -> int:
        return len(self._triples)

    def __iter__(self) -> Iterator[tuple[Term | None, Term | None, Term | None]]:
        for triple in self._triples:
            yield term(triple.subject), term(triple.predicate), term(triple.object)

    def serialize(self, format: str = "turtle") -> str:
        """The triples in an RDF format: turtle, nt, jsonld, xml, ..."""
        return _text(ox.serialize(self._triples, format=_format(format, RDF_FORMATS)))


def written_boolean(answer: bool, format: str) -> str:
    """The answer of an ASK in a SPARQL 1.1 results format: csv, tsv, json or xml."""
    said = b'{"head":{},"boolean":%s}' % str(answer).lower().encode()
    again = ox.parse_query_results(said, ox.QueryResultsFormat.JSON)
    return _text(again.serialize(format=_format(format, TABLE_FORMATS)))


def _text(written: bytes | None) -> str:
    """What pyoxigraph wrote; it gives bytes when it is handed no file."""
    assert written is not None
    return written.decode()


def _format(name: str, known: dict[str, F]) -> F:
    if name not in known:
        hint = did_you_mean(name, known)
        raise UsageError(f"unknown format '{name}'. Known: {', '.join(known)}. {hint}".strip())
    return known[name]
