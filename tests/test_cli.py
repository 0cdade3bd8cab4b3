"""The command line, on parsed input: no model is loaded."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main

ROOT = Path(__file__).parent.parent
EXAMPLES = str(ROOT / "tests" / "examples.conllu")


def run(*args):
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("graph") / "store"
    answer = run("build", EXAMPLES, "--store", folder)
    assert answer.exit_code == 0, answer.output
    return folder


def test_help_loads_nothing_heavy():
    code = "import sys, kg.cli.main as m; print([n for n in ('torch','stanza','hazm','rdflib','networkx','pyoxigraph') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_jsonl_has_the_promised_keys_and_exact_spans():
    answer = run("extract", EXAMPLES, "--format", "jsonl")
    assert answer.exit_code == 0
    rows = [json.loads(line) for line in answer.stdout.splitlines()]
    passive = next(row for row in rows if row["doc"] == "passive")
    assert list(passive) == [
        "doc", "sentence", "text", "actor", "action", "target", "arguments", "polarity", "status", "tense", "modality",
        "source", "kind", "confidence", "rule",
    ]
    assert passive["text"][passive["actor"]["start"] : passive["actor"]["end"]] == "پلیس"
    assert (passive["action"]["label_en"], passive["action"]["plover"]) == ("detain", "COERCE")
    request = next(row for row in rows if row["doc"] == "request")
    assert (request["actor"]["principal"], request["target"]["principal"], request["target"]["marker"]) == ("IN", "PK", "از")


@pytest.mark.parametrize("form", ["table", "csv", "turtle", "nquads", "trig"])
def test_every_format_says_the_triple(form):
    answer = run("extract", EXAMPLES, "--format", form)
    assert answer.exit_code == 0 and "انتقاد کردن" in answer.stdout


def test_building_again_changes_nothing(store):
    answer = run("build", EXAMPLES, "--store", store)
    assert answer.exit_code == 0
    assert "0 new, 0 replaced, 22 unchanged, 0 failed; 0 triples read." in answer.stderr


def test_a_changed_article_replaces_its_graph(tmp_path, store):
    text = Path(EXAMPLES).read_text(encoding="utf-8")
    one = tmp_path / "one.conllu"
    folder = tmp_path / "store"
    first = text.split("# newdoc")[1]
    one.write_text("# newdoc" + first, encoding="utf-8")
    assert run("build", one, "--store", folder).exit_code == 0
    one.write_text("# newdoc" + first.replace("دولت", "ارتش"), encoding="utf-8")
    answer = run("build", one, "--store", folder)
    assert "0 new, 1 replaced" in answer.stderr
    found = run("query", "SELECT ?o WHERE { ?s a <https://w3id.org/kg-fa/v#Statement> ; "
                "<http://www.w3.org/1999/02/22-rdf-syntax-ns#object> ?o }", "--store", folder, "--format", "csv")
    assert len(found.stdout.strip().splitlines()) == 2


def test_a_named_query_finds_an_actor_by_its_english_name(store):
    answer = run("query", "what-does", "--store", store, "--param", "actor=France", "--format", "csv")
    assert answer.exit_code == 0, answer.output
    assert "support" in answer.stdout and "Egypt" in answer.stdout


def test_quoted_and_unreal_events_are_no_edges(store):
    answer = run("query", "top-pairs", "--store", store, "--format", "csv")
    assert "Kuwait" not in answer.stdout and "Syria" not in answer.stdout
    assert "Qatar" in answer.stdout


def test_graphml_is_read_by_networkx_and_igraph(store, tmp_path):
    import igraph
    import networkx

    target = tmp_path / "graph.graphml"
    assert run("export", "--store", store, "--to", target).exit_code == 0
    ours = networkx.read_graphml(target, force_multigraph=True)
    theirs = igraph.Graph.Read_GraphML(str(target))
    assert ours.number_of_edges() == theirs.ecount() > 10
    labels = {data["label"] for _, _, data in ours.edges(data=True)}
    assert {"support", "condemn"} <= labels
    assert all(weight > 0 for weight in theirs.es["weight"])


@pytest.mark.parametrize("suffix", ["gexf", "ttl", "nq", "trig", "jsonld", "csv", "nq.gz"])
def test_every_export_writes_something(store, tmp_path, suffix):
    target = tmp_path / f"graph.{suffix}"
    assert run("export", "--store", store, "--to", target).exit_code == 0
    assert target.stat().st_size > 200


def test_evaluate_scores_given_parses(tmp_path):
    fact = {"actor": "مجلس", "action": ["انتقاد کردن"], "target": "دولت", "principal": [None, None],
            "polarity": "+", "status": "actual", "source": None, "core": True}
    gold = tmp_path / "gold.jsonl"
    rows = [{"id": "light-verb", "text": "", "facts": [fact]}, {"id": "object", "text": "", "facts": [fact]}]
    gold.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    answer = run("evaluate", gold, "--parses", EXAMPLES, "--json")
    figures = json.loads(answer.stdout)
    assert (figures["tp"], figures["fp"], figures["fn"]) == (1, 1, 1)
    assert figures["precision"] == figures["recall"] == figures["polarity_accuracy"] / 2 == 0.5


def test_evaluate_refuses_to_type_what_is_parsed(tmp_path):
    answer = run("evaluate", tmp_path / "gold.jsonl", "--parses", EXAMPLES, "--noise", "mixed")
    assert answer.exit_code == 2 and "--parses" in answer.output


def test_phrases_of_text_typed_otherwise_are_those_of_the_clean_one():
    from kg.evaluate import as_in
    from kg.model import Action, Mention, Triple
    from kg.training.noise import kept, noisy

    text = "رسانه‌ها نوشتند"
    typed = noisy(text, "without-joiners")
    actor = Mention(typed[:7], 0, 7, 0, 1)
    triple = Triple("a", 0, typed, actor, Action(typed[8:], 8, 15, 2, "نوشتن"), None, (), "+", "actual", None, None, None,
                    "verbal", 1.0, "simple verb")
    assert as_in(text, kept(text, typed), [triple])[0].actor.text == "رسانه‌ها"


def bad(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_an_article_that_kg_itself_fails_on_is_told_and_keeps_what_the_graph_had(tmp_path, monkeypatch):
    import kg.extract

    answers = [run("build", EXAMPLES, "--store", tmp_path / "store", "--json")]
    real = kg.extract.extract

    def failing(article, frames):
        if article.id == "passive":
            raise IndexError("tuple index out of range")
        return real(article, frames)

    monkeypatch.setattr(kg.extract, "extract", failing)
    # Another threshold makes every article one to be read again.
    answers.append(run("build", EXAMPLES, "--store", tmp_path / "store", "--json", "--min-confidence", "0.1"))
    told = answers[1].stderr.strip().splitlines()
    assert [answer.exit_code for answer in answers] == [0, 1] and len(told) == 1
    assert "'passive'" in told[0] and "IndexError: tuple index out of range" in told[0] and "report" in told[0]
    before, after = (json.loads(answer.stdout) for answer in answers)
    assert after["failed"] == 1 and after["replaced"] == before["new"] - 1
    assert after["graph"]["documents"] == before["graph"]["documents"]
    kept = run("query", "evidence", "--store", tmp_path / "store", "--format", "csv").stdout
    assert "passive" in kept


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", "سلام بر همه".encode("cp1256"), "UTF-8"),
        ("b.txt", b"", "empty"),
        ("c.txt", b"Nothing here is Persian at all.", "Persian"),
        ("d.jsonl", b"{not json}\n", "d.jsonl:1"),
        ("e.jsonl", b'{"id": "x"}\n', "text"),
        ("f.pdf", b"%PDF", "f.pdf"),
    ],
)
def test_a_bad_file_is_one_clear_line_and_the_rest_goes_on(tmp_path, name, content, says):
    answer = run("extract", bad(tmp_path, name, content), EXAMPLES, "--format", "jsonl")
    assert answer.exit_code == 1
    lines = answer.stderr.strip().splitlines()
    assert len(lines) == 1 and name in lines[0] and says in lines[0]
    assert len(answer.stdout.splitlines()) > 20


def test_a_missing_folder_says_so(tmp_path):
    answer = run("extract", tmp_path / "nowhere", "--format", "jsonl")
    assert answer.exit_code == 1 and "nowhere" in answer.stderr


def test_a_store_in_use_says_so(tmp_path):
    from kg.store import Store

    with Store(tmp_path / "store"):
        code = f"from kg.cli import main; main(['build', {EXAMPLES!r}, '--store', {str(tmp_path / 'store')!r}])"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1 and "store" in done.stderr


def test_a_store_that_cannot_be_made_says_so(tmp_path):
    blocked = bad(tmp_path, "file", b"x")
    answer = run("build", EXAMPLES, "--store", blocked / "store")
    assert answer.exit_code == 1 and len(answer.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("form, told", [("json", '"boolean":true'), ("xml", "<boolean>true<"), ("table", "yes")])
def test_an_ask_is_answered_in_the_formats_of_a_select(store, form, told):
    answer = run("query", "ASK { ?who act:criticise ?whom }", "--store", store, "--format", form)
    assert answer.exit_code == 0 and told in answer.stdout


@pytest.mark.parametrize("command", [("query", "top-actions"), ("actions",)])
def test_names_are_in_the_language_asked_for(store, command):
    assert "criticise" in run(*command, "--store", store).stdout
    persian = run(*command, "--store", store, "--labels", "fa").stdout
    assert "انتقاد کردن" in persian and "criticise" not in persian


def test_an_address_that_is_taken_is_said(store):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        answer = run("serve", "--store", store, "--port", taken.getsockname()[1])
    assert answer.exit_code == 1 and "cannot listen there" in answer.stderr and "shows" not in answer.stderr


@pytest.mark.parametrize(
    "args", [("query", "who-acts", "--store", "x"), ("extract", EXAMPLES, "--format", "xls"), ("extract",), ("build", EXAMPLES)]
)
def test_wrong_usage_is_status_2(args):
    assert run(*args).exit_code == 2
