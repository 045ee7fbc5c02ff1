"""The notebook in examples/ runs from its first cell to its last, and ends in what it promises."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import duckdb
import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib import pyplot as plt

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "examples" / "from-corpus-to-plot.ipynb"


def cells(kind: str) -> list[str]:
    """The cells of a kind, in order."""
    book = json.loads(NOTEBOOK.read_text("utf-8"))
    return ["".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == kind]


@pytest.fixture(autouse=True)
def aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Temporary files go where the test's go, and no window opens."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    backend = mpl.get_backend()
    plt.switch_backend("agg")
    yield
    plt.close("all")
    plt.switch_backend(backend)


def test_it_is_a_notebook_without_outputs() -> None:
    book = json.loads(NOTEBOOK.read_text("utf-8"))
    assert (book["nbformat"], book["nbformat_minor"]) == (4, 5)
    assert len({cell["id"] for cell in book["cells"]}) == len(book["cells"])
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            assert (cell["outputs"], cell["execution_count"]) == ([], None)
        else:
            assert set(cell) == {"cell_type", "id", "metadata", "source"}


@pytest.mark.parametrize("folder", [ROOT, ROOT / "examples"], ids=["root", "examples"])
def test_it_finds_its_corpus(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    space: dict[str, Any] = {}
    exec(compile(cells("code")[0], str(NOTEBOOK), "exec"), space)
    assert space["corpus"].resolve() == ROOT / "examples" / "russia-north-korea"


def test_it_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    space: dict[str, Any] = {}
    for number, source in enumerate(cells("code"), start=1):
        exec(compile(source, f"cell {number}", "exec"), space)
    assert "72 articles" in capsys.readouterr().out
    assert len(space["meetings"]) >= 5
    events, by_year = space["events"], space["by_year"]
    assert isinstance(events, pd.DataFrame)
    assert int(by_year.to_numpy().sum()) == events.when_first_day.notna().sum() > 20
    assert (by_year.index.min(), by_year.index.max()) == (2018, 2024)
    assert space["weeks"].cooperation.sum() + space["weeks"].conflict.sum() == space["tie"].events
    assert "surge" in set(space["changes"].turn)
    work: Path = space["work"]
    for name in ("quads.png", "tie.png"):
        assert (work / name).read_bytes().startswith(b"\x89PNG")
    counted = duckdb.sql(f"select count(*) from '{work / 'events.parquet'}'").fetchall()
    assert counted == [(space["written"],)]
    assert list(space["by_state"].state)[:2] == ["RUS", "PRK"]
    assert not [path for path in tmp_path.iterdir() if path.name not in ("examples", "temporary")]
