"""Finds places that the gazetteer does not hold: roads, facilities and natural features, which stay without a point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.coding.places_names import Words
from dragoman.knowledge.gazetteer_cues import PlaceCues

TRAILING = ("'s", "’s", "'", "’", ".", ",")


def unlisted(words: Words, cues: PlaceCues, taken: Iterable[int]) -> Iterator[tuple[int, int, str]]:
    """What the recogniser saw as a place on free tokens: start, end, and why it has no point."""
    used = set(taken)
    for ent in words.doc.ents:
        start, end = ent.start, ent.end
        while start < end and not words.capital[start]:
            start += 1
        while end > start and words.lowers[end - 1] in TRAILING:
            end -= 1
        if start == end or ent.label_ == "PERSON" or not used.isdisjoint(range(start, end)):
            continue
        if reason := why(words, cues, ent.label_, start, end):
            yield start, end, reason


def why(words: Words, cues: PlaceCues, label: str, start: int, end: int) -> str | None:
    """Why ``doc[start:end]`` is a place without a point; None where it is none."""
    tail = words.lowers[end - 1].rstrip(".")
    if end - start > 1:
        if tail in cues.streets or (words.lowers[start] in cues.numbered_roads and tail.isdigit()):
            return "a road, not in the gazetteer"
        if label in ("FAC", "LOC", "GPE") and (tail in cues.facilities or tail in cues.features):
            return "a facility or natural feature, not in the gazetteer"
        if label in ("LOC", "GPE", "FAC") and words.lowers[start] in cues.features:
            return "a natural feature, not in the gazetteer"
    before = words.lower(start - 1)
    if label == "GPE" and (before in cues.locative or (before == "of" and words.lower(start - 2) in cues.of_heads)):
        return "named as a place, not in the gazetteer"
    return None
