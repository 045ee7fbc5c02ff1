"""Filters: the conditions on events as they stand in a page's address, in the words of ``dragoman find``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from starlette.datastructures import QueryParams

from dragoman.store.query import Query, query_of
from dragoman.store.refusals import QueryError

FLAGS = ("anywhere", "contested", "rejected")
# Everything that a query asks but how many.
NAMES = tuple(name for name in Query.model_fields if name != "limit")


@dataclass(frozen=True)
class Filters:
    """The conditions of a page, as text, in the order of ``Query``; what is not asked is left out.

    Each value is a tuple, as 'between' takes two.
    """

    values: Mapping[str, tuple[str, ...]]

    @property
    def active(self) -> list[str]:
        """The names of what is asked."""
        return list(self.values)

    def get(self, name: str) -> str | None:
        """The first value of a condition; None where it is not asked."""
        return self.values[name][0] if name in self.values else None

    def conditions(self) -> dict[str, Any]:
        """The conditions as ``Desk.find`` takes them, words among them."""
        found: dict[str, Any] = {}
        for name, values in self.values.items():
            if name in FLAGS:
                found[name] = True
            elif name == "between":
                found[name] = values
            else:
                found[name] = values[0]
        return found

    def query(self, limit: int = 50) -> Query:
        """The conditions as a query.

        Raises:
            QueryError: one cannot be asked for.
        """
        asked = self.conditions()
        return query_of(asked.pop("words", None), {**asked, "limit": limit})

    def pairs(self) -> list[tuple[str, str]]:
        """The conditions as pairs of name and value."""
        return [(name, value) for name, values in self.values.items() for value in values]

    def changed(self, changes: Mapping[str, Iterable[str] | str | None]) -> Filters:
        """The same with some conditions set, or taken out where the value is None."""
        values = dict(self.values)
        for name, value in changes.items():
            values.pop(name, None)
            if value is not None:
                values[name] = (value,) if isinstance(value, str) else tuple(value)
        return Filters({name: values[name] for name in NAMES if name in values})

    def url(self, path: str, **changes: Iterable[str] | str | None) -> str:
        """The address of a page with these conditions, some of them changed."""
        asked = urlencode(self.changed(changes).pairs())
        return f"{path}?{asked}" if asked else path

    @property
    def text(self) -> str:
        """The conditions as they stand in an address: the same conditions are the same text."""
        return urlencode(self.pairs())


def filters_from(asked: QueryParams) -> Filters:
    """The filters in the query of an address; empty fields of a form ask for nothing.

    Raises:
        QueryError: 'between' has not two states.
    """
    values: dict[str, tuple[str, ...]] = {}
    for name in NAMES:
        given = tuple(value.strip() for value in asked.getlist(name) if value.strip())
        if not given:
            continue
        if name == "between":
            if len(given) != 2:
                raise QueryError("'between' takes two states", do="give it twice: between=RUS&between=PRK")
            values[name] = given
        else:
            values[name] = given[-1:]
    return Filters(values)


async def filters_of(request: Request) -> Filters:
    """The filters that a request asks by.

    Raises:
        QueryError: they cannot be asked for.
    """
    return filters_from(request.query_params)
