"""The page in a real browser, without a network. Every visit also sees that nothing was asked for or complained of."""

import csv
import io
import re
from collections import Counter
from urllib.parse import urlencode

import networkx as nx
import pytest

from kg.explorer import explore
from kg.explorer.contents import read_network
from kg.explorer.links import backbone, links, ranked

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def told(dispute_network):
    """What the dispute holds, counted in Python."""
    return read_network(dispute_network).statements


def links_of(statements):
    """Holder, target and sign of every link."""
    return {(one.holder, one.target, one.sign) for one in statements}


def test_the_page_shows_the_whole_network(visit, dispute_page, told):
    """A network of this size is drawn whole, with the overview beside it."""
    tab = visit(dispute_page)
    state = tab.state()
    ends = {end for one in told for end in (one.holder, one.target)}
    assert (state["statements"], state["nodes"], state["links"]) == (len(told), len(ends), len(links_of(told)))
    assert (state["drawnNodes"], state["drawnLinks"]) == (state["nodes"], state["links"])
    assert tab.card() == "Overview"
    assert tab.page.title() == "The dispute over the strait"


def test_a_click_on_a_circle_opens_the_actors_sentences(visit, dispute_page, told):
    """The card counts what the actor said, and the marked words are the evidence."""
    tab = visit(dispute_page)
    tab.click_node("norland")
    own = [one for one in told if one.holder == "norland"]
    assert tab.card() == "Norland"
    assert f"{len(own)} statements made" in tab.text("#details .line")
    shown = tab.page.locator("#details .evidence").first.locator("li")
    ids = {one.id: one.passage.quote for one in own}
    for number in range(shown.count()):
        item = shown.nth(number)
        marked = "".join(item.locator("mark.words").all_inner_texts())
        assert marked == ids[item.get_attribute("data-statement")]
    assert shown.count() == 6
    assert tab.fragment() == "#sel=n%3Anorland"
    assert "Showing links of Norland" in tab.text("#pill")


def test_the_rest_of_the_evidence_is_a_click_away(visit, dispute_page, told):
    """Few at first, then all."""
    tab = visit(dispute_page, "#sel=n:norland")
    tab.page.locator("#details .evidence + .more").first.click()
    own = [one for one in told if one.holder == "norland"]
    assert tab.page.locator("#details .evidence").first.locator("li").count() == min(26, len(own))


def test_a_click_on_a_line_opens_its_sentences(visit, dispute_page, told):
    """Holder, relation and target; the sentence with cue; date, source and confidence."""
    one = max(told, key=lambda one: sum(other.holder == one.holder and other.target == one.target for other in told))
    tab = visit(dispute_page)
    tab.click_link(one.holder, one.target, one.sign)
    both = [other for other in told if (other.holder, other.target) == (one.holder, one.target)]
    assert tab.state()["selection"] == [one.holder, one.target]
    item = tab.page.locator("#details .evidence").first.locator("li")
    assert item.count() == len(both)
    newest = max(both, key=lambda other: (other.day, other.confidence))
    first = item.first
    assert first.locator("mark.cue").inner_text() == "said"
    assert newest.relation in first.locator(".claim").inner_text()
    assert first.locator("a").get_attribute("href") == newest.source.url
    assert first.locator("a").get_attribute("rel") == "noopener noreferrer"
    assert first.locator(".meter .on").count() == round(newest.confidence * 5)


def test_a_click_on_a_box_opens_the_two_camps(visit, dispute_page, told):
    """Who is for it and who is against, each once."""
    tab = visit(dispute_page)
    tab.click_node("issue/tolls")
    direct = [one for one in told if one.target == "issue/tolls"]
    sums = {name: sum(one.sign for one in direct if one.holder == name) for name in {one.holder for one in direct}}
    columns = tab.page.locator("#details .two > div")
    counts = [columns.nth(number).locator(".pair").count() for number in (0, 1)]
    assert counts == [sum(value > 0 for value in sums.values()), sum(value < 0 for value in sums.values())]
    assert tab.card() == "Tolls for foreign ships"


