"""From a network to a page."""

import os
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import KgError, UnknownNode, did_you_mean
from kg.explorer.contents import Contents, clean, read_network
from kg.explorer.pages import Page
from kg.explorer.positions import positions_in
from kg.explorer.quoting import Quoting
from kg.explorer.story import Step, read_story, told
from kg.iris import slug

if TYPE_CHECKING:
    from networkx import MultiDiGraph

#: How many links a picture can hold for each node in it, before it is a hairball.
_LINKS_A_NODE = 2.5


def explore(
    network: "MultiDiGraph[Any]",
    *,
    title: str | None = None,
    focus: str | None = None,
    limit: int = 60,
    evidence: str = "full",
    max_quote: int | None = None,
    story: "str | os.PathLike[str] | Iterable[tuple[str, str]] | None" = None,
    like: "Page | str | os.PathLike[str] | None" = None,
    texts: Mapping[str, str] | None = None,
) -> Page:
    """Make a page on which every mark opens the sentences behind it.

    One HTML file: it loads nothing, and runs nothing that stands in the data. The same network gives the same bytes.

    ``focus`` opens the page on an actor or issue (an id, a name or an alias). ``limit`` is how many nodes
    are drawn at first, with at most two and a half times as many links; the rest is found by search,
    filters, or "Draw all". ``evidence`` is ``full``, ``none``, or ``top:5`` for the surest five sentences of every
    link; ``max_quote`` cuts passages to so many characters. Evidence that would make the file larger than five
    megabytes is cut to the surest sentences of every link, and the page and its ``summary`` say so.

    ``story`` is what a presenter steps through: a file as `kg.explorer.story` describes it, or pairs of a caption
    and an address of the page. ``like`` is an earlier page, or its file: who is on it stays where it stands there.
    ``texts`` are whole articles by the id of their document, for the view of a document; without them it shows the
    paragraphs that have stances.

    Raises `UnknownNode` for a focus that is not in the network, `NetworkError` for a network that is none of ours,
    `InputError` for a story or an earlier page that cannot be read.

    >>> from networkx import MultiDiGraph
    >>> talks = MultiDiGraph()
    >>> talks.add_node("oslo", label="Oslo", kind="state")
    >>> talks.add_node("cod", label="Cod quotas", kind="issue")
    >>> talks.add_edge("oslo", "cod", key="1", relation="opposes", evidence="Oslo rejects the quotas")
    '1'
    >>> explore(talks, focus="Oslo").summary
    '1 actor, 1 issue, 1 statement.'
    """
    if limit < 2:
        raise KgError(f"limit is {limit}; a picture needs 2 nodes or more.")
    from kg.explorer.carrier import rendered  # noqa: PLC0415 -- pyvis and numpy take half a second
    from kg.explorer.payload import payload  # noqa: PLC0415

    contents = read_network(network)
    quoting = Quoting.read(evidence, max_quote)
    if texts and quoting != Quoting():
        raise KgError("whole articles are asked for, and less than all evidence. Leave out one of the two.")
    bounds = {"nodes": limit, "links": round(limit * _LINKS_A_NODE)}
    before = None if like is None else positions_in(like.html if isinstance(like, Page) else Path(like))
    held = payload(contents, limit=bounds, quoting=quoting, before=before, texts=texts)
    heading = clean(title or network.graph.get("title") or "Who stands where")
    counts = _counts(contents)
    meta = {
        "title": heading,
        "slug": slug(heading)[:60] or "stances",
        "generator": _generator(),
        "focus": _focus(contents, focus),
        "limit": bounds,
        "counts": counts,
        "story": _story(story, contents),
        **held.tables,
    }
    subtitle = _plural(counts, "statements", "actors", "issues", "documents")
    html = rendered(title=heading, subtitle=subtitle, nodes=held.nodes, edges=held.edges, meta=meta)
    summary = f"{_plural(counts, 'actors', 'issues', 'statements').replace(' · ', ', ')}."
    surest = held.tables.get("surest")
    return Page(html, f"{summary} For its size, {_only(surest)}." if surest else summary)


def _only(surest: int) -> str:
    sentences = "sentence" if surest == 1 else f"{surest} sentences"
    return f"only the surest {sentences} of each link {'is' if surest == 1 else 'are'} in it"


def _story(
    story: "str | os.PathLike[str] | Iterable[tuple[str, str]] | None", contents: Contents
) -> list[dict[str, str]] | None:
    if story is None:
        return None
    steps: Iterable[Step | tuple[str, str]] = read_story(Path(story)) if isinstance(story, str | os.PathLike) else story
    return told(steps, known=[node.id for node in contents.nodes])


def _generator() -> str:
    try:
        return f"kg {version('kg')}"
    except PackageNotFoundError:  # a checkout that is not installed
        return "kg"


def _counts(contents: Contents) -> dict[str, int]:
    issues = sum(node.is_issue for node in contents.nodes)
    return {
        "actors": len(contents.nodes) - issues,
        "issues": issues,
        "statements": len(contents.statements),
        "documents": len({made.source.id for made in contents.statements}),
        "publishers": len({made.source.publisher for made in contents.statements} - {None}),
    }


def _plural(counts: dict[str, int], *names: str) -> str:
    known = [(counts[name], name if counts[name] != 1 else name.removesuffix("s")) for name in names]
    return " · ".join(f"{count:,} {name}" for count, name in known if count or name == "statements")


def _focus(contents: Contents, focus: str | None) -> str | None:
    """Return the id that a focus means: an id, else a name, else an alias, whatever the capitals."""
    if focus is None:
        return None
    wanted = focus.casefold()
    for names in (
        {node.id: node.id for node in contents.nodes},
        {node.label.casefold(): node.id for node in reversed(contents.nodes)},
        {alias.casefold(): node.id for node in reversed(contents.nodes) for alias in node.aliases},
    ):
        if found := names.get(focus, names.get(wanted)):
            return found
    known = [node.label for node in contents.nodes]
    hint = did_you_mean(focus, known, otherwise="the page's search box knows all names.")
    raise UnknownNode(f"nobody called {focus!r} is in the network: {hint}")
