"""Records that were coded elsewhere, as ``dragoman read --format jsonl`` and ``dragoman records`` write them."""

from __future__ import annotations

import re

from pydantic import ValidationError

from dragoman.intake.parcels import Parcel
from dragoman.intake.refusals import JsonInputError
from dragoman.record import Record

# A record begins with the version of its schema.
RECORD = re.compile(rb'\s*\{\s*"schema_version"\s*:')


def is_record(parcel: Parcel) -> bool:
    """Whether a parcel is a record that was coded elsewhere."""
    return RECORD.match(parcel.data) is not None


def record_in(parcel: Parcel) -> Record:
    """The record of a parcel, as it is.

    Raises:
        JsonInputError: it does not follow the schema.
    """
    try:
        return Record.model_validate_json(parcel.data)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise JsonInputError(f"{name}: {first['msg']}", where=parcel.locator, do="see: dragoman schema") from error
