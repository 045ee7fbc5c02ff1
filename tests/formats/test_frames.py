"""Frames of Arrow, pandas and polars: they say what the desk says."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from tests.formats.rows import FOREIGN, event, expected

from dragoman.desk import Desk
from dragoman.formats.frames import Library, arrow, frame
from dragoman.formats.refusals import MissingFramesError, UnframedError
from dragoman.record import Record
from dragoman.store.found import EventPage

LIBRARIES: list[Library] = ["pandas", "polars"]


@pytest.fixture(scope="module")
def desk(example: Path) -> Iterator[Desk]:
    """The example desk."""
    with Desk(example, create=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def records(desk: Desk) -> list[Record]:
    """What was read of each article."""
    return list(desk.records())


def rows(found: Any) -> list[dict[str, Any]]:
    """The rows of a frame, with None for what is not known and days as dates."""
    if isinstance(found, pl.DataFrame):
        return found.to_dicts()
    plain = found.astype(object)
    return [{name: known(value) for name, value in row.items()} for row in plain.to_dict("records")]


def known(value: Any) -> Any:
    """A value of pandas in Python's own types."""
    if not isinstance(value, list) and pd.isna(value):
        return None
    return value.date() if isinstance(value, datetime) else value


@pytest.mark.parametrize("library", LIBRARIES)
def test_events(desk: Desk, library: Library) -> None:
    events = desk.find(between=("RUS", "PRK"), limit=500)
    made = frame(events, library)
    assert rows(made) == [expected(one) for one in events]
    assert rows(frame(desk.stream(between=("RUS", "PRK")), library)) == rows(made)


def test_types_of_pandas(desk: Desk) -> None:
    made = frame(desk.find())
    assert str(made["quad"].dtype) == str(made["type"].dtype) == "category"
    assert made["when_first_day"].dtype.kind == "M"
    assert made["when_first_day"].dt.year.max() == 2024
    assert isinstance(made["actors"][0], list)
    assert made["score"].dtype == "float64"
    assert made["contested"].dtype == "bool"
    assert made.explode("actors").groupby("actors").size().max() > 3


def test_types_of_polars(desk: Desk) -> None:
    schema = frame(desk.find(), "polars").schema
    assert schema["quad"] == schema["type"] == pl.Categorical
    assert schema["when_first_day"] == schema["last_report_day"] == pl.Date
    assert schema["actors"] == pl.List(pl.String)
    assert (schema["score"], schema["contested"]) == (pl.Float64, pl.Boolean)


def test_arrow_describes_its_columns(desk: Desk) -> None:
    table = frame(desk.find(), "arrow")
    assert isinstance(table, pa.Table)
    assert table.schema.field("score").metadata[b"description"].startswith(b"PLOVER")


@pytest.mark.parametrize("library", LIBRARIES)
def test_reports(desk: Desk, library: Library) -> None:
    told = list(desk.stream(between=("RUS", "PRK")))
    made = rows(frame(told, library, rows="reports"))
    pairs = [(one.event.id, each) for one in told for each in one.reports]
    assert [(row["event"], row["report"]) for row in made] == [(name, each.id) for name, each in pairs]
    assert [row["sentence"] for row in made] == [each.sentence for _, each in pairs]
    assert [row["said_by"] for row in made] == [each.saying.source if each.saying else None for _, each in pairs]
    assert [row["published_day"] for row in made] == [
        date.fromisoformat((each.article.published or "")[:10]) for _, each in pairs
    ]


@pytest.mark.parametrize("by", ["week", "month"])
@pytest.mark.parametrize("library", LIBRARIES)
def test_a_tie(desk: Desk, library: Library, by: str) -> None:
    tie = desk.ties("RUS", "PRK", by=by)
    made = rows(frame(tie, library))
    assert [row["period"] for row in made] == [one.label for one in tie.periods]
    for row, one in zip(made, tie.periods, strict=True):
        assert (row["start"], row["end"]) == (date.fromisoformat(one.start), date.fromisoformat(one.end))
        assert (row["cooperation"], row["conflict"]) == (one.cooperation.events, one.conflict.events)
        assert (row["cooperation_rate"], row["conflict_high"]) == (one.cooperation.rate, one.conflict.high)
        assert row["verbal_cooperation_act"] == sum(
            cell.events for cell in one.counts if cell.quad == "verbal cooperation" and cell.kind == "act"
        )
        assert (row["score"], row["score_mean"], row["share"]) == (one.score, one.score_mean, one.share)
        assert row["contexts"] == [f"{name}:{count}" for name, count in one.contexts.items()]
        assert (row["thin"], row["coverage"]) == (one.thin, one.coverage)
    counted = ("act", "words", "intention")
    assert tie.events == sum(row["cooperation"] + row["conflict"] for row in made)
    assert sum(row[f"verbal_conflict_{kind}"] for row in made for kind in counted) == sum(
        cell.events for one in tie.periods for cell in one.counts if cell.quad == "verbal conflict"
    )


@pytest.mark.parametrize("library", LIBRARIES)
def test_changes_of_a_tie(desk: Desk, library: Library) -> None:
    tie = desk.ties("RUS", "PRK", context="military")
    made = rows(frame(tie, library, rows="changes"))
    assert made
    for row, one in zip(made, tie.changes, strict=True):
        assert (row["turn"], row["date"]) == (one.turn, date.fromisoformat(one.date))
        assert row["began_low"] == date.fromisoformat(one.began.low)
        assert row["ended_day"] == (date.fromisoformat(one.ended.day) if one.ended else None)
        assert (row["ratio"], row["p"], row["chance"]) == (one.test.ratio, one.test.p, one.chance)
        assert row["example_events"] == [each.id for each in one.events]


