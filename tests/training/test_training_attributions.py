"""The paragraphs that were written to train on: their marks, and what they hold."""

from pathlib import Path

import pytest

from training.attributions.marks import parse, read

FOLDER = Path(__file__).parent.parent.parent / "training" / "attributions"


def test_marks_nest_repeat_and_share():
    """A content in two pieces, a source of two attributions, one attribution inside another."""
    text, (outer, inner) = parse("“[T1 We go,]” [S1,S2 he] [C1 said]. [C2 Asked], “[T1 and soon].” [T2 a [T1 b] c]")
    assert [text[start:end] for start, end in outer.content] == ["We go,", "and soon", "b"]
    assert [text[start:end] for start, end in inner.source] == ["he"]
    assert [text[start:end] for start, end in inner.content] == ["a b c"]


@pytest.mark.parametrize(
    ("marked", "why"),
    [
        ("[S1 Oslo [C1 said] [T1 no].", "S1 is not closed"),
        ("Oslo said] no.", "too many"),
        ("[Oslo] said no.", "too many"),
        ("[S1 Oslo] said [T1 no].", "needs a cue"),
    ],
)
def test_marks_that_do_not_hold_together_are_told(marked, why):
    """With the place, so that a writer finds it."""
    with pytest.raises(ValueError, match=why) as caught:
        parse(marked, "here:1")
    assert "here:1" in str(caught.value)


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.txt")))
def test_every_written_paragraph_holds_together(name):
    """Spans begin and end with something, and stand in the text; no paragraph comes twice."""
    passages = list(read(FOLDER / name))
    assert len(passages) > 40
    assert len({passage.text for passage in passages}) == len(passages)
    for passage in passages:
        for said in passage.attributions:
            for start, end in (*said.source, *said.cue, *said.content):
                words = passage.text[start:end]
                assert words, passage.name
                assert words == words.strip(), passage.name
