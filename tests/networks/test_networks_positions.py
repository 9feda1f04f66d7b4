"""Positions from a table: what is read, what is refused, and what becomes of it."""

import csv
import gzip
import io

import pandas as pd
import pytest

from kg import networks
from kg.errors import InputError, MissingColumn, NetworkError, NotADate, NotText, UnknownChoice, UnknownNode
from kg.networks import discourse, read_positions
from kg.relations import SIDES

VOTES = """country,motion,vote,date,text
Norvane,bridge,yes,2024-05-06,R/1: the bridge
Osmere,bridge,no,2024-05-06,R/1: the bridge
Velmora,bridge,abstain,2024-05-06,R/1: the bridge
Norvane,quota,no,2025-02-01,R/2: the quota
Osmere,quota,no,2025-02-01,R/2: the quota
Velmora,quota,yes,2025-02-01,R/2: the quota
"""
COLUMNS = {"holder": "country", "target": "motion", "sign": "vote"}


def votes(text=VOTES):
    return pd.read_csv(io.StringIO(text))


@pytest.fixture
def positions():
    return read_positions(votes(), **COLUMNS, evidence="text", holder_kind="state", name="votes")


def test_a_table_is_read(positions):
    """Every row with its sign, whoever abstains with 0."""
    assert str(positions) == "6 positions of 3 on 2, 2024-05-06 to 2025-02-01"
    assert positions.sign.tolist() == [1, -1, 0, -1, -1, 1]
    assert (positions.holders, positions.targets) == (["Norvane", "Osmere", "Velmora"], ["bridge", "quota"])
    table = positions.to_pandas()
    assert list(table.columns) == ["holder", "target", "sign", "answer", "date", "evidence"]
    assert table.iloc[2].tolist() == ["Velmora", "bridge", 0, "abstain", "2024-05-06", "R/1: the bridge"]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_a_file_says_the_same_as_a_frame(tmp_path, positions, mark):
    """Parted by commas, semicolons, tabs or bars, and compressed; with a mark of byte order, as Excel writes it."""
    text = "\ufeff" + VOTES.replace(",", mark)
    plain, packed = tmp_path / "votes.csv", tmp_path / "votes.csv.gz"
    plain.write_text(text, encoding="utf-8")
    packed.write_bytes(gzip.compress(text.encode()))
    for path in (plain, packed):
        made = read_positions(path, **COLUMNS, evidence="text")
        pd.testing.assert_frame_equal(made.to_pandas(), positions.to_pandas())
        assert made.name == path.name


def test_a_state_may_be_called_na(tmp_path):
    """What pandas takes for a missing value is a country, a party, or a name."""
    (tmp_path / "votes.csv").write_text("holder,target,sign\nNA,cod,1\nnull,cod,-1\n")
    assert read_positions(tmp_path / "votes.csv", date=None).holders == ["NA", "null"]


def test_every_word_for_a_side_is_understood():
    """In capitals or not; numbers of any kind, and truth values."""
    words = [word.upper() for word in SIDES]
    table = pd.DataFrame({"holder": words, "target": "cod", "sign": words})
    assert read_positions(table, date=None).sign.tolist() == list(SIDES.values())
    for column, signs in (([1.0, -1.0, 0.0], [1, -1, 0]), ([True, False, True], [1, -1, 1]), ([1, -1, 0], [1, -1, 0])):
        table = pd.DataFrame({"holder": list("abc"), "target": "cod", "sign": column})
        assert read_positions(table, date=None).sign.tolist() == signs


def test_other_words_can_be_said_to_mean_a_side():
    """A scale of five, or another language; what is not said is as always."""
    table = pd.DataFrame({"holder": list("abcd"), "target": "cod", "sign": ["Ja", "nein", "5", "yes"]})
    made = read_positions(table, date=None, signs={"ja": 1, "nein": -1, 5: 1})
    assert made.sign.tolist() == [1, -1, 1, 1]
    with pytest.raises(UnknownChoice, match="'2' is not a sign, which signs has for 'ja'"):
        read_positions(table, date=None, signs={"ja": 2})


def test_a_word_that_is_no_side_is_named_with_its_row():
    """And so are the others, so that they can be told in one go."""
    with pytest.raises(InputError, match=r"row 3 has 'perhaps' in 'vote', which is no sign: write 1, 0 or -1"):
        read_positions(votes(VOTES.replace("abstain", "perhaps")), **COLUMNS)
    with pytest.raises(InputError, match=r"row 3 has 'perhaps'.* \(2 such words: 'perhaps', 'maybe'\)"):
        read_positions(votes(VOTES.replace("abstain", "perhaps").replace("no,2025", "maybe,2025")), **COLUMNS)


