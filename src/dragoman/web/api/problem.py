"""Problems: what the API answers where it cannot do what is asked, in one shape."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field


class Problem(BaseModel):
    """What was wrong, where, and what to do about it."""

    code: str = Field(description="Stays the same, whatever the words: D605 of dragoman, or HTTP 422.")
    what: str
    where: str | None
    do: str | None


class Refusal(BaseModel):
    """The answer to what cannot be done."""

    error: Problem


MEANINGS = {
    400: "A question of the right shape that cannot be answered: a state, date or provision that there is not",
    401: "It is not known who asks",
    403: "A reader asks to change something, or a browser without the token of a page",
    404: "Nothing has that id or name",
    413: "More was sent than is taken",
    422: "Not of the shape that is described here",
    429: "Wrong tokens were tried too often",
}
ASKED = (400, 401, 404, 422, 429)
SENT = (*ASKED, 403, 413)


def answers(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Refusals as OpenAPI describes them."""
    return {status: {"model": Refusal, "description": MEANINGS[status]} for status in sorted(statuses)}
