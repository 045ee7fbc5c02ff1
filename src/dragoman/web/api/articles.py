"""Articles in the API: their records and copies; texts to read or to add."""

from __future__ import annotations

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from dragoman.desk.reading import read_text, stored_id
from dragoman.formats.json import json_text
from dragoman.record import Record
from dragoman.store.found import FoundCopy
from dragoman.web.api.asked import ArticleSent, Id, TextSent
from dragoman.web.api.problem import ASKED, SENT, answers
from dragoman.web.opened import Opened
from dragoman.web.person import Analyst

router = APIRouter(prefix="/api", tags=["Articles"], responses=answers(*ASKED))


class AddedArticle(BaseModel):
    """What came of adding a text."""

    id: str = Field(description="The article's id.")
    new: bool = Field(description="False where the store held it already.")
    mentions: int = Field(description="Event mentions that were found in it.")


class RecordResponse(Response):
    """A record as ``dragoman read`` writes it."""

    media_type = "application/json"


def record_response(record: Record) -> Response:
    """A record out; equal to it, whatever characters its article holds."""
    return RecordResponse(json_text(record, indent=None))


@router.get("/articles/{id}", response_model=Record)
def show_article(desk: Opened, id: Id) -> Response:
    """Show the record of an article."""
    return record_response(desk.record(id))


@router.get("/articles/{id}/copies")
def article_copies(desk: Opened, id: Id) -> list[FoundCopy]:
    """List which articles took text from one, and from which it took text."""
    return desk.copies(id)


@router.post("/articles", status_code=201, responses=answers(*SENT))
def add_article(desk: Opened, person: Analyst, sent: ArticleSent) -> AddedArticle:
    """Add one text to the store; files and feeds are for the command line."""
    record = read_text(
        sent.text, published=sent.published, title=sent.title, publisher=sent.publisher, url=sent.url
    )  # fmt: skip
    added = desk.add_records([record])
    return AddedArticle(id=stored_id(record), new=added.new > 0, mentions=len(record.events))


@router.post("/read", response_model=Record, responses=answers(*SENT))
def read(sent: TextSent) -> Response:
    """Read one text and give its record, as dragoman read does; nothing is kept."""
    return record_response(read_text(sent.text, published=sent.published))
