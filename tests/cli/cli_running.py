"""Running kg as a user does, and what came out of it."""

import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from kg.cli import main

ROOT = Path(__file__).parent.parent.parent
DATA = ROOT / "data"
REFERENCE = DATA / "strait" / "reference.ttl"
KG = [sys.executable, "-c", "from kg.cli import main; main()"]
LONG = 900  # seconds that nothing here takes


@dataclass(frozen=True)
class Ran:
    """What a command gave back."""

    code: int
    out: str
    err: str

    @property
    def lines(self):
        """The JSON lines that it printed."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def table(self):
        """The rows of the CSV that it printed."""
        return list(csv.DictReader(io.StringIO(self.out, newline="")))


def in_process(*args, stdin="", code=0):
    """Run kg in this process, as in a pipe, and hold it to its exit code; whatever is no error of kg comes through."""
    with CliRunner().isolation(input=stdin) as (out, err, _):
        try:
            main([str(arg) for arg in args])
            left = 0
        except SystemExit as leaving:
            left = leaving.code or 0
        ran = Ran(left, out.getvalue().decode(), err.getvalue().decode())
    assert ran.code == code, f"kg {args}: exit {ran.code}\n{ran.err}"
    return ran


class Terminal:
    """Runs kg in a process of its own, in a folder."""

    def __init__(self, folder):
        self.folder = folder

    @property
    def env(self):
        """What the process sees, as it is when it starts."""
        return {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80", "TERM": "xterm"}

    def __call__(self, *args, code=0, **options):
        """Run kg to its end, hold it to its exit code, and let no traceback pass."""
        with self.start(*args, **options) as process:
            out, err = process.communicate(timeout=LONG)
        ran = Ran(process.returncode, out or "", err or "")
        assert "Traceback" not in ran.err + ran.out
        assert "Exception ignored" not in ran.err
        assert ran.code == code, ran.err
        return ran

    def start(self, *args, **options):
        """Start kg; who starts it waits for it."""
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        command = [*KG, *map(str, args)]
        return subprocess.Popen(command, cwd=self.folder, env=self.env, **{**pipes, **options})

    def shell(self, line, code=0):
        """Run a line of bash in which ``kg`` is a command; its stdout is a pipe."""
        script = f'kg() {{ "{sys.executable}" -c "from kg.cli import main; main()" "$@"; }}; {line}'
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=self.folder,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
            timeout=LONG,
        )
        ran = Ran(done.returncode, done.stdout, done.stderr)
        assert "Traceback" not in ran.err
        assert ran.code == code, ran.err
        return ran
