"""The words of pictures in both languages: those of the page of `kg serve`, from the same table."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files


@cache
def words(language: str) -> dict[str, str]:
    """Each key of the table, as `quad.verbal conflict`, with its words in the language (`fa`, `en`)."""
    table = json.loads((files("kg") / "serve" / "static" / "words.json").read_text(encoding="utf-8"))
    return {key: said[language] for key, said in table.items()}
