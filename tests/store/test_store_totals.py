"""What all documents together say is counted beside the quads: exactly, whatever comes and goes, and never in silence."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from news import KNOWN, RUN, articles, fill, plan
from test_store_stories import put, texts

from kg.records import Record, fingerprint
from kg.store import Store
from kg.store.results import Form
from kg.store.totals import TOTALS, totalled
from kg.store.totals.picking import Where, labels_of

ASKED = [
    ("actors", {}),
    ("issues", {}),
    ("most-contested-issues", {}),
    ("most-contested-issues", {"at_least": 2}),
    ("most-quoted-speakers", {}),
    ("stances-by-month", {}),
    ("who-agrees-with-whom", {"holder": "actor:norland"}),
    ("who-agrees-with-whom", {"holder": "actor:norland", "at_least": 2}),
    ("claims-by-experts", {}),
    ("claims-by-experts", {"since": "2024-02", "source": "she|Lind"}),
    ("claims-by-experts", {"about": "issue:dam"}),
    ("most-contested-issues", {"since": "2024-02"}),
    ("most-contested-issues", {"since": "2024-01", "at_least": 1}),
    ("most-quoted-speakers", {"since": "2024-02"}),
    ("threats-and-promises", {}),
    ("threats-and-promises", {"holder": "actor:sudland", "target": "actor:norland"}),
    ("claims-by-experts", {"about": "issue:infrastructure", "source": "she|Lind", "since": "2024-02"}),
    ("denials", {}),
    ("denials", {"holder": "actor:norland"}),
    ("disputed-stances", {"holder": "actor:norland"}),
    ("disputed-stances", {"target": "actor:sudland"}),
    ("documents", {}),
    ("documents", {"since": "2024-03"}),
    ("friends-and-foes", {}),
    ("friends-and-foes", {"target": "actor:sudland", "since": "2024-02"}),
    ("said-about", {}),
    ("said-about", {"issue": "issue:dam", "since": "2024-01", "until": "2024-12"}),
    ("said-about", {"speaker": "actor:ana-ruiz"}),
    ("stances-by-month", {"holder": "actor:norland"}),
    ("stances-by-month", {"target": "issue:dam", "since": "2024-02"}),
    ("stated-and-ascribed", {"holder": "actor:norland"}),
    ("stated-and-ascribed", {"holder": "actor:norland", "target": "actor:sudland", "since": "2024-02"}),
    ("supporters-and-opponents", {"issue": "issue:dam"}),
    ("supporters-and-opponents", {"issue": "issue:infrastructure", "since": "2024-02"}),
    ("where-actors-stand", {"issue": "issue:dam"}),
    ("where-actors-stand", {"issue": "issue:infrastructure", "holder": "actor:norland", "since": "2024-01"}),
    ("where-actors-stand", {}),
    ("where-actors-stand", {"holder": "actor:norland"}),
    ("who-changed-sides", {"holder": "actor:ana-ruiz"}),
    ("who-changed-sides", {"target": "issue:dam"}),
    ("who-criticizes-whom", {}),
    ("who-criticizes-whom", {"issue": "issue:dam"}),
    ("who-criticizes-whom", {"holder": "actor:norland", "since": "2024-02"}),
]
OTHERWISE = [
    ("claims-by-experts", {"about": "issue:dam", "source": "li.d"}),
    ("relayed-statements", {}),
    ("stated-and-ascribed", {"target": "actor:sudland"}),
    ("who-agrees-with-whom", {}),
    ("who-changed-sides", {}),
]
NOTHING_THERE = [
    ("who-agrees-with-whom", {"holder": "actor:norland", "at_least": 2}),
    ("most-contested-issues", {"at_least": 2}),
    ("documents", {"since": "2024-03"}),
]
ROWS = ("papers", "stances", "about", "attributions", "mentions", "introductions", "meetings")


def tallies(store):
    store.refresh()
    index = store._access.index
    return index._tallies(index.quads.name)


def entries(store):
    """The ledger with its names, and the names with how many entries have them."""
    with closing(sqlite3.connect(tallies(store))) as connection:
        names = dict(connection.execute("SELECT number, name FROM names"))
        rows = connection.execute("SELECT heading, owner, value, times FROM ledger")
        # Under the sixth heading are days, which are their own numbers.
        ledger = {(one, names[owner], value if one == 6 else names[value], times) for one, owner, value, times in rows}
        return ledger, dict(connection.execute("SELECT name, entries FROM names")), roll(connection, names)


def roll(connection, names):
    """The rows of every stance and attribution, and where texts meet, with names for the numbers of nodes and documents."""
    documents = dict(connection.execute("SELECT number, document FROM stories"))
    nodes = {"target", "holder", "speaker", "issue", "thing"}
    found = {}
    for table in ROWS:
        rows = connection.execute(f"SELECT * FROM {table}")  # noqa: S608 -- constants
        columns = [column for column, *_ in rows.description]
        found[table] = sorted(
            tuple(
                documents[cell] if column in {"document", "number"} else names.get(cell) if column in nodes else cell
                for column, cell in zip(columns, row, strict=True)
            ).__repr__()
            for row in rows
        )
    return found


def answers(store):
    # Rows that no column of the order tells apart may come in any.
    return [sorted(map(repr, store.query(name, **values).tuples)) for name, values in ASKED[:8]]


def fresh(store):
    store._access.index.rebuild()
    return entries(store), answers(store)


def unordered(answer):
    # A list of names has no order, nor have rows that the query does not order.
    cells = ([tuple(sorted(str(cell).split("; "))) for cell in row] for row in answer.tuples)
    return sorted(map(repr, cells))


@pytest.mark.parametrize(("name", "values"), ASKED)
def test_a_query_about_everything_is_answered_by_what_is_counted(store, name, values):
    """With the rows, in columns of the same names, that the engine gives when it looks through all documents."""
    sparql = store.sparql(name, **values)
    counted = totalled(sparql, tallies(store), limit=100)
    assert counted != sparql
    assert "VALUES (" in counted
    plain = store.query(f"{sparql}\n# and not counted")
    answer = store.query(name, **values)
    assert answer.columns == plain.columns
    assert unordered(answer) == unordered(plain)
    assert answer.tuples or (name, values) in NOTHING_THERE


@pytest.mark.parametrize(("name", "values"), ASKED)
def test_a_limit_leaves_the_first_rows(store, name, values):
    """However few are picked: those with which the whole answer begins, and word that there are more."""
    whole = store.query(name, **values)
    for limit in (1, 2, 3):
        few = store.query(name, limit=limit, **values)
        assert few.shortened is (len(whole) > limit)
        assert few.tuples == whole.tuples[:limit]


@pytest.mark.parametrize(("name", "values"), OTHERWISE)
def test_other_questions_are_asked_as_they_stand(store, name, values):
    """Nobody has counted since when, or of whom."""
    sparql = store.sparql(name, **values)
    assert totalled(sparql, tallies(store), limit=100) == sparql


@pytest.mark.parametrize("many", [0, 1, 3, 100_000])
def test_any_number_of_nodes_can_be_asked_for(store, many):
    """More than SQLite takes values one by one, and none at all, which finds nothing."""
    where = Where()
    where.any_of("holder", range(many))
    with closing(sqlite3.connect(tallies(store))) as connection:
        holders = [holder for (holder,) in connection.execute("SELECT holder FROM stances")]
        found = connection.execute(f"SELECT COUNT(*) FROM stances WHERE {where}", where.values).fetchone()  # noqa: S608
    assert found == (sum(holder < many for holder in holders),)


def meeting(name, actors, stances, *, published="2024-05-01"):
    """A document in which actors, under these names, support what is given, unless it is another relation."""
    text = f"They support it at {name}."
    evidence = {"start": 0, "end": len(text), "text": text}
    return {
        "document": {"id": name, "published": published, "sha256": fingerprint(text)},
        "actors": [{"id": one, "name": called, "kind": "person"} for one, called in actors.items()],
        "issues": [{"id": "dam", "label": "the dam"}, {"id": "ferry", "label": "the ferry"}],
        "stances": [
            {"id": f"s{number}", "relation": "supports", "voice": "narrator", "evidence": evidence, **stance}
            for number, stance in enumerate(stances)
        ],
    }, text


def test_rows_are_picked_by_the_names_that_the_graph_shows(writer):
    """Of several names the one that most documents use, the longest of those; and of whom kg knows beforehand, that one."""
    called = [
        ("Rosa Ruiz", "Leo Lind", "The Kingdom"), ("Rosa Ruiz", "Leo Lind", "The Kingdom"),
        ("Rosa Ruiz", "Leonard Lind", "The Kingdom"), ("Rosa Maria Ruiz", "Leonard Lind", "The Crown"),
    ]  # fmt: skip
    for number, (ruiz, lind, norland) in enumerate(called):
        record, text = meeting(f"m{number}", {"ruiz": ruiz, "lind": lind, "norland": norland}, [])
        writer.put(Record.model_validate(record), text, run=RUN)
    with closing(sqlite3.connect(tallies(writer))) as connection:
        names = [name for (name,) in connection.execute("SELECT DISTINCT node FROM appearances")]
        found = labels_of(connection, names)
    shown = writer.query("SELECT ?node ?name { ?node rdfs:label ?name }")
    assert found == {str(node): name for node, name in shown.tuples if str(node) in names}
    assert {"Rosa Ruiz", "Leonard Lind", "Norland"} <= set(found.values())


def test_a_stance_that_is_about_its_own_target_is_one_row(writer):
    """It counts once for the limit, too."""
    ferry = {"target": {"issue": "ferry"}, "about": ["ferry"]}
    record, text = meeting(
        "ferry", {"ann": "Ann Berg", "bob": "Bob Dahl"}, [{"holder": "ann", **ferry}, {"holder": "bob", **ferry}]
    )
    writer.put(Record.model_validate(record), text, run=RUN)
    answer = writer.query("where-actors-stand", issue="issue:ferry", limit=1)
    assert [row[1] for row in answer.tuples] == ["Ann Berg"]
    assert answer.shortened


def test_a_deed_follows_only_what_was_announced_before(writer):
    """On the day before and on the same day it does not."""
    both = {"ann": "Ann Berg", "bob": "Bob Dahl"}
    for day, relation in (("01", "penalizes"), ("02", "penalizes"), ("02", "threatens"), ("03", "penalizes")):
        stance = {"holder": "ann", "relation": relation, "target": {"actor": "bob"}}
        record, text = meeting(f"{day}-{relation}", both, [stance], published=f"2024-05-{day}")
        writer.put(Record.model_validate(record), text, run=RUN)
    rows = writer.query("threats-and-promises", holder="actor:ann").tuples
    assert [(row[3].day, row[6].day) for row in rows] == [(2, 3)]


def test_of_several_latest_sentences_the_last_in_order_is_shown(writer):
    """In whatever order their documents came."""
    for name in ("b", "c", "a"):
        record, text = meeting(name, {"ann": "Ann Berg"}, [{"holder": "ann", "target": {"issue": "ferry"}}])
        writer.put(Record.model_validate(record), text, run=RUN)
        writer.refresh()  # or all would come in the order of their names
    (row,) = writer.query("supporters-and-opponents", issue="issue:ferry").tuples
    assert (row[3], row[-2]) == (3, "They support it at c.")


def test_every_total_is_tried():
    """No query is counted that is not held against the engine above."""
    assert {name for name, _ in ASKED} == set(TOTALS)


def test_the_text_is_known_again_however_it_comes(store):
    """As a page sends it, with the lines that declare its parameters or without, and in a standard format."""
    bound = store.bound("most-contested-issues", {"at_least": 2})
    assert totalled(bound, tallies(store), limit=100) != bound
    written = store.write(bound, Form.named("sparql-json"))
    assert b"the dam" in written.body
    changed = bound.replace("ORDER BY", "LIMIT 1 #")
    assert totalled(changed, tallies(store), limit=100) == changed


def test_what_users_add_counts(writer):
    """Of triples of the user's own nobody keeps count, so where there are any the engine looks through everything."""
    before = writer.query("actors").tuples
    writer.update(
        "INSERT DATA { GRAPH <urn:my:own> { <urn:my:appearance> kg:of actor:norland ; kg:inDocument <urn:my:document> } }"
    )
    assert ("Norland", 3) in {(row[0], row[5]) for row in before}
    assert ("Norland", 4) in {(row[0], row[5]) for row in writer.query("actors").tuples}


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["put", "less", "print", "remove"]), st.integers(0, 4)), min_size=1, max_size=8)
)
def test_tallies_are_exact_whatever_comes_and_goes(tmp_path_factory, events):
    """Documents of one story and of several, put, replaced and removed: as if all had come at once."""
    news, prints = list(articles()), list(texts().items())
    with Store.open(tmp_path_factory.mktemp("totals"), create=True, write=True) as store:
        store.know(KNOWN)
        with store.batch():
            for number in range(25):  # so that a few changes are a few
                store.put(Record.model_validate({"document": {"id": f"other-{number}"}}), "…", run=RUN)
        for what, which in events:
            article = news[which % len(news)]
            record = article.record()
            match what:
                case "put":
                    store.put(record, article.text, run=RUN)
                case "less":
                    store.put(record.model_copy(update={"stances": record.stances[1:]}), article.text, run=RUN)
                case "print":
                    put(store, *prints[which], "Lamp" if which % 2 else None)
                case "remove":
                    for name in {prints[which][0], record.document.id} & {
                        entry.document.id for entry in store.documents()
                    }:
                        store.remove(name)
            store.refresh()
        now = entries(store), answers(store)
        assert now == fresh(store)


