"""Documents go in whole, come out exact, and leave no trace when removed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from news import KNOWN, RUN, articles, fill, plan, turn

from kg.edges import edges
from kg.errors import NotText, SpanMismatch, UnknownDocument
from kg.records import Record, Span, fingerprint
from kg.store import Change, Run, Store
from kg.store.archive import Archive


def test_what_was_put_comes_out_exactly(store):
    """Text, record, header and counts."""
    for article in articles():
        name = article.header["id"]
        assert store.text(name) == article.text
        assert store.record(name) == article.record()
    entries = {entry.document.id: entry for entry in store.documents()}
    assert list(entries) == sorted(entries)
    assert (entries["plan"].attributions, entries["plan"].stances) == (3, 4)
    assert entries["plan"].document.title == "A plan for a dam"
    assert entries["plan"].run == RUN.id
    assert len(store) == 4
    assert "plan" in store
    assert "plans" not in store


def test_the_links_of_a_record_are_kept(tmp_path):
    """Beside the RDF, which has the mentions but not why they mean whom they mean; and no link is a change."""
    text = "Ana Ruiz left."
    span = Span.of(text, 0, 8).model_dump()
    record = Record.model_validate(
        {
            "document": {"id": "d1"},
            "actors": [{"id": "ana-ruiz", "name": "Ana Ruiz", "kind": "person", "mentions": [span]}],
            "links": [{"actor": "ana-ruiz", "mention": span, "reason": "name", "confidence": 0.9}],
        }
    )
    with Store.open(tmp_path / "g", create=True, write=True) as store:
        store.put(record, text, run=RUN)
        assert store.put(record, text, run=RUN) is Change.UNCHANGED
    with Store.open(tmp_path / "g") as store:
        assert store.record("d1").links == record.links != ()
        assert list(store.check()) == []


@pytest.mark.parametrize("text", ["\ufeffOslo.\r\n\r\n\u00a0“ﬁne”\u2028 🕊️\t\x00 end ", "\r", "e\u0301 é", "\n\n", "𝔘"])
def test_every_character_of_a_text_is_kept(tmp_path, text):
    """A BOM, Windows line ends, no-break spaces, ligatures, even NUL."""
    record = Record.model_validate({"document": {"id": text}})
    with Store.open(tmp_path / "g", create=True, write=True) as store:
        store.put(record, text, run=RUN)
    with Store.open(tmp_path / "g") as store:
        assert store.text(text) == text
        assert [entry.document.id for entry in store.documents()] == [text]
        assert store.query("SELECT ?d { ?d a kg:Document }").tuples[0][0].local == text
        assert list(store.check()) == []


def test_the_same_again_changes_nothing(graph):
    """Not the document, not the journal, not the runs, not the index."""
    with Store.open(graph) as store:
        store.query("ASK {}")
        before = store._archive.state(), store._access.index.stamp(), store.query("SELECT ?s ?p ?o { ?s ?p ?o }").tuples
    later = Run(extractor="hand", version="2", started="2025-01-01T00:00:00+00:00")
    with Store.open(graph, write=True) as store:
        assert [store.put(article.record(), article.text, run=later) for article in articles()] == [
            Change.UNCHANGED
        ] * 4
        assert list(store.runs()) == [RUN]
    with Store.open(graph) as store:
        after = store._archive.state(), store._access.index.stamp(), store.query("SELECT ?s ?p ?o { ?s ?p ?o }").tuples
    assert after == before


def test_a_new_reading_of_a_document_replaces_the_old_one(writer):
    """With the run that made it; what only the old one said is gone."""
    assert writer.query("ASK { actor:bo-lind rel:accuses actor:sudland }")
    shorter = plan().record().model_copy(update={"stances": plan().record().stances[:1]})
    later = Run(extractor="hand", version="2", started="2025-01-01T00:00:00+00:00", model="m", configuration="c")
    assert writer.put(shorter, plan().text, run=later) is Change.REPLACED
    assert not writer.query("ASK { actor:bo-lind rel:accuses actor:sudland }")
    assert writer.query("ASK { doc:plan prov:wasGeneratedBy/kg:version '2' }")
    assert sorted(run.version for run in writer.runs()) == ["1", "2"]
    assert writer.record("plan") == shorter


def test_a_removed_document_leaves_nothing_behind(tmp_path):
    """The graph is as if it had never been there."""
    with Store.open(tmp_path / "a", create=True, write=True) as store:
        fill(store)
        store.query("ASK {}")
        store.remove("plan")
        store.remove("notes.txt")
        removed = store.query("SELECT ?s ?p ?o { ?s ?p ?o FILTER(?p != kg:recorded) }").tuples
        with pytest.raises(UnknownDocument, match=r"no document has the id 'plan'"):
            store.text("plan")
    with Store.open(tmp_path / "b", create=True, write=True) as store:
        fill(store, only=[article for article in articles() if article.header["id"] in {"turn", "tariffs"}])
        never = store.query("SELECT ?s ?p ?o { ?s ?p ?o FILTER(?p != kg:recorded) }").tuples
    assert sorted(map(str, removed)) == sorted(map(str, never))


def test_an_unknown_document_is_met_with_the_nearest(writer):
    """Of text, record and remove alike."""
    for way in (writer.remove, writer.text, writer.record):
        with pytest.raises(UnknownDocument, match="did you mean 'tariffs'"):
            way("tarifs")
    with pytest.raises(UnknownDocument, match="kg list"):
        writer.remove("zzzzzz")


def test_a_record_of_another_text_is_refused(writer):
    """Nothing of it is kept."""
    with pytest.raises(SpanMismatch):
        writer.put(plan().record(), plan().text + " ", run=RUN)
    strange = turn().record()
    bare = strange.model_copy(update={"document": strange.document.model_copy(update={"sha256": None, "id": "new"})})
    with pytest.raises(SpanMismatch):
        writer.put(bare, "short", run=RUN)
    assert "new" not in writer


def test_a_record_without_a_hash_gets_that_of_its_text(writer):
    """So that the text behind it can always be checked; putting it again still changes nothing."""
    bare = Record.model_validate({"document": {"id": "bare", "text": "Oslo."}})
    assert writer.put(bare, "Oslo.", run=RUN) is Change.ADDED
    assert writer.record("bare").document.sha256 == fingerprint("Oslo.")
    assert writer.record("bare").document.text is None
    assert writer.put(bare, "Oslo.", run=RUN) is Change.UNCHANGED


def test_half_a_character_is_refused_with_its_place(writer):
    """A lone surrogate has no UTF-8; nothing could ever give it back."""
    with pytest.raises(NotText, match=r"lone surrogate.*stands at 4"):
        writer.put(Record.model_validate({"document": {"id": "x"}}), "Oslo\ud83d", run=RUN)
    assert "x" not in writer


def test_edges_are_those_of_the_records(store):
    """In the order of the documents, with the same ids for the same known actors."""
    expected = [
        edge
        for article in sorted(articles(), key=lambda article: article.header["id"])
        for edge in edges(article.record(), article.text, known=KNOWN.actors)
    ]
    assert list(store.edges()) == expected
    assert len(expected) == 13
    assert {edge.holder.id for edge in expected} >= {"norland", "notes.txt/experts", "ana-ruiz"}


def test_records_come_in_the_order_of_their_documents(store):
    """However they were put."""
    assert [record.document.id for record in store.records()] == ["notes.txt", "plan", "tariffs", "turn"]


def test_many_at_once_are_the_same_as_one_by_one(tmp_path):
    """A batch only spares the disk."""
    with (
        Store.open(tmp_path / "a", create=True, write=True) as one,
        Store.open(tmp_path / "b", create=True, write=True) as many,
    ):
        fill(one)
        with many.batch():
            fill(many)
        assert [entry.document for entry in one.documents()] == [entry.document for entry in many.documents()]
        assert list(one.edges()) == list(many.edges())


def test_a_batch_that_fails_keeps_what_was_whole(graph):
    """The third document is wrong; the first two are there."""
    with Store.open(graph, write=True) as store:
        for name in ("plan", "turn", "tariffs"):
            store.remove(name)

        def three():
            with store.batch():
                store.put(plan().record(), plan().text, run=RUN)
                store.put(turn().record(), turn().text, run=RUN)
                store.put(turn().record(), "another text", run=RUN)

        with pytest.raises(SpanMismatch):
            three()
    with Store.open(graph) as store:
        assert store._archive.ids() == ["notes.txt", "plan", "turn"]
        assert list(store.check()) == []


def test_a_change_that_fails_halfway_leaves_no_half(graph, monkeypatch):
    """The document is written, then the journal fails: neither is kept, alone or in a batch."""
    monkeypatch.setattr(Archive, "_journal", lambda *_: 1 / 0)
    article = plan()
    other = article.record().model_copy(update={"stances": ()})
    with Store.open(graph, write=True) as store:
        with pytest.raises(ZeroDivisionError):
            store.put(other, article.text, run=RUN)
        with pytest.raises(ZeroDivisionError), store.batch():
            store.put(other, article.text, run=RUN)
        with pytest.raises(ZeroDivisionError):
            store.remove("plan")
    with Store.open(graph) as store:
        assert store.record("plan") == article.record()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["put", "short", "remove", "batch"]), st.integers(0, 3)), max_size=8))
def test_any_course_of_events_ends_in_what_was_put_last(tmp_path_factory, events):
    """A dict of documents is the model."""
    model = {}
    folder = tmp_path_factory.mktemp("course")
    with Store.open(folder, create=True, write=True) as store:
        for deed, which in events:
            article = articles()[which]
            record, name = article.record(), article.header["id"]
            if deed == "remove":
                if name in model:
                    store.remove(name)
                    del model[name]
                continue
            kept = record if deed != "short" else record.model_copy(update={"stances": ()})
            expected = (
                Change.UNCHANGED if model.get(name) == kept else Change.REPLACED if name in model else Change.ADDED
            )
            if deed == "batch":
                with store.batch():
                    assert store.put(kept, article.text, run=RUN) is expected
            else:
                assert store.put(kept, article.text, run=RUN) is expected
            model[name] = kept
        assert {record.document.id: record for record in store.records()} == model
