"""Events with their reports for the tests of exports: one made by hand on every shape, and how each is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from dragoman.desk import Desk
from dragoman.store.found import Foreign, FoundArticle, FoundEvent, FoundParty, FoundPlace, FoundSaying
from dragoman.store.stream import Named, Report, Saying, Told

PERU = FoundParty(id="state:PER", name="Peru", kind="state", state="PER")
ENVOY = FoundParty(id="person:ana-ruiz", name="Ana Ruiz", kind="person", state="BOL", known=False)
SUCRE = FoundPlace(id="place:1", name="Sucre", role="venue", state="BOL", lat=-19.03, lon=-65.26, precise=True)


def written(write: Callable[[Iterable[Told], BinaryIO], int], told: Iterable[Told]) -> tuple[bytes, int]:
    """What an export writes, and how many things it says it wrote."""
    out = BytesIO()
    number = write(told, out)
    return out.getvalue(), number


def desk_told(store: Path) -> list[Told]:
    """All events of a store."""
    with Desk(store) as desk:
        return list(desk.stream(named=True))


def event(**changes: Any) -> FoundEvent:
    """An event that one article reports."""
    whole: dict[str, Any] = {
        "id": "ev-0000000000001", "type": "CONSULT", "mode": "visit", "contexts": ["diplomatic"],
        "quad": "verbal cooperation", "score": 4.0, "actors": [PERU], "recipients": [ENVOY], "materiel": [],
        "when_value": "2031-05-02", "when_end": None, "when_precision": "day", "place": SUCRE,
        "factuality": "happened", "contested": False, "mentions": 1, "outlets": [], "origins": [], "voices": [],
        "source_classes": [], "first_report": "2031-05-03T09:00+02:00", "last_report": "2031-05-03T09:00+02:00",
        "reliability": "B", "credibility": 2, "standing": "machine",
    }  # fmt: skip
    return FoundEvent(**(whole | changes))


def report(**changes: Any) -> Report:
    """A report of it, in French."""
    article = FoundArticle(
        id=changes.pop("article", "ar-0000000000001"), publisher="Le Courrier", title="Le Pérou à Sucre",
        byline=["Luc Roy"], published=changes.pop("published", "2031-05-03T09:00+02:00"),
        url="https://courrier.example/1", source_class=None, source_state=None,
    )  # fmt: skip
    envoy = Named(
        id=ENVOY.id, name="Ana Ruiz", kind="person", state="BOL", sector="GOV", role="envoy", geonames_id=None,
        words="l'envoyée Ruiz",
    )  # fmt: skip
    said = Saying(
        id="at-0000000000001", kind="indirect", source="l'envoyée Ruiz", source_entity=ENVOY.id, cue="a dit",
        stance="assert", start=0, end=26, words="Le Pérou est venu à Sucre.",
    )  # fmt: skip
    whole: dict[str, Any] = {
        "id": "em-0000000000001", "article": article, "language": "fr", "length": 80, "type": "CONSULT",
        "mode": "visit", "contexts": [], "factuality": "happened", "denied_by": [], "when_value": None,
        "when_end": None, "actors": [PERU.id], "recipients": [ENVOY.id], "start": 0, "end": 50,
        "sentence": "Le Pérou est venu à Sucre, a dit l'envoyée Ruiz.", "trigger_start": 9, "trigger_end": 17,
        "role": "paragraph", "saying": said, "origin": "Ana Ruiz", "confidence": 0.8, "standing": "machine",
        "coder": "dragoman", "named": {ENVOY.id: envoy},
    }  # fmt: skip
    return Report(**(whole | changes))


def foreign(**changes: Any) -> Told:
    """An event that GDELT coded, of which no report is held."""
    coding = Foreign(coding="gdelt", id="1234567", code="042", source="https://paper.example/a")
    known = {"first_report": None, "last_report": None, "foreign": coding, "id": "ev-0000000000002", "mentions": 3}
    return Told(event=event(**(known | changes)), reports=[])


def undated() -> Told:
    """An event without a date, a place or known parties, in an article without a date."""
    one = event(
        id="ev-0000000000003", actors=[], recipients=[], when_value=None, when_precision=None, place=None,
        first_report=None, last_report=None, credibility=6,
    )  # fmt: skip
    return Told(event=one, reports=[report(article="ar-0000000000003", published=None)])


def denied(factuality: str, *, contested: bool) -> Told:
    """An act that a party denies."""
    one = event(
        id="ev-0000000000004", type="ASSAULT", factuality=factuality, contested=contested,
        voices=[FoundSaying(name="Ana Ruiz", says="denied", party=True),
                FoundSaying(name="a witness", says="negated", party=False)],
    )  # fmt: skip
    return Told(event=one, reports=[report(factuality="negated", denied_by=[ENVOY.id])])


def many(told: list[Told], number: int) -> Iterable[Told]:
    """So many events, made of some by giving them and their articles new ids."""
    for at in range(number):
        one = told[at % len(told)]
        reports = [
            each.model_copy(update={"article": each.article.model_copy(update={"id": f"{each.article.id}{at}"})})
            for each in one.reports
        ]
        yield Told(event=one.event.model_copy(update={"id": f"{one.event.id}{at}"}), reports=reports)
