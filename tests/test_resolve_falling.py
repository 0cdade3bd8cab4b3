"""From whom an act comes and on whom it falls; what names nobody; labels that a reader would write."""

from dataclasses import replace

import pytest
from test_resolve import resolved, told

from kg.model import Action, Argument, Article, Mention, Sentence, Triple, Word
from kg.resolve import Resolver, load_registry


@pytest.mark.parametrize(
    ("target", "principal"),
    [
        ("پالایشگاه‌های نفت روسیه", "RU"),
        ("یک‌سوم ظرفیت نیروگاه‌های هند", "IN"),
        ("برج دیده‌بانی چابهار", "IR"),
        ("منطقه‌ای در شهرستان بی‌نشان لبنان", "LB"),
        ("عمق خاک ژاپن", "JP"),
        ("منافع هند و ژاپن", None),
        ("منافع هند و ژاپن در چین", None),
        ("انبارهای هند در ژاپن", "IN"),
        ("انبار کالا", None),
    ],
)
def test_who_destroys_a_countrys_things_strikes_the_country(target, principal):
    assert told(Resolver(), "دشمن", "نابود کردن", target).target.entity.principal == principal


@pytest.mark.parametrize(
    ("lemma", "target", "principal"),
    [
        ("محکوم کردن", "تصمیم تازهٔ ژاپن", "JP"),
        ("توصیف کردن", "تصمیم تازهٔ ژاپن", None),
        ("دانستن", "حمایت از ژاپن", None),
        ("دانستن", "جنایات ژاپن", "JP"),
        ("نشان دادن", "موشک‌های ژاپنی", None),
        ("سرنگون کردن", "سه جنگندهٔ ژاپنی", "JP"),
        ("انجام دادن", "چند حمله علیه ارتش ژاپن", "JP"),
        ("توصیف کردن", "چند حمله علیه ارتش ژاپن", None),
        ("استقبال کردن", "تفاهم میان ژاپن و هند", None),
        ("خبر دادن", "وقوع آتش‌سوزی در ژاپن", None),
        ("خواستار شدن", "نابودی ژاپن", "JP"),
        ("خبر دادن", "بازسازی خانهٔ وزیر ژاپن", None),
    ],
)
def test_what_is_only_thought_or_told_of_is_not_acted_on(lemma, target, principal):
    assert told(Resolver(), "مجلس", lemma, target).target.entity.principal == principal


@pytest.mark.parametrize(
    ("actor", "lemma", "principal"),
    [
        ("بازده اوراق قرضهٔ ژاپن", "رسیدن", None),
        ("اشتباه دروازه‌بان ژاپن", "موجب شدن", None),
        ("حمایت تازهٔ ژاپن", "موجب شدن", None),
        ("کوهنوردان ژاپنی", "گفتن", "JP"),
        ("هزاران شرکت ژاپنی", "آغاز کردن", "JP"),
        ("هر ژاپنی", "دیدن", "JP"),
        ("ده‌ها فروند هواپیمای ژاپن", "پرواز کردن", "JP"),
        ("کنفرانس ژاپن", "گفتن", None),
        ("مقامات ژاپنی و هندی", "گفتن", None),
    ],
)
def test_a_thing_that_has_an_effect_acts_for_nobody(actor, lemma, principal):
    assert told(Resolver(), actor, lemma, "کتاب").actor.entity.principal == principal


def test_aircraft_and_ships_are_things():
    assert [resolved(phrase)[0].kind for phrase in ("۱۰ موشک ژاپنی", "یک شناور ژاپنی")] == ["thing", "thing"]


def test_an_enemy_with_an_adjective_is_that_country():
    for phrase in ("دشمن ژاپنی", "دشمن تروریستی ژاپن"):
        assert resolved(phrase)[0].iri == load_registry().by_key("JP").iri
    assert resolved("دشمن ژاپن")[0].iri != load_registry().by_key("JP").iri


def test_the_land_without_a_name_is_that_of_the_paragraph():
    assert resolved("کشور")[0].iri == load_registry().by_key("IR").iri
    assert resolved("ژاپن", "مسئولان کشور")[1].principal == "JP"
    assert told(Resolver(), "ارتش", "بمباران کردن", "شهرهای کشور").target.entity.principal == "IR"
    assert resolved("هیچ کشور")[0].principal is None
    assert told(Resolver(), "مجلس", "دیدن", "ادارهٔ کشور").target.entity.principal is None


