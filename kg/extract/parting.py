"""Phrases that the parse has run together, parted where Persian lets no genitive stand.

* "subject inside the marked object": a clause without a subject whose marked object holds a word that takes no
  genitive begins with its subject («[نمایندهٔ بریتانیا] نشست را ترک کرد», «[شرکت‌ها] پروازهای خود را آغاز کردند»).
  So does a body or people at the head of the sentence, with a common noun behind it («[ارتش] روستاییان را کشت»),
  and persons in the plural («[نظامیان] روستا را محاصره کردند»).
* "now takes no genitive": nor does «حال» or «اینک» («حال [طرف مقابل] پول می‌خواهد»).
* "subject behind a quotation": what follows closing quotes is no genitive inside them («بر اساس "نقشهٔ راه" [مصر]
  موظف است …»).
* "marked behind an oblique": «را» marks no subject; with an oblique in between it marks the last noun of that
  («سفیر به نشانهٔ اعتراض [جلسه] را ترک کرد»).
* "object before its subject": of two subjects the one with «را» behind it is the object («[شایعهٔ دیدار] را نهاد
  ریاست‌جمهوری تکذیب کرد»).
* "subject behind the marked object": a bare noun between a marked object and a verb without a subject is that, unless
  the verb says what the object is called or becomes («بهای آنها را [کنسرسیومی] پرداخت»).
* "so long is it": the time in «سه ساعت است که مذاکره می‌کنند» says how long they have done so.
* "a number takes no genitive": a name right behind one is the subject that its clause lacks («در سال ۱۹۰۲ [ایران] وام
  گرفت»), and so is any noun behind a weekday («روز شنبه [استان] شاهد برف بود»).
* "under way": «دارند … می‌کنند» is one verb.
* "an adverb is no adjective": «مرتباً», «رسماً», «همواره», with or without the tanwin, say something of the verb,
  whatever noun they stand behind («به مردم [مرتبا] هشدار می‌دهند»); so does «دیگر» behind a name, when the verb denies.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeGuard

from kg.extract.agreement import is_plural
from kg.extract.complements import is_time
from kg.extract.predicate import form_of, infinitives, is_indefinite
from kg.extract.straight import Pass
from kg.extract.tree import Tree
from kg.model import Word
from kg.persian.letters import YEH
from kg.persian.lexicon import COPULA, HAVE, word_class
from kg.persian.verbs import VerbForm

_NOUNS = ("NOUN", "PROPN", "PRON")
_BOUNDS = ("VERB", "SCONJ", "CCONJ", "PUNCT")
_OF_VERB = ("nsubj", "obj", "obl", "obl:arg", "mark", "cc", "conj", "punct")
_LAST = ("S-", "E-")


def _swallowed(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for marker, top, verb in _marked(tree):
        first = min(number for number in tree.subtree(top.id) if number > _clause_start(tree, verb, top))
        ends = (last for last in range(first, marker.id - 1) if ends_phrase(tree, last))
        restricted = [marker.id - 2] if first < marker.id - 1 and _is_restricted(tree, marker) else []
        body = [first] if first + 1 < marker.id and _opens_clause(tree, first) else []
        found = (_parted(tree, first, last, marker, verb) for last in (*ends, *body, *restricted))
        changes |= next((parted for parted in found if parted), {})
    return changes


def _opens_clause(tree: Tree, number: int) -> bool:
    """«[ارتش] روستاییان را کشت»: a body or people at the head of a sentence, a common noun behind it.

    In 31 of 31 such sentences of PerDT and kgbank it is the subject; behind a conjunction in 12 of 14.  Persons in
    the plural are in 39 of 39 whose verb is in the third person plural.
    """
    first, behind = tree.word(number), tree.word(number + 1)
    persons = tree.is_person(number) and tree.fold(number).endswith(tuple(word_class("person-plural-ending")))
    before = ("VERB", "PUNCT") if persons else ("SCONJ", "VERB")
    opens = number == 1 or tree.word(number - 1).upos in before
    acts = persons or tree.fold(number) in word_class("body-noun") | word_class("opening-subject")
    office = f"{tree.fold(number)} {tree.fold(behind.id)}" in word_class("office-and-field")
    bare = not tree.dependents(number, "amod", "det", "nummod") and not tree.marker(behind.id) and not office
    others = word_class("pronoun-3") | word_class("pronoun-3-plural")  # «[مأموران] وی را بازداشت کردند»
    noun = behind.upos == "NOUN" or (persons and behind.upos == "PRON" and tree.fold(behind.id) in others)
    return opens and first.upos == "NOUN" and acts and bare and noun and behind.ner is None


def _chains(tree: Tree) -> Iterator[tuple[Word, list[Word], Word]]:
    """Each object marker with what it hangs from and what that hangs from in turn, and the verb behind it."""
    for marker in tree.related("case"):
        if not tree.is_object_marker(marker.id) or not marker.head:
            continue
        chain = [tree.word(marker.head), *tree.ancestors(marker.head)]
        verb = next((one for one in chain if one.upos == "VERB" and one.id > marker.id), None)
        if verb is not None and chain[0] is not verb:
            yield marker, chain, verb


def _marked(tree: Tree) -> Iterator[tuple[Word, Word, Word]]:
    """Each object marker with the phrase that it hangs from and the verb, where that has no other subject."""
    for marker, chain, verb in _chains(tree):
        top = chain[chain.index(verb) - 1]
        subjects = [one for one in tree.dependents(verb.id, "nsubj", "nsubj:pass") if one.id != top.id]
        bare = top.id < marker.id and top.deprel in ("obj", "nsubj") and not tree.marker(top.id)
        if bare and not subjects and _acts(form_of(tree, verb.id)):
            yield marker, top, verb


def _is_restricted(tree: Tree, marker: Word) -> bool:
    """«دادگاه [قانونی] را که …»: what a relative clause restricts is new, so it is nobody's genitive."""
    noun, behind = tree.word(marker.id - 1), marker.id + 1
    relative = behind <= len(tree) and tree.word(behind).upos == "SCONJ"
    return relative and noun.upos in ("NOUN", "PROPN") and tree.fold(noun.id).endswith(YEH)


