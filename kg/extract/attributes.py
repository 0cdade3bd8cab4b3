"""What belongs to a noun phrase, or ends one, though the parse says otherwise.

* "participle in two words": «مسدود شده» between a noun and its genitive or «را» is an adjective («حساب‌های [مسدود
  شده] شرکت را»).
* "needed, meant": «مورد نیاز», «مورد نظر» right behind a noun is its attribute («گیاهان [مورد نیاز] داروخانه‌ها»).
* "part of an amount": «از» right behind an amount says of what, where the verb does not select it («سه میلیون بشکه [از
  ذخایر] را»).
* "many of them": an adverb with «از» and a noun behind it is a noun («[خیلی از پل‌ها] را بستند»).
* "about so many": «بالغ بر», «نزدیک به» before a number is no preposition («[بالغ بر صد نفر] آمدند»).
* "agent of a passive": «از سوی» or «توسط» behind the subject of a passive names who does it, unless the subject is an
  event itself («پول [از سوی بانک] پرداخت می‌شود»); an event that takes place, where it names nothing that it
  is done to («دو حمله [توسط پهپادها] انجام گرفت»).
* "a name is no adjective": somebody's name right behind a noun is its genitive («تحت فشار [رضایی] قرار گرفت»).
* "with an event": «با» and an event behind the subject say how its verb came about, unless the subject is an event
  itself («بخش مالی [با همکاری بخش‌های دیگر] هزینه را برآورد کرد»).
* "a person is no thing": somebody's name behind a thing and a comma is no apposition of it, but the subject («یک نامهٔ
  تازه، [کریمی] از رضایی خواست …»).
"""

from __future__ import annotations

from dataclasses import replace

from kg.extract.complements import complement_of, is_amount
from kg.extract.framed import read_frame
from kg.extract.mend import own_marker
from kg.extract.predicate import event_frame, infinitives
from kg.extract.straight import Pass
from kg.extract.tree import Tree
from kg.model import Word
from kg.persian.frames import Frame, load_frames
from kg.persian.lexicon import BECOME, OF, marker_roles, word_class

_NOUNS = ("NOUN", "PROPN")


