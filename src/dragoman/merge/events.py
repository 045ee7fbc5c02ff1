"""Events: what the mentions of one act say together, side by side where they contradict one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dragoman.concerns.doings import Doing, together
from dragoman.knowledge.merging import merging
from dragoman.knowledge.plover import plover
from dragoman.merge.acts import Act, Party, Venue, day_of
from dragoman.merge.grades import Grade, Reports, grade
from dragoman.merge.origins import Source, is_party, sources_of
from dragoman.record import VENUES, Factuality, When

# What weighs most where mentions differ: what is said to have happened outweighs plans, which come before it.
WEIGHT: dict[Factuality, int] = {"happened": 3, "historical": 3, "future": 2, "hypothetical": 1, "negated": 0}
MOST_PARTIES = 12
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Voice:
    """What one origin says of the act: that it happened, will, may, or did not, and in which articles."""

    origin: str
    name: str
    says: str
    party: bool
    articles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """One event: what happened once, by all its mentions."""

    key: int
    type: str
    mode: str | None
    quad: str
    score: float | None
    contexts: tuple[str, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    materiel: tuple[str, ...]
    when: When
    first: int | None
    last: int | None
    venue: Venue | None
    factuality: Factuality
    contested: bool
    mentions: tuple[int, ...]
    outlets: tuple[str, ...]
    classes: tuple[str, ...]
    sources: tuple[Source, ...]
    voices: tuple[Voice, ...]
    grade: Grade
    first_report: str | None
    last_report: str | None
    doings: tuple[Doing, ...]

    @property
    def day(self) -> int | None:
        """The day that it is sorted by: its first, else that of its first report."""
        return self.first


def event_key(acts: Iterable[Act]) -> int:
    """The key of an event: that of its earliest reported mention."""
    return min(acts, key=lambda act: act.report).key


def merged(acts: Sequence[Act], copies: Iterable[tuple[int, int]] = ()) -> Merged:
    """The event that mentions of one act make together.

    Args:
        acts: its mentions, at least one.
        copies: pairs of keys of articles that are copies of one another.
    """
    ordered = sorted(acts, key=lambda act: act.order)
    head = ordered[0]
    factuality = factuality_of(ordered)
    # A plan is coded as an agreement by PLOVER: what was done says what it was.
    kind = most((act.type for act in ordered if WEIGHT[act.factuality] == WEIGHT[factuality]), head.type)
    same = [act for act in ordered if act.type == kind]
    mode = most((act.mode for act in same if act.mode), None)
    sources = tuple(sources_of(ordered, copies))
    voices = tuple(voices_of(ordered, sources))
    affirm, deny = sides(voices)
    outlets = tuple(sorted({act.outlet for act in ordered}))
    dated = min((act for act in ordered if act.anchored), key=width, default=None)
    actors, recipients = participants(same)
    stamps = sorted(act.published for act in ordered if act.published)
    quad, score = valued(kind, mode)
    statement = kind in merging().statements | merging().spoken and len({act.origin.id for act in same}) == 1
    return Merged(
        key=event_key(ordered),
        type=kind,
        mode=mode,
        quad=quad,
        score=score,
        contexts=tuple(sorted({context for act in ordered for context in act.contexts})),
        actors=actors,
        recipients=recipients,
        materiel=tuple(sorted({item for act in ordered for item in act.materiel})),
        when=dated.when if dated else When(reason="no report dates it; it is sorted by its first report"),
        first=dated.first if dated else reported(ordered),
        last=extent(ordered, dated) if dated else reported(ordered),
        venue=venue_of(ordered),
        factuality=factuality,
        contested=bool(affirm and deny),
        mentions=tuple(act.key for act in ordered),
        outlets=outlets,
        classes=tuple(sorted({act.source_class for act in ordered if act.source_class})),
        sources=sources,
        voices=voices,
        grade=grade(sources, Reports(statement, factuality, affirm, deny, len(outlets))),
        first_report=stamps[0] if stamps else None,
        last_report=stamps[-1] if stamps else None,
        doings=together(doing for act in ordered for doing in act.doings),
    )


def most(values: Iterable[Value], default: Value) -> Value:
    """The commonest value; of equally common ones the first."""
    found = list(values)
    if len(found) < 2:
        return found[0] if found else default
    counts = Counter(found)
    return max(counts, key=lambda value: counts[value])


def width(act: Act) -> tuple[int, tuple[int, str, int]]:
    """How exactly a mention is dated."""
    return (act.last - act.first if act.first is not None and act.last is not None else 1 << 20), act.order


def reported(acts: Sequence[Act]) -> int | None:
    """The day of the first report: by it an undated event is sorted; None where no report is dated."""
    return min((day for act in acts if (day := day_of(act.published)) is not None), default=None)


def extent(acts: Sequence[Act], dated: Act) -> int | None:
    """The last day: of the latest mention that is dated to days, where the first one is as well."""
    if dated.last is None:
        return None
    days = [act.last for act in acts if act.anchored and act.last is not None and act.first is not None
            and act.last - act.first <= 7]  # fmt: skip
    return max([dated.last, *days])


def valued(kind: str, mode: str | None) -> tuple[str, float | None]:
    """Quad class and score of a type and mode, by PLOVER."""
    row = plover().types[kind]
    found = row.modes.get(mode) if mode else None
    return row.quad, found.score if found is not None and found.score is not None else row.score


def participants(acts: Sequence[Act]) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Who did it and to whom, the oftenest named first; each on the side where it stands oftener."""
    if len(acts) == 1:
        return acts[0].actors[:MOST_PARTIES], acts[0].recipients[:MOST_PARTIES]
    places: dict[str, Counter[int]] = {}
    known: dict[str, Party] = {}
    for act in acts:
        for side, parties in enumerate((act.actors, act.recipients)):
            for party in parties:
                known.setdefault(party.id, party)
                places.setdefault(party.id, Counter())[side] += 1
    listed = sorted(places, key=lambda name: (-places[name].total(), -places[name][0], name))
    sides: tuple[list[Party], list[Party]] = ([], [])
    for name in listed:
        side = 0 if places[name][0] >= places[name][1] else 1
        if len(sides[side]) < MOST_PARTIES:
            sides[side].append(known[name])
    return tuple(sides[0]), tuple(sides[1])


