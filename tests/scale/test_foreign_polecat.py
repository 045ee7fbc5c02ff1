"""POLECAT's files: what its columns become, and each of their known defects."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.scale.foreign_files import polecat_file, polecat_line
from tests.scale.foreign_lake import events_of, only

from dragoman.merge.keys import foreign_key, key_from
from dragoman.scale import foreign_coding as reasons
from dragoman.scale import foreign_polecat as notes
from dragoman.scale.foreign import Imported, import_foreign
from dragoman.scale.foreign_lines import LATIN
from dragoman.scale.foreign_parties import UNPAIRED
from dragoman.scale.foreign_polecat import NAMES
from dragoman.scale.foreign_refusals import ForeignFileError
from dragoman.scale.foreign_rows import TABBED


def imported(folder: Path, *cells: dict[str, str]) -> Imported:
    """What comes of some rows; the lake is in the folder."""
    return import_foreign(polecat_file(folder, *cells), folder / "lake")


def written(folder: Path, *lines: str, encoding: str = "utf-8") -> Imported:
    """What comes of a file of lines."""
    path = folder / "ngecEvents.txt"
    path.write_bytes("".join(f"{line}\n" for line in lines).encode(encoding))
    return import_foreign(path, folder / "lake")


def test_a_row_becomes_an_event_that_says_whose_it_is(tmp_path: Path) -> None:
    done = imported(tmp_path, {})
    assert (done.coding, done.layout, done.rows, done.events, done.ties) == ("polecat", "POLECAT events", 1, 1, 1)
    assert (done.left_out, done.noted, done.unknown) == ({}, {}, {})
    event = only(tmp_path / "lake")
    assert (event.type, event.mode, event.quad, event.score) == ("CONSULT", "visit", "verbal cooperation", 4)
    assert event.contexts == ["military", "diplomatic"]
    assert [one.id for one in (*event.actors, *event.recipients)] == ["person:kim-jong-un", "state:RUS"]
    assert event.place is not None
    assert event.place.model_dump() == {
        "id": "place:2013348", "name": "Vladivostok", "role": "venue", "state": "RUS", "lat": 43.1056,
        "lon": 131.8735, "precise": True,
    }  # fmt: skip
    assert (event.first_report, event.grade, event.outlets) == ("2023-09-14", "F6", ["Example Herald"])
    assert event.foreign is not None
    assert event.foreign.model_dump() == {
        "coding": "polecat", "id": "story1_CONSULT_visit", "code": "CONSULT visit", "source": "Example Herald",
    }  # fmt: skip
    assert key_from(event.id) == ("ev", foreign_key("polecat", "story1_CONSULT_visit"))


@pytest.mark.parametrize(
    ("cells", "states", "names"),
    [
        ({"Actor Name": "Ann;Bob", "Actor Country": "USA;GBR"}, ["USA", "GBR"], ["Ann", "Bob"]),
        ({"Actor Name": "Ann; Bob", "Actor Country": "USA"}, ["USA", "USA"], ["Ann", "Bob"]),
        ({"Actor Name": "None", "Actor Country": "USA;GBR"}, ["USA", "GBR"], ["United States", "United Kingdom"]),
        ({"Actor Name": "Ann", "Actor Country": "None"}, [None], ["Ann"]),
        ({"Actor Name": "Ann", "Actor Country": "KOS"}, ["XKX"], ["Ann"]),
        ({"Actor Name": "United Nations", "Actor Country": "IGO"}, [None], ["United Nations"]),
        ({"Actor Name": "None", "Actor Country": ""}, [], []),
        ({"Actor Name": "Hamas;None", "Actor Country": "PSE"}, ["PSE"], ["Hamas"]),
    ],
)
def test_several_values_in_a_cell(
    tmp_path: Path, cells: dict[str, str], states: list[str | None], names: list[str]
) -> None:
    done = imported(tmp_path, cells)
    actors = only(tmp_path / "lake").actors
    assert [one.state for one in actors] == states
    assert [one.name for one in actors] == names
    assert (done.unknown, done.noted) == ({}, {})


def test_names_and_countries_that_do_not_pair_are_not_paired(tmp_path: Path) -> None:
    done = imported(tmp_path, {"Actor Name": "Ann;Bob;Cid", "Actor Country": "USA;GBR"})
    actors = [(one.id, one.state) for one in only(tmp_path / "lake").actors]
    assert actors == [
        ("polecat:ann", None), ("polecat:bob", None), ("polecat:cid", None), ("state:USA", "USA"), ("state:GBR", "GBR"),
    ]  # fmt: skip
    assert done.noted == {UNPAIRED: 1}


def test_a_country_that_is_not_known_gives_no_state_and_is_named(tmp_path: Path) -> None:
    done = imported(tmp_path, {"Actor Name": "Ann", "Actor Country": "QQQ", "Country": "WWW"})
    event = only(tmp_path / "lake")
    assert event.actors[0].state is None
    assert event.place is not None
    assert event.place.state is None
    assert done.unknown == {"QQQ": 1, "WWW (place)": 1}


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"Feature Type": "PCLI", "GeoNames ID": "2017370"}, ("state:RUS", "Russia", False)),
        ({"Feature Type": "ADM1"}, ("place:2013348", "Vladivostok", False)),
        ({"GeoNames ID": "2013348.0"}, ("place:2013348", "Vladivostok", True)),
        ({"GeoNames ID": "None", "Placename": "None"}, ("state:RUS", "Russia", False)),
        ({"GeoNames ID": "None", "Country": "None"}, None),
    ],
)
def test_places(tmp_path: Path, cells: dict[str, str], found: tuple[str, str, bool] | None) -> None:
    imported(tmp_path, cells)
    place = only(tmp_path / "lake").place
    assert (place and (place.id, place.name, place.precise)) == found


def test_older_modes_and_contexts_are_left_out_and_counted(tmp_path: Path) -> None:
    done = imported(
        tmp_path,
        {"Event Type": "RETREAT", "Event Mode": "return", "Contexts": "humanitarian;legal", "Quad Code": "None"},
        {"Event ID": "story2", "Event Mode": "third_party", "Intensity": "None"},
    )
    events = {one.type: one for one in events_of(tmp_path / "lake")}
    assert (events["RETREAT"].mode, events["RETREAT"].contexts) == (None, ["legal"])
    assert events["RETREAT"].quad == "material cooperation"
    assert (events["CONSULT"].mode, events["CONSULT"].score) == ("third-party", 1)
    assert done.noted == {notes.OLD_MODE: 1, notes.OLD_CONTEXT: 1, notes.NO_QUAD: 1, notes.NO_SCORE: 1}
    assert events["RETREAT"].foreign is not None
    assert events["RETREAT"].foreign.code == "RETREAT return"


def test_types_that_are_none_and_days_that_are_none_leave_a_row_out(tmp_path: Path) -> None:
    done = imported(
        tmp_path,
        {"Event Type": "DANCE"},
        {"Event Type": "None"},
        {"Event Date": "2023-02-30"},
        {"Event Date": "None"},
        {"Event ID": "None"},
        {},
        {},
        {"Event ID": "story3", "Event Date": "2023-09-13T00:00:00"},
    )
    assert done.left_out == {
        reasons.UNKNOWN_ACT: 2, reasons.NO_DATE: 2, reasons.NO_ID: 1, reasons.TWICE: 1,
    }  # fmt: skip
    assert (done.rows, done.events) == (8, 2)


def test_the_day_of_publication_is_not_put_in_the_place_of_another(tmp_path: Path) -> None:
    done = imported(
        tmp_path,
        {"Event Date": "2023-12-01"},
        {"Event ID": "b", "Event Date": "2019-04-25"},
        {"Event ID": "c", "Publication Date": "None"},
    )
    assert sorted(one.when_value or "" for one in events_of(tmp_path / "lake")) == [
        "2019-04-25", "2023-09-13", "2023-12-01",
    ]  # fmt: skip
    assert done.noted == {notes.DATED_AHEAD: 1, notes.DATED_BACK: 1, notes.NO_PUBLISHED: 1}


def test_both_spellings_of_column_five_and_further_columns(tmp_path: Path) -> None:
    names = ["Headline" if name == "Event ID" else name for name in NAMES]
    names = ["Event Intensity" if name == "Intensity" else name for name in [*names, "Event ID"]]
    done = written(tmp_path, "\t".join(names), polecat_line(names, {"Event Intensity": "1.5", "Headline": "Two meet"}))
    assert (done.layout, done.events) == ("POLECAT events with more columns (Headline)", 1)
    assert only(tmp_path / "lake").score == 1.5


def test_trailing_tabs_and_lines_of_other_lengths(tmp_path: Path) -> None:
    header = "\t".join(NAMES)
    done = written(
        tmp_path,
        header + "\t",
        polecat_line() + "\t",
        polecat_line(cells={"Event ID": "b"}) + "\tmore",
        "\t".join(polecat_line(cells={"Event ID": "c"}).split("\t")[:-1]),
        header,
    )
    assert (done.rows, done.events) == (4, 1)
    assert done.left_out == {reasons.COLUMNS: 2, reasons.HEADER: 1}
    assert done.noted == {TABBED: 1}
    assert done.first[reasons.COLUMNS] == 3


def test_files_in_iso_8859_1(tmp_path: Path) -> None:
    lines = ["\t".join(NAMES), polecat_line(cells={"Actor Name": "Señor Núñez"}), polecat_line(cells={"Event ID": "b"})]
    done = written(tmp_path, *lines, encoding="iso-8859-1")
    assert done.noted == {LATIN: 1}
    assert {party.name for event in events_of(tmp_path / "lake") for party in event.actors} == {
        "Señor Núñez", "Kim Jong Un",
    }  # fmt: skip


def test_a_file_without_a_needed_column_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "some.txt"
    path.write_text("Event ID\tEvent Date\n1\t2023-01-01\n", "utf-8")
    with pytest.raises(ForeignFileError, match=r"no column 'Event Type'.*some\.txt"):
        import_foreign(path, tmp_path / "lake")
    path.write_text("Event ID\tEvent Date\tEvent Type\tEvent ID\n", "utf-8")
    with pytest.raises(ForeignFileError, match="named twice"):
        import_foreign(path, tmp_path / "lake")
    assert not (tmp_path / "lake").exists()
