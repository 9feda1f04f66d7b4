"""English, shipped inside the package: the pipelines that tag, parse and find names."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    from spacy.language import Language

_HERE = Path(__file__).parent

#: The shipped pipelines by their names: a small convolutional network, and a transformer that reads better.
CORE, MINI = "en_core", "en_mini"

#: What the pipeline that serves unless told otherwise is called in the account of a run.
SHIPPED = "en_mini 0.2"


@lru_cache(maxsize=2)
def load(name: str | None = None) -> "Language":
    """Return a shipped pipeline, or any other spaCy pipeline that is installed under ``name``.

    It is loaded once a process, in about a second, when it is first asked for. Labels of the shipped ones are
    those of Universal Dependencies. Raises `KgError` where no pipeline of that name is installed.
    """
    if name is None or name == MINI:
        from kg.language.reader import pipeline  # noqa: PLC0415 -- spaCy takes a second to import

        return pipeline(_HERE / MINI)
    if name == CORE:
        from kg.language.packing import unpack  # noqa: PLC0415 -- as above

        return unpack(_HERE / CORE)
    import spacy  # noqa: PLC0415

    try:
        return spacy.load(name)
    except OSError:
        raise KgError(f"no spaCy pipeline {name!r} is installed: try `python -m spacy download {name}`") from None
