"""What is asked of the page of a tie: two states and how to look at them, as it stands in the address."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, Literal
from urllib.parse import quote, urlencode

from starlette.datastructures import QueryParams

from dragoman.store.query import chosen, state_of
from dragoman.web.rendering import state_name

VALUES = {
    "by": ("week", "month"), "scale": ("raw", "share"), "view": ("one", "contexts"), "table": ("latest", "all"),
}  # fmt: skip


@dataclass(frozen=True)
class Tied:
    """A tie as it is asked for; None is what is usual.

    Args:
        one: the code of a state.
        other: that of the other one; the page names both in this order.
        week: the week or month whose events are listed.
    """

    one: str
    other: str
    since: str | None = None
    until: str | None = None
    by: str = "week"
    context: str | None = None
    kind: str | None = None
    scale: str = "raw"
    view: Literal["one", "contexts"] = "one"
    table: str = "latest"
    week: str | None = None

    @property
    def title(self) -> str:
        """'Russia – North Korea'."""
        return f"{state_name(self.one)} – {state_name(self.other)}"

    @property
    def dyad(self) -> str:
        """'PRK-RUS'."""
        return "-".join(sorted((self.one, self.other)))

    @property
    def series(self) -> dict[str, Any]:
        """What the series depends on, as ``Desk.ties`` takes it."""
        return {name: getattr(self, name) for name in ("since", "until", "by", "context", "kind")}

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What is not as usual, as pairs of name and value."""
        usual = {field.name: field.default for field in fields(self)[2:]}
        return [(name, getattr(self, name)) for name in usual if getattr(self, name) != usual[name]]

    def url(self, ending: str = "", **changes: str | None) -> str:
        """The address of the page, or of another format, with some things changed; one that is None is as usual.

        Another week belongs to this series: where the series changes, none is chosen.
        """
        usual: dict[str, Any] = {field.name: field.default for field in fields(self)[2:]}
        given: dict[str, Any] = {name: usual[name] if value is None else value for name, value in changes.items()}
        changed = replace(self, **given)
        if changed.series != self.series and "week" not in changes:
            changed = replace(changed, week=None)
        if ending:
            changed = replace(changed, week=None, scale="raw", view="one", table="latest")
        path = f"/ties/{quote(changed.one)}/{quote(changed.other)}{ending}"
        return f"{path}?{urlencode(changed.pairs)}" if changed.pairs else path


def tied(one: str, other: str, asked: QueryParams) -> Tied:
    """What an address asks; empty fields of a form ask for nothing.

    Raises:
        QueryError: there is no such state, or a value is none of those that there are.
    """
    given = {name: value.strip() for name, value in asked.items() if value.strip()}
    names = [field.name for field in fields(Tied)[2:]]
    values: dict[str, Any] = {name: given[name] for name in names if name in given}
    for name, known in VALUES.items():
        if name in values:
            chosen(values[name], known, name)
    return Tied(state_of(one), state_of(other), **values)
