"""Tables to parcels: columns by their names, rows in order, bad rows and bad tables refused."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.intake import refusals
from dragoman.intake.fetcher import Fetcher
from dragoman.intake.inputs import parcels_from
from dragoman.intake.parcels import Finished, Found, NoMemory, Parcel, Refusal, articles_of
from dragoman.intake.tables import parcels_in_csv, parcels_in_parquet
from dragoman.record import Article

SetSetting = Callable[[str, object], None]
TEXT = "The envoys met in Port Anders on Monday.\n\nThey parted as friends, the ministry said."


def run(path: Path, published: str | None = None) -> list[Found]:
    return list(parcels_from(str(path), memory=NoMemory(), fetcher=Fetcher(), published=published))


def article(found: Found) -> Article:
    assert isinstance(found, Parcel)
    (one,) = articles_of(found)
    assert isinstance(one, Article), one
    return one


def table(folder: Path, name: str, rows: list[list[str]], delimiter: str = ",") -> Path:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    data = out.getvalue().encode()
    path = folder / name
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


HEAD = ["ID", "Headline", "Body", "Publish Date", "URL", "Outlet", "authors", "lang"]
ROW = ["7", "Strait opens", TEXT, "2024-05-03", "https://example.org/a", "Port News", "Ada Example", "en-GB"]


class TestCsv:
    @pytest.mark.parametrize(
        ("name", "delimiter"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t"), ("a.csv", "\t"), ("a.csv.gz", ",")]
    )
    def test_columns(self, tmp_path: Path, name: str, delimiter: str) -> None:
        path = table(tmp_path, name, [HEAD, ROW, ROW], delimiter)
        first, second, end = run(path)
        assert isinstance(end, Finished)
        assert [one.locator for one in (first, second)] == [f"{path}, row 1", f"{path}, row 2"]
        read = article(first)
        assert (read.text, read.title, read.published, read.url) == (TEXT, ROW[1], ROW[3], ROW[4])
        assert (read.publisher, read.byline, read.language) == ("Port News", ["Ada Example"], "en")

    def test_a_given_date_wins(self, tmp_path: Path) -> None:
        assert article(run(table(tmp_path, "a.csv", [HEAD, ROW]), "2020-01-01")[0]).published == "2020-01-01"

    def test_a_strange_date_is_said(self, tmp_path: Path) -> None:
        read = article(run(table(tmp_path, "a.csv", [["text", "date"], [TEXT, "03/04/2024"]]))[0])
        assert read.published is None
        assert "the table: '03/04/2024' may mean two days" in read.reasons["published"]

    def test_rows_without_text_are_refused_alone(self, tmp_path: Path) -> None:
        path = table(tmp_path, "a.csv", [["text", "url"], [TEXT, "u"], ["", "u"], [TEXT]])
        first, second, third, _ = run(path)
        assert isinstance(first, Parcel)
        assert isinstance(third, Parcel)
        assert third.url is None
        assert isinstance(second, Refusal)
        assert (second.locator, type(second.error)) == (f"{path}, row 2", refusals.EmptyInputError)

    def test_html(self, tmp_path: Path, page: str) -> None:
        assert article(run(table(tmp_path, "a.csv", [["url", "html"], ["u", page]]))[0]).title == "Strait opens"

    def test_no_text_column_lists_the_columns(self, tmp_path: Path) -> None:
        (only,) = run(table(tmp_path, "a.csv", [["id", "name"], ["1", "x"]]))
        assert isinstance(only, Refusal)
        assert "no column of text among: id, name" in only.error.message

    def test_broken_bytes_are_refused_by_row(self, tmp_path: Path) -> None:
        path = tmp_path / "a.csv"
        path.write_bytes(b"text,title\nThe envoys met.\xff,a\xff\nThe envoys parted.,b\n")
        first, second, _ = run(path)
        assert isinstance(first, Parcel)
        (error,) = articles_of(first)
        assert isinstance(error, refusals.BrokenEncodingError)
        assert article(second).text == "The envoys parted."

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
    def test_marks(self, tmp_path: Path, encoding: str) -> None:
        path = tmp_path / "a.csv"
        path.write_bytes(f'title,text\nÉ,"{TEXT}"\n'.encode(encoding))
        assert (article(run(path)[0]).text, article(run(path)[0]).title) == (TEXT, "É")

    def test_limits(self, tmp_path: Path, set_setting: SetSetting) -> None:
        set_setting("max_bytes", 5_000)
        path = tmp_path / "a.csv"
        path.write_text(f'text\nThe envoys met.\n"{"never closed " * 9}\n' + "word\n" * 9_000, "utf-8")
        first, refusal, end = run(path)
        assert isinstance(first, Parcel)
        assert isinstance(refusal, Refusal)
        assert type(refusal.error) is refusals.TableError
        assert isinstance(end, Finished)
        path.write_text("text\n" + "word " * 2_000, "utf-8")
        (only,) = run(path)
        assert isinstance(only, Refusal)
        assert type(only.error) is refusals.TooLargeError

    @given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1)))
    def test_cells_are_kept(self, cells: list[str]) -> None:
        out = io.StringIO()
        csv.writer(out, quoting=csv.QUOTE_ALL).writerows([["text"], *([cell] for cell in cells)])
        found = parcels_in_csv(io.BytesIO(out.getvalue().encode()), "x", None, tabs=False)
        kept = [one.data.decode() for one in found if isinstance(one, Parcel)]
        assert kept == [cell for cell in cells if cell.encode().strip()]

    @given(st.binary(max_size=300))
    def test_any_bytes(self, data: bytes) -> None:
        assert list(parcels_in_csv(io.BytesIO(b"text,b\n" + data), "x", None, tabs=False)) is not None


class TestParquet:
    def test_columns(self, tmp_path: Path) -> None:
        path = tmp_path / "a.parquet"
        columns = {
            "maintext": [TEXT, None, TEXT + "2"],
            "date_publish": [datetime(2024, 5, 3, 9, 5, tzinfo=UTC), None, None],
            "authors": [["Ada Example", "Bo Example"], None, []],
            "other": [1, 2, 3],
        }
        pq.write_table(pa.table(columns), path, row_group_size=2)
        first, second, third, end = run(path)
        read = article(first)
        assert (read.text, read.published, read.byline) == (TEXT, "2024-05-03T09:05Z", ["Ada Example", "Bo Example"])
        assert isinstance(second, Refusal)
        assert second.locator == f"{path}, row 2"
        assert (third.locator, article(third).text) == (f"{path}, row 3", TEXT + "2")
        assert isinstance(end, Finished)

    def test_days_and_bytes(self, tmp_path: Path) -> None:
        path = tmp_path / "a.pq"
        pq.write_table(pa.table({"text": [TEXT.encode()], "date": [date(2024, 5, 3)]}), path)
        read = article(run(path)[0])
        assert (read.text, read.published) == (TEXT, "2024-05-03")

    def test_no_text_column(self, tmp_path: Path) -> None:
        path = tmp_path / "a.parquet"
        pq.write_table(pa.table({"id": [1]}), path)
        (only,) = run(path)
        assert isinstance(only, Refusal)
        assert "no column of text among: id" in only.error.message

    @given(st.binary(max_size=200), st.integers(0, 10_000))
    def test_broken_files(self, noise: bytes, place: int) -> None:
        out = io.BytesIO()
        pq.write_table(pa.table({"text": [TEXT] * 5}), out)
        data = out.getvalue()
        place %= len(data)
        broken = data[:place] + noise + data[place + len(noise) :]
        for one in parcels_in_parquet(io.BytesIO(broken), "x", None):
            assert isinstance(one, Parcel | Refusal)
