"""Likeness of mentions: the same act told twice, and acts that only look alike; always the same both ways round."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.knowledge.merging import merging
from dragoman.merge.acts import Act, Origin, Party, Venue, content_words, day_of, sentence_key, span_of, window_of
from dragoman.merge.forest import ROOT, best, trees
from dragoman.merge.likeness import blocks_of, likeness
from dragoman.record import When

THRESHOLD = merging().weights.threshold
OWN = Origin("outlet:hill-courier", "Hill Courier", "outlet", None, None, "its own")


def person(name: str, state: str) -> Party:
    return Party(f"person:{name}", name, "person", state, True)


def state(code: str) -> Party:
    return Party(f"state:{code}", code, "state", code, True)


def act(key: int, actors: tuple[Party, ...], recipients: tuple[Party, ...], **changes: object) -> Act:
    """A dated meeting, unless changed."""
    day = day_of("2024-05-10")
    plain = Act(
        key=key, article=key, type="CONSULT", mode=None, contexts=frozenset(), actors=actors, recipients=recipients,
        materiel=frozenset(), first=day, last=day, anchored=True, venue=None, factuality="happened", denied_by=(),
        confidence=0.8, when=When(value="2024-05-10", precision="day"), words=frozenset(), sentence=None,
        quotes=frozenset(), manner=None, origin=OWN, role="paragraph", published="2024-05-11",
        outlet="outlet:hill-courier", source_class=None, source_state=None, sentence_start=key,
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


ANNA, BORIS, CARLA = person("anna", "NOR"), person("boris", "FIN"), person("carla", "FIN")
MEETING = act(1, (ANNA,), (BORIS,))
OSLO = Venue("place:1", "Oslo", "venue", "NOR", 59.9, 10.7, True)
BERGEN = Venue("place:2", "Bergen", "venue", "NOR", 60.4, 5.3, True)
UNDATED = {"anchored": False, "first": (day_of("2024-05-11") or 0) - 4, "last": (day_of("2024-05-11") or 0) + 1}


@pytest.mark.parametrize(
    "other",
    [
        act(2, (BORIS,), (ANNA,)),
        act(2, (ANNA,), (BORIS,), **UNDATED, words=content_words("talks on fish and ice", ())),
        act(2, (state("NOR"),), (state("FIN"),), venue=OSLO, words=content_words("talks on fish and ice quota", ())),
        act(
            2,
            (ANNA,),
            (BORIS,),
            type="AGREE",
            factuality="future",
            first=day_of("2024-05-01"),
            last=day_of("2024-05-31"),
        ),
    ],
    ids=["told from the other side", "undated", "states only", "planned"],
)
def test_one_act(other: Act) -> None:
    base = replace(MEETING, venue=OSLO, words=content_words("talks on fish and ice quota in Oslo", ()))
    assert likeness(base, other).score >= THRESHOLD
    assert likeness(base, other).reasons


@pytest.mark.parametrize(
    "other",
    [
        act(2, (ANNA,), (CARLA,)),
        act(2, (ANNA,), (BORIS,), first=day_of("2024-05-20"), last=day_of("2024-05-20")),
        act(2, (ANNA,), (BORIS,), venue=BERGEN),
        act(2, (ANNA,), (BORIS,), type="SANCTION"),
        act(2, (ANNA,), (BORIS,), manner="meal"),
        act(2, (ANNA,), (Party("place:9", "Turku yard", "place", "FIN", True),)),
        act(2, (person("dora", "SWE"),), (BORIS,)),
    ],
    ids=[
        "another person",
        "another day",
        "another town",
        "another type",
        "a dinner",
        "a visit to a place",
        "another state",
    ],
)
def test_other_acts(other: Act) -> None:
    assert likeness(replace(MEETING, venue=OSLO), other).score < THRESHOLD


def test_one_way_acts_have_a_direction() -> None:
    words = content_words("closing the northern border crossing at night", ())
    there = act(1, (state("NOR"),), (state("FIN"),), type="ACCUSE", words=words)
    assert likeness(there, replace(there, key=2, article=2)).score >= THRESHOLD
    assert likeness(there, act(2, (state("FIN"),), (state("NOR"),), type="ACCUSE", words=words)).score == 0


def test_a_speaker_says_two_things_on_one_day() -> None:
    one = act(
        1, (state("NOR"),), (state("FIN"),), type="ACCUSE", words=content_words("closing the border crossing", ())
    )
    two = act(2, (state("NOR"),), (state("FIN"),), type="ACCUSE", words=content_words("jamming navigation signals", ()))
    assert likeness(one, two).score == 0


ACTS = st.builds(
    lambda key, actors, recipients, kind, first, length, anchored, words, venue: act(
        key, tuple(actors), tuple(recipients), type=kind, first=first, last=first + length, anchored=anchored,
        words=frozenset(words), venue=venue,
    ),
    st.integers(1, 10_000),
    st.lists(st.sampled_from([ANNA, BORIS, CARLA, state("NOR"), state("FIN"), state("SWE")]), max_size=2),
    st.lists(st.sampled_from([ANNA, BORIS, CARLA, state("NOR"), state("FIN"), state("SWE")]), max_size=2),
    st.sampled_from(["CONSULT", "AGREE", "ACCUSE", "AID"]),
    st.integers(19_800, 19_830),
    st.sampled_from([0, 0, 5, 30]),
    st.booleans(),
    st.sets(st.integers(1, 12), max_size=6),
    st.sampled_from([None, OSLO, BERGEN]),
)  # fmt: skip


@given(ACTS, ACTS)
def test_likeness_is_the_same_both_ways(one: Act, other: Act) -> None:
    assert likeness(one, other).score == likeness(other, one).score


@given(ACTS, ACTS)
def test_like_acts_share_a_block(one: Act, other: Act) -> None:
    if one.article != other.article and likeness(one, other).score >= THRESHOLD:
        assert blocks_of(one) & blocks_of(other)


@given(st.lists(ACTS, min_size=2, max_size=7, unique_by=lambda one: one.key), st.randoms())
def test_the_forest_does_not_depend_on_the_order(acts: list[Act], chance: object) -> None:
    links = {one.key: best(one, [other for other in acts if other is not one]) for one in acts}
    shuffled = list(acts)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    again = {one.key: best(one, [other for other in shuffled if other is not one]) for one in shuffled}
    assert links == again
    order = {one.key: one.order for one in acts}
    assert all(
        link == ROOT or order[link.parent] < order[key] for key, link in links.items() if link.parent is not None
    )
    groups = trees({key: link.parent for key, link in links.items()})
    assert sorted(key for group in groups for key in group) == sorted(links)


@pytest.mark.parametrize(
    ("when", "days"),
    [
        (When(value="2024-02", precision="month"), 29),
        (When(value="2024", precision="year"), 366),
        (When(value="2024-05-06", precision="week"), 7),
        (When(value="2024-05-06", value_end="2024-05-08", precision="day"), 3),
        (When(value="2024-05-06T10:00Z", precision="minute"), 1),
        (When(value="202x"), None),
        (When(), None),
    ],
)
def test_windows(when: When, days: int | None) -> None:
    span = span_of(when)
    assert (span[1] - span[0] + 1 if span else None) == days


def test_what_is_only_remembered_has_no_window() -> None:
    assert window_of(When(), "historical", "2024-05-10") == (None, None, False)
    assert window_of(When(), "happened", None) == (None, None, False)
    first, last, anchored = window_of(When(), "happened", "2024-05-10")
    assert (first or 0) < (day_of("2024-05-10") or 0) <= (last or 0)
    assert not anchored


def test_sentences_are_the_same_whatever_their_dress() -> None:
    assert sentence_key("The King  met the Queen, in Oslo!", 5) == sentence_key("the king met the queen in oslo", 5)
    assert sentence_key("Too short", 5) is None


def test_a_town_and_the_area_around_it_are_no_two_places() -> None:
    def strike(key: int, place: str) -> Act:
        target = Party(f"place:{place}", place, "place", "UKR", True)
        return act(key, (state("NOR"),), (target,), type="ASSAULT")

    town, area, other = strike(1, "698740"), strike(2, "698738"), strike(3, "706483")  # Odesa, its oblast, Kharkiv
    near = likeness(town, area)
    assert near == likeness(area, town)
    assert any("the area around it" in reason for reason in near.reasons)
    assert likeness(town, other).score == 0.0
    assert likeness(area, other).score == 0.0


def test_who_is_asked_is_not_who_threatens() -> None:
    envoy = Party("person:ola-dahl", "Ola Dahl", "person", None, True)  # of no state
    asked = act(1, (envoy,), (state("NOR"), state("DNK")), type="REQUEST")
    threat = act(2, (state("NOR"),), (state("DNK"),), type="THREATEN")
    assert likeness(asked, threat).score == likeness(threat, asked).score == 0.0


def test_what_two_states_both_do_is_what_one_does_to_the_other() -> None:
    captives = Party("group:captives", "captives", "group", None, False)
    both = act(1, (state("NOR"), state("DNK")), (captives,), type="RETREAT", mode="release")
    swap = act(2, (state("NOR"),), (state("DNK"),), type="RETREAT", mode="release")
    assert likeness(both, swap).score > 0.0
