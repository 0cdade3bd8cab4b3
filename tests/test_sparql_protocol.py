"""The W3C's SPARQL 1.1 Protocol tests, all that need no update: each by its name, over `kg serve`.

The requests and what is expected of them are those of the manifest
(https://github.com/w3c/rdf-tests/tree/main/sparql/sparql11/protocol).  Its tests of updates that succeed
are left out: this endpoint only reads.
"""

import httpx
import pyoxigraph as ox
import pytest
from rdflib import Graph
from sparql_servers import kg_serve

DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf".format
QUERY = {"Content-Type": "application/sparql-query"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
UPDATE = {"Content-Type": "application/sparql-update"}
DEFAULT, NAMED = "default-graph-uri", "named-graph-uri"
BOTH = f"ASK {{ <{DATA(1)}> a ?type . <{DATA(2)}> a ?type . }}"
EACH = f"GRAPH ?g1 {{ <{DATA(1)}> a ?type }} GRAPH ?g2 {{ <{DATA(2)}> a ?type }}"
TABULAR = ("application/sparql-results+xml", "application/sparql-results+json", "text/tab-separated-values", "text/csv")
BOOLEAN = TABULAR[:2]
UTF16 = "; charset=UTF-16"
CONFLICT = """PREFIX foaf: <http://xmlns.com/foaf/0.1/>
WITH <http://example/addresses>
DELETE { ?person foaf:givenName 'Bill' } INSERT { ?person foaf:givenName 'William' }
WHERE { ?person foaf:givenName 'Bill' }"""


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """A client of the server over the manifest's graphs: each says of itself that it is a document."""
    path = tmp_path_factory.mktemp("protocol") / "store"
    store = ox.Store(str(path))
    is_a = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    for name in map(DATA, range(4)):
        graph = ox.NamedNode(name)
        store.add(ox.Quad(graph, is_a, ox.NamedNode("http://xmlns.com/foaf/0.1/Document"), graph))
    store.flush()
    del store
    with kg_serve(path) as url, httpx.Client(base_url=url) as made:
        yield made


def graphs(default=(), named=()):
    return [*((DEFAULT, DATA(one)) for one in default), *((NAMED, DATA(one)) for one in named)]


def asked(sparql, *dataset):
    return {"method": "GET", "params": [("query", sparql), *dataset]}


def posted(sparql, *dataset):
    return {"method": "POST", "params": list(dataset), "content": sparql, "headers": QUERY}


def kind(answer):
    return answer.headers["content-type"].partition(";")[0]


@pytest.mark.parametrize("request_", [
    pytest.param(asked("ASK {}", *graphs([0])), id="query_get"),
    pytest.param({"method": "POST", "params": graphs([0]), "content": "query=ASK%20%7B%7D", "headers": FORM},
                 id="query_post_form"),
    pytest.param(posted("ASK {}"), id="query_post_direct"),
    pytest.param(asked(BOTH, *graphs([1, 2])), id="query_dataset_default_graphs_get"),
    pytest.param(posted(BOTH, *graphs([1, 2])), id="query_dataset_default_graphs_post"),
    pytest.param(asked(f"ASK {{ {EACH} }}", *graphs(named=[1, 2])), id="query_dataset_named_graphs_get"),
    pytest.param(posted(f"ASK {{ {EACH} }}", *graphs(named=[1, 2])), id="query_dataset_named_graphs_post"),
    pytest.param(posted(f"ASK {{ <{DATA(3)}> a ?type {EACH} }}", *graphs([3], [1, 2])), id="query_dataset_full"),
    # The manifest escapes the `&` between its two graphs, and so names one that no server has; meant are two.
    pytest.param(posted(f"ASK FROM <{DATA(3)}> {{ {EACH} }}", *graphs(named=[1, 2])), id="query_multiple_dataset"),
])  # fmt: skip
def test_an_ask_is_true(client, request_):
    answer = client.request(url="/sparql", **request_)
    assert answer.status_code == 200, answer.text
    assert kind(answer) in BOOLEAN and answer.json()["boolean"] is True


@pytest.mark.parametrize("request_", [
    pytest.param(asked(BOTH, *graphs([1])), id="one default graph of two"),
    pytest.param(asked(f"ASK {{ {EACH} }}", *graphs(named=[1])), id="one named graph of two"),
    pytest.param(posted(BOTH, *graphs(named=[1, 2])), id="named graphs are no default graph"),
    pytest.param(posted(f"ASK FROM <{DATA(1)}> {{ <{DATA(1)}> a ?type }}", *graphs(named=[2])),
                 id="the protocol's dataset replaces the query's"),
])  # fmt: skip
def test_graphs_that_are_not_named_are_not_asked(client, request_):
    assert client.request(url="/sparql", **request_).json()["boolean"] is False


@pytest.mark.parametrize("sparql, kinds", [
    pytest.param("SELECT (1 AS ?value) {}", TABULAR, id="query_content_type_select"),
    pytest.param("ASK {}", BOOLEAN, id="query_content_type_ask"),
])  # fmt: skip
@pytest.mark.parametrize("accept", ["*/*", "application/sparql-results+xml", "application/sparql-results+json"])
def test_a_table_has_a_type_of_tables(client, sparql, kinds, accept):
    answer = client.post("/sparql", params=graphs([0]), content=sparql, headers=QUERY | {"Accept": accept})
    assert answer.status_code == 200 and kind(answer) in kinds and accept in ("*/*", kind(answer))


@pytest.mark.parametrize("sparql, triples", [
    pytest.param("DESCRIBE <http://example.org/>", 0, id="query_content_type_describe"),
    pytest.param("CONSTRUCT { <s> <p> 1 } WHERE {}", 1, id="query_content_type_construct"),
])  # fmt: skip
@pytest.mark.parametrize("accept", ["*/*", "text/turtle", "application/n-triples"])
def test_triples_have_a_type_of_rdf(client, sparql, triples, accept):
    answer = client.post("/sparql", params=graphs([0]), content=sparql, headers=QUERY | {"Accept": accept})
    assert answer.status_code == 200 and accept in ("*/*", kind(answer)), answer.text
    assert len(Graph().parse(data=answer.text, format=kind(answer), publicID="http://example.org/")) == triples


@pytest.mark.parametrize("request_", [
    pytest.param({"method": "PUT", "params": [("query", "ASK {}"), *graphs([0])], "headers": FORM},
                 id="bad_query_method"),
    pytest.param({"method": "GET", "params": [("query", "ASK {}"), ("query", "SELECT * {}")]},
                 id="bad_multiple_queries"),
    pytest.param({"method": "POST", "content": "ASK {}", "headers": {"Content-Type": "text/plain"}},
                 id="bad_query_wrong_media_type"),
    pytest.param({"method": "POST", "content": "query=ASK%20%7B%7D"}, id="bad_query_missing_form_type"),
    pytest.param({"method": "POST", "content": "ASK {}"}, id="bad_query_missing_direct_type"),
    pytest.param({"method": "POST", "content": "ASK {}".encode("utf-16"),
                  "headers": {"Content-Type": QUERY["Content-Type"] + UTF16}}, id="bad_query_non_utf8"),
    pytest.param({"method": "POST", "content": "ASK {}",
                  "headers": {"Content-Type": QUERY["Content-Type"] + UTF16}}, id="UTF-8 that is said to be UTF-16"),
    pytest.param({"method": "GET", "params": {"query": "ASK {"}}, id="bad_query_syntax"),
    pytest.param({"method": "GET", "params": {"update": "CLEAR ALL"}}, id="bad_update_get"),
    pytest.param({"method": "POST", "content": "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", "headers": FORM},
                 id="bad_multiple_updates"),
    pytest.param({"method": "POST", "content": "CLEAR NAMED", "headers": {"Content-Type": "text/plain"}},
                 id="bad_update_wrong_media_type"),
    pytest.param({"method": "POST", "content": "update=CLEAR%20NAMED"}, id="bad_update_missing_form_type"),
    pytest.param({"method": "POST", "content": "CLEAR NAMED".encode("utf-16"),
                  "headers": {"Content-Type": UPDATE["Content-Type"] + UTF16}}, id="bad_update_non_utf8"),
    pytest.param({"method": "POST", "content": "update=CLEAR%20XYZ", "headers": FORM}, id="bad_update_syntax"),
    pytest.param({"method": "POST", "params": {"using-named-graph-uri": "http://example/people"},
                  "content": CONFLICT, "headers": UPDATE}, id="bad_update_dataset_conflict"),
])  # fmt: skip
def test_a_bad_request_is_the_clients_fault(client, request_):
    answer = client.request(url="/sparql", **request_)
    assert 400 <= answer.status_code < 500, answer.text


def test_a_slash_behind_the_path_leads_there(client):
    answer = client.post("/sparql/", content="ASK {}", headers=QUERY, follow_redirects=True)
    assert answer.json()["boolean"] is True
