"""A proposed codebook as Turtle that a person can edit, and load with --reference."""

from collections.abc import Iterator, Sequence

from kg.codebook.suggestion import Suggestion
from kg.iris import PREFIXES

_HEAD = """\
# Issues that no codebook of this graph knows, proposed from its articles: {issues} issues and {themes} themes.
#
# Read it, change it, take out what you do not want, and load it:  kg add … --reference codebook.ttl
#
#   kg:Issue        one can be for it or against it. Word it so: "lifting sanctions on Oslo", not "Oslo".
#   kg:Theme        a topic: things are said about it, and no side can be taken on it.
#   skos:altLabel   other phrases of the articles that mean it. One that does not: give it an issue of its own.
#   kg:pattern      a regular expression for what phrases cannot say; add your own.
#   kg:notIn        phrases that contain one of the phrases and mean something else; add your own.
#   skos:broader    the wider issue or theme that it belongs to; add your own.
#   skos:definition one sentence: what whoever supports it wants; add your own.

@prefix kg:    <{kg}> .
@prefix issue: <{issue}> .
@prefix skos:  <{skos}> .
"""
_MOST_NAMES = 6
_PLAIN = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": " ", "\r": " ", "\t": " "})


def to_turtle(suggestions: Sequence[Suggestion]) -> str:
    """Return a codebook of the suggestions, the same for the same ones; what is vague is there as a comment."""
    clear = [one for one in suggestions if not one.vague]
    themes = sum(one.theme for one in clear)
    head = _HEAD.format(
        issues=len(clear) - themes, themes=themes, kg=PREFIXES["kg"], issue=PREFIXES["issue"], skos=PREFIXES["skos"]
    )
    parts = [head, *("\n".join(_block(one)) + "\n" for one in clear)]
    vague = [one for one in suggestions if one.vague]
    if vague:
        words = "\n".join(f"#   {one.label} ({_voices(one)})" for one in vague)
        parts.append(f"# Too general to be found by one word; say which, and make issues of them:\n#\n{words}\n")
    return "\n".join(parts)


def _block(one: Suggestion) -> Iterator[str]:
    yield f"# {_voices(one)}"
    yield f"# “{' '.join(one.sentence.split())}”"
    if one.near is not None:
        yield f"# Perhaps issue:{one.near}, which the codebook has; then leave this out, and give its phrases to that one."
    if one.short:
        yield f"# Perhaps also where articles say only {', '.join(f'“{word}”' for word in one.short)}; then add that as a skos:altLabel."
    facts = [f'skos:prefLabel "{one.label.translate(_PLAIN)}"@en']
    if one.labels:
        phrases = " , ".join(f'"{label.translate(_PLAIN)}"@en' for label in one.labels)
        facts.append(f"skos:altLabel {phrases}")
    yield f"issue:{one.id} a kg:{'Theme' if one.theme else 'Issue'} ;"
    for place, fact in enumerate(facts, 1):
        yield f"    {fact} {'.' if place == len(facts) else ';'}"


def _voices(one: Suggestion) -> str:
    told = (
        f"{one.stances} stance{'s' * (one.stances != 1)} in {one.stories} {'story' if one.stories == 1 else 'stories'}"
    )
    sides = [f"{side}: {_listed(who)}" for side, who in (("for", one.supporters), ("against", one.opponents)) if who]
    return "; ".join([told, *sides])


def _listed(who: Sequence[str]) -> str:
    more = f" and {len(who) - _MOST_NAMES} more" if len(who) > _MOST_NAMES else ""
    return ", ".join(who[:_MOST_NAMES]) + more
