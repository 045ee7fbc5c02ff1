"""Every address of the desk that can be asked for, with ids out of the store in the place of names in braces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi import FastAPI
from sqlalchemy import select
from starlette.routing import BaseRoute

from dragoman.desk import Desk
from dragoman.merge.keys import public_id
from dragoman.store.tables import article
from dragoman.web.telling import routes_of

NAMED = re.compile(r"\{(\w+)(?::\w+)?\}")
STATES = {"one": "RUS", "other": "PRK", "state": "PRK", "target": "PRK"}


def routes_with(app: FastAPI, method: str) -> list[BaseRoute]:
    """The routes that take a method."""
    return [route for route in routes_of(app.routes) if method in (getattr(route, "methods", None) or ())]


def ids_in(desk: Desk) -> dict[str, list[str]]:
    """Ids out of the store by what they are of."""
    with desk.database.reading() as connection:
        articles = [public_id("ar", key) for key in connection.execute(select(article.c.key)).scalars()]
    return {
        "event": [event.id for event in desk.events()],
        "article": articles,
        "alert": [alert.id for alert in desk.alerts()],
        "review": [review.id for review in desk.reviews()],
        "rule": [rule.name for rule, _ in desk.watch_rules()],
    }


def addresses(app: FastAPI, desk: Desk) -> Iterator[str]:
    """Addresses of all pages and answers but the assets: for each route one of every kind of id that it may take."""
    ids = ids_in(desk)
    for route in routes_with(app, "GET"):
        path = getattr(route, "path", "")
        if path.startswith("/assets"):
            continue
        yield from filled(path, ids)


def filled(path: str, ids: dict[str, list[str]]) -> list[str]:
    """A path with ids in the place of the names in braces."""
    names = NAMED.findall(path)
    if not names:
        return [path]
    if all(name in STATES for name in names):
        return [NAMED.sub(lambda found: STATES[found[1]], path)]
    kinds = [kind for kind in ids if f"/{kind}" in path or kind in names] or list(ids)
    return [NAMED.sub(one, path) for kind in kinds for one in ids[kind][:2]]
