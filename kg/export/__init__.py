"""Files and graphs for other tools: Gephi, spreadsheets, other triple stores, networkx."""

from kg.export.edges import Edge, Node, Picture
from kg.export.excerpt import Excerpt
from kg.export.formats import FORMATS, Written, export
from kg.export.graph import to_networkx
from kg.export.reading import excerpt, read_edges, read_nodes
from kg.export.selection import Selection

__all__ = ["FORMATS", "Edge", "Excerpt", "Node", "Picture", "Selection", "Written", "excerpt", "export",
           "read_edges", "read_nodes", "to_networkx"]  # fmt: skip
