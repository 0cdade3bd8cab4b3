"""What kind of thing an unknown name is, as the models' name tagger says."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from kg.model import Article, Mention, Word

_KINDS = {"PER": "person", "ORG": "organisation", "POG": "organisation", "LOC": "place"}


class Names:
    """The tagged names of an article."""

    def __init__(self, article: Article) -> None:
        self._words = [word for sentence in article.sentences or () for word in sentence.words]
        self._starts = [word.start for word in self._words]
        self._known: dict[str, str] = {}

    def kind(self, mention: Mention, iri: str) -> str | None:
        """The kind of the entity `iri` by its first mention that is a name from its head on; None: no name yet."""
        found = self._known.get(iri) or self._tagged(mention)
        if found is not None:
            self._known[iri] = found
        return found

    def _tagged(self, mention: Mention) -> str | None:
        first = bisect_left(self._starts, mention.start)
        words = [word for word in self._words[first : first + len(mention.text)] if word.end <= mention.end]
        tags = [word.ner for word in words]
        named = [tag.partition("-")[2] for tag in tags if tag]
        if not named or len(set(named)) > 1 or not _reaches_the_head(words):
            return None
        return _KINDS.get(named[0])


def _reaches_the_head(words: Sequence[Word]) -> bool:
    """Whether the word that governs the others is in the name, or only titles stand before it."""
    numbers = {word.id for word in words}
    head = next((word for word in words if word.head not in numbers), words[0])
    return head.ner is not None
