"""Whom the bare offices, surnames and pronouns of the news stand for."""

import pytest
from test_resolve import resolved, told

from kg.model import Word
from kg.persian.spelling import words
from kg.resolve import Resolver, load_registry
from kg.resolve.phrases import is_nameless


@pytest.mark.parametrize(
    "phrase",
    [
        "سخنگوی وزارت کشور",
        "وزارت اطلاعات",
        "وزیر راه و شهرسازی",
        "سرپرست وزارت نیرو",
        "سخنگوی پلیس",
        "پلیس",
        "هواشناسی",
        "رئیس سازمان هواشناسی",
        "هواشناسی استان گیلان",
        "رئیس سازمان بازرسی",
        "معاون استاندار لرستان",
        "معاون استانداری مازندران",
        "فرمانداری خمین",
        "بخشدار رودهن",
        "اداره کل اطلاعات خراسان رضوی",
        "پلیس‌راه گیلان",
        "روابط عمومی ارتش",
        "سخنگوی روابط عمومی ارتش",
    ],
)
def test_a_state_office_without_a_country_is_at_home(phrase):
    assert resolved(phrase)[0].principal == "IR"


def test_a_state_office_is_of_the_country_of_its_paragraph():
    assert resolved("دولت ژاپن", "وزیر کشاورزی")[1].principal == "JP"
    assert resolved("دولت ژاپن", "سخنگوی پلیس")[1].principal == "JP"
    assert resolved("وزیر کشاورزی هند")[0].principal == "IN"
    assert resolved("دولت ژاپن", "فرماندار ملارد")[1].principal == "IR"


def test_an_office_that_home_has_not_is_of_another_country():
    assert resolved("وزیر خارجه ژاپن", "ایران", "نخست‌وزیر")[2].principal == "JP"
    assert resolved("ایران", "نخست‌وزیر")[1].principal is None


@pytest.mark.parametrize("phrase", ["حزب مردم", "وزیر", "سازمان بی‌نشان", "اداره", "شرکت بی‌نشان"])
def test_what_no_state_is_known_to_have_stands_for_nobody(phrase):
    assert resolved(phrase)[0].principal is None


@pytest.mark.parametrize(
    ("phrase", "slug"),
    [
        ("سردار نقدی", "mohammad-reza-naqdi"),
        ("سرتیپ نقدی", "mohammad-reza-naqdi"),
        ("سردار سرتیپ پاسدار نقدی", "mohammad-reza-naqdi"),
        ("سردار نقدی، مشاور فرمانده سپاه", "mohammad-reza-naqdi"),
        ("سرلشکر رضایی", "mohsen-rezaee"),
        ("سرلشکر عبداللهی", "ali-abdollahi"),
        ("آیت‌الله سبحانی", "jafar-sobhani"),
        ("دکتر جلیلی", "saeed-jalili"),
        ("عارف", "mohammad-reza-aref"),
        ("همتی", "abdolnaser-hemmati"),
        ("ولایتی", "ali-akbar-velayati"),
        ("رهبر شهید انقلاب", "ali-khamenei"),
    ],
)
def test_a_surname_with_a_title_is_the_known_person_who_bears_it(phrase, slug):
    assert resolved(phrase)[0].iri.endswith("/" + slug)


def test_another_title_is_somebody_else_and_so_is_whom_the_article_introduced():
    assert not resolved("آیت‌الله نقدی")[0].iri.endswith("mohammad-reza-naqdi")
    introduced, short = resolved("بهزاد نقدی فرمانده پلیس ژاپن", "سردار نقدی")
    assert short.iri == introduced.iri


def test_the_target_that_is_only_a_common_word_is_no_person():
    assert told(Resolver(), "ارتش ژاپن", "دیدن", "عارف").target.entity.principal is None


@pytest.mark.parametrize(
    ("phrase", "key"),
    [
        ("گروه فلسطینی حماس", "HAMAS"),
        ("جنبش مقاومت اسلامی فلسطینی حماس", "HAMAS"),
        ("اعضای گروه جی ۲۰", "G20"),
    ],
)
def test_a_name_behind_a_generic_noun_is_that_name(phrase, key):
    assert resolved(phrase)[0].principal == key
    agency, plain = resolved("خبرگزاری بریتانیایی رویترز", "رویترز")
    assert agency.iri == plain.iri


