"""Pages that are made again: who was there stays where readers know them."""

import math

import networkx as nx
import pytest

from kg.errors import InputError, KgError
from kg.explorer import explore
from kg.explorer import payload as payload_module
from kg.explorer.positions import positions_in


def grown(networks, documents=1):
    """The dispute, and more that was printed later."""
    network = networks.dispute()
    for number in range(documents):
        network.add_node(f"new-{number}", label=f"New voice {number}", kind="person")
        networks.put(network, f"new-{number}", "issue/quotas", key=f"new#{number}", relation="opposes")
        networks.put(network, "norland", f"new-{number}", key=f"new#r{number}", relation="criticizes")
    return network


def moved(before, after):
    """How far each node moved that was there before."""
    return {name: math.dist(before[name], after[name]) for name in before}


def test_a_new_document_moves_hardly_anybody(networks, dispute_page):
    """With the earlier page; without it, everybody finds a new place."""
    before = positions_in(dispute_page.html)
    after = positions_in(explore(grown(networks), like=dispute_page).html)
    afresh = positions_in(explore(grown(networks)).html)
    size = max(math.dist(one, other) for one in before.values() for other in before.values())
    far = sorted(moved(before, after).values())
    assert far[len(far) // 2] == 0
    assert sum(far) / len(far) < 0.01 * size
    assert sum(moved(before, afresh).values()) / len(before) > 5 * sum(far) / len(far)


def test_names_still_do_not_lie_on_each_other(networks, dispute_page):
    """Whoever is new finds room."""
    after = positions_in(explore(grown(networks, documents=4), like=dispute_page).html)
    new = [after[f"new-{number}"] for number in range(4)]
    everybody = list(after.values())
    assert all(math.dist(one, other) > 30 for one in new for other in everybody if other is not one)


def test_the_same_network_like_its_own_page_is_the_same_page(dispute_network, dispute_page, tmp_path):
    """Nothing creeps, however often it is made again; a page or its file."""
    title = "The dispute over the strait"
    again = explore(dispute_network, title=title, like=dispute_page)
    assert again.html == dispute_page.html
    assert explore(dispute_network, title=title, like=again.save(tmp_path / "page.html")).html == dispute_page.html


def test_a_large_page_keeps_its_places_too(networks):
    """Those that are not drawn at first stay as well."""
    network = networks.large(nodes=150, statements=400)
    first = explore(network)
    networks.put(network, "actor-0001", "actor-0002", key="new")
    before, after = positions_in(first.html), positions_in(explore(network, like=first).html)
    assert sum(far == 0 for far in moved(before, after).values()) > 0.9 * len(before)


def test_a_page_of_something_else_is_no_help(networks, dispute_page):
    """Where hardly anybody is known, the picture is made afresh."""
    network = networks.large(nodes=40, statements=90)
    assert explore(network, like=dispute_page).html == explore(network).html


def test_what_is_not_a_page_is_refused(tmp_path, dispute_network):
    """With the place."""
    (tmp_path / "other.html").write_text("<p>no page</p>")
    with pytest.raises(InputError, match=r"other\.html: is not a page that `kg explore` wrote"):
        explore(dispute_network, like=tmp_path / "other.html")
    with pytest.raises(InputError, match=r"nowhere\.html: the earlier page cannot be read"):
        explore(dispute_network, like=str(tmp_path / "nowhere.html"))


def test_too_much_evidence_is_cut_and_the_page_says_so(networks, monkeypatch):
    """Only what is needed to stay small, the surest sentences of every link; whoever asks for less gets that."""
    network = nx.MultiDiGraph()
    for number in range(60):
        words = f"Oslo praised Cork for the {number}th time"
        networks.put(network, "oslo", "cork", key=f"{number:02}", evidence=words, confidence=0.3 + number / 100)
    whole = explore(network)
    assert whole.summary == "2 actors, 60 statements."
    monkeypatch.setattr(payload_module, "MOST_BYTES", 10_000)
    page = explore(network)
    assert page.summary == "2 actors, 60 statements. For its size, only the surest 5 sentences of each link are in it."
    assert "for the 59th time" in page.html
    assert "for the 0th time" not in page.html
    assert len(page.html) < len(whole.html)
    monkeypatch.setattr(payload_module, "MOST_BYTES", 10)
    assert "only the surest sentence of each link is in it" in explore(network).summary
    assert explore(network, evidence="top:3").summary == whole.summary


def test_whole_articles_and_less_evidence_contradict_each_other(dispute_network):
    """Nobody can have asked for both."""
    with pytest.raises(KgError, match="Leave out one of the two"):
        explore(dispute_network, texts={"wire-1": "Text"}, evidence="none")
