"""The page as a file: whole, safe, the same every time."""

import base64
import hashlib
import json
import stat
import subprocess
import sys
from html.parser import HTMLParser

import networkx as nx
import pytest

from kg.errors import KgError, UnknownNode
from kg.explorer import Page, explore


class Elements(HTMLParser):
    """All elements of a page with their attributes, and the content of scripts and styles."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.raw, self.title = [], [], ""
        self._open = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        """Note an element."""
        self.tags.append((tag, dict(attrs)))
        if tag in {"script", "style"}:
            self.raw.append((tag, dict(attrs), ""))
        self._open = tag

    def handle_endtag(self, _tag):
        """Note that what follows is not inside of it."""
        self._open = None

    def handle_data(self, data):
        """Keep the content of scripts, styles and the title."""
        if self._open in {"script", "style"}:
            tag, attrs, content = self.raw[-1]
            self.raw[-1] = tag, attrs, content + data
        elif self._open == "title":
            self.title += data

    def block(self, name):
        """Return the data of a block."""
        (content,) = (content for _, attrs, content in self.raw if attrs.get("id") == name)
        return json.loads(content)


@pytest.fixture(scope="module", params=["dispute", "hostile"])
def elements(request, dispute_page, hostile_page):
    """The elements of two pages."""
    return Elements({"dispute": dispute_page, "hostile": hostile_page}[request.param].html)


def test_the_same_network_gives_the_same_bytes(networks, dispute_page):
    """Pages can be compared, and kept under version control."""
    again = explore(networks.dispute(), title="The dispute over the strait")
    assert again.html == dispute_page.html


def test_the_bytes_do_not_depend_on_the_hash_seed(tmp_path):
    """Sets and dictionaries of strings are in another order in every process."""
    code = (
        "import networkx as nx, sys; from kg.explorer import explore\n"
        "n = nx.MultiDiGraph()\n"
        "for i in range(40): n.add_edge(f'a{i % 7}', f'b{i % 11}', key=str(i), sign=i % 3 - 1, about=(f'i{i % 5}',))\n"
        "import hashlib; print(hashlib.sha256(explore(n).html.encode()).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_the_policy_allows_exactly_the_scripts_of_the_page(elements):
    """Hashes over exact bytes: one more script, or one letter changed, and nothing runs."""
    (policy,) = (
        attrs["content"] for tag, attrs in elements.tags if attrs.get("http-equiv") == "Content-Security-Policy"
    )
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        contents = [
            content for name, attrs, content in elements.raw if name == tag and attrs.get("type") != "application/json"
        ]
        digests = [base64.b64encode(hashlib.sha256(content.encode()).digest()).decode() for content in contents]
        assert rules[rule].split() == [f"'sha256-{digest}'" for digest in digests]
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["require-trusted-types-for"] == "'script'"


def test_the_page_has_only_the_elements_of_its_template(elements, dispute_page):
    """No element comes out of the data, and none of them loads anything."""
    assert [tag for tag, _ in elements.tags] == [tag for tag, _ in Elements(dispute_page.html).tags]
    loading = [attrs for _, attrs in elements.tags if {"src", "srcset", "data", "poster", "action"} & set(attrs)]
    links = [attrs["href"] for _, attrs in elements.tags if "href" in attrs]
    assert loading == []
    assert [link for link in links if not link.startswith(("#", "data:image/svg+xml,"))] == []


def test_physics_is_off(elements):
    """The browser must never lay out."""
    assert elements.block("kg-options")["physics"] == {"enabled": False}


def test_data_blocks_hold_the_network(dispute_network, dispute_page):
    """Every node, every statement, every passage once."""
    page = Elements(dispute_page.html)
    assert {node["id"]: node["label"] for node in page.block("kg-nodes")} == dict(dispute_network.nodes(data="label"))
    found = [one for edge in page.block("kg-edges") for one in edge["statements"]]
    assert {one["id"] for one in found} == {key for _, _, key in dispute_network.edges(keys=True)}
    passages = page.block("kg-meta")["passages"]
    assert len(set(passages)) == len(passages)
    given = {key: data for _, _, key, data in dispute_network.edges(keys=True, data=True)}
    for one in found:
        start, end = one["evidence"]
        assert passages[one["passage"]][start:end] == given[one["id"]]["evidence"]


def test_every_link_has_a_rank_of_its_own(dispute_page):
    """The page goes down the ranking until the picture is full."""
    ranks = [
        rank for edge in Elements(dispute_page.html).block("kg-edges") for rank in edge["ranks"] if rank is not None
    ]
    assert sorted(ranks) == list(range(len(ranks)))


def test_hostile_text_is_data(hostile_page, networks):
    """It comes out of the data blocks as it went in, letter for letter."""
    page = Elements(hostile_page.html)
    labels = {node["label"] for node in page.block("kg-nodes")}
    expected = {text[::-1] if number % 2 else text for number, text in enumerate(networks.harm)}
    unprintable = {text for text in expected if "\x00" in text}
    assert expected - unprintable <= labels
    assert page.title == "</title><script>window.hacked=1</script>"


def test_the_title_is_the_users_the_networks_or_ours(dispute_network):
    """In this order."""
    named = dispute_network.copy()
    named.graph["title"] = "From the network"
    titles = [
        Elements(explore(*given, **more).html).title
        for given, more in (((named,), {"title": "Mine"}), ((named,), {}), ((dispute_network,), {}))
    ]
    assert titles == ["Mine", "From the network", "Who stands where"]


@pytest.mark.parametrize("focus", ["harbour-union", "Harbour Union", "harbour union", "HU", "hu"])
def test_focus_finds_by_id_name_or_alias(dispute_network, focus):
    """As people write it."""
    page = explore(dispute_network, focus=focus)
    assert Elements(page.html).block("kg-meta")["focus"] == "harbour-union"


def test_a_focus_that_is_nobody_says_who_was_meant(dispute_network):
    """With the nearest name."""
    with pytest.raises(UnknownNode, match="'Nordland' is in the network: did you mean 'Norland'"):
        explore(dispute_network, focus="Nordland")


def test_a_limit_that_shows_nothing_is_refused(dispute_network):
    """A link has two ends."""
    with pytest.raises(KgError, match="limit is 1"):
        explore(dispute_network, limit=1)


def test_an_empty_network_is_a_page():
    """And says that there is nothing."""
    assert explore(nx.MultiDiGraph()).summary == "0 statements."


def test_a_page_of_a_hundred_nodes_is_small(networks):
    """It has to go through the mail: under a megabyte with five hundred statements."""
    assert len(explore(networks.large(nodes=100, statements=500)).html.encode()) < 1_000_000


def test_saving_replaces_a_file_whole(dispute_page, tmp_path):
    """Line ends as the policy's hashes have them, readable as any file, and no temporary file left."""
    path = tmp_path / "page.html"
    path.write_text("before")
    assert dispute_page.save(path) == path
    assert path.read_bytes() == dispute_page.html.encode()
    assert stat.S_IMODE(path.stat().st_mode) & stat.S_IRUSR
    assert [found.name for found in tmp_path.iterdir()] == ["page.html"]
    assert b"\r" not in path.read_bytes()


