"""Attachments that the frame table rules out, undone in the tree before anything is read off it.

* "selected complement inside another phrase": a preposition that the frame of the verb selects, and that no
  other phrase has, is not that of a time («بار دیگر [از دولت] خواست») or of an adverb («آزادانه [از مرز] گذشت»), of
  a person who is the subject («سفیر [میان دو گروه] میانجی‌گری کرد») or of a bare object right before the light noun
  («امتیازی [به کارگران] پیشنهاد داد»); and where the frame has no other target, not that of any noun which does not
  select it («به عنوان رئیس شورا [از همهٔ توان خود] استفاده کرد»).
* "whom a contact is with": who has contact with somebody or meets him, and speaks with nobody else, speaks with him
  («در تماس تلفنی با [همتای خود] گفت‌وگو کرد»).
* "one of them behind a name": «از» and persons right behind a name say of whom it is one, where the verb selects
  another preposition that it has («به منزل علی کریمی [از رهبران حزب] یورش بردند»).
* "place behind somebody": «در» and a place behind whoever acts or is acted on say where it happens, unless he holds
  an office there or is named after it («دانشمندان [در ژاپن] بیماران را درمان کردند», but «سفیر ایران در لندن»).
* "whom a meeting is held with": «با» and «برای» behind a meeting that is held say with whom and what for («جلسه‌ای [با
  مشاوران] برگزار کرد»).
* "what follows an indefinite noun": «از» right behind several of a kind says of whom they are, «به نام» what somebody
  is called, where the verb does not select it («نمایندگانی [از ده کشور] آمدند», «مردی [به نام علی] رفت»).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from kg.extract.agreement import is_plural
from kg.extract.complements import complement_of, is_manner, is_means_of_saying, is_time
from kg.extract.predicate import (
    citations,
    event_frame,
    infinitives,
    is_body,
    is_cited_in,
    is_indefinite,
    is_infinitive,
    light_frame,
)
from kg.extract.straight import Pass
from kg.extract.tree import Tree
from kg.model import Word
from kg.persian.frames import Frame, load_frames
from kg.persian.letters import YEH
from kg.persian.lexicon import COPULA, EZAFE, IN, OF, RA, WITH, marker_roles, word_class

LIGHT = ("compound:lvc", "xcomp")
_SELECTING = ("act", "ask", "promise", "allow", "force", "threaten")


def _selected(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for verb in tree.verbs:
        noun, frame = read_frame(tree, verb)
        wanted = frozenset(frame.targets) - {RA, EZAFE} if frame is not None else frozenset()
        if frame is None or not wanted:
            continue
        own = [child for at in (verb.id, noun) for child in tree.dependents(at)]
        has = (complement_of(tree, child) for child in own if not is_means_of_saying(tree, child.id))
        if any(one.marker in wanted and not is_manner(tree, one) and not is_time(tree, one.head) for one in has):
            changes |= _nearer_means(tree, verb, noun, own, wanted)
            continue
        if frame.symmetric and _are_several(tree, own):  # «ایران و عربستان مذاکره کردند»
            continue
        phrases = [*own, *(adjective for one in own for adjective in tree.dependents(one.id, "amod"))]
        inner = [(one, child) for one in phrases for child in tree.dependents(one.id, "nmod", "obl", "obl:arg")]
        says = frame.kind == "say"
        needed = frame.targets[0] if {RA, EZAFE}.isdisjoint(frame.targets) else None
        leaving = [one for phrase, one in inner if _leaves(tree, phrase, one, noun, says, needed)]
        leaving = [one for one in leaving if complement_of(tree, one).marker in wanted]
        lacking = {RA, EZAFE}.isdisjoint(frame.targets) or tree.dependents(verb.id, "ccomp")
        deeply = lacking and frame.kind in _SELECTING
        if not leaving and deeply:
            leaving = [child for child in _deep(tree, own, noun) if complement_of(tree, child).marker in wanted][-1:]
        changes |= {child.id: replace(child, head=verb.id, deprel="obl:arg") for child in leaving}
    return changes


def _nearer_means(tree: Tree, verb: Word, noun: int, own: list[Word], wanted: frozenset[str]) -> dict[int, Word]:
    """«با لباس خنک [با گرما] مقابله کرد»: of two phrases with «با» the one right before the light noun is selected."""
    if WITH not in wanted or noun == verb.id:
        return {}
    means = [one for one in own if tree.marker(one.id) == WITH and one.id < noun]
    inner = [one for phrase in means for one in tree.dependents(phrase.id, "nmod") if tree.marker(one.id) == WITH]
    if len(means) != 1 or len(inner) != 1 or tree.subtree(inner[0].id)[-1] + 1 != noun:
        return {}
    phrase = means[0]
    if _selects(phrase, WITH) or tree.is_person(phrase.id) or phrase.upos != "NOUN":
        return {}
    return {inner[0].id: replace(inner[0], head=verb.id, deprel="obl:arg"), phrase.id: replace(phrase, deprel="obl")}


def _are_several(tree: Tree, own: list[Word]) -> bool:
    """Whether the subject among a verb's words is coordinated."""
    return any(tree.dependents(child.id, "conj") for child in own if child.deprel == "nsubj")