def _acts(form: VerbForm | None) -> TypeGuard[VerbForm]:
    return form is not None and form.finite and form.person in (None, 3)


def _clause_start(tree: Tree, verb: Word, phrase: Word) -> int:
    """The last conjunction of a verb in front of one of its phrases, 0 when there is none."""
    return max((word.id for word in tree.dependents(verb.id, "cc", "mark") if word.id < phrase.id), default=0)


def ends_phrase(tree: Tree, number: int) -> bool:
    """Whether a word takes no genitive, though a noun stands right behind it."""
    word, behind = tree.word(number), tree.word(number + 1)
    if word.upos == "PROPN" and behind.upos == "NUM" and (word.ner or "").startswith(_LAST):
        return behind.deprel == "nummod" and behind.head > behind.id  # «ایران [دو نفر] را»
    closed = len(word.form) > 2 and tree.fold(number).endswith(tuple(word_class("no-ezafe-ending")))
    if behind.upos == "DET" and tree.fold(behind.id) in word_class("demonstrative"):
        return word.upos == "NOUN" and (closed or is_indefinite(word))
    if behind.upos not in _NOUNS or behind.deprel == "conj" or tree.marker(behind.id):
        return False
    if word.upos == "PRON":
        return behind.upos != "PRON" and word.deprel == "nmod"
    if word.upos == "NOUN" and behind.upos != "PRON":
        if tree.fold(number) in word_class("body-noun"):  # «دادگاه موکلش»
            return any(child.upos == "PRON" and child.id == behind.id + 1 for child in tree.dependents(behind.id))
        return closed or is_indefinite(word)
    if word.upos == "NUM":
        return behind.upos == "PROPN" and 0 < word.head < word.id
    return word.upos == "PROPN" and _ends_name(tree, word, behind)