def test_a_generic_noun_with_another_word_is_something_of_its_own():
    group, name = resolved("گروه هواداران حماس", "حماس")
    assert group.iri != name.iri


def test_the_government_of_a_person_is_an_institution_of_his_country():
    short, long, person = resolved("دولت ترامپ", "دولت دونالد ترامپ", "ترامپ")
    assert short.iri == long.iri != person.iri
    assert (short.kind, short.principal) == ("institution", "US")


def test_the_government_of_a_pronoun_is_of_whom_it_means():
    assert resolved("کنجی مورا سفیر ژاپن", "دولت وی")[1].principal == "JP"
    assert resolved("کنجی مورا سفیر ژاپن", "نیروهای او")[1].principal == "JP"
    assert resolved("دولت وی")[0].principal is None
    assert resolved("کنجی مورا سفیر ژاپن", "کتاب وی")[1].principal is None


@pytest.mark.parametrize(
    ("phrase", "principal"),
    [
        ("دادستان‌ها در دانمارک", "DK"),
        ("مقامات در عراق", "IQ"),
        ("سفیر در عراق", None),
        ("نیروهای مستقر در عراق", None),
    ],
)
def test_residents_are_of_the_country_they_are_in(phrase, principal):
    assert resolved(phrase)[0].principal == principal


@pytest.mark.parametrize(
    ("phrase", "principal"),
    [("متحدان ایران", None), ("کشورهای همسایه ایران", None), ("همتای عراقی", "IQ"), ("متحدان ناتو", "NATO")],
)
def test_whoever_is_on_the_other_side_of_a_country_is_not_that_country(phrase, principal):
    assert resolved(phrase)[0].principal == principal


def test_abuse_does_not_change_who_is_meant():
    country, office = resolved("آمریکای جنایتکار", "رئیس‌جمهور آمریکای متجاوز")
    assert country.iri == load_registry().by_key("US").iri
    assert office.iri == resolved("رئیس‌جمهور آمریکا")[0].iri


def test_a_people_is_its_country():
    for phrase, key in (("عمانی‌ها", "OM"), ("دانمارکی‌ها", "DK"), ("ژاپنی ها", "JP")):
        assert resolved(phrase)[0].iri == load_registry().by_key(key).iri


def test_an_agency_named_like_a_province_is_one_where_it_acts():
    assert resolved("فارس")[0].kind == "medium"
    assert told(Resolver(), "ارتش ژاپن", "دیدن", "فارس").target.entity.kind != "medium"


def noun(form, lemma, upos="NOUN", feats="Number=Sing", ner=None):
    return Word(1, form, lemma, upos, None, feats, 0, "nsubj", 0, len(form), ner)


@pytest.mark.parametrize(
    ("phrase", "word", "nameless"),
    [
        ("اقدامی", noun("اقدامی", "اقدام"), True),
        ("اقدامی تازه", noun("اقدامی", "اقدام"), True),
        ("کشورهایی", noun("کشورهایی", "کشور", feats="Number=Plur"), True),
        ("کشورهای عربی", noun("کشورهای", "کشور", feats="Number=Plur"), False),
        ("نیروی تازه", noun("نیروی", "نیرو"), False),
        ("کشتی‌ها", noun("کشتی‌ها", "کشتی", feats="Number=Plur"), True),
        ("تیم", noun("تیم", "تیم"), True),
        ("تیم", noun("تیم", "تیم", ner="B-ORG"), False),
        ("متا", noun("متا", "متا"), False),
        ("مورا", noun("مورا", "مورا", "PROPN"), False),
        ("تیم", None, False),
    ],
)
def test_what_has_no_name_is_something_else_in_every_article(phrase, word, nameless):
    assert is_nameless(words(phrase), word) is nameless


def test_the_two_sides_are_of_their_article():
    for phrase in ("طرفین", "آنها", "خودشون"):
        assert resolved(phrase)[0].iri.endswith("--a"), phrase


def test_themselves_are_whoever_acted():
    assert resolved("دولت ژاپن", "خودشون")[1].principal == "JP"
