"""The most frequent actors of a graph, who may be one, and merges that leave no trace when dropped."""

import json

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from pyshacl import validate
from rdflib import Graph
from test_shapes import GRAPH

from kg.audit import BY_HAND, Audit, write_merges
from kg.cli import main
from kg.graph import state
from kg.graph.merges import state_merges
from kg.model import Action, Article, Mention, Sentence, Triple
from kg.resolve import Resolver
from kg.resolve.merging import ORDER, SPELLING, SURNAME, Candidate, proposals, within_one
from kg.store import Store, list_queries, load_query

SAID = {
    "a1": ["کنجی مورا سفیر ژاپن", "آمریکا"],
    "a2": ["مورا", "آمریکا"],
    "a3": ["او", "مسکو"],
    "a4": ["او", "شرکت نفت‌گستران آریا"],
    "a5": ["آمريكا", "شرکت نفت‌گستران آریان"],
}


def _article(name, phrases):
    text, triples, at = " . ".join(phrases), [], 0
    for phrase in phrases:
        one = Mention(phrase, at, at + len(phrase), 1, 1)
        action = Action(text[:1], 0, 1, 1, "محکوم کردن")
        triples.append(
            Triple(name, 1, text, one, action, None, (), "+", "actual", None, None, None, "verbal", 1.0, "test")
        )
        at += len(phrase) + 3
    return Article(name, text, sentences=(Sentence(name, 1, text, 0, len(text), ()),)), triples


def _stated(name):
    read, triples = _article(name, SAID[name])
    return state(read, Resolver().resolve(read, triples), "run", name)


@pytest.fixture
def folder(tmp_path):
    with Store(tmp_path / "store") as store:
        for name in SAID:
            store.replace(name, _stated(name))
    return tmp_path / "store"


def test_the_table_counts_spellings_as_one_and_leaves_out_what_is_local(folder):
    with Store(folder, read_only=True) as store:
        actors = Audit(store).actors(10)
    assert (actors[0].label, actors[0].count, actors[0].principal) == ("ایالات متحده", 3, "US")
    assert dict(actors[0].namings) == {"آمریکا": 2, "آمريكا": 1}
    assert {actor.label: actor.linked for actor in actors} == {
        "ایالات متحده": "table", "روسیه": "table", "کنجی مورا": "composed", "مورا": "name",
        "شرکت نفت‌گستران آریا": "name", "شرکت نفت‌گستران آریان": "name",
    }  # fmt: skip
    assert not [actor for actor in actors if actor.label == "او"]


def test_the_mentions_show_what_they_are_linked_to(folder):
    with Store(folder, read_only=True) as store:
        linked = {(one.words, one.actor.label) for one in Audit(store).namings()}
    assert ("مسکو", "روسیه") in linked and ("آمريكا", "ایالات متحده") in linked


def test_the_surname_and_the_misspelling_are_proposed_and_nothing_else(folder):
    with Store(folder, read_only=True) as store:
        found = {(one.one.label, one.other.label, one.rule) for one in Audit(store).doubtful()}
    assert found == {
        ("کنجی مورا", "مورا", SURNAME),
        ("شرکت نفت‌گستران آریا", "شرکت نفت‌گستران آریان", SPELLING),
    }


def _everything(store):
    return set(map(str, store.quads()))


def test_merges_are_dropped_without_a_trace_and_change_no_answer(folder):
    with Store(folder) as store:
        before = _everything(store)
        names = [name for name, _, parameters in list_queries() if all(one.default is not None for one in parameters)]
        answers = {name: store.query(load_query(name, {})).rows for name in names}
        audit = Audit(store)
        merges = [audit.merge(pair) for pair in audit.doubtful()]
        write_merges(store, merges)
        added = _everything(store) - before
        assert added and not before - _everything(store)
        assert all("kg%3Amerges" in quad for quad in added), "in a graph of their own"
        assert {name: store.query(load_query(name, {})).rows for name in names} == answers
        assert Audit(store).merges == sorted(merges, key=lambda merge: (merge.one, merge.other))
        write_merges(store, merges[:1])
        assert len(_everything(store) - before) < len(added), "afresh, not on top"
        write_merges(store, [])
        assert _everything(store) == before


def test_a_merge_says_its_rule_and_its_evidence_and_keeps_to_the_shapes(folder):
    with Store(folder) as store:
        audit = Audit(store)
        merges = [audit.merge(pair) for pair in audit.doubtful()]
        write_merges(store, merges)
        rows = store.query("""SELECT ?rule ?score ?span WHERE { ?a skos:exactMatch ?b .
          ?m a kg:Merge ; rdf:subject ?a ; rdf:object ?b ; kg:rule ?rule ; kg:confidence ?score ;
             prov:wasDerivedFrom ?span . ?span kg:entity ?e FILTER(?e IN (?a, ?b)) }""").rows
        assert sorted(str(row[0]) for row in rows) == [SPELLING, SPELLING, SURNAME, SURNAME]
        quads = state_merges(merges, "https://w3id.org/kg-fa/run/test")
    graph = Graph()
    for s, p, o, _ in [*quads, *(quad for name in SAID for quad in _stated(name))]:
        graph.add((s, p, o))
    conforms, _, words = validate(graph, shacl_graph=Graph().parse(GRAPH / "shapes.ttl"), inference="none")
    assert conforms, words


