"""Two SPARQL servers of other makers, started for the tests: Oxigraph's from PyPI, Virtuoso from Debian."""

import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import requests

VIRTUOSO = """
[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
[TempDatabase]
DatabaseFile = {folder}/t.db
TransactionFile = {folder}/t.trx
[Parameters]
ServerPort = {sql}
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 4
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = {rows}
"""
HAS_VIRTUOSO = shutil.which("virtuoso-t") is not None and shutil.which("isql-vt") is not None


def free_port():
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@contextmanager
def oxigraph(folder):
    """The server of Oxigraph, as it is without options: its default graph is empty. Gives the address for queries."""
    port = free_port()
    binary = Path(sys.executable).with_name("oxigraph")
    command = [binary, "serve", "--location", str(folder / "quads"), "--bind", f"127.0.0.1:{port}"]
    with _running(command, f"http://127.0.0.1:{port}/query") as address:
        yield address


@contextmanager
def virtuoso(folder, *, rows=10_000, commands=()):
    """Virtuoso, with its usual limit of rows, open for updates, after some commands. Gives the address for queries."""
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO.format(folder=folder, sql=sql, http=http, rows=rows))
    command = ["virtuoso-t", "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    with _running(command, f"http://127.0.0.1:{http}/sparql") as address:
        for command in ('GRANT SPARQL_UPDATE TO "SPARQL";', *commands):
            isql = ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={command}"]
            subprocess.run(isql, check=True, capture_output=True, timeout=60)
        yield address


@contextmanager
def _running(command, address):
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(600):
                try:
                    requests.get(address, params={"query": "ASK {}"}, timeout=5).raise_for_status()
                    break
                except requests.RequestException:
                    assert process.poll() is None, "the server has stopped"
                    time.sleep(0.1)
            yield address
        finally:
            process.kill()
