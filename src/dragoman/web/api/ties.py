"""Ties in the API: of two states, of one with all others, and those that moved most."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from dragoman.ties.found import Movers, Partners, Ties
from dragoman.web.api.asked import MoversAsked, PartnersAsked, State, TieAsked
from dragoman.web.api.problem import ASKED, answers
from dragoman.web.opened import Opened

router = APIRouter(prefix="/api", tags=["Ties"], responses=answers(*ASKED))


@router.get("/ties/{one}/{other}")
def show_tie(desk: Opened, one: State, other: State, asked: Annotated[TieAsked, Query()]) -> Ties:
    """Show how the tie of two states grows or cools, by week or month."""
    return desk.ties(one, other, **asked.model_dump())


@router.get("/ties/{state}")
def list_partners(desk: Opened, state: State, asked: Annotated[PartnersAsked, Query()]) -> Partners:
    """List the ties of a state with all others, those with most events first."""
    return desk.partners(state, **asked.model_dump())


@router.get("/movers")
def list_movers(desk: Opened, asked: Annotated[MoversAsked, Query()]) -> Movers:
    """List the pairs of states that moved most in a month, or in the last thirty days."""
    return desk.movers(**asked.model_dump())
