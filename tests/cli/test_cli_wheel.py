"""The wheel: what `pip install kg` puts on a machine that has no checkout."""

import importlib.util
import os
import subprocess
import sys
import zipfile

import pytest
from cli_running import LONG, ROOT

SAID = "“We oppose the dam,” said Ana Ruiz, foreign minister of France. China criticized the United States."


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of this checkout, built by pip."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT]
    command = [*build, "--no-build-isolation"] if _has_hatchling() else build
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=LONG)
    assert done.returncode == 0, done.stderr
    (made,) = folder.glob("kg-*.whl")
    return made


def _has_hatchling():
    return importlib.util.find_spec("hatchling") is not None


@pytest.fixture(scope="module")
def installed(wheel):
    """A folder with what the wheel holds, as pip would lay it out."""
    folder = wheel.parent / "site"
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def run(installed, folder, *args):
    """Run Python with the wheel and without the checkout."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("KG_", "PYTHON"))}
    env["PYTHONPATH"] = str(installed)
    done = subprocess.run(
        [sys.executable, *args], cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=LONG
    )
    assert done.returncode == 0, done.stderr
    return done


@pytest.mark.slow
def test_the_wheel_holds_what_kg_reads(wheel):
    """Every file under ontology/ and every data file of the package; not the tests, not the articles."""
    inside = set(zipfile.ZipFile(wheel).namelist())
    ontology = {f"kg/{path.relative_to(ROOT)}" for path in (ROOT / "ontology").rglob("*") if path.is_file()}
    package = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "kg").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    }
    tracked = subprocess.run(
        ["git", "ls-files", "kg", "ontology"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if tracked.returncode == 0:  # else it is no checkout, and everything counts
        names = set(tracked.stdout.splitlines())
        package &= names
        ontology &= {f"kg/{name}" for name in names}
    assert len(ontology) > 20
    assert ontology | package <= inside
    assert {name.split("/")[0] for name in inside} == {
        "kg",
        next(name for name in inside if "dist-info" in name).split("/")[0],
    }
    size = wheel.stat().st_size / 1e6
    print(f"{wheel.name}: {size:.1f} MB, {len(inside)} files")  # noqa: T201
    assert 3 < size < 30


@pytest.mark.slow
def test_kg_works_from_the_wheel_alone(installed, tmp_path):
    """Add, ask, explore, check in a folder elsewhere, and the code that runs is that of the wheel."""
    (tmp_path / "a.txt").write_text(SAID, encoding="utf-8")
    kg = "from kg.cli import main; main()"
    home = run(installed, tmp_path, "-c", "import kg; print(kg.__file__)").stdout
    assert home.startswith(str(installed))
    assert "1 added" in run(installed, tmp_path, "-c", kg, "add", "a.txt").stderr
    asked = run(installed, tmp_path, "-c", kg, "query", "SELECT ?who { ?s a kg:Stance ; kg:holder/rdfs:label ?who }")
    assert "China" in asked.stdout
    run(installed, tmp_path, "-c", kg, "explore", "-o", "page.html")
    assert (tmp_path / "page.html").stat().st_size > 100_000
    assert run(installed, tmp_path, "-c", kg, "check").stderr == "graph: sound\n"
    assert "who-criticizes-whom" in run(installed, tmp_path, "-c", kg, "query", "--list").stdout


@pytest.mark.slow
def test_the_command_is_installed(wheel):
    """`kg` on the command line leads to the group of commands."""
    with zipfile.ZipFile(wheel) as files:
        (name,) = (name for name in files.namelist() if name.endswith("entry_points.txt"))
        assert "kg = kg.cli:main" in files.read(name).decode()
