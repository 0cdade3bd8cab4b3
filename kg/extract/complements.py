"""What hangs from a predicate: complements with their markers, and the frame's choice among them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from kg.extract.phrases import NOMINAL, date_ends
from kg.extract.predicate import Predicate, citations_of, event_frame, is_body
from kg.extract.tree import Tree
from kg.model import Mention, Word
from kg.persian.frames import load_frames
from kg.persian.letters import fold
from kg.persian.lexicon import ABOUT, AGAINST, COPULA, EZAFE, IN, RA, TO, WITH, marker_roles, word_class

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
OF_PERSONS = frozenset({"say", "ask", "promise", "allow", "threaten", "think", "intend"})
"""Kinds of predicates that only persons and bodies are subjects of."""
THOUGHT = frozenset({"allow", "think", "promise"})
"""Kinds of predicates whose light noun may have what is thought of as genitive («انتظار [آتش‌بس] را دارد»)."""
_OF_TIMES = frozenset({"copula", "happen"})
"""Kinds of predicates that a time may be the subject of."""
_COMPLEMENTS = frozenset({"obj", "obl", "obl:arg", "nmod", "iobj", "xcomp", "dep", "advmod", "obl:tmod"})


class Complement(NamedTuple):
    """A phrase below a predicate: its head word, its preposition and how it hangs.

    `marker` is the folded preposition, compound ones whole («در برابر»), `RA` for a marked object,
    `EZAFE` for the genitive of a light noun, None for a bare phrase.
    """

    head: int
    marker: str | None
    relation: str
    of_noun: bool = False

    @property
    def is_object(self) -> bool:
        """A direct object, marked or bare."""
        return self.marker == RA or (self.relation in ("obj", "iobj") and self.marker is None)


def subject_heads(tree: Tree, predicate: Predicate) -> list[int]:
    """The overt subject, empty when there is none; a marked object is never one, nor a time that of a deed."""
    acts = predicate.frame is not None and predicate.frame.kind not in _OF_TIMES and not predicate.passive
    if predicate.kind == "nominal" and tree.dependents(predicate.head, "cop"):
        return []  # «[اولویت امروز] جلب اعتماد مردم است»: what it is, not who does it
    found = [
        word
        for at in sorted(predicate.members)
        for word in tree.dependents(at, *_SUBJECTS)
        if word.id not in predicate.members and word.upos in NOMINAL and not tree.is_marked(word.id)
        and tree.fold(word.id) not in word_class("never-subject")
        and not (acts and is_time(tree, word.id))
    ]
    if len(found) > 1:  # «صد نفر خارج و [دویست نفر] وارد شدند»: each light noun has the subject before it
        found = [one for one in found if predicate.since < one.id < (predicate.until or len(tree) + 1)] or found
    if len(found) > 1 and predicate.form is not None and predicate.form.person == 3:
        found = [one for one in found if one.feat("Person") not in ("1", "2")] or found  # «من [مشکلی] برایم پیش آمد»
    if len(found) > 1 and predicate.frame is not None and predicate.frame.kind in OF_PERSONS:
        # «یک تماس تلفنی، [نتانیاهو] از او خواست …»
        found.sort(key=lambda word: not (word.upos == "PROPN" or tree.is_person(word.id)))
    return [word.id for word in found[:1]]


def complements(tree: Tree, predicate: Predicate) -> list[Complement]:
    """All complements of the predicate's words in order of the sentence, subjects not among them."""
    found = []
    for at in sorted(predicate.members):
        of_noun = at == predicate.noun
        for word in tree.dependents(at):
            if word.id in predicate.members or not _is_complement(tree, word, of_noun):
                continue
            found.append(complement_of(tree, word, of_noun))
    found.sort(key=lambda complement: complement.head)
    if predicate.until:
        return [c for c in found if c.head < predicate.until or c.head > (predicate.verb or predicate.head)]
    if not predicate.since:
        return found
    cited = [c for c in found if role_of(tree, c) == "source"]
    own = [c for c in found if c.head > predicate.since or (c in cited and c.head < predicate.since)]
    if own == cited:  # «ناتو این نقش را رد و [تأکید می‌کند] که …»: what it stresses is the clause
        says = predicate.frame is not None and predicate.frame.kind == "say"
        return cited if says and tree.dependents(predicate.verb or predicate.head, "ccomp") else found
    wanted = predicate.frame.targets if predicate.frame is not None and predicate.frame.kind != "say" else ()
    preferred = wanted[: wanted.index(RA)] if RA in wanted else wanted
    if RA in wanted and not any(c.is_object or c.marker in preferred for c in own):
        own = [*(c for c in found if c.is_object), *own]
    elif wanted and not any(answers(c, marker) for c in own for marker in wanted):
        own = [*(c for c in found if c not in own and c.marker == wanted[0]), *own]
    agents = [c for c in found if predicate.passive and marker_roles().get(c.marker or "") == "agent"]
    return own if any(c in own for c in agents) else [*agents[-1:], *own]


