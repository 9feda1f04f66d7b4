"""What the page shows beyond the network: spectrum, comparison, play, story, documents, drawings; in a real browser."""

import re
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict

import pytest

from kg.explorer import explore
from kg.explorer.contents import read_network

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"
STORY = (
    ("Norland is for almost everything.", "#sel=n%3Anorland"),
    ("On tolls they are far apart.", "page.html#lay=spectrum&on=issue%2Ftolls"),
    ("Before and after the spring.", "#cmp=2023-03-01"),
)


@pytest.fixture(scope="session")
def told(dispute_network):
    """What the dispute holds, counted in Python."""
    return read_network(dispute_network).statements


@pytest.fixture(scope="session")
def story_page(dispute_network):
    """The dispute, told in three steps."""
    return explore(dispute_network, title="The dispute over the strait", story=STORY)


def test_a_spectrum_lines_actors_up_by_their_mean_stance(visit, dispute_page, told):
    """From against to for, by sign times confidence; only who spoke on the issue."""
    tab = visit(dispute_page, "#lay=spectrum&on=issue/tolls")
    sums = defaultdict(list)
    for one in told:
        if one.target == "issue/tolls":
            sums[one.holder].append(one.sign * one.confidence)
    means = {holder: sum(values) / len(values) for holder, values in sums.items()}
    state = tab.state()
    assert dict(state["means"]) == pytest.approx(means, abs=2e-3)
    assert state["painted"] == {"nodes": len(means), "lines": 0}
    across = {name: tab.page.evaluate("(id) => kgView.nodePoint(id).x", name) for name in means}
    assert sorted(means, key=lambda name: (means[name], name)) == sorted(
        means, key=lambda name: (round(across[name], 1), name)
    )
    tab.click_node(max(means, key=means.get))
    assert tab.state()["selection"] == max(means, key=means.get)


def test_the_issue_of_a_spectrum_can_be_chosen(visit, dispute_page, told):
    """With a native list, by keyboard; and a selected issue is the one that is shown."""
    tab = visit(dispute_page)
    tab.press("3")
    tab.page.locator("#axis").select_option(label="Going to the sea court")
    assert tab.state()["axis"] == "issue/court"
    assert "on=issue%2Fcourt" in tab.fragment()
    spoke = {one.holder for one in told if one.target == "issue/court"}
    assert f"{len(spoke)} actors spoke on it" in tab.text("#axis-count")
    tab.page.get_by_role("combobox", name="Find an actor or an issue").fill("Cod quotas")
    tab.press("Enter")
    assert tab.state()["axis"] == "issue/quotas"
    tab.press("1")
    assert (tab.state()["layout"], tab.page.locator("#axis-bar").is_visible()) == ("network", False)


def test_two_periods_stand_side_by_side(visit, dispute_page, told):
    """The same nodes in the same places, seen from the same spot; each side with its own statements."""
    tab = visit(dispute_page, "#cmp=2023-03-01")
    before = sum(one.day < "2023-03-01" for one in told)
    assert tab.text("#side-1") == f"before 1 Mar 2023\n{before} statements"
    assert tab.text("#side-2") == f"from 1 Mar 2023 on\n{len(told) - before} statements"
    links = [
        {(one.holder, one.target, one.sign) for one in told if (one.day < "2023-03-01") is early}
        for early in (True, False)
    ]
    first, second = tab.state()["stages"]
    assert [first["painted"]["lines"], second["painted"]["lines"]] == [len(side) for side in links]
    assert first["painted"]["nodes"] == second["painted"]["nodes"]
    tab.page.locator("#zoom-in").click()
    tab.page.locator("#stage").hover(position={"x": 100, "y": 100})
    tab.page.mouse.wheel(0, -300)
    tab.page.wait_for_timeout(120)
    first, second = tab.state()["stages"]
    assert first["scale"] == pytest.approx(second["scale"], rel=1e-3)
    places = [tab.page.evaluate("(side) => kgView.nodePoint('norland', side)", side) for side in (0, 1)]
    assert places[0]["x"] == pytest.approx(places[1]["x"], abs=1)
    assert "Issues received differently" in tab.page.locator("#details").inner_text().replace(
        "ISSUES", "Issues"
    ).replace("RECEIVED DIFFERENTLY", "received differently")


