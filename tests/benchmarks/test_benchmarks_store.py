"""What the benchmark asks is answered from the tallies as the files of the queries say, in a newspaper that never was."""

import pytest

from benchmarks import synthetic
from benchmarks.by_hand import QUESTIONS
from benchmarks.store import RUN
from kg.store import Store

STANCES = 480


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    """Forty documents about a few of whom much is said."""
    with Store.open(tmp_path_factory.mktemp("crowd") / "graph", create=True, write=True) as store:
        store.know(synthetic.known(STANCES))
        with store.batch():
            for record, text in synthetic.records(STANCES):
                store.put(record, text, run=RUN)
        yield store


def unordered(tuples):
    """Rows in no order, and in none the names of a list, of which SPARQL does not say which comes first."""
    return sorted(str([tuple(sorted(str(cell).split("; "))) for cell in row]) for row in tuples)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: f"{one.name} of {one.of}")
def test_a_question_has_the_rows_of_its_file(crowd, question):
    """All of them, and of fewer those with which they begin."""
    plain = crowd.query(f"{crowd.sparql(question.name, **question.values)}\n# and not counted")
    whole = crowd.query(question.name, **question.values)
    assert whole.columns == plain.columns
    assert unordered(whole.tuples) == unordered(plain.tuples)
    for limit in (1, 7, 40):
        few = crowd.query(question.name, limit=limit, **question.values)
        assert few.shortened is (len(whole) > limit)
        assert unordered(few.tuples) == unordered(whole.tuples[:limit])
