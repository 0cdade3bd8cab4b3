"""The pages of docs/ as something that runs: their commands, programs, files and answers.

A page is read from top to bottom in a folder of its own.  In it

* «Save as `my.tsv`:» before a fenced block writes the block into that file;
* a `toml` block with `[[predicate]]` rows adds these patterns;
* each line of a `sh` block that begins with `kg` is run in this process, `kg serve` and the like excepted;
* a `python` block is run in the one namespace of its page;
* `<!-- answer -->` … `<!-- /answer -->` behind such a block holds what it prints.  Words in the
  opening comment say how it is shown: `table` as a table of the page, `trig`, `json`, … as a block of
  that language, `head 12` and `grep WORD` only some lines, `part WORD` only the paragraphs whose first
  line has this word, `exit 1` that the command is to fail so;
* `<!-- answer again … -->` elsewhere shows (another part of) what was printed last.

`rewritten` gives the page with its answers as they are now; a page is right when nothing changes.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import tomllib
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from click.testing import CliRunner

from kg.cli import main
from kg.extract import pattern

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
FENCE = re.compile(r"^(?P<mark>```+)(?P<lang>\w*)[^\n]*\n(?P<code>.*?)^(?P=mark)[ ]*$", re.M | re.S)
ANSWER = re.compile(r"\s*^<!-- answer(?! again)(?P<how>[^>]*?) -->\n.*?^<!-- /answer -->[ ]*$", re.M | re.S)
AGAIN = re.compile(r"\s*^<!-- answer (?P<how>again[^>]*?) -->\n.*?^<!-- /answer -->[ ]*$", re.M | re.S)
SAVED = re.compile(r"(?:Save as|با نام)\s`(?P<file>[\w./-]+\.\w+)`[^`\n]*:(?:\s|</div>)*\Z")
APART = ("kg serve", "kg models fetch", "kg models train", "kg push")
"""Commands that do not end, need the network or take hours: only their options are checked."""

SHELL = ("python3 -m venv ", ". .venv/bin/activate", "pip install ", "curl ", "cat ", "#")
"""What else a `sh` block may hold."""


@dataclass(frozen=True)
class Fence:
    """A fenced block, the file it is to be saved as, and how its answer is shown (None: it has none)."""

    lang: str
    code: str
    file: str | None
    how: str | None
    end: int
    answer_end: int


def pages() -> list[Path]:
    """The pages of docs/, sorted."""
    return sorted(DOCS.glob("*.md"))


def fences(text: str) -> list[Fence]:
    """The fenced blocks of a page in order; those that are answers are left out."""
    found, at = [], 0
    while match := FENCE.search(text, at) or AGAIN.search(text, at):
        again = AGAIN.search(text, at)
        if again and again.start() <= match.start():
            at = again.end()
            found.append(Fence("again", "", None, again["how"].strip(), again.start(), at))
            continue
        saved = SAVED.search(text, max(0, match.start() - 200), match.start())
        answer = ANSWER.match(text, match.end())
        at, how = (answer.end(), answer["how"].strip()) if answer else (match.end(), None)
        found.append(Fence(match["lang"], match["code"], saved and saved["file"], how, match.end(), at))
    return found


def commands(fence: Fence) -> list[str]:
    """The commands of a `sh` block, lines ending in a backslash joined, quoted lines kept together."""
    if fence.lang != "sh":
        return []
    found, held = [], ""
    for line in fence.code.splitlines():
        held += line.removesuffix("\\") + ("" if line.endswith("\\") else "\n")
        if line.endswith("\\") or held.count("'") % 2:
            continue
        if held.strip():
            found.append(held.strip())
        held = ""
    assert not held, f"a quote is not closed: {held}"
    return found


def rewritten(page: Path, folder: Path) -> str:
    """The text of a page with the answers that its blocks give now, run in `folder`."""
    text = page.read_text(encoding="utf-8")
    pieces, at, printed, names = [], 0, "", {"__name__": page.stem}
    with working_in(folder), patterns_kept():
        for fence in fences(text):
            printed = printed if fence.lang == "again" else run(fence, names)
            if fence.how is not None:
                pieces += [text[at : fence.end], answered(printed, fence.how)]
                at = fence.answer_end
    return "".join(pieces) + text[at:]


@contextmanager
def working_in(folder: Path):
    """The folder as working directory, in a terminal wide enough that no cell is broken."""
    before, width = Path.cwd(), os.environ.get("COLUMNS")
    os.chdir(folder)
    os.environ["COLUMNS"] = "2000"
    try:
        yield
    finally:
        os.chdir(before)
        os.environ.pop("COLUMNS")
        os.environ.update({"COLUMNS": width} if width else {})


@contextmanager
def patterns_kept():
    """What a page adds to the patterns is gone behind it."""
    before = pattern.load_patterns
    try:
        yield
    finally:
        pattern.load_patterns = before
        pattern.patterns_for.cache_clear()


def add_patterns(code: str) -> None:
    """Know the `[[predicate]]` rows of a block from now on, as if they stood first in the file of patterns."""
    before = pattern.load_patterns()
    rows = tomllib.loads(code).get("predicate", [])
    pattern.load_patterns = lambda: (*map(pattern._pattern, rows), *before)
    pattern.patterns_for.cache_clear()


def run(fence: Fence, names: dict[str, object]) -> str:
    """What a block prints; a block with a file name is written, one that is only to be read gives nothing."""
    if fence.file is not None:
        Path(fence.file).write_text(fence.code, encoding="utf-8")
        return ""
    if fence.lang == "toml":
        add_patterns(fence.code)
    if fence.lang == "python":
        out = io.StringIO()
        with redirect_stdout(out):
            exec(compile(fence.code, "python block", "exec"), names)
        return out.getvalue()
    expected = re.search(r"exit (\d)", fence.how or "")
    return "".join(called(command, int(expected[1]) if expected else 0) for command in commands(fence))


def called(command: str, status: int = 0) -> str:
    """What a command of a `sh` block prints on both channels; AssertionError for another exit status."""
    if command.startswith(SHELL) or command.startswith(APART):
        return ""
    name, *arguments = shlex.split(command, comments=True)
    assert name == "kg", f"what is this command? {command}"
    done = CliRunner().invoke(main, arguments, prog_name="kg")
    assert done.exit_code == status, f"{command}\nexit status {done.exit_code}: {done.output}{done.exception!r}"
    return done.output


def answered(printed: str, how: str) -> str:
    """The answer between its markers."""
    if wanted := re.search(r"part (\S+)", how):
        named = re.compile(rf"[^\n]*{re.escape(wanted[1])}(?![\w#-])")
        parts = (dedent(re.sub(r"^[^\n]*\{\n", "", part).rstrip("}\n")) for part in printed.split("\n\n"))
        # Sorted, for rdflib writes graphs in any order.
        printed = "\n\n".join(sorted(part for part in parts if named.match(part)))
    lines = printed.rstrip().splitlines()
    if wanted := re.search(r"grep (\S+)", how):
        lines = [line for line in lines if wanted[1] in line]
    rest = 0
    if most := re.search(r"head (\d+)", how):
        rest = max(0, len(lines) - int(most[1]))
        lines = lines[: int(most[1])] + (["…"] if rest else [])
    form = next(iter(how.removeprefix("again").split()), "")
    if form == "table":
        shown = table(lines)
    else:
        lang = form if form not in ("head", "grep", "part", "exit") else ""
        shown = f"```{lang or 'text'}\n" + "\n".join(line.rstrip() for line in lines) + "\n```"
    return f"\n\n<!-- answer{' ' + how if how else ''} -->\n{shown}\n<!-- /answer -->"


def table(lines: list[str]) -> str:
    """A table as the terminal draws it, as one of a page; what stands outside it is left out."""
    rows = [re.split("[┃│]", line)[1:-1] for line in lines if line.startswith(("┃", "│"))]
    cells = [[cell.strip().replace("|", "\\|") for cell in row] for row in rows]
    if len(cells) < 2:
        return "*(no rows)*"
    head, *body = (f"| {' | '.join(row)} |" for row in cells)
    return "\n".join([head, "|" + "---|" * len(cells[0]), *body])


def pictures(text: str) -> list[str]:
    """The files of the pictures that a page shows."""
    return re.findall(r"!\[[^\]]*\]\(([\w.-]+\.(?:png|svg))\)", text)