def test_a_click_in_the_second_picture_opens_the_same_card(visit, dispute_page):
    """Both can be used."""
    tab = visit(dispute_page, "#cmp=2023-03-01")
    point = tab.page.evaluate("kgView.nodePoint('norland', 1)")
    tab.page.locator("#stage-2").click(position=point)
    assert tab.card() == "Norland"
    tab.press("Escape")
    assert tab.card() == "Comparison"
    tab.press("c")
    assert (tab.card(), tab.fragment()) == ("Overview", "")
    assert tab.page.locator("#stage-2").is_visible() is False


def test_two_publishers_stand_side_by_side(visit, dispute_page, told):
    """Chosen from lists; whoever chooses the other's turns them round."""
    tab = visit(dispute_page)
    tab.press("c")
    tab.page.locator("#compare-pub").click()
    left, right = (tab.page.locator(f"#compare-{side}") for side in ("left", "right"))
    left.select_option("Strait Daily")
    right.select_option("Northern Post")
    counts = [sum(one.source.publisher == name for one in told) for name in ("Strait Daily", "Northern Post")]
    assert [tab.text("#side-1"), tab.text("#side-2")] == [
        f"Strait Daily\n{counts[0]} statements",
        f"Northern Post\n{counts[1]} statements",
    ]
    assert tab.count() == sum(counts)
    left.select_option("Northern Post")
    assert right.input_value() == "Strait Daily"
    assert visit(dispute_page, tab.fragment()).state()["stages"] == tab.state()["stages"]


def test_playing_slides_a_period_and_moves_nobody(visit, dispute_page):
    """P begins and stops; whoever sets another period stops it too."""
    tab = visit(dispute_page)
    place = "kgView.nodePoint('norland')"
    where = tab.page.evaluate(place)
    tab.press("p")
    first = tab.fragment()
    assert "t1=" in first
    tab.page.wait_for_timeout(1400)
    assert tab.fragment() != first
    assert "t0=" in tab.fragment()
    assert tab.page.evaluate(place) == where
    assert tab.page.locator("#play").get_attribute("aria-pressed") == "true"
    tab.page.locator("#reset").click()
    assert tab.page.locator("#play").get_attribute("aria-pressed") == "false"
    assert tab.fragment() == ""


def test_playing_leaps_over_years_in_which_nothing_was_said(visit, networks, dispute_network):
    """From the first days to the next that have any."""
    network = dispute_network.__class__()
    for number, year in enumerate((2001, 2001, 2015, 2015, 2016)):
        day = f"{year}-0{number + 1}-11"
        networks.put(network, "a", "b", key=str(number), date=day, first_day=day)
    tab = visit(explore(network))
    tab.press("p")
    seen = set()
    for _ in range(30):
        tab.page.wait_for_timeout(100)
        seen.add(tab.count())
    assert 0 not in seen
    assert len(seen) > 1


def test_a_story_is_stepped_through(visit, story_page):
    """With buttons or with what a presenter's clicker sends; the last step goes no further."""
    tab = visit(story_page)
    assert tab.text("#story-text") == STORY[0][0]
    assert (tab.card(), tab.text("#story-count")) == ("Norland", "1 of 3")
    tab.press("PageDown")
    assert (tab.state()["layout"], tab.text("#story-text")) == ("spectrum", STORY[1][0])
    tab.page.locator("#story-next").click()
    assert tab.card() == "Comparison"
    assert tab.page.locator("#story-next").is_disabled()
    tab.press("PageUp")
    assert tab.state()["step"] == 2
    again = visit(story_page, tab.fragment())
    assert again.state() == tab.state()
    tab.page.locator("#story-close").click()
    assert tab.page.locator("#story").is_hidden()
    assert tab.state()["layout"] == "spectrum"


