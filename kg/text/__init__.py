"""From files to parsed sentences: read, clean, parse.

The doorway to hazm and Stanza, which are imported when the first text is cleaned or parsed.
"""

from kg.text.clean import CleanText, clean
from kg.text.conllu import format_conllu
from kg.text.parse import Parser
from kg.text.read import read

__all__ = ["CleanText", "Parser", "clean", "format_conllu", "read"]
