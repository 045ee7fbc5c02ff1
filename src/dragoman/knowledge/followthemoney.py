"""What FollowTheMoney takes: the types of properties, the longest value of each type, and its codes of languages."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from pydantic import Field, model_validator

from dragoman.knowledge.data import Row, checked, load_data

PropertyType = Literal[
    "address", "country", "date", "entity", "identifier", "language", "name", "string", "text", "url"
]  # fmt: skip


class FollowTheMoney(Row):
    """The whole data file, without its ``meta`` block.

    Args:
        properties: the type of each property that is written.
        longest: the longest value of a type, in characters.
        unspoken: types whose statements name no language.
        languages: its ISO 639-3 code of a language by the ISO 639-1 code.
    """

    properties: dict[str, PropertyType] = Field(min_length=1)
    longest: dict[PropertyType, int]
    unspoken: frozenset[PropertyType]
    languages: dict[str, str]

    @model_validator(mode="after")
    def _whole(self) -> FollowTheMoney:
        if lacking := set(self.properties.values()) - set(self.longest):
            raise ValueError(f"longest lacks {', '.join(sorted(lacking))}")
        wrong = [f"{one}: {other}" for one, other in self.languages.items() if (len(one), len(other)) != (2, 3)]
        if wrong:
            raise ValueError(f"not codes of ISO 639-1 and 639-3: {', '.join(wrong)}")
        return self


@lru_cache(maxsize=1)
def followthemoney() -> FollowTheMoney:
    """What FollowTheMoney takes, read from ``data/followthemoney.yaml``."""
    data = {name: value for name, value in load_data("followthemoney").items() if name != "meta"}
    found = checked(data, FollowTheMoney, "followthemoney.yaml")
    assert isinstance(found, FollowTheMoney)
    return found
