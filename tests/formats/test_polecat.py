"""POLECAT's columns, read back by pandas as readers of its public files do."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from tests.formats.telling import NAMED, RUIZ, UNION, article, foreign, party, place, report, told

from dragoman.desk import Desk
from dragoman.formats.polecat import write_polecat
from dragoman.knowledge.plover import plover
from dragoman.store.stream import Told

COLUMNS = [
    "Event ID", "Event Date", "Event Type", "Event Mode", "Event Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
]  # fmt: skip
NUMBERS = ["Event Intensity", "Latitude", "Longitude"]


def file_of(events: Iterable[Told]) -> bytes:
    out = io.BytesIO()
    write_polecat(events, out)
    return out.getvalue()


def frame(events: Iterable[Told]) -> pd.DataFrame:
    types = {name: "float64" if name in NUMBERS else "str" for name in COLUMNS}
    return pd.read_csv(
        io.BytesIO(file_of(events)), sep="\t", dtype=types, na_values=["None"], keep_default_na=False,
        parse_dates=["Event Date", "Publication Date"],
    )  # fmt: skip


def row(one: Told) -> dict[str, str]:
    (cells,) = pd.read_csv(io.BytesIO(file_of([one])), sep="\t", dtype=str, keep_default_na=False).to_dict("records")
    return {str(name): value for name, value in cells.items()}


@pytest.fixture(scope="module")
def desk(example: Path) -> Iterator[Desk]:
    with Desk(example, create=False) as desk:
        yield desk


def test_the_example_desk_has_polecats_columns_and_types(desk: Desk) -> None:
    omitted: Counter[str] = Counter()
    out = io.BytesIO()
    count = write_polecat(desk.stream(named=True), out, omitted=omitted)
    found = frame(desk.stream(named=True))
    assert list(found.columns) == COLUMNS
    assert len(COLUMNS) == 40
    assert len(found) == count == len(list(desk.events())) - omitted.total()
    assert set(omitted) == {"future", "hypothetical", "negated"}
    assert found["Event ID"].is_unique
    assert pd.api.types.is_datetime64_any_dtype(found["Event Date"])
    assert found["Event Date"].isna().any()
    assert found["Publication Date"].notna().all()
    assert found["Event Intensity"].between(-10, 10).all()
    assert set(found["Event Type"]) <= set(plover().types)
    assert set(found["Quad Code"]) <= {quad.upper() for quad in plover().quads}
    numbers = dict(zip(found["Actor Country"], found["Actor COW"], strict=True))
    assert (numbers["RUS"], numbers["PRK"]) == ("365", "731")
    assert found["Contexts"].dropna().str.split(";").explode().isin(list(plover().contexts)).all()
    assert found["Latitude"].notna().sum() == found["Country"].notna().sum() > 20


def test_an_event_is_one_row() -> None:
    assert row(told()) == {
        **dict.fromkeys(COLUMNS, "None"),
        "Event ID": "ev-0000000000007", "Event Date": "2024-05-07", "Event Type": "CONSULT", "Event Mode": "visit",
        "Event Intensity": "4.0", "Quad Code": "VERBAL COOPERATION", "Contexts": "diplomatic;military",
        "Actor Name": "Ana Ruiz", "Actor Country": "PER", "Actor COW": "135", "Primary Actor Sector": "MIL",
        "Actor Sectors": "MIL", "Actor Title": "Colonel", "Actor Name Raw": "Colonel Ana Ruiz",
        "Recipient Name": "Ecuador", "Recipient Country": "ECU", "Recipient COW": "130",
        "Recipient Name Raw": "Ecuadorean", "Placename": "Quito", "Country": "ECU", "Latitude": "-0.22985",
        "Longitude": "-78.52495", "GeoNames ID": "3652462", "Raw Placename": "Quito", "Source": "Andean Post",
        "Publication Date": "2024-05-08", "Story People": "Ana Ruiz", "Story Organizations": "European Union",
        "Story Locations": "Ecuador;Quito", "Language": "en", "Version": "dragoman 1",
    }  # fmt: skip


def test_the_fifth_column_has_two_spellings() -> None:
    out = io.BytesIO()
    write_polecat([told()], out, intensity="Intensity")
    head = out.getvalue().decode().split("\n")[0].split("\t")
    assert head == ["Intensity" if name == "Event Intensity" else name for name in COLUMNS]


def test_several_actors_keep_their_places_in_each_column() -> None:
    soldier = RUIZ.model_copy(update={"id": "person:x", "name": "Luz; Vega", "sector": None, "role": None})
    named = {**NAMED, soldier.id: soldier}
    found = row(told([report(named=named)], actors=[party(UNION), party(RUIZ), party(soldier)]))
    assert found["Actor Name"] == "European Union;Ana Ruiz;Luz, Vega"
    assert found["Actor Country"] == "EUR;PER;PER"
    assert found["Actor COW"] == "None;135;135"
    assert found["Primary Actor Sector"] == "None;MIL;None"
    assert found["Actor Sectors"] == "MIL"
    assert found["Actor Title"] == "None;Colonel;None"


@pytest.mark.parametrize("precision", [None, "month", "week", "year"])
def test_a_date_that_is_not_known_to_the_day_is_none(precision: str | None) -> None:
    values = {None: None, "month": "2024-05", "week": "2024-05-06", "year": "2024"}
    found = row(told(when_value=values[precision], when_precision=precision))
    assert found["Event Date"] == "None"
    assert found["Publication Date"] == "2024-05-08"


@pytest.mark.parametrize("factuality", ["future", "hypothetical", "negated"])
def test_what_did_not_happen_is_left_out_and_counted(factuality: str) -> None:
    omitted: Counter[str] = Counter()
    assert write_polecat([told(factuality=factuality), told()], io.BytesIO(), omitted=omitted) == 1
    assert omitted == {factuality: 1}


def test_background_is_written() -> None:
    assert row(told(factuality="historical"))["Event Date"] == "2024-05-07"


def test_tabs_breaks_and_quotes_break_nothing() -> None:
    wild = RUIZ.model_copy(update={"name": '"Ana\tRuiz\r\n \u2028 the\x00 Elder', "words": '"'})
    found = row(told([report(named={**NAMED, RUIZ.id: wild}, article=article(publisher="A\nB"))], actors=[party(wild)]))
    assert found["Actor Name"] == "'Ana Ruiz the Elder"
    assert found["Actor Name Raw"] == "'"
    assert found["Source"] == "A B"


def test_names_are_written_in_utf_8() -> None:
    named = RUIZ.model_copy(update={"name": "Añá Ruíz 金"})
    assert "Añá Ruíz 金" in file_of([told(actors=[party(named)])]).decode("utf-8")


@pytest.mark.parametrize("role", ["subject", "origin"])
def test_a_place_where_nothing_was_done_is_none(role: str) -> None:
    found = row(told(place=place(role=role)))
    assert {found[name] for name in COLUMNS[23:33]} == {"None"}


def test_an_event_of_polecat_keeps_its_id_and_source() -> None:
    found = row(foreign("polecat", "20240507-12-CONSULT-visit", "CONSULT visit", "Andean Post"))
    assert (found["Event ID"], found["Source"]) == ("20240507-12-CONSULT-visit", "Andean Post")
    assert (found["Actor Name"], found["Actor Country"], found["Actor Sectors"]) == ("Ana Ruiz", "PER", "None")
    assert {found[name] for name in COLUMNS[35:]} == {"None"}


def test_an_event_without_anybody_anywhere_is_written() -> None:
    found = row(told([], actors=[], recipients=[], place=None, contexts=[], mode=None, score=None))
    assert found["Event Type"] == "CONSULT"
    assert {found[name] for name in (*COLUMNS[3:5], *COLUMNS[6:33])} == {"None"}
