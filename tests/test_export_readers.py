"""Exports as other programs read them: the same counts, the same Persian labels, the times of the timeline."""

from dataclasses import replace
from pathlib import Path

import igraph
import networkx
import pytest
from graph_fixture import article, fill, triples
from lxml import etree
from node_programs import answered

from kg.export import Selection, export, to_networkx
from kg.export.gexf import spans
from kg.graph import state
from kg.store import Store

SCHEMA = Path(__file__).parent / "gexf" / "gexf.rng"
GEXF = "{http://gexf.net/1.3}"
ALL = Selection(statuses=("actual", "future", "unreal", "denied"), quoted=True)
GRAPHOLOGY = """
const { MultiDirectedGraph } = require("graphology");
const [kind, file] = process.argv.slice(1);
const text = require("fs").readFileSync(file, "utf-8");
const graph = require(`graphology-${kind}/node`).parse(MultiDirectedGraph, text);
const labels = graph.mapNodes((_, node) => node.label_fa).sort();
const actions = graph.mapEdges((_, edge) => edge.label_fa).sort();
console.log(JSON.stringify({ nodes: graph.order, edges: graph.size, labels, actions }));
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The facts of the fixture, and those of `a1` once more, months later."""
    with Store(tmp_path_factory.mktemp("readers") / "store") as opened:
        fill(opened)
        later = replace(article("a1"), id="later", date="2024-09-01", source="کوه")
        opened.replace("later", state(later, [replace(one, doc="later") for one in triples("a1")], "run", "digest"))
        opened.flush()
        yield opened


@pytest.fixture(scope="module")
def files(store, tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    paths = {kind: folder / f"graph.{kind}" for kind in ("graphml", "gexf")}
    for path in paths.values():
        export(store, path, "fa", ALL)
    return paths


@pytest.fixture(scope="module")
def ours(store):
    return to_networkx(store, "fa", ALL)


def facts(graph):
    return sorted((s, t, edge["label"], edge["status"], edge["weight"]) for s, t, edge in graph.edges(data=True))


@pytest.mark.parametrize(("selection", "labels"), [(None, "en"), (ALL, "fa"), (Selection(level="mention"), "en")])
def test_gexf_is_valid_by_its_schema(store, tmp_path, selection, labels):
    target = tmp_path / "graph.gexf"
    written = export(store, target, labels, selection)
    schema = etree.RelaxNG(etree.parse(SCHEMA))
    found = etree.parse(target)
    schema.assertValid(found)
    assert len(found.findall(f".//{GEXF}edge")) == written.edges > 3
    assert len(found.findall(f".//{GEXF}node")) == written.nodes
    # The schema must be able to fail.
    found.find(f".//{GEXF}edge").set("weight", "much")
    assert not schema.validate(found)


def test_the_timeline_has_each_event_at_its_day(files):
    root = etree.parse(files["gexf"]).getroot()
    ends = ("chile", "andean-union")
    condemned = [edge for edge in root.iter(f"{GEXF}edge") if (edge.get("source"), edge.get("target")) == ends]
    twice = next(edge for edge in condemned if edge.get("kind") == "محکوم کردن")
    # The words of `a1` name the 10th of May both times; what is asked for has the date of each article.
    assert (twice.get("start"), twice.get("end")) == ("2024-05-10", "2024-05-10")
    asked = next(e for e in root.iter(f"{GEXF}edge") if e.get("source") == "peru" and e.get("label") == "خواستن")
    spells = [(spell.get("start"), spell.get("end")) for spell in asked.iter(f"{GEXF}spell")]
    assert spells == [("2024-05-12", "2024-05-12"), ("2024-09-01", "2024-09-01")]
    denied = next(edge for edge in condemned if edge.get("kind") != "محکوم کردن")
    assert (denied.get("start"), denied.get("end")) == ("2024-06-01", "2024-06-30")


@pytest.mark.parametrize(("days", "joined"), [
    ([("2024-02", "2024-02")], [("2024-02-01", "2024-02-29")]),
    ([("2024", "2024"), ("2024-03-01", "2024-03-02")], [("2024-01-01", "2024-12-31")]),
    ([("2024-03-05T10:00:00", "2024-03-05T10:00:00")], [("2024-03-05", "2024-03-05")]),
    ([("2024-03-05", "2024-03-07"), ("2024-01-01", "2024-01-01")],
     [("2024-01-01", "2024-01-01"), ("2024-03-05", "2024-03-07")]),
    ([("spring", "spring"), ("1403/02/23", "1403/02/23"), ("2024-02-30", "2024-02-30"), ("20240512", "20240512")],
     []),
    ([("2024-03-07", "2024-03-05")], [("2024-03-07", "2024-03-07")]),
])  # fmt: skip
def test_days_become_whole_spans(days, joined):
    assert spans(days) == joined


def test_too_many_spells_become_one():
    days = [(f"{year}-01-{day:02}", f"{year}-01-{day:02}") for year in range(1800, 2200) for day in (1, 3)]
    assert spans(days) == [("1800-01-01", "2199-01-03")]


def test_networkx_reads_the_same_from_both(files, ours):
    graphml = networkx.read_graphml(files["graphml"], force_multigraph=True)
    assert facts(graphml) == facts(ours) and len(graphml) == len(ours) == 4
    assert graphml.nodes["chile"]["label_fa"] == "شیلی" and graphml.nodes["chile"]["principal"] == "CL"
    for node, known in ours.nodes(data=True):
        assert graphml.nodes[node] == known
    gexf = networkx.read_gexf(files["gexf"], version="1.3")
    assert (gexf.number_of_nodes(), gexf.number_of_edges()) == (4, ours.number_of_edges())
    assert {known["label"] for _, known in gexf.nodes(data=True)} == {"شیلی", "پرو", "اتحادیه آند", "کشتی کهنه"}


def test_igraph_reads_the_same(files, ours):
    graph = igraph.Graph.Read_GraphML(str(files["graphml"]))
    assert (graph.vcount(), graph.ecount(), graph.is_directed()) == (4, ours.number_of_edges(), True)
    assert sorted(graph.vs["label"]) == sorted(known["label"] for _, known in ours.nodes(data=True))
    assert sorted(graph.es["weight"]) == sorted(edge["weight"] for *_, edge in ours.edges(data=True))
    chile = graph.vs.find(label="شیلی")
    assert chile["degree"] == ours.degree("chile") and abs(chile["pagerank"] - ours.nodes["chile"]["pagerank"]) < 1e-9


@pytest.mark.parametrize("kind", ["gexf", "graphml"])
def test_graphology_reads_the_same(files, ours, kind):
    packages = ("graphology", "graphology-gexf/node", "graphology-graphml/node")
    read = answered(GRAPHOLOGY, packages, kind, str(files[kind]))
    assert (read["nodes"], read["edges"]) == (len(ours), ours.number_of_edges())
    assert read["labels"] == sorted(known["label_fa"] for _, known in ours.nodes(data=True))
    assert read["actions"] == sorted(edge["label_fa"] for *_, edge in ours.edges(data=True))
