"""Sanctions regimes and embargoes as data: UN provisions paragraph by paragraph, and arms embargoes of others."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import Field

from dragoman.errors import KnowledgeError
from dragoman.knowledge.data import Row, checked, load_data, rows, unique
from dragoman.knowledge.leaders import first_day, last_day

Direction = Literal["to_target", "from_target", "both", "presence_abroad", "target_obligation"]
Confidence = Literal["verified", "partly_verified", "memory"]
RegimeStatus = Literal["in_force", "in_force_contested", "in_force_residual", "ended"]
MeasureStatus = Literal["in_force", "in_force_contested", "in_force_renewal_unverified", "ended"]
EmbargoStatus = Literal["in_force", "in_force_partial", "in_force_check", "suspended_check", "uncertain", "ended"]
EmbargoKind = Literal[
    "autonomous", "un_plus", "implements_un", "political", "policy", "legal", "partial_suspension", "national"
]
DAY = r"^\d{4}-\d\d-\d\d$"
STAMP = r"^\d{4}(-\d\d(-\d\d)?)?$"
# ISO3, ISO3:part, GRP:group or ALL, as meta.target_grammar says.
Target = Annotated[str, Field(pattern=r"^(ALL|GRP:[a-z0-9-]+|[A-Z]{3}(:[A-Za-z_-]+)?)$")]


class Source(Row):
    """Where a fact was checked."""

    title: str
    url: str
    kind: Literal["official", "official_secondary", "text_copy", "secondary", "news"] | None = None


class Regime(Row):
    """A UN sanctions regime."""

    id: str
    name: str
    committee: str
    founding_resolution: int
    founding_date: date
    states: tuple[str, ...]
    status: RegimeStatus
    review: str


class Period(Row):
    """A stretch of time in which a provision was in force; ``to`` is the first day on which it no longer was."""

    from_: date = Field(alias="from")
    to: date | None
    how: str

    def holds(self, on: date) -> bool:
        """Whether a day falls into it."""
        return self.from_ <= on and (self.to is None or on < self.to)


class Measure(Row):
    """One provision: the paragraphs of one resolution that set one measure."""

    id: str
    regime: str
    resolution: int
    paragraphs: tuple[str, ...]
    measure_type: str
    direction: Direction
    target: tuple[Target, ...]
    goods: tuple[str, ...] = ()
    cap: str | None = None
    adopted: date
    in_force_from: str | None = Field(default=None, pattern=DAY)
    ended: date | None = None
    in_force_periods: tuple[Period, ...] = ()
    expires_unless_renewed: str | None = Field(default=None, pattern=rf"{DAY}|^periodic$")
    status: MeasureStatus
    exemptions: str
    summary: str
    note: str | None = None
    builds_on: tuple[str, ...] = ()
    sources: tuple[str, ...]
    confidence: Confidence

    @property
    def start(self) -> date:
        """The first day on which it was in force."""
        return date.fromisoformat(self.in_force_from) if self.in_force_from else self.adopted

    @property
    def periods(self) -> tuple[tuple[date, date | None], ...]:
        """When it was in force: from, and the first day on which it no longer was; None where it still is."""
        if self.in_force_periods:
            return tuple((period.from_, period.to) for period in self.in_force_periods)
        return ((self.start, self.ended),)

    @property
    def document(self) -> str:
        """The symbol under which the United Nations keeps the text, where every paragraph can be read."""
        return f"S/RES/{self.resolution} ({self.adopted.year})"

    @property
    def place(self) -> str:
        """'1718 para 8(b)'."""
        return f"{self.resolution} {'para' if len(self.paragraphs) == 1 else 'paras'} {', '.join(self.paragraphs)}"

    def live(self, on: date) -> bool:
        """Whether the provision was in force on a day."""
        return any(start <= on and (end is None or on < end) for start, end in self.periods)


class Embargo(Row):
    """An arms embargo of a state or a regional body. Its borders are days, or years where the day is not known."""

    id: str
    imposer: str = Field(pattern=r"^([A-Z]{3}|EU|LAS|OSCE)$")
    target: tuple[Target, ...]
    instrument: str
    kind: EmbargoKind
    measure_type: str
    direction: Direction
    goods: tuple[str, ...] = ()
    start: str = Field(pattern=STAMP)
    end: str | None = Field(pattern=STAMP)
    status: EmbargoStatus
    scope: str
    note: str | None = None
    implements_un: str | None = None
    sources: tuple[str, ...]
    confidence: Confidence

    @property
    def document(self) -> str:
        """The instrument that set it."""
        return self.instrument

    def live(self, on: date) -> bool | None:
        """Whether it was in force on a day; None on a day within a year or month in which it started or ended."""
        if on < first_day(self.start) or (self.end is not None and on > last_day(self.end)):
            return False
        started = on >= last_day(self.start)
        ended = self.end is not None and on >= first_day(self.end)
        if not started or (ended and self.end is not None and len(self.end) < len("YYYY-MM-DD")):
            return None
        return not ended


class Member(Row):
    """A state that the embargoes of a body bind, and when; ``to`` is the first day on which they no longer did."""

    state: str = Field(pattern=r"^[A-Z]{3}$")
    from_: date = Field(alias="from")
    to: date | None


class Regimes:
    """All regimes, provisions and embargoes, with the terms that they use."""

    def __init__(self) -> None:
        data = load_data("un_regimes")
        self.measure_types: dict[str, str] = checked(data["measure_types"], dict[str, str], "un_regimes.yaml")
        self.activity_map: dict[str, list[str]] = checked(data["activity_map"], dict[str, list[str]], "un_regimes.yaml")
        self.sources: dict[str, Source] = checked(
            {**data["sources"], **load_data("autonomous_embargoes")["sources"]}, dict[str, Source], "un_regimes.yaml"
        )
        self.regimes = {row.id: row for row in rows("un_regimes", "regimes", Regime)}
        self.measures = {row.id: row for row in rows("un_regimes", "measures", Measure)}
        self.embargoes = {row.id: row for row in rows("autonomous_embargoes", "embargoes", Embargo)}
        self.members: dict[str, list[Member]] = checked(
            load_data("autonomous_embargoes")["members"], dict[str, list[Member]], "autonomous_embargoes.yaml, members"
        )

    def binds(self, imposer: str, state: str, on: date) -> bool:
        """Whether what a state or a body imposes binds a state on a day: itself, or its members."""
        return imposer == state or any(
            row.state == state and row.from_ <= on and (row.to is None or on < row.to)
            for row in self.members.get(imposer, ())
        )

    def provisions(self, target: str, on: date) -> list[Measure]:
        """The UN provisions in force on a day against a state (ISO3), any part of it, or a group ('GRP:houthis')."""
        return [row for row in self.measures.values() if concerns(row.target, target) and row.live(on)]

    def embargoes_on(self, target: str, on: date) -> list[Embargo]:
        """The embargoes of states and regional bodies on a target that were, or may have been, in force on a day."""
        return [row for row in self.embargoes.values() if concerns(row.target, target) and row.live(on) is not False]


def concerns(targets: tuple[str, ...], target: str) -> bool:
    """Whether targets hold a state, a part of it, or a group."""
    return any(named == target or named.split(":")[0] == target for named in targets)


@lru_cache(maxsize=1)
def regimes() -> Regimes:
    """All regimes, from ``un_regimes.yaml`` and ``autonomous_embargoes.yaml``.

    Raises:
        KnowledgeError: a row does not follow its schema or refers to what is not there.
    """
    found = Regimes()
    unique((row["id"] for row in load_data("un_regimes")["measures"]), "un_regimes.yaml")
    unique((row["id"] for row in load_data("autonomous_embargoes")["embargoes"]), "autonomous_embargoes.yaml")
    for measure in found.measures.values():
        known(measure.id, measure.regime, found.regimes, "regime")
        known(measure.id, measure.measure_type, found.measure_types, "measure type")
        for source in measure.sources:
            known(measure.id, source, found.sources, "source")
        for other in measure.builds_on:
            known(measure.id, other, found.measures, "measure")
    for embargo in found.embargoes.values():
        known(embargo.id, embargo.measure_type, found.measure_types, "measure type")
        for source in embargo.sources:
            known(embargo.id, source, found.sources, "source")
        if embargo.implements_un:
            known(embargo.id, embargo.implements_un, found.regimes, "regime")
    return found


def known(row: str, name: str, names: Container[str], what: str) -> None:
    """Check that a row refers to something that is there.

    Raises:
        KnowledgeError: it does not.
    """
    if name not in names:
        raise KnowledgeError(f"A row refers to an unknown {what} '{name}'", where=row, do="add it, or mend the name")
