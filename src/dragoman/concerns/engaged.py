"""Engaged provisions: which provisions a reported activity would engage, on its date, in the right direction, and why.

It describes reporting: an engaged provision is one that the act, if it was done as reported, would fall under. Whether
it breaks the provision is for others to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from dragoman.concerns.doings import Doing, When
from dragoman.concerns.goods import CATCH_ALL, matched
from dragoman.concerns.targets import base_of, covered, name_of
from dragoman.knowledge.regimes import Embargo, Measure, regimes
from dragoman.record import ConcernStatus

NAMES = {"arms_transfer": "arms", "military_training": "military training", "workers_sent_abroad": "workers"}
CONFIDENCE = {"verified": "verified", "partly_verified": "partly verified", "memory": "from memory"}
CONTESTED = "some permanent members of the Council deny that it is in force"
UNCERTAIN: dict[str, str] = {
    "in_force_partial": "only a part of the embargo is in force; see its scope",
    "in_force_check": "whether it is still in force was not checked",
    "suspended_check": "it is suspended in part; see its scope",
    "uncertain": "its status is uncertain",
}
KINDS: dict[str, str] = {
    "political": "a political declaration, no legal act",
    "policy": "a policy on licences, not a law",
    "partial_suspension": "a suspension of some licences, not an embargo",
}
NOT_DONE: dict[ConcernStatus, str] = {
    "planned": "planned or agreed, not reported as done",
    "discussed": "spoken of, not reported as done",
    "possible": "possible, asked for or threatened, not reported as done",
    "denied": "denied, refused or reported as not done",
}
NO_EXEMPTIONS = "not recorded here; read the resolution"


@dataclass(frozen=True, slots=True)
class Engaged:
    """One provision that an activity would engage, with the reasons and what argues against."""

    provision: str
    direction: str
    activity: str
    reasons: tuple[str, ...]
    against: tuple[str, ...]


@lru_cache(maxsize=4096)
def engaged(doing: Doing, when: When, status: ConcernStatus = "reported") -> tuple[Engaged, ...]:
    """The provisions that an activity would engage: those of the United Nations first, then embargoes of others.

    Args:
        doing: the activity with its parties as targets.
        when: its days.
        status: how far it is reported as done; anything but 'reported' stands among what argues against.
    """
    found = [made for row in regimes().measures.values() if (made := _by_measure(row, doing, when, status)) is not None]
    found.extend(
        made for row in regimes().embargoes.values() if (made := _by_embargo(row, doing, when, status)) is not None
    )
    return tuple(_without_catch_alls(found))


def _without_catch_alls(found: list[Engaged]) -> list[Engaged]:
    """A catch-all counts only where nothing more precise of its regime does."""
    measures = regimes().measures
    precise = {
        measures[one.provision].regime
        for one in found
        if one.provision in measures and measures[one.provision].measure_type != CATCH_ALL
    }
    return [
        one for one in found
        if one.provision not in measures or measures[one.provision].measure_type != CATCH_ALL
        or measures[one.provision].regime not in precise
    ]  # fmt: skip


def _by_measure(row: Measure, doing: Doing, when: When, status: ConcernStatus) -> Engaged | None:
    against = matched(row, doing.kind, doing.goods)
    if against is None:
        return None
    in_force = _in_force(row, when)
    side = _side(row, doing, when) if in_force is not None else None
    if in_force is None or side is None:
        return None
    direction, doubt = side
    since = next(start for start, end in row.periods if start <= when.last and (end is None or when.first < end))
    reasons = [
        f"{_what(doing)}, {direction}: {row.place}, in force since {since}; confidence {CONFIDENCE[row.confidence]}",
        row.summary,
    ]
    notes = [*against, *doubt, *in_force, *_status_of(row, when)]
    if row.cap is not None:
        notes.append(f"a cap, not a ban: {row.cap}")
    if doing.against and row.exemptions != NO_EXEMPTIONS:
        notes.append(f"exemptions: {row.exemptions}")
    return _made(row, doing, when, status, reasons, notes)


def _by_embargo(row: Embargo, doing: Doing, when: When, status: ConcernStatus) -> Engaged | None:
    against = matched(row, doing.kind, doing.goods)
    if against is None or (row.live(when.last) is False and row.live(when.first) is False):
        return None
    side = _side(row, doing, when)
    if side is None:
        return None
    direction, doubt = side
    notes = [*against, *doubt]
    if row.live(when.first) is not True or row.live(when.last) is not True:
        border = f"in force from {row.start}" + (f" to {row.end}" if row.end else "")
        notes.append(f"{border}; the act is dated {when.text}")
    notes.extend(text for text in (UNCERTAIN.get(row.status), KINDS.get(row.kind)) if text)
    scope = f"{row.imposer} embargo, {row.instrument}, since {row.start}"
    reasons = [f"{_what(doing)}, {direction}: {scope}; confidence {CONFIDENCE[row.confidence]}", row.scope]
    return _made(row, doing, when, status, reasons, notes)


def _made(
    row: Measure | Embargo, doing: Doing, when: When, status: ConcernStatus, reasons: list[str], notes: list[str]
) -> Engaged:
    if when.reported:
        reasons.append(f"undated: reported on {when.first}")
        notes.append(f"no report dates the act; the provision is taken as of the report's day, {when.first}")
    if status in NOT_DONE:
        notes.insert(0, NOT_DONE[status])
    notes.extend(doing.against)
    return Engaged(row.id, row.direction, doing.kind, tuple(reasons), tuple(dict.fromkeys(notes)))


def _what(doing: Doing) -> str:
    """'arms (class III)', 'coal'."""
    classes = [code.removeprefix("unroca_") for code in doing.goods if code.startswith("unroca_")]
    if "salw" in doing.goods:
        classes.append("VIII")
    name = NAMES.get(doing.kind) or doing.kind.replace("_", " ")
    return f"{name} (class {', '.join(classes)})" if classes else name


def _in_force(row: Measure, when: When) -> list[str] | None:
    """What argues against its being in force on the days of an act; None where it was not on any of them."""
    touching = [(start, end) for start, end in row.periods if start <= when.last and (end is None or when.first < end)]
    if not touching:
        return None
    if any(start <= when.first and (end is None or when.last < end) for start, end in touching):
        return []
    start, end = touching[0]
    border = f"it came into force on {start}" if start > when.first else f"it was no longer in force from {end}"
    return [f"the act is dated {when.text}, and {border}"]


def _status_of(row: Measure, when: When) -> Iterator[str]:
    if row.status == "in_force_contested" and _is_last_period(row, when):
        yield CONTESTED
    until = row.expires_unless_renewed
    if row.status == "in_force_renewal_unverified" and until and len(until) == 10 and when.last.isoformat() > until:
        yield f"it was to end on {until} unless renewed; a renewal was not seen"


def _is_last_period(row: Measure, when: When) -> bool:
    return row.periods[-1][0] <= when.last


def _side(row: Measure | Embargo, doing: Doing, when: When) -> tuple[str, list[str]] | None:
    """Whether the activity goes in the row's direction: in words, with what argues against; None where it does not."""
    found = [
        side for giver, receiver in _pairs(doing) if (side := _pair(row, giver, receiver, when)) is not None
    ]  # fmt: skip
    return min(found, key=lambda side: len(side[1]), default=None)


