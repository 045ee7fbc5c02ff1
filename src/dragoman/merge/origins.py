"""Origins: how many independent places the reports of one event come from.

Ten outlets that carry one agency's report are one origin. Two reports have one origin where the same source is named,
where one is a copy of the other or holds the same sentence, or where both quote the same words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.knowledge.merging import merging
from dragoman.knowledge.publishers import publishers
from dragoman.merge.acts import Act, Origin

OFFICIAL = ("state_media", "party_media")


@dataclass(frozen=True, slots=True)
class Source:
    """One independent origin of an event.

    Args:
        origin: where the information comes from.
        mentions: keys of the mentions that rest on it.
        articles: keys of the articles that rest on it.
        reasons: why these are one origin.
        party: whether it is the voice of a state that takes part in the act.
    """

    origin: Origin
    mentions: tuple[int, ...]
    articles: tuple[int, ...]
    reasons: tuple[str, ...]
    party: bool


class Union:
    """Sets that grow together, each known by its smallest member."""

    def __init__(self, members: Iterable[int]) -> None:
        self.top = {member: member for member in members}

    def find(self, member: int) -> int:
        """The name of a member's set."""
        while self.top[member] != member:
            self.top[member] = self.top[self.top[member]]
            member = self.top[member]
        return member

    def join(self, one: int, other: int) -> bool:
        """Make two sets one; False where they are one already."""
        first, second = sorted((self.find(one), self.find(other)))
        self.top[second] = first
        return first != second


def sources_of(acts: Sequence[Act], copies: Iterable[tuple[int, int]]) -> list[Source]:
    """The independent origins of the mentions of one event, the earliest first.

    Args:
        acts: the mentions.
        copies: pairs of articles that are copies of one another.
    """
    states = frozenset(state for act in acts for state in act.states)
    if len(acts) == 1:
        return [source(acts, [()], {acts[0].article: [acts[0].key]}, states)]
    carriers = leading(acts)
    places = {act.key: at for at, act in enumerate(carriers)}
    union = Union(places.values())
    why: dict[int, list[str]] = defaultdict(list)
    for reason, groups in likenesses(carriers, acts, copies):
        for group in groups:
            first, *rest = sorted(group)
            for other in rest:
                if union.join(first, other):
                    why[other].append(reason)
    found: dict[int, list[int]] = defaultdict(list)
    for place in places.values():
        found[union.find(place)].append(place)
    every = defaultdict(list)
    for act in acts:
        every[act.article].append(act.key)
    sources = [source([carriers[at] for at in group], [why[at] for at in group], every, states)
               for group in found.values()]  # fmt: skip
    return sorted(sources, key=lambda one: min(carriers[places[key]].report for key in one.mentions if key in places))


def leading(acts: Sequence[Act]) -> list[Act]:
    """For each article the mention that says where its report of the event comes from, in order of report.

    A report attributed anywhere to somebody rests on that source, unless its first sentence on the act is told by
    an agency or outlet that was there: then it saw for itself.
    """
    by_article: dict[int, list[Act]] = defaultdict(list)
    for act in sorted(acts, key=lambda one: (one.role == "title", one.sentence_start, one.trigger)):
        by_article[act.article].append(act)
    chosen = [lead(listed) for listed in by_article.values()]
    return sorted(chosen, key=lambda act: act.report)


def lead(acts: Sequence[Act]) -> Act:
    """The mention of one article that says where its report comes from."""
    return next((act for act in acts if act.origin.kind == "source"), acts[0])


def likenesses(
    acts: Sequence[Act], every: Sequence[Act], copies: Iterable[tuple[int, int]]
) -> Iterable[tuple[str, Iterable[Sequence[int]]]]:
    """Why articles have one origin, with the groups of the places of those that do.

    Args:
        acts: the mention of each article that says where its report comes from.
        every: all mentions.
        copies: pairs of articles that are copies of one another.
    """
    place = {act.article: at for at, act in enumerate(acts)}
    yield "the same source", grouped((act.origin.id, at) for at, act in enumerate(acts))
    yield "the words of one state's media", generic_media(acts)
    told = [act for act in every if act.sentence is not None]
    yield "the same sentence", grouped((act.sentence, place[act.article]) for act in told)
    yield "the same quoted words", grouped((quote, place[act.article]) for act in every for quote in sorted(act.quotes))
    yield "a copy", [(place[a], place[b]) for a, b in sorted(copies) if a in place and b in place]


def grouped(pairs: Iterable[tuple[object, int]]) -> list[list[int]]:
    """The places that share a value."""
    found: dict[object, list[int]] = defaultdict(list)
    for value, at in pairs:
        found[value].append(at)
    return [sorted(set(group)) for group in found.values() if len(group) > 1]


def generic_media(acts: Sequence[Act]) -> list[list[int]]:
    """'State media said' is the same origin as the one outlet of that state and class that is named."""
    named: dict[str, list[int]] = defaultdict(list)
    generic: dict[str | None, list[int]] = defaultdict(list)
    for at, act in enumerate(acts):
        origin = act.origin
        if origin.id.startswith("publisher:") and origin.source_class in OFFICIAL:
            if origin.id.removeprefix("publisher:") in publishers().by_id and origin.state:
                named[origin.state].append(at)
            else:
                generic[origin.state].append(at)
    # 'State media' without a state are those of the only state whose media are named.
    lone = generic.pop(None, [])
    if lone and len(named) == 1:
        generic[next(iter(named))] += lone
    return [[*places, *named[state]] for state, places in generic.items() if state in named]


def source(
    acts: Sequence[Act], why: Sequence[Sequence[str]], every: dict[int, list[int]], states: frozenset[str]
) -> Source:
    """One origin out of the mentions that rest on it."""
    best = min(acts, key=precedence)
    articles = sorted({act.article for act in acts})
    reasons = [best.origin.reason, *sorted({reason for listed in why for reason in listed})]
    return Source(
        origin=best.origin,
        mentions=tuple(sorted(key for article in articles for key in every[article])),
        articles=tuple(articles),
        reasons=tuple(reasons),
        party=is_party(best.origin, states),
    )


def precedence(act: Act) -> tuple[bool, str, bool, tuple[str, int]]:
    """Which of several reports of one origin names it: a named source, then the day, then an agency before others."""
    origin = act.origin
    return origin.kind == "outlet", (act.published or "9")[:10], origin.source_class != "wire_agency", act.report


def is_party(origin: Origin, states: frozenset[str]) -> bool:
    """Whether an origin speaks for a state that takes part: its government, its forces, its state media."""
    return origin.state in states and origin.source_class in merging().voices
