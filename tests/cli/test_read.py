"""``dragoman read`` as a user meets it: own-written inputs, good and bad, in every format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import TEXT, Run

DAY = ("--published", "2024-05-02")


def test_json_is_one_record_with_offsets_into_the_file(run: Run, report: Path) -> None:
    done = run("read", report, "--format", "json", *DAY)
    assert done.code == 0, done.err
    record = json.loads(done.out)
    assert record["article"]["text"] == TEXT
    assert record["article"]["published"] == "2024-05-02"
    for mention in record["mentions"]:
        assert TEXT[mention["start"] : mention["end"]] == mention["text"]
    aid = next(event for event in record["events"] if event["type"] == "AID")
    assert aid["actors"] == ["state:NOR"]
    assert aid["recipients"] == ["state:MDA"]


def test_json_of_several_inputs_is_an_array_even_where_one_fails(run: Run, report: Path) -> None:
    assert len(json.loads(run("read", report, report, "-f", "json").out)) == 2
    done = run("read", report, "no-such-file.txt", "-f", "json")
    assert done.code == 2
    assert len(json.loads(done.out)) == 1
    assert json.loads(run("read", "no-such-file.txt", "nor-this.txt", "-f", "json").out) == []
    assert run("read", "no-such-file.txt", "-f", "json").out == ""


def test_json_lines_in_json_lines_out(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_text("\n".join([json.dumps({"text": TEXT}), "{broken", json.dumps({"text": TEXT})]), encoding="utf-8")
    done = run("read", path, "-f", "jsonl")
    assert done.code == 2
    assert [json.loads(line)["article"]["text"] for line in done.out.splitlines()] == [TEXT, TEXT]
    assert len(done.errors) == 1
    assert "line 2" in done.err


def test_one_bad_input_does_not_stop_the_others(run: Run, report: Path, tmp_path: Path) -> None:
    empty, binary, missing = (tmp_path / name for name in ("empty.txt", "picture.txt", "missing.txt"))
    empty.write_bytes(b"")
    binary.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    done = run("read", empty, report, binary, missing, "-f", "jsonl")
    assert done.code == 2
    assert len(done.out.splitlines()) == 1
    for path, line in zip((empty, binary, missing), done.errors, strict=True):
        assert path.name in line
        assert line.startswith("Error: [D2")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("word.txt", b"a" * 5_000_000),
        ("utf8.txt", b"caf\xe9 au lait \xff\xfe\x81, said the minister"),
        ("page.html", b"<html><body><nav>Home</nav></body></html>"),
        ("blank.txt", b" \n\t \n"),
        ("zeros.txt", bytes(5_000)),
        ("broken.json", b'{"text": "x", '),
        ("date.json", b'{"text": "Peru met Chile.", "date": "the day before"}'),
        ("number.json", b"[1]"),
    ],
)
def test_bad_input_is_one_line_that_says_what_to_do(run: Run, tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    done = run("read", path)
    assert done.code == 2
    assert done.out == ""
    assert len(done.errors) == 1
    assert name in done.err
    assert ": " in done.err.rpartition(")")[2]


def test_an_unreachable_address_is_an_error(run: Run) -> None:
    done = run("read", "http://no-such-host.invalid/story", "ftp://example.org/story")
    assert done.code == 2
    assert len(done.errors) == 2
    assert "Traceback" not in done.err


def test_a_date_that_is_no_date_is_one_error_whatever_the_inputs(run: Run, report: Path) -> None:
    done = run("read", report, report, "--published", "someday")
    assert done.code == 2
    assert done.out == ""
    assert len(done.errors) == 1
    assert "someday" in done.err
    assert "--published" in done.err


def test_file_names_cannot_steer_the_terminal(run: Run) -> None:
    done = run("read", "a\x1b[31m[bold]b\x9b2J.txt")
    assert done.code == 2
    assert "\x1b[31m" not in done.err
    assert "\x9b" not in done.err
    assert "[bold]b" in done.err


def test_plain_takes_a_page_as_text(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    text = "<html><body><p>Norway sent tents to Moldova.</p></body></html>"
    path.write_text(text, encoding="utf-8")
    assert json.loads(run("read", path, "--plain", "-f", "json").out)["article"]["text"] == text


def test_standard_input_to_markdown(run: Run) -> None:
    done = run("read", "-", "--format", "markdown", stdin=TEXT.encode())
    assert done.code == 0, done.err
    assert done.out.startswith("# Norway sends tents to Moldova")
    assert "AID: Norway (NOR) → Moldova (MDA)" in done.out


def test_a_brief_names_the_event_its_day_and_its_source(run: Run, report: Path) -> None:
    done = run("read", report, report, *DAY)
    assert done.code == 0, done.err
    assert "AID  Norway (NOR) → Moldova (MDA)" in done.out
    assert "2024-04-30" in done.out
    assert "Norwegian official" in done.out
    assert "─" * 100 in done.out, "a rule between two briefs"
    assert "\x1b" not in done.out
