"""One name, one entity: spellings, titles, the order of title and name, words that are also names, places."""

import math
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_resolve import resolved

from kg.model import Mention
from kg.persian.letters import ZWNJ
from kg.persian.spelling import placed_words, words
from kg.persian.tables import read_table
from kg.resolve import load_registry
from kg.resolve.phrases import entity_iri, is_local
from kg.resolve.registry import _TABLES, untitled

SWAPS = [("ی", "ي"), ("ی", "ى"), ("ک", "ك"), ("ئ", "ی"), ("آ", "ا"), ("ؤ", "و"), ("أ", "ا")]
NAMES = ["امیر قلعه‌نوعی", "کاظم غریب‌آبادی‌نیا", "آرش کمانگیریان", "رئیس شورای شهر شوشتر", "مؤسسه کیهان‌نگار"]


@given(st.sampled_from(NAMES), st.data())
@settings(max_examples=200, deadline=None)
def test_a_name_is_one_entity_however_it_is_spelled(name, data):
    """Letters of other keyboards, ZWNJ as a space or nothing, tatweel, vowel marks, double spaces."""
    spelled = name
    for one, other in data.draw(st.lists(st.sampled_from(SWAPS), max_size=4)):
        spelled = spelled.replace(one, other)
    spelled = spelled.replace(ZWNJ, data.draw(st.sampled_from([ZWNJ, " ", ""])))
    at = data.draw(st.integers(1, len(spelled) - 1))
    spelled = spelled[:at] + data.draw(st.sampled_from(["", "\N{ARABIC TATWEEL}", "\N{ARABIC KASRA}"])) + spelled[at:]
    spelled = spelled.replace(" ", data.draw(st.sampled_from([" ", "  "])))
    assert entity_iri(words(spelled)) == entity_iri(words(name))


@given(st.lists(st.sampled_from(sorted(words("قم مشهد امیر کبیر علی رضا نور دین سعید جلال"))), min_size=1, max_size=3))
def test_names_of_other_letters_are_others(tokens):
    assert (entity_iri(tokens) == entity_iri(("امیر", "کبیر"))) == ("".join(tokens) == "امیرکبیر")


@given(st.text(alphabet="ابپکیئيكهٔ‌ ـ،.۱2a", max_size=40))
def test_words_know_where_they_begin(text):
    starts = [start for _, start in placed_words(text)]
    assert starts == sorted(set(starts)) and all(not text[start].isspace() for start in starts)
    assert words(" ".join(words(text))) == words(text)


@pytest.mark.parametrize(
    "phrase",
    [
        "کنجی مورا سفیر ژاپن",
        "سفیر ژاپن کنجی مورا",
        "سفیر ژاپن، کنجی مورا",
        "سفير ژاپن آقاي كنجي مورا",
        "دکتر کنجی مورا سفیر ژاپن در تهران",
        "کنجی مورا، سفیر ژاپن",
    ],
)
def test_title_and_name_in_any_order_are_one_person(phrase):
    [found] = resolved(phrase)
    assert (found.iri, found.kind, found.principal) == (entity_iri(("کنجی", "مورا")), "person", "JP")


def test_a_reporter_is_one_person_with_and_without_the_medium():
    found = resolved("باراک راوید، آکسیوس", "باراک راوید خبرنگار آکسیوس", "باراک راوید، خبرنگار ارشد آکسیوس", "باراک راوید")
    assert len({one.iri for one in found}) == 1 and found[0].kind == "person"
    assert resolved("عکس تازه وزیر")[0].kind == "thing"


def test_titles_are_no_part_of_a_name():
    plain, titled, long = resolved("کیان آرمند", "آیت‌الله سید کیان آرمند", "سردار سرتیپ کیان آرمند")
    assert plain.iri == titled.iri == long.iri
    assert untitled(words("دکتر")) == ["دکتر"]


def test_spellings_of_one_word_are_one():
    assert len({one.iri for one in resolved("هیئت ارزشیابی", "هیأت ارزشیابی", "هیات ارزشیابی")}) == 1
    assert resolved("واشینگتن")[0].principal == "US"
    assert words("رئیس‌جمهوری آمریکا") == words("رئیس جمهور امریکا")
    assert words("رئیس جمهوری اسلامی ایران")[1] == "جمهوری"


def test_a_namesake_is_somebody_else():
    """«محمد رضایی» is not the Mohsen Rezaei of the table, and «رضایی» after him is he."""
    known, other, short = resolved("محسن رضایی", "محمد رضایی", "رضایی")
    assert load_registry().by_iri(known.iri) and other.iri != known.iri
    assert other.kind == "person" and short.iri == other.iri


def test_cables_are_no_capital():
    cables, government, capital = resolved("کابل‌های فشار قوی", "دولت کابل", "کابل")
    assert (cables.principal, government.principal, capital.principal) == (None, "AF", "AF")


def test_what_means_something_else_everywhere_is_of_its_article():
    for words_ in ("او", "آن‌ها", "این کار", "یک مقام آمریکایی", "۲ کشتی", "کار خود"):
        assert resolved(words_)[0].iri.endswith("--a"), words_
    for words_ in ("اوباما", "آناتولی", "کنجی مورا"):
        assert "--" not in resolved(words_)[0].iri
    assert not is_local(words("ارتش ژاپن"))


