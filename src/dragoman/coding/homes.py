"""Homes: the state of described actors that only the place of the act tells ('rebels killed villagers in Chad')."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.coding.circumstances import place_of
from dragoman.coding.participants import Participants
from dragoman.coding.predication import Predication
from dragoman.record import Mention

# Acts whose unnamed doers and victims are at home where they happen.
AT_HOME = frozenset({"ASSAULT", "COERCE", "PROTEST", "CONCEDE", "RETREAT"})
# Acts that are of one state only where one side is its people, its courts or its police.
ANSWERED = frozenset({"ACCUSE", "REJECT", "REQUEST", "AGREE"})
# Acts of those in office at home.
IN_OFFICE = frozenset({"COERCE", "CONCEDE", "RETREAT"})
# Sectors of those who may be at home elsewhere, whom a place therefore does not tell.
ABROAD = frozenset({"MIL", "SPY", "IGO", "NGO", "MNC", "UNO", "EUR", "IMG", "ISM"})
# Sectors whose people deal with others of their own state.
POLICING = frozenset({"COP", "JUD"})
UNDER = frozenset({"OPP", "REB", "CVL", "EDU", "LAB", "AGR"})
HOME_BOUND = POLICING | UNDER | {"GOV", "LEG", "PTY", "REL", "SOC"}
RULING = frozenset({"GOV", "LEG", "JUD", "ELI"})
WITHIN = frozenset({"in", "throughout", "across", "inside", "within"})


def find_homes(made: Predication, mentions: Iterable[Mention], participants: Participants) -> None:
    """Give the described actors of an act the state of the place where it happened, where they have none."""
    if made.type not in AT_HOME | ANSWERED:
        return
    mentions = list(mentions)
    lost = [m for m in mentions if _is_homeless(m, participants, made.type)]
    if not lost:
        return
    place = _venue(made, participants) if made.type in AT_HOME else None
    if place is not None:
        reason = f"state of '{place.text}', where it happened"
    else:
        place = _fellow(made, mentions, participants)
        if place is None:
            return
        reason = f"state of '{place.text}', with whom it is an affair of one state"
    for mention in lost:
        entity = participants.entity(mention)
        entity.state = participants.entity(place).state
        entity.reasons.append(reason)


def _fellow(made: Predication, mentions: list[Mention], participants: Participants) -> Mention | None:
    """The other side of an act that joins people of one state: police and crowd, government and opposition."""
    sectors = {participants.entity(m).sector for m in mentions}
    if not sectors & HOME_BOUND or sectors & ABROAD or (made.type == "ASSAULT" and not sectors & POLICING):
        return None
    if made.type in ANSWERED and not sectors & (UNDER | POLICING):
        return None
    found = [m for m in mentions if participants.entity(m).state and participants.entity(m).sector in HOME_BOUND]
    return found[0] if len({participants.entity(m).state for m in found}) == 1 else None


def _is_homeless(mention: Mention, participants: Participants, kind: str) -> bool:
    entity = participants.entity(mention)
    if _is_of_many(mention, participants) or entity.state is not None or entity.known or entity.sector in ABROAD:
        return False
    if entity.kind == "person" and mention.form == "name":
        return (kind in IN_OFFICE or kind in ANSWERED) and entity.sector in RULING
    return mention.form == "nominal" and entity.kind in {"person", "group", "organisation"}


def _is_of_many(mention: Mention, participants: Participants) -> bool:
    """Whether a described actor is that of a body between states ('a U.N. court'), at home nowhere."""
    reading = participants.reading
    first, last = reading.tokens_of(mention.start, mention.end) or (0, 0)
    return any(participants.entity(m).sector in ABROAD for m in reading.mentions_in(first, last))


def _venue(made: Predication, participants: Participants) -> Mention | None:
    """The place where an act happened; failing that, the one place that its sentence puts something in."""
    reading = participants.reading
    where = place_of(reading, made)
    sentence = made.head.sent
    around = reading.mentions_in(sentence.start, sentence.end)
    if where is not None and where.role == "venue":
        found = next((m for m in around if m.entity == where.entity), None)
        if found is not None and participants.entity(found).state:
            return found
    inside = [
        m for m in around if m.kind in {"state", "place"} and m.form != "embedded" and _is_within(m, participants)
    ]
    states = {participants.entity(m).state for m in inside} - {None}
    return inside[0] if len(states) == 1 else None


def _is_within(mention: Mention, participants: Participants) -> bool:
    token = participants.reading.doc[participants.reading.head_of(mention)]
    while token.dep_ in {"conj", "compound", "poss", "amod", "appos"} and token.head.i != token.i:
        token = token.head
    if token.dep_ != "pobj":
        return False
    return token.head.lower_ in WITHIN or (
        token.head.lower_ == "of" and token.head.head.dep_ == "pobj" and token.head.head.head.lower_ in WITHIN
    )
