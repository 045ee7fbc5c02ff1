"""The choice of a list of events, as it stands in the page's address: filters, stars, what is new, and the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Request
from sqlalchemy import ColumnElement
from starlette.datastructures import QueryParams

from dragoman.store.personal import Personal, is_new
from dragoman.web.filters import Filters, filters_from

PATH = "/events"


@dataclass(frozen=True)
class Choice:
    """Which events a list shows.

    Args:
        filters: the conditions of ``dragoman find``.
        starred: only those that the person starred.
        new: only those with reports that came after the person's last visit.
        after: where the page before ended; None on the first page.
    """

    filters: Filters
    starred: bool = False
    new: bool = False
    after: str | None = None

    @property
    def personal(self) -> bool:
        """Whether the list is another one for everybody."""
        return self.starred or self.new

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What is asked as pairs of name and value, without the page."""
        marks = [("starred", self.starred), ("new", self.new)]
        return [*self.filters.pairs(), *((name, "1") for name, asked in marks if asked)]

    @property
    def text(self) -> str:
        """What is asked as it stands in an address: the same choice is the same text."""
        return urlencode(self.pairs)

    def url(self, path: str = PATH, /, **changes: Iterable[str] | str | None) -> str:
        """The address of a list with this choice, some of it changed; it begins with the newest events."""
        starred = changes.pop("starred") is not None if "starred" in changes else self.starred
        new = changes.pop("new") is not None if "new" in changes else self.new
        changed = replace(self, filters=self.filters.changed(changes), starred=starred, new=new, after=None)
        return f"{path}?{changed.text}" if changed.text else path

    @property
    def here(self) -> str:
        """The address of this very page."""
        pairs = [*self.pairs, *([("after", self.after)] if self.after else [])]
        return f"{PATH}?{urlencode(pairs)}" if pairs else PATH

    def older(self, after: str) -> str:
        """The address of the next page."""
        return f"{PATH}?{urlencode([*self.pairs, ('after', after)])}"

    def further(self, personal: Personal, known: int) -> list[ColumnElement[bool]]:
        """The conditions beside those of a query.

        Args:
            personal: what the person keeps.
            known: number of the newest article at the end of the visit before.
        """
        return [*([personal.is_starred()] if self.starred else []), *([is_new(known)] if self.new else [])]


def choice_from(text: str) -> Choice:
    """The choice in the query of an address.

    One state of two is whoever takes part.

    Raises:
        QueryError: it cannot be asked for.
    """
    asked = QueryParams(text)
    states = [value for value in asked.getlist("between") if value.strip()]
    if len(states) == 1:
        others = [(name, value) for name, value in asked.multi_items() if name != "between"]
        asked = QueryParams([("actor", states[0]), *others])
    marks = {name: bool(asked.get(name, "").strip()) for name in ("starred", "new")}
    return Choice(filters_from(asked), after=asked.get("after", "").strip() or None, **marks)


async def choice_of(request: Request) -> Choice:
    """The choice that a request asks by.

    Raises:
        QueryError: it cannot be asked for.
    """
    return choice_from(request.url.query)


Chosen = Annotated[Choice, Depends(choice_of)]
