"""How many questions `kg serve` answers beside the `oxigraph` server, on the same quads and in one run.

    python -m benchmarks.serving [--stances 10000] [--clients 8] [--seconds 5] [--rounds 3]
    python -m benchmarks.serving --readme        # and the table written into docs/stores.md

The clients keep their connections, and each asks again as soon as it has its answer. The servers are asked in turn, several
times, and the middle of the ratios counts: what else the machine does, it does to both. `kg serve` keeps no answers where it is
compared; what it gives with them, in a column of its own, depends on how often the same is asked: here of actors by Zipf's law.

What a machine that has more to do changes least is the time that all processes of a server take for an answer; it is told on Linux alone.
"""

import argparse
import os
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from shutil import which

import pyoxigraph as ox

from benchmarks import readme
from benchmarks.store import fill
from benchmarks.synthetic import sizes
from kg.iris import PREFIXES
from kg.store import Store

COLUMNS = (
    "question",
    "kg serve",
    "oxigraph",
    "ratio",
    "CPU an answer: kg serve",
    "CPU of oxigraph",
    "kg serve, with answers kept",
    "bytes an answer",
)
STORES = readme.README.parent / "docs" / "stores.md"
_DIRECT = {"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"}
_PROLOGUE = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("actor", "kg", "oa", "rdfs"))

#: What is asked, of an actor that is drawn anew each time, from the most mentioned to the least.
QUESTIONS = {
    "one name": "SELECT ?name {{ actor:actor-{actor:05} rdfs:label ?name }}",
    "stances of an actor, with their sentences": (
        "SELECT ?relation ?target ?sentence {{ ?s kg:holder actor:actor-{actor:05} ; kg:relation ?relation ; kg:target ?target ; "
        "kg:evidence ?e . ?e oa:exact ?sentence }} LIMIT 50"
    ),
    "for and against, by month": (
        "SELECT ?month ?sign (COUNT(*) AS ?n) {{ ?s kg:holder actor:actor-{actor:05} ; kg:sign ?sign ; kg:date ?day "
        "BIND(SUBSTR(STR(?day), 1, 7) AS ?month) }} GROUP BY ?month ?sign ORDER BY ?month"
    ),
    "issues that are contested": (
        "SELECT ?i ?sign (COUNT(DISTINCT ?h) AS ?n) {{ ?i a kg:Issue . ?s kg:target ?i ; kg:holder ?h ; kg:sign ?sign }} "
        "GROUP BY ?i ?sign ORDER BY DESC(?n) LIMIT 20"
    ),
}


@dataclass(frozen=True)
class Server:
    """A server that runs: where it is asked, and the process that all of its own descend from."""

    port: int
    path: str
    process: int


@dataclass(frozen=True)
class Given:
    """What a server gave: answers a second, how long they are in the middle, and the milliseconds of CPU that each took it."""

    rate: float
    size: float
    cost: float


def cpu(process: int) -> float:
    """Return the CPU seconds of a process and its children, of those that have ended, too; 0 where the system does not tell."""
    ticks = 0
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            found = (folder / "stat").read_text().rpartition(")")[2].split()
            own, of_children = found[11:13], found[13:15]  # in user mode and in the kernel
            if int(folder.name) == process:
                ticks += sum(map(int, own + of_children))
            elif int(found[1]) == process:
                ticks += sum(map(int, own))
    return ticks / os.sysconf("SC_CLK_TCK") if ticks else 0.0


def asking(server: Server, question: Callable[[], str], *, clients: int, seconds: float) -> Given:
    """Ask a server for a while; raises `SystemExit` for an answer that is none."""
    port, path = server.port, server.path
    until = time.monotonic() + seconds
    given: list[int] = []
    wrong: list[str] = []

    def ask() -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        connection.connect()
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while time.monotonic() < until and not wrong:
            connection.request("POST", path, body=question().encode(), headers=_DIRECT)
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200:
                wrong.append(f"{answer.status}: {body[:200].decode(errors='replace')}")
            given.append(len(body))
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(clients)]
    begun, before = time.monotonic(), cpu(server.process)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise SystemExit(f"a server answered {wrong[0]}")
    rate = len(given) / (time.monotonic() - begun)
    return Given(rate, statistics.mean(given), 1000 * (cpu(server.process) - before) / len(given))


