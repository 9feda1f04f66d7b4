"""Whatever goes wrong: one clear line with the place, exit 1, everything else kept, and never a traceback."""

import json
import resource
import shutil
import subprocess
import sys

import pytest
from cli_running import DATA

import kg as library

CODED = DATA / "strait" / "coded.csv"
HEAD = "holder,relation,issue,date,source,quote\n"
GOOD = f"{HEAD}Ana Ruiz,opposes,dam,2024-05-06,Courier,We oppose the dam.\n"


def record(name, **changes):
    """A record as a line, with the one thing wrong that the test is about."""
    text = "Ana opposes the dam."
    stance = {
        "id": "s1",
        "holder": "ana",
        "relation": "opposes",
        "target": {"issue": "dam"},
        "voice": "self",
        "evidence": {"start": 0, "end": 20, "text": text},
    }
    made = {
        "document": {"id": name, "text": text},
        "actors": [{"id": "ana", "name": "Ana", "kind": "person"}],
        "issues": [{"id": "dam", "label": "dam"}],
        "stances": [stance | changes],
    }
    return json.dumps(made) + "\n"


# The name of the file, what is in it, what the message says, and how many documents of the file are kept.
BAD = {
    "not UTF-8": (
        "latin.txt",
        "Norvane\nopposes caf\xe9 talks.".encode("latin-1"),
        "latin.txt:2: not UTF-8: byte 19 is 0xe9",
        0,
    ),
    "empty": ("empty.txt", b"", "empty.txt: it is empty", 0),
    "blank": ("blank.txt", b" \n\t\n", "blank.txt: there is no text in it", 0),
    "binary": ("binary.txt", b"Norvane\x00\x01\x02", "binary.txt: this is binary, not text: byte 7 is NUL", 0),
    "a PDF": ("paper.txt", b"%PDF-1.7\n\xe2\xe3", "paper.txt: this is a PDF, not text: turn it into text first", 0),
    "a broken line": (
        "lines.jsonl",
        (record("one") + '{"document": \n' + record("two")).encode(),
        "lines.jsonl:2: not JSON: ",
        2,
    ),
    "a line without text": ("lines.jsonl", (record("one") + '{"title": "x"}\n').encode(), "lines.jsonl:2: ", 1),
    "a wrong span": (
        "spans.jsonl",
        (record("one", evidence={"start": 1, "end": 4, "text": "Ana"}) + record("two")).encode(),
        "spans.jsonl:1: document 'one': the evidence of stance 's1' says 'Ana', but the text reads 'na ' from 1 to 4",
        1,
    ),
    "an unknown relation in a record": (
        "relations.jsonl",
        (record("one") + record("two", relation="oposes")).encode(),
        "relations.jsonl:2: 'oposes' is not a relation: did you mean 'opposes'?",
        1,
    ),
    "an id that nobody has": (
        "ids.jsonl",
        (record("one", holder="anna") + record("two")).encode(),
        "ids.jsonl:1: stance 's1' has the holder 'anna', whom the record does not hold",
        1,
    ),
    "an unknown relation in a table": (
        "coded.csv",
        f"{GOOD}Ana Ruiz,suports,dam,2024-05-06,Courier,We support the dam.\n".encode(),
        "coded.csv:3: 'suports' is not a relation: did you mean 'supports'?",
        1,
    ),
    "a missing column": (
        "coded.csv",
        b"holder,issue,date,source,quote\nAna Ruiz,dam,2024-05-06,Courier,We oppose the dam.\n",
        "coded.csv:1: there is no column 'relation' or 'sign'; found: holder, issue, date, source, quote",
        0,
    ),
    "no date": (
        "coded.csv",
        f"{GOOD}Ana Ruiz,opposes,weir,2024-05-36,Courier,We oppose the weir.\n".encode(),
        "coded.csv:3: '2024-05-36' is not a date: write it as 2023-06-20",
        1,
    ),
    "no date of publication": (
        "lines.jsonl",
        (json.dumps({"text": "Ana left.", "published": "last week"}) + "\n" + record("one")).encode(),
        "lines.jsonl:1: 'last week' is not a date",
        1,
    ),
    "an ending that nobody reads": ("news.xyz", b"Ana left.", "news.xyz: ", 0),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_told_and_the_rest_is_kept(kg, empty, tmp_path, name):
    """File and line on stderr, exit 1; what stands before, beside and after it is in the graph."""
    file, content, says, kept = BAD[name]
    (tmp_path / file).write_bytes(content)
    shutil.copy(CODED, tmp_path / "before.csv")
    (tmp_path / "zz.jsonl").write_text(record("after"), encoding="utf-8")
    ran = kg("add", "before.csv", file, "zz.jsonl", code=1)
    first, *others = ran.err.splitlines()
    assert first.startswith(f"kg: {says}")
    assert others == [f"{empty}: {2 + kept} added, 0 replaced, 0 unchanged, 1 with problems; {17 + kept} stances"]
    assert len(kg("list").lines) == 2 + kept


@pytest.mark.parametrize("name", BAD)
def test_extract_tells_the_same(kg, tmp_path, name):
    """The filter prints the records of what is good, and leaves with exit 1."""
    file, content, says, kept = BAD[name]
    (tmp_path / file).write_bytes(content)
    (tmp_path / "zz.jsonl").write_text(record("after"), encoding="utf-8")
    ran = kg("extract", file, "zz.jsonl", code=1)
    assert ran.err.startswith(f"kg: {says}")
    assert ran.err.count("\n") == 1
    assert len(ran.lines) == 1 + kept


def test_bad_input_in_a_process_of_its_own(terminal, empty, tmp_path):
    """The exit code reaches the shell."""
    (tmp_path / "latin.txt").write_bytes("caf\xe9".encode("latin-1"))
    (tmp_path / "zz.jsonl").write_text(record("after"), encoding="utf-8")
    assert terminal("add", "latin.txt", "zz.jsonl", code=1).err.startswith("kg: latin.txt:1: not UTF-8")
    assert len(library.open(empty).records()) == 1


def test_every_problem_of_a_folder_is_told(kg, empty, tmp_path):
    """One line each, and not only the first."""
    news = tmp_path / "news"
    news.mkdir()
    for number, name in enumerate(["empty", "binary", "a wrong span", "a broken line", "no date"]):
        file, content, _, _ = BAD[name]
        (news / f"{number}-{file}").write_bytes(content)
    ran = kg("add", "news", code=1)
    assert [line.split(": ")[1] for line in ran.err.splitlines()[:-1]] == [
        "news/0-empty.txt",
        "news/1-binary.txt",
        "news/2-spans.jsonl:1",
        "news/3-lines.jsonl:2",
        "news/4-coded.csv:3",
    ]


@pytest.mark.parametrize("args", [["add", "nes.txt"], ["extract", "nes.txt"]])
def test_a_file_that_is_not_there(kg, empty, tmp_path, args):
    """With the nearest name in that folder."""
    (tmp_path / "news.txt").write_text("x", encoding="utf-8")
    assert kg(*args, code=1).err.startswith("kg: nes.txt: there is no such file or folder: did you mean 'news.txt'?")


def test_a_date_on_the_command_line(kg, empty):
    """It is asked for once, and nothing is read before it is right."""
    ran = kg("add", CODED, "--published", "2024-13-01", code=1)
    assert ran.err == "kg: '2024-13-01' is not a date: write it as 2023-06-20\n"


# ── reference files


def test_a_broken_reference_file_is_named_and_not_kept(kg, own, tmp_path):
    """With its own name and line; the graph goes on with those that it had."""
    (tmp_path / "mine.ttl").write_text("@prefix kg: <https://w3id.org/newsstance/ns#> .\nkg:a kg:b\n", encoding="utf-8")
    ran = kg("add", CODED, "--reference", "mine.ttl", code=1)
    assert ran.err.startswith("kg: mine.ttl:")
    assert "this is not Turtle" in ran.err
    assert "0 added, 0 replaced, 1 unchanged" in kg("add", CODED).err


def test_a_reference_file_that_cannot_be_read(kg, empty, tmp_path):
    """Missing, or not UTF-8."""
    (tmp_path / "latin.ttl").write_bytes("# caf\xe9".encode("latin-1"))
    assert kg("add", CODED, "-r", "no.ttl", code=1).err == "kg: no.ttl: there is no such reference file\n"
    assert kg("add", CODED, "-r", "latin.ttl", code=1).err.startswith("kg: latin.ttl:1: not UTF-8")
    assert kg("extract", CODED, "-r", "no.ttl", code=1).err == "kg: no.ttl: there is no such reference file\n"


def test_two_reference_files_of_one_name(kg, empty, tmp_path):
    """One of them would be lost in silence."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "mine.ttl").write_text("", encoding="utf-8")
    ran = kg("add", CODED, "-r", "one/mine.ttl", "-r", "two/mine.ttl", code=1)
    assert ran.err == "kg: two/mine.ttl: one/mine.ttl has the same name: rename one of them, so that both are kept\n"


# ── the folder of the graph

READERS = [
    ["list"],
    ["query", "documents"],
    ["network"],
    ["rank"],
    ["path", "a", "b"],
    ["tour"],
    ["explore"],
    ["check"],
    ["export", "-o", "x.nq"],
    ["remove", "x"],
]


@pytest.mark.parametrize("args", READERS, ids=lambda args: args[0])
def test_a_folder_that_is_missing_or_not_ours(kg, tmp_path, args):
    """Nothing is made, nothing is touched."""
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("x", encoding="utf-8")
    ran = kg(*args, "--graph", "nowhere", code=1)
    assert ran.err == "kg: nowhere: there is no graph here: `kg add FILES --graph nowhere` makes one\n"
    ran = kg(*args, "--graph", "thesis", code=1)
    assert (
        ran.err
        == "kg: thesis: this folder holds something else; kg leaves it alone. Choose another one for the graph\n"
    )
    ran = kg(*args, "--graph", "thesis/chapter.txt", code=1)
    assert ran.err == "kg: thesis/chapter.txt: this is a file, and a graph is a folder\n"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["chapter.txt", "thesis"]


def test_nothing_is_added_to_a_folder_that_is_not_ours(kg, tmp_path):
    """Nor is anything written into it."""
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("x", encoding="utf-8")
    assert "this folder holds something else" in kg("add", CODED, "--graph", "thesis", code=1).err
    assert [path.name for path in (tmp_path / "thesis").iterdir()] == ["chapter.txt"]


def test_a_graph_in_use_by_another_process(terminal, own):
    """Its writer is named by its process id; reading goes on beside it."""
    hold = (
        "import sys, time\nfrom kg.store import Store\nwith Store.open(sys.argv[1], write=True):\n"
        "    print('held', flush=True)\n    time.sleep(100)\n"
    )
    command = [sys.executable, "-c", hold, own]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=terminal.env) as holder:
        try:
            assert holder.stdout.readline() == "held\n"
            adding = terminal("add", CODED, code=1)
            removing = terminal("remove", "2025-12-16-treaty", code=1)
            listed = terminal("list")
        finally:
            holder.kill()
    for ran in (adding, removing):
        assert f"process {holder.pid} " in ran.err
        assert "is writing to this graph; wait for it to end, then try again" in ran.err
        assert ran.err.count("\n") == 1
    assert len(listed.lines) == 17
    terminal("remove", "2025-12-16-treaty")


def test_a_damaged_file_of_the_graph(kg, own):
    """Said with the cure."""
    with (own / "graph.sqlite").open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 40_000)
    ran = kg("list", code=1)
    assert "graph.sqlite cannot be read" in ran.err
    assert "put a copy of it back, or make the graph anew" in ran.err


# ── a full disk


@pytest.fixture
def small_disk(tmp_path):
    """A disk of three megabytes, on which a graph can be begun."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    options = [mount, "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk]
    if mount is None or subprocess.run(options, check=False, capture_output=True).returncode:
        pytest.skip("only root can make a small disk")
    yield disk
    subprocess.run(["umount", disk], check=True)


