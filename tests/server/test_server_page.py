"""The page in a real browser: an answer with sentences in a few clicks, and nothing from anywhere else."""

import re
from urllib.parse import quote

import pytest

from kg.server.pages import FIRST, SCRIPTS, page

ANSWERED = 'html[data-answered="1"]'


@pytest.fixture
def visit(chromium, server):
    """Open the page in a fresh window; at the end, see that it asked nobody else and complained of nothing."""
    contexts, elsewhere, complaints = [], [], []

    def visit(fragment="", *, scheme="light"):
        context = chromium.new_context(viewport={"width": 1300, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        tab = context.new_page()
        tab.on(
            "request",
            lambda sent: sent.url.startswith((server.address, "data:", "blob:")) or elsewhere.append(sent.url),
        )
        tab.on("console", lambda said: _is_complaint(said) and complaints.append(said.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.goto(server.address + fragment)
        tab.wait_for_selector(ANSWERED, state="attached")
        return tab

    yield visit
    for context in contexts:
        context.close()
    assert (elsewhere, complaints) == ([], [])


def _is_complaint(said):
    # Chromium reports a refused query as an error of the page's; the page shows it.
    return said.type in {"error", "warning"} and "Failed to load resource" not in said.text


def ask(tab, sparql):
    tab.fill("#query", sparql)
    with tab.expect_response(re.compile("/sparql$")):
        tab.keyboard.press("Control+Enter")
    tab.wait_for_selector(ANSWERED, state="attached")


def test_every_script_keeps_to_its_own_names():
    """They are joined into one: a name that two of them declare would break the page."""
    script = re.search(r"<script>(.*)</script>", page()[0], re.DOTALL)[1]
    declared = re.findall(r"^(?:async )?(?:function|const|let|class) (\w+)", script, re.MULTILINE)
    assert len(declared) > 30
    assert sorted(set(declared)) == sorted(declared)
    assert not re.search(r"^\s*(?:import|export)\b", script, re.MULTILINE)
    assert len(SCRIPTS) == len(set(SCRIPTS))


def test_nothing_on_the_page_comes_from_elsewhere(server):
    """No address of another server in it, a policy that allows none, and hashes for its own code."""
    got = server.send("GET", "/")
    policy = got.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "connect-src 'self'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"(?:src|href)=\"(?!#|data:)", got.text)
    assert not re.search(r"\son\w+=|style=", got.text.partition("<script")[0])


@pytest.mark.browser
def test_the_first_answer_is_there_at_once_with_sentences(visit):
    """Whoever opens the page sees stances with their sentences, and the query that found them."""
    tab = visit()
    assert tab.input_value("#query") == FIRST
    assert tab.locator("#result tbody tr").count() == 13
    assert "Sudland opposes the dam" in tab.inner_text("#result")
    assert tab.inner_text("#told").startswith("13 rows")


@pytest.mark.browser
def test_a_question_is_asked_by_a_click_with_its_parameters(visit):
    """The form takes names as people write them; the query that is asked can be read and changed."""
    tab = visit()
    tab.fill("#find", "criticizes whom")
    question = tab.locator('[data-query="who-criticizes-whom"]')
    assert tab.locator("#named details:visible").count() == 1
    question.locator("summary").click()
    question.locator('input[name="holder"]').fill("norland")
    with tab.expect_response(re.compile("/sparql$")):
        question.get_by_role("button", name="Ask this").click()
    tab.wait_for_selector(ANSWERED, state="attached")
    assert "VALUES ?holder { <https://w3id.org/newsstance/actor/norland> }" in tab.input_value("#query")
    assert "Norland criticized Sudland for the threat" in tab.inner_text("#result")
    question.locator('input[name="holder"]').fill("nobody at all")
    question.get_by_role("button", name="Ask this").click()
    tab.wait_for_selector("#wrong:visible")
    assert "no actor is called 'nobody at all'" in tab.inner_text("#wrong")


@pytest.mark.browser
@pytest.mark.parametrize("width", [1300, 500])
def test_who_asks_at_the_end_of_the_list_sees_what_came_of_it(visit, width):
    """An error and an answer alike, beside the questions or above them."""
    tab = visit()
    tab.set_viewport_size({"width": width, "height": 600})
    question = tab.locator('[data-query="who-criticizes-whom"]')
    question.locator("summary").click()
    for name, shown in (("nobody", "#wrong"), ("norland", "#told")):
        question.locator('input[name="holder"]').fill(name)
        tab.keyboard.press("Enter")
        tab.locator("#wrong").wait_for(state="visible" if name == "nobody" else "hidden")
        tab.wait_for_selector(ANSWERED, state="attached")
        box = tab.locator(shown).bounding_box()
        assert 0 <= box["y"] <= 600


@pytest.mark.browser
def test_columns_stand_as_the_query_names_them(visit):
    """Also where it selects all of them, which the engine gives by name."""
    tab = visit()
    ask(tab, "SELECT * { ?s kg:sign ?n ; kg:holder ?h }")
    assert tab.locator("#result th").all_text_contents() == ["s", "n", "h"]


@pytest.mark.browser
def test_an_id_is_a_link_that_describes(visit):
    """And the way back is the browser's own."""
    tab = visit()
    with tab.expect_response(re.compile("/sparql$")):
        tab.locator("#result tbody a").first.click()
    tab.wait_for_selector("#view-graph:visible")
    assert tab.input_value("#query").startswith("DESCRIBE <https://w3id.org/newsstance/document/")
    assert "kg:Stance" in tab.inner_text("#result")
    with tab.expect_response(re.compile("/sparql$")):
        tab.go_back()
    tab.wait_for_selector(ANSWERED, state="attached")
    assert tab.input_value("#query") == FIRST


@pytest.mark.browser
def test_triples_are_drawn_and_written(visit):
    """As a graph with names, and as Turtle; the address says which, and can be shared."""
    tab = visit(f"#q={quote('DESCRIBE actor:norland')}&view=graph")
    names = tab.locator("#result svg text").all_text_contents()
    assert "Norland" in names
    assert "issue:dam" in names
    assert tab.locator("#result svg circle").count() == 6
    places = [(one.get_attribute("cx"), one.get_attribute("cy")) for one in tab.locator("#result svg circle").all()]
    assert len(set(places)) == len(places)
    tab.click("#view-text")
    tab.locator("#result pre", has_text="@prefix").wait_for()
    prefixes = re.findall("@prefix (.*?): <", tab.inner_text("#result pre"))
    assert {"actor", "rel"} <= set(prefixes)
    assert "org" not in prefixes  # which nothing in it uses
    assert "view=text" in tab.evaluate("location.hash")
    again = visit(tab.evaluate("location.hash"))
    again.wait_for_selector("#result pre")
    assert again.input_value("#query") == "DESCRIBE actor:norland"


@pytest.mark.browser
def test_words_are_found_from_the_page(visit):
    """S, the words, Enter: sentences, the best first; the address says what was looked for, and mistakes are told."""
    tab = visit()
    tab.keyboard.press("s")
    tab.keyboard.type("tunnel NOT oppos*")
    with tab.expect_response(re.compile("/search")):
        tab.keyboard.press("Enter")
    tab.wait_for_selector(ANSWERED, state="attached")
    assert tab.locator("#result tbody tr").count() == 3
    assert "We want the tunnel" in tab.inner_text("#result")
    assert "words=tunnel" in tab.evaluate("location.hash")
    again = visit(tab.evaluate("location.hash"))
    assert again.input_value("#words") == "tunnel NOT oppos*"
    assert again.locator("#result tbody tr").count() == 3
    again.fill("#words", '"tunnel')
    again.press("#words", "Enter")
    again.wait_for_selector("#wrong:not([hidden])")
    assert "no closing quotation mark" in again.inner_text("#wrong")
    again.fill("#words", "zeppelin")
    again.press("#words", "Enter")
    again.wait_for_selector("#result .none")
    ask(again, "ASK {}")
    assert again.inner_text("#result") == "Yes"


@pytest.mark.browser
def test_a_mistake_is_shown_at_its_place(visit):
    """In words, in colour, and the cursor stands there."""
    tab = visit()
    ask(tab, "SELECT ?s {\n  ?s a kg:Stance FILTRE(?s)\n}")
    assert "did you mean 'FILTER'?" in tab.inner_text("#wrong")
    assert tab.inner_text("#colours .wrong") == "FILTRE"
    assert tab.evaluate("document.activeElement.selectionStart") == "SELECT ?s {\n  ?s a kg:Stance FILTRE".index(
        "FILTRE"
    )
    ask(tab, "ASK { ?s a kg:Stance }")
    assert not tab.is_visible("#wrong")
    assert tab.inner_text("#result") == "Yes"


@pytest.mark.browser
def test_the_keyboard_is_enough(visit):
    """Q and / go where they say, Escape leaves, D turns the colours."""
    tab = visit(scheme="dark")
    assert tab.get_attribute("html", "data-theme") == "dark"
    tab.keyboard.press("d")
    assert tab.get_attribute("html", "data-theme") == "light"
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.id") == "find"
    tab.keyboard.press("Escape")
    tab.keyboard.press("q")
    assert tab.evaluate("document.activeElement.id") == "query"
    assert tab.input_value("#query") == FIRST


@pytest.mark.browser
def test_nothing_in_the_data_runs(visit):
    """Whatever stands in a cell is text, and no address but one of the web can be clicked."""
    harm = "<img src=x onerror=alert(1)>"
    tab = visit()
    ask(
        tab,
        f'SELECT ?a ?b ?c {{ VALUES (?a ?b ?c) {{ ("{harm}" "javascript:alert(1)"^^xsd:anyURI <javascript:alert(1)>) }} }}',
    )
    assert harm in tab.inner_text("#result")
    assert tab.locator("#result img").count() == 0
    addresses = tab.eval_on_selector_all("#result a", "all => all.map((one) => one.getAttribute('href'))")
    assert addresses
    assert all(address.startswith("#q=DESCRIBE") for address in addresses)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible(visit, scheme):
    """By axe's rules, in both colours, with rows and with a graph."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    for fragment in ("", f"#q={quote('DESCRIBE actor:norland')}&view=graph"):
        tab = visit(fragment, scheme=scheme)
        # axe's own script is not the page's, whose policy would not let it in as an element.
        results = axe.run(tab)
        assert [found["id"] for found in results.response["violations"]] == []
