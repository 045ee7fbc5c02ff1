"""Files and folders of every kind to parcels: what they hold comes out whole, what is bad is refused alone."""

from __future__ import annotations

import gzip
import io
import json
import os
import pickle
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import IntakeError
from dragoman.intake import refusals
from dragoman.intake.fetcher import Fetcher
from dragoman.intake.inputs import parcels_from
from dragoman.intake.json_lines import parcels_in_lines
from dragoman.intake.parcels import Finished, Found, NoMemory, Parcel, Refusal, articles_of
from dragoman.record import Article

SetSetting = Callable[[str, object], None]
TEXT = "The envoys met in Port Anders on Monday.\r\n\r\nThey parted as friends, the ministry said.\r\n"


class Memory:
    """Remembers what is finished."""

    def __init__(self) -> None:
        self.marks: dict[str, str] = {}

    def mark(self, locator: str) -> str | None:
        return self.marks.get(locator)


def run(source: Path | str, memory: Memory | None = None, **options: str | bool) -> list[Found]:
    """Everything that a source gives; what is finished is remembered."""
    found = list(parcels_from(str(source), memory=memory or NoMemory(), fetcher=Fetcher(), **options))  # type: ignore[arg-type]
    if memory is not None:
        memory.marks |= {one.locator: one.mark for one in found if isinstance(one, Finished)}
    return found


def parcels(found: list[Found]) -> list[Parcel]:
    return [one for one in found if isinstance(one, Parcel)]


def refused(found: list[Found]) -> dict[str, type[IntakeError]]:
    return {one.locator: type(one.error) for one in found if isinstance(one, Refusal)}


def articles(found: list[Found]) -> list[Article | IntakeError]:
    return [article for parcel in parcels(found) for article in articles_of(parcel)]


def texts(found: list[Found]) -> list[str]:
    return [one.text if isinstance(one, Article) else str(one) for one in articles(found)]


def write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


