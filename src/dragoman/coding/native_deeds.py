"""Deeds told before, in a language read natively: whom 'a condamné la frappe' is aimed at; see ``deeds``."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.coding.deeds import DONE
from dragoman.coding.native_acts import Made
from dragoman.coding.native_forms import Forms
from dragoman.coding.native_phrases import STOPS
from dragoman.coding.native_slots import Slots
from dragoman.coding.native_verbs import word_of
from dragoman.coding.reading import Reading
from dragoman.record import Event, Mention

# How many words behind the noun of a deed may name where it was or whom it hit.
REACH = 12
# What ends them.
ENDS = STOPS | {","}


def point_back(made: Made, slots: Slots, forms: Forms, reading: Reading) -> None:
    """Aim an act that condemns a deed at who did it, where an earlier act of the article tells.

    Args:
        made: the act; its recipients are set.
        slots: its sentence.
        forms: the lexicon of the language.
        reading: the article with the acts so far.
    """
    if made.type != "ACCUSE" or made.verb is None:
        return
    noun = slots.object_noun(made.verb)
    kinds = {act.type for act, _ in forms.noun_acts.get(word_of(noun), ())} if noun is not None else set()
    if noun is None or not kinds or _is_owned(noun, slots):
        return
    own = {state for m in made.actors if (state := reading.entities[m.entity].state)}
    around = _states(noun, slots, reading)
    for event in reversed(reading.events):
        doers = [m for name in event.actors if (m := _mention(name, reading)) and reading.entities[name].state]
        states = {reading.entities[m.entity].state for m in doers}
        if event.type not in kinds or event.factuality not in DONE or not doers or states & own:
            continue
        if around and not around & _victims(event, reading):
            continue
        told = " ".join(reading.article.text[part.start : part.end] for part in event.trigger)
        made.recipients = doers
        made.reasons.append(f"recipient: who did what '{noun.text}' means, told before by '{told}'")
        return


def _is_owned(noun: Token, slots: Slots) -> bool:
    """Whether an adjective says whose deed it is: 'les frappes russes'."""
    return any(unit.adjective and 0 < unit.first - noun.i <= 2 for unit in slots.units)


def _states(noun: Token, slots: Slots, reading: Reading) -> set[str]:
    """The states that the words behind a noun name: where it was, or whom it hit."""
    end = next((i for i in range(noun.i + 1, slots.sentence.end) if slots.doc[i].text in ENDS), noun.i + REACH)
    inside = [unit for unit in slots.units if noun.i < unit.first < min(end, noun.i + REACH)]
    return {state for unit in inside if (state := reading.entities[unit.mention.entity].state)}


def _victims(event: Event, reading: Reading) -> set[str]:
    """The states of those whom an act was done to, and of where it was."""
    names = [*event.recipients, *([event.where.entity] if event.where is not None else [])]
    return {state for name in names if (state := reading.entities[name].state)}


def _mention(name: str, reading: Reading) -> Mention | None:
    return next((m for m in reading.mentions if m.entity == name), None)
