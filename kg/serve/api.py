"""What the page asks for: small answers in JSON and files, each bounded like a query of the endpoint."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg.errors import KgError, UsageError
from kg.serve.around import around
from kg.serve.evidence import evidence
from kg.serve.page import SAFE
from kg.serve.search import overview, search
from kg.serve.shown import TYPES, written
from kg.serve.view import Sought, View, read_sought, read_view
from kg.serve.worker import Busy, Died, Late, Work

W = TypeVar("W")
STATUS: dict[type[KgError], int] = {UsageError: 400, Busy: 503, Late: 504, Died: 500}
LONGEST = 60_000
HEADERS = SAFE | {"Cache-Control": "no-store"}


def _nothing(_: Request) -> None:
    return None


def _sought(request: Request) -> Sought:
    return read_sought(_given(request))


def _view(request: Request) -> View:
    view = read_view(_given(request))
    if not view.centres:
        raise UsageError("entity: name at least one actor by its IRI.")
    return view


def _file(request: Request) -> tuple[str, View]:
    form = request.path_params["form"]
    if form not in TYPES:
        raise UsageError(f"{form}: is no format here; ask for {', '.join(TYPES)}.")
    return form, _view(request)


def _given(request: Request) -> list[tuple[str, str]]:
    if len(request.url.query) > LONGEST:
        raise UsageError(f"the request is longer than {LONGEST} characters.")
    return parse_qsl(request.url.query)


def _route(path: str, work: Work[W], read: Callable[[Request], W]) -> Route:
    """The path, what is read from a request to it, and the work that answers."""

    async def answer(request: Request) -> Response:
        try:
            form, held = await run_in_threadpool(request.app.state.pool.run, work, read(request))
        except KgError as error:
            return JSONResponse({"error": str(error)}, STATUS.get(type(error), 500), headers=HEADERS)
        if form == "json":
            return Response(held, media_type="application/json", headers=HEADERS)
        kept = {"Content-Disposition": f'attachment; filename="graph.{form}"'}
        return Response(held, headers=HEADERS | kept | {"Content-Type": f"{TYPES[form]}; charset=utf-8"})

    return Route(path, answer)


ROUTES = [
    _route("/api/overview", overview, _nothing),
    _route("/api/search", search, _sought),
    _route("/api/around", around, _view),
    _route("/api/evidence", evidence, _view),
    _route("/api/export.{form}", written, _file),
]
