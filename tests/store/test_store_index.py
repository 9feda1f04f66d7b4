"""The index follows the archive whatever happens to either."""

import errno
import json
import shutil
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from news import KNOWN, RUN, articles, fill, plan, tariffs, turn

import kg.store.index
from kg.known import Known
from kg.records import Record, Span, Voice, fingerprint
from kg.store import Run, Store, nodes
from kg.store._oxigraph import Reader, Unreadable, Writer
from kg.store._sqlite import FILE


def whole(store):
    """Every quad of the index, after it was brought up to date."""
    store.refresh()
    return quads(store)


def quads(store):
    reader = Reader(store._access.index.quads)
    return Counter((graph, *map(str, triple)) for graph in reader.graphs() for triple in reader.triples(graph))


def rebuilt(store):
    """The same from scratch."""
    store._access.index.rebuild()
    return quads(store)


def variants():
    """The newspaper, and readings of it that say less or something else."""
    for article in articles():
        record = article.record()
        yield article, record
        yield article, record.model_copy(update={"stances": record.stances[:1]})
        negated = [
            stance.model_copy(update={"negated": True, "sign": 0}) if stance.id == "s2" else stance
            for stance in record.stances
        ]
        yield article, record.model_copy(update={"stances": tuple(negated)})
        ascribed = [stance.model_copy(update={"voice": Voice.THIRD_PARTY}) for stance in record.stances]
        yield article, record.model_copy(update={"stances": tuple(ascribed)})
        renamed = [actor.model_copy(update={"name": f"{actor.name} II"}) for actor in record.actors]
        yield article, record.model_copy(update={"actors": tuple(renamed)})


VARIANTS = list(variants())
EVENTS = st.lists(
    st.tuples(st.sampled_from(["put", "put", "remove", "ask"]), st.integers(0, len(VARIANTS) - 1)),
    min_size=1,
    max_size=10,
)


def others(store):
    """Put in many other documents, so that a few changes are a few."""
    with store.batch():
        for number in range(25):
            store.put(Record.model_validate({"document": {"id": f"other-{number}"}}), "…", run=RUN)


@settings(max_examples=12, deadline=None)
@given(EVENTS)
def test_bringing_up_to_date_gives_what_a_rebuild_gives(tmp_path_factory, events):
    """Documents put, replaced and removed in any order, with questions between; and no triple stands in two graphs."""
    with Store.open(tmp_path_factory.mktemp("events"), create=True, write=True) as store:
        store.know(KNOWN)
        others(store)
        for deed, which in events:
            article, record = VARIANTS[which]
            if deed == "ask":
                store.refresh()
            elif deed == "put":
                store.put(record, article.text, run=RUN)
            elif record.document.id in store:
                store.remove(record.document.id)
        updated = whole(store)
        assert updated == rebuilt(store)
        triples = Counter(quad[1:] for quad in updated)
        assert [triple for triple, times in triples.items() if times > 1] == []


def test_an_edge_is_stated_if_anybody_states_it(tmp_path):
    """However many others ascribe it, before and after; and only while somebody does."""
    text = "Norland trusts Sudland."

    def reading(name, voice):
        span = Span.of(text, 0, 22).model_dump()
        actors = [{"id": who, "name": who, "kind": "state"} for who in ("norland", "sudland")]
        stance = {"id": "s", "holder": "norland", "relation": "trusts", "target": {"actor": "sudland"}, "voice": voice}
        whole = {"document": {"id": name}, "actors": actors, "stances": [stance | {"evidence": span}]}
        return Record.model_validate(whole)

    edge = "ASK {{ GRAPH graph:edges-{} {{ actor:norland rel:trusts actor:sudland }} }}"
    with Store.open(tmp_path / "g", create=True, write=True) as store:
        others(store)
        for name, voice in (("b", "self"), ("a", "thirdParty"), ("c", "thirdParty"), ("d", "thirdParty")):
            store.put(reading(name, voice), text, run=RUN)
            store.refresh()
            assert store.query(edge.format("stated"))
            assert not store.query(edge.format("ascribed"))
        store.remove("b")
        assert not store.query(edge.format("stated"))
        assert store.query(edge.format("ascribed"))
        for name in "acd":
            store.remove(name)
        assert not store.query("ASK { actor:norland rel:trusts actor:sudland }")
        assert not store.query("ASK { actor:norland rdfs:label ?name }")


def test_a_thousand_documents_are_indexed_once(tmp_path, monkeypatch):
    """Putting touches the archive only; the first question, or closing, does the rest."""
    opened = []
    real = Writer.__init__
    monkeypatch.setattr(Writer, "__init__", lambda self, folder: (opened.append(folder), real(self, folder))[1])
    with Store.open(tmp_path / "g", create=True, write=True) as store:
        for number in range(200):
            store.put(Record.model_validate({"document": {"id": str(number)}}), "…", run=RUN)
        assert opened == []
    assert len(opened) == 1


