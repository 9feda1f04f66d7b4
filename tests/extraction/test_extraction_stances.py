"""Who stands where: golden sentences, each with all of its stances."""

from collections import Counter

import pytest
from extraction_golden import cases, lines

from kg.relations import RELATIONS

SIZES = {1: "mild", 2: "", 3: "strong"}


def ends(stance):
    """Who stands how towards whom."""
    return stance.holder, stance.relation, stance.target.id


def manner(stance):
    """How a stance is put, in the words of the golden file."""
    said = {str(stance.certainty), str(stance.tense), SIZES[stance.intensity], "negated" if stance.negated else ""}
    return said - {""}


def fits(line, stance):
    """Whether a stance is put as a line says, and vouched for by whom it says."""
    wanted, found = set(line["how"].split()), manner(stance)
    return wanted <= found and ("negated" in wanted) == stance.negated and stance.voice in line["voice"].split()


@pytest.mark.parametrize("golden", cases("stances.tsv"))
def test_golden_stances(golden, stated):
    """The tables state the stances of its lines and no others; each is put as its line says."""
    found = {ends(stance): stance for stance in stated(golden[0].text).stances}
    expected = {(line["holder"], line["relation"], line["target"]): line for line in golden if line["holder"]}
    assert sorted(found) == sorted(expected)
    assert [line.place for stance, line in expected.items() if not fits(line, found[stance])] == []


def test_the_golden_file_covers_every_relation():
    """Each of the twenty relations has at least four lines, and at least 25 texts hold no stance."""
    held = Counter(line["relation"] for line in lines("stances.tsv"))
    assert [relation for relation in RELATIONS if held[relation] < 4] == []
    assert held[""] >= 25
    assert held.total() - held[""] >= 120
