"""Whose words the sentences of a paragraph are: a headline's, those of a quotation still open, those behind «گفت:».

A headline «X: …» speaks for its paragraph.  A quotation speaks until its marks close, however many sentences
it holds.  What stands behind the colon of a reporting verb without quotation marks goes on until the narrator
reports again («او افزود …») or the paragraph ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kg.extract.agreement import is_plural
from kg.extract.clause import Clause, chain
from kg.extract.phrases import mention
from kg.extract.predicate import is_body, is_cited_in
from kg.extract.tree import Tree
from kg.model import Mention
from kg.persian.lexicon import IN, word_class

SPEECH = frozenset({"say", "promise", "threaten"})
QUOTE_REACH = 4
"""Words between a reporting verb and its quotation: an auxiliary, a colon, «که»."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks when a sentence begins, what lets them (a headline, an open quotation or a colon), and if `alone`."""

    speaker: Mention
    by: Literal["headline", "quotation", "colon"]
    alone: bool = False


def is_alone(tree: Tree, one: Mention, before: Voice | None = None) -> bool:
    """Whether a mention is one person, who says «ما» of more than himself; not a country, body or several.

    Of the speaker whom a sentence `before` named, that one has told.
    """
    if before is not None and before.speaker == one:
        return before.alone
    if not tree.holds(one) or is_plural(tree, one.head):
        return False
    body = tree.fold(one.head) in word_class("body-noun") or (tree.word(one.head).ner or "").endswith(("ORG", "LOC"))
    single = word_class("office-noun") | word_class("teller-noun") | word_class("pronoun-3")
    single |= word_class("subject-pronoun-1")  # «من می‌گویم که ما …»
    return not body and (tree.is_person(one.head) or tree.fold(one.head) in single)


def reports(tree: Tree, clause: Clause) -> bool:
    """Whether a clause is one of saying, promising, threatening, believing; before a colon also «پاسخ داد»."""
    frame = clause.predicate.frame
    if frame is None or frame.kind in SPEECH or clause.predicate.is_one_of("opinion"):
        return frame is not None
    return clause.predicate.is_one_of("said-with-colon") and colon_behind(tree, clause) is not None


def tells(tree: Tree, clause: Clause) -> Mention | None:
    """Whose words the content of a clause is: its subject's, or of a document («در این بیانیه آمده است که …»)."""
    if clause.subjects and not clause.predicate.passive and reports(tree, clause):
        return None if _shows(tree, clause) else clause.subjects[0]
    predicate = clause.predicate
    if not (predicate.is_one_of("stands-written") and (predicate.passive or not clause.subjects)):
        return None  # «این نکته بیان شد که …» names no speaker
    written = word_class("document-noun") | word_class("evidence-noun")
    inside = (one for one in clause.found if one.marker == IN and tree.fold(one.head) in written)
    return next((mention(tree, one.head) for one in inside), None)


def _shows(tree: Tree, clause: Clause) -> bool:
    """«شواهد نشان می‌دهد …»: what shows something speaks only if somebody has written it («گزارش‌ها نشان می‌دهد …»)."""
    subject = clause.subjects[0]
    if not clause.predicate.is_one_of("showing") or not tree.holds(subject) or not tree.is_thing(subject.head):
        return False
    word = tree.word(subject.head)
    return not is_body(word) and not is_cited_in(word, "document-noun", "evidence-noun", "medium-noun")


def reach(tree: Tree, clauses: Sequence[Clause], voice: Voice | None) -> int:
    """The first word of a sentence that is no longer said by whoever spoke when it began; 0 when none is."""
    end = len(tree) + 1
    if voice is None or (voice.by == "colon" and _narrates(tree, clauses)):
        return 0
    return (_marks(tree, end)[1] or end) if voice.by == "quotation" else end


