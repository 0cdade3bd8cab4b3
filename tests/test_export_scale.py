"""Many edges: exports take seconds and no more memory than few do."""

import io
import time
import tracemalloc

import pytest
from scale_export import WRITERS, excerpt

from kg.export.measures import EXACT, SAMPLED, measure


class Nowhere(io.TextIOBase):
    """Counts what is written to it."""

    size = 0

    def write(self, text):
        self.size += len(text)
        return len(text)


@pytest.fixture(scope="module", params=[2_000, 20_000])
def gathered(request):
    with excerpt(request.param, measured=False) as found:
        yield request.param, found


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_writing_is_fast_and_holds_no_edges(gathered, name):
    edges, found = gathered
    out = Nowhere()
    tracemalloc.start()
    began = time.process_time()
    try:
        assert 0.99 * edges < WRITERS[name](found, out) <= edges
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    # Tracing makes it several times slower; 200,000 edges take some ten seconds without.
    assert time.process_time() - began < edges / 200
    assert out.size > 300 * edges
    assert peak < 2 << 20, f"{peak} bytes at once for {edges} edges"


def test_gathering_holds_no_events():
    peaks = []
    for edges in (2_000, 20_000):
        tracemalloc.start()
        try:
            with excerpt(edges, measured=False):
                peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    assert peaks[1] < peaks[0] + (2 << 20)


def ring(nodes):
    return [(number, (number + 1) % nodes, 1.0) for number in range(nodes)]


def test_two_circles_are_two_communities():
    clique = [(a, b, 1.0) for a in range(5) for b in range(5) if a != b]
    other = [(a + 10, b + 10, 1.0) for a, b, _ in clique]
    found = {one.node: one for one in measure([*clique, *other, (0, 10, 1.0)])}
    assert len({found[node].community for node in range(5)}) == 1
    assert {one.community for one in found.values()} == {0, 1}
    assert found[0].betweenness == max(one.betweenness for one in found.values()) > 0
    assert measure([]) is not None and list(measure([])) == []


def test_betweenness_is_exact_for_few_sampled_for_more_and_left_out_for_many():
    exact = [one.betweenness for one in measure(ring(EXACT))]
    assert max(exact) == pytest.approx(min(exact))
    sampled = [one.betweenness for one in measure(ring(EXACT + 200))]
    assert max(sampled) > min(sampled) > 0
    assert all(one.betweenness is None and one.pagerank > 0 for one in measure(ring(SAMPLED + 1)))
