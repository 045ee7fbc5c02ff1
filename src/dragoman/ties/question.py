"""The question for ties: which states, days, contexts and kinds, checked and in the store's own terms."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from dragoman.knowledge.plover import plover
from dragoman.knowledge.states import states
from dragoman.knowledge.ties import KINDS, TieKind
from dragoman.store.query import chosen, day, state_of
from dragoman.store.refusals import QueryError
from dragoman.store.tie_rows import context_bits
from dragoman.store.ties import archive_of, dyad_of
from dragoman.ties.found import State
from dragoman.ties.periods import By

MOST_PERIODS = 5_000


@dataclass(frozen=True)
class Question:
    """What is asked of ties, in days since 1970-01-01.

    Args:
        first: the first day, that of the earliest article where none is given.
        last: the last day, that of the latest article where none is given.
    """

    first: int
    last: int
    by: By = "week"
    context: str | None = None
    kind: TieKind | None = None

    @property
    def bits(self) -> int | None:
        """The context as a bit; None where all count."""
        return context_bits([self.context]) if self.context else None

    @property
    def number(self) -> int | None:
        """The kind by its number in the store."""
        return KINDS.index(self.kind) if self.kind else None


def question(
    connection: Connection, *, since: str | None = None, until: str | None = None, by: str = "week",
    context: str | None = None, kind: str | None = None,
) -> Question:  # fmt: skip
    """The question that words ask.

    Raises:
        QueryError: a value cannot be asked for, or the store holds nothing that is dated.
    """
    archive = archive_of(connection)
    if archive is None:
        raise QueryError("no dated report in the store", do="add reports with dates: dragoman add INPUT")
    first = day(since, last=False) if since else archive[0]
    last = day(until, last=True) if until else archive[1]
    if first > last:
        raise QueryError(f"no days between '{since or 'the first report'}' and '{until or 'the last report'}'",
                         do="let since be before until")  # fmt: skip
    if (last - first) / 7 > MOST_PERIODS:
        raise QueryError("too many weeks", do="give a later --since")
    grid: By = "month" if chosen(by, ("week", "month"), "period") == "month" else "week"
    named = chosen(context.lower(), plover().contexts, "context") if context else None
    chosen_kind = KINDS[KINDS.index(chosen(kind, KINDS, "kind"))] if kind else None
    return Question(first, last, grid, named, chosen_kind)


def pair(one: str, other: str) -> tuple[str, tuple[State, State]]:
    """Two states, by code or name, as a dyad, in alphabetical order of their codes.

    Raises:
        QueryError: one is no state, or both are the same.
    """
    codes = sorted({state_of(one), state_of(other)})
    if len(codes) < 2:
        raise QueryError(f"'{one}' and '{other}' are one state", do="give two, or one alone for all its partners")
    return dyad_of(*codes), (state(codes[0]), state(codes[1]))


def state(code: str) -> State:
    """A state by its code; one that is not known by its code alone."""
    known = states().get(code)
    return State(code=code, name=known.name if known else code)
