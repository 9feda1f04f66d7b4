"""spaCy without its command line, which is nearly half of what importing it takes and which kg never calls."""

import sys
from types import ModuleType
from typing import Any

_COMMANDS = ("spacy.cli", "spacy.cli.info")


def load() -> ModuleType:
    """Import spaCy; `spacy.cli` is imported when somebody asks for it."""
    if "spacy" not in sys.modules:
        sys.modules |= {name: ModuleType(name) for name in _COMMANDS}
        sys.modules["spacy.cli.info"].info = _info  # type: ignore[attr-defined]  # all that spaCy takes from there
        try:
            import spacy  # noqa: F401, PLC0415
        finally:
            for name in _COMMANDS:
                del sys.modules[name]
    return sys.modules["spacy"]


def _info(*given: Any, **named: Any) -> Any:
    from spacy.cli.info import info  # noqa: PLC0415

    return info(*given, **named)
