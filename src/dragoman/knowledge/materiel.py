"""Materiel: named equipment and generic words for arms, classed by the UN Register of Conventional Arms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal

from pydantic import Field, model_validator

from dragoman.knowledge.data import Row, load_data, rows, unique
from dragoman.knowledge.spelling import plural, slug

UnClass = Literal["I", "II", "III", "IV", "V", "VI", "VII", "VIII"]


class Category(Row):
    """A category of the UN Register or of SIPRI."""

    id: str
    name: str | None = None
    meaning: str


class Materiel(Row):
    """One named equipment or family of it, or one generic word for arms."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: str
    aliases: tuple[str, ...] = ()
    origin: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    type: str
    un_class: UnClass | None = Field(alias="class")
    sipri: str | None = None
    described_as: tuple[str, ...] = ()
    note: str | None = None
    class_note: str | None = None
    plurals: tuple[str, ...] = ()
    needs_context: bool = False
    generic: bool = False

    @model_validator(mode="after")
    def _honest(self) -> Materiel:
        if self.generic and self.un_class is None and self.class_note is None:
            raise ValueError("a generic word without a class says why (class_note)")
        return self


class GenericRow(Row):
    """A group of generic words of one type and class."""

    type: str
    un_class: UnClass | None = Field(alias="class")
    sipri: str | None = None
    class_note: str | None = None
    needs_context: bool = False
    terms: tuple[str, ...]
    aliases: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    plurals: dict[str, str | None] = Field(default_factory=dict)

    def entries(self) -> Iterator[Materiel]:
        """One entry a word."""
        for term in self.terms:
            aliases = self.aliases.get(term, ())
            regular = tuple(map(plural, aliases)) if self.plurals.get(term, "") is not None else ()
            irregular = self.plurals.get(term, plural(term))
            yield Materiel.model_validate(
                {
                    "id": slug(term), "name": term, "aliases": aliases, "type": self.type, "class": self.un_class,
                    "sipri": self.sipri, "class_note": self.class_note, "needs_context": self.needs_context,
                    "generic": True, "plurals": ((irregular,) if irregular else ()) + regular,
                }
            )  # fmt: skip


class Materiels:
    """All materiel by id, with the categories that it is classed by."""

    def __init__(self, rows: Iterable[Materiel], classes: Iterable[Category], ambiguous: Iterable[str]) -> None:
        self.by_id = {row.id: row for row in rows}
        self.classes = {category.id: category for category in classes}
        singular = frozenset(ambiguous)
        self.ambiguous = singular | set(map(plural, singular))

    @property
    def named(self) -> list[Materiel]:
        """Named equipment."""
        return [row for row in self.by_id.values() if not row.generic]

    @property
    def generic(self) -> list[Materiel]:
        """Generic words for arms."""
        return [row for row in self.by_id.values() if row.generic]


@lru_cache(maxsize=1)
def materiel() -> Materiels:
    """All materiel, read from ``data/materiel.yaml``."""
    data = load_data("materiel")
    found = [with_plurals(row) for row in rows("materiel", "equipment", Materiel)]
    found.extend(entry for row in rows("materiel", "generic", GenericRow) for entry in row.entries())
    unique((row.id for row in found), "materiel.yaml")
    return Materiels(found, rows("materiel", "classes", Category), data["ambiguous_aliases"])


def with_plurals(row: Materiel) -> Materiel:
    """Named equipment with the regular plurals of its names: 'Tu-160s', 'destroyers'."""
    names = (name for name in (row.name, *row.aliases) if name[-1].isalnum())
    return row.model_copy(update={"plurals": tuple(map(plural, names))})
