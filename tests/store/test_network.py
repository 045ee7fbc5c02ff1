"""The network: states by their ties, actors by their events, on both databases."""

from __future__ import annotations

import pytest

from dragoman.desk import Desk
from dragoman.record import Record
from dragoman.store.refusals import QueryError


@pytest.fixture
def desk(store: str, coded: dict[str, Record]) -> Desk:
    """A desk with four articles."""
    opened = Desk(store)
    opened.add_records(coded.values())
    return opened


def test_states_with_most_events_and_their_ties(desk: Desk) -> None:
    found = desk.network()
    assert (found.kind, found.focus) == ("states", [])
    assert [(node.id, node.events) for node in found.nodes[:2]] == [("RUS", 4), ("PRK", 3)]
    strongest = found.links[0]
    assert (strongest.one, strongest.other, strongest.events, strongest.conflict) == ("PRK", "RUS", 3, 0)
    ties = desk.partners("RUS", since="2019", until="2024").partners
    assert {one.dyad: one.events for one in ties} == {
        f"{link.one}-{link.other}": link.events for link in found.links if "RUS" in (link.one, link.other)
    }
    means = {one.dyad: one.score_mean for one in ties}
    assert strongest.score_mean == pytest.approx(means["PRK-RUS"], abs=0.01)


def test_no_more_states_than_asked_for_and_only_ties_between_them(desk: Desk) -> None:
    found = desk.network(most=2)
    assert {node.id for node in found.nodes} == {"RUS", "PRK"}
    assert [(link.one, link.other) for link in found.links] == [("PRK", "RUS")]


@pytest.mark.parametrize(
    ("asked", "links"),
    [
        ({"since": "2023"}, [("JPN", "KOR", 1), ("PRK", "RUS", 2), ("RUS", "USA", 1)]),
        ({"until": "2019"}, [("PRK", "RUS", 1)]),
        ({"context": "military"}, [("PRK", "RUS", 1)]),
        ({"since": "2030"}, []),
    ],
)
def test_days_and_contexts(desk: Desk, asked: dict[str, str], links: list[tuple[str, str, int]]) -> None:
    assert sorted((link.one, link.other, link.events) for link in desk.network(**asked).links) == links


def test_one_state_with_its_partners(desk: Desk) -> None:
    for name in ("USA", "United States", "state:USA"):
        found = desk.network(name)
        assert (found.kind, found.focus) == ("state", ["USA"])
        assert [(link.one, link.other) for link in found.links] == [("USA", "RUS")]
        assert [(node.id, node.side) for node in found.nodes] == [("USA", "one"), ("RUS", "other")]


def test_a_state_unfolds_to_its_actors(desk: Desk) -> None:
    found = desk.network("RUS", actors=True)
    assert found.kind == "actors"
    assert found.read == desk.count(actor="state:RUS")
    assert not found.limited
    pairs = {(link.one, link.other) for link in found.links}
    assert ("person:vladimir-putin", "person:kim-jong-un") in pairs
    assert all(found.node(one).state == "RUS" != found.node(other).state for one, other in pairs)


def test_two_states_unfold_to_the_actors_of_both(desk: Desk) -> None:
    found = desk.network("RUS-PRK")
    assert found.focus == ["RUS", "PRK"]
    sides = {(node.id, node.side, node.state) for node in found.nodes}
    assert ("person:vladimir-putin", "one", "RUS") in sides
    assert ("person:kim-jong-un", "other", "PRK") in sides
    assert {state for _, side, state in sides if side == "one"} == {"RUS"}


def test_one_actor(desk: Desk) -> None:
    found = desk.network("person:vladimir-putin")
    assert [node.id for node in found.nodes if node.side == "one"] == ["person:vladimir-putin"]
    assert [(link.other, link.events) for link in found.links] == [("person:kim-jong-un", 1)]
    assert desk.network("person:nobody").links == []


@pytest.mark.parametrize("asked", [{"focus": "Atlantis"}, {"since": "soon"}, {"context": "weather"}])
def test_what_cannot_be_asked(desk: Desk, asked: dict[str, str]) -> None:
    with pytest.raises(QueryError):
        desk.network(**asked)
