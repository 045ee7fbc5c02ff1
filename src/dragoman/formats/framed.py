"""What a frame of each answer of a desk holds: one row for each event, report, period, partner, attribution ..."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from dragoman.formats.columns import EVENT_COLUMNS, REPORT_COLUMNS, Column, Kind, Reported, day, event_of
from dragoman.formats.framed_records import ARTICLE_COLUMNS, MENTION_COLUMNS, SAYING_COLUMNS, Coded, Read, Said
from dragoman.formats.framed_ties import (
    CHANGE_COLUMNS,
    MOVER_COLUMNS,
    PARTNER_COLUMNS,
    PERIOD_COLUMNS,
    Changed,
    Moved,
    Period,
    Tied,
)
from dragoman.formats.refusals import UnframedError
from dragoman.record import Record
from dragoman.store.articles import ArticleList
from dragoman.store.engaged import Engaged
from dragoman.store.found import Citation, EventPage, Evidence, FoundCopy, FoundEvent, FoundReview
from dragoman.store.network import Network
from dragoman.store.places import Places
from dragoman.store.stream import Told
from dragoman.ties.found import Movers, Partners, TieEvents, Ties

# Texts of answers that are whole days, by name; and those that say more, beside which their day stands.
DAYS = frozenset({"last_day"})
STAMPS = frozenset({"published", "made", "withdrawn"})


@dataclass(frozen=True, slots=True)
class Shape:
    """What the rows of a frame are, and what each says.

    Args:
        name: what a row is, as it is asked for.
        columns: what a row says.
        rows: the rows out of one thing that was found.
    """

    name: str
    columns: tuple[Column[Any], ...]
    rows: Callable[[Any], Iterable[Any]]


def itself(one: Any) -> Iterable[Any]:
    """A thing that is one row."""
    return (one,)


def reports(one: Told) -> Iterable[Reported]:
    """The reports of an event."""
    return (Reported(one.event, report) for report in one.reports)


EVENTS = Shape("events", EVENT_COLUMNS, lambda one: (event_of(one),))
REPORTS = Shape("reports", REPORT_COLUMNS, reports)
# What each kind of answer gives; the first where nothing else is asked for.
SHAPES: dict[type[BaseModel], tuple[Shape, ...]] = {
    FoundEvent: (EVENTS,),
    Told: (EVENTS, REPORTS),
    Record: (
        Shape("articles", ARTICLE_COLUMNS, lambda one: (Read(one),)),
        Shape("mentions", MENTION_COLUMNS, lambda one: (Coded(one, event) for event in one.events)),
        Shape("attributions", SAYING_COLUMNS, lambda one: (Said(one, said) for said in one.attributions)),
    ),
    Ties: (
        Shape("periods", PERIOD_COLUMNS, lambda one: (Period(one, period) for period in one.periods)),
        Shape("changes", CHANGE_COLUMNS, lambda one: (Changed(one, change) for change in one.changes)),
    ),
    Partners: (Shape("partners", PARTNER_COLUMNS, lambda one: (Tied(one, partner) for partner in one.partners)),),
    Movers: (Shape("movers", MOVER_COLUMNS, lambda one: (Moved(one, mover) for mover in one.movers)),),
}
# Answers that hold a list of what a frame is made of.
HOLDERS: dict[type[BaseModel], Mapping[str, str]] = {
    EventPage: {"events": "events"}, TieEvents: {"events": "events"}, Engaged: {"events": "newest"},
    Evidence: {name: name for name in ("mentions", "origins", "voices", "copies", "reviews")},
    ArticleList: {"articles": "articles"}, Places: {"places": "places"},
    Network: {"links": "links", "nodes": "nodes"},
}  # fmt: skip
# Answers of which each field is a column.
PLAIN = (Citation, FoundCopy, FoundReview)


def framed(found: Any, rows: str | None) -> tuple[Shape, Iterator[Any]]:
    """What an answer gives as a frame, and its rows as they come.

    Args:
        found: an answer of a desk, or an iterable of events, records or the like.
        rows: which rows, where there are several.

    Raises:
        UnframedError: no frame is made of that, or it has no such rows.
    """
    things, kind = things_of(found, rows)
    shape = shape_of(kind, rows)
    return shape, chain.from_iterable(shape.rows(one) for one in things)


def things_of(found: Any, rows: str | None) -> tuple[Iterator[Any], type[BaseModel]]:
    """What the rows are made of, one after the other, and of which kind it is."""
    for holder, lists in HOLDERS.items():
        if isinstance(found, holder):
            name = asked(rows, tuple(lists), holder)
            held = getattr(found, lists[name])
            return iter(held), type(held[0]) if held else item_of(holder, lists[name])
    if isinstance(found, BaseModel):
        return iter((found,)), type(found)
    if isinstance(found, str | bytes) or not isinstance(found, Iterable):
        raise unframed(type(found).__name__)
    things = iter(found)
    first = next(things, None)
    if first is None:
        return things, nothing(rows)
    if not isinstance(first, BaseModel):
        raise unframed(type(first).__name__)
    return chain((first,), things), type(first)


def nothing(rows: str | None) -> type[BaseModel]:
    """Of which kind an empty list is: of the first that has such rows, else of events."""
    return next((kind for kind, shapes in SHAPES.items() if any(one.name == rows for one in shapes)), FoundEvent)


def shape_of(kind: type[BaseModel], rows: str | None) -> Shape:
    """What the rows of one kind of thing are."""
    for known, shapes in SHAPES.items():
        if issubclass(kind, known):
            name = asked(rows, tuple(one.name for one in shapes), known)
            return next(one for one in shapes if one.name == name)
    held = {item_of(holder, name): one for holder, lists in HOLDERS.items() for one, name in lists.items()}
    if kind in PLAIN or kind in held:
        return Shape(held.get(kind, "rows"), fields_of(kind), itself)
    raise unframed(kind.__name__)


def asked(rows: str | None, names: tuple[str, ...], kind: type) -> str:
    """Which rows are asked for: the first of the names where nothing is said."""
    if rows is None:
        return names[0]
    if rows not in names:
        raise UnframedError(f"there are no rows '{rows}' in {kind.__name__}", do=f"ask for {' or '.join(names)}")
    return rows


def unframed(name: str) -> UnframedError:
    """The refusal of what no frame is made of."""
    return UnframedError(
        f"no frame is made of {name}", do="give what a desk finds: events, ties, movers, partners, places, records"
    )


def item_of(holder: type[BaseModel], field: str) -> type[BaseModel]:
    """What the list in a field of a class holds."""
    kind: type[BaseModel] = get_args(holder.model_fields[field].annotation)[0]
    return kind


def fields_of(kind: type[BaseModel]) -> tuple[Column[Any], ...]:
    """The fields of a class as columns; what is nested becomes JSON."""
    fields = kind.model_fields.items()
    return tuple(chain.from_iterable(columns_of(name, field.annotation, field.description) for name, field in fields))


def columns_of(name: str, annotation: Any, about: str | None) -> Iterator[Column[Any]]:
    """The columns of one field."""
    said = about or name.replace("_", " ")
    known = kind_of(annotation)
    if known is None:
        yield Column(name, "text", f"{said} (JSON)", lambda one: json_of(one, name))
    elif known == "text" and name in DAYS:
        yield Column(name, "day", said, lambda one: day(getattr(one, name)))
    else:
        yield Column(name, known, said, lambda one: getattr(one, name))
        if known == "text" and name in STAMPS:
            yield Column(f"{name}_day", "day", "Its day, as written.", lambda one: day(getattr(one, name)))


def kind_of(annotation: Any) -> Kind | None:
    """What the values of a field are; None for what is nested."""
    options = [one for one in get_args(annotation) if one is not NoneType]
    if get_origin(annotation) in (Union, UnionType) and len(options) == 1:
        return kind_of(options[0])
    if get_origin(annotation) is Literal:
        return "category"
    if get_origin(annotation) is list and options == [str]:
        return "list"
    simple: dict[Any, Kind] = {bool: "truth", int: "count", float: "number", str: "text"}
    return simple.get(annotation)


def json_of(one: BaseModel, name: str) -> str:
    """A nested field as JSON."""
    return json.dumps(one.model_dump(mode="json", include={name})[name], ensure_ascii=False)
