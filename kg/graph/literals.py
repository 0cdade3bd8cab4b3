"""Literals that every RDF and XML syntax can carry."""

from __future__ import annotations

import re

from rdflib import Literal
from rdflib.namespace import XSD

# What XML 1.0 cannot write, and the remaining controls; one character stays one character, so that
# the length of an anchor still equals its end minus its begin.
FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff]")
SURROGATE = re.compile("[\ud800-\udfff]")
MINUTE = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d$")
DATES = (
    (re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"), XSD.date),
    (re.compile(r"\d{4}-(0[1-9]|1[0-2])"), XSD.gYearMonth),
    (re.compile(r"\d{4}"), XSD.gYear),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?"), XSD.dateTime),
)


def plain(words: str) -> str:
    """The words without control characters (each becomes a space) and lone surrogates."""
    return SURROGATE.sub("\N{REPLACEMENT CHARACTER}", FORBIDDEN.sub(" ", words))


def text(words: str, language: str | None = None) -> Literal:
    """A literal with or without a language."""
    return Literal(plain(words), lang=language)


def whole(number: int) -> Literal:
    """A count or offset, as NIF types it."""
    return Literal(str(number), datatype=XSD.nonNegativeInteger)


def date(written: str) -> Literal | None:
    """An ISO 8601 date, month, year or time with its XSD type; None when it is not ISO.

    A time to the minute gets the seconds that XSD asks for: 2014-07-06T10:30 -> 2014-07-06T10:30:00.
    """
    plain_date = MINUTE.sub(r"\g<0>:00", written.strip())
    for pattern, datatype in DATES:
        if pattern.fullmatch(plain_date):
            return Literal(plain_date, datatype=datatype)
    return None


def interval(written: str) -> tuple[Literal, Literal] | None:
    """The first and last day of `2014-07-01/2014-07-31`; None when it is no interval of days."""
    begin, _, end = (date(part) for part in written.partition("/"))
    if begin is None or end is None or {begin.datatype, end.datatype} != {XSD.date}:
        return None
    return begin, end


def degrees(value: float) -> Literal:
    """Latitude or longitude as the WGS 84 vocabulary has it, a decimal number."""
    return Literal(f"{value:.6f}".rstrip("0").rstrip("."), datatype=XSD.decimal)