def _ends_name(tree: Tree, word: Word, behind: Word) -> bool:
    """«کنیا» in «کنیا قانون»: no common noun is the genitive of a place or a person, unless it says what that is."""
    kind = (word.ner or "") if (word.ner or "").startswith(_LAST) else ""
    named = kind.endswith(("LOC", "PER"))
    titled = tree.fold(behind.id) in word_class("title") and behind.id < len(tree) and behind.deprel != "appos"
    if kind.endswith(("LOC", "ORG")) and titled and tree.is_person(behind.id + 1):
        return True  # «کاخ سفید [خانم رضایی] را برکنار کرد»
    begins = behind.ner is None or behind.ner.startswith(("S-", "B-"))
    apposed = behind.deprel == "appos" or tree.is_person(behind.id)
    if word.ner == behind.ner == "S-LOC":  # «روم [ایران] را شکست داد»
        return behind.deprel != "appos"
    common = behind.upos == "NOUN" or (behind.ner is None and behind.deprel != "appos")
    return named and begins and common and not apposed and tree.fold(behind.id) not in word_class("capital-noun")


def _parted(tree: Tree, first: int, last: int, marker: Word, verb: Word) -> dict[int, Word]:
    """The words of both phrases hung anew, empty when the first does not agree with the verb."""
    left, right = range(first, last + 1), range(last + 1, marker.id)
    subject = next((tree.word(at) for at in left if tree.word(at).head not in left and _heads(tree, at)), None)
    object_ = next((tree.word(at) for at in right if tree.word(at).head not in right and _heads(tree, at)), None)
    if subject is None or object_ is None or tree.marker(subject.id) or is_time(tree, subject.id):
        return {}
    form = form_of(tree, verb.id)
    things = last == subject.id and not tree.is_person(last)  # «[بمب‌افکن‌هایی] این شهر را ویران کرد»
    either = things and tree.fold(last + 1) in word_class("demonstrative")
    if form is None or ((form.number == "Plur") != is_plural(tree, subject.id) and not either):
        return {}
    changes = {subject.id: replace(subject, head=verb.id, deprel="nsubj"),
               object_.id: replace(object_, head=verb.id, deprel="obj"),
               marker.id: replace(marker, head=object_.id)}
    clauses = (one for one in tree.dependents(subject.id, "acl") if one.id > marker.id)
    changes |= {one.id: replace(one, head=object_.id) for one in clauses}
    for side, other, top in ((left, right, subject), (right, left, object_)):
        strays = (tree.word(at) for at in side if at not in changes and tree.word(at).head in other)
        changes |= {one.id: replace(one, head=top.id) for one in strays}
    return changes


def _heads(tree: Tree, number: int) -> bool:
    return tree.word(number).upos in _NOUNS


