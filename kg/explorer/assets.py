"""The files that a page is made of, joined into one script and a style sheet.

They lie in ``page/`` as ES modules, so that editors, type checkers and node read them as they are. A page
carries them joined, in an order in which every module comes after those it needs.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Final

SCRIPTS: Final = (
    "element",
    "words",
    "data",
    "tallies",
    "agreement",
    "facets",
    "spectrum",
    "state",
    "comparing",
    "structure",
    "view",
    "address",
    "calendar",
    "captions",
    "palette",
    "shapes",
    "lines",
    "places",
    "names",
    "newcomers",
    "camera",
    "canvas",
    "motion",
    "stage",
    "charts",
    "card",
    "evidence",
    "differences",
    "document",
    "overview",
    "actor",
    "issue",
    "details",
    "sidebar",
    "timeline",
    "player",
    "search",
    "panes",
    "table",
    "saving",
    "spreadsheet",
    "svgcontext",
    "picture",
    "header",
    "story",
    "maker",
    "keyboard",
    "handle",
    "main",
)
STYLES: Final = ("page", "cards")

_IMPORT = re.compile(r"^import\b[^;]*;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async |)(?:function|const|let|class)\b)", re.MULTILINE)
# Comments that have their lines to themselves, and an empty line after. What stands in code, such as a cast, stays.
_COMMENT = re.compile(r"^[ \t]*(?:/\*\*(?:(?!\*/)[\s\S])*\*/|//[^\n]*)[ \t]*\n\n?", re.MULTILINE)


@cache
def script() -> str:
    """Return all modules as one script that leaves nothing in the global scope; its comments stay in the files."""
    bare = (_COMMENT.sub("", _EXPORT.sub("", _IMPORT.sub("", _read(f"{name}.js")))) for name in SCRIPTS)
    joined = "\n".join(bare)
    return f'(() => {{\n"use strict";\n{joined}}})();'


@cache
def style() -> str:
    """Return the style sheet."""
    return "\n".join(_read(f"{name}.css") for name in STYLES)


@cache
def vis_network() -> str:
    """Return vis-network as pyvis brings it, with its licence."""
    library = files("pyvis") / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
    return _unix(library.read_bytes())


def template() -> str:
    """Return the template of the page."""
    return _read("page.html")


def _read(name: str) -> str:
    return _unix((files("kg.explorer") / "page" / name).read_bytes())


def _unix(content: bytes) -> str:
    # A browser reads every line end as \n before it takes the hash; so do we.
    return content.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
