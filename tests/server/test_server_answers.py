"""Answers that are kept, and processes that are asked from the event loop: nobody gets an old answer, or another's."""

import time
from urllib.parse import urlencode

import pytest
from serving import FORM, served

from kg.server.answers import Answers
from kg.store import Kind, Written

QUESTION = "SELECT ?s { ?s a kg:Stance }"
PLAN = "https://w3id.org/newsstance/document/plan"


def answer(size):
    """An answer of so many bytes."""
    return Written(Kind.SELECT, b"x" * size, shortened=False)


def test_who_has_an_answer_already_gets_it_not_again(server):
    """304, with the mark that it was asked by; another question, or another format, is another answer."""
    first = server.get(QUESTION)
    mark = first.headers["etag"]
    again = server.send("GET", f"/sparql?query={QUESTION.replace(' ', '+')}", If_None_Match=mark)
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", mark)
    assert server.get(QUESTION, "text/csv").headers["etag"] != mark
    other = server.send("GET", "/sparql?query=ASK+%7B%7D", If_None_Match=f'"urn:x", {mark}')
    assert other.status == 200
    assert server.send("GET", "/sparql?query=ASK+%7B%7D", If_None_Match="*").status == 304
    assert "etag" not in server.post(QUESTION).headers


def test_an_answer_that_is_kept_is_the_same(server):
    """Byte for byte, in each format and for each graph that is asked."""
    bodies = set()
    for options in ({}, {"default-graph-uri": PLAN}):
        for accept in ("text/csv", "application/sparql-results+xml"):
            first, again = (server.get(QUESTION, accept, **options) for _ in range(2))
            assert (first.status, first.body) == (200, again.body)
            bodies.add(first.body)
    assert len(bodies) == 4


@pytest.mark.parametrize("word", ["RAND()", "NOW()", "STRUUID()", "uuid()"])
def test_what_is_new_each_time_is_not_kept(word):
    """A question whose answer is another each time is asked each time."""
    answers = Answers(room=1 << 20)
    sparql = f"SELECT ({word} AS ?x) {{}}"
    answers.keep(sparql, sparql, answer(10))
    assert answers.get(sparql) is None


def test_answers_go_with_the_graph_and_when_there_is_no_room():
    """Those go first that nobody has asked for longest; a long one is not kept at all, and without room none is."""
    answers = Answers(room=800)
    graph = object()
    answers.of(graph)
    for name in "abcdefgh":
        answers.keep(name, name, answer(95))
    assert answers.get("a")
    answers.keep("i", "i", answer(95))
    assert [name for name in "abcdefghi" if answers.get(name)] == list("acdefghi")
    answers.keep("long", "long", answer(101))
    assert answers.get("long") is None
    answers.of(graph)
    assert answers.get("a")
    answers.of(object())
    assert answers.get("a") is None
    none = Answers(room=0)
    none.keep("a", "a", answer(0))
    assert none.get("a") is None


def test_a_worker_that_was_killed_while_nobody_asked_is_replaced(folder):
    """The system kills whoever takes too much; the next question is answered by another process."""
    psutil = pytest.importorskip("psutil")
    with served(folder, "--queries", 1, "--cache", 0) as server:
        for _ in range(2):
            assert server.get(QUESTION).status == 200
            workers = psutil.Process(server.process.pid).children()
            assert len(workers) == 1
            workers[0].kill()
            time.sleep(1)  # until the last of its threads is gone


def test_workers_end_with_a_server_that_is_killed(folder):
    """Even in the middle of a query, which nobody can ask to stop."""
    psutil = pytest.importorskip("psutil")
    with served(folder) as server:
        assert server.get(QUESTION).status == 200
        workers = psutil.Process(server.process.pid).children()
        server.process.kill()
        server.process.wait()
        until = time.monotonic() + 20
        while any(worker.is_running() for worker in workers):
            assert time.monotonic() < until
            time.sleep(0.1)


def test_a_long_question_is_answered_like_a_short_one(server):
    """What is looked through in a thread, and what takes more than a pipe holds."""
    short = server.post(QUESTION, "text/csv").body
    for length in (19_000, 21_000, 200_000):
        assert server.post(f"{QUESTION} # {'é' * length}", "text/csv").body == short
    graphs = [("default-graph-uri", f"urn:graph:{number:060}") for number in range(1500)]
    form = urlencode([("query", QUESTION), *graphs, ("default-graph-uri", PLAN)])
    got = server.send("POST", "/sparql", form, Content_Type=FORM, Accept="text/csv")
    assert got.body == server.get(QUESTION, "text/csv", **{"default-graph-uri": PLAN}).body
