"""Whom a mention stands for."""

import pytest

from kg.errors import TableError
from kg.model import Action, Argument, Article, Mention, Sentence, Triple
from kg.resolve import Resolver, load_registry


def resolved(*phrases):
    """The entities of phrases that stand one after the other in an article, as actors."""
    text = " . ".join(phrases)
    sentence = Sentence("a", 1, text, 0, len(text), ())
    at, triples = 0, []
    for phrase in phrases:
        actor = Mention(phrase, at, at + len(phrase), 1, 1)
        action = Action("", 0, 0, 1, "محکوم کردن")
        triples.append(
            Triple("a", 1, text, actor, action, None, (), "+", "actual", None, None, None, "verbal", 1.0, "test")
        )
        at += len(phrase) + 3
    article = Article("a", text, sentences=(sentence,))
    return [triple.actor.entity for triple in Resolver().resolve(article, triples)]


def told(resolver, actor, lemma, target=None, **rest):
    """The triple of one clause «actor target», resolved."""
    text = f"{actor} . {target or ''}"
    ends = [Mention(actor, 0, len(actor), 1, 1)]
    ends.append(Mention(target, len(actor) + 3, len(text), 1, 2) if target else None)
    values = {"polarity": "+", "status": "actual", "modality": None, "source": None} | rest
    triple = Triple(
        "a", 1, text, ends[0], Action("", 0, 0, 1, lemma), ends[1], (), values["polarity"], values["status"], None,
        values["modality"], values["source"], "verbal", 1.0, "test",
    )
    sentence = Sentence("a", 1, text, 0, len(text), ())
    return resolver.resolve(Article("a", text, sentences=(sentence,)), [triple])[0]


@pytest.mark.parametrize(
    ("phrase", "principal"),
    [
        ("ترکیه", "TR"),
        ("رژیم صهیونیستی", "IL"),
        ("سفیر ترکیه در آمریکا", "TR"),
        ("معاون حقوقی وزیر خارجه روسیه", "RU"),
        ("سی عضو از اعضای جنبش غیرمتعهد", "NAM"),
        ("مردم فلسطین", "PS"),
        ("دبیرکل سازمان ملل", "UN"),
        ("سازمان ملل متحدد", "UN"),
        ("کتاب تازه", None),
        ("خواهند", None),
    ],
)
def test_the_principal_of_a_mention(phrase, principal):
    assert resolved(phrase)[0].principal == principal


def test_this_country_is_the_nearest_one_named():
    assert resolved("وزیر خارجه ژاپن", "ارتش این کشور")[1].principal == "JP"


def test_this_country_is_nobody_when_none_was_named():
    assert resolved("ارتش این کشور")[0].principal is None


def test_what_is_understood_is_the_entity_that_is_named():
    _, understood, pointed, named = resolved("وزیر خارجه ژاپن", "دولت این کشور", "این کشور", "دولت ژاپن")
    assert understood.iri == named.iri and understood.principal == "JP"
    assert pointed.iri == load_registry().by_key("JP").iri


def test_a_deed_named_again_has_the_same_doer():
    assert resolved("حملات ارتش ژاپن", "این حملات")[1].principal == "JP"
    assert resolved("این حملات")[0].principal is None


def test_a_deed_named_again_falls_on_its_doer_as_a_target_too():
    text = "حملات ارتش ژاپن . روسیه . این حملات"
    ends = [Mention(one, text.index(one), text.index(one) + len(one), 1, 1) for one in text.split(" . ")]
    action = Action("", 0, 0, 1, "محکوم کردن")
    told_of = [(ends[1], ends[0]), (ends[1], ends[2])]
    triples = [
        Triple("a", 1, text, actor, action, target, (), "+", "actual", None, None, None, "verbal", 1.0, "test")
        for actor, target in told_of
    ]
    found = Resolver().resolve(Article("a", text, sentences=(Sentence("a", 1, text, 0, len(text), ()),)), triples)
    assert [one.target.entity.principal for one in found] == ["JP", "JP"]


def test_an_office_of_the_movement_is_of_the_one_named():
    assert resolved("جنبش عدم تعهد", "رئیس جنبش")[1].principal == "NAM"
    assert resolved("رئیس جنبش")[0].principal is None
    assert resolved("ناتو", "رئیس جنبش")[1].principal is None


