"""Reader of the TSV tables: linguistic knowledge is rows that can be read on their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path

from kg.errors import Place, TableError, did_you_mean


class Row(dict[str, str | None]):
    """One row of a table: column -> cell, None when the cell is empty; `place` is its file and line."""

    def __init__(self, cells: dict[str, str | None], place: Place) -> None:
        super().__init__(cells)
        self.place = place

    @property
    def line(self) -> int:
        """The 1-based line of the row."""
        return self.place.line or 0

    def need(self, column: str) -> str:
        """The cell of a column that may not be empty; TableError when it is."""
        cell = self[column]
        if cell is None:
            raise TableError(self.place, f"column '{column}' is empty;", "give it a value.")
        return cell


def read_table(path: Path | Traversable, columns: Sequence[str]) -> list[Row]:
    """The rows of a tab-separated table whose header names exactly `columns`, in any order.

    Lines that begin with '#' and blank lines are skipped, cells are stripped.  TableError, with file
    and line, for a table that cannot be read, a wrong header or a row with too few or many cells.
    """
    lines = _lines(path)
    number, header = next(lines, (0, []))
    if not number:
        raise TableError(Place(str(path)), "the table has no header row;", f"expected: {', '.join(columns)}.")
    _check_header(Place(str(path), number), header, columns)
    return [_row(Place(str(path), line), header, cells) for line, cells in lines]


def _lines(path: Path | Traversable) -> Iterator[tuple[int, list[str]]]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise TableError(Place(str(path)), f"not UTF-8 at byte {error.start};", "save it as UTF-8.") from None
    except OSError as error:
        raise TableError(Place(str(path)), f"cannot be read: {error.strerror or error}.") from None
    # Not splitlines(): a line separator or form feed inside a cell is not the end of a row.
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, [cell.strip() for cell in line.split("\t")]


def _check_header(place: Place, header: Sequence[str], columns: Sequence[str]) -> None:
    for name in header:
        if name not in columns:
            hint = did_you_mean(name, columns) or f"Expected columns: {', '.join(columns)}."
            raise TableError(place, f"unknown column '{name}'.", hint)
        if header.count(name) > 1:
            raise TableError(place, f"column '{name}' occurs twice.")
    for name in columns:
        if name not in header:
            raise TableError(
                place, f"column '{name}' is missing.", f"Expected columns: {', '.join(columns)}."
            )


def _row(place: Place, header: Sequence[str], cells: Sequence[str]) -> Row:
    if len(cells) != len(header):
        problem = f"{len(cells)} cells, but the header has {len(header)} columns."
        raise TableError(place, problem, "Cells are separated by one tab; an empty cell keeps its tab.")
    return Row({name: cell or None for name, cell in zip(header, cells, strict=True)}, place)
