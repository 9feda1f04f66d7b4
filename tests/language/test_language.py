"""The shipped pipeline reads English."""

import subprocess
import sys

import pytest

from kg import language
from kg.errors import KgError


def test_the_shipped_pipeline_parses_a_reporting_sentence():
    """Subject, verb and content of a plain sentence are where Universal Dependencies has them."""
    doc = language.load()("The minister said the bridge was safe.")
    said = doc[2]
    assert {child.dep_: child.text for child in said.children if child.dep_ in {"nsubj", "ccomp"}} == {
        "nsubj": "minister",
        "ccomp": "safe",
    }


def test_an_absent_pipeline_is_named_with_its_cure():
    """The message says how to install it."""
    with pytest.raises(KgError, match="spacy download en_nobody_md"):
        language.load("en_nobody_md")


def test_spacys_own_commands_are_there_for_whoever_asks():
    """They are not imported with it, and nothing of that is left."""
    seen = "import sys; from kg import language; language.load(); "
    asks = "assert 'spacy.cli' not in sys.modules; import spacy, spacy.cli; assert spacy.cli.train; spacy.info(silent=True)"
    subprocess.run([sys.executable, "-c", seen + asks], check=True)
