"""The shipped codebook: issues that sides can be taken on, and themes apart from them."""

import re

import pytest

from kg.iris import slug
from kg.reference import shipped


@pytest.mark.parametrize(
    ("issue", "phrase"),
    [
        ("economic-decoupling", "decoupling"),
        ("taiwan-independence", "Taiwan's independence"),
        ("chip-export-controls", "chip restrictions"),
        ("nato-enlargement", "NATO expansion"),
        ("abortion-rights", "reproductive rights"),
        ("carbon-tax", "carbon pricing"),
        ("death-penalty", "capital punishment"),
        ("gun-control", "background checks"),
        ("same-sex-marriage", "gay marriage"),
        ("minimum-wage-increase", "minimum wage"),
        ("border-wall", "border fence"),
        ("ceasefire", "truce"),
        ("sanctions-on-russia", "sanctions against Russia"),
        ("arms-deliveries-to-ukraine", "military aid to Ukraine"),
        ("raising-of-the-retirement-age", "pension reform"),
    ],
)
def test_an_issue_is_found_by_the_words_of_the_news(issue, phrase):
    """Its phrases, and it is an issue and no theme."""
    known = shipped().issues[issue]
    assert phrase in known.labels
    assert not known.theme


@pytest.mark.parametrize("theme", ["taiwan", "south-china-sea", "climate", "trade", "elections", "immigration"])
def test_a_topic_is_a_theme(theme):
    """Nobody is for or against “climate”."""
    assert shipped().issues[theme].theme


def test_a_phrase_means_one_thing():
    """Two issues never share a phrase, hyphens and capitals aside."""
    meant = {}
    for issue in shipped().issues.values():
        for label in issue.labels:
            key = re.sub(r"[-\s]+", " ", label.casefold())
            assert meant.setdefault(key, issue.id) == issue.id, label
    assert len(meant) > 2000


def test_every_issue_stands_under_a_theme_and_is_explained():
    """One sentence of definition; and above every issue a theme, so that a codebook can be read from the top."""
    issues = shipped().issues
    for issue in issues.values():
        assert re.fullmatch(r"[A-Z][^.]*\.", issue.definition), issue.id
        assert all(issues[above].theme for above in issue.broader), issue.id
        assert issue.broader or issue.theme, issue.id
        assert slug(issue.label) == issue.id


def test_the_codebook_is_broad():
    """Foreign and domestic politics, with enough issues under each of the larger themes."""
    under = {}
    for issue in shipped().issues.values():
        for above in issue.broader:
            under.setdefault(above, []).append(issue.id)
    for theme in (
        "war-and-peace",
        "trade",
        "climate",
        "economy",
        "health-care",
        "immigration",
        "human-rights",
        "crime",
    ):
        assert len(under[theme]) >= 8, theme
    assert sum(not issue.theme for issue in shipped().issues.values()) >= 150


@pytest.mark.parametrize(
    ("issue", "text", "matches"),
    [
        ("arms-deliveries-to-ukraine", "Berlin will send 14 more tanks to Ukraine.", True),
        ("arms-deliveries-to-ukraine", "They sent weapons to the rebels.", False),
        ("sanctions-on-russia", "a tenth round of sanctions on Moscow", True),
        ("sanctions-on-iran", "sanctions on Iranian oil", True),
        ("sanctions-on-iran", "sanctions on Moscow", False),
        ("nuclear-weapons-programme-of-iran", "to keep Iran from getting a nuclear weapon", True),
    ],
)
def test_patterns_say_what_phrases_cannot(issue, text, matches):
    """A pattern finds what it is for and leaves the neighbour alone."""
    found = any(re.search(pattern, text, re.IGNORECASE) for pattern in shipped().issues[issue].patterns)
    assert found is matches


def test_a_phrase_to_leave_alone_contains_one_of_the_issues():
    """Otherwise it would do nothing."""
    for issue in shipped().issues.values():
        for phrase in issue.not_in:
            assert any(label.casefold() in phrase.casefold() for label in issue.labels), (issue.id, phrase)
