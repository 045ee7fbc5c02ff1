"""The rows shown in the docs, put into a folder of the user's own, are read and used."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).parents[1] / "docs" / "how-to" / "add-knowledge.md"
TEXT = (
    "Foreign Minister Ada Exemplar visited Chile on Monday, the Coastal Gazette reported.\n\n"
    "Chile showed her a Sea Lynx 9. Norway bestowed ten lorries on Peru.\n"
)
COMMAND = [sys.executable, "-c", "from dragoman.cli import main; main()", "read", "-", "-f", "json"]


def read(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DRAGOMAN_DATA": str(folder), "OMP_NUM_THREADS": "1"}
    arguments = [*COMMAND, "--published", "2026-03-03"]
    return subprocess.run(arguments, input=TEXT, env=environment, capture_output=True, text=True, timeout=120)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The record of the text, read with the rows of the page."""
    folder = tmp_path_factory.mktemp("desk-data")
    for block in re.findall(r"^```yaml\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL):
        name = block.partition("\n")[0].removeprefix("# ")
        (folder / name).write_text(block, encoding="utf-8")
    assert len(list(folder.iterdir())) == 5
    done = read(folder)
    assert done.returncode == 0, done.stderr
    made: dict[str, Any] = json.loads(done.stdout)
    return made


def test_own_rows_are_known(record: dict[str, Any]) -> None:
    known = {entity["id"]: entity for entity in record["entities"] if entity["known"]}
    assert known["person:ada-exemplar"]["state"] == "NOR"
    assert known["person:ada-exemplar"]["role"] == "Foreign Minister"
    assert known["publisher:coastal-gazette"]["state"] == "NOR"
    assert known["materiel:sea-lynx-9"]["materiel_class"] == "IV"


def test_own_rows_are_used(record: dict[str, Any]) -> None:
    visit = next(event for event in record["events"] if event["mode"] == "visit")
    assert visit["actors"] == ["person:ada-exemplar"]
    sources = {attribution["source_entity"] for attribution in record["attributions"]}
    assert "publisher:coastal-gazette" in sources
    aid = next(event for event in record["events"] if event["type"] == "AID")
    assert (aid["actors"], aid["recipients"]) == (["state:NOR"], ["state:PER"])


def test_a_row_that_breaks_the_schema_is_one_line_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "publishers.yaml").write_text("publishers:\n- {id: coastal-gazette, nam: Coastal Gazette}\n", "utf-8")
    done = read(tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "[D3" in done.stderr
    assert "publishers" in done.stderr
    assert "coastal-gazette" in done.stderr
