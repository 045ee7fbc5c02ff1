"""Files as they come: packed, in other encodings, broken, or something else altogether."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest
from tests.scale.foreign_files import gdelt_file, gdelt_line, polecat_file
from tests.scale.foreign_lake import events_of, only

from dragoman.intake.refusals import BrokenArchiveError
from dragoman.scale import foreign_lines
from dragoman.scale.foreign import import_foreign, name_of
from dragoman.scale.foreign_lines import LATIN, ZEROS
from dragoman.scale.foreign_refusals import ForeignFileError

LINES = "".join(f"{gdelt_line(GLOBALEVENTID=str(number))}\n" for number in range(1, 6)).encode()


def zipped(path: Path, *members: bytes) -> Path:
    """An archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("folder/", b"")
        for number, data in enumerate(members):
            archive.writestr(f"folder/{number}.CSV", data)
    return path


@pytest.mark.parametrize("size", [50, 4_000_000])
def test_plain_gzipped_and_zipped_files_give_the_same(
    tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foreign_lines, "PIECE", size)
    plain, packed = tmp_path / "one.CSV", tmp_path / "two.csv.gz"
    plain.write_bytes(LINES)
    packed.write_bytes(gzip.compress(LINES))
    archive = zipped(tmp_path / "three.CSV.zip", LINES[: len(LINES) // 5 * 2 - 1], LINES[len(LINES) // 5 * 2 :])
    found = []
    for path in (plain, packed, archive):
        lake = tmp_path / path.stem
        done = import_foreign(path, lake)
        assert (done.rows, done.events, done.left_out) == (5, 5, {})
        found.append(events_of(lake))
    assert found[0] == found[1] == found[2]


def test_line_ends_marks_and_last_lines(tmp_path: Path) -> None:
    path = tmp_path / "one.CSV"
    path.write_bytes(b"\xef\xbb\xbf" + LINES.replace(b"\n", b"\r\n").removesuffix(b"\n"))
    done = import_foreign(path, tmp_path / "lake")
    assert (done.rows, done.events, done.noted) == (5, 5, {})
    assert events_of(tmp_path / "lake")[0].foreign.source == "https://www.tass.com/politics/one-day"  # type: ignore[union-attr]


def test_lines_of_two_encodings_and_characters_zero(tmp_path: Path) -> None:
    path = tmp_path / "one.CSV"
    lines = [
        gdelt_line(GLOBALEVENTID="1", ActionGeo_FullName="Málaga").encode(),
        gdelt_line(GLOBALEVENTID="2", ActionGeo_FullName="Málaga").encode("iso-8859-1"),
        gdelt_line(GLOBALEVENTID="3", ActionGeo_FullName="Mál\0aga\x1f").encode(),
    ]
    path.write_bytes(b"\n".join(lines))
    done = import_foreign(path, tmp_path / "lake")
    assert done.noted == {LATIN: 1, ZEROS: 1}
    assert {one.place.name for one in events_of(tmp_path / "lake") if one.place} == {"Málaga"}


@pytest.mark.parametrize("cut", [30, -30])
def test_a_broken_archive_is_refused_and_leaves_nothing(tmp_path: Path, cut: int) -> None:
    for name, data in (("a.zip", zipped(tmp_path / "whole.zip", LINES).read_bytes()), ("a.gz", gzip.compress(LINES))):
        path = tmp_path / name
        path.write_bytes(data[:cut])
        with pytest.raises(BrokenArchiveError):
            import_foreign(path, tmp_path / "lake")
    assert list((tmp_path / "lake").rglob("*.parquet")) == []


def test_an_archive_that_swells_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.CSV", b"\n" * 60_000_000)
    with pytest.raises(BrokenArchiveError, match="swells"):
        import_foreign(path, tmp_path / "lake")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no file of events of GDELT or POLECAT"),
        (b"title,text\na,b\n", "no file of events"),
        (b"\t".join([b"1", b"20230913101500", b"20230913101500"] + [b"x"] * 13) + b"\n", "mentions"),
        ("\t".join(["x"] * 61).encode(), "no file of events"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no file of events"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "other.CSV"
    path.write_bytes(data)
    with pytest.raises(ForeignFileError, match=said):
        import_foreign(path, tmp_path / "lake")
    assert not (tmp_path / "lake").exists()


def test_a_coding_that_is_named_must_be_that_of_the_file(tmp_path: Path) -> None:
    gdelt, polecat = gdelt_file(tmp_path, gdelt_line()), polecat_file(tmp_path, {})
    assert import_foreign(gdelt, tmp_path / "lake", coding="gdelt").events == 1
    with pytest.raises(ForeignFileError, match="of POLECAT"):
        import_foreign(gdelt, tmp_path / "lake", coding="polecat")
    with pytest.raises(ForeignFileError, match="of GDELT"):
        import_foreign(polecat, tmp_path / "lake", coding="gdelt")


def test_a_broken_first_line_does_not_hide_what_a_file_is(tmp_path: Path) -> None:
    done = import_foreign(gdelt_file(tmp_path, "half a line", gdelt_line()), tmp_path / "lake")
    assert (done.coding, done.events) == ("gdelt", 1)
    assert only(tmp_path / "lake").foreign is not None


@pytest.mark.parametrize(
    ("name", "coding", "made"),
    [
        ("20230913.export.CSV.zip", "gdelt", "gdelt-20230913.export"),
        ("ngecEventsDV-2023.txt.gz", "polecat", "polecat-ngecEventsDV-2023"),
        ("one day's (copy).csv", "gdelt", "gdelt-one_day_s_copy_"),
        (".zip", "gdelt", "gdelt-events"),
    ],
)
def test_names_in_a_lake(name: str, coding: str, made: str) -> None:
    assert name_of(Path(name), coding) == made
