"""Which entities of different articles may be one: proposals with their reason, never a silent change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.persian.spelling import words
from kg.resolve.phrases import is_plain
from kg.resolve.registry import load_registry, name_key, untitled

SURNAME, SPELLING, ORDER = "surname of a full name", "spelling", "word order"
_LONG = 6
_SCORES = {SURNAME: 0.9, SPELLING: 0.8, ORDER: 0.9}
_DOUBT = 0.3
_UNKNOWN = "thing"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity of the graph: its label and kind, the key of whom it stands for, and how often it is mentioned.

    `known` if a table of actors holds it; of two known ones nobody proposes anything.
    """

    iri: str
    label: str
    kind: str
    principal: str | None
    mentions: int
    known: bool

    @property
    def tokens(self) -> tuple[str, ...]:
        """The comparable words of the label, without titles."""
        return tuple(untitled(words(self.label)))


@dataclass(frozen=True, slots=True)
class Proposal:
    """`one`, the fuller or more frequent, and `other` may be the same, by this rule and as sure as `score`."""

    one: Candidate
    other: Candidate
    rule: str
    score: float


def proposals(candidates: Iterable[Candidate]) -> list[Proposal]:
    """Pairs that may be one entity, the surest first, each pair once.

    «حسن قشقاوی» and «قشقاوی» of one country are, unless another «قشقاوی» is in the graph; so are names
    that differ in one letter or in the order of their words.  Two that stand for different ones never are.
    """
    everyone = list(candidates)
    found: dict[frozenset[str], Proposal] = {}
    for proposal in (*_surnames(everyone), *_orders(everyone), *_spellings(everyone)):
        pair = frozenset((proposal.one.iri, proposal.other.iri))
        if proposal.score > 0 and len(pair) == 2 and not (proposal.one.known and proposal.other.known):
            held = found.get(pair)
            found[pair] = max(filter(None, (held, proposal)), key=lambda one: one.score)
    return sorted(found.values(), key=lambda one: (-one.score, -one.other.mentions, one.one.iri, one.other.iri))


def within_one(one: str, other: str) -> bool:
    """Whether two names differ in one letter that is added, left out or changed."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    short, long = sorted((one, other), key=len)
    at = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at:] == long[at + 1 :] or short[at + 1 :] == long[at + 1 :]


def _score(rule: str, one: Candidate, other: Candidate) -> float:
    """How sure a rule is of two; 0 when they stand for different ones or are of different kinds."""
    kinds = {one.kind, other.kind} - {_UNKNOWN}
    if len(kinds) > 1 or (one.principal and other.principal and one.principal != other.principal):
        return 0.0
    same = one.principal == other.principal and one.principal is not None
    return round(_SCORES[rule] - (0 if same else _DOUBT), 2)


def _proposal(rule: str, one: Candidate, other: Candidate) -> Proposal:
    score = _score(rule, one, other)
    first, second = sorted((one, other), key=lambda each: (not each.known, -len(each.tokens), -each.mentions, each.iri))
    return Proposal(first, second, rule, score)


def _surnames(everyone: Sequence[Candidate]) -> Iterator[Proposal]:
    """A surname and the only person in the graph whose full name ends with it."""
    full: dict[str, dict[str, Candidate]] = defaultdict(dict)
    for one in everyone:
        if one.kind == "person" and 2 <= len(one.tokens) <= 4 and is_plain(one.tokens):
            for at in range(1, len(one.tokens)):
                full[name_key(one.tokens[at:])][one.iri] = one
    for one in everyone:
        bearers = [*full.get(name_key(one.tokens), {}).values()]
        if len(bearers) == 1 and one.kind in ("person", _UNKNOWN):
            yield _proposal(SURNAME, bearers[0], one)


def _orders(everyone: Sequence[Candidate]) -> Iterator[Proposal]:
    """Names of the same words: «مورا کنجی», «کنجی مورا»."""
    sets: dict[frozenset[str], list[Candidate]] = defaultdict(list)
    for one in everyone:
        if len(one.tokens) > 1:
            sets[frozenset(one.tokens)].append(one)
    for group in sets.values():
        for at, one in enumerate(group):
            for other in group[at + 1 :]:
                yield _proposal(ORDER, one, other)


def _spellings(everyone: Sequence[Candidate]) -> Iterator[Proposal]:
    """Long names that differ in one letter; what each leaves out of itself brings them together."""
    shared: dict[str, list[Candidate]] = defaultdict(list)
    for one in everyone:
        key = name_key(one.tokens)
        if len(key) >= _LONG and not any(token.isdigit() for token in one.tokens):
            for spelling in {key, *(key[:at] + key[at + 1 :] for at in range(len(key)))}:
                shared[spelling].append(one)
    for group in shared.values():
        for at, one in enumerate(group):
            for other in group[at + 1 :]:
                close = within_one(name_key(one.tokens), name_key(other.tokens))
                if one.iri != other.iri and close and not _namesakes(one, other):
                    yield _proposal(SPELLING, one, other)


def _namesakes(one: Candidate, other: Candidate) -> bool:
    """«احمد خاتمی» and «محمد خاتمی» differ in a letter and are two: what differs are two given names."""
    pairs = zip(one.tokens, other.tokens, strict=False)
    different = [pair for pair in pairs if pair[0] != pair[1]]
    return any(set(pair) <= load_registry().given_names for pair in different)
