"""``dragoman account``: people and programs are let in, listed and taken out; secrets never on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Run

from dragoman.cli.secret import secret_from
from dragoman.desk import Desk
from dragoman.store.hashes import is_right

PASSWORD = "seven quiet harbours"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "desk.db"


def test_a_person_is_let_in_by_the_first_line_of_standard_input(run: Run, place: Path) -> None:
    said = f"{PASSWORD}\nand more\n".encode()
    done = run("account", "add", "anna", "--role", "analyst", "--store", place, stdin=said)
    assert (done.code, done.out) == (0, "anna may come in as analyst\n")
    with Desk(place) as desk:
        assert is_right(PASSWORD, desk.accounts()[0].password)


def test_a_person_is_let_in_by_a_file(run: Run, place: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(f"{PASSWORD}\r\n", "utf-8", newline="")
    done = run("account", "add", "ben", "--password-file", tmp_path / "secret", "--store", place)
    assert done.code == 0
    with Desk(place) as desk:
        (kept,) = desk.accounts()
    assert kept.role == "reader"
    assert is_right(PASSWORD, kept.password)


def test_a_short_password_is_refused_on_one_line(run: Run, place: Path) -> None:
    done = run("account", "add", "anna", "--store", place, stdin=b"short\n")
    assert done.code == 2
    assert done.err.startswith("Error: [D608] a password of 5 characters")


def test_tokens_are_printed_once_and_listed_as_yes(run: Run, place: Path) -> None:
    made = run("account", "token", "nightly", "--role", "analyst", "--store", place)
    assert made.out.startswith("dgm_nightly_")
    listed = run("account", "list", "--store", place)
    assert listed.out.split()[5:9] == ["nightly", "analyst", "no", "yes"]
    assert made.out.strip() not in listed.out
    removed = run("account", "remove", "nightly", "--store", place)
    assert removed.out == "removed nightly\n"
    assert "no accounts" in run("account", "list", "--store", place).err


def test_an_unknown_account_cannot_be_removed(run: Run, filled: Path) -> None:
    done = run("account", "remove", "nobody", "--store", filled)
    assert done.code == 2
    assert "[D609]" in done.err


def test_a_desk_for_others_asks_for_a_way_to_log_in(run: Run, place: Path) -> None:
    done = run("serve", "--host", "0.0.0.0", "--port", "0", "--store", place)
    assert done.code == 2
    assert "[D704]" in done.err
    assert "dragoman account add" in done.err


def test_no_option_takes_a_password_itself(run: Run) -> None:
    for command in (("serve",), ("account", "add")):
        said = run(*command, "--help").out
        assert "--password-file" in said
        assert "--password TEXT" not in said.replace("  ", " ")


def test_a_secret_of_the_environment_is_taken_out_of_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DRAGOMAN_PASSWORD", PASSWORD)
    assert secret_from("DRAGOMAN_PASSWORD", "it", wanted=False, path=None) == PASSWORD
    assert secret_from("DRAGOMAN_PASSWORD", "it", wanted=False, path=None) is None
    (tmp_path / "secret").write_text("of the file\n", "utf-8")
    monkeypatch.setenv("DRAGOMAN_PASSWORD", PASSWORD)
    assert secret_from("DRAGOMAN_PASSWORD", "it", wanted=True, path=tmp_path / "secret") == "of the file"
