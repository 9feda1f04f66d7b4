"""Stories: read from a file, and refused where a presenter would stand before an empty page."""

import json
import re

import pytest

from kg.errors import InputError, KgError
from kg.explorer import explore
from kg.explorer.story import Step, fragment_of, read_story


@pytest.fixture
def written(tmp_path):
    """Write a story, and return its file."""

    def write(text):
        path = tmp_path / "steps.txt"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_step_is_a_caption_and_an_address(written):
    """Lines of a caption are joined; an address can be whole or what follows its #."""
    path = written(
        "Norland is for it,\nand says so.\nfile:///home/me/explorer.html#sel=n%3Anorland\n\n\n"
        "#lay=spectrum\nFrom against to for.\n  \nhttps://news.example/page.html\nThe whole.\n"
    )
    assert [(step.caption, step.fragment) for step in read_story(path)] == [
        ("Norland is for it, and says so.", "sel=n%3Anorland"),
        ("From against to for.", "lay=spectrum"),
        ("The whole.", ""),
    ]
    assert read_story(path)[1].place.endswith("steps.txt, line 6")


def test_a_caption_may_speak_of_numbers_and_signs(written):
    """Only a line that is nothing but an address is one."""
    (step,) = read_story(written("We are #1: see https://news.example/a for more\n#sel=n:a"))
    assert step == Step("We are #1: see https://news.example/a for more", "sel=n:a", step.place)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no step is in it"),
        ("\n \n", "no step is in it"),
        ("A caption alone", "line 1: a step has no address"),
        ("Fine\n#\n\n#sel=n:a\n", "line 4: a step has no caption"),
        ("Two\n#a=1\n#b=2", "line 1: a step has 2 addresses"),
    ],
)
def test_what_is_no_story_is_told_with_its_line(written, text, says):
    """What is missing, where, and what to do."""
    with pytest.raises(InputError, match=re.escape(says)):
        read_story(written(text))


def test_a_file_that_cannot_be_read(tmp_path):
    """Not there, a folder, or no text."""
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\xff\xfe")
    for name in ("nowhere.txt", ".", "picture.png"):
        with pytest.raises(InputError, match="the story cannot be read"):
            read_story(tmp_path / name)


def test_a_page_holds_its_story(dispute_network, written):
    """From a file or from pairs; the same either way."""
    pairs = [("One", "page.html#sel=n%3Anorland"), ("Two", "#")]
    from_file = explore(dispute_network, story=written("One\n#sel=n%3Anorland\n\nTwo\n#\n"))
    assert explore(dispute_network, story=pairs).html == from_file.html
    meta = json.loads(re.search(r'id="kg-meta">(.*?)</script>', from_file.html, re.DOTALL)[1])
    assert meta["story"] == [{"caption": "One", "fragment": "sel=n%3Anorland"}, {"caption": "Two", "fragment": ""}]


@pytest.mark.parametrize("address", ["#sel=n%3Anobody", "#sel=e%3Anorland%7Cnobody"])
def test_a_step_that_shows_nobody_is_refused(dispute_network, written, address):
    """The address may come from another page."""
    with pytest.raises(KgError, match=r"line 1: selects 'nobody', who is not on this page"):
        explore(dispute_network, story=written(f"Look\n{address}\n"))


def test_ids_with_signs_of_their_own_are_found(networks, dispute_network):
    """As the page escapes them."""
    network = networks.put(dispute_network.__class__(), "a|b,c%", "d", key="1")
    page = explore(network, story=[("Look", "#sel=e%3Aa%257Cb%252Cc%2525%7Cd")])
    assert "Look" in page.html


def test_what_follows_the_hash_is_the_state():
    """Whatever comes before."""
    assert fragment_of("http://localhost:8000/x.html?y#pol=1#2") == "pol=1#2"
