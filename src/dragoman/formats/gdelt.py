"""GDELT 2.0: events in the 61 columns of its Events table, and their reports in the 16 of its Mentions table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO
from urllib.parse import urlsplit

from dragoman.formats.cells import cell, line
from dragoman.formats.occurrence import day_of, first_day, occurred, utc, venue
from dragoman.formats.participants import Participant, participants
from dragoman.knowledge.cameo import base, cameo, root
from dragoman.knowledge.country_codes import cameo_actors, cameo_country, fips_country
from dragoman.merge.keys import key_from
from dragoman.store.found import FoundEvent, FoundPlace
from dragoman.store.stream import Report, Told

ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
PLACE = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
EVENT_COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate", *(f"Actor1{name}" for name in ACTOR),
    *(f"Actor2{name}" for name in ACTOR), "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass",
    "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{of}Geo_{name}" for of in ("Actor1", "Actor2", "Action") for name in PLACE), "DATEADDED", "SOURCEURL",
)  # fmt: skip
MENTION_COLUMNS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier",
    "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence",
    "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
WEB, CITATION = 1, 2
NOT_FOUND = -1
NOWHERE, COUNTRY, US_STATE, US_CITY, CITY, STATE = range(6)
CODE = re.compile(r"\d{3,4}")
SENTENCES_AT_THE_TOP = frozenset({"title", "standfirst"})

Values = dict[str, object]


def write_events(
    told: Iterable[Told], out: BinaryIO, *, by_report: bool = False, omitted: Counter[str] | None = None
) -> int:
    """Write events as rows of GDELT's Events table: tabs, no header, empty cells for what is missing, UTF-8.

    SQLDATE must be a day. Acts that no report dates to the day are left out, and so are acts that are planned,
    possible or denied, for which GDELT has no column.

    Args:
        told: the events, with reports and what their articles name.
        out: where to write.
        by_report: date acts that no report dates by the day of their first report, as GDELT itself does.
        omitted: counts what was left out, by the reason: a factuality, or 'no day'.

    Returns:
        The number of rows written.
    """
    count = 0
    for one, day in dated(told, by_report, omitted):
        values = event_values(one, day)
        out.write(line(cell(values.get(name), "") for name in EVENT_COLUMNS))
        count += 1
    return count


def write_mentions(
    told: Iterable[Told], out: BinaryIO, *, by_report: bool = False, omitted: Counter[str] | None = None
) -> int:
    """Write the reports of events as rows of GDELT's Mentions table, of the same events that ``write_events`` writes.

    Args:
        told: the events, with reports and what their articles name.
        out: where to write.
        by_report: as for ``write_events``.
        omitted: counts the events that were left out, by the reason.

    Returns:
        The number of rows written.
    """
    count = 0
    for one, _ in dated(told, by_report, omitted):
        sides = [foremost(participants(side, one.reports)) for side in (one.event.actors, one.event.recipients)]
        for report in one.reports:
            values = mention_values(one.event, report) | offsets(sides, report)
            out.write(line(cell(values.get(name), "") for name in MENTION_COLUMNS))
            count += 1
    return count


def dated(told: Iterable[Told], by_report: bool, omitted: Counter[str] | None) -> Iterator[tuple[Told, str]]:
    """The events that GDELT's tables can hold, each with its day."""
    for one in told:
        event = one.event
        day = first_day(event)
        if day is None and by_report and event.when_value is None:
            day = day_of(event.first_report)
        if occurred(event) and day is not None:
            yield one, day
        elif omitted is not None:
            omitted["no day" if occurred(event) else event.factuality] += 1


def event_values(told: Told, day: str) -> Values:
    """The values of an event by column; columns that are not there are empty."""
    event, reports = told.event, told.reports
    code = event_code(event)
    url = next((report.article.url for report in reports if report.article.url), None)
    return {
        "GLOBALEVENTID": event_number(event),
        **day_values(day),
        **actor_values("Actor1", foremost(participants(event.actors, reports))),
        **actor_values("Actor2", foremost(participants(event.recipients, reports))),
        "IsRootEvent": 1 if any(report.role in SENTENCES_AT_THE_TOP for report in reports) else None,
        "EventCode": code,
        "EventBaseCode": base(code),
        "EventRootCode": root(code),
        "QuadClass": cameo().quad(code),
        "GoldsteinScale": event.score,
        "NumMentions": event.mentions,
        "NumSources": len(event.origins) or None,
        "NumArticles": len({report.article.id for report in reports}) or None,
        "Actor1Geo_Type": NOWHERE,
        "Actor2Geo_Type": NOWHERE,
        **place_values(venue(event)),
        "DATEADDED": moment(event.first_report),
        "SOURCEURL": url or (event.foreign.source if event.foreign else None),
    }


def event_number(event: FoundEvent) -> int:
    """GLOBALEVENTID: GDELT's own where it coded the event, else the event's key, a number of 63 bits."""
    if event.foreign and event.foreign.coding == "gdelt" and event.foreign.id.isdigit():
        return int(event.foreign.id)
    found = key_from(event.id)
    assert found is not None, "an event has a public id"
    return found[1]


