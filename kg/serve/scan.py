"""What a query holds, seen before any parser reads it: its depth and the words that would reach out."""

from __future__ import annotations

import re

LONGEST = 100_000
DEEPEST = 200
ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
WORD = re.compile(r"SERVICE|^LOAD$", re.I)
NAMED = re.compile(r"(?:^|\.)(SERVICE|LOAD(?=:))", re.I)
TOKEN = re.compile(
    r"(?P<comment>#[^\n\r]*)"
    r"|(?P<string>\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r"|\"(?:[^\"\\\n\r]|\\.)*\"|'(?:[^'\\\n\r]|\\.)*')"
    r"|(?P<iri><[^<>\"{}|^`\s]*>)"
    r"|(?P<name>[?$@]\w+(?:-\w+)*|\w*:(?:[\w.:%-]|\\[^uU\s])*)"
    # Outside strings a backslash takes its next letter into a name: `kg:a\#` begins no comment.
    r"|(?P<escape>\\[^uU])|(?P<word>[A-Za-z_]\w*)|(?P<open>[{(\[])|(?P<close>[})\]])",
    re.S,
)


def refusal(sparql: str) -> str | None:
    """Why the query must not run, or None when it may; seen both before and after all escapes are read."""
    # `?x<'>'` may be a comparison or an IRI; only a parser could tell where such a string begins.
    if ("'" in sparql or '"""' in sparql) and "SERVICE" in unescaped(sparql).upper():
        return "SERVICE is refused; with ' or triple quotes in the query the word cannot be told from text: use \"."
    return _refusal(_tokens(sparql)) or _refusal(_tokens(unescaped(sparql)))


def _refusal(tokens: list[tuple[str, str]]) -> str | None:
    depth, before = 0, ""
    for kind, text in tokens:
        depth += (kind == "open") - (kind == "close")
        if depth > DEEPEST:
            return f"the query is nested deeper than {DEEPEST} brackets."
        if reach := _reach(kind, text):
            return f"{reach} is refused: this endpoint asks no other server and reads no file."
        if kind == "iri" and before.endswith(("FROM", "NAMED")) and is_file(text[1:-1]):
            return f"FROM {text} is refused: this endpoint reads no file."
        before = text.upper() if kind == "word" else ""
    return None


def _reach(kind: str, text: str) -> str | None:
    """SERVICE or LOAD when the token may be read as it; the parser needs no space: `SERVICESILENT<...>`."""
    if kind == "word" and (found := WORD.search(text)):
        return found.group().upper()
    if kind == "name" and text[0] not in "?$@" and (found := NAMED.search(text)):
        return found.group(1).upper()
    return None


def names_graphs(sparql: str) -> bool:
    """Does the query say itself (FROM) which graphs it is asked over?"""
    return any(kind == "word" and text.upper().startswith("FROM") for kind, text in _tokens(sparql))


def is_file(iri: str) -> bool:
    """Does the IRI name a local file?"""
    return unescaped(iri).strip().lower().startswith("file:")


def unescaped(text: str) -> str:
    r"""The text with its code-point escapes read: `\\u0053ERVICE` is `SERVICE`."""
    return ESCAPE.sub(_letter, text)


def _letter(match: re.Match[str]) -> str:
    point = int(match.group(1) or match.group(2), 16)
    return chr(point) if point < 0x110000 else " "


def _tokens(sparql: str) -> list[tuple[str, str]]:
    bare = []
    for match in re.finditer(TOKEN.pattern + r"|.", sparql, re.S):
        if match.lastgroup == "string":
            bare.append(' "" ')
        else:
            bare.append(" \n" if match.lastgroup == "comment" else match.group())
    found = TOKEN.finditer(unescaped("".join(bare)))
    return [(match.lastgroup or "", match.group()) for match in found if match.lastgroup not in ("string", "comment")]
