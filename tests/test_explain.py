"""`kg explain`: what fired, what did not and why, on frozen trees and, live, from the command line."""

import json
import re

import pytest
from phenomena import trees

from kg.explain import explain, lines
from kg.explain.lines import isolated
from kg.explain.refusal import attempt
from kg.extract.pattern import load_patterns
from kg.extract.tree import Tree
from kg.persian.frames import load_frames
from kg.pipeline import Pipeline

OPEN, CLOSE = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


class Frozen(Pipeline):
    """A pipeline whose parse is a frozen tree; the text is the id of its row."""

    def run(self, articles, on_error):
        for article in articles:
            yield from super().run([trees()[article.text]], on_error)


def explained(name, everything=False, least=0.4):
    return [line.translate({ord(OPEN): None, ord(CLOSE): None}) for trace in explain(name, Frozen(min_confidence=least))
            for line in lines(trace, everything)]


def tried(name, pattern, number):
    tree = Tree(trees()[name].sentences[0])
    return attempt(tree, next(one for one in load_patterns() if one.name == pattern), number, load_frames())


@pytest.mark.parametrize(
    ("name", "pattern", "number", "reason"),
    [
        ("object-marked", "light verb, complement with a preposition", 4, "no child with compound:lvc (noun)"),
        ("light-verb", "simple verb", 4, "the verb is NOUN, not VERB"),
        ("pattern-made", "adjective with a light verb", 5, "لغزنده کردن is not in the frame table"),
        ("lv-object", "bare object as light noun", 3, "کتاب نوشتن is not in the frame table"),
        ("become-cold", "passive participle", 3, "participle: word 2 سرد is not participle"),
        ("come-to-lie", "idiom passive with «قرار گرفتن»", 5,
         "no child with NOUN|ADJ marker:مورد|تحت before it (noun)"),
    ],
)
def test_a_rejected_pattern_says_what_is_missing(name, pattern, number, reason):
    assert tried(name, pattern, number).reason == reason


def test_a_near_miss_has_the_verb_and_something_else():
    assert not tried("object-marked", "light verb, complement with a preposition", 4).near
    assert tried("come-to-lie", "idiom passive with «قرار گرفتن»", 5).near
    assert tried("lv-object", "bare object as light noun", 3).near


def test_near_misses_are_shown_and_all_on_demand():
    few, many = explained("light-verb"), explained("light-verb", everything=True)
    assert "    5  +  light verb: fired (verb=5 noun=4)" in few
    assert any("rejected at word 5: مجلس کردن is not in the frame table" in line for line in few)
    assert not any("no form of گرفتن" in line for line in few)
    assert sum("rejected at word 5" in line for line in many) == len(load_patterns()) - 1


def test_the_tree_keeps_its_columns():
    shown = explained("object")
    rows = shown[shown.index("Parse") + 1 : shown.index("Patterns") - 1]
    assert rows[0].split() == ["6", "root", "VERB", "کرد"]
    assert len({re.search("[A-Z]{3,}", row).start() for row in rows}) == 1


def test_persian_is_isolated_run_by_run():
    assert isolated("5 root: کرد (تصویب کردن) | x") == f"5 root: {OPEN}کرد{CLOSE} ({OPEN}تصویب کردن{CLOSE}) | x"
    assert isolated("no Persian") == "no Persian"


def test_triples_below_the_least_confidence_say_what_pulled_them_down():
    shown = explained("light-verb", least=0.99)
    at = shown.index("Left out: not sure enough")
    assert "مجلس | انتقاد کردن | دولت" in shown[at + 1]
    assert any(line.strip().startswith("pulled down by: ") for line in shown[at:])
    assert shown[shown.index("Triples") + 1].strip() == "none"


def test_a_clause_without_a_triple_says_why():
    assert any("no triple: nobody is known to do it" in line for line in explained("drop-nobody"))
    assert any("no triple: a copula, modal or aspectual verb" in line for line in explained("control-intend"))


def test_a_word_moved_in_the_tree_is_told():
    shown = explained("beside-role")
    assert any("light noun beside its verb" in line for line in shown[shown.index("Changed in the tree") :])


@pytest.mark.live
def test_the_command_prints_lines_or_json():
    from click.testing import CliRunner

    from kg.cli import main

    sentence = "سه خبرنگار توسط پلیس بازداشت شدند."
    plain = CliRunner().invoke(main, ["explain", sentence])
    assert plain.exit_code == 0 and "Triples" in plain.output and OPEN in plain.output
    found = json.loads(CliRunner().invoke(main, ["explain", sentence, "--json", "--all"]).output)
    assert [triple["action"]["lemma"] for triple in found["triples"]] == ["بازداشت کردن"]
    assert {one["pattern"] for one in found["patterns"]} == {one.name for one in load_patterns()}
    assert [one["fired"] for one in found["patterns"]].count(True) == 1
