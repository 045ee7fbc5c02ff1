"""The rows of merged events, and the facets by which they are found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any, get_args

from dragoman.knowledge.plover import plover
from dragoman.knowledge.publishers import SourceClass
from dragoman.merge.acts import day_of, span_of
from dragoman.merge.events import Merged
from dragoman.record import VENUES, When
from dragoman.store.concerns import concern_facets
from dragoman.store.rows import Row, listed

CLASSES: tuple[str, ...] = get_args(SourceClass)
# Sorted where nothing says when: before everything else.
UNKNOWN_DAY = -1_000_000
# What an analyst may correct in an event.
CORRECTABLE = ("type", "mode", "when_value", "when_end", "when_precision", "factuality", "reliability", "credibility")


def class_bits(classes: Iterable[str]) -> int:
    """Classes of source as the bits of one number."""
    return sum(1 << CLASSES.index(name) for name in set(classes) if name in CLASSES)


def classes_of(bits: int) -> list[str]:
    """The classes of source that a number stands for."""
    return [name for at, name in enumerate(CLASSES) if bits >> at & 1]


def event_row(event: Merged) -> Row:
    """The row of a merged event."""
    return {
        "key": event.key,
        "type": event.type,
        "mode": event.mode,
        "quad": event.quad,
        "score": event.score,
        "contexts": listed(list(event.contexts)),
        "actors": listed([party.row() for party in event.actors]),
        "recipients": listed([party.row() for party in event.recipients]),
        "materiel": listed(list(event.materiel)),
        "when_value": event.when.value,
        "when_end": event.when.value_end,
        "when_precision": event.when.precision,
        "day": event.day if event.day is not None else UNKNOWN_DAY,
        "last_day": event.last if event.last is not None else UNKNOWN_DAY,
        "place": listed(event.venue.row()) if event.venue else None,
        # Where it was done or went to: a map shows no place that an act is only about, or came from.
        "venue": event.venue.id if event.venue and event.venue.role in VENUES else None,
        "factuality": event.factuality,
        "contested": event.contested,
        "mentions": len(event.mentions),
        "outlets": len(event.outlets),
        "origins": len(event.sources),
        "first_report": event.first_report,
        "last_report": event.last_report,
        "reliability": event.grade.reliability,
        "credibility": event.grade.credibility,
        "classes": class_bits(event.classes),
        "standing": "machine",
        "activities": listed([doing.row() for doing in event.doings]),
        "concerns": "[]",
        "detail": listed(detail(event)),
    }


def detail(event: Merged) -> dict[str, Any]:
    """What is shown of an event but not asked for: its outlets, its origins, and who says what of it.

    Everything else about them follows from the mentions and is worked out when an event is shown.
    """
    return {
        "outlets": list(event.outlets),
        "origins": [[source.origin.id, source.origin.name, source.party] for source in event.sources],
        "voices": [[voice.name, voice.says, voice.party] for voice in event.voices],
    }


def facet_rows(row: Mapping[str, Any]) -> list[Row]:
    """The facets of an event's row, once each."""
    return [{"facet": facet, "day": row["day"], "event": row["key"]} for facet in sorted(facets(row))]


def facets(row: Mapping[str, Any]) -> set[str]:
    """By what an event is found: pairs of states, who takes part, contexts, materiel, place, activities, provisions."""
    actors, recipients = json.loads(row["actors"]), json.loads(row["recipients"])
    parties = [*actors, *recipients]
    states = sorted({party["state"] for party in parties if party["state"]})
    found = {dyad(*pair) for pair in combinations(states, 2)}
    found |= {f"actor:{party['id']}" for party in parties} | {f"actor:state:{state}" for state in states}
    found |= {f"context:{name}" for name in json.loads(row["contexts"])}
    found |= {f"materiel:{name.removeprefix('materiel:')}" for name in json.loads(row["materiel"])}
    if row["place"]:
        place = json.loads(row["place"])
        found.add(place_facet(place["id"]))
        if place["state"]:
            found.add(f"place:state:{place['state']}")
    return found | concern_facets(row)


def place_facet(entity: str) -> str:
    """The facet of a place by its entity id: 'place:2013348', 'place:state:RUS'."""
    return entity if entity.startswith("place:") else f"place:{entity}"


def dyad(one: str, other: str) -> str:
    """The facet of an unordered pair of states."""
    first, second = sorted((one, other))
    return f"dyad:{first}-{second}"


def corrected(row: Row, reviews: Iterable[Mapping[str, Any]]) -> Row:
    """An event's row with what analysts said of it; the latest word wins."""
    for review in sorted(reviews, key=lambda one: (one["made"], one["key"])):
        if review["action"] == "reject":
            row["standing"] = "rejected"
        elif review["action"] == "confirm":
            row["standing"] = "confirmed"
        elif review["action"] == "correct":
            fields = json.loads(review["fields"])
            row |= {name: value for name, value in fields.items() if name in row}
            if "when_value" in fields:
                row["day"], row["last_day"] = days_of(row)
            row |= sides_of(row)
            row["standing"] = "corrected"
    return row


def sides_of(row: Mapping[str, Any]) -> Row:
    """The quad class and the score of a corrected event: those of its type, and of its mode where the type has it."""
    kind = plover().types[row["type"]]
    return {"quad": kind.quad, "score": plover().score(row["type"], row["mode"] if row["mode"] in kind.modes else None)}


def days_of(row: Mapping[str, Any]) -> tuple[int, int]:
    """The days by which an event with a corrected date is found: those of the date, else that of its first report."""
    span = span_of(When(value=row["when_value"], value_end=row["when_end"], precision=row["when_precision"]))
    if span is not None:
        return span
    reported = day_of(row["first_report"])
    return (reported, reported) if reported is not None else (UNKNOWN_DAY, UNKNOWN_DAY)
