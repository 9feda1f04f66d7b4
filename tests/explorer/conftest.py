"""Networks in the shape that kg.networks makes them: a dispute, a hostile one, a large one."""

import random
from types import SimpleNamespace

import networkx as nx
import pytest

from kg.explorer import explore
from kg.relations import RELATIONS

ACTORS = {
    "norland": ("Norland", "state"),
    "vestria": ("Vestria", "state"),
    "ostmark": ("Ostmark", "state"),
    "kavala": ("Kavala", "state"),
    "harbour-union": ("Harbour Union", "organization"),
    "league-of-ports": ("League of Northern Ports", "organization"),
    "fishers": ("Fishing cooperatives", "group"),
    "experts": ("Maritime experts", "group"),
    "ilse-brandt": ("Ilse Brandt", "person"),
    "tomas-ruiz": ("Tomás Ruiz", "person"),
    "mira-okonkwo": ("Mira Okonkwo", "person"),
    "jan-weiss": ("Jan Weiß", "person"),
    "sela-amari": ("Sela Amari", "person"),
    "peder-holm": ("Peder Holm", "person"),
    "coast-guard": ("Vestrian Coast Guard", "organization"),
}
ISSUES = {
    "issue/quotas": "Cod quotas",
    "issue/patrols": "Joint patrols in the strait",
    "issue/tolls": "Tolls for foreign ships",
    "issue/summit": "A summit in spring",
    "issue/sanctions": "Sanctions on shipowners",
    "issue/court": "Going to the sea court",
    "issue/reserve": "A marine reserve",
    "issue/pilots": "Compulsory pilots",
    "issue/cable": "The cable to Kavala",
    "issue/withdrawal": "Withdrawal of the fishing fleet from the northern banks",
}
VERBS = {1: "supports", 0: "discusses", -1: "rejects"}
OUTLETS = {"northern-post": "Northern Post", "strait-daily": "Strait Daily", "wire": "Example Wire"}


def put(network, holder, target, *, key, **given):
    """Add a stance with everything that an edge carries; what is not given is plausible."""
    relation = given.pop("relation", "supports")
    evidence = given.pop("evidence", f"{holder} {relation} {target}")
    passage = (
        given.pop("passage", None)
        or f"Talks went on until late. {evidence}, the minister said on Monday. Nobody was surprised."
    )
    start = passage.find(evidence)
    offset = given.pop("passage_start", 1000)
    said = passage.find("said")
    attributes = {
        "relation": relation,
        "family": RELATIONS[relation].family if relation in RELATIONS else "position",
        "sign": RELATIONS[relation].sign if relation in RELATIONS else 0,
        "certainty": "certain",
        "tense": "present",
        "intensity": 2,
        "voice": "self",
        "stated": True,
        "date": "2023-06-19",
        "first_day": "2023-06-19",
        "confidence": 0.8,
        "evidence": evidence,
        "evidence_start": offset + start,
        "evidence_end": offset + start + len(evidence),
        "passage": passage,
        "passage_start": offset,
        "cue": ((offset + said, offset + said + 4),) if said >= 0 else (),
        "speaker": None,
        "speaker_id": None,
        "about": (),
        "about_labels": (),
        "document": "doc-1",
        "title": "Talks in the strait",
        "publisher": "Example Wire",
        "published": "2023-06-20",
        "url": "https://news.example/talks",
        **given,
    }
    network.add_edge(holder, target, key=key, **attributes)
    return network


