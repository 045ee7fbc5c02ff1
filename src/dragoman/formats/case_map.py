"""The map of a case file: the world about the places of its events, drawn by matplotlib for print and page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle as Disc
from matplotlib.patches import PathPatch, Wedge
from matplotlib.path import Path as Outline
from matplotlib.transforms import Affine2D

from dragoman.formats.ties_plot import COLOURS, FAINT, INK
from dragoman.formats.words import plain
from dragoman.formats.world_map import Circle, View, Window, World
from dragoman.store.places import Places

LAND, SEA, BORDER = "#dcd8cc", "#eef2f4", "#fdfdfc"
WIDTH = 6.6
# Labels are larger than on the page, for the picture is printed smaller.
SIZE = 1.5
POINTS = 72
NEAREST = 10.0
AROUND = 1.5
MOST_TOLD = 6
STEP = re.compile(r"([Mlz])([^Mlz]*)")
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")


def map_caption(places: Places) -> str:
    """What stands below the map."""
    return (
        f"{places.placed} events in {places.total} places. The area of a circle goes with the number of events; the "
        "hatched sector, clockwise from the top, is its share of conflict; a dashed circle stands for the middle of a "
        "state or region, not for a point"
    )


def map_alt(places: Places) -> str:
    """What the map shows, in words."""
    mapped = [place for place in places.places if place.mapped]
    told = ", ".join(f"{plain(one.name)} ({one.events} events, {one.conflict} conflict)" for one in mapped[:MOST_TOLD])
    more = f", and {len(mapped) - MOST_TOLD} more places" if len(mapped) > MOST_TOLD else ""
    return f"Map with a circle for each place of events: {told}{more}. The table of places says the same in figures."


def map_figure(places: Places, world: World) -> Figure:
    """The map about the places that have coordinates."""
    view = about(places, world)
    window = world.window(view)
    figure = Figure(figsize=(WIDTH, WIDTH * world.height / world.width))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, world.width)
    axes.set_ylim(world.height, 0)
    axes.set_axis_off()
    draw_world(axes, world, window)
    unit = WIDTH * POINTS / world.width
    for circle in world.circles(places.places, view, SIZE):
        draw_circle(axes, circle, unit)
    return figure


def about(places: Places, world: World) -> View:
    """The view that holds all places, with some room around them."""
    points = [world.projection.point(one.lon or 0.0, one.lat or 0.0) for one in places.places if one.mapped]
    across, down = [x for x, _ in points], [y for _, y in points]
    middle = world.projection.place((min(across) + max(across)) / 2, (min(down) + max(down)) / 2)
    width, height = max(across) - min(across), max(down) - min(down)
    fits = min(
        world.width / (AROUND * width) if width else NEAREST, world.height / (AROUND * height) if height else NEAREST
    )
    return View(*middle, min(NEAREST, max(1.0, fits)))


def draw_world(axes: Axes, world: World, window: Window) -> None:
    """Sea, land and borders."""
    moved = Affine2D().scale(window.k).translate(window.left, window.top) + axes.transData
    for text, face, edge, width in (
        (world.sphere, SEA, "none", 0.0), (world.land, LAND, "none", 0.0), (world.borders, "none", BORDER, 0.7),
    ):  # fmt: skip
        shape = Outline(*outline(text, world, window))
        axes.add_patch(PathPatch(shape, facecolor=face, edgecolor=edge, linewidth=width, transform=moved))


def outline(text: str, world: World, window: Window) -> tuple[list[tuple[float, float]], list[Any]]:
    """The lines of a drawing's path that reach into a window, as points and codes of matplotlib."""
    points: list[tuple[float, float]] = []
    codes: list[Any] = []
    for line, closed in lines_of(text):
        drawn = [window.at(x, y) for x, y in line]
        beyond = (
            all(x < 0 for x, _ in drawn) or all(x > world.width for x, _ in drawn)
            or all(y < 0 for _, y in drawn) or all(y > world.height for _, y in drawn)
        )  # fmt: skip
        if beyond:
            continue
        points += line
        codes += [Outline.MOVETO, *[Outline.LINETO] * (len(line) - 1)]
        if closed:
            points.append(line[0])
            codes.append(Outline.CLOSEPOLY)
    return points, codes


def lines_of(text: str) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The lines of a path of 'M', 'l' and 'z', and whether each is closed."""
    line: list[tuple[float, float]] = []
    for step, rest in STEP.findall(text):
        numbers = [float(one) for one in NUMBER.findall(rest)]
        if step == "M":
            if line:
                yield line, False
            line = [(numbers[0], numbers[1])]
        elif step == "z":
            yield line, True
            line = []
        else:
            for x, y in zip(numbers[::2], numbers[1::2], strict=True):
                line.append((line[-1][0] + x, line[-1][1] + y))
    if line:
        yield line, False


def draw_circle(axes: Axes, one: Circle, unit: float) -> None:
    """A place with its share of conflict and its label."""
    where = (one.left, one.top)
    axes.add_patch(
        Disc(where, one.r, facecolor=COLOURS["cooperation"]["words"], edgecolor=INK, linewidth=0.6, alpha=0.9)
    )
    if one.place.share:
        # The vertical axis points down, so that angles grow clockwise.
        part = Wedge(where, one.r, -90, -90 + 360 * one.place.share, hatch="/////", linewidth=0.6, edgecolor=INK)
        part.set_facecolor(COLOURS["conflict"]["words"])
        axes.add_patch(part)
    if not one.place.precise:
        axes.add_patch(Disc(where, one.r + 3, facecolor="none", edgecolor=FAINT, linewidth=0.8, linestyle=(0, (3, 2))))
    if one.label is not None:
        x, y = one.left + one.label.x, one.top + one.label.y
        align = {"start": "left", "end": "right", "middle": "center"}[one.label.anchor]
        axes.text(x, y, plain(one.place.name), ha=align, va="baseline", fontsize=11 * SIZE * unit, color=INK)
