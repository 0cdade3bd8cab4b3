"""Noun phrases whose words the parse has torn apart, put together by what Persian word order rules out.

* "object marker stands behind": what the object marker hangs from stands before it («[فرمان] را قاضی لغو کرد»).
* "genitive behind its noun": a bare genitive or an adjective follows its noun; where words of another phrase
  stand between, it belongs to the noun right before it («سفیر و سرپرست [نمایندگی ایران]»).
* "any kind of": «هر گونه» right before a noun belongs to that («از [هر گونه] افراط دوری کرد»).
* "names behind a preposition": a list that a preposition opens goes on («کودکانی از چین، [مالدیو] و نیجریه»).
* "no subject behind a preposition": it is the complement of its verb.
* "a list has a conjunction before its last": a name that follows a subject without it, right before an
  object, is the object.
* "a person beside a country": whoever is coordinated with the country in the genitive of an office is coordinated with
  its holder («امیر قطر و [ترامپ] گفت‌وگو کردند»).
* "inside a list": a bare noun between commas or conjunctions of a list that a preposition opens is one of it («از دو
  کارخانه، [یک مدرسه] و یک بیمارستان بازدید کرد»).
* "several beside several": a plural behind «و» is coordinated with the plural genitive right before it, not with the
  noun in the singular above that («تخریب خانه‌ها و [مغازه‌ها]»).
* "persons beside persons": persons behind «و» are coordinated with persons, not with the thing whose name ends the
  phrase of those («نمایندگان مجلس و [اعضای شورا] آمدند»).
* "branch behind its house": the branch of a university or bank is its genitive («دانشگاه آزاد [واحد تبریز] را بستند»).
* "nationality beside nationality": so is an adjective of a nation with the one before («نیروهای فرانسوی، [آلمانی] و
  بلژیکی»).
* "office behind a name": an office right behind a name and a comma is its apposition
  («عراقچی، [وزیر امور خارجه]، موافقت کرد»).
* "dateline": a place and a dash at the head of a sentence say where it was written («صنعا - [ارتش] عقب نشست»).
* "offices of one name": what is coordinated with that office is his as well («قالیباف، رئیس مجلس و [سخنگوی هیئت]، …»).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kg.extract.straight import Pass, run
from kg.extract.tree import Tree
from kg.model import Sentence, Word
from kg.persian.lexicon import word_class

_NOUNS = ("NOUN", "PROPN", "PRON")
_BARE = ("nmod", "amod", "flat:name")
_BEHIND = ("flat:name", "appos", "nmod")
"""What follows its head: bare genitives, later parts of a name or naming."""
_NAMED = ("NOUN", "PROPN")
_NATION = "NAT"
_DATELINE = 8
"""How many words a dateline has at most, the dash among them."""


def adjoin(sentence: Sentence) -> Sentence:
    """The sentence with such words moved; the same object when there are none."""
    return run(PASSES, Tree(sentence)).sentence


def _prefixed_subjects(tree: Tree) -> dict[int, int]:
    """A subject has no preposition: «از توان خود استفاده کرد»; «حدود هزار نفر» has none."""
    return {word.id: word.head for word in tree.related("nsubj") if tree.marker(word.id)}


def _kinds(tree: Tree) -> dict[int, Word]:
    changes: dict[int, Word] = {}
    for kind in tree.sentence.words[:-1]:
        behind = tree.word(kind.id + 1)
        any_kind = any(tree.fold(one.id) in word_class("any") for one in tree.dependents(kind.id, "det"))
        if behind.deprel == "compound:lvc" and behind.head > kind.id:
            behind = tree.word(behind.head)  # «هر گونه روی آوردن به زور»
        if tree.fold(kind.id) in word_class("kind") and any_kind and behind.upos == "NOUN" and kind.head != behind.id:
            changes[kind.id] = replace(kind, head=behind.id, deprel="det")
            if behind.head == kind.id:
                changes[behind.id] = replace(behind, head=kind.head, deprel=kind.deprel)
    return changes


def _name_lists(tree: Tree) -> dict[int, int]:
    heads = {}
    for word in tree.related("conj"):
        noun = tree.word(word.head) if word.head else word
        if word.upos != "PROPN" or noun.upos != "NOUN":
            continue
        names = [one for one in tree.dependents(noun.id, "nmod") if one.upos == "PROPN" and tree.marker(one.id)]
        before = [one for one in names if one.id < word.id]
        if before and not tree.marker(word.id) and tree.is_place(word.id):
            heads[word.id] = before[-1].id
    return heads


def _lists_without_and(tree: Tree) -> dict[int, Word]:
    """A list has «و» before its last: of «رضایی وزیر راه، کریمی سفیر را فراخواند» the second name is the object."""
    words = dict[int, Word]()
    for word in tree.related("conj"):
        conjuncts = tree.dependents(word.head, "conj")
        if word.upos != "PROPN" or len(conjuncts) != 1 or tree.dependents(word.id, "cc") or not word.head:
            continue
        subject = tree.word(word.head)
        behind = tree.subtree(word.id)[-1] + 1
        marked = next((one for one in tree.dependents(subject.head, "obj") if one.id == behind), None)
        if subject.deprel != "nsubj" or marked is None or not tree.is_marked(marked.id):
            continue
        words[word.id] = replace(word, head=subject.head, deprel="obj")
        words[marked.id] = replace(marked, head=word.id, deprel="appos")
    return words


def _beside_countries(tree: Tree) -> dict[int, int]:
    """Person -> the holder of the office whose country he is coordinated with."""
    heads = dict[int, int]()
    for person in tree.related("conj"):
        land = tree.word(person.head) if person.head else person
        office = tree.word(land.head) if land is not person and land.deprel == "nmod" and land.head else land
        named = person.upos == "PROPN" and (person.ner or "").endswith("PER") and tree.is_place(land.id)
        if named and office.id < land.id and tree.is_person(office.id) and not tree.marker(land.id):
            heads[person.id] = office.id
    return heads


def _inside_list(tree: Tree) -> dict[int, int]:
    """Bare noun behind a comma -> the first of the list that stands before and behind it."""
    heads = dict[int, int]()
    for last in tree.related("conj"):
        first = tree.word(last.head) if 0 < last.head < last.id else None
        if first is None or first.upos not in _NOUNS or not tree.marker(first.id) or last.upos not in _NOUNS:
            continue
        for word in tree.sentence.words[first.id : last.id - 1]:
            torn = word.upos in _NAMED and word.deprel in ("obj", "obl", "nsubj") and word.head > last.id
            opening = tree.subtree(word.id)[0] if torn else 1
            if opening > 1 and not tree.marker(word.id) and tree.word(opening - 1).form in word_class("comma"):
                heads[word.id] = first.id
    return heads


def _several(tree: Tree) -> dict[int, int]:
    """Plural behind «و» -> the plural genitive in front of that, where the parse goes past it.

    In 11 of 11 such phrases of PerDT dev and kgbank.
    """
    heads = {}
    for word in tree.related("conj"):
        whole, before = tree.word(word.head) if word.head else word, tree.word(max(word.id - 2, 1))
        joined = word.id > 2 and before.head == whole.id < before.id and tree.word(word.id - 1).upos == "CCONJ"
        if not joined or before.deprel != "nmod" or tree.marker(before.id) or tree.marker(word.id):
            continue
        plural = [one.upos == "NOUN" and one.feat("Number") == "Plur" for one in (whole, before, word)]
        if plural == [False, True, True] and whole.upos == "NOUN" and not tree.is_person(whole.id):
            heads[word.id] = before.id
    return heads


def _persons(tree: Tree) -> dict[int, int]:
    """Persons behind «و» -> the persons whose phrase ends before it, where the parse coordinates them with a thing."""
    heads = {}
    for word in tree.related("conj"):
        joined = word.id > 2 and tree.word(word.id - 1).upos == "CCONJ"
        if not joined or not _are_persons(tree, word) or tree.marker(word.id):
            continue
        chain = tree.opened(word.id - 2)
        persons = next((one for one in chain if _are_persons(tree, one)), None)
        if persons is None or word.head not in [one.id for one in chain[: chain.index(persons)]]:
            continue
        if tree.word(word.head).upos == "NOUN" and not tree.is_person(word.head):
            heads[word.id] = persons.id
    return heads


def _are_persons(tree: Tree, word: Word) -> bool:
    several = word.feat("Number") == "Plur" or tree.fold(word.id).endswith(tuple(word_class("person-plural-ending")))
    return word.upos == "NOUN" and tree.is_person(word.id) and several


def _branches(tree: Tree) -> dict[int, int]:
    """Branch -> the word of its house right before it, where the parse hangs it from elsewhere."""
    heads = {}
    for word in tree.sentence.words[1:-1]:
        before, place = tree.word(word.id - 1), tree.word(word.id + 1)
        branch = tree.fold(word.id) in word_class("branch-noun") and place.upos == "PROPN" and not tree.marker(word.id)
        house = before.ner is not None and before.ner.endswith("ORG")
        if branch and house and word.head not in (before.id, before.head) and before.id not in tree.subtree(word.id):
            heads[word.id] = before.head if before.deprel in _BARE and before.head < before.id else before.id
    return heads


def _nationalities(tree: Tree) -> dict[int, int]:
    """Adjective of a nation -> the one of another that stands before it and modifies the head of both."""
    heads = {}
    for word in tree.related("conj"):
        nouns = [tree.word(word.head)] if word.head else []
        nation = (word.ner or "").endswith(_NATION) and word.upos in ("ADJ", "PROPN")
        adjectives = (one for noun in nouns for one in tree.dependents(noun.id, "amod") if noun.id < one.id < word.id)
        first = next((one for one in adjectives if (one.ner or "").endswith(_NATION)), None)
        if nation and first is not None:
            heads[word.id] = first.id
    return heads


def _followed(tree: Tree) -> dict[int, int]:
    """Genitive or adjective -> the noun right before it, where its head's phrase does not reach so far."""
    heads = {}
    for word in tree.related(*_BARE, "appos"):
        before = tree.word(word.id - 1) if word.id > 1 else word
        behind = word.deprel in _BEHIND and (word.deprel != "nmod" or word.upos == "PROPN")
        if behind and word.head > word.id and before.upos in _NAMED and not tree.marker(word.id):
            heads[word.id] = before.id
        if word.deprel not in _BARE or not 0 < word.head < word.id - 1 or tree.marker(word.id):
            continue
        if before.upos not in _NOUNS or word.id in _above(tree, before):
            continue
        conjunct = any(child.deprel == "conj" and child.id < word.id for child in tree.dependents(word.head))
        whole = tree.fold(before.id) in word_class("every")  # «حمایت همهٔ [اعضا]»
        if conjunct or whole or set(range(word.head + 1, word.id)) - set(tree.subtree(word.head)):
            heads[word.id] = before.id
    return heads


