"""The evidence for an arrow: each event's sentence, with the actor, the action and the target in it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from kg.errors import UsageError
from kg.serve.around import Arrow, arrows, names
from kg.serve.events import Row, chosen, read_events, rows, values
from kg.serve.view import ITSELF, View
from kg.store import Store

PAGE = 20
Span = tuple[int, int, str]

SENTENCES = """SELECT ?event ?sentence ?begin ?end ?doc ?id ?title ?issued ?url ?medium ?confidence
  ?rule ?kind ?modality WHERE {
  VALUES ?event { %s }
  ?event gaf:denotedBy ?span ; kg:confidence ?confidence .
  ?span nif:anchorOf ?sentence ; nif:beginIndex ?begin ; nif:endIndex ?end ; nif:referenceContext ?doc .
  ?doc dct:identifier ?id .
  OPTIONAL { ?event kg:rule ?rule }
  OPTIONAL { ?event kg:kind ?kind }
  OPTIONAL { ?event kg:modality ?modality }
  OPTIONAL { ?doc dct:title ?title }
  OPTIONAL { ?doc dct:issued ?issued }
  OPTIONAL { ?doc dct:source ?url }
  OPTIONAL { ?doc dct:publisher ?medium }
}"""
MENTIONS = """SELECT ?event ?role ?words ?begin ?end WHERE {
  VALUES ?event { %s }
  VALUES (?part ?role) { (kg:actorMention "actor") (kg:actionMention "action") (kg:targetMention "target") }
  ?event ?part ?span .
  ?span nif:anchorOf ?words ; nif:beginIndex ?begin ; nif:endIndex ?end .
}"""
ARGUMENTS = """SELECT ?event ?node ?role ?marker ?words ?value WHERE {
  VALUES ?event { %s }
  ?event kg:argument ?node .
  ?node kg:role ?role ; gaf:denotedBy/nif:anchorOf ?words .
  OPTIONAL { ?node kg:marker ?marker }
  OPTIONAL { ?node kg:value ?value }
} ORDER BY ?node"""


def evidence(path: Path, view: View) -> tuple[str, bytes]:
    """The events of the view's edge, the latest first, a page of them, as JSON.  Raises UsageError."""
    arrow = next((one for one in arrows(chosen(read_events(path, view), view)) if one.id == view.edge), None)
    if arrow is None:
        raise UsageError(f"edge: '{view.edge}' is not among what is shown.")
    ordered = sorted(arrow.events, key=lambda event: (event.first or "", event.iri), reverse=True)
    page = ordered[view.skip : view.skip + PAGE]
    with Store(path, read_only=True) as store:
        held = names(store, _named(arrow))
        read = _read(store, [event.iri for event in page])
    told = [
        {**read[event.iri], "first": event.first, "last": event.last, "status": event.status,
         "says": None if event.says == ITSELF else held[event.says]}
        for event in page if event.iri in read
    ]  # fmt: skip
    ends = {end: held.get(getattr(arrow, end)) for end in ("actor", "action", "target")}
    written = {**ends, "id": arrow.id, "status": arrow.status, "total": len(ordered), "events": told}
    return "json", json.dumps(written, ensure_ascii=False).encode()


def _named(arrow: Arrow) -> list[str]:
    ends = [end for end in (arrow.actor, arrow.action, arrow.target) if end is not None]
    return [*ends, *sorted({event.says for event in arrow.events} - {ITSELF})]


def _read(store: Store, iris: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Each event's sentence in pieces, its article, and how it was read."""
    listed = values(iris)
    mentions: dict[str, list[Row]] = defaultdict(list)
    for row in rows(store, MENTIONS % listed):
        mentions[row["event"]].append(row)
    arguments: dict[str, list[Row]] = defaultdict(list)
    for row in rows(store, ARGUMENTS % listed):
        event = row.pop("event")
        row.pop("node")
        arguments[event].append(row)
    told = {}
    for row in rows(store, SENTENCES % listed):
        told[row["event"]] = _told(row, mentions[row["event"]], arguments[row["event"]])
    return told


def _told(row: Row, mentions: list[Row], arguments: list[Row]) -> dict[str, Any]:
    begin, end = int(row["begin"]), int(row["end"])
    spans = [(int(one["begin"]), int(one["end"]), one["role"]) for one in mentions]
    inside = [(start - begin, stop - begin, role) for start, stop, role in spans if begin <= start and stop <= end]
    return {
        "sentence": pieces(row["sentence"], inside),
        # A pronoun's bearer or a subject left out may stand in another sentence.
        "elsewhere": [
            {"role": one["role"], "words": one["words"]}
            for one, span in zip(mentions, spans, strict=True)
            if not (begin <= span[0] and span[1] <= end)
        ],
        "document": {name: row[name] for name in ("id", "title", "issued", "url", "medium") if name in row},
        "confidence": float(row["confidence"]),
        **{name: row[name] for name in ("rule", "kind", "modality") if name in row},
        "arguments": arguments,
    }


def pieces(sentence: str, spans: Iterable[Span]) -> list[dict[str, Any]]:
    """The sentence cut wherever a span begins or ends; `as` says what each piece is part of.

    >>> pieces("we saw him", [(0, 2, "actor"), (3, 6, "action")])[1:3]
    [{'text': ' ', 'as': []}, {'text': 'saw', 'as': ['action']}]
    """
    held = list(spans)
    cuts = sorted({0, len(sentence), *(cut for start, stop, _ in held for cut in (start, stop))})
    return [
        {"text": sentence[start:stop], "as": [role for low, high, role in held if low <= start and stop <= high]}
        for start, stop in pairwise(cuts)
    ]
