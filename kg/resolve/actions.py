"""The concept of an action: predicates of one English label share one."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from kg.model import Action
from kg.persian.frames import Frames
from kg.persian.spelling import words

ACTIONS = "https://w3id.org/kg-fa/act/"
_KEY = 120


def concept(action: Action, frames: Frames) -> Action:
    """The action with its IRI, label and codes; one that no table knows keeps its lemma as a concept of its own."""
    frame = frames.get(action.lemma)
    if frame is None:
        return replace(action, iri=ACTIONS + quote("-".join(words(action.lemma))[:_KEY], safe="-"))
    iri = ACTIONS + quote(frame.en.lower().replace(" ", "-"), safe="-")
    return replace(action, label_en=frame.en, iri=iri, plover=frame.plover, mode=frame.mode, cameo=frame.cameo)
