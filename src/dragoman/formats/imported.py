"""What came of importing a foreign file, for the eye."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dragoman.formats.words import plain
from dragoman.scale.foreign import Imported

SHOWN = 12


def imported_text(done: Imported) -> str:
    """What came of an import, for the eye."""
    rate = done.rows / max(done.seconds, 0.001)
    lines = [
        f"{plain(done.path)}: {done.layout}; {done.rows:,} rows read, {done.events:,} events, {done.ties:,} ties, "
        f"in {done.seconds:,.1f} s ({rate:,.0f} rows/s)",
        *counted("left out", done.left_out, done.first),
        *counted("noted", done.noted, done.first),
    ]
    if done.unknown:
        codes = ", ".join(f"{plain(code)} {count:,}" for code, count in list(done.unknown.items())[:SHOWN])
        more = f", and {len(done.unknown) - SHOWN} more" if len(done.unknown) > SHOWN else ""
        lines.append(f"  codes of countries that are not known, and give no state: {codes}{more}")
    return "\n".join(lines)


def counted(what: str, counts: Mapping[str, int], first: Mapping[str, int]) -> Iterator[str]:
    """A line for each reason, with how often and where first."""
    for reason, count in counts.items():
        where = f" (first in line {first[reason]:,})" if reason in first else ""
        yield f"  {what}: {count:,} {plain(reason)}{where}"
