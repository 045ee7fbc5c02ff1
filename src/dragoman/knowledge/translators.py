"""What is known of translators: codes of languages, packages of Apertium, the index of Argos (``translators.yaml``)."""

from __future__ import annotations

from functools import lru_cache

from pydantic import Field

from dragoman.knowledge.data import Row, checked, load_data, rows


class Language(Row):
    """A language by its codes.

    Attributes:
        code: ISO 639-1.
        name: in English.
        also: other codes that translators use for it.
    """

    code: str = Field(pattern=r"^[a-z]{2}$")
    name: str
    also: tuple[str, ...] = ()


class Package(Row):
    """A Debian package of Apertium's and what it translates."""

    package: str = Field(pattern=r"^apertium-[a-z-]+$")
    pairs: tuple[tuple[str, str], ...] = Field(min_length=1)


@lru_cache(maxsize=1)
def languages() -> dict[str, Language]:
    """All languages by their ISO 639-1 codes."""
    return {row.code: row for row in rows("translators", "languages", Language)}


@lru_cache(maxsize=256)
def language_codes(code: str) -> tuple[str, ...]:
    """The ISO 639-1 codes of a language as a translator writes it; 'hbs' is written for several, some for none."""
    small = code.lower()
    named = tuple(row.code for row in languages().values() if small == row.code or small in map(str.lower, row.also))
    return named or ((small,) if len(small) == 2 and small.isalpha() else ())


def language_name(code: str) -> str:
    """The English name of a language; its code where it is not known."""
    row = languages().get(code)
    return row.name if row else code


@lru_cache(maxsize=1)
def debian_packages() -> tuple[Package, ...]:
    """Debian's packages of pairs."""
    return tuple(rows("translators", "debian", Package))


def debian_package(source: str, target: str) -> str | None:
    """Debian's package that translates a pair; None where there is none."""
    return next((row.package for row in debian_packages() if (source, target) in row.pairs), None)


def argos_index() -> str:
    """The address of the list of Argos' models."""
    return str(checked(load_data("translators")["argos_index"], str, "translators.yaml, argos_index"))
