"""An encoder that only finds attributions, behind any pipeline: that of `kg train`, or ours behind another parser."""

from pathlib import Path
from typing import TYPE_CHECKING

from kg.language import roles
from kg.language.encoder import Encoder
from kg.language.lens import Lens

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


class Teller:
    """Finds attributions; the component that `attach` adds."""

    def __init__(self, nlp: "Language", folder: Path) -> None:
        self._lens = Lens(Encoder(folder), nlp.vocab.strings)

    def __call__(self, doc: "Doc") -> "Doc":
        """Write the attributions of a document, in the place of those that another component found."""
        places, words, spaced = self._lens.words(doc)
        told = [
            one
            for window, read in self._lens.read(words, spaced)
            for one in self._lens.encoder.told(read, window.start)
        ]
        roles.write(doc, told, places)
        return doc


def attach(nlp: "Language", folder: Path) -> "Language":
    """Let the encoder in ``folder`` find the attributions of what a pipeline reads."""
    teller = Teller(nlp, folder)
    type(nlp).component("kg_teller", func=teller)
    nlp.add_pipe("kg_teller", last=True)
    return nlp
