"""The store in the API: how much is in it, what failed, and which version made the answers."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, Field

from dragoman import __version__
from dragoman.record import SCHEMA_VERSION
from dragoman.store.holdings import Holdings
from dragoman.store.ledger import Failure
from dragoman.store.summary import Summary
from dragoman.web.api.problem import answers
from dragoman.web.opened import Kept, Opened

router = APIRouter(prefix="/api", tags=["The store"], responses=answers(401, 429))


class Version(BaseModel):
    """What made the answers."""

    dragoman: str
    schema_version: str = Field(description="Of records.")
    store: int = Field(description="Grows with every write to the store: what was asked before may be old.")


@router.get("/summary")
def summary(desk: Opened, cache: Kept) -> Summary:
    """Count what is in the store."""
    return cache.get("summary", desk.summary)


@router.get("/holdings")
def holdings(desk: Opened, cache: Kept) -> Holdings:
    """Count the articles by year, publisher, language and class of source."""
    return cache.get("holdings", desk.holdings)


@router.get("/failures")
def list_failures(desk: Opened) -> list[Failure]:
    """List what could not be read or coded, with the reasons."""
    return desk.failures()


@router.get("/version")
def version(desk: Opened) -> Version:
    """Say which dragoman answers, and the state of its store."""
    return Version(dragoman=__version__, schema_version=SCHEMA_VERSION, store=desk.version())