def _above(tree: Tree, word: Word) -> set[int]:
    return {word.id, *(one.id for one in tree.ancestors(word.id))}


def _offices(tree: Tree) -> dict[int, int]:
    """Office -> the name before the comma in front of it, where the parse hangs it from elsewhere."""
    heads = {}
    for word in tree.sentence.words[2:]:
        comma, before = tree.word(word.id - 1), tree.word(word.id - 2)
        named = comma.form in word_class("comma") and before.upos == "PROPN" and not tree.is_place(before.id)
        if not named or word.upos != "NOUN" or tree.marker(word.id) or not _is_office(tree, word):
            continue
        name = tree.top_of_name(before)
        marked = tree.is_marked(word.id)
        if not marked and name.id != word.head and name.id not in tree.subtree(word.id):
            heads[word.id] = name.id
    return heads


def _further_offices(tree: Tree) -> dict[int, int]:
    """Office behind «و» -> the office in apposition before it, where the parse hangs both from the name."""
    heads = {}
    for word in tree.related("conj"):
        name = tree.word(word.head) if word.head else word
        apposed = (one for one in tree.dependents(name.id, "appos") if name.id < one.id < word.id)
        offices = [one for one in apposed if _is_office(tree, one)]
        if offices and name.upos == "PROPN" and _is_office(tree, word) and word.feat("Number") != "Plur":
            heads[word.id] = offices[-1].id
    return heads


