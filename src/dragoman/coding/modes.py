"""Modes of coded events: the lexicon's, else what the learned model reads off the words around the act."""

from __future__ import annotations

from dragoman.coding.learned.modes import NONE, UNREAD, Likely, features, mode_model
from dragoman.coding.reading import Reading
from dragoman.coding.revision import Coded
from dragoman.coding.surroundings import surroundings
from dragoman.knowledge.plover import plover
from dragoman.record import Event


def set_modes(coded: list[Coded], reading: Reading) -> None:
    """Set mode, score and reasons of the events of one sentence, in place; with and without recipient."""
    for one in coded:
        event = one.event
        if event.mode is not None or not plover().types[event.type].modes:
            continue  # what an entry of the lexicon says of the mode stands
        around = surroundings(reading, event)
        if around is None:
            continue
        by_lexicon = NONE if event.type == one.made.type else UNREAD
        likely = mode_model().likeliest(event.type, features(around, by_lexicon))
        if likely is not None and likely.mode != event.mode:
            _change(event, likely)


def _change(event: Event, likely: Likely) -> None:
    """Give an event the likeliest mode, and say which words decided."""
    words = ", ".join(likely.words) or "the kind of act"
    event.reasons.append(f"mode {likely.mode or NONE} by the learned model {likely.share:.2f}: {words}")
    kind = plover().types[event.type]
    score = kind.modes[likely.mode].score if likely.mode is not None else None
    event.mode = likely.mode
    event.score = score if score is not None else kind.score
