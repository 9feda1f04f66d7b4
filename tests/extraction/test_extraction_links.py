"""Every link keeps why it is made and how sure that is, and the table of reasons is true."""

import pytest

from kg.extraction.actors.reasons import confidence
from kg.extraction.lexicon import table
from kg.records import Reason, Record

ROWS = table("links", "reason", "confidence", "example")


@pytest.mark.parametrize(("reason", "example"), [(row["reason"], row["example"]) for _, row in ROWS])
def test_the_example_of_a_reason_is_linked_for_that_reason(reason, example, record):
    """What ontology/links.csv shows is what happens, with the confidence that it gives."""
    links = {link.reason: link.confidence for link in record(example, "2023-06-20").links}
    assert links.get(Reason(reason)) == confidence(Reason(reason))


def test_every_reason_has_a_row():
    """No link is made for a reason of which nobody says how sure it is."""
    assert sorted(row["reason"] for _, row in ROWS) == sorted(Reason)


def test_every_mention_has_its_link(record):
    """The links of an actor are its mentions, no more and no fewer."""
    made = record(
        "Minister Ana Ruiz met Omar Okafor in Oslo. “We oppose the bridge,” she told him. Norway was angry. It said so.",
        "2023-06-20",
    )
    assert len(made.links) > len(made.actors) > 2
    for actor in made.actors:
        assert {link.mention for link in made.links if link.actor == actor.id} == set(actor.mentions)


def test_links_stay_out_of_the_line_unless_asked_for(record):
    """The contract's line has no links; with them it holds the whole record."""
    made = record("Ana Ruiz left early. She was tired.")
    assert made.links
    assert '"links"' not in made.to_json()
    assert Record.model_validate_json(made.to_json()) == made.model_copy(update={"links": ()})
    assert Record.model_validate_json(made.to_json(links=True)) == made


def test_we_is_whom_the_speakers_office_speaks_for(record):
    """A foreign minister's "we" is the state, his "I" is himself; a student's "we" is nobody in particular."""
    text = "“We oppose the bridge, and I said so,” said Antony Blinken, the secretary of state."
    meant = {link.mention.text: link.actor for link in record(text, "2023-06-20").links}
    assert (meant["We"], meant["I"]) == ("united-states", "antony-blinken")
    student = record("“We oppose the bridge, and I said so,” said Ana Ruiz, a student.")
    meant = {link.mention.text: link.actor for link in student.links}
    assert ("We" in meant, meant["I"]) == (False, "ana-ruiz")


def test_a_first_name_is_no_gender(record):
    """Only a title, a role, a pronoun or the reference file tells who is "she"."""
    text = "Pedro Ruiz met Ana Okafor. The chairwoman, Ana Okafor, was late. She said that the bridge was safe."
    assert record(text).attributions[-1].speaker == "ana-okafor"
    (told,) = record("Mark Rutte met Angela Merkel on Monday. He said that the talks would go on.").attributions
    assert told.speaker == "mark-rutte"
    (told,) = record("Mark Rutte met Angela Merkel on Monday. She said that the talks would go on.").attributions
    assert told.speaker == "angela-merkel"
