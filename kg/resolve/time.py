"""What day or days a time expression means: «۱۵ تیر ۱۳۹۳» -> 2014-07-06.

The words become tokens by `kg/persian/time.tsv`, each a letter of the alphabet below; REDUCTIONS join
some into one («سه روز پیش» is a shift of -3 days), SHAPES say what the letters that are left mean.
A text with a word that no row knows is not resolved: «شهر دوشنبه» is a city.

    n number  y year  m month  s season  w weekday  d numeric date  e era  x part of  t this
    D W M Y E day, week, month, year, decade  u year of two digits  z the last n days
    r V O R a shift in days, weeks, months, years
    < past  > next  b ago  a from now  = current  c «ساعت»  h 10:30  p part of the day  N night  F filler
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kg.model import Argument
from kg.persian.letters import fold
from kg.persian.times import DARK, Token, Tokens, time_markers, time_tokens
from kg.resolve.calendars import CALENDARS, Calendar, Span

STEP = {"<": -1, "b": -1, "=": 0, "t": 0, ">": 1}
BARE_YEARS = {"jalali": range(1300, 1451), "gregorian": range(1900, 2101)}
CENTURIES = {"jalali": (1300, 1400), "lunar": (1300, 1400), "gregorian": (1900, 2000)}
TURN = 20
"""Without an article's date, years of two digits below this are of the new century."""
_MONTH_YEAR = "(?:(?P<year>y)|(?P<short>u)|(?P<shifted>R))?(?P<era>e)?"


def time_value(argument: Argument, article_date: str | None) -> str | None:
    """The value of a time argument that has none yet; «پس از ۱۵ تیر» is some other day, so None."""
    marker = argument.mention.marker
    if argument.role != "time" or argument.value is not None:
        return argument.value
    if marker and fold(marker) not in time_markers():
        return None
    return resolve_time(argument.mention.text, article_date)


def resolve_time(text: str, article_date: str | None) -> str | None:
    """An ISO day, minute or interval; None when the words and the article's date do not settle it.

    «دیروز» of 2014-07-06 -> 2014-07-05, «تیر ۱۳۹۳» -> 2014-06-22/2014-07-22,
    «ساعت ۱۰:۳۰ ۱۵ تیر ۱۳۹۳» -> 2014-07-06T10:30.
    """
    tokens = time_tokens(text)
    if tokens is None:
        return None
    try:
        clock, tokens = _clock(_reduced(tokens))
        span = _span(tokens, _anchor(article_date))
    except (ValueError, OverflowError):  # «۳۱ مهر»: the calendar has no such day
        return None
    if span is None or span[0] != span[1]:
        return f"{span[0].isoformat()}/{span[1].isoformat()}" if span else None
    return span[0].isoformat() + (f"T{clock}" if clock else "")


def _anchor(written: str | None) -> date | None:
    try:
        return date.fromisoformat((written or "")[:10])
    except ValueError:
        return None


def _ago(tokens: Tokens) -> Tokens:
    """«سه روز پیش», «دو سال قبل», «سه روز دیگر»."""
    number, unit, way = tokens
    sign = 1 if way.letter == "a" else -1
    return (Token("rVOR"["DWMY".index(unit.letter)], sign * number.number),)


def _rolling(tokens: Tokens) -> Tokens:
    """«سه روز گذشته», «دو هفته آینده»."""
    number, unit, way = tokens
    return (Token("z", STEP[way.letter] * number.number * (7 if unit.letter == "W" else 1)),)


def _step(tokens: Tokens) -> Tokens:
    """«هفته گذشته», «این هفته», «ماه جاری», «سال آینده»."""
    letters = "".join(token.letter for token in tokens)
    unit, way = (letters[1], "=") if letters[0] == "t" else (letters[0], letters[1])
    return (Token("rVOR"["DWMY".index(unit)], STEP[way]),)


def _sure(tokens: Tokens) -> Tokens:
    """«تیر ماه», «ماه تیر», «فصل بهار»."""
    month = next(token for token in tokens if token.letter == "m")
    return (Token("m", month.number, month.calendar),)


