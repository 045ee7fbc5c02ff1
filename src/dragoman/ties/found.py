"""What is found of ties: series, changes, levels, partners and movers, as data classes that travel."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from dragoman.knowledge.ties import TieKind
from dragoman.record import Quad
from dragoman.store.found import FoundEvent
from dragoman.ties.periods import By

Side = Literal["cooperation", "conflict"]
SIDES: tuple[Side, ...] = ("cooperation", "conflict")
Turn = Literal["rise", "fall", "surge", "lull"]


class Part(BaseModel):
    """Base of what is found: nothing changes after finding."""

    model_config = ConfigDict(frozen=True)


class State(Part):
    """A state by its code and name."""

    code: str
    name: str


class TieRate(Part):
    """A number of events and the rate that it speaks for."""

    events: int
    exposure: float = Field(description="Periods of average coverage in which they fell.")
    rate: float = Field(description="Events a period of average coverage: the mean of the posterior.")
    low: float = Field(description="Lower end of its 90 % interval.")
    high: float


class TieCount(Part):
    """Events of one quad class and kind in a period."""

    quad: Quad
    kind: TieKind
    events: int
    score: float = Field(description="Sum of the PLOVER scores.")


class TiePeriod(Part):
    """One week or month of a tie."""

    label: str = Field(description="'2023-W37' or '2023-09'.")
    start: str
    end: str
    counts: list[TieCount] = Field(description="By quad class and kind; what did not occur is left out.")
    contexts: dict[str, int] = Field(description="Events by PLOVER context; one event may have several.")
    context_sides: dict[Side, dict[str, int]] = Field(description="The same, cooperation and conflict apart.")
    divided: dict[Side, dict[str, float]] = Field(
        description="Events of each side divided among contexts, so that they add up: of two contexts each gets half an"
        " event; 'none' gets those without a context."
    )
    cooperation: TieRate
    conflict: TieRate
    score: float = Field(description="Sum of the PLOVER scores, -10 to 10 an event.")
    score_mean: float | None = Field(description="Their mean; None without an event that has a score.")
    coverage: int = Field(description="All coded events of the store in the period.")
    share: float | None = Field(description="Events of this tie among them; None where there are none.")
    loudness: float = Field(description="How loudly the press reported, 1 on average, as far as coverage tells.")
    thin: bool = Field(description="So little is covered that nothing can be said of one pair.")
    unread: int = Field(
        default=0, description="Articles that nobody could read, and that name both states in one sentence."
    )

    @property
    def events(self) -> int:
        """Events in the period."""
        return self.cooperation.events + self.conflict.events


class TieDate(Part):
    """A day that is known up to some others."""

    day: str = Field(description="The likeliest: the first day of a period.")
    low: str = Field(description="The earliest of its 90 % interval.")
    high: str


class TieTest(Part):
    """Two rates held against each other."""

    events: int
    expected: float = Field(description="Events at the rate before.")
    ratio: float = Field(description="Rate over the rate before, the median of its posterior.")
    low: float
    high: float
    p: float = Field(description="Exact, two-sided, for these two stretches: without the search for them.")


class TieCause(Part):
    """A context or quad class that grew, or shrank, most."""

    what: str
    events: int
    expected: float


class TieChange(Part):
    """A change of the rate, with the events that made it."""

    side: Side
    turn: Turn
    date: str = Field(description="Of a rise or fall its first day; of a surge or lull the median day of its events.")
    began: TieDate
    ended: TieDate | None = Field(description="Where a surge or lull went back; None where it did not.")
    before: TieRate
    after: TieRate
    test: TieTest
    chance: float = Field(description="How often chance alone finds as strong a split, the search included.")
    acts: TieTest = Field(description="The same stretches by acts alone, without words and intentions.")
    causes: list[TieCause]
    events: list[FoundEvent]
    reasons: list[str]


class TieLevel(Part):
    """Where a tie stands, against its own past and against other pairs."""

    side: Side
    since: str
    until: str
    recent: TieRate
    past: TieRate | None
    percentile: float | None = Field(description="Chance that a stretch of the past as long had a lower rate, 0-1.")
    stretches: int = Field(description="How many stretches of the past there are to compare with.")
    rank: int | None = Field(description="Among all pairs of states with events in the stretch, 1 the highest.")
    pairs: int
    reasons: list[str]


class Ties(Part):
    """The tie of two states: its series, level and changes."""

    dyad: str
    states: tuple[State, State]
    by: By
    since: str
    until: str
    context: str | None
    kind: TieKind | None
    periods: list[TiePeriod]
    events: int = Field(description="Events in the periods.")
    undated: int = Field(
        description="Of these, events that no report dates; they stand on the day of the first report."
    )
    unplaced: int = Field(description="Events of which the date is too vague for a period; they are not counted.")
    outside: int = Field(description="Events before or after the days that were asked for.")
    thin: int = Field(description="Periods that are thin.")
    trust: float = Field(description="How far coverage moves the exposure: 0 not at all, 1 wholly.")
    dispersion: dict[Side, float] = Field(description="Variance over mean of the counts; 1 is pure chance.")
    levels: list[TieLevel]
    changes: list[TieChange]
    notes: list[str]


class TieEvents(Part):
    """The events that are counted in one period of a tie."""

    dyad: str
    states: tuple[State, State]
    label: str
    start: str
    end: str
    context: str | None
    kind: TieKind | None
    total: int
    events: list[FoundEvent] = Field(
        description="By day; where there are too many, those with most independent origins."
    )


class Partner(Part):
    """The tie of a state with one of its partners, in short."""

    state: State
    dyad: str
    events: int
    quads: dict[Quad, int]
    score: float
    score_mean: float
    share: float = Field(description="Of the state's own ties in these days.")
    rank: int | None = Field(description="Among all pairs of states, by events in the last stretch.")
    recent: dict[Side, TieTest] = Field(description="The last stretch against the year before it.")


class Partners(Part):
    """The ties of one state with all others."""

    state: State
    since: str
    until: str
    context: str | None
    kind: TieKind | None
    stretch: str = Field(description="First day of the last stretch.")
    partners: list[Partner]
    total: int = Field(description="How many partners there are, listed or not.")
    notes: list[str]


class Mover(Part):
    """A pair of states that moved."""

    states: tuple[State, State]
    dyad: str
    side: Side
    turn: Literal["rise", "fall"]
    test: TieTest
    q: float = Field(description="Share of false ones among this and all surer movers (Benjamini and Hochberg).")
    events: list[FoundEvent]
    reasons: list[str]


class Movers(Part):
    """The pairs of states that moved most in a stretch of days, against the year before it."""

    since: str
    until: str
    baseline: str = Field(description="First day of the year before.")
    context: str | None
    coverage: int = Field(description="All coded events in the stretch.")
    coverage_expected: float = Field(description="As many as in a stretch as long of the year before.")
    dispersion: float
    tested: int = Field(description="Pairs and sides that were tested.")
    movers: list[Mover]
    notes: list[str]
