"""The tie of two states for a terminal: what there is, a plot of bars, how it changed, where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import get_args

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.formats.words import plain
from dragoman.knowledge.ties import KINDS
from dragoman.record import Quad
from dragoman.ties.found import SIDES, Side, TieChange, TiePeriod, TieRate, Ties

QUADS: tuple[Quad, ...] = get_args(Quad)
STYLES: dict[Side, str] = {"cooperation": "blue", "conflict": "red"}
TURNS = {"rise": ("▲", "blue"), "fall": ("▼", "red"), "surge": ("◆", "blue"), "lull": ("◇", "red")}
WORDS = {"rise": "rose", "fall": "fell", "surge": "surged", "lull": "paused"}
HEIGHT = 5
EIGHTHS = " ▁▂▃▄▅▆▇█"
KIND_NAMES = {"act": "acts", "words": "words", "intention": "intentions"}


def ties_table(ties: Ties, limit: int = 20) -> RenderableType:
    """A tie as it is shown on a terminal.

    Args:
        ties: the tie.
        limit: how many of the latest periods with events are listed.
    """
    parts: list[RenderableType] = [Text(heading(ties), style="bold"), ""]
    parts += [totals(ties), "", Bars(ties), ""]
    parts += [*told(ties), ""] if ties.changes else [Text("No change beyond chance.", style="bold"), ""]
    parts += [levels(ties), "", latest(ties.periods, ties.by, limit), ""]
    parts += [Text(plain(note), style="dim") for note in ties.notes]
    return Group(*parts)


def heading(ties: Ties) -> str:
    """Who, what and when."""
    only = ", ".join(part for part in (ties.context, ties.kind) if part)
    asked = f" ({only} only)" if only else ""
    return plain(
        f"{ties.states[0].name} – {ties.states[1].name}{asked}, {ties.since} to {ties.until}, by {ties.by}:"
        f" {ties.events} events"
    )


def totals(ties: Ties) -> Table:
    """Events by quad class and kind, with their scores."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("")
    for kind in KINDS:
        table.add_column(KIND_NAMES[kind], justify="right")
    table.add_column("score", justify="right")
    for quad in QUADS:
        cells = [one for period in ties.periods for one in period.counts if one.quad == quad]
        if not cells:
            continue
        sums = {kind: sum(one.events for one in cells if one.kind == kind) for kind in KINDS}
        mean = sum(one.score for one in cells) / sum(sums.values())
        style = STYLES["cooperation" if "cooperation" in quad else "conflict"]
        table.add_row(Text(quad, style=style), *(str(sums[kind] or "") for kind in KINDS), f"{mean:+.1f}")
    return table


