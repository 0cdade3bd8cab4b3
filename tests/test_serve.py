"""The endpoint: the SPARQL 1.1 Protocol and its refusals."""

import sys
import time

import pytest
from graph_fixture import ENT, fill
from node_programs import answered
from rdflib import Graph, Literal
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from sparql_servers import kg_serve
from starlette.testclient import TestClient

from kg.serve.app import application
from kg.serve.scan import refusal
from kg.store import Store

JSON = "application/sparql-results+json"
LABELS = "SELECT ?n WHERE { ?x skos:prefLabel ?n } ORDER BY ?n LIMIT 3"
COMUNICA = """
const { QueryEngine } = require("@comunica/query-sparql");
const [source, select, construct, ask] = process.argv.slice(1);
const engine = new QueryEngine(), from = { sources: [source] };
const literal = term => [term.value, term.language];
(async () => console.log(JSON.stringify({
  select: await (await engine.queryBindings(select, from)).map(row => literal(row.get("n"))).toArray(),
  construct: await (await engine.queryQuads(construct, from)).map(quad => literal(quad.object)).toArray(),
  ask: await engine.queryBoolean(ask, from),
})))();
"""
SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("serve") / "store"
    with Store(path) as graph:
        fill(graph)
    return path


@pytest.fixture(scope="module")
def client(store):
    with TestClient(application(store, seconds=20)) as made:
        yield made


def get(client, sparql, accept=JSON, **more):
    return client.get("/sparql", params={"query": sparql, **more}, headers={"Accept": accept})


def test_three_ways_to_ask_give_one_answer(client):
    form = client.post("/sparql", data={"query": LABELS})
    direct = client.post("/sparql", content=LABELS, headers={"Content-Type": "application/sparql-query"})
    asked = get(client, LABELS)
    assert asked.status_code == form.status_code == direct.status_code == 200
    assert asked.json() == form.json() == direct.json()
    assert len(asked.json()["results"]["bindings"]) == 3


@pytest.mark.parametrize("accept, sparql, kind", [
    (JSON, LABELS, JSON), ("", LABELS, JSON), ("text/csv", LABELS, "text/csv"),
    ("application/sparql-results+xml", "ASK {}", "application/sparql-results+xml"),
    ("text/csv;q=0.2, text/tab-separated-values;q=0.9", LABELS, "text/tab-separated-values"),
    ("text/turtle", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "text/turtle"),
    ("application/n-triples, */*;q=0.1", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "application/n-triples"),
])  # fmt: skip
def test_the_format_is_the_one_the_client_likes_best(client, accept, sparql, kind):
    answer = get(client, sparql, accept)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].partition(";")[0] == kind


@pytest.mark.parametrize("accept, sparql", [("image/png", LABELS), ("text/turtle", LABELS), (JSON, "DESCRIBE <x:y>")])
def test_a_format_we_lack_is_406(client, accept, sparql):
    assert get(client, sparql, accept).status_code == 406


def test_the_default_graph_is_the_union_unless_named(client, store):
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    graphs = get(client, "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }").json()["results"]["bindings"]
    number = lambda answer: int(answer.json()["results"]["bindings"][0]["n"]["value"])  # noqa: E731
    one = graphs[0]["g"]["value"]
    with Store(store, read_only=True) as graph:
        assert number(get(client, count)) == int(graph.query(count).rows[0][0])
    in_one = number(get(client, f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{one}> {{ ?s ?p ?o }} }}"))
    assert number(get(client, count, **{"default-graph-uri": one})) == in_one < number(get(client, count))
    assert number(get(client, f"SELECT (COUNT(*) AS ?n) FROM <{one}> WHERE {{ ?s ?p ?o }}")) == in_one
    assert number(get(client, count, **{"named-graph-uri": one})) == 0


def test_updates_are_refused(client):
    update = "INSERT DATA { <a:b> <a:c> <a:d> }"
    assert client.post("/sparql", data={"update": update}).status_code == 403
    direct = client.post("/sparql", content=update, headers={"Content-Type": "application/sparql-update"})
    assert direct.status_code == 403
    assert get(client, update).status_code == 400


def test_what_is_wrong_is_said(client):
    wrong = get(client, "SELECT ?x WHERE { ?x ")
    assert wrong.status_code == 400 and "cannot be read" in wrong.text
    assert client.post("/sparql", content="x", headers={"Content-Type": "text/html"}).status_code == 415
    assert client.post("/sparql", data={"query": "#" * 100_001}).status_code == 413
    assert client.put("/sparql").status_code == 405


