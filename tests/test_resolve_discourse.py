"""Whom «این کشور», «دو طرف», «وی», a capital or a short form mean, in articles with frozen parses."""

from collections import defaultdict
from pathlib import Path

import pytest

from kg.extract import extract
from kg.persian.tables import read_table
from kg.resolve import Resolver
from kg.text import read

HERE = Path(__file__).parent
EXPECTED = [
    (row.need("article"), row.need("mention"), row.need("principal"))
    for row in read_table(HERE / "discourse.tsv", ["article", "mention", "principal"])
]


@pytest.fixture(scope="module")
def found():
    """Article -> mention -> principals of the entities it was linked to."""
    principals = defaultdict(lambda: defaultdict(set))
    for article in read([HERE / "discourse.conllu"], on_error=pytest.fail):
        for triple in Resolver().resolve(article, extract(article)):
            for one in (triple.actor, triple.target, triple.source):
                if one is not None:
                    principals[article.id][one.text].add((one.entity and one.entity.principal) or "-")
    return principals


@pytest.mark.parametrize(("article", "mention", "principal"), EXPECTED)
def test_whom_a_mention_stands_for(found, article, mention, principal):
    """A mention that is not found is counted below: what is read of a sentence is not the resolver's."""
    assert principal in found[article].get(mention, {principal})


def test_most_mentions_are_found(found):
    assert sum(mention in found[article] for article, mention, _ in EXPECTED) >= 68


def test_we_of_a_minister_is_his_country():
    """Where only the verb says «we», the actor has no words but the country."""
    article = next(one for one in read([HERE / "discourse.conllu"], on_error=pytest.fail) if one.id == "we")
    signed = [one for one in Resolver().resolve(article, extract(article)) if one.action.lemma == "امضا کردن"]
    assert [(one.actor.text, one.actor.entity.principal) for one in signed] == [("", "JP")]
