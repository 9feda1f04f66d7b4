"""The tour: four questions that anybody asks first of a graph, each with its sentences."""

from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.cli.sentences import MARKS, print_sentence

if TYPE_CHECKING:
    import networkx as nx

    from kg.networks import Opposition, Path


class Tour:
    """Prints a graph in short."""

    def __init__(self, console: Console, network: "nx.MultiDiGraph[str]", *, folder: str, documents: int) -> None:
        self.console = console
        self.network = network
        self.folder = folder
        self.documents = documents

    def show(self, *, ends: tuple[str, str] | None, top: int) -> None:
        """Print everything; ``ends`` are the two whose path is shown, found out where nobody names them."""
        actors = [node for node, known in self.network.nodes(data=True) if known["kind"] != "issue"]
        issues = self.network.number_of_nodes() - len(actors)
        self.console.print(
            f"[bold]{self.folder}[/]: {self.documents} documents, {self.network.number_of_edges()} stances of {len(actors)} actors on each other and on {issues} issues"
        )
        if not self.network:
            self.console.print()
            self.console.print(
                f"Nothing to show yet: kg add ARTICLES… --graph {self.folder}", markup=False, soft_wrap=True
            )
            return
        self._central(top)
        self._contested(top)
        self._opposed(top)
        self._connected(ends)
        self._next()

    def _heading(self, text: str) -> None:
        self.console.print()
        self.console.print(Text(text, style="bold"))

    def _central(self, top: int) -> None:
        from kg.networks import rank

        self._heading("Who is most central")
        table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 1, 0, 2))
        for name in ("", "stands for", "against", "is backed by", "opposed by", "joined with"):
            table.add_column(name, justify="right" if name else "left")
        for row in rank(self.network, by=["degree"], only="actors", top=top):
            counts = (row["out_positive"], row["out_negative"], row["in_positive"], row["in_negative"], row["degree"])
            table.add_row(Text(row["label"]), *map(str, counts))
        self.console.print(table)

    def _contested(self, top: int) -> None:
        from kg.networks import contested

        self._heading("What is contested")
        for contest in [one for one in contested(self.network) if one.smaller_side][:top]:
            self.console.print(Text(f"  {contest.issue.label}"))
            for sign, side in ((1, contest.supporters), (-1, contest.opponents)):
                mark, style = MARKS[sign]
                names = ", ".join(end.label for end in side[:6]) + (
                    f" and {len(side) - 6} more" if len(side) > 6 else ""
                )
                self.console.print(Text(f"    {mark} {names}", style=style))

    def _opposed(self, top: int) -> None:
        from kg.networks import opponents

        self._heading("Who opposes whom on what")
        shown: set[object] = set()  # pairs, and sentences: a reader wants to see none twice
        for one in opponents(self.network):
            new = {frozenset((one.one.id, one.other.id)), *((said.holder.id, said.text) for said in one.sentences)}
            if top and not new & shown:
                self._opposition(one)
                shown |= new
                top -= 1

    def _opposition(self, one: "Opposition") -> None:
        over = f" on {one.issue.label}" if one.issue else ""
        self.console.print(Text(f"  {one.one.label} – {one.other.label}{over}"))
        for said in one.sentences:
            print_sentence(self.console, said)

    def _connected(self, ends: tuple[str, str] | None) -> None:
        found = self._path(ends)
        if found is None:
            if ends is not None:
                self._heading(f"{ends[0]} and {ends[1]} are not connected")
            return
        self._heading(f"How {found.ends[0].label} and {found.ends[-1].label} are connected")
        for step in found.steps:
            print_sentence(self.console, step.sentences[0])

    def _path(self, ends: tuple[str, str] | None) -> "Path | None":
        from kg.networks import path

        if ends is not None:
            ways = path(self.network, *ends, n=1)
            return ways[0] if ways else None
        return self._farthest()

    def _farthest(self) -> "Path | None":
        """A path between two persons who never meet, where nobody says between whom."""
        import networkx as nx

        from kg.networks import path, ties

        plain = ties(self.network)
        persons = sorted(
            node for node, known in self.network.nodes(data=True) if known["kind"] == "person" and "/" not in node
        )
        best: tuple[int, str, str] = (1, "", "")
        for person in persons[:50]:
            reached: dict[str, Any] = (
                nx.single_source_shortest_path_length(plain, person, cutoff=4) if person in plain else {}
            )
            for other in persons:
                if other > person and reached.get(other, 0) > best[0]:
                    best = (reached[other], person, other)
        if not best[1]:
            return None
        ways = path(self.network, best[1], best[2], n=1)
        return ways[0] if ways else None

    def _next(self) -> None:
        graph = "" if self.folder == "graph" else f" --graph {self.folder}"
        self._heading("What to try next")
        for command, does in (
            (f"kg explore{graph} --open", "the whole as a page; click on anything for its sentences"),
            (f"kg query{graph} --list", "the questions that have a name"),
            (f"kg query{graph} who-changed-sides", "whose stance turned, with both sentences"),
            (f"kg rank{graph} --by pagerank", "other measures: kg rank --measures"),
            (f"kg network{graph} -o stances.gexf", "for Gephi, Cytoscape, R"),
        ):
            self.console.print(Text(f"  {command}", style="bold"))
            self.console.print(Text(f"      {does}"))
