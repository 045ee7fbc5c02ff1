"""Whom provisions are aimed at: every state and group with a regime or an embargo, and what is in force against it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from dragoman.concerns.provisions import is_aimed
from dragoman.concerns.targets import GROUP, base_of
from dragoman.knowledge.organisations import groups
from dragoman.knowledge.regimes import Embargo, Measure, regimes
from dragoman.knowledge.states import states


class Aimed(BaseModel):
    """A state or a group that provisions are aimed at.

    Args:
        id: 'PRK', 'GRP:houthis'.
        regimes: the UN regimes with a provision in force against it that day.
        provisions: how many UN provisions are in force against it that day.
        embargoes: who has an arms embargo in force against it that day, or may have.
        ever: how many provisions and embargoes there ever were.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    regimes: tuple[str, ...]
    provisions: int
    embargoes: tuple[str, ...]
    ever: int

    @property
    def address(self) -> str:
        """Its id as it stands in an address: 'PRK', 'houthis'."""
        return self.id.removeprefix(GROUP)


@lru_cache(maxsize=32)
def all_aimed(on: date) -> tuple[Aimed, ...]:
    """All states and groups that any provision was ever aimed at, by name."""
    return tuple(sorted((aimed(name, on) for name in names_of_all()), key=lambda one: one.name))


def names_of_all() -> set[str]:
    """The ids of all states and known groups that a provision names."""
    found: set[str] = set()
    rows: list[Measure | Embargo] = [*regimes().measures.values(), *regimes().embargoes.values()]
    for row in rows:
        for target in row.target:
            if target.startswith(GROUP):
                if target.removeprefix(GROUP) in groups():
                    found.add(target)
            elif base_of(target) in states():
                found.add(target.split(":")[0])
    return found


def aimed(target: str, on: date) -> Aimed:
    """What is in force on a day against a state or a group, by its id."""
    measures = [row for row in regimes().measures.values() if is_aimed(row.target, target, on)]
    embargoes = [row for row in regimes().embargoes.values() if is_aimed(row.target, target, on)]
    live = [row for row in measures if row.live(on)]
    return Aimed(
        id=target, name=called(target), regimes=tuple(dict.fromkeys(row.regime for row in live)), provisions=len(live),
        embargoes=tuple(dict.fromkeys(row.imposer for row in embargoes if row.live(on) is not False)),
        ever=len(measures) + len(embargoes),
    )  # fmt: skip


def called(target: str) -> str:
    """A target by its name."""
    if target.startswith(GROUP):
        return groups()[target.removeprefix(GROUP)].name
    known = states().get(target)
    return known.name if known else target
