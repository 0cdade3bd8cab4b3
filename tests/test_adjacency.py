"""Torn phrases put together: trees of our own as a parser spoils them, and near-misses."""

import pytest

from kg.extract import extract
from kg.extract.adjacency import adjoin
from kg.text import read


@pytest.fixture
def article(tmp_path):
    """An article of one sentence from «form/UPOS/head/relation» words."""

    def made(words):
        cells = [word.split("/") for word in words.split()]
        rows = [
            f"{number}\t{form}\t_\t{upos}\t_\t_\t{head}\t{label}\t_\t_"
            for number, (form, upos, head, label) in enumerate(cells, start=1)
        ]
        path = tmp_path / "one.conllu"
        text = " ".join(cell[0] for cell in cells)
        path.write_text(f"# newdoc id = a\n# text = {text}\n" + "\n".join(rows) + "\n\n", encoding="utf-8")
        [found] = read([path], on_error=pytest.fail)
        return found

    return made


def heads(article):
    return [(word.head, word.deprel) for word in adjoin(article.sentences[0]).words]


def test_a_preposition_marks_the_noun_behind_it(article):
    # The members asked the Security Council: the parser hung the preposition from the verb.
    spoilt = article(
        "اعضا/NOUN/5/nsubj از/ADP/5/case شورای/NOUN/5/obl:arg امنیت/NOUN/3/nmod خواستند/VERB/0/root"
    )
    assert heads(spoilt)[1] == (3, "case")


def test_a_preposition_may_reach_over_what_stands_before_its_noun(article):
    # With all the two parties' power: determiner and numeral belong to the phrase.
    sound = article(
        "با/ADP/3/case همه/DET/3/det توان/NOUN/6/obl دو/NUM/5/nummod طرف/NOUN/3/nmod جنگید/VERB/0/root"
    )
    assert heads(sound)[0] == (3, "case")


def test_a_genitive_belongs_to_the_conjunct_before_it(article):
    # The ambassador and head of the mission condemned the attack: two offices of one person.
    spoilt = article(
        "سفیر/NOUN/8/nsubj و/CCONJ/3/cc سرپرست/NOUN/1/conj هیئت/NOUN/1/nmod حمله/NOUN/8/obj را/ADP/5/case "
        "محکوم/ADJ/8/compound:lvc کرد/VERB/0/root"
    )
    assert heads(spoilt)[3] == (3, "nmod")
    [triple] = extract(spoilt)
    assert triple.actor.text == "سفیر و سرپرست هیئت"


def test_an_office_behind_a_name_and_a_comma_is_its_apposition(article):
    spoilt = article(
        "مرادی/PROPN/8/nsubj ،/PUNCT/1/punct وزیر/NOUN/8/obj راه/NOUN/3/nmod ،/PUNCT/3/punct با/ADP/7/case "
        "طرح/NOUN/8/obl:arg مخالفت/NOUN/9/compound:lvc کرد/VERB/0/root"
    )
    assert heads(spoilt)[2] == (1, "appos")


def test_an_office_that_is_the_object_stays_one(article):
    # After talks with Moradi, they summoned the ambassador of Japan.
    sound = article(
        "پس/ADP/3/case از/ADP/3/case گفت‌وگو/NOUN/10/obl با/ADP/5/case مرادی/PROPN/3/nmod ،/PUNCT/3/punct "
        "سفیر/NOUN/10/obj ژاپن/PROPN/7/nmod را/ADP/7/case فراخواندند/VERB/0/root"
    )
    assert heads(sound)[6] == (10, "obj")


def test_light_nouns_side_by_side_are_two_acts(article):
    # Parliament examined the bill and rejected it by a large majority.
    both = article(
        "مجلس/NOUN/9/nsubj لایحه/NOUN/9/obj را/ADP/2/case بررسی/NOUN/9/compound:lvc و/CCONJ/9/cc با/ADP/7/case "
        "اکثریت/NOUN/9/obl رد/NOUN/9/compound:lvc کرد/VERB/0/root"
    )
    found = [(t.actor and t.actor.text, t.action.lemma, t.target and t.target.text) for t in extract(both)]
    assert sorted(found) == [("مجلس", "بررسی کردن", "لایحه"), ("مجلس", "رد کردن", "لایحه")]


def test_a_time_in_front_is_no_part_of_the_object(article):
    struck = article(
        "ارتش/NOUN/5/nsubj بامداد/NOUN/4/nmod جمعه/NOUN/2/nmod حملاتی/NOUN/5/obj کرد/VERB/0/root"
    )
    assert [t.target.text for t in extract(struck) if t.target] in ([], ["حملاتی"])


def test_a_clock_time_is_no_speaker(article):
    told = article(
        "ساعت/NOUN/7/obl ۱/NUM/1/nummod :/PUNCT/1/punct ۳۲/NUM/1/nummod پلیس/NOUN/7/nsubj شهر/NOUN/7/obj "
        "گرفت/VERB/0/root"
    )
    assert all(triple.source is None and triple.rule != "headline speaker" for triple in extract(told))
