"""Documents on their way to a server: the updates that put them in place of what it held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.store.replace import DEFAULT, SINGLE
from kg.store.terms import value_of
from kg.vocabulary import ACT, ENT, KG, PREFIXES, ST

MOST_DOCUMENTS = 200
MOST_BYTES = 1_500_000
"""How much goes into one request: servers cap it at some megabytes."""
ROUNDS = 3
"""An entity that goes may have been the last to name another: so many steps are looked at."""
OUTDATED = """DELETE {{ ?s ?p ?old }} WHERE {{
  VALUES (?s ?p ?new) {{ {values} }} ?s ?p ?old
  FILTER(LANG(?old) = LANG(?new) && !SAMETERM(?old, ?new)) }}"""
STATEMENTS = """DELETE {{ ?a ?act ?t }} WHERE {{
  VALUES ?node {{ {values} }} ?node rdf:subject ?a ; rdf:predicate ?act ; rdf:object ?t
  FILTER NOT EXISTS {{ GRAPH ?doc {{ ?event kg:statement ?node }} }} }}"""
UNUSED = """DELETE {{ ?node ?p ?o }} WHERE {{
  VALUES ?node {{ {values} }} ?node ?p ?o
  FILTER NOT EXISTS {{ GRAPH ?doc {{ ?some ?points ?node }} }}
  FILTER NOT EXISTS {{ ?other ?says ?node FILTER(?other != ?node && !STRSTARTS(STR(?says), "{acts}")) }} }}"""
NODES = """SELECT DISTINCT ?node WHERE {{ VALUES ?doc {{ {values} }}
  {{ GRAPH ?doc {{ ?s ?p ?node }} }}
  UNION {{ GRAPH ?doc {{ ?s ?p ?one }} ?one ?q ?node }}
  UNION {{ GRAPH ?doc {{ ?s ?p ?one }} ?one ?q ?two . ?two ?r ?node }}
  FILTER(ISIRI(?node))
  FILTER(STRSTARTS(STR(?node), "{ent}") || STRSTARTS(STR(?node), "{act}") || STRSTARTS(STR(?node), "{st}"))
}}"""


@dataclass
class Batch:
    """Documents by the name of their graph; `shared` is what goes into the default graph.

    `former` are the graphs that the server held in another version before.
    """

    graphs: dict[ox.NamedNode, list[ox.Quad]] = field(default_factory=dict)
    shared: dict[ox.Quad, None] = field(default_factory=dict)
    former: set[ox.NamedNode] = field(default_factory=set)
    size: int = 0

    @property
    def full(self) -> bool:
        """Is it time to send it?"""
        return self.size >= MOST_BYTES or len(self.graphs) >= MOST_DOCUMENTS

    def add(self, graph: ox.NamedNode, quads: Iterable[ox.Quad], known: bool) -> None:
        """Take a document; `known` when the server holds another version of it."""
        own: list[ox.Quad] = []
        for quad in quads:
            fresh = quad not in self.shared
            if quad.graph_name == DEFAULT:
                self.shared[quad] = None
            else:
                own.append(quad)
            self.size += len(str(quad).encode()) if fresh else 0
        self.graphs[graph] = own
        if known:
            self.former.add(graph)

    def newest(self) -> list[ox.Quad]:
        """What documents share; of what an entity has one, the word of the last document counts."""
        said: dict[object, ox.Quad] = {}
        for quad in self.shared:
            single = quad.predicate.value in SINGLE
            language = getattr(quad.object, "language", None)
            key: object = (value_of(quad.subject), quad.predicate.value, language) if single else quad
            said[key] = quad
        return list(said.values())

    def updates(self, nodes: Iterable[str]) -> str:
        """The batch as one update: what is shared first, the digest of each document last.

        `nodes` are what the former versions pointed at; what nothing points at any more goes.  The same
        update again changes nothing.
        """
        steps = [*self.before(), f"INSERT DATA {{\n{lines(self.newest())}}}"]
        for graph, own in self.graphs.items():
            digest = [quad for quad in own if quad.predicate.value == str(KG.digest)]
            rest = [quad for quad in own if quad.predicate.value != str(KG.digest)]
            steps.append(f"DROP SILENT GRAPH {graph}")
            # A server that breaks off between steps has no digest of the document, so it is sent again.
            steps += [f"INSERT DATA {{ GRAPH {graph} {{\n{lines(part)}}} }}" for part in (rest, digest) if part]
        return prefixed([*steps, *cleaning(nodes)])

    def before(self) -> Iterator[str]:
        """The steps that take away labels and codes which the batch says anew."""
        single = [quad for quad in self.newest() if quad.predicate.value in SINGLE]
        if single:
            rows = " ".join(f"({quad.subject} {quad.predicate} {quad.object})" for quad in single)
            yield OUTDATED.format(values=rows)


def cleaning(nodes: Iterable[str]) -> list[str]:
    """The steps that take away those of the nodes at which nothing points any more."""
    values = " ".join(f"<{node}>" for node in sorted(nodes))
    if not values:
        return []
    return [STATEMENTS.format(values=values), *[UNUSED.format(values=values, acts=ACT)] * ROUNDS]


def nodes_query(graphs: Iterable[ox.NamedNode]) -> str:
    """Asks for the shared nodes at which the graphs point, and those at which these point."""
    return NODES.format(values=" ".join(map(str, graphs)), ent=ENT, act=ACT, st=ST)


def prefixed(steps: Iterable[str]) -> str:
    """The steps as one update."""
    names = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    return names + " ;\n".join(steps)


def lines(quads: Iterable[ox.Quad]) -> str:
    """The quads as N-Triples, their graph left out."""
    return "".join(f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in quads)
