"""What names and nouns seem to be: people, organizations, or nothing that can act."""

from collections import Counter

from kg.extraction.actors.runs import Run
from kg.extraction.actors.titles import is_title, of_organization, of_place
from kg.extraction.lexicon import nouns
from kg.extraction.text.words import Word
from kg.records import ActorKind

_PEOPLE = nouns("people")
_ROLES = nouns("role")
_ONE = nouns("one person") | nouns("a man") | nouns("a woman")
_NO_PEOPLE = nouns("no people")
_PEOPLES_ENDINGS = ("ists", "ians", "ers", "ors", "men", "women", "ants", "ents", "crats", "ans", "ese")
_LONGEST_PERSON = 4  # words


def classify(run: Run, votes: Counter[str]) -> ActorKind | None:
    """What a name means: a person, an organization, or nobody who can act.

    ``votes`` are the labels that the parser gave the same text all over the document.
    """
    parts = run.parts
    if any(is_title(title) for title in run.titles) and len(parts) <= _LONGEST_PERSON and not of_organization(parts):
        return ActorKind.PERSON
    if of_organization(parts):
        return ActorKind.ORGANIZATION
    if of_place(parts):
        return None
    label = votes.most_common(1)[0][0] if votes else run.label
    return {"PERSON": ActorKind.PERSON, "ORG": ActorKind.ORGANIZATION}.get(label)


def animate(noun: Word) -> bool:
    """Whether a noun means people: "fishermen", "the court", "an envoy"."""
    lower = noun.lower
    if lower in _PEOPLE or lower in _ONE:
        return True
    plural = noun.tag == "NNS"
    one = lower.removesuffix("s") if plural else lower
    if is_title(one) or one in _ROLES or of_organization([lower, one]):
        return True
    return plural and lower.endswith(_PEOPLES_ENDINGS) and lower not in _NO_PEOPLE
