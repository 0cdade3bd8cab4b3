"""The words of time expressions, from `time.tsv`: «در تاریخ ۱۵ تیر» -> n 15, m 4 jalali."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.persian.letters import fold
from kg.persian.tables import Row, read_table

LETTERS = {
    "filler": "F", "part": "x", "weekday": "w", "season": "s", "number": "n", "shift": "r", "year": "R", "last": "<",
    "ago": "b", "next": ">", "ahead": "a", "current": "=", "this": "t", "era": "e", "clock": "c", "daypart": "p",
    "dark": "N", "jalali": "m", "lunar": "m", "gregorian": "m",
}  # fmt: skip
UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y", "decade": "E"}
CALENDARS = ("jalali", "lunar", "gregorian")
DARK = 18
"""The hour from which the twelve hours of a night are counted."""

_PIECES = re.compile(
    r"\d{4}[/.-]\d{1,2}[/.-]\d{1,2}|\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})(?!\d)"
    r"|\d{1,2}:\d{2}|\d+|[^\W\d]+|[^\w\s،,()«»؟.]"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word or number: its letter, its number, the calendar of a month, and if it means other things too."""

    letter: str
    number: int = 0
    calendar: str = ""
    doubtful: bool = False
    text: str = ""


Tokens = tuple[Token, ...]


@cache
def _rows() -> tuple[Row, ...]:
    return tuple(read_table(files("kg.persian") / "time.tsv", ["kind", "words", "value"]))


@cache
def time_markers() -> frozenset[str]:
    """Folded prepositions behind which a thing happens within the time: «طی», not «پس از»."""
    return frozenset(fold(word) for row in _rows() if row["kind"] == "marker" for word in row.need("words").split("|"))


@cache
def _lexicon() -> dict[str, Tokens]:
    """Folded word or phrase -> its tokens; a month joined with «ماه» is beyond doubt."""
    found: dict[str, Tokens] = {}
    doubtful = {fold(w) for row in _rows() if row["kind"] == "ambiguous" for w in row.need("words").split("|")}
    moons = [w for row in _rows() if row["value"] == "month" for w in row.need("words").split("|")]
    for row in _rows():
        for word in map(fold, row.need("words").split("|")):
            tokens = _entry(row, word in doubtful)
            if tokens:
                found[word] = tokens
            if tokens and tokens[0].letter == "m":
                found |= {word + fold(moon): _entry(row, False) for moon in moons}
    return found


def _entry(row: Row, doubtful: bool) -> Tokens:
    kind, value = row.need("kind"), row["value"] or ""
    number = int(value) if value.lstrip("-").isdecimal() else 0
    if kind == "unit":
        return (Token(UNITS[value]),)
    if kind == "night":
        return Token("r", number), Token("N", DARK)
    if kind not in LETTERS:
        return ()
    calendar = kind if kind in CALENDARS else value
    return (Token(LETTERS[kind], number, calendar, doubtful and LETTERS[kind] in "ms"),)


def time_tokens(text: str) -> Tokens | None:
    """The tokens, longest phrase first; None when a word is of no kind: «شهر دوشنبه».

    «۱۵ تیر» -> n 15, m 4 jalali; words that only fill («در تاریخ») are left out.
    """
    plain = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in fold(text))
    pieces, found = [one.group() for one in _PIECES.finditer(plain)], list[Token]()
    at = 0
    while at < len(pieces):
        for end in range(min(len(pieces), at + 4), at, -1):
            tokens = _lexicon().get(" ".join(pieces[at:end])) or (_numeral(pieces[at]) if end == at + 1 else ())
            if tokens:
                found += tokens
                at = end
                break
        else:
            return None
    return tuple(token for token in found if token.letter != "F")


def _numeral(piece: str) -> Tokens:
    if piece.isdecimal() and len(piece) in (1, 2, 4):
        return (Token("y" if len(piece) == 4 else "n", int(piece), text=piece),)
    if piece[0].isdecimal() and not piece.isdecimal():
        return (Token("h" if ":" in piece else "d", text=piece),)
    return ()
