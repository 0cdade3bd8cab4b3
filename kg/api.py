"""The Python API: a graph built in memory from strings, files or parses, or opened from disk."""

from __future__ import annotations

import csv
import io
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import InputError, KgError, QueryError
from kg.model import Article, Triple
from kg.pipeline import DOUBTFUL, Pipeline, build

if TYPE_CHECKING:
    import networkx
    import pandas
    import rdflib

    from kg.export import Selection, Written
    from kg.store import Store, Table

Rows = Iterable[Mapping[str, str]]
"""Rows of a table, column -> cell; a column left out is empty."""

_INTEGERS = ("integer", "int", "long", "nonNegativeInteger")
_FLOATS = ("double", "float", "decimal")


def triples_of(text: str, pipeline: Pipeline | None = None) -> list[Triple]:
    """The resolved triples of one article's text, in order of the text."""
    found = (pipeline or Pipeline()).run([Article(id="text", text=text)], _raise)
    return [triple for _, triples in found for triple in triples]


def pipeline_of(
    actors: str | Path | Rows | None = None, actions: str | Path | Rows | None = None,
    models: str | Path | None = None, min_confidence: float = DOUBTFUL,
) -> Pipeline:
    """A pipeline that knows your own actors and actions besides ours.

    Each is a TSV file, or rows with the columns of `kg/persian/organisations.tsv` and `frames.tsv`.
    TableError, when the first text is read, for a wrong row.
    """
    from kg.persian.frames import COLUMNS as FRAME
    from kg.resolve.registry import COLUMNS as ACTOR

    folder = tempfile.TemporaryDirectory(prefix="kg-tables-")
    where = Path(folder.name)
    tables = _table(actors, where / "actors.tsv", ACTOR), _table(actions, where / "actions.tsv", FRAME)
    made = Pipeline(models, tables[0], min_confidence, tables[1])
    weakref.finalize(made, folder.cleanup)
    return made


def _table(given: str | Path | Rows | None, path: Path, columns: Sequence[str]) -> Path | None:
    if given is None or isinstance(given, str | Path):
        return given if given is None else Path(given)
    rows = list(given)
    # A column we do not know is written too, so that the reader of the table refuses it with a hint.
    header = [*columns, *dict.fromkeys(name for row in rows for name in row if name not in columns)]
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, header, restval="", delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE)
        writer.writeheader()
        writer.writerows(rows)
    return path


def _raise(error: InputError) -> None:
    raise error


class Graph:
    """The graph of some articles, in a store of its own that goes away with the object.

    `triples` are what was read, in order; `articles` the parsed articles by id.  Both are empty for a
    graph that was opened from disk: it answers queries, and `query("evidence")` gives the sentences.
    """

    def __init__(self, articles: Iterable[Article], pipeline: Pipeline | None = None) -> None:
        from kg.store import Store

        self._folder = tempfile.TemporaryDirectory(prefix="kg-")
        self.store: Store = Store(Path(self._folder.name) / "store")
        self.triples: list[Triple] = []
        self.articles: dict[str, Article] = {}
        for built in build(pipeline or Pipeline(), articles, self.store, _raise):
            self.triples.extend(built.triples)
            if built.article is not None:
                self.articles[built.article.id] = built.article

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

    @classmethod
    def from_conllu(cls, conllu: str, pipeline: Pipeline | None = None) -> Graph:
        """The articles of a CoNLL-U string: its trees are used as they are, and no parser is loaded."""
        from kg.text.formats import READERS
        from kg.text.source import Source

        source = Source("the CoNLL-U string", "conllu", ".conllu")
        return cls(READERS[".conllu"](source, io.BytesIO(conllu.encode()), _raise), pipeline)

    @classmethod
    def open(cls, path: str | Path) -> Graph:
        """The graph in a folder that `kg build` wrote, to be read only; StoreError when there is none."""
        from kg.store import Store

        graph = cls.__new__(cls)
        graph.store = Store(path, read_only=True)
        graph.triples, graph.articles = [], {}
        return graph

    def evidence(self) -> Iterator[tuple[Article, Triple]]:
        """Each triple with the article it was read from: `article.text[m.start:m.end]` is the mention `m`."""
        for triple in self.triples:
            yield self.articles[triple.doc], triple

    def to_rdflib(self) -> rdflib.Dataset:
        """The graph as an rdflib dataset: a named graph for each article beside what they share."""
        return self.store.to_dataset()

    def to_networkx(self, labels: str = "en", selection: Selection | None = None) -> networkx.MultiDiGraph:
        """The asserted edges between actors, or those of a selection; the key of an edge is its statement."""
        from kg.export import to_networkx

        return to_networkx(self.store, labels, selection)

    def export(self, target: str | Path, labels: str = "en", selection: Selection | None = None) -> Written:
        """Write a file in the format of its suffix, as `kg export` does; how much was written."""
        from kg.export import export

        return export(self.store, Path(target), labels, selection)

    def query(self, name_or_sparql: str, **params: str) -> list[dict[str, Any]]:
        """Rows of a named query or of a SPARQL SELECT, one dict a row; None where nothing is bound."""
        answer = self._table(name_or_sparql, params)
        return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]

    def to_pandas(self, name_or_sparql: str, **params: str) -> pandas.DataFrame:
        """The same rows as a pandas table, numbers as numbers.  KgError when pandas is not installed."""
        try:
            from pandas import DataFrame
        except ImportError as error:
            raise KgError("tables need pandas: pip install pandas.") from error
        answer = self._table(name_or_sparql, params)
        return DataFrame([[_value(cell) for cell in row] for row in answer.rows], columns=answer.columns)

    def _table(self, name_or_sparql: str, params: Mapping[str, str]) -> Table:
        from kg.store import Table, load_query

        answer = self.store.query(load_query(name_or_sparql, params))
        if not isinstance(answer, Table):
            raise QueryError("rows are the answer of a SELECT; use to_rdflib() for other queries.")
        return answer


def _value(cell: Any) -> Any:
    """A term as pandas likes it: whole numbers and floats as such, all else as text."""
    kind = (getattr(cell, "datatype", None) or "").rpartition("#")[2]
    if kind in _INTEGERS:
        return int(cell)
    return float(cell) if kind in _FLOATS else cell and str(cell)
