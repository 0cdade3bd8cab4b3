"""The named queries: files whose first comment is the question and which declare their parameters.

    # Who acts on X?
    # <the same in Persian>
    # @param target (required) - whose name, key or IRI
    # @param limit (default: 50) - how many rows

`$target` in the query is replaced by an escaped string literal; a parameter whose default is a
number accepts only a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import QueryError, did_you_mean

HERE = Path(__file__).resolve()
PACKAGED = HERE.parents[1] / "queries"
REPOSITORY = HERE.parents[2] / "queries"
DECLARATION = re.compile(r"#\s*@param\s+(\w+)\s+\((required|default:\s*(.*?))\)\s*(?:[-\u2013\u2014]\s*)?(.*)")
# Strings, IRIs and comments are passed over, so that only a bare `$name` is a parameter.
LABELS = re.compile(r"(\?\w+)_en(\)?), ((?:STR\()?)\1_fa\b")
"""The two labels of something, the English one taken first: `?actor_en, ?actor_fa`."""
TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|' r"'(?:[^'\\\n]|\\.)*'" r"|<[^<>\s]*>|#[^\n]*|\$(\w+)")
ESCAPES = {'"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(frozen=True)
class Parameter:
    """A parameter of a query; `default` is None when it must be given."""

    name: str
    default: str | None
    description: str

    @property
    def named(self) -> bool:
        """Does it name an actor?  A place is not meant: «پاریس» is not the government of France there."""
        return self.description.startswith("a name ") and "IRI" in self.description and self.name != "place"

    @property
    def numeric(self) -> bool:
        """Does it accept only whole numbers?"""
        return self.default is not None and self.default.isdecimal()


def list_queries() -> list[tuple[str, str, list[Parameter]]]:
    """Name, question and parameters of every query that comes with kg, sorted by name."""
    listed = []
    for path in _files():
        text = path.read_text(encoding="utf-8")
        listed.append((path.stem, text.splitlines()[0].lstrip("# ").strip(), parameters(text)))
    return listed


def load_query(name_or_path_or_text: str, params: Mapping[str, str], labels: str = "en") -> str:
    """SPARQL with its parameters filled in.

    The query is the name of one of ours, a `.rq` file, or the text of a query itself.  With labels
    `fa` it names things in Persian first.  Raises QueryError for an unknown name, a missing, unknown or
    ill-formed parameter.
    """
    text, name = _read(name_or_path_or_text)
    return _fill(_labelled(text, labels), _values(parameters(text), params, name))


def query_text(name: str, labels: str = "en") -> str:
    """The text of a query of ours, its parameters not filled in.  Raises QueryError for an unknown name."""
    return _labelled(_read(name)[0], labels)


def _labelled(text: str, labels: str) -> str:
    return LABELS.sub(r"\1_fa\2, \3\1_en", text) if labels == "fa" else text


def parameters(text: str) -> list[Parameter]:
    """The parameters that a query declares in its comments, in order."""
    found = []
    for line in text.splitlines():
        match = DECLARATION.match(line.strip())
        if match:
            name, demand, default, description = match.groups()
            found.append(Parameter(name, None if demand == "required" else default.strip('" '), description))
    return found


def _files() -> list[Path]:
    folder = PACKAGED if PACKAGED.is_dir() else REPOSITORY
    return sorted(folder.glob("*.rq"))


def _read(wanted: str) -> tuple[str, str]:
    for path in _files():
        if path.stem == wanted:
            return path.read_text(encoding="utf-8"), wanted
    if re.search(r"[\s{]", wanted.strip()) and not wanted.endswith(".rq"):
        return wanted, "the query"
    path = Path(wanted)
    if wanted.endswith(".rq") or path.is_file():
        return _read_file(path), wanted
    names = [path.stem for path in _files()]
    hint = did_you_mean(wanted, names)
    raise QueryError(f"{wanted}: no query of that name. {hint + ' ' if hint else ''}Known: {', '.join(names)}.")


def _read_file(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise QueryError(f"{path}: cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise QueryError(f"{path}: is not UTF-8; save the query as UTF-8.") from error


def _values(declared: Sequence[Parameter], given: Mapping[str, str], name: str) -> dict[str, str]:
    names = [parameter.name for parameter in declared]
    takes = f"It takes: {', '.join(names)}." if names else "It takes none."
    for unknown in sorted(set(given) - set(names)):
        hint = did_you_mean(unknown, names)
        raise QueryError(" ".join(filter(None, (f"{name}: unknown parameter '{unknown}'.", hint, takes))))
    missing = [p.name for p in declared if p.default is None and p.name not in given]
    if missing:
        example = " ".join(f"--param {one}=..." for one in missing)
        raise QueryError(f"{name}: missing parameter {', '.join(missing)}; add {example}.")
    values = {p.name: given.get(p.name, p.default or "") for p in declared}
    return {p.name: _literal(p, _known(values[p.name]) if p.named else values[p.name], name) for p in declared}


def _known(value: str) -> str:
    """The IRI of the actor that our tables know by this name, in either language; any other value as it is.

    The graph holds an entity's canonical names and those that articles used; «Iran» may be neither.
    """
    if not value or value.startswith("http"):
        return value
    from kg.persian.spelling import words
    from kg.resolve.registry import load_registry

    registry = load_registry()
    found = (registry.exact(words(written)) for written in (value, value.title(), value.upper()))
    return next((entity.iri for entity in found if entity is not None), value)


def _literal(parameter: Parameter, value: str, name: str) -> str:
    if parameter.numeric:
        if not re.fullmatch(r"[0-9]{1,9}", value):
            raise QueryError(f"{name}: parameter {parameter.name} is '{value}'; it must be a whole number.")
        return value
    if "\\" in value:
        # rdflib expands \u escapes before it reads the query, so no escaping of them is safe.
        raise QueryError(f"{name}: parameter {parameter.name} holds a backslash; write it without.")
    return '"' + "".join(ESCAPES.get(letter, letter) for letter in value) + '"'


def _fill(text: str, values: Mapping[str, str]) -> str:
    return "".join(_pieces(text, values))


def _pieces(text: str, values: Mapping[str, str]) -> Iterator[str]:
    end = 0
    for match in TOKEN.finditer(text):
        if match.group(1) in values:
            yield text[end : match.start()]
            yield values[match.group(1)]
            end = match.end()
    yield text[end:]
