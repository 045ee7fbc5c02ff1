"""Doings: an activity with its parties as targets, and its days, as provisions are asked about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from dragoman.concerns.targets import target_of
from dragoman.knowledge.leaders import first_day, last_day
from dragoman.record import Activity, ConcernStatus, Entity, Event
from dragoman.record import When as WhenOfEvent

WEEK = timedelta(days=6)
# Months that a season or a quarter has; its value is its first month.
MONTHS = {"season": 3, "quarter": 3}
YEARS = {"decade": 10, "century": 100}
REFUSED = frozenset({"REJECT"})
PLANNED = frozenset({"AGREE"})
POSSIBLE = frozenset({"REQUEST", "THREATEN"})


@dataclass(frozen=True, slots=True)
class Doing:
    """An activity with its parties as targets, sides sorted.

    Attributes:
        kind: kind of activity; goods: codes of goods.
        givers: targets that give; receivers: targets that get; empty where nobody is known.
        discussed: spoken of; agreed: agreed; neither is done.
        against: what the report says against it.
        illegal: attributions that call it illegal, by their ids in the store.
    """

    kind: str
    goods: tuple[str, ...] = ()
    givers: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    discussed: bool = False
    agreed: bool = False
    against: tuple[str, ...] = ()
    illegal: tuple[str, ...] = ()

    def row(self) -> dict[str, Any]:
        """Its fields by name, lists for tuples, as a store keeps them."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Doing:
        """The doing that a row holds."""
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
        }
        return cls(**values)

    @property
    def key(self) -> tuple[str, tuple[str, ...], tuple[str, ...], bool, bool]:
        """What makes two reports speak of the same doing: its kind, its sides, and whether it is done."""
        return self.kind, self.givers, self.receivers, self.discussed, self.agreed


def together(doings: Iterable[Doing]) -> tuple[Doing, ...]:
    """The doings of several reports, each once with all its goods, in an order of its own."""
    found: dict[Any, list[Doing]] = {}
    for doing in doings:
        found.setdefault(doing.key, []).append(doing)
    return tuple(
        replace(
            same[0],
            goods=tuple(sorted({code for one in same for code in one.goods})),
            against=tuple(sorted({text for one in same for text in one.against})),
            illegal=tuple(sorted({name for one in same for name in one.illegal})),
        )
        for _, same in sorted(found.items())
    )


@dataclass(frozen=True, slots=True)
class When:
    """The days of an act, first and last, and whether the report dates it or only was published then."""

    first: date
    last: date
    reported: bool = False

    @property
    def text(self) -> str:
        """'2023-10-13', or '2023-10-01 to 2023-10-31'."""
        return self.first.isoformat() if self.first == self.last else f"{self.first} to {self.last}"


def doing_of(activity: Activity, entities: dict[str, Entity]) -> Doing:
    """An activity of a record with its parties as targets."""
    return Doing(
        activity.kind,
        tuple(activity.goods),
        targets(activity.givers, entities),
        targets(activity.receivers, entities),
        activity.discussed,
        activity.agreed,
        tuple(activity.against),
    )


def targets(names: Iterable[str], entities: dict[str, Entity]) -> tuple[str, ...]:
    """The targets of entities by their ids, those that are not known left out."""
    found = (target_of(entities[name]) for name in names if name in entities)
    return tuple(sorted({target for target in found if target is not None}))


def when_of(when: WhenOfEvent, reported: str | None) -> When | None:
    """The days of an event of a record; its publication where nothing dates it; None where neither is known."""
    return span_of_stamps(when.value, when.value_end, when.precision, reported)


def span_of_stamps(value: str | None, end: str | None, precision: str | None, reported: str | None) -> When | None:
    """The days between two ISO stamps of any precision.

    Args:
        value: ISO date of the act; None where nothing dates it.
        end: its end, inclusive.
        precision: of the value.
        reported: the day of the report, used where there is no value, and said so.
    """
    if value is None:
        stamp = reported[:10] if reported and len(reported) >= 10 else None
        return When(date.fromisoformat(stamp), date.fromisoformat(stamp), reported=True) if stamp else None
    first, last = first_day(value[:10]), last_day((end or value)[:10])
    if precision in MONTHS and end is None and len(value) == 7:
        last = last_day(month_after(value, MONTHS[precision] - 1))
    elif precision in YEARS and end is None:
        last = date(min(first.year + YEARS[precision] - 1, 9998), 12, 31)
    elif precision == "week" and end is None:
        last = first + WEEK
    return When(first, max(first, last))


def month_after(stamp: str, months: int) -> str:
    """The month so many months after another, as ISO."""
    index = int(stamp[:4]) * 12 + int(stamp[5:7]) - 1 + months
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def status_of(event: Event, doing: Doing) -> ConcernStatus:
    """How far an activity is reported as done by its event."""
    return status(event.type, event.factuality, doing, denied=bool(event.denied_by))


def status(type_: str, factuality: str, doing: Doing, *, denied: bool = False) -> ConcernStatus:
    """How far an activity is reported as done: by PLOVER's type and factuality and by its own words."""
    if factuality == "negated" or (denied and factuality != "happened") or type_ in REFUSED:
        return "denied"
    if doing.discussed:
        return "discussed"
    if factuality == "future":
        return "planned"
    if type_ in POSSIBLE or factuality == "hypothetical":
        return "possible"
    if type_ in PLANNED or doing.agreed:
        return "planned"
    return "reported"