def _leaves(tree: Tree, phrase: Word, child: Word, noun: int, says: bool, needed: str | None) -> bool:
    """Whether a phrase is the verb's; `needed` is the preposition it cannot do without («پهپاد [به شهر] حمله کرد»)."""
    if phrase.deprel in ("obl", "obl:arg") and says and tree.marker(child.id) == needed and is_indefinite(phrase):
        written = is_cited_in(phrase, "document-noun", "occasion-noun")
        return phrase.id < child.id < noun and written  # «در بیانیه‌ای [از حمله] خبر داد»
    if phrase.deprel in ("obl", "obl:tmod", "advmod"):
        manner = phrase.deprel == "advmod" and tree.fold(phrase.id).endswith(tuple(word_class("manner-ending")))
        return phrase.id < child.id and (manner or is_time(tree, phrase.id))
    if phrase.deprel == "amod":  # «این خبر [کذب] به کشور ضربه زد»
        behind = phrase.id < child.id and tree.subtree(child.id)[-1] + 1 == noun
        if is_manner(tree, complement_of(tree, tree.word(phrase.head))):
            return behind  # «با ۱۵۰ رأی [موافق] با طرح موافقت کردند»
        frame = load_frames().get(f"{phrase.form} {COPULA}")
        selects = frame is not None and tree.marker(child.id) in frame.targets  # «مردم [آگاه] از حقوق خود»
        selects = selects or tree.fold(phrase.id) in word_class("adjective-of-relation")  # «مردی [موسوم به علی]»
        return behind and tree.word(phrase.head).deprel == "nsubj" and not selects
    if phrase.deprel == "nsubj":
        heard = child.upos == "PROPN" or tree.is_person(child.id) or tree.fold(child.id) in word_class("medium-noun")
        told = says and heard  # «منبعی به رسانه‌ها گفت»
        acts = phrase.upos == "PROPN" or tree.is_person(phrase.id) or tree.marker(child.id) == needed
        person = told or (not says and acts)
        within = marker_roles().get(tree.marker(child.id) or "") == "place"
        return person and phrase.id < child.id and not within and not _selects(phrase, tree.marker(child.id))
    bare = phrase.deprel == "obj" and not tree.is_marked(phrase.id)
    return bare and tree.subtree(child.id)[-1] + 1 == noun and not _selects(phrase, tree.marker(child.id))


def _deep(tree: Tree, own: list[Word], noun: int) -> Iterator[Word]:
    """Prepositional phrases inside the obliques before a light noun, below nouns that do not select them."""
    for phrase in own:
        if phrase.deprel not in ("obl", "obl:arg") or phrase.id > noun:
            continue
        for number in tree.subtree(phrase.id):
            child, above = tree.word(number), tree.word(tree.word(number).head)
            marker = tree.marker(number)
            inside = number != phrase.id and child.deprel == "nmod" and above.upos in ("NOUN", "PROPN")
            if not inside or marker is None:
                continue
            timed = above.head == phrase.id and marker_roles().get(complement_of(tree, phrase).marker or "") == "time"
            # «در طول بازدید [از ماسک] استفاده کردند»
            if timed or not any(_selects(one, marker) for one in _chain(tree, child, phrase)):
                yield child


