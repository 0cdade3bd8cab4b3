"""The benchmark measures what it says it measures; how fast we are is for a person to look at."""

import json

import pytest
from click.testing import CliRunner

from kg import benchmark


def test_the_best_of_several_rounds_is_taken_after_a_warm_up():
    calls = []
    assert benchmark.best(lambda: calls.append(1), rounds=3) >= 0
    assert len(calls) == 4


def test_raw_articles_bring_no_parses():
    articles = benchmark.raw_articles([benchmark.own_sentences()])
    assert articles and all(article.sentences is None and article.text for article in articles)


@pytest.mark.live
def test_the_command_prints_speeds_and_their_ratio(tmp_path, monkeypatch):
    measured = benchmark.best
    monkeypatch.setattr(benchmark, "best", lambda work, rounds: measured(work, rounds) or 1e-6)
    path = tmp_path / "one.txt"
    path.write_text("مجلس از دولت انتقاد کرد.", encoding="utf-8")
    found = json.loads(CliRunner().invoke(benchmark.main, [str(path), "--json", "--rounds", "1"]).output)
    assert (found["sentences"], found["words"]) == (1, 6)
    assert found["share"] == pytest.approx(found["parse_words"] / found["after_words"])
