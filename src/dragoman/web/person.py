"""Who asks: a person or program with a name and a role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from dragoman.store.accounts import Role
from dragoman.web.refusals import RefusedError


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks.

    Args:
        name: of the account; empty on a desk without accounts, and for a password that several share.
        role: readers look; analysts also add, review, and keep rules.
    """

    name: str = ""
    role: Role = "analyst"

    @property
    def writes(self) -> bool:
        """Whether it may change what is in the store."""
        return self.role == "analyst"


async def person_of(request: Request) -> Person:
    """Who asks, as the gate found out."""
    person: Person = request.state.person
    return person


async def analyst_of(request: Request) -> Person:
    """Who asks, where it may write.

    Raises:
        RefusedError: it may not.
    """
    person: Person = request.state.person
    if not person.writes:
        raise RefusedError("readers cannot change what is in the store", do="log in as an analyst")
    return person


Asking = Annotated[Person, Depends(person_of)]
Analyst = Annotated[Person, Depends(analyst_of)]