def _behind_now(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for time in tree.related("obl"):
        now = tree.fold(time.id) in word_class("now-word") and not tree.marker(time.id) and time.head > time.id
        verb = tree.word(time.head) if now else time
        if verb is time or verb.upos != "VERB" or tree.dependents(verb.id, "nsubj", "nsubj:pass"):
            continue
        for noun in tree.dependents(time.id, "nmod"):
            if noun.id == time.id + 1 and noun.upos in _NOUNS and _acts(form_of(tree, verb.id)):
                changes[noun.id] = replace(noun, head=verb.id, deprel="nsubj")
    return changes


def _behind_quotes(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for word in tree.related("nmod"):
        if word.id < 3:
            continue
        closing, head = tree.word(word.id - 1), tree.word(word.head) if word.head else word
        quoted = closing.upos == "PUNCT" and closing.form in word_class("quote-close") and head.id < closing.id
        if not quoted or word.upos != "PROPN" or tree.marker(word.id):
            continue
        above = (one for one in tree.ancestors(word.id) if one.id > word.id)
        clause = next((one for one in above if one.upos == "VERB" or tree.dependents(one.id, "cop")), None)
        if clause is not None and not tree.dependents(clause.id, "nsubj", "nsubj:pass"):
            changes[word.id] = replace(word, head=clause.id, deprel="nsubj")
    return changes


def _behind_oblique(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for marker, top, verb in _marked(tree):
        before = tree.word(marker.id - 1)
        if top.deprel != "nsubj" or marker.head != top.id or before.id in tree.subtree(top.id):
            continue
        oblique = next((one for one in tree.ancestors(before.id) if one.head == verb.id), None)
        if oblique is None or before.deprel != "nmod" or not tree.marker(oblique.id) or before.upos not in _NOUNS:
            continue
        changes[before.id] = replace(before, head=verb.id, deprel="obj")
        changes[marker.id] = replace(marker, head=before.id)
    return changes


def _object_first(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for marker, chain, verb in _chains(tree):
        subjects = [one for one in tree.dependents(verb.id, "nsubj") if one.id < verb.id]
        first = [one for one in subjects if one.id < marker.id]
        behind = [one for one in subjects if one.id > marker.id]
        form = form_of(tree, verb.id)
        if form is None or len(first) != 1 or not behind:
            continue
        agree = [is_plural(tree, one.id) == (form.number == "Plur") for one in (first[0], behind[0])]
        light = bool(tree.dependents(verb.id, "compound:lvc"))
        names = form.infinitive in word_class("calling-verb" if light else "naming-verb")
        if (names and agree != [False, True]) or (not agree[1] and tree.is_person(behind[0].id)):
            continue
        whole, marked = first[0], chain[0]
        apart = tree.subtree(marked.id)[0] == tree.subtree(whole.id)[-1] + 1
        if apart and marked.deprel == "obj":
            changes[marked.id] = replace(marked, head=whole.id, deprel="nmod")
        elif marked.id not in tree.subtree(whole.id):
            continue
        changes[whole.id] = replace(whole, deprel="obj")
        changes[marker.id] = replace(marker, head=whole.id)
    return changes


def _behind_object(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for verb in tree.verbs:
        form = form_of(tree, verb.id)
        if not _acts(form) or tree.dependents(verb.id, "nsubj", "compound:lvc"):
            continue
        marked = [one for one in tree.dependents(verb.id, "obj") if tree.is_marked(one.id)]
        bare = [one for one in tree.dependents(verb.id, "xcomp") if one.upos in ("NOUN", "PROPN") and one.id < verb.id]
        if len(marked) != 1 or len(bare) != 1 or bare[0].id < marked[0].id or tree.marker(bare[0].id):
            continue
        if form.infinitive not in word_class("naming-verb") and is_plural(tree, bare[0].id) == (form.number == "Plur"):
            changes[bare[0].id] = replace(bare[0], deprel="nsubj")
    return changes


def _behind_numbers(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for word in tree.related("nmod"):
        if word.id == 1 or not (_is_behind_number(tree, word) or _is_behind_weekday(tree, word)):
            continue
        verb = next((one for one in tree.ancestors(word.id) if one.upos == "VERB" and one.id > word.id), None)
        if verb is not None and not tree.marker(word.id) and not tree.dependents(verb.id, "nsubj", "nsubj:pass"):
            changes[word.id] = replace(word, head=verb.id, deprel="nsubj")
    return changes


def _is_behind_number(tree: Tree, word: Word) -> bool:
    before = tree.word(word.id - 1)
    return word.upos == "PROPN" and word.head == before.id and before.form.isdigit()


def _is_behind_weekday(tree: Tree, word: Word) -> bool:
    time = tree.fold(word.id) in word_class("time-noun")
    inside = word.upos in ("NOUN", "PROPN") and 0 < word.head < word.id and not time
    return inside and tree.fold(word.id - 1) in word_class("weekday")


def _so_long(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for time in tree.sentence.words:
        if time.upos != "NOUN":
            continue
        copula = next(iter(tree.dependents(time.id, "cop")), None) or _copula_behind(tree, time)
        if copula is None or not is_time(tree, time.id):
            continue
        place = time if copula.deprel == "cop" else copula
        clauses = (one for at in {time.id, place.id} for one in tree.dependents(at, "acl", "ccomp", "advcl"))
        below = [one for one in clauses if one.id > copula.id]
        beside = [one for one in tree.dependents(place.head, place.deprel) if one.id > copula.id] if place.head else []
        verb = next((one for one in (*below, *beside) if one.upos == "VERB"), None)
        if verb is None or any(_parts_clauses(tree, one) for one in tree.sentence.words[copula.id : verb.id - 1]):
            continue
        changes[verb.id] = replace(verb, head=place.head, deprel=place.deprel)
        changes[time.id] = replace(time, head=verb.id, deprel="obl")
        changes[copula.id] = replace(copula, head=time.id, deprel="dep", upos="AUX")
        below = [one for at in {time.id, place.id} for one in tree.dependents(at) if one.deprel in _OF_VERB]
        moved = (one for one in below if one.id not in changes and not _points(tree, one))
        changes |= {one.id: replace(one, head=verb.id) for one in moved}
    return changes


def _parts_clauses(tree: Tree, word: Word) -> bool:
    """A mark, or a conjunction but for «با لبخند [و] شوخی»."""
    return word.upos == "PUNCT" or (word.upos == "CCONJ" and tree.word(word.head).upos not in _NOUNS)


def _points(tree: Tree, word: Word) -> bool:
    """«[این] اولین بار است که …»: the subject of the copula alone."""
    return word.deprel == "nsubj" and tree.fold(word.id) in word_class("demonstrative")


def _copula_behind(tree: Tree, time: Word) -> Word | None:
    """The «است» right behind a time that hangs from it."""
    behind = tree.word(time.id + 1) if time.id < len(tree) else None
    form = form_of(tree, behind.id) if behind is not None and behind.id == time.head else None
    return behind if form is not None and form.infinitive == COPULA else None


def _under_way(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for have in tree.verbs:
        form = form_of(tree, have.id) if HAVE in infinitives(have) else None
        if form is None or form.infinitive != HAVE or form.tense not in ("present", "past") or form.negative:
            continue
        verb = next((one for one in tree.sentence.words[have.id :] if one.upos in _BOUNDS), None)
        done = form_of(tree, verb.id) if verb is not None and verb.upos == "VERB" else None
        related = verb is not None and (verb.head in (have.id, have.head) or have.head == verb.id)
        if verb is None or done is None or not related or tree.dependents(have.id, "compound:lvc"):
            continue
        lasting = {"present": "present", "past": "imperfect"}[form.tense]
        if done.negative or (done.tense, done.person, done.number) != (lasting, form.person, form.number):
            continue
        if have.head != verb.id:
            changes[verb.id] = replace(verb, head=have.head, deprel=have.deprel)
        changes[have.id] = replace(have, head=verb.id, deprel="aux", upos="AUX")
        subject = bool(tree.dependents(verb.id, "nsubj") or tree.dependents(have.id, "nsubj"))
        for one in tree.dependents(have.id):
            bare = one.deprel == "obj" and not subject and not tree.is_marked(one.id)
            changes[one.id] = replace(one, head=verb.id, deprel="nsubj" if bare and one.id < have.id else one.deprel)
    return changes


def _adverbs(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for word in tree.related("amod", "nmod"):
        adverb = tree.fold(word.id) in word_class("adverb")
        if not (adverb or tree.fold(word.id) in word_class("no-longer")) or not 0 < word.head < word.id:
            continue
        verb = next((one for one in tree.ancestors(word.id) if one.upos == "VERB" and one.id > word.id), None)
        if verb is not None and not tree.dependents(word.id) and (adverb or _no_longer(tree, word, verb)):
            changes[word.id] = replace(word, head=verb.id, deprel="advmod", upos="ADV")
    return changes


def _no_longer(tree: Tree, word: Word, verb: Word) -> bool:
    """«شورای امنیت [دیگر] مأموریتی ندارد»: there is one body of that name, and none other."""
    form = form_of(tree, verb.id)
    denied, above = form is not None and form.negative, tree.word(word.head)
    named = above.upos == "PROPN" or above.ner is not None
    whole = word.head < word.id - 1 and above.upos == "NOUN"  # «معلمان جوان [دیگر] کمک نمی‌خواهند»
    return denied and (named or whole)


PASSES = (
    Pass("an adverb is no adjective", _adverbs),
    Pass("under way", _under_way),
    Pass("so long is it", _so_long),
    Pass("a number takes no genitive", _behind_numbers),
    Pass("now takes no genitive", _behind_now, "now-word"),
    Pass("subject behind a quotation", _behind_quotes),
    Pass("object before its subject", _object_first, "object-marker"),
    Pass("marked behind an oblique", _behind_oblique, "object-marker"),
    Pass("subject inside the marked object", _swallowed, "object-marker"),
    Pass("subject behind the marked object", _behind_object, "object-marker"),
)
