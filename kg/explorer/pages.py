"""A page: one HTML file that needs nothing else, for a browser or a notebook cell."""

import contextlib
import os
import tempfile
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from kg.errors import KgError

_SANDBOX = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page. ``summary`` says in one line what is on it.

    In a notebook it shows itself, in a frame that can reach neither the notebook nor the network.
    """

    html: str = field(repr=False)
    summary: str

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the page, and return where it lies.

        A file that is there already is replaced at once or not at all. Raises `KgError` where it cannot be written.
        """
        target = Path(path)
        if target.is_dir():
            raise KgError("is a folder; give the name of a file, such as page.html.", place=str(target))
        try:
            handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
        except OSError as error:
            raise _cannot_write(target, error) from error
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(self.html)
            os.chmod(temporary, _usual_mode())  # noqa: PTH101 -- a temporary file is for its owner only
            Path(temporary).replace(target)
        except OSError as error:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
            raise _cannot_write(target, error) from error
        return target

    def _repr_html_(self) -> str:
        """Return the page in a sandboxed frame, with one line outside it for where frames are not shown."""
        note = f"{self.summary} Trust this notebook to see them here, or save the page and open the file in a browser."
        frame = (
            f'<iframe srcdoc="{escape(self.html)}" title="{escape(self.summary)}" sandbox="{_SANDBOX}" '
            'width="100%" height="640" style="border:1px solid #8884;border-radius:8px"></iframe>'
        )
        return f"<p>{escape(note)}</p>{frame}"


def _cannot_write(target: Path, error: OSError) -> KgError:
    reason = error.strerror or str(error)
    hint = " Make the folder first." if not target.parent.is_dir() else ""
    return KgError(f"the page cannot be written here: {reason}.{hint}", place=str(target))


def _usual_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