def test_two_parties_are_one_triple_each_or_one_with_the_other():
    text = "ژاپن و روسیه دیدار کردند. دو طرف حرف زدند."
    at = text.index("دو طرف")
    both = Mention("دو طرف", at, at + 6, 2, 1)
    sentences = (Sentence("a", 1, text[:25], 0, 25, ()), Sentence("a", 2, text[26:], 26, len(text), ()))

    def parties(lemma):
        triple = Triple(
            "a", 2, text[26:], both, Action("", at, at, 1, lemma), None, (), "+", "actual", None, None, None,
            "verbal", 1.0, "test",
        )  # fmt: skip
        found = Resolver().resolve(Article("a", text, sentences=sentences), [triple])
        return [(one.actor.entity.principal, one.target and one.target.entity.principal) for one in found]

    assert parties("هشدار دادن") == [("JP", None), ("RU", None)]
    assert parties("مذاکره کردن") == [("JP", "RU")]


def test_a_short_form_in_brackets_is_known_from_then_on():
    _, short = resolved("سازمان همکاری شانگهای (ساهش)", "ساهش")
    assert short.principal == "SCO"
    assert resolved("ساهش")[0].principal is None


def test_an_unknown_official_is_found_again_by_name():
    long, short = resolved("کنجی مورا سفیر ژاپن", "مورا")
    assert (long.label, long.kind, long.principal) == ("کنجی مورا", "person", "JP")
    assert short.iri == long.iri


def test_he_is_who_acted_last():
    assert resolved("کنجی مورا سفیر ژاپن", "وی")[1].principal == "JP"
    assert resolved("وی")[0].principal is None


def test_spellings_of_one_name_are_one_entity():
    plain, arabic = resolved("رییس شورای شهر", "رئيس شوراي شهر")
    assert plain.iri == arabic.iri


def test_canonical_names_are_neutral():
    names = {key: load_registry().by_key(key).label_en for key in ("IR", "IL", "PS")}
    assert names == {"IR": "Islamic Republic of Iran", "IL": "State of Israel", "PS": "State of Palestine"}


def test_a_name_with_two_bearers_is_refused_with_its_line(tmp_path):
    table = tmp_path / "mine.tsv"
    table.write_text(
        "key\tslug\tlabel\tlabel_en\tkind\tprincipal\taliases\nX\tx-party\tحزب تازه\tX\torganisation\t\tناتو\n",
        encoding="utf-8",
    )
    with pytest.raises(TableError, match=r"mine\.tsv:2.*ناتو"):
        load_registry(table)


def test_one_key_of_two_bearers_keeps_them_apart():
    registry = load_registry()
    australia, union = registry.exact(("استرالیا",)), registry.exact(("اتحادیه", "افریقا"))
    assert australia.relations["principal"] == australia.iri
    assert union.relations["principal"] == union.iri != australia.iri


def test_nobody_visits_his_own_country():
    china, pakistan = "چین", "نخست‌وزیر پاکستان"
    text = f"{china} . {pakistan} . این کشور"
    mentions = [Mention(one, text.index(one), text.index(one) + len(one), 1, 1) for one in text.split(" . ")]
    action = Action("", 0, 0, 1, "بازدید کردن")
    sentence = Sentence("a", 1, text, 0, len(text), ())
    triple = Triple(
        "a", 1, text, mentions[1], action, mentions[2], (), "+", "actual", None, None, None, "verbal", 1.0, "test"
    )
    [found] = Resolver().resolve(Article("a", text, sentences=(sentence,)), [triple])
    assert (found.actor.entity.principal, found.target.entity.principal) == ("PK", "CN")


def test_nobody_is_in_his_own_company():
    actor, him = Mention("محمود عباس", 0, 10, 1, 1), Mention("او", 13, 15, 1, 2, "با")
    triple = Triple(
        "a", 1, "محمود عباس . او", actor, Action("", 0, 0, 1, "ساختن"), None, (Argument("comitative", him),), "+", "actual",
        None, None, None, "verbal", 1.0, "test",
    )
    sentence = Sentence("a", 1, triple.text, 0, len(triple.text), ())
    found = Resolver().resolve(Article("a", triple.text, sentences=(sentence,)), [triple])[0]
    assert found.actor.entity.principal == "PS"
    assert (found.arguments[0].mention.text, found.arguments[0].mention.entity.principal) == ("او", None)
