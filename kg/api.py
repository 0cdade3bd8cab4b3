"""The Python API: a graph built in memory from strings or files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import InputError
from kg.model import Article, Triple
from kg.pipeline import Pipeline, build

if TYPE_CHECKING:
    import networkx
    import rdflib

    from kg.store import Store


def triples_of(text: str, pipeline: Pipeline | None = None) -> list[Triple]:
    """The resolved triples of one article's text, in order of the text."""
    found = (pipeline or Pipeline()).run([Article(id="text", text=text)], _raise)
    return [triple for _, triples in found for triple in triples]


def _raise(error: InputError) -> None:
    raise error


class Graph:
    """The graph of some articles, in a store of its own that goes away with the object."""

    def __init__(self, articles: Iterable[Article], pipeline: Pipeline | None = None) -> None:
        from kg.store import Store

        self._folder = tempfile.TemporaryDirectory(prefix="kg-")
        self.store: Store = Store(Path(self._folder.name) / "store")
        self.triples: list[Triple] = []
        for built in build(pipeline or Pipeline(), articles, self.store, _raise):
            self.triples.extend(built.triples)

    @classmethod
    def from_texts(cls, texts: Sequence[str], pipeline: Pipeline | None = None) -> Graph:
        """One article from each string; their ids are text-1, text-2, …"""
        articles = (Article(id=f"text-{number}", text=text) for number, text in enumerate(texts, start=1))
        return cls(articles, pipeline)

    @classmethod
    def from_files(cls, paths: Sequence[str | Path], pipeline: Pipeline | None = None) -> Graph:
        """The articles of files and folders, parsed CoNLL-U among them; InputError for a bad one."""
        from kg.text import read

        return cls(read(paths, on_error=_raise), pipeline)

    def to_rdflib(self) -> rdflib.Dataset:
        """The graph as an rdflib dataset: a named graph for each article beside what they share."""
        return self.store.to_dataset()

    def to_networkx(self) -> networkx.MultiDiGraph:
        """The asserted edges between actors; the key of an edge is its statement."""
        from kg.export import to_networkx

        return to_networkx(self.store)

    def query(self, name_or_sparql: str, **params: str) -> list[dict[str, Any]]:
        """Rows of a named query or of a SPARQL SELECT, one dict a row."""
        from kg.errors import QueryError
        from kg.store import Table, load_query

        answer = self.store.query(load_query(name_or_sparql, params))
        if not isinstance(answer, Table):
            raise QueryError("Graph.query answers SELECT queries; use to_rdflib() for the others.")
        return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
