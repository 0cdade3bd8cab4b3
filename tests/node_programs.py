"""Programs for node, with packages of npm that NODE_PATH leads to; without them a test is skipped."""

import json
import shutil
import subprocess

import pytest


def answered(program, packages, *arguments):
    """What the program prints, as JSON, when it is run with these arguments."""
    node = shutil.which("node")
    # Asked for, not only found: a package may be made for a later node.
    if node is None or subprocess.run([node, "-e", f"{list(packages)}.map(require)"], capture_output=True).returncode:
        pytest.skip(f"needs node and NODE_PATH to where npm has put {', '.join(packages)}")
    done = subprocess.run([node, "-e", program, *arguments], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
