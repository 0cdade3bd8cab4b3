"""One spelling for comparing: letters that Persian keyboards mix, invisible joiners, marks.

Only for looking things up; texts that are shown or stored keep their own letters.
"""

from __future__ import annotations

import re
from functools import lru_cache

ZWNJ = "\N{ZERO WIDTH NON-JOINER}"
HAMZA = "\N{ARABIC HAMZA ABOVE}"
"""The sign of ezafe on a heh («خانهٔ»)."""
ALEF = "\N{ARABIC LETTER ALEF}"
HEH = "\N{ARABIC LETTER HEH}"
YEH = "\N{ARABIC LETTER FARSI YEH}"
"""Links a word to what follows, makes adjectives of countries and nouns indefinite."""
VOWELS = (HEH, ALEF, "\N{ARABIC LETTER WAW}")
"""Letters that end a word in a vowel, behind which endings are written apart."""

_ONE = str.maketrans(
    {
        "\N{ARABIC LETTER YEH}": "ی",
        "\N{ARABIC LETTER ALEF MAKSURA}": "ی",
        "\N{ARABIC LETTER YEH WITH HAMZA ABOVE}": "ی",
        "\N{ARABIC LETTER KAF}": "ک",
        "\N{ARABIC LETTER WAW WITH HAMZA ABOVE}": "و",
        "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}": "ا",
        "\N{ARABIC LETTER ALEF WITH HAMZA BELOW}": "ا",
        "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}": "ا",
        "\N{ARABIC LETTER HEH WITH YEH ABOVE}": "ه",
        "\N{ARABIC LETTER TEH MARBUTA}": "ه",
    }
)
_MARKS = re.compile("[\N{ARABIC FATHATAN}-\N{ARABIC HAMZA BELOW}\N{ARABIC LETTER SUPERSCRIPT ALEF}\N{ARABIC TATWEEL}]")


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """`text` with one spelling of each letter, no vowel marks, ZWNJ as a space, single spaces."""
    plain = _MARKS.sub("", text).translate(_ONE).replace(ZWNJ, " ")
    return " ".join(plain.split())
