"""Events made by hand for the tests of tables, and what their columns must say, worked out apart."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from dragoman.store.found import Foreign, FoundArticle, FoundEvent, FoundParty, FoundPlace, FoundSource
from dragoman.store.stream import Report, Told

EVILS = [
    "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "=HYPERLINK(\"http://evil.example\")", "{=1}", "http://evil.example",
    "mailto:a@evil.example", "internal:events!A1", "external:c:\\x.xlsx", "0123", "1e5", "TRUE", "#REF!",
    "<r><t>bold</t></r>", "<r>&<b></r>", "_x0041_", "</t></is></c>",
]  # fmt: skip


def party(name: str) -> FoundParty:
    return FoundParty(id="person:x", name=name, kind="person", state="PER", known=True)


def event(**changes: Any) -> FoundEvent:
    """An event with some fields changed."""
    base: dict[str, Any] = {
        "id": "ev-0000000000001", "type": "CONSULT", "mode": "visit", "contexts": ["diplomatic", "military"],
        "quad": "verbal cooperation", "score": 4.0, "actors": [party("Rosa Paz")], "recipients": [],
        "materiel": [], "when_value": "2024-05", "when_end": None, "when_precision": "month",
        "place": FoundPlace(id="place:1", name="Lima", role="venue", state="PER", lat=-12.05, lon=-77.04, precise=True),
        "factuality": "happened", "contested": False, "mentions": 1, "outlets": ["publisher:reuters"],
        "origins": [FoundSource(id="publisher:reuters", name="Reuters", party=False)], "voices": [],
        "source_classes": [], "first_report": "2024-05-01T09:00Z", "last_report": "2024-05-02", "reliability": "B",
        "credibility": 3, "standing": "machine",
    }  # fmt: skip
    return FoundEvent(**base | changes)


def report(sentence: str, url: str | None = "https://post.example/1") -> Report:
    """A report of an event."""
    article = FoundArticle(id="ar-0000000000001", publisher="Andean Post", title="Envoy in Lima", byline=[],
                           published="2024-05-02", url=url, source_class=None, source_state="PER")  # fmt: skip
    return Report(
        id="em-0000000000001", article=article, language="en", length=200, type="CONSULT", mode=None, contexts=[],
        factuality="happened", denied_by=[], when_value=None, when_end=None, actors=["person:x"], recipients=[],
        start=0, end=9, sentence=sentence, trigger_start=1, trigger_end=3, role="paragraph", saying=None,
        origin="Andean Post", confidence=0.8, standing="machine", coder="dragoman 0",
    )  # fmt: skip


FOREIGN = Told(
    event=event(
        foreign=Foreign(coding="gdelt", id="1234", code="042", source="https://news.example/7"), outlets=[], origins=[],
        mode=None, score=None, place=None, when_value=None, when_precision=None, first_report=None, last_report=None,
    ),
    reports=[],
)  # fmt: skip


def days(one: FoundEvent) -> tuple[date | None, date | None]:
    """The days that a date leaves open, worked out by pandas."""
    if one.when_value is None:
        return None, None
    spans = {4: "Y", 7: "M"}
    first = pd.Period(one.when_value[:10], spans.get(len(one.when_value), "D"))
    end = one.when_end or one.when_value
    last = pd.Period(end[:10], spans.get(len(end), "D"))
    return first.start_time.date(), last.end_time.date()


def expected(one: FoundEvent) -> dict[str, Any]:
    """The values of an event, out of its fields."""
    first, last = days(one)
    reported = [stamp and date.fromisoformat(stamp[:10]) for stamp in (one.first_report, one.last_report)]
    return {
        "id": one.id, "type": one.type, "mode": one.mode, "quad": one.quad, "score": one.score,
        "contexts": one.contexts, "actors": [each.name for each in one.actors],
        "actor_states": list(dict.fromkeys(each.state for each in one.actors if each.state)),
        "recipients": [each.name for each in one.recipients],
        "recipient_states": list(dict.fromkeys(each.state for each in one.recipients if each.state)),
        "when_value": one.when_value, "when_end": one.when_end, "when_precision": one.when_precision,
        "when_first_day": first, "when_last_day": last, "place": one.place.name if one.place else None,
        "lat": one.place.lat if one.place else None, "lon": one.place.lon if one.place else None,
        "materiel": one.materiel, "factuality": one.factuality, "contested": one.contested, "mentions": one.mentions,
        "outlets": one.outlets, "origins": [each.name for each in one.origins], "first_report": one.first_report,
        "first_report_day": reported[0], "last_report": one.last_report, "last_report_day": reported[1],
        "reliability": one.reliability, "credibility": one.credibility, "standing": one.standing,
        "activities": list(dict.fromkeys(each.kind for each in one.activities)),
        "provisions": [each.provision for each in one.concerns],
        "coding": one.foreign.coding if one.foreign else "dragoman",
        "coding_id": one.foreign.id if one.foreign else None,
        "coding_source": one.foreign.source if one.foreign else None,
    }  # fmt: skip
