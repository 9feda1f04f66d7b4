"""Documents that print the same text are one story, whatever came first."""

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from news import RUN, fill

from kg.records import Record, fingerprint
from kg.store import Store
from kg.store.sketches import ORDERS, sketch
from kg.store.sketches import RUN as RUN_LENGTH
from kg.store.stories import stories
from kg.store.tallies import Said, Tallies


def prose(seed, words=300):
    """So many words in an order that no other seed has."""
    numbers = np.random.default_rng(seed).integers(0, 5000, words)
    return [f"w{number}" for number in numbers]


WIRE = prose(1)
EDITED = ["The", "Lamp,", "Oslo.", *WIRE[:40], "and", *WIRE[42:200], *WIRE[205:]]
CUT = WIRE[:130]
OTHER = prose(2)
QUOTING = [*prose(3), *WIRE[100:150]]  # another report that quotes a paragraph


def texts():
    return {
        name: " ".join(words)
        for name, words in (("d2", WIRE), ("d1", EDITED), ("d3", CUT), ("d4", OTHER), ("d5", QUOTING))
    }


def told(every):
    return stories({name: sketch(text) for name, text in every.items()})


def test_edited_and_shortened_prints_are_one_story():
    """A dateline, changed words, a text cut to less than a half: the first id stands for all. What quotes it is another."""
    assert told(texts()) == {"d1": "d1", "d2": "d1", "d3": "d1", "d4": "d4", "d5": "d5"}


def test_reports_with_a_long_passage_in_common_are_two_stories():
    """Two papers that print the same statement and write the rest themselves have each a story of their own."""
    statement = prose(4, 120)
    every = {f"d{seed}": " ".join([*statement, *prose(seed, 180)]) for seed in range(10, 20)}
    assert told(every) == {name: name for name in every}


def test_capitals_and_spaces_do_not_matter():
    """They are the typesetter's, as are quotation marks."""
    words = " ".join(WIRE)
    assert sketch(words) == sketch(words.upper().replace(" ", " \n“"))


def test_two_formulas_are_not_one_story():
    """A line that is printed every week says nothing of where it comes from; it is too short to be a report."""
    assert told({"d1": "The resolution was adopted.", "d2": "The resolution was adopted."}) == {"d1": "d1", "d2": "d2"}


def test_the_order_of_coming_does_not_matter():
    """Whatever order the documents come in, they have the same stories."""
    every = texts()
    assert {tuple(sorted(told({name: every[name] for name in order}).items())) for order in permutations(every)} == {
        tuple(sorted(told(every).items()))
    }


def test_a_sketch_tells_how_much_two_texts_share():
    """The share of equal numbers is near the share of runs that are in both."""
    one, other = WIRE, [*WIRE[:200], *OTHER[:100]]
    runs = [{tuple(words[at : at + RUN_LENGTH]) for at in range(len(words) - RUN_LENGTH + 1)} for words in (one, other)]
    exact = len(runs[0] & runs[1]) / len(runs[0] | runs[1])
    numbers = [np.frombuffer(sketch(" ".join(words)), dtype="<u4") for words in (one, other)]
    assert [int(row[0]) for row in numbers] == [len(run) for run in runs]
    assert (numbers[0][1:] == numbers[1][1:]).mean() == pytest.approx(exact, abs=0.15)
    assert len(numbers[0]) == ORDERS + 1


def put(store, name, text, publisher):
    """A document in which Ana Ruiz opposes the dam."""
    text = f"{text} Ana Ruiz opposes the dam."
    at = text.index("Ana Ruiz")
    record = Record.model_validate(
        {
            "document": {"id": name, "publisher": publisher, "published": "2024-01-10", "sha256": fingerprint(text)},
            "actors": [{"id": "ana-ruiz", "name": "Ana Ruiz", "kind": "person"}],
            "issues": [{"id": "dam", "label": "the dam"}],
            "stances": [
                {
                    "id": "s1", "holder": "ana-ruiz", "relation": "opposes", "target": {"issue": "dam"}, "voice": "narrator",
                    "evidence": {"start": at, "end": len(text), "text": text[at:]},
                }
            ],
        }
    )  # fmt: skip
    store.put(record, text, run=RUN)


@pytest.fixture
def prints(tmp_path):
    """A graph with one report in three papers, and another in a fourth."""
    with Store.open(tmp_path / "graph", create=True, write=True) as store:
        for (name, text), publisher in zip(texts().items(), ("Lamp", "Post", None, "Post", "Lamp"), strict=True):
            put(store, name, text, publisher)
    return tmp_path / "graph"


