"""Errors that say where, what was read, and what would be right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where something was read: a file and, when known, its 1-based line."""

    path: str
    line: int | None = None

    def __str__(self) -> str:
        return self.path if self.line is None else f"{self.path}:{self.line}"


class KgError(Exception):
    """Any error of ours; its text is one line fit for a user."""


class InputError(KgError):
    """Some input could not be read; the rest goes on (exit status 1)."""

    def __init__(self, place: Place | str, problem: str, remedy: str | None = None) -> None:
        self.place = place
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{place}: {problem}" + (f" {remedy}" if remedy else ""))


class TableError(InputError):
    """A row of one of our tables (or the user's) is wrong."""


class StoreError(KgError):
    """The store cannot be opened, read or written."""


class QueryError(KgError):
    """A query is unknown, malformed, or lacks a parameter."""


class ModelError(KgError):
    """A model is missing, broken, or speaks labels the patterns do not know."""


class UsageError(KgError):
    """Wrong usage of the command line (exit status 2)."""


def reason(error: Exception) -> str:
    """What an exception that nobody foresaw says, in one line."""
    said = str(error).partition("\n")[0]
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint `Did you mean 'x'?`, or an empty string when nothing is near."""
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"Did you mean '{near[0]}'?" if near else ""
