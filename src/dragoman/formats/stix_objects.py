"""Objects of STIX 2.1: each made of what dragoman knows, with an id that is the same in every bundle."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from dragoman.knowledge.states import states
from dragoman.store.found import FoundParty, FoundPlace

# The namespace of all ids; never to be changed.
NAMESPACE = UUID("b0ab877b-e682-46d7-8e14-1e235c0e9fef")
# Where no report gives a stamp, and for what is no report's: states, places, known persons. STIX wants one.
NEVER = "1970-01-01T00:00:00.000Z"
CLASSES = {"person": "individual", "state": "organization", "organisation": "organization", "group": "group",
           "publisher": "organization"}  # fmt: skip

Stix = dict[str, Any]


def made(kind: str, key: str, first: str | None = None, last: str | None = None, **properties: Any) -> Stix:
    """An object; properties without a value are left out.

    Args:
        kind: its STIX type.
        key: what it is, of which its id is made.
        first: the first report that it rests on, as a STIX timestamp.
        last: the last.
        properties: those of its type.
    """
    found = {
        "type": kind,
        "spec_version": "2.1",
        "id": name_of(kind, key),
        "created_by_ref": MAKER["id"],
        "created": first or NEVER,
        "modified": last or first or NEVER,
        **properties,
    }
    return {name: value for name, value in found.items() if value is not None and value != []}


def name_of(kind: str, key: str) -> str:
    """The id of an object: the same for the same thing in every bundle."""
    return f"{kind}--{uuid5(NAMESPACE, f'{kind} {key}')}"


# dragoman itself, which makes all other objects.
MAKER: Stix = {
    "type": "identity", "spec_version": "2.1", "id": name_of("identity", "dragoman"), "created": NEVER,
    "modified": NEVER, "name": "dragoman", "identity_class": "system",
    "description": "A program that reads news reports. It says what they report, and does not say that it is so.",
}  # fmt: skip


def identity(
    key: str, party: FoundParty, *, first: str | None = None, last: str | None = None, role: str | None = None
) -> Stix:
    """One who takes part; a place that stands for those who act there is of unknown class."""
    return made(
        "identity", key, first, last, name=party.name, identity_class=CLASSES.get(party.kind, "unknown"),
        roles=[role] if role else None, labels=[party.kind],
    )  # fmt: skip


def state_location(code: str) -> Stix | None:
    """The country of a state; None where neither ISO 3166-1 nor a point says where it is."""
    state = states().get(code)
    if state is None:
        return None
    if state.iso2 is not None:
        return made("location", f"state:{code}", name=state.name, country=state.iso2)
    if state.lat is None or state.lon is None:
        return None
    return made("location", f"state:{code}", name=state.name, latitude=state.lat, longitude=state.lon)


def place_location(place: FoundPlace) -> Stix | None:
    """The place of an event; None where neither its point nor its state is known."""
    if place.id.startswith("state:"):
        return state_location(place.id.removeprefix("state:"))
    state = states().get(place.state or "")
    country = state.iso2 if state is not None else None
    if place.lat is None or place.lon is None:
        # Its name alone does not say which place it is: with its state it is one that is known no closer.
        if country is None:
            return None
        return made("location", f"{place.id} in {country}", name=place.name, country=country)
    return made("location", place.id, name=place.name, country=country, latitude=place.lat, longitude=place.lon)


def tie(kind: str, source: Stix, target: Stix, key: str = "", **properties: Any) -> Stix:
    """A relationship; of the same kind between the same two there is one for each key."""
    own = f"{kind} {source['id']} {target['id']} {key}"
    return made(
        "relationship", own, relationship_type=kind, source_ref=source["id"], target_ref=target["id"], **properties
    )


def opinion(key: str, says: str, author: str, refs: Sequence[str], **properties: Any) -> Stix:
    """That someone disputes an act."""
    return made("opinion", f"{key} {author}", opinion=says, authors=[author], object_refs=list(refs), **properties)


def stamp(moment: datetime | None) -> str | None:
    """An instant as STIX writes it."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z") if moment else None
