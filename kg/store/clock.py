"""What time it is, for everything that a graph dates itself."""

import os
from datetime import UTC, datetime


def now() -> str:
    """Return this moment as an ISO date and time, to the second, in UTC.

    Where the environment has ``SOURCE_DATE_EPOCH`` (seconds since 1970, as reproducible builds have it) that
    moment stands for every other one, so that the same documents make the same graph, byte for byte.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(fixed), UTC) if fixed.isdecimal() else datetime.now(UTC)
    return moment.isoformat(timespec="seconds")
