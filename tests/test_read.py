"""Reading: every format, and one clear line for whatever is wrong."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import Article
from kg.text import read
from kg.text.formats import is_iso_date

BRIDGE = "پل کهنه فرو ریخت."
RAIN = "باران دیشب بند آمد."


def articles(*paths: str | Path, stdin: bytes | None = None) -> tuple[list[Article], list[str]]:
    errors: list[InputError] = []
    stream = None if stdin is None else io.BytesIO(stdin)
    found = list(read(paths, on_error=errors.append, stdin=stream))
    return found, [str(error) for error in errors]


def lone_error(*paths: str | Path) -> str:
    found, errors = articles(*paths)
    assert found == []
    assert len(errors) == 1
    assert "\n" not in errors[0]
    return errors[0]


def put(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


# ---------------------------------------------------------------- formats


def test_txt_is_one_article_as_it_stands(tmp_path: Path) -> None:
    text = f"\n {BRIDGE}\r\n{RAIN}\r\n\r\n"
    found, errors = articles(put(tmp_path / "news.txt", text))
    assert errors == []
    assert [(a.id, a.text, a.line, a.sentences) for a in found] == [("news", text, 1, None)]


def test_divided_txt(tmp_path: Path) -> None:
    text = f"{BRIDGE}\n\n[divide]\n\n{RAIN}\n{BRIDGE}\n [divide] \n[divide]\n{RAIN}\n\n"
    found, errors = articles(put(tmp_path / "news.txt", text))
    assert errors == []
    assert [(a.id, a.text, a.line) for a in found] == [
        ("news-1", BRIDGE, 1),
        ("news-2", f"{RAIN}\n{BRIDGE}", 5),
        ("news-3", RAIN, 9),
    ]


def test_jsonl_with_and_without_metadata(tmp_path: Path) -> None:
    rows = [
        {
            "id": "b7",
            "text": BRIDGE,
            "title": "پل",
            "date": "2024-04-20",
            "url": "https://e.org/1",
            "source": "ما",
        },
        {"text": RAIN, "facts": [1], "date": None, "title": ""},
        {"id": 12, "text": RAIN},
    ]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n\n"
    found, errors = articles(put(tmp_path / "day.jsonl", lines))
    assert errors == []
    path = str(tmp_path / "day.jsonl")
    assert found[0] == Article("b7", BRIDGE, "پل", "2024-04-20", "https://e.org/1", "ما", None, path, 1)
    assert found[1] == Article("day-2", RAIN, path=path, line=2)
    assert found[2].id == "12"


def test_csv_and_tsv_with_long_fields(tmp_path: Path) -> None:
    long = (BRIDGE + " ") * 20_000
    found, errors = articles(
        put(tmp_path / "a.csv", f'ID,Text,date\nx,"{BRIDGE}\n""{RAIN}""",2024\ny,{long},\n'),
        put(tmp_path / "b.tsv", f"text\tid\n{RAIN}\tz\n"),
    )
    assert errors == []
    assert [(a.id, a.line) for a in found] == [("x", 2), ("y", 4), ("z", 2)]
    assert found[0].text == f'{BRIDGE}\n"{RAIN}"'
    assert found[0].date == "2024"
    assert found[1].text == long


def test_gzip_of_each(tmp_path: Path) -> None:
    put(tmp_path / "a.txt.gz", gzip.compress(BRIDGE.encode()))
    put(tmp_path / "b.jsonl.gz", gzip.compress(json.dumps({"text": RAIN}).encode()))
    put(tmp_path / "c.csv.gz", gzip.compress(f"text\n{RAIN}\n".encode()))
    put(tmp_path / "unpacked.txt.gz", RAIN)
    found, errors = articles(tmp_path)
    assert errors == []
    assert [a.id for a in found] == ["a", "b-1", "c-2", "unpacked"]


def test_folder_is_sorted_and_deep_and_names_differ(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/x.txt",
        "c/x.txt",
        "c/.hidden.txt",
        ".git/y.txt",
        "notes.pdf",
        "c/day.txt",
        "day.csv",
    ):
        put(tmp_path / name, f"text\n{RAIN}\n" if name.endswith("csv") else RAIN)
    found, errors = articles(tmp_path, tmp_path / "b.txt")
    assert errors == []
    assert [a.id for a in found] == ["a/x", "b", "c/day", "c/x", "day-2"]


