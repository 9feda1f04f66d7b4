"""The article of a page comes out, and nothing around it."""

import pytest

from kg.documents import html
from kg.errors import EmptyDocument, NotText

MENU = "".join(f"<li><a href='/{n}'>Section {n}: minister rejects reform {n}</a></li>" for n in range(30))
TEASERS = "".join(
    f"<div class='card'><h3><a href='/t{n}'>Zembla condemns strike {n}</a></h3>"
    f"<p>The government of Zembla said on Friday that it would respond to strike {n} with all means.</p></div>"
    for n in range(12)
)
HEAD = (
    "<title>Ruritania rejects the dam | The Strait Courier</title>"
    "<meta property='og:site_name' content='The Strait Courier'>"
    "<meta property='og:title' content='Ruritania rejects the dam'>"
    "<meta property='article:published_time' content='2024-05-06T07:30:00+01:00'>"
    "<link rel='canonical' href='https://courier.example/2024/dam'>"
)
FIGURES = (
    "<figure><img src='a.jpg'><figcaption>President Zed opposes everything in this caption.</figcaption></figure>"
    "<div class='wp-caption'><p class='wp-caption-text'>President Zed hates this caption too.</p></div>"
)
BODY = "<p>Ruritania’s president rejected the dam on Monday.</p><p>“We oppose it,” <a href='/r'>she</a> said.</p>"
TEXT = "Ruritania rejects the dam\nRuritania’s president rejected the dam on Monday.\n“We oppose it,” she said."


def page(body=f"{FIGURES}{BODY}", *, head=HEAD, wrap="article", more="more-stories"):
    """A page as news sites make them: menu, sharing, article, comments, teasers."""
    return (
        f"<!DOCTYPE html><html lang='en-GB'><head><meta charset='utf-8'>{head}</head><body><nav><ul>{MENU}</ul></nav>"
        f"<div class='share'><a href='#'>Share on Facebook</a></div><{wrap}><h1>Ruritania rejects the dam</h1>{body}</{wrap}>"
        f"<div id='comments'><p>User: I hate the dam and everybody who likes it.</p></div>"
        f"<section class='{more}'><h2>More stories</h2>{TEASERS}</section><footer>© Courier</footer></body></html>"
    )


def read(source, name="a.html"):
    return html.document(source.encode() if isinstance(source, str) else source, name)


@pytest.mark.parametrize("wrap", ["article", "main", "div"])
def test_a_short_report_is_not_padded(wrap):
    """Menus, captions, teasers and comments do not become claims, however short the article."""
    assert read(page(wrap=wrap)).text == TEXT


@pytest.mark.parametrize("more", ["more-stories", "teaser", "latest", "block-7"])
def test_teasers_under_any_name(more):
    """They are no part of an article that is marked as one."""
    assert read(page(more=more)).text == TEXT


def test_a_long_report_is_whole():
    """Every paragraph of it, and nothing else."""
    said = [f"In its statement {n}, Ruritania said that it would not accept the dam." for n in range(40)]
    made = read(page("".join(f"<p>{one}</p>" for one in said)))
    assert made.text.split("\n") == ["Ruritania rejects the dam", *said]


def test_what_the_page_says_of_itself():
    """Title, publisher, day, address and language come from its head."""
    made = read(page())
    assert (made.title, made.publisher, made.published) == (
        "Ruritania rejects the dam",
        "The Strait Courier",
        "2024-05-06",
    )
    assert (made.url, made.language) == ("https://courier.example/2024/dam", "en")


def test_a_date_in_the_text_is_no_date_of_publication():
    """Nor is the year of the copyright, nor the day on which somebody runs kg."""
    body = "<p>On 3 March 2011 they rejected the dam, and again on 2019-04-05.</p><p>Copyright 2020 by the Courier.</p>"
    assert read(page(body, head="<title>T</title>")).published is None


@pytest.mark.parametrize(
    "head",
    [
        "<title>What they said on 3 March 2011</title>",
        "<meta name='description' content='On 2011-03-03 they rejected it'>",
        "<meta property='og:image' content='https://c.example/2011/03/03/a.jpg'>",
        "<script>let year = '2011-03-03'</script>",
    ],
)
def test_a_date_in_a_heading_is_none_either(head):
    """It is what the article is about; and an old picture makes no old article."""
    source = f"<html><head>{head}</head><body><h1>What they said on 3 March 2011</h1>{BODY}</body></html>"
    assert read(source).published is None