def test_agreement_says_of_how_many_issues(visit, networks, dispute_network):
    """Never without the number that it rests on; one shared issue is none; statements about each other are none."""
    network = dispute_network.__class__()
    for name in ("i1", "i2", "i3"):
        network.add_node(name, label=f"Issue {name}", kind="issue")
    sides = {"me": "+++", "friend": "++-", "rival": "--+", "stranger": "+  "}
    for actor, signs in sides.items():
        for issue, sign in zip(("i1", "i2", "i3"), signs, strict=True):
            if sign != " ":
                relation = "supports" if sign == "+" else "opposes"
                networks.put(network, actor, issue, key=f"{actor}{issue}", relation=relation)
    networks.put(network, "me", "friend", key="quarrel", relation="accuses")
    tab = visit(explore(network), "#sel=n:me")
    columns = tab.page.locator("#details .two > div")
    assert [columns.nth(place).locator(".pair").all_inner_texts() for place in (0, 1)] == [
        ["friend\n2 of 3"],
        ["rival\n2 of 3"],
    ]
    assert columns.nth(0).locator(".pair").get_attribute("title") == "on Issue i1, Issue i2"


def test_the_speaker_is_named_where_it_is_not_the_holder(visit, networks, dispute_network):
    """“Experts say that Norland …” is not Norland's word."""
    network = dispute_network.__class__()
    more = {"speaker": "Ilse Brandt", "speaker_id": "ilse", "voice": "thirdParty", "stated": False}
    networks.put(
        network, "norland", "vestria", key="1", certainty="possible", about=("q",), about_labels=("Quotas",), **more
    )
    networks.put(network, "norland", "vestria", key="2", voice="narrator", speaker=None, date="2023-06")
    tab = visit(explore(network), "#sel=e:norland|vestria")
    first, second = tab.page.locator("#details .evidence li").all()
    assert "said by Ilse Brandt" in first.inner_text()
    assert "ascribed, possible" in first.inner_text()
    assert "over Quotas" in first.inner_text()
    assert "19 Jun 2023" in first.inner_text()
    assert "the publication’s words" in second.inner_text()
    assert "June 2023" in second.inner_text()


def test_the_background_escape_and_the_pill_lead_back(visit, dispute_page):
    """Three ways out of a selection, and the way back to the one before."""
    tab = visit(dispute_page)
    for leave in (
        lambda: tab.page.locator("#stage").click(position={"x": 5, "y": 5}),
        lambda: tab.press("Escape"),
        lambda: tab.page.locator("#pill-all").click(),
        lambda: tab.page.get_by_role("button", name="Close", exact=True).click(),
    ):
        tab.click_node("norland")
        assert tab.card() == "Norland"
        leave()
        assert (tab.card(), tab.fragment()) == ("Overview", "")
    tab.click_node("norland")
    tab.page.locator("#details .bar").first.click()
    tab.page.get_by_role("button", name="‹ Back").click()
    assert tab.card() == "Norland"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("tomas", "Tomás Ruiz"),
        ("weiss", "Jan Weiß"),
        ("union of harb", "Harbour Union"),
        ("TOLLS", "Tolls for foreign ships"),
    ],
)
def test_search_finds_without_accents_and_by_alias(visit, dispute_page, typed, found):
    """As people type."""
    tab = visit(dispute_page)
    tab.press("/")
    tab.page.keyboard.type(typed)
    tab.press("Enter")
    assert tab.card() == found
    assert tab.page.evaluate("document.activeElement.id") == "details"


def test_search_is_a_combobox(visit, dispute_page):
    """Arrows move the active match, Escape closes, nobody found is said."""
    tab = visit(dispute_page)
    box = tab.page.get_by_role("combobox")
    box.fill("st")
    assert box.get_attribute("aria-expanded") == "true"
    first = box.get_attribute("aria-activedescendant")
    tab.press("ArrowDown", "ArrowUp")
    assert box.get_attribute("aria-activedescendant") == first == "match-0"
    box.fill("zzzz")
    assert "Nobody of that name" in tab.text("#matches")
    box.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"


def test_sign_tiles_filter_and_count(visit, dispute_page, told):
    """The counts of a facet do not depend on its own filter."""
    tab = visit(dispute_page)
    counts = {sign: sum(one.sign == sign for one in told) for sign in (-1, 0, 1)}
    tile = {
        sign: tab.page.locator(f"#signs button.{style}")
        for sign, style in ((1, "support"), (0, "neutral"), (-1, "oppose"))
    }
    tile[-1].click()
    assert tab.count() == counts[1] + counts[0]
    assert tile[-1].get_attribute("aria-pressed") == "false"
    assert [int(tile[sign].locator("b").inner_text()) for sign in (-1, 0, 1)] == [counts[-1], counts[0], counts[1]]
    tile[0].click()
    tile[1].click()
    assert tab.count() == len(told)  # the last one that is turned off turns all on


