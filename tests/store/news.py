"""A small newspaper, made by hand: four short articles about a dam and a tunnel, with everything read in them.

Norland and Sudland are states, known beforehand; Ana Ruiz, Bo Lind and the State Herald are not.
"""

from kg.known import Known, KnownActor, KnownIssue, Name, NameUse, Office
from kg.records import Record, Span, fingerprint
from kg.store import Run

RUN = Run(extractor="hand", version="1", started="2024-07-01T08:00:00+00:00")

KNOWN = Known(
    actors={
        "norland": KnownActor(
            "norland",
            "Norland",
            "state",
            names=(
                Name("Norland"),
                Name("Kingdom of Norland"),
                Name("Norlandic", NameUse.DEMONYM),
                Name("Norby", NameUse.METONYM, ambiguous=True),
                Name("NOR", NameUse.ACRONYM),
            ),
            wikidata="Q1001",
            not_in=("Norland Street",),
        ),
        "sudland": KnownActor("sudland", "Sudland", "state", wikidata="Q1002"),
        "ministry": KnownActor("ministry", "Foreign Ministry", "organization", part_of="norland", speaks_for="norland"),
        "cole": KnownActor("cole", "Eve Cole", "person"),
        "river-union": KnownActor("river-union", "River Union", "organization", members=("norland", "sudland")),
    },
    offices=(Office("cole", ("prime minister", "premier"), "norland", "norland", "2021-03", "2024-05"),),
    issues={
        "infrastructure": KnownIssue("infrastructure", "infrastructure", theme=True),
        "dam": KnownIssue(
            "dam", "the dam", labels=("the dam", "the great dam"), patterns=("dams?",), broader=("infrastructure",)
        ),
    },
)

PEOPLE = {
    "norland": ("Norland", "state", "Q1001"),
    "sudland": ("Sudland", "state", "Q1002"),
    "ana-ruiz": ("Ana Ruiz", "person", None),
    "bo-lind": ("Bo Lind", "person", None),
    "cole": ("Eve Cole", "person", None),
    "herald": ("State Herald", "organization", None),
    "experts": ("experts", "group", None),
}
ISSUES = {"dam": "the dam", "tunnel": "the tunnel"}


class Article:
    """A record in the making. Words are found in the text by themselves, from ``after`` on."""

    def __init__(self, name, text, **header):
        self.text = text
        self.header = {"id": name, "sha256": fingerprint(text), **header}
        self.mentioned = {}
        self.attributions = []
        self.stances = []

    def span(self, words, after=0):
        """The first place where the words stand."""
        start = self.text.index(words, after)
        return Span.of(self.text, start, start + len(words)).model_dump()

    def mention(self, name, *words):
        """Note that each of these words, one after the other, means an actor or an issue."""
        spans = self.mentioned.setdefault(name, [])
        for word in words:
            spans.append(self.span(word, spans[-1]["end"] if spans else 0))
        return self

    def said(self, name, speaker, content, *, source=None, cue=None, **fields):
        """Note an attribution."""
        self.mention(speaker)
        for role in ("via", "addressee"):
            if fields.get(role):
                self.mention(fields[role])
        made = {"id": name, "speaker": speaker, "content": [self.span(content)], "kind": "direct", **fields}
        made["source"] = [self.span(source)] if source else []
        made["cue"] = [self.span(cue)] if cue else []
        self.attributions.append(made)
        return self

    def stance(self, name, holder, relation, target, evidence, *, voice="self", **fields):
        """Note a stance."""
        kind = "issue" if target in ISSUES else "actor"
        for one in (holder, target, *fields.get("about", ())):
            self.mention(one)
        made = {"id": name, "holder": holder, "relation": relation, "target": {kind: target}, "voice": voice}
        self.stances.append(made | {"evidence": self.span(evidence)} | fields)
        return self

    def record(self):
        """The record of all that was noted."""
        actors = [
            {
                "id": name,
                "name": PEOPLE[name][0],
                "kind": PEOPLE[name][1],
                "wikidata": PEOPLE[name][2],
                "mentions": spans,
            }
            for name, spans in self.mentioned.items()
            if name in PEOPLE
        ]
        issues = [
            {"id": name, "label": ISSUES[name], "mentions": spans}
            for name, spans in self.mentioned.items()
            if name in ISSUES
        ]
        return Record.model_validate(
            {
                "document": self.header,
                "actors": actors,
                "issues": issues,
                "attributions": self.attributions,
                "stances": self.stances,
            }
        )


def stated(day):
    return {"value": day, "precision": {4: "year", 7: "month", 10: "day"}[len(day)], "basis": "stated"}


