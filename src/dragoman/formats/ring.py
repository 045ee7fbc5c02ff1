"""The ring: nodes and lines of a network as numbers in a drawing, so that no label covers another."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import hypot, sqrt

from dragoman.store.network import Network, NetworkLink, NetworkNode

WIDTH = 960.0
# The names on one side stand so far apart, and nearer where there are many, yet farther than they are high.
STEP, MARGIN = 36.0, 26.0
NARROWEST, BROADEST, SMALLEST, LARGEST = 230.0, 258.0, 170.0, 285.0
MOST_LINES = 60
LONGEST_NAME = 25
# How far from the middle lines bend, by how far apart their ends are: those of neighbours stay near the ring.
NEAR_BEND, FAR_BEND = 0.62, 0.12
PASSES = 12
# A line between two on one side counts for so many rows more.
SAME_SIDE = 1.5


@dataclass(frozen=True, slots=True)
class RingNode:
    """A node as it is drawn.

    Args:
        x: its middle.
        y: its middle.
        r: radius, by which its area goes with the number of events.
        label_x: where its name begins, or ends on the left side.
        anchor: 'start' on the right side, 'end' on the left.
        label: its name, cut where it is long.
    """

    node: NetworkNode
    x: float
    y: float
    r: float
    label_x: float
    anchor: str
    label: str


@dataclass(frozen=True, slots=True)
class RingLine:
    """A line between two nodes: its path and its width."""

    link: NetworkLink
    path: str
    width: float


@dataclass(frozen=True, slots=True)
class Ring:
    """A network as it is drawn; the thinnest lines come first, so that the strongest lie on top."""

    width: float
    height: float
    nodes: list[RingNode]
    lines: list[RingLine]


def ring(network: Network) -> Ring:
    """The drawing of a network.

    The nodes stand on both halves of a circle at equal heights, so that each has a line of its own for its name. States
    stand so that those with many events with each other face each other; a focus is on the left.
    """
    left, right = halves(network)
    rows = max(len(left), len(right), 1)
    radius = min(LARGEST, max(SMALLEST, rows * STEP / 2))
    broad = min(BROADEST, max(radius, NARROWEST))
    height = 2 * (radius + MARGIN)
    most = max((node.events for node in network.nodes), default=1)
    nodes = [
        placed(node, (at + 0.5) / len(half) * 2 - 1, side, radius, broad, most)
        for half, side in ((left, -1), (right, 1))
        for at, node in enumerate(half)
    ]
    lines = drawn(network.links[:MOST_LINES], {one.node.id: one for one in nodes}, WIDTH / 2, height / 2)
    return Ring(WIDTH, height, nodes, lines)


def halves(network: Network) -> tuple[list[NetworkNode], list[NetworkNode]]:
    """The nodes on the left and on the right, each from the top."""
    if network.kind != "states":
        left = [node for node in network.nodes if node.side == "one"]
        right = [node for node in network.nodes if node.side == "other"]
        return left, right
    known = {node.id: node for node in network.nodes}
    order = seated([node.id for node in network.nodes], network.links)
    return [known[name] for name in order[::2]], [known[name] for name in order[1::2]]


def seated(names: Sequence[str], links: Sequence[NetworkLink]) -> list[str]:
    """Names by their seats, in rows of two from the top: those with many events with each other face each other.

    Those with most events begin in the middle; then two change seats as long as that shortens all lines together.
    """
    order = middle_out(names)
    weights: dict[str, dict[str, int]] = {name: {} for name in order}
    for link in links:
        weights[link.one][link.other] = weights[link.other][link.one] = link.events
    at = {name: place for place, name in enumerate(order)}
    for _ in range(PASSES):
        better = False
        for one, other in combinations(list(order), 2):
            before = length(one, at, weights) + length(other, at, weights)
            at[one], at[other] = at[other], at[one]
            if length(one, at, weights) + length(other, at, weights) < before:
                better = True
            else:
                at[one], at[other] = at[other], at[one]
        if not better:
            break
    return sorted(order, key=at.__getitem__)


def middle_out(names: Sequence[str]) -> list[str]:
    """Names in rows of two, the first in the middle row, the next above and below it in turn."""
    rows: deque[Sequence[str]] = deque()
    for at, start in enumerate(range(0, len(names), 2)):
        row = names[start : start + 2]
        # A row with one seat can only be the last.
        if at % 2 and len(row) == 2:
            rows.appendleft(row)
        else:
            rows.append(row)
    return [name for row in rows for name in row]


def length(name: str, at: Mapping[str, int], weights: Mapping[str, Mapping[str, int]]) -> float:
    """How long the lines of one are, in rows, each as often as it has events; one that stays on its side is longer."""
    row, side = divmod(at[name], 2)
    return sum(
        weight * (abs(row - at[other] // 2) + SAME_SIDE * (side == at[other] % 2))
        for other, weight in weights[name].items()
    )


def placed(node: NetworkNode, down: float, side: int, radius: float, broad: float, most: int) -> RingNode:
    """A node on one half of the circle.

    Args:
        down: how far down it is, from -1 to 1.
        side: -1 on the left, 1 on the right.
        radius: half the height of the circle.
        broad: half its breadth.
    """
    x = WIDTH / 2 + side * broad * sqrt(1 - down * down)
    y = radius + MARGIN + down * radius
    r = 3.5 + 8.5 * sqrt(node.events / most)
    name = node.name if len(node.name) <= LONGEST_NAME else f"{node.name[: LONGEST_NAME - 1].rstrip()}…"
    return RingNode(node, x, y, r, x + side * (r + 7), "start" if side > 0 else "end", name)


def drawn(
    links: Sequence[NetworkLink], nodes: Mapping[str, RingNode], middle_x: float, middle_y: float
) -> list[RingLine]:
    """The lines, the thinnest first; each bends towards the middle."""
    most = links[0].events if links else 1
    found = []
    for link in reversed(links):
        one, other = nodes[link.one], nodes[link.other]
        apart = min(1.0, hypot(one.x - other.x, one.y - other.y) / (2 * NARROWEST))
        bend = NEAR_BEND + (FAR_BEND - NEAR_BEND) * apart
        x = middle_x + bend * ((one.x + other.x) / 2 - middle_x)
        y = middle_y + bend * ((one.y + other.y) / 2 - middle_y)
        path = f"M{one.x:.1f} {one.y:.1f}Q{x:.1f} {y:.1f} {other.x:.1f} {other.y:.1f}"
        found.append(RingLine(link, path, 0.8 + 5.7 * sqrt(link.events / most)))
    return found
