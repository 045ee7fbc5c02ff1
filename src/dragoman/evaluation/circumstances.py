"""Scores of circumstances: when acts happened and where, given the words that report them.

A date is right where its value in TIMEX3 is (a part of the day may be left out); where the text tells none, a date is
wrong. A venue is right where the place found is the one named, as venue or destination; where the text tells none, a
venue is wrong, but not a place of another role. ``found`` is the share of the acts that are coded as events.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from dragoman.errors import EvaluationError
from dragoman.evaluation.attribution_gold import Range
from dragoman.evaluation.cases import Case, load_cases
from dragoman.evaluation.result import Result
from dragoman.evaluation.times import same
from dragoman.record import VENUES, Article, PlaceRole, Record, When, Where

# A record with the circumstances at each trigger, and what makes it of articles with triggers (Reader.circumstances).
Told = tuple[Record, list[tuple[When, Where | None]]]
ReadAt = Callable[[Iterable[tuple[Article, Sequence[Range]]]], Iterator[Told]]
PART_OF_DAY = re.compile(r"T[A-Z]{2}$")


class Act(BaseModel):
    """One act: the word that tells it, when it happened and where; ``at`` counts equal words from 1."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    trigger: str
    at: int = 1
    when: str | None
    where: str | None
    state: str | None = Field(alias="in")
    role: PlaceRole | None
    origin: str | None = Field(default=None, alias="from")
    also: str | None = None
    verb: str | None = None

    @property
    def venue(self) -> str | None:
        """Where it happened, if the text tells; a place that it is only about does not count."""
        return self.where if self.role in VENUES else None


class Report(Case):
    """An article with its acts."""

    acts: tuple[Act, ...]

    def triggers(self) -> list[Range]:
        """Where the words stand that tell the acts.

        Raises:
            EvaluationError: one is not there so often.
        """
        found = []
        for act in self.acts:
            places = [match.span() for match in re.finditer(rf"\b{re.escape(act.trigger)}\b", self.text)]
            if len(places) < act.at:
                raise EvaluationError(f"no {act.trigger!r} number {act.at}", where=self.id, do="count them again")
            found.append(places[act.at - 1])
        return found


def load_reports(path: Path) -> list[Report]:
    """Read reports; see :func:`dragoman.evaluation.cases.load_cases`."""
    return load_cases(path, Report)


def evaluate(reports: list[Report], read: ReadAt) -> Result:
    """Read every report and compare when and where its acts happened."""
    dates, venues, found, total = [], [], 0, 0
    wrong: list[str] = []
    triggers = [report.triggers() for report in reports]
    articles = ((report.article(), places) for report, places in zip(reports, triggers, strict=True))
    for report, places, (record, told) in zip(reports, triggers, read(articles), strict=True):
        for act, place, (when, where) in zip(report.acts, places, told, strict=True):
            total += 1
            found += any(s.start < place[1] and place[0] < s.end for e in record.events for s in e.trigger)
            date = timex_at(record, when)
            dates.append((act.when is not None, _same_day(date, act.when)))
            if not dates[-1][1]:
                wrong.append(f"  {report.id} {act.trigger}: {act.when}, got {date} ({when.reason})")
            names = names_of(record, where) if where is not None and where.role in VENUES else set()
            is_right = bool(names & {act.venue, act.also}) if act.venue else not names
            venues.append((act.venue is not None, is_right))
            if not is_right:
                wrong.append(f"  {report.id} {act.trigger}: at {act.venue}, got {sorted(names)[:3]}")
    figures = {
        "dates_right": _share([is_right for _, is_right in dates]),
        "dates_told_right": _share([is_right for is_told, is_right in dates if is_told]),
        "venues_right": _share([is_right for _, is_right in venues]),
        "venues_told_right": _share([is_right for is_told, is_right in venues if is_told]),
        "acts_coded": found / max(1, total),
    }
    told_dates, told_venues = (sum(is_told for is_told, _ in rows) for rows in (dates, venues))
    table = [
        *wrong,
        f"dates   right {figures['dates_right']:.4f} of {total}; of those told {figures['dates_told_right']:.4f} "
        f"of {told_dates}",
        f"venues  right {figures['venues_right']:.4f} of {total}; of those told {figures['venues_told_right']:.4f} "
        f"of {told_venues}",
        f"acts coded as events {figures['acts_coded']:.4f}",
    ]
    return Result(figures, table)


def _share(rows: list[bool]) -> float:
    return sum(rows) / max(1, len(rows))


def timex_at(record: Record, when: When) -> str | None:
    """The date of an act in TIMEX3: that of the expression that dates it; None where it has no value."""
    if when.value is None and when.value_end is None:
        return None
    return next((time.timex for time in record.times if time.start == when.start), when.value)


def _same_day(found: str | None, wanted: str | None) -> bool:
    if found is None or wanted is None:
        return found is wanted
    return same(found, wanted) or same(PART_OF_DAY.sub("", found), PART_OF_DAY.sub("", wanted))


def names_of(record: Record, where: Where) -> set[str]:
    """All names that an article gives a place."""
    entity = next((one for one in record.entities if one.id == where.entity), None)
    texts = {mention.text.removeprefix("the ") for mention in record.mentions if mention.entity == where.entity}
    return texts | ({entity.name} if entity is not None else set())
