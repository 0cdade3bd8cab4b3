"""What the pages of docs/ say is so: their commands and programs run and answer as shown.

    python tests/test_docs.py                writes the answers of all pages anew, the notebook's and the pictures too
    python tests/test_docs.py limits.md      only those of this page

Do so after a change of models, rules or tables, and read what has changed: the words around an
answer are not rewritten.  `docs_pages.py` says how a page is marked up.
"""

import functools
import json
import re
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from docs_notebook import outputs, updated
from docs_pages import (
    APART, DOCS, ROOT, called, commands, fences, pages, patterns_kept, pictures, rewritten, run, working_in,
)  # fmt: skip

from kg.cli import main

NOTEBOOK = DOCS / "tour.ipynb"
live = pytest.mark.skipif(not (ROOT / "kg" / "models" / "fa").is_dir(), reason="no models are shipped")
NAMES = [page.name for page in pages()]
RIGHT = re.compile(r"Right would be: `([^`]+)`")


def load_once():
    """Let every command and program of the pages use one parser instead of loading one each."""
    import kg.text.parse

    before = kg.text.parse.load_pipeline
    kg.text.parse.load_pipeline = functools.cache(before)
    return before


def prepare(folder, seeds, built=None):
    """A reader's folder: the seeds, and the graph of them unless the page shows how it is built."""
    folder.mkdir()
    shutil.copytree(seeds, folder / "seeds")
    if built is not None:
        shutil.copytree(built, folder / "graph")
    return folder


def builds_the_graph(page):
    return re.search(r"^kg build seeds --store graph$", page.read_text(encoding="utf-8"), re.M) is not None


def build(folder):
    with working_in(folder):
        called(f"kg build {ROOT / 'seeds'} --store graph --quiet")
    return folder / "graph"


@pytest.fixture(scope="session")
def parser():
    import kg.text.parse

    before = load_once()
    yield
    kg.text.parse.load_pipeline = before


@pytest.fixture(scope="session")
def graph(parser, tmp_path_factory):
    """The store of the two seed articles, built once."""
    return build(tmp_path_factory.mktemp("seeds"))


@pytest.fixture
def reader(tmp_path, graph):
    return lambda page: prepare(tmp_path / "reader", ROOT / "seeds", None if builds_the_graph(page) else graph)


@live
@pytest.mark.live
@pytest.mark.parametrize("name", NAMES)
def test_a_page_runs_and_its_answers_are_so(name, reader):
    page = DOCS / name
    assert rewritten(page, reader(page)) == page.read_text(encoding="utf-8"), "run python tests/test_docs.py"


