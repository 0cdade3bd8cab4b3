"""Time expressions against the day of the article, Sunday 2014-07-06 (15 Tir 1393, 8 Ramadan 1435)."""

import pytest
from graph_fixture import article
from rdflib import XSD

from kg.graph import state
from kg.model import Action, Argument, Mention, Triple
from kg.resolve import Resolver
from kg.resolve.time import resolve_time, time_value
from kg.vocabulary import KG, SEM

SUNDAY = "2014-07-06"
CASES = [
    # Jalali
    ("۱۵ تیر", SUNDAY, "2014-07-06"),
    ("15 تیر ۱۳۹۳", None, "2014-07-06"),
    ("١٥ تير ١٣٩٣", None, "2014-07-06"),
    ("پانزدهم تیرماه", SUNDAY, "2014-07-06"),
    ("بیست و یکم تیر ماه سال جاری", SUNDAY, "2014-07-12"),
    ("۲۰ اسفند", SUNDAY, "2014-03-11"),
    ("۱۰ فروردین", "2014-03-10", "2014-03-30"),
    ("۲۵ اسفند", "2014-04-02", "2014-03-16"),
    ("تیرماه", SUNDAY, "2014-06-22/2014-07-22"),
    ("مرداد ۱۴۰۰", None, "2021-07-23/2021-08-22"),
    ("اسفند ۱۳۹۹", None, "2021-02-19/2021-03-20"),
    ("اواخر خردادماه", SUNDAY, "2014-05-22/2014-06-21"),
    ("خرداد سال گذشته", SUNDAY, "2013-05-22/2013-06-21"),
    ("سال ۱۳۹۳", None, "2014-03-21/2015-03-20"),
    ("۱۳۹۳ شمسی", None, "2014-03-21/2015-03-20"),
    ("۱۴۰۴/۳/۵", None, "2025-05-26"),
    ("۳۰ اسفند ۱۳۹۹", None, "2021-03-20"),
    ("۳۰ اسفند ۱۴۰۰", None, None),
    ("۳۱ مهر", SUNDAY, None),
    ("تابستان ۱۳۹۳", None, "2014-06-22/2014-09-22"),
    ("تابستان ۲۰۱۴", None, "2014-06-22/2014-09-22"),
    ("زمستان ۲۰۱۴", None, None),
    ("زمستان گذشته", SUNDAY, "2013-12-22/2014-03-20"),
    ("بهار سال آینده", SUNDAY, "2015-03-21/2015-06-21"),
    # day first, two digits, decades
    ("۱۵/۴/۱۴۰۲", None, "2023-07-06"),
    ("۱۵/۴/۹۸", None, "2019-07-06"),
    ("۹۸/۰۴/۱۵", None, "2019-07-06"),
    ("۲۵/۷/۲۰۱۴", None, "2014-07-25"),
    ("۳۲/۴/۱۴۰۲", None, None),
    ("۰۵/۰۴/۰۳", SUNDAY, None),
    ("15 تیر ۹۸", None, "2019-07-06"),
    ("۲۲ بهمن ۵۷", SUNDAY, "1979-02-11"),
    ("۲ تیر ۰۵", "2026-07-01", "2026-06-23"),
    ("دوشنبه ۱۷ تیر ۹۸", None, "2019-07-08"),
    ("سه‌شنبه ۱۷ تیر ۹۸", None, None),
    ("تیر ۹۸", None, "2019-06-22/2019-07-22"),
    ("تیر ۲۰", SUNDAY, None),
    ("سال ۹۳", SUNDAY, "2014-03-21/2015-03-20"),
    ("سال ۰۳", None, "2024-03-20/2025-03-20"),
    ("۲۵ ژوئن ۱۴", SUNDAY, "2014-06-25"),
    ("دهه ۶۰", SUNDAY, "1981-03-21/1991-03-20"),
    ("دههٔ شصت", None, "1981-03-21/1991-03-20"),
    ("دهه ۱۹۹۰", None, "1990-01-01/1999-12-31"),
    ("اوایل دهه ۹۰ میلادی", None, "1990-01-01/1999-12-31"),
    ("دهه ۲۰", "2026-04-24", "1941-03-21/1951-03-21"),
    ("دهه فجر", SUNDAY, None),
    ("دهه اول محرم", SUNDAY, None),
    ("دهه ۳", SUNDAY, None),
    # lunar
    ("۱۰ محرم", SUNDAY, "2014-11-03"),
    ("۱۰ محرم ۱۴۳۶", None, "2014-11-03"),
    ("۱۰ محرم", None, None),
    ("ماه رمضان", SUNDAY, "2014-06-28/2014-07-27"),
    ("سال ۱۴۳۵ هجری قمری", None, "2013-11-04/2014-10-24"),
    # Gregorian
    ("۶ ژوئیه ۲۰۱۴", None, "2014-07-06"),
    ("ششم ژوئیهٔ ۲۰۱۴ میلادی", None, "2014-07-06"),
    ("۲۸ دسامبر", "2015-01-03", "2014-12-28"),
    ("۶ ژوئیه ۱۳۹۳", None, None),
    ("ماه آوریل", SUNDAY, "2014-04-01/2014-04-30"),
    ("فوریه ۲۰۲۰", None, "2020-02-01/2020-02-29"),
    ("سال ۲۰۱۴", None, "2014-01-01/2014-12-31"),
    ("2014-07-06", None, "2014-07-06"),
    ("۶/۷/۲۰۱۴", None, None),
    ("۳۰ فوریه", SUNDAY, None),
    # several namings of one day agree, or nothing is said
    ("یکشنبه ۱۵ تیر ۱۳۹۳", None, "2014-07-06"),
    ("۱۵ تیر ۱۳۹۳ (۶ ژوئیه ۲۰۱۴)", None, "2014-07-06"),
    ("۱۵ تیر (۶ ژوئیه)", SUNDAY, "2014-07-06"),
    ("دوشنبه ۱۵ تیر ۱۳۹۳", None, None),
    ("امروز یکشنبه", SUNDAY, "2014-07-06"),
    # weekdays; the week begins on Saturday
    ("روز دوشنبه", SUNDAY, "2014-06-30"),
    ("یکشنبه", SUNDAY, "2014-07-06"),
    ("سه‌شنبه", SUNDAY, "2014-07-01"),
    ("سه شنبه", SUNDAY, "2014-07-01"),
    ("یکشنبه گذشته", SUNDAY, "2014-06-29"),
    ("یکشنبهٔ آینده", SUNDAY, "2014-07-13"),
    ("دوشنبه آینده", SUNDAY, "2014-07-07"),
    ("دوشنبهٔ هفتهٔ آینده", SUNDAY, "2014-07-14"),
    ("جمعه هفته گذشته", SUNDAY, "2014-07-04"),
    ("عصر پنج‌شنبه", SUNDAY, "2014-07-03"),
    ("شب یکشنبه", SUNDAY, None),
    ("دوشنبه", None, None),
    ("شهر دوشنبه", SUNDAY, None),
    ("مذاکرات دوشنبه", SUNDAY, None),
    # relative
    ("امروز", SUNDAY, "2014-07-06"),
    ("دیروز", SUNDAY, "2014-07-05"),
    ("فردا", SUNDAY, "2014-07-07"),
    ("پریروز", SUNDAY, "2014-07-04"),
    ("پس‌فردا", SUNDAY, "2014-07-08"),
    ("دیشب", SUNDAY, "2014-07-05"),
    ("شب گذشته", SUNDAY, "2014-07-05"),
    ("امشب", SUNDAY, "2014-07-06"),
    ("دیروز", None, None),
    ("دیروز", "2014-07", None),
    ("دیروز", "2014-07-06T08:00:00Z", "2014-07-05"),
    ("طی هفتهٔ گذشته", SUNDAY, "2014-06-28/2014-07-04"),
    ("این هفته", SUNDAY, "2014-07-05/2014-07-11"),
    ("ماه جاری", SUNDAY, "2014-06-22/2014-07-22"),
    ("ماه گذشتهٔ میلادی", SUNDAY, "2014-06-01/2014-06-30"),
    ("پانزدهم ماه جاری", SUNDAY, "2014-07-06"),
    ("سال گذشته", SUNDAY, "2013-03-21/2014-03-20"),
    ("سال گذشته میلادی", SUNDAY, "2013-01-01/2013-12-31"),
    ("سه روز پیش", SUNDAY, "2014-07-03"),
    ("دو هفته قبل", SUNDAY, "2014-06-21/2014-06-27"),
    ("چهار سال پیش", SUNDAY, "2010-03-21/2011-03-20"),
    ("سه روز گذشته", SUNDAY, "2014-07-03/2014-07-06"),
    ("پنج ماه گذشته", SUNDAY, None),
    ("آن روز", SUNDAY, None),
    ("روز بعد", SUNDAY, None),
    ("دو روز", SUNDAY, None),
    # with the hour
    ("ساعت ۱۰:۳۰ روز یکشنبه", SUNDAY, "2014-07-06T10:30"),
    ("صبح امروز ساعت ۱۰", SUNDAY, "2014-07-06T10:00"),
    ("ساعت ۵ عصر دیروز", SUNDAY, "2014-07-05T17:00"),
    ("ساعت ۸ شب یکشنبه", SUNDAY, "2014-07-06T20:00"),
    ("ساعت ۲۵ امروز", SUNDAY, None),
    ("ساعت ۱۰", SUNDAY, None),
    ("شامگاه دیروز", SUNDAY, "2014-07-05"),
    # words that mean other things too, and no time at all
    ("در تاریخ ۱۵ تیر", SUNDAY, "2014-07-06"),
    ("تیر", SUNDAY, None),
    ("صفر", SUNDAY, None),
    ("پس از نشست", SUNDAY, None),
    ("²", SUNDAY, None),
    ("", SUNDAY, None),
]


