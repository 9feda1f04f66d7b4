"""What a server stands: ten thousand malformed requests, and queries made to do harm while others are served.

    python -m benchmarks.hostile [--graph FOLDER] [--requests N] [--timeout SECONDS]

Without a folder the coded sample is served, with who is who: some 65,000 quads. Memory is that of the server and all its processes together, at its
peak during a query, and is told on Linux alone.
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
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Self

from rich.console import Console
from rich.table import Table

DATA = Path(__file__).parent.parent / "data"
QUERY, FORM = "application/sparql-query", "application/x-www-form-urlencoded"
QUICK = "SELECT ?s { ?s a kg:Stance } LIMIT 5"
_ANY = "(!<urn:no>|^!<urn:no>)*"

#: Queries that would take longer, or more memory, than there is.
HOSTILE = {
    "a cartesian product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "a deep path": f"SELECT (COUNT(*) AS ?n) {{ ?a {_ANY} ?b . ?c {_ANY} ?d . ?e {_ANY} ?f . ?g {_ANY} ?h }}",
    "a regular expression": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(REGEX(CONCAT(STR(?a), STR(?d), "
    'STR(?g)), "(.*a){12}(.*b){12}$", "s")) }',
    "a large answer": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?l ?k ?j ?i",
    "nested repetition": 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(REGEX(STR(?c), "^((a*)*)*$") && '
    'REGEX(STR(?f), "^(a|a)*$") && REGEX(STR(?i), "(x+x+)+y")) }',
    "a string that doubles": "SELECT ?z { VALUES ?a { '0123456789abcdef' } "
    + " ".join(
        f"BIND(CONCAT(?{x}, ?{x}, ?{x}, ?{x}) AS ?{y})"
        for x, y in zip("abcdefghijklmnopqr", "bcdefghijklmnopqrz", strict=True)
    )
    + " }",
    "everything in one string": "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d), STR(?g), STR(?j))) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "optional upon optional": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c "
    + " ".join(f"OPTIONAL {{ ?s{number} ?p{number} ?o{number} }}" for number in range(8))
    + " }",
    "distinct chance": "SELECT DISTINCT ?r { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i BIND(RAND() AS ?r) }",
    "a graph of all pairs": "CONSTRUCT { ?a ?e ?i } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
}


def malformed(draw: random.Random) -> bytes:
    """Return a request that nobody should send."""
    methods = ["GET", "POST", "HEAD", "PUT", "OPTIONS", "TRACE", "get", "", "\x00", "CONNECT", "X" * 300]
    paths = [
        "/sparql",
        "/sparql?query=",
        "/data",
        "/data?graph=",
        "/data/",
        "/queries/",
        "/queries/..%2f..",
        "//",
        "*",
        "/%00",
        "/../x",
    ]
    junk = bytes(draw.randrange(256) for _ in range(draw.randrange(60)))
    path = draw.choice(paths) + "".join(draw.choice('%<>"{}&=;/?#é\\aZ0 ') for _ in range(draw.randrange(12)))
    version = draw.choice(["HTTP/1.1", "HTTP/1.0", "HTTP/9.9", "", "HTTP/2"])
    headers = [
        draw.choice(["Host: localhost", "Host:", "Host: [::1", "host: localhost\r\nhost: other"]),
        draw.choice(
            ["Content-Length: 5", "Content-Length: -1", "Content-Length: 99999999999", "Transfer-Encoding: x", "X: y"]
        ),
        draw.choice(
            [f"Content-Type: {FORM}", f"Content-Type: {QUERY}", "Content-Type: ;;;=", "Accept: ;q=,,/;q=x", "No colon"]
        ),
        draw.choice(["Accept: */*;q=2;q=-1", "Accept-Encoding: gzip;q=9,\x01", "Origin: \xff", "A" * 200 + ": b"]),
    ]
    draw.shuffle(headers)
    head = f"{draw.choice(methods)} {path} {version}\r\n" + "\r\n".join(headers[: draw.randrange(5)]) + "\r\n\r\n"
    return draw.choice([head.encode("latin-1", "replace") + junk, junk + head.encode("latin-1", "replace"), junk])


def throw(port: int, number: int) -> tuple[int, int]:
    """Send malformed requests, eight at a time; return how many were answered, and how many with a defect of kg itself."""
    shares = [number // 8 + (each < number % 8) for each in range(8)]
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(_throw, [port] * 8, shares, range(8)))
    return sum(answered for answered, _ in told), sum(defects for _, defects in told)


def _throw(port: int, number: int, seed: int) -> tuple[int, int]:
    draw = random.Random(seed)  # noqa: S311 -- no secret, a crowd
    answered = defects = 0
    for _ in range(number):
        with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
            got = b""
            try:
                connection.sendall(malformed(draw))
                connection.shutdown(socket.SHUT_WR)
                got = connection.recv(2000)
            except OSError:
                pass
        answered += got.startswith(b"HTTP/1.1 ")
        defects += b"this is a defect" in got
    return answered, defects


def ask(port: int, sparql: str) -> tuple[int, float]:
    """Return the status of an answer, and how many seconds it took."""
    begun = time.monotonic()
    connection = HTTPConnection("127.0.0.1", port, timeout=300)
    try:
        connection.request("POST", "/sparql", sparql.encode(), {"Content-Type": QUERY})
        answer = connection.getresponse()
        answer.read()
        return answer.status, time.monotonic() - begun
    finally:
        connection.close()


class Beside:
    """A client that asks a quick question twenty times a second, and the peak of the server's memory meanwhile."""

    def __init__(self, port: int, server: int) -> None:
        self.seconds: list[float] = []
        self.failed = 0
        self.peak = 0
        self._port, self._server = port, server
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(0.05):
            status, seconds = ask(self._port, QUICK)
            self.seconds.append(seconds)
            self.failed += status != 200
            self.peak = max(self.peak, _memory(self._server))


