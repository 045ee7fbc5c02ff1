"""Who looks at events: what the person keeps, and what is new since the last visit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from dragoman.desk import Desk
from dragoman.store.personal import Personal, Visit
from dragoman.store.quoted import Quoted
from dragoman.web.opened import Opened
from dragoman.web.person import Asking


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person who looks at a list of events.

    Args:
        personal: what the person keeps.
        visit: up to what was seen.
    """

    personal: Personal
    visit: Visit

    def mark(self) -> tuple[object, ...]:
        """What a page depends on that shows what the person keeps."""
        return self.visit.known, self.personal.kept()

    def badge(self, reports: Quoted | None) -> str | None:
        """What is new about an event with some reports."""
        if reports is None or reports.last_number <= self.visit.known:
            return None
        return "new" if reports.first_number > self.visit.known else "more reports"


def visitor_of(desk: Opened, person: Asking) -> Visitor:
    """Who looks, and that the visit goes on."""
    personal = desk.personal(person.name)
    return Visitor(personal, personal.visit())


Visiting = Annotated[Visitor, Depends(visitor_of)]


def seen_before(desk: Desk, request: Request) -> Visitor:
    """Who asks for a file, which is no visit."""
    personal = desk.personal(request.state.person.name)
    return Visitor(personal, personal.visit(noted=False))