def _pairs(doing: Doing) -> Iterable[tuple[str | None, str | None]]:
    """Every giver with every receiver, except where both are of one state; None for a side that is not known."""
    for giver, receiver in product(doing.givers or (None,), doing.receivers or (None,)):
        domestic = giver is not None and receiver is not None and base_of(giver) == base_of(receiver) is not None
        if giver != receiver and not domestic:
            yield giver, receiver


def _pair(row: Measure | Embargo, giver: str | None, receiver: str | None, when: When) -> tuple[str, list[str]] | None:
    given, got = covered(row.target, giver, when.last), covered(row.target, receiver, when.last)
    words = f"from {name_of(giver)}, to {name_of(receiver)}"
    ways = []
    if row.direction in {"from_target", "both", "presence_abroad"} and given is not None:
        ways.append((given, receiver))
    if row.direction in {"to_target", "both"} and got is not None:
        ways.append((got, giver))
    for (_, doubt), other in ways:
        if isinstance(row, Embargo) and not _binds(row, other, when):
            continue
        notes = [doubt] if doubt else []
        if other is None:
            notes.append("the report does not name the other side")
        return words, notes
    return None


def _binds(row: Embargo, other: str | None, when: When) -> bool:
    """Whether an embargo binds the other side: the imposer, or a member of the body that imposed it."""
    state = base_of(other)
    return state is not None and regimes().binds(row.imposer, state, when.last)