def test_issue_and_relation_filters_count_each_other(visit, dispute_page, told):
    """“Only” one issue; then the relations are counted among its statements."""
    tab = visit(dispute_page)
    tab.page.get_by_role("button", name="Only Cod quotas").focus()
    tab.press("Enter")
    passing = [one for one in told if one.target == "issue/quotas" or "issue/quotas" in one.about]
    assert tab.count() == len(passing)
    rows = tab.page.locator("#facet-rel .row")
    counted = dict(zip(rows.locator(".label").all_inner_texts(), rows.locator(".count").all_inner_texts(), strict=True))
    shown = {relation: sum(one.relation == relation for one in passing) for relation in counted}
    assert {relation: int(count) for relation, count in counted.items()} == shown
    tab.page.locator("#reset").click()
    assert (tab.count(), tab.fragment()) == (len(told), "")
    tab.page.get_by_role("checkbox", name="asks").uncheck()
    assert tab.count() == sum(one.relation != "asks" for one in told)


def test_the_canvas_shows_what_the_page_says(visit, large_page):
    """After any number of filters, selections and layouts, no node or line is left over."""
    tab = visit(large_page)
    for fragment in (
        "#iss=issue/0004",
        "#sel=n:actor-0150",
        "",
        "#all=1",
        "#pol=-1",
        "#lay=columns",
        "#sel=n:issue/0008&t0=2021-01-01",
    ):
        tab.go(fragment)
        state = tab.state()
        assert state["painted"] == {"nodes": state["drawnNodes"], "lines": state["drawnLinks"]}, fragment


def test_stated_and_ascribed_can_be_told_apart(visit, dispute_page, told):
    """What somebody said, and what others say that they stand for."""
    tab = visit(dispute_page)
    tab.page.locator("#voices button", has_text="ascribed").click()
    assert tab.count() == sum(one.stated for one in told)


def test_unchecking_everything_says_that_nothing_passes(visit, dispute_page, told):
    """And offers the way out."""
    tab = visit(dispute_page, "#rel=")
    assert tab.count() == 0
    assert "No statement passes these filters" in tab.text("#empty")
    tab.page.locator("#empty-reset").click()
    assert tab.count() == len(told)


def test_confidence_and_number_are_sliders(visit, dispute_page, told):
    """Native ones: the keyboard works."""
    tab = visit(dispute_page)
    for _ in range(14):
        tab.page.locator("#confidence").press("ArrowRight")
    assert tab.count() == sum(one.confidence >= 0.7 for one in told)
    tab.page.locator("#reset").click()
    tab.page.locator("#least").press("ArrowRight")
    sizes = {key: sum((one.holder, one.target, one.sign) == key for one in told) for key in links_of(told)}
    assert tab.count() == sum(size for size in sizes.values() if size >= 2)


def test_who_is_tied_in_loosely_can_be_left_out(visit, large_page, networks):
    """Actors with one link; and all but the innermost core, as networkx finds it. The picture says so."""
    made = links(read_network(networks.large(nodes=300, statements=900)).statements)
    counts = Counter(end for link in made for end in set(link.ends))
    loose = {node for node, count in counts.items() if count == 1 and node.startswith("actor")}
    core = nx.k_core(nx.Graph(link.ends for link in made if link.holder != link.target))
    degree = max(nx.core_number(core).values())
    tab = visit(large_page)
    assert [tab.text("#tied-count"), tab.text("#core-count")] == [str(len(loose)), str(len(core))]
    assert f"linked to {degree} others" in tab.text("#core-note")
    tab.page.get_by_role("checkbox", name="hide actors with one link").check()
    tight = [link for link in made if not loose & set(link.ends)]
    state = tab.state()
    assert (state["links"], state["nodes"]) == (len(tight), len({end for link in tight for end in link.ends}))
    assert tab.text("#tied-count") == str(len(loose))
    box = tab.page.get_by_role("checkbox", name="core only")
    box.focus()
    tab.press("Space")
    assert tab.state()["nodes"] == len(core)
    assert tab.fragment() == "#deg=2&core=1"
    assert visit(large_page, tab.fragment()).state()["statements"] == tab.count() > 0
    with tab.page.expect_download() as download:
        tab.page.locator("#save-svg").click()
    drawing = download.value.path().read_text(encoding="utf-8")
    assert "without actors that have one link · core only" in drawing
    tab.page.locator("#reset").click()
    assert (tab.state()["links"], tab.fragment()) == (len(made), "")


