"""Provisions: what is in force against a state or a group on a day, paragraph by paragraph, with where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pydantic import BaseModel, ConfigDict

from dragoman.concerns.targets import GROUP, base_of, covered
from dragoman.errors import DragomanError
from dragoman.knowledge.names import names
from dragoman.knowledge.organisations import groups
from dragoman.knowledge.regimes import Embargo, Measure, regimes
from dragoman.knowledge.spelling import slug
from dragoman.knowledge.states import states


class UnknownTargetError(DragomanError):
    """What was asked about is neither a state nor a group."""

    code = "D301"


class Provision(BaseModel):
    """One provision as it is listed.

    ``source`` names where it was checked; ``document`` is the text itself. ``until`` is the first day on which it
    was no longer in force; None where it is.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    regime: str
    measure: str
    direction: str
    target: tuple[str, ...]
    goods: tuple[str, ...]
    since: str
    until: str | None
    paragraph: str
    status: str
    confidence: str
    document: str
    source: tuple[str, ...]
    summary: str
    exemptions: str | None
    cap: str | None = None
    note: str | None = None
    in_force: bool | None


def provisions(target: str | None = None, on: date | None = None, *, everything: bool = False) -> list[Provision]:
    """The provisions against a state or a group in force on a day: of the UN first, then embargoes of others.

    Args:
        target: an ISO code, a name ('North Korea', 'the Houthis') or a group's id ('GRP:houthis'); None means all.
        on: the day; None means today.
        everything: also those that were not in force that day.

    Raises:
        UnknownTargetError: the target is neither a state nor a group.
    """
    wanted = target_named(target) if target is not None else None
    day = on or date.today()
    rows: Iterable[Measure | Embargo] = (*regimes().measures.values(), *regimes().embargoes.values())
    return [
        listed(row, day)
        for row in rows
        if (wanted is None or is_aimed(row.target, wanted, day)) and (everything or row.live(day) is not False)
    ]


def target_named(text: str) -> str:
    """The target that a text names: 'PRK', 'GRP:houthis'.

    Raises:
        UnknownTargetError: it names none.
    """
    given = text.strip()
    if given.upper() in states():
        return given.upper()
    group = given.removeprefix(GROUP).removeprefix("group:").lower()
    if group in groups() or slug(group) in groups():
        return f"{GROUP}{group if group in groups() else slug(group)}"
    for reading in names().readings(given.removeprefix("the ").removeprefix("The ")):
        if reading.entity.kind == "group":
            return f"{GROUP}{reading.entity.id.removeprefix('group:')}"
        if reading.entity.kind == "state" and reading.entity.state:
            return reading.entity.state
    raise UnknownTargetError(
        f"no state or group '{text}'", do="give an ISO code such as PRK, a name, or a group such as houthis"
    )


def is_aimed(aimed: tuple[str, ...], wanted: str, on: date) -> bool:
    """Whether a provision is aimed at a state, at any part or group of it, or at a group and what holds it."""
    if wanted.startswith(GROUP):
        return covered(aimed, wanted, on) is not None
    return any(base_of(target) == wanted for target in aimed)


def listed(row: Measure | Embargo, on: date) -> Provision:
    """A row of data as it is listed."""
    sources = tuple(regimes().sources[name].url for name in row.sources)
    if isinstance(row, Embargo):
        return Provision(
            id=row.id, regime=row.imposer, measure=row.measure_type, direction=row.direction, target=row.target,
            goods=row.goods, since=row.start, until=row.end, paragraph=row.instrument, status=row.status,
            confidence=row.confidence, document=row.document, source=sources, summary=row.scope, exemptions=None,
            note=row.note, in_force=row.live(on),
        )  # fmt: skip
    start, end = next(
        (period for period in row.periods if period[0] <= on and (period[1] is None or on < period[1])),
        row.periods[-1],
    )
    return Provision(
        id=row.id, regime=row.regime, measure=row.measure_type, direction=row.direction, target=row.target,
        goods=row.goods, since=start.isoformat(), until=end.isoformat() if end else None, paragraph=row.place,
        status=row.status, confidence=row.confidence, document=row.document, source=sources, summary=row.summary,
        exemptions=row.exemptions, cap=row.cap, note=row.note, in_force=row.live(on),
    )  # fmt: skip