def test_a_step_of_a_story_that_is_not_there_means_nothing(visit, dispute_page):
    """Whatever the address says."""
    tab = visit(dispute_page, "#step=2")
    assert tab.page.locator("#story").is_hidden()
    assert tab.card() == "Overview"


def test_a_story_can_be_made_on_the_page(visit, dispute_page, dispute_network, tmp_path):
    """Captioned views in the order of the presenter; the file makes a page that tells them."""
    tab = visit(dispute_page)
    tab.press("s")
    assert tab.page.evaluate("document.activeElement.id") == "maker-caption"
    assert tab.page.locator("#maker-save").is_disabled()
    for fragment, caption in (
        ("#lay=spectrum&on=issue/tolls", "#tolls"),
        ("#sel=n:norland&pol=1&theme=dark", "  Norland is for\t it. "),
        ("#core=1", "مرحبا 🙂"),
        ("", "The whole"),
    ):
        tab.go(fragment)
        tab.page.locator("#maker-caption").fill(caption)
        tab.page.locator("#maker-caption").press("Enter")
    assert tab.page.locator("#maker-caption").input_value() == ""
    steps = tab.page.locator("#maker-steps .step")
    tab.page.get_by_role("button", name="Move step 2 one forward").click()
    tab.page.get_by_role("button", name="Remove step 4").click()
    assert steps.all_inner_texts() == ["1 Norland is for it.", "2 #tolls", "3 مرحبا 🙂"]
    steps.nth(0).click()
    assert (tab.card(), tab.state()["step"]) == ("Norland", 0)
    with tab.page.expect_download() as download:
        tab.page.locator("#maker-save").click()
    assert download.value.suggested_filename == "the-dispute-over-the-strait.story.txt"
    path = tmp_path / "made.story.txt"
    download.value.save_as(path)
    tab.page.locator("#maker-tell").click()
    assert (tab.text("#story-count"), tab.text("#story-text")) == ("1 of 3", "Norland is for it.")
    again = visit(explore(dispute_network, story=path))
    assert (again.card(), again.text("#story-text")) == ("Norland", "Norland is for it.")
    assert again.count() == tab.count()
    again.press("PageDown")
    assert (again.state()["layout"], again.text("#story-text")) == ("spectrum", "“ #tolls ”")
    again.press("PageDown")
    assert (again.state()["fragment"], again.text("#story-text")) == ("core=1&step=3", "مرحبا 🙂")
    again.page.get_by_role("button", name="Change the story").click()
    assert again.page.locator("#maker-steps .step").count() == 3


def test_a_document_shows_its_stances_in_their_paragraphs(visit, dispute_page, told):
    """Reached from any piece of evidence; every stance of the document, marked, and its links bright."""
    tab = visit(dispute_page, "#sel=n:norland")
    item = tab.page.locator("#details .evidence li").first
    statement = next(one for one in told if one.id == item.get_attribute("data-statement"))
    item.get_by_role("button", name="in context").click()
    own = [one for one in told if one.source.id == statement.source.id]
    assert tab.state()["selection"] == f"d:{statement.source.id}"
    assert tab.card() == statement.source.title
    found = tab.page.locator("#details [data-statement]")
    assert {found.nth(place).get_attribute("data-statement") for place in range(found.count())} == {
        one.id for one in own
    }
    marked = "".join(tab.page.locator("#details mark.words").all_inner_texts())
    assert all(one.passage.quote in marked for one in own)
    assert "not in this file" in tab.text("#details .note")
    found.first.click()
    assert "→" in tab.card()
    tab.page.get_by_role("button", name="‹ Back").click()
    assert tab.card() == statement.source.title


