"""The wheel holds all that kg reads, and what it unpacks to does the main job without the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytest.importorskip("hatchling", reason="the extra `test` brings what builds the wheel")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    run("-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    folder = tmp_path_factory.mktemp("installed")
    options = ("-q", "--no-deps", "--no-index", "--no-compile", "--target", folder)
    run("-m", "pip", "install", *options, wheel, cwd=folder)
    return folder


def run(*arguments, cwd, written=None, path=""):
    """What a Python of its own prints, which finds packages on `path` before those of the checkout."""
    done = subprocess.run(
        [sys.executable, *map(str, arguments)], cwd=cwd, input=written, capture_output=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (str(path), os.environ.get("PYTHONPATH", ""))))},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def shipped():
    """Every file of the package and the queries, as the wheel names it."""
    for folder in ("kg", "queries"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                name = path.relative_to(ROOT).as_posix()
                yield name if folder == "kg" else f"kg/{name}"


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(wheel):
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert names == set(shipped())


def test_the_installed_wheel_does_the_main_job_in_an_empty_folder(installed, tmp_path):
    def kg(*arguments, written=None):
        return run(installed / "bin" / "kg", *arguments, cwd=tmp_path, written=written, path=installed)

    where = run("-c", "import kg; print(kg.__file__)", cwd=tmp_path, path=installed)
    assert Path(where.strip()).is_relative_to(installed)
    shown = kg("build", "-", "--store", "graph", "--show", "--quiet", written="فرانسه حملهٔ دیروز را محکوم کرد.\n")
    assert "محکوم کردن" in shown
    assert "condemn" in kg("query", "top-actions", "--store", "graph")
    kg("export", "--store", "graph", "--to", "graph.graphml")
    assert {path.name for path in tmp_path.iterdir()} == {"graph", "graph.graphml"}
