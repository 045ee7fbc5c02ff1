"""Foreign codings: what each says of its columns, ids, dates and cells, so that one importer reads them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from dragoman.knowledge.plover import plover
from dragoman.knowledge.ties import KINDS, tie_rules
from dragoman.store.rows import listed
from dragoman.store.tie_rows import QUADS, context_bits

Name = Literal["gdelt", "polecat"]
TITLES: dict[Name, str] = {"gdelt": "GDELT", "polecat": "POLECAT"}
# Why a row is left out; in the order in which the reasons are looked for.
COLUMNS = "wrong number of columns"
NO_ID = "no id"
NO_DATE = "no date, or none of the calendar"
NO_ACT = "no PLOVER act stands for its code"
UNKNOWN_ACT = "unknown event code"
TWICE = "an id that came before in the file"
ELSEWHERE = "an id that another file of the lake has"
HEADER = "a header among the rows"


@dataclass(frozen=True, slots=True)
class ActRow:
    """What was done, as far as it goes into rows; without a type where it becomes no event."""

    reason: str | None = None
    type: str | None = None
    mode: str | None = None
    quad: str | None = None
    score: float | None = None
    contexts: str = "[]"
    facets: tuple[str, ...] = ()
    kind: int | None = None
    quad_number: int = 0
    bits: int = 0
    together: bool = False


def act_row(
    type_: str, mode: str | None, contexts: Sequence[str], *, quad: str | None = None, score: float | None = None
) -> ActRow:
    """An act as rows have it.

    Args:
        type_: PLOVER type.
        mode: one of its modes.
        contexts: PLOVER contexts.
        quad: its quad class, where the coding gives one; else that of the type.
        score: likewise.
    """
    once = list(dict.fromkeys(contexts))
    own = quad or plover().types[type_].quad
    kind = tie_rules().kind(type_, "happened")
    return ActRow(
        type=type_, mode=mode, quad=own, score=plover().score(type_, mode) if score is None else score,
        contexts=listed(once), facets=tuple(f"context:{one}" for one in once),
        kind=None if kind is None else KINDS.index(kind), quad_number=QUADS.index(own), bits=context_bits(once),
        together=type_ in tie_rules().together,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one file.

    Args:
        layout: what the file is, for people.
        width: columns that a row has.
        places: numbers of the columns by their names, from 1.
        header: whether the first line names them.
    """

    layout: str
    width: int
    places: dict[str, int]
    header: bool = False


@dataclass(frozen=True)
class Coding:
    """How the rows of a coding are read.

    Args:
        name: 'gdelt' or 'polecat'.
        fields: names of the columns that are read, by the names that the SQL has for them.
        id: SQL for the id of a row as text, NULL where it has none.
        key: SQL for its key out of the id, which is ``own`` there.
        date: SQL for the day of the event.
        code: SQL for the code as it stands there.
        reported: SQL for the stamp of the report.
        act: cells of the act; ``acts`` makes its row.
        sides: cells of the actor's and of the recipient's side, in the same order.
        place: cells of the place.
        odd_act: what is odd about the cells of an act.
        notes: SQL conditions by what they note.
        nothing: cells that say that there is nothing.
    """

    name: Name
    fields: dict[str, str]
    id: str
    key: str
    date: str
    code: str
    reported: str
    act: tuple[str, ...]
    sides: tuple[tuple[str, ...], tuple[str, ...]]
    place: tuple[str, ...]
    acts: Callable[[tuple[Any, ...]], ActRow]
    odd_act: Callable[[tuple[Any, ...]], Sequence[str]] = lambda _: ()
    notes: dict[str, str] = field(default_factory=dict)
    nothing: tuple[str, ...] = ("",)
