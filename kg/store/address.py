"""Where a SPARQL server takes queries, updates and whole graphs, and with which credentials."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit, urlunsplit

from kg.errors import UsageError

USER, PASSWORD, TOKEN = "KG_STORE_USER", "KG_STORE_PASSWORD", "KG_STORE_TOKEN"
"""Environment variables that hold credentials; those within the URL come first."""


@dataclass(frozen=True)
class Address:
    """The URLs of a server, without credentials.

    `updates` are tried in order until one takes an update; `graphs` is the Graph Store Protocol's URL,
    None to write by updates.  The credentials are kept out of every repr and message.
    """

    query: str
    updates: tuple[str, ...]
    graphs: str | None = None
    login: tuple[str, str] | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)

    @classmethod
    def read(cls, url: str, update: str | None = None, graphs: str | None = None) -> Address:
        """The addresses of the server that answers queries at `url`; UsageError for what is no URL."""
        bare, login = _parted(url)
        token = None if login else os.environ.get(TOKEN)
        if login is None and not token and USER in os.environ:
            login = os.environ[USER], os.environ.get(PASSWORD, "")
        updates = (_parted(update)[0],) if update else _updates(bare)
        return cls(bare, updates, _parted(graphs)[0] if graphs else None, login, token)


def is_url(store: str) -> bool:
    """Is the store behind a server, not in a folder?"""
    return re.match(r"https?://", store, re.I) is not None


def _parted(url: str) -> tuple[str, tuple[str, str] | None]:
    try:
        parts = urlsplit(url)
        host, port, user, password = parts.hostname, parts.port, parts.username, parts.password
    except ValueError:
        raise UsageError("the server's URL cannot be read; write http://host:port/path, odd letters as %XX.") from None
    if parts.scheme not in ("http", "https") or not host:
        raise UsageError(f"'{parts.scheme}://{host or ''}' is no server; write http://host:port/path.")
    where = (f"[{host}]" if ":" in host else host) + (f":{port}" if port else "")
    bare = urlunsplit((parts.scheme, where, parts.path, parts.query, ""))
    return bare, (unquote(user), unquote(password or "")) if user else None


def _updates(query: str) -> tuple[str, ...]:
    """Where servers take updates that take queries there.

    Oxigraph and Fuseki: `/query` or `/sparql` beside `/update`; RDF4J and GraphDB: `/statements` below
    the repository; Blazegraph and Virtuoso: the same URL.
    """
    parts = urlsplit(query)
    folder, _, last = parts.path.rstrip("/").rpartition("/")
    beside = (f"{folder}/update",) if last in ("sparql", "query") else ()
    below = (f"{parts.path.rstrip('/')}/statements",) if re.search(r"/repositories/[^/]+/?$", parts.path) else ()
    paths = (*beside, *below, parts.path)
    return tuple(urlunsplit(parts._replace(path=path)) for path in dict.fromkeys(paths))
