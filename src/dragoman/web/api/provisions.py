"""Provisions in the API: what is in force against a state or a group."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from dragoman.concerns.provisions import Provision
from dragoman.concerns.provisions import provisions as found_provisions
from dragoman.store.query import day
from dragoman.web.api.asked import ProvisionsAsked
from dragoman.web.api.problem import ASKED, answers

router = APIRouter(prefix="/api", tags=["Provisions"], responses=answers(*ASKED))
EPOCH = date(1970, 1, 1).toordinal()


@router.get("/provisions")
def list_provisions(asked: Annotated[ProvisionsAsked, Query()]) -> list[Provision]:
    """List the provisions in force on a day: pointers for a reader to check, no legal advice."""
    on = date.fromordinal(EPOCH + day(asked.on, last=False)) if asked.on else None
    return found_provisions(asked.target, on, everything=asked.all)