@pytest.mark.parametrize(
    ("phrases", "principal"),
    [
        (["اردن", "امان"], "JO"),
        (["امان"], None),
        (["تاجیکستان", "دوشنبه"], "TJ"),
        (["دوشنبه"], None),
        (["رئیس‌جمهور مالی"], "ML"),
        (["بحران مالی"], None),
        (["سربازان ترک"], "TR"),
        (["ترک"], None),
        (["روحانی"], "IR"),
        (["یک روحانی سرشناس"], None),
        (["اوکراین", "کیف"], "UA"),
        (["کیف"], None),
        (["جنبش عدم تعهد", "عدم تعهد"], "NAM"),
    ],
)
def test_a_common_word_is_a_name_only_where_something_says_so(phrases, principal):
    assert resolved(*phrases)[-1].principal == principal


def test_every_doubtful_name_has_a_bearer():
    registry, rows = load_registry(), read_table(_root() / "doubtful.tsv", ["name", "when"])
    assert len(rows) > 40
    for row in rows:
        name = words(row.need("name"))
        assert registry.exact(name, lambda *_: True) is not None, name
        assert registry.exact(name) is None, name
    evidence = {one for row in rows for way in row.need("when").split("|") for one in way.split("+")}
    assert evidence <= {"whole", "behind", "state", "named", "proper", "says", "acts", "place"}


def _root():
    from importlib.resources import files

    return files("kg.persian")


def _places():
    return read_table(_root() / "places.tsv", dict(_TABLES)["places.tsv"])


def test_places_are_where_their_table_says():
    """Some that everybody can look up; of each row the coordinates are degrees and the country is one of ours."""
    near = {"Tehran": (35.7, 51.4), "Baghdad": (33.3, 44.4), "Moscow": (55.75, 37.6), "Paris": (48.85, 2.35),
            "Mashhad": (36.3, 59.6), "Rafah": (31.3, 34.25), "Sydney": (-33.9, 151.2), "Amman": (31.95, 35.9)}
    rows = {row["label_en"]: row for row in _places()}
    for name, (lat, lon) in near.items():
        assert math.dist((lat, lon), (float(rows[name].need("lat")), float(rows[name].need("lon")))) < 0.3, name
    for row in rows.values():
        assert -90 <= float(row.need("lat")) <= 90 and -180 <= float(row.need("lon")) <= 180
        assert row["country"] is None or load_registry().by_key(row["country"]).kind == "country"
    assert Counter(row["kind"] for row in rows.values()).keys() == {"capital", "city", "region"}


def test_every_capital_means_its_country_when_it_acts():
    registry = load_registry()
    capitals = [row for row in _places() if row["kind"] == "capital"]
    assert len(capitals) > 140
    own = [
        row for row in capitals
        if getattr(registry.exact(words(row.need("label")), lambda *_: True), "principal", None) == row["country"]
    ]  # fmt: skip
    # «الجزیره» is the broadcaster as well.
    assert {row["label_en"] for row in capitals} - {row["label_en"] for row in own} <= {"Algiers"}


def test_a_capital_is_a_city_only_as_a_place():
    registry = load_registry()
    acting, place = registry.exact(words("پاریس")), registry.place(words("پاریس"))
    assert (acting.kind, acting.principal) == ("country", "FR")
    assert (place.kind, place.principal) == ("place", "FR") and place.point is not None


_COMMON = "امان|وان|بم|بن|نیس|صور|جنین|کیش|کبک|شهریار|آستانه|ماله|وین|رم|پرند|خوی|سرت|کلن|مرو|بانه|گنجه|جولان"


def test_no_place_is_a_given_name_or_a_common_word():
    """A place whose name people bear too, or that is also a word, has to be doubtful."""
    registry = load_registry()
    doubtful = {words(row.need("name")) for row in read_table(_root() / "doubtful.tsv", ["name", "when"])}
    common = set(map(words, _COMMON.split("|")))
    names = {words(one) for row in _places() for one in [row.need("label"), *(row["aliases"] or "").split("|")] if one}
    assert not (names & common) - doubtful
    borne = {one for one in names if len(one) == 1 and one[0] in registry.given_names} - doubtful
    assert borne <= {("ریاض",), ("نورسلطان",)}, "these two capitals are more frequent than the people"


def test_an_act_on_a_city_falls_on_its_country_a_journey_does_not():
    from test_resolve import told

    from kg.resolve import Resolver

    assert told(Resolver(), "ارتش اسرائیل", "بمباران کردن", "حلب").target.entity.principal == "SY"
    visited = told(Resolver(), "وزیر خارجه ژاپن", "سفر کردن", "حلب").target
    assert visited.entity.principal is None and isinstance(visited, Mention)


def test_the_common_english_names_are_labels_too():
    from kg.graph.shared import describe_entity
    from rdflib.namespace import SKOS

    iran = load_registry().by_key("IR")
    english = {str(o) for _, p, o in describe_entity(iran) if p in (SKOS.prefLabel, SKOS.altLabel) and o.language == "en"}
    assert english == {"Islamic Republic of Iran", "Iran"}


def test_a_place_has_its_coordinates_in_the_graph():
    from kg.graph.shared import describe_entity
    from kg.vocabulary import GEO

    stated = {p: float(o) for _, p, o in describe_entity(load_registry().place(words("مشهد"))) if p in (GEO.lat, GEO.long)}
    assert 36 < stated[GEO.lat] < 37 and 59 < stated[GEO.long] < 60
