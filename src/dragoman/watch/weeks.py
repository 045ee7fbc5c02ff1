"""Weeks: the weekly acts of the dyads that a rule watches, and the changes of their rates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection

from dragoman.store.tie_rows import context_bits
from dragoman.store.watched import WEEK, DyadWeeks, first_day_of, week_of, weekly_coverage, weeks_of_dyads
from dragoman.ties.loudness import loudness
from dragoman.watch.alerts import Alert, Cause, iso
from dragoman.watch.rules import RATES, Rule, Trigger
from dragoman.watch.surveillance import HIGHEST, LONGEST, Model, Signal, learn, shared_threshold, watch

EVIDENCE = 12


@dataclass(frozen=True)
class Weeks:
    """Weekly acts and coverage, from some week on.

    Args:
        first: number of the first week.
        dyads: the weeks of each dyad.
        coverage: coded events of each week.
    """

    first: int
    dyads: Mapping[str, DyadWeeks]
    coverage: list[float]

    def counts(self, dyad: str) -> list[float]:
        """Acts of a dyad in each week."""
        acts = self.dyads[dyad].acts
        return [float(len(acts.get(self.first + at, ()))) for at in range(len(self.coverage))]

    def exposures(self, dyad: str) -> list[float]:
        """How loudly the press reported in each week, as multiples of the mean, by what it reported of everybody else.

        A dyad that makes the news itself would else hide its own rise.
        """
        own = self.dyads[dyad].own
        others = np.array([max(0.0, count - own[self.first + at]) for at, count in enumerate(self.coverage)])
        return [float(one) for one in loudness(others, np.ones(len(others))).exposures]

    def events(self, dyad: str, first: int, last: int) -> list[int]:
        """The events of a dyad in some weeks, by their place in the series; the latest first."""
        weeks = self.dyads[dyad].acts if dyad in self.dyads else {}
        return [key for at in range(last, first - 1, -1) for key in weeks.get(self.first + at, ())]


def weeks_until(connection: Connection, rule: Rule, day: int) -> Weeks | None:
    """The whole weeks before a day; None where the store has none."""
    coverage = weekly_coverage(connection)
    last = week_of(day) - 1
    known = [week for week, count in coverage.items() if week <= last and count]
    if not known:
        return None
    first = min(known)
    pairs = [one.removeprefix("dyad:") for one in rule.dyads]
    found = weeks_of_dyads(connection, pairs, rule.states, context_bits(rule.contexts))
    return Weeks(first, found, [float(coverage.get(week, 0)) for week in range(first, last + 1)])


def changes(rule: Rule, weeks: Weeks, since: int) -> list[Cause]:
    """The changes of rates that a rule has to tell of, in the weeks that ended on a day or later.

    Args:
        rule: the rule.
        weeks: its dyads' weeks.
        since: the first day on which a change is news.
    """
    series = {dyad: weeks.counts(dyad) for dyad in sorted(weeks.dyads)}
    told = {dyad: weeks.exposures(dyad) for dyad in series}
    found: list[Cause] = []
    for trigger in rule.triggers:
        if trigger.kind not in RATES:
            continue
        factor = rule.factor if trigger.kind == "rise" else 1 / rule.factor
        height = threshold(rule, weeks, series, told, factor, since)
        for dyad, counts in series.items():
            signals = watch(counts, told[dyad], factor=factor, threshold=height)
            new = (signal for signal in signals if ends(weeks, signal.week) >= since)
            found.extend(cause(rule, trigger, dyad, weeks, signal) for signal in new)
    return sorted(found, key=lambda one: (one.reported, one.name))


def threshold(
    rule: Rule, weeks: Weeks, series: Mapping[str, list[float]], told: Mapping[str, list[float]], factor: float,
    since: int,
) -> float:  # fmt: skip
    """The threshold that all dyads of a rule share, by what is usual before a day."""
    models: list[Model] = []
    calm: list[float] = []
    past = max(0, week_of(since) - weeks.first)
    for dyad, counts in series.items():
        model = learn(np.array(counts[:past]), np.array(told[dyad][:past]))
        if model is not None:
            models.append(model)
            calm = told[dyad][:past][-LONGEST:]
    return shared_threshold(models, factor=factor, budget=rule.budget, exposures=calm) if models else HIGHEST


def ends(weeks: Weeks, at: int) -> int:
    """The Sunday of a week of the series."""
    return first_day_of(weeks.first + at) + WEEK - 1


def cause(rule: Rule, trigger: Trigger, dyad: str, weeks: Weeks, signal: Signal) -> Cause:
    """What an alarm has to say."""
    begin, end = first_day_of(weeks.first + signal.onset), ends(weeks, signal.week)
    span = signal.week - signal.onset + 1
    rise = trigger.kind == "rise"
    about = f" ({', '.join(rule.contexts)})" if rule.contexts else ""
    what = (
        f"{dyad}{about}: {'more' if rise else 'fewer'} acts than usual since {iso(begin)}: {signal.count} in {span} "
        f"week{'' if span == 1 else 's'}, {signal.expected:.1f} were to be expected"
    )
    model = signal.model
    vary = 1 + model.dispersion * model.rate
    why = (
        f"usual are {model.rate:.2f} acts in a week of mean coverage, learned from {model.weeks} weeks before",
        f"so {'many' if rise else 'few'} in those weeks have p = {signal.p:.2g} at that rate and their coverage "
        f"(counts vary {vary:.2f} times as much as by chance alone)",
        f"the evidence for {rule.factor:g} times {'the rate' if rise else 'less'} adds up to {signal.statistic:.1f}, "
        f"the threshold is {signal.threshold:.1f}: some {rule.budget:g} false alarms in a dyad-year",
    )
    return Cause(
        trigger=str(trigger), name=f"{trigger} {dyad} {iso(begin)}", what=what, why=why, day=begin, reported=end,
        dyad=dyad, events=tuple(weeks.events(dyad, signal.onset, signal.week)[:EVIDENCE]),
        baseline=round(signal.expected, 2), count=signal.count, p=signal.p, window=(begin, end),
    )  # fmt: skip


def fallen(alert: Alert, weeks: Weeks | None) -> str | None:
    """Why a change of rate does not stand any more: its events were rejected, joined, or dated anew; else None."""
    if alert.window is None or alert.count is None or alert.baseline is None or alert.dyad is None or weeks is None:
        return None
    first, last = (week_of(day) - weeks.first for day in alert.window)
    now = len(weeks.events(alert.dyad, first, last))
    rose = alert.count > alert.baseline
    if (now <= alert.baseline) if rose else (now >= alert.baseline):
        return f"{now} acts stand in those weeks now, {alert.baseline:.1f} were to be expected"
    return None