def dispute(statements=110, seed=4):
    """Two years of an invented dispute over a strait."""
    draw = random.Random(seed)  # noqa: S311 -- no secret, a crowd
    network = nx.MultiDiGraph()
    for actor, (label, kind) in ACTORS.items():
        network.add_node(actor, label=label, kind=kind, wikidata=None)
    network.nodes["harbour-union"]["aliases"] = ("HU", "Union of Harbours")
    for issue, label in ISSUES.items():
        network.add_node(issue, label=label, kind="issue", wikidata=None)
    leaning = {(actor, issue): draw.choice((1, 1, -1, -1, 0)) for actor in ACTORS for issue in ISSUES}
    weights = [1 / (place + 2) for place in range(len(ACTORS))]
    for number in range(statements):
        (holder,) = draw.choices(list(ACTORS), weights)
        on_issue = draw.random() < 0.66
        issue = draw.choice(list(ISSUES))
        target = issue if on_issue else draw.choice([actor for actor in ACTORS if actor != holder])
        sign = leaning[holder, issue] if draw.random() < 0.85 else -leaning[holder, issue]
        to_actor = [
            name for name, row in RELATIONS.items() if row.sign == sign and (row.to_issue if on_issue else row.to_actor)
        ]
        relation = draw.choice(to_actor or ["asks"])
        day = f"{draw.choice((2022, 2023))}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        outlet = draw.choice(list(OUTLETS))
        name = ACTORS[holder][0]
        what = ISSUES[target].lower() if on_issue else ACTORS[target][0]
        evidence = f"{name} {VERBS[sign]} {what}"
        speaker = draw.choice([None, "ilse-brandt", "peder-holm", "sela-amari"])
        put(
            network,
            holder,
            target,
            key=f"{outlet}-{number // 6}#s{number}",
            relation=relation,
            evidence=evidence,
            date=draw.choice((day, day, day[:7])),
            first_day=day,
            confidence=round(draw.uniform(0.45, 0.98), 2),
            voice="self" if speaker is None else "thirdParty",
            stated=speaker is None,
            speaker=ACTORS[speaker][0] if speaker else None,
            speaker_id=speaker,
            about=() if on_issue else (issue,),
            about_labels=() if on_issue else (ISSUES[issue],),
            document=f"{outlet}-{number // 6}",
            title=f"The strait, part {number // 6 + 1}",
            publisher=OUTLETS[outlet],
            url=f"https://news.example/{outlet}/{number // 6}",
        )
    return network


HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>window.hacked=1</script>",
    "javascript:alert(1)",
    "__proto__",
    "constructor",
    "a|b,c%2C:>",
    "{{ 7*7 }}{% raw %}",
    "\u202eevil\u202c",
    "x" * 300,
    "\x00\x01\ud800",
    "'\"&<!--]]>",
    '=HYPERLINK("http://evil.example")',
    "<svg/onload=alert(1)>href",
    "e\u0301" * 60,
    "👩‍👩‍👧‍👦 family 🙂",
    "مرحبا بالعالم",
    "北京北京北京北京",
)


def hostile():
    """Everything that has ever been put into a text field to do harm, in every field."""
    network = nx.MultiDiGraph(title="</title><script>window.hacked=1</script>")
    for number, text in enumerate(HOSTILE):
        network.add_node(
            text,
            label=text[::-1] if number % 2 else text,
            kind=("state", "issue")[number % 2],
            wikidata=text,
            aliases=(text,),
        )
    network.add_node("odd", label="Odd kind", kind="<b>")
    names = list(network.nodes)
    for number, text in enumerate(HOSTILE):
        put(
            network,
            names[number],
            names[(number + 1) % len(names)],
            key=text,
            relation=text,
            sign=(-1, 0, 1)[number % 3],
            certainty=text,
            tense=text,
            voice=text,
            date=text,
            first_day=text,
            evidence=text,
            passage=f"{text} said {text}",
            speaker=text,
            speaker_id=text,
            about=(text,),
            about_labels=(text,),
            document=text,
            title=text,
            publisher=text,
            published=text,
            url=text,
        )
    put(network, names[0], names[1], key="dated", date="2023-06-19")
    put(
        network,
        names[0],
        names[1],
        key="dated later",
        date="2023-09-19",
        first_day="2023-09-19",
        url="http://news.example/?a=1&b=<2>",
    )
    return network


