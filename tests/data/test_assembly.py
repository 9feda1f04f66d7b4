"""The votes of the assembly are those that its program draws, and what it says there is to find can be found."""

import importlib.util
from pathlib import Path

from kg.networks import drift, project, read_positions

ASSEMBLY = Path(__file__).parent.parent.parent / "data" / "assembly"


def test_the_votes_are_drawn_again(tmp_path):
    """Byte for byte."""
    spec = importlib.util.spec_from_file_location("draw", ASSEMBLY / "draw.py")
    draw = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(draw)
    draw.write(tmp_path / "votes.csv")
    assert (tmp_path / "votes.csv").read_bytes() == (ASSEMBLY / "votes.csv").read_bytes()


def test_the_two_who_moved_are_found():
    """Karsk and Mirrow, in this order."""
    columns = {"holder": "state", "target": "rollcall", "sign": "vote"}
    positions = read_positions(ASSEMBLY / "votes.csv", **columns, holder_kind="state")
    windows = positions.windows("year", width=4)[3:]
    moved = drift(*(project(window.positions) for window in (windows[0], windows[-1])))
    assert moved["actor"].tolist()[:2] == ["Karsk", "Mirrow"]
