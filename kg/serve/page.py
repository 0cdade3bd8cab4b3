"""The page and its files, which ask for nothing elsewhere."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

STATIC = Path(__file__).with_name("static")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
SAFE = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
# A file of others has its version in its name and never changes; ours are asked for again.
FOREVER, AGAIN = "public, max-age=31536000, immutable", "no-cache"
# Some systems know these by no type or by another.
for _suffix, _type in {".js": "text/javascript", ".mjs": "text/javascript", ".woff2": "font/woff2"}.items():
    mimetypes.add_type(_type, _suffix)


class PageFiles(StaticFiles):
    """The files of the page with what a browser must know about them."""

    def __init__(self) -> None:
        super().__init__(directory=STATIC)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, or that it has not changed."""
        response = await super().get_response(path, scope)
        foreign = path.startswith("vendor/") and not path.endswith(".txt")
        response.headers.update(SAFE | {"Cache-Control": FOREVER if foreign else AGAIN})
        return response


def index() -> Response:
    """The page itself."""
    return FileResponse(STATIC / "index.html", media_type="text/html", headers=SAFE | {"Cache-Control": AGAIN})
