"""``dragoman add``: what it takes, what it says, and how it ends."""

from __future__ import annotations

import io
import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.conftest import EXAMPLES, TEXT, Run
from tests.store.snapshot import snapshot
from typer import BadParameter

from dragoman.cli.add import Counter, seconds_of
from dragoman.desk import Desk, Report

OTHER = "Peru recalls envoy\n\nPeru recalled its ambassador from Chile on Monday, the foreign ministry said.\n"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Where a store is to be."""
    return tmp_path / "new" / "desk.db"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles, one file that is none, and what a folder leaves out."""
    path = tmp_path / "reports"
    (path / "inner").mkdir(parents=True)
    (path / "a.txt").write_text(TEXT, "utf-8")
    (path / "inner" / "b.txt").write_text(OTHER, "utf-8")
    (path / "broken.pdf").write_bytes(b"%PDF-1.7\x00\x01")
    (path / "README.md").write_text(OTHER, "utf-8")
    (path / ".hidden.txt").write_text(OTHER, "utf-8")
    return path


def add(run: Run, store: Path, *arguments: str | Path, stdin: bytes = b"") -> tuple[int, str, list[str]]:
    done = run("add", *arguments, "--store", store, "-j", "1", stdin=stdin)
    return done.code, done.out.strip(), done.errors


def counts(store: Path) -> tuple[int, int]:
    """Articles and failures in a store."""
    with Desk(store, create=False) as desk:
        summary = desk.summary()
    return summary.articles, summary.failures


def test_a_file_makes_a_store(run: Run, store: Path, report: Path) -> None:
    code, out, errors = add(run, store, report)
    assert (code, errors) == (0, [])
    assert out.startswith("1 articles added, 0 known already, 0 failed; the store holds 1 articles, ")
    assert counts(store) == (1, 0)


