"""The persistent graph: pyoxigraph on disk, one writer at a time, and the named queries."""

from kg.store.queries import Parameter, list_queries, load_query, query_text
from kg.store.results import Table, Term, Triples
from kg.store.store import Store

__all__ = ["Parameter", "Store", "Table", "Term", "Triples", "list_queries", "load_query", "query_text"]
