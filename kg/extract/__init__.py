"""From a parsed article to triples: match the predicates, share the subjects, attribute, state."""

from __future__ import annotations

from kg.extract.triples import extract, extract_sentence

__all__ = ["extract", "extract_sentence"]
