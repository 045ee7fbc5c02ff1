"""Alerts: what a rule has to say, why, and on what it rests."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from dragoman.merge.acts import EPOCH
from dragoman.merge.keys import key_of, public_id

State = Literal["open", "revised", "withdrawn"]


@dataclass(frozen=True)
class Cause:
    """Something that sets a rule off.

    Args:
        trigger: as the rule writes it.
        name: what it is, in words that stay the same, whatever else is learned of it.
        what: for people.
        why: the reasons.
        day: which day it is about, counted from 1970-01-01.
        reported: the day by whose end it was known.
        dyad: the pair of states, as ``PRK-RUS``.
        anchor: the event that it is about; the cause is the same as long as that event is. None for a rate.
        events: what it rests on, the most telling first.
        marks: what of it an alert rests on: where it changes, the alert is revised.
        baseline: what was to be expected.
        count: what was seen.
        p: how likely that is by chance.
        window: first and last day that a change of rate is told of.
    """

    trigger: str
    name: str
    what: str
    why: tuple[str, ...]
    day: int
    reported: int
    dyad: str | None = None
    anchor: int | None = None
    events: tuple[int, ...] = ()
    marks: dict[str, Any] = field(default_factory=dict)
    baseline: float | None = None
    count: int | None = None
    p: float | None = None
    window: tuple[int, int] | None = None


class AlertEvent(BaseModel):
    """An event that an alert rests on, with footnotes."""

    model_config = ConfigDict(frozen=True)

    id: str
    label: str
    factuality: str
    grade: str
    origins: int
    citations: list[str] = Field(default_factory=list, description="A footnote for each report, the first few.")


class Revision(BaseModel):
    """What changed after an alert was given."""

    model_config = ConfigDict(frozen=True)

    version: int
    made: str
    what: str


class Alert(BaseModel):
    """What a rule had to say of one cause, once; revised where what it rests on changes."""

    model_config = ConfigDict(frozen=True)

    id: str
    rule: str
    trigger: str
    what: str
    why: list[str]
    baseline: float | None = Field(default=None, description="Events that were to be expected.")
    count: int | None = Field(default=None, description="Events that there were.")
    p: float | None = Field(default=None, description="How likely so many, or so few, are at the usual rate.")
    day: str = Field(description="The day that it is about.")
    dyad: str | None = None
    events: list[AlertEvent] = Field(default_factory=list)
    state: State = "open"
    version: int = 1
    made: str = Field(description="When it was given, in UTC.")
    revised: str | None = None
    revisions: list[Revision] = Field(default_factory=list)
    cause: str = Field(description="What it is about, in words that stay the same.")
    anchor: int | None = Field(default=None, exclude=True)
    marks: dict[str, Any] = Field(default_factory=dict, exclude=True)
    window: tuple[int, int] | None = Field(default=None, exclude=True)

    @property
    def title(self) -> str:
        """One line: what happened to it, and what it says."""
        said = {"open": "", "revised": "Revised: ", "withdrawn": "Withdrawn: "}[self.state]
        return f"{said}{self.what}"


def alert_of(rule: str, cause: Cause, made: str, events: list[AlertEvent]) -> Alert:
    """A new alert."""
    return Alert(
        id=public_id("al", key_of("alert", rule, cause.trigger, cause.name)), rule=rule, trigger=cause.trigger,
        what=cause.what, why=list(cause.why), baseline=cause.baseline, count=cause.count, p=cause.p,
        day=iso(cause.day), dyad=cause.dyad, events=events, made=made, cause=cause.name, anchor=cause.anchor,
        marks=cause.marks, window=cause.window,
    )  # fmt: skip


def revised(alert: Alert, cause: Cause, made: str, what: str, events: list[AlertEvent]) -> Alert:
    """An alert after what it rests on changed."""
    version = alert.version + 1
    return alert.model_copy(
        update={
            "what": cause.what, "why": list(cause.why), "events": events, "marks": cause.marks, "anchor": cause.anchor,
            "state": "revised", "version": version, "revised": made,
            "revisions": [*alert.revisions, Revision(version=version, made=made, what=what)],
        }
    )  # fmt: skip


def withdrawn(alert: Alert, made: str, what: str) -> Alert:
    """An alert that does not stand any more."""
    version = alert.version + 1
    return alert.model_copy(
        update={
            "state": "withdrawn", "version": version, "revised": made,
            "revisions": [*alert.revisions, Revision(version=version, made=made, what=what)],
        }
    )  # fmt: skip


def iso(day: int) -> str:
    """A day that is counted from 1970-01-01 as ISO 8601."""
    return date.fromordinal(day + EPOCH).isoformat()


def differences(before: dict[str, Any], after: dict[str, Any]) -> str:
    """What changed between two states of what an alert rests on, in words; empty where nothing did."""
    return "; ".join(change(name, before.get(name), after[name]) for name in after if before.get(name) != after[name])


def change(name: str, before: Any, after: Any) -> str:
    """One change, in words."""
    if name == "contested":
        return "now some report it and others deny it" if after else "nobody denies it any more"
    if name == "standing":
        return f"an analyst's word: {after}" if after != "machine" else "an analyst's word was withdrawn"
    return f"{name}: {said(before)} → {said(after)}"


def said(value: Any) -> str:
    """A value in words."""
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return "not known" if value is None else str(value)
