"""Three calendars behind one face; the arithmetic is jdatetime's and hijridate's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import jdatetime
from hijridate import Gregorian, Hijri

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Calendar:
    """`day` gives the Gregorian day of year, month, day; `of` the year and month of a Gregorian day.

    ValueError or OverflowError for what the calendar has not.  `years` are those a text may name.
    """

    name: str
    day: Callable[[int, int, int], date]
    of: Callable[[date], tuple[int, int]]
    years: range

    def months(self, year: int, first: int, count: int = 1) -> Span:
        """First and last day of `count` months of one year: 1393, 4 -> 2014-06-22, 2014-07-22."""
        beyond, month = divmod(first + count - 1, 12)
        return self.day(year, first, 1), self.day(year + beyond, month + 1, 1) - timedelta(days=1)


def _jalali_day(year: int, month: int, day: int) -> date:
    found: date = jdatetime.date(year, month, day).togregorian()
    return found


def _jalali_of(day: date) -> tuple[int, int]:
    found = jdatetime.date.fromgregorian(date=day)
    return found.year, found.month


def _lunar_day(year: int, month: int, day: int) -> date:
    found = Hijri(year, month, day).to_gregorian()
    return date(found.year, found.month, found.day)


def _lunar_of(day: date) -> tuple[int, int]:
    found = Gregorian(day.year, day.month, day.day).to_hijri()
    return found.year, found.month


CALENDARS = {
    calendar.name: calendar
    for calendar in (
        Calendar("jalali", _jalali_day, _jalali_of, range(1200, 1501)),
        # Umm al-Qura: where the month is declared by sight of the moon, as in Iran, it may begin a day later.
        Calendar("lunar", _lunar_day, _lunar_of, range(1343, 1501)),
        Calendar("gregorian", date, lambda day: (day.year, day.month), range(1800, 2201)),
    )
}
