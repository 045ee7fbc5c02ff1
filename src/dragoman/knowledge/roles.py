"""Role nouns and collective nouns used as actors: 'minister', 'troops', 'court', with PLOVER sector and office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal

from pydantic import Field

from dragoman.errors import KnowledgeError
from dragoman.knowledge.data import Row, rows
from dragoman.knowledge.leaders import Role
from dragoman.knowledge.spelling import folded, plural

RoleKind = Literal["person", "organisation", "group"]


class RoleNoun(Row):
    """A noun or phrase, lower case and singular, except for kind ``group``, whose nouns are plurals or collectives.

    Args:
        noun: the noun.
        plurals: its plurals; empty where it has none or is one.
        sector: PLOVER sector; None where it is that of the body which the person or body belongs to.
        offices: the offices that it may name (see ``leaders``), the likeliest first.
        kind: person, organisation or group.
        collective: one noun for many people.
    """

    noun: str
    plurals: tuple[str, ...]
    sector: str | None
    offices: tuple[Role, ...] = ()
    kind: RoleKind
    collective: bool = False

    @property
    def office(self) -> Role | None:
        """The likeliest office; None where it names none."""
        return self.offices[0] if self.offices else None


class RoleRow(Row):
    """One group of nouns in ``roles.yaml``."""

    sector: str | None
    offices: tuple[Role, ...] = ()
    kind: RoleKind
    collective: bool = False
    nouns: tuple[str, ...]
    plurals: dict[str, str | tuple[str, ...] | None] = Field(default_factory=dict)

    def entries(self) -> Iterator[RoleNoun]:
        """One entry a noun."""
        for noun in self.nouns:
            yield RoleNoun(
                noun=noun, plurals=self.plurals_of(noun), sector=self.sector, offices=self.offices, kind=self.kind,
                collective=self.collective,
            )  # fmt: skip

    def plurals_of(self, noun: str) -> tuple[str, ...]:
        """The plurals of a noun."""
        if self.kind == "group":
            return ()
        irregular = self.plurals.get(noun, plural(noun))
        if irregular is None:
            return ()
        return (irregular,) if isinstance(irregular, str) else irregular


class Roles:
    """All role nouns, looked up by singular or plural."""

    def __init__(self, nouns: Iterable[RoleNoun]) -> None:
        self.nouns = {entry.noun: entry for entry in nouns}
        entries = tuple(reversed(self.nouns.values()))
        self._plurals = {key: entry for entry in entries for form in entry.plurals for key in (form, folded(form))}
        self._singulars = {key: entry for entry in entries for key in (entry.noun, folded(entry.noun))}
        self.words = max(len(form.split()) for form in (*self._singulars, *self._plurals))
        self.heads = frozenset(form.split()[-1] for form in (*self._singulars, *self._plurals))

    def lookup(self, phrase: str) -> RoleNoun | None:
        """The entry of a lower-case noun or phrase, singular or plural; None where it is not known.

        Ask for the longest phrase first: ``words`` is the length of the longest, ``heads`` holds every last word.
        """
        return self._singulars.get(phrase) or self._plurals.get(phrase)

    def is_plural(self, phrase: str) -> bool:
        """Whether a known phrase names several people or bodies: 'ministers', 'troops'."""
        single = self._singulars.get(phrase)
        return single.kind == "group" if single is not None else phrase in self._plurals


@lru_cache(maxsize=1)
def roles() -> Roles:
    """All role nouns, read from ``data/roles.yaml``."""
    found: dict[str, RoleNoun] = {}
    for row in rows("roles", "roles", RoleRow):
        if stray := set(row.plurals) - set(row.nouns):
            raise KnowledgeError(f"A plural without its noun: {min(stray)}", where="roles.yaml", do="add the noun")
        for entry in row.entries():
            found[entry.noun] = entry
    return Roles(found.values())
