"""What a text is like in half a kilobyte: a MinHash sketch of its runs of five words.

Two sketches tell how many of their runs two texts share, without the texts: of the hashes of all runs the least is kept,
under each of 128 orders, and two texts have the same least one as often as they share runs. Source: Broder, "On the
resemblance and containment of documents" (1997). Written out in numpy, for the libraries that have it cost two seconds
to import, and `kg list` takes less.
"""

import hashlib
import re
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.uint64]

ORDERS = 128
RUN = 5  # words; fewer are shared by chance, more are lost with every word that an editor changes
FEWEST = 25  # words of a text that can be told from a formula ("The resolution was adopted.")

_WORD = re.compile(r"\w+")


def _constants(name: str, count: int) -> Numbers:
    # From a hash, so that a sketch that was kept years ago can still be compared.
    data = hashlib.shake_256(name.encode()).digest(8 * count)
    return np.frombuffer(data, dtype="<u8").astype(np.uint64)


_FACTORS = _constants("factors", ORDERS) | np.uint64(1)
_ADDED = _constants("added", ORDERS)
_PLACES = _constants("places", RUN) | np.uint64(1)


def sketch(text: str) -> bytes:
    """Return the sketch of a text: the number of its runs and the least hashes, as 129 little-endian 32-bit numbers.

    Capitals, punctuation and spaces do not count. A text that is too short to be told apart has an empty sketch.

    >>> len(sketch("word " * 30)), sketch("Adopted.")
    (516, b'')
    """
    words = np.array([_hash(word) for word in _WORD.findall(text.casefold())], dtype=np.uint64)
    if len(words) < FEWEST:
        return b""
    runs = np.zeros(len(words) - RUN + 1, dtype=np.uint64)
    for place, factor in enumerate(_PLACES):
        runs += words[place : place + len(runs)] * factor
    runs = np.unique(runs)
    least = np.full(ORDERS, np.iinfo(np.uint64).max, dtype=np.uint64)
    for some in np.array_split(runs, len(runs) // 4096 + 1):  # a book would otherwise need a gigabyte
        least = np.minimum(least, (some[:, None] * _FACTORS + _ADDED).min(axis=0))
    return np.concatenate([[len(runs)], least >> np.uint64(32)]).astype("<u4").tobytes()


@lru_cache(maxsize=1 << 16)
def _hash(word: str) -> int:
    digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")
