"""Records of a newspaper that never was: as many stances as asked for, with a few actors that are everywhere.

Actors, issues and relations are drawn by Zipf's law, as in the news: the two or three actors of which most is said
have a tenth of all stances, and most have one or two. Some sentences are told by others than their holder, some by
experts, some came by way of somebody else, and some are about an issue besides. Equal arguments give equal records.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from kg.known import Known, KnownActor, KnownIssue
from kg.records import (
    Actor,
    ActorKind,
    Attribution,
    Header,
    Issue,
    Record,
    Span,
    Stance,
    Target,
    Voice,
    When,
    fingerprint,
)
from kg.relations import RELATIONS

A_DOCUMENT = 12  # stances
_FIRST = date(2015, 1, 1)
_DAYS = 3650
_ABOUT, _BY_OTHERS, _EXPERTS, _RELAYED = 0.3, 0.2, 0.05, 0.03  # of the stances towards actors, and of what is said
_WORDS = [
    "harbour",
    "treaty",
    "border",
    "tariff",
    "fishery",
    "bridge",
    "council",
    "tunnel",
    "election",
    "railway",
    "budget",
    "forest",
    "reactor",
    "pipeline",
    "parliament",
    "island",
    "strike",
    "hospital",
    "mining",
    "glacier",
    "semiconductor",
    "dam",
    "refinery",
    "satellite",
    "subsidy",
    "visa",
    "canal",
]


def known(stances: int) -> Known:
    """Return who is who: the hundred actors and issues that are met most are known beforehand."""
    actors, issues = sizes(stances)
    return Known(
        actors={_name("actor", one): KnownActor(_name("actor", one), _actor(one), _kind(one)) for one in range(min(actors, 100))},
        issues={_name("issue", one): KnownIssue(_name("issue", one), _issue(one)) for one in range(min(issues, 100))},
    )  # fmt: skip


def sizes(stances: int) -> tuple[int, int]:
    """Return how many actors and issues there are among so many stances."""
    return int(8 * stances**0.5), int(0.5 * stances**0.5) + 8


def records(stances: int, *, seed: int = 1) -> Iterator[tuple[Record, str]]:
    """Yield records with their texts until there are so many stances."""
    chance = np.random.default_rng(seed)
    actors, issues = sizes(stances)
    for number in range(0, stances, A_DOCUMENT):
        yield _record(chance, number // A_DOCUMENT, min(A_DOCUMENT, stances - number), actors, issues)


def _record(chance: np.random.Generator, number: int, many: int, actors: int, issues: int) -> tuple[Record, str]:
    relations = list(RELATIONS)
    published = (_FIRST + timedelta(days=int(chance.integers(_DAYS)))).isoformat()
    people = [_zipf(chance, actors) for _ in range(2 * many)]
    topics = [_zipf(chance, issues) for _ in range(many)]
    verbs = [_zipf(chance, len(relations)) for _ in range(many)]
    drawn = chance.random((many, 4))
    turns = chance.random((many, 4))
    words = chance.integers(len(_WORDS), size=(many, 6))
    text, at = [], 0
    met: dict[int, list[Span]] = {}
    on: dict[int, list[Span]] = {}
    attributions, stances = [], []
    for one in range(many):
        holder, other, topic = people[2 * one], people[2 * one + 1], topics[one]
        relation = relations[verbs[one]]
        to_actor = drawn[one, 0] < 0.4 and other != holder
        end = _actor(other) if to_actor else _issue(topic)
        phrase = " ".join(_WORDS[word] for word in words[one])
        over = f"{_issue(topic)} and the " if to_actor and turns[one, 0] < _ABOUT else "the "
        claim = f"{_actor(holder)} {relation} {end} over {over}{phrase}"
        said = drawn[one, 1] < 0.6
        teller = people[2 * one - 2] if one and turns[one, 1] < _BY_OTHERS else holder
        source = f"{_actor(teller)}, an analyst" if turns[one, 2] < _EXPERTS else _actor(teller)
        sentence = f"“{claim},” said {source}. " if said else f"{claim}. "
        start = at + 1 if said else at
        evidence = Span(start=start, end=start + len(claim), text=claim)
        who = Span(start=start, end=start + len(_actor(holder)), text=_actor(holder))
        place = start + len(_actor(holder)) + len(relation) + 2
        what = Span(start=place, end=place + len(end), text=end)
        met.setdefault(holder, []).append(who)
        (met if to_actor else on).setdefault(other if to_actor else topic, []).append(what)
        if to_actor and over != "the ":
            place += len(end) + len(" over ")
            on.setdefault(topic, []).append(Span(start=place, end=place + len(_issue(topic)), text=_issue(topic)))
        if said:
            at_cue = start + len(claim) + 3
            speaker = at_cue + 5
            attributions.append(
                Attribution(
                    id=f"a{one:02}",
                    kind="direct",
                    speaker=_name("actor", teller),
                    source=(Span(start=speaker, end=speaker + len(source), text=source),),
                    cue=(Span(start=at_cue, end=at_cue + 4, text="said"),),
                    content=(evidence,),
                    via=_name("actor", people[0]) if turns[one, 3] < _RELAYED and people[0] != teller else None,
                    confidence=round(0.5 + drawn[one, 2] / 2, 2),
                )
            )
        stances.append(
            Stance(
                id=f"s{one:02}",
                holder=_name("actor", holder),
                relation=relation,
                target=Target(actor=_name("actor", other)) if to_actor else Target(issue=_name("issue", topic)),
                about=(_name("issue", topic),) if to_actor and over != "the " else (),
                holder_mention=who,
                target_mention=what,
                negated=bool(drawn[one, 3] < 0.05),
                voice=_voice(said=said, own=teller == holder, drawn=drawn[one, 3]),
                sign=0 if drawn[one, 3] < 0.05 else RELATIONS[relation].sign,
                attribution=f"a{one:02}" if said else None,
                evidence=evidence,
                date=When(value=published, precision="day", basis="publication") if drawn[one, 2] < 0.5 else None,
                confidence=round(0.5 + drawn[one, 3] / 2, 2),
            )
        )
        text.append(sentence)
        at += len(sentence)
    whole = "".join(text)
    made = Record(
        document=Header(
            id=f"{published}-{number:06}",
            title=f"Report {number}",
            published=published,
            publisher=f"Paper {number % 40}",
            url=f"https://news.example/{number}",
            language="en",
            sha256=fingerprint(whole),
        ),
        actors=tuple(
            Actor(id=_name("actor", one), name=_actor(one), kind=_kind(one), mentions=tuple(met[one]))
            for one in sorted(met)
        ),
        issues=tuple(Issue(id=_name("issue", one), label=_issue(one), mentions=tuple(on[one])) for one in sorted(on)),
        attributions=tuple(attributions),
        stances=tuple(stances),
    )
    return made, whole


def _voice(*, said: bool, own: bool, drawn: float) -> Voice:
    if said:
        return Voice.SELF if own else Voice.THIRD_PARTY
    return Voice.THIRD_PARTY if drawn < 0.5 else Voice.NARRATOR


def _zipf(chance: np.random.Generator, many: int) -> int:
    # The inverse of the distribution function of 1/x on [1, many + 1), which is Zipf's law but for rounding.
    return int((many + 1) ** chance.random()) - 1


def _name(kind: str, number: int) -> str:
    return f"{kind}-{number:05}"


def _actor(number: int) -> str:
    return f"Actor {number:05}"


def _issue(number: int) -> str:
    return f"issue {number:05}"


def _kind(number: int) -> ActorKind:
    return list(ActorKind)[number % 3]  # groups have no name of their own
