"""Translations as the store remembers them."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.store.database import Database


@dataclass(frozen=True)
class StoredTranslations:
    """The store's memory of translations."""

    database: Database
