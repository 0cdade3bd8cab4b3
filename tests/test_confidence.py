"""Confidence is a probability, fitted on gold facts."""

import json

from kg.extract import extract
from kg.extract.confidence import NAMES, confidence, weights
from kg.training.confidence import fit, main


def test_the_table_weighs_every_feature():
    assert tuple(weights()) == NAMES


def test_a_known_predicate_with_a_target_is_surer_than_an_unknown_one_without():
    plain = dict.fromkeys(NAMES, 0.0) | {"base": 1.0}
    assert 0 < confidence(plain | {"no frame": 1.0, "no target": 1.0}) < confidence(plain) < 1


def test_every_triple_but_a_headline_says_what_it_was_reckoned_from(examples):
    for article in examples.values():
        for triple in extract(article):
            assert triple.rule == "headline speaker" or set(triple.features) == set(NAMES)


def test_a_fit_finds_what_tells_right_from_wrong():
    cases = [([1.0, float(n % 2)], n % 2 == 0) for n in range(40)]
    base, wrong = fit(cases)
    assert base > 0 > wrong


def test_the_command_prints_a_weight_for_every_feature(tmp_path, capsys):
    from conftest import ROOT

    gold = tmp_path / "gold.jsonl"
    facts = {
        "light-verb": [("مجلس", "انتقاد کردن", "دولت")], "object": [], "two-verbs": [],
        "negation": [("چین", "تأیید کردن", "تحریم")],
    }
    keys = ("actor", "action", "target")
    rows = [
        {"id": name, "text": "", "facts": [
            dict(zip(keys, (actor, [action], target), strict=True), core=True, polarity="+", status="actual",
                 source=None, principal=[None, None])
            for actor, action, target in found
        ]}
        for name, found in facts.items()
    ]
    gold.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    main([str(gold), str(ROOT / "tests" / "examples.conllu")])
    printed = capsys.readouterr()
    assert [line.split("\t")[0] for line in printed.out.splitlines()] == list(NAMES)
    assert "better half" in printed.err
