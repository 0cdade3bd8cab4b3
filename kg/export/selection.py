"""Which part of the graph is exported: the choice of a user, and the events that fit it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kg.errors import UsageError, did_you_mean
from kg.resolve.calendars import CALENDARS

STATUSES = ("actual", "future", "unreal", "denied")
LEVELS = ("principal", "mention")
_DAY = re.compile(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?")


@dataclass(frozen=True)
class Selection:
    """What to keep; the default is what articles themselves assert as fact, between principals.

    `actors`, `actions` and `sources` are names in either language and any spelling, keys or IRIs;
    none of a kind means all.  An actor may stand at either end.  `statuses` are among STATUSES;
    what sources are quoted as saying counts only with `quoted`, or for the `sources` named.
    `since` and `until` are ISO dates as `read_day` gives them.  `level` says whether ends are those
    whom an actor finally stands for or the actor as it is named.
    """

    actors: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ("actual",)
    quoted: bool = False
    since: str | None = None
    until: str | None = None
    min_count: int = 1
    level: str = "principal"

    def __post_init__(self) -> None:
        for what, values, known in (("status", self.statuses, STATUSES), ("level", (self.level,), LEVELS)):
            for value in values:
                if value not in known:
                    hint = did_you_mean(value, known)
                    raise UsageError(f"{what} '{value}' is not one of {', '.join(known)}. {hint}".strip())

    @property
    def asserted(self) -> bool:
        """Is it only of what articles assert themselves, which is what has statement nodes?"""
        return self.statuses == ("actual",) and not self.quoted and not self.sources

    def holds(self, first: str | None, last: str | None) -> bool:
        """Does an event of these dates touch the days asked for?  One without a date fits only when none is."""
        if self.since is None and self.until is None:
            return True
        if first is None or last is None:
            return False
        # Days, months and years compare by what both say: 2024-05 touches 2024-05-12.
        after = self.until is None or first[: len(self.until)] <= self.until[: len(first)]
        before = self.since is None or last[: len(self.since)] >= self.since[: len(last)]
        return after and before


def read_day(written: str, end: bool = False) -> str:
    """A day, month or year as an ISO date; a year of the Jalali calendar (1200-1500) is converted.

    Of a Jalali month or year the first day comes out, or with `end` the last.  UsageError for no date.
    """
    match = _DAY.fullmatch(written.strip())
    if match is None:
        raise UsageError(f"'{written}' is no date; write 2024-05-12, 2024-05 or 2024, or a Jalali date (1403-02-23).")
    parts = [int(part) for part in match.groups() if part]
    try:
        if parts[0] in CALENDARS["jalali"].years:
            return _jalali(parts, end).isoformat()
        date(*[*parts, 1, 1][:3])
    except ValueError:
        raise UsageError(f"'{written}' is not in the calendar; check its month and day.") from None
    return "-".join(f"{part:02}" for part in parts)


def _jalali(parts: list[int], end: bool) -> date:
    calendar = CALENDARS["jalali"]
    if len(parts) == 3:
        return calendar.day(parts[0], parts[1], parts[2])
    span = calendar.months(parts[0], parts[1]) if len(parts) == 2 else calendar.months(parts[0], 1, 12)
    return span[end]
