"""Every named query gives the right rows, and the same rows as another engine."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
import rdflib
from news import fill, plan, turn

from kg.errors import BadParameter, UnknownQuery, UnknownRelation
from kg.iris import PREFIXES
from kg.relations import RELATIONS
from kg.store import Store, named_queries
from kg.store.queries import NamedQuery, Type

# rdflib warns of its own old ways, which it goes on using itself.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")


def rows(store, question, *columns, **values):
    return [tuple(row[name] for name in columns) for row in store.query(question, **values)]


# ── exact answers ────────────────────────────────────────────────────────────────────────────────


def test_who_criticizes_whom(store):
    """Criticism and accusations, with the sentence and what they are about."""
    columns = ("date", "who", "verb", "whom", "about", "stated", "said_by", "sentence", "title")
    accused = (
        date(2024, 1, 10), "Bo Lind", "accuses", "Sudland", "the dam", True, "Bo Lind",
        "Sudland hides the report", "A plan for a dam",
    )  # fmt: skip
    criticized = (
        date(2024, 3, 20), "Norland", "criticizes", "Sudland", "", True, None,
        "Norland criticized Sudland for the threat", "A turn",
    )  # fmt: skip
    assert rows(store, "who-criticizes-whom", *columns) == [accused, criticized]
    assert rows(store, "who-criticizes-whom", *columns, since="2024-02") == [criticized]
    assert rows(store, "who-criticizes-whom", *columns, holder="bo-lind") == [accused]
    assert rows(store, "who-criticizes-whom", *columns, issue="dam") == [accused]
    assert rows(store, "who-criticizes-whom", *columns, target="Norland") == []


def test_said_about(store):
    """The words of a speaker in which an actor or an issue is mentioned."""
    said = rows(store, "said-about", "who", "kind", "words", "mentions", speaker="Eve Cole", issue="sudland")
    assert said == [("Eve Cole", "direct", "Norland trusts Sudland,", "Sudland")]
    everything = rows(store, "said-about", "words", speaker="ana-ruiz")
    assert everything == [("We oppose the dam,",), ("I now support the dam,",)]
    assert rows(store, "said-about", "words", speaker="ana-ruiz", until="2024") == everything
    assert rows(store, "said-about", "words", speaker="ana-ruiz", since="2024-02") == everything[1:]
    assert rows(store, "said-about", "words", speaker="ana-ruiz", until="2024-01") == everything[:1]
    assert rows(store, "said-about", "words", speaker="ana-ruiz", until="2024-01-09") == []


def test_where_actors_stand(store):
    """On an issue itself, and towards actors over it; with a broader issue comes what is narrower."""
    columns = ("on", "who", "verb", "towards", "sign")
    on_the_dam = [
        ("the dam", "Ana Ruiz", "opposes", "the dam", -1),
        ("the dam", "Ana Ruiz", "supports", "the dam", 1),
        ("the dam", "Bo Lind", "accuses", "Sudland", -1),
        ("the dam", "Norland", "distrusts", "Sudland", -1),
        ("the dam", "Norland", "supports", "the dam", 1),
        ("the dam", "Sudland", "opposes", "the dam", -1),
    ]
    assert rows(store, "where-actors-stand", *columns, issue="dam") == on_the_dam
    assert rows(store, "where-actors-stand", *columns, issue="infrastructure") == on_the_dam
    tunnel = [("the tunnel", "Norland", "opposes", "the tunnel", -1)]
    assert rows(store, "where-actors-stand", *columns, issue="tunnel", holder="norland") == tunnel


def test_what_is_narrower_counts_where_an_issue_is_asked_for(store):
    """Whoever asks for infrastructure asks for the dam: in every query that takes an issue, or an actor or an issue."""
    for query, parameter in [
        ("who-criticizes-whom", "issue"),
        ("said-about", "issue"),
        ("who-changed-sides", "target"),
        ("stances-by-month", "target"),
        ("supporters-and-opponents", "issue"),
    ]:
        wide = store.query(query, **{parameter: "infrastructure"}).tuples
        assert wide == store.query(query, **{parameter: "dam"}).tuples
        assert wide


def test_most_contested_issues(store):
    """Holders are counted, not stances: each once on a side."""
    found = rows(store, "most-contested-issues", "issue", "supporters", "opponents", "stances", "documents")
    assert found == [("the dam", 2, 2, 4, 3), ("the tunnel", 1, 1, 2, 2)]
    assert rows(store, "most-contested-issues", "issue", at_least=2) == [("the dam",)]
    assert rows(store, "most-contested-issues", "issue", since="2024-02") == [("the dam",)]


def test_who_changed_sides(store):
    """Both sentences, both dates; on an issue, and towards an actor. What only others say is no change."""
    columns = ("who", "on", "before", "before_date", "before_sentence", "after", "after_date", "after_sentence")
    on_the_dam = (
        "Ana Ruiz", "the dam", "opposes", date(2024, 1, 10), "We oppose the dam",
        "supports", date(2024, 3, 1), "I now support the dam",
    )  # fmt: skip
    towards_sudland = (
        "Norland", "Sudland", "criticizes", date(2024, 3, 20), "Norland criticized Sudland for the threat",
        "trusts", date(2024, 6, 1), "Norland trusts Sudland",
    )  # fmt: skip
    assert rows(store, "who-changed-sides", *columns) == [on_the_dam, towards_sudland]
    assert rows(store, "who-changed-sides", *columns, target="dam") == [on_the_dam]
    assert rows(store, "who-changed-sides", *columns, holder="Norland") == [towards_sudland]


def test_claims_by_experts(store):
    """A professor is an expert; so are experts. A state or a prime minister is none."""
    claims = rows(store, "claims-by-experts", "who", "introduced_as", "words", about="sudland")
    assert claims == [
        ("Bo Lind", "Bo Lind, a professor of law", "Sudland hides the report on the dam,"),
        ("experts", "Experts", "Norland distrusts Sudland over the dam"),
    ]
    assert rows(store, "claims-by-experts", "who", source="prime minister") == [("Eve Cole",)] * 2


def test_supporters_and_opponents(store):
    """Counts on each side, with a sentence; who was on both sides stands on both."""
    found = rows(store, "supporters-and-opponents", "side", "who", "stances", "last", "sentence", issue="the dam")
    assert found == [
        ("for", "Ana Ruiz", 1, date(2024, 3, 1), "I now support the dam"),
        ("for", "Norland", 1, date(2024, 1, 10), "Norland supports the dam"),
        ("against", "Ana Ruiz", 1, date(2024, 1, 10), "We oppose the dam"),
        ("against", "Sudland", 1, date(2024, 6, 1), "Sudland opposes the dam"),
    ]
    undated = rows(store, "supporters-and-opponents", "who", "first", "last", issue="tunnel")
    assert undated == [("experts", None, None), ("Norland", date(2024, 6, 1), date(2024, 6, 1))]


def test_stated_and_ascribed(store):
    """What an actor says and does, apart from what others say of it."""
    found = rows(store, "stated-and-ascribed", "basis", "verb", "said_by", holder="norland", target="sudland")
    assert found == [
        ("stated", "criticizes", None),
        ("stated", "trusts", "Eve Cole"),
        ("ascribed", "distrusts", "experts"),
    ]


def test_most_quoted_speakers(store):
    """The experts of two articles are two sources."""
    found = rows(store, "most-quoted-speakers", "who", "attributions", "direct", "documents")
    assert found == [
        ("Ana Ruiz", 3, 3, 2),
        ("Eve Cole", 2, 1, 1),
        ("Bo Lind", 1, 1, 1),
        ("experts", 1, 1, 1),
        ("experts", 1, 0, 1),
    ] or found[3:] == [("experts", 1, 0, 1), ("experts", 1, 1, 1)]


def test_denials(store):
    """Stances that the text negates."""
    found = rows(store, "denials", "who", "does_not", "whom", "sentence")
    assert found == [("Norland", "supports", "the tunnel", "Norland does not support the tunnel")]


def test_relayed_statements(store):
    """What came by way of somebody else."""
    found = rows(store, "relayed-statements", "who", "relayed_by", "words")
    assert found == [("Eve Cole", "State Herald", "that Norland opposes the tunnel")]
    assert rows(store, "relayed-statements", "who", via="State Herald", speaker="cole") == [("Eve Cole",)]
    assert rows(store, "relayed-statements", "who", speaker="ana-ruiz") == []


def test_threats_and_promises(store):
    """Tariffs after a threat of tariffs."""
    columns = ("who", "announced", "whom", "announced_date", "did", "did_date", "did_sentence")
    assert rows(store, "threats-and-promises", *columns) == [
        (
            "Sudland", "threatens", "Norland", date(2024, 3, 20),
            "penalizes", date(2024, 6, 1), "Sudland imposed tariffs on Norland",
        )
    ]  # fmt: skip


def test_stances_by_month(store):
    """A stance without a date is counted as such, and not lost."""
    found = rows(store, "stances-by-month", "month", "positive", "negative", "stances")
    assert found == [("2024-01", 1, 3, 4), ("2024-03", 1, 2, 4), ("2024-06", 1, 3, 4), ("unknown", 1, 0, 1)]
    assert rows(store, "stances-by-month", "month", "stances", holder="sudland") == [("2024-03", 1), ("2024-06", 2)]


def test_documents(store):
    """What is in the graph, with counts."""
    found = rows(store, "documents", "title", "published", "attributions", "stances")
    assert found == [
        (None, None, 1, 1),
        ("A plan for a dam", date(2024, 1, 10), 3, 4),
        ("A turn", date(2024, 3, 20), 2, 4),
        ("Tariffs", date(2024, 6, 1), 2, 4),
    ]
    assert rows(store, "documents", "title", since="2024-06-01") == [(None,), ("Tariffs",)]


def test_who_agrees_with_whom(store):
    """Agreement on k of n issues; whoever was on both sides equally often takes none."""
    assert rows(store, "who-agrees-with-whom", "one", "other", "agreed", "shared") == [
        ("Norland", "Sudland", 0, 1),
        ("Norland", "experts", 0, 1),
    ]
    assert rows(store, "who-agrees-with-whom", "other", holder="sudland") == [("Sudland",)]


def test_friends_and_foes(store):
    """How often actors stand for and against each other."""
    found = rows(store, "friends-and-foes", "who", "whom", "positive", "negative", "stances", "first", "last")
    assert found == [
        ("Norland", "Sudland", 1, 2, 3, date(2024, 1, 10), date(2024, 6, 1)),
        ("Sudland", "Norland", 0, 2, 2, date(2024, 3, 20), date(2024, 6, 1)),
        ("Bo Lind", "Sudland", 0, 1, 1, date(2024, 1, 10), date(2024, 1, 10)),
    ]


def test_disputed_stances(store):
    """Norland says that it trusts; experts say that it does not."""
    found = rows(store, "disputed-stances", "who", "towards", "own_sentence", "their_sentence", "said_by")
    assert found == [
        ("Norland", "Sudland", "Norland trusts Sudland", "Norland distrusts Sudland over the dam", "experts")
    ]


def test_actors_and_issues(store):
    """Who and what is in the documents; who is known but not in them is left out."""
    found = rows(store, "actors", "who", "kind", "as_holder", "as_target", "as_speaker", "documents")
    assert found[:3] == [
        ("Norland", "state", 6, 2, 0, 3),
        ("Sudland", "state", 3, 4, 0, 3),
        ("Ana Ruiz", "person", 2, 0, 3, 2),
    ]
    assert "River Union" not in {row[0] for row in found}
    found = rows(store, "issues", "issue_label", "stances", "holders", "first")
    assert found == [("the dam", 6, 4, date(2024, 1, 10)), ("the tunnel", 3, 2, date(2024, 3, 20))]


def test_words_that_nobody_said_find_nothing(store):
    """A search without a hit is not a search for anything."""
    assert store.query("search", words="zeppelin").tuples == []
    assert store.query("search", words="zeppelin", who="norland").tuples == []


# ── another engine as the oracle ─────────────────────────────────────────────────────────────────

VALUES = [
    {},
    {"holder": "norland"},
    {"holder": "ana-ruiz", "since": "2024-02"},
    {"target": "sudland"},
    {"issue": "dam"},
    {"issue": "infrastructure"},
    {"about": "dam", "speaker": "Ana Ruiz"},
    {"source": "lind"},
    {"at_least": 2},
    {"via": "herald"},
    {"since": "2024-02"},
    {"holder": "norland", "target": "sudland"},
    {"holder": "ana-ruiz", "target": "dam", "since": "2024-02"},
    {"holder": "ana-ruiz", "target": "infrastructure"},
    {"holder": "norland", "issue": "dam"},
    {"holder": "norland", "issue": "infrastructure", "since": "2024-01"},
    {"holder": "norland", "at_least": 1},
    {"speaker": "ana-ruiz", "issue": "dam", "since": "2024-02", "until": "2024-12"},
    {"about": "sudland"},
    {"about": "infrastructure", "since": "2024"},
    {"source": "lind", "about": "dam"},
    {"via": "herald", "since": "2024", "speaker": "cole"},
    {"words": "dam"},
    {"words": "dam", "who": "norland"},
    {"words": "dam OR tariffs", "since": "2024-02", "until": "2024-05"},
]


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The newspaper in our store, and its export in rdflib."""
    folder = tmp_path_factory.mktemp("both")
    with Store.open(folder / "graph", create=True, write=True) as store:
        fill(store)
        store.export(folder / "all.nq")
        oracle = rdflib.Dataset(default_union=True)
        oracle.parse(data=(folder / "all.nq").read_text(encoding="utf-8"), format="nquads")
        yield store, oracle


