"""Replays: what a rule, kept or only drafted, would have said in some past days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from dragoman.desk import Desk
from dragoman.formats.alerts import alert_csv, alert_json
from dragoman.formats.alerts_timeline import timeline
from dragoman.formats.rule_words import looked_at, trigger_words
from dragoman.store.query import day
from dragoman.store.refusals import QueryError
from dragoman.ties.periods import day_of, number_of
from dragoman.watch.alerts import Alert
from dragoman.watch.refusals import ReplayError, RuleError
from dragoman.watch.rules import Rule
from dragoman.web.cache import Cache
from dragoman.web.files import csv_file
from dragoman.web.forms import Form
from dragoman.web.opened import Kept, Opened
from dragoman.web.pages.watch_rules import rule_or_draft, shown_form
from dragoman.web.person import Analyst
from dragoman.web.rendering import page
from dragoman.web.ruled import DRAFT, Ruled, ruled_in

router = APIRouter(include_in_schema=False)
# A page waits for no more than this: events that a rule looks at, and days that are gone through.
MOST_EVENTS, MOST_DAYS = 20_000, 3_660
USUAL_DAYS = 366


@dataclass(frozen=True)
class Stretch:
    """The days of a replay."""

    since: str
    until: str

    @property
    def days(self) -> tuple[date, date]:
        """The first day and the last."""
        return day_of(day(self.since, last=False)), day_of(day(self.until, last=True))


@router.post("/watch/replay")
def try_out(request: Request, analyst: Analyst, form: Form) -> Response:
    """Try a rule of a form on the past: to the address that holds it, without the form's secret."""
    typed = ruled_in(form)
    typed.texts["name"] = typed.texts["name"] or DRAFT
    try:
        typed.rule()
    except RuleError as error:
        return shown_form(request, typed, None, error)
    return RedirectResponse(f"/watch/replay?{typed.query()}", status_code=303)


@router.get("/watch/replay")
def draft(request: Request, desk: Opened, cache: Kept, since: str = "", until: str = "") -> Response:
    """What a rule that only the address holds would have said."""
    return replayed(request, desk, cache, None, since, until)


@router.get("/watch/{name}/replay")
def kept(request: Request, desk: Opened, cache: Kept, name: str, since: str = "", until: str = "") -> Response:
    """What a rule that is kept would have said."""
    return replayed(request, desk, cache, name, since, until)


@router.get("/watch/{name}/replay.csv")
def sheet(request: Request, desk: Opened, cache: Kept, name: str, since: str = "", until: str = "") -> Response:
    """The same as CSV."""
    alerts = gone_through(desk, cache, desk.watch_rule(name), stretch_of(desk, since, until))
    return csv_file(alert_csv(alerts), f"replay-{name}")


@router.get("/watch/{name}/replay.json")
def data(request: Request, desk: Opened, cache: Kept, name: str, since: str = "", until: str = "") -> Response:
    """The same as JSON, in the words of the command line."""
    alerts = gone_through(desk, cache, desk.watch_rule(name), stretch_of(desk, since, until))
    return Response(alert_json(alerts), media_type="application/json")


def replayed(request: Request, desk: Desk, cache: Cache, name: str | None, since: str, until: str) -> Response:
    """The page of a replay; what stands in the way of it is said in the page."""
    typed = ruled_in(request.query_params) if name is None else Ruled()
    if name is None:
        typed.texts["name"] = typed.texts["name"] or DRAFT
    rule = rule_or_draft(desk, name, typed)
    wrong: QueryError | ReplayError | None = None
    alerts: list[Alert] = []
    picture = None
    try:
        stretch = stretch_of(desk, since, until)
        alerts = gone_through(desk, cache, rule, stretch)
        picture = timeline(alerts, *stretch.days, rule.on)
    except (QueryError, ReplayError) as error:
        stretch, wrong = Stretch(since, until), error
    asked = urlencode({"since": stretch.since, "until": stretch.until})
    return page(
        request, "watch_replay.html.j2", here="watch", status=400 if wrong else 200, rule=rule, kept=name is not None,
        typed=typed, stretch=stretch, alerts=alerts, picture=picture, wrong=wrong, looked_at=looked_at(rule),
        on=[trigger_words(one) for one in rule.triggers], trigger_words=trigger_words, asked=asked, draft=typed.query(),
    )  # fmt: skip


def stretch_of(desk: Desk, since: str, until: str) -> Stretch:
    """The days of a replay: those asked for, else the last year of what the store holds.

    Raises:
        QueryError: one is no date, or there are too many.
    """
    last = until.strip() or (desk.summary().last or "today")[:10]
    first = since.strip() or day_of(day(last, last=True) - USUAL_DAYS).isoformat()
    stretch = Stretch(first, last)
    begin, end = (number_of(one) for one in stretch.days)
    if begin > end:
        raise QueryError(f"no days between '{first}' and '{last}'", do="let the first day be before the last")
    if end - begin > MOST_DAYS:
        raise QueryError("too many days for a page", do="ask for at most ten years, or use: dragoman watch test")
    return stretch


def gone_through(desk: Desk, cache: Cache, rule: Rule, stretch: Stretch) -> list[Alert]:
    """What a rule would have said; kept as long as the store stays as it is.

    Raises:
        ReplayError: the rule looks at too many events.
    """
    name = ("replay", rule.model_dump_json(), stretch.since, stretch.until)
    return cache.get(
        name, lambda: desk.watch_test(rule, since=stretch.since, until=stretch.until, most=MOST_EVENTS)
    )  # fmt: skip
