"""The predicates of a sentence: which words make one, its infinitive, frame and voice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.complements import THOUGHT, is_time
from kg.extract.joint import elided, in_passive, side_by_side
from kg.extract.pattern import Binding, Pattern, patterns_for
from kg.extract.predicate import (
    Predicate,
    auxiliaries,
    citations,
    event_frame,
    form_of,
    infinitives,
    is_body,
    is_impersonal,
    is_infinitive,
    light_frame,
    with_preverb,
)
from kg.extract.surface import behind_object, idiom
from kg.extract.tree import Tree
from kg.model import Word
from kg.persian.frames import Frame, Frames
from kg.persian.letters import fold
from kg.persian.lexicon import BECOME, DO, EZAFE, OF, RA, marker_roles, word_class
from kg.persian.verbs import analyses

_OF_PASSIVE = ("xcomp", "compound:lvc", "compound", "ccomp", "advcl")
"""How parsers hang a participle from its «شد»."""
_REACH = 12
"""How many words before its second part the first part of a preposition is looked for."""


def find_predicates(tree: Tree, frames: Frames) -> list[Predicate]:
    """All verbal predicates of the sentence, in order of their verbs."""
    found: list[Predicate] = []
    taken: set[int] = set()
    for word in tree.sentence.words:
        if word.id in taken or not may_predicate(tree, word) or _is_light_noun(tree, word, frames):
            continue
        predicate = _read(tree, word, frames)
        if predicate is None:
            continue
        inside = [one for one in found if one.kind == "nominal" and one.members < predicate.members]
        if not (predicate.members - {predicate.head}) & taken.difference(*(one.members for one in inside)):
            found = [*(one for one in found if one not in inside), predicate]
            taken |= predicate.members
    found = [part for predicate in found for part in side_by_side(tree, frames, predicate)]
    more = elided(tree, frames, found)
    first = {one.verb: min(other.since for other in more if other.verb == one.verb) for one in more}
    found = [_until(one, first.get(one.verb, 0)) for one in found]
    found = in_passive(tree, [_active(tree, frames, one, found) for one in (*found, *more)])
    return sorted(found, key=lambda predicate: predicate.head)


def _active(tree: Tree, frames: Frames, predicate: Predicate, others: Sequence[Predicate]) -> Predicate:
    """«پهپاد را شناسایی و با آن درگیر شدند»: with a marked object a light noun before «و» wants «کردند», not «شدند»."""
    form, noun = predicate.form, predicate.noun
    if noun is None or form is None or form.infinitive != BECOME or predicate.verb is None:
        return predicate
    joined = any(one.verb == predicate.verb and (one.noun or 0) > noun for one in others)
    objects = (one.id for one in tree.dependents(predicate.verb, "obj") if tree.is_marked(one.id))
    if not joined or not any(predicate.since < one < noun for one in objects):
        return predicate
    frame = light_frame(tree.word(noun), [DO], frames)
    lemma = frame.lemma if frame is not None else f"{tree.word(noun).form} {DO}"
    return replace(predicate, voice="active", lemma=lemma, frame=frame)


def _until(predicate: Predicate, end: int) -> Predicate:
    """The predicate whose complements end at a light noun behind its own; as it is where there is none."""
    return replace(predicate, until=end) if end and (predicate.noun or 0) <= end else predicate


def _is_light_noun(tree: Tree, word: Word, frames: Frames) -> bool:
    """«بازداشت» right before «شد» is a noun, though taggers may call it a verb."""
    if word.upos != "VERB" or word.head != word.id + 1:
        return False
    light = {form.infinitive for form in analyses(tree.word(word.head).form)} & set(word_class("light-verb"))
    return bool(light) and frames.get(f"{word.form} {DO}") is not None


def _is_gone_by(tree: Tree, word: Word) -> bool:
    """«در ۲۴ ساعت [گذشته]»: an adjective, though taggers may call it a verb."""
    before = tree.word(word.id - 1) if word.id > 1 else None
    gone = tree.fold(word.id) in word_class("gone-by") and not tree.dependents(word.id, "aux", "aux:pass")
    return gone and before is not None and is_time(tree, before.id)


def _reaches(tree: Tree, word: Word) -> bool:
    """«از مدرسه‌ها [گرفته] تا بیمارستان‌ها»: a preposition in two parts."""
    if tree.fold(word.id) not in word_class("reaching-from") or word.id == len(tree):
        return False
    opened = OF in tree.folded[max(0, word.id - _REACH) : word.id]
    return opened and tree.fold(word.id + 1) in word_class("until")


def _is_let_alone(tree: Tree, word: Word) -> bool:
    """«به یک نفر هم نمی‌رسد، [چه رسد] به هزار نفر»: a conjunction."""
    return word.id > 1 and f"{tree.fold(word.id - 1)} {tree.fold(word.id)}" in word_class("let-alone")


def may_predicate(tree: Tree, word: Word) -> bool:
    """Whether patterns are tried on a word: a verb that is not part of another, or a noun with a verb below it."""
    if _is_gone_by(tree, word) or _reaches(tree, word) or _is_let_alone(tree, word):
        return False
    if word.upos == "VERB":
        free = word.deprel not in ("aux", "aux:pass", "cop", "fixed")
        verbal = bool(analyses(word.form)) and not _is_modifier(tree, word)
        return free and verbal and not _is_passive_participle(tree, word)
    if word.upos == "AUX":
        return word.deprel not in ("aux", "cop", "aux:pass") or word.head == 0
    if word.upos in ("NOUN", "ADJ"):
        carriers = tree.dependents(word.id, "cop", "aux", "aux:pass", "compound", "compound:lv")
        return any(analyses(child.form) for child in carriers) or is_infinitive(word)
    return False


def _is_modifier(tree: Tree, word: Word) -> bool:
    """«حملهٔ سازمان یافته ارتش»: a participle right before a noun, with no auxiliary, subject or «که», modifies."""
    if word.id == len(tree) or not all(form.tense == "participle" for form in analyses(word.form)):
        return False
    if any(subject.id < word.id for subject in tree.dependents(word.id, "nsubj", "mark")):
        return False
    behind = tree.word(word.id + 1)
    return behind.upos in ("NOUN", "PROPN", "ADJ") and not tree.dependents(word.id, "aux", "aux:pass")


def _is_passive_participle(tree: Tree, word: Word) -> bool:
    """«ساخته» in «ساخته شد» belongs to the predicate of its auxiliary."""
    if not word.head or not any(form.tense == "participle" for form in analyses(word.form)):
        return False
    above = any(form.infinitive == BECOME for form in analyses(tree.word(word.head).form))
    hangs = word.deprel in _OF_PASSIVE and word.id < word.head
    return above and hangs and _leads(tree, word.id, word.head)


def _leads(tree: Tree, participle: int, verb: int) -> bool:
    """Whether a participle is that of a passive behind it: no auxiliary of its own, no subject of the verb between."""
    own = any(analyses(one.form) for one in tree.dependents(participle, "aux"))
    return not own and not any(participle < one.id < verb for one in tree.dependents(verb, "nsubj", "nsubj:pass"))


def _read(tree: Tree, word: Word, frames: Frames) -> Predicate | None:
    found = idiom(tree, word, frames) or _idiom_in_passive(tree, word, frames) or behind_object(tree, word, frames)
    if found:
        return found
    for pattern in patterns_for(word.form, word.upos):
        for bound in pattern.match(tree, word.id):
            predicate = build(tree, pattern, bound, frames)
            if predicate:
                return predicate
    return None


def _idiom_in_passive(tree: Tree, verb: Word, frames: Frames) -> Predicate | None:
    """«پل به آتش کشیده شد»: an idiom whose verb is the participle of a passive."""
    for participle in tree.dependents(verb.id, *_OF_PASSIVE) if verb.upos == "VERB" else ():
        found = idiom(tree, participle, frames) if _is_passive_participle(tree, participle) else None
        if found is not None and found.frame is not None and RA in found.frame.targets:
            members = found.members | {verb.id} | auxiliaries(tree, [verb.id])
            return replace(
                found, head=verb.id, members=members, voice="passive", form=form_of(tree, verb.id), verb=verb.id,
            )
    return None


def build(tree: Tree, pattern: Pattern, bound: Binding, frames: Frames) -> Predicate | None:
    """The predicate of a match, None when what the pattern `needs` does not hold."""
    named = None if _is_some_deed(tree, bound.get("noun")) else _named(tree, pattern, bound, frames)
    if named is None or not _holds(tree, pattern, bound, frames, *named):
        return None
    lemma, frame = named
    voice = "passive" if _is_done_by(tree, bound, frame) else pattern.voice
    carrier = bound.get("verb", bound[pattern.slots[0].name])
    return Predicate(
        head=bound[pattern.slots[0].name],
        members=frozenset(bound.values()) | auxiliaries(tree, bound.values()),
        lemma=frame.lemma if frame and voice == "passive" else lemma,
        frame=frame,
        voice=voice,
        rule=pattern.name,
        kind="nominal" if is_infinitive(tree.word(carrier)) else "verbal",
        form=form_of(tree, carrier),
        verb=carrier,
        noun=bound.get("noun", bound.get("adjective")),
    )


def _named(tree: Tree, pattern: Pattern, bound: Binding, frames: Frames) -> tuple[str, Frame | None] | None:
    """The infinitive of a match and its frame, of several infinitives the first that the table knows."""
    lemmas = _of_persons(tree, bound, lemmas_of(tree, pattern, bound))
    if pattern.needs == "event":
        lemmas = _event_lemmas(tree.word(bound["noun"]), lemmas, frames)
    if not lemmas:
        return None
    if pattern.needs == "transitive":
        lemmas += [f"{lemma.removesuffix(DO)}{verb}" for lemma in lemmas for verb in sorted(word_class("passive-of"))]
    known = [(lemma, found) for lemma in lemmas if (found := frames.get(lemma)) is not None]
    if pattern.needs == "transitive":
        known.sort(key=lambda pair: RA not in pair[1].targets)
    if known:
        return known[0]
    return lemmas[0], _like(lemmas, frames) if pattern.needs == "light" else None


def _holds(
    tree: Tree, pattern: Pattern, bound: Binding, frames: Frames, lemma: str, frame: Frame | None
) -> bool:
    """Whether what the pattern `needs` is there, and no word of the match is a subject or another's participle."""
    if frame is not None and (frame.kind == "say" or _has_object(tree, bound)) and _is_subject(tree, bound):
        return False
    carried = tree.word(bound["participle"]) if pattern.voice == "passive" and "participle" in bound else None
    if carried is not None and carried.head in bound.values() and not _leads(tree, carried.id, carried.head):
        return False
    match pattern.needs:
        case "frame":
            return frame is not None
        case "complete":
            return frame is not None or not _takes(tree, bound["adjective"])
        case "genitive":
            return _has_genitive(tree, bound["noun"], frame)
        case "light":
            return frame is not None or lemma.split()[-1] not in word_class("full-verb")
        case "transitive":
            return _may_be_passive(tree, bound, frame, frames)
    return True


