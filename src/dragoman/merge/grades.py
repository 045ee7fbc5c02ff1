"""Grades: how far an event can be relied on, in the manner of the NATO Admiralty code.

A to F says how reliable the best of its independent origins is, by class of publisher (``merging.yaml``, which an
analyst edits); 1 to 6 how far the origins bear one another out. A grade is a summary of who reports, not of the truth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.knowledge.merging import Reliability, merging
from dragoman.merge.acts import Origin
from dragoman.merge.origins import Source
from dragoman.record import Factuality

LABELS = {
    "A": "completely reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable",
    "E": "unreliable", "F": "reliability cannot be judged",
    1: "confirmed by other independent origins", 2: "probably true", 3: "possibly true", 4: "doubtful",
    5: "improbable", 6: "truth cannot be judged",
}  # fmt: skip
CONFIRMED = 3
LIKELY = 2


@dataclass(frozen=True, slots=True)
class Grade:
    """Reliability A-F, credibility 1-6, and why."""

    reliability: Reliability
    credibility: int
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        """'B2'."""
        return f"{self.reliability}{self.credibility}"


@dataclass(frozen=True, slots=True)
class Reports:
    """What the reports of one event say as a whole.

    Args:
        statement: whether the act is words of its actor, who is then where all reports come from.
        factuality: of the event as a whole.
        affirm: number of origins that say it happened.
        deny: number of origins that say it did not.
        outlets: number of outlets that carry it.
    """

    statement: bool
    factuality: Factuality
    affirm: int
    deny: int
    outlets: int


def grade(sources: Sequence[Source], reports: Reports) -> Grade:
    """The grade of an event with these independent origins."""
    letter, source = min((reliability(one.origin), one.origin.name) for one in sources)
    first = f"{letter}: {LABELS[letter]}; the best origin is {source}"
    number, second = credibility(sources, reports)
    return Grade(letter, number, (first, f"{number}: {LABELS[number]}; {second}"))


def reliability(origin: Origin) -> Reliability:
    """How reliable an origin is, by its own grade or that of its class."""
    rules = merging()
    own = rules.reliability_of.get(origin.id)
    if own is not None:
        return own
    return by_class().get(origin.source_class or "", "F")


@lru_cache(maxsize=1)
def by_class() -> dict[str, Reliability]:
    """The letters of the classes."""
    return {str(name): letter for name, letter in merging().reliability.items()}


def credibility(sources: Sequence[Source], reports: Reports) -> tuple[int, str]:
    """How far the origins bear one another out, and why."""
    affirm, deny = reports.affirm, reports.deny
    if reports.factuality in ("future", "hypothetical"):
        return 6, "it is reported as planned or possible, not as done"
    if deny and affirm:
        if affirm > deny and affirm >= CONFIRMED:
            return 3, f"{affirm} origins report it, {deny} deny it"
        return 4, f"{counted(affirm)} and {deny} denying it"
    if deny:
        return 5, f"reported only as denied, by {counted(deny)}"
    if reports.statement:
        number = LIKELY if reports.outlets > 1 else 3
        return number, f"a statement comes from who makes it; carried by {reports.outlets} outlets"
    outside = sum(not one.party for one in sources)
    own_side = len({one.origin.state for one in sources if one.party})
    # Several voices of one state are one voice on what that state does.
    voices = outside + own_side
    said = f"{counted(len(sources))}, {len(sources) - outside} speaking for a state that takes part"
    if voices >= CONFIRMED and outside:
        return 1, said
    if voices >= LIKELY:
        return 2, said
    if not outside:
        return 4 if len(sources) == 1 else 3, f"only voices of a state that takes part: {said}"
    return 3, f"not borne out by others: {said}"


def counted(number: int) -> str:
    """'1 origin', '3 origins'."""
    return f"{number} origin{'' if number == 1 else 's'}"