def _short_year(tokens: Tokens) -> Tokens:
    """«۱۵ تیر ۹۸», «تیر ۹۸», «سال ۹۸»; «تیر ۲۰» may be its twentieth, so it is not known."""
    *before, last = tokens
    told = len(before) == 2 or before[0].letter == "Y" or last.number > 31 or last.text[:1] == "0"
    sure = told and len(last.text) == 2
    kept = tuple(token for token in before if token.letter != "Y")
    return (*kept, Token("u" if sure else "?", last.number))


REDUCTIONS: tuple[tuple[str, Callable[[Tokens], Tokens]], ...] = (
    ("nmn(?![pNm])", _short_year),
    ("mn(?![pNm])|Yn(?![m])", _short_year),
    ("n[DWMY][ba]", _ago),
    ("n[DW][<>]", _rolling),
    ("n[MY][<>]", lambda tokens: (Token("?"),)),  # «پنج ماه گذشته»: from which day is not said
    ("mM|Mm", _sure),
    ("W[<b=>]|tW|M[<b=>]|Y[<b=>]|D[<=]", _step),
    ("N<", lambda tokens: (Token("r", -1), Token("N", DARK))),  # «شب گذشته»
    ("Yy", lambda tokens: tokens[1:]),
    ("D[wndr]", lambda tokens: tokens[1:]),
)


def _letters(tokens: Sequence[Token]) -> str:
    return "".join(token.letter for token in tokens)


def _reduced(tokens: Tokens) -> Tokens:
    for shape, join in REDUCTIONS:
        while match := re.search(shape, _letters(tokens)):
            tokens = tokens[: match.start()] + join(tokens[match.start() : match.end()]) + tokens[match.end() :]
    return tokens


def _clock(tokens: Tokens) -> tuple[str | None, Tokens]:
    """The hour, if one is said, and the tokens without it; «شب یکشنبه» may be the eve, so ValueError."""
    if re.search("(?<!cn)(?<!h)Nw", _letters(tokens)):
        raise ValueError("a night before a weekday")
    start = next((token.number for token in tokens if token.letter in "pN"), None)
    tokens = tuple(token for token in tokens if token.letter not in "pN")
    match = re.search("cn|c?h", _letters(tokens))
    if match is None:
        return None, tokens
    said = tokens[match.end() - 1]
    hour, _, minute = said.text.partition(":") if said.letter == "h" else (str(said.number), "", "00")
    counted = int(hour) if start is None or int(hour) > 12 else start + (int(hour) - start) % 12
    if counted > 23 or int(minute) > 59:
        raise ValueError("no hour of that day")
    return f"{counted:02}:{minute}", tokens[: match.start()] + tokens[match.end() :]


@dataclass(frozen=True, slots=True)
class Reading:
    """The tokens that a shape bound, by name, and the article's day."""

    bound: dict[str, Token]
    today: date | None

    def number(self, name: str) -> int:
        """The number of a bound token."""
        return self.bound[name].number

    def now(self) -> date:
        """The article's day; ValueError when it is not known."""
        if self.today is None:
            raise ValueError("the article has no date")
        return self.today

    def calendar(self, default: str) -> Calendar:
        """The calendar of the era that is said; ValueError when a month is of another."""
        era = self.bound["era"].calendar if "era" in self.bound else default
        if "month" in self.bound and era != self.bound["month"].calendar:
            raise ValueError("a month of one calendar, a year of another")
        return CALENDARS[era]

    def century(self, calendar: Calendar) -> int:
        """The century of a year of two digits: the last that had begun it by the article's day, else the likelier."""
        centuries = CENTURIES[calendar.name]
        if self.today is None:
            return centuries[self.number("short") < TURN]
        now = calendar.of(self.today)[0] + 1
        return max((one for one in centuries if one + self.number("short") <= now), default=centuries[0])

    def year(self, calendar: Calendar) -> int | None:
        """The year that is said, as a number or as «سال گذشته»; None when none is."""
        if "shifted" in self.bound:
            return calendar.of(self.now())[0] + self.number("shifted")
        if "short" in self.bound:
            return self.century(calendar) + self.number("short")
        if "year" in self.bound and self.number("year") not in calendar.years:
            raise ValueError("not a year of this calendar")
        return self.number("year") if "year" in self.bound else None


def _one(day: date) -> Span:
    return day, day