def _is_some_deed(tree: Tree, noun: int | None) -> bool:
    """«[چنین کاری] نکرد» is what he did not do, «کار کرد» that he worked."""
    return noun is not None and tree.fold(noun) in word_class("deed-noun") and bool(tree.dependents(noun, "det"))


def _is_subject(tree: Tree, bound: Binding) -> bool:
    """«[خبر سیل] به شهر رسید»: the one subject of its verb, with a genitive of its own, is no light noun."""
    noun = tree.word(bound.get("noun", 0) or bound["verb"])
    if noun.deprel != "nsubj" or len(tree.dependents(noun.head, "nsubj")) > 1:
        return False
    return any(one.id > noun.id and not tree.marker(one.id) for one in tree.dependents(noun.id, "nmod", "flat:name"))


def _has_object(tree: Tree, bound: Binding) -> bool:
    """«[ادامه بازداشت] تبعات خواهد داشت»: whether a verb has an object besides what may be its light noun."""
    return any(child.id != bound.get("noun") for child in tree.dependents(bound["verb"], "obj"))


def _takes(tree: Tree, adjective: int) -> bool:
    """«این را [نشان‌دهندهٔ رویکرد تازه] می‌دانند»: whether the adjective has a phrase behind it."""
    return any(one.id > adjective for one in tree.dependents(adjective, "obl:arg", "nmod"))


