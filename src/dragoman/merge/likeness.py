"""Likeness: whether two event mentions report one act, how surely, and why.

The answer depends on the two mentions alone, so that the order in which articles arrive cannot change it.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from dragoman.knowledge.gazetteer import gazetteer
from dragoman.knowledge.merging import Weights, merging
from dragoman.knowledge.plover import plover
from dragoman.merge.acts import Act, Venue
from dragoman.merge.keys import key_of

BUCKET = 16
EARTH = 6371.0
NEAR = 60.0
# Reports of one sentence further apart than this are two events told in the same words.
SENTENCE_DAYS = 45
WEEK, MONTH = 7, 31
AHEAD = ("future", "hypothetical")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How surely two mentions are one act (from the threshold in ``merging.yaml`` on), and why."""

    score: float
    reasons: tuple[str, ...]


DIFFERENT = Likeness(0.0, ())


def blocks_of(act: Act) -> set[int]:
    """The blocks in which an act is looked for: two acts that share none are never one.

    A block is a company of types, two states (or the only one) and a stretch of 16 days; a sentence is one, too.
    """
    blocks: set[int] = set()
    if act.sentence is not None:
        blocks.add(key_of("same sentence", act.sentence))
    if act.first is None or act.last is None:
        return blocks
    states = sorted(act.states)
    pairs = [(a, b) for at, a in enumerate(states) for b in states[at + 1 :]] or [(one, "") for one in states]
    buckets = range((act.first - 1) // BUCKET, (act.last + 1) // BUCKET + 1)
    for company in merging().companies_of(act.type):
        for pair in pairs:
            for bucket in buckets:
                blocks.add(block_key(company, *pair, bucket))
    return blocks


@lru_cache(maxsize=200_000)
def block_key(company: str, state: str, other: str, bucket: int) -> int:
    """The key of a block."""
    return key_of("block", company, state, other, bucket)


def likeness(one: Act, other: Act) -> Likeness:
    """How surely two mentions are one act."""
    rules = merging()
    if not rules.comparable(one.type, other.type):
        return DIFFERENT
    if one.manner != other.manner and "CONSULT" in (one.type, other.type):
        return DIFFERENT
    if one.article == other.article and one.sentence_start == other.sentence_start and one.type != other.type:
        return DIFFERENT
    if one.type == other.type and same_sentence(one, other):
        return Likeness(1.0, ("the same sentence in both reports",))
    weights = rules.weights
    parts: list[tuple[float, str]] = []
    for judge in (times, states, people, venues, contents):
        found = judge(one, other, weights)
        if found is None:
            return DIFFERENT
        parts += found
    score = sum(weight for weight, _ in parts)
    return Likeness(round(min(score, 1.0), 4), tuple(f"{reason} ({weight:+.2f})" for weight, reason in parts))


def same_sentence(one: Act, other: Act) -> bool:
    """Whether two mentions stand at the same place of one sentence that two articles share."""
    if one.sentence is None or one.sentence != other.sentence or one.article == other.article:
        return False
    if one.trigger != other.trigger:
        return False
    if one.anchored and other.anchored:
        return gap(one, other) <= 1
    days = [act.last for act in (one, other) if act.last is not None]
    return len(days) < 2 or abs(days[0] - days[1]) <= SENTENCE_DAYS


def gap(one: Act, other: Act) -> int:
    """Days between the windows of two acts; 0 where they overlap."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return 1 << 30
    return max(0, other.first - one.last, one.first - other.last)


def times(one: Act, other: Act, weights: Weights) -> list[tuple[float, str]] | None:
    """What the days say; None where they exclude one act."""
    apart = gap(one, other)
    if one.article == other.article and apart <= 1 and not (one.anchored and other.anchored):
        # In one report an act is dated once; what follows speaks of it without a date.
        return [(weights.undated + weights.same_article, "dated once in the same report")]
    if apart > 1:
        return None
    if one.anchored and other.anchored:
        if apart:
            return [(weights.next_day, "a day apart")]
        return [(weights.same_day * precision(one, other), "the same date")]
    if one.anchored or other.anchored:
        return [(weights.undated, "one undated, reported near the other's date")]
    return [(weights.both_undated, "both undated, reported near each other")]


def precision(one: Act, other: Act) -> float:
    """1 where both are dated to a few days; less for months, and still less for years."""
    longest = max(act.last - act.first for act in (one, other) if act.first is not None and act.last is not None)
    return 1.0 if longest <= WEEK else 0.6 if longest <= MONTH else 0.3


def states(one: Act, other: Act, weights: Weights) -> list[tuple[float, str]] | None:
    """What the states say; None where others take part, or the act goes the other way."""
    shared = one.states & other.states
    if not shared:
        return None
    if one.type not in merging().mutual and crossed(one, other):
        return None
    if min(len(one.states), len(other.states)) == 1:
        return alone(one, other, weights)
    if len(shared) < 2:
        return None
    if one.states == other.states:
        return [(weights.states, f"the same states, {' and '.join(sorted(shared))}")]
    return [(weights.states_part, f"{' and '.join(sorted(shared))} in both, another state in one")]


def alone(one: Act, other: Act, weights: Weights) -> list[tuple[float, str]] | None:
    """What the only known state of an act says; None where others may be meant by those who are not known."""
    if len(one.states) != len(other.states):
        fewer = one if len(one.states) == 1 else other
        if one.article != other.article or fewer.strangers:
            return None
    elif one.strangers and other.strangers and not one.strangers & other.strangers:
        return None
    return [(weights.states + weights.one_state, f"the one known state is the same, {min(one.states & other.states)}")]


def crossed(one: Act, other: Act) -> bool:
    """Whether a one-way act goes from A to B in one mention and from others, to others, or back, in the other."""
    (actors, recipients), (other_actors, other_recipients) = one.sides, other.sides
    if actors and other_actors and not actors & other_actors:
        return True
    # Whom somebody of no state asks in one is not who threatens in the other; what both do has no such sides.
    if not actors & other_actors and (actors & other_recipients or other_actors & recipients):
        return True
    return bool(recipients and other_recipients and not recipients & other_recipients)


def people(one: Act, other: Act, weights: Weights) -> list[tuple[float, str]] | None:
    """What persons and bodies say; None where a state is represented by another person, or another place is meant."""
    first, second = one.by_state("person"), other.by_state("person")
    both = first.keys() & second.keys()
    if any(not first[state] & second[state] for state in both):
        return None
    found: list[tuple[float, str]] = []
    if len(both) > 1:
        found.append((weights.persons, "the same persons on both sides"))
    elif one.persons & other.persons:
        found.append((weights.person, "the same person"))
        if one.lacks(other) or other.lacks(one):
            found.append((weights.vaguer, "one does not say with whom"))
    if one.bodies & other.bodies:
        found.append((weights.bodies, "the same body"))
    places = sites(one, other, weights)
    return found + places if places is not None else None


def sites(one: Act, other: Act, weights: Weights) -> list[tuple[float, str]] | None:
    """What places that take part say ('visited the yard'); None where they are two places of one state."""
    first, second = one.by_state("place"), other.by_state("place")
    if any(not is_near(first[state], second[state]) for state in first.keys() & second.keys()):
        return None
    if any(first[state] & second[state] for state in first.keys() & second.keys()):
        return [(weights.place, "the same place")]
    if first.keys() & second.keys():
        return [(weights.place / 2, "a place in one, the area around it in the other")]
    if elsewhere(one, other) or elsewhere(other, one):
        return [(weights.counterpart, "one was with a person, the other at a place")]
    return []


def is_near(ones: Set[str], others: Set[str]) -> bool:
    """Whether some place is in both, or lies in an area of the other ('Odesa' and 'the Odesa region')."""
    if ones & others:
        return True
    return any(one in areas_of(other) or other in areas_of(one) for one in ones for other in others)


@lru_cache(maxsize=20_000)
def areas_of(place: str) -> frozenset[str]:
    """The entity ids of the areas that a place lies in; none of one that the gazetteer does not hold."""
    found = gazetteer().place(place.removeprefix("place:"))
    areas = (found.admin1, found.admin2) if found is not None else ()
    return frozenset(f"place:{area}" for area in areas if area)


def elsewhere(one: Act, other: Act) -> bool:
    """Whether a mention has a place or body on the side of a state for which the other names a person."""
    there = one.states_of("place", "organisation", "group") - one.states_of("person")
    return bool(there & (other.states_of("person") - other.states_of("place")))


def venues(one: Act, other: Act, weights: Weights) -> list[tuple[float, str]] | None:
    """What the places say; None where the act was in two towns."""
    if one.venue is None or other.venue is None or one.venue.role != "venue" or other.venue.role != "venue":
        return []
    if one.venue.id == other.venue.id:
        if {one.type, other.type} & merging().words:
            return []
        return [(weights.venue if one.venue.precise else weights.venue / 2, f"both in {one.venue.name}")]
    if one.venue.precise and other.venue.precise:
        return None if distance(one.venue, other.venue) > NEAR and one.type == other.type == "CONSULT" else []
    if one.venue.state and other.venue.state and one.venue.state != other.venue.state:
        return None
    return []


def distance(one: Venue, other: Venue) -> float:
    """Kilometres between two places, along the surface; 0 where one has no coordinates."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return 0.0
    north, south = radians(one.lat), radians(other.lat)
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


def contents(one: Act, other: Act, weights: Weights) -> list[tuple[float, str]] | None:
    """What type, mode, contexts, materiel and wording say; None for two different statements of one speaker."""
    rules = merging()
    found: list[tuple[float, str]] = []
    if one.type != other.type:
        if not planned(one, other):
            found.append((weights.other_type, f"{one.type} in one, {other.type} in the other"))
    elif one.mode and one.mode == other.mode:
        found.append((weights.mode, f"both {one.mode}"))
    elif one.mode and other.mode:
        found.append((weights.other_mode, f"{one.mode} in one, {other.mode} in the other"))
    if one.manner and one.manner == other.manner:
        found.append((weights.manner, f"both a {one.manner}"))
    if one.contexts & other.contexts:
        found.append((weights.contexts, "a context in common"))
    if one.materiel & other.materiel:
        found.append((weights.materiel, "the same materiel"))
    if other_languages(one, other):
        return found + across(one, other, weights)
    share = overlap(one.words, other.words)
    if share and one.translated != other.translated:
        found += same_story(one, other, weights)
    if share:
        found.append((weights.words * share, f"{share:.0%} of the content words in common"))
    if headline(one, other):
        found.append((weights.headline, "one is the headline of the other"))
    elif (
        one.type in rules.statements | rules.spoken
        and share < rules.statement_words
        and not one.materiel & other.materiel
    ):
        return None
    return found


def other_languages(one: Act, other: Act) -> bool:
    """Whether the words of two mentions are of two languages, so that they say nothing."""
    return bool(one.language and other.language and one.language != other.language)


def across(one: Act, other: Act, weights: Weights) -> list[tuple[float, str]]:
    """What stands in for the wording where two mentions are in two languages: names and numbers of both sentences."""
    found = [(weights.other_language, f"told in two languages, {one.language} and {other.language}")]
    share = overlap(one.anchors, other.anchors)
    if share:
        found.append((weights.anchors * share, f"{share:.0%} of the names and numbers in common"))
    return found + same_story(one, other, weights)


def same_story(one: Act, other: Act, weights: Weights) -> list[tuple[float, str]]:
    """What the whole articles say: those that name the same persons, bodies, places and arms tell one story."""
    share = overlap(one.cast, other.cast)
    if share < weights.story_from:
        return []
    return [(weights.story * share, f"articles that name the same, {share:.0%} in common")]


def planned(one: Act, other: Act) -> bool:
    """Whether one mention is the plan of what the other tells as done; PLOVER codes some plans as another type."""
    plan, done = (one, other) if one.factuality in AHEAD else (other, one)
    return plan.factuality in AHEAD and plover().future(done.type) == plan.type


def headline(one: Act, other: Act) -> bool:
    """Whether one mention stands in the headline of the other's report, and has the same type and sides."""
    if one.article != other.article or one.type != other.type or (one.role == "title") == (other.role == "title"):
        return False
    return all(not ours or not theirs or ours & theirs for ours, theirs in zip(one.sides, other.sides, strict=True))


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """Words in common, as the cosine of the two sets: long and short sentences on one act are still alike."""
    return len(one & other) / sqrt(len(one) * len(other)) if one and other else 0.0
