"""Choosing a part of the graph: by actor, action, source, time, status, count and level."""

import csv
import json
from dataclasses import replace

import pytest
from click.testing import CliRunner
from graph_fixture import article, fill, triples

from kg.cli import main
from kg.export import Selection, read_edges, read_nodes
from kg.export.selection import read_day
from kg.graph import state
from kg.store import Store

ALL = ("actual", "future", "unreal", "denied")
ENT = "https://w3id.org/kg-fa/ent/"
CONDEMN, CALL = ("chile", "condemn", "andean-union"), ("peru", "call on", "chile")
CALL_OLD, MEET, MEET_UNION = ("chile", "call on", "ship"), ("peru", "meet", "chile"), ("andean-union", "meet", "chile")
ASSERTED = {CONDEMN, CALL, CALL_OLD, MEET, MEET_UNION}


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    folder = tmp_path_factory.mktemp("filters") / "store"
    with Store(folder) as opened:
        fill(opened)
        later = replace(article("a1"), id="later", date="2024-09-01", source="کوه")
        few = [replace(one, doc="later") for one in triples("a1")[1:2]]
        opened.replace("later", state(later, few, "run", "digest"))
    return folder


@pytest.fixture(scope="module")
def store(path):
    with Store(path, read_only=True) as opened:
        yield opened


def ends(edge):
    names = {"_": "ship"}
    return (names.get(edge.source[0], edge.source), edge.label, names.get(edge.target[0], edge.target))


def chosen(store, **wanted):
    return {ends(edge) for edge in read_edges(store, selection=Selection(**wanted))}


def test_the_default_is_what_articles_assert(store):
    assert chosen(store) == ASSERTED == {ends(edge) for edge in read_edges(store)}
    # Asked through statement nodes or through each event's reality: the same edges with the same counts.
    slow = {(edge.id, edge.count) for edge in read_edges(store, selection=Selection(statuses=ALL, quoted=True))}
    assert {(edge.id, edge.count) for edge in read_edges(store)} < slow


@pytest.mark.parametrize("level", ["principal", "mention"])
def test_it_does_not_matter_how_many_documents_are_read_at_once(store, monkeypatch, level):
    everything = Selection(statuses=ALL, quoted=True, level=level)
    whole = list(read_edges(store, selection=everything))
    for documents in (1, 2):
        monkeypatch.setattr("kg.export.occurrences.AT_ONCE", documents)
        assert list(read_edges(store, selection=everything)) == whole
    assert max(edge.count for edge in whole) == 2


@pytest.mark.parametrize("name", ["Andean \"Union\" & Co", "andean \"union\" & co", "اتحادیه آند", "اتحاديه  آند",
                                  "اتحادیه\N{ZERO WIDTH NON-JOINER}آند", "ANDEAN", ENT + "andean-union",
                                  "ent:andean-union", f"<{ENT}andean-union>"])
def test_an_actor_is_found_by_any_of_its_names_at_either_end(store, name):
    assert chosen(store, actors=(name,)) == {CONDEMN, MEET_UNION}


def test_several_actors_are_any_of_them(store):
    assert chosen(store, actors=("کشتی کهنه", "Andean \"Union\" & Co")) == {CONDEMN, MEET_UNION, CALL_OLD}


def test_an_envoy_finds_the_deeds_of_whom_it_stands_for(store):
    assert chosen(store, actors=("سفیر پرو",)) == {CALL}
    assert chosen(store, actors=("سفیر پرو",), level="mention") == {("peru-envoy", "call on", "chile")}
    assert chosen(store, actors=("Peru",), level="mention") == {("peru-envoy", "call on", "chile"), MEET}


@pytest.mark.parametrize("name", ["meet", "Meet", "دیدار کردن", "ديدار كردن", "CONSULT", "act:meet"])
def test_an_action_is_found_by_any_of_its_names(store, name):
    assert chosen(store, actions=(name,)) == {MEET, MEET_UNION}


