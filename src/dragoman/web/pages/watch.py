"""Watch: rules, the alerts that they gave, and what a rule would have said in the past."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from dragoman.desk import Desk
from dragoman.formats.alerts import alert_csv, alert_json, rule_csv, rule_json, shown
from dragoman.formats.rule_words import looked_at, rates, trigger_words
from dragoman.watch.alerts import Alert
from dragoman.watch.feeds import MOST, atom, json_feed
from dragoman.watch.rules import Rule
from dragoman.web.cache import Cache
from dragoman.web.files import base_of, csv_file
from dragoman.web.opened import Kept, Opened
from dragoman.web.pages import watch_replay, watch_rules
from dragoman.web.rendering import page

router = APIRouter(include_in_schema=False)
router.include_router(watch_rules.router)
router.include_router(watch_replay.router)
MOST_SHOWN = 40
ATOM, JSON = "application/atom+xml; charset=utf-8", "application/json"


@router.get("/watch")
def watch(
    request: Request, desk: Opened, cache: Kept, rule: str | None = None, sheet: int = 1, ran: int | None = None,
    kept: str | None = None,
) -> HTMLResponse:  # fmt: skip
    """The rules, and the alerts of all or of one, the latest first."""
    alerts = alerts_of(desk, cache, rule)
    sheets = max(1, -(-len(alerts) // MOST_SHOWN))
    at = min(max(1, sheet), sheets)
    counts = counts_of(desk, cache)
    rules = desk.watch_rules()
    names = sorted({*counts, *(one.name for one, _ in rules)})
    listed = [told(one, since, counts.get(one.name, 0)) for one, since in rules]
    return page(
        request, "watch.html.j2", here="watch", rules=listed, total=len(alerts), rule=rule, names=names,
        alerts=alerts[(at - 1) * MOST_SHOWN : at * MOST_SHOWN], counts=counts, sheet=at, sheets=sheets, ran=ran,
        kept=kept, query=f"?{urlencode({'rule': rule})}" if rule else "",
        trigger_words=trigger_words,
    )  # fmt: skip


def told(rule: Rule, since: str, alerts: int) -> dict[str, object]:
    """A rule as the list shows it."""
    return {
        "rule": rule, "since": since, "alerts": alerts, "on": [trigger_words(one) for one in rule.triggers],
        "looked_at": looked_at(rule), "rates": rates(rule), "deliver": shown(rule),
    }  # fmt: skip


def alerts_of(desk: Desk, cache: Cache, rule: str | None) -> Sequence[Alert]:
    """The alerts of a rule, or of all."""
    return cache.get(("alerts", rule), lambda: desk.alerts(rule))


def counts_of(desk: Desk, cache: Cache) -> Counter[str]:
    """How many alerts each rule gave, those that are not kept any more among them."""
    return Counter(one.rule for one in alerts_of(desk, cache, None))


@router.get("/watch.json")
def rules_data(desk: Opened) -> Response:
    """The rules as JSON, in the words of the command line."""
    return Response(rule_json(desk.watch_rules()), media_type=JSON)


@router.get("/watch.csv")
def rules_sheet(desk: Opened, cache: Kept) -> Response:
    """The rules as CSV."""
    return csv_file(rule_csv(desk.watch_rules(), counts_of(desk, cache)), "rules")


@router.get("/alerts.atom")
def feed(request: Request, desk: Opened, cache: Kept, rule: str | None = None) -> Response:
    """The latest alerts as an Atom feed."""
    return Response(atom(alerts_of(desk, cache, rule)[:MOST], base_of(request)), media_type=ATOM)


@router.get("/alerts-feed.json")
def data_feed(desk: Opened, cache: Kept, rule: str | None = None) -> Response:
    """The latest alerts as a JSON Feed."""
    return Response(json_feed(alerts_of(desk, cache, rule)[:MOST]), media_type="application/feed+json")


@router.get("/alerts.json")
def alerts_data(desk: Opened, cache: Kept, rule: str | None = None) -> Response:
    """All alerts as JSON, in the words of the command line."""
    return Response(alert_json(alerts_of(desk, cache, rule)), media_type=JSON)


@router.get("/alerts.csv")
def alerts_sheet(desk: Opened, cache: Kept, rule: str | None = None) -> Response:
    """All alerts as CSV."""
    return csv_file(alert_csv(alerts_of(desk, cache, rule)), "alerts")


@router.get("/alerts/{alert_id}.json")
def alert_data(desk: Opened, alert_id: str) -> Response:
    """One alert as JSON."""
    return Response(desk.alert(alert_id).model_dump_json(indent=2), media_type=JSON)


@router.get("/alerts/{alert_id}")
def alert(request: Request, desk: Opened, alert_id: str) -> HTMLResponse:
    """One alert, at its permanent address."""
    found = desk.alert(alert_id)
    kept = {rule.name for rule, _ in desk.watch_rules()}
    return page(
        request, "alert.html.j2", here="watch", alert=found, rule_kept=found.rule in kept, trigger_words=trigger_words
    )
