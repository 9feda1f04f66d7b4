"""Whatever the text, extraction gives a record that keeps the contract."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import reference
from kg.extraction import Extractor
from kg.records import Document, Record

PIECES = [
    *"“”\"‘’'«»„(),.;:?!—–-…",
    *("\n", "\n\n", " ", "\t", "\u00a0", "\u2028", "\r\n"),
    *("said", "told", "says that", "according to", "believes", "claims", "he", "she", "we", "it", "they", "I", "not"),
    *("Ana Ruiz", "Mr. Okafor", "Norway", "Oslo", "Beijing", "the minister", "experts", "U.S.", "EU", "Ms."),
    *("supports", "condemned", "will attack", "refused to meet", "is wary of", "opposition to", "talks between", "and"),
    *("((", "))", "[", "]", "{", "<<", ">>", "“‘", "’”", "``", "''", "SAID", "NORWAY", "OPPOSES", "MR. OKAFOR", "WE"),
    *("sagte", "que", "министр", "NORWAY SAID THAT DENMARK", "norway said that denmark", "https://oslo.example/a?b=c"),
    *("the carbon tax", "on Monday", "last year", "in March", "3 May", "2019", "9999 years ago"),
    *(
        "é",
        "e\u0301",
        "ﬁ",
        "İstanbul",
        "ß",
        "🕊️",
        "👩\u200d👩\u200d👧",
        "北京",
        "مصر",
        "\u200b",
        "\ufeff",
        "\x00",
        "\x85",
        "＂",
    ),
]
SENTENCES = [
    "“We oppose the carbon tax,” Ana Ruiz told reporters on Monday. “And we always have,” she added.",
    "Norway condemned Denmark, which had imposed sanctions on Sweden and Finland last year.",
    "Experts say that China suspects that the United States is lying, according to Omar Okafor.",
    "Talks between Spain and Portugal began in Oslo; both sides said that they would not attack Peru.",
    "Ana Ruiz criticized Ruiz, Norway fears Norway, and Norway has accused itself of spying on Denmark.",
    "‘The minister told me “we trust Ghana” and left,’ said Mr. Okafor, who is wary of Kenya.",
]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
HEAPS = st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join) | st.lists(
    st.sampled_from(PIECES), max_size=40
).map("".join)


@st.composite
def torn(draw):
    """Sentences of an article with something else put into them, at any place."""
    text = " ".join(draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3)))
    for piece in draw(st.lists(st.sampled_from(PIECES), max_size=6)):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + piece + text[at:]
    return text


def _unpunctuated(text):
    return "".join(char for char in text if char.isalnum() or char.isspace())


DAYS = st.none() | st.dates().map(lambda day: day.isoformat())

calmly = settings(deadline=None, max_examples=100, derandomize=True, database=None)


@pytest.fixture(scope="module")
def reader():
    """An extractor of this module, which no other test has used."""
    return Extractor(reference.shipped())


def extracted(reader, text, day=None):
    (made,) = reader.extract([Document(id="any", text=text, published=day)])
    return made


def keeps_the_contract(made, text):
    """Hold a record against its text and the contract, by means of its own and by counting again."""
    made.check(text)  # every span reads in the text as it says, and the text is the one that was read
    assert (
        Record.model_validate_json(made.to_json(links=True)) == made
    )  # ids are unique and known, signs agree, no holder is his target
    for stance in made.stances:
        assert stance.evidence.text.strip(), stance
        mentions = [span for span in (stance.holder_mention, stance.target_mention) if span is not None]
        assert all(span.text.strip() for span in mentions), stance
    for told in made.attributions:
        assert all(span.text.strip() for role in (told.source, told.cue, told.content) for span in role), told
        assert not {told.continues, told.nested_in} & {told.id}, told
        assert _apart(told.content), told
    for actor in made.actors:
        assert len(actor.mentions) == len(set(actor.mentions)), actor


def _apart(spans):
    return all(one.end <= other.start for one, other in pairwise(spans))


@calmly
@given(text=TEXTS, day=DAYS)
def test_any_text_gives_a_record(reader, text, day):
    """Any characters at all, published on any day."""
    keeps_the_contract(extracted(reader, text, day), text)


@calmly
@given(text=HEAPS, day=DAYS)
def test_any_heap_of_words_and_marks_gives_a_record(reader, text, day):
    """Quotation marks that never close, names on names, cues without content, odd spaces and letters."""
    keeps_the_contract(extracted(reader, text, day), text)


@calmly
@given(text=torn(), day=DAYS)
def test_any_torn_article_gives_a_record(reader, text, day):
    """Sentences that hold stances and quotations, with marks, breaks, names and odd letters put into them anywhere."""
    keeps_the_contract(extracted(reader, text, day), text)


@calmly
@given(text=torn(), change=st.sampled_from([str.upper, str.lower, str.title, str.swapcase, _unpunctuated]))
def test_any_article_in_other_letters_gives_a_record(reader, text, change):
    """All in capitals, none at all, every word with one, no marks."""
    text = change(text)
    keeps_the_contract(extracted(reader, text), text)


@calmly
@given(
    marks=st.lists(st.sampled_from(["“”", "‘’", '""', "''", "«»", "„“", "()", "[]", "——"]), min_size=1, max_size=40),
    inner=torn(),
    closed=st.integers(0, 40),
)
def test_anything_inside_of_anything_gives_a_record(reader, marks, inner, closed):
    """Marks in marks in marks, of which some are never closed."""
    text = "".join(opening for opening, _ in marks) + inner + "".join(closing for _, closing in marks[::-1][:closed])
    keeps_the_contract(extracted(reader, text), text)


def test_the_sentences_hold_something(reader):
    """The sentences that are torn give each an attribution or a stance, so that there is something to hold the contract."""
    made = [extracted(reader, sentence) for sentence in SENTENCES]
    assert all(one.attributions or one.stances for one in made)
    assert len(extracted(reader, " ".join(SENTENCES)).stances) >= 5


@settings(calmly, max_examples=25)
@given(texts=st.lists(HEAPS | torn(), min_size=2, max_size=5))
def test_a_document_is_read_alike_alone_and_in_company(reader, texts):
    """What stands in other documents of a batch changes nothing; the same text gives the same record, byte for byte."""
    documents = [Document(id=str(number), text=text) for number, text in enumerate(texts)]
    together = [made.to_json() for made in reader.extract(documents)]
    alone = [made.to_json() for document in documents for made in reader.extract([document])]
    assert together == alone


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "“", "”“", "“”", "said", "“” said Ana Ruiz.", "\x00", "\ufeff", "." * 500]
)
def test_next_to_nothing_gives_a_record(reader, text):
    """An empty text, a lone mark, a cue without anybody: a record without a stance."""
    made = extracted(reader, text)
    keeps_the_contract(made, text)
    assert made.stances == ()


def test_a_quotation_that_never_closes_ends_with_the_text(reader):
    """Its content holds no mark behind it, since there is none."""
    text = (
        "👩”Abelievesna Ruiz criticized Ruiz, Norway fears Norway,“ and Norway has accused itself of spying on Denmark."
    )
    keeps_the_contract(extracted(reader, text), text)