@contextmanager
def kg(folder: Path, *options: str) -> Iterator[Server]:
    """Serve a graph with kg."""
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", "--graph", str(folder), "--port", "0"]
    with subprocess.Popen([*command, *options], stderr=subprocess.PIPE, text=True) as process:
        try:
            found = re.search(r"http://127.0.0.1:(\d+)/", process.stderr.readline() if process.stderr else "")
            if not found:
                raise SystemExit("kg serve did not start")
            yield Server(int(found[1]), "/sparql", process.pid)
        finally:
            process.send_signal(signal.SIGINT)


@contextmanager
def oxigraph(folder: Path) -> Iterator[Server]:
    """Serve quads with the engine's own server."""
    binary = which("oxigraph", path=str(Path(sys.executable).parent)) or which("oxigraph")
    if binary is None:
        raise SystemExit("there is no oxigraph server: pip install -r requirements-test.txt")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        binary,
        "serve-read-only",
        "--location",
        str(folder),
        "--bind",
        f"127.0.0.1:{port}",
        "--union-default-graph",
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            until = time.monotonic() + 30
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port), timeout=1).close()
                    break
                except OSError:
                    if time.monotonic() > until or process.poll() is not None:
                        raise SystemExit("the oxigraph server did not start") from None
                    time.sleep(0.05)
            yield Server(port, "/query", process.pid)
        finally:
            process.terminate()


def compared(
    graph: Path, quads: Path, *, stances: int, clients: int, seconds: float, rounds: int
) -> Iterator[dict[str, str]]:
    """Yield a row for each question."""
    actors, _ = sizes(stances)
    with kg(graph, "--cache", "0") as ours, kg(graph) as keeping, oxigraph(quads) as theirs:
        for server in (ours, keeping, theirs):  # until every process is awake

            def waking() -> str:
                return f"{_PROLOGUE}SELECT ?s {{ ?s a kg:Stance }} LIMIT {random.randrange(500, 1500)}"  # noqa: S311 -- no secret

            asking(server, waking, clients=clients, seconds=seconds)
        for name, template in QUESTIONS.items():
            draw = random.Random(7)  # noqa: S311 -- no secret

            def question(template: str = template, draw: random.Random = draw) -> str:
                return _PROLOGUE + template.format(actor=int(actors ** draw.random()))

            rounds_of = [
                tuple(asking(server, question, clients=clients, seconds=seconds) for server in (ours, theirs, keeping))
                for _ in range(rounds)
            ]
            mine, other, kept = sorted(rounds_of, key=lambda one: one[0].rate / one[1].rate)[rounds // 2]
            yield {
                "question": name,
                "kg serve": f"{mine.rate:,.0f} a second",
                "oxigraph": f"{other.rate:,.0f} a second",
                "ratio": f"{mine.rate / other.rate:.0%}",
                "CPU an answer: kg serve": f"{mine.cost:.2f} ms",
                "CPU of oxigraph": f"{other.cost:.2f} ms",
                "kg serve, with answers kept": f"{kept.rate:,.0f} a second",
                "bytes an answer": f"{mine.size:,.0f}",
            }


def main() -> None:
    """Print the table; write it into the guide where that is asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stances", type=int, default=10_000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--readme", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        graph, dump, quads = Path(made) / "graph", Path(made) / "dump.nq", Path(made) / "quads"
        fill(graph, given.stances)
        with Store.open(graph) as store:
            store.export(dump)
        engine = ox.Store(str(quads))
        engine.bulk_load(path=str(dump), format=ox.RdfFormat.N_QUADS)
        engine.flush()
        del engine
        options = {"stances": given.stances, "clients": given.clients, "seconds": given.seconds, "rounds": given.rounds}
        rows = list(compared(graph, quads, **options))
    contents = readme.table(COLUMNS, rows)
    print(contents)
    if given.readme:
        readme.write("serving", contents, STORES)


if __name__ == "__main__":
    main()
