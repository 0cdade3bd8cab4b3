"""The ASGI application: /sparql, /queries, the page and what it asks for."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route

from kg.errors import KgError, QueryError
from kg.serve.api import ROUTES
from kg.serve.page import PageFiles, index
from kg.serve.protocol import Refused, Wanted, endpoint, read, wanted
from kg.serve.worker import Busy, Died, Late, Pool
from kg.store import Store, list_queries, query_text
from kg.store.asked import NoFormat, TooManyRows

ROWS = 100_000
CORS = {"Access-Control-Allow-Origin": "*"}
ALLOWED = "GET, HEAD, POST, OPTIONS"
PREFLIGHT = {"Allow": ALLOWED, "Access-Control-Allow-Methods": ALLOWED,
             "Access-Control-Allow-Headers": "Accept, Content-Type"}  # fmt: skip
STATUS: dict[type[KgError], int] = {
    QueryError: 400, NoFormat: 406, TooManyRows: 413, Busy: 503, Late: 504, Died: 500,
}  # fmt: skip
DESCRIPTION = """@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix f: <http://www.w3.org/ns/formats/> .
[] a sd:Service ; sd:endpoint <{endpoint}> ; sd:supportedLanguage sd:SPARQL11Query ;
  sd:feature sd:UnionDefaultGraph ; sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ] ;
  sd:resultFormat f:SPARQL_Results_JSON, f:SPARQL_Results_XML, f:SPARQL_Results_CSV, f:SPARQL_Results_TSV,
    f:Turtle, f:N-Triples .
"""


def application(store: str | Path, seconds: float = 30, most: int = 8, rows: int = ROWS) -> Starlette:
    """The endpoint over the store: a deadline in seconds, so many queries at once, so many rows an answer."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.pool = Pool(Path(store), seconds, most)
        app.state.rows = rows
        yield
        app.state.pool.close()

    routes = [
        Route("/sparql", sparql, methods=["GET", "POST", "OPTIONS"]),
        Route("/queries", queries),
        Route("/", page),
        *ROUTES,
        Mount("/static", PageFiles()),
    ]
    return Starlette(routes=routes, lifespan=lifespan)


async def sparql(request: Request) -> Response:
    """The answer, or an error whose text says what is wrong."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=CORS | PREFLIGHT)
    try:
        found = await read(request, request.app.state.rows)
        if found is None:
            return _description(request)
        asked, want = found
        kind, written = await run_in_threadpool(request.app.state.pool.ask, asked)
    except Refused as error:
        return _error(error.status, error)
    except KgError as error:
        return _error(STATUS.get(type(error), 500), error)
    return Response(written, media_type=_type(kind, want), headers=CORS | {"Vary": "Accept"})


def _type(kind: str, want: Wanted) -> str:
    return (want.rdf if kind in ("turtle", "ntriples") else want.table) or "text/plain"


def _error(status: int, error: Exception) -> Response:
    return PlainTextResponse(f"{error}\n", status, headers=CORS)


def _description(request: Request) -> Response:
    if wanted(request.headers.get("accept", "")).rdf is None and "html" not in request.headers.get("accept", ""):
        return _error(406, KgError("the service description is in Turtle."))
    return Response(DESCRIPTION.format(endpoint=endpoint(request)), media_type="text/turtle", headers=CORS)


async def queries(_: Request) -> Response:
    """The named queries: name and parameters, question and text in both languages."""
    listed = []
    for name, question, parameters in list_queries():
        text = {labels: query_text(name, labels) for labels in ("en", "fa")}
        persian = text["fa"].splitlines()[1].lstrip("# ").strip()
        declared = [{"name": p.name, "default": p.default, "numeric": p.numeric} for p in parameters]
        listed.append({"name": name, "en": question, "fa": persian, "text": text, "parameters": declared})
    return JSONResponse(listed, headers=CORS)


async def page(_: Request) -> Response:
    """The page."""
    return index()


def serve(store: str, host: str, port: int, seconds: float, ready: Callable[[], None]) -> None:
    """Serve until interrupted; `ready` is called when clients can connect.

    Raises StoreError when there is no store, KgError when the address is taken or not of this machine.
    """
    import uvicorn

    with Store(store, read_only=True):
        pass
    with _listening(host, port) as line:
        ready()
        settings = uvicorn.Config(application(store, seconds), log_level="warning")
        uvicorn.Server(settings).run(sockets=[line])


def _listening(host: str, port: int) -> socket.socket:
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family)
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or error
        raise KgError(f"{host}:{port}: cannot listen there ({why}); choose another with --port or --host.") from error
