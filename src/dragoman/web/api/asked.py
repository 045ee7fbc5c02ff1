"""What is asked of the API: the values in addresses and bodies, each with its shape."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Path, Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from dragoman.knowledge.activities import activities
from dragoman.knowledge.plover import plover
from dragoman.knowledge.ties import TieKind
from dragoman.record import Factuality
from dragoman.store.events import CLASSES
from dragoman.store.reviews import Action

MOST = 10_000
MOST_TEXT = 200_000
# No database keeps the character 0.
PLAIN = r"^[^\x00]*$"
DAY = r"^(([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)|today)$"
Absent = SkipJsonSchema[None]


def one_of(names: Any) -> dict[str, Any]:
    """The names that a value may have, for the description; small and capital letters are the same."""
    return {"enum": sorted(names)}


def said_plainly(value: object) -> object:
    """Only 'true' and 'false' are yes and no."""
    if isinstance(value, str) and value not in ("true", "false"):
        raise ValueError("say true or false")
    return value


Flag = Annotated[bool, BeforeValidator(said_plainly)]
Words = Annotated[str, Field(min_length=1, max_length=500, pattern=PLAIN)]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=PLAIN)]
Day = Annotated[str, Field(pattern=DAY, max_length=10, description="2023, 2023-09, 2023-09-13 or today.")]
Stamp = Annotated[str, Field(min_length=4, max_length=40, pattern=r"^[0-9TZ:.+ -]+$", description="ISO 8601.")]
Id = Annotated[str, Path(max_length=60, description="The id that the desk gave it.")]
State = Annotated[str, Path(max_length=80, description="ISO code, name or demonym.", examples=["PRK", "North Korea"])]
Limit = Annotated[int, Field(ge=1, le=MOST, description="At most so many.")]
Context = Annotated[
    str, Field(min_length=1, max_length=60, description="PLOVER context.", json_schema_extra=one_of(plover().contexts))
]


class Asked(BaseModel):
    """Base of what is asked: nothing else may be."""

    model_config = ConfigDict(extra="forbid")


class Conditions(Asked):
    """Which events: all conditions hold together, as those of ``dragoman find``."""

    words: Words | Absent = Field(default=None, description='All must be there; "a phrase", arm*, -without.')
    anywhere: Flag = Field(default=False, description="Look for the words in whole articles.")
    between: Annotated[list[Name], Field(min_length=2, max_length=2)] | Absent = Field(
        default=None, description="Two states: given twice.", examples=[["RUS", "PRK"]]
    )
    actor: Name | Absent = Field(default=None, description="One who takes part: name, state or entity id.")
    type: Name | Absent = Field(
        default=None, description="PLOVER event type.", json_schema_extra=one_of(plover().types)
    )  # fmt: skip
    context: Context | Absent = None
    provision: Name | Absent = Field(
        default=None, description="A provision that it would engage, any of a regime, or 'any'.", examples=["UN-DPRK"]
    )
    activity: Name | Absent = Field(
        default=None, description="What passes.", json_schema_extra=one_of(activities().kinds)
    )  # fmt: skip
    materiel: Name | Absent = Field(default=None, description="Materiel by name, or a UN register class (I-VIII).")
    place: Name | Absent = Field(default=None, description="A town, a region or a state.")
    since: Day | Absent = None
    until: Day | Absent = None
    source_class: Name | Absent = Field(
        default=None, description="Carried by such a source.", json_schema_extra=one_of(CLASSES)
    )  # fmt: skip
    min_origins: Annotated[int, Field(ge=1, le=1_000)] | Absent = Field(
        default=None, description="At least so many independent origins."
    )
    factuality: Factuality | Absent = None
    contested: Flag = Field(default=False, description="Only what some say happened and others deny.")
    rejected: Flag = Field(default=False, description="Also what an analyst rejected.")
    limit: Limit = 50


class Series(Asked):
    """Which part of a tie."""

    since: Day | Absent = None
    until: Day | Absent = None
    context: Context | Absent = None
    kind: TieKind | Absent = None


class TieAsked(Series):
    """A tie, by week or month."""

    by: Literal["week", "month"] = "week"


class PartnersAsked(Series):
    """The ties of a state."""

    limit: Limit = 20


class MoversAsked(Asked):
    """The movers of a month, or of the thirty days before a day."""

    month: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}$")] | Absent = None
    until: Day | Absent = None
    context: Context | Absent = None
    kind: TieKind | Absent = None
    limit: Limit = 20


class ProvisionsAsked(Asked):
    """Provisions against a state or a group, on a day."""

    target: Name | Absent = Field(default=None, description="A state or a group; all where it is left out.")
    on: Day | Absent = Field(default=None, description="The day; today where it is left out.")
    all: Flag = Field(default=False, description="Also what was not in force that day.")


class AlertsAsked(Asked):
    """Which alerts."""

    rule: Name | Absent = Field(default=None, description="The name of a rule.")
    limit: Limit = 20


class RehearsalAsked(Asked):
    """Which rule over which days."""

    rule: Name = Field(description="The name of a rule in the store.")
    since: Day = Field(default="1970", description="The first day.")
    until: Day = Field(default="today", description="The last day.")


class TextSent(Asked):
    """A text to read."""

    text: str = Field(min_length=1, max_length=MOST_TEXT, description="Plain text, as it was published.")
    published: Stamp | None = Field(default=None, description="When it was published; wins over what the text says.")


class ArticleSent(TextSent):
    """A text to add."""

    title: Words | None = Field(default=None, description="Where the text itself has none.")
    publisher: Name | None = None
    url: Annotated[str, Field(max_length=2_000, pattern=r"^https?://[^\s\x00]+$")] | None = None


class ReviewSent(Asked):
    """What an analyst says of an event, an event mention or an attribution."""

    target: Name = Field(description="The id of an event, an event mention or an attribution.")
    action: Action
    fields: dict[str, Words | int | None] = Field(
        default_factory=dict, max_length=20, description="With 'correct': what is right instead; null is not known."
    )
    note: Annotated[str, Field(max_length=10_000, pattern=PLAIN)] | None = None


class JoinSent(Asked):
    """Events that are one."""

    events: list[Name] = Field(min_length=2, max_length=100)
    note: Annotated[str, Field(max_length=10_000, pattern=PLAIN)] | None = None


class SplitSent(Asked):
    """Mentions of an event that are another event."""

    event: Name
    mentions: list[Name] = Field(min_length=1, max_length=1_000)
    note: Annotated[str, Field(max_length=10_000, pattern=PLAIN)] | None = None


EventsAsked = Annotated[Conditions, Query()]
