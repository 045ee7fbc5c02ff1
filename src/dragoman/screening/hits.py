"""Hits: who of a store may be whom of a list, how sure that is, and what speaks for and against it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from dragoman.knowledge.screening import ListKind
from dragoman.screening.comparison import PartMatch
from dragoman.screening.lists import BadLine


class ScreenHit(BaseModel):
    """Somebody of the store who may be somebody of the list: a pointer to check, not an identification."""

    model_config = ConfigDict(frozen=True)

    entity: str = Field(description="Entity id in the store.")
    name: str = Field(description="Name in the store.")
    kind: ListKind
    state: str | None = Field(description="ISO 3166-1 alpha-3 of its state; None where no article says it.")
    articles: int = Field(description="How many articles name it.")
    events: int = Field(description="How many events it takes part in.")
    score: float = Field(description="0 to 1: how far the names are one, and state and kind agree.")
    list_id: str = Field(description="Id in the list.")
    list_name: str = Field(description="First name in the list.")
    list_schema: str
    list_countries: tuple[str, ...] = Field(description="As the list writes them.")
    list_born: tuple[str, ...]
    list_topics: tuple[str, ...]
    list_programmes: tuple[str, ...]
    list_line: int = Field(description="Line of the file.")
    own_name: str = Field(description="The name of the store that fits best.")
    listed_name: str = Field(description="The name of the list that it fits.")
    parts: tuple[PartMatch, ...] = Field(description="The parts of the two names, pair by pair.")
    reasons: tuple[str, ...] = Field(description="What speaks for it.")
    against: tuple[str, ...] = Field(description="What speaks against it, or is not known.")


class ScreenReport(BaseModel):
    """What came of screening."""

    model_config = ConfigDict(frozen=True)

    hits: tuple[ScreenHit, ...] = Field(description="The best first; at most one for each entity and entry.")
    subjects: dict[str, int] = Field(description="By kind: how many of the store were held against the list.")
    lone: int = Field(description="Persons of the store who were left out, as only a surname of theirs is known.")
    entries: int = Field(description="Entries of the list that were compared.")
    others: int = Field(description="Entries of kinds that are not screened: addresses, sanctions, aeroplanes.")
    bad: int = Field(description="Lines that could not be read.")
    bad_lines: tuple[BadLine, ...] = Field(description="The first of these, with reasons.")
