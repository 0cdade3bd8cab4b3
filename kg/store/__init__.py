"""The graph kept: pyoxigraph in a folder, one writer at a time, or a SPARQL server; and the named queries."""

from kg.store.address import Address, is_url
from kg.store.connecting import connect
from kg.store.queries import Parameter, list_queries, load_query, query_text
from kg.store.results import Table, Term, Triples
from kg.store.roles import Reader, Writer
from kg.store.store import Store

__all__ = ["Address", "Parameter", "Reader", "Store", "Table", "Term", "Triples", "Writer", "connect", "is_url",
           "list_queries", "load_query", "query_text"]  # fmt: skip