@pytest.mark.parametrize(("wanted", "says"), [
    ({"actors": ("Chille",)}, "actor 'Chille' is not in the graph. Did you mean 'chile'?"),
    ({"actors": (ENT + "chil",)}, f"actor '{ENT}chil' is not in the graph. Did you mean '{ENT}chile'?"),
    ({"actions": ("condem",)}, "action 'condem' is not in the graph. Did you mean 'condemn'?"),
    ({"sources": ("ساحلل",)}, "source 'ساحلل' is not in the graph. Did you mean 'ساحل'?"),
    ({"sources": ("Chile",)}, "source 'Chile' is not in the graph."),
    ({"statuses": ("actul",)}, "status 'actul' is not one of actual, future, unreal, denied. Did you mean 'actual'?"),
])  # fmt: skip
def test_an_unknown_name_is_said(store, wanted, says):
    with pytest.raises(Exception) as caught:
        chosen(store, **wanted)
    assert str(caught.value) == says


def test_sources_are_media_and_those_they_quote(store):
    assert chosen(store, sources=("ساحل",)) == {CONDEMN, CALL, CALL_OLD, MEET}
    assert chosen(store, sources=("کوه",)) == {CALL, MEET_UNION}
    assert chosen(store, sources=("Coast Daily",)) == {("chile", "meet", "peru")}
    assert chosen(store, sources=("Peru",)) == {("peru", "condemn", "chile")}


@pytest.mark.parametrize(("since", "until", "found"), [
    ("2024-05-12", None, {CALL, CALL_OLD, MEET, MEET_UNION}), (None, "2024-05-11", {CONDEMN}),
    ("2024-06", "2024-06", {MEET_UNION}), ("2024-06-15", "2024-06-16", {MEET_UNION}), ("2024-08", None, {CALL}),
    ("2025", None, set()), ("2024", "2024", ASSERTED),
])  # fmt: skip
def test_since_and_until_touch_the_days_of_events(store, since, until, found):
    assert chosen(store, since=since, until=until) == found


def test_min_count_counts_only_events_that_fit(store):
    assert chosen(store, min_count=2) == {CALL}
    assert chosen(store, min_count=2, until="2024-06") == set()
    assert [edge.count for edge in read_edges(store, selection=Selection(min_count=2))] == [2]


def test_other_statuses_and_quotes_are_edges_of_their_own(store):
    assert chosen(store, statuses=("denied",)) == {CONDEMN}
    assert chosen(store, statuses=("future",)) == {("chile", "aid", "peru")}
    edges = list(read_edges(store, selection=Selection(statuses=ALL, quoted=True)))
    assert len({edge.id for edge in edges}) == len(edges) == 10
    assert {(e.status, e.polarity, e.voice) for e in edges} == {
        ("actual", "+", "article"), ("actual", "+", "quoted"), ("future", "+", "article"), ("unreal", "+", "article"),
        ("denied", "-", "article"),
    }
    # Only a statement of the graph has an IRI.
    for edge in edges:
        stated = store.query(f"ASK {{ <{edge.iri}> a kg:Statement }}") if edge.iri else False
        assert stated == (edge.status == "actual" and edge.voice == "article")


def test_mentions_are_as_named(store):
    edges = list(read_edges(store, selection=Selection(level="mention")))
    assert {ends(edge) for edge in edges} == ASSERTED - {CALL} | {("peru-envoy", "call on", "chile")}
    assert all(edge.iri is None for edge in edges)
    envoy = next(node for node in read_nodes(store, "en", Selection(level="mention")) if node.id == "peru-envoy")
    assert (envoy.label, envoy.type, envoy.principal) == ("سفیر پرو", "person", "PE")


