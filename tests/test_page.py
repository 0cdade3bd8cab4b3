"""The page: its files, what it asks the server, and (where Chromium is found) what a reader does with it."""

import csv
import io
import json
import os
import re
import shutil
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from graph_fixture import ACT, ENT, article, fill, triples
from sparql_servers import kg_serve
from starlette.testclient import TestClient

from kg.graph import state
from kg.model import Entity
from kg.serve.app import application
from kg.serve.evidence import pieces
from kg.serve.page import STATIC
from kg.serve.search import key_of
from kg.store import Store
from kg.vocabulary import PREFIXES

ROOT = Path(__file__).parent.parent
CHILE, PERU, UNION = ENT + "chile", ENT + "peru", ENT + "andean-union"
HOSTILE = "<img src=x onerror=alert(1)>\"'&</script>"
NASTY = Entity(ENT + "nasty", HOSTILE, HOSTILE, "person")
WORDS = json.loads((STATIC / "words.json").read_text(encoding="utf-8"))
MODULES = sorted(STATIC.glob("*.js"))
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def hostile():
    """An article whose title, address, publisher and actor try to be markup."""
    text = replace(article("a1"), id="h<1>", title=HOSTILE, url="javascript:alert(1)", source=HOSTILE)
    told = [replace(triple, doc="h<1>") for triple in triples("a1")[:1]]
    return text, [replace(triple, actor=replace(triple.actor, entity=NASTY)) for triple in told]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "store"
    with Store(path) as graph:
        fill(graph)
        text, told = hostile()
        graph.replace(text.id, state(text, told, "run-1", "digest-h"))
    return path


@pytest.fixture(scope="module")
def client(store):
    with TestClient(application(store, seconds=60)) as made:
        yield made


def around(client, *centres, **chosen):
    answer = client.get("/api/around", params=[*(("entity", one) for one in centres), *chosen.items()])
    assert answer.status_code == 200, answer.text
    return answer.json()


def arrows(found):
    last = lambda iri: iri and iri.rpartition("/")[2]  # noqa: E731
    return {(last(e["actor"]), last(e["action"]), last(e["target"]), e["status"]) for e in found["edges"]}


def the(found, actor, action, target, status):
    wanted = (ENT + actor, ACT + action, ENT + target, status)
    return next(e for e in found["edges"] if (e["actor"], e["action"], e["target"], e["status"]) == wanted)


# ---- Files


def test_the_page_may_load_only_its_own_files(client):
    page = client.get("/")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
    assert not re.search(r"<script(?![^>]*src=)|\son\w+=|\sstyle=|https?://", page.text)
    for address in re.findall(r"(?:src|href)=\"(static/[^\"]+)\"", page.text):
        assert client.get("/" + address).status_code == 200, address