def _actors(folder, *options):
    answer = CliRunner().invoke(main, ["actors", "--store", str(folder), *options])
    return answer.exit_code, answer.stdout, answer.stderr


def _rows(folder, *options):
    code, printed, _ = _actors(folder, "--json", *options)
    assert code == 0
    return [json.loads(line) for line in printed.splitlines()]


def test_the_command_prints_actors_their_words_and_doubtful_pairs(folder):
    code, printed, _ = _actors(folder)
    assert code == 0 and "ایالات متحده" in printed and "آمریکا 2, آمريكا 1" in printed
    [first] = _rows(folder, "--limit", "1")
    assert (first["actor"], first["kind"], first["stands_for"], first["linked"]) == (
        "ایالات متحده", "country", "US", "table",
    )  # fmt: skip
    assert first["namings"] == {"آمریکا": 2, "آمريكا": 1}
    assert ("مسکو", "روسیه") in {(row["words"], row["actor"]) for row in _rows(folder, "--words")}
    assert [(row["actor"], row["other"], row["score"]) for row in _rows(folder, "--doubtful")] == [
        ("کنجی مورا", "مورا", 0.6), ("شرکت نفت‌گستران آریا", "شرکت نفت‌گستران آریان", 0.5),
    ]  # fmt: skip


def test_two_are_merged_by_their_names_counted_as_one_and_parted_again(folder):
    before = _rows(folder)
    [merge] = _rows(folder, "--merge", "کنجی مورا", "مورا")
    assert (merge["actor"], merge["other"], merge["rule"]) == ("کنجی مورا", "مورا", SURNAME)
    [one] = [row for row in _rows(folder) if row["same"]]
    assert (one["actor"], one["count"], one["same"]) == ("کنجی مورا", 2, [merge["other_entity"]])
    assert [row["actor"] for row in _rows(folder, "--doubtful")] == ["شرکت نفت‌گستران آریا"]
    assert _rows(folder, "--unmerge", "مورا", "کنجی مورا") == []
    assert _rows(folder) == before


def test_a_merge_by_hand_needs_no_rule_and_all_go_at_once(folder):
    merges = _rows(folder, "--merge", "مورا", "روسیه", "--merge-doubtful", "0.5")
    assert {(row["rule"], row["score"]) for row in merges} == {(BY_HAND, 1.0), (SURNAME, 0.6), (SPELLING, 0.5)}
    assert _rows(folder, "--merges") == merges
    assert _rows(folder, "--unmerge-all") == []


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--merge", "مورا", "تورا"), "'تورا' is nobody in this graph"),
        (("--merge", "مورا", "مورا"), "are one already"),
        (("--unmerge", "مورا", "روسیه"), "are not merged"),
        (("--words", "--doubtful"), "choose one"),
    ],
)
def test_a_wrong_pair_changes_nothing_and_says_why(folder, options, says):
    code, printed, said = _actors(folder, *options)
    assert (code, printed) == (2, "") and says in said and said.count("\n") == 1
    assert _rows(folder, "--merges") == []


def _person(label, principal=None, kind="person", known=False):
    return Candidate("https://x/" + label.replace(" ", "-"), label, kind, principal, 1, known)


def test_two_of_one_surname_are_left_alone():
    several = [_person("احمد خاتمی‌نیا", "IR"), _person("محمد خاتمی‌نیا", "IR"), _person("خاتمی‌نیا", "IR")]
    assert proposals(several) == []
    assert [one.rule for one in proposals(several[1:])] == [SURNAME]


def test_who_stands_for_another_or_is_of_another_kind_is_no_match():
    assert proposals([_person("کنجی مورا", "JP"), _person("مورا", "KR")]) == []
    assert proposals([_person("کنجی مورا", "JP"), _person("مورا", "JP", "organisation")]) == []
    assert proposals([_person("کنجی مورا", known=True), _person("مورا", known=True)]) == []


def test_the_same_words_in_another_order_are_proposed():
    [one] = proposals([_person("مورا کنجی", "JP"), _person("کنجی مورا", "JP")])
    assert (one.rule, one.score) == (ORDER, 0.9)


@given(st.text("ابپت", min_size=1, max_size=8), st.data())
def test_one_letter_more_less_or_other_is_within_one(name, data):
    at, letter = data.draw(st.integers(0, len(name) - 1)), data.draw(st.sampled_from("ابپتث"))
    for other in (name[:at] + letter + name[at:], name[:at] + name[at + 1 :], name[:at] + letter + name[at + 1 :]):
        assert within_one(name, other) == within_one(other, name) == (name != other)
    assert not within_one(name, name + "ثث")