def _nearest(reading: Reading, calendar: Calendar, spans: Callable[[int], Span]) -> Span:
    """The span of the year that puts it nearest to the article's day."""
    now, found = reading.now(), list[Span]()
    for year in (calendar.of(now)[0] + step for step in (-1, 0, 1)):
        try:
            found.append(spans(year))
        except (ValueError, OverflowError):
            continue
    found = [one for one in found if "before" not in reading.bound or one[1] < now]
    found = [one for one in found if "after" not in reading.bound or one[0] > now]
    if not found:
        raise ValueError("no such day")
    return min(found, key=lambda one: max((one[0] - now).days, (now - one[1]).days, 0))


def _day(reading: Reading) -> Span:
    """«۱۵ تیر», «۱۵ تیر ۱۳۹۳», «۱۵ تیر سال گذشته»."""
    calendar = reading.calendar(reading.bound["month"].calendar)
    year, month, day = reading.year(calendar), reading.number("month"), reading.number("n")
    if year is None:
        return _nearest(reading, calendar, lambda one: _one(calendar.day(one, month, day)))
    return _one(calendar.day(year, month, day))


def _numeric(reading: Reading) -> Span:
    """«۱۴۰۴/۳/۵», «۵/۳/۱۴۰۴», «۹۸/۴/۱۵», «۱۵/۴/۹۸».

    Of «۰۵/۰۴/۰۳» nobody knows which is the year, of «۶/۷/۲۰۱۴» which is the month.
    """
    parts = re.split("[/.-]", reading.bound["d"].text)
    first, month, last = map(int, parts)
    year, day = (first, last) if len(parts[0]) == 4 or first > 31 else (last, first)
    if len(parts[2]) == 4 and _bare(year).name == "gregorian" and max(day, month) <= 12:
        raise ValueError("day and month may be the other way round")
    if len(parts[0]) == 4 or len(parts[2]) == 4:
        return _one(_bare(year).day(year, month, day))
    if (first > 31) == (last > 31):
        raise ValueError("no year among them")
    short = Reading({"short": Token("u", year)}, reading.today)
    return _one(CALENDARS["jalali"].day(short.century(CALENDARS["jalali"]) + year, month, day))


def _decade(reading: Reading) -> Span:
    """«دهه ۶۰», «دهه شصت», «دههٔ ۱۹۹۰», «دهه ۹۰ میلادی»; «دهه ۳» is none."""
    told = "year" in reading.bound and "era" not in reading.bound
    calendar = _bare(reading.number("year")) if told else reading.calendar("jalali")
    year = reading.year(calendar) or 0
    if year % 10:
        raise ValueError("no decade begins then")
    return calendar.months(year, 1, 120)


def _bare(year: int) -> Calendar:
    name = next((name for name, years in BARE_YEARS.items() if year in years), None)
    if name is None:
        raise ValueError("a year of no known calendar")
    return CALENDARS[name]


def _month(reading: Reading) -> Span:
    """«تیرماه», «تیر ۱۳۹۳», «ماه آوریل»."""
    calendar, month = reading.calendar(reading.bound["month"].calendar), reading.number("month")
    year = reading.year(calendar)
    if year is not None:
        return calendar.months(year, month)
    if reading.bound["month"].doubtful:
        raise ValueError("perhaps not a month")
    return _nearest(reading, calendar, lambda one: calendar.months(one, month))


def _season(reading: Reading) -> Span:
    """«تابستان ۱۳۹۳», «تابستان ۲۰۱۴»; the winter of a Gregorian year is two."""
    jalali, first = CALENDARS["jalali"], reading.number("s")
    if "year" in reading.bound and _bare(reading.number("year")).name == "gregorian" and first < 10:
        return jalali.months(jalali.of(date(reading.number("year"), 6, 30))[0], first, 3)
    year = reading.year(reading.calendar("jalali"))
    if year is not None:
        return jalali.months(year, first, 3)
    if reading.bound["s"].doubtful:
        raise ValueError("perhaps not a season")
    return _nearest(reading, jalali, lambda one: jalali.months(one, first, 3))


def _year(reading: Reading) -> Span:
    """«سال ۱۳۹۳», «سال گذشته»; without an era a shifted year is Jalali, as in the Persian press."""
    told = "year" in reading.bound and "era" not in reading.bound
    calendar = _bare(reading.number("year")) if told else reading.calendar("jalali")
    return calendar.months(reading.year(calendar) or 0, 1, 12)


