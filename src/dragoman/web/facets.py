"""What stands beside a list of events: chips of what is asked, facets with counts, and the choices of the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from dragoman.knowledge.activities import activities
from dragoman.knowledge.plover import plover
from dragoman.knowledge.states import states
from dragoman.record import Factuality
from dragoman.store.events import CLASSES
from dragoman.store.tally import Count, Group, Tally
from dragoman.web.choice import Choice
from dragoman.web.rendering import in_words, state_name

TITLES: dict[Group, str] = {
    "state": "State taking part", "type": "Type", "context": "Context", "year": "Year", "month": "Month",
    "factuality": "Factuality", "source_class": "Carried by",
}  # fmt: skip
# So many values of a facet are shown, and so many more folded; rarer ones are asked for in the form.
SHOWN, FOLDED = 8, 32
FLAGS = {
    "anywhere": "in whole articles", "contested": "contested", "rejected": "rejected ones too", "starred": "starred",
    "new": "new since last visit",
}  # fmt: skip
LABELS = {
    "actor": "who: ", "activity": "activity: ", "provision": "provision: ", "materiel": "materiel: ",
    "place": "place: ", "since": "since ", "until": "until ", "source_class": "carried by ",
    "factuality": "factuality: ", "context": "context: ", "type": "type: ",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition that holds, and the address without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """A value that events have.

    Args:
        label: the value in words.
        events: how many of those that were counted have it.
        url: the list with this condition, or without it where it holds.
        active: whether it holds.
    """

    label: str
    events: int
    url: str
    active: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """Values of one kind: the most frequent, and the rest."""

    title: str
    first: list[Row]
    rest: list[Row]


def chips(choice: Choice) -> list[Chip]:
    """What is asked, each with the address without it."""
    return list(made_chips(choice))


def made_chips(choice: Choice) -> Iterator[Chip]:
    """The chips in the order of the conditions."""
    values = choice.filters.values
    one_period = values.get("since") == values.get("until")
    for name, given in values.items():
        if name == "since" and one_period:
            yield Chip(f"in {given[0]}", choice.url(since=None, until=None))
        elif not (name == "until" and one_period):
            yield Chip(label(name, given), choice.url(**{name: None}))
    for name in ("starred", "new"):
        if getattr(choice, name):
            yield Chip(FLAGS[name], choice.url(**{name: None}))


def label(name: str, given: Sequence[str]) -> str:
    """A condition in words."""
    if name in FLAGS:
        return FLAGS[name]
    if name == "between":
        return " and ".join(state_name(code.upper()) for code in given)
    if name == "words":
        return f"“{given[0]}”"
    if name == "min_origins":
        return f"{given[0]} or more origins"
    value = given[0]
    if name == "actor":
        value = state_name(value.upper())
    elif name in ("source_class", "activity", "context"):
        value = in_words(value)
    return f"{LABELS.get(name, '')}{value}"


def in_title(choice: Choice) -> str:
    """What is asked in one line, for the title of a page or feed; empty where nothing is asked."""
    return ", ".join(chip.label for chip in chips(choice))


def facets(choice: Choice, tally: Tally) -> list[Facet]:
    """The facets of a list of events."""
    found = []
    for group, title in TITLES.items():
        rows = [row(choice, group, count) for count in tally.counts.get(group, [])[: SHOWN + FOLDED]]
        if rows:
            found.append(Facet(title, rows[:SHOWN], rows[SHOWN:]))
    return found


def row(choice: Choice, group: Group, count: Count) -> Row:
    """A value of a facet with its address."""
    if group == "state":
        active, url = state_link(choice, count.value)
        return Row(state_name(count.value), count.events, url, active)
    if group in ("year", "month"):
        period = choice.filters.get("since"), choice.filters.get("until")
        active = period == (count.value, count.value)
        value = None if active else count.value
        return Row(count.value, count.events, choice.url(since=value, until=value), active)
    active = (choice.filters.get(group) or "").lower() == count.value.lower()
    shown = count.value if group == "type" else in_words(count.value)
    return Row(shown, count.events, choice.url(**{group: None if active else count.value}), active)


def state_link(choice: Choice, code: str) -> tuple[bool, str]:
    """Whether a state is asked for, and the list with it, or without it where it is.

    A second state makes a pair with the first.
    """
    pair = tuple(one.upper() for one in choice.filters.values.get("between", ()))
    actor = (choice.filters.get("actor") or "").upper()
    if code in pair:
        return True, choice.url(between=None, actor=pair[1] if pair[0] == code else pair[0])
    if code == actor:
        return True, choice.url(actor=None)
    if actor in states() and not pair:
        return False, choice.url(actor=None, between=(actor, code))
    return False, choice.url(actor=code)


def options() -> Mapping[str, Any]:
    """The choices of the form."""
    return {
        "types": sorted(plover().types), "contexts": sorted(plover().contexts), "classes": CLASSES,
        "factualities": get_args(Factuality), "activities": sorted(activities().kinds),
    }  # fmt: skip
