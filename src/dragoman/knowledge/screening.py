"""How names are held against a list: which kinds are compared, and what counts how much."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from pydantic import Field, model_validator

from dragoman.knowledge.data import Row, checked, load_data

ListKind = Literal["person", "organisation", "vessel"]
KINDS: tuple[ListKind, ...] = ("person", "organisation", "vessel")
MIN_SCORE = 0.8


class Schema(Row):
    """A schema of FollowTheMoney and the kinds that its entries may be."""

    schema_: str = Field(alias="schema")
    kinds: frozenset[ListKind] = Field(min_length=1)


class Counting(Row):
    """How sure a pair of parts of names is, what the pair counts, and how that is said."""

    score: float = Field(ge=0, le=1)
    weight: float = Field(gt=0, le=1)
    says: str


class Missing(Row):
    """What a part of one name counts that the other lacks."""

    store: float = Field(gt=0, le=1)
    list_: float = Field(gt=0, le=1, alias="list")
    list_organisation: float = Field(gt=0, le=1)
    both: float = Field(gt=0, le=1)
    small: float = Field(gt=0, le=1)


class Factors(Row):
    """What the score of the names is multiplied by."""

    weak_name: float = Field(gt=0, le=1)
    short_name: float = Field(gt=0, le=1)
    state_unknown: float = Field(gt=0, le=1)
    state_differs: float = Field(gt=0, le=1)
    kind_differs: float = Field(gt=0, le=1)


class Screening(Row):
    """The whole data file, without its ``meta`` block."""

    schemata: tuple[Schema, ...]
    kinds: dict[str, ListKind]
    names: tuple[str, ...]
    weak_names: tuple[str, ...]
    states: tuple[str, ...]
    other_states: tuple[str, ...]
    ship_prefixes: tuple[str, ...]
    ship_words: tuple[str, ...]
    particles: frozenset[str]
    company_words: frozenset[str]
    parts: dict[str, Counting]
    missing: Missing
    common: frozenset[str]
    factors: Factors
    short: int = Field(ge=1, le=10)
    most_for_surname: float = Field(ge=0, le=1)
    most_for_common: float = Field(ge=0, le=1)

    @model_validator(mode="after")
    def _whole(self) -> Screening:
        if lacking := {"letters", "near", "sounds", *self.common} - set(self.parts):
            raise ValueError(f"parts lacks {', '.join(sorted(lacking))}")
        return self

    def kinds_of(self, schema: str) -> frozenset[ListKind]:
        """The kinds that an entry of a schema may be; none where it is nothing that is screened."""
        return next((row.kinds for row in self.schemata if row.schema_ == schema), frozenset())


@lru_cache(maxsize=1)
def screening() -> Screening:
    """How names are held against a list, read from ``data/screening.yaml``."""
    data = {name: value for name, value in load_data("screening").items() if name != "meta"}
    found = checked(data, Screening, "screening.yaml")
    assert isinstance(found, Screening)
    return found
