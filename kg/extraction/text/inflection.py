"""The forms of verbs and nouns, so that a lexicon can be asked by any of them.

A tagger's lemma of a rare verb is a guess ("reiterat"); the lexicon knows its verbs.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from kg.extraction.lexicon import Row, table

_ONE_VOWEL = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")  # "stop", not "show": the consonant is doubled
_HISSING = ("s", "x", "ch", "sh")


@cache
def _irregular() -> Mapping[str, Row]:
    return {row["verb"]: row for _, row in table("irregular", "verb", "forms", "doubles")}


def forms(verb: str) -> set[str]:
    """Return every form of a verb of one or several words; the first is the one that changes.

    >>> sorted(forms("deny")), sorted(forms("speak out"))
    (['denied', 'denies', 'deny', 'denying'], ['speak out', 'speaking out', 'speaks out', 'spoke out', 'spoken out'])
    """
    head, space, rest = verb.partition(" ")
    past = _irregular()[head]["forms"].split() if head in _irregular() else ()
    found = {head, _third_person(head), *_participles(head, "ing"), *(past or _participles(head, "ed"))}
    return {f"{form}{space}{rest}" for form in found}


def all_forms(verbs: Iterable[str]) -> frozenset[str]:
    """Return every form of every one of the verbs."""
    return frozenset(form for verb in verbs for form in forms(verb))


def infinitive(third_person: str) -> str:
    """Return the verb of which this is the third person.

    >>> [infinitive(form) for form in ("condemns", "denies", "goes", "has", "clashes")]
    ['condemn', 'deny', 'go', 'have', 'clash']
    """
    if third_person == "has":
        return "have"
    if third_person.endswith("ies"):
        return f"{third_person[:-3]}y"
    if third_person.endswith(("sses", "xes", "ches", "shes", "oes", "zzes")):
        return third_person[:-2]
    return third_person[:-1]


def _third_person(verb: str) -> str:
    if _changes_its_y(verb):
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith((*_HISSING, "z", "o")) else f"{verb}s"


def _participles(verb: str, ending: str) -> set[str]:
    if ending == "ed" and _changes_its_y(verb):
        return {f"{verb[:-1]}ied"}
    if verb.endswith("ie") and ending == "ing":
        return {f"{verb[:-2]}ying"}
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return {verb[:-1] + ending}
    if verb.endswith("e") and ending == "ed":
        return {f"{verb}d"}
    single, doubled = verb + ending, f"{verb}{verb[-1]}{ending}"
    doubles = _irregular()[verb]["doubles"] if verb in _irregular() else ""
    if doubles == "either":  # British "labelled", American "labeled"
        return {single, doubled}
    return {doubled} if doubles or _ONE_VOWEL.fullmatch(verb) else {single}


def _changes_its_y(word: str) -> bool:
    return word.endswith("y") and word[-2:-1] not in "aeiou"


def plural(noun: str) -> str:
    """Return the plural of a regular noun.

    >>> [plural(noun) for noun in ("view", "policy", "speech")]
    ['views', 'policies', 'speeches']
    """
    if _changes_its_y(noun):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(_HISSING) else f"{noun}s"


def singular(noun: str) -> str:
    """Return what a plural noun probably has for singular; the word itself where it is none.

    >>> [singular(noun) for noun in ("sanctions", "policies", "speeches", "crisis")]
    ['sanction', 'policy', 'speech', 'crisis']
    """
    if noun.endswith("ies") and len(noun) > 4:
        return f"{noun[:-3]}y"
    if noun.endswith(("sses", "xes", "ches", "shes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and len(noun) > 3 else noun
