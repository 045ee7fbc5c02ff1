"""PLOVER JSON, read back line by line."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from tests.formats.telling import NAMED, SENTENCE, START, UNION, article, foreign, party, place, report, told

from dragoman.desk import Desk
from dragoman.formats.plover import write_plover
from dragoman.knowledge.plover import plover
from dragoman.store.stream import Told

REQUIRED = {"id", "date", "actor", "event"}
AUXILIARY = {"historical", "future", "hypothetical", "negation"}


def lines(events: Iterable[Told]) -> list[dict[str, Any]]:
    out = io.BytesIO()
    count = write_plover(events, out)
    read = [json.loads(row) for row in out.getvalue().decode("utf-8").splitlines()]
    assert len(read) == count
    return read


@pytest.fixture(scope="module")
def desk(example: Path) -> Iterable[Desk]:
    with Desk(example, create=False) as desk:
        yield desk


def test_the_example_desk_is_plover(desk: Desk) -> None:
    events = list(desk.stream(named=True))
    found = lines(events)
    assert [one["id"] for one in found] == [one.event.id for one in events]
    for one in found:
        assert set(one) >= REQUIRED
        assert one["date"] is None or len(one["date"]) == 10
        (type_,) = one["event"]
        assert set(one["mode"]) <= set(plover().types[type_].modes)
        assert one["quad_code"] == plover().quads[plover().types[type_].quad]
        assert set(one["context"]) <= {*plover().contexts, *AUXILIARY}
        for entity in (*one["actor"], *one["recipient"]):
            assert len(entity.get("code", "XXX")) == 3
            assert entity.get("sector", "GOV") in plover().sectors
    assert sum(one["date"] is None for one in found) > 50
    assert {"RUS", "PRK", "UNO"} <= {entity.get("code") for one in found for entity in one["actor"]}


def test_offsets_slice_to_the_text(desk: Desk) -> None:
    texts = {}
    for one in lines(desk.stream(named=True)):
        key = one["cite_info"]["citation"]
        texts.setdefault(key, desk.record(key).article.text)
        assert texts[key][one["text_info"]["start"] : one["text_info"]["end"]] == one["text"]
        assert all(words in texts[key] for words in one["event_text"][:1])


def test_an_event_has_the_fields_of_the_manual() -> None:
    (one,) = lines([told()])
    assert one["date"] == "2024-05-07"
    assert one["actor"] == [
        {
            "code": "PER", "sector": "MIL", "entity_text": "Colonel Ana Ruiz", "identifier_id": "person:ana-ruiz",
            "identifier_text": "Ana Ruiz", "office": "Colonel",
        }
    ]  # fmt: skip
    assert one["event_text"] == ["visited"]
    assert one["text_info"] == {"start": START, "end": START + len(SENTENCE)}
    assert one["event_loc"] == {
        "extracted_place": "Quito", "resolved_place": "Quito", "geonameid": 3652462, "lat": -0.22985, "lon": -78.52495,
        "country": "Ecuador", "country_code": "ECU",
    }  # fmt: skip
    assert one["cite_info"]["url"] == "https://www.andean.example/quito"
    assert (one["quad_code"], one["event_scale"], one["mode"]) == (1, 4.0, ["visit"])
    assert "text says so by the palace" in one["comment"]
    assert not {"enddate", "time"} & set(one)


@pytest.mark.parametrize(
    ("value", "end", "precision", "date", "enddate", "said"),
    [
        (None, None, None, None, None, "no report dates the act"),
        ("2024-05", None, "month", None, None, "dated 2024-05, to the month"),
        ("2024-05-06", "2024-05-12", "week", None, None, "dated 2024-05-06 to 2024-05-12, to the week"),
        ("2024-05-06", "2024-05-08", "day", "2024-05-06", "2024-05-08", "reports: 1"),
    ],
)
def test_a_date_is_a_day_or_null(
    value: str | None, end: str | None, precision: str | None, date: str | None, enddate: str | None, said: str
) -> None:
    (one,) = lines([told(when_value=value, when_end=end, when_precision=precision)])
    assert (one["date"], one.get("enddate")) == (date, enddate)
    assert said in one["comment"]


def test_a_time_of_day_has_its_own_field() -> None:
    (one,) = lines([told(when_value="2024-05-07T14:30", when_precision="minute")])
    assert (one["date"], one["time"]) == ("2024-05-07", "14:30")


@pytest.mark.parametrize(
    ("factuality", "context"), [("negated", "negation"), ("future", "future"), ("historical", "historical")]
)
def test_what_did_not_happen_says_so(factuality: str, context: str) -> None:
    (one,) = lines([told(factuality=factuality)])
    assert one["context"] == ["diplomatic", "military", context]


def test_a_body_without_a_state_has_the_code_of_its_kind_and_a_disputed_one_its_sector() -> None:
    abkhazia = NAMED["state:ECU"].model_copy(update={"id": "state:XAB", "name": "Abkhazia", "state": "XAB"})
    kosovo = NAMED["state:ECU"].model_copy(update={"id": "state:XKX", "name": "Kosovo", "state": "XKX"})
    (one,) = lines([told(actors=[party(UNION), party(abkhazia)], recipients=[party(kosovo)])])
    assert [(each.get("code"), each.get("sector")) for each in one["actor"]] == [("EUR", None), ("GEO", "PRE")]
    assert one["recipient"][0]["code"] == "KOS"


def test_a_place_that_an_act_is_only_about_is_no_location() -> None:
    (one,) = lines([told(place=place(role="subject"))])
    assert "event_loc" not in one
    assert "about or came from: Quito" in one["comment"]


def test_an_event_without_actors_place_or_reports_is_written() -> None:
    (one,) = lines([told([], actors=[], place=None)])
    assert one["actor"] == []
    assert not {"event_loc", "text", "text_info", "cite_info", "coder"} & set(one)


def test_a_foreign_event_says_whose_coding_it_is() -> None:
    (one,) = lines([foreign("gdelt", "1035443882", "042", "https://andean.example/quito")])
    assert one["coder"] == "gdelt"
    assert "coded by gdelt as 042, id 1035443882" in one["comment"]


def test_line_breaks_and_lone_surrogates_stay_inside_a_line() -> None:
    (one,) = lines([told([report(article=article(title="Two\nlines \ud800 \u2028 and\ttabs"))])])
    assert one["cite_info"]["title"] == "Two\nlines ? \u2028 and\ttabs"
