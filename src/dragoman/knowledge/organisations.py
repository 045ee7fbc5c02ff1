"""Organisations and armed groups that news treats as actors."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Literal

from pydantic import Field

from dragoman.knowledge.data import Row, rows, unique

OrganisationKind = Literal[
    "global", "un", "nonproliferation", "court", "finance", "trade", "police", "sanctions", "regional", "alliance",
    "grouping", "command", "mission", "export_control", "treaty", "humanitarian", "research", "sport", "rights",
    "military", "intelligence", "agency", "party", "legislature", "company", "ministry", "religious",
]  # fmt: skip


class Organisation(Row):
    """A body of states, a court, a treaty, or a body inside a state (which then has ``state``)."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    code: str | None = None
    name: str
    aliases: tuple[str, ...]
    kind: OrganisationKind
    seat: str | None = None
    state: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    sector: str | None = None
    context: tuple[str, ...] = ()
    note: str | None = None


class Group(Row):
    """An armed group or other non-state target of sanctions."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: str
    aliases: tuple[str, ...]
    described_as: tuple[str, ...] = ()
    state: str | None = Field(pattern=r"^[A-Z]{3}$")
    sector: str
    government_since: date | None = None
    un_regime: str | None = None
    context: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def organisations() -> dict[str, Organisation]:
    """All organisations by id, 'un'."""
    found = [*rows("organisations", "organisations", Organisation), *rows("organisations", "national", Organisation)]
    unique((row.id for row in found), "organisations.yaml")
    return {row.id: row for row in found}


@lru_cache(maxsize=1)
def groups() -> dict[str, Group]:
    """All groups by id, 'houthis'."""
    found = rows("groups", "groups", Group)
    unique((row.id for row in found), "groups.yaml")
    return {row.id: row for row in found}
