"""English, shipped inside the package: the pipeline that tags, parses and finds names."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    from spacy.language import Language

_SHIPPED = Path(__file__).parent / "en_core"

#: What the shipped pipeline is called in the account of a run.
SHIPPED = "en_core 0.0.1"


@lru_cache(maxsize=2)
def load(name: str | None = None) -> "Language":
    """Return the shipped pipeline, or any other spaCy pipeline that is installed under ``name``.

    It is loaded once a process, in about a second, when it is first asked for. Labels are those of
    Universal Dependencies. Raises `KgError` where no pipeline of that name is installed.
    """
    if name is None:
        from kg.language.packing import unpack  # noqa: PLC0415 -- spaCy takes a second to import

        return unpack(_SHIPPED)
    import spacy  # noqa: PLC0415

    try:
        return spacy.load(name)
    except OSError:
        raise KgError(f"no spaCy pipeline {name!r} is installed: try `python -m spacy download {name}`") from None
