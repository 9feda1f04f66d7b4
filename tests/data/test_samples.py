"""The sample data holds together: it reads, it is balanced, it is ours, and it shows what kg finds."""

import csv
import json
import re
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
import rdflib

from kg.iris import ACTOR, ISSUE, PREFIXES, slug
from kg.records import Document, Record
from kg.relations import RELATIONS

DATA = Path(__file__).parent.parent.parent / "data"
WORLD = DATA / "world"
STRAIT = DATA / "strait"
KG, SCHEMA, SKOS, ORG = (rdflib.Namespace(PREFIXES[prefix]) for prefix in ("kg", "schema", "skos", "org"))

# What is quoted of real people: words that a newspaper reported, as few as possible.
QUOTED_OF_REAL_PEOPLE = {"This is good,", "candid"}
# Whom reference.ttl leaves for kg to find.
LEFT_OUT = {
    "elian-stroud",
    "inga-sollen",
    "maud-ferrer",
    "noor-vance",
    "piet-amran",
    "tamsel-institute",
    "tessaro-lines",
    "yana-prell",
}


def rows(path):
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, strict=True))


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


ARTICLES = {row["id"]: Document.model_validate(row) for row in lines(STRAIT / "articles.jsonl")}
WORLD_ROWS = {row["file"]: row for row in rows(WORLD / "metadata.csv")}
CODED = rows(STRAIT / "coded.csv")
GOLD = {row["document"]["id"]: row for row in lines(Path(__file__).with_name("strait-gold.jsonl"))}
REFERENCE = rdflib.Graph().parse(STRAIT / "reference.ttl")


def world_text(name):
    """The text of an article of the world: of the page, what stands in its body."""
    text = (WORLD / name).read_text(encoding="utf-8")
    if not name.endswith(".html"):
        return text
    body = re.search(r'<div class="article-body">(.*?)</div>', text, re.DOTALL)[1]
    return re.sub(r"<[^>]+>", "", re.sub(r"<aside.*?</aside>", "", body, flags=re.DOTALL))


TEXTS = {name: world_text(name) for name in WORLD_ROWS} | {name: made.text for name, made in ARTICLES.items()}


def actor_ids():
    kinds = (KG.State, KG.Organization, KG.Person)
    return {subject.removeprefix(ACTOR) for kind in kinds for subject in REFERENCE.subjects(rdflib.RDF.type, kind)}


def issue_ids():
    return {
        subject.removeprefix(ISSUE)
        for kind in (KG.Issue, KG.Theme)
        for subject in REFERENCE.subjects(rdflib.RDF.type, kind)
    }


# ── files ─────────────────────────────────────────────────────────────────────────────────────────


def test_every_file_is_utf_8_with_unix_line_ends():
    """Nothing has to be guessed, and no mark of the byte order stands in front."""
    for path in DATA.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            content.decode("utf-8")
            assert not content.startswith(b"\xef\xbb\xbf"), path
            assert b"\r" not in content, path


def test_the_metadata_names_every_file_and_no_other():
    """A row for a file and a file for a row, named after its day and its publisher."""
    assert set(WORLD_ROWS) == {path.name for path in WORLD.iterdir()} - {"metadata.csv"}
    for name, row in WORLD_ROWS.items():
        assert name.startswith(f"{row['published']}_{slug(row['publisher'])}_")
        assert row["url"] == "" or row["url"].startswith("https://example.org/")


def test_the_title_of_the_metadata_is_the_title_of_the_file():
    """The first line of a text, the heading of a page."""
    for name, row in WORLD_ROWS.items():
        text = (WORLD / name).read_text(encoding="utf-8")
        assert row["title"] == (
            re.search(r"<h1>(.*?)</h1>", text)[1] if name.endswith(".html") else text.splitlines()[0]
        )
    for made in ARTICLES.values():
        assert made.text.startswith(f"{made.title}\n\n")


def test_the_articles_are_short_and_of_their_years():
    """Real events of 2018 to 2024; a quarrel of two years, in the order in which it happened."""
    world = [date.fromisoformat(row["published"]) for row in WORLD_ROWS.values()]
    strait = [date.fromisoformat(made.published) for made in ARTICLES.values()]
    assert date(2018, 1, 1) <= min(world) <= max(world) <= date(2024, 12, 31)
    assert date(2024, 1, 1) <= min(strait) <= max(strait) <= date(2025, 12, 31)
    assert (max(strait) - min(strait)).days > 600
    assert strait == sorted(strait)
    assert all(180 <= len(text.split()) <= 450 for text in TEXTS.values())