def afterwards(tree: Tree, clauses: Sequence[Clause], voice: Voice | None) -> Voice | None:
    """Who speaks when the next sentence of the paragraph begins."""
    opening, closing = _marks(tree, len(tree) + 1)
    if voice is not None and (voice.by == "headline" or (voice.by == "quotation" and closing is None)):
        return voice
    if opening is not None:
        quoted = _whose_quotation(tree, clauses, opening)
        if quoted is not None:
            return Voice(quoted, "quotation", is_alone(tree, quoted, voice))
    elif (teller := _told_behind_colon(tree, clauses)) is not None:
        return Voice(teller, "colon", is_alone(tree, teller, voice))
    return voice if voice is not None and voice.by == "colon" and not _narrates(tree, clauses) else None


def _told_behind_colon(tree: Tree, clauses: Sequence[Clause]) -> Mention | None:
    """Who says what stands behind a colon and in no quotation."""
    for clause in reversed(clauses):
        teller, colon = tells(tree, clause), colon_behind(tree, clause)
        if teller is not None and colon is not None and not quotes(tree, colon):
            return teller
    return None


def _whose_quotation(tree: Tree, clauses: Sequence[Clause], opening: int) -> Mention | None:
    """Who says what stands behind an open mark: whoever introduces it, or whose words it opens in.

    «در گزارش آمده است حال او «خوب است. [او …]»».
    """
    introduced = (introduces(tree, clause, opening) for clause in reversed(clauses))
    behind = (one.source for one in clauses if one.predicate.head > opening and one.link != "acl")
    return next((one for one in introduced if one is not None), None) or next(behind, None)


def open_quote(tree: Tree, number: int) -> int | None:
    """The quotation mark that is open before a word, None when none is."""
    return _marks(tree, number)[0]


def introduces(tree: Tree, clause: Clause, opening: int) -> Mention | None:
    """Who says a quotation, if it is what a clause says: right behind its verb, or behind the colon that follows any.

    None when the clause does not introduce it.
    """
    verb = clause.predicate.verb or clause.predicate.head
    if not 0 < opening - verb <= QUOTE_REACH:
        return None
    if clause.subjects and not clause.predicate.passive and colon_behind(tree, clause) == opening - 1:
        return clause.subjects[0]
    return tells(tree, clause)


def colon_behind(tree: Tree, clause: Clause) -> int | None:
    """The colon that follows the verb of a clause, None when another word does."""
    at = (clause.predicate.verb or clause.predicate.head) + 1
    while at <= len(tree) and tree.word(at).upos == "AUX":
        at += 1
    return at if at <= len(tree) and tree.word(at).form in word_class("colon") else None


def quotes(tree: Tree, colon: int) -> bool:
    """Whether a quotation opens right behind a colon."""
    return colon < len(tree) and tree.word(colon + 1).form in word_class("quote-open")


def _marks(tree: Tree, end: int) -> tuple[int | None, int | None]:
    """Before the word `end`, the last mark opened and not closed, and the first that closes none opened here.

    Straight and high marks open and close alike: one closes when the last one open is such a mark too.
    """
    opens, closes = word_class("quote-open"), word_class("quote-close")
    both, opened = opens & closes, list[int]()
    closing = None
    for word in tree.sentence.words[: max(end - 1, 0)]:
        at, form = word.id, word.form
        if form in closes and opened and (form not in both or tree.word(opened[-1]).form in both):
            opened.pop()
        elif form in opens:
            opened.append(at)
            closing = closing or (at if form in both else None)
        elif form in closes:
            closing = closing or at
    return (opened[-1] if opened else None), closing


def _narrates(tree: Tree, clauses: Sequence[Clause]) -> bool:
    """Whether the sentence itself is one of saying («وزیر افزود …»): the narrator's, not the last speaker's."""
    for at, clause in enumerate(clauses):
        above = (clauses[here] for here in chain(clauses, at))
        if reports(tree, clause) and all(one.link == "conj" or one.governor is None for one in above):
            return True
    return False
