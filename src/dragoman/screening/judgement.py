"""Judgement: the score of a subject and an entry by their best names, with what speaks for and against it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dragoman.knowledge.screening import ListKind, screening
from dragoman.knowledge.spelling import folded
from dragoman.knowledge.states import states
from dragoman.screening.comparison import Compared, compared
from dragoman.screening.entries import ListEntry
from dragoman.screening.hits import ScreenHit
from dragoman.screening.spelling import Spelt
from dragoman.screening.subjects import Subject

# Scores are rounded to three places.
ROUNDING = 0.0005
KINDS: dict[ListKind, str] = {"person": "a person", "organisation": "an organisation", "vessel": "a vessel"}


@dataclass(frozen=True, slots=True)
class Pair:
    """A subject and an entry by one name of each."""

    subject: Subject
    entry: ListEntry
    ours: Spelt
    theirs: Spelt


def judged(pair: Pair, least: float) -> ScreenHit | None:
    """A pair with its score and its reasons; None where the score is below the least that is asked for."""
    subject, entry = pair.subject, pair.entry
    found = compared(pair.ours, pair.theirs, home_words(subject.same_states & entry.states))
    # Nothing that follows raises a score.
    if found.score < least - ROUNDING:
        return None
    weighing = Weighing(found.score)
    weighing.name(pair, found)
    weighing.state(pair.subject, pair.entry)
    weighing.kind(pair.subject, pair.entry)
    weighing.caps(pair, found)
    if weighing.score < least - ROUNDING:
        return None
    return ScreenHit(
        entity=subject.id, name=subject.name, kind=subject.kind, state=subject.state, articles=subject.articles,
        events=subject.events, score=round(weighing.score, 3), list_id=entry.id, list_name=entry.names[0],
        list_schema=entry.schema, list_countries=entry.countries, list_born=entry.born, list_topics=entry.topics,
        list_programmes=entry.programmes, list_line=entry.line, own_name=pair.ours.text, listed_name=pair.theirs.text,
        parts=found.parts(), reasons=tuple(weighing.reasons), against=tuple(weighing.against),
    )  # fmt: skip


@lru_cache(maxsize=500)
def home_words(codes: frozenset[str]) -> frozenset[str]:
    """The words of which names and adjectives of some states are made, in plain lower-case letters."""
    found = (states()[code] for code in codes)
    names = (name for state in found for name in (*state.all_names, *state.demonyms))
    return frozenset(word for name in names for word in folded(name).casefold().split())


class Weighing:
    """A score on its way from the names alone to the whole, with the reasons."""

    def __init__(self, score: float) -> None:
        self.score = score
        self.reasons: list[str] = []
        self.against: list[str] = []

    def less(self, factor: float, why: str) -> None:
        """Lower the score, and say why."""
        self.score *= factor
        self.against.append(f"{why} (x {factor:g})")

    def name(self, pair: Pair, found: Compared) -> None:
        """What the names say."""
        parts = found.parts()
        self.reasons.append(f"names {found.score:.2f}: '{pair.ours.text}' and '{pair.theirs.text}'")
        self.reasons += [
            f"'{part.store}' and '{part.listed}': {part.how}"
            + (f", {part.edits} letter{'s' * (part.edits != 1)} apart" if part.edits else "")
            for part in parts
            if part.store and part.listed
        ]
        self.against += [
            f"'{part.store or part.listed}': {part.how}" for part in parts if not (part.store and part.listed)
        ]
        if pair.theirs.weak:
            self.less(screening().factors.weak_name, "the list knows it only weakly by this name")
        if pair.subject.kind != "person" and short(pair.ours) and short(pair.theirs):
            self.less(screening().factors.short_name, "so short a name has many owners")

    def state(self, subject: Subject, entry: ListEntry) -> None:
        """What their states say."""
        shared = subject.same_states & (entry.states | entry.other_states)
        if shared:
            self.reasons.append(f"both of {', '.join(sorted(shared))}")
        elif not subject.state:
            self.less(screening().factors.state_unknown, "no article says of which state it is")
        elif not entry.states:
            self.less(screening().factors.state_unknown, "the list gives no state")
        else:
            told = ", ".join(sorted(entry.countries))
            self.less(screening().factors.state_differs, f"of {subject.state} in the articles, of {told} in the list")

    def kind(self, subject: Subject, entry: ListEntry) -> None:
        """What their kinds say."""
        if subject.why:
            self.reasons.append(f"taken for a vessel: {subject.why}")
        if subject.kind in entry.kinds:
            self.reasons.append(f"both {KINDS[subject.kind]}")
        else:
            self.less(
                screening().factors.kind_differs, f"the articles take it for {KINDS[subject.kind]}, not {entry.schema}"
            )

    def caps(self, pair: Pair, found: Compared) -> None:
        """The most that too little in common can get."""
        if found.surname:
            self.at_most(screening().most_for_surname, "no more than a surname in common")
        if found.common and not pair.subject.same_states & pair.entry.states:
            self.at_most(screening().most_for_common, "only common words in common, and no state")

    def at_most(self, most: float, why: str) -> None:
        """Cut the score, and say why."""
        if self.score > most:
            self.score = most
        self.against.append(f"{why} (at most {most:g})")


def short(spelt: Spelt) -> bool:
    """Whether a name is one short word: an abbreviation, mostly."""
    parts = spelt.name.parts
    return len(parts) == 1 and len(parts[0].form) <= screening().short
