"""A search finds words where they stand, in step with the documents, and says what is wrong with a search that is none."""

import sqlite3

import pytest
from news import RUN, Article, articles, fill, tariffs, turn

from kg.errors import BadParameter, NotADate, QuerySyntax
from kg.store import Problem, Search, Store
from kg.store._sqlite import FILE, FORMAT


def found(store, words, **fields):
    """Which stances and attributions have the words, as ``document id``."""
    hits = store.search(Search(words=words, **fields))
    return {f"{hit.document} {hit.id}" for hit in hits.found}


# ── the words ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("tunnel", {"turn s4", "tariffs s3", "tariffs a2", "notes.txt s1", "notes.txt a1"}),
        ("TUNNELS", {"turn s4", "tariffs s3", "tariffs a2", "notes.txt s1", "notes.txt a1"}),
        ("threatening", {"turn s2"}),
        ("Sudland tariffs", {"turn s2", "tariffs s1"}),
        ('"Sudland imposed tariffs"', {"tariffs s1"}),
        ("“tariffs on Norland”", {"tariffs s1"}),
        ('"tariffs imposed"', set()),
        ("impos*", {"tariffs s1"}),
        ('"Sudland impos"*', {"tariffs s1"}),
        ("NEAR(Norland tunnel, 2)", {"tariffs s3", "tariffs a2"}),
        ("NEAR(Norland tunnel)", {"tariffs s3", "tariffs a2", "turn s4"}),
        ("tunnel NOT Norland", {"notes.txt s1", "notes.txt a1"}),
        ("tunnel AND NOT Norland", {"notes.txt s1", "notes.txt a1"}),
        ("tunnel AND (want OR support)", {"notes.txt s1", "notes.txt a1", "turn s4"}),
        ("tunnel (want OR support)", {"notes.txt s1", "notes.txt a1", "turn s4"}),
        ("criticized OR imposed", {"turn s3", "tariffs s1"}),
        ("tunnel not want", set()),
        ("text:tunnel", set()),
        ("dam, & report", {"plan a3"}),
    ],
)
def test_words_are_found(store, words, expected):
    """In any ending and case; phrases, prefixes, words that are near, and both kinds of brackets."""
    assert found(store, words) == expected


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("", "there is no word to look for"),
        (" … & ", "there is no word to look for"),
        ('dam "the report', "the phrase that begins at '\"the report' has no closing quotation mark"),
        ("“dam", "no closing quotation mark"),
        ("(dam", "a ( is not closed"),
        ("dam)", "a ) closes nothing"),
        ("dam ()", "nothing between ( and )"),
        ("dam AND", "AND has no words after it"),
        ("(dam OR) report", "OR has no words after it"),
        ("OR dam", "OR has no words before it"),
        ("dam OR AND report", "AND has no words before it"),
        ("NOT dam", "NOT has no words before it"),
        ("dam -report", "to leave a word out, write NOT report"),
        ("*dam", "a * can only stand at the end"),
        ("d*m", "a * can only stand at the end"),
        ("NEAR(dam)", "NEAR takes words or phrases"),
        ("NEAR(dam AND report)", "NEAR takes words or phrases"),
        ("dam \ud800", "half a character stands at 4"),
        ("(" * 300 + "dam" + ")" * 300, "these words cannot be searched for"),
    ],
)
def test_what_is_no_search_is_told(store, words, says):
    """With what is wrong, and mostly with what to write."""
    with pytest.raises(QuerySyntax) as error:
        store.search(Search(words=words))
    assert says in error.value.message


@pytest.mark.parametrize("words", ["Taiwan's", "U.S.", "anti-missile", "a:b", "{text}", "50%", "^dam", "a;b--", "é\0x"])
def test_any_word_can_be_looked_for(store, words):
    """What SQLite takes for its own grammar is only a word; it is not there, and that is the answer."""
    assert found(store, words) in (set(), found(store, "dam"))


