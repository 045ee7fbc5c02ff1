"""GDELT 2.0 Events and Mentions, read back by pandas under the names of its columns."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.formats.telling import NAMED, RUIZ, SENTENCE, START, UNION, article, foreign, party, place, report, told

from dragoman.desk import Desk
from dragoman.formats.gdelt import EVENT_COLUMNS, MENTION_COLUMNS, write_events, write_mentions
from dragoman.merge.keys import key_from
from dragoman.store.stream import Told


def names(text: str) -> list[str]:
    return text.split()


GEO = names("Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID")
ACTOR = names(
    "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
)
EVENTS = [
    *names("GLOBALEVENTID SQLDATE MonthYear Year FractionDate"),
    *(f"Actor{number}{name}" for number in (1, 2) for name in ACTOR),
    *names("IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale"),
    *names("NumMentions NumSources NumArticles AvgTone"),
    *(f"{of}Geo_{name}" for of in ("Actor1", "Actor2", "Action") for name in GEO),
    *names("DATEADDED SOURCEURL"),
]
MENTIONS = names(
    "GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID"
    " Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone"
    " MentionDocTranslationInfo Extras"
)
TYPES = {
    "GLOBALEVENTID": "int64", "SQLDATE": "int64", "MonthYear": "int64", "Year": "int64", "FractionDate": "float64",
    "QuadClass": "int64", "GoldsteinScale": "float64", "NumMentions": "int64", "ActionGeo_Type": "int64",
    "ActionGeo_Lat": "float64", "ActionGeo_Long": "float64", "DATEADDED": "int64", "AvgTone": "float64",
}  # fmt: skip


def events_of(told_: Iterable[Told], **given: Any) -> pd.DataFrame:
    out = io.BytesIO()
    count = write_events(told_, out, **given)
    types = {name: TYPES.get(name, "str") for name in EVENTS}
    found = pd.read_csv(io.BytesIO(out.getvalue()), sep="\t", header=None, names=EVENTS, dtype=types, index_col=False)
    assert len(found) == count
    return found


def row(one: Told, **given: Any) -> dict[str, str]:
    out = io.BytesIO()
    assert write_events([one], out, **given) == 1
    cells = out.getvalue().decode("utf-8").removesuffix("\n").split("\t")
    return dict(zip(EVENTS, cells, strict=True))


def mentions(one: Told) -> list[dict[str, str]]:
    out = io.BytesIO()
    write_mentions([one], out)
    lines = out.getvalue().decode("utf-8").splitlines()
    return [dict(zip(MENTIONS, line.split("\t"), strict=True)) for line in lines]


@pytest.fixture(scope="module")
def desk(example: Path) -> Iterator[Desk]:
    with Desk(example, create=False) as desk:
        yield desk


def test_the_columns_are_gdelts_in_their_order() -> None:
    assert list(EVENT_COLUMNS) == EVENTS
    assert list(MENTION_COLUMNS) == MENTIONS
    assert (len(EVENTS), len(MENTIONS)) == (61, 16)


@pytest.mark.parametrize("by_report", [False, True])
def test_the_example_desk_follows_the_rules_of_values(desk: Desk, by_report: bool) -> None:
    omitted: Counter[str] = Counter()
    found = events_of(desk.stream(named=True), by_report=by_report, omitted=omitted)
    assert len(found) + omitted.total() == len(list(desk.events()))
    assert len(found) > (150 if by_report else 40)
    days = pd.to_datetime(found["SQLDATE"].astype(str), format="%Y%m%d")
    assert (days.dt.strftime("%Y%m").astype(int) == found["MonthYear"]).all()
    assert (days.dt.year == found["Year"]).all()
    assert ((found["FractionDate"] - found["Year"]).between(0, 1)).all()
    assert found["EventCode"].str.fullmatch(r"(0[3-9]|1\d|20)\d{1,2}").all()
    assert (found["EventCode"].str[:3] == found["EventBaseCode"]).all()
    assert (found["EventCode"].str[:2] == found["EventRootCode"]).all()
    assert found["QuadClass"].between(1, 4).all()
    assert found["AvgTone"].isna().all()
    assert found["GLOBALEVENTID"].is_unique
    assert set(found["ActionGeo_CountryCode"].dropna()) >= {"RS", "KN"}
    assert {"RUS", "PRK"} <= set(found["Actor1CountryCode"])
    assert pd.to_datetime(found["DATEADDED"].astype(str), format="%Y%m%d%H%M%S").dt.year.between(2018, 2024).all()


def test_mentions_are_of_events_that_are_written(desk: Desk) -> None:
    out = io.BytesIO()
    count = write_mentions(desk.stream(named=True), out)
    found = pd.read_csv(io.BytesIO(out.getvalue()), sep="\t", header=None, names=MENTIONS, index_col=False)
    events = events_of(desk.stream(named=True))
    assert len(found) == count > len(events)
    assert set(found["GLOBALEVENTID"]) == set(events["GLOBALEVENTID"])
    assert (found["MentionType"] == 1).all()
    assert found["Confidence"].between(1, 100).all()
    assert (found["ActionCharOffset"] < found["MentionDocLen"]).all()
    assert (found["Actor1CharOffset"] >= 0).any()


def test_an_event_is_one_row() -> None:
    assert row(told()) == {
        **dict.fromkeys(EVENTS, ""),
        "GLOBALEVENTID": str(key_from("ev-0000000000007")[1]),  # type: ignore[index]
        "SQLDATE": "20240507", "MonthYear": "202405", "Year": "2024", "FractionDate": "2024.3479",
        "Actor1Code": "PERMIL", "Actor1Name": "ANA RUIZ", "Actor1CountryCode": "PER", "Actor1Type1Code": "MIL",
        "Actor2Code": "ECU", "Actor2Name": "ECUADOR", "Actor2CountryCode": "ECU",
        "EventCode": "042", "EventBaseCode": "042", "EventRootCode": "04", "QuadClass": "1", "GoldsteinScale": "4.0",
        "NumMentions": "1", "NumSources": "1", "NumArticles": "1", "Actor1Geo_Type": "0", "Actor2Geo_Type": "0",
        "ActionGeo_Type": "4", "ActionGeo_FullName": "Quito", "ActionGeo_CountryCode": "EC",
        "ActionGeo_Lat": "-0.22985", "ActionGeo_Long": "-78.52495", "DATEADDED": "20240507233000",
        "SOURCEURL": "https://www.andean.example/quito",
    }  # fmt: skip


# A row of GDELT's own files: 20210323 and 2021.2274.
@pytest.mark.parametrize(("day", "fraction"), [("2021-03-23", "2021.2274"), ("2023-12-31", "2023.9890")])
def test_the_fraction_of_a_year_is_that_of_the_files(day: str, fraction: str) -> None:
    assert row(told(when_value=day))["FractionDate"] == fraction


@pytest.mark.parametrize(
    ("value", "precision", "by_report", "day"),
    [
        (None, None, False, None), (None, None, True, "20240508"), ("2024-05", "month", False, None),
        ("2024-05", "month", True, None), ("2024-05-06", "week", True, None),
        ("2024-05-06T10:00", "minute", False, "20240506"),
    ],
)  # fmt: skip
def test_sqldate_is_a_day_or_the_event_is_left_out(
    value: str | None, precision: str | None, by_report: bool, day: str | None
) -> None:
    omitted: Counter[str] = Counter()
    out = io.BytesIO()
    events = [told(when_value=value, when_precision=precision)]
    assert write_events(events, out, by_report=by_report, omitted=omitted) == (day is not None)
    assert omitted == ({} if day else {"no day": 1})
    assert day is None or out.getvalue().decode().split("\t")[1] == day
    assert write_mentions(events, io.BytesIO(), by_report=by_report) == (day is not None)


@pytest.mark.parametrize("factuality", ["future", "hypothetical", "negated"])
def test_what_did_not_happen_is_left_out_and_counted(factuality: str) -> None:
    omitted: Counter[str] = Counter()
    assert write_events([told(factuality=factuality)], io.BytesIO(), omitted=omitted) == 0
    assert omitted == {factuality: 1}
    assert write_mentions([told(factuality=factuality)], io.BytesIO()) == 0


def test_the_column_takes_the_first_actor_whose_country_is_known() -> None:
    nobody = RUIZ.model_copy(update={"id": "person:x", "name": "envoy", "state": None})
    found = row(told(actors=[party(nobody), party(RUIZ)]))
    assert (found["Actor1Name"], found["Actor1Code"]) == ("ANA RUIZ", "PERMIL")
    assert row(told(actors=[party(nobody)]))["Actor1Name"] == "ENVOY"


def test_bodies_between_states_have_their_group_and_journalists_gdelts_type() -> None:
    journalist = RUIZ.model_copy(update={"sector": "JRN"})
    named = {**NAMED, RUIZ.id: journalist}
    found = row(told([report(named=named)], actors=[party(UNION)], recipients=[party(journalist)]))
    assert [found[f"Actor1{name}"] for name in ("Code", "CountryCode", "KnownGroupCode", "Type1Code")] == [
        "IGOEEC", "", "EEC", "IGO",
    ]  # fmt: skip
    assert (found["Actor2Code"], found["Actor2Type1Code"]) == ("PERMED", "MED")


@pytest.mark.parametrize(
    ("given", "kind", "country", "whole"),
    [
        ({"id": "state:PRK", "state": "PRK", "precise": False}, "1", "KN", True),
        ({"state": "USA"}, "3", "US", False),
        ({"state": "USA", "precise": False}, "2", "US", False),
        ({"state": "RUS", "precise": False}, "5", "RS", False),
        ({"state": "XKX"}, "4", "KV", False),
    ],
)
def test_a_place_has_gdelts_kind_and_fips_code(given: dict[str, Any], kind: str, country: str, whole: bool) -> None:
    found = row(told(place=place(**{"role": "destination"}).model_copy(update=given)))
    assert (found["ActionGeo_Type"], found["ActionGeo_CountryCode"]) == (kind, country)
    assert found["ActionGeo_ADM1Code"] == found["ActionGeo_FeatureID"] == (country if whole else "")


@pytest.mark.parametrize("given", [None, place(state=None), place(role="subject")])
def test_where_no_state_is_known_there_is_no_place(given: Any) -> None:
    found = row(told(place=given))
    assert [found[f"ActionGeo_{name}"] for name in GEO] == ["0", "", "", "", "", "", "", ""]


def test_the_title_is_at_the_top() -> None:
    assert row(told([report(), report(role="title")]))["IsRootEvent"] == "1"
    assert row(told())["IsRootEvent"] == ""


def test_a_mention_points_into_its_article() -> None:
    (found,) = mentions(told())
    assert found == {
        **dict.fromkeys(MENTIONS, ""),
        "GLOBALEVENTID": row(told())["GLOBALEVENTID"], "EventTimeDate": "20240507233000",
        "MentionTimeDate": "20240507233000", "MentionType": "1", "MentionSourceName": "andean.example",
        "MentionIdentifier": "https://www.andean.example/quito", "Actor1CharOffset": str(START),
        "Actor2CharOffset": "-1", "ActionCharOffset": str(START + SENTENCE.index("visited")), "InRawText": "1",
        "Confidence": "76", "MentionDocLen": "900",
    }  # fmt: skip


@pytest.mark.parametrize("url", [None, "http://[broken"])
def test_a_report_without_an_address_is_cited(url: str | None) -> None:
    (found,) = mentions(told([report(article=article(url=url, published="2024-05-08"))]))
    assert found["MentionSourceName"] == "Andean Post"
    assert found["MentionTimeDate"] == "20240508000000"
    assert found["MentionIdentifier"] == (url or "Andean Post, Colonel in Quito, 2024-05-08")
    assert found["MentionType"] == ("1" if url else "2")


def test_an_event_of_gdelt_keeps_its_number_and_code() -> None:
    one = foreign("gdelt", "1035443882", "0421", "https://andean.example/quito")
    found = row(one)
    assert [found[name] for name in ("GLOBALEVENTID", "EventCode", "EventBaseCode", "SOURCEURL")] == [
        "1035443882", "0421", "042", "https://andean.example/quito",
    ]  # fmt: skip
    assert (found["NumMentions"], found["NumSources"], found["NumArticles"]) == ("6", "", "")
    assert mentions(one) == []


def test_an_event_of_polecat_has_a_key_and_the_code_of_its_act() -> None:
    found = row(foreign("polecat", "20240507-12", "CONSULT visit", None))
    assert (found["GLOBALEVENTID"], found["EventCode"], found["SOURCEURL"]) == ("7", "042", "")


@pytest.mark.parametrize("code", ["---", "", "990", "42"])
def test_a_code_that_is_none_of_cameo_is_not_taken_over(code: str) -> None:
    assert row(foreign("gdelt", "1035443882", code, None))["EventCode"] == "042"


def test_tabs_and_breaks_become_spaces() -> None:
    found = row(told(actors=[party(RUIZ.model_copy(update={"name": 'Ana\t"Ruiz"\n\n Vega'}))], place=None))
    assert found["Actor1Name"] == "ANA 'RUIZ' VEGA"


@pytest.mark.parametrize("write", [write_events, write_mentions])
def test_rows_are_written_as_events_come(write: Any) -> None:
    given: list[int] = []

    class Watched(io.BytesIO):
        def write(self, data: Any) -> int:
            written.append(len(given))
            return super().write(data)

    def coming() -> Iterator[Told]:
        for number in range(3):
            given.append(number)
            yield told()

    written: list[int] = []
    first, second = Watched(), io.BytesIO()
    write(coming(), first)
    assert written == [1, 2, 3]
    write([told()] * 3, second)
    assert first.getvalue() == second.getvalue()
    assert re.fullmatch(rb"([^\n]+\n){3}", second.getvalue())
