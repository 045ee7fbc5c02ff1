"""The rules of watching: made, changed, paused and taken out by forms; run at a click."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dragoman.desk import Desk
from dragoman.formats.alerts import shown
from dragoman.formats.rule_words import PLAIN, trigger_words
from dragoman.knowledge.plover import plover
from dragoman.watch.refusals import RuleError
from dragoman.watch.rules import Rule
from dragoman.web.forms import Form
from dragoman.web.opened import Opened
from dragoman.web.person import Analyst
from dragoman.web.rendering import page
from dragoman.web.ruled import FACTUALITIES, FIRSTS, PLAIN_KINDS, Ruled, fresh, ruled_in, ruled_of

router = APIRouter(include_in_schema=False)


@router.get("/watch/new")
def new(request: Request, analyst: Analyst) -> HTMLResponse:
    """The form of a new rule; what the address holds of it is filled in."""
    return shown_form(request, fresh(ruled_in(request.query_params)), None)


@router.post("/watch/new")
def make(request: Request, desk: Opened, analyst: Analyst, form: Form) -> Response:
    """Keep a new rule, or show what is wrong with it beside what was typed."""
    typed = ruled_in(form)
    try:
        rule = typed.rule()
        if rule.name in {one.name for one, _ in desk.watch_rules()}:
            raise RuleError(f"name: there is a rule named '{rule.name}'", do="give it another name, or change that one")
        desk.watch_add(rule)
    except RuleError as error:
        return shown_form(request, typed, None, error)
    return back(kept=rule.name)


@router.post("/watch/run")
def run(desk: Opened, analyst: Analyst, form: Form) -> Response:
    """Go through the store with all rules.

    Nothing is sent from here: channels belong to the command line, whose next run sends what is queued. A browser's
    request would wait for hosts that do not answer, and feeds are files beside the one who runs them.
    """
    outcome, _ = desk.watch_run(send=False)
    return back(ran=str(outcome.count))


@router.get("/watch/{name}/edit")
def edit(request: Request, desk: Opened, analyst: Analyst, name: str) -> HTMLResponse:
    """The form of a rule that is kept."""
    rule = desk.watch_rule(name)
    return shown_form(request, ruled_of(rule), rule)


@router.post("/watch/{name}/edit")
def change(request: Request, desk: Opened, analyst: Analyst, name: str, form: Form) -> Response:
    """Keep a rule as it was changed; its name and its channels stay."""
    before = desk.watch_rule(name)
    typed = ruled_in(form)
    typed.texts["name"] = before.name
    try:
        desk.watch_add(typed.rule(before.deliver))
    except RuleError as error:
        return shown_form(request, typed, before, error)
    return back(kept=before.name)


@router.post("/watch/{name}/pause")
def pause(desk: Opened, analyst: Analyst, name: str, form: Form) -> Response:
    """Pause a rule, or let one that is paused go on."""
    rule = desk.watch_rule(name)
    desk.watch_add(rule.model_copy(update={"paused": not rule.paused}))
    return back(kept=name)


@router.post("/watch/{name}/remove")
def remove(desk: Opened, analyst: Analyst, name: str, form: Form) -> Response:
    """Take a rule out; its alerts stay on file."""
    desk.watch_remove(name)
    return back()


def back(**values: str) -> Response:
    """To the list of rules, with what was done."""
    return RedirectResponse(f"/watch?{urlencode(values)}" if values else "/watch", status_code=303)


def shown_form(request: Request, typed: Ruled, before: Rule | None, wrong: RuleError | None = None) -> HTMLResponse:
    """The form of a rule."""
    known = {*PLAIN_KINDS, *(f"first:{kind}" for kind in FIRSTS)}
    return page(
        request, "watch_rule.html.j2", here="watch", status=400 if wrong else 200, typed=typed, before=before,
        wrong=wrong, at=(wrong.what.partition(":")[0].partition(".")[0] if wrong else ""),
        deliver=shown(before) if before else [], plain=[(kind, PLAIN[kind]) for kind in PLAIN_KINDS],
        firsts=[(kind, trigger_words(f"first:{kind}")) for kind in FIRSTS], factualities=FACTUALITIES,
        more=[(one, trigger_words(one)) for one in typed.choices.get("on", []) if one not in known],
        types=plover().types, contexts=plover().contexts,
    )  # fmt: skip


def rule_or_draft(desk: Desk, name: str | None, typed: Ruled) -> Rule:
    """A rule that is kept, or the one that an address holds.

    Raises:
        UnknownRuleError: there is none of that name.
        RuleError: the address holds none.
    """
    if name is not None:
        return desk.watch_rule(name)
    return typed.rule()
