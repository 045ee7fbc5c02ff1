"""Coding in a worker: parcels in, rows out, with what could not be read; one pipeline a process."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from dragoman.desk.reading import reader_for
from dragoman.errors import CodingError, DragomanError, StoreError
from dragoman.intake.parcels import Parcel, articles_of
from dragoman.intake.refusals import JsonInputError
from dragoman.merge.keys import article_key
from dragoman.record import Article, Record
from dragoman.scale.given import is_record, record_in
from dragoman.settings import settings
from dragoman.store.database import Database
from dragoman.store.rows import Filed, file_record
from dragoman.store.writer import known_articles


@dataclass(slots=True)
class Coded:
    """What came of some parcels.

    Args:
        filed: the new records as rows.
        known: number of articles that the store holds already.
        held: the keys of those.
        failed: locators with the errors of what could not be read or coded.
        done: locators of the parcels that were read.
    """

    filed: list[Filed] = field(default_factory=list)
    known: int = 0
    held: list[int] = field(default_factory=list)
    failed: list[tuple[str, DragomanError]] = field(default_factory=list)
    done: list[str] = field(default_factory=list)


def code_parcels(parcels: Iterable[Parcel], where: str) -> Coded:
    """Read and code parcels; articles that the store holds are not coded again.

    Args:
        parcels: what to code.
        where: the store.
    """
    coded = Coded()
    fresh: dict[int, tuple[str, Article]] = {}
    for parcel in parcels:
        if is_record(parcel):
            take_record(coded, parcel)
            continue
        for found in articles_of(parcel):
            if isinstance(found, Article):
                fresh[article_key(found)] = (parcel.locator, found)
            else:
                coded.failed.append((found.where or parcel.locator, found))
        coded.done.append(parcel.locator)
    known = known_articles(opened(where), [*fresh, *(one.key for one in coded.filed)])
    coded.known, coded.held = len(known), sorted(known)
    coded.filed = [one for one in coded.filed if one.key not in known]
    file_articles(coded, {key: one for key, one in fresh.items() if key not in known}, where)
    broken = {locator for locator, _ in coded.failed}
    coded.done = [locator for locator in coded.done if locator not in broken]
    return coded


def take_record(coded: Coded, parcel: Parcel) -> None:
    """Take a record as it is; one that does not follow the schema is a failure."""
    try:
        file_into(coded, record_in(parcel), parcel.locator)
        coded.done.append(parcel.locator)
    except JsonInputError as refusal:
        coded.failed.append((parcel.locator, refusal))


def file_articles(coded: Coded, fresh: dict[int, tuple[str, Article]], where: str) -> None:
    """Code articles that are new; one that cannot be coded does not stop the others.

    Args:
        coded: what takes their rows.
        fresh: locators and articles by their keys.
        where: the store, which remembers translations.
    """
    short: dict[int, Article] = {}
    for key, (locator, article) in fresh.items():
        if len(article.text) > settings().max_chars:
            error = CodingError(
                f"text of {len(article.text)} characters, more than {settings().max_chars}", where=locator,
                do="split it or raise DRAGOMAN_MAX_CHARS",
            )  # fmt: skip
            coded.failed.append((locator, error))
        else:
            short[key] = article
    if not short:
        return  # the pipeline takes seconds to load: not for records, nor for what is known
    for key, record in zip(short, reader_for(opened(where)).pipe(short.values()), strict=True):
        file_into(coded, record, fresh[key][0])


def file_into(coded: Coded, record: Record, locator: str) -> None:
    """File a record; one that cannot be stored is a failure."""
    try:
        coded.filed.append(file_record(record))
    except StoreError as error:
        coded.failed.append((locator, error))


@lru_cache(maxsize=4)
def opened(where: str) -> Database:
    """The store as this process sees it."""
    return Database(where)
