"""Rules: what an analyst wants to be told of, checked when they are written, from TOML or from the store."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from dragoman.knowledge.plover import plover
from dragoman.knowledge.regimes import regimes
from dragoman.record import Factuality
from dragoman.store.events import dyad
from dragoman.store.query import chosen, day, materiel_facets, state_of
from dragoman.store.refusals import QueryError
from dragoman.watch.refusals import RuleError

Kind = Literal["event", "rise", "fall", "first", "concern", "contradiction"]
First = Literal["type", "mode", "context", "materiel", "materiel_class", "provision", "denial", "visit"]
NAME = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
# False alarms in a dyad-year that a rule for a changed rate may give.
BUDGET = 0.1
FACTOR = 2.0
RATES: tuple[Kind, ...] = ("rise", "fall")


class Trigger(BaseModel):
    """What sets a rule off: 'event', 'rise', 'fall', 'concern', 'contradiction', or 'first:KIND[:YEARS]'.

    ``of`` says of what kind the first one is meant, ``years`` within how many years; None means ever.
    """

    model_config = ConfigDict(frozen=True)

    kind: Kind
    of: First | None = None
    years: int | None = Field(default=None, ge=1, le=200)

    def __str__(self) -> str:
        """As it is written."""
        return ":".join(str(part) for part in (self.kind, self.of, self.years) if part is not None)


def trigger_of(text: str) -> Trigger:
    """A trigger as it is written.

    Raises:
        ValueError: there is no such trigger; the message says which there are.
    """
    kind, _, rest = text.strip().lower().partition(":")
    of, _, years = rest.replace("-", "_").partition(":")
    if kind not in get_args(Kind):
        raise ValueError(f"no trigger '{kind}'; there are {', '.join(get_args(Kind))}")
    if kind != "first":
        if rest:
            raise ValueError(f"'{kind}' takes nothing after a colon")
        return Trigger(kind=kind)
    if of not in get_args(First):
        raise ValueError(f"first of what? Write first:KIND, with one of {', '.join(get_args(First))}")
    if years and not years.isdigit():
        raise ValueError(f"'{years}' is no number of years")
    return Trigger(kind="first", of=of, years=int(years) if years else None)


class Rule(BaseModel):
    """What to watch, and when to say something. All conditions hold together; an empty one asks for nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=NAME.pattern, max_length=80, description="Small letters, digits and hyphens.")
    on: tuple[str, ...] = Field(min_length=1, description="Triggers; any of them sets it off.")
    about: str | None = Field(default=None, description="What it is for, in words.")
    between: tuple[tuple[str, str], ...] = Field(default=(), description="Pairs of states, by code or name.")
    states: tuple[str, ...] = Field(default=(), description="Single states; any of them takes part.")
    types: tuple[str, ...] = Field(default=(), description="PLOVER event types.")
    contexts: tuple[str, ...] = Field(default=(), description="PLOVER contexts.")
    materiel: tuple[str, ...] = Field(default=(), description="Names, or classes of the UN Register (I-VIII).")
    provisions: tuple[str, ...] = Field(default=(), description="Ids of provisions, embargoes or regimes.")
    factuality: tuple[Factuality, ...] = Field(
        default=("happened", "future"), description="What the reports say of the act; for 'event' and 'first'."
    )
    min_origins: int = Field(default=1, ge=1, description="Independent origins that it takes.")
    budget: float = Field(default=BUDGET, gt=0, le=10, description="False alarms in a dyad-year, for rise and fall.")
    factor: float = Field(default=FACTOR, gt=1, le=20, description="The change that 'rise' and 'fall' look for.")
    since: str | None = Field(default=None, description="First day whose reports count as new; else the day of adding.")
    deliver: tuple[str, ...] = Field(default=(), description="Channels: feed:FILE, http(s)://..., or Apprise's.")
    paused: bool = False

    @field_validator("on")
    @classmethod
    def _known_triggers(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(str(trigger_of(text)) for text in value))

    @field_validator("between")
    @classmethod
    def _known_pairs(cls, value: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        pairs = tuple((state_of(one), state_of(other)) for one, other in value)
        if any(one == other for one, other in pairs):
            raise ValueError("a pair needs two states")
        return pairs

    @field_validator("states")
    @classmethod
    def _known_states(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(state_of(one) for one in value)

    @field_validator("types")
    @classmethod
    def _known_types(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(chosen(one.upper(), plover().types, "event type") for one in value)

    @field_validator("contexts")
    @classmethod
    def _known_contexts(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(chosen(one.lower(), plover().contexts, "context") for one in value)

    @field_validator("provisions")
    @classmethod
    def _known_provisions(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        known = regimes()
        imposers = {row.imposer for row in known.embargoes.values()}
        listed = {*known.measures, *known.embargoes, *known.regimes, *imposers}
        return tuple(chosen(one, listed, "provision, embargo or regime") for one in value)

    @field_validator("since")
    @classmethod
    def _is_day(cls, value: str | None) -> str | None:
        if value is not None:
            day(value, last=False)
        return value

    @model_validator(mode="after")
    def _can_be_counted(self) -> Rule:
        if any(trigger.kind in RATES for trigger in self.triggers) and not (self.between or self.states):
            raise ValueError("'rise' and 'fall' are of a rate between states: give 'between' or 'states'")
        return self

    @property
    def triggers(self) -> tuple[Trigger, ...]:
        """Its triggers, read."""
        return tuple(map(trigger_of, self.on))

    @property
    def dyads(self) -> tuple[str, ...]:
        """The pairs of states that it names, as ``dyad:...`` facets."""
        return tuple(dyad(*pair) for pair in self.between)

    def facets(self) -> list[list[str]]:
        """The facets that an event must have: one of each list."""
        wanted: list[list[str]] = []
        parties = [*self.dyads, *(f"actor:state:{state}" for state in self.states)]
        if parties:
            wanted.append(parties)
        if self.contexts:
            wanted.append([f"context:{name}" for name in self.contexts])
        if self.materiel:
            wanted.append(sorted({facet for name in self.materiel for facet in materiel_facets(name)}))
        if self.provisions:
            wanted.append([f"{kind}:{one}" for one in self.provisions for kind in ("provision", "regime")])
        return wanted


def rule_of(fields: Mapping[str, Any]) -> Rule:
    """A rule out of its fields.

    Raises:
        RuleError: a field is missing, unknown, or has a value that cannot be used.
    """
    name = str(fields.get("name", "a rule without a name"))
    try:
        return Rule.model_validate(dict(fields))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        said = first["msg"].removeprefix("Value error, ")
        known = ", ".join(Rule.model_fields)
        raise RuleError(f"{place}: {said}" if place else said, where=name, do=f"a rule has: {known}") from error
    except QueryError as error:
        raise RuleError(error.what, where=name, do=error.do) from error


def rules_from(path: Path) -> list[Rule]:
    """The rules of a TOML file: one table ``[[rule]]`` each.

    Raises:
        RuleError: it cannot be read, is not TOML, or a rule cannot be used.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RuleError(f"cannot be read: {error.strerror}", where=str(path), do="check its name") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(f"not TOML: {error}", where=str(path), do="mend it") from error
    listed = data.get("rule")
    if not isinstance(listed, list) or not all(isinstance(row, dict) for row in listed) or set(data) != {"rule"}:
        raise RuleError("no rules", where=str(path), do="write each rule as a table [[rule]] and nothing else")
    return distinct(map(rule_of, listed), str(path))


def distinct(rules: Iterable[Rule], where: str) -> list[Rule]:
    """Rules whose names differ.

    Raises:
        RuleError: two have one name.
    """
    found: dict[str, Rule] = {}
    for rule in rules:
        if rule.name in found:
            raise RuleError(f"two rules named '{rule.name}'", where=where, do="give each its own name")
        found[rule.name] = rule
    return list(found.values())