def test_the_histogram_is_the_date_filter(visit, dispute_page, told):
    """Handles by keyboard go from month to month; a drag over the bars chooses months; a second click frees."""
    tab = visit(dispute_page)
    first = min(one.day for one in told)
    tab.page.locator("#from-day").press("ArrowRight")
    assert tab.count() == sum(one.day >= f"{first[:4]}-{int(first[5:7]) + 1:02}-01" for one in told)
    tab.page.locator("#from-day").press("ArrowLeft")
    assert (tab.count(), tab.fragment()) == (len(told), "")
    box = tab.page.locator("#timeline-chart").bounding_box()
    tab.page.mouse.move(box["x"] + 3, box["y"] + 20)
    tab.page.mouse.down()
    tab.page.mouse.move(box["x"] + box["width"] / 24 * 2.5, box["y"] + 20)
    tab.page.mouse.up()
    assert tab.count() == sum(one.day < "2022-04-01" for one in told)
    assert "t1=2022-03-31" in tab.fragment()


def test_undated_statements_are_out_as_soon_as_a_period_is_asked_for(visit, networks, dispute_network):
    """They are counted aloud, not dropped in silence."""
    network = dispute_network.__class__()
    for number, day in enumerate(["2023-01-05", "2023-03-05", None]):
        networks.put(network, "a", "b", key=str(number), date=day, first_day=day)
    tab = visit(explore(network))
    assert tab.count() == 3
    assert "1 undated" in tab.text("#timeline-range")
    tab.page.locator("#from-day").press("ArrowRight")
    assert tab.count() == 1
    assert "left out" in tab.text("#timeline-range")


def test_the_address_holds_the_whole_state(visit, dispute_page):
    """Opened in another window, it shows the same."""
    fragment = "#sel=e:norland|issue/tolls&pol=1,-1&iss=issue/tolls,issue/court&t0=2022-02-01&t1=2023-10-01&c=0.5&lay=columns&theme=dark"
    tab = visit(dispute_page, fragment)
    state = tab.state()
    assert tab.page.evaluate("location.hash.slice(1)") == state["fragment"]
    assert state["selection"] == ["norland", "issue/tolls"]
    assert 0 < state["statements"] < 110
    again = visit(dispute_page, tab.fragment())
    assert again.state() == state
    assert again.page.evaluate("document.documentElement.dataset.theme") == "dark"


@pytest.mark.parametrize(
    "fragment",
    [
        "#sel=n:<img src=x onerror=alert(1)>&pol=9,x&rel=constructor&iss=__proto__&t0=never&t1=9999-99-99&w=-5&c=NaN&lay=evil&v=1&theme=red",
        "#sel=e:norland|&sel=n:&c=1e999&w=1e999",
        "#%E0%A4%A&%ff=%ff",
        "#javascript:alert(1)",
    ],
)
def test_a_fragment_that_makes_no_sense_is_ignored(visit, dispute_page, told, fragment):
    """Whoever wrote it."""
    tab = visit(dispute_page, fragment)
    assert tab.count() == (len(told) if "w=1e999" not in fragment else tab.count())
    assert (tab.card(), tab.state()["layout"]) == ("Overview", "network")


def test_a_saved_address_can_be_pasted_into_an_open_page(visit, dispute_page):
    """The page follows its address."""
    tab = visit(dispute_page)
    tab.page.evaluate("location.hash = 'sel=n:vestria'")
    tab.page.locator("#details h2", has_text="Vestria").wait_for()
    assert tab.card() == "Vestria"


def test_the_page_can_open_on_somebody(visit, dispute_network):
    """``focus`` is where the reader begins; an address that says otherwise wins."""
    page = explore(dispute_network, focus="Vestria")
    assert visit(page).card() == "Vestria"
    assert visit(page, "#sel=n:norland").card() == "Norland"


