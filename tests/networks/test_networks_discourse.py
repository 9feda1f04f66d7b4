"""Discourse networks: the formulas against plain loops, and what strict mode promises."""

from datetime import UTC, datetime
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KgError, NetworkError, UnknownChoice
from kg.networks import discourse
from kg.networks.discourse import Settings, StatementTable
from kg.statements import Column

KINDS = {
    "boolean": st.integers(0, 1),
    "integer": st.integers(-300, 300),
    "short text": st.sampled_from(["", "frame a", "frame b", "Frame c"]),
}
DAYS = st.integers(0, 900)
NAMES = {"rows": "who", "columns": "what", "qualifier": "how"}


@st.composite
def tables(draw, kinds=("boolean", "integer", "short text")):
    """Some statements: who, what and how, in a few documents of three years."""
    kind = draw(st.sampled_from(kinds))
    value = KINDS[kind] if kind != "integer" else st.sampled_from([-300, -2, 0, 1, 300])
    documents = draw(st.lists(DAYS, min_size=1, max_size=5))
    rows = draw(
        st.lists(
            st.tuples(st.sampled_from(["", "a", "B", "c", "ß"]), st.sampled_from(["", "x", "Y", "z"]), value,
                      st.integers(0, len(documents) - 1)),
            min_size=1, max_size=14,
        )
    )  # fmt: skip
    seconds = [documents[row[3]] * 86_400 for row in rows]
    return StatementTable(
        ids=list(range(len(rows))),
        documents=[row[3] for row in rows],
        seconds=seconds,
        variables={
            "who": Column("short text", [row[0] for row in rows]),
            "what": Column("short text", [row[1] for row in rows]),
            "how": Column(kind, [row[2] for row in rows]),
        },
        since=min(day * 86_400 for day in documents),
        until=max(day * 86_400 for day in documents),
    )


def scope(when, document, duplicates):
    """Within what two statements are duplicates, as DNA has it: without the year."""
    return {
        "document": document,
        "week": when.isocalendar().week,
        "month": when.month,
        "year": when.year,
        "range": 0,
    }[duplicates]


def kept(table, asked):
    """The statements that DNA keeps, by plain loops over the definitions."""
    kind = table.variables["how"].kind
    rows = zip(
        *(vars(table.variables[name])["values"] for name in ("who", "what", "how")),
        table.documents,
        table.seconds,
        strict=True,
    )
    seen, left = [], []
    for who, what, how, document, seconds in sorted(rows, key=lambda row: row[4]):
        if not who or not what or (how == "" and asked.aggregation != "ignore"):
            continue
        if asked.duplicates != "include":
            when = datetime.fromtimestamp(seconds, UTC)
            level = None if asked.aggregation == "ignore" else how
            key = (scope(when, document, asked.duplicates), who, what, level)
            # Two integers beyond -128 … 127 are two objects.
            apart = kind == "integer" and level is not None and not -128 <= level <= 127
            if key in seen and not apart:
                continue
            seen.append(key)
        left.append((who, what, how))
    return left


def levels_of(table, kind):
    if kind == "boolean":
        return [0, 1]
    return sorted(set(table.variables["how"].values))


def dna(table, asked):
    """The matrix of the definitions, by plain loops."""
    kind, statements = table.variables["how"].kind, kept(table, asked)
    levels = levels_of(table, kind)
    rows, columns = sorted({row[0] for row in statements}), sorted({row[1] for row in statements})
    x = {}
    for row in statements:
        x[row] = x.get(row, 0) + 1

    def n(i):
        return sum(x.get((i, j, k), 0) for j in columns for k in levels)

    if asked.shape == "twomode":
        return _two_mode(asked, kind, x, (rows, columns, levels), n)
    span = (max(levels) - min(levels)) if kind != "short text" else 0
    made = np.zeros((len(rows), len(rows)))
    for (at, i), (to, o) in product(enumerate(rows), repeat=2):
        if i == o:
            continue
        w = 0.0
        for j in columns:
            if asked.aggregation == "ignore":
                w += sum(x.get((i, j, k), 0) for k in levels) * sum(x.get((o, j, k), 0) for k in levels)
            elif kind == "short text":
                same = sum(x.get((i, j, k), 0) * x.get((o, j, k), 0) for k in levels)
                apart = sum(
                    x.get((i, j, k), 0) * (x.get((o, j, k), 0) == 0) + x.get((o, j, k), 0) * (x.get((i, j, k), 0) == 0)
                    for k in levels
                )
                w += {"congruence": same, "conflict": apart, "subtract": same - apart}[asked.aggregation]
            else:
                for k, m in product(levels, repeat=2):
                    d = abs(k - m) / span if span else 0.0
                    f = {"congruence": 1 - d, "conflict": d, "subtract": 1 - 2 * d}[asked.aggregation]
                    w += x.get((i, j, k), 0) * x.get((o, j, m), 0) * f
        cells = [(x.get((i, j, k), 0), x.get((o, j, k), 0)) for j in columns for k in levels]
        over = {
            "no": 1,
            "average": (n(i) + n(o)) / 2,
            "jaccard": sum(a * b if a and b else a + b for a, b in cells),
            "cosine": n(i) * n(o),
        }[asked.normalisation]
        made[at, to] = w / over if over else 0.0
    return made


