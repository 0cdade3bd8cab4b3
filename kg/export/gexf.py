"""GEXF 1.3, which carries colours, sizes and, for Gephi's timeline, the dates of each edge."""

from __future__ import annotations

import re
from typing import TextIO
from xml.sax.saxutils import quoteattr

from kg.export.edges import Edge, Node, read_edges, read_nodes
from kg.store import Store

NODE_COLUMNS = ("label_fa", "type", "iri")
EDGE_COLUMNS = ("action", "label_fa", "plover", "cameo", "first", "last", "iri")
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
 <meta><creator>kg</creator></meta>
 <graph defaultedgetype="directed" mode="dynamic" timeformat="date">
"""


def write_gexf(store: Store, out: TextIO, labels: str) -> int:
    """Write nodes and edges one by one; how many edges were written."""
    out.write(HEAD + _columns("node", NODE_COLUMNS) + _columns("edge", EDGE_COLUMNS) + "  <nodes>\n")
    for node in read_nodes(store, labels):
        out.write(_node(node))
    out.write("  </nodes>\n  <edges>\n")
    edges = 0
    for edge in read_edges(store, labels):
        out.write(_edge(edge))
        edges += 1
    out.write("  </edges>\n </graph>\n</gexf>\n")
    return edges


def _columns(owner: str, names: tuple[str, ...]) -> str:
    rows = "".join(f'   <attribute id="{name}" title="{name}" type="string"/>\n' for name in names)
    return f'  <attributes class="{owner}" mode="static">\n{rows}  </attributes>\n'


def _node(node: Node) -> str:
    red, green, blue = (int(node.color[i : i + 2], 16) for i in (1, 3, 5))
    look = f'<viz:color r="{red}" g="{green}" b="{blue}"/><viz:size value="{node.size}"/>'
    opening = f"   <node id={quoteattr(node.id)} label={quoteattr(node.label)}>"
    return f"{opening}{_values(node, NODE_COLUMNS)}{look}</node>\n"


def _edge(edge: Edge) -> str:
    ends = f"source={quoteattr(edge.source)} target={quoteattr(edge.target)}"
    named = f'id={quoteattr(edge.id)} {ends} type="directed" label={quoteattr(edge.label)}'
    when = "".join(
        f' {name}="{day[:10]}"'
        for name, day in (("start", edge.first), ("end", edge.last))
        if day and re.match(r"\d{4}-\d\d-\d\d", day)
    )
    kind = quoteattr(edge.label)
    return f'   <edge {named} kind={kind} weight="{edge.weight}"{when}>{_values(edge, EDGE_COLUMNS)}</edge>\n'


def _values(owner: Node | Edge, names: tuple[str, ...]) -> str:
    known = ((name, getattr(owner, name)) for name in names)
    cells = "".join(f'<attvalue for="{n}" value={quoteattr(str(v))}/>' for n, v in known if v is not None)
    return f"<attvalues>{cells}</attvalues>"
