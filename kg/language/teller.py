"""An encoder that only finds attributions and stances, behind any pipeline: that of `kg train`, or ours behind another parser."""

from pathlib import Path
from typing import TYPE_CHECKING

from kg.language import roles, sides
from kg.language.encoder import Encoder
from kg.language.lens import Lens

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


class Teller:
    """Finds attributions, and stances where nobody else does; the component that `attach` adds."""

    def __init__(self, nlp: "Language", folder: Path) -> None:
        self._lens = Lens(Encoder(folder), nlp.vocab.strings)

    def __call__(self, doc: "Doc") -> "Doc":
        """Write the attributions of a document, in the place of those that another component found.

        Stances that another component found stay: who teaches attributions has not taught stances.
        """
        places, words, spaced = self._lens.words(doc)
        encoder = self._lens.encoder
        told: list[roles.Told] = []
        found: list[sides.Side] = []
        for window, read in self._lens.read(words, spaced):
            told += encoder.told(read, window.start)
            if not sides.are_in(doc):
                found += encoder.sides(read, window.start, spoken=sides.spoken(words[window]))
        roles.write(doc, told, places)
        if not sides.are_in(doc):
            sides.write(doc, found, places)
        return doc


def attach(nlp: "Language", folder: Path) -> "Language":
    """Let the encoder in ``folder`` find the attributions of what a pipeline reads."""
    teller = Teller(nlp, folder)
    type(nlp).component("kg_teller", func=teller)
    nlp.add_pipe("kg_teller", last=True)
    return nlp