def _two_mode(asked, kind, x, names, n):
    rows, columns, levels = names
    made = np.zeros((len(rows), len(columns)))
    for (at, i), (to, j) in product(enumerate(rows), enumerate(columns)):
        if asked.aggregation == "combine":
            made[at, to] = sum(2 ** (len(levels) - 1 - p) for p, k in enumerate(levels) if x.get((i, j, k)))
        elif asked.aggregation == "ignore" or kind == "short text":
            made[at, to] = sum(x.get((i, j, k), 0) for k in levels)
        else:
            worth = {0: -1, 1: 1} if kind == "boolean" else {k: k for k in levels}
            made[at, to] = sum(worth[k] * x.get((i, j, k), 0) for k in levels)
    if asked.normalisation == "activity":
        over = (made > 0).sum(axis=1) if asked.aggregation == "combine" else np.array([n(i) for i in rows])
        return made / np.where(over == 0, 1, over)[:, None]
    if asked.normalisation == "prominence":
        return made / np.array([sum(x.get((i, j, k), 0) for i in rows for k in levels) for j in columns])
    return made


SETTINGS = [
    {"shape": shape, "aggregation": aggregation, "normalisation": normalisation}
    for shape, aggregations, normalisations in (
        ("onemode", ("ignore", "congruence", "conflict", "subtract"), ("no", "average", "jaccard", "cosine")),
        ("twomode", ("ignore", "subtract", "combine"), ("no", "activity", "prominence")),
    )
    for aggregation, normalisation in product(aggregations, normalisations)
    if (aggregation, normalisation) != ("combine", "prominence")  # in which DNA swaps rows and columns
]


@pytest.mark.parametrize("asked", SETTINGS, ids=lambda one: "-".join(one.values()))
@given(table=tables(), duplicates=st.sampled_from(["include", "document", "week", "month", "year", "range"]))
def test_mode_dna_is_the_definition(asked, table, duplicates):
    """Whatever the statements: what sparse products compute is what the definitions say, cell by cell."""
    settings = Settings(**NAMES, **asked, duplicates=duplicates, mode="dna")
    made = discourse.network(table, settings)
    assert made.statements == len(kept(table, settings))
    np.testing.assert_allclose(made.weights, dna(table, settings), atol=1e-9)


@given(table=tables())
def test_congruence_and_conflict_are_all_that_is_shared(table):
    """In strict mode every pair of statements on a concept either agrees or does not, whatever the qualifier's kind."""
    asked = {
        **NAMES,
        "only": {"how": [value for value in map(str, table.variables["how"].values) if value] or ["none"]},
    }
    try:
        both = [
            discourse.network(table, aggregation=way, **asked).weights
            for way in ("congruence", "conflict", "ignore", "subtract")
        ]
    except NetworkError:  # nothing is left
        return
    np.testing.assert_allclose(both[0] + both[1], both[2], atol=1e-9)
    np.testing.assert_allclose(both[0] - both[1], both[3], atol=1e-9)
    assert (both[1] >= -1e-9).all()


@given(table=tables())
def test_a_strict_cosine_is_one(table):
    """Between 0 and 1, and 1 for two who say the same."""
    try:
        made = discourse.network(table, **NAMES, aggregation="congruence", normalisation="cosine")
    except NetworkError:
        return
    assert (made.weights <= 1 + 1e-9).all()
    assert (made.weights >= -1e-9).all()