def test_a_hit_says_where_it_stands(store):
    """Everything that a reader wants, with the words marked, and the node that is asked on with."""
    (hit,) = store.search(Search(words="imposed tariffs", marks=("[", "]"))).found
    assert (hit.document, hit.kind, hit.id, hit.who, hit.date) == ("tariffs", "stance", "s1", "Sudland", "2024-06-01")
    assert hit.publisher == "The Hill"
    assert hit.sentence == "Sudland imposed tariffs on Norland"
    assert hit.snippet == "Sudland [imposed] [tariffs] on Norland"
    assert hit.node.short == "doc:tariffs#stance-s1"


def test_a_date_that_is_stated_goes_before_that_of_publication(store):
    """As in the graph; and an undated text has none."""
    dates = {hit.id: hit.date for hit in store.search(Search(words='"now support"')).found}
    assert dates == {"a1": "2024-03-01", "s1": "2024-03-01"}
    assert {hit.date for hit in store.search(Search(words="want")).found} == {None}


def test_the_best_comes_first_and_the_limit_is_told(store):
    """Short sentences in which a word is rare; nothing is cut in silence."""
    hits = store.search(Search(words="dam", limit=3))
    assert hits.shortened
    lengths = [len(hit.sentence.split()) for hit in hits.found]
    assert lengths == sorted(lengths)
    every = store.search(Search(words="dam"))
    assert not every.shortened
    assert every.found[:3] == hits.found
    assert not store.search(Search(words="dam", limit=len(every.found))).shortened


def test_of_what_stands_everywhere_the_best_of_those_added_last_come(store, monkeypatch):
    """And that is told; what narrows it does so first, and a limit that is higher is kept."""
    monkeypatch.setattr("kg.store.searching.RANKED", 3)
    every = store.search(Search(words="dam", marks=("", "")))
    assert (len(every.found), every.ranked, every.shortened) == (10, None, False)
    for words in ("dam", "dam OR report"):
        hits = store.search(Search(words=words, limit=2))
        assert (len(hits.found), hits.ranked, hits.shortened) == (2, 3, True)
        assert {f"{hit.document} {hit.id}" for hit in hits.found} <= {"tariffs s4", "turn s1", "turn a2"}
    again = store.search(Search(words="dam", limit=3)).found
    assert sorted(again, key=lambda hit: len(hit.sentence.split())) == again
    assert store.search(Search(words="dam", limit=10)).ranked is None
    early = store.search(Search(words="dam", limit=3, until="2024-01"))
    assert (early.ranked, {hit.document for hit in early.found}) == (3, {"plan"})
    few = store.search(Search(words="dam", limit=3, since="2024-03"))
    assert few.ranked == 3


def test_a_phrase_is_ranked_as_sqlite_would(tmp_path):
    """By how often it stands there, against the length of the sentence; without looking up what else has it."""
    said = {
        "once": "Norland supports the dam and the dam.",
        "long": "Norland supports the dam that was to be built between the mountains and the villages of the coast.",
        "twice": "Norland supports the dam, the great dam, the dam for ever.",
        "short": "Norland supports the dam.",
    }
    with Store.open(tmp_path / "graph", create=True, write=True) as store:
        for name, text in said.items():
            store.put(one_stance(name, text), text, run=RUN)
        hits = [hit.document for hit in store.search(Search(words='"the dam"')).found]
        with store._archive.searched() as connection:
            theirs = "SELECT document FROM words JOIN passages ON id = words.rowid WHERE words MATCH '\"the dam\"' ORDER BY rank"
            assert [name for (name,) in connection.execute(theirs)] == hits
    assert hits[-1] == "long"


def test_a_long_sentence_is_cut_around_the_words(tmp_path):
    """A short one is shown as it stands."""
    text = "Norland supports the dam " + "and the hills " * 30 + "and the tunnel."
    with Store.open(tmp_path / "graph", create=True, write=True) as store:
        store.put(one_stance("long", text), text, run=RUN)
        (hit,) = store.search(Search(words="tunnel")).found
    assert hit.sentence == text
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("and the **tunnel**.")
    assert len(hit.snippet) < len(text) / 2


