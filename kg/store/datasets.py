"""The quads of a graph as an rdflib Dataset, for whoever works in rdflib."""

import shutil
import tempfile
import weakref
from pathlib import Path

import pyoxigraph as ox
import rdflib
from oxrdflib import OxigraphStore

from kg.iris import PREFIXES
from kg.store._oxigraph import linked


def dataset(quads: Path) -> rdflib.Dataset:
    """Return the quads as they are now; what changes later does not show, and nothing can be written.

    They are linked into a temporary folder, or copied where that is on another disk, and it goes with the Dataset.
    """
    scratch = Path(tempfile.mkdtemp(prefix="kg-dataset-"))
    copy = scratch / "quads"
    try:
        linked(quads, copy)
        store = OxigraphStore(store=ox.Store.read_only(str(copy)))
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    made = rdflib.Dataset(store=store, default_union=True)
    for prefix, base in PREFIXES.items():
        made.bind(prefix, base)
    weakref.finalize(made, shutil.rmtree, scratch, ignore_errors=True)
    return made
