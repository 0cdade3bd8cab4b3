"""A new actor and a new action come from tables, with no change to the code."""

import json

import pytest
from click.testing import CliRunner

from kg.cli import main

SENTENCE = """# newdoc id = a
# text = سندیکای نان انبار را پلمب کرد
1\tسندیکای\t_\tNOUN\t_\t_\t6\tnsubj\t_\t_
2\tنان\t_\tNOUN\t_\t_\t1\tnmod\t_\t_
3\tانبار\t_\tNOUN\t_\t_\t6\tobj\t_\t_
4\tرا\t_\tADP\t_\t_\t3\tcase\t_\t_
5\tپلمب\t_\tNOUN\t_\t_\t6\tcompound:lvc\t_\t_
6\tکرد\t_\tVERB\t_\t_\t0\troot\t_\t_

"""
ACTORS = "key\tslug\tlabel\tlabel_en\tkind\tprincipal\taliases\nBAKERS\tbakers\tسندیکای نان\tBakers' Union\torganisation\t\t\n"
ACTIONS = (
    "lemma\ten\ttarget\tclass\tcontrol\tsymmetric\tplover\tmode\tcameo\tnouns\tgenitive\n"
    "پلمب کردن\tseal\tرا\tact\t\t\tCOERCE\t\t\t\t\n"
)


@pytest.fixture
def files(tmp_path):
    for name, text in (("a.conllu", SENTENCE), ("actors.tsv", ACTORS), ("actions.tsv", ACTIONS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, [str(one) for one in arguments])


def test_tables_of_the_user_name_actor_and_action(files):
    plain = json.loads(run("extract", files / "a.conllu", "--format", "jsonl", "--quiet").stdout)
    assert (plain["action"]["label_en"], plain["actor"]["principal"]) == (None, None)
    tables = ("--actors", files / "actors.tsv", "--actions", files / "actions.tsv")
    known = json.loads(run("extract", files / "a.conllu", "--format", "jsonl", "--quiet", *tables).stdout)
    assert (known["action"]["label_en"], known["action"]["plover"]) == ("seal", "COERCE")
    assert (known["actor"]["principal"], known["actor"]["label_en"]) == ("BAKERS", "Bakers' Union")


def test_a_predicate_that_no_table_knows_is_listed_until_one_does(files):
    store = files / "graph"
    assert run("build", files / "a.conllu", "--store", store).exit_code == 0
    assert "پلمب کردن,1" in run("actions", "--unknown", "--store", store, "--format", "csv").stdout
    again = run("build", files / "a.conllu", "--store", store, "--actions", files / "actions.tsv")
    assert "1 replaced" in again.stderr
    assert "پلمب" not in run("actions", "--unknown", "--store", store, "--format", "csv").stdout


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (ACTIONS.replace("COERCE", "COERSE"), r"actions.tsv:2"),
        (ACTIONS.replace("lemma\t", "lema\t", 1), "Did you mean 'lemma'"),
        (ACTIONS.replace("\tact\t", "\tdeed\t"), r"actions.tsv:2"),
    ],
)
def test_a_wrong_row_is_refused_with_its_place(files, broken, said):
    (files / "actions.tsv").write_text(broken, encoding="utf-8")
    done = run("extract", files / "a.conllu", "--actions", files / "actions.tsv", "--quiet")
    assert done.exit_code == 1 and said in done.stderr


def test_doubtful_readings_are_left_out_unless_asked_for(files):
    asked = {limit: run("extract", files / "a.conllu", "--format", "jsonl", "--quiet", "--min-confidence", limit)
             for limit in ("0", "1")}
    assert len(asked["0"].stdout.splitlines()) == 1
    assert asked["1"].stdout == ""
