"""What the Turtle came to is kept beside it, and never trusted further than it is fresh."""

import json
import time

import pytest

from kg.known import Known
from kg.reference import shipped_files
from kg.reference.compiled import compiled
from kg.reference.joining import read


@pytest.fixture
def source(tmp_path):
    """A Turtle file with one of everything."""
    path = tmp_path / "source.ttl"
    path.write_text(
        """
        @prefix kg: <https://w3id.org/newsstance/ns#> . @prefix schema: <https://schema.org/> . @prefix ex: <http://e.x/> .
        @prefix org: <http://www.w3.org/ns/org#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        ex:e a kg:State ; schema:name "Eastland" ; kg:metonym "Porto “A”" ; kg:ambiguous "Porto “A”" ; kg:notIn "Eastland Road" .
        ex:a a kg:Person ; schema:name "Ada" ; kg:partOf ex:e .
        ex:u a kg:Organization ; schema:name "Union" ; org:hasMember ex:e .
        [] a org:Membership ; org:member ex:a ; org:organization ex:e ; kg:title "mayor" ; kg:speaksFor ex:e ; schema:startDate "2019" .
        ex:i a kg:Issue ; skos:prefLabel "toll" ; kg:pattern "tolls?" ; kg:notIn "toll free" ; skos:broader ex:t ; skos:definition "A." .
        ex:t a kg:Theme ; skos:prefLabel "ports" .
        """,
        encoding="utf-8",
    )
    return path


def reading(source, calls):
    def make():
        calls.append(source)
        return read([source], beneath=Known())

    return make


def test_what_is_kept_is_what_was_read(source, tmp_path):
    """Equal in every field, and the second time nothing is read."""
    calls, path = [], tmp_path / "cache" / "kept.json"
    first = compiled([source], path, reading(source, calls))
    second = compiled([source], path, reading(source, calls))
    assert len(calls) == 1
    assert first == second == read([source], beneath=Known())
    assert [kept.name for kept in path.parent.iterdir()] == ["kept.json"]


def test_a_changed_source_is_read_again(source, tmp_path):
    """Also where its size and its date are the same."""
    calls, path = [], tmp_path / "kept.json"
    compiled([source], path, reading(source, calls))
    source.write_text(source.read_text(encoding="utf-8").replace('"Ada"', '"Bea"'), encoding="utf-8")
    assert "bea" in compiled([source], path, reading(source, calls)).actors
    assert len(calls) == 2


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"stamp": 1}', b"\xff\xfe"])
def test_what_is_damaged_is_read_again_and_mended(source, tmp_path, damage):
    """A file that was cut off, or is somebody else's, costs a reading and nothing more."""
    calls, path = [], tmp_path / "kept.json"
    path.write_bytes(damage)
    compiled([source], path, reading(source, calls))
    compiled([source], path, reading(source, calls))
    assert len(calls) == 1


def test_the_right_stamp_on_the_wrong_rows_is_not_believed(source, tmp_path):
    """Rows that make no actor are taken for damage."""
    calls, path = [], tmp_path / "kept.json"
    compiled([source], path, reading(source, calls))
    kept = json.loads(path.read_bytes())
    path.write_text(json.dumps(kept | {"actors": [["ada", "Ada"]]}))
    assert "ada" in compiled([source], path, reading(source, calls)).actors
    assert len(calls) == 2


def test_where_nothing_can_be_written_it_is_read_each_time(source, tmp_path):
    """A file stands where the folder should be; nobody complains."""
    blocked = tmp_path / "blocked"
    blocked.write_text("")
    calls = []
    for _ in range(2):
        assert "ada" in compiled([source], blocked / "kept.json", reading(source, calls)).actors
    assert len(calls) == 2


def test_all_that_travels_with_kg_is_there_in_no_time(tmp_path):
    """Under a quarter of a second of processor time on the slowest of machines: measured against a loop on this one."""

    def seconds(work):
        started = time.process_time()
        work()
        return time.process_time() - started

    files, path = shipped_files(), tmp_path / "kept.json"
    expected = compiled(files, path, lambda: read(files, beneath=Known()))
    assert compiled(files, path, Known) == expected
    loop = min(seconds(lambda: sum(range(3_000_000))) for _ in range(3))
    assert min(seconds(lambda: compiled(files, path, Known)) for _ in range(3)) < 4 * loop
