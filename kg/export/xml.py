"""Text for XML, fast for the many values that hold nothing special."""

from __future__ import annotations

import re

_SPECIAL = re.compile("[&<>\"\t\n\r]")
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ATTRIBUTE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


def text(value: object) -> str:
    """The value as it stands between tags."""
    words = str(value)
    return words.translate(_TEXT) if _SPECIAL.search(words) else words


def attribute(value: object) -> str:
    """The value in double quotes."""
    words = str(value)
    return f'"{words.translate(_ATTRIBUTE) if _SPECIAL.search(words) else words}"'