# ── what narrows ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"actors": ["norland"]}, {"plan s2", "plan s3", "plan a2"}),
        ({"actors": ["Kingdom of Norland"]}, {"plan s2", "plan s3", "plan a2"}),
        ({"actors": ["ANA RUIZ"]}, {"plan s1", "plan a1", "turn s1", "turn a1", "turn a2"}),
        ({"actors": ["bo-lind", "experts"]}, {"plan a3", "plan a2"}),
        ({"issues": ["the great dam"], "actors": ["bo-lind"]}, {"plan a3"}),
        ({"since": "2024-03"}, {"turn s1", "turn a1", "turn a2", "tariffs s4"}),
        ({"since": "2024-03-02"}, {"tariffs s4"}),
        ({"until": "2024-01"}, {"plan s1", "plan a1", "plan s2", "plan s3", "plan a2", "plan a3"}),
        ({"since": "2024-02", "until": "2024-05"}, {"turn s1", "turn a1", "turn a2"}),
        ({"until": "2023"}, set()),
        ({"publishers": ["the hill"]}, {"tariffs s4"}),
    ],
)
def test_a_search_can_be_narrowed(store, fields, expected):
    """By those concerned, under any name that is known; by dates of any precision; by publisher."""
    assert found(store, "dam", **fields) == expected


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"actors": ["Norlund"]}, "no actor 'Norlund' is in what can be searched: did you mean 'norland'?"),
        ({"issues": ["dan"]}, "no issue 'dan' is in what can be searched: did you mean 'dam'?"),
        ({"publishers": ["Coast"]}, "did you mean 'the coast'?"),
        ({"actors": ["zzz"]}, "others are"),
    ],
)
def test_a_name_that_nobody_has_is_told(store, fields, says):
    """An empty answer would hide a slip of the pen; where the name is right, nothing is found."""
    with pytest.raises(BadParameter) as error:
        found(store, "dam", **fields)
    assert says in error.value.message
    assert found(store, "imposed", actors=["Ana Ruiz"]) == set()


@pytest.mark.parametrize("day", ["yesterday", "2024-13", "2024-02-30", "24", ""])
def test_a_date_that_is_none_is_told(store, day):
    """Whichever end it is."""
    for field in ("since", "until"):
        with pytest.raises(NotADate, match="is not a date"):
            found(store, "dam", **{field: day})


# ── in step with the documents ───────────────────────────────────────────────────────────────────


def test_replacing_and_removing_leave_no_words_behind(graph):
    """What is no longer said is no longer found, nor is anything of it left in the tables."""
    with Store.open(graph, write=True) as store:
        record = turn().record()
        store.put(record.model_copy(update={"stances": record.stances[:1]}), turn().text, run=RUN)
        assert found(store, "Norland", until="2024-04") == {"plan s2", "plan s3", "plan a2"}
        for name in ("turn", "plan", "tariffs"):
            store.remove(name)
        assert {hit.document for hit in store.search(Search(words="t* OR n* OR d*")).found} == {"notes.txt"}
        store.remove("notes.txt")
        assert not [word for article in articles() for word in article.text.split() if found(store, f'"{word}"')]
    with sqlite3.connect(graph / FILE) as connection:
        assert connection.execute("SELECT count(*) FROM passages").fetchall() == [(0,)]
        connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    connection.close()


def test_the_same_again_changes_no_words(graph):
    """Twice put is once found."""
    with Store.open(graph, write=True) as store:
        before = found(store, "dam")
        fill(store)
        assert found(store, "dam") == before
        assert len(store.search(Search(words="dam")).found) == len(before)


def remove_and_fail(store):
    store.remove("plan")
    raise RuntimeError


def test_a_change_that_fails_leaves_the_words_as_they_were(graph):
    """In a batch, where the document goes through and the one after it does not."""
    with Store.open(graph, write=True) as store:
        store.remove("tariffs")
        with store.batch():
            store.put(tariffs().record(), tariffs().text, run=RUN)
            with pytest.raises(RuntimeError), store._archive.changing():
                remove_and_fail(store)
        assert found(store, "imposed") == {"tariffs s1"}
        assert "plan s1" in found(store, "dam")
        assert [problem for problem in store.check() if problem.what == "words"] == []


def older(graph):
    """Make it a graph as the first kg wrote it."""
    with sqlite3.connect(graph / FILE) as connection:
        connection.execute("DROP TABLE words")
        connection.execute("DROP TABLE passages")
        connection.execute("PRAGMA user_version = 1")
    connection.close()


