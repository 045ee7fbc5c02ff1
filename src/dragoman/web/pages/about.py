"""About this desk: what is in the store, what made it, how far it can be trusted, and under which licences."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from dragoman import __version__
from dragoman.desk import Desk
from dragoman.formats.sheets import sheet
from dragoman.knowledge.dated import data_files
from dragoman.record import SCHEMA_VERSION
from dragoman.settings import settings
from dragoman.store.holdings import Holdings, Share
from dragoman.store.migrations import HEAD
from dragoman.web.accuracy import figures
from dragoman.web.cache import Cache
from dragoman.web.files import csv_file
from dragoman.web.lasting import lasting
from dragoman.web.opened import Kept, Opened
from dragoman.web.rendering import page

COLUMNS = ("what", "name", "articles")
MOST_YEARS = 20

router = APIRouter(include_in_schema=False)


@router.get("/about")
@lasting()
def about(request: Request, desk: Opened, cache: Kept) -> HTMLResponse:
    """What is in the store, and what made it."""
    made = {
        "dragoman": __version__, "model": f"{settings().model} {version_of(settings().model)}",
        "record": SCHEMA_VERSION, "tables": HEAD, "store": desk.database.where, "version": desk.version(),
    }  # fmt: skip
    return page(
        request, "about.html.j2", here="about", summary=cache.get("summary", desk.summary), made=made,
        parts_of=parts_of(held(desk, cache)), figures=figures(), data=data_files(),
    )  # fmt: skip


@router.get("/about.csv")
def about_csv(desk: Opened, cache: Kept) -> Response:
    """What the articles are, as CSV."""
    rows = ((what, share.name, share.articles) for what, shares in parts_of(held(desk, cache)) for share in shares)
    return csv_file(sheet(COLUMNS, rows), "holdings")


def held(desk: Desk, cache: Cache) -> Holdings:
    """What the articles are."""
    return cache.get("holdings", desk.holdings)


def parts_of(holdings: Holdings) -> list[tuple[str, list[Share]]]:
    """The holdings as lists with a title each."""
    return [
        ("Year", holdings.years[-MOST_YEARS:]), ("Publisher", holdings.publishers),
        ("Class of source", holdings.classes), ("Language", holdings.languages),
    ]  # fmt: skip


def version_of(package: str) -> str:
    """The version of an installed package, by the name under which it is imported."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed as a package)"
