"""The ring: names stand apart, a focus is on the left, those with many events face each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest

from dragoman.formats.network import matrix, network_csv
from dragoman.formats.ring import LONGEST_NAME, MOST_LINES, Ring, ring, seated
from dragoman.store.network import Kind, Network, NetworkLink, NetworkNode, Side


def link(one: str, other: str, events: int, conflict: int = 0) -> NetworkLink:
    return NetworkLink(
        one=one, other=other, events=events, cooperation=events - conflict, conflict=conflict, score_mean=None
    )


def made(kind: Kind, ones: Sequence[str], others: Sequence[str], links: list[NetworkLink]) -> Network:
    sides: tuple[tuple[Side, Sequence[str]], ...] = (("one", ones), ("other", others))
    nodes = [
        NetworkNode(id=name, name=name, state=None, side=side, events=100 - at)
        for side, names in sides
        for at, name in enumerate(names)
    ]
    return Network(
        kind=kind, focus=list(ones)[:1], since=None, until=None, context=None, nodes=nodes, links=links,
        total=len(links), read=None, limited=False,
    )  # fmt: skip


NAMES = [f"The United Republic of State {number}" for number in range(24)]
MANY = [link(one, other, 300 - at) for at, (one, other) in enumerate(combinations(NAMES, 2))]


def boxes(drawn: Ring) -> list[tuple[float, float, float, float]]:
    """Generous boxes around the names."""
    found = []
    for one in drawn.nodes:
        long = 8 * len(one.label)
        left = one.label_x - (long if one.anchor == "end" else 0)
        found.append((left, one.y - 8, left + long, one.y + 8))
    return found


@pytest.mark.parametrize(
    "network",
    [
        made("states", [], NAMES, MANY),
        made("state", NAMES[:1], NAMES[1:], [link(NAMES[0], other, 5) for other in NAMES[1:]]),
        made("actors", NAMES[:14], NAMES[14:], [link(NAMES[0], NAMES[20], 1)]),
        made("states", [], NAMES[:3], MANY[:1]),
    ],
    ids=["states", "one state", "actors", "few"],
)
def test_no_name_covers_another(network: Network) -> None:
    drawn = ring(network)
    assert len(drawn.nodes) == len(network.nodes)
    for one, other in combinations(boxes(drawn), 2):
        assert one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]
    for left, top, right, bottom in boxes(drawn):
        assert left >= 0
        assert right <= drawn.width
        assert top >= 0
        assert bottom <= drawn.height
    assert all(len(one.label) <= LONGEST_NAME for one in drawn.nodes)


def test_a_focus_is_on_the_left() -> None:
    drawn = ring(made("state", ["RUS"], ["PRK", "CHN"], [link("RUS", "PRK", 9), link("RUS", "CHN", 1)]))
    focus, *others = drawn.nodes
    assert focus.anchor == "end"
    assert {one.anchor for one in others} == {"start"}
    assert focus.x < min(one.x for one in others)


def test_the_strongest_lines_lie_on_top_and_the_rest_stays_away() -> None:
    drawn = ring(made("states", [], NAMES, MANY))
    assert len(drawn.lines) == MOST_LINES
    widths = [one.width for one in drawn.lines]
    assert widths == sorted(widths)
    assert drawn.lines[-1].link == MANY[0]


def test_those_with_many_events_face_each_other() -> None:
    names = list("ABCDEFGH")
    strong = [link("A", "H", 90), link("B", "G", 80), link("C", "F", 70), link("D", "E", 60), link("A", "B", 1)]
    seats = seated(names, strong)
    rows = {name: at // 2 for at, name in enumerate(seats)}
    assert sorted(seats) == names
    for one in strong[:4]:
        assert rows[one.one] == rows[one.other]


def test_what_two_mostly_have_is_told() -> None:
    assert [link("A", "B", 100, conflict).balance for conflict in (20, 44, 45, 55, 56)] == [
        "cooperation", "cooperation", "even", "even", "conflict",
    ]  # fmt: skip


def test_a_matrix_has_each_two_both_ways() -> None:
    table = matrix(made("states", [], NAMES, MANY))
    assert table.rows == table.columns
    first = table.cell(NAMES[0], NAMES[1])
    assert first is table.cell(NAMES[1], NAMES[0]) is not None
    assert table.cell(NAMES[0], NAMES[0]) is None
    assert (table.level(MANY[0]), table.level(link("A", "B", 1))) == (4, 1)


def test_links_as_a_sheet() -> None:
    text = network_csv(made("state", ["RUS"], ["=PRK"], [link("RUS", "=PRK", 3, 1)]))
    assert text.splitlines()[1] == "RUS,RUS,'=PRK,'=PRK,3,2,1,"
