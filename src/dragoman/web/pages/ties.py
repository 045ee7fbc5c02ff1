"""Ties: how much passes between two states, and when that changed."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

# What finds changes takes a second to import: when the server starts, not with the first page.
import dragoman.ties.changes  # noqa: F401
from dragoman.desk import Desk
from dragoman.formats.ties import movers_csv, partners_csv, ties_csv
from dragoman.formats.ties_chart import MOST_PANELS, chart, panels, ranked_contexts, shades
from dragoman.formats.ties_feed import tie_atom
from dragoman.formats.ties_plot import drawn
from dragoman.knowledge.plover import plover
from dragoman.knowledge.states import states
from dragoman.knowledge.ties import KINDS
from dragoman.store.query import state_of
from dragoman.store.refusals import QueryError
from dragoman.ties.found import Ties
from dragoman.ties.question import pair
from dragoman.watch.alerts import Alert
from dragoman.web.cache import Cache
from dragoman.web.files import base_of, csv_file
from dragoman.web.lasting import lasting
from dragoman.web.opened import Kept, Opened
from dragoman.web.rendering import page
from dragoman.web.tied import Tied, tied

router = APIRouter(include_in_schema=False)
# So many periods are listed in the page at first: three years of weeks.
MOST_ROWS = 156
MOST_MOVERS, MOST_PARTNERS = 12, 40
ATOM = "application/atom+xml; charset=utf-8"


@router.get("/ties")
@lasting()
def chosen_pair(
    request: Request, desk: Opened, cache: Kept, one: str = "", other: str = "", state: str = "", month: str = ""
) -> Response:
    """Choose two states; with them chosen, their page."""
    wrong: QueryError | None = None
    if one.strip() and other.strip():
        try:
            pair(one, other)
            return RedirectResponse(f"/ties/{state_of(one)}/{state_of(other)}", status_code=303)
        except QueryError as error:
            wrong = error
    typed = {"one": one, "other": other, "state": state, "month": month}
    return overview(request, desk, cache, typed, wrong)


def overview(
    request: Request, desk: Desk, cache: Cache, typed: dict[str, str], wrong: QueryError | None
) -> HTMLResponse:
    """The page on which two states are chosen; what was typed stays, with what is wrong about it."""
    moved = partners = None
    month, state = typed["month"].strip() or None, typed["state"].strip()
    empty: QueryError | None = None
    try:
        moved = cache.get(("movers", month), lambda: desk.movers(month=month, limit=MOST_MOVERS))
    except QueryError as error:
        empty = error
    if state and empty is None:
        try:
            code = state_of(state)
            partners = cache.get(("partners", code), lambda: desk.partners(code, limit=MOST_PARTNERS))
        except QueryError as error:
            wrong = wrong or error
    names = sorted((one.name, code) for code, one in states().items())
    refused = wrong is not None or (empty is not None and month is not None)
    return page(
        request, "ties.html.j2", here="ties", status=400 if refused else 200, typed=typed, wrong=wrong, empty=empty,
        moved=moved, partners=partners, names=names,
    )  # fmt: skip


@router.get("/ties.csv")
def movers_sheet(desk: Opened, cache: Kept, state: str = "", month: str = "") -> Response:
    """Partners of a state, or the movers of a month, as CSV."""
    if state:
        return csv_file(partners_csv(desk.partners(state, limit=10_000)), f"partners-{state_of(state)}")
    return csv_file(movers_csv(desk.movers(month=month or None, limit=10_000)), "movers")


@router.get("/ties.json")
def movers_data(desk: Opened, state: str = "", month: str = "") -> Response:
    """The same as JSON, in the words of the command line."""
    found = desk.partners(state, limit=10_000) if state else desk.movers(month=month or None, limit=MOST_MOVERS)
    return Response(found.model_dump_json(indent=2), media_type="application/json")


@router.get("/ties/{one}/{other}.csv")
def tie_sheet(request: Request, desk: Opened, cache: Kept, one: str, other: str) -> Response:
    """The series of a tie as CSV, one row a period."""
    asked = tied(one, other, request.query_params)
    return csv_file(ties_csv(tie_of(desk, cache, asked)), f"ties-{asked.one}-{asked.other}")


@router.get("/ties/{one}/{other}.json")
def tie_data(request: Request, desk: Opened, cache: Kept, one: str, other: str) -> Response:
    """All that is known of a tie as JSON, in the words of the command line."""
    asked = tied(one, other, request.query_params)
    return Response(tie_of(desk, cache, asked).model_dump_json(indent=2), media_type="application/json")


@router.get("/ties/{one}/{other}.svg")
def tie_picture(request: Request, desk: Opened, cache: Kept, one: str, other: str) -> Response:
    """The tie as a picture, for browsers without scripts and for papers."""
    asked = tied(one, other, request.query_params)
    made = cache.get(("tie picture", key_of(asked)), lambda: drawn(tie_of(desk, cache, asked)))
    return Response(made, media_type="image/svg+xml")


@router.get("/ties/{one}/{other}.atom")
def tie_feed(request: Request, desk: Opened, cache: Kept, one: str, other: str) -> Response:
    """The changes and alerts of a tie as a feed."""
    asked = tied(one, other, request.query_params)
    found = tie_of(desk, cache, asked)
    base = base_of(request)
    made = tie_atom(found, alerts_of(desk, cache, asked), asked.title, base, f"{base}{asked.url()}")
    return Response(made, media_type=ATOM)


@router.get("/ties/{one}/{other}")
@lasting()
def tie(request: Request, desk: Opened, cache: Kept, one: str, other: str) -> Response:
    """The tie of two states; names and small letters lead to the address with their codes."""
    asked = tied(one, other, request.query_params)
    if (one, other) != (asked.one, asked.other):
        query = urlsplit(str(request.url)).query
        where = f"/ties/{quote(asked.one)}/{quote(asked.other)}"
        return RedirectResponse(f"{where}?{query}" if query else where, status_code=308)
    found = tie_of(desk, cache, asked)
    week = None
    if asked.week:
        wanted = {name: value for name, value in asked.series.items() if name != "by"}
        week = desk.tie_events(asked.one, asked.other, asked.week, **wanted)
    held = [period for period in found.periods if period.events]
    listed = held if asked.table == "all" else held[-MOST_ROWS:]
    return page(
        request, "ties_pair.html.j2", here="ties", asked=asked, ties=found, week=week, held=listed[::-1],
        left=len(held) - len(listed), alerts=alerts_of(desk, cache, asked), shades=shades(found),
        panels=panels(found) if asked.view == "contexts" else [], figures=figures(desk, cache, asked),
        more_panels=ranked_contexts(found)[MOST_PANELS:],
        contexts=list(plover().contexts), kinds=KINDS, spans=spans(found, asked),
        most=max((max(one.cooperation.events, one.conflict.events) for one in held), default=1),
    )  # fmt: skip


def key_of(asked: Tied) -> tuple[Any, ...]:
    """What a series depends on, whichever state is named first."""
    return (asked.dyad, *asked.series.values())


def tie_of(desk: Desk, cache: Cache, asked: Tied) -> Ties:
    """The series of a tie."""
    return cache.get(("tie", key_of(asked)), lambda: desk.ties(asked.one, asked.other, **asked.series))


def alerts_of(desk: Desk, cache: Cache, asked: Tied) -> list[Alert]:
    """The alerts of a pair of states, those that were last given or revised first."""
    return cache.get(("tie alerts", asked.dyad), lambda: desk.alerts(dyad=asked.dyad))


def figures(desk: Desk, cache: Cache, asked: Tied) -> str:
    """The figures of the chart as JSON that may stand in a page: no character of it begins a tag."""

    def made() -> str:
        figures = chart(tie_of(desk, cache, asked), alerts_of(desk, cache, asked), asked.view)
        whole = json.dumps(figures, separators=(",", ":"))
        return whole.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")

    return cache.get(("tie figures", key_of(asked), asked.view), made)


def spans(found: Ties, asked: Tied) -> list[tuple[str, str, bool]]:
    """Stretches that are a click away: their name, address, and whether it is the one that is shown."""
    last = int(found.until[:4])
    since = {"All": None} | {f"{years} years" if years > 1 else "1 year": f"{last - years}{found.until[4:7]}"
                             for years in (5, 3, 1)}  # fmt: skip
    return [(name, asked.url(since=first), asked.since == first) for name, first in since.items()]
