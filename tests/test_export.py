"""What leaves the graph: read back by other readers, and the rules by which Gephi imports."""

import csv
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from kg.errors import KgError, UsageError
from kg.export import export, read_edges, to_networkx
from kg.export.draw import draw
from kg.export.figure import arrows
from kg.export.words import words
from kg.store import Store

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    from graph_fixture import fill

    with Store(tmp_path_factory.mktemp("export") / "store") as opened:
        fill(opened)
        opened.flush()
        yield opened


def test_gephi_keeps_every_edge_of_the_graphml(store, tmp_path):
    target = tmp_path / "graph.graphml"
    count = export(store, target).edges
    root = ET.parse(target).getroot()
    kinds = {key.get("id"): key.get("attr.type") for key in root.iter(f"{GRAPHML}key")}
    edges, nodes = list(root.iter(f"{GRAPHML}edge")), list(root.iter(f"{GRAPHML}node"))
    assert count == len(edges) > 3
    # Gephi drops an edge whose id came before, and merges parallel ones whose `label` attribute is the same.
    assert len({edge.get("id") for edge in edges}) == count
    assert len({(edge.get("source"), edge.get("target"), edge.get("label")) for edge in edges}) == count
    known = {node.get("id") for node in nodes}
    for edge in edges:
        assert edge.get("directed") == "true" and {edge.get("source"), edge.get("target")} <= known
        values = {one.get("key"): one.text for one in edge}
        assert float(values["e_weight"]) > 0 and kinds["e_weight"] == "double"
    # One data key a name: mixed types would make two columns of it.
    names = [(key.get("for"), key.get("attr.name")) for key in root.iter(f"{GRAPHML}key")]
    assert len(names) == len(set(names))


def test_networkx_holds_the_same_edges_as_the_files(store, tmp_path):
    graph = to_networkx(store)
    target = tmp_path / "edges.csv"
    export(store, target)
    with target.open(encoding="utf-8", newline="") as rows:
        found = {(row["Source"], row["Target"], row["Label"]) for row in csv.DictReader(rows)}
    assert found == {(s, t, attributes["label"]) for s, t, attributes in graph.edges(data=True)}


@pytest.mark.parametrize(("suffix", "magic"), [(".png", b"\x89PNG"), (".svg", b"<?xml"), (".pdf", b"%PDF")])
def test_a_picture_is_drawn(store, tmp_path, suffix, magic):
    target = tmp_path / f"graph{suffix}"
    assert draw(store, target) == to_networkx(store).number_of_edges()
    assert target.read_bytes().startswith(magic)


def test_what_one_does_to_another_stands_beside_one_arrow(store):
    edge = next(iter(read_edges(store)))
    counts = {"a": 9.0, "b": 4.0, "c": 2.0, "d": 1.0, "e": 1.0}
    acts = [replace(edge, label=word, weight=weight) for word, weight in counts.items()]
    back = replace(edge, source=edge.target, target=edge.source)
    there, other = arrows([*acts, back])
    assert [line for line, _ in there.lines(words("en"))] == ["a", "b", "c", "+ 2"] and there.weight == 17
    assert [line for line, _ in other.lines(words("en"))] == [edge.label]
    where = {edge.source: (0.0, 0.0), edge.target: (1.0, 0.0)}
    assert there.at(0.5, where)[1] * other.at(0.5, where)[1] < 0, "both ways bend to the same side"


@pytest.mark.parametrize(("labels", "told", "quad"), [
    ("fa", "محکوم کردن (نفی‌شده، نقل‌قول)", "ستیز گفتاری"), ("en", "condemn (denied, quoted)", "verbal conflict"),
])  # fmt: skip
def test_a_picture_speaks_one_language(store, tmp_path, monkeypatch, labels, told, quad):
    edge = next(one for one in read_edges(store, labels) if one.label_en == "condemn")
    (arrow,) = arrows([replace(edge, status="denied", voice="quoted")])
    assert [line for line, _ in arrow.lines(words(labels))] == [told]
    shown = []
    monkeypatch.setattr("matplotlib.axes.Axes.legend", lambda axes, handles, **_: shown.extend(handles))
    draw(store, tmp_path / "graph.svg", labels)
    assert quad in [handle.get_label() for handle in shown]


@pytest.mark.filterwarnings("error::UserWarning")
def test_only_the_strongest_edges_are_drawn(store, tmp_path):
    # Three actors in one line: labels once fell far outside, and matplotlib warned that nothing fits.
    assert draw(store, tmp_path / "few.png", most=2) == 2


def test_what_cannot_be_drawn_or_written_is_said(store, tmp_path):
    with pytest.raises(KgError, match=r"\.png, \.svg, \.pdf, \.html"):
        draw(store, tmp_path / "graph.jpg")
    with pytest.raises(UsageError, match="graphml"):
        export(store, tmp_path / "graph.graphmll")
    with Store(tmp_path / "empty") as empty, pytest.raises(KgError, match="no edges to draw"):
        draw(empty, tmp_path / "graph.png")