@pytest.mark.parametrize(("voice", "principal"), [(None, "IR"), ("نخست‌وزیر ژاپن", "JP"), ("یک رهگذر", "IR")])
def test_our_country_is_that_of_whoever_speaks(voice, principal):
    source = Mention(voice, 60, 60 + len(voice), 1, 3) if voice else None
    for text in ("کشورمان", "ارتش کشورمان"):
        target = Mention(text, 40, 40 + len(text), 1, 2)
        assert _clause("دشمن", "بمباران کردن", target, source=source).target.entity.principal == principal


def test_a_bare_prime_minister_is_of_a_country_that_has_one():
    assert resolved("نخست‌وزیر هند", "رئیس‌جمهور آمریکا", "نخست‌وزیر")[2].principal == "IN"


@pytest.mark.parametrize(
    ("phrases", "label"),
    [
        (["فرمانداری ملارد"], "فرمانداری ملارد"),
        (["استاندار مرکزی"], "استاندار مرکزی"),
        (["مسئولان کشور"], "مسئولان کشور"),
        (["سخنگوی پلیس"], "سخنگوی پلیس ایران"),
        (["اسرائیل", "شهردار این کشور"], "شهردار اسرائیل"),
        (["آمریکا", "پلیس این کشور"], "پلیس آمریکا"),
    ],
)
def test_a_label_names_the_country_shortly_and_once(phrases, label):
    assert resolved(*phrases)[-1].label == label


def test_the_noun_that_says_what_a_place_is_does_not_make_it_another():
    for phrase, slug in (("شهر اهواز", "ahvaz"), ("استان‌های خوزستان", "khuzestan"), ("استان فارس", "fars-province")):
        assert told(Resolver(), "ارتش", "بمباران کردن", phrase).target.entity.iri.endswith("/" + slug), phrase


def test_the_deputy_of_an_office_and_of_its_holder_are_one():
    office, holder = resolved("معاون استانداری یزد", "معاون استاندار یزد")
    assert office.iri == holder.iri


def test_a_pointed_institution_is_the_one_mentioned_before():
    before, pointed = resolved("وزارت نیروی ژاپن", "این وزارتخانه")
    assert before.iri == pointed.iri
    assert resolved("این وزارتخانه")[0].principal is None


def test_a_club_that_is_also_a_word():
    club = load_registry().exact(["باشگاه", "استقلال"])
    assert told(Resolver(), "استقلال", "گفتن", "کتاب").actor.entity == club
    assert told(Resolver(), "استقلال", "رسیدن", "کتاب").actor.entity != club
    assert told(Resolver(), "ارتش", "دیدن", "استقلال").target.entity != club
    assert told(Resolver(), "جا", "رسیدن", "کتاب").actor.entity.principal is None


def test_a_reporter_and_whoever_has_a_title_are_persons():
    for phrase in ("خبرنگار روزنامهٔ بی‌نشان", "سردار بی‌نشان", "دکتر بی‌نشان", "بی‌نشان، نظریه‌پرداز علوم سیاسی"):
        assert resolved(phrase)[0].kind == "person", phrase
    assert resolved("سردار بی‌نشان")[0].iri == resolved("بی‌نشان")[0].iri


def test_a_rank_with_a_country_is_the_noun_of_its_phrase():
    for phrase in ("سرهنگ بازنشستهٔ ژاپنی", "سناتور ژاپنی"):
        entity = resolved(phrase)[0]
        assert (entity.label, entity.kind, entity.principal) == (phrase, "person", "JP")
    assert resolved("خانم‌ها")[0].label == "خانم‌ها"


def test_what_stands_before_an_office_is_a_name_only_if_it_may_be_one():
    post = Word(1, "پست‌های", "پست", "NOUN", None, "Number=Plur", 0, "obj", 0, 7)
    text = "پست‌های رئیس‌جمهور ژاپن"
    sentence = Sentence("a", 1, text, 0, len(text), (post,))
    triple = Triple(
        "a", 1, text, None, Action("", 0, 0, 1, "دیدن"), Mention(text, 0, len(text), 1, 1), (), "+", "actual", None,
        None, None, "verbal", 1.0, "test",
    )  # fmt: skip
    found = Resolver().resolve(Article("a", text, sentences=(sentence,)), [triple])[0].target.entity
    assert (found.label, found.kind) == (text, "thing")


@pytest.mark.parametrize(
    ("phrase", "label"),
    [
        ("یک منبع در وزارت خارجهٔ ژاپن", "یک منبع در وزارت خارجهٔ ژاپن"),
        ("سپاه امیرالمؤمنین(ع) ژاپن", "سپاه امیرالمؤمنین ژاپن"),
        ("ناتو در بندر دوور", "سازمان پیمان آتلانتیک شمالی"),
    ],
)
def test_the_whole_of_a_phrase_is_read(phrase, label):
    assert resolved(phrase)[0].label == label