def test_the_readme_shows_every_file():
    """A file that the README does not name does not exist for a newcomer."""
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in STRAIT.iterdir() if path.name not in readme] == []
    assert "metadata.csv" in readme
    assert "CC BY 4.0" in (DATA / "LICENSE.md").read_text(encoding="utf-8")


def test_only_the_article_of_the_page_counts():
    """The main text of the web page is the article, without menu, caption, newsletter and teasers."""
    trafilatura = pytest.importorskip("trafilatura")
    (page,) = WORLD.glob("*.html")
    found = trafilatura.extract(page.read_text(encoding="utf-8"), include_comments=False)
    paragraphs = [line.strip() for line in world_text(page.name).splitlines() if line.strip()]
    assert len(paragraphs) == 8
    assert found.splitlines() == paragraphs
    for around in ("Puzzles", "Photo:", "newsletter", "Share", "Most read", "Sampleton", "guild", "partners respect"):
        assert around in page.read_text(encoding="utf-8")
        assert around not in found


# ── text ──────────────────────────────────────────────────────────────────────────────────────────


def unbalanced(text):
    """Paragraphs whose quotation marks do not close, though the next does not take the quotation up again."""
    paragraphs = [*filter(None, text.split("\n")), ""]
    for paragraph, after in pairwise(paragraphs):
        straight, curly = paragraph.count('"'), paragraph.count("“") - paragraph.count("”")
        open_double = straight % 2 == 1 or curly == 1
        goes_on = after.startswith(("“", '"'))
        # ’ is an apostrophe too, so a single quotation is one that opens and, before another does, closes.
        closed_single = len(re.findall(r"‘[^‘]*?[\w.,?!]’(?!\w)", paragraph))
        if curly not in {0, 1} or (open_double and not goes_on) or paragraph.count("‘") != closed_single:
            yield paragraph


def test_the_check_of_balance_can_fail():
    """It finds a quotation that never closes, one that closes twice, and a lost single mark."""
    assert list(unbalanced("“We agree,” she said. “And more."))
    assert list(unbalanced("“We agree,”” she said."))
    assert list(unbalanced("‘We agree, she said."))
    assert list(unbalanced('He said "no.'))
    assert not list(unbalanced("“We agree.\n\n“And we don’t mind ‘more’,” she said."))


@pytest.mark.parametrize("name", TEXTS)
def test_quotation_marks_are_balanced(name):
    """What opens closes, in its paragraph or in the next that goes on with the quotation."""
    assert list(unbalanced(TEXTS[name])) == []


def test_the_ways_of_quoting_are_all_there():
    """Straight and curly marks, single ones, an interrupted quotation, one that runs over a paragraph."""
    strait = "\n".join(made.text for made in ARTICLES.values())
    assert re.search(r'"[^"]+," \w+ said\. "', strait)
    assert re.search(r"“[^“”]+,” he said, “", strait)
    assert re.search(r"“[^“”]+\n\n“", strait)
    assert re.search(r"“[^“”]*‘[^‘]+’", strait)
    assert "according to" in strait
    assert "denied" in strait
    assert "?" in strait


def test_no_real_person_is_quoted():
    """In the articles on the world nothing stands in quotation marks but the words that were agreed on."""
    quoted = [words for name in WORLD_ROWS for words in re.findall(r'[“"]([^”"]*)[”"]|‘([^‘]*?)’(?!\w)', TEXTS[name])]
    assert {double or single for double, single in quoted} == QUOTED_OF_REAL_PEOPLE


def test_agency_copy_stands_in_two_articles():
    """One paragraph of the agency is printed word for word by another outlet."""
    where = {}
    for made in ARTICLES.values():
        for paragraph in set(filter(None, made.text.split("\n"))):
            where.setdefault(paragraph.removesuffix(" (Skarne Wire)"), []).append(made.publisher)
    assert [outlets for outlets in where.values() if len(outlets) > 1] == [["Skarne Wire", "Osmere Islander"]]
    assert Counter(made.publisher for made in ARTICLES.values()).keys() == {
        "Skarne Wire",
        "Halmouth Gazette",
        "Osmere Islander",
    }


def test_two_who_never_meet():
    """No article names both the governor and the shipping company, between whom a path is asked for."""
    governor = {name for name, made in ARTICLES.items() if "Rell" in made.text or "Bank of Norvane" in made.text}
    company = {name for name, made in ARTICLES.items() if "Tessaro" in made.text}
    assert governor
    assert company
    assert not governor & company


def eight_grams(text):
    words = re.findall(r"\w+", text.casefold().replace("’", "'").replace("'", ""))
    return {tuple(words[start : start + 8]) for start in range(len(words) - 7)}


