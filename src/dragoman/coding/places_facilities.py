"""Facilities that no gazetteer holds and that the recogniser took for a body or a person: 'at Hyderabad House'.

A run of capitalised words right behind a word that only places follow is a place, where it begins or ends like the name
of a facility, or where a word for one follows it in lower case ('the Taftanaz air base').
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.coding.lemmas import lemma
from dragoman.coding.places_names import Words
from dragoman.coding.reading import Reading
from dragoman.knowledge.gazetteer_cues import PlaceCues

# Words inside a run that have no capital: 'San Martin de Turumban', 'Hall of Mirrors'.
JOINERS = frozenset({"of", "de", "del", "da", "do", "la", "el", "al", "-"})
LONGEST = 6
# Words that take the name of a place after 'of', whatever the recogniser took it for.
KINDS = frozenset({"port", "town", "village", "city", "island", "settlement", "hamlet", "suburb", "outskirts", "oasis"})
ENDS = frozenset({",", ".", "on", "in", "after", "before", "and", "last", ";", "when", "where", "from", "to"})
REASON = "a facility or site, not in the gazetteer"


def facilities(reading: Reading, words: Words, cues: PlaceCues) -> Iterator[tuple[int, int, str]]:
    """Facilities behind words that only places follow: start, end, and why they have no point."""
    for index, word in enumerate(words.lowers[:-1]):
        of_kind = word == "of" and words.lower(index - 1) in KINDS
        held = words.doc[index].tag_[:2] == "VB" and lemma(words.doc[index]) in cues.holding | cues.arriving
        if not (word in cues.locative or of_kind or held):
            continue
        start = index + 1 + (words.lowers[index + 1] in {"the", "a", "its", "their"})
        while start < len(words) and words.lowers[start] in cues.modifiers and not words.capital[start]:
            start += 1
        while start < len(words) and _is_of_a_people(reading, start):
            start += 1
        end = _end(words, start)
        named = _is_facility(words, cues, start, end) or of_kind or (word == "at" and _is_alone(words, start, end))
        if end > start and named and not _is_known(reading, start, end):
            yield start, end, REASON


def _is_alone(words: Words, start: int, end: int) -> bool:
    """Whether a single name that the recogniser took for no person ends its phrase: 'turned back at Terehova,'."""
    follows = words.lower(end)
    return end == start + 1 and words.label[start] in {"ORG", "GPE", "FAC", "LOC"} and follows in ENDS


def _end(words: Words, start: int) -> int:
    """Where a run of capitalised words ends."""
    end = start
    while end < len(words) and end - start < LONGEST:
        if words.capital[end]:
            end += 1
        elif words.lowers[end] in JOINERS and end > start and words.is_capital(end + 1):
            end += 2
        else:
            break
    return min(end, len(words))


def _is_facility(words: Words, cues: PlaceCues, start: int, end: int) -> bool:
    """Whether a run is named like a facility, alone or with the word that follows it."""
    if end - start > 1 and (words.lowers[end - 1] in cues.sites or words.lowers[start] in cues.site_starts):
        return True
    behind = (words.lower(end), words.lower(end + 1))
    return behind[0] in cues.facilities | cues.sites or (
        behind[0] in {"air", "naval", "military", "army", "border"} and behind[1] in cues.facilities | cues.sites
    )


def _is_of_a_people(reading: Reading, index: int) -> bool:
    """Whether a word only says of which people something is: 'a Russian cosmodrome'."""
    return any(mention.form == "demonym" for mention in reading.mentions_on(index))


def _is_known(reading: Reading, start: int, end: int) -> bool:
    """Whether something that knowledge holds, or a place, bears the run's name already."""
    for mention in reading.mentions_in(start, end):
        if mention.form == "embedded":
            continue
        entity = reading.entities[mention.entity]
        tokens = reading.tokens_of(mention.start, mention.end)
        if tokens is None or tokens[1] <= start or tokens[0] >= end:
            continue
        if tokens == (start, end) and (entity.known or entity.kind == "place"):
            return True
        if entity.known and entity.kind not in {"place", "state"} and mention.form == "name":
            return True
    return False
