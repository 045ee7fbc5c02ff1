"""The gazetteer: spellings, kinds, points, the file that is built once, and the data files behind it."""

from __future__ import annotations

import os
import threading
from math import isclose
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import KnowledgeError
from dragoman.knowledge import gazetteer as module
from dragoman.knowledge.gazetteer import Place, gazetteer
from dragoman.knowledge.gazetteer_build import centre
from dragoman.knowledge.gazetteer_cues import place_cues
from dragoman.knowledge.gazetteer_file import cache_folder
from dragoman.knowledge.gazetteer_names import is_latin, name_key
from dragoman.knowledge.gazetteer_rows import area_rows, region_rows, town_rows
from dragoman.knowledge.gazetteer_tables import replace_whole
from dragoman.knowledge.states import states


def only(name: str, kind: str, country: str) -> Place:
    found = [place for place in gazetteer().lookup(name) if place.kind == kind and place.country_iso3 == country]
    return max(found, key=lambda place: place.population)


@pytest.mark.parametrize(
    ("name", "kind", "country", "lat", "lon", "precision"),
    [
        ("Komsomolsk-on-Amur", "city", "RUS", 50.55, 137.01, "city"),
        ("Vladivostok", "city", "RUS", 43.11, 131.87, "city"),
        ("Russky Island", "region", "RUS", 43.0, 131.85, "region"),
        ("Primorye", "admin1", "RUS", 45.3, 134.7, "region"),
        ("Gaza Strip", "region", "PSE", 31.42, 34.35, "region"),
        ("Licking County", "admin2", "USA", 40.09, -82.48, "region"),
        ("Pearl Harbor", "region", "USA", 21.36, -157.96, "point"),
        ("Japan", "state", "JPN", 36.0, 138.0, "country"),
    ],
)
def test_a_name_gives_its_place(name: str, kind: str, country: str, lat: float, lon: float, precision: str) -> None:
    place = only(name, kind, country)
    assert isclose(place.lat, lat, abs_tol=1.0)
    assert isclose(place.lon, lon, abs_tol=1.0)
    assert place.precision == precision


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        ("KOMSOMOLSK-ON-AMUR", "Komsomolsk-on-Amur"),
        ("Saint Petersburg", "St. Petersburg"),
        ("Deir ez Zor", "Deir ez-Zor"),
        ("São Paulo", "Sao Paulo"),
        ("N’Djamena", "N'Djamena"),
    ],
)
def test_spellings_of_one_name_give_the_same_places(written: str, usual: str) -> None:
    assert gazetteer().lookup(written) == gazetteer().lookup(usual) != ()


def test_a_name_gives_every_place_that_bears_it() -> None:
    kinds = {(place.kind, place.country_iso3) for place in gazetteer().lookup("Georgia")}
    assert {("state", "GEO"), ("admin1", "USA")} <= kinds


def test_a_town_knows_the_areas_it_lies_in() -> None:
    town = only("Kazan", "city", "RUS")
    assert town.admin1 is not None
    area = gazetteer().place(town.admin1)
    assert area is not None
    assert area.name == "Tatarstan"
    assert gazetteer().area("RU-TA") == area


def test_capitals_are_marked() -> None:
    assert only("Sofia", "city", "BGR").capital
    assert not only("Plovdiv", "city", "BGR").capital


def test_usual_english_names_come_first() -> None:
    place = only("Hodeida", "city", "YEM")
    assert place.name == "Hodeidah"
    assert place.own


def test_ids_lead_back_to_their_places() -> None:
    for place in (only("Tbilisi", "city", "GEO"), only("Donbas", "region", "UKR"), only("Chile", "state", "CHL")):
        assert gazetteer().place(place.id) == place
    assert gazetteer().place("no-such-place") is None
    assert gazetteer().place("999999999999") is None
    assert gazetteer().lookup("Qxyzzy") == ()


def test_disputed_areas_say_so() -> None:
    golan = next(place for place in gazetteer().lookup("Golan Heights") if place.kind == "region")
    assert golan.country_iso3 is None
    assert golan.note is not None


LETTERS = st.text(alphabet=st.characters(max_codepoint=0x24F), max_size=30)


@given(LETTERS)
def test_a_key_is_its_own_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


@pytest.mark.parametrize(("name", "latin"), [("Kyiv", True), ("VVO", False), ("fu la di", False), ("Киев", False)])
def test_only_latin_spellings_are_kept(name: str, latin: bool) -> None:
    assert is_latin(name) is latin


def test_the_middle_of_an_area_crosses_the_date_line() -> None:
    lat, lon = centre([(65.0, 178.0), (65.0, -178.0)])
    assert isclose(lat, 65.0, abs_tol=0.1)
    assert abs(lon) > 179.9


def test_builders_at_the_same_time_do_no_harm(tmp_path: Path) -> None:
    target, whole = tmp_path / "folder" / "file.sqlite", b"x" * 100_000
    seen: list[bytes] = []

    def write(path: Path) -> None:
        for start in range(0, len(whole), 1000):
            with path.open("ab") as file:
                file.write(whole[start : start + 1000])
        if target.exists():
            seen.append(target.read_bytes())

    builders = [threading.Thread(target=replace_whole, args=(target, write)) for _ in range(6)]
    for builder in builders:
        builder.start()
    for builder in builders:
        builder.join()
    assert all(content == whole for content in (*seen, target.read_bytes()))
    assert [path.name for path in target.parent.iterdir()] == ["file.sqlite"]


def test_a_failed_build_leaves_nothing_behind(tmp_path: Path) -> None:
    def fail(path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        replace_whole(tmp_path / "file.sqlite", fail)
    assert list(tmp_path.iterdir()) == []


def test_a_cache_folder_that_cannot_be_made_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert cache_folder() == blocked / "dragoman"
    with pytest.raises(KnowledgeError, match="XDG_CACHE_HOME"):
        module.gazetteer.__wrapped__()


def test_a_forked_process_opens_its_own_connection() -> None:
    book = gazetteer()
    assert book.lookup("Ankara")
    child = os.fork()
    if child == 0:
        os._exit(0 if book.lookup("Izmir") and book.lookup("Ankara") else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_regions_name_known_states_and_known_places() -> None:
    for row in region_rows():
        assert row.state is None or row.state in states(), row.id
        assert row.note != "", row.id
        names = [name_key(name) for name in (row.name, *row.names)]
        assert len(set(names)) == len(names), row.id


def test_corrections_concern_places_that_exist() -> None:
    for area in area_rows():
        assert gazetteer().area(area.code) is not None, area.code
    for town in town_rows():
        place = gazetteer().place(str(town.id))
        assert place is not None, town.id
        assert place.name == town.names[0]


def test_cues_are_single_words_and_abbreviations_lead_to_areas() -> None:
    cues = place_cues()
    for words in (cues.locative, cues.heads, cues.ordinary, cues.titles, cues.features, cues.given_names):
        assert all(word == word.lower() and " " not in word for word in words)
    assert all(gazetteer().area(code) is not None for code in {*cues.area_of.values(), *cues.codes})
    assert all(gazetteer().place(str(number)) is not None for number in cues.short_names.values())
    assert set(cues.state_of.values()) <= states().keys()