def test_abuse_makes_no_army_of_its_own():
    for phrase in ("ارتش متجاوز آمریکا", "ارتش تروریستی آمریکا", "ارتش آمریکای متجاوز"):
        assert resolved(phrase)[0].iri == resolved("ارتش آمریکا")[0].iri, phrase
    assert resolved("گروه تروریستی ژاپنی")[0].label == "گروه تروریستی ژاپنی"


def test_an_agency_named_like_a_province_is_told_things():
    said = Mention("فارس", 40, 44, 1, 2, "به")
    assert _clause("وزیر", "گفتن", said).target.entity.kind == "medium"
    assert _clause("وزیر", "رفتن", said).target.entity.kind != "medium"


@pytest.mark.parametrize(
    ("text", "marker"), [("طور کامل", "به"), ("صراحت", "به"), ("دیشب", None), ("۱۶:۳۰", None), ("هیچ وجه", "به")]
)
def test_an_adverb_is_no_target(text, marker):
    assert _clause("ارتش ژاپن", "بمباران کردن", Mention(text, 40, 40 + len(text), 1, 2, marker)).target is None


@pytest.mark.parametrize("actor", ["سال ۱۴۰۴", "تاریخ ۲۳ اردیبهشت ۱۴۰۴", "هفته گذشته", "دقایقی پیش"])
def test_a_time_acts_not(actor):
    assert told(Resolver(), actor, "دیدن", "کتاب").actor is None
    assert told(Resolver(), "بهمن", "دیدن", "کتاب").actor is not None


@pytest.mark.parametrize(("text", "marker"), [("صورت او", "به"), ("شکل تازه", "را"), ("دقت", None)])
def test_what_only_looks_like_an_adverb_stays(text, marker):
    assert _clause("ارتش ژاپن", "دیدن", Mention(text, 40, 40 + len(text), 1, 2, marker)).target is not None


def test_a_clause_of_adverbs_alone_is_none():
    assert resolved("دیشب") == []


def test_a_warning_falls_on_those_it_is_for():
    warning = Mention("هشدار تخلیه", 40, 51, 1, 2)
    whom = Argument("purpose", Mention("روستاها", 60, 67, 1, 3, "برای"))
    where = Argument("place", Mention("جنوب ژاپن", 70, 79, 1, 4, "در"))
    assert _clause("ارتش هند", "صادر کردن", warning, whom, where).target.entity.principal == "JP"
    assert _clause("ارتش هند", "صادر کردن", warning, where).target.entity.principal is None


def test_they_are_those_with_whom_the_actor_had_to_do_before():
    struck, again = _story(("ترامپ", "حمله کردن", "ژاپن"), ("ترامپ", "حمله کردن", "آن‌ها"))
    assert (struck.target.entity.principal, again.target.entity.principal) == ("JP", "JP")
    alone = _story(("ترامپ", "گفتن", "مردم"), ("ترامپ", "دیدن", "او"))[1].target.entity
    assert (alone.label, alone.principal) == ("او", None)
    assert _story(("ترامپ", "حمله کردن", "آن‌ها"))[0].target.entity.principal is None


def _clause(actor, lemma, target, *arguments, source=None):
    """One triple with a given target and arguments, resolved."""
    text = " " * 80
    triple = Triple(
        "a", 1, text, Mention(actor, 0, len(actor), 1, 1), Action("", 0, 0, 1, lemma), target, arguments, "+", "actual",
        None, None, source, "verbal", 1.0, "test",
    )  # fmt: skip
    sentence = Sentence("a", 1, text, 0, len(text), ())
    return Resolver().resolve(Article("a", text, sentences=(sentence,)), [triple])[0]


def _story(*clauses):
    """The triples of clauses «actor . target», one behind the other, resolved."""
    text = " . ".join(f"{actor} . {target}" for actor, _, target in clauses)
    at, triples = 0, []
    for actor, lemma, target in clauses:
        ends = [Mention(actor, at, at + len(actor), 1, 1)]
        at += len(actor) + 3
        ends.append(Mention(target, at, at + len(target), 1, 2))
        at += len(target) + 3
        triples.append(
            Triple(
                "a", 1, text, ends[0], replace(Action("", 0, 0, 1, lemma), start=ends[0].start), ends[1], (), "+",
                "actual", None, None, None, "verbal", 1.0, "test",
            )
        )
    sentence = Sentence("a", 1, text, 0, len(text), ())
    return Resolver().resolve(Article("a", text, sentences=(sentence,)), triples)
