"""The query: what is asked of the store, the same from Python and from the command line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from dragoman.knowledge.activities import activities
from dragoman.knowledge.gazetteer import gazetteer
from dragoman.knowledge.leaders import leaders
from dragoman.knowledge.materiel import materiel
from dragoman.knowledge.names import names
from dragoman.knowledge.plover import plover
from dragoman.knowledge.regimes import regimes
from dragoman.knowledge.spelling import slug
from dragoman.knowledge.states import states
from dragoman.merge.acts import border
from dragoman.merge.keys import key_from
from dragoman.record import Factuality
from dragoman.store.concerns import ANY
from dragoman.store.events import CLASSES, dyad, place_facet
from dragoman.store.refusals import QueryError

MOST = 100_000
ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
PLACE = re.compile(r"-?\d{1,7}", re.ASCII)


class Query(BaseModel):
    """What events to look for: all conditions hold together; a condition that is None asks for nothing.

    Words are looked for in the reporting sentence, the headline and the names of who takes part and where; with
    ``anywhere`` in the whole of the articles. Days are inclusive; '2023' and '2023-09' are all their days.
    """

    model_config = ConfigDict(extra="forbid")

    words: str | None = None
    anywhere: bool = False
    between: tuple[str, str] | None = Field(default=None, description="Two states, by ISO code or name.")
    actor: str | None = Field(default=None, description="One who takes part: a name, a state, or an entity id.")
    type: str | None = Field(default=None, description="PLOVER event type.")
    context: str | None = Field(default=None, description="PLOVER context.")
    provision: str | None = Field(
        default=None,
        description="A provision that it would engage (PRK-1718-8b), any of a regime (UN-DPRK, EU), or 'any'.",
    )
    activity: str | None = Field(default=None, description="What passes, such as arms_transfer or coal_trade.")
    materiel: str | None = Field(default=None, description="Materiel by name or id, or a UN register class (I-VIII).")
    place: str | None = Field(default=None, description="A place by name, or a state.")
    since: str | None = None
    until: str | None = None
    source_class: str | None = Field(default=None, description="Carried by at least one source of this class.")
    min_origins: int | None = Field(default=None, ge=1)
    factuality: Factuality | None = None
    contested: bool = Field(default=False, description="Only what some say happened and others deny.")
    rejected: bool = Field(default=False, description="Also what an analyst rejected.")
    limit: int = Field(default=50, ge=1, le=MOST)

    @field_validator("type")
    @classmethod
    def _known_type(cls, value: str | None) -> str | None:
        return chosen(value.upper(), plover().types, "event type") if value else None

    @field_validator("context")
    @classmethod
    def _known_context(cls, value: str | None) -> str | None:
        return chosen(value.lower(), plover().contexts, "context") if value else None

    @field_validator("source_class")
    @classmethod
    def _known_class(cls, value: str | None) -> str | None:
        return chosen(value.lower().replace("-", "_"), CLASSES, "source class") if value else None

    @field_validator("activity")
    @classmethod
    def _known_activity(cls, value: str | None) -> str | None:
        return chosen(value.lower().replace("-", "_"), activities().kinds, "activity") if value else None

    def first_day(self) -> int | None:
        """The first day asked for, as days since 1970-01-01."""
        return day(self.since, last=False) if self.since else None

    def last_day(self) -> int | None:
        """The last day asked for."""
        return day(self.until, last=True) if self.until else None

    def facets(self) -> list[list[str]]:
        """The facets that an event must have: one of each list, the rarest kinds first."""
        wanted: list[list[str]] = []
        if self.between:
            wanted.append([dyad(state_of(self.between[0]), state_of(self.between[1]))])
        if self.actor:
            wanted.append(actor_facets(self.actor))
        if self.place:
            wanted.append(place_facets(self.place))
        if self.provision:
            wanted.append(provision_facets(self.provision))
        if self.activity:
            wanted.append([f"activity:{self.activity}"])
        if self.materiel:
            wanted.append(materiel_facets(self.materiel))
        if self.context:
            wanted.append([f"context:{self.context}"])
        return wanted


def query_of(words: str | None, conditions: Mapping[str, Any]) -> Query:
    """A query out of words and conditions.

    Raises:
        QueryError: there is no such condition, or it has a value that cannot be asked for.
    """
    try:
        return Query(words=words, **conditions)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        known = ", ".join(Query.model_fields)
        raise QueryError(f"{name}: {first['msg']}", do=f"ask by: {known}") from error


def chosen(value: str, known: Iterable[str], what: str) -> str:
    """A value that is one of those known.

    Raises:
        QueryError: it is not; the message lists them.
    """
    listed = sorted(known)
    if value not in listed:
        raise QueryError(f"no {what} '{value}'", do=f"give one of: {', '.join(listed)}")
    return value


def day(text: str, *, last: bool) -> int:
    """The first or last day of a date.

    Raises:
        QueryError: it is no date.
    """
    value = text.strip().lower()
    if value == "today":
        value = date.today().isoformat()
    found = border(value, None, last=last) if ISO.fullmatch(value) else None
    if found is None:
        raise QueryError(f"no date '{text}'", do="write 2023, 2023-09 or 2023-09-13")
    return found


def place_in_list(text: str) -> tuple[int, int]:
    """The day and key of the event after which a page begins, written '19613.ev-3k9z0c2m4p7qd'.

    Raises:
        QueryError: it is no place in a list of events.
    """
    at, _, name = text.partition(".")
    found = key_from(name)
    if PLACE.fullmatch(at) is None or found is None:
        raise QueryError(f"no place in the list: '{text}'", do="follow the link 'older' of a page of events")
    return int(at), found[1]


def state_of(text: str) -> str:
    """The ISO code of a state, given as code, name or demonym.

    Raises:
        QueryError: it is none.
    """
    if text.upper() in states():
        return text.upper()
    for entity in (*named(text), *named(text.title())):
        if entity.startswith("state:"):
            return entity.removeprefix("state:")
    raise QueryError(f"no state '{text}'", do="give an ISO code such as RUS, or a name such as 'North Korea'")


def actor_facets(text: str) -> list[str]:
    """The facets of whoever a text may name: an id, a state, a known name or surname, or a name from articles alone."""
    if ":" in text:
        return [f"actor:{text}"]
    found = {f"actor:{entity}" for entity in named(text)}
    found |= {f"actor:{term.person_id}" for term in leaders().by_surname(text.strip().title(), None)}
    if text.upper() in states():
        found.add(f"actor:state:{text.upper()}")
    found |= {f"actor:{kind}:{slug(text)}" for kind in ("person", "organisation", "group")}
    return sorted(found)


def named(text: str) -> list[str]:
    """The ids of the known entities that a text names."""
    return [reading.entity.id for reading in names().readings(text.strip())]


def place_facets(text: str) -> list[str]:
    """The facets of the places that a text may name: towns, regions and states of that name."""
    if text.startswith("place:"):
        return [text]
    # A capital stands for its state where it acts; as a place it is the town alone.
    readings = [reading for reading in names().readings(text.strip()) if reading.form != "metonym"]
    found = {f"place:{reading.entity.id}" for reading in readings if reading.entity.kind == "state"}
    if text.upper() in states():
        found.add(f"place:state:{text.upper()}")
    return sorted(found | {place_facet(place.id) for place in gazetteer().lookup(text)} | {f"place:{slug(text)}"})


def provision_facets(text: str) -> list[str]:
    """The facets of a provision, of all of a regime or an imposer, or of any.

    Raises:
        QueryError: there is none of this name.
    """
    wanted = text.strip()
    if wanted.lower() == ANY:
        return [f"provision:{ANY}"]
    known = regimes()
    ids = {name.upper(): name for name in (*known.measures, *known.embargoes)}
    if wanted.upper() in ids:
        return [f"provision:{ids[wanted.upper()]}"]
    groups = {name.upper(): name for name in (*known.regimes, *(row.imposer for row in known.embargoes.values()))}
    if wanted.upper() in groups:
        return [f"regime:{groups[wanted.upper()]}"]
    raise QueryError(
        f"no provision or regime '{text}'",
        do="give an id such as PRK-1718-8b or UN-DPRK; see: dragoman provisions --all",
    )


def materiel_facets(text: str) -> list[str]:
    """The facets of materiel by name or the end of one ('shells'), by id, or by class of the UN register."""
    rows = materiel().by_id.values()
    wanted = text.removeprefix("materiel:").strip()
    found = {row.id for row in rows if row.un_class == wanted.upper()}
    ending = f" {wanted.casefold()}"
    for row in rows:
        if any(f" {name}".casefold().endswith(ending) for name in (row.name, *row.aliases, *row.plurals)):
            found.add(row.id)
    return sorted(f"materiel:{one}" for one in found | {slug(wanted)})