def test_the_first_time_of_the_article_is_its_date():
    """Not that of a teaser before it or after it."""
    dated = page(f"<time datetime='2024-05-06T23:50:00-07:00'>May 6</time>{BODY}<time datetime='2001-01-01'>", head="")
    assert read(dated.replace("<nav>", "<time datetime='1999-01-01'>Old</time><nav>")).published == "2024-05-06"


def test_linked_data_counts():
    """JSON-LD in the body is read like a head."""
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-05-06", "headline": "The dam"}</script>'
    assert read(page(data + BODY, head="")).published == "2024-05-06"


@pytest.mark.parametrize(
    ("declared", "written_in"),
    [
        ("iso-8859-1", "cp1252"),
        ("windows-1251", "cp1251"),
        ("shift_jis", "cp932"),
        ("utf-8", "utf-8"),
        ("iso-8859-1", "utf-8"),
    ],
)
def test_the_declared_charset_is_honoured(declared, written_in):
    """As browsers read it; and a page that they saved as UTF-8 may still declare its old charset."""
    words = {"cp1251": "Мы против", "cp932": "首相は反対"}.get(written_in, "“Nö”")
    source = f"<html><head><meta charset={declared}></head><body><p>{words}, he said at noon.</p><p>They left.</p></body></html>"
    assert read(source.encode(written_in)).text == f"{words}, he said at noon.\nThey left."


@pytest.mark.parametrize("declared", ["utf-16", "base64", "unicode_escape", "undefined", "no-such", "\u00e9"])
def test_a_declaration_that_cannot_be_true(declared):
    """It is passed over, and the charset guessed."""
    words = "Les états n’étaient pas d’accord à propos du barrage. " * 5
    source = f"<html><head><meta charset='{declared}'></head><body><p>{words}</p><p>Voilà.</p></body></html>"
    assert read(source.encode("cp1252")).text == f"{words.strip()}\nVoilà."


def test_a_page_in_another_charset_than_it_declares():
    """Replacement characters all over would be quotations that nobody said."""
    source = f"<html><head><meta charset=utf-8></head><body><p>{'Мы против договора. ' * 20}</p></body></html>"
    with pytest.raises(NotText, match="WINDOWS-1251"):
        read(source.encode("cp1251"))


def test_one_stray_byte_does_not_refuse_a_page():
    """A browser shows it, so kg reads it."""
    made = read(page().encode().replace(b"on Monday.", b"on Monday.\xff"))
    assert "on Monday.\ufffd" in made.text


def test_the_same_page_gives_the_same_text():
    """However often, and whatever was read before."""
    texts = {read(page()).text for _ in range(5)}
    read(page("<p>Ruritania’s president rejected the dam on Monday.</p>" * 3))
    assert texts == {read(page()).text} == {TEXT}


def test_a_fragment_is_a_page():
    """One paragraph without html and body around it."""
    assert read("<p>Ruritania opposes the dam.</p>").text == "Ruritania opposes the dam."


@pytest.mark.parametrize(
    "source", ["<html></html>", "<html><body><nav>Home</nav></body></html>", "<html><body><img src=a></body></html>"]
)
def test_a_page_without_an_article(source):
    """The hint says what to do if there is one after all."""
    with pytest.raises(EmptyDocument, match="save its text") as caught:
        read(source)
    assert caught.value.place == "a.html"


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 30_000 + "<p>We agree.</p>",
        "<p>a<b>" * 5_000,
        "<html" * 500,
        "<html><body>\x0b<p>a</p><p>&#xD800; b</p>",
        "<?xml version='1.0' encoding='latin1'?><html><body><p>We agree.</p><p>x</p></body></html>",
    ],
)
def test_hostile_pages_end_in_text_or_an_error_of_ours(source):
    """No page ends in a traceback."""
    try:
        made = read(source).text
    except EmptyDocument as problem:
        made = problem.place
    assert made.strip()


def test_a_failing_parser_is_a_problem_of_the_page(monkeypatch):
    """What nobody foresaw in somebody's HTML stops neither the run nor the next page."""

    def fail(*_args, **_options):
        raise RecursionError

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    with pytest.raises(EmptyDocument, match="RecursionError"):
        read(page())
