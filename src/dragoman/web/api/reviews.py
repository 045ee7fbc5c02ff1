"""Reviews in the API: what analysts say of what the machine found."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, Field

from dragoman.store.found import FoundReview
from dragoman.web.api.asked import Id, JoinSent, ReviewSent, SplitSent
from dragoman.web.api.problem import ASKED, SENT, answers
from dragoman.web.opened import Opened
from dragoman.web.person import Analyst

router = APIRouter(prefix="/api", tags=["Reviews"], responses=answers(*ASKED))
WRITES = answers(*SENT)


class ReviewId(BaseModel):
    """Which review it is."""

    id: str = Field(description="By which it can be withdrawn.")


@router.get("/reviews")
def list_reviews(desk: Opened) -> list[FoundReview]:
    """List all reviews, withdrawn ones too, the earliest first."""
    return desk.reviews()


@router.post("/reviews", status_code=201, responses=WRITES)
def review(desk: Opened, person: Analyst, sent: ReviewSent) -> ReviewId:
    """Confirm, correct or reject an event, an event mention or an attribution."""
    made = desk.review(sent.target, sent.action, fields=sent.fields, note=sent.note, author=person.name or None)
    return ReviewId(id=made)


@router.post("/joins", status_code=201, responses=WRITES)
def join(desk: Opened, person: Analyst, sent: JoinSent) -> ReviewId:
    """Make several events one."""
    return ReviewId(id=desk.join(*sent.events, note=sent.note, author=person.name or None))


@router.post("/splits", status_code=201, responses=WRITES)
def split(desk: Opened, person: Analyst, sent: SplitSent) -> ReviewId:
    """Make some mentions of an event an event of their own."""
    return ReviewId(id=desk.split(sent.event, sent.mentions, note=sent.note, author=person.name or None))


@router.delete("/reviews/{id}", responses=WRITES)
def withdraw(desk: Opened, person: Analyst, id: Id) -> ReviewId:
    """Take a review back; it stays on file, as withdrawn."""
    desk.withdraw(id)
    return ReviewId(id=id)