def plain(value):
    """A value of rdflib as we give it, and a list of names without its order."""
    if isinstance(value, rdflib.Literal):
        value = value.toPython()
    value = str(value) if isinstance(value, rdflib.URIRef | rdflib.Literal) else value
    return tuple(sorted(value.split("; "))) if isinstance(value, str) and "; " in value else value


def askings():
    """Every query with each of the VALUES that it takes."""
    for name, query in named_queries().items():
        types = {parameter.name: parameter.type for parameter in query.parameters}
        for values in VALUES:
            only_actors = types.get("target") is Type.ACTOR
            if set(values) <= set(types) and not (only_actors and values.get("target") in {"dam", "infrastructure"}):
                yield pytest.param(name, values, id=f"{name} {values}")


def as_it_stands(query):
    """A query whose lines do not depend on what is given: what it means, whatever is asked first."""
    lines = [line for line in query.sparql.splitlines() if not re.match(r"\s*# with ", line)]
    return replace(query, sparql="\n".join(re.sub(r"\s+# without .*", "", line) for line in lines))


@pytest.mark.parametrize(("name", "values"), list(askings()))
def test_another_engine_gives_the_same_rows(both, name, values):
    """Query by query, parameter by parameter, rdflib answers the file as it stands in the same way on the same data."""
    store, oracle = both
    query = as_it_stands(named_queries()[name])
    ours = store.query(name, **values)
    sparql = query.with_values(values, find=lambda kind, found: store._asking._found(kind, found, timeout=60))
    theirs = oracle.query(sparql, initNs=PREFIXES)
    assert [str(column) for column in theirs.vars] == list(ours.columns)
    expected = Counter(tuple(plain(value) for value in row) for row in theirs)
    assert Counter(tuple(plain(value) for value in row) for row in ours.tuples) == expected


