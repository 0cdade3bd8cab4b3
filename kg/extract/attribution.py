"""Who says so: reporting verbs, headlines «X: …», «به گفتهٔ X».

The source of a clause is the nearest speaker above it; without one, the speaker of the sentence's headline
or whoever spoke when the sentence began (`voice.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kg.extract.clause import Clause, chain, joint_before, mentions
from kg.extract.complements import choose_target, is_time, role_of
from kg.extract.headline import Headline, cited_before_colon, headline
from kg.extract.phrases import mention
from kg.extract.tree import Tree
from kg.extract.voice import Voice, colon_behind, introduces, is_alone, open_quote, quotes, reach, reports, tells
from kg.model import Mention
from kg.persian.letters import fold
from kg.persian.lexicon import word_class

_SPEAKER = "first person of the speaker"
_WE = "first person plural of a speaker"


def attribute(tree: Tree, clauses: list[Clause], voice: Voice | None = None) -> list[Clause]:
    """The clauses with their `source`; `voice` is whoever spoke when the sentence began, None if nobody."""
    head, cited = headline(tree), cited_before_colon(tree)
    until = reach(tree, clauses, voice)
    done: list[Clause] = []
    for at, clause in enumerate(clauses):
        said = _said_by(tree, clauses, at) or _quoted_by(tree, clauses, clause) or _only_reporter(tree, clauses, at)
        if said is None and cited is not None and clause.predicate.head > cited[1]:
            said = cited[0]
        elif said is None and head is not None:
            said = head.speaker if clause.predicate.head > head.colon else None
        elif said is None and voice is not None and clause.predicate.head < until:
            said = voice.speaker
        done.append(_speaks(tree, clauses, at, said, head, voice))
    meant = {
        (one.start, one.end): new.subjects[0] for old, new in zip(clauses, done, strict=True)
        if new.borrowed == _SPEAKER for one in old.subjects[:1]
    }
    return [_said_by_him(clause, meant) for clause in done]


def _said_by_him(clause: Clause, meant: Mapping[tuple[int, int], Mention]) -> Clause:
    """«ترامپ: من به او گفتم که [برود]»: where «من» speaks and is the speaker of the headline, he is the source."""
    said = meant.get((clause.source.start, clause.source.end)) if clause.source is not None else None
    return clause if said is None else replace(clause, source=said)


def _told_by(tree: Tree, clauses: list[Clause], at: int) -> Mention | None:
    """Whom the nearest reporting clause above speaks to («به کارگران گفت: وقت آن است که صبر کنید»)."""
    for here in chain(clauses, at):
        clause = clauses[here]
        above = clauses[clause.governor] if clause.governor is not None else None
        if above is not None and reports(tree, above) and _is_said(tree, clause, above):
            chosen = choose_target(above.predicate, list(above.found), tree)
            return mention(tree, chosen.head) if chosen else None
    return None


def _said_by(tree: Tree, clauses: list[Clause], at: int) -> Mention | None:
    """The speaker of the nearest reporting clause this one is content of, or of a «به گفتهٔ X» in it."""
    apart = False
    for here in chain(clauses, at):
        clause = clauses[here]
        apart = apart or _stands_apart(tree, clauses, here)
        cited = _cited(tree, clause) or _cited_before(tree, clauses, clause) or _claimed(tree, clause)
        cited = cited or _as_he_says(tree, clauses, here, at)
        if cited is not None:
            return cited
        if clause.governor is None:
            return None
        above = clauses[clause.governor]
        first = next(iter(above.subjects), None)
        if _in_words(tree, clause) and first and not (tree.holds(first) and first.head == clause.antecedent):
            return first
        teller = tells(tree, above)
        marks = (one for one in tree.dependents(clause.predicate.head, "mark") if one.id < clause.predicate.head)
        meant = any(tree.fold(one.id) in word_class("until") for one in marks)
        if teller is not None and apart and colon_behind(tree, above) is None:
            return None
        if teller is not None and not meant and _is_said(tree, clause, above):
            return teller  # «هشدار داد تا مردم بدانند»: what for, not what is said
    return None


def _stands_apart(tree: Tree, clauses: list[Clause], at: int) -> bool:
    """«وزیر گفت سد پر شده است؛ [اما کشاورزان آن را رد کردند]»: behind a semicolon, with a subject of its own."""
    clause = clauses[at]
    above = clauses[clause.governor] if clause.governor is not None else None
    if above is None or clause.link not in ("conj", "parataxis") or clause.borrowed is not None:
        return False
    between = set(tree.folded[above.predicate.head : clause.predicate.head])
    return bool(clause.subjects) and not between.isdisjoint(word_class("semicolon"))


def _claimed(tree: Tree, clause: Clause) -> Mention | None:
    """«ادعای [وزیر] مبنی بر اینکه …», «ادعای [ترامپ] که …»: whose claim a clause is."""
    if clause.antecedent is None:
        return None
    for number in (clause.antecedent, *(one.id for one in tree.ancestors(clause.antecedent))):
        if tree.fold(number) in word_class("claim-noun"):
            behind = (one for one in tree.dependents(number, "nmod", "flat:name") if one.id == number + 1)
            whose = next((one for one in behind if not tree.marker(one.id) and not is_time(tree, one.id)), None)
            return mention(tree, whose.id) if whose is not None else None
        if tree.word(number).upos == "VERB" or number > clause.antecedent:
            return None
    return None


def _is_said(tree: Tree, clause: Clause, above: Clause) -> bool:
    """Whether a clause is content of a reporting one, or stands in a copular sentence that is.

    «وی افزود: باور من این است که [بازار آرام می‌شود]».
    """
    if _behind_quotation(tree, clause, above):
        return False
    if clause.link in ("content", "parataxis"):
        return True
    between = set(tree.folded[above.predicate.head : clause.predicate.head])
    ended = word_class("quote-close") if open_quote(tree, clause.predicate.head) is None else frozenset[str]()
    if between & (ended if colon_behind(tree, above) is not None else ended | word_class("semicolon")):
        return False
    below = (one for one in tree.ancestors(clause.predicate.head) if one.head in above.predicate.members)
    return any(one.deprel in ("ccomp", "parataxis") and one.id > one.head for one in below)


def _behind_quotation(tree: Tree, clause: Clause, above: Clause) -> bool:
    """«آنها گفتند: «نه!» از توجه شما [سپاسگزارم]»: whether what a clause says has ended before this one begins."""
    colon, first = colon_behind(tree, above), tree.subtree(clause.predicate.head)[0]
    if colon is None or not quotes(tree, colon) or open_quote(tree, first) is not None:
        return False
    return any(tree.word(at).form in word_class("quote-close") for at in range(colon + 2, first))


def _in_words(tree: Tree, clause: Clause) -> bool:
    """«با بیان اینکه …», «با تأکید بر این که …»: whether a clause is what a noun of saying says."""
    if clause.antecedent is None:
        return False
    above = tree.word(clause.antecedent).head
    clausal = tree.fold(clause.antecedent) in word_class("clause-noun")
    noun = above if clausal and above else clause.antecedent
    return tree.fold(noun) in word_class("saying-noun")


def _quoted_by(tree: Tree, clauses: list[Clause], clause: Clause) -> Mention | None:
    """Whose quotation marks the clause stands in: «او هشدار داد: "…"», wherever the parse hangs it."""
    opening = open_quote(tree, clause.predicate.head)
    if opening is None:
        return None
    said = (introduces(tree, other, opening) for other in clauses if other is not clause)
    return next((one for one in said if one is not None), None)


def _only_reporter(tree: Tree, clauses: list[Clause], at: int) -> Mention | None:
    """A first person behind the one reporting clause of a sentence is its speaker («مدعی شد، من …»)."""
    form = clauses[at].predicate.form
    reporters = [one for one in clauses[:at] if reports(tree, one) and one.subjects]
    if form is None or not form.finite or form.person != 1 or len(reporters) != 1:
        return None
    if _behind_quotation(tree, clauses[at], reporters[0]):
        return None
    return reporters[0].subjects[0]


def _cited(tree: Tree, clause: Clause) -> Mention | None:
    form = clause.predicate.form
    for complement in clause.found:
        evidence = complement.marker in word_class("according-to")  # «طبق این گزارش ما …»: no report says «ما»
        inside = (tree.word(complement.head), *tree.dependents(complement.head))
        own = {fold(word.lemma or word.form) for word in inside}
        relays = complement.marker in word_class("quoting-marker") and reports(tree, clause)
        if relays and clause.subjects:
            continue  # «[خبرگزاری] به نقل از وزیر خبر داد»: that it reports is not the minister's word
        ours = own & (word_class("subject-pronoun-1") | word_class("subject-pronoun-1-plural"))  # «به نظر من»
        if ours or (evidence and form is not None and form.finite and form.person == 1):
            continue
        if role_of(tree, complement) == "source":
            return mention(tree, complement.head)
    return None


def _cited_before(tree: Tree, clauses: list[Clause], clause: Clause) -> Mention | None:
    """«به گفتهٔ [شهردار]، پل بسته است و راه دیگری نیست»: whose words the clause before «و» is, is cited for both."""
    joint = joint_before(tree, clause)
    if clause.link != "conj" or joint < 2:
        return None
    ends = [one for one in clauses if max(one.predicate.verb or 0, one.predicate.head) in (joint - 1, joint - 2)]
    return next((cited for one in ends if one is not clause and (cited := _cited(tree, one)) is not None), None)


def _as_he_says(tree: Tree, clauses: list[Clause], at: int, but: int) -> Mention | None:
    """«همان‌طور که [وزیر] گفت، راه بسته است»: who says what the clause around says, `but` for that clause itself."""
    members = clauses[at].predicate.members
    if word_class("as-somebody-says").isdisjoint(tree.folded):
        return None
    for here, other in enumerate(clauses):
        adverb = tree.word(other.antecedent or other.predicate.head)
        opening = adverb if other.antecedent else next(iter(tree.dependents(adverb.id, "mark")), adverb)
        if here == but or adverb.head not in members or tree.fold(opening.id) not in word_class("as-somebody-says"):
            continue
        content = any(one.governor == here and one.link == "content" for one in clauses)
        if not content and (teller := tells(tree, other)) is not None:
            return teller
    return None


def _we(tree: Tree, clause: Clause) -> Mention:
    """Whom only the ending of the verb names: a mention of no length in front of the verb."""
    number = clause.predicate.verb or clause.predicate.head
    start = tree.word(number).start
    return Mention("", start, start, tree.sentence.index, number)


def _first_person(clauses: list[Clause], at: int, said: Mention, head: Headline | None) -> Mention:
    """Who says «ما»: whoever reports it, but the speaker of the headline where he speaks of that report himself.

    «وزیر: خبرهایی را که می‌گویند ما آمده‌ایم، رد می‌کنیم».
    """
    described = False
    for here in list(chain(clauses, at))[1:] if head is not None else ():
        predicate = clauses[here].predicate
        own = predicate.form is not None and predicate.form.person == 1
        if head is not None and described and own and predicate.head > head.colon:
            return head.speaker
        described = described or clauses[here].link == "acl"
    return said


def _speaks(
    tree: Tree, clauses: list[Clause], at: int, said: Mention | None, head: Headline | None, voice: Voice | None
) -> Clause:
    """The clause with its source `said`; first person is then that somebody, second person whoever is spoken to.

    «من … ندادم» said by X is X's deed, «صبر کنید» said to Y asks Y.  «ما» said by one person is not he alone: the
    pronoun stays, and where the verb alone says so, the actor is a mention without words.
    """
    clause = replace(clauses[at], source=said)
    form = clause.predicate.form
    pronouns = word_class("subject-pronoun-1") | word_class("subject-pronoun-1-plural")
    here = [one for one in clause.subjects if tree.holds(one)]
    overt = [one for one in here if tree.fold(one.head) in pronouns]
    person = form.person if form is not None and form.finite else None
    if said is not None and (overt or (person == 1 and not clause.subjects)):
        others = tuple(one for one in clause.subjects if one not in overt)
        speaker = _first_person(clauses, at, said, head)
        ours = {tree.fold(one.head) for one in overt} & word_class("subject-pronoun-1-plural")
        several = bool(ours) if overt else form is not None and form.number == "Plur"
        if several and is_alone(tree, speaker, voice):
            return clause if overt else replace(clause, subjects=(_we(tree, clause),), borrowed=_WE)
        return replace(clause, subjects=(speaker, *others), borrowed=_SPEAKER)
    if person != 2 or clause.subjects:
        return clause
    called = tree.dependents(clause.predicate.head, "vocative")
    if called:
        return replace(clause, subjects=mentions(tree, called[0].id), borrowed="second person of whoever is called")
    if said is None:
        return clause
    told = head.addressee if head is not None and said is head.speaker else _told_by(tree, clauses, at)
    return clause if told is None else replace(clause, subjects=(told,), borrowed="second person of the addressee")
