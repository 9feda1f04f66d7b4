"""The guide to stance networks is true: its commands and its Python run, and it tells of every measure."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cli_running import in_process

from kg.networks import FIGURES, MEASURES
from kg.networks.export import FORMATS

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs" / "stance-networks.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)


def named(heading):
    """What the first column of the table below a heading names."""
    part = GUIDE.partition(f"## {heading}\n")[2]
    (table,) = re.findall(r"^\|.*\n\|[-|]+\n((?:\|.*\n)+)", part.partition("\n## ")[0], re.MULTILINE)
    return [name for row in table.splitlines() for name in re.findall(r"`(\w+)`", row.split("|")[1])]


def test_every_measure_is_told():
    """By its name, in the order of the library, but for the six degrees, which are told by the first and the last."""
    told = [name for name in MEASURES if not re.match(r"(in|out)_", name)]
    assert [name for name in named("Measures of actors and issues") if not re.match(r"(in|out)_", name)] == sorted(
        told, key=named("Measures of actors and issues").index
    )
    assert set(told) < set(named("Measures of actors and issues"))
    assert named("A network as a whole") == list(FIGURES)


def test_every_format_is_told():
    """With a file that has its ending."""
    assert {ending for ending in FORMATS if f"stances.{ending}`" in GUIDE} == set(FORMATS)


@pytest.mark.slow
def test_the_commands_and_the_python_run(tmp_path, monkeypatch):
    """In their order, on the sample articles."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_GRAPH", raising=False)
    shutil.copytree(ROOT / "data", tmp_path / "data")
    commands = [line for block in blocks("console") for line in block.splitlines()]
    assert len(commands) > 12
    for line in commands:
        ran = in_process(*shlex.split(line)[1:])
        assert ran.out or line.startswith("kg add") or "took no other level" in ran.err, line
    (code,) = blocks("python")
    pytest.importorskip("matplotlib", reason="the plot of the guide needs it")
    code = f"import matplotlib; matplotlib.use('agg')\n{code}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "camps.pdf").stat().st_size > 1000
