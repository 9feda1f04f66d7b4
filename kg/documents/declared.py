"""What a web page declares about itself: title, publisher, day, address, language."""

import re
from copy import deepcopy
from typing import TYPE_CHECKING

from kg.errors import NotADate
from kg.records import Document

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def known(tree: "HtmlElement") -> dict[str, str | None]:
    """Return the fields of a document that a page declares, None where it says nothing.

    The day comes from its metadata, its address or the first ``time`` of the article, and never from
    its words: neither a heading nor a sentence that names a day says when it was published, and an old
    picture makes no old article.
    """
    from trafilatura import extract_metadata  # noqa: PLC0415 -- heavy

    made = extract_metadata(_declarations(tree, "h1"), extensive=False)
    return {
        "title": made.title,
        "publisher": made.sitename,
        "url": made.url,
        "published": _published(tree, made.url),
        "language": _language(tree),
    }


def _published(tree: "HtmlElement", url: str | None) -> str | None:
    from htmldate import find_date  # noqa: PLC0415 -- heavy

    page = _declarations(tree, "time[@datetime]")
    for element in page.xpath("//title | //meta[contains(@property, 'image')]"):
        element.getparent().remove(element)
    day = find_date(
        page,
        url=url,
        original_date=True,
        extensive_search=False,
        deferred_url_extractor=True,
        max_date="2199-12-31",  # not today, or the same page would be dated differently next year
    )
    try:
        return Document(text="-", published=day).published
    except NotADate:
        return None


def _language(tree: "HtmlElement") -> str | None:
    found = re.match(r"[A-Za-z]{2,3}\b", tree.get("lang") or tree.get(_XML_LANG) or "")
    return found[0].lower() if found else None


def _declarations(tree: "HtmlElement", first: str) -> "HtmlElement":
    """Return a page of what a page says about itself: its head, its JSON-LD, the first element of one sort."""
    from lxml.html import fromstring  # noqa: PLC0415 -- heavy

    page: HtmlElement = fromstring("<html><body></body></html>")
    for head in tree.iterfind("head"):
        page.insert(0, deepcopy(head))
    inside = tree.xpath(f"(//article//{first} | //main//{first})[1]") or tree.xpath(f"(//body//{first})[1]")
    for element in [*tree.xpath("//body//script[@type='application/ld+json']"), *inside]:
        copy = deepcopy(element)
        copy.tail = None
        page.find("body").append(copy)
    return page
