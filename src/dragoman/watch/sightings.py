"""Sightings: which of a rule's events set it off, and why; a pure function of the events and of the rule."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from dragoman.merge.acts import day_of
from dragoman.store.concerns import regime_of
from dragoman.store.events import UNKNOWN_DAY
from dragoman.watch.alerts import Cause, iso
from dragoman.watch.rules import First, Rule, Trigger
from dragoman.watch.seen import Seen, meets, scope_name, scopes

# With less of a past than this the first of a kind says nothing: everything is.
PAST_DAYS = 182
YEAR = 365.25
# What is told as history or as not done is no news of an act; nor is it the first of its kind.
TOLD: frozenset[str] = frozenset({"happened", "historical", "future", "hypothetical"})


Place = tuple[int, int, int]


class Past:
    """What came before, for telling the first of a kind.

    Args:
        events: what is in the rule's scope, in any order.
    """

    def __init__(self, events: Sequence[Seen]) -> None:
        self.events = [one for one in events if one.day != UNKNOWN_DAY]
        self.reaches: dict[str, int] = {}
        for one in self.events:
            for scope in in_scope(one):
                self.reaches[scope] = min(one.day, self.reaches.get(scope, one.day))
        self.places: dict[First, dict[tuple[str, str], list[Place]]] = {}

    def reach(self, scope: str) -> int | None:
        """The earliest day of which the store knows something in a scope."""
        return self.reaches.get(scope)

    def has_earlier(self, seen: Seen, of: First, kind: str, scope: str, years: int | None) -> bool:
        """Whether there is an earlier event of the same kind in the same scope, within some years if they are given."""
        places = self._places(of).get((kind, scope), [])
        at = bisect_left(places, place(seen))
        return at > 0 and (years is None or places[at - 1][0] >= seen.day - int(years * YEAR))

    def _places(self, of: First) -> dict[tuple[str, str], list[Place]]:
        """Where the events of each kind and scope stand, the earliest first."""
        if of not in self.places:
            found: dict[tuple[str, str], list[Place]] = {}
            for one in self.events:
                if of != "denial" and one.event.factuality not in TOLD:
                    continue
                for kind in one.kinds(of):
                    for scope in in_scope(one):
                        found.setdefault((kind, scope), []).append(place(one))
            self.places[of] = {name: sorted(listed) for name, listed in found.items()}
        return self.places[of]


def place(seen: Seen) -> Place:
    """Where an event stands among others: by its day, then by its first report."""
    return seen.day, seen.reported, seen.key


def in_scope(seen: Seen) -> tuple[str, ...]:
    """The pairs and states of an event."""
    return (*seen.dyads, *(f"state:{state}" for state in seen.states))


def sightings(rule: Rule, events: Iterable[Seen], since: int) -> list[Cause]:
    """What sets a rule off among events, the earliest reported first.

    Args:
        rule: the rule.
        events: everything in its scope, old events too: they are what new ones are held against.
        since: first day whose reports count as new.
    """
    listed = sorted(events, key=lambda one: (one.reported, one.key))
    past = Past(listed)
    found: dict[tuple[str, str], Cause] = {}
    for seen in listed:
        if not meets(rule, seen):
            continue
        for trigger in rule.triggers:
            for cause in causes(rule, seen, trigger, past, since):
                found.setdefault((cause.trigger, cause.name), cause)
    return list(found.values())


def causes(rule: Rule, seen: Seen, trigger: Trigger, past: Past, since: int) -> Iterator[Cause]:
    """What one trigger has to say of one event."""
    new = seen.reported >= since
    wanted = seen.event.factuality in rule.factuality
    if trigger.kind == "event" and new and wanted:
        yield about(seen, trigger, seen.event.label, [f"first reported on {iso(seen.reported)}, {carried(seen)}"])
    elif trigger.kind == "contradiction" and seen.event.contested and last_report(seen) >= since:
        yield about(seen, trigger, f"Contested: {seen.event.label}", voices(seen))
    elif trigger.kind == "concern" and new and seen.concerns:
        yield from engaged(rule, seen, trigger)
    elif (trigger.of == "denial" and last_report(seen) >= since) or (
        trigger.kind == "first" and trigger.of != "denial" and new and wanted
    ):
        yield from firsts(rule, seen, trigger, past)


def about(seen: Seen, trigger: Trigger, what: str, why: Iterable[str], name: str | None = None) -> Cause:
    """A cause that is one event."""
    return Cause(
        trigger=str(trigger), name=name or f"event {seen.key}", what=what, why=tuple(why), day=seen.day,
        reported=seen.reported, dyad=scope_name(seen.dyads[0]) if seen.dyads else None, anchor=seen.key,
        events=(seen.key,), marks=seen.marks(),
    )  # fmt: skip


def engaged(rule: Rule, seen: Seen, trigger: Trigger) -> Iterator[Cause]:
    """Provisions that an event would engage, of those that the rule names."""
    rows = [
        one
        for one in seen.concerns
        if not rule.provisions or {one["provision"], regime_of(one["provision"])} & set(rule.provisions)
    ]
    if not rows:
        return
    names = list(dict.fromkeys(str(one["provision"]) for one in rows))
    why = [f"{one['provision']} ({one['status']}): {'; '.join(one['reasons'])}" for one in rows]
    why += [f"against: {said}" for said in dict.fromkeys(text for one in rows for text in one["against"])]
    what = f"Would engage {', '.join(names[:3])}{f' and {len(names) - 3} more' if len(names) > 3 else ''}"
    yield about(seen, trigger, f"{what}: {seen.event.label}", why)


def firsts(rule: Rule, seen: Seen, trigger: Trigger, past: Past) -> Iterator[Cause]:
    """The kinds of which an event is the first one, in each scope of the rule."""
    assert trigger.of is not None
    for scope in scopes(rule, seen):
        reach = past.reach(scope)
        if reach is None or seen.day - reach < PAST_DAYS:
            continue
        for kind in seen.kinds(trigger.of):
            if past.has_earlier(seen, trigger.of, kind, scope, trigger.years):
                continue
            words = f"First {worded(trigger, kind)}, {scope_name(scope)}"
            why = [why_first(seen, trigger, reach, kind, scope), f"first reported on {iso(seen.reported)}"]
            why += voices(seen) if trigger.of == "denial" else ()
            # Within some years it can be the first one again; the first one ever is that once.
            name = f"first {kind} {scope}" + (f" {seen.key}" if trigger.years else "")
            yield about(seen, trigger, f"{words}: {seen.event.label}", why, name)


def worded(trigger: Trigger, kind: str) -> str:
    """The kind of which it is the first one, in words."""
    years = f" in {trigger.years} years" if trigger.years else ""
    words = {
        "materiel_class": f"materiel of class {kind}", "materiel": kind, "visit": f"visit by {kind}",
        "denial": "denial", "provision": f"act that would engage {kind}", "context": f"event in the context {kind}",
    }  # fmt: skip
    return f"{words.get(str(trigger.of), kind)}{years}"


def why_first(seen: Seen, trigger: Trigger, reach: int, kind: str, scope: str) -> str:
    """Why it is taken for the first one, and how far back that can be told."""
    back = (seen.day - reach) / YEAR
    told = f"the store has nothing earlier of {kind} for {scope_name(scope)}; it reaches back to {iso(reach)}"
    if trigger.years and back < trigger.years:
        return f"{told}, which is {back:.1f} years and not {trigger.years}"
    return f"{told} ({back:.1f} years)"


def carried(seen: Seen) -> str:
    """'2 independent origins, grade B2'; of another project's coding, that it is one."""
    if seen.event.foreign is not None:
        return f"in the files of {seen.event.foreign.title}, whose coding it is, grade {seen.event.grade}"
    count = len(seen.event.origins)
    return f"{count} independent origin{'' if count == 1 else 's'}, grade {seen.event.grade}"


def voices(seen: Seen) -> list[str]:
    """Who says what."""
    return [
        f"{voice.name}: {voice.says}{' (a voice of a state that takes part)' if voice.party else ''}"
        for voice in seen.event.voices
    ]


def last_report(seen: Seen) -> int:
    """The day of the last report: a contradiction is news as long as somebody takes it up."""
    found = day_of(seen.row["last_report"])
    return found if found is not None else UNKNOWN_DAY