def test_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    found, errors = articles(
        put(tmp_path / "a.txt", "\ufeff" + BRIDGE), put(tmp_path / "b.csv", f"\ufefftext\n{RAIN}\n")
    )
    assert errors == []
    assert [a.text for a in found] == [BRIDGE, RAIN]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (BRIDGE, [("stdin", BRIDGE)]),
        (f'\n{{"text": "{RAIN}"}}\n', [("stdin-2", RAIN)]),
        (f"{BRIDGE}\n[divide]\n{RAIN}\n", [("stdin-1", BRIDGE), ("stdin-2", RAIN)]),
        ("# text = باران\n1\tباران\tباران\tNOUN\t_\t_\t0\troot\t_\t_\n\n", [("stdin", "باران")]),
        ("1\tباران\tباران\tNOUN\t_\t_\t0\troot\t_\t_\n\n", [("stdin", "باران")]),
    ],
)
def test_standard_input_shows_its_format(given: str, expected: list[tuple[str, str]]) -> None:
    for stdin in (given.encode(), gzip.compress(given.encode())):
        found, errors = articles("-", stdin=stdin)
        assert errors == []
        assert [(a.id, a.text) for a in found] == expected


def test_a_long_file_is_read_line_by_line(tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", (json.dumps({"text": RAIN}) + "\n") * 3 + "{\n")
    errors: list[InputError] = []
    stream: Iterator[Article] = read([path], on_error=errors.append)
    assert next(stream).id == "a-1"
    assert errors == []
    assert len(list(stream)) == 2
    assert len(errors) == 1


# ---------------------------------------------------------------- what is wrong


def test_windows_1256_names_byte_line_and_remedy(tmp_path: Path) -> None:
    path = put(tmp_path / "old.txt", b"text\n" + BRIDGE.replace("ی", "ي").encode("cp1256"))
    expected = f"{path}:2: not UTF-8 at byte 6 of the file; it looks like WINDOWS-1256: convert it with iconv"
    assert lone_error(path).startswith(expected)


def test_utf_16(tmp_path: Path) -> None:
    assert "it looks like UTF-16" in lone_error(put(tmp_path / "a.txt", BRIDGE.encode("utf-16")))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", "", "a.txt: the file is empty."),
        ("a.txt", " \n\n", "a.txt: the file is empty."),
        ("a.jsonl", "", "a.jsonl: the file is empty."),
        ("a.csv", "id,text\n", "a.csv: the file is empty."),
        ("a.txt", "The bridge fell. پل", "a.txt:1: article 'a' has hardly any Persian letters (2 of 15)"),
        ("a.txt", "12:30 ...", "article 'a' has hardly any Persian letters (0 of 0)"),
        ("a.txt", "پل\0", "a.txt:1: NUL byte at byte 5 of the file; a text file (UTF-8) was expected."),
        (
            "a.jsonl",
            "{'text': 1}",
            "a.jsonl:1: not JSON (column 2: Expecting property name enclosed in double",
        ),
        ("a.jsonl", "[" * 100_000, "a.jsonl:1: not JSON"),
        ("a.jsonl", '["x"]', "a.jsonl:1: a JSON list, not an object. Expected an object such as"),
        ("a.jsonl", '{"txt": "x"}', "a.jsonl:1: no 'text'. Did you mean 'txt'?"),
        ("a.jsonl", '{"id": "x"}', "a.jsonl:1: no 'text'. Expected \"text\": the article."),
        ("a.jsonl", '{"text": 3}', "a.jsonl:1: 'text' is a int, not a string."),
        ("a.jsonl", '{"text": "پل \\ud83d"}', "a.jsonl:1: 'text' has half a character, \\ud83d, at 3."),
        ("a.jsonl", '{"text": " "}', "a.jsonl:1: 'text' is empty."),
        ("a.jsonl", '{"text": "پل", "id": []}', "a.jsonl:1: 'id' is a list, not a string."),
        ("a.csv", "id,body\nx,y\n", "a.csv:1: no column 'text' among 'id', 'body'. The first line must name"),
        ("a.csv", "id,texts\nx,y\n", "Did you mean 'texts'?"),
        ("a.csv", f"id,text\nx,{RAIN},1\n", "a.csv:2: 3 cells, but the header has 2 columns."),
        ("a.docx", "PK", "a.docx: unknown suffix '.docx'. Expected .txt, .jsonl, .csv, .tsv, .conllu"),
        ("a.gz", "PK", "unknown suffix '.gz'"),
        (
            "a.txt.gz",
            gzip.compress(BRIDGE.encode())[:-9],
            "a.txt.gz: the compressed file is damaged or cut short",
        ),
        ("a.conllu", "1\tپل\tپل\tNOUN\n", "a.conllu:1: 4 columns instead of 10, separated by tabs."),
    ],
)
def test_one_clear_line(tmp_path: Path, name: str, content: str | bytes, message: str) -> None:
    assert message in lone_error(put(tmp_path / name, content))


