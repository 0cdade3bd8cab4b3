"""Subject, verb and object straight off the tree: what rules for Persian are set beside in docs/comparison.md.

    python tests/plain_reader.py tests/own.jsonl kg/training/banks/own.conllu

prints its figures as `kg evaluate` does.  It reads each verb with its noun of a light-verb construction, its
`nsubj` and its `obj`, else its `obl:arg`; a verb joined to another has the other's subject when it has none.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from kg.evaluate import Scores, score
from kg.extract.predicate import infinitives
from kg.model import Action, Mention, Sentence, Triple, Word
from kg.text import read

SUBJECTS, OBJECTS, LIGHT = ("nsubj", "nsubj:pass"), ("obj", "obl:arg"), ("compound:lvc", "compound")
APART = ("case", "punct", "cc", "conj", "mark")
"""Relations whose words beside the head of a phrase are none of it."""


def figures(gold: Path, trees: Path) -> Scores:
    """The scores over gold facts, of trees that are given."""
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line]
    articles = read([trees], on_error=print)
    return score(rows, {one.id: [t for s in one.sentences or () for t in triples(s)] for one in articles})


def triples(sentence: Sentence) -> Iterator[Triple]:
    """A triple for each verb that has a subject or an object."""
    for verb in sentence.words:
        actor, target = _subject(sentence, verb), _first(sentence, verb, OBJECTS)
        if verb.upos == "VERB" and (actor or target):
            noun = [one.form for one in sentence.children(verb.id) if one.deprel in LIGHT]
            action = Action(verb.form, verb.start, verb.end, verb.id, " ".join([*noun, infinitives(verb)[0]]))
            yield Triple(
                sentence.doc, sentence.index, sentence.text, actor, action, target, (), "+", "actual", None, None,
                None, "verbal", 1.0, "subject, verb, object",
            )  # fmt: skip


def _subject(sentence: Sentence, verb: Word) -> Mention | None:
    own = _first(sentence, verb, SUBJECTS)
    joined = verb.deprel == "conj" and sentence.word(verb.head)
    return own or (_subject(sentence, joined) if joined and joined.upos == "VERB" else None)


def _first(sentence: Sentence, verb: Word, relations: tuple[str, ...]) -> Mention | None:
    for relation in relations:
        for one in sentence.children(verb.id):
            if one.deprel == relation:
                words = sorted(_phrase(sentence, one, APART), key=lambda word: word.id)
                text = " ".join(word.form for word in words if word.upos != "PUNCT")
                return Mention(text, words[0].start, words[-1].end, sentence.index, one.id)
    return None


def _phrase(sentence: Sentence, head: Word, apart: tuple[str, ...] = ()) -> Iterator[Word]:
    yield head
    for one in sentence.children(head.id):
        if one.deprel not in apart:
            yield from _phrase(sentence, one)


if __name__ == "__main__":
    for name, value in figures(*map(Path, sys.argv[1:])).figures().items():
        print(f"{name:20} {value}")
