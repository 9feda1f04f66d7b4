"""How many questions `kg serve` answers beside the `oxigraph` server, on the same quads and in one run.

    python -m benchmarks.serving [--stances 10000] [--clients 8] [--seconds 5] [--rounds 3]
    python -m benchmarks.serving --readme        # and the table written into docs/stores.md

The clients keep their connections, and each asks again as soon as it has its answer. The two servers are asked in turn, several
times, and the middle of the ratios counts: what else the machine does, it does to both.
"""

import argparse
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
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from shutil import which

import pyoxigraph as ox

from benchmarks import readme
from benchmarks.store import fill
from benchmarks.synthetic import sizes
from kg.iris import PREFIXES
from kg.store import Store

COLUMNS = ("question", "kg serve", "oxigraph", "ratio", "bytes an answer")
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


def asking(port: int, path: str, question: Callable[[], str], *, clients: int, seconds: float) -> tuple[float, float]:
    """Return how many answers a second a server gives, and how long they are; raises `SystemExit` for one that is none."""
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
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise SystemExit(f"a server answered {wrong[0]}")
    return len(given) / (time.monotonic() - begun), statistics.mean(given)


@contextmanager
def kg(folder: Path) -> Iterator[int]:
    """Serve a graph with kg; gives the port."""
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", "--graph", str(folder), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            found = re.search(r"http://127.0.0.1:(\d+)/", process.stderr.readline() if process.stderr else "")
            if not found:
                raise SystemExit("kg serve did not start")
            yield int(found[1])
        finally:
            process.send_signal(signal.SIGINT)


@contextmanager
def oxigraph(folder: Path) -> Iterator[int]:
    """Serve quads with the engine's own server; gives the port."""
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
            yield port
        finally:
            process.terminate()


def compared(
    graph: Path, quads: Path, *, stances: int, clients: int, seconds: float, rounds: int
) -> Iterator[dict[str, str]]:
    """Yield a row for each question."""
    actors, _ = sizes(stances)
    with kg(graph) as ours, oxigraph(quads) as theirs:
        for port, path in ((ours, "/sparql"), (theirs, "/query")):  # until every process is awake
            asking(
                port,
                path,
                lambda: _PROLOGUE + "SELECT ?s { ?s a kg:Stance } LIMIT 1000",
                clients=clients,
                seconds=seconds,
            )
        for name, template in QUESTIONS.items():
            draw = random.Random(7)  # noqa: S311 -- no secret

            def question(template: str = template, draw: random.Random = draw) -> str:
                return _PROLOGUE + template.format(actor=int(actors ** draw.random()))

            figures = []
            for _ in range(rounds):
                mine, length = asking(ours, "/sparql", question, clients=clients, seconds=seconds)
                other, _ = asking(theirs, "/query", question, clients=clients, seconds=seconds)
                figures.append((mine / other, mine, other, length))
            ratio, mine, other, length = sorted(figures)[len(figures) // 2]
            yield {
                "question": name,
                "kg serve": f"{mine:,.0f} a second",
                "oxigraph": f"{other:,.0f} a second",
                "ratio": f"{ratio:.0%}",
                "bytes an answer": f"{length:,.0f}",
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
