"""Who is meant: golden sentences with a name, a pronoun, a title or a metonym in each."""

import pytest
from extraction_golden import cases


def place(line):
    """Where the words of a line stand in its text: at their first place, or at the one whose number it gives."""
    at = -1
    for _ in range(int(line["number"] or 1)):
        at = line.text.index(line["words"], at + 1)
    return at, at + len(line["words"])


def meant(made, line):
    """The actor whose mention fits the words of a line best; None where no mention touches them."""
    start, end = place(line)
    shares = [
        (shared / (max(span.end, end) - min(span.start, start)), actor)
        for actor in made.actors
        for span in actor.mentions
        if (shared := min(span.end, end) - max(span.start, start)) > 0
    ]
    return max(shares, key=lambda share: share[0])[1] if shares else None


@pytest.mark.parametrize("golden", cases("actors.tsv"))
def test_golden_actors(golden, record):
    """The words of each line mean the actor whom it names; "-" is nobody at all."""
    (line,) = golden
    found = meant(record(line.text, line["published"]), line)
    assert (found.id if found is not None else "-") == line["actor"]
    assert found is None or line["kind"] in {"", str(found.kind)}


def test_one_person_under_three_names_is_one_actor(record):
    """Full name, surname and pronoun are mentions of one actor."""
    made = record("Ana Ruiz left early. Ms. Ruiz was tired. “The bridge is safe,” she said.")
    (actor,) = made.actors
    assert [span.text for span in actor.mentions] == ["Ana Ruiz", "Ruiz", "she"]


def test_who_is_never_named_is_no_known_actor(record):
    """A pronoun without anybody before it has no speaker, though somebody said something."""
    (told,) = record("“The bridge is safe,” he said.").attributions
    assert (told.speaker, told.source[0].text) == (None, "he")