# ── headers and parameters ───────────────────────────────────────────────────────────────────────


def test_there_is_a_query_for_every_question_that_was_promised():
    """Each says what it asks, and explains its parameters."""
    queries = named_queries()
    assert len(queries) >= 14
    for query in queries.values():
        assert query.question.endswith("?"), query.name
        assert all(parameter.help for parameter in query.parameters), query.name


def test_the_files_run_as_they_stand(both):
    """Any SPARQL tool can run them: with the prefixes, but without kg, for the same answer as with the defaults."""
    store, oracle = both
    for query in named_queries().values():
        expected = len(store.query(query.name))
        assert len(oracle.query(query.sparql, initNs=PREFIXES)) == expected, query.name


@pytest.mark.parametrize(
    "value",
    [
        '2024-01-01" } DELETE { ?s ?p ?o } #',
        "} UNION { ?s ?p ?o ",
        "UNDEF } SERVICE <http://x> { ?s ?p ?o",
        "2024-13",
        "yesterday",
        "",
    ],
)
def test_a_date_is_a_date_and_nothing_else(store, value):
    """What is no date is refused before it comes near the query."""
    with pytest.raises(BadParameter, match="since is to be a date"):
        store.query("who-criticizes-whom", since=value)


@pytest.mark.parametrize("value", ['" } #', "\\", '"""', "\n", "a\u2028b", "' OR 1=1", "<http://x>", "é", "\\u0022 }"])
def test_text_stays_text(store, value):
    """Whatever characters it has, it is one literal."""
    echo = '# question: Echo?\n# parameter: what text "x" — anything\nSELECT ?what { VALUES ?what { "x" } }'
    assert rows(store, echo, "what", what=value) == [(value,)]
    assert rows(store, echo, "what") == [("x",)]


