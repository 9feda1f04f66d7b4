"""Web pages: the article of a page, without menus, captions, teasers and comments."""

import codecs
import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from kg.documents.encoding import guess, refuse_binary, refuse_empty, text_of
from kg.errors import EmptyDocument, NotADate, NotText
from kg.records import Document

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DECLARED = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding=["']([\w.:-]+)""", re.IGNORECASE
)
# What browsers make of a declaration, for pages that say less than they mean.
_BROADER = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932"}

# Captions, pull quotes and teasers read like sentences of the article, and are not, or are so twice.
_TOKENS = (
    *(
        "caption",
        "wp-caption-text",
        "image-caption",
        "photo-caption",
        "media-caption",
        "credit",
        "pullquote",
        "pull-quote",
    ),
    *(
        "teaser",
        "teasers",
        "related",
        "related-stories",
        "related-articles",
        "more-stories",
        "most-read",
        "recommended",
    ),
)
_PRUNED = [
    *("//figcaption", "//nav"),
    *(f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {token} ')]" for token in _TOKENS),
]

_FAST_FROM = 2_000_000  # characters: a page as long as a book gets no second opinion, which would double the time
_SHORTEST = 25  # characters: with fewer than trafilatura's own 250, a short report is not padded with teasers


def document(data: bytes, place: str) -> Document:
    r"""Return the article of a web page: its main text, and what the page declares about it.

    The text is what trafilatura makes of the page, one paragraph a line, and offsets refer to that, not
    to the HTML; the same page gives the same text with the same version of trafilatura. Title, date,
    publisher and address come from the page's own metadata; a date that merely stands in the text is
    never taken for the date of publication. Nothing is fetched. Raises `NotText` and `EmptyDocument`.

    >>> document(b"<html lang=en><body><p>We agree, said Ms. Ruiz.</p><p>They left.</p></body></html>", "a.html").text
    'We agree, said Ms. Ruiz.\nThey left.'
    """
    source = decoded(data, place)
    refuse_empty(source, place)
    # A parser of other people's HTML meets what nobody foresaw; that page is a problem, the run goes on.
    try:
        tree = _tree(source)
        text = _main_text(tree, source) if tree is not None else ""
        known = _metadata(tree) if text else {}
    except Exception as error:
        raise EmptyDocument(
            f"the page could not be read ({type(error).__name__}): save its text as .txt", place=place
        ) from error
    if not text:
        raise EmptyDocument("no article was found in the page: if there is one, save its text as .txt", place=place)
    refuse_empty(text, place)
    return Document(text=text, **known)


def decoded(data: bytes, place: str) -> str:
    """Return the source of a page, decoded as a browser would.

    A byte-order mark decides, then valid UTF-8 (a browser that saves a page converts it and leaves the
    old declaration in it), then the declared charset, then a guess. Raises `NotText`.

    >>> decoded('<meta charset="windows-1251"><p>Мы за'.encode("cp1251"), "a.html")[-5:]
    'Мы за'
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    refuse_binary(data, place)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _declared(data)
    text = data.decode(declared or guess(data[:20_000]) or "utf-8", errors="replace")
    # A stray byte is no reason to refuse a page; one in a thousand characters means that the charset is wrong.
    if text.count("\ufffd") > max(3, len(text) // 1000):
        if declared in {None, "utf-8"}:
            return text_of(data, place)  # which raises, and says what it looks like
        raise NotText(f"the page declares {declared}, and is not: save it as UTF-8", place=place)
    return text


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:4096])
    if not found:
        return None
    try:
        name = codecs.lookup((found[1] or found[2]).decode("ascii")).name
    except LookupError:
        return None
    return _BROADER.get(name, name)


def _tree(source: str) -> "HtmlElement | None":
    from trafilatura import load_html  # noqa: PLC0415 -- heavy

    # A fragment of one paragraph is no page to trafilatura.
    fragment = not re.search(r"<(?:html|body)\b", source, re.IGNORECASE)
    tree: HtmlElement | None = load_html(f"<html><body>{source}</body></html>" if fragment else source)
    return tree


def _main_text(tree: "HtmlElement", source: str) -> str:
    from trafilatura import bare_extraction  # noqa: PLC0415
    from trafilatura.settings import use_config  # noqa: PLC0415

    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(_SHORTEST))
    # Deduplication stays off: it remembers earlier pages, and the same page would give another text.
    for precise in (True, False):
        made = bare_extraction(
            deepcopy(tree),
            favor_precision=precise,
            fast=len(source) > _FAST_FROM,
            include_comments=False,
            include_tables=False,
            deduplicate=False,
            prune_xpath=_PRUNED,
            config=config,
        )
        found = getattr(made, "text", None)
        if found and found.strip():
            return str(found).strip()
    return ""


def _metadata(tree: "HtmlElement") -> dict[str, Any]:
    from trafilatura import extract_metadata  # noqa: PLC0415

    # The latest date is fixed, or the same page would be dated differently next year.
    dates = {"original_date": True, "extensive_search": False, "deferred_url_extractor": True, "max_date": "2199-12-31"}
    made = extract_metadata(_declarations(tree), date_config=dates, extensive=False)
    known = {"title": made.title, "publisher": made.sitename, "url": made.url, "published": made.date}
    language = re.match(
        r"[A-Za-z]{2,3}\b", tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    )
    known["language"] = language[0].lower() if language else None
    try:
        Document(text="-", published=known["published"])
    except NotADate:
        known["published"] = None
    return known


def _declarations(tree: "HtmlElement") -> "HtmlElement":
    """Return a page of what a page says about itself: its head, its JSON-LD, its first heading and time."""
    from lxml.html import fromstring  # noqa: PLC0415

    page: HtmlElement = fromstring("<html><body></body></html>")
    body = page[0]
    for head in tree.iterfind("head"):
        page.insert(0, deepcopy(head))
    wanted = [*tree.xpath("//body//script[@type='application/ld+json']"), *tree.xpath("(//body//h1)[1]")]
    times = tree.xpath("(//article//time[@datetime] | //main//time[@datetime])[1]") or tree.xpath(
        "(//time[@datetime])[1]"
    )
    for element in [*wanted, *times]:
        copy = deepcopy(element)
        copy.tail = None
        body.append(copy)
    return page
