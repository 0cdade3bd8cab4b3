"""Light nouns that the parse hides, and those it sees where none is, put right by the frame table.

* "light noun that heads its verb": before «و» and a verb that another light noun has, it is one as well, no clause
  («این حکم شنبه [صادر] و به او ابلاغ شد»).
* "light noun beside its verb": what stands right before a verb and makes a frame with it is its light noun,
  though the parse hangs it from the noun before («نقشی [ایفا] کرد») or takes that one for it («سوخت [منتقل] کرد»).
* "light noun behind an adverb": of two words the second is the light noun, if only that makes a frame («متهم را غیابی
  [محاکمه] و محکوم کرد»).
* "light noun of the first of two objects": what stands between a marked object and «و» before another is a light noun
  of the verb behind, if both make a frame («خانه را در شهر [تخریب] و پول را غصب کرد»).
* "light noun before a marked object": what stands behind a preposition that it selects and before «و» and a marked
  object is no object but another light noun («با دشمن [مبارزه] و شکست را بر او تحمیل کرد»).
* "light noun inside the subject": a noun with the indefinite ending that makes a frame with the verb and has the
  preposition which that selects is no attribute of the subject («این حادثه [ارتباطی] با سد ندارد»).
* "genitive of a light adjective": an adjective whose frame takes a genitive has it behind it, so no other word
  there is the light noun («خواستار [بازخواست] وزیر شد»).
* "object before another light noun": of two light nouns the one with its verb that takes a direct object leaves the
  other to be that object («به برگزیدگان [نشان دولتی] اعطا کرد»).
* "preverb before its auxiliary": «باز» before «خواهد گشت» is no adjective but the preverb of «بازگشتن».
* "beside somebody": «همراه» and somebody right before «شدن» is whom the subject joins («مردم [همراه] زائران شدند»).
* "who does what is done": «توسط» behind an event that is carried out names who does so («حمله [توسط ارتش] انجام شد»).
* "idiom inside the object": what makes a transitive idiom with the verb behind it is no attribute of the object («فرصتی
  [در اختیار ما] گذاشت»).
* "event before the base of its verb": what «مورد» or «تحت» and «قرار» enclose is of that verb («از سوی دشمن [مورد
  تهدید] قرار گرفت»).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from kg.extract.complements import complement_of
from kg.extract.framed import LIGHT, frame_with
from kg.extract.predicate import infinitives, with_preverb
from kg.extract.straight import Pass
from kg.extract.tree import Tree
from kg.model import Word
from kg.persian.frames import Frame, load_frames
from kg.persian.letters import YEH
from kg.persian.lexicon import BECOME, COPULA, DO, EZAFE, RA, word_class

_NOMINAL = ("NOUN", "PROPN", "ADJ")


def _beside(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for verb in tree.verbs:
        noun = _before(tree, verb)
        if noun is None or not _makes_frame(noun, verb) or noun.deprel == "compound:lvc":
            continue
        if _ends_subject(tree, noun) and _says(verb):
            continue  # «مقام معظم [رهبری] فرمودند»
        if (before := _indefinite_before(tree, noun, verb)) is not None:
            changes[before.id] = replace(before, head=verb.id, deprel="compound:lvc", upos="NOUN")
            continue  # «[قصدی] برای گسترش درگیری ندارد»
        others = [one for one in tree.dependents(verb.id, *LIGHT) if one.id < noun.id]
        taken = [one for one in others if one.deprel == "compound:lvc" and one.id > 1]
        if any(noun.head == one.id or _joined(tree, one, noun) for one in others):
            continue
        if any((other := frame_with(one, verb)) and not _leaves_object(tree, verb, other) for one in others):
            continue
        if noun.head != verb.id or taken:
            changes[noun.id] = replace(noun, head=verb.id, deprel="compound:lvc")
            changes |= {one.id: _as_genitive(tree, one) for one in taken}
    return changes


def _indefinite_before(tree: Tree, noun: Word, verb: Word) -> Word | None:
    """The indefinite noun that makes a frame with the verb, where the noun beside that ends a phrase behind it."""
    opened = tree.opened(noun.id) if noun.deprel == "nmod" else []
    phrase = next((one for one in opened if tree.marker(one.id)), None)
    start = tree.subtree(phrase.id)[0] if phrase is not None else 1
    before = tree.word(start - 1) if start > 1 else noun
    light = before is not noun and before.upos in ("NOUN", "ADJ") and tree.fold(before.id).endswith(YEH)
    return before if light and not tree.marker(before.id) and frame_with(before, verb) is not None else None


def _ends_subject(tree: Tree, noun: Word) -> bool:
    return noun.deprel == "nmod" and noun.head > 0 and tree.word(noun.head).deprel == "nsubj"


def _says(verb: Word) -> bool:
    frames = (load_frames().get(infinitive) for infinitive in infinitives(verb))
    return any(frame is not None and frame.kind == "say" for frame in frames)


def _behind_adverb(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for verb in tree.verbs:
        for first in tree.dependents(verb.id, "compound:lvc"):
            noun = next((one for one in tree.dependents(first.id, "nmod", "amod") if one.id == first.id + 1), None)
            if noun is None or tree.marker(first.id) or _makes_frame(first, verb) or not _makes_frame(noun, verb):
                continue
            if noun.id < len(tree) and tree.word(noun.id + 1).upos == "CCONJ":
                changes[noun.id] = replace(noun, head=verb.id, deprel="compound:lvc")
                changes[first.id] = replace(first, deprel="advmod")
    return changes


def _first_of_two(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for joint in tree.sentence.words[1:]:
        verb = next((one for one in tree.sentence.words[joint.id :] if one.upos == "VERB"), None)
        noun = tree.word(joint.id - 1)
        if joint.upos != "CCONJ" or verb is None or noun.upos not in ("NOUN", "ADJ") or noun.deprel == "compound:lvc":
            continue
        start = max((one.id for one in tree.sentence.words[: noun.id - 1] if one.upos in ("VERB", "SCONJ")), default=0)
        both = _is_marked_between(tree, start, noun.id) and _is_marked_between(tree, joint.id, verb.id)
        if not both or tree.marker(noun.id) or not _makes_frame(noun, verb):
            continue
        changes[noun.id] = replace(noun, head=verb.id, deprel="compound:lvc")
        for other in tree.dependents(noun.id, "conj"):
            behind = tree.subtree(other.id)[-1] + 1
            if behind < verb.id and tree.is_object_marker(behind):
                marker = tree.word(behind)
                changes[other.id] = replace(other, head=verb.id, deprel="obj")
                changes[marker.id] = replace(marker, head=other.id)
    return changes


def _before_marked(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for noun in tree.related("obj"):
        verb = tree.word(noun.head) if noun.head > noun.id else noun
        behind = [one for one in tree.dependents(noun.id, "conj") if tree.precedes_marker(one.id)]
        frame = frame_with(noun, verb) if verb.upos == "VERB" and len(behind) == 1 else None
        if frame is None or tree.marker(noun.id) or tree.word(noun.id + 1).upos != "CCONJ":
            continue
        before = [one for one in tree.dependents(verb.id, "obl", "obl:arg") if tree.subtree(one.id)[-1] == noun.id - 1]
        if RA in frame.targets or not any(tree.marker(one.id) in frame.targets for one in before):
            continue
        marker = next(one for one in tree.sentence.words[behind[0].id :] if tree.is_object_marker(one.id))
        changes[noun.id] = replace(noun, deprel="compound:lvc")
        changes[behind[0].id] = replace(behind[0], head=verb.id, deprel="obj")
        changes[marker.id] = replace(marker, head=behind[0].id)
    return changes


def _is_marked_between(tree: Tree, first: int, last: int) -> bool:
    return any(map(tree.is_object_marker, range(first + 1, last)))


def _leaves_object(tree: Tree, verb: Word, frame: Frame) -> bool:
    """«مجوز عبور [صادر] کرد»: the verb has a direct object, and the frame of the other noun takes none."""
    return RA not in frame.targets and any(complement_of(tree, one).is_object for one in tree.dependents(verb.id))


def _before(tree: Tree, verb: Word) -> Word | None:
    """The bare noun or adjective right before a verb, its auxiliaries and closing quotes passed over."""
    at = verb.id - 1
    while at > 0 and (tree.word(at).head == verb.id and tree.word(at).upos in ("AUX", "PUNCT")):
        at -= 1
    word = tree.word(at) if at > 0 else None
    if word is None or word.upos not in ("NOUN", "ADJ") or tree.marker(word.id):
        return None
    return word


def _makes_frame(noun: Word, verb: Word) -> bool:
    """Whether the noun as it stands makes a frame with the verb, or the passive of one."""
    frames = load_frames()
    for infinitive in infinitives(verb):
        if infinitive == COPULA:
            continue
        own = frames.get(f"{noun.form} {infinitive}")
        active = frames.get(f"{noun.form} {DO}") if infinitive == BECOME else None
        if own is not None or (active is not None and RA in active.targets):
            return True
    return False


def _as_genitive(tree: Tree, word: Word) -> Word:
    return replace(word, head=word.id - 1, deprel="nmod") if tree.word(word.id - 1).upos in _NOMINAL else word


def _genitives(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for verb in tree.verbs:
        light = [one for one in tree.dependents(verb.id, *LIGHT) if one.id < verb.id and not tree.marker(one.id)]
        for adjective, other in pairwise(light):
            frame = frame_with(adjective, verb)
            if frame is not None and EZAFE in frame.targets and not _joined(tree, adjective, other):
                changes[other.id] = _as_genitive(tree, other)
    return changes


def _joined(tree: Tree, one: Word, other: Word) -> bool:
    """«خانه را [بازرسی] و متهم را [بازداشت] کرد»: a conjunction between two light nouns; each is one."""
    return any(tree.word(at).upos in ("CCONJ", "VERB") for at in range(one.id, other.id))


def _two_light(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for verb in tree.verbs:
        light = [one for one in tree.dependents(verb.id, "compound:lvc") if one.id < verb.id]
        frame = frame_with(light[-1], verb) if len(light) == 2 else None
        objects = (child for child in tree.dependents(verb.id) if complement_of(tree, child).is_object)
        if frame is None or RA not in frame.targets or any(objects) or _joined(tree, light[0], light[1]):
            continue
        if light[0].upos == "NOUN" and not tree.marker(light[0].id) and frame_with(light[0], verb) is None:
            changes[light[0].id] = replace(light[0], deprel="obj")
    return changes


def _in_subject(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    indefinite = (word for word in tree.related("amod", "nmod") if word.form.endswith(YEH) and 0 < word.head < word.id)
    for noun in indefinite:
        whole = tree.word(noun.head)
        verb = tree.word(whole.head) if whole.deprel in ("nsubj", "obj") and whole.head > noun.id else whole
        if verb.upos != "VERB" or tree.marker(noun.id) or tree.subtree(whole.id)[-1] + 1 != verb.id:
            continue
        frame = frame_with(noun, verb) if not tree.dependents(verb.id, *LIGHT) else None
        if frame is None or RA in frame.targets:
            continue
        selected = [one for one in tree.dependents(noun.id) if tree.marker(one.id) in frame.targets]
        subject = whole.deprel == "nsubj" or not tree.dependents(verb.id, "nsubj", "nsubj:pass")
        if selected and subject:
            changes[noun.id] = replace(noun, head=verb.id, deprel="compound:lvc", upos="NOUN")
            changes[whole.id] = replace(whole, deprel="nsubj")
            changes |= {one.id: replace(one, head=verb.id, deprel="obl:arg") for one in selected}
    return changes


def _heading(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for verb in tree.related("conj"):
        noun = tree.word(verb.head) if 0 < verb.head < verb.id else verb
        if verb.upos != "VERB" or noun.upos not in ("NOUN", "ADJ") or tree.dependents(noun.id, "cop", "aux"):
            continue
        joined = tree.word(noun.id + 1).upos == "CCONJ" and not tree.marker(noun.id)
        other = any(_makes_frame(one, verb) for one in tree.dependents(verb.id, *LIGHT))
        of_clause = noun.deprel in ("root", "ccomp", "acl", "advcl", "conj", "parataxis")
        if not (joined and other and of_clause and _makes_frame(noun, verb)):
            continue
        changes[verb.id] = replace(verb, head=noun.head, deprel=noun.deprel)
        changes[noun.id] = replace(noun, head=verb.id, deprel="compound:lvc")
        moved = (one for one in tree.dependents(noun.id) if one.id != verb.id)
        changes |= {one.id: replace(one, head=verb.id) for one in moved if one.deprel not in ("amod", "nmod", "case")}
    return changes


def _idiom_in_object(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for verb in tree.verbs:
        if verb.id < 4 or tree.word(verb.id - 1).head == verb.id:
            continue
        opened = [one for one in tree.opened(verb.id - 1) if one.deprel == "nmod" and tree.marker(one.id)]
        if not opened:
            continue
        idioms = (found for one in infinitives(verb) for found in load_frames().idioms(one))
        made = {words for words, frame in idioms if RA in frame.targets}
        noun = next((one for one in opened if tree.folded[one.id - 2 : one.id] in made), None)
        above = list(tree.ancestors(noun.id)) if noun is not None else []
        if noun is not None and any(one.deprel == "obj" and one.head == verb.id for one in above):
            changes[noun.id] = replace(noun, head=verb.id, deprel="obl:arg")
    return changes


def _before_base(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for base in tree.related("compound:lvc"):
        verb = tree.word(base.head) if base.head == base.id + 1 else base
        if verb is base or tree.fold(base.id) not in word_class("verb-base") or base.id < 3:
            continue
        opened = tree.opened(base.id - 1)
        noun = next((one for one in opened if tree.marker(one.id) in word_class("enclosed-marker")), None)
        if noun is not None and noun.deprel == "nmod" and tree.subtree(noun.id)[-1] == base.id - 1:
            changes[noun.id] = replace(noun, head=verb.id, deprel="obl:arg")
    return changes


def _beside_somebody(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for beside in tree.related("case"):
        noun = tree.word(beside.head) if beside.head > beside.id else beside
        verb = tree.word(noun.head) if noun.head > noun.id else noun
        joins = verb.upos == "VERB" and any(one in (BECOME, *word_class("becoming")) for one in infinitives(verb))
        alone = tree.marker(noun.id) in word_class("beside") and not tree.dependents(verb.id, *LIGHT)
        if joins and alone and tree.subtree(noun.id)[-1] == verb.id - 1:
            changes[beside.id] = replace(beside, head=verb.id, deprel="xcomp", upos="ADJ")
            changes[noun.id] = replace(noun, head=beside.id, deprel="obl:arg")
    return changes


def _agents(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for agent, _, verb in tree.inside("nsubj", "nsubj:pass"):
        light = tree.dependents(verb.id, "compound:lvc")
        done = any(tree.fold(one.id) in word_class("done-noun") for one in light)
        if done and tree.marker(agent.id) in word_class("doer-marker"):
            changes[agent.id] = replace(agent, head=verb.id, deprel="obl:arg")
    return changes


def _preverbs(tree: Tree) -> dict[int, Word]:
    changes = dict[int, Word]()
    for auxiliary in tree.related("aux"):
        verb = tree.word(auxiliary.head) if auxiliary.head > auxiliary.id > 1 else auxiliary
        before = tree.word(auxiliary.id - 1) if auxiliary.id > 1 else auxiliary
        if verb is not auxiliary and before.head == verb.id and before.deprel in LIGHT and with_preverb(tree, verb.id):
            changes[before.id] = replace(before, deprel="advmod", upos="ADV")
    return changes


PASSES = (
    Pass("preverb before its auxiliary", _preverbs),
    Pass("beside somebody", _beside_somebody, "beside"),
    Pass("who does what is done", _agents, "done-noun"),
    Pass("light noun that heads its verb", _heading),
    Pass("light noun beside its verb", _beside),
    Pass("light noun behind an adverb", _behind_adverb),
    Pass("light noun of the first of two objects", _first_of_two, "object-marker"),
    Pass("light noun before a marked object", _before_marked, "object-marker"),
    Pass("genitive of a light adjective", _genitives),
    Pass("object before another light noun", _two_light),
    Pass("light noun inside the subject", _in_subject),
    Pass("idiom inside the object", _idiom_in_object),
    Pass("event before the base of its verb", _before_base),
)
