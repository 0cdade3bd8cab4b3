"""The ways in which news is typed carelessly, put into clean text to train and to measure."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from kg.persian.letters import ZWNJ

_ARABIC = {
    "\N{ARABIC LETTER FARSI YEH}": "\N{ARABIC LETTER YEH}", "\N{ARABIC LETTER KEHEH}": "\N{ARABIC LETTER KAF}",
}
_SPACE_BEHIND = re.compile(r"(?<=[^\W\d_])([\N{ARABIC COMMA}\N{ARABIC SEMICOLON}:.!\N{ARABIC QUESTION MARK}]) (?=\w)")


def without_joiners(text: str, chance: random.Random) -> str:
    """Each zero-width non-joiner dropped: two letters join or stand side by side."""
    return text.replace(ZWNJ, "")


def spaced_joiners(text: str, chance: random.Random) -> str:
    """Each zero-width non-joiner a space."""
    return text.replace(ZWNJ, " ")


def arabic_letters(text: str, chance: random.Random) -> str:
    """Half of the letters that an Arabic keyboard types otherwise."""
    return "".join(_ARABIC.get(letter, letter) if chance.random() < 0.5 else letter for letter in text)


def glued_stops(text: str, chance: random.Random) -> str:
    """No space behind commas, colons and full stops."""
    return _SPACE_BEHIND.sub(r"\1", text)


def all_mixed(text: str, chance: random.Random) -> str:
    """Every joiner kept, dropped or a space by chance, and the other kinds."""
    text = "".join(chance.choice((ZWNJ, "", " ")) if letter == ZWNJ else letter for letter in text)
    return arabic_letters(glued_stops(text, chance), chance)


KINDS: dict[str, Callable[[str, random.Random], str]] = {
    "without-joiners": without_joiners,
    "spaced-joiners": spaced_joiners,
    "arabic-letters": arabic_letters,
    "glued-stops": glued_stops,
    "mixed": all_mixed,
}


def noisy(text: str, kind: str, seed: int = 1) -> str:
    """The text with the noise of a kind; the same seed gives the same text."""
    return KINDS[kind](text, random.Random(f"{seed} {text}"))


def kept(text: str, typed: str) -> list[int]:
    """The offset of what each character of a text made `noisy` stands for; ends with the length of the clean text."""
    found, at = list[int](), 0
    for letter in typed:
        while text[at] != letter and _ARABIC.get(text[at]) != letter and not (text[at] == ZWNJ and letter == " "):
            at += 1  # a joiner or the space behind a stop, dropped
        found.append(at)
        at += 1
    return [*found, len(text)]
