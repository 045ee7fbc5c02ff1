"""Names of an article that nothing can read: who and what it names, and which states its sentences name together.

No act is coded: that needs a parser of the language, or a translator. What stands in dragoman's knowledge under the
names of the language is found all the same, and that two states are named in one sentence says that something is
between them, if not what.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations

from dragoman.knowledge.foreign_names import foreign_names
from dragoman.knowledge.leaders import leaders
from dragoman.knowledge.name_table import NameReading
from dragoman.knowledge.names import NameMatch
from dragoman.language.anchors import has_names
from dragoman.language.sentences import sentences
from dragoman.record import Article, Coder, Entity, Mention, NamedTogether, Record, Span

# Whose state is meant as well where they are named: a president's name stands for a side, a tank's does not.
SIDES = frozenset({"state", "person", "group"})


def named_record(article: Article, coder: Coder, note: str) -> Record:
    """The record of an article by its names alone.

    Args:
        article: the article, in whatever language.
        coder: what makes the record.
        note: why it was not read.
    """
    found = list(chosen(article))
    mentions = [
        Mention(
            id=f"m{number}", start=match.start, end=match.end, text=match.surface, kind=reading.entity.kind,
            entity=reading.entity.id, form=reading.form,
        )
        for number, (match, reading) in enumerate(found, 1)
    ]  # fmt: skip
    entities: dict[str, Entity] = {}
    for _, reading in found:
        entities.setdefault(reading.entity.id, reading.entity.model_copy(deep=True))
    return Record(
        coder=coder,
        article=article,
        mentions=mentions,
        entities=list(entities.values()),
        named_together=together(article, mentions, entities),
        notes=[note],
    )


def chosen(article: Article) -> Iterable[tuple[NameMatch, NameReading]]:
    """The known names of an article, each with the one reading that it has there; doubtful ones are left out.

    A name that needs context, or a bare surname, counts where a sure name of the same entity stands in the article.
    A bare surname counts also where one person alone who bears it was in office at the time.
    """
    if not has_names(article.language or ""):
        return
    matches = foreign_names(article.language or "").find(article.text)
    sure = {one.entity.id for match in matches for one in match.readings[:1] if not one.weak and not one.needs_context}
    day = date.fromisoformat(article.published[:10]) if article.published and len(article.published) >= 10 else None
    for match in matches:
        reading = reading_of(match.readings, sure, day)
        if reading is not None:
            yield match, reading


def reading_of(readings: Sequence[NameReading], sure: set[str], day: date | None) -> NameReading | None:
    """What a name means in an article; None where that is open."""
    first = readings[0]
    if not first.weak and not first.needs_context:
        return first
    known = [one for one in readings if one.entity.id in sure]
    if known:
        return known[0]
    weak = [one for one in readings if one.weak and not one.needs_context]
    holders = [one for one in weak if in_office(one.entity.id, day)]
    return holders[0] if len(holders) == 1 and len(weak) == len(readings) else None


def in_office(person: str, day: date | None) -> bool:
    """Whether somebody held an office on a day; on a day that is not known, whether they hold one as far as known."""
    row = leaders().persons.get(person)
    if row is None:
        return False
    if day is None:
        return any(term.to is None for term in row.terms)
    return any(term.covers(day) for term in row.terms)


def together(article: Article, mentions: Sequence[Mention], entities: dict[str, Entity]) -> list[NamedTogether]:
    """The pairs of states that sentences name, with those sentences."""
    found: dict[tuple[str, str], list[Span]] = {}
    for sentence in sentences(article.text, article.language or ""):
        named = {
            state
            for one in mentions
            if sentence.start <= one.start < sentence.end
            and (entity := entities[one.entity]).kind in SIDES
            and (state := entity.state)
        }
        for one, other in combinations(sorted(named), 2):
            found.setdefault((one, other), []).append(Span(start=sentence.start, end=sentence.end))
    return [NamedTogether(states=pair, sentences=spans) for pair, spans in sorted(found.items())]