def test_columns_show_actors_and_issues_only(visit, dispute_page, told):
    """Links between actors are not drawn there, until one of them is selected."""
    tab = visit(dispute_page)
    tab.page.get_by_role("button", name="Actors ↔ issues").click()
    on_issues = {key for key in links_of(told) if key[1].startswith("issue/")}
    assert tab.state()["drawnLinks"] == len(on_issues)
    points = {
        name: tab.page.evaluate("(name) => kgView.nodePoint(name)", name)
        for name in ("norland", "vestria", "issue/tolls")
    }
    assert points["norland"]["x"] == pytest.approx(points["vestria"]["x"], abs=1)
    assert points["norland"]["x"] + 200 < points["issue/tolls"]["x"]
    tab.click_node("norland")
    assert tab.state()["drawnLinks"] > len(on_issues)


def test_a_large_network_shows_its_backbone_and_says_so(visit, large_page, networks):
    """The same links that Python ranks first; the rest by search, or all of it."""
    statements = read_network(networks.large(nodes=300, statements=900)).statements
    order = ranked(links(statements))
    shown = backbone(order, nodes=60, most=150)
    ends = {end for link in shown for end in link.ends}
    tab = visit(large_page)
    state = tab.state()
    assert (state["drawnLinks"], state["drawnNodes"]) == (len(shown), len(ends))
    everybody = {end for link in order for end in link.ends}
    assert f"strongest {len(shown)} of {len(order)} links, {len(ends)} of {len(everybody)} nodes" in tab.text(
        "#backbone"
    )
    hidden = next(end for end in sorted(everybody - ends) if end.startswith("actor"))
    label = f"Person number {int(hidden[-4:])}"
    tab.page.get_by_role("combobox").fill(label)
    tab.press("Enter")
    assert tab.card() == label
    assert tab.state()["drawnNodes"] > len(ends)
    tab.press("Escape")
    tab.page.get_by_role("button", name="Draw all").click()
    assert tab.state()["drawnLinks"] == len(order)


def test_very_many_links_can_be_drawn(visit, networks):
    """Straight and without arrows; and back to the strongest, which are bent."""
    tab = visit(explore(networks.large(nodes=700, statements=1900)), "#all=1")
    state = tab.state()
    assert state["painted"]["lines"] == state["links"] > 1500
    tab.page.get_by_role("button", name="Only the strongest").click()
    assert tab.state()["painted"]["lines"] == 150


def test_the_picture_can_be_walked_by_keyboard(visit, dispute_page):
    """Arrows, Enter, E, Escape; and what the focus is on is said aloud."""
    tab = visit(dispute_page)
    tab.page.locator("#stage").focus()
    tab.press("ArrowRight")
    assert "Norland, state. 17 supporting, 12 opposing, 0 neutral" in tab.page.locator("#live").inner_text()
    before = tab.page.locator("#live").inner_text()
    tab.press("ArrowUp")
    assert tab.page.locator("#live").inner_text() != before
    tab.press("Enter")
    name = tab.card()
    assert name in tab.page.locator("#live").inner_text()
    tab.press("e")
    assert "→" in tab.card()
    first = tab.card()
    tab.press("e")
    assert tab.card() != first
    tab.press("Shift+E")
    assert tab.card() == first
    tab.press("Escape")
    assert tab.card() == "Overview"


def test_keys_open_help_table_and_dark(visit, dispute_page):
    """T, D and ?; but not while somebody is typing."""
    tab = visit(dispute_page)
    tab.press("t")
    assert tab.page.locator("#table").is_visible()
    tab.press("d")
    assert tab.page.evaluate("document.documentElement.dataset.theme") == "dark"
    tab.press("?")
    assert tab.page.locator("#help").is_visible()
    tab.press("Escape")
    tab.press("/")
    tab.page.keyboard.type("td?")
    assert tab.page.locator("#help").is_visible() is False
    assert tab.page.locator("#table").is_visible()


def test_every_control_can_be_reached_by_tab(visit, dispute_page):
    """From the first to the last without a trap."""
    tab = visit(dispute_page)
    reached = set()
    for _ in range(160):
        tab.press("Tab")
        reached.add(tab.page.evaluate("document.activeElement.id"))
    assert {
        "skip",
        "search",
        "lay-columns",
        "view-table",
        "save-csv",
        "least",
        "stage",
        "zoom-fit",
        "from-day",
        "to-day",
    } <= reached