@pytest.mark.shared
def test_nothing_is_copied_from_the_worked_example(shared):
    """Eight words in a row are nobody's coincidence; and what is quoted is what was reported there."""
    article = (shared / "gold" / "beijing-2023" / "article.txt").read_text(encoding="utf-8")
    theirs = eight_grams(article)
    assert eight_grams(f"And so {article[600:900]}") & theirs
    assert {name: eight_grams(text) & theirs for name, text in TEXTS.items() if eight_grams(text) & theirs} == {}
    assert all(words.rstrip(",") in article for words in QUOTED_OF_REAL_PEOPLE)


# ── reference ─────────────────────────────────────────────────────────────────────────────────────


def test_the_reference_file_has_the_prefixes_of_kg():
    """What a user copies from it means the same in his own file."""
    declared = dict(re.findall(r"@prefix (\w+):\s+<([^>]+)>", (STRAIT / "reference.ttl").read_text(encoding="utf-8")))
    assert declared == {prefix: PREFIXES[prefix] for prefix in declared}


def test_an_id_is_what_its_name_makes():
    """So that a name in a table of coded stances, or one that kg finds, meets the same node."""
    for subject, name in REFERENCE.subject_objects(SCHEMA.name):
        assert subject.removeprefix(ACTOR) == slug(name)
    for subject, label in REFERENCE.subject_objects(SKOS.prefLabel):
        assert subject.removeprefix(ISSUE) == slug(label)


def test_whatever_the_reference_file_refers_to_is_in_it():
    """No office of nobody, no issue under a theme that does not exist."""
    for word in (ORG.member, ORG.organization, ORG.hasMember, KG.partOf, KG.speaksFor):
        assert {target.removeprefix(ACTOR) for target in REFERENCE.objects(None, word)} <= actor_ids()
    assert {target.removeprefix(ISSUE) for target in REFERENCE.objects(None, SKOS.broader)} <= issue_ids()


def test_nobody_speaks_for_two_on_the_same_day():
    """The old office ends before the new one starts."""
    offices = {}
    for office in REFERENCE.subjects(rdflib.RDF.type, ORG.Membership):
        if (office, KG.speaksFor, None) in REFERENCE:
            since = str(REFERENCE.value(office, SCHEMA.startDate))
            until = str(REFERENCE.value(office, SCHEMA.endDate) or "9999-12-31")
            offices.setdefault(REFERENCE.value(office, ORG.member), []).append((since, until))
    assert len(offices) > 10
    for held in offices.values():
        held.sort()
        assert all(since <= until for since, until in held)
        assert all(before[1] < after[0] for before, after in pairwise(held))


def test_some_are_left_for_kg_to_find():
    """They are in the articles and not in the reference file."""
    everything = "\n".join(made.text for made in ARTICLES.values())
    assert not LEFT_OUT & actor_ids()
    assert all(name.replace("-", " ").title() in everything for name in LEFT_OUT)


def test_every_actor_and_issue_of_the_reference_file_is_met():
    """By its name, a label or a pattern, in at least one article; only the ministry is there to be copied."""
    everything = "\n".join(made.text for made in ARTICLES.values())
    names = {
        subject.removeprefix(ACTOR): [str(name), *REFERENCE.objects(subject, SKOS.altLabel)]
        for subject, name in REFERENCE.subject_objects(SCHEMA.name)
    }
    unmet = {actor for actor, known in names.items() if not any(name in everything for name in known)}
    assert unmet == {"norvanian-foreign-ministry"}
    for issue in REFERENCE.subjects(rdflib.RDF.type, KG.Issue):
        labels = [*REFERENCE.objects(issue, SKOS.prefLabel), *REFERENCE.objects(issue, SKOS.altLabel)]
        patterns = [*map(re.escape, labels), *REFERENCE.objects(issue, KG.pattern)]
        assert any(re.search(pattern, everything, re.IGNORECASE) for pattern in patterns), issue


def test_the_trap_of_the_codebook_is_in_the_articles():
    """A bridge loan is no bridge, and the treaty of 1987 is not that of 2025."""
    everything = "\n".join(made.text for made in ARTICLES.values())
    phrases = {str(phrase) for phrase in REFERENCE.objects(None, KG.notIn)}
    assert {phrase for phrase in phrases if phrase in everything} == phrases


# ── coded stances ─────────────────────────────────────────────────────────────────────────────────


