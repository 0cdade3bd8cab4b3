"""Files and graphs for other tools: Gephi, spreadsheets, other triple stores, networkx."""

from kg.export.edges import Edge, Node, read_edges, read_nodes
from kg.export.formats import FORMATS, export
from kg.export.graph import to_networkx

__all__ = ["FORMATS", "Edge", "Node", "export", "read_edges", "read_nodes", "to_networkx"]