def _is_office(tree: Tree, word: Word) -> bool:
    return tree.fold(word.id) in word_class("office-noun") and not tree.dependents(word.id, "cop")


def _moves(heads: Callable[[Tree], dict[int, int]], deprel: str | None = None) -> Callable[[Tree], dict[int, Word]]:
    """A pass that hangs words from other heads, by another relation if one is given."""

    def moved(tree: Tree) -> dict[int, Word]:
        found = {number: (tree.word(number), head) for number, head in heads(tree).items()}
        return {n: replace(word, head=head, deprel=deprel or word.deprel) for n, (word, head) in found.items()}

    return moved


def _markers(tree: Tree) -> dict[int, int]:
    """Object marker -> the phrase right before it, where the parse hangs it from what follows."""
    heads = {}
    for marker in tree.related("case"):
        if marker.id == 1 or marker.head < marker.id or not tree.is_object_marker(marker.id):
            continue
        before = tree.word(marker.id - 1)
        chain = [before, *(one for one in tree.ancestors(before.id) if one.id < marker.id and one.upos in _NOUNS)]
        if before.upos in (*_NOUNS, "ADJ", "NUM") and chain[-1].upos in _NOUNS:
            heads[marker.id] = chain[-1].id
    return heads


def _dateline(tree: Tree) -> dict[int, Word]:
    place = tree.word(1)
    dash = next((at for at in range(2, min(_DATELINE, len(tree))) if tree.word(at).form in word_class("dash")), None)
    if dash is None or place.deprel != "nsubj" or not tree.is_place(1):
        return {}
    behind = [one for one in tree.dependents(1, "appos", "conj") if tree.subtree(one.id)[0] in (dash, dash + 1)]
    if len(behind) != 1 or tree.is_place(behind[0].id):
        return {}
    subject = behind[0]
    return {1: replace(place, deprel="dep"), subject.id: replace(subject, head=place.head, deprel="nsubj")}


PASSES = (
    Pass("object marker stands behind", _moves(_markers), "object-marker"),
    Pass("any kind of", _kinds, "kind"),
    Pass("names behind a preposition", _moves(_name_lists)),
    Pass("no subject behind a preposition", _moves(_prefixed_subjects, "obl:arg")),
    Pass("genitive behind its noun", _moves(_followed)),
    Pass("a list has a conjunction before its last", _lists_without_and, "object-marker"),
    Pass("a person beside a country", _moves(_beside_countries)),
    Pass("inside a list", _moves(_inside_list, "conj"), "comma"),
    Pass("several beside several", _moves(_several)),
    Pass("persons beside persons", _moves(_persons)),
    Pass("branch behind its house", _moves(_branches, "nmod"), "branch-noun"),
    Pass("nationality beside nationality", _moves(_nationalities)),
    Pass("office behind a name", _moves(_offices, "appos"), "comma"),
    Pass("dateline", _dateline, "dash"),
    Pass("offices of one name", _moves(_further_offices), "office-noun"),
)