def test_a_column_that_is_not_there_is_asked_after(tmp_path):
    """With the nearest name, and what there is instead."""
    with pytest.raises(MissingColumn, match="no column 'contry': did you mean 'country'\\? Found: country, motion"):
        read_positions(votes(), **{**COLUMNS, "holder": "contry"})
    with pytest.raises(MissingColumn, match="no column 'holder': say which is meant with holder="):
        read_positions(votes())
    with pytest.raises(MissingColumn, match="or date=None for a table without dates"):
        read_positions(votes().drop(columns="date"), **COLUMNS)
    path = tmp_path / "votes.csv"
    path.write_text(VOTES)
    with pytest.raises(MissingColumn, match=r"votes\.csv: there is no column 'vot': did you mean 'vote'") as caught:
        read_positions(path, **{**COLUMNS, "sign": "vot"})
    assert caught.value.place == str(path)


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        (("yes,2024-05-06", "yes,"), NotADate, "row 1 has no date in 'date': fill it, or leave such rows out"),
        (("2024-05-06", ""), NotADate, "row 1 has no date in 'date', and so have 2 others"),
        (("no,2025-02-01", "no,2025-13-01"), NotADate, "row 4 has '2025-13-01' in 'date', which is no date"),
        (("yes,2024-05-06", "yes,6.5.2024"), NotADate, "row 1 has '6.5.2024' in 'date', which is no date"),
        (("Norvane,quota", ",quota"), InputError, "row 4 has no holder in 'country'"),
        (("abstain", ""), InputError, "row 3 has no sign in 'vote'"),
    ],
)
def test_what_is_missing_or_broken_is_named_with_its_row(change, error, message):
    """Nothing is guessed, and nothing silently left out."""
    with pytest.raises(error, match=message):
        read_positions(votes(VOTES.replace(*change)), **COLUMNS)


def test_what_is_missing_can_be_left_out():
    """And is counted."""
    made = read_positions(
        votes(VOTES.replace("abstain", "").replace("no,2025-02-01", "no,")), **COLUMNS, missing="drop"
    )
    assert (len(made), made.dropped, made.row.tolist()) == (3, 3, [1, 2, 6])
    assert str(made).endswith("; 3 rows were left out")


def test_dates_stay_as_precise_as_they_are():
    """Years as numbers, months, moments of pandas, and days with a time behind."""
    for column, dates in (
        ([2023, 2024], ["2023", "2024"]),
        ([2023.0, None], ["2023", None]),
        (["2023-06", "2024"], ["2023-06", "2024"]),
        (["2023-06-20 12:00", "2024-01-01T00:00:00"], ["2023-06-20", "2024-01-01"]),
        (pd.to_datetime(["2023-06-20 23:59", "2024-01-01 00:00"]), ["2023-06-20", "2024-01-01"]),
    ):
        table = pd.DataFrame({"holder": ["a", "b"], "target": "cod", "sign": 1, "date": column})
        made = read_positions(table, missing="drop").to_pandas()["date"].tolist()
        assert made == [date for date in dates if date]


def test_files_that_are_none_are_told(tmp_path):
    """With their place, and never a traceback of pandas."""
    path = tmp_path / "votes.csv"
    with pytest.raises(InputError, match="there is no such file"):
        read_positions(path)
    path.write_bytes(b"")
    with pytest.raises(InputError, match="nothing in this file"):
        read_positions(path)
    path.write_bytes("holder,target,sign\nÅland,cod,1\n".encode("latin-1"))
    with pytest.raises(NotText, match="not UTF-8"):
        read_positions(path, date=None)
    path.write_text('holder,target,sign\n"a,cod,1\n')
    with pytest.raises(InputError, match="this is no table"):
        read_positions(path, date=None)


def test_choices_are_checked():
    """What holders may be, and what can be done with gaps."""
    with pytest.raises(UnknownChoice, match="did you mean 'state'"):
        read_positions(votes(), **COLUMNS, holder_kind="stat")
    with pytest.raises(UnknownChoice, match="is not a way with missing values: did you mean 'drop'"):
        read_positions(votes(), **COLUMNS, missing="dropp")


def test_positions_become_edges_with_their_evidence(positions):
    """The words of the table; the row is the source where it names no document. Whoever abstains makes no edge."""
    network = positions.network()
    assert sorted(network) == ["issue/bridge", "issue/quota", "norvane", "osmere", "velmora"]
    assert network.number_of_edges() == 5
    ((_, _, known),) = network.out_edges("velmora", data=True)
    assert known["evidence"] == "R/2: the quota"
    assert (known["sign"], known["relation"], known["date"]) == (1, "supports", "2025-02-01")
    assert (known["document"], known["stated"], known["voice"]) == ("votes, row 6", True, "self")
    assert network.nodes["norvane"]["kind"] == "state"


def test_without_evidence_the_row_is_quoted():
    """As it was written."""
    network = read_positions(votes().drop(columns="text"), **COLUMNS, name="votes").network()
    assert (
        network.edges["osmere", "issue/quota", "votes, row 5#osmere:-1:quota"]["evidence"]
        == "Osmere: no on quota (2025-02-01)"
    )


