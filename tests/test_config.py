"""kg.toml: defaults of options, told apart from what the command line says; and what Tab completes."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner
from graph_fixture import fill

from kg.cli import main
from kg.store import Store, list_queries


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder to work in, with a graph in `graph`."""
    with Store(tmp_path / "graph") as opened:
        fill(opened)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_CONFIG", raising=False)
    return tmp_path


def run(*args):
    return CliRunner().invoke(main, [str(arg) for arg in args])


def configure(folder, text, name="kg.toml"):
    (folder / name).write_text(text, encoding="utf-8")


def test_options_come_from_the_file_and_the_command_line_wins(folder):
    configure(folder, 'store = "graph"\n[export]\nlabels = "fa"\nactors = ["Peru"]\naction = "meet"\n')
    written = run("export", "--to", "a.csv", "--json")
    assert written.exit_code == 0, written.output
    assert json.loads(written.stdout)["edges"] == 1
    assert "دیدار کردن" in (folder / "a.csv").read_text(encoding="utf-8").splitlines()[1].split(",")[4]
    told = run("export", "--to", "a.csv", "--json", "--action", "call on", "--labels", "en")
    assert json.loads(told.stdout)["edges"] == 1
    assert ",call on," in (folder / "a.csv").read_text(encoding="utf-8")
    assert run("query", "top-pairs", "--format", "csv").exit_code == 0
    assert run("query", "top-pairs", "--store", "nowhere").exit_code == 1


def test_without_a_file_nothing_changes(folder):
    assert run("export", "--to", "a.csv").exit_code == 2


def test_a_file_elsewhere_is_named_by_the_environment_and_its_paths_are_its_own(folder, monkeypatch, tmp_path_factory):
    configure(folder, 'store = "graph"\n', "other.toml")
    monkeypatch.setenv("KG_CONFIG", str(folder / "other.toml"))
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert run("query", "top-pairs", "--format", "csv").exit_code == 0
    monkeypatch.setenv("KG_CONFIG", "")
    assert run("query", "top-pairs", "--format", "csv").exit_code == 2
    monkeypatch.setenv("KG_CONFIG", "nowhere.toml")
    answer = run("query", "top-pairs")
    assert answer.exit_code == 2 and answer.stderr == "kg: nowhere.toml: cannot be read: No such file or directory.\n"


def test_a_table_of_actors_is_no_filter_of_exports(folder):
    columns = "key\tslug\tlabel\tlabel_en\tkind\tprincipal\taliases\n"
    configure(folder, columns, "mine.tsv")
    configure(folder, 'store = "graph"\nactors = "mine.tsv"\n')
    assert json.loads(run("export", "--to", "a.csv", "--json").stdout)["edges"] == 5


@pytest.mark.parametrize(("text", "says"), [
    ('\nstor = "graph"', "kg.toml:2: 'stor' is not an option that commands share. Did you mean 'store'?"),
    ('[exprot]\nlabels = "fa"', "kg.toml:1: 'exprot' is no command. Did you mean 'export'?"),
    ('[export]\nmeasures = false\nlables = "fa"',
     "kg.toml:3: 'lables' is not an option of kg export. Did you mean 'labels'?"),
    ('export.labels = "de"', "kg.toml:1: labels: 'de' is not one of 'en', 'fa'."),
    ("min-confidence = 2", "kg.toml:1: min-confidence: 2.0 is not in the range 0<=x<=1."),
    ('min-confidence = "high"', "kg.toml:1: min-confidence: 'high' is not a valid float range."),
    ('actors = "none.tsv"', "kg.toml:1: actors: File 'none.tsv' does not exist."),
    ('quiet = "yes"', "kg.toml:1: quiet must be true or false, not 'yes'."),
    ('store = ["a", "b"]', "kg.toml:1: store must be one value, not ['a', 'b']."),
    ('[export]\nsince = "1403-13"', "kg.toml:2: since: '1403-13' is not in the calendar; check its month and day."),
    ('# ours\nstore = graph', "kg.toml:2: not TOML: Invalid value."),
])  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(folder, text, says):
    configure(folder, text)
    answer = run("query", "--list")
    assert (answer.exit_code, answer.stderr) == (2, f"kg: {says}\n")
    # Help comes all the same.
    assert run("query", "--help").exit_code == 0


def test_bytes_that_are_no_text_are_said(folder):
    (folder / "kg.toml").write_bytes(b"store = '\xff'")
    assert run("query", "--list").stderr == "kg: kg.toml: is not UTF-8; save it as UTF-8.\n"


def completed(line, folder):
    words = line.split(" ")
    environment = os.environ | {"_KG_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    code = "from kg.cli import main; main(prog_name='kg')"
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, cwd=folder)
    assert done.stderr == ""
    return [found.partition(",")[2] for found in done.stdout.splitlines()]


@pytest.mark.parametrize(("line", "found"), [
    ("kg query who-c", ["who-calls-on-whom", "who-condemns-whom"]),
    ("kg extract x --format j", ["jsonl"]), ("kg query x --format t", ["table", "tsv", "turtle"]),
    ("kg export --level m", ["mention"]), ("kg pu", ["push"]),
])  # fmt: skip
def test_tab_completes(tmp_path, line, found):
    # A broken file must not break the shell.
    configure(tmp_path, "stor = 1")
    assert completed(line, tmp_path) == found


def test_tab_completes_every_query(tmp_path):
    assert completed("kg query ", tmp_path) == [name for name, *_ in list_queries()]
