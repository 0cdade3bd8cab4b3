"""State an article's triples as quads.

`<doc>` is the named graph; an event is `<doc>#ev-<sentence>-<n>`, its further arguments
`<doc>#ev-<sentence>-<n>-arg-<k>`, a span `<doc>#char=<start>,<end>`.  There are no blank nodes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, SKOS, XSD
from rdflib.term import Node

from kg.graph import shared
from kg.graph.literals import date, interval, text, whole
from kg.graph.scheme import Spo, describe_scheme, describe_type, type_iri
from kg.graph.shared import Edge, entity_of, principal_of
from kg.model import Action, Argument, Article, Entity, Mention, Triple
from kg.resolve.plover import event_code
from kg.vocabulary import GAF, KG, NIF, RUN, SEM, doc_iri, safe_iri, slug, span_iri

Quad = tuple[URIRef, URIRef, Node, URIRef | None]
POLARITY = {"+": KG.Positive, "-": KG.Negative}
STATUS = {"actual": KG.Actual, "future": KG.Future, "unreal": KG.Unreal}


def state(article: Article, triples: Sequence[Triple], run: str, digest: str) -> list[Quad]:
    """The quads of one article, each once, in an order that depends on nothing but the input.

    The graph of a quad is the document's IRI, or None for the default graph, which holds what
    documents share.  `run` names the run (an IRI or a name), `digest` the text that was read.
    """
    graph = doc_iri(article.id)
    run_iri = safe_iri(run) if re.match(r"https?://", run) else RUN[slug(run)]
    quads: dict[Quad, None] = {}
    for s, p, o in _own(article, triples, graph, run_iri, digest):
        quads[s, p, o, graph] = None
    for s, p, o in _shared(triples):
        quads[s, p, o, None] = None
    return list(quads)


def _own(
    article: Article, triples: Sequence[Triple], doc: URIRef, run: URIRef, digest: str
) -> Iterator[Spo]:
    yield from _document(article, doc, digest)
    numbers: Counter[int] = Counter()
    for triple in triples:
        numbers[triple.sentence] += 1
        event = URIRef(f"{doc}#ev-{triple.sentence}-{numbers[triple.sentence]}")
        yield from _event(event, triple, doc)
        yield event, PROV.wasGeneratedBy, run
        yield from _evidence(event, triple, article, doc)
        for number, argument in enumerate(triple.arguments, start=1):
            yield from _argument(event, number, argument, article)


def _document(article: Article, doc: URIRef, digest: str) -> Iterator[Spo]:
    yield doc, RDF.type, NIF.Context
    yield doc, RDF.type, PROV.Entity
    yield doc, DCTERMS.identifier, text(article.id)
    yield doc, KG.digest, text(digest)
    if article.title:
        yield doc, DCTERMS.title, text(article.title, "fa")
    if article.date:
        yield doc, DCTERMS.issued, date(article.date) or text(article.date)
    if article.url:
        whole_url = re.match(r"[A-Za-z][\w+.-]*:\S", article.url)
        yield doc, DCTERMS.source, safe_iri(article.url) if whole_url else text(article.url)
    if article.source:
        yield doc, DCTERMS.publisher, text(article.source, "fa")


def _event(event: URIRef, triple: Triple, doc: URIRef) -> Iterator[Spo]:
    yield event, RDF.type, SEM.Event
    yield event, SEM.eventType, shared.action_iri(triple.action)
    code = event_code(triple)
    if code is not None:
        yield event, KG.codedAs, type_iri(code)
    for mention, part, principal in (
        (triple.actor, KG.actor, KG.actorPrincipal),
        (triple.target, KG.target, KG.targetPrincipal),
    ):
        if mention is not None:
            yield event, part, safe_iri(entity_of(mention).iri)
            yield event, principal, principal_of(entity_of(mention))
    edge = edge_of(triple)
    if edge is not None:
        yield event, KG.statement, edge.statement
    yield event, KG.polarity, POLARITY[triple.polarity]
    yield event, KG.status, STATUS[triple.status]
    yield event, KG.attributedTo, safe_iri(entity_of(triple.source).iri) if triple.source else doc
    yield event, KG.confidence, Literal(f"{triple.confidence:.4g}", datatype=XSD.double)
    for term, words in (
        (KG.rule, triple.rule),
        (KG.kind, triple.kind),
        (KG.tense, triple.tense),
        (KG.modality, triple.modality),
    ):
        if words:
            yield event, term, text(words)


def edge_of(triple: Triple) -> Edge | None:
    """The edge a triple supports; None unless it is asserted, positive, and has both ends."""
    if triple.actor is None or triple.target is None or triple.source is not None:
        return None
    if (triple.status, triple.polarity) != ("actual", "+"):
        return None
    actor, target = entity_of(triple.actor), entity_of(triple.target)
    return Edge(principal_of(actor), shared.action_iri(triple.action), principal_of(target))


def _evidence(event: URIRef, triple: Triple, article: Article, doc: URIRef) -> Iterator[Spo]:
    start, end = _sentence_span(triple, article)
    sentence = span_iri(doc, start, end)
    yield event, GAF.denotedBy, sentence
    yield sentence, RDF.type, NIF.Sentence
    yield sentence, KG.sentenceIndex, whole(triple.sentence)
    yield from _span(article, start, end)
    action = triple.action
    yield event, KG.actionMention, span_iri(doc, action.start, action.end)
    yield from _span(article, action.start, action.end)
    for mention, term in ((triple.actor, KG.actorMention), (triple.target, KG.targetMention)):
        if mention is not None:
            yield event, term, span_iri(doc, mention.start, mention.end)
            yield from _naming(mention, article)
    if triple.source is not None:
        yield from _naming(triple.source, article)


def _sentence_span(triple: Triple, article: Article) -> tuple[int, int]:
    for sentence in article.sentences or ():
        if sentence.index == triple.sentence:
            return sentence.start, sentence.end
    # A triple read back without its parse: the sentence is found by its words, near its action.
    start = article.text.rfind(triple.text, 0, triple.action.start + len(triple.text))
    return (max(start, 0), max(start, 0) + len(triple.text))


def _span(article: Article, start: int, end: int) -> Iterator[Spo]:
    doc = doc_iri(article.id)
    span = span_iri(doc, start, end)
    yield span, RDF.type, NIF.RFC5147String
    yield span, NIF.referenceContext, doc
    yield span, NIF.beginIndex, whole(start)
    yield span, NIF.endIndex, whole(end)
    yield span, NIF.anchorOf, text(article.text[start:end], "fa")


def _naming(mention: Mention, article: Article) -> Iterator[Spo]:
    """The span of a mention, its entity, and its words as another name of that entity.

    The name stays in the document's graph, so that it goes when the document goes.
    """
    span = span_iri(doc_iri(article.id), mention.start, mention.end)
    entity = safe_iri(entity_of(mention).iri)
    yield from _span(article, mention.start, mention.end)
    yield span, RDF.type, NIF.Phrase
    yield span, KG.entity, entity
    if words := " ".join(mention.text.split()):
        yield entity, SKOS.altLabel, text(words, "fa")


def _argument(event: URIRef, number: int, argument: Argument, article: Article) -> Iterator[Spo]:
    node, mention, doc = URIRef(f"{event}-arg-{number}"), argument.mention, doc_iri(article.id)
    entity = safe_iri(entity_of(mention).iri)
    yield event, KG.argument, node
    yield node, RDF.type, KG.Argument
    yield node, KG.role, text(argument.role)
    if mention.marker:
        yield node, KG.marker, text(mention.marker, "fa")
    yield node, GAF.denotedBy, span_iri(doc, mention.start, mention.end)
    stamp = date(argument.value) if argument.value else None
    if argument.value:
        yield node, KG.value, stamp or text(argument.value)
    if argument.role == "time":
        yield from _span(article, mention.start, mention.end)
        yield from _stamps(event, argument.value)
        return
    yield node, KG.entity, entity
    yield from _naming(mention, article)
    shortcut = {"place": SEM.hasPlace, "topic": KG.topic}.get(argument.role)
    if shortcut is not None:
        yield event, shortcut, entity


def _stamps(event: URIRef, value: str | None) -> Iterator[Spo]:
    """When it happened: a day or minute as one stamp, «هفته گذشته» as the first and last day."""
    stamp = date(value) if value else None
    if stamp is not None:
        yield event, SEM.hasTimeStamp, stamp
    days = interval(value) if value else None
    if days is not None:
        yield event, SEM.hasBeginTimeStamp, days[0]
        yield event, SEM.hasEndTimeStamp, days[1]


def _shared(triples: Sequence[Triple]) -> Iterator[Spo]:
    entities: dict[str, Entity] = {}
    actions: dict[URIRef, Action] = {}
    for triple in triples:
        for mention in _mentions(triple):
            # Fuller descriptions come first: a related entity is described without its relations.
            for entity in shared.related(entity_of(mention)):
                held = entities.get(entity.iri)
                if held is None or len(held.relations) < len(entity.relations):
                    entities[entity.iri] = entity
        actions.setdefault(shared.action_iri(triple.action), triple.action)
    for entity in entities.values():
        yield from shared.describe_entity(entity)
    for action in actions.values():
        yield from shared.describe_action(action)
    if actions:
        yield from describe_scheme()
    for code in sorted({code for triple in triples if (code := event_code(triple))}):
        yield from describe_type(code)
    for triple in triples:
        edge = edge_of(triple)
        if edge is not None:
            yield from edge.describe()


def _mentions(triple: Triple) -> Iterator[Mention]:
    yield from (part for part in (triple.actor, triple.target, triple.source) if part is not None)
    yield from (argument.mention for argument in triple.arguments if argument.role != "time")
