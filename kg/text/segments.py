"""Headlines are parsed in parts: «وزیر: …» and «… / …» put independent phrases side by side.

A parser that sees them as one clause makes the speaker the subject of what he says, and the real
subject an oblique.  So the words before the colon, and the parts between bars, are parsed each on
its own and then joined: a part hangs as `parataxis` from the first one, a speaker as `dep` from
what he says, as in the treebanks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.persian.letters import fold
from kg.persian.lexicon import word_class

if TYPE_CHECKING:
    from stanza.models.common.doc import Sentence as Parse
    from stanza.models.common.doc import Word
    from stanza.pipeline.processor import Processor

_LONGEST_SPEAKER = 22
_SHORTEST_SPEECH = 2
_VERBAL = ("VERB", "AUX")


@dataclass(frozen=True, slots=True)
class Segment:
    """Words `first` to `last` of a sentence (0-based, the latter not included).

    Before a colon a part either `speaks` (a name) or `reports` (a clause that ends in its verb).
    """

    first: int
    last: int
    speaks: bool = False
    reports: bool = False


def segments(words: Sequence[Word]) -> list[Segment]:
    """The parts of a headline from left to right; one for any other sentence."""
    bars = [at for at, word in enumerate(words) if word.text in word_class("headline-bar-spaced")]
    bars += [at for at, word in enumerate(words[:_LONGEST_SPEAKER]) if _ends_noun_phrase(words, at)][:1]
    bars.sort()
    cuts = [0, *(at + 1 for at in bars if 1 < at < len(words) - 2), len(words)]
    return [part for first, last in pairwise(cuts) for part in _speaker_apart(words, first, last)]


def _ends_noun_phrase(words: Sequence[Word], at: int) -> bool:
    """«تخلیهٔ شهر؛ مردم رفتند»: a semicolon behind a phrase with no verb parts a headline."""
    return words[at].text in word_class("semicolon") and all(word.upos not in _VERBAL for word in words[:at])


def _speaker_apart(words: Sequence[Word], first: int, last: int) -> Iterator[Segment]:
    colon = next((at for at in range(first, last) if words[at].text in word_class("colon")), None)
    speaks = colon is not None and _is_speaker(words[first:colon])
    reports = colon is not None and colon > first and words[colon - 1].upos in _VERBAL
    if colon is None or not (speaks or reports) or last - colon <= _SHORTEST_SPEECH:
        yield Segment(first, last)
    else:
        yield Segment(first, colon + 1, speaks, reports)
        yield Segment(colon + 1, last)


def _is_speaker(words: Sequence[Word]) -> bool:
    if not 0 < len(words) <= _LONGEST_SPEAKER or words[0].upos not in ("NOUN", "PROPN", "PUNCT", "DET", "NUM"):
        return False
    return all(word.upos not in _VERBAL for word in words) and fold(words[0].text) not in word_class("not-a-speaker")


def reparse(parses: Sequence[Parse], depparse: Processor) -> None:
    """Parse the parts of each headline on their own and write their heads and relations in place."""
    from stanza.models.common.doc import Document

    apart = [(parse.words, parts) for parse in parses if len(parts := segments(parse.words)) > 1]
    if not apart:
        return
    rows = [[_row(word, at) for at, word in enumerate(words[part.first : part.last], start=1)]
            for words, parts in apart for part in parts]
    found = iter(depparse.process(Document(rows)).sentences)
    for words, parts in apart:
        roots = [_write(words, part, next(found)) for part in parts]
        _join(words, parts, roots)


def _row(word: Word, number: int) -> dict[str, object]:
    return {
        "id": number, "text": word.text, "lemma": word.lemma, "upos": word.upos, "xpos": word.xpos, "feats": word.feats,
    }


def _write(words: Sequence[Word], part: Segment, parse: Parse) -> int:
    """Copy heads and relations into the sentence; the 1-based number of the part's root comes back."""
    root = part.first + 1
    for word, found in zip(words[part.first : part.last], parse.words, strict=True):
        word.head, word.deprel = found.head + part.first, found.deprel
        if found.head == 0:
            root = part.first + found.id
    return root


def _join(words: Sequence[Word], parts: Sequence[Segment], roots: Sequence[int]) -> None:
    main = next(root for part, root in zip(parts, roots, strict=True) if not part.speaks)
    for at, (part, root) in enumerate(zip(parts, roots, strict=True)):
        if root == main:
            words[root - 1].head, words[root - 1].deprel = 0, "root"
        elif at and parts[at - 1].reports:
            words[root - 1].head, words[root - 1].deprel = _verb(words, parts[at - 1]), "ccomp"
        elif part.speaks:
            words[root - 1].head, words[root - 1].deprel = roots[at + 1], "dep"
        else:
            words[root - 1].head, words[root - 1].deprel = main, "parataxis"


def _verb(words: Sequence[Word], part: Segment) -> int:
    """The 1-based number of the verb before the colon; of an auxiliary, what it belongs to."""
    word = words[part.last - 2]
    return int(word.head if word.upos == "AUX" and word.head else word.id)