def _contacts(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for verb in tree.verbs:
        noun, frame = read_frame(tree, verb)
        if frame is None or not frame.symmetric or frame.targets[:1] != (WITH,):
            continue
        own = [child for at in {verb.id, noun} for child in tree.dependents(at)]
        if _are_several(tree, own) or any(complement_of(tree, child).marker == WITH for child in own):
            continue
        meetings = [one for one in own if tree.marker(one.id) and tree.fold(one.id) in word_class("meeting-noun")]
        partners = (one for meeting in meetings for one in tree.dependents(meeting.id, "nmod"))
        whom = [one for one in partners if tree.marker(one.id) == WITH]
        if len(whom) == 1 and whom[0].id < noun:
            changes[whom[0].id] = replace(whom[0], head=verb.id, deprel="obl:arg")
    return changes


def _word_before(tree: Tree, phrase: Word) -> Word:
    """The word right before a phrase; its own head at the beginning of the sentence."""
    first = tree.subtree(phrase.id)[0]
    return tree.word(first - 1) if first > 1 else phrase


def _partitive(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for verb in tree.verbs:
        noun, frame = read_frame(tree, verb)
        own = [child for at in {verb.id, noun} for child in tree.dependents(at)]
        markers = {tree.marker(child.id) for child in own}
        if frame is None or OF in frame.targets or not markers & set(frame.targets):
            continue
        for child in own:
            if tree.marker(child.id) != OF or not tree.is_person(child.id) or child.feat("Number") != "Plur":
                continue
            before = _word_before(tree, child)
            if before.upos == "PROPN" and before.id not in tree.subtree(child.id):
                changes[child.id] = replace(child, head=tree.top_of_name(before).id, deprel="nmod")
    return changes


def _behind_indefinite(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for verb in tree.verbs:
        frame = read_frame(tree, verb)[1]
        for child in tree.dependents(verb.id, "obl", "obl:arg"):
            marker = tree.marker(child.id) or ""
            partly = marker.split()[:1] == [OF] and (frame is None or OF not in frame.targets[:1])
            called = f"{marker} {tree.fold(child.id)}" in word_class("called") and tree.dependents(child.id, "nmod")
            if not (partly or called):
                continue
            before = _word_before(tree, child)
            crowd = before.upos == "ADJ" and before.deprel == "amod" and tree.fold(before.id).endswith(YEH)
            crowd = crowd and tree.fold(before.head) in word_class("crowd-noun")
            if crowd:
                before = tree.word(before.head)  # «گروه بزرگی [از کارگران]»
            several = tree.fold(before.id).endswith(tuple(word_class("indefinite-plural-ending")))
            indefinite = several or crowd or is_indefinite(before)
            new = before.head == verb.id and before.deprel in ("nsubj", "obj") and indefinite
            if new and (called or crowd or is_plural(tree, before.id)):
                changes[child.id] = replace(child, head=before.id, deprel="nmod")
    return changes


def _chain(tree: Tree, word: Word, phrase: Word) -> list[Word]:
    """The words above a word up to the head of the phrase."""
    above = list(tree.ancestors(word.id))
    return above[: above.index(phrase) + 1]


def _selects(noun: Word, marker: str | None) -> bool:
    """«[حمله به] شهر»: an event noun keeps what its own frame selects."""
    frames = load_frames()
    events = (frames.nominal(form) for form in citations(noun))
    return any(event is not None and marker in event.targets for event in events)


def read_frame(tree: Tree, verb: Word) -> tuple[int, Frame | None]:
    """The light noun of a verb, itself when it has none, and the frame that both make."""
    return _reading(tree, verb.id)


@lru_cache(maxsize=200)
def _reading(tree: Tree, number: int) -> tuple[int, Frame | None]:
    """Kept while the passes ask for it one after the other: a tree does not change."""
    verb = tree.word(number)
    for noun in tree.dependents(verb.id, *LIGHT):
        if (frame := frame_with(noun, verb)) is not None:
            return noun.id, frame
    frames = load_frames()
    simple = (frames.get(infinitive) for infinitive in infinitives(verb))
    return verb.id, next((frame for frame in simple if frame is not None), None)


def frame_with(noun: Word, verb: Word) -> Frame | None:
    return light_frame(noun, infinitives(verb), load_frames())


def _places(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for place, noun, verb in tree.inside("nsubj", "obj", "obl:arg"):
        if verb.upos != "VERB" or not _is_where(tree, place) or tree.is_marked(noun.id):
            continue
        residing = word_class("office-noun") | word_class("residing-noun")
        office = tree.fold(noun.id) in residing or noun.upos == "PROPN" or is_body(noun)
        last = tree.subtree(place.id)[-1] == tree.subtree(noun.id)[-1]
        event = event_frame(noun, load_frames()) is not None or is_infinitive(noun)  # «[حمله در بیروت] صلح را …»
        if last and not office and not event:
            changes[place.id] = replace(place, head=verb.id, deprel="obl")
    return changes


def _meetings(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for phrase, noun, verb in tree.inside("obj"):
        held = any(tree.fold(one.id) in word_class("held") for one in tree.dependents(verb.id, *LIGHT))
        if not held or tree.is_marked(noun.id) or tree.fold(noun.id) not in word_class("meeting-noun"):
            continue
        if marker_roles().get(tree.marker(phrase.id) or "") in ("instrument", "comitative", "purpose"):
            changes[phrase.id] = replace(phrase, head=verb.id, deprel="obl")
    return changes


def _is_where(tree: Tree, place: Word) -> bool:
    named = place.upos == "PROPN" and not (place.ner or "").endswith("ORG")
    return tree.marker(place.id) == IN and (tree.is_place(place.id) or named)


PASSES = (
    Pass("place behind somebody", _places),
    Pass("whom a meeting is held with", _meetings, "held"),
    Pass("selected complement inside another phrase", _selected),
    Pass("whom a contact is with", _contacts, "means-marker"),
    Pass("one of them behind a name", _partitive),
    Pass("what follows an indefinite noun", _behind_indefinite),
)
