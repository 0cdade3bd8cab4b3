"""Lemmas of nouns, adjectives and names by their endings, the rows of `endings.tsv` and `plurals.tsv`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.persian.letters import ZWNJ
from kg.persian.tables import read_table
from kg.training.treebank import FORM, UPOS, Tree

Word = tuple[str, str, str]
"""Form, UPOS, lemma."""
NOMINAL = ("NOUN", "ADJ", "PROPN")
_COLUMNS = ("layer", "ending", "after", "stem", "becomes", "tags", "made", "example")
_JOINER, _NOTHING = "joiner", "-"
_SHORTEST = 2
_RARER, _RARER_IF_KNOWN = 2, 4
"""How often a noun must occur for each time that it has an indefinite ending; else the form is a word of its own."""
_PLURAL = "PL"
_DICTIONARY = {"N": "NOUN", "AJ": "ADJ"}


@dataclass(frozen=True, slots=True)
class Ending:
    """A row of `endings.tsv`: what is cut, behind which letters, what the stem must be and may end in instead."""

    text: str
    after: str
    stem: str
    becomes: tuple[str, ...]
    tags: tuple[str, ...]
    made: frozenset[str]

    def bare(self, form: str) -> str | None:
        """The form without this ending, None when it has another."""
        bare = form.removesuffix(self.text)
        fits = bare != form and len(bare) >= _SHORTEST and (not self.after or bare[-1] in self.after)
        return bare if fits else None


class Inflections:
    """Lemmas of nominal forms: told ones first, then what the endings leave.

    `ours` are words with lemmas in the scheme that is aimed at, `others` further ones, of which only the
    vocabulary counts; `tagged` trees tell nouns from adjectives, `counts` is how often a text has a form.
    """

    def __init__(self, ours: Iterable[Word], others: Iterable[Word], tagged: Iterable[Tree], counts: Counter[str]):
        told = [word for word in ours if word[1] in NOMINAL]
        self._told = {(form, tag): lemma for (form, tag, lemma), _ in reversed(Counter(told).most_common())}
        self._lemmas = {(lemma, tag) for _, tag, lemma in told}
        self._words = {lemma for _, tag, lemma in (*told, *others) if tag in NOMINAL}
        self._tags = Counter((row[FORM], row[UPOS]) for tree in tagged for row in tree.words)
        self._counts = counts

    def lemma(self, form: str, tag: str) -> str:
        """The lemma of a form as NOUN, ADJ or PROPN; the form itself when no ending can be cut."""
        if (form, tag) in self._lemmas:
            return form
        bare = self._cut(form, tag, "outer")
        if bare is None:
            return self._singular(form, tag)
        return self._told.get((bare, tag)) or self._singular(bare, tag)

    def _singular(self, form: str, tag: str) -> str:
        if (form, tag) in self._lemmas:
            return form
        return self._cut(form, tag, "inner") or _singulars().get(form, form)

    def _cut(self, form: str, tag: str, layer: str) -> str | None:
        for ending in _endings(layer):
            if tag in ending.tags and (stems := list(self._stems(form, tag, ending))):
                return max(stems, key=lambda stem: self._tags[stem, tag])
        return None

    def _stems(self, form: str, tag: str, ending: Ending) -> Iterator[str]:
        bare = ending.bare(form)
        for letters in ending.becomes if bare else ():
            if self._holds(ending.stem, f"{bare}{letters}", form, tag):
                yield f"{bare}{letters}"

    def _holds(self, condition: str, stem: str, form: str, tag: str) -> bool:
        """Whether the stem of a form is what a row of the endings wants."""
        match condition:
            case "known":
                return self._known(stem)
            case "new":
                return self._known(stem) and not self._known(form)
            case "occurs":
                return (self._known(stem) or self._counts[stem] > 0) and not self._known(form)
            case "noun":
                rarer = _RARER_IF_KNOWN if self._known(form) else _RARER
                return self._kind(stem) == "NOUN" and self._counts[stem] >= rarer * self._counts[form]
            case "adjective":
                return self._kind(stem) == "ADJ" and self._counts[stem] >= self._counts[form]
            case "inflected":
                plural = _PLURAL in dictionary_words().get(stem, ()) or self._singular(stem, tag) != stem
                return plural and not self._known(form)
        return True

    def _known(self, word: str) -> bool:
        tags = dictionary_words().get(word)
        return word in self._words or (tags is not None and _PLURAL not in tags)

    def _kind(self, word: str) -> str | None:
        """What a word mostly is in the treebanks, else what the dictionary alone lets it be."""
        noun, adjective = self._tags[word, "NOUN"] + self._tags[word, "PROPN"], self._tags[word, "ADJ"]
        if noun or adjective:
            return "ADJ" if adjective > noun else "NOUN"
        told = [tag for name, tag in _DICTIONARY.items() if name in dictionary_words().get(word, ())]
        return told[0] if len(told) == 1 else None


def made_forms() -> Iterator[str]:
    """Inflected forms of the dictionary's words: «کتاب» -> «کتاب‌ها», «کتاب‌های», …."""
    made = [ending for layer in ("outer", "inner") for ending in _endings(layer) if ending.made]
    for word, tags in dictionary_words().items():
        yield from (form for one in made if tags & one.made and one.bare(form := word + one.text))


@cache
def dictionary_words() -> dict[str, frozenset[str]]:
    """hazm's dictionary: word -> its tags, such as N, AJ, and PL of a plural with a form of its own."""
    from hazm.utils import words_list

    return {word: frozenset(tags) for word, _, tags in words_list()}


@cache
def _endings(layer: str) -> tuple[Ending, ...]:
    rows = read_table(files("kg.persian") / "endings.tsv", _COLUMNS)
    return tuple(
        Ending(
            text=(ZWNJ if row["after"] == _JOINER else "") + row.need("ending"),
            after="" if row["after"] == _JOINER else row["after"] or "",
            stem=row.need("stem"),
            becomes=tuple(letters.replace(_NOTHING, "") for letters in row.need("becomes").split()),
            tags=tuple((row["tags"] or " ".join(NOMINAL)).split()),
            made=frozenset((row["made"] or "").split()),
        )
        for row in rows
        if row["layer"] == layer
    )


@cache
def _singulars() -> dict[str, str]:
    rows = read_table(files("kg.persian") / "plurals.tsv", ["singular", "plurals"])
    return {plural: row.need("singular") for row in rows for plural in row.need("plurals").split()}
