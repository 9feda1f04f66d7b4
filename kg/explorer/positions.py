"""Where everybody stands on a page that is there already."""

import json
import re
from pathlib import Path

from kg.errors import InputError

_NODES = re.compile(r'<script type="application/json" id="kg-nodes">(.*?)</script>', re.DOTALL)


def positions_in(page: str | Path) -> dict[str, tuple[float, float]]:
    """Return the positions on a page (its HTML, or its file) by node.

    Raises `InputError` where the file cannot be read or is no page of ours.
    """
    place = str(page) if isinstance(page, Path) else None
    try:
        html = page.read_text(encoding="utf-8") if isinstance(page, Path) else page
        match = _NODES.search(html)
        nodes = json.loads(match[1] if match else "")
        return {str(node["id"]): (float(node["x"]), float(node["y"])) for node in nodes}
    except OSError as error:
        raise InputError(f"the earlier page cannot be read: {error.strerror or error}.", place=place) from error
    except (UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
        raise InputError("is not a page that `kg explore` wrote.", place=place) from error
