"""What a rule sees of an event: the facts that triggers ask for, read out of the event's row once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations
from typing import Any

from dragoman.knowledge.leaders import leaders
from dragoman.knowledge.materiel import materiel
from dragoman.merge.acts import EPOCH, day_of
from dragoman.store.events import UNKNOWN_DAY, dyad, facets
from dragoman.store.found import FoundEvent, event_from
from dragoman.watch.rules import First, Rule

# Who goes on a visit, from the highest level down, by the roles of ``leaders.yaml``.
LEVELS: dict[str, tuple[str, ...]] = {
    "a leader": ("HOS", "HOG", "LED", "ORG"),
    "a minister": ("FM", "DM", "MIN", "DEP", "ENV"),
    "an official": ("PTY", "SEC", "MIL", "INT", "SPK", "LEG", "GRP"),
}
DENIALS = frozenset({"denied", "negated"})


@dataclass(frozen=True)
class Seen:
    """An event as rules see it.

    Args:
        row: its row in the store, or the row that it would have had on a day in the past.
    """

    row: Mapping[str, Any]

    @property
    def key(self) -> int:
        """Its key."""
        key: int = self.row["key"]
        return key

    @cached_property
    def event(self) -> FoundEvent:
        """As it is shown."""
        return event_from(self.row)

    @cached_property
    def facets(self) -> set[str]:
        """By what it is found."""
        return facets(self.row)

    @cached_property
    def states(self) -> tuple[str, ...]:
        """The states that take part."""
        parties = (*self.event.actors, *self.event.recipients)
        return tuple(sorted({party.state for party in parties if party.state}))

    @cached_property
    def dyads(self) -> tuple[str, ...]:
        """The pairs of states, as ``dyad:...`` facets."""
        return tuple(dyad(*pair) for pair in combinations(self.states, 2))

    @property
    def day(self) -> int:
        """The day that it is sorted by."""
        day: int = self.row["day"]
        return day if day != UNKNOWN_DAY else self.reported

    @property
    def reported(self) -> int:
        """The day of its first report."""
        found = day_of(self.row["first_report"])
        return found if found is not None else UNKNOWN_DAY

    @cached_property
    def concerns(self) -> list[dict[str, Any]]:
        """The provisions that it would engage."""
        found: list[dict[str, Any]] = json.loads(self.row["concerns"])
        return found

    @property
    def denied(self) -> bool:
        """Whether an origin denies it."""
        return any(voice.says in DENIALS for voice in self.event.voices)

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """Classes of the UN Register of its materiel."""
        known = materiel().by_id
        rows = (known.get(one.removeprefix("materiel:")) for one in self.event.materiel)
        return tuple(sorted({row.un_class for row in rows if row is not None and row.un_class}))

    @cached_property
    def level(self) -> str | None:
        """Who visits, from the highest office held on the day; None where nobody known visits."""
        if self.event.type != "CONSULT" or self.event.mode != "visit":
            return None
        day = date.fromordinal(self.day + EPOCH) if self.day != UNKNOWN_DAY else None
        known = leaders().persons
        held = {term.role for party in self.event.actors if party.id in known for term in known[party.id].terms_on(day)}
        return next((level for level, roles in LEVELS.items() if held & set(roles)), None)

    def kinds(self, of: First) -> tuple[str, ...]:
        """What it is, in one respect in which it may be the first."""
        event = self.event
        found: dict[First, Sequence[str]] = {
            "type": (event.type,),
            "mode": (f"{event.type} {event.mode}",) if event.mode else (),
            "context": event.contexts,
            "materiel": [one.removeprefix("materiel:") for one in event.materiel],
            "materiel_class": self.classes,
            "provision": list(dict.fromkeys(str(one["provision"]) for one in self.concerns)),
            "denial": ("denial",) if self.denied else (),
            "visit": (self.level,) if self.level else (),
        }
        return tuple(found[of])

    def marks(self) -> dict[str, Any]:
        """What of it an alert rests on: where this changes, the alert is revised."""
        event = self.event
        return {
            "type": event.type,
            "factuality": event.factuality,
            "contested": event.contested,
            "standing": event.standing,
            "states": list(self.states),
            "provisions": list(self.kinds("provision")),
            "date": event.when_value if event.standing == "corrected" else None,
        }


def meets(rule: Rule, seen: Seen) -> bool:
    """Whether an event is one that a rule watches, whatever the reports say of it."""
    if seen.row["standing"] == "rejected":
        return False
    if rule.types and seen.event.type not in rule.types:
        return False
    if len(seen.event.origins) < rule.min_origins:
        return False
    return all(not seen.facets.isdisjoint(wanted) for wanted in rule.facets())


def scopes(rule: Rule, seen: Seen) -> list[str]:
    """Between whom an event may be the first of its kind: the pairs that the rule names, or its states take part in."""
    if rule.between:
        return [one for one in seen.dyads if one in rule.dyads]
    if rule.states:
        return [one for one in seen.dyads if any(state in one for state in rule.states)] or [
            f"state:{state}" for state in rule.states if state in seen.states
        ]
    return list(seen.dyads)


def scope_name(scope: str) -> str:
    """'PRK-RUS'."""
    return scope.partition(":")[2]
