"""The tie of two states as a picture: bars up and down, the net score, how sure the rate is, and what was covered."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from dragoman.formats.words import shortened
from dragoman.ties.found import Side, TieChange, TiePeriod, Ties
from dragoman.ties.periods import EPOCH
from dragoman.ties.rates import long_run, posterior

# Blue and vermilion of Okabe and Ito, which colour-blind eyes tell apart; acts full, words and intentions lighter.
COLOURS: dict[Side, dict[str, str]] = {
    "cooperation": {"act": "#0072B2", "words": "#56A9D6", "intention": "#B5D8EC"},
    "conflict": {"act": "#D55E00", "words": "#EB9A5B", "intention": "#F6D2B2"},
}
INK, FAINT, THIN = "#222222", "#777777", "#EFEFEF"
SIZE = (11.0, 6.4)
KIND_NAMES = {"act": "acts", "words": "words", "intention": "intentions"}
TURNS = {"rise": "rose", "fall": "fell", "surge": "surged", "lull": "paused"}
# Text stays text and ids are the same every time, so that the same tie is the same file. DejaVu comes with matplotlib.
STYLE: Any = {
    "svg.fonttype": "none", "svg.hashsalt": "dragoman", "font.family": "DejaVu Sans", "font.size": 9,
    "axes.edgecolor": FAINT, "axes.labelcolor": INK, "xtick.color": FAINT, "ytick.color": FAINT, "text.color": INK,
    "axes.spines.top": False, "axes.spines.right": False, "figure.facecolor": "white", "axes.facecolor": "white",
}  # fmt: skip
MOST_LABELLED = 3
DRAWING = Lock()


def draw(ties: Ties, path: Path) -> None:
    """Draw a tie into a file; the ending says which kind, .svg or .png.

    Raises:
        OSError: the file cannot be written.
    """
    with mpl.rc_context(STYLE):
        figure = picture(ties)
        # Nothing of when and with which version it was drawn, so that the same tie is the same file.
        plain: dict[str, Any] = {"Date": None, "Creator": "dragoman"} if svg(path) else {"Software": "dragoman"}
        figure.savefig(path, dpi=150, metadata=plain)


def drawn(ties: Ties) -> bytes:
    """Draw a tie as SVG, for a page."""
    out = io.BytesIO()
    # The style is one for the whole process: two pages that draw at once would undo each other's.
    with DRAWING, mpl.rc_context(STYLE):
        picture(ties).savefig(out, format="svg", metadata={"Date": None, "Creator": "dragoman"})
    return out.getvalue()


def svg(path: Path) -> bool:
    """Whether a file is to be drawn in lines, not in points."""
    return path.suffix.lower() == ".svg"


def picture(ties: Ties) -> Figure:
    """The picture of a tie: bars above, rate and net score in the middle, coverage below."""
    figure = Figure(figsize=SIZE, layout="constrained")
    grid = figure.subplots(4, 1, sharex=True, height_ratios=[5, 2, 1.2, 0.9])
    bars, rates, net, covered = grid
    days = [day_of(one.start) for one in ties.periods]
    width = 7.0 if ties.by == "week" else 30.4
    for axes in grid:
        shade(axes, ties.periods, days)
    draw_bars(bars, ties, days, width)
    draw_rates(rates, ties, days)
    draw_net(net, ties, days)
    draw_coverage(covered, ties, days, width)
    draw_changes(bars, rates, ties)
    if days:
        locator = AutoDateLocator()  # type: ignore[no-untyped-call]
        covered.xaxis.set_major_locator(locator)
        covered.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
        covered.set_xlim(days[0], day_of(ties.periods[-1].end))
    figure.align_ylabels(list(grid))
    return figure


def day_of(text: str) -> float:
    """A date as matplotlib counts days."""
    return float(date.fromisoformat(text).toordinal() - EPOCH)


def shade(axes: Axes, periods: Sequence[TiePeriod], days: Sequence[float]) -> None:
    """Grey behind the thin periods."""
    start: float | None = None
    for one, day in zip(periods, days, strict=True):
        if one.thin and start is None:
            start = day
        if not one.thin and start is not None:
            axes.axvspan(start, day, color=THIN, linewidth=0, zorder=0)
            start = None
    if start is not None:
        axes.axvspan(start, day_of(periods[-1].end), color=THIN, linewidth=0, zorder=0)
    axes.tick_params(length=2.5)


def draw_bars(axes: Axes, ties: Ties, days: Sequence[float], width: float) -> None:
    """Cooperation upwards and conflict downwards; acts, words and intentions on one another."""
    side: Side
    starts = np.array(days)
    for side, sign in (("cooperation", 1), ("conflict", -1)):
        below = np.zeros(len(days))
        for kind, colour in COLOURS[side].items():
            counts = np.array([
                sum(cell.events for cell in one.counts if cell.kind == kind and side in cell.quad)
                for one in ties.periods
            ], dtype=float)  # fmt: skip
            held = np.flatnonzero(counts)
            if len(held):
                axes.bar(starts[held], sign * counts[held], width=width * 0.92, bottom=below[held], align="edge",
                         color=colour, zorder=2, label=f"{side}: {KIND_NAMES[kind]}")  # fmt: skip
            below += sign * counts
    axes.axhline(0, color=INK, linewidth=0.8, zorder=3)
    axes.set_ylabel(f"events a {ties.by}")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    axes.yaxis.set_major_formatter(lambda value, _: f"{abs(value):.0f}")
    only = ", ".join(part for part in (ties.context, ties.kind) if part)
    title = f"{ties.states[0].name} – {ties.states[1].name}" + (f" · {only} only" if only else "")
    axes.set_title(title, loc="left", fontsize=14, fontweight="bold", pad=26)
    said = (
        f"{ties.events} merged events, {ties.since} to {ties.until}; grey: thin, too little is covered to say anything"
    )
    axes.text(0, 1.03, said, transform=axes.transAxes, color=FAINT, va="bottom")
    if axes.get_legend_handles_labels()[0]:
        axes.legend(loc="upper left", frameon=False, ncols=2, fontsize=8)


def draw_rates(axes: Axes, ties: Ties, days: Sequence[float]) -> None:
    """The rate over a quarter of a year at average coverage, with the band in which it lies in nine cases of ten."""
    size = 13 if ties.by == "week" else 3
    side: Side
    for side in ("cooperation", "conflict"):
        held = [getattr(one, side) for one in ties.periods]
        counts = moving([one.events for one in held], size)
        exposures = moving([one.exposure for one in held], size)
        total, spell = sum(one.events for one in held), sum(one.exposure for one in held)
        if not total or spell <= 0:
            continue
        prior = long_run(total, spell)
        found = [posterior(count, exposure, prior, ties.dispersion[side])
                 for count, exposure in zip(counts, exposures, strict=True)]  # fmt: skip
        colour = COLOURS[side]["act"]
        axes.fill_between(days, [one.low for one in found], [one.high for one in found], color=colour, alpha=0.18,
                          linewidth=0, zorder=1)  # fmt: skip
        axes.plot(days, [one.mean for one in found], color=colour, linewidth=1.3, zorder=2)
    axes.set_ylim(bottom=0)
    axes.set_ylabel(f"rate a {ties.by}\n({size} {ties.by}s, 90 %)")
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4))


def moving(values: Sequence[float], size: int) -> list[float]:
    """Sums over so many values around each."""
    total = np.concatenate([[0.0], np.cumsum(values)])
    ends = np.minimum(np.arange(len(values)) + size // 2 + 1, len(values))
    starts = np.maximum(np.arange(len(values)) - size // 2, 0)
    return [float(one) for one in total[ends] - total[starts]]


def draw_net(axes: Axes, ties: Ties, days: Sequence[float]) -> None:
    """The sum of the PLOVER scores of each period."""
    axes.axhline(0, color=FAINT, linewidth=0.6)
    axes.step(days, [one.score for one in ties.periods], where="post", color=INK, linewidth=1.0)
    axes.set_ylabel("net\nscore")
    axes.yaxis.set_major_locator(MaxNLocator(nbins=3, integer=True))


def draw_coverage(axes: Axes, ties: Ties, days: Sequence[float], width: float) -> None:
    """All coded events of the store."""
    held = [(day, one.coverage) for day, one in zip(days, ties.periods, strict=True) if one.coverage]
    axes.bar([day for day, _ in held], [events for _, events in held], width=width, align="edge", color="#999999",
             zorder=2)  # fmt: skip
    axes.set_ylabel("all\ncoded")
    axes.yaxis.set_major_locator(MaxNLocator(nbins=2, integer=True))


def draw_changes(bars: Axes, rates: Axes, ties: Ties) -> None:
    """The changes: a line at each date, a stroke over its interval, and the event that stands for it."""
    top = bars.get_ylim()[1]
    # The surest are labelled; many labels would hide one another.
    chosen = sorted(ties.changes, key=lambda one: (one.chance, one.test.p))[:MOST_LABELLED]
    bars.set_ylim(top=top * (1.25 + 0.3 * len(chosen)) if chosen else top)
    for number, change in enumerate(sorted(chosen, key=lambda one: one.date)):
        colour = COLOURS[change.side]["act"]
        day = day_of(change.date)
        height = top * (1.2 + 0.3 * number)
        low, high = (day_of(one) for one in (change.began.low, change.began.high))
        for axes in (bars, rates):
            axes.axvline(day, color=colour, linewidth=1.0, linestyle=(0, (4, 2)), zorder=1.5)
        if change.ended is not None:
            first, last = (day_of(one.day) for one in (change.began, change.ended))
            bars.plot([first, last], [height, height], color=colour, linewidth=5, solid_capstyle="butt", zorder=4)
        bars.plot([low, high], [height, height], color=colour, linewidth=1.4, zorder=4, marker="|", markersize=6)
        side_of = late_in(ties, day)
        bars.annotate(
            label(change), (day, height), xytext=(-8 if side_of else 8, 7), textcoords="offset points",
            ha="right" if side_of else "left", va="bottom", fontsize=8.5, color=INK, zorder=5,
            bbox={"boxstyle": "square,pad=0.2", "facecolor": "white", "edgecolor": "none", "alpha": 0.85},
        )  # fmt: skip


def late_in(ties: Ties, day: float) -> bool:
    """Whether a day is in the later half of a series, so that its label should stand to the left."""
    first, last = day_of(ties.since), day_of(ties.until)
    return (day - first) > (last - first) / 2


def label(change: TieChange) -> str:
    """'cooperation surged around 2023-09-13, × 28 (8–143)' and the event that stands for it."""
    test = change.test
    word = "around" if change.ended else "from"
    ratio = f"× {brief(test.ratio)} ({brief(test.low)}–{brief(test.high)})"
    said = f"{change.side} {TURNS[change.turn]} {word} {change.date}, {ratio}"
    return f"{said}\n{shortened(change.events[0].label, 76)}" if change.events else said


def brief(value: float) -> str:
    """A ratio in a few characters."""
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}"
