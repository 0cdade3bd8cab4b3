"""What PLOVER makes of an action in its context, and the scheme that actions stand in."""

import pytest
from rdflib import Graph
from rdflib.namespace import RDF, SKOS
from test_resolve import told

from kg.graph import state
from kg.graph.scheme import describe_scheme, describe_type, quad_iri, type_iri
from kg.model import Article, Mention, Sentence
from kg.persian.frames import event_types, load_frames
from kg.resolve import Resolver
from kg.resolve.plover import event_code
from kg.vocabulary import ACTIONS, KG, PLOVER, SEM

HELP, ATTACK, SPEAK, RETREAT, VISIT = "کمک کردن", "حمله کردن", "گفتن", "عقب‌نشینی کردن", "دیدار کردن"


def code(lemma, polarity="+", status="actual", modality=None, by_itself=False):
    source = Mention("ژاپن", 0, 4, 1, 1) if by_itself else None
    rest = {"polarity": polarity, "status": status, "modality": modality, "source": source}
    return event_code(told(Resolver(), "ژاپن", lemma, "روسیه", **rest))


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        ("AID", {"lemma": HELP}),
        ("AGREE", {"lemma": HELP, "status": "future"}),
        ("AGREE", {"lemma": HELP, "status": "unreal", "modality": "promised"}),
        ("REJECT", {"lemma": HELP, "status": "future", "polarity": "-"}),
        (None, {"lemma": HELP, "polarity": "-"}),
        (None, {"lemma": HELP, "status": "unreal", "modality": "requested"}),
        (None, {"lemma": HELP, "status": "unreal", "modality": "possible"}),
        ("AGREE", {"lemma": VISIT, "status": "future"}),
        ("RETREAT", {"lemma": RETREAT}),
        ("CONCEDE", {"lemma": RETREAT, "status": "future"}),
        ("ASSAULT", {"lemma": ATTACK}),
        ("CONCEDE", {"lemma": ATTACK, "status": "future", "polarity": "-"}),
        ("THREATEN", {"lemma": ATTACK, "status": "future", "by_itself": True}),
        ("THREATEN", {"lemma": ATTACK, "status": "unreal", "modality": "conditional", "by_itself": True}),
        ("THREATEN", {"lemma": ATTACK, "status": "unreal", "modality": "threatened"}),
        (None, {"lemma": ATTACK, "status": "future"}),
        (None, {"lemma": ATTACK, "status": "unreal", "modality": "possible"}),
        (None, {"lemma": SPEAK}),
    ],
)
def test_the_context_changes_the_code(expected, said):
    assert code(**said) == expected


def test_the_action_itself_keeps_its_type():
    future = told(Resolver(), "ژاپن", HELP, "روسیه", status="future")
    assert future.action.plover == "AID" and event_code(future) == "AGREE"


def test_every_type_of_the_frames_is_a_concept_below_its_quad():
    for frame in load_frames().all:
        assert frame.plover is None or frame.plover in event_types()
    assert len(event_types()) == 16 and len({one.quad for one in event_types().values()}) == 4


def test_the_vocabulary_describes_the_scheme_as_it_is_stated():
    from test_shapes import GRAPH

    described, stated = Graph().parse(GRAPH / "vocabulary.ttl"), Graph()
    for triple in [*describe_scheme(), *(one for name in event_types() for one in describe_type(name))]:
        if triple[1] != SKOS.hasTopConcept:
            stated.add(triple)
    ours = {t for t in described if str(t[0]).startswith(str(PLOVER)) or t[0] == ACTIONS}
    assert ours == set(stated)


def test_an_action_is_found_by_its_quad():
    triple = told(Resolver(), "ژاپن", HELP, "روسیه", status="future")
    text = triple.text
    article = Article("a", text, sentences=(Sentence("a", 1, text, 0, len(text), ()),))
    graph = Graph()
    for s, p, o, _ in state(article, [triple], "run", "digest"):
        graph.add((s, p, o))
    [event] = graph.subjects(KG.codedAs, type_iri("AGREE"))
    [action] = graph.objects(event, SEM.eventType)
    assert (action, SKOS.broader, type_iri("AID")) in graph
    assert (type_iri("AID"), SKOS.broader, quad_iri("material cooperation")) in graph
    assert len(list(graph.objects(ACTIONS, SKOS.hasTopConcept))) == 4
    assert (type_iri("ASSAULT"), RDF.type, SKOS.Concept) not in graph, "only what is used"

