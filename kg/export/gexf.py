"""GEXF 1.3, which carries colours, sizes and, for Gephi's timeline, the days of each edge."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import TextIO

from kg.export.columns import EDGE, NODE, edge_kind, known
from kg.export.edges import Edge, Node, Picture
from kg.export.xml import attribute

# What GEXF says in attributes and elements of its own needs no column.
NODE_COLUMNS = {name: kind for name, kind in NODE.items() if name not in ("label", "size", "color")}
EDGE_COLUMNS = {name: kind for name, kind in EDGE.items() if name not in ("label", "weight", "color")}
TYPES = {"int": "integer"}
MOST_SPELLS = 366
DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?=$|T)", re.ASCII)
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
 <meta><creator>kg</creator></meta>
 <graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">
"""


def write_gexf(picture: Picture, out: TextIO) -> int:
    """Write nodes and edges one by one; how many edges were written."""
    out.write(HEAD + _columns("node", NODE_COLUMNS) + _columns("edge", EDGE_COLUMNS) + "  <nodes>\n")
    for node in picture.nodes():
        out.write(_node(node))
    out.write("  </nodes>\n  <edges>\n")
    edges = 0
    for edge in picture.edges():
        out.write(_edge(edge))
        edges += 1
    out.write("  </edges>\n </graph>\n</gexf>\n")
    return edges


def _columns(owner: str, columns: dict[str, str]) -> str:
    rows = "".join(
        f'   <attribute id="{name}" title="{name}" type="{TYPES.get(kind, kind)}"/>\n' for name, kind in columns.items()
    )
    return f'  <attributes class="{owner}" mode="static">\n{rows}  </attributes>\n'


def _node(node: Node) -> str:
    opening = f"   <node id={attribute(node.id)} label={attribute(node.label)}>"
    return f'{opening}{_values(node, NODE_COLUMNS)}{_color(node.color)}<viz:size value="{node.size}"/></node>\n'


def _edge(edge: Edge) -> str:
    ends = f"source={attribute(edge.source)} target={attribute(edge.target)}"
    named = f'id={attribute(edge.id)} {ends} type="directed" label={attribute(edge.label)}'
    spells = spans(edge.days)
    # One span fits into attributes; several events far apart are several spells of one edge.
    when = _span(spells[0]) if len(spells) == 1 else ""
    more = "".join(f"<spell{_span(span)}/>" for span in spells) if len(spells) > 1 else ""
    inside = _values(edge, EDGE_COLUMNS) + (f"<spells>{more}</spells>" if more else "") + _color(edge.color)
    return f'   <edge {named} kind={attribute(edge_kind(edge))} weight="{edge.weight}"{when}>{inside}</edge>\n'


@lru_cache
def _color(color: str) -> str:
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>'


def _span(span: tuple[str, str]) -> str:
    return f' start="{span[0]}" end="{span[1]}"'


def _values(owner: Node | Edge, columns: dict[str, str]) -> str:
    cells = "".join([f'<attvalue for="{n}" value={attribute(v)}/>' for n, v in known(owner, columns)])
    return f"<attvalues>{cells}</attvalues>"


def spans(days: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Spans of whole days, sorted, those that touch or overlap joined: a month is its first to its last day.

    With more than MOST_SPELLS only the first and the last day remain, as one span.
    """
    joined: list[tuple[str, str]] = []
    for first, last in sorted(_whole(days)):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined if len(joined) <= MOST_SPELLS else [(joined[0][0], joined[-1][1])]


def _whole(days: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for first, last in days:
        begin, end = _bounds(first), _bounds(last)
        if begin and end:
            yield begin[0], max(begin[0], end[1])


@lru_cache(10_000)
def _bounds(written: str) -> tuple[str, str] | None:
    """The first and last day of a day, month or year; None for what is no date."""
    match = DAY.match(written)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        opened = date(year or 0, month or 1, day or 1)
        last = calendar.monthrange(opened.year, month or 12)[1]
        return opened.isoformat(), date(opened.year, month or 12, day or last).isoformat()
    except ValueError:
        return None