def test_saving_takes_a_path_as_text(dispute_page, tmp_path):
    """As notebooks give it."""
    assert dispute_page.save(str(tmp_path / "é.html")).exists()


def test_saving_where_nothing_can_be_saved_is_a_clear_error(dispute_page, tmp_path):
    """With the place and the cure."""
    with pytest.raises(KgError, match=r"nowhere/page\.html: the page cannot be written here.*Make the folder first"):
        dispute_page.save(tmp_path / "nowhere" / "page.html")
    with pytest.raises(KgError, match="is a folder"):
        dispute_page.save(tmp_path)


def test_a_full_disk_leaves_the_old_file(dispute_page, tmp_path, monkeypatch):
    """Nothing is worse than half a page under the name of a whole one."""
    path = tmp_path / "page.html"
    path.write_text("before")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(KgError, match="No space left on device"):
        dispute_page.save(path)
    assert path.read_text() == "before"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_notebook_shows_the_page_in_a_sandbox(dispute_page):
    """The frame holds the page unchanged, cannot reach the notebook, and one line stands outside of it."""
    cell = Elements(dispute_page._repr_html_())
    ((_, frame),) = [(tag, attrs) for tag, attrs in cell.tags if tag == "iframe"]
    assert frame["srcdoc"] == dispute_page.html
    assert "allow-scripts" in frame["sandbox"]
    assert "allow-same-origin" not in frame["sandbox"]
    assert dispute_page._repr_html_().startswith("<p>15 actors, 10 issues, 110 statements. Trust this notebook")


def test_a_page_prints_itself_in_short(dispute_page):
    """Half a megabyte of HTML helps nobody at a prompt."""
    assert repr(dispute_page) == "Page(summary='15 actors, 10 issues, 110 statements.')"
    assert isinstance(dispute_page, Page)


def test_the_network_is_left_as_it_was(networks):
    """A page only looks."""
    network = networks.dispute()
    explore(network)
    assert nx.utils.graphs_equal(network, networks.dispute())


def test_importing_the_room_loads_nothing_heavy():
    """pyvis, numpy, scipy and networkx come when a page is made."""
    code = "import sys, kg.explorer; print([name for name in ('pyvis', 'numpy', 'scipy', 'networkx', 'jinja2') if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": ":".join(sys.path)}, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
