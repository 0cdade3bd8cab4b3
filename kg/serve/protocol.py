"""The SPARQL 1.1 Protocol: what is asked, and in which format the client wants its answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from kg.errors import KgError
from kg.serve.scan import LONGEST, is_file, names_graphs, refusal
from kg.store.asked import Asked

FORM, SPARQL, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
TABLES = {
    "application/sparql-results+json": "json", "application/json": "json",
    "application/sparql-results+xml": "xml", "application/xml": "xml",
    "text/csv": "csv", "text/tab-separated-values": "tsv",
}  # fmt: skip
RDF = {"text/turtle": "turtle", "application/n-triples": "ntriples", "text/plain": "ntriples"}
CHARSET = re.compile(r"charset=\"?([^\s;\"]+)")
# Bytes of a body: the longest query, each letter percent-encoded, and the graphs' names.
LONGEST_BODY = 12 * LONGEST


@dataclass(frozen=True)
class Wanted:
    """The Content-Types of a table and of triples that the client likes best; None when it accepts none."""

    table: str | None
    rdf: str | None


class Refused(KgError):
    """A request that is answered with an HTTP error."""

    def __init__(self, status: int, why: str) -> None:
        self.status = status
        super().__init__(why)


def wanted(accept: str) -> Wanted:
    """The best types for an Accept header; JSON and Turtle when it says nothing."""
    ranges = [_range(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    return Wanted(_best(ranges, list(TABLES)), _best(ranges, list(RDF)))


def _range(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return name, float(parameter[2:])
            except ValueError:
                return name, 0.0
    return name, 1.0


def _best(ranges: list[tuple[str, float]], types: list[str]) -> str | None:
    """The type of the highest q; the most specific range decides it, the earlier type wins a tie."""
    best, highest = None, 0.0
    for name in types:
        fitting = [(spec, q) for spec, q in ((_fit(r, name), q) for r, q in ranges) if spec]
        quality = max(fitting)[1] if fitting else 0.0
        if quality > highest:
            best, highest = name, quality
    return best


def _fit(named: str, name: str) -> int:
    if named == name:
        return 3
    return 2 if named == name.partition("/")[0] + "/*" else int(named == "*/*")


async def read(request: Request, most: int) -> tuple[Asked, Wanted] | None:
    """What the request asks; None for a GET without a query.  Raises Refused."""
    given = parse_qsl(request.url.query, keep_blank_values=True)
    if request.method == "POST":
        given += await _body(request)
    if any(name == "update" for name, _ in given):
        raise Refused(403, "updates are refused: this endpoint only reads.")
    queries = [value for name, value in given if name == "query"]
    if not queries and request.method != "POST":
        return None
    if len(queries) != 1:
        raise Refused(400, f"expected one query, got {len(queries)}.")
    return _asked(queries[0], given, wanted(request.headers.get("accept", "")), most, endpoint(request))


def endpoint(request: Request) -> str:
    """The URL that was asked, without the question; no character of it could end an IRI."""
    return str(request.url.replace(query="")).translate({ord(c): None for c in '<>"\\ '})


def _asked(
    sparql: str, given: list[tuple[str, str]], want: Wanted, most: int, base: str
) -> tuple[Asked, Wanted]:
    if len(sparql) > LONGEST:
        raise Refused(413, f"the query has {len(sparql)} characters; at most {LONGEST} are read.")
    why = refusal(sparql)
    if why:
        raise Refused(400, why)
    default = tuple(value for name, value in given if name == "default-graph-uri")
    named = tuple(value for name, value in given if name == "named-graph-uri")
    if any(is_file(iri) for iri in default + named):
        raise Refused(400, "a file is no graph here: this endpoint reads no file.")
    table, rdf = TABLES.get(want.table or ""), RDF.get(want.rdf or "")
    return Asked(sparql, table, rdf, most, base, default, named, not names_graphs(sparql)), want


async def _body(request: Request) -> list[tuple[str, str]]:
    kind, _, more = (part.strip().lower() for part in request.headers.get("content-type", "").partition(";"))
    if kind == UPDATE:
        raise Refused(403, "updates are refused: this endpoint only reads.")
    if kind not in (FORM, SPARQL):
        raise Refused(415, f"'{kind}' is not read; send {FORM} or {SPARQL}.")
    if (said := CHARSET.search(more)) and said.group(1) not in ("utf-8", "utf8", "us-ascii"):
        raise Refused(415, f"'{said.group(1)}' is not read; send UTF-8.")
    held = bytearray()
    async for chunk in request.stream():
        held += chunk
        if len(held) > LONGEST_BODY:
            raise Refused(413, f"the query is too long; at most {LONGEST} characters are read.")
    try:
        text = held.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, "the body is not UTF-8.") from error
    return [("query", text)] if kind == SPARQL else parse_qsl(text, keep_blank_values=True)