def outside(tree: Tree, found: tuple[Complement, ...], spans: Iterable[Mention]) -> tuple[Complement, ...]:
    """The complements whose heads lie in none of the spans: a genitive taken by a phrase is no complement."""
    taken = [(one.start, one.end) for one in spans if tree.holds(one)]
    places = {complement.head: tree.word(complement.head).start for complement in found}
    return tuple(c for c in found if not any(start <= places[c.head] < end for start, end in taken))


def _is_complement(tree: Tree, word: Word, of_noun: bool) -> bool:
    if word.deprel in _SUBJECTS:
        return tree.is_marked(word.id)
    if word.deprel not in _COMPLEMENTS or word.upos not in NOMINAL:
        return False
    if word.deprel == "xcomp" and _is_attribute(tree, word):
        return True
    if word.deprel in ("xcomp", "dep", "advmod"):
        return bool(tree.marker(word.id)) and word.upos in ("NOUN", "PROPN", "PRON")
    return not (of_noun and word.deprel in ("obl:tmod",))


def _is_attribute(tree: Tree, word: Word) -> bool:
    """«مجلس طرح را [مغایر با قانون] دانست»: what a marked object is said to be."""
    objects = (one.id for one in tree.dependents(word.head, "obj") if one.id < word.id < word.head)
    return not tree.marker(word.id) and any(map(tree.is_marked, objects))


def complement_of(tree: Tree, word: Word, of_noun: bool = False) -> Complement:
    """A phrase with its marker, compound prepositions whole; `of_noun`: it hangs from a light noun."""
    return _complement(tree, word.id, of_noun)


@lru_cache(maxsize=500)
def _complement(tree: Tree, number: int, of_noun: bool) -> Complement:
    """Kept while it is asked for again and again: a tree does not change."""
    word = tree.word(number)
    if tree.is_marked(word.id):
        return Complement(word.id, RA, "obj", of_noun)
    marker = tree.marker(word.id)
    if marker is None:
        behind = word.id > word.head and word.upos != "ADJ"
        genitive = of_noun and behind and word.deprel in ("nmod", "obj", "obl:arg", "obl")
        return Complement(word.id, EZAFE if genitive else None, word.deprel, of_noun)
    return _inside(tree, word, marker, of_noun)


def _inside(tree: Tree, word: Word, marker: str, of_noun: bool, relation: str | None = None) -> Complement:
    """Open a compound preposition: in «در برابر دولت» the phrase meant is «دولت», in «بر اساس اعلام پلیس» «پلیس»."""
    relation = relation or word.deprel
    if is_determined(tree, word.id):
        return Complement(word.id, marker, relation, of_noun)
    outer = f"{marker} {tree.fold(word.id)}"
    for child in tree.dependents(word.id, "nmod", "obl:arg", "obl", "obj", "flat:name"):
        inner = tree.marker(child.id)
        whole = f"{outer} {inner}" if inner else outer
        whose = child.upos == "PRON" and child.id > word.id + 1  # «در امور داخلی‌اش»
        if child.id > word.id and not whose and whole in marker_roles():
            return _inside(tree, child, whole, of_noun, relation)
    return Complement(word.id, marker, relation, of_noun)


