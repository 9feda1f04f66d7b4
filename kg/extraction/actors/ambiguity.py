"""Names that several bear: "Georgia", "Congress", "Labour" mean what the document is about."""

from collections import Counter
from collections.abc import Sequence

from kg.extraction.actors.names import Named
from kg.extraction.text.reading import Reading
from kg.known import Known
from kg.records import ActorKind


class Surroundings:
    """What a document is about, by whom it surely names."""

    def __init__(self, reading: Reading, known: Known, day: str | None, named: Sequence[Named]) -> None:
        self.reading = reading
        self.known = known
        self.day = day
        self._named = self._counted(named)
        self._most = max((count for id_, count in self._named.items() if self._is_state(id_)), default=0)

    def _counted(self, named: Sequence[Named]) -> Counter[str]:
        """How often each actor is surely named, itself or through who belongs to it."""
        around: Counter[str] = Counter()
        for name in named:
            if name.sure:
                actor = self.known.actors[name.actors[0]]
                around[actor.id] += 2
                offices = self.known.offices_of(actor.id, on=self.day)
                owners = {actor.part_of, actor.speaks_for, *(office.of for office in offices)}
                around.update(owner for owner in owners if owner is not None)
        return around

    def meant(self, name: Named) -> str | None:
        """Whom a name means; None where nothing tells."""
        if name.sure:
            return name.actors[0]
        best, *others = sorted(name.actors, key=lambda actor: (-self._told(actor), actor))
        if self._told(best) > (self._told(others[0]) if others else 0) and self._at_home(best):
            return best
        return best if not others and self._is_the_bloc(best, name) else None

    def _told(self, actor: str) -> int:
        part_of = self.known.actors[actor].part_of
        return self._named[actor] + (self._named[part_of] if part_of else 0)

    def _at_home(self, actor: str) -> bool:
        """Whether the document is about the state that an actor belongs to, rather than only naming it too."""
        home = self.known.actors[actor].part_of
        return home is None or not self._is_state(home) or self._named[home] >= self._most

    def _is_state(self, actor: str) -> bool:
        known = self.known.actors.get(actor)
        return known is not None and known.kind is ActorKind.STATE

    def _is_the_bloc(self, actor: str, name: Named) -> bool:
        """Whether it is "the West"; "West Street" and "the western shore" are not."""
        before, after = self.reading.before(name.words.first), self.reading.after(name.words.last)
        alone = after is None or not after.is_proper
        bloc = self.known.actors[actor].kind is ActorKind.GROUP
        return bloc and before is not None and before.lower == "the" and alone