@pytest.mark.parametrize("value", ["http://x> } SERVICE <http://y", 'https://x/<>"{}|\\^` y', "actor:} #", "doc:a b"])
def test_an_iri_stays_one_iri(store, value):
    """What cannot stand in an IRI is escaped, and so finds nothing."""
    assert rows(store, "stances-by-month", "month", holder=value) == []


def test_actors_are_found_by_id_name_alias_or_iri(store):
    """As people write them; and with a hint where nobody is called so."""
    for way in (
        "norland",
        "Norland",
        "kingdom of norland",
        "actor:norland",
        "https://w3id.org/newsstance/actor/norland",
    ):
        assert len(rows(store, "stances-by-month", "month", holder=way)) == 3, way
    with pytest.raises(BadParameter, match="no actor is called 'Norlund': did you mean 'Norland'"):
        store.query("stances-by-month", holder="Norlund")
    with pytest.raises(BadParameter, match=r"'experts' may be any of actor:notes.txt%2Fexperts, actor:plan%2Fexperts"):
        store.query("stances-by-month", holder="experts")
    assert rows(store, "stances-by-month", "month", holder="actor:plan/experts") == []
    assert rows(store, "stances-by-month", "month", holder="actor:notes.txt/experts") == [("unknown",)]


def test_a_wrong_name_is_met_with_the_right_one(store):
    """Of a query, of a parameter, of a relation."""
    with pytest.raises(UnknownQuery, match="did you mean 'who-changed-sides'"):
        store.query("who-changes-sides")
    with pytest.raises(BadParameter, match="no parameter 'sinse': did you mean 'since'"):
        store.query("denials", sinse="2024")
    ask = "# question: How?\n# parameter: how relation any — how\nSELECT ?how { VALUES ?how { UNDEF } }"
    with pytest.raises(UnknownRelation, match="did you mean 'opposes'"):
        store.query(ask, how="oposes")
    assert store.query(ask, how="opposes").tuples[0][0].local == "opposes"