def is_determined(tree: Tree, head: int) -> bool:
    """Whether a noun has a demonstrative («این نشست»), which ends a compound preposition («بر همین اساس»)."""
    return any(tree.fold(word.id) in word_class("demonstrative") for word in tree.dependents(head, "det"))


def choose_target(predicate: Predicate, found: list[Complement], tree: Tree) -> Complement | None:
    """The complement the action is done to: the frame disposes, else object, then selected complement.

    None when there is none.  The agent of a passive is no candidate.
    """
    framed = _of_event(predicate, found) or selected(predicate, found, tree)
    if framed is not None:
        return framed
    free = _candidates(predicate, found, tree)
    objects = [complement for complement in free if complement.is_object]
    if objects:
        return objects[0]
    if predicate.frame is not None and predicate.frame.kind != "act":
        marked = predicate.noun is not None and tree.is_marked(predicate.noun)  # «اجازهٔ [ورود] را داد»
        asked = predicate.frame.kind == "ask" or (marked and predicate.frame.kind in THOUGHT)
        return next((one for one in free if one.marker == EZAFE and asked), None)
    wanted = predicate.frame.targets if predicate.frame is not None else ()
    return _selected([one for one in free if not wanted or one.marker not in word_class("means-marker")])


def _of_event(predicate: Predicate, found: list[Complement]) -> Complement | None:
    """«در حال انتقال [نیرو] به مرز است»: of an event under way the genitive is the direct object."""
    frame, form = predicate.frame, predicate.form
    transitive = frame is not None and frame.targets[:1] == (RA,) and not frame.lemma.endswith(COPULA)
    if not transitive or form is None or form.infinitive != COPULA or predicate.passive:
        return None
    return next((one for one in found if one.marker == EZAFE), None)


def selected(predicate: Predicate, found: list[Complement], tree: Tree) -> Complement | None:
    """The complement that the predicate's frame selects, None when there is none.

    What «را» marks is what an act is done to; of several with one marker the nearest to the verb is selected.
    """
    free = _candidates(predicate, found, tree)
    wanted = predicate.frame.targets if predicate.frame is not None else ()
    acts = predicate.frame is not None and predicate.frame.kind == "act"
    persons = any(one.marker == RA and tree.is_person(one.head) for one in free)  # «مدیران را به صبر توصیه کرد»
    if RA in wanted and (acts or (persons and TO in wanted)):
        wanted = (*(RA for one in free if one.marker == RA), *wanted)
    for marker in wanted:
        for complement in free:
            if marker == WITH and is_means_of_saying(tree, complement.head):
                continue  # «[با تأکید بر سرعت] از ضرورت تغییر سخن گفت»
            if answers(complement, marker) or (marker == EZAFE and _is_genitive(tree, predicate, complement)):
                return complement
    return None


def _is_genitive(tree: Tree, predicate: Predicate, complement: Complement) -> bool:
    """«وارد [آب‌های کشور] شد»: a bare phrase right behind the light noun is its genitive, wherever it hangs."""
    bare = complement.marker is None and complement.relation in ("obl", "obl:arg", "nmod", "xcomp")
    return bare and predicate.noun is not None and tree.subtree(complement.head)[0] == predicate.noun + 1


def _candidates(predicate: Predicate, found: list[Complement], tree: Tree) -> list[Complement]:
    """What may be a target, a marked object first («حاضران را در جریان آخرین تحولات قرار داد»), then by nearness."""
    wanted = predicate.frame.targets if predicate.frame is not None else ()
    times = word_class("deictic-time")
    named = [one for one in found if not is_manner(tree, one) and tree.fold(one.head) not in times]
    free = [one for one in named if not _is_setting(tree, one) or (one.marker == TO and TO in wanted)]
    if not any(one.marker in wanted for one in free):  # «از مراحل سخت عبور کرد»
        free += [one for one in named if one.relation == "obl:arg" and one.marker in wanted[:1] and one not in free]
    carrier = predicate.noun or predicate.head
    return sorted(free, key=lambda one: (one.marker != RA, abs(one.head - carrier), one.head < carrier))


