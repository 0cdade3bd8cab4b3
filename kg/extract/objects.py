"""Objects without «را» that the parse takes for something else, where a verb with a direct object has none.

* "an amount does nothing": an amount in the place of the subject is the object («[صد میلیون دلار] از بانک وام
  گرفت»), and so are counted things behind a person («استاد امین، [چهل کتاب] نوشت»).
* "so many dead": a participle that is counted is a noun, the object of its verb («حمله [۷ کشته] بر جای گذاشت»).
* "a thing among two subjects": of two subjects of an act the second is the object, if it is a thing («این گروه
  [روش‌های تازه‌ای] اجرا می‌کند»).
* "a bare name does it": the name of a person is marked as an object, so a bare one of a verb without a subject is
  that («همان کاری که [رضایی] کرد»); so is an office or body in a clause that modifies a thing («کارهایی که قرار است
  [دولت] انجام دهد»).
* "a plural is no light noun": unless it makes a frame with its verb it is the object («به آنها [تانک‌ها] دادم»),
  and so is what has a genitive, of a verb of giving or taking («او [نشان لیاقت] گرفت»).
* "indefinite object behind the subject": a noun with the indefinite ending at the end of its subject is the object
  («دادستانی [گزارشی] از پرونده منتشر کرد»).
* "indefinite object behind an oblique": so is one at the end of an oblique phrase that has ended.
* "relative clause behind the verb": a clause with «که» behind an act modifies the new noun before its verb («کارگرانی
  آورد [که چاه می‌کنند]»).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from kg.extract.agreement import is_plural
from kg.extract.complements import complement_of, is_amount, is_time
from kg.extract.framed import read_frame
from kg.extract.parting import ends_phrase
from kg.extract.predicate import event_frame, form_of, infinitives, is_body, is_indefinite, light_frame
from kg.extract.straight import Pass
from kg.extract.tree import Tree
from kg.model import Word
from kg.persian.frames import load_frames
from kg.persian.letters import YEH
from kg.persian.lexicon import BECOME, COPULA, RA, word_class
from kg.persian.verbs import analyses


def _second_subjects(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    subjects = _lacking_object(tree, "nsubj")
    for (verb, first), (other, second) in pairwise(subjects):
        frame = read_frame(tree, verb)[1]
        if verb is not other or frame is None or frame.kind not in ("act", "cause") or is_time(tree, first.id):
            continue
        thing = tree.is_thing(second.id) and not is_time(tree, second.id)
        form = form_of(tree, verb.id)
        alone = form is not None and form.number == "Sing"
        several = second.upos == "NOUN" and second.feat("Number") == "Plur"
        persons = several and alone and tree.is_person(second.id)  # «زلزله [کشتگان زیادی] بر جای گذاشت»
        if (thing or persons) and not tree.marker(second.id):
            changes[second.id] = replace(second, deprel="obj")
    return changes


def _bare_persons(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for person in tree.related("obj"):
        acts = (person.upos == "PROPN" and _is_named(person)) or _acts_on_antecedent(tree, person)
        if not acts or person.head < person.id or tree.precedes_marker(person.id):
            continue
        verb = tree.word(person.head)
        if tree.dependents(verb.id, "nsubj", "nsubj:pass") or tree.dependents(person.id, "conj"):
            continue
        form = form_of(tree, verb.id)
        alone = form is not None and form.finite and form.person == 3 and form.number == "Sing"
        if alone and read_frame(tree, verb)[0] == tree.subtree(person.id)[-1] + 1:
            changes[person.id] = replace(person, deprel="nsubj")
    return changes


def _acts_on_antecedent(tree: Tree, one: Word) -> bool:
    """«کارهایی که قرار است [دولت] انجام دهد»: somebody in a clause that modifies a thing, one that acts on nobody."""
    form, above = tree.fold(one.id), tree.word(one.head)
    if form not in word_class("body-noun") and form not in word_class("office-noun"):
        return False
    if above.deprel == "ccomp" and above.head:
        above = tree.word(above.head)
        if f"{tree.fold(above.id)} {COPULA}" not in word_class("impersonal"):
            return False
    if above.deprel != "acl" or not above.head:
        return False
    noun = tree.word(above.head)
    return tree.is_thing(noun.id) and noun.ner is None and not is_body(noun)


def _in_oblique(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for verb, phrase in _lacking_object(tree, "obl", "obl:arg"):
        for word in tree.behind(phrase.id, "nmod", "flat:name"):
            before = tree.word(word.id - 1)
            thing = tree.fold(before.id) in word_class("pronoun-thing")
            pronoun = thing and before.upos == "DET" and before.head == word.id
            ends = pronoun or ends_phrase(tree, before.id) or is_amount(tree, before.id) or is_time(tree, before.id)
            if is_indefinite(word) and ends and not tree.dependents(word.id, "acl"):
                changes[word.id] = replace(word, head=verb.id, deprel="obj")
                if pronoun:
                    changes[before.id] = replace(before, head=phrase.id, deprel="nmod", upos="PRON")
                break
    return changes


def _indefinite(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for verb, subject in _lacking_object(tree, "nsubj"):
        counted = bool(tree.dependents(subject.id, "nummod")) and not tree.is_person(subject.id)
        counted = counted or _are_things(tree, subject, verb)
        restricted = bool(tree.dependents(subject.id, "acl"))  # «[نفت‌کشی که در حرکت بود] هدف قرار گرفت»
        beside = verb.deprel in ("ccomp", "conj") and tree.dependents(verb.head, "nsubj")
        if beside and (counted or (_is_new(subject) and not restricted)):
            changes[subject.id] = replace(subject, deprel="obj")
            continue
        inside = list(tree.behind(subject.id, "nmod", "amod", "flat:name"))
        found = [one for one in inside if _is_new(one) or (one.upos == "NOUN" and _is_apart(tree, one))]
        if len(found) != 1:
            continue
        changes[found[0].id] = replace(found[0], head=verb.id, deprel="obj")
        behind = (one for one in tree.dependents(subject.id) if one.id > found[0].id and tree.marker(one.id))
        changes |= {one.id: replace(one, head=found[0].id) for one in behind}
    return changes


def _amounts(tree: Tree) -> dict[int, Word]:
    subjects = _lacking_object(tree, "nsubj")
    amounts = [(verb, subject) for verb, subject in subjects if is_amount(tree, subject.id)]
    for verb, subject in subjects:
        beside = tree.dependents(subject.id, "appos", "conj", *(["nmod"] if _is_named(subject) else []))
        behind = (one for one in beside if tree.dependents(one.id, "nummod") and not tree.marker(one.id))
        counted = next((one for one in behind if one.deprel == "nmod" or not tree.is_person(one.id)), None)
        if counted is None or not tree.is_person(subject.id) or tree.dependents(counted.id, "cc"):
            continue
        if tree.subtree(counted.id)[0] > 1:
            amounts.append((verb, counted))
    return {amount.id: replace(amount, head=verb.id, deprel="obj") for verb, amount in amounts}


def _is_named(word: Word) -> bool:
    return (word.ner or "").endswith("PER")


def _dead(tree: Tree) -> dict[int, Word]:
    """«حمله [۷ کشته] بر جای گذاشت»: a participle that is counted is a noun."""
    changes = dict[int, Word]()
    for word in tree.verbs:
        above = tree.word(word.head) if word.head > word.id else word
        counted = any(one.id < word.id for one in tree.dependents(word.id, "nummod"))
        if not counted or above.upos != "VERB" or word.deprel not in ("xcomp", "obj", "ccomp", "advcl"):
            continue
        if not any(form.infinitive == BECOME for form in analyses(above.form)):
            changes[word.id] = replace(word, upos="NOUN", deprel="obj")
            changes |= {one.id: replace(one, head=above.id) for one in tree.dependents(word.id, "nsubj")}
    return changes


def _plurals(tree: Tree) -> dict[int, Word]:
    """«من به آنها [تانک‌ها] دادم»: a plural that makes no frame with its verb."""
    changes = dict[int, Word]()
    for verb in tree.verbs:
        _, frame = read_frame(tree, verb)
        nouns = [] if frame is not None and RA not in frame.targets else tree.dependents(verb.id, "compound:lvc")
        for noun in nouns:
            several = noun.upos == "NOUN" and noun.form.endswith(tuple(word_class("thing-plural-ending")))
            several = several or _has_genitive(tree, noun, verb)
            known = light_frame(noun, infinitives(verb), load_frames()) is not None
            if several and not known and not tree.marker(noun.id) and not tree.dependents(verb.id, "obj"):
                changes[noun.id] = replace(noun, deprel="obj")
    return changes


def _relatives(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for verb in tree.verbs:
        behind = (one for one in tree.dependents(verb.id, "ccomp") if one.id > verb.id)
        clauses = [one for one in behind if tree.dependents(one.id, "mark")]
        noun, frame = read_frame(tree, verb)
        if not clauses or frame is None or frame.kind != "act" or frame.control is not None:
            continue
        own = tree.dependents(verb.id, "obj", "obl:arg")
        nouns = [child for child in own if child.id < noun and child.upos == "NOUN"]
        acting = [child for child in nouns if _acts_behind(tree, verb, clauses[0], child)]
        new = [child for child in nouns if child in acting or tree.fold(child.id).endswith(YEH)]
        changes |= {one.id: replace(one, head=new[-1].id, deprel="acl") for one in clauses[:1] if new}
    return changes


def _acts_behind(tree: Tree, verb: Word, clause: Word, noun: Word) -> bool:
    """«از سربازان حمایت می‌کنیم که [تلاش دارند] …»: they, not we, are who the clause behind the verb speaks of."""
    above, below = form_of(tree, verb.id), form_of(tree, clause.id)
    if above is None or below is None or not (above.finite and below.finite) or tree.dependents(clause.id, "nsubj"):
        return False
    others = above.person in (1, 2) and below.person == 3
    return others and below.number == "Plur" and is_plural(tree, noun.id) and tree.is_person(noun.id)


def _has_genitive(tree: Tree, noun: Word, verb: Word) -> bool:
    """«[نشان لیاقت] می‌گیرد»: a thing with a genitive, beside a verb of giving or taking."""
    full = noun.upos == "NOUN" and any(one in word_class("giving-taking") for one in infinitives(verb))
    behind = (one for one in tree.dependents(noun.id, "nmod") if one.id == noun.id + 1 and one.upos == "NOUN")
    return full and event_frame(noun, load_frames()) is None and any(behind)


@lru_cache(maxsize=20)
def _lacking_object(tree: Tree, *deprels: str) -> tuple[tuple[Word, Word], ...]:
    """The verbs that take a direct object and have none, each with what hangs from it by these relations.

    Kept while the passes ask for it one after the other: a tree does not change.
    """
    return tuple(_read_lacking(tree, deprels))


def _read_lacking(tree: Tree, deprels: tuple[str, ...]) -> Iterator[tuple[Word, Word]]:
    for verb in tree.verbs:
        noun, frame = read_frame(tree, verb)
        own = [child for at in {verb.id, noun} for child in tree.dependents(at)]
        objects = (child for child in own if child.id != noun and complement_of(tree, child).is_object)
        if frame is not None and frame.targets[:1] == (RA,) and not any(objects):
            yield from ((verb, child) for child in own if child.deprel in deprels and child.id < noun)


def _are_things(tree: Tree, subject: Word, verb: Word) -> bool:
    """«شرکت می‌گوید [چاه‌های تازه] حفر کرده است»: several things, of a verb in the singular."""
    form, stem = form_of(tree, verb.id), tree.fold(subject.id).removesuffix(YEH)
    things = tree.is_thing(subject.id) and stem.endswith(tuple(word_class("thing-plural-ending")))
    acts = form is not None and form.number != "Plur" and form.tense in ("past", "perfect", "participle")
    return things and acts and subject.ner is None


def _is_apart(tree: Tree, noun: Word) -> bool:
    """«حزب‌ها [نامزد] معرفی و …»: a noun behind a plural in «ـها», which takes no genitive, and before a light noun."""
    before, behind = tree.word(noun.id - 1), tree.word(noun.id + 1)
    plural = before.upos == "NOUN" and tree.fold(before.id).endswith(tuple(word_class("thing-plural-ending")))
    return plural and before.id == noun.head and behind.deprel == "compound:lvc" and noun.ner is None


def _is_new(word: Word) -> bool:
    """Whether a word is a noun with the indefinite ending; where it was tagged otherwise, an event noun."""
    nominal = replace(word, upos="NOUN")
    return is_indefinite(word) or (is_indefinite(nominal) and event_frame(nominal, load_frames()) is not None)


PASSES = (
    Pass("an amount does nothing", _amounts),
    Pass("so many dead", _dead),
    Pass("a thing among two subjects", _second_subjects),
    Pass("a bare name does it", _bare_persons),
    Pass("a plural is no light noun", _plurals),
    Pass("indefinite object behind the subject", _indefinite),
    Pass("indefinite object behind an oblique", _in_oblique),
    Pass("relative clause behind the verb", _relatives),
)
