"""What is sent to do harm: it is stopped or refused, and other clients are served meanwhile."""

import shutil
import socket
import threading
import time

import pytest
from serving import ENDLESS, QUERY, served

from benchmarks.hostile import HOSTILE, throw
from kg.store import Store

QUESTION = "SELECT ?s { ?s a kg:Stance }"
ASKED_ANEW = ("--cache", 0)  # an answer that is kept needs no place, and proves nothing
# The rest of them, and ten thousand requests, are in `python -m benchmarks.hostile`.
SOME = ["a cartesian product", "a deep path", "a regular expression", "a large answer", "everything in one string"]


def answers_again(server):
    """Whether it does. On a machine that is busy itself, a time limit may pass before a new process is awake."""
    return any(server.get(QUESTION).status == 200 for _ in range(20))


@pytest.fixture(scope="module")
def strict(folder):
    """A server that gives a query four seconds, fifty rows, and runs two at once."""
    with served(folder, "--timeout", 4, "--limit", 50, "--queries", 2, *ASKED_ANEW) as running:
        yield running


@pytest.mark.parametrize("name", SOME)
def test_what_takes_too_long_is_killed_while_others_are_served(strict, name):
    """The one gets 504, or is told of its memory; the other its rows, before the first is at its end."""
    ended = {}

    def hostile():
        got = strict.post(HOSTILE[name])
        ended["at"], ended["got"] = time.monotonic(), got

    assert answers_again(strict)
    thread = threading.Thread(target=hostile)
    thread.start()
    time.sleep(0.5)
    other = strict.get(QUESTION)
    served_at = time.monotonic()
    thread.join()
    assert other.status == 200
    assert served_at < ended["at"]
    assert ended["got"].status in {500, 504}
    assert any(word in ended["got"].text for word in ("stopped after 4 s", "more memory than it may have"))
    assert answers_again(strict)


def test_a_client_that_leaves_takes_its_query_along(folder):
    """Its place is free at once, long before the time limit."""
    with served(folder, "--timeout", 250, "--queries", 1, *ASKED_ANEW) as server:
        assert server.get(QUESTION).status == 200
        body = ENDLESS.encode()
        head = (
            f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: {QUERY}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        with socket.create_connection((server.host, int(server.port))) as connection:
            connection.sendall(head.encode() + body)
            time.sleep(0.5)
        begun = time.monotonic()
        assert server.get(QUESTION).status == 200
        assert time.monotonic() - begun < 100


def test_who_finds_no_place_is_told_to_come_again(folder):
    """503 with a time, when all places are taken for as long as a query may take."""
    with served(folder, "--timeout", 1, "--queries", 1, *ASKED_ANEW) as server:
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(server.post(ENDLESS))) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert {got.status for got in answers} <= {503, 504}
        busy = [got for got in answers if got.status == 503]
        assert busy
        assert all(got.headers["retry-after"].isdigit() for got in busy)
        assert answers_again(server)


def test_an_answer_is_cut_at_the_limit_and_says_so(strict):
    """It is still a whole document; one that fits says nothing."""
    cut = strict.get("SELECT ?s { ?s ?p ?o }", "text/csv")
    assert (cut.status, cut.text.count("\r\n"), cut.headers["kg-shortened"]) == (200, 51, "limit=50")
    triples = strict.get("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "application/n-triples")
    assert (triples.text.count("\n"), triples.headers["kg-shortened"]) == (50, "limit=50")
    assert "kg-shortened" not in strict.get(QUESTION).headers
    exactly = strict.get("SELECT ?s { ?s ?p ?o } LIMIT 50")
    assert "kg-shortened" not in exactly.headers


def test_a_body_that_is_too_long_is_refused(server):
    """413, whether its length is declared or not."""
    long = "#" * (1 << 20)
    assert server.send("POST", "/sparql", f"{long}\nASK {{}}", Content_Type=QUERY).status == 413
    head = f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: {QUERY}\r\nTransfer-Encoding: chunked\r\n\r\n"
    with socket.create_connection((server.host, int(server.port))) as connection:
        connection.sendall(head.encode())
        piece = b"10000\r\n" + b"#" * 0x10000 + b"\r\n"
        for _ in range(40):
            connection.sendall(piece)
        connection.sendall(b"0\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 413 ")
    assert server.get("ASK {}").status == 200


def test_a_page_elsewhere_cannot_pass_for_this_one(server):
    """Loopback is only answered under its own names (DNS rebinding), and no other origin is let in."""
    assert server.send("GET", "/health", Host="evil.example").status == 421
    for name in ("localhost", "127.0.0.1:7070", "[::1]:7070", "LOCALHOST"):
        assert server.send("GET", "/health", Host=name).status == 200
    assert not [
        name for name in server.post("ASK {}", Origin="http://evil.example").headers if name.startswith("access-")
    ]


def test_parameters_of_a_named_query_are_values_only(server, folder):
    """What looks like SPARQL stays a text, or is refused."""
    got = server.send("GET", "/queries/who-criticizes-whom?since=2024%22%7D%20DROP%20ALL%20%23")
    assert got.status == 400
    got = server.send("GET", "/queries/who-criticizes-whom?holder=urn:x%3E%20%7D%20SERVICE%20%3Curn:y")
    assert got.status == 400
    bound = server.send("GET", "/queries/who-criticizes-whom?holder=https://x.example/a%3E%7D%7B%3C")
    assert (bound.status, "<https://x.example/a%3E%7D%7B%3C>" in bound.text) == (200, True)


def test_four_hundred_malformed_requests_leave_it_serving(server):
    """None is answered with a defect of ours, and the next question is answered."""
    answered, defects = throw(int(server.port), 400)
    assert defects == 0
    assert answered > 100
    assert server.process.poll() is None
    assert server.get(QUESTION).status == 200


def test_odd_queries_leave_it_serving(server):
    """A query of one character, of odd characters, of a hundred thousand brackets."""
    odd = [
        "{",
        "\x00",
        "\ufeffASK {}",
        "SELECT * {" * 2000,
        "(" * 50_000,
        "ASK { FILTER(" + "!" * 20_000 + "true) }",
        "#" * 1000,
    ]
    for sparql in odd:
        assert server.post(sparql).status in {200, 400, 500}, sparql[:50]
    assert server.get(QUESTION).status == 200


def test_what_is_added_is_in_the_next_answer(tmp_path, folder):
    """The server keeps nobody from writing, and never answers from yesterday."""
    own = tmp_path / "own"
    shutil.copytree(folder, own)
    with served(own) as server:
        before = server.get("SELECT ?d { ?d a kg:Document }", "text/csv").text.count("\n")
        with Store.open(own, write=True) as store:
            store.remove("plan")
        assert server.get("SELECT ?d { ?d a kg:Document }", "text/csv").text.count("\n") == before - 1