def answers(complement: Complement, wanted: str) -> bool:
    """Whether a complement has the marker that a frame lists, or one that says the same («به سوی» for «به»)."""
    if wanted == RA:
        return complement.is_object
    if wanted == fold(ABOUT):
        return marker_roles().get(complement.marker or "") == "topic"
    role = marker_roles().get(complement.marker or "")
    goal = wanted == TO and role == "goal" and (complement.marker or "").startswith(TO)
    return complement.marker == wanted or goal or (wanted == fold(AGAINST) and role == "opponent")


def _selected(free: list[Complement]) -> Complement | None:
    """Of a predicate no frame knows: its `obl:arg`, opponents and genitives first."""
    opponents = [c for c in free if c.marker and marker_roles().get(c.marker) == "opponent"]
    genitives = [c for c in free if c.marker == EZAFE]
    selected = [c for c in free if c.relation == "obl:arg" and c.marker in word_class("selectable-marker")]
    topics = [c for c in free if c.marker and marker_roles().get(c.marker) == "topic"]
    inside = [c for c in free if c.relation == "obl:arg" and c.marker in word_class("setting-marker")]
    goals = [c for c in free if c.marker and " " in c.marker and marker_roles().get(c.marker) == "goal"]
    for candidates in (opponents, genitives, selected, goals, topics, inside):
        if candidates:
            return candidates[0]
    return None


def _is_setting(tree: Tree, complement: Complement) -> bool:
    """Time phrases and quotations of sources are never targets; nor is «در این میان»."""
    if tree.fold(complement.head) in word_class("amid-noun") and is_determined(tree, complement.head):
        return True
    role = marker_roles().get(complement.marker or "", "")
    if role in ("agent", "source", "cause", "condition", "concession", "capacity"):
        return True
    persons = complement.marker == EZAFE and tree.fold(complement.head) in word_class("person-measure")
    if complement.marker not in (None, RA) and not persons and _is_measure(tree, complement.head):
        return True  # «جان [شش نفر] را گرفت» falls on persons
    return complement.marker in (None, *word_class("setting-marker")) and is_time(tree, complement.head) and (
        complement.relation != "obj"
    )


def is_manner(tree: Tree, complement: Complement) -> bool:
    """«به طور کامل», «با قاطعیت»: how it is done is nobody's target, whatever the verb selects."""
    form = tree.fold(complement.head)
    votes = form in word_class("vote") and bool(tree.dependents(complement.head, "nummod"))  # «با [۱۵۰ رأی موافق]»
    if complement.marker is None:
        return votes or form in word_class("bare-manner-noun")  # «[جور دیگری] عمل کرد»
    degree = form in word_class("degree-noun") and not tree.dependents(complement.head, "nmod")  # «به یک میزان»
    if degree and complement.marker in word_class("until"):
        return True  # «تا چه اندازه»
    if complement.marker == IN and form in word_class("state-noun") and tree.dependents(complement.head, "nmod"):
        return True  # «او را [در حال تمرین] نشان داد»
    return complement.marker in word_class("manner-marker") and (degree or votes or form in word_class("manner-noun"))


def _is_measure(tree: Tree, head: int) -> bool:
    """«به دو هزار نفر رسید»: a quantity is nobody's target; «ده واحد [صنفی]» are things."""
    measured = tree.fold(head) in word_class("measure-noun") and bool(tree.dependents(head, "nummod"))
    return measured and not tree.dependents(head, "amod")


def is_amount(tree: Tree, head: int) -> bool:
    """«صد میلیون دلار», «چند فروند هواپیما»: so much money, so many things; they act on nobody."""
    return tree.fold(head) in word_class("amount-noun") and bool(tree.dependents(head, "nummod", "det"))


def is_means_of_saying(tree: Tree, head: int) -> bool:
    """Whether «با» before a noun tells how something is said («با [تأکید] بر …»), not with whom."""
    return tree.fold(head) in word_class("means-of-saying")


