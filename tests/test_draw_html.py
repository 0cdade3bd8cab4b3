"""The interactive picture: one file, nothing from elsewhere, no word of an article runs as code."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from itertools import combinations

import pytest
from click.testing import CliRunner
from graph_fixture import article, fill, triples

from kg.cli import main
from kg.export import read_edges
from kg.export.draw import draw
from kg.export.places import APART, places
from kg.export.words import words
from kg.graph import state
from kg.model import Entity
from kg.store import Store

HOSTILE = "</script><script>document.title='taken'</script><!-- \N{LINE SEPARATOR} & \"' کشتی"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    folder = tmp_path_factory.mktemp("draw") / "store"
    with Store(folder) as opened:
        fill(opened)
        named = Entity("https://w3id.org/kg-fa/ent/hostile", HOSTILE, None, "thing")
        hostile = [replace(one, target=replace(one.target, entity=named)) for one in triples("a1")[:1]]
        opened.replace("hostile", state(replace(article("a1"), id="hostile"), hostile, "run", "digest"))
    return folder


@pytest.fixture(scope="module", params=["fa", "en"])
def page(request, path, tmp_path_factory):
    target = tmp_path_factory.mktemp("pages") / f"{request.param}.html"
    with Store(path, read_only=True) as store:
        assert draw(store, target, request.param) == 6
    return request.param, target


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the text of its scripts."""

    def __init__(self, text):
        super().__init__()
        self.found, self.scripts, self.inside = [], [], False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))
        if tag == "script":
            self.inside = True
            self.scripts.append("")

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "script"

    def handle_data(self, text):
        if self.inside:
            self.scripts[-1] += text


def test_it_asks_for_nothing_elsewhere(page):
    _, target = page
    parsed = Elements(target.read_text(encoding="utf-8"))
    assert not [tag for tag, attributes in parsed.found if "src" in attributes or tag in ("link", "iframe", "img")]
    policy = next(known["content"] for _, known in parsed.found if known.get("http-equiv"))
    assert "default-src 'none'" in policy and "http" not in policy
    assert "const cytoscape" in parsed.scripts[-1]
    assert all(said in parsed.scripts[2] for said in ("Permission is hereby granted", "SIL OPEN FONT LICENSE"))
    assert "import" not in re.findall(r"^\w+", parsed.scripts[-1], re.M)


def test_hostile_labels_stay_words(page):
    language, target = page
    parsed = Elements(target.read_text(encoding="utf-8"))
    assert [known.get("type") for tag, known in parsed.found if tag == "script"] == [
        "application/json", "application/json", "text/plain", "module",
    ]
    picture = json.loads(parsed.scripts[1])
    assert "<" not in parsed.scripts[1] and "\N{LINE SEPARATOR}" not in parsed.scripts[1]
    labels = {node["label"] for node in picture["nodes"]}
    assert HOSTILE in labels
    assert ("شیلی" if language == "fa" else "Chile") in labels
    assert {edge["source"] for edge in picture["edges"]} <= {node["id"] for node in picture["nodes"]}


def test_the_page_is_in_the_direction_of_its_language(page):
    language, target = page
    html = next(known for tag, known in Elements(target.read_text(encoding="utf-8")).found if tag == "html")
    assert html == {"lang": language, "dir": "rtl" if language == "fa" else "ltr"}


def test_every_input_has_a_label(page):
    text = page[1].read_text(encoding="utf-8")
    assert not re.search(r"(?<!</span>)<(?:input|select) id=", text) and text.count("<label>") == 2


def test_all_its_words_are_in_the_table(page):
    language, target = page
    scripts = Elements(target.read_text(encoding="utf-8")).scripts
    known, script = json.loads(scripts[0]), scripts[-1]
    used = set(re.findall(r"data-word=\"([^\"]+)\"", target.read_text(encoding="utf-8")))
    used |= set(re.findall(r"WORDS\[\"([^\"]+)\"\]", script)) | set(re.findall(r"WORDS\.(\w+)", script))
    assert len(used) > 15 and used <= set(known) and known == words(language)


@pytest.mark.skipif(CHROMIUM is None, reason="needs chromium")
def test_a_browser_draws_all_and_runs_nothing_hostile(page, tmp_path):
    language, target = page
    done = subprocess.run(
        [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}",
         "--virtual-time-budget=8000", "--dump-dom", f"file://{target}"],
        capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    parsed = Elements(done.stdout)
    body = next(known for tag, known in parsed.found if tag == "body")
    # Five nodes and six edges, and then the last line of the script.
    assert body.get("data-ready") == "11", done.stderr[-2000:]
    assert len([tag for tag, _ in parsed.found if tag == "canvas"]) >= 3
    title = "چه کسی با چه کسی چه کرد" if language == "fa" else "Who does what to whom"
    assert f"<title>{title}</title>" in done.stdout
    assert done.stdout.count("<tr>") == 6


def test_the_command_draws_a_page(path, tmp_path):
    target = tmp_path / "page.html"
    answer = CliRunner().invoke(main, ["draw", str(target), "--store", str(path), "--actor", "اتحادیه آند"])
    assert answer.exit_code == 0, answer.output
    assert "edges drawn" in answer.stderr and target.stat().st_size > 300_000
    nowhere = CliRunner().invoke(main, ["draw", str(tmp_path / "none" / "page.html"), "--store", str(path)])
    assert nowhere.exit_code == 1 and "cannot be written" in nowhere.stderr


def test_parts_without_an_edge_between_stand_apart(path):
    with Store(path, read_only=True) as store:
        edges = [edge for edge in read_edges(store) if edge.source != "andean-union"]
    apart = [replace(edge, source=f"{edge.source}-2", target=f"{edge.target}-2") for edge in edges]
    found = places([*edges, *apart])
    assert found == places([*edges, *apart])
    for (x, y), (u, v) in combinations(found.values(), 2):
        assert abs(x - u) > APART[0] - 1e-6 or abs(y - v) > APART[1] - 1e-6, "two names cover each other"
    sides = []
    for axis in (0, 1):
        one, other = ([p[axis] for name, p in found.items() if name.endswith("-2") == copy] for copy in (False, True))
        sides.append(max(one) < min(other) or max(other) < min(one))
    assert any(sides)
    assert places(edges[:1]) == places(edges[:1]) and len(places(edges[:1])) == 2


def test_a_picture_is_the_same_in_every_run(path, tmp_path):
    pages = []
    for seed in ("1", "2"):
        target = tmp_path / f"{seed}.html"
        code = f"from kg.cli import main; main(['draw', {str(target)!r}, '--store', {str(path)!r}, '--quiet'])"
        subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, check=True)
        pages.append(target.read_bytes())
    assert pages[0] == pages[1]
