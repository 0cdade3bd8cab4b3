"""How fast we are: `python -m kg.benchmark [FILE...]`.

Seconds are processor time of one thread, the best of several rounds, so that a busy machine matters
little; the shares and ratios do not depend on the machine at all.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.errors import InputError
from kg.model import Article
from kg.pipeline import collect_rarely

if TYPE_CHECKING:
    from kg.text import Parser

_ROUNDS = 5
_MEGABYTE = 1024
"""In units of `VmHWM`, which counts kilobytes."""


@dataclass(frozen=True, slots=True)
class Speed:
    """What the stages cost, in sentences or words a second; `share` is after-parse time over parse time."""

    sentences: int
    words: int
    given_parses: float
    raw_text: float
    parse_words: float
    after_words: float
    share: float


@dataclass(frozen=True, slots=True)
class Networks:
    """One model set: words a second of the parse, and the most memory it took in a process of its own."""

    name: str
    words_per_second: float
    peak_mb: int | None = None


def best(work: Callable[[], object], rounds: int = _ROUNDS) -> float:
    """The least processor seconds of several rounds; one round before them warms up."""
    work()
    found = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def speed(paths: Sequence[Path], parses: Path, models: str | None, rounds: int = _ROUNDS) -> Speed:
    """How fast the shipped pipeline is on the files, and what follows the parse on given parses."""
    from kg.extract import extract
    from kg.persian.frames import load_frames
    from kg.resolve import Resolver
    from kg.text import Parser

    frames = load_frames()
    resolver = Resolver(None, frames)
    parser = Parser(models, threads=1)

    def after(parsed: Sequence[Article]) -> None:
        for article in parsed:
            resolver.resolve(article, extract(article, frames))

    raw = raw_articles(paths)
    parsed = list(parser.parse(raw))
    count, words = _size(parsed)
    parse, rest = best(lambda: list(parser.parse(raw)), rounds), best(lambda: after(parsed), rounds)
    given = best(lambda: after(_articles([parses])), rounds)
    return Speed(
        count, words, _size(_articles([parses]))[0] / given, count / (parse + rest), words / parse, words / rest,
        rest / parse,
    )


def compared(paths: Sequence[Path], rounds: int = _ROUNDS) -> list[Networks]:
    """The shipped models; networks of their sizes and of Stanza's default sizes, both with random weights.

    The two last are compared: like with like, on the same words.
    """
    from kg.text import Parser
    from kg.text.networks import SIZES, write_random

    raw = raw_articles(paths)
    with tempfile.TemporaryDirectory() as folder:
        sets: dict[str, str | None] = {"shipped models": None}
        for size in SIZES:
            sets[f"{size} sizes, random weights"] = str(Path(folder) / size)
            write_random(Path(folder) / size, size)
        parsers = {name: Parser(path, threads=1) for name, path in sets.items()}
        words = _size(list(parsers["shipped models"].parse(raw)))[1]
        seconds = dict.fromkeys(sets, float("inf"))
        for _ in range(rounds):  # in turns, so that a busy minute falls on all
            for name, parser in parsers.items():
                seconds[name] = min(seconds[name], _parse_seconds(parser, raw, trained=sets[name] is None))
        return [Networks(name, words / seconds[name], _peak(sets[name], paths)) for name in sets]


def _parse_seconds(parser: Parser, raw: Sequence[Article], trained: bool) -> float:
    from kg.text.networks import sure_trees

    with nullcontext() if trained else sure_trees():
        return best(lambda: list(parser.parse(raw)), 1)


def raw_articles(paths: Sequence[Path]) -> list[Article]:
    """The articles of the files without the parses that a CoNLL-U file brings."""
    return [replace(article, sentences=None) for article in _articles(paths)]


def _articles(paths: Sequence[Path]) -> list[Article]:
    from kg.text import read

    return list(read(paths, on_error=_stop))


def _stop(error: InputError) -> None:
    raise click.ClickException(str(error))


def _size(articles: Sequence[Article]) -> tuple[int, int]:
    sentences = [sentence for article in articles for sentence in article.sentences or ()]
    return len(sentences), sum(len(sentence.words) for sentence in sentences)


def _peak(models: str | None, paths: Sequence[Path]) -> int:
    """The most memory, in megabytes, that parsing takes in a process of its own."""
    command = [sys.executable, "-m", "kg.benchmark", *map(str, paths), "--peak", models or ""]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout.split()[-1])


def _own_peak() -> int:
    """What this process took at most: `ru_maxrss` would count the process that started it."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) // _MEGABYTE
    raise click.ClickException("this system does not say how much memory a process took.")


def own_sentences() -> Path:
    """The trees of our own sentences, shipped with kg."""
    return Path(str(files("kg.training") / "banks" / "own.conllu"))


def _shown(found: Speed) -> list[str]:
    return [
        f"{found.sentences} sentences, {found.words} words; processor time of one thread",
        f"{'given parses (CoNLL-U in, triples out)':40} {found.given_parses:8.0f} sentences/s",
        f"{'raw text, shipped models':40} {found.raw_text:8.0f} sentences/s",
        f"{'  parse':40} {found.parse_words:8.0f} words/s",
        f"{'  after the parse':40} {found.after_words:8.0f} words/s",
        f"{'after-parse time / parse time':40} {found.share:8.3f}",
    ]


def _table(found: Sequence[Networks]) -> list[str]:
    rows = [f"{one.name:40} {one.words_per_second:8.0f} words/s {one.peak_mb or 0:6} MB at most" for one in found]
    ratio = found[-2].words_per_second / found[-1].words_per_second
    return [*rows, f"{'shipped sizes / default sizes':40} {ratio:8.2f}"]


@click.command()
@click.argument("paths", nargs=-1, metavar="[FILE...]", type=click.Path(path_type=Path, exists=True))
@click.option("--parses", type=click.Path(path_type=Path, exists=True), help="CoNLL-U file of the given parses.")
@click.option("--models", metavar="DIR|NAME", help="Models: a folder or a Stanza package.")
@click.option("--stanza-size", type=click.Choice(["default"]), help="Compare with Stanza's default network sizes.")
@click.option("--rounds", default=_ROUNDS, show_default=True, help="How often each work is timed; the best counts.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--peak", hidden=True, help="Print the peak memory of a parse with these models.")
def main(paths: tuple[Path, ...], parses: Path | None, models: str | None, stanza_size: str | None, rounds: int,
         as_json: bool, peak: str | None) -> None:
    """Sentences a second, and the share of what follows the parse; FILE is text or CoNLL-U (our own sentences)."""
    collect_rarely()
    chosen = paths or (own_sentences(),)
    if peak is not None:
        from kg.text import Parser

        list(Parser(peak or None, threads=1).parse(raw_articles(chosen)))
        click.echo(_own_peak())
    elif stanza_size:
        found = compared(chosen, rounds)
        click.echo(json.dumps([asdict(one) for one in found]) if as_json else "\n".join(_table(found)))
    else:
        given = parses or next((path for path in chosen if path.suffix == ".conllu"), own_sentences())
        figures = speed(chosen, given, models, rounds)
        click.echo(json.dumps(asdict(figures)) if as_json else "\n".join(_shown(figures)))


if __name__ == "__main__":
    main()
