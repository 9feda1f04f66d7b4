"""What kg says of itself, and how soon."""

import re
import shlex
import subprocess
import sys

import click
import pytest
from cli_running import ROOT

from kg import __version__
from kg.cli.main import COMMANDS, cli

HEAVY = [
    "jinja2",
    "lxml",
    "networkx",
    "numpy",
    "pandas",
    "pyshacl",
    "pyvis",
    "rdflib",
    "rich",
    "scipy",
    "spacy",
    "trafilatura",
]


def command(name):
    return cli.get_command(click.Context(cli), name)


def examples(name):
    """The lines of a command's help that show how it is called."""
    return [line.strip() for line in command(name).help.splitlines() if re.match(r"\s*(cat .*\| )?kg ", line)]


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_an_example(kg, name):
    """Every command shows how it is called, and the help prints it as it stands."""
    shown = kg(name, "--help").out
    assert any(f"kg {name}" in line for line in examples(name))
    for line in examples(name):
        assert f"  {line}\n" in shown


@pytest.mark.parametrize("name", COMMANDS)
def test_the_examples_use_options_that_exist(name):
    """An example that the command would refuse is worse than none."""
    for line in examples(name):
        for part in re.split(r" [|>] ", line):
            words = shlex.split(part)
            if words[0] != "kg":
                continue
            used = command(words[1])
            used = used.commands.get("".join(words[2:3]), used) if isinstance(used, click.Group) else used
            known = {option for one in used.params for option in one.opts}
            options = {word for word in words[2:] if re.match(r"--?[a-z]", word)}
            # The parameters of a named query are no options of the command.
            assert options <= known | ({"--since", "--speaker", "--issue"} if words[1] == "query" else set())


def test_help_lists_every_command_in_one_line_each(kg):
    """A newcomer sees them all at once."""
    shown = kg("--help").out
    listed = re.findall(r"^  ([a-z]+)  +\S", shown.partition("Commands:")[2], re.MULTILINE)
    assert listed == list(COMMANDS)


def test_a_misspelt_command_has_a_hint(kg):
    """``kg exlore`` means explore; the exit code is that of a wrong call."""
    assert "there is no command 'exlore': did you mean 'explore'?" in kg("exlore", code=2).err
    assert "`kg --help` lists them all" in kg("xyz", code=2).err


def test_the_version(terminal):
    """It is that of the package."""
    assert terminal("--version").out == f"kg {__version__}\n"


@pytest.mark.parametrize(
    "code",
    [
        "import kg",
        "import kg; kg.open, kg.Graph, kg.RELATIONS, kg.Record",
        "from kg.cli import main; main(['--help'])",
        "from kg.cli import main; main(['add', '--help'])",
        "from kg.cli import main; main(['query', '--list'])",
        "from kg.cli import main; main(['relations'])",
    ],
)
def test_what_is_light_imports_nothing_heavy(code):
    """Libraries that take long to import wait until somebody needs them."""
    script = f"import sys\ntry:\n    {code}\nexcept SystemExit:\n    pass\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "kg" in done.stderr.split()
    assert set(HEAVY).isdisjoint(done.stderr.split())