def version(graph):
    with sqlite3.connect(graph / FILE) as connection:
        ((number,),) = connection.execute("PRAGMA user_version").fetchall()
    connection.close()
    return number


def test_a_graph_of_an_earlier_kg_is_searched_and_left_as_it_is_by_readers(graph):
    """Its words are made for the moment of asking, so that reading needs no right to write."""
    with Store.open(graph) as store:
        expected = store.search(Search(words="dam"))
    older(graph)
    before = (graph / FILE).read_bytes()
    with Store.open(graph) as store:
        assert store.search(Search(words="dam")) == expected
        assert len(store.query("search", words="imposed")) == 1
        assert list(store.check()) == []
    assert (graph / FILE).read_bytes() == before
    assert version(graph) == 1


def test_a_reader_of_an_earlier_graph_sees_what_a_writer_does_meanwhile(graph):
    """The words of the moment are not kept, and give way to those that the writer makes."""
    older(graph)
    with Store.open(graph) as reader:
        assert "plan s1" in found(reader, "dam")
        with Store.open(graph, write=True) as store:
            store.remove("plan")
        assert "plan s1" not in found(reader, "dam")
        assert "turn s1" in found(reader, "dam")


def test_a_graph_of_an_earlier_kg_becomes_one_of_this_when_it_is_written_to(graph):
    """All its words are made at once, also of documents that nobody touches."""
    with Store.open(graph) as store:
        expected = store.search(Search(words="dam"))
    older(graph)
    Store.open(graph, write=True).close()
    assert version(graph) == FORMAT
    with Store.open(graph) as store:
        assert store.search(Search(words="dam")) == expected
        assert list(store.check()) == []


def test_lost_words_are_made_anew(graph):
    """As the index is, from the records."""
    with sqlite3.connect(graph / FILE) as connection:
        connection.execute("DROP TABLE words")
    connection.close()
    with Store.open(graph) as store:
        assert "plan s1" in found(store, "dam")
    Store.open(graph, write=True).close()
    with Store.open(graph) as store:
        assert "plan s1" in found(store, "dam")
        assert list(store.check()) == []


def test_words_that_are_out_of_step_are_a_problem(graph):
    """Whether one is missing or says something else; removing and adding the document cures it."""
    with sqlite3.connect(graph / FILE) as connection:
        connection.execute("UPDATE passages SET text = 'We love the dam' WHERE document = 'plan' AND part = 's1'")
        connection.execute("DELETE FROM passages WHERE document = 'turn' AND part = 's2'")
    connection.close()
    with Store.open(graph, write=True) as store:
        problems = list(store.check())
        message = "a search does not find what the record says: remove the document, and add it again"
        assert problems == [Problem("plan", "words", message), Problem("turn", "words", message)]


def one_stance(name, text):
    """A record of a text that begins "Norland supports the dam": of that one stance, with all of the text."""
    return Article(name, text).stance("s1", "norland", "supports", "dam", text, voice="narrator").record()


# ── in SPARQL ────────────────────────────────────────────────────────────────────────────────────


def test_a_search_joins_a_query(store):
    """The nodes that have the words come in as values, and the query goes on from them."""
    rows = store.query("search", words="report OR imposed").tuples
    assert [(row[1], row[2], row[3]) for row in rows] == [
        ("Bo Lind", "accuses", "Sudland hides the report"),
        ("Bo Lind", "direct", "Sudland hides the report on the dam,"),
        ("Sudland", "penalizes", "Sudland imposed tariffs on Norland"),
    ]
    own = (
        "# question: Whom?\n# parameter: words words any — x\n"
        "SELECT ?whom { VALUES ?words { UNDEF } ?words kg:target/rdfs:label ?whom }"
    )
    assert store.query(own, words="imposed").tuples == [("Norland",)]
    assert store.query(own, words="nowhere").tuples == []
    with pytest.raises(QuerySyntax, match="AND has no words after it"):
        store.query(own, words="imposed AND")


def test_more_nodes_than_a_query_can_take_are_told(store, monkeypatch):
    """Never silently less than there is."""
    monkeypatch.setattr("kg.store.store.MOST_NODES", 3)
    with pytest.raises(BadParameter, match="more than 3 sentences have 'dam'"):
        store.query("search", words="dam")