def test_missing_path_and_empty_folder(tmp_path: Path) -> None:
    put(tmp_path / "news.txt", BRIDGE)
    assert "new.txt: no such file or folder. Did you mean 'news.txt'?" in lone_error(tmp_path / "new.txt")
    put(tmp_path / "sub" / "a.pdf", "x")
    assert "sub: no file to read in this folder. Expected .txt" in lone_error(tmp_path / "sub")


def test_the_rest_goes_on(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "1", "text": BRIDGE}),
        "{",
        '{"text": "\\ud800"}',
        json.dumps({"id": "4", "text": RAIN}),
    ]
    put(tmp_path / "a.jsonl", "\n".join(lines))
    put(tmp_path / "b.txt", b"\xff")
    put(tmp_path / "c.txt", RAIN)
    found, errors = articles(tmp_path / "missing", tmp_path)
    assert [a.id for a in found] == ["1", "4", "c"]
    assert len(errors) == 4


def test_bad_line_of_jsonl_costs_only_that_line(tmp_path: Path) -> None:
    good = json.dumps({"text": BRIDGE}).encode()
    found, errors = articles(put(tmp_path / "a.jsonl", good + b"\n\xff\xfe\n{\0}\n" + good))
    assert [a.id for a in found] == ["a-1", "a-4"]
    assert ["a.jsonl:2: not UTF-8" in errors[0], "a.jsonl:3: NUL byte" in errors[1]] == [True, True]


def test_same_id_twice(tmp_path: Path) -> None:
    row = json.dumps({"id": "x", "text": BRIDGE}) + "\n"
    found, errors = articles(put(tmp_path / "a.jsonl", row), put(tmp_path / "b.jsonl", row))
    assert [a.path for a in found] == [str(tmp_path / "a.jsonl")]
    assert errors == [
        f"{tmp_path}/b.jsonl:1: id 'x' was already read from {tmp_path}/a.jsonl:1; this article is left out."
    ]


def test_unknown_date_is_reported_and_the_article_kept(tmp_path: Path) -> None:
    found, errors = articles(put(tmp_path / "a.jsonl", json.dumps({"text": RAIN, "date": "1403/02/01"})))
    assert [a.date for a in found] == [None]
    assert len(errors) == 1
    assert "a.jsonl:1: date '1403/02/01' is not a Gregorian date of ISO 8601." in errors[0]


@pytest.mark.parametrize(
    ("value", "valid"),
    [
        ("2024-04-20", True),
        ("2024", True),
        ("2024-04", True),
        ("2024-04-20T12:30:00Z", True),
        ("2024-04-20 12:30+03:30", True),
        ("2024-13", False),
        ("2024-02-30", False),
        ("1403-02-01", False),
        ("yesterday", False),
        ("20 April 2024", False),
    ],
)
def test_iso_dates(value: str, valid: bool) -> None:
    assert is_iso_date(value) is valid


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path / "a.txt", BRIDGE)

    def refuse(self: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert lone_error(path) == f"{path}: cannot be read: Permission denied."
