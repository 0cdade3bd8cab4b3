"""A graph by what a user writes after `--store`: a folder or the URL of a SPARQL server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.store.address import Address, is_url
from kg.store.store import Store

if TYPE_CHECKING:
    from kg.store.remote import Remote


def connect(
    store: str, read_only: bool = False, update_url: str | None = None, graph_store_url: str | None = None
) -> Store | Remote:
    """The folder's store, or the graph behind the URL; both are used with `with`.

    The two further URLs say where a server takes updates and whole graphs, when that cannot be told
    from the first.  UsageError when they come with a folder.
    """
    if is_url(store):
        return server(store, update_url, graph_store_url)
    if update_url or graph_store_url:
        raise UsageError(f"{store} is a folder; --update-url and --graph-store-url are for a server's URL.")
    return Store(store, read_only)


def server(url: str, update_url: str | None = None, graph_store_url: str | None = None) -> Remote:
    """The graph behind the URL.  UsageError for what is none."""
    from kg.store.remote import Remote

    return Remote(Address.read(url, update_url, graph_store_url))
