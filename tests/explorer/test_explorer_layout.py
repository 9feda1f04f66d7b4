"""Where everybody stands."""

from itertools import combinations

import numpy as np
import pytest

from kg.explorer.contents import Node, read_network
from kg.explorer.layout import Box, arrange, rows
from kg.explorer.layout.distances import distances
from kg.explorer.layout.packing import packed
from kg.explorer.layout.stress import majorised
from kg.explorer.links import Link, backbone, links, ranked

BOX = Box(90, 14, 32)


def boxes(made):
    return {end: BOX for link in made for end in link.ends}


def overlapping(places, sizes):
    found = []
    for one, other in combinations(sorted(places), 2):
        (x, y), (u, v) = places[one], places[other]
        apart = abs(x - u) >= (sizes[one].width + sizes[other].width) / 2
        above = y + sizes[one].below <= v - sizes[other].above or v + sizes[other].below <= y - sizes[one].above
        if not (apart or above):
            found.append((one, other))
    return found


@pytest.fixture(scope="module")
def dispute_links(dispute_network):
    """The links of the dispute."""
    return links(read_network(dispute_network).statements)


def test_the_same_network_stands_in_the_same_places(dispute_links):
    """A page that is made again is the same page."""
    sizes = boxes(dispute_links)
    assert arrange(sizes, dispute_links, core=sizes) == arrange(sizes, list(dispute_links), core=sizes)


def test_no_name_lies_on_another(dispute_links):
    """Every node of the first picture can be read."""
    sizes = boxes(dispute_links)
    assert overlapping(arrange(sizes, dispute_links, core=sizes), sizes) == []


def test_the_picture_is_wider_than_high(dispute_links):
    """As screens are."""
    sizes = boxes(dispute_links)
    wide, high = np.ptp(list(arrange(sizes, dispute_links, core=sizes).values()), axis=0)
    assert 1.0 < wide / high < 2.2


def test_friends_stand_nearer_than_opponents():
    """Two camps that support each other inside and oppose each other across."""
    camps = ["a1", "a2", "a3", "a4"], ["b1", "b2", "b3", "b4"]
    made = [Link(one, other, 1, 1, 1.0) for camp in camps for one, other in combinations(camp, 2)]
    made += [Link(one, other, -1, 1, 1.0) for one in camps[0] for other in camps[1]]
    at = {name: np.array(place) for name, place in arrange(boxes(made), made, core=boxes(made)).items()}
    inside = np.mean([np.linalg.norm(at[link.holder] - at[link.target]) for link in made if link.sign == 1])
    across = np.mean([np.linalg.norm(at[link.holder] - at[link.target]) for link in made if link.sign == -1])
    assert inside * 1.2 < across


def test_a_pair_with_both_signs_stands_in_between():
    """The distance of a pair is the mean of its statements."""
    made = [Link("a", "b", 1, 3, 1.0), Link("a", "b", -1, 1, 1.0), Link("b", "c", 0, 1, 1.0)]
    asked = distances(["a", "b", "c", "d"], made)
    assert asked[0, 1] == pytest.approx((3 * 1.0 + 1.75) / 4)
    assert asked[0, 2] == pytest.approx(asked[0, 1] + 1.35)
    assert np.isinf(asked[0, 3])


def test_stress_reaches_distances_that_can_be_reached():
    """Three, four, five: a right triangle comes out as it went in."""
    asked = np.array([[0.0, 3, 4], [3, 0, 5], [4, 5, 0]])
    at = majorised(asked, rounds=500)
    assert np.linalg.norm(at[:, None] - at[None], axis=2) == pytest.approx(asked, abs=0.05)


def test_leaves_of_one_node_do_not_lie_on_each_other():
    """A star: nothing tells the leaves apart but a little seeded chance."""
    made = [Link("hub", f"leaf{number}", 1, 1, 1.0) for number in range(12)]
    assert overlapping(arrange(boxes(made), made, core=boxes(made)), boxes(made)) == []


def test_pieces_stand_side_by_side():
    """Who has nothing to do with the others does not stand among them."""
    made = [Link(f"a{number}", f"b{number}", -1, 1, 1.0) for number in range(9)]
    sizes = boxes(made)
    places = arrange(sizes, made, core=sizes)
    assert overlapping(places, sizes) == []
    assert np.ptp(list(places.values()), axis=0).max() < 1500


def test_frames_do_not_overlap_when_packed():
    """Packing is by rows."""
    frames = [(100.0 + 17 * number % 90, 40.0 + 23 * number % 70) for number in range(20)]
    corners = packed(frames, aspect=1.3)
    for (one, (w, h)), (other, (u, v)) in combinations(list(zip(corners, frames, strict=True)), 2):
        assert one[0] + w <= other[0] or other[0] + u <= one[0] or one[1] + h <= other[1] or other[1] + v <= one[1]


def test_the_core_does_not_care_for_the_rest(networks):
    """What is drawn first is laid out as if it were alone, and the rest around it."""
    made = links(read_network(networks.large(nodes=200, statements=600)).statements)
    core = {end for link in backbone(ranked(made), nodes=60, most=150) for end in link.ends}
    sizes = boxes(made)
    whole = arrange(sizes, made, core=core)
    alone = arrange(dict.fromkeys(core, BOX), made, core=core)
    assert set(whole) == set(sizes)
    assert {name: whole[name] for name in core} == alone
    assert overlapping(alone, sizes) == []


def test_whoever_is_linked_to_nobody_of_the_core_stands_below():
    """And is found there."""
    made = [Link("a", "b", 1, 1, 1.0), Link("x", "y", 1, 1, 1.0)]
    places = arrange(boxes(made), made, core={"a", "b"})
    assert min(places["x"][1], places["y"][1]) > max(places["a"][1], places["b"][1])


def test_nobody_at_all_stands_nowhere():
    """An empty network is no error."""
    assert arrange({}, [], core=set()) == {}


def test_one_node_stands_somewhere():
    """A node alone has no distances."""
    assert set(arrange({"a": BOX}, [], core={"a"})) == {"a"}


def test_columns_let_few_links_cross():
    """Two blocs with their own issues end up in two blocks of rows."""
    nodes = [Node(id=f"{bloc}{number}", label="", kind="state") for bloc in "xy" for number in range(3)]
    nodes += [Node(id=f"i{bloc}{number}", label="", kind="issue") for number in range(3) for bloc in "xy"]
    made = [Link(f"{bloc}{a}", f"i{bloc}{i}", 1, 1, 1.0) for bloc in "xy" for a in range(3) for i in range(3)]
    row = rows(nodes, made)
    crossings = sum(
        (row[one.holder] - row[other.holder]) * (row[one.target] - row[other.target]) < 0
        for one, other in combinations(made, 2)
        if one.holder[0] != other.holder[0]
    )
    assert crossings == 0
    assert sorted(row[f"{bloc}{number}"] for bloc in "xy" for number in range(3)) == list(range(6))
