"""English, shipped inside the package: the pipeline that tags, parses, and finds names and attributions."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    from spacy.language import Language

#: The folder that it lies in.
HERE = Path(__file__).parent

#: The name of the shipped pipeline.
MINI = "en_mini"

#: What the pipeline that serves unless told otherwise is called in the account of a run.
SHIPPED = "en_mini 0.4"


@lru_cache(maxsize=2)
def load(name: str | None = None, attributions: Path | None = None) -> "Language":
    """Return the shipped pipeline, or any other spaCy pipeline that is installed under ``name``.

    It also finds attributions: with what ships, or with what `kg train` wrote to the folder ``attributions``.
    It is loaded once a process, in about a second, when it is first asked for. Labels of the shipped ones are
    those of Universal Dependencies. Raises `KgError` where no pipeline of that name is installed, or where the
    folder is not of `kg train`.
    """
    from kg.language import reader, teller  # noqa: PLC0415 -- numpy takes a tenth of a second to import, spaCy half a one

    shipped = name is None or name == MINI
    pipeline = reader.pipeline(HERE / MINI) if shipped else _installed(str(name))
    if attributions is not None and not (attributions / "roles.onnx").exists():
        raise KgError(
            f"{attributions} holds no trained model: `kg train attributions CORPUS --output FOLDER` makes one"
        )
    if attributions is not None or not shipped:
        teller.attach(pipeline, attributions or HERE / MINI)
    return pipeline


def _installed(name: str) -> "Language":
    from kg.language import library  # noqa: PLC0415 -- as above

    try:
        pipeline: Language = library.load().load(name)
    except OSError:
        raise KgError(f"no spaCy pipeline {name!r} is installed: try `python -m spacy download {name}`") from None
    return pipeline
