"""GraphML that Gephi shows as it is.

Gephi drops edges with a repeated id and merges parallel edges of equal type, which it reads only
from the XML attribute `label` of `<edge>`; so each edge has its statement's id and that attribute.
Numbers are all doubles: mixed types make two columns of one name.
"""

from __future__ import annotations

from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from kg.export.edges import Edge, Node, read_edges, read_nodes
from kg.store import Store

NODE_KEYS = {"label": "string", "label_fa": "string", "type": "string", "size": "double",
             "color": "string", "iri": "string"}  # fmt: skip
EDGE_KEYS = {"label": "string", "action": "string", "label_fa": "string", "weight": "double",
             "plover": "string", "cameo": "string", "first": "string", "last": "string",
             "iri": "string"}  # fmt: skip
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def write_graphml(store: Store, out: TextIO, labels: str) -> int:
    """Write nodes and edges one by one; how many edges were written."""
    out.write(HEAD)
    for what, prefix, keys in (("node", "n", NODE_KEYS), ("edge", "e", EDGE_KEYS)):
        for name, kind in keys.items():
            out.write(f' <key id="{prefix}_{name}" for="{what}" attr.name="{name}" attr.type="{kind}"/>\n')
    out.write(' <graph id="kg" edgedefault="directed">\n')
    for node in read_nodes(store, labels):
        out.write(f"  <node id={quoteattr(node.id)}>\n{_values(node, 'n', NODE_KEYS)}  </node>\n")
    edges = 0
    for edge in read_edges(store, labels):
        out.write(_opening(edge) + _values(edge, "e", EDGE_KEYS) + "  </edge>\n")
        edges += 1
    out.write(" </graph>\n</graphml>\n")
    return edges


def _opening(edge: Edge) -> str:
    ends = f"source={quoteattr(edge.source)} target={quoteattr(edge.target)}"
    return f'  <edge id={quoteattr(edge.id)} {ends} directed="true" label={quoteattr(edge.label)}>\n'


def _values(owner: Node | Edge, prefix: str, keys: dict[str, str]) -> str:
    lines = []
    for name in keys:
        value = getattr(owner, name)
        if value is not None:
            lines.append(f'   <data key="{prefix}_{name}">{escape(str(value))}</data>\n')
    return "".join(lines)