@pytest.mark.parametrize("sparql", [
    "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    r"SELECT * WHERE { \u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * WHERE { ?s ?p ?o.service<http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * WHERE { SERVICESILENT<http://127.0.0.1:9/> { ?s ?p ?o } }",
    r"SELECT * WHERE { ?s ?p kg:a\# . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * WHERE { ?s ?p kg:.SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * WHERE { FILTER(?x<'>') SERVICE <http://127.0.0.1:9/> {} FILTER(?x<'>') }",
    "SELECT * WHERE { FILTER(?x<kg:a#>\'\'\'\n) SERVICE <http://127.0.0.1:9/> {} } #\'\'\'",
    "LOAD <file:///etc/passwd>",
    "SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }",
    "SELECT * FROM NAMED <FILE:///etc/passwd> WHERE { ?s ?p ?o }",
    "SELECT * WHERE " + "{" * 5000 + "}" * 5000,
])  # fmt: skip
def test_what_reaches_out_or_is_too_deep_is_refused(client, sparql):
    assert refusal(sparql)
    assert client.post("/sparql", data={"query": sparql}).status_code == 400


def test_words_in_strings_comments_and_names_are_no_keywords(client):
    innocent = 'SELECT ?service WHERE { BIND("SERVICE <x> {" AS ?service) } # LOAD {{{'
    assert refusal(innocent) is None
    assert get(client, innocent).status_code == 200


def test_a_late_query_is_stopped_and_the_next_answered(store):
    with TestClient(application(store, seconds=1)) as client:
        began = time.monotonic()
        assert get(client, SLOW).status_code == 504
        assert time.monotonic() - began < 15
        assert get(client, "ASK {}").json()["boolean"] is True


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds what a process holds")
def test_a_query_that_wants_all_memory_ends_and_the_next_is_answered(store):
    doubled = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))
    with TestClient(application(store, seconds=120)) as client:
        answer = get(client, f'SELECT (STRLEN(?x40) AS ?n) WHERE {{ BIND("a" AS ?x0) {doubled} }}')
        assert answer.status_code == 500 and "ask for less" in answer.text
        assert get(client, "ASK {}").json()["boolean"] is True


def test_no_more_queries_than_may_run_at_once(store):
    with TestClient(application(store, most=0)) as client:
        assert get(client, "ASK {}").status_code == 503


def test_too_many_rows_are_an_error(store):
    with TestClient(application(store, rows=3)) as client:
        assert get(client, LABELS).status_code == 200
        assert get(client, LABELS.replace("3", "4")).status_code == 413
        assert get(client, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "text/turtle").status_code == 413


def test_reading_from_other_origins(client):
    assert get(client, "ASK {}").headers["access-control-allow-origin"] == "*"
    asked = client.options("/sparql")
    assert asked.status_code == 204 and "POST" in asked.headers["access-control-allow-methods"]
    head = client.head("/sparql", params={"query": "ASK {}"})
    assert head.status_code == 200 and head.content == b""


def test_the_description_is_turtle(client):
    described = Graph().parse(data=client.get("/sparql").text, format="turtle")
    assert "UnionDefaultGraph" in described.serialize(format="nt")


def test_persian_literals_through_rdflib(store):
    with kg_serve(store) as url:
        remote = Graph(SPARQLStore(f"{url}/sparql"))
        found = {row[0] for row in remote.query('SELECT ?n WHERE { ?x skos:prefLabel ?n FILTER(LANG(?n) = "fa") }')}
        assert Literal("شیلی", lang="fa") in found


def test_persian_literals_through_sparqlwrapper(store):
    wrapper = pytest.importorskip("SPARQLWrapper")
    with kg_serve(store) as url:
        asking = wrapper.SPARQLWrapper(f"{url}/sparql", returnFormat=wrapper.JSON)
        asking.setQuery(f"SELECT ?n WHERE {{ <{ENT}chile> skos:prefLabel ?n }} ORDER BY ?n")
        rows = asking.queryAndConvert()["results"]["bindings"]
    assert [(row["n"]["value"], row["n"]["xml:lang"]) for row in rows] == [("Chile", "en"), ("شیلی", "fa")]


def test_persian_literals_through_comunica(store):
    of_chile = f"WHERE {{ <{ENT}chile> <http://www.w3.org/2004/02/skos/core#prefLabel> ?n }}"
    queries = (f"SELECT ?n {of_chile} ORDER BY ?n", f"CONSTRUCT {of_chile}", of_chile.replace("?n", '"شیلی"@fa'))
    with kg_serve(store) as url:
        read = answered(COMUNICA, ["@comunica/query-sparql"], f"{url}/sparql", *queries[:2], f"ASK {queries[2]}")
    labels = [["Chile", "en"], ["شیلی", "fa"]]
    assert sorted(read["select"]) == sorted(read["construct"]) == labels and read["ask"] is True


def test_what_two_graphs_say_is_described_once(client):
    told = get(client, f"DESCRIBE <{ENT}chile>", "application/n-triples").text.splitlines()
    assert len(told) == len(set(told)) > 5
