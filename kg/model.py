"""The values that flow through kg: Article -> Sentence -> Triple.

Every value is frozen; a stage takes an iterable and yields new values made with
`dataclasses.replace`.  All offsets are half-open code-point offsets into `Article.text`, the text
exactly as it was read, so `article.text[m.start:m.end] == m.text` holds for every mention.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Polarity = Literal["+", "-"]
Status = Literal["actual", "future", "unreal"]
TripleKind = Literal["verbal", "nominal", "role"]


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word of Universal Dependencies.

    `form` is the cleaned form; `start`/`end` are offsets into the raw article.  The parts of a
    multi-word token split its span when their forms spell it, else they share the token's span.
    `head` is the `id` of the governor, 0 for the root.  `ner` is the tag of the name it is part of in
    the BIOES scheme (`B-PER`); None outside names and when the models have no name tagger.
    """

    id: int
    form: str
    lemma: str | None
    upos: str
    xpos: str | None
    feats: str | None
    head: int
    deprel: str
    start: int
    end: int
    ner: str | None = None

    def feat(self, name: str) -> str | None:
        """Value of one morphological feature (`Number` -> `Sing`), None when it is not marked."""
        for pair in (self.feats or "").split("|"):
            key, _, value = pair.partition("=")
            if key == name:
                return value
        return None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One parsed sentence; `text` is the raw slice `article.text[start:end]`.

    `index` counts from 1 within the article.  `words[i].id == i + 1` always holds.
    """

    doc: str
    index: int
    text: str
    start: int
    end: int
    words: tuple[Word, ...]

    def word(self, number: int) -> Word:
        """The word with this id (1-based)."""
        return self.words[number - 1]

    def children(self, number: int) -> tuple[Word, ...]:
        """Direct dependents of the word with this id, in order of the sentence."""
        return tuple(word for word in self.words if word.head == number)


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read.

    `date` is ISO 8601 as given (None: not said), `source` the publisher.  `sentences` is None until
    the article has been parsed; a `.conllu` input arrives with its sentences.  `path` and `line`
    say where it was read, for error messages.
    """

    id: str
    text: str
    title: str | None = None
    date: str | None = None
    url: str | None = None
    source: str | None = None
    sentences: tuple[Sentence, ...] | None = None
    path: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """What a mention refers to, in the graph.

    `kind` is one of country, organisation, institution, person, group, medium, place, document,
    thing.  `principal` is the key of whom it finally stands for (ISO 3166 alpha-2 or an
    organisation's short key), None when it stands for nobody known.  `label` is Persian.  `office` is a
    person's best known one with its years («Foreign Minister, 2013/2021»), None where no table says it.
    `point` is a place's latitude and longitude in degrees, None where not known.
    """

    iri: str
    label: str
    label_en: str | None
    kind: str
    principal: str | None = None
    wikidata: str | None = None
    relations: Mapping[str, str] = field(default_factory=dict, hash=False)
    office: str | None = None
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that plays a part: its contiguous span and the word that heads it.

    `sentence` and `head` find the head word again; `marker` is the preposition or `ra` the phrase
    came with (None: bare).  `entity` is None until resolved, and stays None when not resolvable.
    """

    text: str
    start: int
    end: int
    sentence: int
    head: int
    marker: str | None = None
    entity: Entity | None = None

    @property
    def shown(self) -> str:
        """Its text on one line; of a mention without words, whom only a verb names, the label of its entity."""
        return " ".join(self.text.split()) or (self.entity.label if self.entity else "")


@dataclass(frozen=True, slots=True)
class Action:
    """What is done.  `lemma` is the infinitive, with the noun of a light-verb construction.

    `label_en`, `plover`, `mode` and `cameo` are None when the frame table does not know them;
    `iri` is None until resolved.
    """

    text: str
    start: int
    end: int
    head: int
    lemma: str
    label_en: str | None = None
    iri: str | None = None
    plover: str | None = None
    mode: str | None = None
    cameo: str | None = None


@dataclass(frozen=True, slots=True)
class Argument:
    """A further argument: place, time, topic, instrument, purpose, cause, manner, ..."""

    role: str
    mention: Mention
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Triple:
    """One actor doing one action to one target, as one sentence says it.

    `actor`/`target` are None when nobody is named.  `source` is whose words these are, None when
    they are the article's own.  `rule` names the pattern that read it, `confidence` is in 0..1,
    `features` what it was reckoned from.
    """

    doc: str
    sentence: int
    text: str
    actor: Mention | None
    action: Action
    target: Mention | None
    arguments: tuple[Argument, ...]
    polarity: Polarity
    status: Status
    tense: str | None
    modality: str | None
    source: Mention | None
    kind: TripleKind
    confidence: float
    rule: str
    features: Mapping[str, float] = field(default_factory=dict, hash=False, compare=False, repr=False)