def test_a_whole_article_is_shown_where_it_may_be(visit, networks, dispute_network):
    """Paragraph by paragraph, offsets counted as Python counts, emoji and all."""
    text = "Nothing 🙂 was said.\n\nOslo praised Cork, she said. 🙂\n\nOslo blamed Cork. The end."
    network = dispute_network.__class__()
    for key, relation, words in (("1", "respects", "Oslo praised Cork"), ("2", "accuses", "Oslo blamed Cork")):
        start = text.index(words)
        paragraph = text.rindex("\n", 0, start) + 1
        passage = text[paragraph:].split("\n", maxsplit=1)[0]
        networks.put(
            network,
            "oslo",
            "cork",
            key=key,
            relation=relation,
            evidence=words,
            passage=passage,
            passage_start=paragraph,
            document="d",
        )
    tab = visit(explore(network, texts={"d": text}), "#sel=d:d")
    paragraphs = tab.page.locator("#details .article p")
    assert paragraphs.all_inner_texts() == text.split("\n\n")
    assert [paragraphs.nth(place).locator("mark.words").all_inner_texts() for place in range(3)] == [
        [],
        ["Oslo praised Cork"],
        ["Oslo blamed Cork"],
    ]
    assert paragraphs.nth(1).locator("mark.cue").inner_text() == "said"


@pytest.mark.parametrize("fragment", ["", "#lay=spectrum", "#cmp=2023-03-01", "#lay=columns&sel=n:norland&pol=1"])
def test_the_picture_can_be_taken_along_as_a_drawing(visit, dispute_page, told, fragment):
    """An SVG that any XML reader reads, with title, filters, legend, every name and every line."""
    tab = visit(dispute_page, fragment)
    with tab.page.expect_download() as download:
        tab.page.locator("#save-svg").click()
    assert download.value.suggested_filename == "the-dispute-over-the-strait.svg"
    root = ET.fromstring(download.value.path().read_text(encoding="utf-8"))  # noqa: S314 -- our own page wrote it
    words = " ".join(element.text or "" for element in root.iter(f"{SVG}text"))
    assert "The dispute over the strait" in words
    assert f"{tab.count()} of 110 statements" in words
    for expected in ("Norland", "supports", "opposes", "ring: shares of what an actor said"):
        assert expected in words
    if "pol=1" in fragment:
        assert "sign: Support" in words
        assert "links of Norland" in words
    lines = [path for path in root.iter(f"{SVG}path") if path.get("fill") == "none" and "Q" in (path.get("d") or "")]
    if not fragment:
        assert len(lines) == tab.state()["drawnLinks"]
        painted = Counter((line.get("stroke"), line.get("stroke-dasharray")) for line in lines)
        signs = Counter(sign for _, _, sign in {(one.holder, one.target, one.sign) for one in told})
        looks = {1: ("rgb(31, 111, 180)", None), 0: ("rgb(111, 120, 131)", "2 4"), -1: ("rgb(184, 78, 6)", "9 5")}
        assert painted == {looks[sign]: count for sign, count in signs.items()}
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "title", "defs", "clipPath", "path", "rect", "text", "g"),
    }


def test_a_hostile_drawing_is_still_a_drawing(visit, hostile_page):
    """Whatever the names: no element comes of them, and XML can be read."""
    tab = visit(hostile_page)
    for button in ("#save-svg", "#save-png"):
        with tab.page.expect_download() as download:
            tab.page.locator(button).click()
        if button == "#save-svg":
            root = ET.fromstring(download.value.path().read_text(encoding="utf-8"))  # noqa: S314 -- our own page wrote it
            assert [element.tag for element in root.iter() if element.tag.endswith(("script", "image", "a"))] == []


