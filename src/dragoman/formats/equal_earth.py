"""Equal Earth: the projection of the map, so that areas compare, worked out where no script runs.

Šavrič, Patterson and Jenny, "The Equal Earth map projection", International Journal of Geographical Information
Science 33 (2019).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, degrees, radians, sin, sqrt

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
M = sqrt(3) / 2
STEPS = 12
CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class EqualEarth:
    """The projection onto a drawing.

    Args:
        scale: units of the drawing for one radian at the equator's middle, as d3-geo counts it.
        x: where longitude 0 stands in the drawing.
        y: where latitude 0 stands in the drawing.
    """

    scale: float
    x: float
    y: float

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """The point of a place in the drawing; x to the right, y down.

        Args:
            lon: degrees east.
            lat: degrees north.
        """
        slant = asin(M * sin(radians(lat)))
        across = radians(lon) * cos(slant) / (M * slope(slant))
        return self.x + self.scale * across, self.y - self.scale * height(slant)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Longitude and latitude in degrees of a point in the drawing; what lies beyond the poles is at a pole."""
        up = max(-height(asin(M)), min(height(asin(M)), (self.y - y) / self.scale))
        slant = up / A1
        for _ in range(STEPS):
            off = (height(slant) - up) / slope(slant)
            slant -= off
            if abs(off) < CLOSE:
                break
        lat = asin(max(-1.0, min(1.0, sin(slant) / M)))
        lon = (x - self.x) / self.scale * M * slope(slant) / cos(slant)
        return degrees(lon), degrees(lat)


def height(slant: float) -> float:
    """How far a parallel is from the equator."""
    square = slant * slant
    sixth = square**3
    return slant * (A1 + A2 * square + sixth * (A3 + A4 * square))


def slope(slant: float) -> float:
    """How fast that grows."""
    square = slant * slant
    sixth = square**3
    return A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square)