def test_the_table_shows_the_same_statements(visit, dispute_page, told):
    """Newest first; a click on a heading sorts."""
    tab = visit(dispute_page, "#v=table")
    rows = tab.page.locator("#table tbody tr")
    assert rows.count() == len(told)
    holders = tab.page.locator("#table tbody td:nth-child(2)")
    tab.page.locator("#table thead").get_by_role("button", name="Holder").click()
    assert holders.all_inner_texts() == sorted(holders.all_inner_texts(), key=lambda name: name.casefold())
    assert tab.page.locator("#table th[aria-sort=ascending]").inner_text().startswith("Holder")


def test_the_evidence_in_view_can_be_taken_along(visit, dispute_page, told):
    """As CSV: what passes the filters and is about the selection."""
    tab = visit(dispute_page, "#sel=n:norland&pol=1")
    with tab.page.expect_download() as download:
        tab.page.locator("#save-csv").click()
    text = download.value.path().read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    expected = [one for one in told if one.sign == 1 and "norland" in {one.holder, one.target}]
    assert {row["statement"]: row["evidence"] for row in rows} == {one.id: one.passage.quote for one in expected}
    assert download.value.suggested_filename == "the-dispute-over-the-strait.csv"


def test_the_picture_can_be_taken_along(visit, dispute_page):
    """As PNG, twice as large as it is drawn; the stage looks as before."""
    tab = visit(dispute_page, "#sel=n:norland")
    before = tab.page.evaluate("kgView.nodePoint('norland')")
    with tab.page.expect_download() as download:
        tab.page.locator("#save-png").click()
    content = download.value.path().read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert [int.from_bytes(content[at : at + 4], "big") for at in (16, 20)] == [2800, 1800]
    assert len(content) > 60_000  # an empty picture of this size is a tenth of that
    after = tab.page.evaluate("kgView.nodePoint('norland')")
    assert (after["x"], after["y"]) == (pytest.approx(before["x"], abs=2), pytest.approx(before["y"], abs=2))


def test_hostile_text_does_nothing(visit, hostile_page, networks, hostile_network):
    """In every card, the table, the search box and the exports: shown, and nothing else."""
    tab = visit(hostile_page)
    for node in read_network(hostile_network).nodes:
        tab.page.get_by_role("combobox").fill(node.label[:40])
        tab.press("Enter", "Escape")
        tab.go("#" + urlencode({"sel": "n:" + re.sub("[%,|]", lambda sign: f"%{ord(sign[0]):X}", node.id)}))
        assert tab.state()["selection"] == node.id
        addresses = [link.get_attribute("href") for link in tab.page.locator("#details a").all()]
        assert all(address.startswith(("http://", "https://")) for address in addresses)
    tab.go("#v=table")
    assert tab.page.locator("#table tbody tr").count() == len(networks.harm) + 2
    with tab.page.expect_download() as download:
        tab.page.locator("#save-csv").click()
    cells = [cell for row in csv.reader(io.StringIO(download.value.path().read_text("utf-8-sig"))) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "@", "+"))] == []
    assert tab.page.evaluate("[window.hacked, document.querySelectorAll('img, iframe, object').length]") == [None, 0]
    assert tab.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_page_works_in_a_notebook_cell(visit, dispute_page, tmp_path):
    """In a sandboxed frame without an origin: no storage, no address, no clipboard."""

    class Notebook:
        def save(self, path):
            path.write_text(f"<!DOCTYPE html><html data-ready=1><body>{dispute_page._repr_html_()}", encoding="utf-8")
            return path

    tab = visit(Notebook(), size=(1000, 760))
    frame = tab.page.frame_locator("iframe")
    frame.locator('html[data-ready="1"]').wait_for(state="attached")
    assert frame.locator("#copy-link").is_hidden()
    frame.get_by_role("combobox").fill("norland")
    frame.get_by_role("combobox").press("Enter")
    assert frame.locator("#details h2").inner_text() == "Norland"
    assert frame.locator("#details mark.words").count() >= 5
    with tab.page.expect_download():
        frame.locator("#save-csv").click()


def test_an_empty_network_says_so(visit, dispute_network):
    """No error, no endless axis."""
    tab = visit(explore(dispute_network.__class__()))
    assert "There are no statements in this network" in tab.text("#empty")
    assert tab.page.locator("#timeline").is_hidden()