@pytest.mark.parametrize(("text", "day", "value"), CASES)
def test_a_time_expression_means_a_day_an_interval_or_nothing(text, day, value):
    assert resolve_time(text, day) == value


def said(words, marker=None, value=None):
    return Argument("time", Mention(words, 0, len(words), 1, 1, marker), value)


def test_a_preposition_may_move_the_event_to_another_day():
    assert time_value(said("۱۵ تیر", "در"), SUNDAY) == "2014-07-06"
    assert time_value(said("۱۵ تیر", "پس از"), SUNDAY) is None
    assert time_value(said("۱۵ تیر", None, "2014-07-01"), SUNDAY) == "2014-07-01"
    assert time_value(Argument("place", said("۱۵ تیر").mention), SUNDAY) is None


@pytest.mark.parametrize(
    ("words", "stamps"),
    [
        ("دیروز", {SEM.hasTimeStamp: ("2024-05-11", XSD.date)}),
        ("ساعت ۱۰ دیروز", {SEM.hasTimeStamp: ("2024-05-11T10:00:00", XSD.dateTime)}),
        ("هفته گذشته", {
            SEM.hasBeginTimeStamp: ("2024-05-04", XSD.date), SEM.hasEndTimeStamp: ("2024-05-10", XSD.date)}),
        ("پس از نشست", {}),
    ],
)  # fmt: skip
def test_the_event_carries_what_its_time_argument_means(words, stamps):
    read = article("a1")
    act = Action("محکوم کرد", 0, 5, 1, "محکوم کردن")
    who = Mention("شیلی", 0, 4, 1, 1)
    triple = Triple(
        "a1", 1, "شیلی", who, act, None, (said(words),), "+", "actual", None, None, None, "verbal", 0.9, "r"
    )  # fmt: skip
    resolved = Resolver().resolve(read, [triple])
    quads = state(read, resolved, "test", "")
    times = (SEM.hasTimeStamp, SEM.hasBeginTimeStamp, SEM.hasEndTimeStamp)
    assert {p: (str(o), o.datatype) for _, p, o, _ in quads if p in times} == stamps
    assert bool(stamps) == any(p == KG.value for _, p, _, _ in quads)