def test_queries_and_edges_count_stories_and_publishers(prints):
    """Five documents are three stories of two publishers, and each edge knows its story."""
    with Store.open(prints) as store:
        (row,) = store.query("supporters-and-opponents")
        assert (row["stances"], row["stories"], row["publishers"]) == (5, 3, 2)
        assert {entry.document.id: entry.story for entry in store.documents()} == store.stories()
        assert {edge.source.id: edge.source.story for edge in store.edges()} == store.stories()
        assert {row["document"].local: row["story"].local for row in store.query("documents")} == store.stories()
        assert list(store.check()) == []


def test_a_document_that_goes_parts_its_story_without_a_trace(prints, tmp_path):
    """The others have the first id that is left; the graph is the one that never had the document."""
    with Store.open(prints, write=True) as store:
        store.remove("d1")
    with Store.open(tmp_path / "fresh", create=True, write=True) as fresh:
        for (name, text), publisher in zip(texts().items(), ("Lamp", "Post", None, "Post", "Lamp"), strict=True):
            if name != "d1":
                put(fresh, name, text, publisher)
    with Store.open(prints) as store, Store.open(tmp_path / "fresh") as fresh:
        ask = "SELECT ?d ?s { GRAPH graph:stories { ?d kg:story ?s } } ORDER BY ?d"
        assert store.query(ask).tuples == fresh.query(ask).tuples
        assert store.stories() == {"d2": "d2", "d3": "d2", "d4": "d4", "d5": "d5"}
        assert store._archive.sketches() == fresh._archive.sketches()


def test_a_new_text_has_a_new_story(prints):
    """A document that is put again with another text leaves the story that it was in."""
    with Store.open(prints, write=True) as store:
        put(store, "d2", " ".join(prose(9)), "Lamp")
    with Store.open(prints) as store:
        assert store.stories()["d2"] == "d2"
        assert list(store.check()) == []


def test_a_graph_of_a_kg_that_knew_no_stories_has_them(prints):
    """Read as it is, sketches are made on the way; written to, they are kept."""
    with Store.open(prints, write=True) as store:
        expected = store.stories()
        store._archive._connection.executescript("DROP TRIGGER rewritten; DROP TRIGGER gone; DROP TABLE sketches")
    with Store.open(prints) as store:
        assert store.stories() == expected
    with Store.open(prints, write=True) as store:
        assert store.stories() == expected
        put(store, "d9", " ".join(WIRE), None)
        assert store.stories() == {**expected, "d9": "d1"}


def test_check_finds_a_story_that_is_not_so(prints):
    """The index says of a document what its text does not."""
    with Store.open(prints) as store:
        store.refresh()
        index = store._access.index
        from kg.store._oxigraph import Writer, files

        writer = Writer(index.quads)
        writer.update("DELETE WHERE { GRAPH graph:stories { doc:d3 ?says ?story } }")
        writer.close()
        index._put_stamp(replace(index.stamp(), files=files(index.quads)))
        assert [(problem.document, problem.what) for problem in store.check()] == [("d3", "index")]


def test_the_small_newspaper_has_a_story_for_each_article(tmp_path):
    """Short articles are stories of their own."""
    with Store.open(tmp_path / "graph", create=True, write=True) as store:
        fill(store)
        assert all(name == story for name, story in store.stories().items())


PIECES = [" ".join(prose(seed, 60)) for seed in range(4)]
CHANGES = st.lists(
    st.dictionaries(
        st.sampled_from("abcdefgh"), st.none() | st.lists(st.sampled_from(PIECES), max_size=3), min_size=1, max_size=3
    ),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize("crowd", [1, 40])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHANGES)
def test_stories_told_one_by_one_are_those_told_at_once(tmp_path_factory, monkeypatch, crowd, changes):
    """Texts that come, change and go, alike in whole or in part, in crowds or not."""
    monkeypatch.setattr("kg.store.stories._CROWD", crowd)
    file = tmp_path_factory.mktemp("tallies") / "t.sqlite"
    sketches = {name: sketch(" ".join(PIECES[:2])) for name in "bd"}
    Tallies.make(file, Said(), sketches, labels={})
    index = stories(sketches)
    for change in changes:
        now = {name: None if text is None else sketch(" ".join(text)) for name, text in change.items()}
        tallies = Tallies(file)
        told = tallies.retell(now)
        assert set(told) >= set(now)
        assert {name: before for name, (before, _) in told.items()} == {name: index.get(name) for name in told}
        index = {name: story for name, story in index.items() if name not in now}
        index |= {name: story for name, (_, story) in told.items() if story is not None}
        sketches = {name: one for name, one in (sketches | now).items() if one is not None}
        assert index == stories(sketches) == tallies.stories()
        tallies.close()
