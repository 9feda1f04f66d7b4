"""What somebody says should be done, as an issue: "sanctions on Oslo must be lifted" is for lifting sanctions on Oslo."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.codebook.phrases import Role
from kg.extraction.lexicon import table
from kg.extraction.text.inflection import forms
from kg.records import Record

# The subject of the clause is all that stands before the modal verb, where it is short and has no clause in itself.
_SHOULD = re.compile(
    r"^[\s“\"‘']*(?:that\s+)?(?:(?i:the|all|any|these|such)\s+)?(?P<what>[^,;:.“”\"()—–]{3,60}?)\s+"
    r"(?:should|must|ought to|needs? to|ha(?:s|ve) to)\s+(?:(?P<not>not|never)\s+)?be\s+(?:\w+ly\s+)?(?P<deed>\w+)\b"
)
_NO_SUBJECT = frozenset({"it", "he", "she", "they", "we", "i", "you", "this", "that", "there", "who", "which", "what"})
_IN_A_CLAUSE = frozenset(
    {"is", "are", "was", "were", "will", "would", "if", "when", "because", "said", "says", "who", "that"}
)
_MOST = 7  # words


@dataclass(frozen=True, slots=True)
class Claim:
    """What a speaker says should be done (sign 1) or should not (−1)."""

    label: str
    sign: int
    speaker: str
    document: str
    words: str


def claims(record: Record) -> Iterator[Claim]:
    """Yield what speakers of a record say should be done, where the deed is one of those that turn the sense of a phrase."""
    names = {actor.id: actor.name for actor in record.actors}
    for made in record.attributions:
        found = _SHOULD.match(made.content[0].text)
        if found is None or made.speaker is None:
            continue
        what, deed = found["what"].split(), _gerunds().get(found["deed"].lower())
        lowered = {word.lower() for word in what}
        if deed is None or what[0].lower() in _NO_SUBJECT or lowered & _IN_A_CLAUSE or len(what) > _MOST:
            continue
        label = f"{deed} {' '.join(what)}"
        yield Claim(label, -1 if found["not"] else 1, names[made.speaker], record.document.id, found[0].strip())


@cache
def _gerunds() -> Mapping[str, str]:
    """From "lifted" to "lifting", for the verbs that turn the sense of a phrase."""
    found: dict[str, str] = {}
    for _, row in table("issue-words", "word", "means", "role"):
        verb = row["word"]
        if row["role"] == Role.TURNS and " " not in verb and not verb.endswith("ing"):
            every = sorted(forms(verb))
            gerund = next((form for form in every if form.endswith("ing") and form != verb), verb)
            found.update({form: gerund for form in every if not form.endswith("ing")})
    return found
