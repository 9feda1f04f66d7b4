"""The command line: each command opens files, calls one room after another, and prints."""

from kg.cli.main import cli, main

__all__ = ["cli", "main"]
