"""The world map: views stay in the world, circles are ordered and their labels cover nothing, shares are angles."""

from __future__ import annotations

from itertools import combinations

import pytest

from dragoman.formats.world_map import Circle, View, World, sector, view_of
from dragoman.store.places import PlaceCount
from dragoman.store.refusals import QueryError
from dragoman.web.assets import Assets


@pytest.fixture(scope="module")
def world() -> World:
    return World(Assets().text("world.json"))


def place(name: str, lon: float | None, lat: float | None, cooperation: int, conflict: int) -> PlaceCount:
    return PlaceCount(
        id=f"place:{name}", name=name, state=None, lat=lat, lon=lon, precise=True, events=cooperation + conflict,
        cooperation=cooperation, conflict=conflict, last_day=None,
    )  # fmt: skip


CROWDED = [
    place(f"Town {number}", 10 + number % 7, 45 + number % 5, 3 * number + 1, number % 4) for number in range(40)
]


def room(circle: Circle) -> tuple[float, float, float, float]:
    """A generous box around a label."""
    label = circle.label
    assert label is not None
    long = 6 * len(circle.place.name)
    x = circle.left + label.x - {"start": 0, "middle": long / 2, "end": long}[label.anchor]
    y = circle.top + label.y
    return x, y - 9, x + long, y + 2


def test_small_circles_lie_on_top(world: World) -> None:
    circles = world.circles([*CROWDED, place("By name alone", None, None, 500, 0)], View())
    assert [one.place.events for one in circles] == sorted((one.events for one in CROWDED), reverse=True)
    assert circles[0].r > 4 * circles[-1].r


@pytest.mark.parametrize("view", [View(), View(12, 47, 6), View(12, 47, 30)])
def test_no_label_covers_another(world: World, view: View) -> None:
    named = [one for one in world.circles(CROWDED, view) if one.label]
    assert named
    for one, other in combinations(map(room, named), 2):
        assert one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]


def test_area_goes_with_events(world: World) -> None:
    large, small = world.circles([place("Small", 0, 0, 100, 0), place("Large", 90, 0, 200, 200)], View())
    assert (large.r / small.r) ** 2 == pytest.approx(4)


@pytest.mark.parametrize("view", [View(-179, 80, 4), View(179, -89, 32), View(0, 0, 1)])
def test_a_view_never_leaves_the_world(world: World, view: View) -> None:
    window = world.window(view)
    assert -world.width * (window.k - 1) <= window.left <= 0
    assert -world.height * (window.k - 1) <= window.top <= 0


def test_nearer_is_about_the_largest_place_and_then_about_the_middle(world: World) -> None:
    near = world.zoomed(View(), 2, (37.6, 55.8))
    assert near == View(37.6, 55.8, 2)
    nearer = world.zoomed(View(37.6, 45, 4), 2, (0, 0))
    assert (nearer.lon, nearer.lat, nearer.scale) == pytest.approx((37.6, 45, 8))
    assert world.zoomed(View(37.6, 45, 2), 0.5).text is None


def test_a_view_is_its_address() -> None:
    assert view_of("37.6,55.75,4") == View(37.6, 55.75, 4)
    assert view_of(view_of("37.6,55.75,4").text) == View(37.6, 55.75, 4)
    assert view_of("1,2,1000").scale == 32
    assert view_of(None).text is view_of("10,20,0.2").text is None


@pytest.mark.parametrize("text", ["here", "1,2", "nan,0,2", "0,0,inf", "181,0,2", "0,91,2", "1,2,3,4"])
def test_no_view(text: str) -> None:
    with pytest.raises(QueryError, match="no view"):
        view_of(text)


def test_a_share_is_an_angle() -> None:
    assert sector(10, 0) == ""
    assert sector(10, 0.25).endswith("0 0 1 10.0 -0.0z")
    assert sector(10, 0.75).endswith("0 1 1 -10.0 0.0z")
    assert sector(10, 1).count("A") == 2
