"""The group of commands, which load when they are called, and what becomes of errors."""

import gc
import importlib
import os
import sys
from collections.abc import Iterable
from typing import NoReturn

import click

from kg.errors import KgError, OtherLanguage, did_you_mean

#: Every command with the module that it lives in, in the order in which a newcomer meets them.
COMMANDS = {
    "add": "adding",
    "list": "adding",
    "remove": "adding",
    "extract": "extracting",
    "show": "showing",
    "explain": "explaining",
    "actors": "actors",
    "tour": "touring",
    "issues": "issues",
    "search": "searching",
    "query": "asking",
    "network": "networks",
    "rank": "networks",
    "path": "networks",
    "discourse": "discourse",
    "explore": "exploring",
    "serve": "serving",
    "check": "keeping",
    "backup": "keeping",
    "restore": "keeping",
    "export": "keeping",
    "relations": "asking",
    "evaluate": "evaluating",
    "train": "training",
}

_OBJECTS_BETWEEN_COLLECTIONS = 100_000
_NOT_ENGLISH = 3  # 2 is a wrong call
_DEFECT = 70  # EX_SOFTWARE, so that a script can tell it from bad input


class _Commands(click.Group):
    """Commands that are imported when they are called, so that `kg --help` is there at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"kg.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            hint = did_you_mean(args[0], COMMANDS, otherwise="`kg --help` lists them all.")
            raise click.UsageError(f"there is no command {args[0]!r}: {hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with:  kg add ARTICLES…  then  kg tour  and  kg explore --open",
)
@click.version_option(package_name="kg", message="kg %(version)s")
def cli() -> None:
    """Who says what, and who stands where: from news articles to a graph with the sentence behind every edge."""


def main(args: list[str] | None = None) -> NoReturn:
    """Run the command line, and leave with its exit code; an error is one line on stderr, and never a traceback."""
    # What is loaded at the start lives to the end. To look through it for garbage takes a third of a second.
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    try:
        # Where click does not leave by itself, it returns the code that a command left with.
        sys.exit(cli.main(args=args, prog_name="kg", standalone_mode=False))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        tell("stopped. What was finished is kept; the same command goes on from there.")
        sys.exit(130)
    except KgError as error:
        tell(str(error))
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our pipe has seen enough; point stdout elsewhere, or Python complains when it closes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        # Files that kg reads and writes have a name; what has none is our own stdout.
        tell(f"{error.filename or 'the output could not be written'}: {error.strerror or error}")
        sys.exit(1)
    except Exception as error:
        if os.environ.get("KG_DEBUG"):
            raise
        tell(f"this is a defect of kg itself ({type(error).__name__}: {error}); with KG_DEBUG=1 it says where")
        sys.exit(_DEFECT)


def exit_code(problems: Iterable[KgError]) -> int:
    """Return the exit code for problems that stopped nothing: 3 where all there was wrong was another language, else 1."""
    return _NOT_ENGLISH if all(isinstance(problem, OtherLanguage) for problem in problems) else 1


def tell(message: str) -> None:
    """Print a line to stderr."""
    click.echo(f"kg: {message}", err=True)
