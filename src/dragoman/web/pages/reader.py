"""The reader: the exact text of an article with everything that was found in it."""

from __future__ import annotations

import json
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from dragoman.desk import Desk
from dragoman.formats.atom import article_atom
from dragoman.formats.fragments import source_address
from dragoman.formats.json import json_text
from dragoman.formats.layers import LAYERS, Layers, anchors_css
from dragoman.formats.sheets import sheet
from dragoman.store.articles import ArticleList
from dragoman.store.corrections import is_entity_id
from dragoman.store.reading import Reading
from dragoman.store.reviews import Action
from dragoman.web.cache import Cache
from dragoman.web.files import base_of
from dragoman.web.forms import Form, text_in
from dragoman.web.opened import Kept, Opened
from dragoman.web.person import Analyst
from dragoman.web.refusals import RefusedError
from dragoman.web.rendering import page

router = APIRouter(include_in_schema=False)
PAGE = 50
MOST, MOST_IN_FEED = 10_000, 100
COLUMNS = ("id", "published", "publisher", "title", "byline", "language", "mentions", "url")
NOT_KNOWN = "unknown"
ACTIONS: tuple[Action, ...] = ("confirm", "correct", "reject")
Words = Annotated[str | None, Query(max_length=500)]
Number = Annotated[int, Query(ge=1, le=1_000_000, alias="page")]


@router.get("/articles")
def articles(request: Request, desk: Opened, words: Words = None, number: Number = 1) -> HTMLResponse:
    """The articles of the store, the newest first."""
    asked = (words or "").strip()
    found = desk.articles(asked or None, first=(number - 1) * PAGE, limit=PAGE)
    return page(
        request, "articles.html.j2", here="articles", words=asked, found=found, number=number, size=PAGE,
        pages=-(-found.total // PAGE),
    )  # fmt: skip


@router.get("/articles.csv")
def articles_csv(desk: Opened, words: Words = None) -> Response:
    """The same articles as CSV."""
    rows = ([getattr(one, name) for name in COLUMNS] for one in listed(desk, words).articles)
    return Response(sheet(COLUMNS, rows), media_type="text/csv; charset=utf-8")


@router.get("/articles.json")
def articles_json(desk: Opened, words: Words = None) -> Response:
    """The same articles as JSON."""
    found = [one.model_dump(mode="json") for one in listed(desk, words).articles]
    return Response(json.dumps(found, ensure_ascii=False, indent=2), media_type="application/json")


@router.get("/articles.atom")
def articles_atom(request: Request, desk: Opened, words: Words = None) -> Response:
    """The newest of the same articles as a feed."""
    base, asked = base_of(request), (words or "").strip()
    query = f"?{urlencode({'words': asked})}" if asked else ""
    made = article_atom(
        desk.articles(asked or None, limit=MOST_IN_FEED).articles, desk=base, words=asked,
        address=f"{base}/articles.atom{query}", page=f"{base}/articles{query}",
    )  # fmt: skip
    return Response(made, media_type="application/atom+xml")


def listed(desk: Desk, words: str | None) -> ArticleList:
    """The articles that are asked for, without pages."""
    return desk.articles((words or "").strip() or None, limit=MOST)


@router.get("/articles/{name}.json")
def record_json(desk: Opened, name: str) -> Response:
    """The record of an article, as ``dragoman read --format json`` writes it."""
    return Response(json_text(desk.record(name)), media_type="application/json")


@router.get("/articles/{name}/marks.css")
def marks_css(desk: Opened, cache: Kept, name: str) -> Response:
    """What lights the words that an address points at, for browsers without scripts."""
    rules = anchors_css(layers_of(desk, cache, name).cards)
    return Response(rules, media_type="text/css; charset=utf-8", headers={"Cache-Control": "no-cache"})


@router.get("/articles/{name}")
def article(request: Request, desk: Opened, cache: Kept, name: str) -> HTMLResponse:
    """An article: its text, and a card for each thing that it reports."""
    layers = layers_of(desk, cache, name)
    reading = layers.reading
    return page(
        request, "reader.html.j2", here="articles", reading=reading, article=reading.record.article, layers=layers,
        # Escaped piece by piece where it was made.
        text=Markup(layers.html), translation=Markup(layers.translation) if layers.translation else None,
        shown=shown_layers(request), all_layers=LAYERS,
        source=lambda words: source_address(reading.article.url, words), sources=sources_of(reading),
        not_known=NOT_KNOWN,
    )  # fmt: skip


def layers_of(desk: Desk, cache: Cache, name: str) -> Layers:
    """The marks and cards of an article; the page and the style that it loads ask for the same."""
    return cache.get(("article", name), lambda: Layers(desk.read_article(name)))


def shown_layers(request: Request) -> tuple[str, ...]:
    """The layers that the address asks for; all where it says nothing."""
    given = request.query_params.getlist("layers")
    if not given:
        return LAYERS
    asked = {part for value in given for part in value.split(",")}
    return tuple(one for one in LAYERS if one in asked)


def sources_of(reading: Reading) -> list[tuple[str, str]]:
    """Who may be the source of something in an article: ids and names, by name."""
    found = [(one.id, one.name) for one in reading.record.entities if one.kind not in ("place", "materiel")]
    return sorted(found, key=lambda one: (one[1].casefold(), one[0]))


@router.post("/articles/{name}/reviews")
def review(form: Form, desk: Opened, person: Analyst, name: str) -> Response:
    """Take down what an analyst says of an attribution, and go back to its card."""
    reading = desk.read_article(name)
    target = text_in(form, "target") or ""
    action = next((one for one in ACTIONS if one == text_in(form, "action")), None)
    if action is None or all(one.id != target for one in reading.attributions):
        raise RefusedError("no review of an attribution of this article", where=target, do="use the form of its card")
    fields = source_fields(reading, text_in(form, "source")) if action == "correct" else None
    desk.review(target, action, fields=fields, note=text_in(form, "note"), author=person.name or None)
    return RedirectResponse(f"/articles/{reading.id}#card-{target}", status_code=303)


@router.post("/articles/{name}/reviews/withdraw")
def withdraw(form: Form, desk: Opened, person: Analyst, name: str) -> Response:
    """Take a review back."""
    reading = desk.read_article(name)
    wanted = text_in(form, "review") or ""
    if all(one.id != wanted for one in reading.reviews):
        raise RefusedError("no review of this article", where=wanted, do="use the list of its reviews")
    desk.withdraw(wanted)
    return RedirectResponse(f"/articles/{reading.id}#reviews", status_code=303)


def source_fields(reading: Reading, given: str | None) -> dict[str, str | None]:
    """The corrected source: an entity by its id or its name in the article, else the words as they are given."""
    if given is None:
        return {}
    if given == NOT_KNOWN:
        return {"source_entity": None, "source": None}
    by_name = {one.name.casefold(): one.id for one in reading.record.entities}
    name = by_name.get(given.casefold(), given)
    return {"source_entity": name} if is_entity_id(name) else {"source_entity": None, "source": given}
