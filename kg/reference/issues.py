"""One issue or theme of a codebook."""

import re

from kg.known import KnownIssue
from kg.reference import words
from kg.reference.actors import wikidata
from kg.reference.ids import Ids
from kg.reference.turtle import RDF_TYPE, Subject


def label_of(subject: Subject) -> str:
    """Return the label to show; an issue without one is refused."""
    label = subject.text(words.LABEL)
    if label is None:
        raise subject.wrong(f'{subject} has no label: write skos:prefLabel "…"@en', RDF_TYPE)
    return label


def issue(subject: Subject, issues: Ids) -> KnownIssue:
    """Return the issue that a subject describes, its label the first of its labels."""
    label = label_of(subject)
    made = issues.made(subject)
    broader = issues.links(subject, words.BROADER)
    if made in broader:
        raise subject.wrong(f"{subject} is broader than itself", words.BROADER)
    return KnownIssue(
        id=made,
        label=label,
        labels=tuple(dict.fromkeys((label, *subject.texts(words.LABEL), *subject.texts(words.ALIAS)))),
        patterns=_patterns(subject),
        not_in=subject.texts(words.NOT_IN),
        broader=broader,
        definition=subject.text(words.DEFINITION) or "",
        theme=words.THEME in subject.types,
        wikidata=wikidata(subject),
    )


def _patterns(subject: Subject) -> tuple[str, ...]:
    patterns = subject.texts(words.PATTERN)
    for pattern in patterns:
        try:
            empty = re.compile(pattern, re.IGNORECASE).match("")
        except re.error as error:
            raise subject.wrong(f"{pattern!r} is no regular expression: {error}", words.PATTERN) from None
        if empty:
            raise subject.wrong(f"{pattern!r} matches everywhere, even where nothing stands", words.PATTERN)
    return patterns
