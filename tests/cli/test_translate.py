"""``dragoman translate``: what is printed, listed, fetched on purpose alone, and kept of what people translated."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from dragoman.language import argos_index
from dragoman.settings import settings

SPANISH = "Un tren lleva pan a la ciudad\n\nEl tren llegó a la ciudad el martes. El barco no llegó.\n"


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """The settings of the test alone."""
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def informe(tmp_path: Path) -> Path:
    path = tmp_path / "informe.txt"
    path.write_text(SPANISH, "utf-8")
    return path


def test_a_report_is_translated_and_says_by_what(run: Run, informe: Path, tmp_path: Path) -> None:
    store = tmp_path / "desk.db"
    done = run("translate", informe, "--engine", "apertium", "--store", store)
    assert done.code == 0, done.err
    assert "The train arrived to the city" in done.out
    assert "The ship did not arrive" in done.out
    assert done.out.count("\n\n") == 1
    assert done.err.startswith("es to en by apertium 3")
    again = run("translate", informe, "--engine", "apertium", "--store", store, "--json")
    made = json.loads(again.out)
    assert (made["source"], made["text"]) == ("es", SPANISH)
    assert [SPANISH[part["start"] : part["end"]] for part in made["paragraphs"]] == SPANISH.strip().split("\n\n")
    assert all(part["remembered"] for part in made["paragraphs"])
    assert made["engines"][0]["engine"] == "apertium"
    assert made["translation"].rstrip() == done.out.rstrip()


def test_nothing_is_translated_unasked(run: Run, informe: Path) -> None:
    done = run("translate", informe)
    assert (done.code, done.out, len(done.errors)) == (2, "", 1)
    assert "[D351] no translator for es" in done.err
    assert "DRAGOMAN_TRANSLATOR" in done.err


def test_what_cannot_be_asked(run: Run, tmp_path: Path, informe: Path) -> None:
    assert "--engines" in run("translate").err
    assert "no such translator" in run("translate", informe, "--engine", "delphi").err
    short = tmp_path / "short.txt"
    short.write_text("Sí\n", "utf-8")
    assert "--from es" in run("translate", short, "--engine", "apertium").err


def test_the_list_of_translators(run: Run) -> None:
    done = run("translate", "--engines")
    assert done.code == 0
    assert "apertium-eng-spa" in done.out
    assert "DRAGOMAN_TRANSLATOR_URL" in "".join(done.out.split())
    rows = {row["name"]: row for row in json.loads(run("translate", "--engines", "--json").out)}
    assert {"source": "es", "target": "en"}.items() <= rows["apertium"]["pairs"][1].items()
    assert rows["libretranslate"]["pairs"] == []


def test_translations_by_people(run: Run, tmp_path: Path) -> None:
    line = {"source": "ko", "text": "하나 둘 셋 넷 다섯 여섯.", "translation": "One to six.", "by": "A. Exemplar"}
    given, text, store = tmp_path / "given.jsonl", tmp_path / "ko.txt", tmp_path / "desk.db"
    given.write_text(json.dumps(line), "utf-8")
    text.write_text(line["text"] + "\n", "utf-8")
    done = run("translate", text, "--from", "ko", "--load", given, "--store", store)
    assert (done.code, done.out) == (0, "One to six.\n"), done.err
    assert "1 translation kept" in done.err
    assert "by given" in done.err


# -- models ------------------------------------------------------------------------------------------------------------


def test_without_a_network_it_ends_soon_and_helps(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(argos_index, "argos_index", lambda: "https://no-such-host.invalid/index.json")
    began = time.monotonic()
    done = run("translate", "--install", "ko", "en")
    assert time.monotonic() - began < 30
    assert done.code == 2
    assert "[D358] no-such-host.invalid is not reached" in done.err
    assert ".argosmodel" in done.err
    assert "apt-get install apertium-eng-cat" in run("translate", "--install", "ca", "en").out
