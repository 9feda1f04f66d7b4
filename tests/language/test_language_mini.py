"""The shipped transformer reads English, and shows what it read as the other pipelines do."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import language

pytest.importorskip("onnxruntime", reason="the transformer needs the extra `mini`")


@pytest.fixture(scope="module")
def nlp():
    return language.load(language.MINI)


def test_it_parses_a_reporting_sentence(nlp):
    """Subject, content, lemma and tag are where Universal Dependencies has them."""
    doc = nlp("The minister said the bridge was safe.")
    said = doc[2]
    assert {child.dep_: child.text for child in said.children if child.dep_ in {"nsubj", "ccomp"}} == {
        "nsubj": "minister",
        "ccomp": "safe",
    }
    assert (said.lemma_, said.tag_, said.pos_, said.dep_) == ("say", "VBD", "VERB", "ROOT")


def test_it_finds_sentences_and_names(nlp):
    """A person, an organization and a place, each whole, in two sentences."""
    doc = nlp("“We will not wait,” Jens Stoltenberg told reporters in Brussels. The World Bank declined to comment.")
    assert {(name.text, name.label_) for name in doc.ents} >= {
        ("Jens Stoltenberg", "PERSON"),
        ("Brussels", "LOC"),
    }
    assert [sentence[0].text for sentence in doc.sents] == ["“", "The"]


def test_batches_read_as_single_texts_do(nlp):
    """What stands beside a text in a batch changes nothing of what is read."""
    texts = [
        "Oslo agreed.",
        "",
        "  \n",
        "The minister said that talks with Cork, which began in May, had failed again.",
    ]

    def shown(doc):
        return [(word.text, word.tag_, word.dep_, word.head.i, word.ent_type_) for word in doc]

    assert [shown(doc) for doc in nlp.pipe(texts)] == [shown(nlp(text)) for text in texts]


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_string_is_read(nlp, text):
    """Nothing of it is lost, and every word but white space has a tag, a relation and a head in its sentence."""
    doc = nlp(text)
    assert doc.text == text
    assert all(word.tag_ and word.dep_ and word.sent == word.head.sent for word in doc if not word.is_space)


@pytest.mark.parametrize("graph", ["encoder.onnx", "relations.onnx"])
def test_the_shipped_graphs_are_light(graph):
    """Its steps are put together (`training.language.lighten`): kg runs a graph as it finds it, at every start."""
    steps = (Path(language.__file__).parent / language.MINI / graph).read_bytes()
    assert b"\x22\x04Gelu" in steps  # 0x22: a kind of step, as protobuf writes it
    assert b"\x22\x03Erf" not in steps
