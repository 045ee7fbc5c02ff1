"""Events with their reports made by hand, for formats of other projects; every value can be given."""

from __future__ import annotations

from typing import Any

from dragoman.merge.keys import public_id
from dragoman.store.found import Foreign, FoundArticle, FoundEvent, FoundParty, FoundPlace, FoundSource
from dragoman.store.stream import Named, Report, Saying, Told

SENTENCE = "Colonel Ana Ruiz of Peru visited Quito on Tuesday, the palace said."
START = 120
RUIZ = Named(
    id="person:ana-ruiz", name="Ana Ruiz", kind="person", state="PER", sector="MIL", role="Colonel",
    geonames_id=None, words="Colonel Ana Ruiz",
)  # fmt: skip
ECUADOR = Named(
    id="state:ECU", name="Ecuador", kind="state", state="ECU", sector=None, role=None, geonames_id=3658394,
    words="Ecuadorean",
)  # fmt: skip
UNION = Named(
    id="organisation:eu", name="European Union", kind="organisation", state=None, sector="EUR", role=None,
    geonames_id=None, words="the EU",
)  # fmt: skip
QUITO = Named(
    id="place:3652462", name="Quito", kind="place", state="ECU", sector=None, role=None, geonames_id=3652462,
    words="Quito",
)  # fmt: skip
NAMED = {one.id: one for one in (RUIZ, ECUADOR, UNION, QUITO)}


def party(one: Named) -> FoundParty:
    """An entity that takes part."""
    return FoundParty(id=one.id, name=one.name, kind=one.kind, state=one.state)


def place(one: Named = QUITO, **given: Any) -> FoundPlace:
    """Where it was: Quito, unless told otherwise."""
    values = {"role": "venue", "state": one.state, "lat": -0.22985, "lon": -78.52495, "precise": True, **given}
    return FoundPlace(id=one.id, name=one.name, **values)


def article(**given: Any) -> FoundArticle:
    """The article of a report."""
    values: dict[str, Any] = {
        "id": "ar-0000000000001", "publisher": "Andean Post", "title": "Colonel in Quito", "byline": [],
        "published": "2024-05-08T01:30+02:00", "url": "https://www.andean.example/quito", "source_class": "private",
        "source_state": "PER",
    }  # fmt: skip
    return FoundArticle(**{**values, **given})


def report(**given: Any) -> Report:
    """One report: a colonel's visit."""
    trigger = START + SENTENCE.index("visited")
    values: dict[str, Any] = {
        "id": public_id("em", 1), "article": article(), "language": "en", "length": 900, "type": "CONSULT",
        "mode": "visit", "contexts": ["military"], "factuality": "happened", "denied_by": [],
        "when_value": "2024-05-07", "when_end": None, "actors": [RUIZ.id], "recipients": [ECUADOR.id],
        "start": START, "end": START + len(SENTENCE), "sentence": SENTENCE, "trigger_start": trigger,
        "trigger_end": trigger + len("visited"), "role": "paragraph", "origin": "the palace", "confidence": 0.756,
        "saying": Saying(
            id=public_id("at", 1), kind="indirect", source="the palace", source_entity=None, cue="said",
            stance="assert", start=START, end=START + 49, words=SENTENCE[:49],
        ),
        "standing": "machine", "coder": "dragoman 1", "named": NAMED,
    }  # fmt: skip
    return Report(**{**values, **given})


def event(**given: Any) -> FoundEvent:
    """The event: the visit, on a day, in Quito."""
    values: dict[str, Any] = {
        "id": public_id("ev", 7), "type": "CONSULT", "mode": "visit", "contexts": ["diplomatic", "military"],
        "quad": "verbal cooperation", "score": 4.0, "actors": [party(RUIZ)], "recipients": [party(ECUADOR)],
        "materiel": [], "when_value": "2024-05-07", "when_end": None, "when_precision": "day", "place": place(),
        "factuality": "happened", "contested": False, "mentions": 1, "outlets": ["publisher:andean-post"],
        "origins": [FoundSource(id="o", name="the palace", party=True)], "voices": [], "source_classes": [],
        "first_report": "2024-05-08T01:30+02:00", "last_report": "2024-05-08T01:30+02:00", "reliability": "B",
        "credibility": 3, "standing": "machine",
    }  # fmt: skip
    return FoundEvent(**{**values, **given})


def told(reports: list[Report] | None = None, **given: Any) -> Told:
    """The event with its report, or with those that are given."""
    return Told(event=event(**given), reports=[report()] if reports is None else reports)


def foreign(coding: str, id_: str, code: str, source: str | None) -> Told:
    """The event as another project has coded it."""
    given = Foreign(coding=coding, id=id_, code=code, source=source)
    return told([], foreign=given, outlets=[], origins=[], mentions=6)
