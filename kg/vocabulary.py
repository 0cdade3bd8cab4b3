"""The terms of the graph: namespaces that fail on an unknown term, and how IRIs are minted."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import quote

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace

from kg.persian.letters import ZWNJ

BASE = "https://w3id.org/kg-fa/"
ENT = Namespace(BASE + "ent/")
ACT = Namespace(BASE + "act/")
ST = Namespace(BASE + "st/")
PLOVER = Namespace(BASE + "plover/")
ACTIONS = URIRef(BASE + "actions")
"""The scheme of the actions, which has PLOVER's four quads on top."""
DOC = Namespace(BASE + "doc/")
RUN = Namespace(BASE + "run/")

SLUG_LIMIT = 80


class KG(DefinedNamespace):
    """Our own vocabulary; `kg/graph/vocabulary.ttl` describes each term in Persian and English."""

    _fail = True
    _NS = Namespace(BASE + "v#")

    Statement: URIRef
    Argument: URIRef
    Merge: URIRef
    Polarity: URIRef
    Status: URIRef
    Positive: URIRef
    Negative: URIRef
    Actual: URIRef
    Future: URIRef
    Unreal: URIRef
    statement: URIRef
    actor: URIRef
    target: URIRef
    actorPrincipal: URIRef
    targetPrincipal: URIRef
    actorMention: URIRef
    actionMention: URIRef
    targetMention: URIRef
    polarity: URIRef
    status: URIRef
    attributedTo: URIRef
    confidence: URIRef
    rule: URIRef
    kind: URIRef
    tense: URIRef
    modality: URIRef
    argument: URIRef
    role: URIRef
    marker: URIRef
    entity: URIRef
    value: URIRef
    topic: URIRef
    sentenceIndex: URIRef
    digest: URIRef
    office: URIRef
    principalKey: URIRef
    principal: URIRef
    represents: URIRef
    memberOf: URIRef
    partOf: URIRef
    capitalOf: URIRef
    officialOf: URIRef
    relatedTo: URIRef
    plover: URIRef
    cameo: URIRef
    mode: URIRef
    codedAs: URIRef


class GEO(DefinedNamespace):
    """WGS 84 of the W3C: latitude and longitude in degrees."""

    _fail = True
    _NS = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")

    lat: URIRef
    long: URIRef


class SEM(DefinedNamespace):
    """Simple Event Model (van Hage et al. 2011)."""

    _fail = True
    _NS = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")

    Event: URIRef
    Actor: URIRef
    Place: URIRef
    EventType: URIRef
    eventType: URIRef
    hasPlace: URIRef
    hasTimeStamp: URIRef
    hasBeginTimeStamp: URIRef
    hasEndTimeStamp: URIRef


class GAF(DefinedNamespace):
    """Grounded Annotation Framework (Fokkens et al. 2013)."""

    _fail = True
    _NS = Namespace("http://groundedannotationframework.org/gaf#")

    denotedBy: URIRef


class NIF(DefinedNamespace):
    """NLP Interchange Format 2.0 (Hellmann et al. 2013)."""

    _fail = True
    _NS = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")

    Context: URIRef
    Sentence: URIRef
    Phrase: URIRef
    RFC5147String: URIRef
    beginIndex: URIRef
    endIndex: URIRef
    anchorOf: URIRef
    referenceContext: URIRef


PREFIXES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "dct": "http://purl.org/dc/terms/",
    "sem": str(SEM._NS),
    "gaf": str(GAF._NS),
    "nif": str(NIF._NS),
    "kg": str(KG._NS),
    "ent": str(ENT),
    "act": str(ACT),
    "st": str(ST),
    "plover": str(PLOVER),
    "geo": str(GEO._NS),
}


def slug(words: str) -> str:
    """Words as the last part of an IRI: letters and digits of any script, joined by hyphens."""
    kept = unicodedata.normalize("NFC", words).casefold().replace(ZWNJ, "-")
    joined = re.sub(r"[^\w]+|_+", "-", kept).strip("-")
    if joined and len(joined) <= SLUG_LIMIT:
        return joined
    digest = hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:12]
    return f"{joined[:SLUG_LIMIT]}-{digest}".strip("-")


def doc_iri(doc_id: str) -> URIRef:
    """The IRI of a document, also the name of its graph; any identifier is percent-encoded."""
    encoded = quote(doc_id.encode("utf-8", "replace"), safe="")
    # A last part `.` or `..` would be taken for a relative step by URL software.
    return DOC[encoded.replace(".", "%2E") if set(encoded) <= {"."} else encoded]


def span_iri(document: URIRef, start: int, end: int) -> URIRef:
    """A span of a document as RFC 5147 writes it: `<doc>#char=10,80`."""
    return URIRef(f"{document}#char={start},{end}")


def statement_iri(subject: str, predicate: str, target: str) -> URIRef:
    """The statement of one actor-action-target."""
    return ST[statement_digits(subject, predicate, target)]


def statement_digits(subject: str, predicate: str, target: str) -> str:
    """The last part of a statement's IRI: 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(f"{subject} {predicate} {target}".encode()).hexdigest()[:16]


def safe_iri(iri: str) -> URIRef:
    """The IRI with every character that N-Triples forbids percent-encoded."""
    return URIRef(re.sub(r"[\x00-\x20<>\"{}|^`\\\x7f-\x9f\ud800-\udfff]", _percent, iri))


def _percent(found: re.Match[str]) -> str:
    return quote(found.group().encode("utf-8", "replace"), safe="")
