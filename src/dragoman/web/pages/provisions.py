"""Provisions: what is in force against a state or a group on a day, paragraph by paragraph."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from dragoman.concerns.aimed import Aimed, aimed, all_aimed
from dragoman.concerns.provisions import Provision, provisions, target_named
from dragoman.concerns.targets import name_of
from dragoman.formats.provisions import provision_csv, provision_json
from dragoman.formats.provisions_timeline import timeline
from dragoman.knowledge.regimes import regimes
from dragoman.store.refusals import QueryError
from dragoman.web.lasting import lasting
from dragoman.web.opened import Kept, Opened
from dragoman.web.rendering import page, state_name, today

router = APIRouter(include_in_schema=False)
BODIES = {"EU": "European Union", "LAS": "League of Arab States", "OSCE": "OSCE"}
DIRECTIONS = {
    "to_target": "supply to {}", "from_target": "procurement from {}", "both": "to and from {}",
    "presence_abroad": "people of {} abroad", "target_obligation": "a duty of {} itself",
}  # fmt: skip
CHECKED = {
    "verified": "checked: measure and paragraph were seen in the source",
    "partly_verified": "partly checked: the measure was seen in the source, paragraph or date not",
    "memory": "not checked: check before use",
}


def day_of(on: str | None = None) -> date:
    """The day that is asked about; today where none is.

    Raises:
        QueryError: it is no date.
    """
    try:
        return date.fromisoformat((on or "").strip() or today())
    except ValueError as error:
        raise QueryError(f"no date '{on}'", do="write 2012-06-01") from error


Day = Annotated[date, Depends(day_of)]


@router.get("/provisions")
@lasting()
def all_targets(request: Request, on: Day, q: str = "") -> HTMLResponse:
    """Whom provisions are aimed at, with how many are in force."""
    asked = q.strip().lower()
    found = [one for one in all_aimed(on) if asked in f"{one.name} {one.id} {' '.join(one.regimes)}".lower()]
    return page(
        request, "provisions.html.j2", here="provisions", found=found, asked=q.strip(), on=on.isoformat(),
        regimes=regimes().regimes, imposer=imposer, url=list_url,
        formats=[("CSV", list_url("/provisions.csv", on), "text/csv"),
                 ("JSON", list_url("/provisions.json", on), "application/json")],
    )  # fmt: skip


@router.get("/provisions.csv")
def all_csv(on: Day) -> Response:
    """All provisions in force on a day as CSV."""
    return Response(provision_csv(provisions(on=on)), media_type="text/csv")


@router.get("/provisions.json")
def all_json(on: Day) -> Response:
    """All provisions in force on a day as JSON."""
    return Response(provision_json(provisions(on=on)), media_type="application/json")


@router.get("/provisions/{target}.csv")
def target_csv(target: str, on: Day, every: bool = False) -> Response:
    """The provisions against a target as CSV."""
    return Response(provision_csv(provisions(target, on, everything=every)), media_type="text/csv")


@router.get("/provisions/{target}.json")
def target_json(target: str, on: Day, every: bool = False) -> Response:
    """The provisions against a target as JSON."""
    return Response(provision_json(provisions(target, on, everything=every)), media_type="application/json")


@router.get("/provisions/{target}")
@lasting()
def one_target(request: Request, target: str, desk: Opened, kept: Kept, on: Day, every: bool = False) -> HTMLResponse:
    """The regimes against a state or a group: as of a day, or all that ever was."""
    summary = aimed(target_named(target), on)
    ever = provisions(summary.id, on, everything=True)
    shown = ever if every else [row for row in ever if row.in_force is not False]
    ids = tuple(row.id for row in ever)
    return page(
        request, "regime.html.j2", here="provisions", target=summary, ever=ever, shown=shown, every=every,
        on=on.isoformat(), groups=grouped(shown), timeline=timeline(ever, on), regimes=regimes().regimes,
        concerns=kept.get(("engaged", ids), lambda: desk.engaged(*ids)), addressed=Addressed(summary, on, every),
        imposer=imposer, direction=direction, checked=CHECKED, sources=sources(), measures=regimes().measure_types,
    )  # fmt: skip


def grouped(shown: list[Provision]) -> list[tuple[str, list[Provision]]]:
    """The provisions of each UN regime, then under an empty name the embargoes of states and bodies."""
    found: dict[str, list[Provision]] = {}
    for row in shown:
        found.setdefault(row.regime if row.id in regimes().measures else "", []).append(row)
    return sorted(found.items(), key=lambda pair: not pair[0])


def imposer(code: str) -> str:
    """The name of a state or body that imposed an embargo."""
    return BODIES.get(code) or state_name(code)


def direction(row: Provision) -> str:
    """Which way a provision works, in words."""
    return DIRECTIONS[row.direction].format(", ".join(map(in_words, row.target)))


def in_words(target: str) -> str:
    """A target by its name: 'North Korea', 'the Houthis', 'Libya (non-government)'."""
    state, _, part = target.partition(":")
    if target == "ALL":
        return "everybody"
    if state == "GRP":
        return name_of(target).removeprefix("GRP:").replace("-", " ")
    return f"{state_name(state)} ({part.replace('_', ' ')})" if part else state_name(state)


def sources() -> dict[str, str]:
    """The titles of sources by their addresses."""
    return {source.url: source.title for source in regimes().sources.values()}


def list_url(path: str, on: date | str, **asked: str) -> str:
    """The address of the list as of a day; today needs no saying."""
    day = str(on)
    said = {**({"on": day} if day != today() else {}), **{name: value for name, value in asked.items() if value}}
    return f"{path}?{urlencode(said)}" if said else path


class Addressed:
    """The addresses that a target's page leads to.

    Args:
        target: the target.
        on: the day that is asked about.
        every: whether all that ever was is shown.
    """

    def __init__(self, target: Aimed, on: date, every: bool) -> None:
        self.path = f"/provisions/{quote(target.address)}"
        self.on = on.isoformat()
        self.every = every

    def page(self, on: str | None = None, every: bool | None = None, suffix: str = "") -> str:
        """The page as of another day, or with all that ever was, or without."""
        whole = self.every if every is None else every
        return list_url(self.path + suffix, on or self.on, every="true" if whole else "")

    def bar(self, row: Provision) -> str:
        """A provision in the table; where it is not in force, in the table of all that ever was."""
        return f"{'' if self.every or row.in_force is not False else self.page(every=True)}#{row.id}"

    def events(self, name: str) -> str:
        """The events that would engage a provision or any of a regime."""
        return f"/events?{urlencode({'provision': name})}"

    def formats(self) -> list[tuple[str, str, str]]:
        """The same rows in other formats."""
        return [
            ("CSV", self.page(suffix=".csv"), "text/csv"),
            ("JSON", self.page(suffix=".json"), "application/json"),
        ]  # fmt: skip
