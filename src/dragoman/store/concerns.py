"""Concerns in the store: the provisions that a merged event would engage, and the facets by which they are found."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from dragoman.concerns.doings import Doing, span_of_stamps, status
from dragoman.concerns.engaged import engaged
from dragoman.concerns.record import WEIGHT
from dragoman.knowledge.regimes import regimes
from dragoman.store.rows import Row, listed

ANY = "any"
CONTESTED = "some origins deny it"


def with_concerns(row: Row) -> Row:
    """An event's row with the provisions that it would engage, by its date and factuality as they stand in the row."""
    doings = json.loads(row["activities"])
    if doings:
        row["concerns"] = listed(concerns_of(row, [Doing.from_row(one) for one in doings]))
    return row


def concerns_of(row: Mapping[str, Any], doings: list[Doing]) -> list[Row]:
    """The concerns of an event, one a provision: of several reports of one, that which says most."""
    when = span_of_stamps(row["when_value"], row["when_end"], row["when_precision"], row["first_report"])
    if when is None:
        return []
    found: dict[str, Row] = {}
    for doing in doings:
        how = status(row["type"], row["factuality"], doing)
        for made in engaged(doing, when, how):
            known = found.get(made.provision)
            if known is not None and WEIGHT[known["status"]] >= WEIGHT[how]:
                continue
            found[made.provision] = {
                "provision": made.provision,
                "direction": made.direction,
                "activity": made.activity,
                "status": how,
                "reasons": list(made.reasons),
                "against": [*made.against, *([CONTESTED] if row["contested"] else [])],
                "called_illegal": list(doing.illegal),
            }
    return list(found.values())


def concern_facets(row: Mapping[str, Any]) -> set[str]:
    """The facets of an event's activities and of the provisions that it would engage."""
    found = {f"activity:{one['kind']}" for one in json.loads(row["activities"])}
    for one in json.loads(row["concerns"]):
        found |= {f"provision:{one['provision']}", f"provision:{ANY}", f"regime:{regime_of(one['provision'])}"}
    return found


def regime_of(provision: str) -> str:
    """The regime of a provision: that of the UN, or who imposed an embargo."""
    measure = regimes().measures.get(provision)
    if measure is not None:
        return measure.regime
    embargo = regimes().embargoes.get(provision)
    return embargo.imposer if embargo is not None else "unknown"
