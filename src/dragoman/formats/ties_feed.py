"""The changes and alerts of a tie as an Atom feed."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.formats.ties_plot import label
from dragoman.ties.found import TieChange, Ties
from dragoman.watch.alerts import Alert
from dragoman.watch.atom import Entry, atom_feed
from dragoman.watch.feeds import entry_of


def tie_atom(ties: Ties, alerts: Sequence[Alert], title: str, base: str, page: str) -> bytes:
    """A feed of what changed between two states.

    Args:
        ties: the tie.
        alerts: those of the same pair.
        title: 'Russia – North Korea'.
        base: the address of the desk, without a slash at the end.
        page: the address of the tie's page.
    """
    entries = [change_entry(ties, change, page) for change in ties.changes]
    entries += [entry_of(alert, base) for alert in alerts]
    entries.sort(key=lambda one: one.updated, reverse=True)
    return atom_feed(f"urn:dragoman:tie:{ties.dyad}", f"dragoman: {title}", entries, [("alternate", page)])


def change_entry(ties: Ties, change: TieChange, page: str) -> Entry:
    """A change as an entry; it is the same entry as long as the change is of the same side, turn and first day."""
    name = ":".join(part for part in (ties.dyad, ties.context, ties.kind, change.side, change.turn) if part)
    moment = f"{change.date}T00:00:00+00:00"
    body = [*change.reasons, *(f"{event.id} {event.label}" for event in change.events)]
    return Entry(
        id=f"urn:dragoman:change:{name}:{change.began.day}", title=label(change).splitlines()[0], published=moment,
        updated=moment, content="\n".join(body), categories=("change",), link=page,
    )  # fmt: skip