def _memory(root: int) -> int:
    """Return the resident bytes of a process and its children, 0 where the system does not tell."""
    parents: dict[int, int] = {}
    sizes: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status = (folder / "status").read_text()
        except OSError:
            continue
        found = {line.partition(":")[0]: line.partition(":")[2].split() for line in status.splitlines()}
        parents[int(folder.name)] = int(found["PPid"][0])
        sizes[int(folder.name)] = int(found.get("VmRSS", ["0"])[0]) * 1024
    return sum(size for one, size in sizes.items() if one == root or parents[one] == root)


@contextmanager
def serving(graph: Path, timeout: float) -> Iterator[tuple[int, int]]:
    """Serve a graph; gives the port and the process."""
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", "--graph", str(graph), "--port", "0"]
    options = ["--timeout", str(timeout), "--cache", "0"]  # or the quick question beside would ask nobody
    with subprocess.Popen([*command, *options], stderr=subprocess.PIPE, text=True) as process:
        try:
            found = re.search(r"http://127.0.0.1:(\d+)/", process.stderr.readline() if process.stderr else "")
            if not found:
                raise SystemExit("the server did not start")
            yield int(found[1]), process.pid
        finally:
            process.send_signal(signal.SIGINT)


def main() -> None:
    """Print the tables; exit 1 where anything was not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graph", type=Path)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--timeout", type=float, default=5.0)
    options = parser.parse_args()
    console = Console()
    with tempfile.TemporaryDirectory() as made:
        graph = options.graph
        if graph is None:
            import kg

            graph = Path(made) / "graph"
            kg.open(graph).add(DATA / "strait" / "coded.csv", reference=[DATA / "strait" / "reference.ttl"])
        with serving(graph, options.timeout) as (port, server):
            ask(port, QUICK)
            begun = time.monotonic()
            answered, defects = throw(port, options.requests)
            still, _ = ask(port, QUICK)
            console.print(
                f"{options.requests} malformed requests in {time.monotonic() - begun:.0f} s: {answered} answered, "
                f"{defects} with a defect of kg; the next question: {still}"
            )
            sound = defects == 0 and still == 200
            table = Table("query", "status", "after", "others: median", "slowest", "failed", "memory")
            for name, sparql in HOSTILE.items():
                with Beside(port, server) as beside:
                    status, seconds = ask(port, sparql)
                sound = sound and status in {200, 500, 504} and not beside.failed
                median, slowest = statistics.median(beside.seconds or [0.0]), max(beside.seconds or [0.0])
                memory = f"{beside.peak / 1e9:.2f} GB" if beside.peak else "–"
                table.add_row(
                    name,
                    str(status),
                    f"{seconds:.1f} s",
                    f"{1000 * median:.0f} ms",
                    f"{1000 * slowest:.0f} ms",
                    f"{beside.failed} of {len(beside.seconds)}",
                    memory,
                )
            console.print(table)
    sys.exit(0 if sound else 1)


if __name__ == "__main__":
    main()
