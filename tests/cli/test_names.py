"""``dragoman names``: whom a written name means, on one line, as JSON, and not at all."""

from __future__ import annotations

import json

from tests.cli.conftest import Run


def test_a_name_on_one_line(run: Run) -> None:
    done = run("names", "Шойгу", "--language", "ru")
    assert done.code == 0
    assert done.out.split("\t")[:3] == ["person:sergei-shoigu", "Sergei Shoigu", "RUS"]
    assert "a surname that one known person bears" in done.out


def test_as_json(run: Run) -> None:
    told = json.loads(run("names", "金正恩", "--json").out)
    assert told["entity"]["id"] == "person:kim-jong-un"
    assert told["reasons"] == ["listed in Chinese"]
    assert told["candidates"] == []


def test_what_means_several(run: Run) -> None:
    done = run("names", "Ким", "-l", "ru")
    assert (done.code, done.out) == (0, "")
    assert "may mean several: Kim Jong Un, Kim Jong Il" in " ".join(done.err.split())
    told = json.loads(run("names", "Ким", "-l", "ru", "--json").out)
    assert told["entity"] is None
    assert told["candidates"] == ["person:kim-jong-un", "person:kim-jong-il"]


def test_nobody(run: Run) -> None:
    assert "no known name is written so" in " ".join(run("names", "Lavrovo").err.split())