def is_time(tree: Tree, head: int) -> bool:
    """Whether a noun names a time («روز»، «هفتهٔ گذشته»)."""
    word = tree.word(head)
    if tree.fold(head) in word_class("may") and tree.dependents(head, "nummod"):
        return True  # «از ۳ تا ۵ می»
    if tree.fold(head) in word_class("ordinal") and date_ends(tree, head) == head + 1:
        return True  # «در [نهم] اسفندماه»
    if tree.fold(head) in word_class("then") and tree.dependents(head, "det"):
        return True  # «از [آن پس]»
    return not (word.ner or "").endswith("PER") and _names_time(word.form, word.lemma, word.upos)


@lru_cache(maxsize=20_000)
def _names_time(form: str, lemma: str | None, upos: str) -> bool:
    return any(fold(one) in word_class("time-noun") for one in (form, *citations_of(form, lemma, upos)))


def _words(tree: Tree, complement: Complement) -> list[int]:
    """Ids of the words of a phrase with its preposition."""
    return [at for at in tree.subtree(complement.head) if tree.word(at).upos != "PUNCT"]


def _may_take_part(tree: Tree, head: int) -> bool:
    """Whether a word is a person, a pronoun or the name of a country or body."""
    word = tree.word(head)
    personal = word.upos == "PRON" and tree.fold(head) not in word_class("demonstrative")
    return personal or tree.is_person(head) or (word.upos == "PROPN" and (word.ner or "").endswith(("ORG", "LOC")))


def _is_event(word: Word) -> bool:
    """Whether a noun names an event; «شرکت» is a body as well."""
    return event_frame(word, load_frames()) is not None and not is_body(word)


def says_nothing(tree: Tree, complement: Complement) -> bool:
    """Whether a phrase joins clauses («از سوی دیگر», «در نتیجه») or opens one («در حالی که», «با بیان اینکه»)."""
    words = _words(tree, complement)
    if complement.marker == EZAFE and tree.fold(complement.head) in word_class("reflexive"):
        return len(words) == 1  # «هدف حملهٔ [خود] قرار داد»
    if " ".join(map(tree.fold, words)) in word_class("connective"):
        return True
    below = [tree.word(at) for at in words if tree.word(at).head == complement.head]
    if tree.fold(complement.head) in word_class("clause-noun") and any(one.deprel == "acl" for one in below):
        return True
    heads = (complement.head, *(one.id for one in below if one.deprel == "nmod"))
    return any(tree.fold(at) in word_class("clause-pronoun") for at in heads)


def role_of(tree: Tree, complement: Complement) -> str:
    """The role of a complement that is neither actor nor target."""
    time_like = complement.marker in (None, *word_class("setting-marker"))
    if time_like and is_time(tree, complement.head):
        return "time"
    if " ".join(map(tree.fold, _words(tree, complement))) in word_class("time-phrase"):
        return "time"
    if is_manner(tree, complement):
        return "manner"
    form = tree.fold(complement.head)
    whole = marker_roles().get(f"{complement.marker} {form}")
    evidence = complement.marker in word_class("according-to") and form in word_class("evidence-noun")
    if evidence or marker_roles().get(complement.marker or "") == "source":
        return "source"
    if whole is not None:
        return whole  # «به صورت محرمانه»: what would be a compound preposition before a genitive
    if complement.marker is not None and form in word_class("document-noun"):
        return "document"
    if complement.marker in word_class("given-marker") and marker_roles().get(complement.marker) == "purpose":
        return "beneficiary" if _may_take_part(tree, complement.head) else "purpose"
    if complement.marker == WITH and _may_take_part(tree, complement.head):
        return "comitative"
    if complement.marker in word_class("setting-marker") and form in word_class("occasion-noun"):
        return "occasion"
    if complement.marker == IN and _is_event(tree.word(complement.head)):
        return "occasion"
    if complement.marker == EZAFE:
        return "topic"
    if complement.relation == "xcomp" and complement.marker is None:
        return "attribute"
    if complement.is_object:
        return "theme"
    return marker_roles().get(complement.marker or "", "manner")
