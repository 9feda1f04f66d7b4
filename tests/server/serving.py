"""A graph that is served by a process of its own, as a user starts it, and what clients of any kind get from it."""

import os
import re
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parent.parent.parent
KG = [sys.executable, "-c", "from kg.cli import main; main()"]
LONG = 300  # seconds that nothing here takes

JSON = "application/sparql-results+json"
QUERY = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@dataclass(frozen=True)
class Got:
    """An answer over HTTP."""

    status: int
    headers: dict
    body: bytes

    @property
    def text(self):
        """The body as text."""
        return self.body.decode()

    @property
    def type(self):
        """The media type, without its charset."""
        return self.headers.get("content-type", "").partition(";")[0]


class Server:
    """A server that runs, and a client of it."""

    def __init__(self, process, address):
        self.process = process
        self.address = address
        self.host, self.port = re.fullmatch(r"http://(.+):(\d+)/", address).groups()
        self.endpoint = f"{address}sparql"

    def send(self, method, path, body=None, **headers):
        """Send a request; names of headers are written with underscores."""
        connection = HTTPConnection(self.host, int(self.port), timeout=LONG)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body=body, headers=named)
            answer = connection.getresponse()
            return Got(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def get(self, sparql, accept=None, **more):
        """Ask by GET."""
        headers = {"Accept": accept} if accept else {}
        return self.send("GET", f"/sparql?{urlencode({'query': sparql, **more}, doseq=True)}", **headers)

    def post(self, sparql, accept=None, **headers):
        """Ask by posting the query itself."""
        accepting = {"Accept": accept} if accept else {}
        return self.send("POST", "/sparql", sparql.encode(), Content_Type=QUERY, **accepting, **headers)

    def stop(self, sent=signal.SIGINT):
        """Press Ctrl-C, and return the exit code with what was said."""
        self.process.send_signal(sent)
        _, said = self.process.communicate(timeout=LONG)
        return self.process.returncode, said


@contextmanager
def served(folder, *options):
    """Serve a graph on a free port until the block ends."""
    command = [*KG, "serve", "--graph", str(folder), "--port", "0", *map(str, options)]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    process = subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True)
    watchdog = threading.Timer(LONG, process.kill)
    watchdog.start()
    try:
        line = process.stderr.readline()
        found = re.search(r"is at (http\S+/) ", line)
        assert found, line + process.stderr.read()
        yield Server(process, found[1])
    finally:
        watchdog.cancel()
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=LONG)
        process.stderr.close()
