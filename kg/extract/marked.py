"""What an object marker marks, where the parse has it mark another word, two words or none.

* "the first of two objects": a bare object before a marked one, of a verb in the third person without a subject, is
  the subject («[گروهی از نمایندگان] طرحی را تهیه کردند»).
* "second bare object is an apposition": a verb has one direct object; when one is marked, an office
  right behind the subject is the subject's («رضا کریمی نمایندهٔ شهر حاضران را …»).
* "many do it": who is many is no attribute of a marked pronoun («[بسیاری] آن را تلاشی تازه می‌دانند»).
* "resumptive pronoun": «آن را» in a relative clause stands for the noun that the clause modifies, so what is before
  it is the subject («خبری که [سخنگوی دولت] آن را رد کرد»).
* "marked word inside an oblique": a phrase has a preposition or «را», so «را» behind the last word of one marks
  that («برای پایان دادن به جنگ [آن را] امضا کرد», «به نشانهٔ اعتراض [جلسه را] ترک کرد»).
* "marked event inside an oblique": so does «را» behind the complement of an event noun in it mark that noun
  («به عنوان رئیس جنبش [حمایت همه از طرح را] خواستار شد»).
* "marked word behind a list": and so does «را» of what stands behind a comma and without «و» in a list that a
  preposition opens («با ورود به خانه‌ها، [زنان و کودکان را] بازداشت کرد»).
* "conjunct behind the marker": what is coordinated behind «را» without a «را» of its own is no second object
  («سفر را به امید صلح و [گشایش] انجام داد»).
"""

from __future__ import annotations

from dataclasses import replace

from kg.extract.agreement import is_plural
from kg.extract.complements import is_time
from kg.extract.mend import NOMINAL, VERBAL, own_marker
from kg.extract.predicate import event_frame, form_of
from kg.extract.straight import Pass
from kg.extract.tree import Tree
from kg.model import Word
from kg.persian.frames import load_frames
from kg.persian.lexicon import word_class