def _has_genitive(tree: Tree, noun: int, frame: Frame | None) -> bool:
    """Whether a noun has the genitive that its frame takes as target («[جلوی ورود] را گرفت»)."""
    behind = (one for one in tree.dependents(noun, "nmod", "flat:name") if one.id > noun and not tree.marker(one.id))
    if frame is None:
        return False
    if frame.kind == "ask":
        behind = (one for one in behind if one.id == noun + 1)  # «درخواست [الحاق] را داد»
    # «اجازهٔ [ورود] را داد», «انتظار [آتش‌بس] را دارد»: what is allowed or thought of
    thought = frame.kind in (*THOUGHT, "ask") and RA not in frame.targets[:1]
    return any(EZAFE in frame.targets or (thought and one.upos != "PRON") for one in behind)


def _of_persons(tree: Tree, bound: Binding, lemmas: list[str]) -> list[str]:
    """«یک سرباز را بکشد» kills him, though the form is one of «کشیدن» too: what is done to persons comes first."""
    persons = [lemma for lemma in lemmas if fold(lemma) in word_class("person-verb")]
    if not persons or len(lemmas) < 2:
        return lemmas
    objects = [child for number in bound.values() for child in tree.dependents(number, "obj")]
    others = [lemma for lemma in lemmas if lemma not in persons]
    done = any(child.upos == "PRON" or tree.is_person(child.id) for child in objects)
    things = any(child.xpos is not None for child in objects) and not done
    return [*persons, *others] if done else [*others, *persons] if things else lemmas