def test_hostile_documents_and_stories_do_nothing(visit, networks, hostile_network):
    """Neither in the caption, nor in an article."""
    story = [(text, "#" + text) for text in networks.harm]
    texts = {text: f"{text} said {text}\n\n{text}" for text in networks.harm}
    tab = visit(explore(hostile_network, story=story, texts=texts))
    for number in range(1, len(story)):
        assert tab.state()["step"] == number
        tab.press("PageDown")
    documents = tab.page.evaluate("JSON.parse(document.getElementById('kg-meta').textContent).sources.map((s) => s.id)")
    for document in documents:
        escaped = re.sub("[%,|]", lambda sign: f"%{ord(sign[0]):X}", document)
        tab.page.evaluate("(text) => { location.hash = new URLSearchParams({ sel: 'd:' + text }) }", escaped)
        tab.page.wait_for_timeout(30)
        assert tab.state()["selection"] in {f"d:{document}", None}
    for fragment in ("#lay=spectrum", "#cmp=2023-08-01"):
        tab.go(fragment)
    assert tab.page.evaluate("[window.hacked, document.querySelectorAll('img, iframe, object').length]") == [None, 0]
    assert tab.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_long_and_foreign_text_stays_in_its_place(visit, networks, dispute_network):
    """A quotation of ten thousand letters, names of two hundred, Arabic, Chinese, emoji, stacked accents."""
    names = {
        "long": "Committee " * 20,
        "solid": "x" * 200,
        "arabic": "مجلس الوزراء في المدينة القديمة",
        "chinese": "北京市人民政府外事办公室新闻发言人",
        "emoji": "👩‍👩‍👧‍👦 Families 🙂",
        "accents": "Z̸̧̛͎̲a̵l̶g̷o̸",
    }
    network = dispute_network.__class__()
    for node, label in names.items():
        network.add_node(node, label=label.strip(), kind="organization")
    network.add_node("issue/i", label="An issue " * 25, kind="issue")
    for number, node in enumerate(names):
        networks.put(network, node, "issue/i", key=f"{number}", evidence="word " * 2000, publisher=names["long"])
    tab = visit(explore(network))
    fits = "document.documentElement.scrollWidth <= innerWidth && {0}.scrollWidth <= {0}.clientWidth".format(
        "document.getElementById('details')"
    )
    for node in names:
        tab.go(f"#sel=n:{node}")
        assert tab.page.evaluate(fits), node
    for fragment in ("#lay=spectrum", "#lay=columns", "#v=table", "#sel=n:issue/i", "#sel=d:doc-1"):
        tab.go(fragment)
        assert tab.page.evaluate(fits), fragment
    assert tab.page.locator("#details h2 bdi").count() == 1


def test_less_evidence_is_said_aloud(visit, dispute_network):
    """The strongest only, or none: the page says what is not in the file."""
    tab = visit(explore(dispute_network, evidence="none"), "#sel=n:norland")
    assert "The sentence is not in this file" in tab.text("#details .evidence")


def test_what_is_printed_says_what_it_is(visit, dispute_page):
    """On paper: the picture, its filters in words, the card; no buttons."""
    tab = visit(dispute_page, "#pol=-1")
    tab.page.emulate_media(media="print")
    assert "sign: Oppose" in tab.text("#printed")
    assert tab.page.locator("#printed").is_visible()
    assert tab.page.locator("button:visible").count() == tab.page.locator("#details button:visible").count()
    assert tab.page.locator("#save-png").is_visible() is False
    assert tab.page.locator("#filters").is_visible() is False
    assert tab.page.locator("#details").is_visible()


VIEWS = (
    "#lay=spectrum",
    "#cmp=2023-03-01",
    "#cmp=Northern+Post|Strait+Daily&sel=n:norland",
    "#sel=d:wire-3",
    "#lay=columns",
)


