"""Grounds of confidence: what adds to, and takes from, the confidence in a coded event, each with its points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.record import Entity, Factuality, Mention

# Set on the development gold, to two digits.
START, PER_WEIGHT, MOST_WEIGHT = 0.3, 0.22, 1.6
SIDE, NAMED, KNOWN, NOT_ASSERTED = 0.08, 0.08, 0.05, -0.1
LEAST, MOST = 0.05, 0.95


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that speaks for an event or against it, in points of confidence (0 to 1)."""

    points: float
    reason: str


def grounds_of(
    weight: float,
    actors: Sequence[Mention],
    recipients: Sequence[Mention],
    entities: Mapping[str, Entity],
    factuality: Factuality,
) -> tuple[Ground, ...]:
    """The grounds of one event: trust in the entry, both sides found, names rather than descriptions, asserted or not.

    Args:
        weight: how much the lexicon trusts the entry, about 1.
        actors, recipients: the mentions that take part.
        entities: what they name, by id.
        factuality: as the words of the sentence have it.
    """
    named = [mention for mention in (*actors, *recipients) if mention.form not in {"pronoun", "nominal"}]
    known = any(entities[mention.entity].known for mention in named)
    grounds = [
        Ground(START, "what every event begins with"),
        Ground(PER_WEIGHT * min(weight, MOST_WEIGHT), f"trust in the words that report it, weight {weight:.2f}"),
    ]
    if actors:
        grounds.append(Ground(SIDE, "an actor was found"))
    if recipients:
        grounds.append(Ground(SIDE, "a recipient was found"))
    if named:
        grounds.append(Ground(NAMED, "a side is named, not only described"))
    if known:
        grounds.append(Ground(KNOWN, "a side is known to dragoman"))
    if factuality in {"hypothetical", "negated"}:
        grounds.append(Ground(NOT_ASSERTED, f"it is {factuality}, not asserted"))
    return tuple(grounds)


def confidence(grounds: Iterable[Ground]) -> float:
    """The sum of the grounds, kept between ``LEAST`` and ``MOST``, to two digits."""
    return round(min(max(sum(ground.points for ground in grounds), LEAST), MOST), 2)
