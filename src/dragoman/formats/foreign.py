"""Foreign events out: how another project's coding is told apart from dragoman's own."""

from __future__ import annotations

from dragoman.formats.words import plain
from dragoman.store.found import Foreign


def told_apart(foreign: Foreign) -> str:
    """A sentence that says whose coding an event is."""
    return (
        f"Coded by {foreign.title}, not by dragoman (its event {plain(foreign.id)}, code {plain(foreign.code)}), and "
        "taken over as it is: no report of it was read here, and whether it was denied, planned or past is not known."
    )