@pytest.mark.parametrize("name, kind, kept", [
    ("main.js", "text/javascript", "no-cache"), ("style.css", "text/css", "no-cache"),
    ("words.json", "application/json", "no-cache"), ("icon.svg", "image/svg+xml", "no-cache"),
    ("vendor/cytoscape-3.35.0.min.mjs", "text/javascript", "immutable"),
    ("vendor/vazirmatn-33.0.3.woff2", "font/woff2", "immutable"), ("vendor/NOTICE.txt", "text/plain", "no-cache"),
])  # fmt: skip
def test_files_have_their_type_and_their_time(client, name, kind, kept):
    answer = client.get(f"/static/{name}")
    assert answer.headers["content-type"].partition(";")[0] == kind
    assert kept in answer.headers["cache-control"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    again = client.get(f"/static/{name}", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_nothing_outside_the_folder_is_served(client):
    for name in ("../app.py", "%2e%2e/app.py", "..%2fapp.py", "vendor/../../app.py"):
        assert client.get(f"/static/{name}").status_code == 404


def test_every_bundled_file_is_in_the_notice_with_its_version_and_licence():
    notice = (STATIC / "vendor" / "NOTICE.txt").read_text(encoding="utf-8")
    for path in (STATIC / "vendor").iterdir():
        if path.is_file() and path.name != "NOTICE.txt":
            assert re.search(rf"^{re.escape(path.name)}$", notice, re.M), path.name
            assert re.search(r"-\d+\.\d+\.\d+\.", path.name), f"{path.name}: kept forever, so it needs a version"
    for licence in (STATIC / "vendor" / "LICENSES").iterdir():
        assert f"LICENSES/{licence.name}" in notice
    assert sum(path.stat().st_size for path in STATIC.rglob("*") if path.is_file()) < 4_000_000


def test_the_files_of_the_page_name_no_other_server():
    for path in [*MODULES, STATIC / "style.css", STATIC / "index.html"]:
        found = re.findall(r"https?://[\w./#-]+", path.read_text(encoding="utf-8"))
        assert set(found) <= {"http://www.w3.org/2000/svg", *PREFIXES.values(), "https://w3id.org/kg-fa/"}, path
    assert json.loads((STATIC / "prefixes.json").read_text(encoding="utf-8")) == PREFIXES


def test_modules_are_short_and_import_what_is_there():
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 400, path
        assert max(map(len, text.splitlines())) <= 120, path
        for name in re.findall(r"from \"\./([^\"]+)\"", text):
            assert (STATIC / name).is_file(), f"{path.name} imports {name}"
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", text), path


# ---- Words


def test_every_word_is_there_in_both_languages():
    for key, words in WORDS.items():
        assert set(words) == {"en", "fa"} and all(words.values()), key
        named = [sorted(re.findall(r"\{\w+\}", words[language])) for language in ("en", "fa")]
        assert named[0] == named[1], key
        assert re.search("[\u060c-\u06cc]", words["fa"]), key
        assert not re.search("[\u064a\u0643]", words["fa"]), f"{key}: Arabic yeh or kaf"


def test_every_word_that_the_page_uses_is_in_the_table():
    used = set(re.findall(r"data-(?:t|label|hint)=\"([^\"]+)\"", (STATIC / "index.html").read_text(encoding="utf-8")))
    made = set()
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        used |= set(re.findall(r"(?<![\w.])(?:t|fact)\(\"([a-z][^\"]*)\"", text))
        made |= set(re.findall(r"\bt(?:Or)?\(`([a-z.]+)\$\{", text))
    assert used - set(WORDS) == set()
    assert all(any(key.startswith(begin) for key in WORDS) for begin in made)
    for kind in ("status.actual", "status.future", "status.unreal", "status.denied", "quad.other"):
        assert kind in WORDS


# ---- Search


@pytest.mark.parametrize("typed, found", [
    ("Chile", CHILE), ("chil", CHILE), ("CL", CHILE), ("شیلی", CHILE), ("شيلي", CHILE), ("شِیلی", CHILE),
    ("اتحادیه آند", UNION), ("اتحادیه\N{ZERO WIDTH NON-JOINER}آند", UNION), ("اتحاديۀ اند", UNION),
    ("آند", UNION), ("andean union & co", UNION), ("chlie", CHILE), ("ﺷﻴﻠﻲ", CHILE), ("nasty<", None), ("onerror", NASTY.iri),
])  # fmt: skip
def test_an_actor_is_found_by_any_spelling_of_any_of_its_names(client, typed, found):
    names = [one["iri"] for one in client.get("/api/search", params={"q": typed}).json()["found"]]
    assert names[:1] == ([found] if found else [])


def test_names_are_compared_without_spaces_marks_and_case():
    assert key_of("مى\N{ZERO WIDTH NON-JOINER}خواهد ۱۲") == key_of("می خواهد 12") == key_of("میخواهد ١٢")
    assert key_of("Türkiye") == key_of("TURKIYE")


def test_nothing_typed_finds_nothing(client):
    for typed in ("", "   ", "«»"):
        assert client.get("/api/search", params={"q": typed}).json() == {"found": []}


def test_the_overview_counts(client):
    seen = client.get("/api/overview").json()
    assert seen["counts"]["documents"] == 3 and seen["counts"]["events"] == 12
    assert seen["top"][0]["iri"] == CHILE and seen["top"][0]["fa"] == "شیلی"


# ---- Neighbourhood


def test_the_neighbourhood_holds_what_happened_and_what_did_not(client):
    found = around(client, CHILE)
    assert {("chile", "condemn", "andean-union", "actual"), ("chile", "condemn", "andean-union", "denied"),
            ("chile", "aid", "peru", "future"), ("peru", "aid", "chile", "unreal"),
            ("chile", "aid", None, "denied")} <= arrows(found)  # fmt: skip
    assert the(found, "peru", "condemn", "chile", "actual")["asserted"] == 0
    assert found["actions"][ACT + "condemn"]["quad"] == "verbal conflict"
    assert {node["iri"] for node in found["nodes"]} >= {CHILE, PERU, UNION}
    assert not found["cut"]


def test_an_edge_of_a_fact_has_the_name_of_its_statement(client, store):
    fact = the(around(client, CHILE), "chile", "condemn", "andean-union", "actual")
    with Store(store, read_only=True) as graph:
        assert graph.query(f"ASK {{ <https://w3id.org/kg-fa/st/{fact['id']}> rdf:subject <{CHILE}> }}") is True


def test_somebody_who_stands_for_another_is_shown_when_asked_for(client):
    assert ("peru-envoy", "call-on", "chile", "actual") in arrows(around(client, ENT + "peru-envoy"))
    assert ("peru", "call-on", "chile", "actual") in arrows(around(client, CHILE))


@pytest.mark.parametrize("chosen, fits", [
    ({"status": "denied"}, lambda e: e["status"] == "denied"),
    ({"action": ACT + "meet"}, lambda e: e["action"] == ACT + "meet"),
    ({"says": "itself"}, lambda e: e["asserted"] == e["events"]),
    ({"says": ENT + "daily"}, lambda e: e["asserted"] == 0 and e["action"] == ACT + "meet"),
    ({"medium": "ساحل"}, lambda e: e["last"].startswith("2024-05")),
    ({"from": "2024-06-01"}, lambda e: e["last"] >= "2024-06"), ({"to": "2024-05-11"}, lambda e: e["first"] == "2024-05-10"),
])  # fmt: skip
def test_filters_leave_only_what_fits(client, chosen, fits):
    found = around(client, CHILE, **chosen)
    assert found["edges"] and all(fits(edge) for edge in found["edges"])
    assert len(found["edges"]) < len(around(client, CHILE)["edges"])


def test_choices_and_days_stay_whole_when_something_is_chosen(client):
    every, some = around(client, CHILE), around(client, CHILE, **{"from": "2024-06", "to": "2024-06"})
    assert some["choices"] == every["choices"] and some["days"] == every["days"]
    assert sum(sum(quads.values()) for quads in every["days"].values()) == every["total"]["events"]


def test_no_more_edges_than_asked_for_and_each_centre_has_its_share(client):
    found = around(client, CHILE, NASTY.iri, limit="2")
    assert len(found["edges"]) == 2 < found["total"]["edges"]
    assert any(NASTY.iri in (edge["actor"], edge["target"]) for edge in found["edges"])


# ---- Evidence


def test_the_evidence_is_the_sentence_in_pieces(client):
    edge = the(around(client, CHILE), "chile", "condemn", "andean-union", "actual")
    told = client.get("/api/evidence", params={"entity": CHILE, "edge": edge["id"]}).json()
    assert told["total"] == 1 and told["events"][0]["says"] is None
    assert [(p["text"], p["as"]) for p in told["events"][0]["sentence"] if p["as"]] == [
        ("شیلی", ["actor"]), ("اتحادیه آند", ["target"]), ("محکوم کرد", ["action"])]  # fmt: skip
    assert told["events"][0]["document"]["title"] == "خبر a1"
    assert told["events"][0]["document"]["url"] == "https://news.example/a%20b"
    assert told["events"][0]["first"] == "2024-05-10"


def test_the_evidence_says_who_says_so(client):
    edge = the(around(client, CHILE), "chile", "meet", "peru", "actual")
    told = client.get("/api/evidence", params={"entity": CHILE, "edge": edge["id"]}).json()
    assert told["events"][0]["says"]["en"] == "Coast Daily"


def test_pieces_of_overlapping_spans_join_to_the_sentence():
    cut = pieces("we saw him go", [(0, 13, "target"), (3, 6, "action"), (3, 10, "actor")])
    assert "".join(piece["text"] for piece in cut) == "we saw him go"
    assert cut[1] == {"text": "saw", "as": ["target", "action", "actor"]}


# ---- Downloads


@pytest.mark.parametrize("form", ["graphml", "gexf", "csv"])
@pytest.mark.parametrize("language, denied", [("en", "condemn"), ("fa", "محکوم کردن")])
def test_what_is_shown_can_be_kept(client, form, language, denied):
    answer = client.get(f"/api/export.{form}", params={"entity": CHILE, "lang": language})
    assert answer.status_code == 200 and f'filename="graph.{form}"' in answer.headers["content-disposition"]
    if form == "csv":
        kept = [(row["Label"], row["status"]) for row in csv.DictReader(io.StringIO(answer.text))]
        assert (denied, "denied") in kept
    else:
        kept = [one.get("label") for one in ET.fromstring(answer.content).iter() if one.tag.endswith("}edge")]
        assert any(label.startswith(denied) for label in kept)
    whole = [edge for edge in around(client, CHILE)["edges"] if edge["target"] and edge["actor"]]
    assert len(kept) == len(whole) + sum(0 < edge["asserted"] < edge["events"] for edge in whole)


def test_a_download_has_only_what_the_filters_left(client):
    answer = client.get("/api/export.graphml", params={"entity": CHILE, "status": "future"})
    edges = ET.fromstring(answer.content).findall(f".//{GRAPHML}edge")
    assert [edge.get("id").rpartition("-")[2] for edge in edges] == ["future"]


# ---- What is refused


@pytest.mark.parametrize("path, wrong", [
    ("/api/around", {}), ("/api/around", {"entity": "x> } DELETE"}), ("/api/around", {"entity": "a:b\\u003e"}),
    ("/api/around", {"entity": CHILE, "status": "seen"}), ("/api/around", {"entity": CHILE, "limit": "501"}),
    ("/api/around", {"entity": CHILE, "limit": "-1"}), ("/api/around", {"entity": CHILE, "from": "May"}),
    ("/api/around", [("entity", f"a:{n}") for n in range(13)]), ("/api/evidence", {"entity": CHILE, "edge": "0" * 16}),
    ("/api/evidence", {"entity": CHILE, "edge": "../x"}), ("/api/export.exe", {"entity": CHILE}),
    ("/api/search", {"q": "x" * 201}),
])  # fmt: skip
def test_a_wrong_question_is_400_and_says_why(client, path, wrong):
    answer = client.get(path, params=wrong)
    assert answer.status_code == 400 and answer.json()["error"], answer.text


def test_the_page_only_reads_and_is_bounded(store):
    with TestClient(application(store, most=0)) as client:
        for path in ("overview", "search", "around", "evidence", "export.csv"):
            assert client.get(f"/api/{path}", params={"entity": CHILE}).status_code == 503
            assert client.post(f"/api/{path}").status_code == 405
    with TestClient(application(store, seconds=0)) as client:
        assert client.get("/api/around", params={"entity": CHILE}).status_code == 504


def test_an_unknown_actor_has_no_neighbours(client):
    found = around(client, ENT + "nobody")
    assert found["edges"] == [] and found["total"] == {"edges": 0, "events": 0}


# ---- In a browser


def chromium():
    named = os.environ.get("KG_CHROMIUM")
    return named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def axe():
    places = [os.environ.get("KG_AXE"), ROOT / "node_modules/axe-core/axe.min.js"]
    return next((Path(place) for place in places if place and Path(place).is_file()), None)


@pytest.fixture(scope="module")
def address(store):
    with kg_serve(store) as url:
        yield url


@pytest.fixture(scope="module")
def browser():
    if not chromium():
        pytest.skip("no Chromium here; name one in KG_CHROMIUM")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as runs:
        made = runs.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture(params=["en", "fa"])
def page(request, browser, address):
    """The page in a language; at the end nothing was said on the console, and nothing asked elsewhere."""
    made = browser.new_page(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    wrong, asked = [], []
    made.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    made.on("pageerror", lambda error: wrong.append(str(error)))
    made.on("dialog", lambda dialog: wrong.append(f"dialog {dialog.message}"))
    made.on("request", lambda one: asked.append(one.url))
    made.goto(f"{address}/?lang={request.param}")
    made.wait_for_selector("#legend .entry")
    made.language = request.param
    yield made
    assert not wrong
    assert all(one.startswith((address, "data:", f"blob:{address}")) for one in asked)
    made.close()


def drawn(page):
    """The arrows on the canvas: action and status of each."""
    return page.evaluate(
        "async () => (await import('/static/graph.js')).cy().edges().map(edge => [edge.id(), edge.data('label')])"
    )


def until(page, true):
    """Wait for an expression; Playwright's own way would need eval, which the page forbids."""
    for _ in range(300):
        if page.evaluate(true):
            return
        page.wait_for_timeout(50)
    raise AssertionError(true)


def choose(page, typed):
    page.fill("#actor", typed)
    page.wait_for_selector("#found li")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def test_searching_shows_the_neighbourhood(page):
    choose(page, "پرو")
    until(page, "document.querySelector('.chip').textContent.match(/Peru|پرو/)")
    assert drawn(page)
    assert page.evaluate("document.documentElement.dir") == ("rtl" if page.language == "fa" else "ltr")
    page.go_back()
    until(page, "document.querySelector('.chip').textContent.match(/Chile|شیلی/)")


def test_a_click_on_an_arrow_shows_its_sentence_with_its_parts_marked(page):
    spot = page.evaluate("""async () => {
      const cy = (await import('/static/graph.js')).cy();
      const edge = cy.edges().filter(one => one.target().id().endsWith('andean-union') && one.data('head') === 'triangle')[0];
      const at = edge.renderedMidpoint(), box = cy.container().getBoundingClientRect();
      return [box.x + at.x, box.y + at.y] }""")
    page.mouse.click(*spot)
    page.wait_for_selector("#evidence .sentence")
    assert page.text_content("#evidence .sentence mark.actor") == "شیلی"
    assert page.text_content("#evidence .sentence mark.action") == "محکوم کرد"
    assert page.text_content("#evidence .sentence mark.target") == "اتحادیه آند"
    assert page.evaluate("getComputedStyle(document.querySelector('.sentence')).direction") == "rtl"
    assert page.get_attribute("#evidence a", "href") == "https://news.example/a%20b"


def test_filters_change_the_graph(page):
    before = len(drawn(page))
    page.check("#status-denied")
    until(page, "document.querySelectorAll('#table tbody tr').length === 2")
    assert 0 < len(drawn(page)) < before
    page.click("#filters details > button")
    until(page, f"document.querySelectorAll('#table tbody tr').length >= {before}")
    page.click("#timeline .bars button")
    until(page, "document.querySelector('#timeline [aria-pressed=true]')")
    assert len(drawn(page)) < before


def test_downloads(page):
    for form, begin in (("GraphML", b"<?xml"), ("GEXF", b"<?xml"), ("CSV", b"Source,"), ("PNG", b"\x89PNG")):
        with page.expect_download() as waiting:
            page.click(f"#save >> text={form}")
        kept = Path(waiting.value.path()).read_bytes()
        assert kept.startswith(begin) and len(kept) > 200
        assert waiting.value.suggested_filename == f"graph.{form.lower()}"


def test_by_the_keyboard_alone(page):
    page.focus("#canvas")
    page.keyboard.press("ArrowRight")
    assert "→" in page.text_content("#said")
    page.keyboard.press("Enter")
    page.wait_for_selector("#evidence .sentence")
    assert page.evaluate("document.activeElement.closest('#evidence') !== null")
    page.focus("#tab-graph")
    page.keyboard.press("ArrowLeft" if page.language == "fa" else "ArrowRight")
    assert page.get_attribute("#tab-table", "aria-selected") == "true"
    page.click("#tab-query")
    page.wait_for_selector("#editor .CodeMirror")
    page.focus("#editor textarea")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "run"


def test_the_query_box_answers(page):
    page.click("#tab-query")
    page.wait_for_selector("#editor .CodeMirror")
    page.select_option("#named", "what-does")
    page.fill("#value-actor", "شیلی")
    page.click("#run")
    page.wait_for_selector("#answer tbody tr")
    assert ("condemn" if page.language == "en" else "محکوم کردن") in page.text_content("#answer table")
    page.select_option("#named", "who-condemns-whom")
    page.focus("#editor textarea")
    page.keyboard.press("Control+Enter")
    until(page, "document.querySelector('#answer table')?.textContent.match(/Andean|آند/)")


def test_the_ready_made_queries_name_things_in_the_language_of_the_page(page):
    page.click("#tab-query")
    page.wait_for_selector("#editor .CodeMirror")
    page.select_option("#named", "who-condemns-whom")
    for language in (page.language, "en" if page.language == "fa" else "fa"):
        page.click(f"[data-lang={language}]")
        page.click("#run")
        page.wait_for_selector("#answer tbody tr")
        told = page.text_content("#answer tbody")
        assert ("محکوم کردن" in told, "condemn" in told) == (language == "fa", language == "en")


def test_names_that_try_to_be_markup_are_words(page):
    choose(page, "onerror")
    until(page, "document.querySelector('.chip').textContent.includes('onerror')")
    page.click("#tab-table")
    page.click("#table tbody button")
    page.wait_for_selector("#evidence .sentence")
    assert HOSTILE in page.text_content("#evidence h2")
    assert HOSTILE in page.text_content("#evidence dl")
    assert page.query_selector("#evidence a") is None and page.query_selector("main img") is None


def test_the_other_language_is_a_click_away(page):
    other = "en" if page.language == "fa" else "fa"
    page.click(f"[data-lang={other}]")
    assert page.evaluate("document.documentElement.lang") == other
    label = "condemn" if other == "en" else "محکوم کردن"
    assert any(label in words for _, words in drawn(page))


@pytest.mark.parametrize("width", [1280, 420])
def test_axe_finds_nothing(page, width):
    if not axe():
        pytest.skip("axe-core is not here; name its axe.min.js in KG_AXE")
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate(axe().read_text(encoding="utf-8"))
    for view in ("graph", "table", "query"):
        page.click(f"#tab-{view}")
        if view == "table":
            page.click("#table tbody button")
            page.wait_for_selector("#evidence .sentence")
        if view == "query":
            page.wait_for_selector("#editor .CodeMirror")
            page.click("#run")
            page.wait_for_selector("#answer tbody tr")
        found = page.evaluate("async () => (await axe.run()).violations")
        assert not found, [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"