def _resumed(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for pronoun in tree.related("nmod"):
        if tree.fold(pronoun.id) not in word_class("resumptive-thing"):
            continue
        top = tree.word(pronoun.head)
        while top.deprel == "nmod" and top.head and not tree.marker(top.id):
            top = tree.word(top.head)
        verb = tree.word(top.head) if top.head else top
        marker = next((one for one in tree.sentence.words[pronoun.id : pronoun.id + 1]), None)
        relative = verb.deprel == "acl" and any(one.id < top.id for one in tree.dependents(verb.id, "mark"))
        if marker is None or not tree.is_object_marker(marker.id) or not relative or top.deprel not in ("obj", "nsubj"):
            continue
        others = [one for one in tree.dependents(verb.id, "nsubj") if one.id != top.id]
        form = form_of(tree, verb.id)
        if others or form is None or form.person != 3 or (form.number == "Plur") != is_plural(tree, top.id):
            continue
        changes[top.id] = replace(top, deprel="nsubj")
        changes[pronoun.id] = replace(pronoun, head=verb.id, deprel="obj")
        changes[marker.id] = replace(marker, head=pronoun.id)
    return changes


def _marked_in_oblique(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for word in tree.related("nmod"):
        marker = own_marker(tree, word) if word.upos in ("PRON", "NOUN", "PROPN") else None
        if marker is None or tree.marker(word.id) or (word.upos != "PRON" and marker.id != word.id + 1):
            continue
        verb = _verb_over_oblique(tree, list(tree.ancestors(word.id)), marker)
        if verb is not None:
            changes[word.id] = replace(word, head=verb.id, deprel="obj")
    return changes


def _after_list(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for word in tree.related("conj"):
        head, marker = tree.word(word.head) if word.head else word, own_marker(tree, word)
        if marker is None or tree.dependents(word.id, "cc") or own_marker(tree, head) is not None:
            continue
        verb = _verb_over_oblique(tree, [head, *tree.ancestors(head.id)], marker)
        if verb is None or tree.dependents(verb.id, "obj"):
            continue
        changes[word.id] = replace(word, head=verb.id, deprel="obj")
        others = (one for one in tree.dependents(head.id, "conj") if word.id < one.id < marker.id)
        changes |= {one.id: replace(one, head=word.id) for one in others}
    return changes


def _verb_over_oblique(tree: Tree, above: list[Word], marker: Word) -> Word | None:
    """Of a word and those above it the verb behind «را», if a preposition opens a phrase below it; else None."""
    verb = next((one for one in above if one.id > marker.id and one.upos in VERBAL), None)
    if verb is None or not any(tree.marker(one.id) for one in above[: above.index(verb)]):
        return None
    return verb


def _event_in_oblique(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for marker in tree.related("case"):
        top = tree.word(marker.head) if marker.head else marker
        if top is marker or not tree.is_object_marker(marker.id) or top.id > marker.id:
            continue
        verb = _verb_over_oblique(tree, [top, *tree.ancestors(top.id)], marker)
        inside = [one for one in tree.behind(top.id, "nmod") if _has_selected(tree, one)] if verb is not None else []
        if verb is None or not inside:
            continue
        changes[inside[-1].id] = replace(inside[-1], head=verb.id, deprel="obj")
        changes[marker.id] = replace(marker, head=inside[-1].id)
    return changes


def _has_selected(tree: Tree, noun: Word) -> bool:
    """«حمایت … [از پیش‌نویس]»: an event noun with the complement that its frame selects."""
    event = event_frame(noun, load_frames())
    return event is not None and any(tree.marker(child.id) in event.targets for child in tree.dependents(noun.id))


def _first_object(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for marked in tree.related("obj"):
        if own_marker(tree, marked) is None or not marked.head:
            continue
        resumes = marked.upos == "PRON" and tree.fold(marked.id) in word_class("resumptive")
        if tree.dependents(marked.head, "nsubj") or (tree.word(marked.head).deprel == "acl" and not resumes):
            continue
        objects = tree.dependents(marked.head, "obj")
        bare = [one for one in objects if one.id < marked.id and one.upos in ("NOUN", "PROPN")]
        if resumes:  # «خدمهٔ آن‌ها را» may be one phrase
            bare = [one for one in bare if one.upos == "PROPN"]
        form = form_of(tree, marked.head)
        speaks = form is not None and form.finite and form.person in (1, 2)
        if len(bare) == 1 and own_marker(tree, bare[0]) is None and not is_time(tree, bare[0].id) and not speaks:
            changes[bare[0].id] = replace(bare[0], deprel="nsubj")
    return changes


def _apposition(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for verb in tree.sentence.words:
        objects = tree.dependents(verb.id, "obj")
        marked = [one for one in objects if tree.is_marked(one.id)]
        for bare in objects:
            if not marked or bare in marked or tree.fold(bare.id) not in word_class("office-noun"):
                continue
            for subject in tree.dependents(verb.id, "nsubj"):
                if subject.id < bare.id and tree.subtree(subject.id)[-1] + 1 == tree.subtree(bare.id)[0]:
                    changes[bare.id] = replace(bare, head=subject.id, deprel="appos")
    return changes


def _behind_marker(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for word in tree.related("conj"):
        object_ = tree.word(word.head) if word.head else word
        if object_ is word or object_.deprel != "obj" or word.upos not in NOMINAL or tree.is_marked(word.id):
            continue
        markers = [c.id for c in tree.dependents(object_.id, "case") if object_.id < c.id < word.id]
        joining = [child.id for child in tree.dependents(word.id, "cc") if child.id < word.id]
        if not joining or not any(map(tree.is_object_marker, markers)):
            continue
        before = tree.word(joining[0] - 1)
        if before.upos in NOMINAL and before.id > markers[-1] and object_.head > word.id:
            changes[word.id] = replace(word, head=before.id)
    return changes


def _many(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for many in tree.related("det"):
        pronoun = tree.word(many.head) if many.head > many.id else many
        verb = tree.word(pronoun.head) if pronoun.deprel == "obj" and pronoun.head else many
        if pronoun.upos != "PRON" or verb is many or not tree.is_marked(pronoun.id):
            continue
        form = form_of(tree, verb.id)
        several = form is not None and form.finite and form.person == 3 and form.number == "Plur"
        quantity = tree.fold(many.id) in word_class("collective") | word_class("crowd")
        if several and quantity and not tree.dependents(verb.id, "nsubj"):
            changes[many.id] = replace(many, head=verb.id, deprel="nsubj", upos="PRON")
    for many in tree.related("nsubj", "obj"):
        marker = own_marker(tree, many)
        below = [one for one in tree.dependents(many.id, "nmod") if one.id == many.id + 1]
        below = [one for one in below if tree.fold(one.id) in word_class("resumptive")]  # «نیروهایشان را» is one phrase
        if marker is not None and below and tree.fold(many.id) in word_class("collective") and marker.id == many.id + 2:
            changes[many.id] = replace(many, deprel="nsubj")
            changes[below[0].id] = replace(below[0], head=many.head, deprel="obj")
            changes[marker.id] = replace(marker, head=below[0].id)
    return changes


PASSES = (
    Pass("many do it", _many, "object-marker"),
    Pass("resumptive pronoun", _resumed, "resumptive-thing"),
    Pass("marked word inside an oblique", _marked_in_oblique, "object-marker"),
    Pass("marked word behind a list", _after_list, "comma"),
    Pass("marked event inside an oblique", _event_in_oblique, "object-marker"),
    Pass("the first of two objects", _first_object, "object-marker"),
    Pass("second bare object is an apposition", _apposition, "object-marker"),
    Pass("conjunct behind the marker", _behind_marker, "object-marker"),
)
