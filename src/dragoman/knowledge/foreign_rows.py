"""The rows of known names in other languages: states and cities, people, bodies, and how the language joins words."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pydantic import ConfigDict, Field

from dragoman.errors import KnowledgeError
from dragoman.knowledge.data import FOLDER, Row, checked, load_data

STATES, PEOPLE, BODIES, GRAMMAR = "states", "people", "bodies", "grammar"


class OpenRow(Row):
    """A section of a file whose other sections are for others to read."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class ForeignState(Row):
    """How a language names a state, its people and its seat of government; ``id`` is the key of states.yaml.

    Args:
        joined: the first part of adjectives of two states, as in 'американо-китайский'.
    """

    id: str = Field(pattern=r"^[A-Z]{3}$")
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()


class ForeignCity(Row):
    """How a language names a city that is no capital."""

    name: str
    geonames_id: int
    names: tuple[str, ...] = ()


class Short(OpenRow):
    """Single letters that stand for states in headlines: '미', '中', '露'.

    Args:
        letters: letter to state.
        compounds: words made of letters, each of which names its state: 'the US and China'; a letter that is no state's
            is passed over ('대북', 'towards the North').
        before: words before which a letter is certain: '米' before '政府'; where there are any, only of ``leading``.
        bare: letters that also stand alone.
        not_after: by first letter of a compound, the letters that may not stand before it.
        not_before: by last letter of a compound, the letters that may not stand after it.
    """

    letters: dict[str, str] = Field(default_factory=dict)
    compounds: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    leading: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    not_after: dict[str, str] = Field(default_factory=dict)
    not_before: dict[str, str] = Field(default_factory=dict)


class StateNames(OpenRow):
    """One ``states_LANG.yaml``."""

    states: tuple[ForeignState, ...] = ()
    cities: tuple[ForeignCity, ...] = ()
    short: Short = Short()
    context: tuple[str, ...] = ()
    shields: tuple[str, ...] = ()


class ForeignPerson(OpenRow):
    """How a language writes a leader; ``id`` is that of leaders.yaml."""

    id: str
    names: tuple[str, ...] = ()
    surnames: tuple[str, ...] = ()


class PeopleNames(OpenRow):
    """One ``people_LANG.yaml``."""

    persons: tuple[ForeignPerson, ...] = ()
    titles: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    shields: tuple[str, ...] = ()


class ForeignBody(OpenRow):
    """How a language names an organisation, a group, a publisher or materiel; ``context``: the name needs context."""

    id: str
    names: tuple[str, ...]
    context: bool = False


class BodyNames(OpenRow):
    """One ``bodies_LANG.yaml``."""

    organisations: tuple[ForeignBody, ...] = ()
    groups: tuple[ForeignBody, ...] = ()
    publishers: tuple[ForeignBody, ...] = ()
    materiel: tuple[ForeignBody, ...] = ()
    shields: tuple[str, ...] = ()


class Ending(Row):
    """What becomes of words with an ending: the forms by case, those of one case apart by '/', '=' for the word itself.

    In languages without cases all forms stand one after the other.
    """

    ending: str
    forms: tuple[str, ...]


class Grammar(OpenRow):
    """One ``grammar_LANG.yaml``: how names change and what may be joined to them.

    Args:
        nouns, adjectives: what becomes of words with an ending; the longest ending that fits decides.
        declensions: all forms of an adjective by the ending of its first form.
        irregular: the forms by case of single words.
        indeclinable: words that do not change, whatever their ending.
        conjunctions: words after which a name begins anew: 'Босния и Герцеговина'.
        plurals: endings of words in the plural.
        prefixes: what may stand directly before a name; ``article_prefixes``: before one that has dropped its article.
        article: the article that names are joined to.
        suffixes: words that may be joined to a name; ``particles``: particles that may follow then.
        letters: one letter for another, before names are compared.
    """

    nouns: tuple[Ending, ...] = ()
    adjectives: tuple[Ending, ...] = ()
    declensions: tuple[Ending, ...] = ()
    irregular: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    indeclinable: tuple[str, ...] = ()
    conjunctions: tuple[str, ...] = ()
    plurals: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    article_prefixes: tuple[str, ...] = ()
    article: str | None = None
    suffixes: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    letters: dict[str, str] = Field(default_factory=dict)
    scripts: tuple[str, ...] = ()
    latin: bool = False
    open_borders: bool = False


def state_names(language: str) -> StateNames:
    """The states and cities in a language; empty where there is no file.

    Raises:
        KnowledgeError: the file does not follow its schema.
    """
    found = read(STATES, language, StateNames)
    assert isinstance(found, StateNames)
    return found


def people_names(language: str) -> PeopleNames:
    """The leaders in a language; empty where there is no file.

    Raises:
        KnowledgeError: the file does not follow its schema.
    """
    found = read(PEOPLE, language, PeopleNames)
    assert isinstance(found, PeopleNames)
    return found


def body_names(language: str) -> BodyNames:
    """The organisations, groups, publishers and materiel in a language; empty where there is no file.

    Raises:
        KnowledgeError: the file does not follow its schema.
    """
    found = read(BODIES, language, BodyNames)
    assert isinstance(found, BodyNames)
    return found


def grammar(language: str) -> Grammar:
    """How names change in a language.

    Raises:
        KnowledgeError: the file does not follow its schema.
    """
    found = read(GRAMMAR, language, Grammar)
    assert isinstance(found, Grammar)
    return found


def read(part: str, language: str, model: type[Row]) -> Any:
    """One file of names as its model; an empty one where there is no file."""
    name = file_name(part, language)
    data = load_data(name) if (FOLDER / f"{name}.yaml").is_file() else {}
    return checked(data, model, f"{name}.yaml")


def file_name(part: str, language: str) -> str:
    """The name of a data file of names."""
    return f"names/{part}_{language}"


@lru_cache(maxsize=1)
def foreign_languages() -> frozenset[str]:
    """The languages, ISO 639-1, in which names are known."""
    return frozenset(path.stem.partition("_")[2] for path in (FOLDER / "names").glob(f"{GRAMMAR}_*.yaml"))


def known_language(language: str) -> str:
    """The language itself.

    Raises:
        KnowledgeError: no names are known in it.
    """
    if language not in foreign_languages():
        known = ", ".join(sorted(foreign_languages()))
        raise KnowledgeError(f"No names are known in '{language}'", where="knowledge/data/names", do=f"use {known}")
    return language
