"""The tie of two states: its series, where it stands, and how it changed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from dragoman.store.ties import TieRows, coverage_of, dyad_counts, named_together_of, side_counts, ties_of
from dragoman.ties.changes import changes
from dragoman.ties.found import SIDES, TieChange, TieLevel, Ties
from dragoman.ties.level import RECENT, level
from dragoman.ties.periods import Periods, day_of
from dragoman.ties.question import Question, pair, question
from dragoman.ties.reasons import Teller
from dragoman.ties.series import Series, rows_by_period

Flags = NDArray[np.bool_]
# A change of level has events in so many different weeks or months.
LASTING = {"week": 3, "month": 2}


def tie_between(
    connection: Connection, one: str, other: str, *, since: str | None = None, until: str | None = None,
    by: str = "week", context: str | None = None, kind: str | None = None,
) -> Ties:  # fmt: skip
    """The tie of two states.

    Args:
        one: a state by code or name.
        other: the other one.
        since: the first day, '2023', '2023-09' or '2023-09-13'; None means that of the earliest article.
        until: the last day; None means that of the latest article.
        by: 'week' or 'month'.
        context: only events with this PLOVER context.
        kind: only acts, words or intentions.

    Raises:
        QueryError: a value cannot be asked for, or nothing in the store is dated.
    """
    dyad, named = pair(one, other)
    asked = question(connection, since=since, until=until, by=by, context=context, kind=kind)
    every = ties_of(connection, dyad)
    wanted = every.where(asked_for(every, asked))
    series, unplaced, outside = series_of(connection, every, wanted, asked)
    found: list[TieChange] = []
    for side in SIDES:
        teller = Teller(connection, series, side)
        told = changes(series.totals[side], series.exposures, series.dispersions[side], LASTING[asked.by])
        found += [teller.tell(change) for change in told]
    unread = unread_by_period(connection, dyad, series.periods)
    return Ties(
        dyad=dyad, states=named, by=asked.by, since=day_of(asked.first).isoformat(),
        until=day_of(asked.last).isoformat(), context=asked.context, kind=asked.kind,
        periods=[row.model_copy(update={"unread": int(count)}) if count else row
                 for row, count in zip(rows_by_period(series), unread, strict=True)],
        events=len(series.rows), undated=int((~series.rows.dated).sum()), unplaced=unplaced, outside=outside,
        thin=int(series.thin.sum()), trust=series.loudness.trust, dispersion=series.dispersions,
        levels=levels(connection, series, dyad, asked), changes=sorted(found, key=lambda one: (one.date, one.side)),
        notes=[*notes(series, unplaced, outside), *not_read(series.periods, unread)],
    )  # fmt: skip


def asked_for(rows: TieRows, asked: Question) -> Flags:
    """Which events have the context and kind that are asked for."""
    kept = np.ones(len(rows), dtype=bool)
    if asked.bits is not None:
        kept &= (rows.contexts & asked.bits) != 0
    if asked.number is not None:
        kept &= rows.kind == asked.number
    return kept


def series_of(connection: Connection, every: TieRows, wanted: TieRows, asked: Question) -> tuple[Series, int, int]:
    """The series of some events, with the number of those too vague for a period and of those outside the days."""
    periods = Periods(asked.by, asked.first, asked.last)
    places, narrow = periods.places(wanted.day), periods.holds(wanted.day, wanted.last_day)
    inside = (wanted.last_day >= asked.first) & (wanted.day <= asked.last)
    placed = (places >= 0) & narrow
    days, events = coverage_of(connection)
    covered = periods.places(days)
    kept = covered >= 0
    coverage = np.bincount(covered[kept], weights=events[kept], minlength=len(periods)).astype(float)
    held = periods.places(every.day)
    own = np.bincount(held[held >= 0], minlength=len(periods)).astype(float)
    series = Series(periods, wanted.where(placed), places[placed], coverage, own)
    unplaced = int((inside & ~narrow).sum())
    return series, unplaced, len(wanted) - int(placed.sum()) - unplaced


def levels(connection: Connection, series: Series, dyad: str, asked: Question) -> list[TieLevel]:
    """Where both sides stand in the last stretch."""
    size = RECENT[asked.by]
    first = max(asked.first, int(series.periods.starts[max(0, len(series.periods) - size)]))
    if asked.bits is None and asked.number is None:
        others = side_counts(connection, first, asked.last)
    else:
        counted = dyad_counts(connection, first, asked.last, contexts=asked.bits, kind=asked.number)
        others = {name: (one.cooperation, one.conflict) for name, one in counted.items()}
    words = " ".join(part for part in (asked.context or "", asked.kind or "") if part)
    said = f"events ({words})" if words else "events"
    return [level(series, side, dyad, others, f"{side} {said}") for side in SIDES]


def unread_by_period(connection: Connection, dyad: str, periods: Periods) -> NDArray[np.int64]:
    """How many articles that nobody could read name both states in one sentence, by period."""
    places = periods.places(named_together_of(connection, dyad, periods.first, periods.last))
    return np.bincount(places[places >= 0], minlength=len(periods))


def not_read(periods: Periods, unread: NDArray[np.int64]) -> list[str]:
    """What is known of articles that could not be read: that they name both states, and most of them when."""
    total = int(unread.sum())
    if not total:
        return []
    most = int(unread.argmax())
    start = day_of(int(periods.starts[most])).isoformat()
    return [
        f"{total} articles that were not read, for want of a translator, name both states in one sentence, most of "
        f"them ({int(unread[most])}) in the {periods.by} from {start}; they are in no figure"
    ]


def notes(series: Series, unplaced: int, outside: int) -> list[str]:
    """What a reader of the figures should know."""
    unit, said = series.periods.by, []
    undated, thin = int((~series.rows.dated).sum()), int(series.thin.sum())
    if undated:
        said.append(
            f"{undated} of {len(series.rows)} events are dated by no report; they stand on the day of the first"
        )
    if unplaced:
        said.append(f"{unplaced} events are dated too vaguely for a {unit} and are not counted")
    if outside:
        said.append(f"{outside} events lie before or after these days")
    if thin:
        said.append(f"{thin} of {len(series.periods)} {unit}s are thin: too little is covered to speak of one pair")
    loud = series.loudness
    if loud.trust < 0.9:
        wide = f", counted over {2 * loud.window + 1} {unit}s together" if loud.window else ""
        said.append(f"coverage tells the loudness of the press only in part (trust {loud.trust:.2f}{wide}): rates lie "
                    "between events a period and a share of what was coded")  # fmt: skip
    return said
