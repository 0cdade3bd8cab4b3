"""An interactive picture in one HTML file that asks for nothing elsewhere."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.export.edges import QUADS, Edge, Node
from kg.export.places import places
from kg.export.words import words

# What JSON may hold but a script element may not: `</script>`, `<!--` and line ends of old JavaScript.
UNSAFE = re.compile("[<>&\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")
EXPORTED = re.compile(r"export\s*\{\s*(\w+)\s+as\s+default\s*\}\s*;?\s*$")
PLACEHOLDER = re.compile(r"@([A-Z]+)@")
NAME = 140.0
"""Pixels of a name's width, which is the unit of places."""


def write_page(nodes: dict[str, Node], edges: Sequence[Edge], labels: str, path: Path) -> None:
    """Write the nodes and edges as an HTML page whose words are in the language of the labels."""
    template = (files("kg") / "export" / "picture.html").read_text(encoding="utf-8")
    parts = {
        "LANG": labels,
        "DIR": "rtl" if labels == "fa" else "ltr",
        "FONT": base64.b64encode(_bundled("vazirmatn-", ".woff2").read_bytes()).decode(),
        "LIBRARY": _library(),
        "LICENCES": "\n\n".join(_licence(name) for name in ("cytoscape.txt", "vazirmatn.txt")),
        "WORDS": _json(words(labels)),
        "GRAPH": _json(_graph(nodes, edges)),
    }
    path.write_text(PLACEHOLDER.sub(lambda found: parts[found[1]], template), encoding="utf-8")


def _graph(nodes: dict[str, Node], edges: Sequence[Edge]) -> dict[str, Any]:
    where = places(edges)
    return {
        "nodes": [_known(nodes[name]) | {"x": NAME * x, "y": -NAME * y} for name, (x, y) in where.items()],
        "edges": [_known(edge) | _look(edge) for edge in edges],
        "quads": {quad: color for quad, color in QUADS.items() if any(edge.quad == quad for edge in edges)},
    }


def _json(held: Any) -> str:
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(held, ensure_ascii=False))


def _known(owner: Node | Edge) -> dict[str, Any]:
    return {name: value for name, value in asdict(owner).items() if name != "days"}


def _look(edge: Edge) -> dict[str, Any]:
    return {"width": round(1 + edge.weight**0.5, 2)}


def _library() -> str:
    """cytoscape as a statement that names it `cytoscape`, its own short names kept inside."""
    text = _bundled("cytoscape-", ".min.mjs").read_text(encoding="utf-8")
    text, count = EXPORTED.subn(r"return \1;", text)
    if count != 1:
        raise KgError("the bundled cytoscape is not the module that kg draw knows; install kg again.")
    return f"const cytoscape = (() => {{ {text} }})();".replace("</", "<\\/")


def _licence(name: str) -> str:
    return (_static() / "LICENSES" / name).read_text(encoding="utf-8").replace("<", "&lt;")


def _bundled(prefix: str, suffix: str) -> Traversable:
    """The file of that name with whatever version is bundled, beside the page of `kg serve`."""
    for found in _static().iterdir():
        if found.name.startswith(prefix) and found.name.endswith(suffix):
            return found
    raise KgError(f"{prefix}*{suffix} is missing from the installation; install kg again.")


def _static() -> Traversable:
    return files("kg") / "serve" / "static" / "vendor"
