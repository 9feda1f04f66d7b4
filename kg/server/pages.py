"""The page to ask on: one HTML document with its scripts in it, and a policy that lets nothing else run."""

import re
from functools import cache
from importlib.resources import files
from typing import Final

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from kg.explorer.policy import policy
from kg.iris import PREFIXES
from kg.server.description import named
from kg.store import named_queries

#: In an order in which every module comes after those that it needs.
SCRIPTS: Final = ("element", "state", "tokens", "terms", "answer", "table", "picture", "editor", "examples", "main")

FIRST: Final = """\
# Who takes which stance on whom or what? Every row has the sentence that says so.
SELECT ?date ?who ?verb ?whom ?sentence ?title ?stance WHERE {
  ?stance kg:holder/rdfs:label ?who ;
          kg:relation/skos:prefLabel ?verb ;
          kg:target/rdfs:label ?whom ;
          kg:evidence/oa:exact ?sentence .
  OPTIONAL { ?stance kg:date ?date }
  OPTIONAL { ?stance kg:inDocument/schema:headline ?title }
}
ORDER BY DESC(?date) ?who
LIMIT 50
"""

_IMPORT = re.compile(r"^import\b[^;]*;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async |)(?:function|const|let|class)\b)", re.MULTILINE)


@cache
def page() -> tuple[str, str]:
    """Return the page, and the policy that it is to be sent with."""
    modules = (_EXPORT.sub("", _IMPORT.sub("", _read(f"{name}.js"))) for name in SCRIPTS)
    script = '(() => {\n"use strict";\n' + "\n".join(modules) + "})();"
    style = _read("page.css")
    data = {
        "prefixes": PREFIXES,
        "queries": [named(query) for query in named_queries().values()],
        "first": FIRST,
    }
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    # Our own code, which is to reach the page byte for byte; whatever is data goes through `tojson`.
    code = {"script": Markup(script), "style": Markup(style)}  # noqa: S704 -- ours, no data in them
    html = environment.from_string(_read("page.html")).render(data=data, **code)
    return html, policy(scripts=[script], styles=[style], connect="'self'")


def _read(name: str) -> str:
    home = files("kg.explorer") if name == "element.js" else files("kg.server")
    # A browser reads every line end as \n before it takes the hash; so do we.
    return (home / "page" / name).read_bytes().decode().replace("\r\n", "\n")
