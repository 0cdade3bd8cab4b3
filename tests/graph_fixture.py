"""Hand-made triples for the tests of graph, store, queries and export; no parser is needed."""

from __future__ import annotations

from kg.graph import state
from kg.model import Action, Argument, Article, Entity, Mention, Sentence, Triple

ENT = "https://w3id.org/kg-fa/ent/"
ACT = "https://w3id.org/kg-fa/act/"


def _entity(slug: str, fa: str, en: str | None, kind: str, key: str | None = None, **more: str) -> Entity:
    relations = {name: ENT + value for name, value in more.items()}
    return Entity(ENT + slug, fa, en, kind, key, relations=relations)


CHILE = _entity("chile", "شیلی", "Chile", "country", "CL")
PERU = _entity("peru", "پرو", "Peru", "country", "PE")
PERU_ENVOY = _entity("peru-envoy", "سفیر پرو", None, "person", "PE", principal="peru", represents="peru")
UNION = _entity("andean-union", "اتحادیه آند", 'Andean "Union" & Co', "organisation", "ANDEAN")
LIMA = _entity("lima", "لیما", "Lima", "place")
DAILY = _entity("daily", "روزنامهٔ ساحل", "Coast Daily", "medium")
FISHING = _entity("fishing", "ماهیگیری", "fishing", "thing")

CONDEMN = ("محکوم کرد", "محکوم کردن", "condemn", "ACCUSE", "111")
CALL = ("خواست", "خواستن", "call on", "REQUEST", "102")
VISIT = ("دیدار کرد", "دیدار کردن", "meet", "CONSULT", "040")
AID = ("کمک کرد", "کمک کردن", "aid", "AID", "070")

# (sentence, actor words and entity, action, target words and entity, polarity, status, source)
FACTS = {
    "a1": (
        ("شیلی اتحادیه آند را محکوم کرد.", ("شیلی", CHILE), CONDEMN, ("اتحادیه آند", UNION), "+", "actual", None),
        ("سفیر پرو از شیلی خواست در لیما بماند.", ("سفیر پرو", PERU_ENVOY), CALL, ("شیلی", CHILE), "+", "actual", None),
        ("پرو با شیلی دربارهٔ ماهیگیری دیدار کرد.", ("پرو", PERU), VISIT, ("شیلی", CHILE), "+", "actual", None),
        ("شیلی از کشتی کهنه خواست.", ("شیلی", CHILE), CALL, ("کشتی کهنه", None), "+", "actual", None),
    ),
    "a/2 ؟": (
        ("شیلی اتحادیه آند را محکوم کرد.", ("شیلی", CHILE), CONDEMN, ("اتحادیه آند", UNION), "-", "actual", None),
        ("شیلی به پرو کمک کرد.", ("شیلی", CHILE), AID, ("پرو", PERU), "+", "future", None),
        ("پرو به شیلی کمک کرد.", ("پرو", PERU), AID, ("شیلی", CHILE), "+", "unreal", None),
        ("پرو شیلی را محکوم کرد.", ("پرو", PERU), CONDEMN, ("شیلی", CHILE), "+", "actual", ("پرو", PERU)),
        ("شیلی با پرو دیدار کرد.", ("شیلی", CHILE), VISIT, ("پرو", PERU), "+", "actual", ("شیلی", DAILY)),
        ("اتحادیه آند با شیلی دیدار کرد.", ("اتحادیه آند", UNION), VISIT, ("شیلی", CHILE), "+", "actual", None),
        ("شیلی کمک کرد.", ("شیلی", CHILE), AID, None, "-", "actual", None),
    ),
}
EXTRA = {"در لیما": ("place", "لیما", LIMA, "در"), "دربارهٔ ماهیگیری": ("topic", "ماهیگیری", FISHING, "دربارهٔ")}


def article(doc: str) -> Article:
    """The article whose sentences are the facts of `doc`, one a line."""
    text, sentences = "", []
    for index, (words, *_) in enumerate(FACTS[doc], start=1):
        start = len(text)
        text += words + "\n"
        sentences.append(Sentence(doc, index, words, start, start + len(words), ()))
    date, source = ("2024-05-12", "ساحل") if doc == "a1" else ("2024-06", "کوه")
    return Article(
        doc, text, title=f"خبر {doc}", date=date, url="https://news.example/a b", source=source,
        sentences=tuple(sentences),
    )  # fmt: skip


def triples(doc: str) -> list[Triple]:
    """The facts of `doc` as resolved triples with exact spans."""
    found = []
    for sentence, fact in zip(article(doc).sentences or (), FACTS[doc], strict=True):
        words, actor, action, target, polarity, status, source = fact
        text, lemma, en, plover, cameo = action
        start = sentence.start + words.index(text)
        act = Action(text, start, start + len(text), 1, lemma, en, ACT + en.replace(" ", "-"), plover, None, cameo)
        found.append(
            Triple(
                doc, sentence.index, words, _mention(sentence, actor), act, _mention(sentence, target),
                tuple(_arguments(sentence)), polarity, status, "past", None, _mention(sentence, source),
                "verbal", 0.9, "subject, verb and object",
            )  # fmt: skip
        )
    return found


def fill(store) -> None:
    """Write every document of FACTS into an open store."""
    for doc in FACTS:
        store.replace(doc, state(article(doc), triples(doc), "run", f"digest-{doc}"))


def _mention(sentence: Sentence, named: tuple[str, Entity | None] | None, marker: str | None = None) -> Mention | None:
    if named is None:
        return None
    words, entity = named
    start = sentence.start + sentence.text.index(words)
    return Mention(words, start, start + len(words), sentence.index, 1, marker, entity)


def _arguments(sentence: Sentence) -> list[Argument]:
    found = []
    for phrase, (role, words, entity, marker) in EXTRA.items():
        if phrase in sentence.text:
            mention = _mention(sentence, (words, entity), marker)
            assert mention is not None
            found.append(Argument(role, mention))
    if sentence.doc == "a1" and sentence.index == 1:
        time = _mention(sentence, ("را", None))
        assert time is not None
        found.append(Argument("time", time, "2024-05-10"))
    return found