def test_a_header_that_does_not_fit_is_refused():
    """A parameter without a place in the query would silently do nothing."""
    with pytest.raises(BadParameter, match=r"no VALUES \?since"):
        NamedQuery.read("mine", "# parameter: since date any — x\nSELECT * { ?since ?p ?o }")
    with pytest.raises(BadParameter, match="cannot read the parameter"):
        NamedQuery.read("mine", "# parameter: since day any — x\nSELECT * { VALUES ?since { UNDEF } }")


def test_values_in_comments_and_strings_are_left_alone():
    """Only the block of the query itself is replaced."""
    text = (
        '# parameter: n integer "1" — x\n# VALUES ?n { 5 }\n'
        'SELECT ?n ?s { VALUES ?n { 1 } BIND("VALUES ?n { 7 }" AS ?s) }'
    )
    filled = NamedQuery.read("mine", text).with_values({"n": 3}, find=lambda *_: [])
    assert "# VALUES ?n { 5 }" in filled
    assert '"VALUES ?n { 7 }"' in filled
    assert 'VALUES ?n { "3"^^' in filled


def test_a_count_is_not_doubled_by_a_second_document(tmp_path):
    """An actor that appears in two documents is still counted and named once."""
    with Store.open(tmp_path / "graph", create=True, write=True) as store:
        fill(store, only=[plan(), turn()])
        assert len(store.query("SELECT ?name { actor:norland rdfs:label ?name }")) == 1
        assert len(store.query("SELECT ?s { ?s kg:holder/rdfs:label 'Ana Ruiz' }")) == 2
        assert len(store.query("SELECT ?name { actor:ana-ruiz rdfs:label ?name }")) == 1


def test_every_relation_has_the_label_that_python_gives_it(store):
    """Queries show the words of the ontology, Python those of the table; they are the same."""
    found = rows(store, "SELECT ?r ?l { ?r skos:inScheme kg:relations ; skos:prefLabel ?l ; kg:sign ?s }", "r", "l")
    assert {node.local: label for node, label in found} == {name: known.label for name, known in RELATIONS.items()}


def test_types_of_parameters_are_listed():
    """Everything that a header may use."""
    assert {parameter.type for query in named_queries().values() for parameter in query.parameters} <= set(Type)
