"""The logic of the page under node, without a browser: what needs no picture is tested where it is quick."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
NODE = shutil.which("node")


@pytest.mark.skipif(NODE is None, reason="no node on this machine")
@pytest.mark.parametrize("name", ["calendar", "reading", "spectrum", "state"])
def test_the_logic_of_the_page(name, dispute_page, tmp_path):
    """Each file has its own tests; here only whether all of them hold."""
    blocks = re.findall(
        r'<script type="application/json" id="(kg-[a-z]+)">(.*?)</script>', dispute_page.html, re.DOTALL
    )
    data = tmp_path / "page.json"
    data.write_text(json.dumps({block: json.loads(content) for block, content in blocks}), encoding="utf-8")
    done = subprocess.run(
        [NODE, "--test", f"tests/explorer/node/{name}.test.js"],
        cwd=ROOT,
        env={**os.environ, "KG_PAGE": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "# fail 0" in done.stdout
    assert "# tests 0" not in done.stdout