class Bars:
    """Bars over time, cooperation upwards and conflict downwards, as wide as the console.

    Several periods share a column where there are more of them than columns; a column is dim where all are thin.
    """

    def __init__(self, ties: Ties) -> None:
        self.ties = ties

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        periods = self.ties.periods
        if not periods:
            return
        margin = 6
        columns = columns_of(periods, max(10, options.max_width - margin))
        highest = max(1, *(sum(one.cooperation.events for one in held) for held in columns),
                      *(sum(one.conflict.events for one in held) for held in columns))  # fmt: skip
        up = [sum(one.cooperation.events for one in held) / highest for held in columns]
        down = [sum(one.conflict.events for one in held) / highest for held in columns]
        thin = [all(one.thin for one in held) for held in columns]
        for row in range(HEIGHT - 1, -1, -1):
            label = f"{highest:>{margin - 2}} " if row == HEIGHT - 1 else " " * (margin - 1)
            yield self.row(label, [EIGHTHS[eighths(value, row)] for value in up], thin, "cooperation")
        yield Text(f"{'0':>{margin - 2}} " + "─" * (len(columns) + 1), style="dim")
        depth = max(1, -int(-max(down) * HEIGHT // 1))
        for row in range(depth if max(down) else 0):
            marks = ["█" if eighths(value, row) > 4 else "▀" if eighths(value, row) else " " for value in down]
            yield self.row(" " * (margin - 1), marks, thin, "conflict")
        yield from self.marks(columns, margin)
        each = -(-len(periods) // len(columns))
        unit = self.ties.by
        said = f"a column is {each} {unit}s" if each > 1 else f"a column is a {unit}"
        yield Text(f"{' ' * margin}events up: cooperation, down: conflict; {said}; dim: thin", style="dim")

    def row(self, label: str, marks: Sequence[str], thin: Sequence[bool], side: Side) -> Text:
        """One line of the bars."""
        line = Text(label + " ", style="dim")
        for mark, faint in zip(marks, thin, strict=True):
            line.append(mark, style=f"dim {STYLES[side]}" if faint else STYLES[side])
        return line

    def marks(self, columns: Sequence[Sequence[TiePeriod]], margin: int) -> Iterable[Text]:
        """The line of years, and the marks of changes."""
        line = [" "] * (len(columns) + 5)
        free = 0
        for at, held in enumerate(columns):
            year = held[-1].end[:4]
            new = at == 0 or columns[at - 1][-1].end[:4] != year
            if new and at >= free:
                line[at : at + 4] = year
                free = at + 6
        yield Text(" " * margin + "".join(line).rstrip(), style="dim")
        if self.ties.changes:
            found = Text(" " * margin)
            signs: dict[int, TieChange] = {}
            for change in self.ties.changes:
                place = next((at for at, held in enumerate(columns) if held[-1].end >= change.date), len(columns) - 1)
                signs[place] = change
            for at in range(len(columns)):
                sign, style = TURNS[signs[at].turn] if at in signs else (" ", "")
                found.append(sign, style=f"bold {style}" if style else "")
            yield found


def eighths(value: float, row: int) -> int:
    """How many eighths of a row a bar fills; a bar that is not empty is seen."""
    filled = max(value * HEIGHT * 8, 1.0 if value > 0 else 0.0) - row * 8
    return int(min(8, max(0, round(filled))))


def columns_of(periods: Sequence[TiePeriod], width: int) -> list[Sequence[TiePeriod]]:
    """Periods put together so that there are no more than so many columns."""
    each = -(-len(periods) // width)
    return [periods[at : at + each] for at in range(0, len(periods), each)]


def told(ties: Ties) -> Iterable[RenderableType]:
    """The changes in words, with the events that made them."""
    yield Text("Changes", style="bold")
    for change in ties.changes:
        sign, style = TURNS[change.turn]
        yield Text.assemble((f"{sign} ", f"bold {style}"), (headline(change), "bold"))
        for reason in change.reasons:
            yield Padding(Text(plain(reason)), (0, 0, 0, 4))
        if change.causes:
            grown = ", ".join(f"{one.what} {one.events} for {one.expected:.1f}" for one in change.causes)
            word = "most grown" if change.turn in ("rise", "surge") else "most shrunk"
            yield Padding(Text(f"{word}: {grown}"), (0, 0, 0, 4))
        for event in change.events:
            sources = f"{len(event.origins)} origin{'s' if len(event.origins) != 1 else ''}"
            yield Padding(Text.assemble((f"{event.id}  ", "dim"), plain(event.label), (f"  {sources}", "dim")),
                          (0, 0, 0, 4))  # fmt: skip


def headline(change: TieChange) -> str:
    """'cooperation surged around 2023-09-13: from 2023-07-24 (2023-07-10 to 2023-07-30) to 2023-10-22 (…)'."""
    began = f"{change.began.day} ({change.began.low} to {change.began.high})"
    what = f"{change.side} {WORDS[change.turn]}"
    if change.ended is None:
        return f"{what} from {began} on"
    ended = f"{change.ended.day} ({change.ended.low} to {change.ended.high})"
    return f"{what} around {change.date}: from {began} until {ended}"


def levels(ties: Ties) -> RenderableType:
    """Where the tie stands."""
    parts: list[RenderableType] = [Text("Level", style="bold")]
    for level in ties.levels:
        parts.append(Text(f"{level.side}, {level.since} to {level.until}", style=STYLES[level.side]))
        parts += [Padding(Text(plain(reason)), (0, 0, 0, 4)) for reason in level.reasons]
    return Group(*parts)


def latest(periods: Sequence[TiePeriod], by: str, limit: int) -> RenderableType:
    """The latest periods with events."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column(by, no_wrap=True)
    for side in SIDES:
        table.add_column(side, justify="right", no_wrap=True)
        table.add_column("rate (90 %)", justify="right", no_wrap=True)
    for name in ("score", "of coded", ""):
        table.add_column(name, justify="right", no_wrap=True)
    for one in [one for one in periods if one.events][-limit:]:
        table.add_row(
            one.label, parts_of(one, "cooperation"), ranged(one.cooperation), parts_of(one, "conflict"),
            ranged(one.conflict), f"{one.score:+.1f}", f"{one.events}/{one.coverage}", "thin" if one.thin else "",
            style="dim" if one.thin else "",
        )  # fmt: skip
    said = f"The latest {by}s with events: all (acts/words/intentions), rate a {by} at average coverage"
    return Group(Text(said, style="bold"), table)


def parts_of(period: TiePeriod, side: Side) -> str:
    """'3 (2/1/0)'; nothing for none."""
    cells = [one for one in period.counts if side in one.quad]
    if not cells:
        return ""
    sums = [sum(one.events for one in cells if one.kind == kind) for kind in KINDS]
    return f"{sum(sums)} ({'/'.join(map(str, sums))})"


def ranged(rate: TieRate) -> str:
    """'2.1 (1.0–3.9)'; small ones with one digit more."""
    digits = 1 if rate.rate >= 1 else 2
    return f"{rate.rate:.{digits}f} ({rate.low:.{digits}f}–{rate.high:.{digits}f})" if rate.events else ""