def large(nodes=500, statements=1500, seed=2):
    """A crowd with a few hubs."""
    draw = random.Random(seed)  # noqa: S311 -- no secret, a crowd
    network = nx.MultiDiGraph()
    names = [f"actor-{number:04}" if number % 4 else f"issue/{number:04}" for number in range(nodes)]
    for number, name in enumerate(names):
        kind = "person" if number % 4 else "issue"
        network.add_node(name, label=f"{'Person' if number % 4 else 'Proposal'} number {number}", kind=kind)
    weights = [1 / (place + 4) for place in range(nodes)]
    actors = [name for name in names if name.startswith("actor")]
    for number in range(statements):
        holder = draw.choice(actors) if number % 2 else draw.choices(actors, weights[: len(actors)])[0]
        target = draw.choices(names, weights)[0]
        if target != holder:
            relation = draw.choice(["supports", "opposes", "criticizes", "asks"])
            day = f"202{draw.randint(0, 3)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
            put(
                network,
                holder,
                target,
                key=f"s{number:05}",
                relation=relation,
                date=day,
                first_day=day,
                confidence=round(draw.uniform(0.4, 1), 2),
            )
    return network


class Tab:
    """A page in a browser without a network, with all that it complained of or asked for."""

    def __init__(self, context, address):
        self.page = context.new_page()
        self.requests, self.complaints = [], []
        context.route("**/*", self._judge)
        self.page.on("console", lambda said: said.type in {"error", "warning"} and self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        self.page.goto(address)
        self.page.wait_for_selector('html[data-ready="1"]', state="attached")

    def _judge(self, route):
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            self.requests.append(route.request.url)
            route.abort()

    def state(self):
        """What the page says it shows."""
        return self.page.evaluate("kgView.state()")

    def count(self):
        """How many statements pass."""
        return self.state()["statements"]

    def fragment(self):
        """The state in the address."""
        return self.page.evaluate("(text => text && '#' + text)(kgView.state().fragment)")

    def go(self, fragment):
        """Do as if another fragment were pasted into the address."""
        event = 'new HashChangeEvent("hashchange", { newURL: new URL("#" + fragment, location.href).href })'
        self.page.evaluate(f"(fragment) => dispatchEvent({event})", fragment.removeprefix("#"))

    def text(self, selector):
        """The text of the first element that a selector finds."""
        return self.page.locator(selector).first.inner_text()

    def card(self):
        """The title of the open card."""
        return self.text("#details h2")

    def click_node(self, name):
        """Click a node where it stands."""
        self._click("nodePoint", name)

    def click_link(self, *ends):
        """Click the middle of a line."""
        self._click("linkPoint", *ends)

    def _click(self, what, *names):
        point = self.page.evaluate(f"(names) => kgView.{what}(...names)", list(names))
        self.page.locator("#stage").click(position=point)

    def press(self, *keys):
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)


@pytest.fixture
def visit(chromium, tmp_path):
    """Open a page in a fresh window; at the end, see that it asked for nothing and complained of nothing."""
    tabs, contexts = [], []

    def visit(page, fragment="", *, size=(1400, 900), scheme="light", **more):
        settings = {"reduced_motion": "reduce", "locale": "en-GB", "timezone_id": "UTC", **more}
        context = chromium.new_context(
            viewport=dict(zip(("width", "height"), size, strict=True)), color_scheme=scheme, **settings
        )
        contexts.append(context)
        address = page.save(tmp_path / f"page{len(tabs)}.html").as_uri()
        tabs.append(Tab(context, address + fragment))
        return tabs[-1]

    yield visit
    requests = [url for tab in tabs for url in tab.requests]
    complaints = [text for tab in tabs for text in tab.complaints]
    for context in contexts:
        context.close()
    assert (requests, complaints) == ([], [])


@pytest.fixture(scope="session")
def networks():
    """The makers of networks: a dispute, a hostile one, a large one, and what puts a stance into one."""
    return SimpleNamespace(dispute=dispute, hostile=hostile, large=large, put=put, harm=HOSTILE)


@pytest.fixture(scope="session")
def dispute_network():
    """The dispute over the strait."""
    return dispute()


@pytest.fixture(scope="session")
def hostile_network():
    """Harm in every field."""
    return hostile()


@pytest.fixture(scope="session")
def dispute_page(dispute_network):
    """The page of the dispute."""
    return explore(dispute_network, title="The dispute over the strait")


@pytest.fixture(scope="session")
def hostile_page(hostile_network):
    """The page of the hostile network."""
    return explore(hostile_network)


@pytest.fixture(scope="session")
def large_page():
    """The page of a crowd."""
    return explore(large(nodes=300, statements=900))