def plan():
    text = (
        "“We oppose the dam,” Ana Ruiz said. Norland supports the dam.\n\n"
        "Experts say Norland distrusts Sudland over the dam. "
        "“Sudland hides the report on the dam,” said Bo Lind, a professor of law."
    )
    return (
        Article("plan", text, title="A plan for a dam", published="2024-01-10", publisher="The Coast", language="en")
        .mention("ana-ruiz", "Ana Ruiz")
        .mention("norland", "Norland", "Norland")
        .mention("sudland", "Sudland", "Sudland")
        .mention("bo-lind", "Bo Lind")
        .mention("experts", "Experts")
        .mention("dam", "the dam", "the dam", "the dam", "the dam")
        .said("a1", "ana-ruiz", "We oppose the dam,", source="Ana Ruiz", cue="said")
        .said("a2", "experts", "Norland distrusts Sudland over the dam", source="Experts", cue="say", kind="indirect")
        .said("a3", "bo-lind", "Sudland hides the report on the dam,", source="Bo Lind, a professor of law", cue="said")
        .stance("s1", "ana-ruiz", "opposes", "dam", "We oppose the dam", attribution="a1")
        .stance("s2", "norland", "supports", "dam", "Norland supports the dam", voice="narrator")
        .stance(
            "s3",
            "norland",
            "distrusts",
            "sudland",
            "Norland distrusts Sudland over the dam",
            voice="thirdParty",
            attribution="a2",
            about=["dam"],
        )
        .stance("s4", "bo-lind", "accuses", "sudland", "Sudland hides the report", attribution="a3", about=["dam"])
    )


def turn():
    text = (
        "In March Ana Ruiz changed her mind. “I now support the dam,” she said. “It is a good dam.”\n\n"
        "Sudland threatened Norland with tariffs. Norland criticized Sudland for the threat. "
        "Norland does not support the tunnel."
    )
    march = stated("2024-03")
    return (
        Article(
            "turn",
            text,
            title="A turn",
            published="2024-03-20",
            publisher="The Coast",
            url="https://coast.example/turn",
        )
        .mention("ana-ruiz", "Ana Ruiz", "she")
        .mention("norland", "Norland", "Norland", "Norland")
        .mention("sudland", "Sudland", "Sudland")
        .mention("dam", "the dam")
        .mention("tunnel", "the tunnel")
        .said("a1", "ana-ruiz", "I now support the dam,", source="she", cue="said", date=march)
        .said("a2", "ana-ruiz", "It is a good dam.", continues="a1", date=march)
        .stance("s1", "ana-ruiz", "supports", "dam", "I now support the dam", attribution="a1", date=march)
        .stance("s2", "sudland", "threatens", "norland", "Sudland threatened Norland with tariffs", voice="narrator")
        .stance("s3", "norland", "criticizes", "sudland", "Norland criticized Sudland for the threat", voice="narrator")
        .stance(
            "s4", "norland", "supports", "tunnel", "Norland does not support the tunnel", voice="narrator", negated=True
        )
    )


def tariffs():
    text = (
        "Sudland imposed tariffs on Norland. “Norland trusts Sudland,” Prime Minister Eve Cole said. "
        "According to the State Herald, Eve Cole said that Norland opposes the tunnel. Sudland opposes the dam."
    )
    return (
        Article("tariffs", text, title="Tariffs", published="2024-06-01", publisher="The Hill")
        .mention("sudland", "Sudland", "Sudland")
        .mention("norland", "Norland", "Norland", "Norland")
        .mention("cole", "Eve Cole", "Eve Cole")
        .mention("herald", "State Herald")
        .mention("tunnel", "the tunnel")
        .mention("dam", "the dam")
        .said("a1", "cole", "Norland trusts Sudland,", source="Prime Minister Eve Cole", cue="said")
        .said(
            "a2",
            "cole",
            "that Norland opposes the tunnel",
            source="Eve Cole",
            cue="said",
            kind="indirect",
            via="herald",
        )
        .stance("s1", "sudland", "penalizes", "norland", "Sudland imposed tariffs on Norland", voice="narrator")
        .stance(
            "s2", "norland", "trusts", "sudland", "Norland trusts Sudland", voice="representative", attribution="a1"
        )
        .stance(
            "s3", "norland", "opposes", "tunnel", "Norland opposes the tunnel", voice="representative", attribution="a2"
        )
        .stance("s4", "sudland", "opposes", "dam", "Sudland opposes the dam", voice="narrator")
    )


def undated():
    """A text file: nothing is known of it but its words."""
    text = "“We want the tunnel,” experts said."
    return (
        Article("notes.txt", text)
        .mention("experts", "experts")
        .mention("tunnel", "the tunnel")
        .said("a1", "experts", "We want the tunnel,", source="experts", cue="said")
        .stance("s1", "experts", "supports", "tunnel", "We want the tunnel", attribution="a1")
    )


def articles():
    return [plan(), turn(), tariffs(), undated()]


def fill(store, *, known=KNOWN, only=None):
    """Put the newspaper into a store."""
    store.know(known)
    for article in only or articles():
        store.put(article.record(), article.text, run=RUN)
    return store
