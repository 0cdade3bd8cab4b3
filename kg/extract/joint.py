"""Light nouns that share a light verb: one predicate each («پیشنهاد را بررسی و رد کرد»)."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.complements import is_time
from kg.extract.predicate import Predicate, citations, light_frame
from kg.extract.surface import IDIOM
from kg.extract.tree import Tree
from kg.model import Word
from kg.persian.frames import Frame, Frames
from kg.persian.letters import fold
from kg.persian.lexicon import BECOME, DO, RA, word_class


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
            frame, voice = _read_with(conjunct, light, predicate, frames)
            frame = joined or frame  # «گفت‌وگو و [تبادل نظر] کرد»
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
                    voice=voice,
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
    anchor = predicate.noun or _participle(predicate)
    if anchor is None or predicate.verb is None or predicate.noun == predicate.head:
        return [predicate]
    light = _light_verb(predicate)
    for noun in tree.dependents(predicate.verb, "compound:lvc", "xcomp"):
        if noun.id in predicate.members:
            continue
        joint = sorted((noun.id, anchor))
        between = range(joint[0] + 1, joint[1])
        joined = any(tree.word(number).upos == "CCONJ" for number in between)
        frame, voice = _read_with(noun, light, predicate, frames)
        # «روستا را تصرف و ساکنان را آواره کردند»: two marked objects are of two predicates.
        marked = any(map(tree.is_object_marker, between))
        apart = marked and light in word_class("light-verb")
        if noun.upos in ("NOUN", "ADJ") and joined and (frame or apart) and not tree.marker(noun.id):
            members = (predicate.members - {predicate.noun}) | {noun.id}
            lemma = frame.lemma if frame else f"{noun.form} {light}"
            other = replace(
                predicate, members=members, lemma=lemma, frame=frame, voice=voice, noun=noun.id,
                rule="coordinated light nouns",
            )
            mine = replace(predicate, members=predicate.members - {noun.id})
            first, second = (other, mine) if noun.id < anchor else (mine, other)
            return [replace(first, until=joint[0]), replace(second, since=joint[0])]
    return [predicate]


def in_passive(tree: Tree, found: list[Predicate]) -> list[Predicate]:
    """«ربوده و کشته شد», «به آتش کشیده و منهدم شدند»: a bare participle leans on the passive behind it."""
    return [_leaning(tree, one, found) for one in found]


def _leaning(tree: Tree, one: Predicate, found: list[Predicate]) -> Predicate:
    form, verb = one.form, one.verb
    bare = form is not None and form.tense == "participle" and not form.finite and not one.passive
    if verb is None or not bare or one.frame is None or RA not in one.frame.targets or one.kind != "verbal":
        return one
    simple = one.noun is None or one.rule == IDIOM
    if not simple or any(tree.dependents(at, "obj", "aux", "aux:pass") for at in one.members):
        return one
    behind = next((other for other in found if other.passive and (other.verb or 0) > verb), None)
    if behind is None or behind.verb is None:
        return one
    joined = behind.verb == verb + 1 or tree.word(verb + 1).upos == "CCONJ"
    between = (word for word in tree.sentence.words[verb : behind.verb - 1] if word.upos in ("VERB", "SCONJ"))
    if not joined or any(word.id not in behind.members for word in between):
        return one
    return replace(one, voice="passive", form=behind.form)


def _read_with(noun: Word, light: str, predicate: Predicate, frames: Frames) -> tuple[Frame | None, str]:
    """The frame of a light noun beside that of a predicate, and its voice.

    «دزدان را شناسایی و با آنها درگیر شدند»: «درگیر شدن» is what one does, no passive.
    """
    own = light_frame(noun, [BECOME], frames) if _becomes(predicate) else None
    if own is not None and own.kind == "act":
        return own, "active"
    return light_frame(noun, [light], frames), predicate.voice


def _becomes(predicate: Predicate) -> bool:
    return predicate.form is not None and predicate.form.infinitive == BECOME


def _participle(predicate: Predicate) -> int | None:
    """The participle of «فرستاده شد», None where there is none."""
    before = [one for one in predicate.members if predicate.verb is not None and one < predicate.verb]
    return max(before, default=None) if predicate.passive else None


def _light_verb(predicate: Predicate) -> str:
    if predicate.passive and _becomes(predicate):
        return DO  # «[بازداشت] و به زندان فرستاده شد»
    *words, verb = (predicate.frame.lemma if predicate.frame else predicate.lemma).split()
    return verb if word_class("verb-base").isdisjoint(map(fold, words)) else DO  # «مورد تهدید و [تحریف] قرار گرفت»
