"""The house keeps its floors, its doorways, and its Persian in tables."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "kg").rglob("*.py"))
FLOORS = [
    {"model", "errors"}, {"persian", "vocabulary"}, {"text"}, {"extract"}, {"resolve"},
    {"graph", "store", "export"}, {"pipeline"}, {"api", "evaluate", "explain"}, {"serve", "cli"},
]
DOORWAYS = {
    "hazm": ("kg/text", "kg/training"), "stanza": ("kg/text", "kg/training"), "torch": ("kg/text", "kg/training"),
    "rdflib": ("kg/vocabulary.py", "kg/graph", "kg/store", "kg/api.py"), "pyoxigraph": ("kg/store",),
    "networkx": ("kg/export", "kg/api.py"), "gensim": ("kg/training",), "httpx": ("kg/store",),
    "starlette": ("kg/serve",), "uvicorn": ("kg/serve",),
}


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def floor(name):
    return next((at for at, names in enumerate(FLOORS) if name in names), None)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_from_floors_below(path):
    parts = path.relative_to(ROOT / "kg").with_suffix("").parts
    mine = floor(parts[0])
    if mine is None:
        pytest.skip("outside the staircase")
    for name in imports(path):
        if name.startswith("kg."):
            theirs = floor(name.split(".")[1])
            assert theirs is None or theirs <= mine, f"{path} imports {name} from above"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_heavy_packages_enter_by_their_doorway(path):
    where = path.relative_to(ROOT).as_posix()
    for name in imports(path):
        allowed = DOORWAYS.get(name.partition(".")[0])
        assert allowed is None or where.startswith(allowed), f"{where} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_persian_strings_live_in_tables(path):
    if "persian" in path.parts:
        return
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            written = ast.get_source_segment(text, node) or ""
            assert not re.search("[\u0621-\u06cc]", written), f"{path}:{node.lineno}: {written}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_stay_short(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 46, f"{path}:{node.lineno} {node.name}"


def test_ci_runs_the_test_command_of_the_readme():
    command = (ROOT / ".ci" / "run").read_text(encoding="utf-8").strip().splitlines()[-1]
    assert f"\n{command}\n" in (ROOT / "README.md").read_text(encoding="utf-8")
