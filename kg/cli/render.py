"""What the commands print: triples, query answers, the list of queries."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from kg.model import Argument, Article, Mention, Triple

Found = Iterable[tuple[Article, list[Triple]]]
_COLUMNS = (
    "doc", "sentence", "actor", "actor_principal", "action", "action_en", "target", "target_principal", "marker",
    "polarity", "status", "source", "kind", "confidence", "rule", "text",
)


def as_json(triple: Triple) -> dict[str, Any]:
    """One triple as the command line promises it; offsets are half-open code points of the article."""
    action = triple.action
    return {
        "doc": triple.doc,
        "sentence": triple.sentence,
        "text": triple.text,
        "actor": _mention(triple.actor),
        "action": {
            "text": action.text, "start": action.start, "end": action.end, "lemma": action.lemma,
            "label_en": action.label_en, "iri": action.iri, "plover": action.plover, "mode": action.mode,
            "cameo": action.cameo,
        },
        "target": triple.target and {**(_mention(triple.target) or {}), "marker": triple.target.marker},
        "arguments": [_argument(argument) for argument in triple.arguments],
        "polarity": triple.polarity,
        "status": triple.status,
        "tense": triple.tense,
        "modality": triple.modality,
        "source": _mention(triple.source),
        "kind": triple.kind,
        "confidence": triple.confidence,
        "rule": triple.rule,
    }


def _mention(mention: Mention | None) -> dict[str, Any] | None:
    if mention is None:
        return None
    entity = mention.entity
    return {
        "text": mention.text, "start": mention.start, "end": mention.end,
        "entity": entity.iri if entity else None, "label": entity.label if entity else None,
        "label_en": entity.label_en if entity else None, "principal": entity.principal if entity else None,
    }


def _argument(argument: Argument) -> dict[str, Any]:
    found = _mention(argument.mention) or {}
    return {"role": argument.role, "marker": argument.mention.marker, **found, "value": argument.value}


def _jsonl(found: Found) -> Iterator[str]:
    for _, triples in found:
        for triple in triples:
            yield json.dumps(as_json(triple), ensure_ascii=False) + "\n"


def _text(mention: Mention | None) -> str:
    return mention.shown if mention else ""


def _principal(mention: Mention | None) -> str:
    return (mention.entity.principal or "") if mention and mention.entity else ""


def _csv(found: Found) -> Iterator[str]:
    yield _row(_COLUMNS)
    for _, triples in found:
        for t in triples:
            marker = (t.target.marker or "") if t.target else ""
            yield _row((
                t.doc, t.sentence, _text(t.actor), _principal(t.actor), t.action.lemma, t.action.label_en or "",
                _text(t.target), _principal(t.target), marker, t.polarity, t.status, _text(t.source), t.kind,
                t.confidence, t.rule, " ".join(t.text.split()),
            ))


def _row(cells: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()


def _table(found: Found) -> Iterator[str]:
    for article, triples in found:
        rows = [
            (str(t.sentence), _named(t.actor), f"{t.action.lemma} ({t.action.label_en or '-'})", _named(t.target),
             ("not " if t.polarity == "-" else "") + t.status, _text(t.source))
            for t in triples
        ]
        yield drawn(article.id, ("", "actor", "action", "target", "reality", "source"), rows)


def _named(mention: Mention | None) -> str:
    if mention is None:
        return "-"
    stands_for = _principal(mention)
    return f"{_text(mention)} [{stands_for}]" if stands_for else _text(mention)


def drawn(title: str | None, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in logical order; the terminal shapes and orders the letters."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns, title=title, title_justify="left")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    out = io.StringIO()
    console = Console(file=out)
    Console(file=out, width=max(console.width, 100)).print(table)
    return out.getvalue()


def _rdf(form: str) -> Callable[[Found], Iterator[str]]:
    def write(found: Found) -> Iterator[str]:
        from kg.graph import state, to_text

        quads = [quad for article, triples in found for quad in state(article, triples, "kg-extract", "")]
        yield to_text(quads, form)

    return write


FORMATS: dict[str, Callable[[Found], Iterator[str]]] = {
    "table": _table, "jsonl": _jsonl, "csv": _csv,
    "turtle": _rdf("turtle"), "nquads": _rdf("nquads"), "trig": _rdf("trig"),
}


def rendered(found: Found, form: str) -> Iterator[str]:
    """The triples in one of FORMATS, piece by piece as the articles come."""
    return FORMATS[form](found)


def answer(found: Any, form: str) -> Iterator[str]:
    """The answer of a query."""
    from kg.store import Table
    from kg.store.results import written_boolean

    if form == "table":
        if isinstance(found, bool):
            yield f"{'yes' if found else 'no'}\n"
        elif isinstance(found, Table):
            rows = [[str(cell) if cell is not None else "" for cell in row] for row in found.rows]
            yield drawn(None, found.columns, rows)
        else:
            yield found.serialize("turtle")
        return
    yield written_boolean(found, form) if isinstance(found, bool) else found.serialize(form)


def queries() -> Iterator[str]:
    """The named queries with their questions and parameters."""
    from kg.store import list_queries

    for name, question, parameters in list_queries():
        declared = ", ".join(parameter.name for parameter in parameters)
        yield f"{name:20} {question}{f' ({declared})' if declared else ''}\n"