def test_what_is_removed_leaves_no_trace_in_the_tallies(writer):
    """Added and taken out again: every entry and every name is as before."""
    before = entries(writer)
    put(writer, "later", "A long report on the dam.", "The Only Paper")
    assert "The Only Paper" in entries(writer)[1]
    writer.remove("later")
    assert entries(writer) == before


def test_tallies_that_cannot_be_read_are_made_anew(graph):
    """A file that is no SQLite file any more costs a moment, and no answer."""
    with Store.open(graph, write=True) as store:
        expected, file = answers(store), tallies(store)
    file.write_bytes(b"no tallies" * 1000)
    with Store.open(graph) as store:
        assert answers(store) == expected


def test_an_empty_graph_has_no_rows(tmp_path):
    """Nothing counted is nothing found."""
    with Store.open(tmp_path / "graph", create=True) as store:
        assert [
            store.query(name).tuples for name in ("actors", "issues", "most-quoted-speakers", "stances-by-month")
        ] == [[]] * 4


def test_who_is_known_but_nowhere_is_not_counted(tmp_path):
    """The reference files alone make nobody an actor of the documents."""
    with Store.open(tmp_path / "graph", create=True, write=True) as store:
        fill(store, only=[plan()])
        assert "River Union" not in {row[0] for row in store.query("actors").tuples}
