"""The README is true: its tour runs, and it shows every command."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli.main import COMMANDS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
KG = [sys.executable, "-c", "from kg.cli import main; main()"]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A folder with the sample data, as a reader has it in a checkout."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "data", folder / "data")
    return folder


def _blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


@pytest.mark.slow
def test_the_tour_runs(checkout):
    """Every command of the README succeeds, in its order."""
    commands = [line for block in _blocks("console") for line in block.splitlines() if line.startswith("kg ")]
    assert len(commands) > 12
    for line in commands:
        done = subprocess.run([*KG, *shlex.split(line)[1:]], cwd=checkout, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{line}\n{done.stderr}"
        assert "Traceback" not in done.stderr
    assert (checkout / "strait.html").stat().st_size > 100_000
    assert {"camps.gexf", "bridge.graphml", "dump.trig"} <= {path.name for path in checkout.iterdir()}


@pytest.mark.slow
def test_the_notebook_lines_run(checkout):
    """The Python of the README runs on the graph that the tour has made."""
    (code,) = _blocks("python")
    done = subprocess.run([sys.executable, "-c", code], cwd=checkout, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_readme_shows_every_command():
    """A command that the README does not show does not exist for a newcomer."""
    assert [name for name in COMMANDS if f"kg {name}" not in README] == []


def test_the_readme_starts_with_the_two_targets():
    """What a newcomer types first is in the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("demo", "test"):
        assert f"make {target}" in README.split("## ")[0]
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