def test_exports_keep_the_evidence(positions, tmp_path):
    """A row a stance, with the words, the date and the source."""
    networks.write(positions.network(), tmp_path / "votes.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "votes.csv").read_text(encoding="utf-8"))))
    assert len(rows) == 5
    assert {(row["holder"], row["target"], row["sign"], row["date"], row["evidence"]) for row in rows} >= {
        ("Osmere", "bridge", "-1", "2024-05-06", "R/1: the bridge"),
        ("Velmora", "quota", "1", "2025-02-01", "R/2: the quota"),
    }


def test_documents_titles_and_labels_are_kept():
    """Those of a roll call, which its number tells apart; two of one name stay two."""
    table = votes().assign(document=[7, 7, 7, 8, 8, 8], title="Session", url="kg:1", label="the motion")
    made = read_positions(table, **COLUMNS)
    network = made.network()
    assert {known["document"] for *_, known in network.edges(data=True)} == {"7", "8"}
    assert {(known["title"], known["url"]) for *_, known in network.edges(data=True)} == {("Session", "kg:1")}
    assert network.nodes["issue/bridge"]["label"] == "the motion"
    assert made.statements().column("target").coded[1] == ("the motion (bridge)", "the motion (quota)")


def test_names_that_make_one_id_stay_two():
    """And the same row twice stays two votes, with two ids."""
    table = pd.DataFrame({"holder": ["St. Kitts", "St Kitts", "St Kitts"], "target": "cod", "sign": 1})
    network = read_positions(table.assign(document="d"), date=None).network()
    assert len({holder for holder, _ in network.in_edges("issue/cod")}) == 2
    assert network.number_of_edges() == 3


def test_a_selection_says_what_emptied_it(positions):
    """And asks what was meant."""
    assert len(positions.select(holders="norvane")) == 2
    assert len(positions.select(holders=["Norvane", "OSMERE"], signs=-1, since="2025")) == 2
    assert positions.select(until="2024-05").targets == ["bridge"]
    with pytest.raises(UnknownNode, match=r"no holder 'Norvan' is in these positions: did you mean 'Norvane'"):
        positions.select(holders="Norvan")
    with pytest.raises(UnknownNode, match=r"no target 'brige'.* did you mean 'bridge'"):
        positions.select(targets=["brige"])
    with pytest.raises(NetworkError, match=r"no position is left: signs \[0\] took the last 2"):
        positions.select(holders="Norvane", signs=[0])
    with pytest.raises(NetworkError, match="table has no dates: leave out since"):
        read_positions(votes(), **COLUMNS, date=None).select(since="2024")


def test_targets_are_selected_by_their_labels_too():
    """Whichever the names are of."""
    made = read_positions(votes().assign(label=votes()["motion"].str.upper() + " act"), **COLUMNS)
    assert made.select(targets=["bridge ACT"]).targets == ["bridge"]


def test_windows_are_those_of_stances(positions):
    """The same names, the same borders, the same rows as `frames` gives."""
    for by, width in (("year", 1), ("quarter", 2), ("month", 12)):
        expected = networks.frames(positions.edges(), by, width=width)
        made = positions.windows(by, width=width)
        # Frames begin with the first stance that takes a side, which here is of the first day.
        assert [(one.name, one.since, one.until) for one in made] == [
            (one.name, one.since, one.until) for one in expected
        ]
        assert [(one.positions.sign != 0).sum() for one in made] == [len(one.edges) for one in expected]
    with pytest.raises(UnknownChoice, match="did you mean 'year'"):
        positions.windows("years")
    with pytest.raises(NetworkError, match="no dates"):
        read_positions(votes(), **COLUMNS, date=None).windows()


def test_what_two_share_has_its_evidence(positions):
    """A row for each that is counted, and no others."""
    shared = positions.shared("norvane", "Osmere")
    assert shared.to_dict("list") == {
        "target": ["bridge", "quota"],
        "date": ["2024-05-06", "2025-02-01"],
        "Norvane": ["yes", "no"],
        "Osmere": ["no", "no"],
        "agree": [False, True],
        "evidence": ["R/1: the bridge", "R/2: the quota"],
    }
    pair = networks.project(positions).of("Norvane", "Osmere")
    assert (pair.congruence, pair.conflict) == (shared["agree"].sum(), (~shared["agree"]).sum())


def test_all_of_discourse_works_on_positions(positions):
    """An abstention takes no part in agreement, and half of one in the scale of signs."""
    table = positions.statements()
    asked = {"rows": "holder", "columns": "target", "aggregation": "conflict"}
    by_side = discourse.network(table, **asked, qualifier="agreement").to_pandas()
    by_scale = discourse.network(table, **asked, qualifier="sign").to_pandas()
    assert by_side.loc["Norvane"].to_dict() == {"Norvane": 0, "Osmere": 1, "Velmora": 1}
    assert by_scale.loc["Norvane"].to_dict() == {"Norvane": 0, "Osmere": 1, "Velmora": 1.5}
    with pytest.raises(NetworkError, match="positions without a date"):
        read_positions(votes(), **COLUMNS, date=None).statements()


def test_a_day_that_is_none_is_told():
    """As in a selection of stances, and not by leaving nothing."""
    table = pd.DataFrame({"holder": ["oslo"], "target": ["cod"], "sign": [1], "date": ["2024-05-06"]})
    with pytest.raises(NotADate, match="'May 2024' is not a date"):
        read_positions(table).select(since="May 2024")