def test_a_stance_towards_oneself_is_shown(visit, networks, dispute_network):
    """Merging two actors can make one; it is evidence like any other."""
    network = networks.put(dispute_network.__class__(), "a", "b", key="1")
    tab = visit(explore(networks.put(network, "a", "a", key="2", relation="criticizes")), "#sel=n:a")
    assert tab.state()["links"] == 2
    assert tab.page.locator("#details .evidence li").count() == 2
    tab.click_link("a", "a", -1)
    assert tab.state()["selection"] == ["a", "a"]


def test_one_statement_is_enough(visit, networks, dispute_network):
    """The smallest network that there is."""
    tab = visit(explore(networks.put(dispute_network.__class__(), "a", "b", key="1")))
    tab.click_link("a", "b", 1)
    assert tab.page.locator("#details .evidence li").count() == 1


@pytest.mark.parametrize("size", [(1400, 900), (1000, 640), (400, 800)])
def test_nothing_is_cut_off_on_screens_of_any_size(visit, dispute_page, size):
    """No scrolling to the side; filters are a drawer where there is no room for them."""
    tab = visit(dispute_page, size=size)
    assert tab.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    stage = tab.page.locator("#stage").bounding_box()
    assert min(stage["width"], stage["height"]) > 220
    if size[0] < 1080:
        assert tab.page.locator("#reset").is_visible() is False
        tab.page.locator("#open-filters").click()
        tab.page.locator("#signs button.oppose").click()
        assert tab.count() < 110
        tab.press("Escape")
        assert tab.page.locator("#reset").is_visible() is False
        tab.page.locator("#open-filters").click()
        tab.page.locator("#close-filters").click()
        assert tab.page.locator("#reset").is_visible() is False
    tab.click_node("norland")
    assert tab.card() == "Norland"


def test_the_theme_follows_the_system_and_can_be_turned(visit, dispute_page):
    """The picture is painted anew: its colours are read from the style sheet."""
    tab = visit(dispute_page, scheme="dark")
    theme = "document.documentElement.dataset.theme"
    assert tab.page.evaluate(theme) == "dark"
    pixel = "document.querySelector('#stage canvas').toDataURL()"
    dark = tab.page.evaluate(pixel)
    tab.page.locator("#turn-theme").click()
    assert (tab.page.evaluate(theme), tab.fragment()) == ("light", "#theme=light")
    assert tab.page.evaluate(pixel) != dark
    tab.page.locator("#turn-theme").click()
    assert tab.fragment() == ""


STATES = ("#sel=n:norland", "", "#sel=e:norland|issue/tolls", "#v=table", "#rel=")


@pytest.mark.parametrize(
    ("scheme", "size", "states"),
    [("light", (1400, 900), STATES), ("dark", (1400, 900), STATES[:1]), ("light", (400, 800), STATES[:1])],
)
def test_nobody_is_shut_out(visit, dispute_page, scheme, size, states):
    """axe-core finds nothing to complain of, in any state."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed").Axe()
    found = []
    tab = visit(dispute_page, states[0], scheme=scheme, size=size, bypass_csp=True)
    for state in states:
        tab.go(state)
        violations = axe.run(tab.page).response["violations"]
        found += [(state, broken["id"], broken["nodes"][0]["target"]) for broken in violations]
    assert found == []


def test_selecting_and_filtering_is_quick(visit, networks):
    """At a hundred and fifty nodes; measured kindly, since the machine may be busy."""
    tab = visit(explore(networks.large(nodes=150, statements=450)))
    times = tab.page.evaluate(
        """() => [0, 1, 2, 3].map((turn) => {
            const tile = document.querySelector('#signs button');
            const began = performance.now();
            tile.click();
            return performance.now() - began;
        })"""
    )
    assert min(times) < 100


def test_values_are_escaped_in_the_address(visit, hostile_page):
    """Ids may hold the signs that divide the address."""
    tab = visit(hostile_page)
    rows = tab.page.locator("#facet-rel .row")
    for number in range(min(8, rows.count())):
        row = rows.nth(number)
        row.locator(".only").focus()
        tab.press("Enter")
        state = tab.state()
        assert state["statements"] >= 1
        fragment = state["fragment"]
        tab.go("")
        tab.go(fragment)
        again = tab.state()
        assert {**again, "stages": None} == {**state, "stages": None}  # whence one looks depends on where one was