def test_the_coded_stances_are_complete():
    """A holder, a relation or a sign, an actor or an issue, a day, a source, and the words themselves."""
    assert {bool(row["relation"]) for row in CODED} == {True, False}
    for row in CODED:
        assert bool(row["relation"]) != bool(row["sign"])
        assert not row["relation"] or row["relation"] in RELATIONS
        assert row["sign"] in {"", "1", "-1"}
        assert bool(row["target"]) != bool(row["issue"])
        assert not row["target"] or not row["relation"] or RELATIONS[row["relation"]].to_actor
        assert not row["issue"] or slug(row["issue"]) in issue_ids()
        assert date(2025, 11, 18) <= date.fromisoformat(row["date"]) <= date(2025, 11, 19)
        assert row["source"]
        assert row["quote"]
        assert row["holder"] != row["target"]
        assert row["voice"] in {"self", "representative", "thirdParty"}


def test_the_coded_stances_meet_the_actors_of_the_articles():
    """States, parties and ministers are the same nodes; three backbenchers are new."""
    named = {slug(row[column]) for row in CODED for column in ("holder", "target", "speaker") if row[column]}
    assert named - actor_ids() == {"osk-brandel", "lene-quist", "ane-horst"}


# ── gold ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", GOLD)
def test_the_gold_holds_against_its_article(name):
    """Every span reads as it says, and the text is the one of the sample, word for word."""
    row = GOLD[name]
    record = Record.model_validate(row)
    assert record.document.text == ARTICLES[name].text
    record.check(ARTICLES[name].text)
    assert record.document.published == ARTICLES[name].published


def test_a_shifted_gold_would_be_found():
    """The check is no formality: one character more before the first span breaks it."""
    name, row = next(iter(GOLD.items()))
    record = Record.model_validate({**row, "document": {**row["document"], "sha256": None}})
    with pytest.raises(Exception, match="the text reads"):
        record.check(f"!{ARTICLES[name].text}")


def test_the_gold_shows_every_relation_and_outlet():
    """Twenty relations, all voices, all kinds of attribution, an article of each outlet."""
    records = [Record.model_validate(row) for row in GOLD.values()]
    stances = [stance for record in records for stance in record.stances]
    assert {stance.relation for stance in stances} == set(RELATIONS)
    assert {stance.voice for stance in stances} == {"self", "representative", "thirdParty", "narrator"}
    assert {made.kind for record in records for made in record.attributions} == {
        "direct",
        "mixed",
        "indirect",
        "belief",
    }
    assert any(stance.negated for stance in stances)
    assert {record.document.publisher for record in records} == {made.publisher for made in ARTICLES.values()}


def test_the_gold_names_actors_and_issues_as_the_reference_file_does():
    """What is known has its id; of the rest, each has a mention in the text."""
    known = actor_ids()
    for row in GOLD.values():
        assert {issue["id"] for issue in row["issues"]} <= issue_ids()
        for actor in row["actors"]:
            assert actor["id"] == slug(actor["name"])
            assert actor["mentions"] or actor["id"] in known


def test_the_gold_follows_the_rules_of_the_record():
    """Marks outside a direct quotation, evidence inside the words of its source, a relation that fits its target."""
    for row in GOLD.values():
        record = Record.model_validate(row)
        said = {made.id: made for made in record.attributions}
        for made in record.attributions:
            marks = sum(span.text.count(mark) for span in made.content for mark in '“”"')
            assert (marks == 0) if made.kind == "direct" else True
            assert (marks == 0) == (made.kind != "mixed") or "‘" in made.content[0].text
            assert made.source
            assert made.cue
            if made.continues:
                assert said[made.continues].speaker == made.speaker
        for stance in record.stances:
            known = RELATIONS[stance.relation]
            assert known.to_issue if stance.target.issue else known.to_actor
            if stance.voice == "self":
                assert said[stance.attribution].speaker == stance.holder
            if stance.voice in {"representative", "thirdParty"}:
                assert said[stance.attribution].speaker != stance.holder
            if stance.voice == "narrator" and stance.attribution:
                assert said[stance.attribution].speaker == stance.holder


def test_representatives_of_the_gold_hold_an_office():
    """Whoever speaks for a state or a body does so by an office that the reference file dates."""
    speakers = {}
    for office in REFERENCE.subjects(rdflib.RDF.type, ORG.Membership):
        if whom := REFERENCE.value(office, KG.speaksFor):
            key = (REFERENCE.value(office, ORG.member).removeprefix(ACTOR), whom.removeprefix(ACTOR))
            dates = [str(REFERENCE.value(office, word) or "") for word in (SCHEMA.startDate, SCHEMA.endDate)]
            speakers.setdefault(key, []).append(dates)
    for row in GOLD.values():
        record = Record.model_validate(row)
        said = {made.id: made.speaker for made in record.attributions}
        for stance in record.stances:
            if stance.voice == "representative" and said[stance.attribution] != "premiers-office":
                held = speakers[said[stance.attribution], stance.holder]
                assert any(since <= record.document.published <= (until or "9999") for since, until in held)