def test_what_is_loaded_in_many_pieces_is_the_same(graph, monkeypatch):
    """One piece is written while the engine loads the one before it."""
    with Store.open(graph, write=True) as store:
        at_once = rebuilt(store)
        monkeypatch.setattr(kg.store.index, "_AT_ONCE", 100)
        monkeypatch.setattr(kg.store._oxigraph, "_BULK", 50)
        pieces = []
        real = Writer.load
        monkeypatch.setattr(Writer, "load", lambda self, quads: (pieces.append(quads), real(self, quads))[1])
        assert rebuilt(store) == at_once
        assert len([piece for piece in pieces if isinstance(piece, bytes)]) > 3


def test_a_piece_that_cannot_be_loaded_ends_the_loading(graph, monkeypatch):
    """And no half of an index is left."""

    def full(_, quads):
        if isinstance(quads, bytes):
            raise OSError(errno.ENOSPC, "No space left on device")

    with Store.open(graph, write=True) as store:
        monkeypatch.setattr(kg.store.index, "_AT_ONCE", 100)
        monkeypatch.setattr(Writer, "load", full)
        with pytest.raises(OSError, match="No space"):
            store._access.index.rebuild()
        assert list((graph / "index").glob("quads-*")) == []


def test_only_what_is_said_otherwise_now_is_drawn_anew(graph, monkeypatch):
    """The same article in another paper moves no edge and no name, and not the run; only their story is another."""
    changed = []
    for what in ("load", "unload"):
        real = getattr(Writer, what)
        monkeypatch.setattr(Writer, what, lambda self, quads, real=real: (changed.append(quads), real(self, quads))[1])
    article = turn()
    with Store.open(graph, write=True) as store:
        others(store)
        whole(store)
        changed.clear()
        text = article.text + " That is all."
        head = article.record().document.model_copy(update={"id": "again", "sha256": fingerprint(text)})
        store.put(article.record().model_copy(update={"document": head}), text, run=RUN)
        after = whole(store)
        derived = [quads for quads in changed if quads and isinstance(quads, str)]
        assert {line.rsplit(" ", 2)[1] for line in "".join(derived).splitlines()} == {f"<{nodes.STORIES}>"}
        assert after == rebuilt(store)
        changed.clear()
        store.remove("again")
        assert whole(store) == rebuilt(store)


def test_runs_come_and_go_with_their_documents(graph):
    """The graph says nothing of a run of which nothing is left."""
    other = Run(extractor="hand", version="2", started="2024-08-01T08:00:00+00:00")
    asked = "SELECT ?version { ?run a prov:Activity ; kg:version ?version } ORDER BY ?version"
    with Store.open(graph, write=True) as store:
        assert store.query(asked).tuples == [("1",)]
        store.put(plan().record().model_copy(update={"stances": ()}), plan().text, run=other)
        assert store.query(asked).tuples == [("1",), ("2",)]
        store.remove("plan")
        assert store.query(asked).tuples == [("1",)]


def test_the_engine_keeps_no_pile_of_old_logs(graph):
    """Each time that it is opened it begins a new one, of 140 kB."""
    with Store.open(graph, write=True) as store:
        for _ in range(3):
            others(store)
            store.refresh()
            fill(store)
            store.refresh()
    assert list((graph / "index").glob("quads-*/LOG"))
    assert list((graph / "index").glob("quads-*/LOG.old*")) == []


@pytest.mark.parametrize(
    "harm",
    [
        shutil.rmtree,
        lambda index: (index / "stamp.json").unlink(),
        lambda index: (index / "stamp.json").write_text("{"),
        lambda index: (index / "stamp.json").write_text("[1]"),
        lambda index: [shutil.rmtree(folder) for folder in index.glob("quads-*")],
        lambda index: [file.write_bytes(b"rubbish") for file in index.glob("quads-*/MANIFEST*")],
        lambda index: [file.write_bytes(b"rubbish" * 99) for file in index.glob("quads-*/*.sst")],
        lambda index: [file.unlink() for file in index.glob("quads-*/*.sst")],
        lambda index: [file.unlink() for file in index.glob("quads-*/CURRENT")],
    ],
    ids=["gone", "no stamp", "broken stamp", "odd stamp", "no quads", "manifest", "tables", "no tables", "no current"],
)
def test_a_harmed_index_is_made_anew(graph, harm):
    """The question is answered as if nothing had happened, by a store for reading only."""
    with Store.open(graph) as store:
        expected = store.query("stated-and-ascribed").tuples
    harm(graph / "index")
    with Store.open(graph) as store:
        assert store.query("stated-and-ascribed").tuples == expected
        assert list(store.check()) == []


