"""Web pages: the article of a page, without menus, captions, teasers and comments."""

import codecs
import re
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING

from kg.documents import declared
from kg.documents.encoding import guess, refuse_binary, refuse_empty, text_of
from kg.errors import EmptyDocument, NotText
from kg.records import Document

if TYPE_CHECKING:
    from configparser import ConfigParser

    from lxml.html import HtmlElement

_DECLARED = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding=["']([\w.:-]+)""", re.IGNORECASE
)
# Python knows encodings that no page is in, from base64 to UTF-16, which could not declare itself.
_CHARSET = re.compile(r"(?:utf-8|cp|iso|koi8|mac|euc|gb|big5|shift_jis|tis|johab|hz|ascii)")
# What browsers make of a declaration, for pages that say less than they mean.
_BROADER = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932"}

# Captions, pull quotes and teasers read like sentences of the article, and are not, or are so twice.
_AROUND = (
    "caption wp-caption-text image-caption photo-caption media-caption credit pullquote pull-quote "
    "teaser teasers related related-stories related-articles more-stories most-read recommended"
)
_PRUNED = [
    *("//figcaption", "//nav"),
    *(f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {token} ')]" for token in _AROUND.split()),
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
        known = declared.known(tree) if text and tree is not None else {}
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
    charset = _charset(data)
    text = data.decode(charset or guess(data[:20_000]) or "utf-8", errors="replace")
    # A stray byte is no reason to refuse a page; one in a thousand characters means that the charset is wrong.
    if text.count("\ufffd") > max(3, len(text) // 1000):
        if charset in {None, "utf-8"}:
            return text_of(data, place)  # which raises, and says what it looks like
        raise NotText(f"the page declares {charset}, and is not: save it as UTF-8", place=place)
    return text


def _charset(data: bytes) -> str | None:
    found = _DECLARED.search(data[:4096])
    if not found:
        return None
    try:
        name = codecs.lookup((found[1] or found[2]).decode("ascii")).name
    except LookupError:
        return None
    return _BROADER.get(name, name) if _CHARSET.match(name) else None


def _tree(source: str) -> "HtmlElement | None":
    from trafilatura import load_html  # noqa: PLC0415 -- heavy

    # A fragment of one paragraph is no page to trafilatura.
    fragment = not re.search(r"<(?:html|body)\b", source, re.IGNORECASE)
    tree: HtmlElement | None = load_html(f"<html><body>{source}</body></html>" if fragment else source)
    return tree


def _main_text(tree: "HtmlElement", source: str) -> str:
    from trafilatura import bare_extraction  # noqa: PLC0415

    # Deduplication stays off: it remembers earlier pages, and the same page would give another text.
    for precise, fast in _attempts(tree, big=len(source) > _FAST_FROM):
        made = bare_extraction(
            deepcopy(tree),
            favor_precision=precise,
            fast=fast,
            include_comments=False,
            include_tables=False,
            deduplicate=False,
            prune_xpath=_PRUNED,
            config=_config(),
        )
        found = getattr(made, "text", None)
        if found and found.strip():
            return str(found).strip()
    return ""


@cache
def _config() -> "ConfigParser":
    from trafilatura.settings import use_config  # noqa: PLC0415

    config: ConfigParser = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(_SHORTEST))
    return config


def _attempts(tree: "HtmlElement", *, big: bool) -> list[tuple[bool, bool]]:
    """Return how to read a page, best first: whether precisely, and whether without a second opinion."""
    # The second opinion takes the longer text for the better one. Where the page itself marks one article,
    # that would only add the teasers around a short report.
    marked = tree.xpath("count(//article)") == 1 or bool(tree.xpath("//*[@itemprop='articleBody']"))
    attempts = [(True, True)] if marked or big else []
    return [*attempts, (True, big), (False, big)]
