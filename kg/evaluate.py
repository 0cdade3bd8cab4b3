"""Scores of extracted triples against gold facts.

A triple matches a fact when its action's content words are among the fact's and both phrases overlap
with token F1 of at least 0.5.  Core facts count for recall; a triple that matches no fact counts
against precision; one that matches a fact that is not core counts nowhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kg.model import Mention, Triple
from kg.persian.letters import fold
from kg.persian.lexicon import word_class

_WORD = re.compile(r"\w+")
Fact = dict[str, Any]


@dataclass
class Scores:
    """Counts of one evaluation; `figures` gives the ratios."""

    sentences: int = 0
    tp: int = 0
    fp: int = 0
    fn: int = 0
    right: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    seen: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    errors: list[tuple[str, str, str]] = field(default_factory=list)
    answers: list[tuple[Triple, bool, bool]] = field(default_factory=list)
    """Each triple, whether it is right, and whether it counts: one that matches a fact that is not core does not."""

    def better_half(self) -> float | None:
        """Precision of the more confident half of the triples that count; None when there are none."""
        counted = sorted(((t.confidence, right) for t, right, counts in self.answers if counts), reverse=True)
        better = counted[: (len(counted) + 1) // 2]
        return round(sum(right for _, right in better) / len(better), 4) if better else None

    def figures(self) -> dict[str, float | int | None]:
        """Precision, recall, F1 and the accuracies on matched facts; None where nothing was seen."""
        precision = self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0
        recall = self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0
        both = precision + recall
        found: dict[str, float | int | None] = {
            "sentences": self.sentences, "core": self.tp + self.fn, "tp": self.tp, "fp": self.fp, "fn": self.fn,
            "precision": round(precision, 4), "recall": round(recall, 4),
            "f1": round(2 * precision * recall / both, 4) if both else 0.0,
        }
        for name in ("polarity", "status", "source", "principal"):
            seen = self.seen[name]
            found[f"{name}_accuracy"] = round(self.right[name] / seen, 4) if seen else None
        found["better_half_precision"] = self.better_half()
        return found


def tokens(text: str | None) -> list[str]:
    """Comparable words of a phrase: folded, no leading preposition, no object marker."""
    found = _WORD.findall(fold(text or ""))
    while len(found) > 1 and found[0] in word_class("scored-leading"):
        found = found[1:]
    return [word for word in found if word not in word_class("scored-object-marker")]


def overlap(one: str | None, other: str | None) -> float:
    """Token F1 of two phrases; 1.0 when both are empty."""
    left, right = tokens(one), tokens(other)
    if not left and not right:
        return 1.0
    rest, common = list(right), 0
    for word in left:
        if word in rest:
            rest.remove(word)
            common += 1
    return 2 * common / (len(left) + len(right)) if common else 0.0


def action_key(lemma: str) -> tuple[tuple[str, ...], str]:
    """Content words and verb of an infinitive; light verbs count as one."""
    found = tokens(lemma)
    if not found:
        return (), ""
    *content, verb = found
    kept = tuple(word for word in content if word not in word_class("scored-leading"))
    return kept, "" if kept and verb in word_class("scored-light-verb") else verb


def match(triple: Triple, fact: Fact) -> float:
    """Quality of a match in (0, 2], or 0 when the triple is not this fact."""
    if action_key(triple.action.lemma) not in {action_key(action) for action in fact["action"]}:
        return 0.0
    pairs = [(fact["actor"], fact["target"])]
    if fact.get("symmetric"):
        pairs.append((fact["target"], fact["actor"]))
    best = 0.0
    for actor, target in pairs:
        ours, theirs = overlap(_text(triple.actor), actor), overlap(_text(triple.target), target)
        if ours >= 0.5 and theirs >= 0.5:
            best = max(best, ours + theirs)
    return best


def _text(mention: Mention | None) -> str | None:
    return mention.text if mention else None


def as_in(text: str, kept: Sequence[int], triples: Sequence[Triple]) -> list[Triple]:
    """The triples of a text typed otherwise, with the phrases as they stand in `text`; `kept` maps offsets to it."""

    def there(one: Mention | None) -> Mention | None:
        return replace(one, text=text[kept[one.start] : kept[one.end]]) if one and one.text else one

    return [replace(t, actor=there(t.actor), target=there(t.target), source=there(t.source)) for t in triples]


def score(gold: Sequence[dict[str, Any]], found: dict[str, list[Triple]]) -> Scores:
    """Scores over the gold sentences; `found` holds the triples of each by its id."""
    scores = Scores(sentences=len(gold))
    for sentence in gold:
        _score_sentence(sentence, found.get(str(sentence["id"]), []), scores)
    return scores


def _score_sentence(sentence: dict[str, Any], triples: list[Triple], scores: Scores) -> None:
    facts: list[Fact] = sentence["facts"]
    pairs = [(match(t, f), f["core"], i, j) for i, t in enumerate(triples) for j, f in enumerate(facts)]
    used: dict[int, int] = {}
    for quality, _, i, j in sorted(pairs, key=lambda pair: (-pair[1], -pair[0])):
        if quality and i not in used and j not in used.values():
            used[i] = j
    for i, triple in enumerate(triples):
        if i in used:
            _matched(triple, facts[used[i]], scores)
        scores.answers.append((triple, i in used, i not in used or facts[used[i]]["core"]))
        if i not in used:
            scores.fp += 1
            scores.errors.append((str(sentence["id"]), "extra", _shown(triple)))
    for j, fact in enumerate(facts):
        if fact["core"] and j not in used.values():
            scores.fn += 1
            shown = f"{fact['actor']} | {' / '.join(fact['action'])} | {fact['target']}"
            scores.errors.append((str(sentence["id"]), "missed", shown))


def _matched(triple: Triple, fact: Fact, scores: Scores) -> None:
    scores.tp += fact["core"]
    for key, ours in (("polarity", triple.polarity), ("status", triple.status)):
        scores.seen[key] += 1
        scores.right[key] += ours == fact[key]
    scores.seen["source"] += 1
    scores.right["source"] += overlap(_text(triple.source), fact["source"]) >= 0.5
    for wanted, mention in zip(fact["principal"], (triple.actor, triple.target), strict=True):
        if wanted and not fact.get("symmetric"):
            scores.seen["principal"] += 1
            scores.right["principal"] += principal(mention) == wanted


def principal(mention: Mention | None) -> str | None:
    """The key of whom a mention finally stands for, None when it stands for nobody known."""
    return mention.entity.principal if mention and mention.entity else None


def _shown(triple: Triple) -> str:
    return f"{_text(triple.actor)} | {triple.action.lemma} | {_text(triple.target)}"


def score_graph(gold: Sequence[dict[str, Any]], found: dict[str, list[Triple]]) -> Scores:
    """The same over what reaches the graph: each sentence's set of (principal, action, principal)."""
    scores = Scores(sentences=len(gold))
    for sentence in gold:
        core, fine = _gold_edges(sentence["facts"])
        ours = {
            (principal(t.actor), action_key(t.action.lemma), principal(t.target))
            for t in found.get(str(sentence["id"]), [])
            if principal(t.actor) and principal(t.target)
        }
        hit = sum(bool(ways & ours) for ways in core)
        scores.tp += hit
        scores.fn += len(core) - hit
        scores.fp += len(ours - fine)
    return scores


def _gold_edges(facts: Sequence[Fact]) -> tuple[list[set[Any]], set[Any]]:
    core: dict[Any, set[Any]] = {}
    fine: set[Any] = set()
    for fact in facts:
        actor, target = fact["principal"]
        if not (actor and target):
            continue
        ways = {(actor, action_key(action), target) for action in fact["action"]}
        if fact.get("symmetric"):
            ways |= {(target, action_key(action), actor) for action in fact["action"]}
        fine |= ways
        if fact["core"]:
            core[actor, fact["action"][0], target] = ways
    return list(core.values()), fine
