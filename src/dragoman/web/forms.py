"""Forms: what a page sends back, taken only from pages of this desk and only so much of it."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile

from dragoman.settings import settings
from dragoman.web.refusals import RefusedError
from dragoman.web.sessions import Session

FIELD = "token"
MOST_FIELDS, MOST_FILES = 200, 200


async def form_of(request: Request) -> FormData:
    """The fields of a form that was made by a page of this desk for this browser.

    Every handler that changes something depends on it; programs use ``/api`` with a token instead.

    Raises:
        RefusedError: it does not hold the token that the page put into it.
    """
    # How large the whole may be was settled before: a field may be as large as that.
    form = await request.form(
        max_fields=MOST_FIELDS, max_files=MOST_FILES, max_part_size=settings().max_bytes
    )  # fmt: skip
    if not is_token(request, form.get(FIELD)):
        raise RefusedError("the form does not come from a page of this desk", do="open the page again, then send it")
    return form


def is_token(request: Request, given: object) -> bool:
    """Whether what was sent is the token of the browser's session."""
    session: Session = request.state.session
    return isinstance(given, str) and secrets.compare_digest(given.encode(), session.secret.encode())


Form = Annotated[FormData, Depends(form_of)]


def text_in(form: FormData, name: str) -> str | None:
    """A field as text without spaces around it; None where it is empty or missing."""
    value = form.get(name)
    return value.strip() or None if isinstance(value, str) else None


def files_in(form: FormData, name: str) -> list[UploadFile]:
    """The files of a field, without those of an empty choice."""
    return [one for one in form.getlist(name) if isinstance(one, UploadFile) and one.filename]
