"""The frame table: look-ups that forgive spelling, and rows that are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import TableError
from kg.extract.predicate import event_frame
from kg.model import Word
from kg.persian.frames import COLUMNS, load_frames


def table(folder: Path, *rows: dict[str, str]) -> Path:
    path = folder / "own.tsv"
    lines = ["\t".join(COLUMNS), *("\t".join(row.get(name, "") for name in COLUMNS) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def row(lemma: str, **cells: str) -> dict[str, str]:
    return {"lemma": lemma, "en": "polish", "target": "را", "class": "act", **cells}


def test_light_verbs_of_one_meaning_are_one() -> None:
    frames = load_frames()
    found = frames.get("محکوم کردن")
    assert found is not None and found.plover == "ACCUSE"
    assert frames.get("محکوم نمودن") is found


def test_an_own_table_stands_before_the_shipped_one(tmp_path: Path) -> None:
    frames = load_frames(table(tmp_path, row("محکوم کردن"), row("واکس زدن", nouns="واکس‌زنی")))
    found = frames.get("محکوم نمودن")
    assert found is not None and found.en == "polish"
    noun = frames.nominal("واکس‌زنی‌ها")
    assert noun is not None and noun.lemma == "واکس زدن"
    assert len(frames) == len(load_frames()) + 1


def test_idioms_longest_first() -> None:
    lengths = [len(words) for words, _ in load_frames().idioms("دادن")]
    assert lengths and lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([row("واکس زدن", **{"class": "akt"})], "own.tsv:2: class 'akt' is not known."),
        ([row("واکس زدن", plover="ASSAULTS")], "own.tsv:2: plover 'ASSAULTS' is not known."),
        ([row("واکس زدن", target="زیرزیر")], "own.tsv:2: target"),
        ([row("واکس زدن"), row("واکس زدن")], "own.tsv:3: lemma"),
        ([row("واکس کردن"), row("واکس نمودن")], "own.tsv:3: lemma"),
    ],
)
def test_wrong_rows_say_where(tmp_path: Path, rows: list[dict[str, str]], message: str) -> None:
    with pytest.raises(TableError) as caught:
        load_frames(table(tmp_path, *rows))
    assert message in str(caught.value)


def test_an_adjective_of_relation_is_no_event():
    entrances = Word(1, "ورودی‌های", "ورودی", "NOUN", None, "Number=Plur", 0, "root", 0, 9)
    assert event_frame(entrances, load_frames()) is None
