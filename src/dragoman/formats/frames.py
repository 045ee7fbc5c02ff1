"""Frames: whatever a desk finds as a table of Arrow, pandas or polars, for statistics and plots.

Dates are dates, texts out of few are categories, lists are lists, what is not known is null. pandas and polars are no
part of the core: ``pip install dragoman[frames]``.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, Literal

import pyarrow as pa

from dragoman.formats.columns import Column
from dragoman.formats.framed import framed
from dragoman.formats.refusals import MissingFramesError, UnframedError
from dragoman.formats.tables import TYPES, batches_of

Library = Literal["pandas", "polars", "arrow"]


def frame(found: Any, library: Library = "pandas", *, rows: str | None = None) -> Any:
    """What was found, as a frame.

    Args:
        found: an answer of a desk: events (a list, a stream), ties, partners, movers, places, a network, evidence,
            articles, citations, records.
        library: of which the frame is: 'pandas', 'polars' or 'arrow'.
        rows: what a row is, where there are several: 'events' or 'reports' of a stream, 'periods' or 'changes' of a
            tie, 'links' or 'nodes' of a network, 'articles', 'mentions' or 'attributions' of records. The first where
            nothing is said.

    Raises:
        UnframedError: no frame is made of that, it has no such rows, or there is no such library.
        MissingFramesError: pandas or polars is not installed.

    Example:
        >>> from dragoman.desk import Desk
        >>> from dragoman.formats.frames import frame
        >>> with Desk("desk.db") as desk:
        ...     events = frame(desk.find(between=("RUS", "PRK")))
        ...     ties = frame(desk.ties("RUS", "PRK"), "polars")
    """
    makers: dict[str, Callable[..., Any]] = {"pandas": pandas, "polars": polars, "arrow": arrow}
    if library not in makers:
        raise UnframedError(f"there are no frames of '{library}'", do="ask for pandas, polars or arrow")
    return makers[library](found, rows=rows)


def arrow(found: Any, *, rows: str | None = None) -> pa.Table:
    """What was found, as a table of Arrow; see ``frame``."""
    shape, held = framed(found, rows)
    schema = pa.schema([field_of(column) for column in shape.columns])
    return pa.Table.from_batches(batches_of(held, shape.columns, schema), schema).unify_dictionaries()


def field_of(column: Column[Any]) -> pa.Field:
    """The type of a column of a frame, with its description; a text out of few is kept once."""
    kind = pa.dictionary(pa.int32(), pa.string()) if column.kind == "category" else TYPES[column.kind]
    return pa.field(column.name, kind, metadata={"description": column.about})


def pandas(found: Any, *, rows: str | None = None) -> Any:
    """What was found, as a ``pandas.DataFrame``; see ``frame``.

    Days are ``datetime64``, categories ``category``; whole numbers of which some are not known are ``Int64``.
    """
    needed("pandas")
    table = arrow(found, rows=rows)
    made = table.to_pandas(date_as_object=False)
    for field in table.schema:
        if pa.types.is_list(field.type):
            # Arrow would hand out arrays of NumPy, which are neither equal nor empty in the way of lists.
            made[field.name] = made[field.name].map(list)
        elif pa.types.is_integer(field.type) and table[field.name].null_count:
            made[field.name] = made[field.name].astype("Int64")
    return made


def polars(found: Any, *, rows: str | None = None) -> Any:
    """What was found, as a ``polars.DataFrame``; see ``frame``."""
    return needed("polars").from_arrow(arrow(found, rows=rows))


def needed(name: str) -> Any:
    """A library that is no part of the core."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise MissingFramesError(f"{name} is not installed", do="pip install dragoman[frames]") from error
