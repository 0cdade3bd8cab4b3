"""Who says so: reporting verbs, headlines «X: …», «به گفتهٔ X».

The source of a clause is the nearest speaker above it; a headline's speaker holds for its whole
sentence and for the sentences of the same paragraph behind it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.extract.clause import Clause
from kg.extract.complements import choose_target
from kg.extract.phrases import NOMINAL, mention, mention_of
from kg.extract.predicates import citations
from kg.extract.tree import Tree
from kg.model import Mention, Word
from kg.persian.letters import fold
from kg.persian.lexicon import marker_roles, word_class
from kg.persian.verbs import analyses

SPEECH = frozenset({"say", "promise", "threaten"})
_LONGEST_SPEAKER = 22
_QUOTE_REACH = 4
"""Words between a reporting verb and its quotation: an auxiliary, a colon, «که»."""


@dataclass(frozen=True, slots=True)
class Headline:
    """The speaker before a colon: the words up to `colon` name whoever says the rest."""

    speaker: Mention
    first: int
    colon: int


def headline(tree: Tree) -> Headline | None:
    """The speaker of «X: …» or «X به نقل از Y: …» (then Y); None when the colon has none before it."""
    colons = word_class("colon")
    for colon in range(2, min(len(tree), _LONGEST_SPEAKER) + 1):
        if tree.word(colon).form in colons and not _in_time(tree, colon):
            return _speaker(tree, _segment_start(tree, colon), colon)
    return None


def _in_time(tree: Tree, colon: int) -> bool:
    """«ساعت ۱:۳۲»: a colon between digits parts hours from minutes."""
    return colon < len(tree) and tree.word(colon - 1).form[-1:].isdigit() and tree.word(colon + 1).form[:1].isdigit()


def _segment_start(tree: Tree, colon: int) -> int:
    """A headline may hold several parts divided by a slash or a bar; the speaker stands in the last."""
    bars = [number for number in range(1, colon) if tree.word(number).form in word_class("headline-bar")]
    return max(bars, default=0) + 1


def _speaker(tree: Tree, first: int, colon: int) -> Headline | None:
    words = [tree.word(number) for number in range(first, colon) if tree.word(number).upos != "PUNCT"]
    if not words or colon == len(tree) or any(_is_finite(word.form) and word.upos in ("VERB", "AUX") for word in words):
        return None
    inside = {word.id for word in words}
    heads = [word for word in words if word.head not in inside and word.upos in NOMINAL]
    if not heads or any(tree.fold(word.id) in word_class("not-a-speaker") for word in words[:1]):
        return None
    if heads[0].upos == "NUM" or tree.marker(heads[0].id):
        return None
    quoted = _behind_quoting(tree, first, colon)
    if not quoted and (genitive := _of_speech(tree, heads[0], colon)) is not None:
        return Headline(mention(tree, genitive), first, colon)
    start = quoted or first
    last = _before_setting(tree, start, words[-1].id)
    whole = mention_of(tree, words[0].id if not quoted else start, last, start if quoted else heads[0].id)
    return Headline(whole, first, colon)


def _before_setting(tree: Tree, first: int, last: int) -> int:
    """Where the speaker of «مرادی در گفت‌وگو با شرق: …» ends: before the occasion or the document, if there is one."""
    for at in range(first + 1, last):
        occasions = word_class("occasion-noun") | word_class("document-noun")
        named = any(fold(form) in occasions for form in citations(tree.word(at + 1)))
        if tree.fold(at) in word_class("setting-marker") and named:
            return at - 2 if tree.word(at - 1).upos == "PUNCT" else at - 1
    return last


def _behind_quoting(tree: Tree, first: int, colon: int) -> int | None:
    """The word behind «به نقل از» before the colon; None when the headline quotes nobody."""
    for marker in word_class("quoting-marker"):
        parts = tuple(marker.split())
        for at in range(first, colon - len(parts)):
            if tree.folded[at - 1 : at - 1 + len(parts)] == parts:
                return at + len(parts)
    return None


def _of_speech(tree: Tree, noun: Word, colon: int) -> int | None:
    """«پیام رئیس مجلس به مردم: …», «ادعای ترامپ: …»: whose words they are."""
    if tree.fold(noun.id) not in word_class("speech-noun"):
        return None
    genitives = (child for child in tree.dependents(noun.id, "nmod", "flat:name") if noun.id < child.id < colon)
    return next((child.id for child in genitives if not tree.marker(child.id)), None)


def _is_finite(form: str) -> bool:
    found = analyses(form)
    return bool(found) and all(one.finite for one in found)


def attribute(tree: Tree, clauses: list[Clause], outer: Mention | None = None) -> list[Clause]:
    """The clauses with their `source`; `outer` is the speaker of the paragraph so far, None if nobody."""
    head = headline(tree)
    done: list[Clause] = []
    for at, clause in enumerate(clauses):
        said = _said_by(tree, clauses, at) or _quoted_by(tree, clauses, clause) or _only_reporter(clauses, at)
        if said is None and head is not None:
            said = head.speaker if clause.predicate.head > head.colon else None
        elif said is None:
            said = outer
        done.append(replace(clause, source=said))
    return done


def _said_by(tree: Tree, clauses: list[Clause], at: int) -> Mention | None:
    """The speaker of the nearest reporting clause this one is content of, or of a «به گفتهٔ X» in it."""
    seen: set[int] = set()
    here = at
    while here not in seen:
        seen.add(here)
        clause = clauses[here]
        cited = _cited(tree, clause)
        if cited is not None:
            return cited
        if clause.governor is None:
            return None
        above = clauses[clause.governor]
        if clause.link in ("content", "parataxis") and _reports(above) and above.subjects:
            return above.subjects[0]
        here = clause.governor
    return None


def _quoted_by(tree: Tree, clauses: list[Clause], clause: Clause) -> Mention | None:
    """Whose quotation marks the clause stands in: «او هشدار داد: "…"», wherever the parse hangs it."""
    opening = _open_quote(tree, clause.predicate.head)
    if opening is None:
        return None
    for other in clauses:
        verb = other.predicate.verb or other.predicate.head
        if other is not clause and 0 < opening - verb <= _QUOTE_REACH and _reports(other) and other.subjects:
            return other.subjects[0]
    return None


def _only_reporter(clauses: list[Clause], at: int) -> Mention | None:
    """A first person behind the one reporting clause of a sentence is its speaker («مدعی شد، من …»)."""
    form = clauses[at].predicate.form
    reporters = [one for one in clauses[:at] if _reports(one) and one.subjects]
    if form is None or not form.finite or form.person != 1 or len(reporters) != 1:
        return None
    return reporters[0].subjects[0]


def _open_quote(tree: Tree, number: int) -> int | None:
    """The quotation mark that is open at a word, None when none is."""
    for at in range(number - 1, 0, -1):
        form = tree.word(at).form
        if form in word_class("quote-open") and form not in word_class("quote-close"):
            return at
        if form in word_class("quote-close"):
            return None
    return None


def _reports(clause: Clause) -> bool:
    return clause.predicate.frame is not None and clause.predicate.frame.kind in SPEECH


def _cited(tree: Tree, clause: Clause) -> Mention | None:
    for complement in clause.found:
        if marker_roles().get(complement.marker or "") == "source":
            return mention(tree, complement.head)
    return None


def speaks(tree: Tree, clause: Clause) -> Clause:
    """First person inside somebody's words is that somebody: «من … ندادم» said by X is X's deed."""
    form = clause.predicate.form
    pronouns = word_class("subject-pronoun-1") | word_class("subject-pronoun-1-plural")
    overt = [one for one in clause.subjects if tree.fold(one.head) in pronouns and one.sentence == tree.sentence.index]
    first = form is not None and form.finite and form.person == 1
    if clause.source is not None and (overt or (first and not clause.subjects)):
        return replace(clause, subjects=(clause.source,), borrowed="first person of the speaker")
    return clause


def addressee(tree: Tree, clause: Clause) -> Mention | None:
    """Whom a reporting clause speaks to, None when nobody is named."""
    chosen = choose_target(clause.predicate, list(clause.found), tree)
    return mention(tree, chosen.head) if chosen else None