def frame(*rows, columns=("who", "what", "yes", "date")):
    return pd.DataFrame(rows, columns=list(columns))


def table_of(*rows, **options):
    return StatementTable.from_frame(frame(*rows), document=None, **options)


YES = {"rows": "who", "columns": "what", "qualifier": "yes"}


def test_months_of_two_years_are_two_months():
    """DNA takes January 2019 for January 2021, and strict mode does not."""
    table = table_of(("a", "x", True, "2019-01-10"), ("a", "x", True, "2021-01-12"), ("a", "x", True, "2021-01-20"))
    asked = {**YES, "shape": "twomode", "duplicates": "month"}
    assert discourse.network(table, **asked).weights.tolist() == [[2.0]]
    assert discourse.network(table, **asked, mode="dna").weights.tolist() == [[1.0]]


def test_the_week_around_new_year_is_one():
    """A week belongs to no month and to no year."""
    table = table_of(("a", "x", True, "2020-12-31"), ("a", "x", True, "2021-01-02"), ("a", "x", True, "2021-01-04"))
    assert discourse.network(table, **YES, shape="twomode", duplicates="week").weights.tolist() == [[2.0]]


def test_large_integers_can_be_duplicates():
    """DNA never takes two values beyond 127 for the same."""
    rows = [("a", "x", 1000, "2020-01-01"), ("a", "x", 1000, "2020-01-01")]
    asked = {**YES, "shape": "twomode", "aggregation": "subtract", "duplicates": "range"}
    assert discourse.network(table_of(*rows), **asked).weights.tolist() == [[1000.0]]
    assert discourse.network(table_of(*rows), **asked, mode="dna").weights.tolist() == [[2000.0]]


def test_windows_hold_every_statement_once():
    """Windows of one month part the statements; DNA's are an instant, and hold hardly any."""
    table = table_of(*(("ab"[at % 2], "x", at % 3 == 0, f"2020-{1 + at % 12:02}-{1 + at:02}") for at in range(24)))
    strict = discourse.windows(table, "months", 1, **YES)
    assert sum(one.statements for one in strict) == len(table)
    assert [(one.start.day, one.stop.second) for one in strict] == [(1, 59)] * 12
    assert sum(one.statements for one in discourse.windows(table, "months", 1, **YES, mode="dna")) < len(table)