def venue_of(acts: Sequence[Act]) -> Venue | None:
    """The place that most mentions name: where it was done before what it was about, a town before a state."""
    venues = [act.venue for act in acts if act.venue is not None]
    if not venues:
        return None
    counts = Counter(venue.id for venue in venues)
    return max(venues, key=lambda venue: (venue.role in VENUES, venue.precise, counts[venue.id], venue.id))


def factuality_of(acts: Sequence[Act]) -> Factuality:
    """What the reports as a whole say: done, if any report says so; denied only where all do."""
    best: Factuality = max((act.factuality for act in acts), key=lambda one: WEIGHT[one])
    return "happened" if best == "historical" and any(act.factuality == "happened" for act in acts) else best


def voices_of(acts: Sequence[Act], sources: Sequence[Source]) -> Iterable[Voice]:
    """What each origin says of the act, with those that are reported to deny it."""
    by_key = {act.key: act for act in acts}
    states = frozenset(state for act in acts for state in act.states)
    for one in sources:
        said: dict[str, set[int]] = {}
        for key in one.mentions:
            said.setdefault(by_key[key].factuality, set()).add(by_key[key].article)
        # An origin that tells of an act as done and elsewhere as planned says that it was done.
        says = max(said, key=lambda word: WEIGHT[word])  # type: ignore[index]
        yield Voice(one.origin.id, one.origin.name, says, one.party, tuple(sorted(said[says])))
    denials: dict[str, set[int]] = {}
    for act in acts:
        for denier in act.denied_by:
            denials.setdefault(denier, set()).add(act.article)
    for denier, articles in sorted(denials.items()):
        state = denier.removeprefix("state:") if denier.startswith("state:") else None
        party = state in states or any(is_party(one.origin, states) for one in sources if one.origin.id == denier)
        yield Voice(denier, denier, "denied", party, tuple(sorted(articles)))


def sides(voices: Iterable[Voice]) -> tuple[int, int]:
    """How many origins say that it happened, and how many that it did not."""
    counts = Counter(voice.says for voice in voices)
    return counts["happened"] + counts["historical"], counts["negated"] + counts["denied"]
