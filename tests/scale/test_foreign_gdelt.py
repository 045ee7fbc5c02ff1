"""GDELT's files: what its columns and codes become, and each of their known defects."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.scale.foreign_files import gdelt_file, gdelt_line
from tests.scale.foreign_lake import events_of, only, rows_of

from dragoman.merge.keys import foreign_key, key_from
from dragoman.scale import foreign_coding as reasons
from dragoman.scale import foreign_gdelt as notes
from dragoman.scale.foreign import Imported, import_foreign
from dragoman.scale.foreign_parties import NAMELESS
from dragoman.scale.foreign_places import BAD_POINT, NO_TYPE
from dragoman.scale.foreign_rows import TABBED


def imported(folder: Path, *lines: str) -> Imported:
    """What comes of some lines; the lake is the folder."""
    return import_foreign(gdelt_file(folder, *lines), folder / "lake")


def test_a_row_becomes_an_event_that_says_whose_it_is(tmp_path: Path) -> None:
    done = imported(tmp_path, gdelt_line())
    assert (done.coding, done.layout, done.rows, done.events, done.ties) == ("gdelt", "GDELT 2.0 events", 1, 1, 1)
    assert (done.left_out, done.noted, done.unknown) == ({}, {}, {})
    event = only(tmp_path / "lake")
    assert (event.type, event.mode, event.quad, event.score) == ("CONSULT", "visit", "verbal cooperation", 4)
    assert [(one.id, one.state, one.known) for one in event.actors] == [("person:kim-jong-un", "PRK", True)]
    assert [(one.id, one.name) for one in event.recipients] == [("state:RUS", "Russia")]
    assert (event.when_value, event.when_precision, event.first_report) == (
        "2023-09-13", "day", "2023-09-13T10:15:00+00:00",
    )  # fmt: skip
    assert (event.grade, event.standing, event.mentions, event.voices) == ("F6", "machine", 0, [])
    assert event.foreign is not None
    assert event.foreign.model_dump() == {
        "coding": "gdelt", "id": "1130000001", "code": "042", "source": "https://www.tass.com/politics/one-day",
    }  # fmt: skip
    assert key_from(event.id) == ("ev", foreign_key("gdelt", "1130000001"))


def test_the_source_is_one_origin_and_a_voice_where_it_is_known_to_be_one(tmp_path: Path) -> None:
    lines = [
        gdelt_line(),
        gdelt_line(GLOBALEVENTID="1130000002", SOURCEURL="http://www.herald.example:8080/a?b=1"),
        gdelt_line(GLOBALEVENTID="1130000003", SOURCEURL=""),
    ]
    imported(tmp_path, *lines)
    tass, herald, none = events_of(tmp_path / "lake")
    assert [(one.id, one.name, one.party) for one in tass.origins] == [("publisher:tass", "TASS", True)]
    assert tass.source_classes == ["state_media"]
    assert [(one.id, one.name, one.party) for one in herald.origins] == [
        ("outlet:herald.example", "herald.example", False)
    ]
    assert herald.outlets == ["herald.example"]
    assert [(one.id, one.name) for one in none.origins] == [("outlet:gdelt", "GDELT")]
    assert none.outlets == []


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({}, ("place:gdelt:-3042012", "RUS", True)),
        ({"ActionGeo_Type": "1"}, ("state:RUS", "RUS", False)),
        ({"ActionGeo_Type": "5"}, ("place:gdelt:RS59", "RUS", False)),
        ({"ActionGeo_FeatureID": ""}, ("place:gdelt:vladivostok-primorskiy-kray-russia", "RUS", True)),
        ({"ActionGeo_Lat": "", "ActionGeo_Long": ""}, ("place:gdelt:-3042012", "RUS", False)),
    ],
)
def test_places(tmp_path: Path, cells: dict[str, str], found: tuple[str, str, bool]) -> None:
    imported(tmp_path, gdelt_line(**cells))
    place = only(tmp_path / "lake").place
    assert place is not None
    assert (place.id, place.state, place.precise) == found


@pytest.mark.parametrize("kind", ["0", "", "9"])
def test_no_place(tmp_path: Path, kind: str) -> None:
    done = imported(tmp_path, gdelt_line(ActionGeo_Type=kind))
    assert only(tmp_path / "lake").place is None
    assert done.noted.get(NO_TYPE, 0) == (kind == "9")


def test_coordinates_that_are_none_are_left_out_and_counted(tmp_path: Path) -> None:
    done = imported(tmp_path, gdelt_line(ActionGeo_Lat="#", ActionGeo_Long="431.2"))
    place = only(tmp_path / "lake").place
    assert place is not None
    assert (place.lat, place.lon, place.precise) == (None, None, False)
    assert done.noted == {BAD_POINT: 1}


@pytest.mark.parametrize(
    ("country", "state"),
    [("ROM", "ROU"), ("PSE", "PSE"), ("PAL", "PSE"), ("KSV", "XKX"), ("TMP", "TLS"), ("DEU", "DEU")],
)
def test_codes_of_states_that_are_not_those_of_iso(tmp_path: Path, country: str, state: str) -> None:
    done = imported(tmp_path, gdelt_line(Actor2Code=country, Actor2CountryCode=country))
    assert [one.state for one in only(tmp_path / "lake").recipients] == [state]
    assert done.unknown == {}


def test_regions_have_no_state_and_unknown_codes_are_named(tmp_path: Path) -> None:
    done = imported(
        tmp_path,
        gdelt_line(Actor2Code="AFR", Actor2Name="AFRICA", Actor2CountryCode="AFR"),
        gdelt_line(GLOBALEVENTID="2", Actor2Code="QQQ", Actor2Name="NOWHERE", Actor2CountryCode="QQQ"),
        gdelt_line(GLOBALEVENTID="3", ActionGeo_CountryCode="ZZ"),
    )
    assert done.events == 3
    assert done.unknown == {"QQQ": 1, "ZZ (place)": 1}
    unknown, _, region = events_of(tmp_path / "lake")
    assert [(one.id, one.state, one.known) for one in region.recipients] == [("gdelt:africa", None, False)]
    assert [(one.id, one.state) for one in unknown.recipients] == [("gdelt:nowhere", None)]


def test_roles_of_a_state_stand_under_their_name_and_state(tmp_path: Path) -> None:
    role = {"Actor1Code": "RUSMIL", "Actor1CountryCode": "RUS", "Actor1Type1Code": "MIL", "Actor1Name": "COLONEL"}
    body = {
        "Actor2Code": "IGOUNO",
        "Actor2CountryCode": "",
        "Actor2KnownGroupCode": "UNO",
        "Actor2Name": "UNITED NATIONS",
    }
    imported(tmp_path, gdelt_line(**role, **body))
    event = only(tmp_path / "lake")
    assert [(one.id, one.name, one.state, one.known) for one in event.actors] == [
        ("gdelt:colonel-rus", "COLONEL", "RUS", False)
    ]
    assert [(one.id, one.state) for one in event.recipients] == [("organisation:un", None)]


def test_a_name_known_of_another_state_is_not_taken_for_it(tmp_path: Path) -> None:
    imported(tmp_path, gdelt_line(Actor1Code="USAGOV", Actor1CountryCode="USA"))
    assert [(one.id, one.state) for one in only(tmp_path / "lake").actors] == [("gdelt:kim-jong-un-usa", "USA")]


def test_nobody_is_made_of_codes_alone(tmp_path: Path) -> None:
    done = imported(tmp_path, gdelt_line(Actor2Code="MIL", Actor2Name="", Actor2CountryCode="", Actor2Type1Code="MIL"))
    assert only(tmp_path / "lake").recipients == []
    assert done.noted == {NAMELESS: 1}


def test_acts_of_cameo_without_one_of_plover_are_left_out_and_counted(tmp_path: Path) -> None:
    codes = ("010", "0211", "042", "999", "")
    lines = [gdelt_line(GLOBALEVENTID=str(at), EventCode=code) for at, code in enumerate(codes, 1)]
    done = imported(tmp_path, *lines)
    assert (done.rows, done.events) == (5, 1)
    assert done.left_out == {reasons.NO_ACT: 2, reasons.UNKNOWN_ACT: 2}
    assert (done.first[reasons.NO_ACT], done.first[reasons.UNKNOWN_ACT]) == (1, 4)


@pytest.mark.parametrize("day", ["20230931", "2023091", "", "yesterday", "00000000"])
def test_a_day_that_is_none_leaves_the_row_out(tmp_path: Path, day: str) -> None:
    done = imported(tmp_path, gdelt_line(), gdelt_line(GLOBALEVENTID="2", SQLDATE=day))
    assert done.left_out == {reasons.NO_DATE: 1}
    assert (done.events, done.first[reasons.NO_DATE]) == (1, 2)


def test_odd_days_are_taken_over_and_counted(tmp_path: Path) -> None:
    done = imported(
        tmp_path,
        gdelt_line(SQLDATE="20220913"),
        gdelt_line(GLOBALEVENTID="2", SQLDATE="20231001"),
        gdelt_line(GLOBALEVENTID="3", DATEADDED="never"),
    )
    assert done.events == 3
    assert done.noted == {notes.DATED_AHEAD: 1, notes.DATED_BACK: 1, notes.NO_ADDED: 1}
    assert [one.when_value for one in events_of(tmp_path / "lake")] == ["2023-10-01", "2023-09-13", "2022-09-13"]


def test_broken_lines_are_counted_and_stop_nothing(tmp_path: Path) -> None:
    done = imported(
        tmp_path,
        gdelt_line(),
        "half a line",
        gdelt_line(GLOBALEVENTID="2") + "\tmore",
        "",
        gdelt_line(GLOBALEVENTID="3") + "\t\t",
        gdelt_line(GLOBALEVENTID="no number"),
        gdelt_line(GLOBALEVENTID="-4"),
        gdelt_line(),
    )
    assert (done.rows, done.events) == (7, 2)
    assert done.left_out == {reasons.COLUMNS: 2, reasons.NO_ID: 2, reasons.TWICE: 1}
    assert done.noted == {TABBED: 1}
    assert done.first == {reasons.COLUMNS: 2, reasons.NO_ID: 6, reasons.TWICE: 8, TABBED: 5}


@pytest.mark.parametrize(("width", "layout"), [(58, "GDELT 1.0 events"), (57, "GDELT 1.0 events without addresses")])
def test_the_older_layouts(tmp_path: Path, width: int, layout: str) -> None:
    done = imported(tmp_path, gdelt_line(width, DATEADDED="20230914"))
    assert (done.layout, done.events, done.left_out) == (layout, 1, {})
    event = only(tmp_path / "lake")
    assert event.first_report == "2023-09-14"
    assert event.place is not None
    assert event.place.lat == 43.1056
    assert event.foreign is not None
    assert (event.foreign.source is None) == (width == 57)


def test_a_header_among_the_rows_is_no_event(tmp_path: Path) -> None:
    header = "\t".join(notes.NAMES)
    done = imported(tmp_path, header, gdelt_line(), header)
    assert (done.events, done.left_out) == (1, {reasons.HEADER: 2})


def test_ids_are_numbers_however_they_are_written(tmp_path: Path) -> None:
    done = imported(tmp_path, gdelt_line(GLOBALEVENTID="7"), gdelt_line(GLOBALEVENTID="007"))
    assert done.left_out == {reasons.TWICE: 1}
    assert rows_of(tmp_path / "lake", "event")[0]["key"] == foreign_key("gdelt", "7")