def _shifted_month(reading: Reading) -> Span:
    """«ماه جاری», «ماه گذشته میلادی», «پانزدهم ماه جاری»."""
    calendar = reading.calendar("jalali")
    year, month = calendar.of(reading.now())
    beyond, month = divmod(month - 1 + reading.number("O"), 12)
    if "n" in reading.bound:
        return _one(calendar.day(year + beyond, month + 1, reading.number("n")))
    return calendar.months(year + beyond, month + 1)


def _week(reading: Reading) -> Span:
    """«هفته گذشته», from Saturday to Friday; «دوشنبه هفته آینده»."""
    now = reading.now()
    first = now + timedelta(days=7 * reading.number("V") - (now.weekday() + 2) % 7)
    if "w" in reading.bound:
        return _one(first + timedelta(days=(reading.number("w") + 2) % 7))
    return first, first + timedelta(days=6)


def _weekday(reading: Reading) -> Span:
    """«دوشنبه»: the nearest on or before the article's day; «گذشته» before it, «آینده» after it."""
    now, weekday = reading.now(), reading.number("w")
    if "after" in reading.bound:
        return _one(now + timedelta(days=(weekday - now.weekday() - 1) % 7 + 1))
    now -= timedelta(days=1 if "before" in reading.bound else 0)
    return _one(now - timedelta(days=(now.weekday() - weekday) % 7))


def _shift(reading: Reading) -> Span:
    """«دیروز», «سه روز پیش»."""
    return _one(reading.now() + timedelta(days=reading.number("r")))


def _last_days(reading: Reading) -> Span:
    """«سه روز گذشته», up to the article's day; «سه روز آینده», from it."""
    one, other = reading.now(), reading.now() + timedelta(days=reading.number("z"))
    return min(one, other), max(one, other)


_SIDE = "(?:(?P<before><)|(?P<after>>))"
_DATE = f"(?P<n>n)(?P<month>m){_MONTH_YEAR}"
SHAPES: tuple[tuple[str, Callable[[Reading], Span]], ...] = (
    (f"(?P<w>w){_SIDE}?", _weekday),
    ("(?P<w>w)(?P<V>V)|x?(?P<week>V)", lambda reading: _week(_named(reading, "week", "V"))),
    ("(?P<r>r)", _shift),
    (_DATE, _day),
    ("(?P<d>d)", _numeric),
    (f"x?(?P<month>m)(?:{_SIDE}|{_MONTH_YEAR})", _month),
    (f"x?(?P<s>s)(?:{_SIDE}|{_MONTH_YEAR})", _season),
    ("x?(?:(?P<year>y)|(?P<short>u)|(?P<shifted>R))(?P<era>e)?", _year),
    ("x?E(?:(?P<year>y)|(?P<short>n))(?P<era>e)?", _decade),
    ("(?:x|(?P<n>n))?(?P<O>O)(?P<era>e)?", _shifted_month),
    ("(?P<z>z)", _last_days),
)
_PAIRED = re.compile("nm(?:[yu]e?|Re?)?|d")


def _named(reading: Reading, name: str, other: str) -> Reading:
    bound = {other if key == name else key: token for key, token in reading.bound.items()}
    return Reading(bound, reading.today)


def _span(tokens: Tokens, today: date | None) -> Span | None:
    """The days of the tokens; several namings of one day («دوشنبه ۱۵ تیر ۱۳۹۳») have to agree."""
    letters = _letters(tokens)
    for shape, read in SHAPES:
        if match := re.fullmatch(shape, letters):
            bound = {name: tokens[at] for name in match.groupdict() if (at := match.start(name)) >= 0}
            return read(Reading(bound, today))
    if match := re.fullmatch(r"(w?)((?:nm(?:[yu]e?|Re?)?|d){1,3}|r)(w?)", letters):
        return _agreeing(tokens, match, today)
    return None


def _agreeing(tokens: Tokens, match: re.Match[str], today: date | None) -> Span | None:
    named = [token.number for token in tokens if token.letter == "w"]
    start, end = match.span(2)
    dates = [one.span() for one in _PAIRED.finditer(match[2])] or [(0, end - start)]
    spans = {_span(tokens[start + at : start + to], today) for at, to in dates}
    found = spans.pop()
    if spans or found is None or any(found[0].weekday() != weekday for weekday in named):
        return None
    return found
