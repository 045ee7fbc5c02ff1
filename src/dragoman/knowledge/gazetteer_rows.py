"""The gazetteer's own data files, with their schema: ``regions.yaml`` and ``gazetteer.yaml``."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from pydantic import Field, model_validator

from dragoman.knowledge.data import Row, rows, unique

RegionKind = Literal[
    "continent", "macroregion", "region", "sea", "lake", "river", "strait", "island", "peninsula", "mountains",
    "desert", "border", "site",
]  # fmt: skip


class RegionRow(Row):
    """A region, sea, strait, island, site or disputed area."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    name: str
    names: tuple[str, ...] = ()
    kind: RegionKind
    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    state: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    geonames_id: int | None = None
    note: str | None = None
    context: bool = False


class AreaRow(Row):
    """A correction to an administrative area: a better point, or English names."""

    code: str
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)
    names: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _both_or_neither(self) -> AreaRow:
        if (self.lat is None) != (self.lon is None):
            raise ValueError("give both lat and lon, or neither")
        return self

    @property
    def point(self) -> tuple[float, float] | None:
        """The better point, if any."""
        return (self.lat, self.lon) if self.lat is not None and self.lon is not None else None


class TownRow(Row):
    """The English names of a town, the usual one first."""

    id: int
    names: tuple[str, ...] = Field(min_length=1)


@lru_cache(maxsize=1)
def region_rows() -> tuple[RegionRow, ...]:
    """The rows of ``regions.yaml``.

    Raises:
        KnowledgeError: a row does not follow the schema.
    """
    found = tuple(rows("regions", "regions", RegionRow))
    unique((row.id for row in found), "regions.yaml")
    return found


@lru_cache(maxsize=1)
def area_rows() -> tuple[AreaRow, ...]:
    """The administrative areas of ``gazetteer.yaml``.

    Raises:
        KnowledgeError: a row does not follow the schema.
    """
    found = tuple(rows("gazetteer", "areas", AreaRow))
    unique((row.code for row in found), "gazetteer.yaml")
    return found


@lru_cache(maxsize=1)
def town_rows() -> tuple[TownRow, ...]:
    """The towns of ``gazetteer.yaml``.

    Raises:
        KnowledgeError: a row does not follow the schema.
    """
    found = tuple(rows("gazetteer", "towns", TownRow))
    unique((str(row.id) for row in found), "gazetteer.yaml")
    return found
