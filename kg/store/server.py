"""Requests to one SPARQL server, tried again when it is busy or the line breaks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from kg.errors import StoreError
from kg.store.address import TOKEN, USER, Address

if TYPE_CHECKING:
    import httpx

TRIES = 6
FIRST_PAUSE = 0.5
"""Seconds before the second try; each further pause is twice as long: 0.5, 1, 2, 4, 8."""
LONGEST_PAUSE = 60.0
BUSY = frozenset({429, 502, 503, 504})
SECONDS = 300.0
LONGEST_LINE = 200
QUERY, UPDATE = "application/sparql-query", "application/sparql-update"
N_TRIPLES = "application/n-triples"


class Server:
    """A server; `pause` waits so many seconds between tries."""

    def __init__(self, address: Address, pause: Callable[[float], None] = time.sleep) -> None:
        import httpx

        self.address, self._pause = address, pause
        headers = {"User-Agent": "kg"} | ({"Authorization": f"Bearer {address.token}"} if address.token else {})
        # No trust in .netrc: credentials come from where the manual says, from nowhere else.
        self._client = httpx.Client(
            auth=address.login or _no_login, headers=headers, timeout=httpx.Timeout(SECONDS, connect=20.0)
        )
        self._updates = list(address.updates)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    @contextmanager
    def answer(self, sparql: str, accept: str, more: Mapping[str, Any]) -> Iterator[httpx.Response]:
        """The answer to a query, its body not read yet.  StoreError when the server refuses or is not there."""
        body = {"query": sparql, **more}
        with self._sent("POST", self.address.query, data=body, headers={"Accept": accept}) as response:
            yield response

    def update(self, sparql: str) -> None:
        """Carry out an update; the first URL that takes one is kept."""
        while len(self._updates) > 1:
            try:
                return self._update(self._updates[0], sparql)
            except NotHere:
                del self._updates[0]
        try:
            self._update(self._updates[0], sparql)
        except NotHere as error:
            tried = ", ".join(self.address.updates)
            said = f"{error}".rstrip(".")
            raise StoreError(f"{said}. No update was taken at {tried}; name the place with --update-url.") from None

    def _update(self, url: str, sparql: str) -> None:
        headers = {"Content-Type": UPDATE}
        with self._sent("POST", url, content=sparql.encode(), headers=headers) as response:
            response.read()

    def put_graph(self, graph: str, triples: bytes) -> None:
        """Put the N-Triples in place of the named graph (Graph Store Protocol)."""
        self._graphs("PUT", {"graph": graph}, triples)

    def add_default(self, triples: bytes) -> None:
        """Add the N-Triples to the default graph (Graph Store Protocol)."""
        self._graphs("POST", {"default": ""}, triples)

    def _graphs(self, method: str, params: dict[str, str], triples: bytes) -> None:
        assert self.address.graphs is not None
        headers = {"Content-Type": N_TRIPLES}
        with self._sent(method, self.address.graphs, params=params, content=triples, headers=headers) as response:
            response.read()

    @contextmanager
    def _sent(self, method: str, url: str, **request: Any) -> Iterator[httpx.Response]:
        response = self._tried(method, url, request)
        try:
            yield response
        finally:
            response.close()

    def _tried(self, method: str, url: str, request: dict[str, Any]) -> httpx.Response:
        import httpx

        for number in range(TRIES):
            last = number == TRIES - 1
            wait = FIRST_PAUSE * 2**number
            try:
                response = self._client.send(self._client.build_request(method, url, **request), stream=True)
            except (httpx.TransportError, OSError) as error:
                if last:
                    said = " ".join(str(error).split()) or type(error).__name__
                    raise StoreError(f"{url}: cannot be reached after {TRIES} tries ({said}).") from None
            else:
                if response.is_success:
                    return response
                said = _line(response)
                response.close()
                if last or response.status_code not in BUSY:
                    raise _refused(url, response, said, TRIES if last else 1)
                wait = max(wait, _asked(response))
            self._pause(min(wait, LONGEST_PAUSE))
        raise AssertionError("the last try raises")


class NotHere(StoreError):
    """This URL takes no such request."""


def _no_login(request: httpx.Request) -> httpx.Request:
    return request


def _refused(url: str, response: httpx.Response, said: str, tries: int) -> StoreError:
    status, after = f"{response.status_code} {response.reason_phrase}".strip(), f" {tries} times" if tries > 1 else ""
    text = f"{url}: answered {status}{after}: {said}" if said else f"{url}: answered {status}{after}."
    if response.status_code in (401, 403):
        return StoreError(f"{text} Credentials are read from the URL, {TOKEN}, or {USER} and its password.")
    if response.is_redirect:
        return StoreError(f"{url}: sends on to {response.headers.get('location', 'another place')}; name that URL.")
    return NotHere(text) if response.status_code in (404, 405, 415, 501) else StoreError(text)


def _line(response: httpx.Response) -> str:
    """The first line of what the server says, as far as it is text."""
    import httpx

    try:
        held = b""
        for chunk in response.iter_bytes(4096):
            held += chunk
            if len(held) >= 4096:
                break
    except httpx.HTTPError:
        return ""
    lines = [line.strip() for line in held.decode("utf-8", "replace").splitlines() if line.strip()]
    line = "".join(letter if letter.isprintable() else " " for letter in lines[0]) if lines else ""
    return line if len(line) <= LONGEST_LINE else line[:LONGEST_LINE] + "…"


def _asked(response: httpx.Response) -> float:
    """The seconds that a busy server asks to wait (Retry-After), 0 when it does not say."""
    asked = response.headers.get("retry-after", "")
    try:
        return float(asked) if asked.isdecimal() else max(0.0, parsedate_to_datetime(asked).timestamp() - time.time())
    except ValueError:
        return 0.0
