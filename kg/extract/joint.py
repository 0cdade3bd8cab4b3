"""Light nouns that share a light verb: one predicate each («پیشنهاد را بررسی و رد کرد»)."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.complements import is_time
from kg.extract.predicate import Predicate, citations, light_frame
from kg.extract.tree import Tree
from kg.persian.frames import Frames
from kg.persian.lexicon import word_class


def elided(tree: Tree, frames: Frames, found: list[Predicate]) -> list[Predicate]:
    """Light nouns coordinated under one light verb («پیشنهاد را بررسی و رد کرد»): one more predicate each."""
    more = []
    for predicate in found:
        if predicate.noun is None or predicate.noun == predicate.head or predicate.verb is None:
            continue
        light = _light_verb(predicate)
        before = predicate.noun
        for conjunct in tree.dependents(predicate.noun, "conj"):
            inner = next((one for one in tree.dependents(conjunct.id, "nmod") if one.id == conjunct.id + 1), None)
            joined = frames.get(f"{conjunct.form} {inner.form} {light}") if inner is not None else None
            frame = joined or light_frame(conjunct, [light], frames)  # «گفت‌وگو و [تبادل نظر] کرد»
            marked = tree.precedes_marker(conjunct.id)
            if conjunct.upos not in ("NOUN", "ADJ") or conjunct.id > predicate.verb or marked:
                continue
            if frame is None and is_time(tree, conjunct.id):
                continue  # «را تأیید و [لحظاتی پیش] اعلام کرد»
            members = frozenset({conjunct.id, predicate.verb, *([inner.id] if joined and inner else [])})
            more.append(
                Predicate(
                    head=predicate.head,
                    members=members | (predicate.members - {predicate.noun}),
                    lemma=frame.lemma if frame else f"{citations(conjunct)[0]} {light}",
                    frame=frame,
                    voice=predicate.voice,
                    rule="coordinated light nouns",
                    kind=predicate.kind,
                    form=predicate.form,
                    verb=predicate.verb,
                    noun=conjunct.id,
                    since=before,
                )
            )
            before = conjunct.id
    return more


def side_by_side(tree: Tree, frames: Frames, predicate: Predicate) -> list[Predicate]:
    """«پیشنهاد را بررسی و با اکثریت آرا رد کرد»: both light nouns hang from the verb, a conjunction between them."""
    if predicate.noun is None or predicate.verb is None or predicate.noun == predicate.head:
        return [predicate]
    light = _light_verb(predicate)
    for noun in tree.dependents(predicate.verb, "compound:lvc", "xcomp"):
        if noun.id in predicate.members:
            continue
        joint = sorted((noun.id, predicate.noun))
        between = range(joint[0] + 1, joint[1])
        joined = any(tree.word(number).upos == "CCONJ" for number in between)
        frame = light_frame(noun, [light], frames)
        # «روستا را تصرف و ساکنان را آواره کردند»: two marked objects are of two predicates.
        marked = any(map(tree.is_object_marker, between))
        apart = marked and light in word_class("light-verb")
        if noun.upos in ("NOUN", "ADJ") and joined and (frame or apart) and not tree.marker(noun.id):
            members = (predicate.members - {predicate.noun}) | {noun.id}
            lemma = frame.lemma if frame else f"{noun.form} {light}"
            other = replace(
                predicate, members=members, lemma=lemma, frame=frame, noun=noun.id, rule="coordinated light nouns"
            )
            mine = replace(predicate, members=predicate.members - {noun.id})
            first, second = (other, mine) if noun.id < predicate.noun else (mine, other)
            return [replace(first, until=joint[0]), replace(second, since=joint[0])]
    return [predicate]


def _light_verb(predicate: Predicate) -> str:
    return (predicate.frame.lemma if predicate.frame else predicate.lemma).split()[-1]
