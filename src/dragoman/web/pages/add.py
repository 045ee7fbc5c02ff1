"""Add: text, addresses and files into the store, with a look at them before they are kept."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from dragoman.desk.given import MOST_ADDRESSES, MOST_FILES, given_addresses, given_pasted
from dragoman.desk.jobs import Job, Jobs
from dragoman.formats.sheets import sheet
from dragoman.settings import settings
from dragoman.store.ledger import Failure
from dragoman.web.forms import Form, files_in, text_in
from dragoman.web.opened import Opened
from dragoman.web.person import Analyst
from dragoman.web.rendering import page

router = APIRouter(include_in_schema=False)
# A look at a text or a file is over in less; one at addresses goes on while the page says so.
SHORT_LOOK = 3.0
# A stream of progress ends after so many seconds, and the browser asks again: no desk that is ended waits longer.
LONGEST_STREAM = 20.0
STEP = 0.3
FAILURES = 100
COLUMNS = tuple(Failure.model_fields)


def jobs_of(request: Request) -> Jobs:
    """The jobs of the desk that is served."""
    jobs: Jobs = request.app.state.jobs
    return jobs


Adding = Annotated[Jobs, Depends(jobs_of)]


@router.get("/add")
def add(request: Request, jobs: Adding, person: Analyst) -> HTMLResponse:
    """The form, and what was given of late."""
    limits = settings()
    return page(
        request, "add.html.j2", here="add", jobs=jobs.latest()[:10], most_files=MOST_FILES,
        most_addresses=MOST_ADDRESSES, most_bytes=limits.max_bytes, most_chars=limits.max_chars,
        robots=limits.robots, private=limits.fetch_private,
    )  # fmt: skip


@router.post("/add")
def give(form: Form, jobs: Adding, person: Analyst) -> Response:
    """Take what was given, look at it, and show what is in it."""
    text = form.get("text")
    pasted = given_pasted(
        text if isinstance(text, str) else "", text_in(form, "title"), text_in(form, "publisher"),
        text_in(form, "published"), text_in(form, "url"),
    )  # fmt: skip
    uploads = [(one.filename or "", one.file) for one in files_in(form, "files")]
    job = jobs.begin(pasted, given_addresses(text_in(form, "addresses") or ""), uploads)
    job.settled.wait(SHORT_LOOK)
    return RedirectResponse(f"/add/jobs/{job.id}", status_code=303)


@router.get("/add/jobs/{name}")
def job_page(request: Request, jobs: Adding, person: Analyst, name: str, read: bool = False) -> Response:
    """What was given: what a look at it showed, how far it is, what came of it; with ``read`` on to the one article."""
    job = jobs.find(name)
    articles = jobs.articles(job) if job.keys else []
    if read and job.state == "done" and len(articles) == 1 and not job.failed:
        return RedirectResponse(f"/articles/{articles[0].id}", status_code=303)
    return page(
        request, "add_job.html.j2", here="add", job=job, articles=articles, progress=job.progress(),
        states=STATES,
    )  # fmt: skip


@router.post("/add/jobs/{name}/keep")
def keep(form: Form, jobs: Adding, person: Analyst, name: str) -> Response:
    """Keep what was looked at."""
    return RedirectResponse(f"/add/jobs/{jobs.keep(name).id}", status_code=303)


@router.post("/add/jobs/{name}/drop")
def drop(form: Form, jobs: Adding, person: Analyst, name: str) -> Response:
    """Throw away what was looked at."""
    jobs.drop(name)
    return RedirectResponse("/add", status_code=303)


def job_of(jobs: Adding, person: Analyst, name: str) -> Job:
    """The job of an address: an unknown one is refused before a stream begins."""
    return jobs.find(name)


@router.get("/add/jobs/{name}/events", response_class=EventSourceResponse)
async def events(job: Annotated[Job, Depends(job_of)]) -> AsyncIterator[ServerSentEvent]:
    """How far a job is, told whenever it went on."""
    told: dict[str, Any] = {}
    for _ in range(int(LONGEST_STREAM / STEP)):
        present = job.progress()
        if present != told:
            told = present
            yield ServerSentEvent(data=told, event="progress", retry=1000)
        if job.over:
            return
        await asyncio.sleep(STEP)


@router.get("/add/failures")
def failures(
    request: Request, desk: Opened, person: Analyst, number: Annotated[int, Query(ge=1, le=1_000_000, alias="page")] = 1
) -> HTMLResponse:
    """What could not be read, with the reasons."""
    listed = desk.failures()
    shown = listed[(number - 1) * FAILURES : number * FAILURES]
    return page(
        request, "add_failures.html.j2", here="add", failures=shown, total=len(listed), number=number,
        pages=-(-len(listed) // FAILURES),
    )  # fmt: skip


@router.get("/add/failures.csv")
def failures_csv(desk: Opened, person: Analyst) -> Response:
    """The same failures as CSV."""
    rows = ([getattr(one, name) for name in COLUMNS] for one in desk.failures())
    return Response(sheet(COLUMNS, rows), media_type="text/csv; charset=utf-8")


@router.get("/add/failures.json")
def failures_json(desk: Opened, person: Analyst) -> Response:
    """The same failures as ``dragoman failures --json`` writes them."""
    found = [one.model_dump() for one in desk.failures()]
    return Response(json.dumps(found, ensure_ascii=False, indent=2), media_type="application/json")


STATES = {
    "looking": "is being looked at", "ready": "waits for your word", "waiting": "waits for its turn",
    "adding": "is being read", "done": "is done", "failed": "was broken off", "dropped": "was thrown away",
}  # fmt: skip