def test_columns_are_filled_in(store):
    edge = next(edge for edge in read_edges(store) if ends(edge) == CALL)
    assert (edge.label_en, edge.label_fa, edge.lemma) == ("call on", "خواستن", "خواستن")
    assert (edge.plover, edge.quad, edge.cameo, edge.color) == ("REQUEST", "verbal conflict", "102", "#E69F00")
    assert (edge.count, edge.weight, edge.first, edge.last) == (2, 2.0, "2024-05-12", "2024-09-01")
    assert edge.sources == "ساحل | کوه"
    nodes = {node.id: node for node in read_nodes(store, "fa")}
    chile = nodes["chile"]
    assert (chile.label, chile.label_en, chile.degree, chile.weighted_degree) == ("شیلی", "Chile", 5, 6.0)
    assert (chile.first, chile.last) == ("2024-05-10", "2024-09-01")
    assert chile.pagerank == max(node.pagerank for node in nodes.values())
    assert sum(node.pagerank for node in nodes.values()) == pytest.approx(1)
    assert chile.betweenness > nodes["peru"].betweenness == 0
    assert {node.community for node in nodes.values()} <= {0, 1}


@pytest.mark.parametrize(("written", "end", "iso"), [
    ("2024-05-12", False, "2024-05-12"), ("2024-5", False, "2024-05"), ("2024", True, "2024"),
    ("1403-02-23", False, "2024-05-12"), ("1403-02", False, "2024-04-20"), ("1403-02", True, "2024-05-20"),
    ("1403", False, "2024-03-20"), ("1403", True, "2025-03-20"), ("۱۴۰۳-۰۲-۲۳", False, "2024-05-12"),
])  # fmt: skip
def test_dates_of_both_calendars(written, end, iso):
    assert read_day(written, end) == iso


@pytest.mark.parametrize("written", ["yesterday", "2024-13", "2024-02-30", "1403-12-31", "12-05-2024", ""])
def test_no_date_is_said(written):
    with pytest.raises(Exception, match=r"is no date|not in the calendar"):
        read_day(written)


def run(*args):
    return CliRunner().invoke(main, [str(arg) for arg in args])


def test_the_command_filters_and_counts(path, tmp_path):
    target = tmp_path / "edges.csv"
    answer = run("export", "--store", path, "--to", target, "--actors", "Peru,اتحادیه آند", "--action", "meet",
                 "--since", "1403-02-01", "--json")
    assert answer.exit_code == 0, answer.output
    assert json.loads(answer.stdout) == {"file": str(target), "edges": 2, "nodes": 3}
    with target.open(encoding="utf-8", newline="") as rows:
        assert {row["Label"] for row in csv.DictReader(rows)} == {"meet"}
    answer = run("export", "--store", path, "--to", target, "--status", "all", "--quoted")
    assert "10 edges" in answer.stderr and answer.stdout == ""


@pytest.mark.parametrize(("args", "says"), [
    (("--actor", "Chille"), "Did you mean 'chile'?"),
    (("--since", "tomorrow"), "is no date"),
    (("--level", "both"), "both"),
    (("--min-count", "0"), "0"),
])  # fmt: skip
def test_wrong_filters_are_wrong_usage(path, tmp_path, args, says):
    answer = run("export", "--store", path, "--to", tmp_path / "x.csv", *args)
    assert answer.exit_code == 2 and says in answer.stderr and not (tmp_path / "x.csv").exists()


def test_rdf_is_whole(path, tmp_path):
    answer = run("export", "--store", path, "--to", tmp_path / "x.ttl", "--actor", "Peru")
    assert answer.exit_code == 2 and "RDF holds the whole graph" in answer.stderr


def test_drawing_takes_the_same_filters(path, tmp_path):
    answer = run("draw", tmp_path / "x.svg", "--store", path, "--action", "meet", "--json")
    assert json.loads(answer.stdout)["edges"] == 2
    nothing = run("draw", tmp_path / "x.svg", "--store", path, "--since", "2030")
    assert nothing.exit_code == 1 and "nothing in the graph fits" in nothing.stderr