@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_windows_of_events_have_the_width_asked_for(width):
    """Also an even one; DNA takes a statement more."""
    table = table_of(*((name, "x", True, f"2020-01-{day:02}") for day, name in enumerate("abcabca", 1)))
    strict, dna_ = (discourse.windows(table, "events", width, **YES, mode=mode) for mode in ("strict", "dna"))
    assert {one.statements for one in strict} == {width}
    assert len(strict) == len(table) - width + 1
    assert {one.statements for one in dna_} == {width // 2 * 2 + 1}


def test_a_window_says_where_a_tie_was_cut():
    """The order of statements of one moment is the table's, the same each time, and the window says that it mattered."""
    table = table_of(*((name, "x", True, "2020-01-01") for name in "abcd"))
    first, second = (discourse.windows(table, "events", 3, **YES) for _ in range(2))
    assert [one.rows for one in first] == [one.rows for one in second] == [("a", "b", "c"), ("b", "c", "d")]
    assert all(one.tied for one in first)


def test_the_strict_triangle_is_symmetric():
    """A statement three days later weighs what one three days earlier weighs."""
    table = table_of(("a", "x", True, "2020-01-01"), ("b", "x", True, "2020-01-07"))
    (middle,) = [
        one for one in discourse.smoothed(table, "days", 10, "triangular", **YES, shape="twomode") if one.mid.day == 4
    ]
    assert middle.weights[0, 0] == pytest.approx(middle.weights[1, 0]) == pytest.approx(1 - 3 / 5)


def test_a_very_wide_uniform_kernel_is_no_kernel():
    """All statements weigh 1/2: strict weights are half of those without time, average included."""
    table = table_of(
        *((name, "xyz"[at % 3], at % 2 == 0, f"2020-01-{1 + at:02}") for at, name in enumerate("abcabcbba"))
    )
    for normalisation, share in (("no", 0.5), ("average", 0.5**0.5), ("jaccard", None), ("cosine", 1.0)):
        asked = {**YES, "aggregation": "congruence", "normalisation": normalisation}
        plain = discourse.network(table, **asked).weights
        for one in discourse.smoothed(table, "days", 200, "uniform", **asked):
            if share is not None:
                np.testing.assert_allclose(one.weights, plain * share, atol=1e-9)
            assert np.allclose(np.diagonal(one.weights), 0)


def test_isolates_bring_back_those_outside_the_range_and_those_never_coded():
    """DNA can only bring back whom the range still holds."""
    table = table_of(("a", "x", True, "2019-01-01"), ("b", "x", True, "2020-01-01"), ("c", "y", True, "2020-02-01"))
    column = table.variables["who"]
    table.variables["who"] = Column(column.kind, column.values, known=("Ä never", "b"))
    asked = {**YES, "start": datetime(2020, 1, 1, tzinfo=UTC), "isolates": True, "exclude": {"who": ["c"]}}
    assert discourse.network(table, **asked).rows == ("a", "b", "c", "Ä never")
    assert discourse.network(table, **asked, mode="dna").rows == ("b", "c")


def test_the_scale_does_not_change_with_the_window():
    """A difference of 1 on a scale of 4 is a quarter, though the ends of the scale are not in this month."""
    rows = [
        ("a", "x", -2, "2019-01-01"),
        ("a", "x", 2, "2019-01-01"),
        ("a", "x", 0, "2020-01-01"),
        ("b", "x", 1, "2020-01-01"),
    ]
    asked = {**YES, "aggregation": "conflict", "start": datetime(2020, 1, 1, tzinfo=UTC)}
    assert discourse.network(table_of(*rows), **asked).weights[0, 1] == pytest.approx(0.25)
    assert discourse.network(table_of(*rows), **asked, mode="dna").weights[0, 1] == pytest.approx(1.0)


@pytest.fixture(scope="module")
def camps():
    """Two camps of four, on six issues, with one voice out of line each."""
    chance = np.random.default_rng(3)
    rows = [
        (name, issue, (name in "abcd") ^ (chance.random() < 0.1), f"20{20 + month // 12}-{1 + month % 12:02}-11")
        for month, name, issue in product(range(18), "abcdefgh", "uvwxyz")
        if chance.random() < 0.3
    ]
    return table_of(*rows)


def test_polarization_finds_the_camps(camps):
    """In strict mode the score is well above chance, and the camps are those; DNA's search goes for what deviates most."""
    found = discourse.polarization(camps, **YES)
    assert found.camps == [list("abcd"), list("efgh")]
    assert found.exact
    assert found.score > 0.5
    assert discourse.polarization(camps, **YES, mode="dna").camps != found.camps


def test_a_consensus_is_not_polarized():
    """Where all agree no partition is better than chance."""
    table = table_of(*((name, issue, True, "2020-01-01") for name, issue in product("abcdef", "xyz")))
    assert discourse.polarization(table, **YES).score == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("search", ["local", "swaps"])
@pytest.mark.parametrize("mode", ["strict", "dna"])
def test_a_seed_finds_the_same_again_and_no_step_is_lost(camps, search, mode):
    """The score of a search is that of the partition that it returns, and the same for the same seed."""
    both = [
        discourse.network(camps, **YES, aggregation=way, normalisation="average", mode=mode)
        for way in ("congruence", "conflict")
    ]
    one, other = (discourse.best_partition(*both, clusters=3, search=search, seed=5, mode=mode) for _ in range(2))
    assert one == other
    partition = list(one.clusters.values())
    assert discourse.quality(both[0].weights, both[1].weights, partition, mode=mode) == pytest.approx(
        (one.raw, one.score)
    )


def test_local_search_is_as_good_as_trying_all(camps):
    """Of two clusters, with the same criterion."""
    from kg.networks.discourse.camps import Camps, _climbed

    both = [
        discourse.network(camps, **YES, aggregation=way, normalisation="average").weights
        for way in ("congruence", "conflict")
    ]
    judge = Camps(*both, mode="strict")
    chance = np.random.default_rng(0)
    found = max(judge.worth(_climbed(judge, chance.permutation(np.arange(8) % 2), 2, smallest=1)) for _ in range(10))
    assert found == pytest.approx(discourse.polarization(camps, **YES).score)


def test_every_method_of_clustering_finds_two_clear_camps(camps):
    """Nearly every one; all are scored, and the best comes first."""
    made = discourse.clusterings(
        discourse.network(camps, **YES, aggregation="subtract", normalisation="average"), clusters=2
    )
    assert [one.modularity for one in made] == sorted((one.modularity for one in made), reverse=True)
    right = {one.method for one in made if one.camps == [list("abcd"), list("efgh")]}
    assert {"louvain", "ward", "spectral", "walks", "medoids", "eigenvector", "greedy"} <= right


def test_modularity_is_that_of_networkx(camps):
    """With the weights of the ties."""
    import networkx as nx

    made = discourse.network(camps, **YES, aggregation="congruence")
    for one in discourse.clusterings(made):
        expected = nx.community.modularity(made.to_networkx(), [set(camp) for camp in one.camps])
        assert one.modularity == pytest.approx(expected)


def test_phases_change_where_the_discourse_does():
    """A discourse that turns over in its middle has two phases."""
    rows = [
        (name, issue, (name in "ab") ^ (month >= 12), f"20{20 + month // 12}-{1 + month % 12:02}-11")
        for month, name, issue in product(range(24), "abc", "xyz")
        if (name, issue) != ("c", "z") or month >= 12
    ]
    series = discourse.smoothed(
        table_of(*rows), "months", 2, "epanechnikov", **YES, shape="twomode", aggregation="subtract"
    )
    found = discourse.phases(series, number=2)
    ((when, before, after),) = found.changes
    assert (before, after) == (0, 1)
    assert abs((when - datetime(2021, 1, 1)).days) < 45  # noqa: DTZ001 -- as tables show it


@pytest.mark.parametrize("dimensions", [1, 2])
def test_ideal_points_part_the_camps(camps, dimensions):
    """The first dimension has one camp on each side, and the model knows more than the issues alone tell."""
    made = discourse.ideal_points(camps, dimensions=dimensions, **YES)
    first = made.positions[:, 0]
    assert max(first[:4]) < min(first[4:]) or min(first[:4]) > max(first[4:])
    assert made.classified > made.baseline + 0.2
    assert (made.errors > 0).all()
    assert np.array_equal(made.positions, discourse.ideal_points(camps, dimensions=dimensions, **YES).positions)


def test_ideal_points_are_where_the_gradient_vanishes(camps):
    """The fit is a mode of the posterior: a plain numerical gradient is 0 there."""
    from scipy.optimize import approx_fprime, check_grad

    from kg.networks.discourse.scaling import _Model

    chance = np.random.default_rng(1)
    row, column, share = chance.integers(0, 6, 80), chance.integers(0, 5, 80), chance.random(80).round()
    model = _Model(row, column, share, (6, 5), 2)
    x = chance.normal(size=6 * 2 + 5 * 2 + 5)
    assert check_grad(lambda at: model._cost(at)[0], lambda at: model._cost(at)[1], x) < 1e-4
    positions, discrimination, difficulty = model.fitted()
    there = np.concatenate([positions.ravel(), discrimination.ravel(), difficulty])
    assert np.abs(approx_fprime(there, lambda at: model._cost(at)[0])).max() < 1e-2


def test_a_backbone_tries_every_set_where_they_are_few(camps):
    """So no other of its size is better; and annealing with a seed finds as good a one."""
    from kg.networks.discourse.backbone import _annealed, _Losses

    asked = {**YES, "aggregation": "subtract", "normalisation": "average"}
    found = discourse.fixed_backbone(camps, 3, **asked)
    assert found.exact
    assert sorted(found.kept + found.dropped) == list("uvwxyz")
    losses = _Losses(camps, Settings(**asked))
    assert losses.of(_annealed(losses, 3, 0.0, 1, 2000)) == pytest.approx(found.loss)
    assert _annealed(losses, None, 2.0, 7, 500) == _annealed(losses, None, 2.0, 7, 500)
    light, heavy = (len(discourse.penalised_backbone(camps, penalty, **asked).kept) for penalty in (0, 20))
    assert light > heavy == 1


def test_a_matrix_is_a_graph_with_what_is_known_of_its_nodes():
    """Two modes may share a name."""
    table = table_of(("a", "x", True, "2020-01-01"), ("x", "x", False, "2020-01-01"))
    made = discourse.network(table, **YES, shape="twomode", aggregation="subtract").to_networkx()
    assert dict(made.nodes(data="bipartite")) == {"a": 0, "x (who)": 0, "x (what)": 1}
    assert sorted(made.edges(data="weight")) == [("a", "x (what)", 1.0), ("x (who)", "x (what)", -1.0)]


def modes(table, **asked):
    """The same network in strict mode and in DNA's."""
    return [discourse.network(table, **{**YES, **asked, "mode": mode}) for mode in ("strict", "dna")]


def test_a_statement_without_a_qualifier_counts_where_that_is_ignored():
    """And only there."""
    table = table_of(("a", "x", "no", "2020-01-01"), ("a", "x", None, "2020-01-01"))
    for made in modes(table, shape="twomode"):
        assert made.weights.tolist() == [[2.0]]
    assert discourse.network(table, **YES, shape="twomode", aggregation="combine").weights.tolist() == [[1.0]]


def test_the_number_of_a_combination_does_not_change_with_the_range():
    """The levels of all statements have their bit, those that the range lacks too."""
    rows = [
        ("a", "x", -1, "2019-01-01"),
        ("a", "x", 0, "2019-01-01"),
        ("a", "x", 1, "2020-01-01"),
        ("a", "x", 0, "2020-01-01"),
    ]
    strict, dna_ = modes(
        table_of(*rows), shape="twomode", aggregation="combine", start=datetime(2020, 1, 1, tzinfo=UTC),
        exclude={"yes": ["0"]},
    )  # fmt: skip
    assert strict.weights.tolist() == dna_.weights.tolist() == [[1.0]]
    strict, dna_ = modes(
        table_of(*rows),
        shape="twomode",
        aggregation="combine",
        stop=datetime(2019, 12, 31, tzinfo=UTC),
        exclude={"yes": ["0"]},
    )
    assert strict.weights.tolist() == [[4.0]]
    assert dna_.weights.tolist() == [[2.0]]


def test_who_says_nothing_contradicts_nobody():
    """Two texts conflict on a concept that both have spoken on."""
    table = table_of(
        ("a", "x", "risk", "2020-01-01"), ("b", "y", "cost", "2020-01-01"), ("c", "x", "cost", "2020-01-01")
    )
    strict, dna_ = modes(table, aggregation="conflict")
    assert strict.weights.tolist() == [[0, 0, 1], [0, 0, 0], [1, 0, 0]]
    assert dna_.weights[0, 1] == 2


def test_jaccard_that_ignores_the_qualifier_ignores_it():
    """Two who speak on the same concepts are the same, though they disagree."""
    table = table_of(("a", "x", True, "2020-01-01"), ("b", "x", False, "2020-01-01"))
    strict, dna_ = modes(table, normalisation="jaccard")
    assert (strict.weights[0, 1], dna_.weights[0, 1]) == (1.0, 0.5)


def test_dna_swaps_rows_and_columns_of_combine_with_prominence():
    """It fails where their numbers differ, and divides by rows where they do not."""
    rows = [("a", "x", True, "2020-01-01"), ("a", "y", True, "2020-01-01"), ("b", "y", False, "2020-01-01")]
    asked = {**YES, "shape": "twomode", "aggregation": "combine", "normalisation": "prominence", "mode": "dna"}
    assert discourse.network(table_of(*rows), **asked).weights.tolist() == [[0.5, 1.0], [0.0, 2.0]]
    with pytest.raises(NetworkError, match=r"as many rows \(2\) as columns \(3\)"):
        discourse.network(table_of(*rows, ("a", "z", True, "2020-01-01")), **asked)


def test_months_that_begin_on_the_last_day():
    """DNA goes from the 31st to the 28th, and stays there."""
    table = table_of(("a", "x", True, "2019-01-31"), ("b", "x", True, "2019-05-31"))
    series = [discourse.smoothed(table, "months", 2, **YES, mode=mode) for mode in ("strict", "dna")]
    assert [one.mid.day for one in series[0]] == [31, 28, 31, 30, 31]
    assert [one.mid.day for one in series[1]] == [31, 28, 28, 28, 28]


def test_a_kernel_measures_time_exactly():
    """29 days before is nearly a month, and an odd width stays odd; DNA cuts the one and rounds the other."""
    table = table_of(("a", "x", True, "2020-03-02"), ("b", "x", True, "2020-03-31"), ("c", "x", True, "2020-01-31"))
    asked = {**YES, "shape": "twomode"}
    strict, dna_ = (
        next(
            one
            for one in discourse.smoothed(table, "months", 3, "epanechnikov", **asked, mode=mode)
            if one.mid.month == 3
        )
        for mode in ("strict", "dna")
    )
    half = (datetime(2020, 3, 31, tzinfo=UTC) - datetime(2020, 2, 14, 12, tzinfo=UTC)).days
    assert strict.mid.day == 31
    assert strict.weights[0, 0] == pytest.approx(0.75 * (1 - (29 / half) ** 2), rel=0.05)
    assert dna_.weights[:2].ravel().tolist() == [0.75, 0.75]
    assert strict.weights[2, 0] == 0


def test_a_kernel_smooths_values_and_not_positions():
    """DNA sorts −1 before −2, and counts from 0."""
    table = table_of(("a", "x", -1, "2020-01-01"), ("b", "x", -2, "2020-01-01"), ("c", "x", 2, "2020-01-01"))
    asked = {**YES, "shape": "twomode", "aggregation": "subtract"}
    strict, dna_ = (
        discourse.smoothed(table, "days", 2, "uniform", **asked, mode=mode)[0] for mode in ("strict", "dna")
    )
    assert strict.weights.ravel().tolist() == [-0.5, -1.0, 1.0]
    assert dna_.weights.ravel().tolist() == [0.0, 0.5, 1.0]


def test_a_kernel_tells_texts_apart():
    """DNA takes all texts for the same."""
    table = table_of(("a", "x", "risk", "2020-01-01"), ("b", "x", "cost", "2020-01-01"))
    asked = {**YES, "aggregation": "congruence"}
    strict, dna_ = (
        discourse.smoothed(table, "days", 2, "uniform", **asked, mode=mode)[0] for mode in ("strict", "dna")
    )
    assert (strict.weights[0, 1], dna_.weights[0, 1]) == (0.0, pytest.approx(0.5))
    assert (strict.weights[0, 0], dna_.weights[0, 0]) == (0.0, pytest.approx(0.5))


def test_spectral_distance_is_of_the_laplacian():
    """A ring of six and two of three, whose degrees are the same, are told apart; the spectrum is that of networkx."""
    import networkx as nx

    from kg.networks.discourse.metrics import distances, loss, spectrum

    ring, rings = nx.cycle_graph(6), nx.disjoint_union(nx.cycle_graph(3), nx.cycle_graph(3))
    one, other = (spectrum(nx.to_numpy_array(graph)) for graph in (ring, rings))
    expected = [np.sort(nx.laplacian_spectrum(graph))[::-1] / 12 for graph in (ring, rings)]
    np.testing.assert_allclose([one, other], expected, atol=1e-9)
    assert loss(one, other, mode="strict") == pytest.approx(float(np.linalg.norm(expected[0] - expected[1])))
    assert loss(one, other, mode="strict") > 0.1
    assert loss(
        *(spectrum(nx.to_numpy_array(graph), mode="dna") for graph in (ring, rings)), mode="dna"
    ) == pytest.approx(0)
    series = discourse.smoothed(
        table_of(("a", "x", True, "2020-01-01"), ("b", "x", True, "2020-01-03")), "days", 2, **YES
    )
    assert np.array_equal(distances(series, "spectral"), distances(series, "spectral").T)


def test_a_kernel_keeps_congruence_and_conflict_apart(camps):
    """For polarization; DNA takes the signed network for both."""
    strict, dna_ = (
        discourse.polarization_series(camps, "months", 6, **YES, kernel="uniform", mode=mode)
        for mode in ("strict", "dna")
    )
    assert strict[6].camps == [list("abcd"), list("efgh")]
    both = [
        discourse.smoothed(
            camps, "months", 6, "uniform", **YES, aggregation="subtract", normalisation="average", mode="dna"
        )[6]
    ] * 2
    assert dna_[6].score == pytest.approx(discourse.best_partition(*both, mode="dna").score)


def test_concepts_of_equal_loss_go_one_after_another():
    """In strict mode; in DNA's all in one round, each with the loss of that round."""
    said = [(name, concept, True, "2020-01-01") for name, concept in product("abc", "xyz")]
    table = table_of(*said, ("a", "w", True, "2020-01-01"), ("b", "v", True, "2020-01-01"))
    asked = {**YES, "aggregation": "congruence"}
    strict, dna_ = (discourse.nested_backbone(table, **asked, mode=mode) for mode in ("strict", "dna"))
    loss_of_all = 0.5**0.5  # of three who are all tied: 1/2 and 1/2, against nothing
    assert [step.concept for step in strict] == ["z", "y", "w", "v", "x"]
    assert [step.concept for step in dna_] == ["z", "y", "x", "w", "v"]
    assert [step.loss for step in strict] == pytest.approx([0, 0, 0, 0, loss_of_all], abs=1e-9)
    assert [step.loss for step in dna_] == [0] * 5
    assert [step.statements for step in strict] == [8, 5, 4, 3, 0]


def test_levels_that_do_not_differ_have_no_distance():
    """Who all say the same agree; DNA divides by nothing there."""
    table = table_of(("a", "x", 3, "2020-01-01"), ("b", "x", 3, "2020-01-01"))
    for made in modes(table, aggregation="congruence"):
        assert made.weights.tolist() == [[0, 1], [1, 0]]


WRONG = {
    "unknown variable": ({"rows": "whom"}, "'whom' is not a variable of these statements: did you mean 'who'?"),
    "unknown aggregation": ({"aggregation": "conguence"}, "did you mean 'congruence'?"),
    "normalisation of the other shape": ({"normalisation": "activity"}, "is not a normalisation of a onemode network"),
    "everybody left out": (
        {"exclude": {"who": ["a", "b"]}},
        "no statement is left: leaving out who 'a', 'b' took the last 2",
    ),
    "nothing of that time": (
        {"start": datetime(2030, 1, 1, tzinfo=UTC), "stop": datetime(2031, 1, 1, tzinfo=UTC)},
        "no statement is left: the range from 2030-01-01 to 2031-01-01 took the last 2",
    ),
    "a range that ends before it starts": (
        {"start": datetime(2031, 1, 1, tzinfo=UTC), "stop": datetime(2030, 1, 1, tzinfo=UTC)},
        "before it starts",
    ),
    "agreement without a qualifier": ({"qualifier": None, "aggregation": "congruence"}, "congruence needs a qualifier"),
    "a share of names": ({"shape": "twomode", "aggregation": "combine", "normalisation": "activity"}, "cannot divide"),
    "a text without a sign": ({"shape": "twomode", "aggregation": "subtract", "qualifier": "what"}, "without a sign"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_is_said(name):
    """What was wrong, and what to do."""
    change, message = WRONG[name]
    table = table_of(("a", "x", True, "2020-01-01"), ("b", "x", False, "2020-01-02"))
    with pytest.raises(KgError) as raised:
        discourse.network(table, **{**YES, **change})
    assert message in str(raised.value)


def test_what_cannot_be_of_a_series_is_said():
    """Too wide, too fine, nothing to tell apart."""
    table = table_of(("a", "x", True, "2020-01-01"), ("b", "x", False, "2020-01-02"))
    with pytest.raises(NetworkError, match="no window of 40 fits: there are 1 months"):
        discourse.windows(table, "months", 40, **YES)
    with pytest.raises(NetworkError, match="more than 100,000 seconds"):
        discourse.windows(table_of(("a", "x", True, "1990"), ("b", "x", True, "2020")), "seconds", 1, **YES)
    with pytest.raises(UnknownChoice, match="did you mean 'gaussian'"):
        discourse.smoothed(table, "days", 2, "gausian", **YES)
    with pytest.raises(NetworkError, match="different nodes"):
        discourse.distances(discourse.windows(table, "days", 1, **YES))
    with pytest.raises(NetworkError, match="three networks or more"):
        discourse.phases(discourse.windows(table, "days", 2, **YES))
    with pytest.raises(NetworkError, match="nobody is tied"):
        discourse.clusterings(discourse.network(table, **YES, aggregation="congruence"))
    with pytest.raises(NetworkError, match="row 2 has no date"):
        table_of(("a", "x", True, "2020-01-01"), ("b", "x", False, None))
