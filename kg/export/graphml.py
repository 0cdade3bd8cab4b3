"""GraphML that Gephi shows as it is.

Gephi drops edges with a repeated id and merges parallel edges of equal type, which it reads only
from the XML attribute `label` of `<edge>`; so each edge has its own id and that attribute, in which a
status other than actual is told apart.
"""

from __future__ import annotations

from typing import TextIO

from kg.export.columns import EDGE, NODE, edge_kind, known
from kg.export.edges import Edge, Node, Picture
from kg.export.xml import attribute, text

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def write_graphml(picture: Picture, out: TextIO) -> int:
    """Write nodes and edges one by one; how many edges were written."""
    out.write(HEAD)
    for what, prefix, keys in (("node", "n", NODE), ("edge", "e", EDGE)):
        for name, kind in keys.items():
            out.write(f' <key id="{prefix}_{name}" for="{what}" attr.name="{name}" attr.type="{kind}"/>\n')
    out.write(' <graph id="kg" edgedefault="directed">\n')
    for node in picture.nodes():
        out.write(f"  <node id={attribute(node.id)}>\n{_values(node, 'n', NODE)}  </node>\n")
    edges = 0
    for edge in picture.edges():
        out.write(_opening(edge) + _values(edge, "e", EDGE) + "  </edge>\n")
        edges += 1
    out.write(" </graph>\n</graphml>\n")
    return edges


def _opening(edge: Edge) -> str:
    ends = f"source={attribute(edge.source)} target={attribute(edge.target)}"
    return f'  <edge id={attribute(edge.id)} {ends} directed="true" label={attribute(edge_kind(edge))}>\n'


def _values(owner: Node | Edge, prefix: str, keys: dict[str, str]) -> str:
    return "".join([f'   <data key="{prefix}_{n}">{text(v)}</data>\n' for n, v in known(owner, keys)])