@pytest.mark.parametrize("library", LIBRARIES)
def test_partners_and_movers(desk: Desk, library: Library) -> None:
    partners, movers = desk.partners("PRK"), desk.movers(month="2023-09")
    made = rows(frame(partners, library))
    assert [(row["of"], row["state"], row["events"]) for row in made] == [
        ("PRK", one.state.code, one.events) for one in partners.partners
    ]
    for row, one in zip(made, partners.partners, strict=True):
        test = one.recent.get("conflict")
        assert row["recent_conflict_events"] == (test.events if test else None)
        assert row["recent_conflict_p"] == (test.p if test else None)
        assert (row["rank"], row["verbal_conflict"]) == (one.rank, one.quads["verbal conflict"])
    moved = rows(frame(movers, library))
    assert moved
    assert [(row["dyad"], row["side"], row["q"], row["ratio"]) for row in moved] == [
        (one.dyad, one.side, one.q, one.test.ratio) for one in movers.movers
    ]
    assert {row["since"] for row in moved} == {date(2023, 9, 1)}


@pytest.mark.parametrize("library", LIBRARIES)
def test_records(records: list[Record], library: Library) -> None:
    articles = rows(frame(records, library))
    assert [(row["article"], row["text"]) for row in articles] == [
        (one.article.id, one.article.text) for one in records
    ]
    mentions = rows(frame(iter(records), library, rows="mentions"))
    coded = [(one, each) for one in records for each in one.events]
    assert [(row["article"], row["id"], row["type"]) for row in mentions] == [
        (one.article.id, each.id, each.type) for one, each in coded
    ]
    names = {(one.article.id, each.id): each.name for one in records for each in one.entities}
    assert [row["actors"] for row in mentions] == [
        [names[one.article.id, actor] for actor in each.actors] for one, each in coded
    ]
    said = [(one, each) for one in records for each in one.attributions]
    made = rows(frame(records, library, rows="attributions"))
    assert len(made) == len(said) > 100
    for row, (one, each) in zip(made, said, strict=True):
        assert row["content"] == " … ".join(one.article.text[span.start : span.end] for span in each.content)
        assert (row["source_entity"], row["kind"], row["stance"]) == (each.source_entity, each.kind, each.stance)
        assert one.article.text[row["start"] : row["end"]].startswith(row["content"].split(" … ")[0])


@pytest.mark.parametrize("library", LIBRARIES)
def test_other_answers(desk: Desk, library: Library) -> None:
    places, network, event_id = desk.places(), desk.network(), desk.find("summit")[0].id
    made = rows(frame(places, library))
    assert [row["name"] for row in made] == [one.name for one in places.places]
    assert [row["last_day"] for row in made] == [
        date.fromisoformat(one.last_day) if one.last_day else None for one in places.places
    ]
    assert rows(frame(network, library)) == [one.model_dump() for one in network.links]
    assert rows(frame(network, library, rows="nodes")) == [one.model_dump() for one in network.nodes]
    evidence = desk.show(event_id)
    assert [row["sentence"] for row in rows(frame(evidence, library))] == [one.sentence for one in evidence.mentions]
    assert [row["name"] for row in rows(frame(evidence, library, rows="origins"))] == [
        one.name for one in evidence.origins
    ]
    cited = rows(frame(desk.cite(event_id), library))
    assert [row["words"] for row in cited] == [one.words for one in desk.cite(event_id)]
    assert all(row["published_day"].isoformat() == row["published"][:10] for row in cited)
    assert len(frame(desk.articles(limit=20), library)) == 20
    week = next(one.label for one in desk.ties("RUS", "PRK").periods if one.events)
    told = desk.tie_events("RUS", "PRK", week)
    assert [row["id"] for row in rows(frame(told, library))] == [one.id for one in told.events]


@pytest.mark.parametrize("library", LIBRARIES)
def test_nothing_found_has_the_same_columns(desk: Desk, records: list[Record], library: Library) -> None:
    assert list(frame([], library).columns) == list(frame(desk.find(), library).columns)
    assert list(frame(iter(()), library, rows="attributions").columns) == list(
        frame(records, library, rows="attributions").columns
    )
    assert len(frame(EventPage(events=[], older=None), library)) == 0
    assert [str(one) for one in frame([], library).dtypes] == [str(one) for one in frame([event()], library).dtypes]


@pytest.mark.parametrize("library", LIBRARIES)
def test_foreign_events_and_unknowns(library: Library) -> None:
    assert rows(frame([FOREIGN, event()], library)) == [expected(FOREIGN.event), expected(event())]
    assert len(frame([FOREIGN], library, rows="reports")) == 0


@pytest.mark.parametrize("found", [42, "text", None, [1, 2], {"a": 1}])
def test_what_no_frame_is_made_of(found: object) -> None:
    with pytest.raises(UnframedError, match="no frame is made of"):
        frame(found)


def test_rows_that_there_are_not(desk: Desk) -> None:
    with pytest.raises(UnframedError, match="ask for periods or changes"):
        frame(desk.ties("RUS", "PRK"), rows="weeks")
    with pytest.raises(UnframedError, match="pandas, polars or arrow"):
        frame([], "spark")  # type: ignore[arg-type]


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_that_is_not_installed(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(
        MissingFramesError, match=rf"\[D051\] {library} is not installed: pip install dragoman\[frames\]"
    ):
        frame([event()], library)
    assert arrow([event()]).num_rows == 1
