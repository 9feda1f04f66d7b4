"""Who speaks: the source of every attribution led to its actor."""

from collections.abc import Iterable

from kg.extraction.actors.cast import Cast
from kg.extraction.actors.figures import Figure
from kg.extraction.attributions.told import Told


class Speakers:
    """The speakers of a document's attributions.

    Sources are led to actors in the order of the text, so that a pronoun finds who spoke before; and the
    cast is told whose words each quotation is, so that "we" in it finds its speaker.
    """

    def __init__(self, cast: Cast, every: Iterable[Told]) -> None:
        self._figures: dict[Told, Figure] = {}
        every = list(every)
        sources = [(told.source, told) for told in every if told.continues is None and told.source is not None]
        for source, told in sorted(sources, key=lambda pair: pair[0].first):
            told.source = cast.roster.whole(source)
            figure = cast.source(told.source)
            if figure is not None:
                self._figures[told] = figure
                self._lend(cast, told, figure)
        for told in every:
            speaker = self.of(told)
            if told.continues is not None and speaker is not None:
                self._lend(cast, told, speaker)
        cast.anaphora.inside()

    def _lend(self, cast: Cast, told: Told, figure: Figure) -> None:
        for quotation in told.quotations:
            cast.pronouns.speaks(quotation, figure)

    def of(self, told: Told | None) -> Figure | None:
        """Whose words an attribution gives; None where the text does not tell, and for the narrator's own."""
        return self._figures.get(told.origin) if told is not None else None
