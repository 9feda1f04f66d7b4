"""Where the files that travel with kg lie."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def ontology() -> Path:
    """Return the folder of the ontology: inside an installed package, or beside it in a checkout."""
    installed = _PACKAGE / "ontology"
    return installed if installed.is_dir() else _PACKAGE.parent / "ontology"
