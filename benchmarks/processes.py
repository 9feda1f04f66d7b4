"""kg as a process of its own: how long it takes, and how much memory."""

import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Used:
    """What a process used: seconds on the clock, seconds of the processor, and megabytes at the most."""

    wall: float
    cpu: float
    memory: float


def kg(*arguments: str) -> Used:
    """Run a command of kg, its output thrown away, and return what it used."""
    command = [sys.executable, "-c", "from kg.cli import main; main()", *arguments]
    nowhere = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_WRONLY, 0) for number in (1, 2)]
    start = time.perf_counter()
    process = os.posix_spawn(sys.executable, command, os.environ, file_actions=nowhere)
    _, status, used = os.wait4(process, 0)
    wall = time.perf_counter() - start
    if status:
        raise SystemExit(f"kg {' '.join(arguments)} left with {os.waitstatus_to_exitcode(status)}")
    return Used(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def best(arguments: Sequence[str], *, of: int = 5) -> Used:
    """What the quickest of several runs used: the first ones warm the disk."""
    return min((kg(*arguments) for _ in range(of)), key=lambda used: used.wall)
