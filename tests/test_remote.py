"""A graph behind a SPARQL server: the same as the folder's, whatever happens on the way."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from graph_fixture import FACTS, article, triples
from sparql_servers import OXIGRAPH, oxigraph, proxy

from kg.cli import main
from kg.errors import StoreError, UsageError
from kg.export import Selection, to_networkx
from kg.graph import state
from kg.store import Store, connect, list_queries, load_query
from kg.store.address import Address
from kg.store.push import Pushed, push
from kg.store.remote import Remote

EXAMPLES = Path(__file__).parent / "examples.conllu"
pytestmark = pytest.mark.skipif(OXIGRAPH is None, reason="needs the oxigraph server: pip install oxigraph")


def stated(doc, version="1", cut=None):
    return state(article(doc), triples(doc)[:cut], "run", f"{doc}-{version}")


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "store") as opened:
        for doc in FACTS:
            opened.replace(doc, stated(doc))
        opened.flush()
        yield opened


@pytest.fixture(scope="module", params=[(), ("--union-default-graph",)], ids=["apart", "union"])
def options(request):
    return request.param


@pytest.fixture
def server(options):
    with oxigraph(*options) as url:
        yield url


@pytest.fixture(params=["update", "graph store"])
def remote(request, server):
    graphs = f"{server}/store" if request.param == "graph store" else None
    with connect(f"{server}/query", graph_store_url=graphs) as opened:
        yield opened


def quads(graph):
    held = io.BytesIO()
    count = graph.dump(held, "nq")
    lines = set(held.getvalue().decode().splitlines())
    assert len(lines) == count
    return lines


def test_a_pushed_graph_is_the_same_and_pushing_again_changes_nothing(store, remote):
    assert push(store, remote) == Pushed(new=2)
    assert quads(remote) == quads(store)
    assert remote.counts() == store.counts() and remote.documents() == store.documents()
    assert push(store, remote) == Pushed(unchanged=2)
    assert quads(remote) == quads(store)


def test_a_new_connection_knows_what_is_there(store, server):
    with connect(f"{server}/query") as first:
        push(store, first)
    store.replace("a1", stated("a1", "2", cut=2))
    with connect(f"{server}/query") as second:
        assert push(store, second) == Pushed(replaced=1, unchanged=1)
        assert quads(second) == quads(store)


def test_replacing_takes_away_what_nothing_mentions_any_more(store, remote):
    push(store, remote)
    # Without its last sentences `a1` names no ship, and without its first nobody condemns.
    for version, cut in (("2", 1), ("3", 0), ("4", None)):
        store.replace("a1", stated("a1", version, cut))
        assert push(store, remote) == Pushed(replaced=1, unchanged=1)
        assert quads(remote) == quads(store)


def test_a_new_label_takes_the_place_of_the_old(store, remote):
    push(store, remote)
    renamed = []
    for one in triples("a1"):
        entity = replace(one.actor.entity, label_en="Chile (new)") if one.actor.text == "شیلی" else one.actor.entity
        renamed.append(replace(one, actor=replace(one.actor, entity=entity)))
    store.replace("a1", state(article("a1"), renamed, "run", "renamed"))
    push(store, remote)
    assert quads(remote) == quads(store)
    assert sum('"Chile' in line and "prefLabel" in line for line in quads(remote)) == 1


def test_queries_and_exports_read_a_server_as_they_read_a_folder(store, remote):
    push(store, remote)
    answered = 0
    for name, _, parameters in list_queries():
        sparql = load_query(name, {one.name: "Chile" for one in parameters if one.default is None})
        ours, theirs = (sorted(map(str, graph.query(sparql).rows)) for graph in (store, remote))
        assert ours == theirs, name
        answered += bool(ours)
    assert answered > 8
    assert remote.query("ASK { ?e kg:statement ?s . ?s rdf:subject ?a }") is True
    construct = "CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s skos:prefLabel ?o }"
    assert set(remote.query(construct)) == set(store.query(construct))
    for selection in (None, Selection(actors=("پرو",), statuses=("actual", "denied"), quoted=True)):
        ours, theirs = (to_networkx(graph, "fa", selection) for graph in (store, remote))
        assert dict(ours.nodes(data=True)) == dict(theirs.nodes(data=True))
        assert sorted(ours.edges(keys=True, data="count")) == sorted(theirs.edges(keys=True, data="count"))
    for form in ("turtle", "trig"):
        assert remote.dump(io.BytesIO(), form) == store.dump(io.BytesIO(), form)


@pytest.fixture
def faulty(options):
    with oxigraph(*options) as behind, proxy(behind) as between:
        yield between


@pytest.fixture
def pauses():
    return []


@pytest.fixture
def shaky(faulty, pauses):
    with Remote(Address.read(f"{faulty.url}/query"), pause=pauses.append) as opened:
        yield opened


@pytest.mark.parametrize("faults", [
    ["503"], ["drop"], [None, "lost"], [None, "drop", "503 busy", "lost", "429"], ["502", "504", "drop", "503", "503"],
], ids=str)  # fmt: skip
def test_a_busy_server_and_a_broken_line_are_tried_again(store, faulty, shaky, pauses, faults):
    faulty.faults = list(faults)
    push(store, shaky)
    assert quads(shaky) == quads(store)
    wrong = sum(fault is not None for fault in faults)
    assert len(pauses) == wrong and all(pause >= 0.5 for pause in pauses)
    if None not in faults:
        assert pauses == [0.5 * 2**number for number in range(wrong)]


def test_a_server_says_how_long_to_wait(store, faulty, shaky, pauses):
    from sparql_servers import Handler

    answer = Handler.answer
    try:
        Handler.answer = lambda self, status, headers, body, cut=False: answer(
            self, status, headers | ({"Retry-After": "7"} if status == 503 else {}), body, cut
        )
        faulty.faults = ["503", "503"]
        assert shaky.digest("a1") is None
    finally:
        Handler.answer = answer
    assert pauses == [7.0, 7.0]


@pytest.mark.parametrize(("faults", "says"), [
    (["503 no room today"] * 6, "answered 503 Service Unavailable 6 times: no room today"),
    (["drop"] * 6, "cannot be reached after 6 tries"),
    (["500 out of\nmemory"], "answered 500 Internal Server Error: out of"),
    (["401"], "answered 401 Unauthorized. Credentials are read from the URL, KG_STORE_TOKEN, or KG_STORE_USER"),
    (["cut"], "cannot be read to its end"),
    (["302"], "sends on to"),
])  # fmt: skip
def test_what_does_not_pass_is_one_line_with_the_url(store, faulty, shaky, faults, says):
    faulty.faults = list(faults)
    with pytest.raises(StoreError) as caught:
        push(store, shaky)
    said = str(caught.value)
    assert said.startswith(f"{faulty.url}/") and says in said and "\n" not in said
    shaky.flush()


def test_an_interrupted_push_goes_on(tmp_path, faulty, pauses, monkeypatch):
    monkeypatch.setattr("kg.store.batch.MOST_DOCUMENTS", 1)
    with Store(tmp_path / "many") as many:
        for number in range(5):
            one = replace(article("a1"), id=f"n{number}", date=f"2024-05-1{number}")
            many.replace(one.id, state(one, [replace(t, doc=one.id) for t in triples("a1")], "run", f"v{number}"))
        # The digests are asked for, two documents arrive, the third is refused for good.
        faulty.faults = [None, None, None, "500 disk full"]
        with pytest.raises(StoreError, match="disk full"), Remote(Address.read(f"{faulty.url}/query")) as first:
            push(many, first)
        with Remote(Address.read(f"{faulty.url}/query")) as second:
            assert second.documents() == ["n0", "n1"]
            assert push(many, second) == Pushed(new=3, unchanged=2)
            assert quads(second) == quads(many)


@pytest.mark.parametrize("url, updates", [
    ("http://h/query", ["http://h/update", "http://h/query"]),
    ("http://h:3030/ds/sparql", ["http://h:3030/ds/update", "http://h:3030/ds/sparql"]),
    ("http://h/repositories/kg", ["http://h/repositories/kg/statements", "http://h/repositories/kg"]),
    ("http://[::1]:80/blaze/ns", ["http://[::1]:80/blaze/ns"]),
])  # fmt: skip
def test_where_updates_go_is_told_from_the_url(url, updates):
    assert list(Address.read(url).updates) == updates
    assert Address.read(url, update="http://h/u").updates == ("http://h/u",)


def test_the_first_url_that_takes_updates_is_kept(store, faulty):
    url = faulty.url
    with Remote(Address(f"{url}/query", (f"{url}/nothing", f"{url}/update"))) as opened:
        push(store, opened)
        store.replace("a1", stated("a1", "2"))
        push(store, opened)
        assert quads(opened) == quads(store)
    assert [path for _, path, *_ in faulty.seen if path != "/query"] == ["/nothing", "/update", "/update"]


def test_where_no_update_is_taken_is_said(store, faulty):
    faulty.faults = [None, "404"]
    with pytest.raises(StoreError) as caught, Remote(Address.read(f"{faulty.url}/query")) as opened:
        push(store, opened)
    assert f"at {faulty.url}/update, {faulty.url}/query; name the place with --update-url" in str(caught.value)


def test_credentials_are_sent_and_never_shown(store, faulty, monkeypatch):
    url = faulty.url.replace("//", "//some%40one:s%3Acret@") + "/query"
    faulty.faults = ["403 no"]
    with pytest.raises(StoreError) as caught, connect(url) as opened:
        push(store, opened)
    for said in (str(caught.value), repr(opened.server.address)):
        assert "cret" not in said and "some" not in said
    assert faulty.seen[-1][2]["Authorization"] == "Basic c29tZUBvbmU6czpjcmV0"
    monkeypatch.setenv("KG_STORE_TOKEN", "t0ken")
    with connect(f"{faulty.url}/query") as opened:
        opened.counts()
    assert faulty.seen[-1][2]["Authorization"] == "Bearer t0ken"
    monkeypatch.delenv("KG_STORE_TOKEN")
    monkeypatch.setenv("KG_STORE_USER", "u")
    monkeypatch.setenv("KG_STORE_PASSWORD", "p")
    with connect(f"{faulty.url}/query") as opened:
        opened.counts()
    assert faulty.seen[-1][2]["Authorization"] == "Basic dTpw"


@pytest.mark.parametrize("url", ["http://", "http://h:port/sparql", "https:///sparql"])
def test_no_url_is_said(url):
    with pytest.raises(UsageError, match="write http://host:port/path"):
        connect(url)


def run(*args):
    return CliRunner().invoke(main, [str(arg) for arg in args])


def test_the_commands_write_and_read_a_server(tmp_path, server):
    folder, url = tmp_path / "store", f"{server}/query"
    assert run("build", EXAMPLES, "--store", folder).exit_code == 0
    built = json.loads(run("build", EXAMPLES, "--store", url, "--json").stdout)
    assert built["new"] == 22 and built["unchanged"] == built["failed"] == 0
    again = json.loads(run("build", EXAMPLES, "--store", url, "--json").stdout)
    assert (again["new"], again["unchanged"], again["triples"]) == (0, 22, 0) and again["graph"] == built["graph"]
    pushed = run("push", "--store", folder, "--to", url, "--json")
    assert json.loads(pushed.stdout) == {"new": 0, "replaced": 0, "unchanged": 22, "graph": built["graph"]}
    with Store(folder, read_only=True) as ours, connect(url) as theirs:
        assert quads(ours) == quads(theirs)
    for args in (("query", "top-pairs", "--format", "csv"), ("actions", "--format", "csv")):
        here, there = (run(*args, "--store", where) for where in (folder, url))
        assert there.exit_code == 0 and here.stdout == there.stdout != ""
    target = tmp_path / "there.graphml"
    assert run("export", "--store", url, "--to", target, "--actor", "France").exit_code == 0
    run("export", "--store", folder, "--to", tmp_path / "here.graphml", "--actor", "France")
    assert target.read_bytes() == (tmp_path / "here.graphml").read_bytes()


@pytest.mark.parametrize(("args", "status", "says"), [
    (("push", "--store", "http://127.0.0.1:9/query", "--to", "http://127.0.0.1:9/query"), 2, "the folder that is sent"),
    (("push", "--store", "nowhere", "--to", "http://127.0.0.1:9/query"), 1, "no store here"),
    (("push", "--store", "STORE", "--to", "folder"), 2, "is no server"),
    (("build", EXAMPLES, "--store", "STORE", "--update-url", "http://127.0.0.1:9/"), 2, "is a folder"),
    (("build", EXAMPLES, "--store", "STORE", "--json", "--show"), 2, "choose one"),
])  # fmt: skip
def test_wrong_usage_is_said(tmp_path, args, status, says):
    with Store(tmp_path / "store"):
        pass
    answer = run(*(tmp_path / "store" if arg == "STORE" else arg for arg in args))
    assert answer.exit_code == status and says in answer.stderr, answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1
