"""One question of the endpoint: computed whole over a snapshot, written in the format that was agreed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import KgError, QueryError
from kg.store.opening import open_store
from kg.store.results import RDF_FORMATS, TABLE_FORMATS
from kg.vocabulary import PREFIXES


class TooManyRows(KgError):
    """The answer has more rows (or triples) than may be sent."""


class NoFormat(KgError):
    """The client accepts no format of this kind of answer."""


@dataclass(frozen=True)
class Asked:
    """A query and its terms.  `default` and `named` are empty when not said; a format is None when none is accepted.

    Relative IRIs of the query begin at `base`, an IRI; None: they are an error.
    `union`: the default graph is the union of all graphs, unless the query or the protocol names graphs.
    """

    sparql: str
    table: str | None
    rdf: str | None
    most: int
    base: str | None = None
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    union: bool = True


def ask(path: Path, asked: Asked) -> tuple[str, bytes]:
    """The format's name and the whole answer.  Raises QueryError, TooManyRows, NoFormat or StoreError."""
    store = open_store(path, read_only=True)
    try:
        answer = store.query(asked.sparql, base_iri=asked.base, prefixes=PREFIXES, **_graphs(asked))
        if isinstance(answer, ox.QueryTriples):
            return _triples(answer, asked)
        if asked.table is None:
            raise NoFormat("SELECT and ASK are answered in JSON, XML, CSV or TSV.")
        if isinstance(answer, ox.QuerySolutions):
            held = _json(answer, asked.most)
            answer = ox.parse_query_results(held, ox.QueryResultsFormat.JSON)
        written = answer.serialize(format=TABLE_FORMATS[asked.table])
        return asked.table, written or b""
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"the query cannot be read: {' '.join(str(error).split())}") from error


def _graphs(asked: Asked) -> dict[str, Any]:
    if not asked.default and not asked.named:
        return {"use_default_graph_as_union": asked.union}
    return {
        "default_graph": [ox.NamedNode(name) for name in asked.default],
        "named_graphs": [ox.NamedNode(name) for name in asked.named],
    }


def _triples(answer: ox.QueryTriples, asked: Asked) -> tuple[str, bytes]:
    if asked.rdf is None:
        raise NoFormat("CONSTRUCT and DESCRIBE are answered in Turtle or N-Triples.")
    held = list(islice(answer, asked.most + 1))
    _check(len(held), asked.most)
    return asked.rdf, ox.serialize(dict.fromkeys(held), format=RDF_FORMATS[asked.rdf]) or b""


def _json(answer: ox.QuerySolutions, most: int) -> bytes:
    """The rows as SPARQL results JSON; no more than `most` + 1 of them are computed."""
    names = [variable.value for variable in answer.variables]
    rows = []
    for solution in islice(answer, most + 1):
        bound = zip(names, solution, strict=True)
        rows.append({name: _term(value) for name, value in bound if value is not None})
    _check(len(rows), most)
    return json.dumps({"head": {"vars": names}, "results": {"bindings": rows}}).encode()


def _term(value: Any) -> dict[str, Any]:
    if isinstance(value, ox.NamedNode):
        return {"type": "uri", "value": value.value}
    if isinstance(value, ox.BlankNode):
        return {"type": "bnode", "value": value.value}
    if isinstance(value, ox.Triple):
        parts = {name: _term(getattr(value, name)) for name in ("subject", "predicate", "object")}
        return {"type": "triple", "value": parts}
    if value.language:
        return {"type": "literal", "value": value.value, "xml:lang": value.language}
    return {"type": "literal", "value": value.value, "datatype": value.datatype.value}


def _check(count: int, most: int) -> None:
    if count > most:
        raise TooManyRows(f"the answer has more than {most} rows; add a LIMIT or ask for less.")
