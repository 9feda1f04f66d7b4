"""How soon the page is there, and how quick it is, beside the page of stock pyvis in the same browser and run.

python -m benchmarks.explorer             # a table; needs Chromium and Playwright, and takes some minutes, nearly all of them for pyvis
python -m benchmarks.explorer --readme    # the table, written into docs/explorer.md

Wall clock of a headless browser without a graphics card: the figures compare pages with each other, and say little of
a machine with one. The best of three; stock pyvis once, and given up after `PATIENCE` seconds.
"""

import argparse
import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
from rich.console import Console
from rich.table import Table

from benchmarks import readme

COLUMNS = ("what", "nodes / links", "kg", "stock pyvis")
DOCS = Path(__file__).parent.parent / "docs" / "explorer.md"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
ROUNDS = 3
PATIENCE = 100  # seconds
STOCK = (100, 1000)  # nodes; what is between and beyond would take stock pyvis many minutes more

# Before the page's own scripts: note when it says that it is ready.
READY = """new MutationObserver(() => (window.readyAt ??= performance.now()))
  .observe(document, { subtree: true, attributeFilter: ["data-ready"] });"""
# Stock pyvis draws nothing before its physics has come to rest: its first frame is the first picture.
FIRST_FRAME = """let made;
Object.defineProperty(window, "network", {
  configurable: true,
  get: () => made,
  set: (network) => {
    made = network;
    network?.on("afterDrawing", () => (window.readyAt ??= performance.now()));
  },
});"""
CLICKS = """() => {
  const timed = (act) => {
    const began = performance.now();
    act();
    return performance.now() - began;
  };
  const tile = document.querySelector("#signs button");
  const bar = () => document.querySelector("#details .bar");
  const rounds = [0, 1, 2, 3];
  return {
    filter: Math.min(...rounds.map(() => timed(() => tile.click()))),
    select: Math.min(...rounds.map(() => {
      const took = timed(() => bar().click());
      document.querySelector("#pill-all").click();
      return took;
    })),
  };
}"""


def crowd(nodes: int, links: int, *, seed: int = 2) -> "nx.MultiDiGraph[str]":
    """Return a network of so many actors and issues with a few hubs, one statement a link."""
    draw = random.Random(seed)  # noqa: S311 -- no secret, a crowd
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    names = [f"n{number:04}" for number in range(nodes)]
    for number, name in enumerate(names):
        kind = "person" if number % 4 else "issue"
        network.add_node(name, label=f"{kind.title()} {number}", kind=kind)
    weights = [1 / (place + 4) for place in range(nodes)]
    pairs: set[tuple[str, str]] = set()
    while len(pairs) < links:
        # Everybody once, so that nobody is left out; then as the dice fall.
        holder = names[len(pairs)] if len(pairs) < nodes else draw.choice(names)
        target = draw.choices(names, weights)[0]
        if holder == target or (holder, target) in pairs:
            continue
        pairs.add((holder, target))
        words = f"{holder} has something to say about {target}"
        network.add_edge(
            holder,
            target,
            relation=draw.choice(["supports", "opposes", "criticizes", "asks"]),
            date=f"202{draw.randint(0, 3)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}",
            confidence=round(draw.uniform(0.4, 1), 2),
            evidence=words,
            passage=f"It was a long day. {words}, the speaker said. Nobody was surprised by that.",
            evidence_start=19,
            document=f"d{len(pairs) // 7}",
        )
    return network


def stock(network: "nx.MultiDiGraph[str]") -> str:
    """Return the page that pyvis makes of a network by itself, with all that it needs in it."""
    from pyvis.network import Network

    page = Network(directed=True, cdn_resources="in_line")
    for name, label in network.nodes(data="label"):
        page.add_node(name, label=label)
    for holder, target, sign in network.edges(data="sign"):
        page.add_edge(holder, target, color="blue" if sign != -1 else "orange")
    return page.generate_html()


class Timer:
    """Opens pages in a browser without a network, each in a window of its own."""

    def __init__(self, browser: Any, folder: Path) -> None:
        self.browser = browser
        self.folder = folder

    def ready(self, html: str, note: str, *, fragment: str = "", then: str | None = None) -> tuple[float | None, Any]:
        """Return after how many seconds the first picture was there, None if not in time; and what ``then`` gives."""
        path = self.folder / "page.html"
        path.write_text(html, encoding="utf-8", newline="\n")
        context = self.browser.new_context(viewport={"width": 1400, "height": 900})
        context.route("http*://**/*", lambda route: route.abort())
        context.add_init_script(note)
        tab = context.new_page()
        tab.set_default_timeout(PATIENCE * 1000)
        tab.goto(path.as_uri() + fragment, wait_until="commit")
        try:
            seconds = self._waited(tab)
            return seconds, tab.evaluate(then) if then and seconds is not None else None
        finally:
            context.close()

    def _waited(self, tab: Any) -> float | None:
        for _ in range(PATIENCE * 10):
            tab.wait_for_timeout(100)
            at = tab.evaluate("window.readyAt ?? null")
            if at is not None:
                return float(at) / 1000
        return None

    def best(self, html: str, fragment: str = "") -> float:
        """Return the shortest time until our page was ready."""
        times = [self.ready(html, READY, fragment=fragment)[0] for _ in range(ROUNDS)]
        return min(one for one in times if one is not None)


def rows(timer: Timer) -> Iterator[tuple[str, str, str, str]]:
    """Yield what was measured, on how much, our figure and that of stock pyvis."""
    from kg.explorer import explore

    for nodes, links in ((100, 300), (500, 1500), (1000, 3000), (2000, 6000)):
        network = crowd(nodes, links)
        size = f"{nodes:,} / {links:,}"
        page = explore(network).html
        yield "first picture, the strongest links", size, f"{timer.best(page):.2f} s", ""
        ours = timer.best(page, "#all=1")
        versus = ""
        if nodes in STOCK:
            theirs, _ = timer.ready(stock(network), FIRST_FRAME)
            versus = _versus(theirs, ours)
        yield "first picture, everything", size, f"{ours:.2f} s", versus
        yield "size of the file", size, f"{len(page.encode()) / 1000:,.0f} kB", ""
    for nodes, links in ((150, 450), (2000, 6000)):
        _, took = timer.ready(explore(crowd(nodes, links)).html, READY, then=CLICKS)
        for what, words in (("select", "select an actor or issue"), ("filter", "change a filter")):
            yield words, f"{nodes:,} / {links:,}", f"{took[what]:.0f} ms", ""


def _versus(theirs: float | None, ours: float) -> str:
    if theirs is None:
        return f"nothing after {PATIENCE} s: over {PATIENCE / ours:,.0f} ×"
    return f"{theirs:.1f} s: {theirs / ours:,.0f} ×"


def main() -> None:
    """Print the table; write it into the documentation where that is asked."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readme", action="store_true")
    given = parser.parse_args()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        measured = list(rows(Timer(browser, Path(folder))))
        browser.close()
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in COLUMNS:
        table.add_column(heading)
    for row in measured:
        table.add_row(*row)
    Console().print(table)
    if given.readme:
        readme.write("page", readme.table(COLUMNS, [dict(zip(COLUMNS, row, strict=True)) for row in measured]), DOCS)


if __name__ == "__main__":
    main()