def records(many):
    """Records of long documents, as lines."""
    for number in range(many):
        text = f"Ana opposes the dam. {number} " + "x" * 100_000
        made = json.loads(record(f"long-{number:02}"))
        made["document"]["text"] = text
        yield json.dumps(made)


def test_a_full_disk(terminal, small_disk, tmp_path):
    """Told as such; what fitted is whole and can be read, and with more room the same command completes."""
    (small_disk / "ballast").write_bytes(b"x" * 500_000)
    (tmp_path / "long.jsonl").write_text("\n".join(records(60)), encoding="utf-8")
    graph = small_disk / "graph"
    ran = terminal("add", "long.jsonl", "--graph", graph, code=1)
    assert "the disk is full" in ran.err
    assert "Make room, then run it again" in ran.err
    (small_disk / "ballast").unlink()
    kept = len(terminal("list", "--graph", graph).lines)
    assert kept < 60
    roomy = tmp_path / "roomy"
    shutil.copytree(graph, roomy)
    assert f"{60 - kept} added, 0 replaced, {kept} unchanged" in terminal("add", "long.jsonl", "--graph", roomy).err
    assert terminal("check", "--graph", roomy).err.endswith("sound\n")


@pytest.mark.parametrize(
    "args", [["export", "-o", "dump.nq"], ["network", "-o", "net.json"], ["explore", "-o", "page.html"]]
)
def test_a_file_that_does_not_fit(terminal, tmp_path, args):
    """The system allows no file of more than 50 kB: told, exit 1, and no half a file that looks whole."""
    few = (50_000, 50_000)
    ran = terminal(*args, code=1, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, few))
    assert ran.err.startswith("kg: ")
    assert "File too large" in ran.err
    assert not (tmp_path / args[-1]).exists()


