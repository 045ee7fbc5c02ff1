"""Equal Earth: the numbers of d3-geo, and back again."""

from __future__ import annotations

import pytest

from dragoman.formats.equal_earth import EqualEarth

# geoEqualEarth().fitExtent([[2, 2], [958, 468]], {type: "Sphere"}) of d3-geo 3.1.2.
FITTED = EqualEarth(176.60337869576864, 480, 235)
D3 = [
    ((0, 0), (480, 235)),
    ((37.61781, 55.75204), (558.3881308425987, 53.30462189084517)),
    ((-98.5, 39.76), (247.81957679625447, 98.94215223989247)),
    ((179.9, -60), (839.9048425505891, 427.19760458766734)),
    ((-180, 90), (196.8008266748559, 2.349285764820678)),
    ((12.5, -33.3), (510.55941276781607, 350.54127527080544)),
    ((125.75432, 39.03385), (777.7499700026386, 101.19878710306733)),
]


@pytest.mark.parametrize(("place", "point"), D3)
def test_a_point_is_where_d3_draws_it(place: tuple[float, float], point: tuple[float, float]) -> None:
    assert FITTED.point(*place) == pytest.approx(point, abs=1e-6)


@pytest.mark.parametrize(("place", "point"), D3)
def test_a_point_leads_back_to_its_place(place: tuple[float, float], point: tuple[float, float]) -> None:
    assert FITTED.place(*point) == pytest.approx(place, abs=1e-6)


def test_beyond_the_poles_is_a_pole() -> None:
    assert FITTED.place(480, -1000)[1] == pytest.approx(90)
    assert FITTED.place(480, 2000)[1] == pytest.approx(-90)