class TestFiles:
    @pytest.mark.parametrize("name", ["a.txt", "a", "a.md", "a.txt.gz"])
    def test_text(self, tmp_path: Path, name: str) -> None:
        path = write(tmp_path, name, gzip.compress(TEXT.encode()) if name.endswith("gz") else TEXT)
        found = run(path)
        (parcel,) = parcels(found)
        state = path.stat()
        assert (parcel.locator, parcel.data, parcel.form) == (str(path), TEXT.encode(), None)
        assert found[-1] == Finished(str(path), f"{state.st_size}:{state.st_mtime_ns}")
        assert texts(found) == [TEXT]

    def test_page(self, tmp_path: Path, page: str) -> None:
        (article,) = articles(run(write(tmp_path, "a.html", page), published="2024-05-03"))
        assert isinstance(article, Article)
        assert (article.title, article.published) == ("Strait opens", "2024-05-03")

    def test_plain(self, tmp_path: Path, page: str) -> None:
        for name in ("a.html", "a.jsonl", "a.csv", "a.xml"):
            assert texts(run(write(tmp_path, name, page), plain=True)) == [page]

    @pytest.mark.parametrize("name", ["a.json", "a", "a.json.gz"])
    def test_json(self, tmp_path: Path, name: str) -> None:
        data = json.dumps([{"text": TEXT}, {"url": "x"}, {"text": "12"}, {"text": TEXT + "Z"}], indent=1).encode()
        path = write(tmp_path, name, gzip.compress(data) if name.endswith("gz") else data)
        first, second, third, last = articles(run(path))
        assert isinstance(first, Article)
        assert isinstance(last, Article)
        assert (first.text, last.text) == (TEXT, TEXT + "Z")
        assert (type(second), str(second.where)) == (refusals.JsonInputError, f"{path}, item 2")
        assert (type(third), str(third.where)) == (refusals.NoWordsError, f"{path}, item 3")

    @pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.JSONL", "a.json", "a", "a.jsonl.gz", "a.json.gz"])
    def test_json_lines(self, tmp_path: Path, name: str) -> None:
        data = "\n\n".join([json.dumps({"text": TEXT, "title": "One"}), "{", json.dumps({"text": TEXT + "2"})]).encode()
        path = write(tmp_path, name, gzip.compress(data) if name.endswith("gz") else data)
        found = run(path)
        assert [parcel.locator for parcel in parcels(found)] == [f"{path}, line {number}" for number in (1, 3, 5)]
        first, second, third = articles(found)
        assert isinstance(first, Article)
        assert (first.text, first.title) == (TEXT, "One")
        assert isinstance(second, refusals.JsonInputError)
        assert second.where == f"{path}, line 3"
        assert isinstance(third, Article)

    def test_one_json_under_the_name_of_lines(self, tmp_path: Path) -> None:
        assert texts(run(write(tmp_path, "a.jsonl", json.dumps({"text": TEXT}, indent=1)))) == [TEXT]

    def test_long_lines_are_refused_alone(self, tmp_path: Path, set_setting: SetSetting) -> None:
        set_setting("max_bytes", 1_000)
        lines = [json.dumps({"text": TEXT * size}) for size in (1, 40, 2)]
        path = write(tmp_path, "a.jsonl", "\n".join(lines))
        found = run(path)
        assert refused(found) == {f"{path}, line 2": refusals.TooLargeError}
        assert texts(found) == [TEXT, TEXT * 2]
        unnamed = write(tmp_path, "b", "\n".join(lines))
        assert texts(run(unnamed)) == [TEXT, TEXT * 2]

    def test_truncated_lines(self, tmp_path: Path) -> None:
        lines = "\n".join(json.dumps({"text": f"{TEXT}{os.urandom(40).hex()} {number}"}) for number in range(500))
        path = write(tmp_path, "a.jsonl.gz", gzip.compress(lines.encode())[:-2_000])
        found = run(path)
        assert refused(found) == {str(path): refusals.BrokenArchiveError}
        assert 100 < len(parcels(found)) < 500

    def test_bomb(self, tmp_path: Path) -> None:
        path = write(tmp_path, "a.jsonl.gz", gzip.compress(bytes(150_000_000)))
        found = run(path)
        assert refused(found)[str(path)] is refusals.BrokenArchiveError
        assert parcels(found) == []

    def test_standard_input(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
        (parcel,) = run("-")
        assert isinstance(parcel, Parcel)
        assert (parcel.locator, parcel.data) == ("standard input", TEXT.encode())

    def test_memory(self, tmp_path: Path) -> None:
        path = write(tmp_path, "a.txt", TEXT)
        memory = Memory()
        assert len(run(path, memory)) == 2
        assert run(path, memory) == []
        path.write_text(TEXT + "More.", "utf-8")
        assert len(run(path, memory)) == 2


BAD: dict[str, tuple[bytes, type[IntakeError]]] = {
    "empty.txt": (b"", refusals.EmptyInputError),
    "blank.txt": (b" \n", refusals.EmptyInputError),
    "a.pdf": (b"%PDF-1.7", refusals.BinaryInputError),
    "a.docx": (b"PK\x03\x04", refusals.BinaryInputError),
    "nul.txt": (b"text\0text", refusals.BinaryInputError),
    "cut.txt.gz": (gzip.compress(os.urandom(3_000))[:-99], refusals.BrokenArchiveError),
    "no.txt.gz": (b"no gzip", refusals.BrokenArchiveError),
    "packed.txt": (gzip.compress(b"text"), refusals.BinaryInputError),
    "huge.txt": (b"word " * 60_000, refusals.TooLargeError),
    "bomb.txt.gz": (gzip.compress(bytes(9_000_000)), refusals.TooLargeError),
    "note.xml": (b"<?xml version='1.0'?><note>hi</note>", refusals.FeedError),
    "laughs.xml": (b"<!DOCTYPE a [<!ENTITY b 'ha'>]><a>&b;</a>", refusals.FeedError),
    "no.parquet": (b"PAR1 and nothing", refusals.TableError),
    "no.warc": (b"no archive at all", refusals.BrokenArchiveError),
    "no.csv": (b"a,b\n1,2\n", refusals.TableError),
    "empty.csv": (b"", refusals.EmptyInputError),
    "binary.csv": (b"text\0\n", refusals.BinaryInputError),
}


class TestFolders:
    def test_mixed(self, tmp_path: Path, page: str, set_setting: SetSetting) -> None:
        set_setting("max_bytes", 200_000)
        good = {f"sub/{number:03}.txt": f"{TEXT}{number}" for number in range(60)}
        good |= {f"pages/{number}.html": page for number in range(5)}
        left_out = ["README.md", ".hidden/a.txt", ".a.txt", "truth.yaml", "x/a.png", "x/readme.txt", "x/code.PY"]
        for name, data in [*good.items(), *((name, TEXT) for name in left_out)]:
            write(tmp_path, name, data)
        for name, (data, _) in BAD.items():
            write(tmp_path, f"bad/{name}", data)
        memory = Memory()
        found = run(tmp_path, memory)
        assert {parcel.locator for parcel in parcels(found)} == {str(tmp_path / name) for name in good}
        assert refused(found) == {str(tmp_path / "bad" / name): kind for name, (_, kind) in BAD.items()}
        assert all(one.error.do and one.error.where for one in found if isinstance(one, Refusal))
        assert set(memory.marks) == {str(tmp_path / name) for name in good}
        assert not any(isinstance(article, IntakeError) for article in articles(found))
        assert parcels(run(tmp_path, memory)) == []

    def test_order(self, tmp_path: Path) -> None:
        names = ["b.txt", "a/z.txt", "a/b/c.txt", "c.txt", "a.txt"]
        for name in names:
            write(tmp_path, name, TEXT)
        assert [Path(one.locator).relative_to(tmp_path).as_posix() for one in parcels(run(tmp_path))] == [
            "a/b/c.txt", "a/z.txt", "a.txt", "b.txt", "c.txt",
        ]  # fmt: skip

    def test_links(self, tmp_path: Path) -> None:
        inside, outside = tmp_path / "inside", tmp_path / "outside"
        write(outside, "secret.txt", TEXT)
        write(inside, "sub/a.txt", TEXT)
        (inside / "out.txt").symlink_to(outside / "secret.txt")
        (inside / "out").symlink_to(outside)
        (inside / "again").symlink_to(inside)
        (inside / "none.txt").symlink_to(inside / "nothing")
        (inside / "same.txt").symlink_to(inside / "sub" / "a.txt")
        (inside / "round.txt").symlink_to(inside / "round.txt")
        found = run(inside)
        assert [parcel.locator for parcel in parcels(found)] == [
            str(inside / "same.txt"),
            str(inside / "sub" / "a.txt"),
        ]
        assert set(refused(found)) == {str(inside / name) for name in ("out", "out.txt", "none.txt", "round.txt")}

    def test_pipes_do_not_hang(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.txt")
        assert refused(run(tmp_path)) == {str(tmp_path / "pipe.txt"): refusals.UnreadableError}

    def test_names_that_are_no_text(self, tmp_path: Path) -> None:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text(TEXT, "utf-8")
        (parcel,) = parcels(run(tmp_path))
        assert parcel.locator == str(tmp_path / r"caf\xe9.txt")

    def test_deep(self, tmp_path: Path) -> None:
        folder = tmp_path.joinpath(*["d"] * 300)
        folder.mkdir(parents=True)
        write(folder, "a.txt", TEXT)
        assert len(parcels(run(tmp_path))) == 1

    @pytest.mark.parametrize(
        ("name", "kind"),
        [
            ("none", refusals.MissingInputError),
            ("a\0b", refusals.UnreadableError),
            ("a" * 1_000, refusals.UnreadableError),
        ],
    )
    def test_missing(self, tmp_path: Path, name: str, kind: type[IntakeError]) -> None:
        assert list(refused(run(f"{tmp_path}/{name}")).values()) == [kind]

    def test_a_wrong_date_is_the_callers(self, tmp_path: Path) -> None:
        with pytest.raises(refusals.DateError):
            run(tmp_path, published="soon")


class TestParcels:
    @given(st.binary(max_size=300))
    def test_bytes_are_kept(self, tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
        path = write(tmp_path_factory.mktemp("kept"), "a.txt", data)
        for one in run(path, plain=True):
            if isinstance(one, Parcel):
                assert one.data == data
                assert list(articles_of(one))

    @given(st.lists(st.binary(min_size=1, max_size=60).map(lambda data: data.replace(b"\n", b"")), max_size=12))
    def test_lines_are_kept(self, rows: list[bytes]) -> None:
        found = parcels_in_lines(io.BytesIO(b"\n".join(rows)), "x", None)
        kept = [one.data.removesuffix(b"\n") for one in found if isinstance(one, Parcel)]
        assert kept == [row for row in rows if row.strip()]

    @given(st.binary(max_size=200), st.sampled_from(["text", "html", "json", None]))
    def test_any_bytes_give_articles_or_errors(self, data: bytes, form: str | None) -> None:
        parcel = Parcel("x", data, form)  # type: ignore[arg-type]
        found = list(articles_of(parcel))
        assert all(isinstance(one, Article) or one.where for one in found)

    def test_everything_can_be_pickled(self, tmp_path: Path) -> None:
        write(tmp_path, "a.txt", TEXT)
        write(tmp_path, "b.pdf", b"%PDF")
        found = run(tmp_path)
        again = pickle.loads(pickle.dumps(found))
        assert parcels(again) == parcels(found)
        assert [str(one.error) for one in again if isinstance(one, Refusal)] == [
            str(one.error) for one in found if isinstance(one, Refusal)
        ]

    def test_hints_of_a_text(self) -> None:
        parcel = Parcel("x", TEXT.encode(), "text", published="some day", byline=("Ada Example",), origin="the table")
        (article,) = articles_of(parcel)
        assert isinstance(article, Article)
        assert (article.byline, article.published) == (["Ada Example"], None)
        assert article.reasons["published"].endswith("the table: 'some day' is no full date")


def test_memory_stays_flat(tmp_path: Path) -> None:
    row = json.dumps({"text": "The envoys met in Port Anders on Monday. " * 240}).encode() + b"\n"
    path = tmp_path / "large.jsonl"
    with path.open("wb") as file:
        for _ in range(100):
            file.write(row * 102)
    assert path.stat().st_size > 100_000_000

    def sizes() -> Iterator[int]:
        for one in parcels_from(str(path), memory=NoMemory(), fetcher=Fetcher()):
            if isinstance(one, Parcel):
                yield len(one.data)

    tracemalloc.start()
    try:
        assert sum(sizes()) == path.stat().st_size
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()
