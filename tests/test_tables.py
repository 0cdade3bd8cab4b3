"""The reader of the TSV tables says where a row is wrong and what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import TableError
from kg.persian.tables import read_table


def table(folder: Path, text: str) -> Path:
    path = folder / "roles.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_with_comments_blank_lines_and_empty_cells(tmp_path: Path) -> None:
    path = table(tmp_path, "# prepositions\n\nmarker\trole\nدر\tplace\n\n# later\nبا\t\n")
    rows = read_table(path, ["role", "marker"])
    assert [dict(row) for row in rows] == [{"marker": "در", "role": "place"}, {"marker": "با", "role": None}]
    assert [row.line for row in rows] == [4, 7]


def test_windows_line_ends_and_byte_order_mark(tmp_path: Path) -> None:
    path = table(tmp_path, "\ufeffmarker\trole\r\nدر\tplace\r\n")
    assert read_table(path, ["marker", "role"])[0]["role"] == "place"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("marker\trol\nدر\tplace\n", "roles.tsv:1: unknown column 'rol'. Did you mean 'role'?"),
        ("#\nmarker\nدر\n", "roles.tsv:2: column 'role' is missing. Expected columns: marker, role."),
        ("marker\trole\trole\n", "roles.tsv:1: column 'role' occurs twice."),
        ("marker\trole\nدر\tplace\nبا\n", "roles.tsv:3: 1 cells, but the header has 2 columns."),
        ("marker\trole\nدر\tplace\tx\n", "roles.tsv:2: 3 cells, but the header has 2 columns."),
        ("# nothing\n", "roles.tsv: the table has no header row; expected: marker, role."),
    ],
)
def test_wrong_table_says_where(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(TableError) as error:
        read_table(table(tmp_path, text), ["marker", "role"])
    assert message in str(error.value)


def test_missing_and_badly_encoded_table(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"nothere.tsv: cannot be read: No such file"):
        read_table(tmp_path / "nothere.tsv", ["marker"])
    path = tmp_path / "old.tsv"
    path.write_bytes("marker\nدر\n".encode("cp1256"))
    with pytest.raises(TableError, match=r"old.tsv: not UTF-8 at byte 7"):
        read_table(path, ["marker"])


def test_needed_cell(tmp_path: Path) -> None:
    row = read_table(table(tmp_path, "marker\trole\nبا\t\n"), ["marker", "role"])[0]
    assert row.need("marker") == "با"
    with pytest.raises(TableError, match=r"roles.tsv:2: column 'role' is empty"):
        row.need("role")
