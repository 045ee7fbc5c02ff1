"""Records of the example desk as lines, lakes of them, and lakes that are coded here."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.desk import Desk
from dragoman.scale.merging import merge
from dragoman.scale.run import code


@pytest.fixture(scope="session")
def lines(example: Path) -> list[str]:
    """The records of the example desk, one a line, as ``dragoman records`` writes them."""
    with Desk(example) as desk:
        return [record.model_dump_json() for record in desk.records()]


@pytest.fixture(scope="session")
def lake(lines: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A merged lake of the example desk. Two files hold some of its articles both."""
    folder = tmp_path_factory.mktemp("lake")
    (folder / "first.jsonl").write_text("\n".join(lines[:40]) + "\n", encoding="utf-8")
    (folder / "second.jsonl").write_text("\n".join(lines[30:]) + "\n", encoding="utf-8")
    report = code([str(folder / "first.jsonl"), str(folder / "second.jsonl")], folder / "lake", processes=1)
    assert report.articles == len(lines) + 10
    merge(folder / "lake", processes=1)
    return folder / "lake"
