"""One event with all its evidence, and what analysts say of it: its permanent address is ``/events/ID``."""

from __future__ import annotations

from typing import cast, get_args
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from dragoman.concerns.targets import GROUP
from dragoman.desk import Desk
from dragoman.formats.evidence import SAYS
from dragoman.formats.words import plain, shortened
from dragoman.knowledge.plover import plover
from dragoman.knowledge.regimes import regimes
from dragoman.record import Factuality
from dragoman.store.found import Evidence, FoundEvent
from dragoman.store.refusals import ReviewError, UnknownIdError
from dragoman.store.reviews import FIELDS, Action
from dragoman.web.forms import Form, text_in
from dragoman.web.opened import Opened
from dragoman.web.person import Analyst
from dragoman.web.rendering import page
from dragoman.web.visits import Visiting

router = APIRouter(include_in_schema=False)
# Chosen in a form, it says that a value is not known.
NOT_KNOWN = "-"


@router.get("/events/{name}.json")
def event_json(desk: Opened, name: str) -> Response:
    """The evidence of an event as ``dragoman show --format json`` writes it."""
    return Response(desk.show(name).model_dump_json(indent=2), media_type="application/json")


@router.get("/events/{name}.txt")
def event_footnotes(desk: Opened, name: str) -> PlainTextResponse:
    """The footnotes of an event, one a line, as ``dragoman cite`` writes them."""
    return PlainTextResponse("".join(f"{plain(one.text())}\n" for one in desk.cite(name)))


@router.get("/events/{name}")
def event(request: Request, desk: Opened, name: str, visitor: Visiting) -> Response:
    """An event; an id that it once had, or that of a mention, leads to its present address."""
    present = desk.event_id(name)
    if present != name:
        return RedirectResponse(f"/events/{present}", status_code=307)
    return event_page(request, desk, name, starred=bool(visitor.personal.starred([name])))


def event_page(request: Request, desk: Desk, name: str, *, starred: bool) -> HTMLResponse:
    """The page of an event by its present id."""
    found = desk.show(name)
    links = [
        ("JSON", f"/events/{name}.json", "application/json"),
        ("Footnotes", f"/events/{name}.txt", "text/plain"),
    ]
    return page(
        request, "event.html.j2", here="events", found=found, event=found.event, starred=starred,
        citations=[plain(one.text()) for one in desk.cite(name)], says=SAYS, cut=shortened, files=links,
        titles=titles(found), provision_pages=provision_pages(found.event),
        types=plover().types, factualities=get_args(Factuality), not_known=NOT_KNOWN,
    )  # fmt: skip


def titles(found: Evidence) -> dict[str, str]:
    """What the articles of the evidence are called, by their ids."""
    articles = (one.article for one in found.mentions)
    return {one.id: f"{one.publisher or 'publisher unknown'}: {one.title or 'without a title'}" for one in articles}


def provision_pages(found: FoundEvent) -> dict[str, str]:
    """Where each provision that an event would engage is shown, on the page of the first target that it names."""
    pages = {}
    for name in (concern.provision for concern in found.concerns):
        row = regimes().measures.get(name) or regimes().embargoes.get(name)
        target = row.target[0] if row is not None else ""
        whole = target if target.startswith(GROUP) else target.split(":")[0]
        pages[name] = f"/provisions/{quote(whole)}?every=1#{quote(name)}" if whole else "/provisions"
    return pages


@router.get("/reviews")
def reviews(request: Request, desk: Opened) -> HTMLResponse:
    """All reviews, the latest first."""
    return page(request, "reviews.html.j2", here="events", reviews=desk.reviews()[::-1])


@router.post("/events/{name}/review")
def review(desk: Opened, person: Analyst, form: Form, name: str) -> Response:
    """Confirm, correct or reject the event or one of its mentions."""
    target, action = text_in(form, "target") or name, text_in(form, "action")
    if action not in get_args(Action):
        raise ReviewError(f"no review '{action}'", where=target, do="confirm, correct or reject")
    fields = corrections(form, target) if action == "correct" else None
    desk.review(
        target, cast(Action, action), fields=fields, note=text_in(form, "note"), author=person.name or None
    )  # fmt: skip
    return shown_again(desk, name)


def corrections(form: FormData, target: str) -> dict[str, str | int | None]:
    """What a form corrects: its fields that hold something, of those that the target has."""
    found: dict[str, str | int | None] = {}
    for field in FIELDS["mention" if target.startswith("em-") else "event"]:
        value = text_in(form, field)
        if value is not None:
            found[field] = (
                None if value == NOT_KNOWN else int(value) if value.isdecimal() and len(value) == 1 else value
            )
    return found


@router.post("/events/{name}/join")
def join(desk: Opened, person: Analyst, form: Form, name: str) -> Response:
    """Make the event and others one."""
    others = (text_in(form, "others") or "").replace(",", " ").split()
    desk.join(name, *others, note=text_in(form, "note"), author=person.name or None)
    return shown_again(desk, name)


@router.post("/events/{name}/split")
def split(desk: Opened, person: Analyst, form: Form, name: str) -> Response:
    """Make some mentions of the event an event of their own."""
    mentions = [value for value in form.getlist("mention") if isinstance(value, str)]
    desk.split(name, mentions, note=text_in(form, "note"), author=person.name or None)
    return shown_again(desk, name)


@router.post("/reviews/withdraw")
def withdraw(desk: Opened, person: Analyst, form: Form) -> Response:
    """Take a review back."""
    desk.withdraw(text_in(form, "review") or "")
    return shown_again(desk, text_in(form, "event") or "")


def shown_again(desk: Desk, name: str) -> RedirectResponse:
    """To the event as it is after a review; where none is left of it, to the list of reviews."""
    try:
        present = desk.event_id(name)
    except UnknownIdError:
        return RedirectResponse("/reviews", status_code=303)
    return RedirectResponse(f"/events/{present}#reviews", status_code=303)
