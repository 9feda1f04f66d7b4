"""The guide to other stores shows commands that there are, with options that they have."""

import re
import shlex
from pathlib import Path

import pytest
from click import Context

from kg.cli.main import cli

GUIDE = (Path(__file__).parent.parent / "docs" / "stores.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
SHOWN = [line for block in BLOCKS for line in re.findall(r"^(?:[A-Z_]+=\S+ )?kg (.*)$", block, re.MULTILINE)]


@pytest.mark.parametrize("line", SHOWN)
def test_what_it_shows_can_be_typed(line):
    """Nothing is run: the servers are elsewhere."""
    name, *arguments = shlex.split(line.removesuffix("&"), comments=True)
    command = cli.get_command(Context(cli), name)
    command.make_context(f"kg {name}", arguments)


def test_it_shows_some():
    """The pattern that finds them still does."""
    assert len(SHOWN) > 8
