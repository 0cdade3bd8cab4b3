"""What a reader of the page looks at: some actors, and which of their events."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.errors import UsageError

STATUSES = ("actual", "future", "unreal", "denied")
ITSELF = "itself"
"""Who says so when the article speaks in its own voice."""
LANGUAGES = ("en", "fa")

MOST_CENTRES = 12
MOST_EDGES = 500
MOST_CHOICES = 200
LONGEST_VALUE = 2_000

# No character that could end an IRI of a query: `<`, `>`, a quote, a backslash, a space.
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\x7f-\x9f\ud800-\udfff]+")
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True)
class View:
    """The centres (IRIs) and what of their events is shown; an empty choice shows all.

    `says` are IRIs or ITSELF, `first` and `last` ISO dates or None, `most` how many edges, `edge` the
    identifier of one of them or None, `skip` how many of its events were seen before.
    """

    centres: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    most: int = 40
    labels: str = "en"
    edge: str | None = None
    skip: int = 0


@dataclass(frozen=True)
class Sought:
    """The letters somebody has typed, and how many actors to name."""

    words: str
    most: int = 12


def read_view(given: Sequence[tuple[str, str]]) -> View:
    """The view that the parameters of a request describe.  Raises UsageError for one that is wrong."""
    values = _Values(given)
    return View(
        centres=values.all("entity", is_iri, MOST_CENTRES),
        actions=values.all("action", is_iri),
        statuses=values.all("status", STATUSES.__contains__),
        says=values.all("says", lambda value: value == ITSELF or is_iri(value)),
        media=values.all("medium", bool),
        first=values.one("from", _is_day),
        last=values.one("to", _is_day),
        most=values.number("limit", 40, MOST_EDGES),
        labels=values.one("lang", LANGUAGES.__contains__) or "en",
        edge=values.one("edge", lambda value: re.fullmatch(r"[0-9a-f]{16}(-[a-z]+)?", value) is not None),
        skip=values.number("skip", 0, 1_000_000),
    )


def read_sought(given: Sequence[tuple[str, str]]) -> Sought:
    """What is searched for.  Raises UsageError."""
    values = _Values(given)
    return Sought(values.one("q", lambda value: len(value) <= 200) or "", values.number("limit", 12, 50))


def is_iri(value: str) -> bool:
    """May the value stand between < and > in a query?"""
    return _IRI.fullmatch(value) is not None


def _is_day(value: str) -> bool:
    return _DAY.fullmatch(value) is not None


class _Values:
    """The values of each parameter; empty ones are left out."""

    def __init__(self, given: Sequence[tuple[str, str]]) -> None:
        self.given = [(name, value) for name, value in given if value]

    def all(self, name: str, fits: Callable[[str], bool], most: int = MOST_CHOICES) -> tuple[str, ...]:
        """Each value once, in the order given."""
        found = tuple(dict.fromkeys(value for held, value in self.given if held == name))
        if len(found) > most:
            raise UsageError(f"{name}: {len(found)} values; at most {most} are read.")
        for value in found:
            if len(value) > LONGEST_VALUE or not fits(value):
                raise UsageError(f"{name}: '{value[:80]}' is not understood.")
        return found

    def one(self, name: str, fits: Callable[[str], bool]) -> str | None:
        """The value, or None when it is not given."""
        found = self.all(name, fits, 1)
        return found[0] if found else None

    def number(self, name: str, default: int, most: int) -> int:
        """A whole number from 0 to `most`."""
        found = self.one(name, lambda value: value.isascii() and value.isdecimal() and int(value[:9]) <= most)
        return default if found is None else int(found)
