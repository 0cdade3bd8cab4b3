"""Send the documents of a store to a server."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store.remote import Remote
from kg.store.store import Store


@dataclass(frozen=True)
class Pushed:
    """How many documents were not there, were there in another version, and as they are."""

    new: int = 0
    replaced: int = 0
    unchanged: int = 0

    def __str__(self) -> str:
        """`3 new, 0 replaced, 12 unchanged`."""
        return ", ".join(f"{count} {name}" for name, count in asdict(self).items())


def push(store: Store, remote: Remote) -> Pushed:
    """Send every document that the server has not, or has with another digest.

    After an interruption the same call goes on where it stopped: documents that arrived have their digest.
    """
    return deque(pushing(store, remote), maxlen=1)[0]


def pushing(store: Store, remote: Remote) -> Iterator[Pushed]:
    """As `push`, with the counts so far after each document; all is sent when it ends."""
    pushed = Pushed()
    sent: set[ox.NamedNode] = set()
    for doc_id in store.documents():
        digest, there = store.digest(doc_id), remote.digest(doc_id)
        if digest is None:
            raise StoreError(f"{store.path}: document '{doc_id}' has no digest; build it again.")
        if digest == there:
            pushed = replace(pushed, unchanged=pushed.unchanged + 1)
        else:
            if there is not None:
                # What a former version alone pointed at goes, so nothing is sure to be there still.
                sent.clear()
            remote.take(doc_id, store.document(doc_id, sent))
            pushed = replace(pushed, new=pushed.new + (there is None), replaced=pushed.replaced + (there is not None))
        yield pushed
    remote.flush()
    yield pushed
