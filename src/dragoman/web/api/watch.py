"""Watching in the API: rules, alerts, and what a rule would have said."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from dragoman.formats.alerts import shown
from dragoman.watch.alerts import Alert
from dragoman.watch.rules import Rule
from dragoman.web.api.asked import AlertsAsked, RehearsalAsked
from dragoman.web.api.problem import ASKED, answers
from dragoman.web.opened import Opened

router = APIRouter(prefix="/api", tags=["Watch"], responses=answers(*ASKED))


class KeptRule(Rule):
    """A rule as the store keeps it; channels are written without what may be a secret in them."""

    since: str | None


@router.get("/alerts")
def list_alerts(desk: Opened, asked: Annotated[AlertsAsked, Query()]) -> list[Alert]:
    """List the alerts that were given, those that were last given or revised first."""
    return desk.alerts(asked.rule, asked.limit)


@router.get("/watch/rules")
def list_rules(desk: Opened) -> list[KeptRule]:
    """List the rules of the store."""
    return [
        KeptRule.model_construct(**{**rule.model_dump(), "since": since, "deliver": tuple(shown(rule))})
        for rule, since in desk.watch_rules()
    ]


@router.get("/watch/test")
def rehearse_rule(desk: Opened, asked: Annotated[RehearsalAsked, Query()]) -> list[Alert]:
    """Say what a rule would have said over the past; nothing is kept and nothing is sent."""
    return desk.watch_test(asked.rule, since=asked.since, until=asked.until)
