"""A graph in numbered files, which hold all of it and are no larger than they may be."""

import gzip
import subprocess
import sys
from pathlib import Path

import pytest
from remote_servers import HAS_VIRTUOSO, oxigraph, virtuoso
from test_store_remote import same

from kg.errors import InputError, UnknownFormat
from kg.store import nodes
from kg.store.opening import opened
from kg.store.splitting import size_of

OWN = "INSERT DATA { GRAPH <urn:my:notes> { actor:norland rdfs:comment 'a', 'b' . _:b rdfs:seeAlso _:c . _:c rdfs:label 'c' } }"


def lines(files):
    """All lines of the files."""
    return [line for file in files for line in file.read_bytes().decode().splitlines()]


def test_the_files_hold_all_and_are_no_larger(writer, tmp_path):
    """The same as in one file, and the texts."""
    writer.update(OWN)
    files = writer.split(tmp_path / "news.nq", size=20_000)
    assert [file.name for file in files[:2]] == ["news-0001.nq", "news-0002.nq"]
    assert len(files) > 3
    assert all(file.stat().st_size <= 20_000 for file in files)
    writer.export(tmp_path / "whole.nq")
    whole = (tmp_path / "whole.nq").read_text(encoding="utf-8").splitlines()
    texts = [line for line in lines(files) if nodes.BODY in line]
    assert sorted(lines(files)) == sorted(whole + texts)
    assert len(texts) == 4
    assert sorted(path.name for path in tmp_path.iterdir() if ".new" in path.name) == []


def test_a_graph_with_blank_nodes_stays_together(writer, tmp_path):
    """In another file they would be others."""
    writer.update(OWN)
    files = writer.split(tmp_path / "news.nq", size=1000)
    assert len([file for file in files if "_:" in file.read_text(encoding="utf-8")]) == 1


def test_compressed_files_are_the_same_every_time(store, tmp_path):
    """Their size counts before they are compressed."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    first, second = (store.split(tmp_path / name / "news.nq.gz", size=50_000) for name in ("a", "b"))
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]
    assert all(len(gzip.decompress(file.read_bytes())) <= 50_000 for file in first)


def test_nothing_is_written_over_or_named_wrongly(store, tmp_path):
    """Files of an earlier, longer export would be loaded along."""
    with pytest.raises(UnknownFormat, match="bulk-load files are N-Quads"):
        store.split(tmp_path / "news.ttl", size=10_000)
    with pytest.raises(InputError, match="no such folder"):
        store.split(tmp_path / "no" / "news.nq", size=10_000)
    (tmp_path / "news-0007.nq").touch()
    with pytest.raises(InputError, match="of an earlier export"):
        store.split(tmp_path / "news.nq.gz", size=10_000)
    assert [path.name for path in tmp_path.iterdir() if "news" in path.name] == ["news-0007.nq"]


def test_oxigraph_loads_them(store, tmp_path):
    """And then answers as the folder does, texts and all."""
    files = store.split(tmp_path / "news.nq", size=30_000)
    binary = Path(sys.executable).with_name("oxigraph")
    command = [binary, "load", "--location", tmp_path / "quads", "--file", *files]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with oxigraph(tmp_path) as address, opened(address) as remote:
        assert same(store, remote)
        assert remote.text("plan") == store.text("plan")


@pytest.mark.skipif(not HAS_VIRTUOSO, reason="Virtuoso is not installed: apt-get install virtuoso-opensource-7-bin")
def test_virtuoso_loads_them(store, tmp_path):
    """With its own bulk loader, as the guide says."""
    store.split(tmp_path / "news.nq.gz", size=30_000)
    run = f"ld_dir('{tmp_path}', '*.nq.gz', 'urn:none'); rdf_loader_run(); checkpoint;"
    with virtuoso(tmp_path, commands=[run]) as address, opened(address) as remote:
        assert same(store, remote)
        assert remote.text("plan") == store.text("plan")


@pytest.mark.parametrize("size", ["large", "", "-5MB", "10", "5TB"])
def test_a_size_that_is_none_is_told(size):
    """With how to write one."""
    with pytest.raises(InputError, match="no size for a file: write it as 500MB"):
        size_of(size)
