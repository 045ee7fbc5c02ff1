"""Jobs: what a form gives is looked at, kept one after the other, never a path, and gone from the disk afterwards."""

from __future__ import annotations

import io
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.web.own_records import hebrew, hostile

from dragoman.desk import AddOptions, Desk
from dragoman.desk.folder import private_folder
from dragoman.desk.given import MOST_ADDRESSES, MOST_FILES, ending_of, given_addresses, given_pasted, shown_name
from dragoman.desk.jobs import MOST_OPEN, Job, Jobs, UnknownJobError
from dragoman.formats.json import json_text
from dragoman.intake.refusals import DateError, EmptyInputError, RefusedUrlError, TooLargeError
from dragoman.settings import settings

TEXT = "Norway sends tents to Moldova\r\n\r\nNorway sent tents to Moldova on Tuesday, a Norwegian official said.\r\n"
LONG = 30.0


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty desk."""
    with Desk(tmp_path / "desk.db") as opened:
        yield opened


@pytest.fixture
def jobs(desk: Desk) -> Jobs:
    """Jobs that code in this process."""
    return Jobs(desk.database, desk.where, processes=1)


def upload(name: str, data: bytes | str) -> tuple[str, io.BytesIO]:
    return name, io.BytesIO(data.encode() if isinstance(data, str) else data)


def looked(job: Job) -> Job:
    assert job.settled.wait(LONG)
    return job


def ended(job: Job) -> Job:
    assert job.ended.wait(LONG)
    return job


def records() -> str:
    """Two records, one a line, which need no coding."""
    return "".join(f"{json_text(one, indent=None)}\n" for one in (hostile(), hebrew()))


def left(jobs: Jobs) -> list[Path]:
    """What lies in the private folder but its lock."""
    return [path for path in jobs.folder.rglob("*") if path.is_file() and path.name != "in-use"]


def test_a_look_shows_what_is_there_and_keeps_nothing(desk: Desk, jobs: Jobs) -> None:
    pasted = given_pasted(TEXT, None, "Harbour Gazette", "2026-03-03", "https://a.example/x")
    job = looked(jobs.begin(pasted, (), [upload("two.jsonl", records()), upload("bad.txt", b"\0\1\2 binary")]))
    assert job.state == "ready"
    first, second, third = job.look.articles
    assert (first.article.title, first.article.published, first.article.publisher, first.article.language) == (
        "Norway sends tents to Moldova", "2026-03-03", "Harbour Gazette", "en",
    )  # fmt: skip
    assert (first.segments, first.first[0], first.known) == (2, "Norway sends tents to Moldova", None)
    assert (second.article.published, third.article.language) == ("2026-03-03", "he")
    [missed] = job.look.missed
    assert (missed.code, "bad.txt" in missed.locator) == ("D204", True)
    assert str(jobs.folder) not in missed.locator
    assert (desk.summary().articles, desk.failures()) == (0, [])


def test_what_is_kept_is_in_the_store_or_among_the_failures(desk: Desk, jobs: Jobs) -> None:
    job = looked(jobs.begin(None, (), [upload("two.jsonl", records()), upload("../bad.txt", b"\0\1\2 binary")]))
    assert len(left(jobs)) == 2
    jobs.keep(job.id)
    ended(jobs.keep(job.id))
    assert job.state == "done"
    assert (job.report.added.new, job.report.failed) == (2, 1)
    assert {one.title for one in jobs.articles(job)} == {hostile().article.title, hebrew().article.title}
    [failure] = desk.failures()
    assert (failure.code, failure.locator.startswith("given by a form: bad.txt")) == ("D204", True)
    assert left(jobs) == []
    again = looked(jobs.begin(None, (), [upload("again.jsonl", records())]))
    assert {one.known for one in again.look.articles} == {one.id for one in jobs.articles(job)}
    ended(jobs.keep(again.id))
    assert (again.report.added.known, {one.id for one in jobs.articles(again)}) == (
        2, {one.id for one in jobs.articles(job)},
    )  # fmt: skip


def test_a_desk_that_was_killed_leaves_what_it_kept_among_the_failures(desk: Desk, jobs: Jobs) -> None:
    job = looked(jobs.begin(None, (), [upload("two.jsonl", records())]))
    # The job before it never ends, as when the desk is killed.
    jobs._last = looked(jobs.begin(None, (), [upload("other.jsonl", records())]))
    jobs.keep(job.id)
    [failure] = desk.failures()
    assert (failure.code, "two.jsonl" in failure.locator) == ("D404", True)
    # A second try by the command line has nothing to read, and leaves the word as it is.
    report = desk.add(options=AddOptions(retry=True))
    assert (report.sources, [one.attempts for one in desk.failures()]) == (0, [1])


def test_nothing_stays_on_the_disk(desk: Desk) -> None:
    jobs = Jobs(desk.database, desk.where, processes=1, expiry=0.2)
    dropped = looked(jobs.begin(None, (), [upload("a.txt", TEXT)]))
    jobs.drop(dropped.id)
    expired = looked(jobs.begin(None, (), [upload("b.txt", TEXT)]))
    assert stat.S_IMODE(jobs.folder.stat().st_mode) == 0o700
    ended(expired)
    assert (dropped.state, expired.state, left(jobs)) == ("dropped", "dropped", [])
    assert jobs.keep(expired.id).state == "dropped"
    with pytest.raises(TooLargeError):
        jobs.begin(None, (), [upload(f"{number}.txt", TEXT) for number in range(MOST_FILES + 1)])
    with pytest.raises(EmptyInputError):
        jobs.begin(None, (), [])
    assert left(jobs) == []
    assert desk.summary().articles == 0


def test_of_too_many_looks_the_oldest_go(jobs: Jobs) -> None:
    made = [looked(jobs.begin(None, (), [upload("a.txt", TEXT)])) for _ in range(MOST_OPEN + 2)]
    assert [job.state for job in made].count("dropped") >= 1
    assert made[0].state == "dropped"
    with pytest.raises(UnknownJobError):
        jobs.find("nothing")


def test_too_much_is_refused(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_MAX_BYTES", "1000")
    settings.cache_clear()
    try:
        with pytest.raises(TooLargeError, match="1000 bytes"):
            jobs.begin(None, (), [upload("a.txt", "a b " * 150), upload("b.txt", "a b " * 150)])
    finally:
        monkeypatch.undo()
        settings.cache_clear()
    assert left(jobs) == []
    with pytest.raises(TooLargeError):
        given_pasted("a b " * settings().max_chars, None, None, None, None)
    with pytest.raises(TooLargeError):
        given_addresses("\n".join(f"https://a.example/{at}" for at in range(MOST_ADDRESSES + 1)))


def test_private_addresses_are_not_asked(desk: Desk, jobs: Jobs) -> None:
    job = looked(jobs.begin(None, given_addresses("http://127.0.0.1:9/\nhttp://[::1]/\n\nhttp://10.1.2.3/x"), []))
    assert [one.code for one in job.look.missed] == ["D212"] * 3
    ended(jobs.keep(job.id))
    assert [one.code for one in job.failed] == ["D212"] * 3
    assert {one.code for one in desk.failures()} == {"D212"}


@pytest.mark.parametrize("line", ["/etc/passwd", "file:///etc/passwd", "-", "ftp://a.example/", "a.example", "http://"])
def test_a_line_that_is_no_address_is_never_taken_for_a_path(line: str) -> None:
    with pytest.raises(RefusedUrlError):
        given_addresses(line)
    with pytest.raises(RefusedUrlError):
        given_pasted(TEXT, None, None, None, line)


def test_a_date_that_is_none() -> None:
    with pytest.raises(DateError):
        given_pasted(TEXT, None, None, "the day after", None)
    assert given_pasted("  \n ", None, None, None, None) is None
    pasted = given_pasted(TEXT, None, None, None, None)
    assert pasted is not None
    assert "\r" not in pasted.text


HOSTILE = st.one_of(
    st.text(max_size=300),
    st.sampled_from(
        ["../../etc/passwd", "..\\..\\x.txt", "/", "\0.txt", "a" * 9_000 + ".html.gz", "x/../../y.WARC.GZ"]
    ),
)


@given(HOSTILE)
def test_names_are_cleaned_and_endings_are_known_ones(name: str) -> None:
    shown = shown_name(name)
    assert "/" not in shown
    assert shown.isprintable() or not any(ord(one) < 32 for one in shown)
    assert 0 < len(shown) <= 120
    assert set(ending_of(name)) <= set(".abcdefghijklmnopqrstuvwxyz")
    assert len(ending_of(name)) <= 12


def test_hostile_names_lie_under_our_own(jobs: Jobs, tmp_path: Path) -> None:
    names = ["../../../x.txt", f"{tmp_path}/evil.txt", "\0\n.json", "a" * 5_000 + ".csv", "", "con.html\u202etxt.exe"]
    job = looked(jobs.begin(None, (), [upload(name, TEXT) for name in names]))
    assert sorted(path.name for path in left(jobs)) == [
        "0001.txt", "0002.txt", "0003.json", "0004.csv", "0005", "0006",
    ]  # fmt: skip
    assert all(path.parent == job.folder for path in left(jobs))
    assert not (tmp_path / "evil.txt").exists()
    jobs.drop(job.id)


def test_a_folder_that_a_killed_desk_left_is_cleared_away(tmp_path: Path) -> None:
    own = private_folder(tmp_path)
    orphan = tmp_path / "dragoman-given-orphan"
    orphan.mkdir()
    (orphan / "in-use").touch()
    (orphan / "0001.txt").write_text("left")
    other = tmp_path / "dragoman-given-link"
    other.symlink_to(own)
    fresh = private_folder(tmp_path)
    assert not orphan.exists()
    assert own.exists()
    assert fresh.exists()
