"""pyvis, kept at arm's length: it holds the network and renders our template.

The only module that imports pyvis, and only when a page is made: it takes half a second. Nothing of
pyvis's own page is used, which runs scripts from data and loads libraries from elsewhere.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from jinja2 import DictLoader, Environment
from markupsafe import Markup

from kg.explorer import assets
from kg.explorer.policy import policy

#: Options of vis-network. Physics stays off: positions come from Python.
OPTIONS: Final[Mapping[str, Any]] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {
        "hover": True,
        "keyboard": False,  # the page has its own
        "multiselect": False,
        "selectConnectedEdges": False,
        "tooltipDelay": 1_000_000,
        "zoomSpeed": 0.6,
    },
    "edges": {
        "arrowStrikethrough": False,
        "color": {"inherit": False, "opacity": 1},
        "hoverWidth": 0.6,
        "selectionWidth": 0,
        "smooth": {"enabled": False},  # the page bends each line itself; the default adds a node to each
    },
}

_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Ccircle cx='8' cy='8' r='6' fill='none' stroke='%23b84e06' stroke-width='3'/%3E"
    "%3Cpath d='M8 2a6 6 0 0 1 0 12' fill='none' stroke='%231f6fb4' stroke-width='3'/%3E%3C/svg%3E"
)


def rendered(
    *,
    title: str,
    subtitle: str,
    nodes: Sequence[Mapping[str, Any]],
    edges: Sequence[Mapping[str, Any]],
    meta: Mapping[str, Any],
) -> str:
    """Return the whole page. Every value from the data is escaped, or JSON in a block that no browser runs."""
    from pyvis.network import Network  # noqa: PLC0415 -- see above

    network = Network(directed=True, heading=title, cdn_resources="in_line")
    for node in nodes:
        network.add_node(node["id"], **{key: value for key, value in node.items() if key != "id"})
    for edge in edges:
        network.add_edge(edge["from"], edge["to"], ranks=edge["ranks"], statements=edge["statements"])
    network.options = dict(OPTIONS)
    network.path = "page.html"
    network.templateEnv = _environment()
    network.templateEnv.globals["page"] = _context(subtitle, meta)
    html: str = network.generate_html()
    return html


def _environment() -> Environment:
    environment = Environment(autoescape=True, loader=DictLoader({"page.html": assets.template()}))
    # No bare NaN, which JSON does not know; letters as they are, which is half the size for Chinese.
    environment.policies["json.dumps_kwargs"] = {
        "sort_keys": True,
        "ensure_ascii": False,
        "allow_nan": False,
        "separators": (",", ":"),
    }
    return environment


def _context(subtitle: str, meta: Mapping[str, Any]) -> dict[str, Any]:
    scripts, styles = (assets.vis_network(), assets.script()), (assets.style(),)
    return {
        "language": "en",
        "generator": meta["generator"],
        "subtitle": subtitle,
        "icon": _ICON,
        "meta": meta,
        "options": OPTIONS,
        "policy": policy(scripts=scripts, styles=styles),
        "scripts": [Markup(text) for text in scripts],  # noqa: S704 -- ours and pyvis's, no data in them
        "styles": [Markup(text) for text in styles],  # noqa: S704 -- as above
    }