@pytest.mark.parametrize(("scheme", "size"), [("light", (1400, 900)), ("dark", (1400, 900)), ("light", (400, 800))])
def test_nobody_is_shut_out_of_any_view(visit, story_page, scheme, size):
    """axe-core finds nothing to complain of."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed").Axe()
    tab = visit(story_page, "#step=1", scheme=scheme, size=size, bypass_csp=True)
    found = []
    for state in VIEWS if scheme == "light" and size[0] > 1000 else VIEWS[:2]:
        tab.go(f"{state}&step=1")
        violations = axe.run(tab.page).response["violations"]
        found += [(state, broken["id"], broken["nodes"][0]["target"]) for broken in violations]
    tab.page.get_by_role("button", name="Change the story").click()
    found += [("making", broken["id"]) for broken in axe.run(tab.page).response["violations"]]
    assert tab.page.locator("#maker-steps .step").count() == len(STORY)
    assert found == []


class Fingers:
    """One or two fingers on the picture."""

    def __init__(self, page):
        self.page = page
        self.devtools = page.context.new_cdp_session(page)

    def move(self, *ways):
        """Move fingers, each from a point to another."""
        for step in range(11):
            points = [
                {"x": x + (to_x - x) * step / 10, "y": y + (to_y - y) * step / 10, "id": finger}
                for finger, ((x, y), (to_x, to_y)) in enumerate(ways)
            ]
            kind = "touchMove" if step else "touchStart"
            self.devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
            self.page.wait_for_timeout(16)
        self.devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        self.page.wait_for_timeout(60)


def test_fingers_pinch_drag_and_tap(visit, dispute_page):
    """On a telephone: the picture grows and moves, a tap opens a card that comes into sight; nothing needs a mouse."""
    tab = visit(dispute_page, size=(390, 844), has_touch=True, is_mobile=True)
    fingers = Fingers(tab.page)
    box = tab.page.locator("#stage").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    before = tab.state()["stages"][0]
    fingers.move(((x - 30, y), (x - 90, y)), ((x + 30, y), (x + 90, y)))
    nearer = tab.state()["stages"][0]
    assert nearer["scale"] > 2 * before["scale"]
    fingers.move(((x, box["y"] + 20), (x + 60, box["y"] + 50)))
    assert tab.state()["stages"][0]["position"]["x"] < nearer["position"]["x"]
    tab.page.locator("#zoom-fit").tap()
    point = tab.page.evaluate("kgView.nodePoint('norland')")
    tab.page.touchscreen.tap(box["x"] + point["x"], box["y"] + point["y"])
    tab.page.locator("#details h2", has_text="Norland").wait_for()
    shown = tab.page.evaluate("document.querySelector('#details h2').getBoundingClientRect().bottom <= innerHeight")
    assert shown
    tab.page.evaluate("scrollTo(0, 0)")
    tab.page.locator("#open-filters").tap()
    tab.page.get_by_role("button", name="Only asks").tap()
    assert tab.state()["fragment"] == "sel=n%3Anorland&rel=asks"
    small = tab.page.evaluate(
        """[...document.querySelectorAll('#filters button, header button')]
            .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 24).map((one) => one.id)"""
    )
    assert small == []


def test_an_issue_of_many_is_told_in_few(visit, networks, dispute_network):
    """The strongest links in the picture, the first actors on the card; both say how many there are."""
    network = dispute_network.__class__()
    network.add_node("issue/i", label="The motion", kind="issue")
    for number in range(120):
        relation = "supports" if number % 3 else "opposes"
        networks.put(network, f"state {number:03}", "issue/i", key=str(number), relation=relation)
    tab = visit(explore(network), "#sel=n:issue/i")
    assert "Showing the strongest 80 of 120 links of The motion" in tab.text("#pill")
    columns = tab.page.locator("#details .two > div")
    assert [columns.nth(place).locator(".pair").count() for place in (0, 1)] == [12, 12]
    columns.nth(0).get_by_role("button", name="Show 68 more").click()
    assert columns.nth(0).locator(".pair").count() == 80
    tab.go("#sel=n:issue/i&all=1")
    assert "Showing links of The motion" in tab.text("#pill")
    assert tab.state()["drawnLinks"] == 120