def test_an_index_harmed_while_open_is_made_anew(graph):
    """Also for a writer that wants to bring it up to date."""
    with Store.open(graph, write=True) as store:
        store.query("ASK {}")
        for file in (graph / "index").glob("quads-*/*.sst"):
            file.write_bytes(b"rubbish" * 99)
        store.remove("turn")
        assert len(store.query("documents")) == 3


def test_an_index_of_another_graph_is_not_believed(graph, tmp_path):
    """Somebody copied a folder into another; its stamp tells."""
    with Store.open(tmp_path / "other", create=True, write=True) as store:
        fill(store, only=[plan()])
    with Store.open(graph) as store:
        store.query("ASK {}")
    shutil.rmtree(graph / "index")
    shutil.copytree(tmp_path / "other" / "index", graph / "index")
    with Store.open(graph) as store:
        assert len(store.query("documents")) == 4


def test_an_older_copy_of_the_archive_gets_an_older_index(graph, tmp_path):
    """A backup is put back; the index has seen a future that never was, though the numbers are the same."""
    saved = (graph / FILE).read_bytes()
    with Store.open(graph, write=True) as store:
        store.remove("turn")
    (graph / FILE).write_bytes(saved)
    with Store.open(graph, write=True) as store:
        store.remove("tariffs")
        titles = {row["title"] for row in store.query("documents")}
    assert titles == {None, "A plan for a dam", "A turn"}


def test_another_layout_or_vocabulary_means_a_new_index(graph, monkeypatch):
    """After an upgrade of kg nobody has to think of it."""
    with Store.open(graph) as store:
        store.query("ASK {}")
        before = store._access.index.stamp()
    monkeypatch.setattr(kg.store.index, "LAYOUT", 99)
    with Store.open(graph) as store:
        assert len(store.query("documents")) == 4
        after = store._access.index.stamp()
    assert (after.layout, after.state) == (99, before.state)
    assert after.quads != before.quads
    assert [folder.name for folder in (graph / "index").glob("quads-*")] == [after.quads]


def test_a_crash_while_indexing_is_made_good(graph, monkeypatch):
    """A document was replaced and its old edges not yet taken away: the next question sees to it."""
    with Store.open(graph, write=True) as store:
        others(store)

    def crash(*_, **__):
        raise KeyboardInterrupt

    with Store.open(graph, write=True) as store:
        store.put(plan().record().model_copy(update={"stances": ()}), plan().text, run=RUN)
        monkeypatch.setattr(kg.store.index, "derive", crash)
        monkeypatch.setattr(kg.store.index, "redraw", crash)
        with pytest.raises(KeyboardInterrupt):
            store.refresh()
        assert not json.loads((graph / "index" / "stamp.json").read_text())["whole"]
        monkeypatch.undo()
        assert not store.query("ASK { actor:bo-lind rel:accuses actor:sudland }")
        assert list(store.check()) == []


def test_what_becomes_known_later_changes_who_is_who(graph):
    """Experts without a name become one known body, in every document."""
    with Store.open(graph, write=True) as store:
        assert len(store.query("SELECT ?e { ?e a kg:Group }")) == 2
        body = KNOWN.actors | {
            "experts": KNOWN.actors["river-union"].__class__("experts", "The Experts", "organization")
        }
        assert store.know(Known(body, KNOWN.offices, KNOWN.issues))
        assert not store.know(Known(body, KNOWN.offices, KNOWN.issues))
        assert len(store.query("SELECT ?e { ?e a kg:Group }")) == 0
        assert len(store.query("SELECT ?s { ?s kg:speaker actor:experts }")) == 2
        assert {edge.holder.id for edge in store.edges()} >= {"experts"}


def test_a_reader_sees_what_a_writer_did_meanwhile(graph):
    """Without opening anew."""
    with Store.open(graph) as reader, Store.open(graph, write=True) as store:
        assert len(reader.query("documents")) == 4
        store.remove("turn")
        assert len(reader.query("documents")) == 3
        store.put(turn().record(), turn().text, run=RUN)
        store.put(tariffs().record().model_copy(update={"stances": ()}), tariffs().text, run=RUN)
        assert len(reader.query("documents")) == 4
        assert not reader.query("ASK { actor:sudland rel:penalizes actor:norland }")


def test_what_cannot_be_read_is_told_apart_from_what_is_not_there(tmp_path):
    """The engine's many errors have one name here."""
    (tmp_path / "CURRENT").write_text("rubbish")
    for way in (Reader, Writer):
        with pytest.raises(Unreadable):
            way(tmp_path)