def test_the_setting_says_where_the_store_is(
    run: Run, tmp_path: Path, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("add", report, "-j", "1").code == 0
    assert (tmp_path / "desk.db").exists()
    assert run("find", "tents").code == 0


def test_a_folder_with_what_cannot_be_read(run: Run, store: Path, folder: Path) -> None:
    code, out, errors = add(run, store, folder)
    assert code == 0
    assert out.startswith("2 articles added, 0 known already, 1 failed")
    assert len(errors) == 1
    assert re.search(r"\[D204\].*broken\.pdf\): \w+", errors[0])


def test_twice_changes_nothing(run: Run, store: Path, folder: Path) -> None:
    add(run, store, folder)
    before = snapshot(str(store))
    code, out, _ = add(run, store, folder)
    assert code in (0, 2)
    assert "0 articles added" in out
    assert snapshot(str(store)) == before


def test_twice_without_failures_says_that_nothing_is_new(run: Run, store: Path, report: Path) -> None:
    add(run, store, report)
    assert add(run, store, report)[1].startswith("nothing new; the store holds 1 articles")


def test_a_copy_of_a_file_is_known(run: Run, store: Path, report: Path) -> None:
    add(run, store, report)
    other = report.with_name("again.txt")
    other.write_text(TEXT, "utf-8")
    assert add(run, store, other)[1].startswith("0 articles added, 1 known already, 0 failed")


def test_a_failure_that_is_known_is_not_told_at_length_again(run: Run, store: Path) -> None:
    assert "no such file" in add(run, store, "gone.txt")[2][0]
    code, _, errors = add(run, store, "gone.txt")
    assert code == 2
    assert errors == ["Error: 1 failed before for the same reasons: see dragoman failures"]


def test_many_failures_are_not_all_told(run: Run, store: Path) -> None:
    _, _, errors = add(run, store, *(f"gone{number}.txt" for number in range(12)))
    assert len(errors) == 11
    assert errors[-1] == "Error: and 2 more: see dragoman failures"


def test_nothing_that_could_be_read_is_exit_code_2(run: Run, store: Path) -> None:
    code, out, errors = add(run, store, "gone.txt")
    assert code == 2
    assert "0 articles added, 0 known already, 1 failed" in out
    assert errors == ["Error: [D201] no such file or folder (gone.txt): check the name"]


def test_json_lines_csv_and_standard_input(run: Run, store: Path, tmp_path: Path) -> None:
    lines = tmp_path / "reports.jsonl"
    rows = [{"text": TEXT, "date": "2024-05-01", "publisher": "Reuters"}, {"text": OTHER, "date": "2024-05-02"}]
    lines.write_text("\n".join(json.dumps(row) for row in rows) + "\n{broken\n", "utf-8")
    table = tmp_path / "reports.csv"
    table.write_text('text,date\n"Chile sent wheat to Peru on Monday.",2024-06-03\n', "utf-8")
    _, out, errors = add(run, store, lines, table, "-", stdin=b"Kenya praised Ghana on Friday.")
    assert out.startswith("4 articles added, 0 known already, 1 failed")
    assert "reports.jsonl, line 3" in errors[0]
    with Desk(store) as desk:
        assert {cited.published for event in desk.find() for cited in desk.cite(event.id)} >= {
            "2024-05-01", "2024-05-02", "2024-06-03",
        }  # fmt: skip


def test_records_that_were_coded_elsewhere(run: Run, store: Path, tmp_path: Path, report: Path) -> None:
    records = tmp_path / "records.jsonl"
    records.write_text(run("read", report, "-f", "jsonl", "--published", "2024-05-01").out, "utf-8")
    assert add(run, store, records)[1].startswith("1 articles added")
    assert add(run, store, report, "--published", "2024-05-01")[1].startswith("0 articles added, 1 known already")


def test_a_record_with_a_wrong_field_is_a_failure(run: Run, store: Path, tmp_path: Path, report: Path) -> None:
    record = json.loads(run("read", report, "-f", "json").out)
    record["article"]["segments"] = "none"
    path = tmp_path / "records.jsonl"
    path.write_text(json.dumps(record) + "\n" + json.dumps({**record, "article": 1}) + "\n", "utf-8")
    code, _, errors = add(run, store, path)
    assert code == 2
    assert len(errors) == 2
    assert all("[D210]" in error and "dragoman schema" in error for error in errors)


def test_published_wins_over_what_the_article_says(run: Run, store: Path, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(json.dumps({"text": TEXT, "date": "2020-01-01"}), "utf-8")
    add(run, store, path, "--published", "2024-05-01")
    with Desk(store) as desk:
        assert [event.when_value for event in desk.find("tents")][:1] == ["2024-04-30"]


def test_a_published_that_is_no_date(run: Run, store: Path, report: Path) -> None:
    code, _, errors = add(run, store, report, "--published", "last week")
    assert code == 2
    assert len(errors) == 1
    assert "[D209]" in errors[0]
    assert "--published" in errors[0]
    assert not store.exists()


def test_plain_takes_a_page_as_it_is(run: Run, store: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<p>{TEXT}</p>", "utf-8")
    add(run, store, page, "--plain")
    with Desk(store) as desk:
        article = desk.show(desk.find()[0].id).mentions[0].article.id
        assert desk.record(article).article.text == page.read_text("utf-8")


def test_retry_reads_what_failed_before(run: Run, store: Path, tmp_path: Path) -> None:
    late = tmp_path / "late.txt"
    add(run, store, late, "never.txt")
    late.write_text(TEXT, "utf-8")
    code, out, errors = add(run, store, "--retry")
    assert code == 0
    assert out.startswith("1 articles added, 0 known already, 1 failed")
    assert ["never.txt" in error for error in errors] == [True]
    (left,) = json.loads(run("failures", "--json", "--store", store).out)
    assert (left["locator"], left["attempts"]) == ("never.txt", 2)


def test_retry_with_nothing_to_try(run: Run, store: Path, report: Path) -> None:
    add(run, store, report)
    assert add(run, store, "--retry")[1].startswith("nothing new")
    assert "nothing failed" in run("failures", "--store", store).err


def test_failures_are_listed_with_reason_and_advice(run: Run, store: Path) -> None:
    add(run, store, "gone.txt")
    assert run("failures", "--store", store).out == "gone.txt\n    [D201] no such file or folder: check the name\n"


def test_without_input(run: Run, store: Path) -> None:
    done = run("add", "--store", store)
    assert done.code == 2
    assert "--retry" in done.err
    assert not store.exists()


@pytest.mark.parametrize("text", ["5x", "0m", "-1m", "m", "", "1.5h", "15 minutes"])
def test_every_refuses_what_is_no_stretch_of_time(run: Run, store: Path, report: Path, text: str) -> None:
    with pytest.raises(BadParameter, match="15m"):
        seconds_of(text)
    if text:
        done = run("add", report, f"--every={text}", "--store", store)
        assert done.code == 2
        assert not store.exists()


@pytest.mark.parametrize(("text", "seconds"), [("30s", 30), ("15m", 900), ("2H", 7200), (" 1 d ", 86_400)])
def test_every_in_seconds(text: str, seconds: int) -> None:
    assert seconds_of(text) == seconds


def test_every_keeps_watching_until_it_is_stopped(store: Path, folder: Path) -> None:
    command = [sys.executable, "-c", "from dragoman.cli import main; main()"]
    arguments = ["add", str(folder / "inner"), "--every", "1s", "-j", "1", "--store", str(store)]
    with subprocess.Popen([*command, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as watching:
        assert watching.stdout is not None
        lines = io.TextIOWrapper(watching.stdout)
        assert lines.readline().startswith("1 articles added")
        (folder / "inner" / "new.txt").write_text(TEXT, "utf-8")
        end = time.monotonic() + 60
        while time.monotonic() < end and not (line := lines.readline()).startswith("1 articles added"):
            assert line.startswith("nothing new")
        watching.send_signal(signal.SIGINT)
        assert watching.wait(timeout=60) != 0
        assert watching.stderr is not None
        assert b"Traceback" not in watching.stderr.read()
    assert counts(store) == (2, 0)


def test_a_store_that_is_none(run: Run, tmp_path: Path, report: Path) -> None:
    code, _, errors = add(run, report, report)
    assert code == 2
    assert len(errors) == 1
    assert "[D602]" in errors[0]
    assert report.read_text("utf-8") == TEXT
    assert "[D602]" in add(run, tmp_path, report)[2][0]
    assert "[D602]" in run("add", report, "--store", "mysql://db.example/desk").errors[0]


def test_a_server_that_does_not_answer_is_one_line_without_the_password(run: Run, report: Path) -> None:
    done = run("add", report, "--store", "postgresql://desk:secret@127.0.0.1:1/desk")
    assert done.code == 2
    assert len(done.errors) == 1
    assert "[D602]" in done.err
    assert "secret" not in done.err


def test_names_with_control_characters_do_not_reach_the_terminal(run: Run, store: Path, tmp_path: Path) -> None:
    done = run("add", tmp_path / "a\x1b[31m\nb.txt", "--store", store, "-j", "1")
    assert done.code == 2
    assert "\x1b" not in done.err
    assert len(done.errors) == 1
    assert "\x1b" not in run("failures", "--store", store).out


def test_the_counter_shows_nothing_where_there_is_no_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    with Counter() as counter:
        counter.show(Report(), "a.txt")
    assert capfd.readouterr() == ("", "")


def test_several_processes_make_the_same_store(run: Run, filled: Path, tmp_path: Path) -> None:
    store = tmp_path / "parallel.db"
    assert run("add", EXAMPLES, "--store", store, "-j", "2").code == 0
    assert snapshot(str(store)) == snapshot(str(filled))
