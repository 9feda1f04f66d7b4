"""`kg add`, as a process of its own, killed a few times; the table of the README has many."""

import pytest

from benchmarks.crashes import crash


@pytest.mark.slow
def test_kg_add_survives_kill_9():
    """New graphs, and graphs with an earlier reading: whole documents, a clean check, and the same bytes in the end."""
    found = crash(kills=2, seed=3, sizes=(5,))
    assert found.wrong == []
    assert found.kills >= 2