# ── what nobody foresaw


def test_a_defect_of_kg_is_one_line_too(kg, monkeypatch):
    """With an exit code of its own; whoever looks for it gets the traceback."""
    monkeypatch.setattr("kg.graph.Graph.documents", lambda _: 1 / 0)
    ran = kg("list", code=70)
    assert ran.err == (
        "kg: this is a defect of kg itself (ZeroDivisionError: division by zero); with KG_DEBUG=1 it says where\n"
    )
    monkeypatch.setenv("KG_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        kg("list")


# ── a long document


@pytest.mark.slow
def test_a_document_of_twenty_megabytes(terminal, empty, tmp_path):
    """One line without a space, as a broken dump has it, is read to its end, and what stands after it is found."""
    text = "x" * 20_000_000 + "\n\n“We oppose the dam,” said Ana Ruiz.\n"
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    assert "1 added" in terminal("add", "long.txt").err
    (entry,) = library.open(empty).documents()
    assert entry.attributions == 1
    assert library.open(empty).text(entry.document.id) == text


def test_an_address_that_nobody_can_ask_makes_no_folder(kg, tmp_path):
    """Neither when it is read nor when it is written."""
    for command in (["tour"], ["add", "-"]):
        told = kg(*command, "--graph", "ftp://there/graph", code=2).err
        assert "begins with http:// or https://" in told
    assert not (tmp_path / "ftp:").exists()


def test_a_graph_with_nothing_in_it_has_a_short_tour(kg, own):
    """Tables without rows would look like a fault."""
    for line in kg("list").lines:
        kg("remove", line["id"])
    told = kg("tour").out
    assert "0 documents" in told
    assert f"kg add ARTICLES… --graph {own}" in told
    assert "Who is most central" not in told
