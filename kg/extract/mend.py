"""Attachments that Persian rules out, undone in the tree before anything is read off it.

* "marker behind its object": «را» stands right behind the phrase it marks.  Where the parse hangs it
  from a phrase that ended before, the noun in front of it is the object when the noun above has the
  indefinite ending, which takes no genitive («وزیر در گفت‌وگویی حاضران را آگاه کرد»); else what stands
  in between belongs to the marked phrase («ستم دولت بر مردم را محکوم کرد»).
* "what is marked is no light noun": «را» marks objects, whatever the parse coordinates them with
  («خانه را بازرسی و [متهم] را بازداشت کرد»).
* "an amount before its noun": of two objects side by side the first, which says how many of what, belongs to the
  other («[سه هزار دستگاه] سانتریفیوژ را نصب کرد»).
* "what is marked is no part of the subject": the apposition or conjunct of a subject that «را» marks is the
  object, with the name in front of it that no conjunction joins («وزیر، [علی نوری سفیر پیشین را] مأمور کرد»); at the
  end of a list it marks the whole («[رهبر ما، فرماندهان و استادان ما] را کشتند»).
* "capital behind its name": what a place is says nothing of its own, so «را» behind it marks the whole («[سفر به قاهره،
  پایتخت مصر] را مفید خواند»).
* "marked noun inside the subject": unless the verb disagrees («هفت خدمهٔ آن را تحویل داد»), «را» that hangs from a
  genitive of the subject marks that one («این تصمیم [مدیران] را نگران کرد»), and so it marks a genitive with a
  demonstrative at the end of the subject («سخنگوی وزارت [این خبر] را تکذیب کرد»).
* "a noun is not I": a noun is no subject of a verb in the first or second person; before a verb without direct
  object it is the object («هیچ [حمله‌ای] انجام نداده‌ایم»), before a comma and the object that one is its apposition
  («[حکومت شاه]، آن بت را سرنگون کردیم»), whoever opens the sentence of a second person is called
  («[کارگران]، دستگاه‌ها را خاموش کنید»), and others are phrases of their own («ببینید: [خیابان‌ها]، مردم»).
* "one can": «می‌توان» has no subject, so a noun before it is the object («[مشکلات] می‌توان حل کرد»).
* "one of a list does nothing alone": a person right before a comma and a marked list is no subject of a plural verb but
  the first of that list («[رهبر ما]، فرماندهان و استادان ما را کشتند»).
* "a preposition before what is marked": so «جلوی» is a noun in «[جلوی ورود کامیون‌ها] را گرفت».
* "adverb in two words": «بی‌قید و شرط» makes no predicate («[بی‌قید و شرط] آزاد کرد»).
* "for example": «برای مثال» is complete, too («برای مثال [یک ملوان] گفت …»).
* "before this": «پیش از این» and «علاوه بر این» are complete before somebody whom a verb without a subject agrees
  with («پیش از این [دو طرف] خبر داده بودند …»).
* "according to": «بنا» before «بر» or «به» and the noun of a report is a preposition («[بنا بر] اعلام وزارت»).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from kg.extract.agreement import is_plural
from kg.extract.complements import is_amount, is_determined, is_time
from kg.extract.predicate import form_of, is_body, is_indefinite, is_infinitive
from kg.extract.straight import Pass
from kg.extract.tree import Tree
from kg.model import Word
from kg.persian.lexicon import word_class

VERBAL = ("VERB", "AUX")
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ")


def _objects(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for word in tree.related("case"):
        if tree.is_object_marker(word.id):
            changes |= _marker_behind_object(tree, word)
    return changes


def _marked_conjuncts(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for word in tree.related("conj"):
        noun = tree.word(word.head) if word.head else word
        light = noun.deprel == "compound:lvc" and noun.head > word.id
        if noun is not word and light and tree.precedes_marker(word.id):
            changes[word.id] = replace(word, head=noun.head, deprel="obj")
    return changes


def _marker_behind_object(tree: Tree, marker: Word) -> dict[int, Word]:
    before = tree.word(marker.id - 1) if marker.id > 1 else None
    marked = tree.word(marker.head) if marker.head else None
    if before is None or marked is None or marked.upos in VERBAL or before.upos not in NOMINAL:
        return {}
    if tree.marker(before.id):
        return {}
    verb = next((above for above in tree.ancestors(before.id) if above.upos in VERBAL and above.id > marker.id), None)
    if verb is None:
        return {}
    inside = before.id in tree.subtree(marked.id)
    chain = [before, *(above for above in tree.ancestors(before.id) if marked.id < above.id < marker.id)]
    for below, above in pairwise(chain):
        within = not inside or (below.deprel == "nmod" and tree.marker(above.id))
        if within and is_indefinite(above) and not tree.marker(below.id):
            return {marker.id: replace(marker, head=below.id), below.id: replace(below, head=verb.id, deprel="obj")}
    if inside:
        return {}
    bare = tree.subtree(chain[-1].id)[0] == marked.id + 1
    beside = bare and chain[-1].deprel == "obj" and chain[-1].head == marked.head
    if beside and (_acts(tree, marked, verb) or _brings(tree, marked, chain[-1])):
        return {marker.id: replace(marker, head=chain[-1].id)}  # «دادگاه [متهم] را محکوم کرد»
    between = (form_of(tree, at) for at in range(marked.id + 1, before.id) if tree.word(at).upos == "VERB")
    if any(form is not None and form.finite for form in between):
        return {marker.id: replace(marker, head=chain[-1].id)}  # «اگر نگاهی بیندازیم و [گروه‌ها] را بررسی کنیم»
    return _into_marked(tree, marked, chain[-1], marker)


def _acts(tree: Tree, subject: Word, verb: Word) -> bool:
    """A body or a person of whom the verb says it, in number too."""
    form = form_of(tree, verb.id)
    acts = tree.is_person(subject.id) or tree.fold(subject.id) in word_class("body-noun")
    agrees = form is not None and form.finite and is_plural(tree, subject.id) == (form.number == "Plur")
    return acts and agrees and subject.deprel == "nsubj"


def _brings(tree: Tree, subject: Word, deed: Word) -> bool:
    """«[همین امر] صحبت کردن را دشوار کرد»: something pointed at, right before an infinitive."""
    return subject.deprel == "obj" and is_determined(tree, subject.id) and is_infinitive(deed)


def _into_marked(tree: Tree, marked: Word, top: Word, marker: Word) -> dict[int, Word]:
    """The word `top` hung into the marked phrase, which ends right before its marker."""
    between = range(marked.id + 1, marker.id)
    apart = is_time(tree, marked.id) or any(map(tree.is_object_marker, between))
    opening = tree.subtree(top.id)[0]
    if apart or opening == 1 or (top.deprel == "conj" and marked.deprel != "obj"):
        return {}
    if top.deprel == "conj" or tree.marker(top.id):
        return {top.id: replace(top, head=marked.id, deprel="conj" if top.deprel == "conj" else "nmod")}
    before = tree.word(opening - 1)
    return {top.id: replace(top, head=before.id, deprel="nmod")} if before.upos in NOMINAL else {}


def _counted(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for amount in tree.related("obj", "obl", "nsubj", "conj"):
        siblings = tree.dependents(amount.head, "conj" if amount.deprel == "conj" else "obj")
        others = [one for one in siblings if one.id > amount.id and one.upos == "NOUN"]
        if not others or tree.marker(amount.id) or not is_amount(tree, amount.id):
            continue
        behind = tree.subtree(amount.id)[-1] + 1
        counted = next((one for one in others if set(range(behind, one.id)) <= set(tree.subtree(one.id))), None)
        if counted is not None:
            changes[amount.id] = replace(amount, head=counted.id, deprel="nmod")
    return changes


def _marked_behind_subject(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for word in tree.related("appos", "conj"):
        subject = tree.word(word.head) if word.head else None
        marker = own_marker(tree, word)
        if subject is None or marker is None:
            continue
        above = tree.word(subject.head) if subject.deprel == "appos" and subject.head else subject
        if word.deprel == "conj" and above is not subject and above.deprel == "nsubj" and above.head:
            changes[subject.id] = replace(subject, head=above.head, deprel="obj")  # «این طرح [بندر و …] را هدف گرفت»
            changes[marker.id] = replace(marker, head=subject.id)
            continue
        if subject.deprel != "nsubj" or not subject.head:
            continue
        if word.deprel == "conj" and tree.dependents(word.id, "cc"):
            changes[subject.id] = replace(subject, deprel="obj")
            continue
        before = [one for one in tree.dependents(subject.id, "conj", "appos") if one.id < word.id]
        name = next((one for one in before if tree.subtree(one.id)[-1] == word.id - 1), None)
        if name is not None and not tree.dependents(name.id, "cc"):
            changes[name.id] = replace(name, head=subject.head, deprel="obj")
            changes[word.id] = replace(word, head=name.id, deprel="appos")
        else:
            changes[word.id] = replace(word, head=subject.head, deprel="obj")
    return changes


def _capitals(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for word in tree.sentence.words[2:]:
        if tree.fold(word.id) not in word_class("capital-noun") or word.deprel != "obj" or not tree.is_marked(word.id):
            continue
        place = tree.word(word.id - 2) if tree.word(word.id - 1).form in word_class("comma") else tree.word(word.id - 1)
        top = next((one for one in tree.ancestors(place.id) if one.head == word.head), None)
        if top is not None and top.deprel == "nsubj" and tree.is_place(place.id):
            changes[word.id] = replace(word, head=place.id, deprel="appos")
            changes[top.id] = replace(top, deprel="obj")
    return changes


def _marked_in_subject(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for subject in tree.related("nsubj"):
        if not subject.head or tree.dependents(subject.head, "obj"):
            continue
        for word in tree.behind(subject.id, "nmod"):
            counted = word.upos == "PRON" and _are_several(tree, subject) and not _is_plural(tree, subject.head)
            this_last = is_determined(tree, word.id) and tree.precedes_marker(word.id)
            marker = own_marker(tree, word) or (own_marker(tree, subject) if this_last else None)
            if marker is not None and word.id < marker.id < subject.head and not counted:
                changes[word.id] = replace(word, head=subject.head, deprel="obj")
                changes[marker.id] = replace(marker, head=word.id)
    return changes


def _are_several(tree: Tree, noun: Word) -> bool:
    """«هفت خدمهٔ آن», «همهٔ خدمهٔ آن»: more than one person."""
    counts = tree.dependents(noun.id, "nummod", "det")
    several = word_class("many") | word_class("every")
    many = any(one.upos == "NUM" or tree.fold(one.id) in several for one in counts)
    return many and tree.is_person(noun.id)


def _is_plural(tree: Tree, verb: int) -> bool:
    form = form_of(tree, verb)
    return form is None or form.number != "Sing"


def _disagreeing(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for word in tree.related("nsubj"):
        if word.upos not in ("NOUN", "PROPN") or not word.head:
            continue
        form = form_of(tree, word.head)
        if form is None or not form.finite or form.person not in (1, 2):
            continue
        persons = any(tree.word(number).upos == "PRON" for number in tree.subtree(word.id))
        honoured = tree.fold(word.id) in word_class("honorific")  # «حضرت عالی می‌فرمایید»
        if persons or honoured or tree.dependents(word.head, "cop"):
            continue
        objects = tree.dependents(word.head, "obj")
        behind = tree.subtree(word.id)[-1] + 1
        called = form.person == 2 and tree.subtree(word.id)[0] == 1
        before = word.id < word.head
        if before and not objects:
            changes[word.id] = replace(word, deprel="obj")
        elif before and called:
            changes[word.id] = replace(word, deprel="vocative")
        elif before and _is_comma(tree, behind) and tree.subtree(objects[0].id)[0] == behind + 1:
            changes[word.id] = replace(word, deprel="obj")
            changes[objects[0].id] = replace(objects[0], head=word.id, deprel="appos")
        else:
            changes[word.id] = replace(word, deprel="parataxis")
    return changes


def _is_comma(tree: Tree, number: int) -> bool:
    return number <= len(tree) and tree.word(number).form in word_class("comma")


def _listed(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for subject in tree.related("nsubj"):
        form = form_of(tree, subject.head) if subject.head else None
        if form is None or form.number != "Plur" or not tree.is_person(subject.id) or is_plural(tree, subject.id):
            continue
        behind = max((at for at in tree.subtree(subject.id) if tree.word(at).upos != "PUNCT"), default=subject.id) + 1
        listed = (one for one in tree.dependents(subject.head, "obj") if tree.subtree(one.id)[0] == behind + 1)
        other = next(listed, None)
        marker = own_marker(tree, other) if other is not None else None
        if other is None or marker is None or not _is_comma(tree, behind):
            continue
        if tree.dependents(other.id, "conj"):
            changes[subject.id] = replace(subject, deprel="obj")
            changes[other.id] = replace(other, head=subject.id, deprel="conj")
            changes[marker.id] = replace(marker, head=subject.id)
            changes |= {one.id: replace(one, head=subject.id) for one in tree.dependents(other.id, "conj")}
    return changes


def _marked_with_preposition(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for front in tree.related("case"):
        noun = tree.word(front.head) if front.head > front.id else None
        if noun is None or tree.fold(front.id) not in word_class("noun-preposition"):
            continue
        behind = (one for one in tree.sentence.words[noun.id :] if tree.is_object_marker(one.id))
        marker = next(behind, None)
        inside = {front.id, *tree.subtree(noun.id)}
        if marker is not None and marker.head in inside and noun.head > marker.id:
            changes[front.id] = replace(front, upos="NOUN", head=noun.head, deprel="obj")
            changes[noun.id] = replace(noun, head=front.id, deprel="nmod")
            changes[marker.id] = replace(marker, head=front.id)
    return changes


def _two_word_adverbs(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for first in tree.sentence.words[:-2]:
        if tree.word(first.id + 1).upos != "CCONJ":
            continue
        if f"{tree.fold(first.id)} {tree.fold(first.id + 2)}" not in word_class("joint-adverb"):
            continue
        behind = [one for one in tree.dependents(first.id, "conj") if one.id > first.id + 2]
        changes[first.id] = replace(first, deprel="advmod")
        changes |= {one.id: replace(one, head=first.head, deprel=first.deprel) for one in behind}
        second = tree.word(first.id + 2)
        changes[second.id] = replace(second, head=first.id, deprel="conj")
    return changes


def _built_on(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for built in tree.related("obl"):
        noun = next((one for one in tree.dependents(built.id, "nmod", "obl:arg", "obl") if one.id > built.id + 1), None)
        if noun is None:
            continue
        marker = tree.word(built.id + 1)
        pair = f"{tree.fold(built.id)} {tree.fold(marker.id)}"
        if pair not in word_class("according-to") or marker.head != noun.id:
            continue
        changes[noun.id] = replace(noun, head=built.head, deprel="obl")
        changes[built.id] = replace(built, head=noun.id, deprel="case", upos="ADP")
    return changes


def own_marker(tree: Tree, word: Word) -> Word | None:
    """The «را» that hangs from the word itself."""
    cases = (child for child in tree.dependents(word.id, "case") if child.id > word.id)
    return next((child for child in cases if tree.is_object_marker(child.id)), None)


def _impersonal(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for word in tree.related("nsubj"):
        verb = tree.word(word.head) if word.id < word.head else word
        if verb is word or word.upos not in ("NOUN", "PROPN"):
            continue
        modals = [*tree.dependents(verb.id, "aux"), *([tree.word(verb.head)] if verb.head else [])]
        if any(tree.fold(one.id) in word_class("impersonal-modal") for one in modals):
            objects = tree.dependents(verb.id, "obj")
            changes[word.id] = replace(word, deprel="parataxis" if objects else "obj")
    return changes


def _before_this(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for this in tree.related("det"):
        noun = tree.word(this.head) if this.head > this.id else this
        verb = tree.word(noun.head) if noun.deprel in ("obl", "obl:arg") and noun.head > noun.id else noun
        opens = " ".join(tree.folded[max(0, this.id - 3) : this.id - 1]) in word_class("before-this")
        if verb is noun or tree.fold(this.id) not in word_class("pronoun-thing") or not opens:
            continue
        if _alone_agrees(tree, noun, verb):
            changes[noun.id] = replace(noun, deprel="nsubj")
            changes[this.id] = replace(this, head=verb.id, deprel="obl", upos="PRON")
            cases = (one for one in tree.dependents(noun.id, "case") if one.id < this.id)
            changes |= {one.id: replace(one, head=this.id) for one in cases}
    return changes


def _for_example(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for noun in tree.related("obl"):
        opens = f"{tree.marker(noun.id)} {tree.fold(noun.id)}" in word_class("for-example")
        behind = [one for one in tree.dependents(noun.id, "nmod") if not tree.marker(one.id)] if opens else []
        verb = tree.word(noun.head) if noun.head else noun
        if len(behind) == 1 and tree.subtree(behind[0].id)[0] == noun.id + 1 and _alone_agrees(tree, behind[0], verb):
            changes[behind[0].id] = replace(behind[0], head=verb.id, deprel="nsubj")
    return changes


def _alone_agrees(tree: Tree, noun: Word, verb: Word) -> bool:
    """Whether somebody agrees with a verb in the third person, or a participle, that has no subject."""
    form = form_of(tree, verb.id)
    if form is None or form.person not in (None, 3) or form.tense == "infinitive":
        return False
    if tree.dependents(verb.id, "nsubj", "nsubj:pass"):
        return False
    several = form.number == "Plur"
    acting = several and noun.upos == "NOUN" and not is_time(tree, noun.id)
    somebody = tree.is_person(noun.id) or is_body(noun) or noun.upos == "PROPN" or acting
    return somebody and is_plural(tree, noun.id) == several


PASSES = (
    Pass("for example", _for_example, "example-noun"),
    Pass("before this", _before_this, "pronoun-thing"),
    Pass("what is marked is no light noun", _marked_conjuncts, "object-marker"),
    Pass("a preposition before what is marked", _marked_with_preposition, "object-marker"),
    Pass("marker behind its object", _objects, "object-marker"),
    Pass("what is marked is no part of the subject", _marked_behind_subject, "object-marker"),
    Pass("capital behind its name", _capitals, "capital-noun"),
    Pass("marked noun inside the subject", _marked_in_subject, "object-marker"),
    Pass("a noun is not I", _disagreeing),
    Pass("one can", _impersonal, "impersonal-modal"),
    Pass("one of a list does nothing alone", _listed, "object-marker"),
    Pass("adverb in two words", _two_word_adverbs),
    Pass("an amount before its noun", _counted),
    Pass("according to", _built_on, "built-word"),
)