def _participles(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for done in tree.related("acl"):
        noun = tree.word(done.head) if 0 < done.head < done.id - 1 < len(tree) - 1 else done
        if noun is done or tree.fold(done.id) not in word_class("participle-become"):
            continue
        first, behind = tree.word(done.id - 1), tree.word(done.id + 1)
        whole = first.head == done.id and noun.id == first.id - 1 and first.upos in ("NOUN", "ADJ")
        goes_on = tree.is_object_marker(behind.id) or (behind.upos in _NOUNS and behind.head == noun.id)
        if whole and goes_on and [one.id for one in tree.dependents(done.id)] == [first.id]:
            changes[first.id] = replace(first, head=noun.id, deprel="amod", upos="ADJ")
            changes[done.id] = replace(done, head=first.id, deprel="fixed")
    return changes


def _attributes(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for what in tree.sentence.words[2:]:
        marker, noun = tree.word(what.id - 1), tree.word(what.id - 2)
        attribute = f"{tree.fold(marker.id)} {tree.fold(what.id)}" in word_class("attribute")
        if not attribute or noun.upos not in _NOUNS or what.head == noun.id or marker.head != what.id:
            continue
        of_idiom = any(tree.fold(one.id) in word_class("verb-base") for one in tree.dependents(what.head))
        behind_verb = 0 < what.head < what.id and tree.word(what.head).upos == "VERB"
        if not of_idiom and not behind_verb:  # «طرح را مورد حمایت قرار داد»
            changes[what.id] = replace(what, head=noun.id, deprel="nmod")
    return changes


def _parts(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for part in tree.related("obl", "obl:arg"):
        verb = tree.word(part.head) if part.head > part.id else part
        if verb is part or tree.marker(part.id) != OF:
            continue
        start = tree.subtree(part.id)[0]
        amount = tree.word(start - 1) if start > 1 else part
        amount = tree.word(amount.head) if amount.deprel in ("nummod", "flat:num") and amount.head else amount
        if amount.id >= start or not is_amount(tree, amount.id):
            continue
        frame = read_frame(tree, verb)[1]
        if frame is None or OF not in frame.targets:
            changes[part.id] = replace(part, head=amount.id, deprel="nmod")
    return changes


def _many(tree: Tree) -> dict[int, Word]:
    """«[خیلی از پل‌ها] را بستند»: what has a part of something below it is a noun."""
    changes: dict[int, Word] = {}
    for word in tree.related("nsubj", "obj", "obl", "obl:arg"):
        parts = word.upos == "ADV" and any(tree.marker(one.id) == OF for one in tree.dependents(word.id, "nmod"))
        if parts:
            changes[word.id] = replace(word, upos="NOUN")
    return changes


def _about(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for marker in tree.related("case"):
        about, amount = tree.word(marker.id - 1) if marker.id > 1 else marker, tree.word(marker.head)
        counted = amount.id > marker.id and bool(tree.dependents(amount.id, "nummod"))
        if not counted or f"{tree.fold(about.id)} {tree.fold(marker.id)}" not in word_class("approximator"):
            continue
        if about.deprel not in ("advmod", "amod", "obl", "nsubj", "obj"):
            continue
        changes[marker.id] = replace(marker, head=about.id, deprel="fixed")
        changes[about.id] = replace(about, head=amount.id, deprel="advmod")
        if amount.head == about.id:
            verb = tree.word(about.head) if about.head else about
            alone = verb.upos == "VERB" and not tree.dependents(verb.id, "nsubj", "nsubj:pass")
            changes[amount.id] = replace(amount, head=about.head, deprel="nsubj" if alone else "obj")
    return changes


def _agents(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for agent in tree.related("nmod"):
        subject = tree.word(agent.head) if 0 < agent.head < agent.id else agent
        verb = tree.word(subject.head) if subject.deprel == "nsubj" and subject.head else subject
        if verb is agent or verb is subject or marker_roles().get(complement_of(tree, agent).marker or "") != "agent":
            continue
        event, frame = event_frame(subject, load_frames()), read_frame(tree, verb)[1]
        passive = BECOME in infinitives(verb) and event is None
        happens = event is not None and frame is not None and frame.kind == "happen"
        if passive or (happens and event is not None and not _has_selected(tree, subject, event)):
            changes[agent.id] = replace(agent, head=verb.id, deprel="obl")
    return changes


def _has_selected(tree: Tree, noun: Word, event: Frame) -> bool:
    """«حملهٔ پهپادها [به بندر]»: whether an event noun says with a preposition what it is done to."""
    return any(tree.marker(one.id) in event.targets for one in tree.dependents(noun.id, "nmod", "obl", "obl:arg"))


def _names(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for name in tree.related("amod"):
        whole = name.ner is not None and name.ner.startswith("S-") and name.ner.endswith("PER")
        if whole and name.upos == "ADJ" and 0 < name.head < name.id and tree.word(name.head).upos == "NOUN":
            changes[name.id] = replace(name, upos="PROPN", deprel="nmod")
    return changes


def _with_events(tree: Tree) -> dict[int, Word]:
    """In 81 of 86 such sentences of PerDT dev and kgbank; of the others four are inside relative clauses."""
    changes: dict[int, Word] = {}
    for event in tree.related("nmod"):
        subject = tree.word(event.head) if 0 < event.head < event.id else event
        if subject.deprel != "nsubj" or tree.marker(event.id) not in word_class("means-marker"):
            continue
        opening = tree.subtree(event.id)[0]
        if opening > 1 and tree.fold(opening - 1) in word_class("with-adjective"):
            continue  # «کارشناسان آشنا [با پرونده]»
        both = [event_frame(one, load_frames()) is not None for one in (event, subject)]
        if both == [True, False] and event.upos == "NOUN" and tree.word(subject.head).upos == "VERB":
            changes[event.id] = replace(event, head=subject.head, deprel="obl")
    return changes


def _persons(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for person in tree.related("appos"):
        thing = tree.word(person.head) if person.head else person
        changes |= _acting_on(tree, thing, person)
        if thing is person or thing.deprel != "nsubj" or not thing.head or not _is_somebody(person):
            continue
        titled = tree.is_person(thing.id) or tree.fold(thing.id) in word_class("office-noun") | word_class("body-noun")
        if not titled and thing.upos == "NOUN" and thing.ner is None and thing.xpos is not None:
            changes[person.id] = replace(person, head=thing.head, deprel="nsubj")
            changes[thing.id] = replace(thing, deprel="parataxis")
    return changes


def _acting_on(tree: Tree, thing: Word, person: Word) -> dict[int, Word]:
    """«این جنگ، [رئیس‌جمهور را] در تنگنا قرار داد»: a thing before a comma and a marked office acts on its holder."""
    marker = own_marker(tree, person)
    office = _is_somebody(person) or tree.fold(person.id) in word_class("office-noun")
    verb = tree.word(thing.head) if thing is not person and thing.deprel == "obj" and thing.head else thing
    if verb is thing or marker is None or not office or thing.upos != "NOUN" or tree.is_person(thing.id):
        return {}
    if own_marker(tree, thing) is not None or tree.dependents(verb.id, "nsubj"):
        return {}
    return {thing.id: replace(thing, deprel="nsubj"), person.id: replace(person, head=verb.id, deprel="obj")}


def _is_somebody(word: Word) -> bool:
    return word.upos == "PROPN" and (word.ner or "").endswith("PER")


PASSES = (
    Pass("participle in two words", _participles, "participle-become"),
    Pass("needed, meant", _attributes, "attribute-opening"),
    Pass("part of an amount", _parts, "amount-noun"),
    Pass("many of them", _many),
    Pass("about so many", _about),
    Pass("agent of a passive", _agents, "agent-word"),
    Pass("a name is no adjective", _names),
    Pass("with an event", _with_events, "means-marker"),
    Pass("a person is no thing", _persons, "comma"),
)