def _is_done_by(tree: Tree, bound: Binding, frame: Frame | None) -> bool:
    """«پل توسط ارتش در حال بازسازی است», «پرونده در حال پیگیری است»: what is under way names its agent, or is said of a
    thing that acts on nothing, so its subject is the patient.
    """
    if "state" not in bound or frame is None or RA not in frame.targets:
        return False
    below = [child for number in bound.values() for child in tree.dependents(number, "obl", "obl:arg")]
    agents = (child for child in below if marker_roles().get(tree.marker(child.id) or "") == "agent")
    return any(agents) or _is_thing_only(tree, bound)


def _is_thing_only(tree: Tree, bound: Binding) -> bool:
    """Whether the subject is no person, body or name, and neither an object nor a genitive says what it acts on."""
    subjects = [child for number in bound.values() for child in tree.dependents(number, "nsubj")]
    objects = (child for number in bound.values() for child in tree.dependents(number, "obj"))
    done = bound.get("infinitive") or bound["noun"]
    genitives = (one for one in tree.dependents(done, "nmod", "conj") if one.id not in bound.values())
    if len(subjects) != 1 or any(objects) or any(genitives):
        return False
    word = subjects[0]
    thing = tree.is_thing(word.id) and not (word.ner or "").endswith(("ORG", "LOC"))
    return thing and not is_body(word)


def _event_lemmas(noun: Word, done: Sequence[str], frames: Frames) -> list[str]:
    """The infinitive of which a noun names the event («سرایت»), else the first the table knows of what is `done`."""
    event = event_frame(noun, frames)
    return [event.lemma] if event is not None else [lemma for lemma in done if frames.get(lemma)][:1]


def _like(lemmas: Sequence[str], frames: Frames) -> Frame | None:
    """«نیرو اعزام داشت» takes what «اعزام کردن» takes, where no row of its own says otherwise, «یورش کردن» what
    «یورش بردن» takes.
    """
    parted = [lemma.rpartition(" ") for lemma in lemmas]
    doing = (DO, *sorted(word_class("doing-verb")))
    same = (frames.get(f"{noun} {other}") for noun, _, verb in parted if fold(verb) in doing for other in doing)
    return next((frame for frame in same if frame is not None and frame.kind == "act"), None)


def _may_be_passive(tree: Tree, bound: Binding, frame: Frame | None, frames: Frames) -> bool:
    """«ثبت شد» is the passive of a transitive frame, or of a verbal noun that no frame of its own claims.

    «وارد شد» is an act with a frame of its own, though «وارد کرد» is transitive.
    """
    noun = tree.word(bound["noun"])
    own = light_frame(noun, [BECOME], frames)
    if own is not None and own.kind in ("act", "intend", "happen", "perceive"):
        return False
    if frame is not None:
        return RA in frame.targets or is_impersonal(frame)
    return noun.upos != "ADJ" and noun.deprel == "compound:lvc" and own is None


def lemmas_of(tree: Tree, pattern: Pattern, bound: Binding) -> list[str]:
    """All spellings of the infinitive that a binding may have, the plainest first."""
    found = [""]
    options: Sequence[str]
    for part in pattern.lemma:
        name, _, feature = part.partition(".")
        if name not in bound and not feature:
            options = [] if name.isascii() else [part]
        elif feature == "marker":
            options = [tree.marker(bound[name]) or ""]
        elif name in ("verb", "participle"):
            options = with_preverb(tree, bound[name]) or infinitives(tree.word(bound[name]))
        else:
            options = citations(tree.word(bound[name]))
        found = [f"{left} {right}".strip() for left in found for right in options or [""]]
    return found