@live
@pytest.mark.live
def test_the_notebook_runs_and_its_outputs_are_so(reader):
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    stored = [cell["outputs"] for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert plain(outputs(notebook, reader(NOTEBOOK))) == plain(stored), "run python tests/test_docs.py"


def plain(cells):
    """The outputs without their HTML, whose style is pandas' own affair."""
    return [[output.get("text") or output["data"]["text/plain"] for output in cell] for cell in cells]


def test_the_pattern_that_the_page_adds_reads_its_example(tmp_path):
    import tomllib

    from phenomena import Row, misread

    from kg.extract import extract
    from kg.text import read

    blocks = fences((DOCS / "extending.md").read_text(encoding="utf-8"))
    (tree,) = [block for block in blocks if block.file == "wind.conllu"]
    added, example = [block for block in blocks if block.lang == "toml"]
    with working_in(tmp_path), patterns_kept():
        run(tree, {})
        (article,) = read([tree.file], on_error=pytest.fail)
        (given,) = tomllib.loads(example.code)["row"]
        row = Row(**given | {"triples": tuple(given["triples"])})
        assert misread(row, extract(article)), "the example needs no new pattern"
        run(added, {})
        assert misread(row, extract(article)) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_command_and_option_of_a_page_exists(name):
    for fence in fences((DOCS / name).read_text(encoding="utf-8")):
        for command in commands(fence):
            if command.startswith("kg "):
                check(command)


def check(command):
    """The options of a command are in its help."""
    words, known = command.split()[1:], main
    while words and hasattr(known, "commands") and words[0] in known.commands:
        known = known.commands[words.pop(0)]
    assert known is not main or command.split()[1].startswith("--"), f"there is no such command: {command}"
    given = {word.partition("=")[0] for word in words if re.match(r"--[a-z]", word)}
    if command.startswith("kg models train"):
        return
    assert given <= {opt for param in known.params for opt in param.opts} | {"--help", "--version"}, command


def test_commands_that_are_not_run_are_few():
    known = {" ".join(command.split()[1:]) for command in APART}
    assert known <= {"serve", "models fetch", "models train", "push"}


@pytest.mark.parametrize("name", NAMES)
def test_the_links_of_a_page_lead_somewhere(name):
    text = (DOCS / name).read_text(encoding="utf-8")
    for target, anchor in re.findall(r"\]\((?!https?://|mailto:)([^)#\s]*)(#[^)\s]*)?\)", text):
        aim = (DOCS / target).resolve() if target else DOCS / name
        assert aim.exists(), f"{name}: {target}"
        if anchor:
            assert anchor[1:] in anchors(aim.read_text(encoding="utf-8")), f"{name}: {target}{anchor}"


def anchors(text):
    heads = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", head.casefold()).replace(" ", "-") for head in heads}


def test_every_query_is_in_the_cookbook_with_its_question_and_parameters():
    from kg.store import list_queries

    text = (DOCS / "cookbook.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^### ([\w-]+)\n(.*?)(?=^##|\Z)", text, re.M | re.S))
    for name, question, parameters in list_queries():
        assert question in sections[name], name
        assert f"kg query {name} " in sections[name], name
        assert {f"`{one.name}`" for one in parameters} <= set(re.findall(r"`\w+`", sections[name])), name


def test_every_column_of_the_exports_is_explained():
    from kg.export.columns import EDGE, NODE

    text = (DOCS / "gephi.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)`", text[text.index("## 4. Columns") :]))
    assert named >= set(NODE) | set(EDGE)


def test_the_prefixes_that_need_no_declaration_are_named():
    from kg.vocabulary import PREFIXES

    (named,) = re.findall(r"^The prefixes `([^`]*)`", (DOCS / "model.md").read_text(encoding="utf-8"), re.M)
    assert {word.rstrip(":") for word in named.split()} == set(PREFIXES)


def rewrite(names):
    """Write the answers of these pages anew (of all when none is named), the notebook and pictures too."""
    load_once()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        graph = build(work)
        for page in pages():
            if not names or page.name in names:
                folder = prepare(work / page.stem, ROOT / "seeds", None if builds_the_graph(page) else graph)
                text = rewritten(page, folder)
                tell(page, text)
                page.write_text(text, encoding="utf-8")
                for picture in pictures(text):
                    if (folder / picture).exists():
                        shutil.copy(folder / picture, DOCS / picture)
        if not names or NOTEBOOK.name in names:
            folder = prepare(work / "tour", ROOT / "seeds", graph)
            notebook = updated(json.loads(NOTEBOOK.read_text(encoding="utf-8")), folder)
            NOTEBOOK.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def tell(page, text):
    """Say which pages changed, and which mistakes of limits.md are mistakes no more."""
    print(f"{page.name}: {'the same' if text == page.read_text(encoding='utf-8') else 'CHANGED'}")
    for right in RIGHT.finditer(text):
        answer = text[right.end() : text.find("<!-- /answer -->", right.end())]
        wanted = right[1].split(" | ")
        rows = ([re.sub(r" [\[(].*", "", cell.strip()) for cell in line.split("|")] for line in answer.splitlines())
        if any(row[2:5] == wanted for row in rows):
            print(f"  read rightly now, so no longer an example of a mistake: {right[1]}")


if __name__ == "__main__":
    rewrite(sys.argv[1:])
