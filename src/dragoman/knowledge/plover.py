"""PLOVER, the ontology of political events: types with scores and quad classes, modes, contexts and actor sectors."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pydantic import ConfigDict, Field

from dragoman.knowledge.data import Row, checked, load_data
from dragoman.record import Quad


class Mode(Row):
    """A way of doing an act; the score is null where the manual prints none."""

    score: float | None = Field(ge=-10, le=10)
    definition: str


class EventType(Row):
    """One of the sixteen kinds of act."""

    name: str
    score: float = Field(ge=-10, le=10)
    quad: Quad
    recipient: bool
    definition: str
    modes: dict[str, Mode] = Field(default_factory=dict)


class Sector(Row):
    """What part of a society an actor belongs to."""

    frequent: bool
    definition: str


class Plover(Row):
    """The whole ontology."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    quads: dict[Quad, int]
    types: dict[str, EventType]
    auxiliary: dict[str, dict[str, str]]
    contexts: dict[str, str]
    nonstate: dict[str, str]
    sectors: dict[str, Sector]

    def score(self, type_: str, mode: str | None = None) -> float | None:
        """The conflict-cooperation score of a type with its mode; None where the manual prints none."""
        event_type = self.types[type_]
        return event_type.modes[mode].score if mode is not None else event_type.score

    def future(self, type_: str) -> str:
        """What an act that still lies ahead is coded as: CONSULT as AGREE, RETREAT as CONCEDE, others unchanged."""
        return self.auxiliary["future"].get(type_, type_)


@lru_cache(maxsize=1)
def plover() -> Plover:
    """The ontology, read from ``data/plover.yaml``."""
    data: dict[str, Any] = dict(load_data("plover"))
    data["types"] = {name: {"name": name, **row} for name, row in data["types"].items()}
    made = checked(data, Plover, "plover.yaml")
    assert isinstance(made, Plover)
    return made
