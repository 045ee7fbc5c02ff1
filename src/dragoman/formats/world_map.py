"""The world map: views, circles and labels as numbers in a drawing, worked out where no script runs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import cos, isfinite, pi, sin, sqrt

from dragoman.formats.equal_earth import EqualEarth
from dragoman.store.places import PlaceCount
from dragoman.store.refusals import QueryError

CLOSEST = 32.0
LARGEST, SMALLEST = 24.0, 2.6
MOST_LABELS = 26
LETTER, LINE = 6.1, 12.0
# Circles up to this radius are too small for a label that says more than their tooltip.
UNLABELLED = 3.4

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class View:
    """What part of the world is seen.

    Args:
        lon: degrees east of the middle.
        lat: degrees north of the middle.
        scale: 1 for the whole world, 2 for half its width.
    """

    lon: float = 0.0
    lat: float = 0.0
    scale: float = 1.0

    @property
    def text(self) -> str | None:
        """As it stands in an address: '37.6,55.8,4'; None for the whole world."""
        if self.scale <= 1:
            return None
        return f"{round(self.lon, 2):g},{round(self.lat, 2):g},{round(self.scale, 2):g}"


def view_of(text: str | None) -> View:
    """The view that an address asks for; the whole world where it asks for none.

    Raises:
        QueryError: it is not 'longitude,latitude,scale'.
    """
    if not text:
        return View()
    try:
        lon, lat, scale = (float(part) for part in text.split(","))
    except ValueError:
        lon = lat = scale = float("nan")
    if not all(map(isfinite, (lon, lat, scale))) or abs(lon) > 180 or abs(lat) > 90:
        raise QueryError(f"no view '{text[:40]}'", do="write longitude,latitude,scale, such as view=37.6,55.8,4")
    return View(lon, lat, min(CLOSEST, max(1.0, scale)))


@dataclass(frozen=True, slots=True)
class Window:
    """A view in the units of the drawing: a point (x, y) of the world is drawn at (k x + left, k y + top)."""

    k: float
    left: float
    top: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the world is drawn."""
        return self.k * x + self.left, self.k * y + self.top


@dataclass(frozen=True, slots=True)
class Label:
    """The name beside a circle, from its middle."""

    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Circle:
    """One place as it is drawn.

    Args:
        x: where it is in the whole world.
        y: where it is in the whole world.
        left: where it is drawn in the view.
        top: where it is drawn in the view.
        r: radius, by which its area goes with the number of events.
        part: the path of the sector of conflict; empty where there is none.
        label: None where the name does not fit.
    """

    place: PlaceCount
    x: float
    y: float
    left: float
    top: float
    r: float
    part: str
    label: Label | None = None


class World:
    """The drawing of the world that was made with the other assets.

    Args:
        text: ``world.json``.
    """

    def __init__(self, text: str) -> None:
        made = json.loads(text)
        self.width, self.height = float(made["width"]), float(made["height"])
        self.sphere, self.land, self.borders = made["sphere"], made["land"], made["borders"]
        self.graticule: str = made["graticule"]
        self.scale: float = made["scale"]
        self.translate: tuple[float, float] = tuple(made["translate"])

    @cached_property
    def projection(self) -> EqualEarth:
        """The projection in which it is drawn."""
        return EqualEarth(self.scale, *self.translate)

    def window(self, view: View) -> Window:
        """A view in the units of the drawing; it never leaves the world."""
        x, y = self.projection.point(view.lon, view.lat)
        k = view.scale
        left = min(0.0, max(self.width * (1 - k), self.width / 2 - k * x))
        top = min(0.0, max(self.height * (1 - k), self.height / 2 - k * y))
        return Window(k, left, top)

    def zoomed(self, view: View, by: float, middle: tuple[float, float] | None = None) -> View:
        """The view so many times nearer, about its middle, or about a place where the whole world is seen."""
        scale = min(CLOSEST, max(1.0, view.scale * by))
        if view.scale <= 1 and middle is not None:
            return View(*middle, scale)
        window = self.window(view)
        x, y = (self.width / 2 - window.left) / window.k, (self.height / 2 - window.top) / window.k
        return View(*self.projection.place(x, y), scale)

    def circles(self, places: Iterable[PlaceCount], view: View, size: float = 1.0) -> list[Circle]:
        """The circles of places with coordinates, the largest first, so that small ones lie on top.

        Args:
            places: the places.
            view: what part of the world is seen.
            size: how many times larger than on the page the labels are written.
        """
        mapped = sorted((one for one in places if one.mapped), key=lambda one: (-one.events, one.id))
        if not mapped:
            return []
        window, most = self.window(view), mapped[0].events
        found = [self.circle(place, window, most) for place in mapped]
        labels = self.labels(found, size)
        return [
            Circle(one.place, one.x, one.y, one.left, one.top, one.r, one.part, labels.get(at))
            for at, one in enumerate(found)
        ]

    def circle(self, place: PlaceCount, window: Window, most: int) -> Circle:
        """One circle, its label aside."""
        x, y = self.projection.point(place.lon or 0.0, place.lat or 0.0)
        r = max(SMALLEST, LARGEST * sqrt(place.events / most))
        return Circle(place, x, y, *window.at(x, y), r, sector(r, place.share))

    def labels(self, circles: Sequence[Circle], size: float = 1.0) -> dict[int, Label]:
        """Labels for the largest circles, where they hide no larger circle and no other label."""
        found: dict[int, Label] = {}
        taken: list[Box] = []
        for at, one in enumerate(circles):
            inside = 0 <= one.left <= self.width and 0 <= one.top <= self.height
            if one.r < UNLABELLED or len(found) == MOST_LABELS or not inside:
                continue
            rims = [rim(other) for other in circles[: len(found) + 2 * MOST_LABELS] if other is not one]
            for label, box in beside(one, size):
                fits = box[0] >= 0 and box[2] <= self.width and box[1] >= 0 and box[3] <= self.height
                if fits and not any(meet(box, other) for other in (*taken, *rims)):
                    found[at] = label
                    taken.append(box)
                    break
        return found


def beside(circle: Circle, size: float = 1.0) -> list[tuple[Label, Box]]:
    """Where a label may stand, the best place first, and the room that it takes."""
    long, line, r = size * LETTER * len(circle.place.name), size * LINE, circle.r + 4
    x, y = circle.left, circle.top
    return [
        (Label(r, size * 4, "start"), (x + r, y - line / 2, x + r + long, y + line / 2)),
        (Label(-r, size * 4, "end"), (x - r - long, y - line / 2, x - r, y + line / 2)),
        (Label(0, -r, "middle"), (x - long / 2, y - r - line, x + long / 2, y - r)),
        (Label(0, r + size * 9, "middle"), (x - long / 2, y + r, x + long / 2, y + r + line)),
    ]


def rim(circle: Circle) -> Box:
    """The room that a circle takes."""
    r = circle.r * 0.8
    return circle.left - r, circle.top - r, circle.left + r, circle.top + r


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes overlap."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def sector(r: float, share: float) -> str:
    """The path of a share of a circle, clockwise from the top; empty for none of it."""
    if share <= 0:
        return ""
    if share >= 1:
        return f"M0 {-r:.1f}A{r:.1f} {r:.1f} 0 1 1 0 {r:.1f}A{r:.1f} {r:.1f} 0 1 1 0 {-r:.1f}z"
    turn = 2 * pi * share
    x, y = r * sin(turn), -r * cos(turn)
    return f"M0 0V{-r:.1f}A{r:.1f} {r:.1f} 0 {int(share > 0.5)} 1 {x:.1f} {y:.1f}z"