def event_code(event: FoundEvent) -> str:
    """The CAMEO code: GDELT's own where it coded the event, else the most general that fits."""
    given = event.foreign.code if event.foreign and event.foreign.coding == "gdelt" else ""
    if CODE.fullmatch(given) and root(given) in cameo().quads:
        return given
    return cameo().code(event.type, event.mode, event.contexts)


def day_values(day: str) -> Values:
    """A day, YYYY-MM-DD, in GDELT's four columns.

    The fraction counts months of 30 days. The codebook has (MONTH * 30 + DAY) / 365, by which December would lie in
    the year that follows; the files have it with the months that are over, as 20210323 and 2021.2274, and so has this.
    """
    year, month, of_month = (int(part) for part in day.split("-"))
    return {
        "SQLDATE": day.replace("-", ""),
        "MonthYear": f"{year:04}{month:02}",
        "Year": f"{year:04}",
        "FractionDate": f"{year + ((month - 1) * 30 + of_month) / 365:.4f}",
    }


def moment(stamp: str | None) -> str | None:
    """A moment as YYYYMMDDHHMMSS in UTC; a date is its first second."""
    found = utc(stamp)
    return f"{found:%Y%m%d%H%M%S}" if found else None


def foremost(side: Sequence[Participant]) -> Participant | None:
    """The one of a side that a column for one actor takes: the first with a country or kind, else the first."""
    return next((one for one in side if one.code), side[0] if side else None)


def actor_values(column: str, one: Participant | None) -> Values:
    """An actor by column: 'Actor1' or 'Actor2'."""
    if one is None:
        return {}
    country = cameo_country(one.state) if one.state else None
    described = [cameo_actors()[key] for key in (*one.sectors, one.code) if key in cameo_actors()]
    types = list(dict.fromkeys(each.type for each in described))[:3]
    group = next((each.group for each in described if each.group), None)
    return {
        f"{column}Code": "".join((country or "", *types, group or "")),
        f"{column}Name": one.name.upper(),
        f"{column}CountryCode": country,
        f"{column}KnownGroupCode": group,
        **{f"{column}Type{number}Code": type_ for number, type_ in enumerate(types, start=1)},
    }


def place_values(place: FoundPlace | None) -> Values:
    """The place of an event by column; GDELT has no kind of place for those outside all states."""
    country = fips_country(place.state) if place and place.state else None
    if place is None or country is None:
        return {"ActionGeo_Type": NOWHERE}
    whole = place.id.startswith("state:")
    return {
        "ActionGeo_Type": place_type(place, whole=whole),
        "ActionGeo_FullName": place.name,
        "ActionGeo_CountryCode": country,
        "ActionGeo_ADM1Code": country if whole else None,
        "ActionGeo_Lat": place.lat,
        "ActionGeo_Long": place.lon,
        "ActionGeo_FeatureID": country if whole else None,
    }


def place_type(place: FoundPlace, *, whole: bool) -> int:
    """GDELT's kind of a place: a country, a town or point, or what lies between them."""
    if whole:
        return COUNTRY
    if place.state == "USA":
        return US_CITY if place.precise else US_STATE
    return CITY if place.precise else STATE


def mention_values(event: FoundEvent, report: Report) -> Values:
    """The values of a report by column; columns that are not there are empty."""
    article = report.article
    cited = ", ".join(part for part in (article.publisher, article.title, article.published) if part)
    return {
        "GLOBALEVENTID": event_number(event),
        "EventTimeDate": moment(event.first_report),
        "MentionTimeDate": moment(article.published),
        "MentionType": WEB if article.url else CITATION,
        "MentionSourceName": host(article.url) or article.publisher,
        "MentionIdentifier": article.url or cited or article.id,
        "InRawText": 1,
        "Confidence": round(report.confidence * 100),
        "MentionDocLen": report.length,
    }


def host(url: str | None) -> str | None:
    """The host of an address, without 'www.'; None where it has none."""
    try:
        found = urlsplit(url or "").hostname
    except ValueError:
        return None
    return found.removeprefix("www.") if found else None


def offsets(sides: Sequence[Participant | None], report: Report) -> Values:
    """Where the two actors and the act of an event are told in a report, in characters of its article."""
    actor, recipient = (offset(one, report) for one in sides)
    return {"Actor1CharOffset": actor, "Actor2CharOffset": recipient, "ActionCharOffset": report.trigger_start}


def offset(one: Participant | None, report: Report) -> int:
    """Where an actor is named in the sentence of a report; -1 where it is not found there."""
    if one is None:
        return NOT_FOUND
    named = report.named.get(one.id)
    for words in (named.words if named else None, one.name):
        at = report.sentence.find(words) if words else NOT_FOUND
        if at != NOT_FOUND:
            return report.start + at
    return NOT_FOUND
