"""Who said what: golden sentences, each with all of its attributions."""

import pytest
from extraction_golden import cases, lines


def told(made, attribution):
    """An attribution as a line of the golden file has it."""
    return (
        words(attribution.source),
        words(attribution.cue),
        words(attribution.content),
        str(attribution.kind),
        ties(attribution),
    )


def words(spans):
    """The words of spans, with a mark between pieces."""
    return " … ".join(span.text for span in spans)


def ties(attribution):
    """What an attribution hangs on, by name."""
    tied = {"continues": attribution.continues, "nested": attribution.nested_in, "via": attribution.via}
    return " ".join(name for name, other in tied.items() if other is not None)


def expected(line):
    """A line of the golden file; the same words that a record would have."""
    return (line["source"], line["cue"], line["content"], line["kind"], line["tie"])


@pytest.mark.parametrize("golden", cases("attributions.tsv"))
def test_golden_attributions(golden, record):
    """Each text has the attributions of its lines and no others, with their sources, cues, contents, kinds and ties."""
    made = record(golden[0].text)
    assert sorted(told(made, one) for one in made.attributions) == sorted(
        expected(line) for line in golden if line["content"]
    )


def test_the_golden_file_holds_texts_without_attributions():
    """Finding somebody who speaks where nobody does is an error too, and the file has cases of it."""
    assert sum(not line["content"] for line in lines("attributions.tsv")) >= 6


def test_a_source_and_its_speaker_are_one(record):
    """The speaker of an attribution is an actor whose mentions reach into the source."""
    made = record("“The bridge is safe,” said Ana Ruiz. “Nobody needs to worry,” she added.")
    mentions = {actor.id: {span.start for span in actor.mentions} for actor in made.actors}
    assert [one.speaker for one in made.attributions] == ["ana-ruiz", "ana-ruiz"]
    assert all(one.source[0].start in mentions[one.speaker] for one in made.attributions)


def test_a_relayed_quotation_names_its_relay(record):
    """Whoever stands behind "according to" does not speak a quotation that has a speaker: he passed it on."""
    (one,) = record("“The bridge is safe,” Ana Ruiz said, according to the Oslo Herald.").attributions
    assert (one.speaker, one.via is not None) == ("ana-ruiz", True)
    assert one.via != one.speaker
