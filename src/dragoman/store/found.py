"""What a store gives back: events, their evidence, articles and citations, as data classes that travel."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from dragoman.merge.keys import public_id
from dragoman.record import ConcernStatus, Factuality
from dragoman.store.events import classes_of

MOST_NAMED = 4


class Found(BaseModel):
    """Base of what is found: nothing changes after finding."""

    model_config = ConfigDict(frozen=True)


class FoundParty(Found):
    """One who takes part."""

    id: str
    name: str
    kind: str
    state: str | None
    known: bool = True


class FoundPlace(Found):
    """Where it was."""

    id: str
    name: str
    role: str
    state: str | None
    lat: float | None
    lon: float | None
    precise: bool


class FoundSource(Found):
    """One independent origin of an event, in short."""

    id: str
    name: str
    party: bool = Field(description="It speaks for a state that takes part.")


class FoundSaying(Found):
    """What one origin says of an act, in short."""

    name: str
    says: str = Field(description="happened, future, hypothetical, negated, historical, or denied.")
    party: bool = Field(description="It speaks for a state that takes part.")


class FoundVoice(FoundSaying):
    """What one origin says of an act, and in which articles."""

    origin: str
    articles: list[str]


class FoundOrigin(Found):
    """One independent origin of an event."""

    id: str
    name: str
    kind: str
    state: str | None
    source_class: str | None
    reason: str
    party: bool
    reasons: list[str]
    articles: list[str]
    mentions: list[str]


class FoundActivity(Found):
    """What passes between two sides, by all reports; sides are targets such as 'PRK' or 'GRP:houthis'."""

    kind: str
    goods: list[str]
    givers: list[str]
    receivers: list[str]
    discussed: bool
    agreed: bool
    against: list[str]
    illegal: list[str] = Field(description="Attributions that call it illegal.")


class FoundConcern(Found):
    """A provision that the event would engage."""

    provision: str
    direction: str
    activity: str
    status: ConcernStatus
    reasons: list[str]
    against: list[str]
    called_illegal: list[str] = Field(description="Attributions that call it illegal; dragoman itself does not.")


class Foreign(Found):
    """Where an event comes from that dragoman did not code itself: another project's coding, taken over as it is."""

    coding: str = Field(description="Whose coding it is: 'gdelt' or 'polecat'.")
    id: str = Field(description="Its id there.")
    code: str = Field(description="Type and mode as they stand there, such as '0841'.")
    source: str | None = Field(default=None, description="The address or publisher that is named there.")

    @property
    def title(self) -> str:
        """How the coding is called: 'GDELT'."""
        return self.coding.upper()


class FoundEvent(Found):
    """What happened once, by all its mentions."""

    id: str
    type: str
    mode: str | None
    contexts: list[str]
    quad: str
    score: float | None
    actors: list[FoundParty]
    recipients: list[FoundParty]
    materiel: list[str]
    when_value: str | None = Field(description="ISO date; None where no report dates the act.")
    when_end: str | None
    when_precision: str | None
    place: FoundPlace | None
    factuality: Factuality
    contested: bool = Field(description="Some origins say that it happened, others that it did not.")
    mentions: int
    outlets: list[str]
    origins: list[FoundSource]
    voices: list[FoundSaying]
    source_classes: list[str]
    first_report: str | None
    last_report: str | None
    reliability: str = Field(description="Admiralty code, A-F.")
    credibility: int = Field(description="Admiralty code, 1-6.")
    standing: str = Field(description="machine, confirmed, corrected or rejected.")
    activities: list[FoundActivity] = Field(default_factory=list)
    concerns: list[FoundConcern] = Field(default_factory=list)
    foreign: Foreign | None = Field(default=None, description="Set where another project coded it.")

    @property
    def grade(self) -> str:
        """'B2'."""
        return f"{self.reliability}{self.credibility}"

    @property
    def label(self) -> str:
        """The event in a few words: 'Kim Jong Un – Vladimir Putin: CONSULT, Vladivostok, 2019-04-25'."""
        kind = self.type + (f" ({self.mode})" if self.mode else "")
        reported = self.first_report[:10] if self.first_report else "without a date"
        when = self.when_value or f"reported {reported}"
        rest = ", ".join(part for part in (kind, self.place.name if self.place else "", when) if part)
        return f"{self.who}{f' – {self.whom}' if self.whom else ''}: {rest}"

    @property
    def who(self) -> str:
        """Those who did it, in a few words."""
        return named(self.actors) or "unknown"

    @property
    def whom(self) -> str:
        """Those to whom it was done, in a few words."""
        return named(self.recipients)


class EventPage(Found):
    """Some events of a longer list."""

    events: list[FoundEvent]
    older: str | None = Field(description="Where the next page begins; None where there are no more.")


def named(parties: Sequence[FoundParty]) -> str:
    """Up to four participants by name: those that are known, or whose state is, where there are any."""
    certain = [party for party in parties if party.known or party.state] or list(parties)
    more = f" and {len(certain) - MOST_NAMED} more" if len(certain) > MOST_NAMED else ""
    return ", ".join(party.name for party in certain[:MOST_NAMED]) + more


class FoundArticle(Found):
    """An article as evidence names it."""

    id: str
    publisher: str | None
    title: str | None
    byline: list[str]
    published: str | None
    url: str | None
    source_class: str | None
    source_state: str | None


class FoundMention(Found):
    """One report of the act."""

    id: str
    article: FoundArticle
    type: str
    mode: str | None
    factuality: Factuality
    denied_by: list[str]
    when_value: str | None
    sentence: str
    start: int
    end: int
    attribution: str | None = Field(default=None, description="The attribution that it stands in, by its id.")
    chain: list[str] = Field(description="Who says so, from the outlet to where it came from.")
    origin: str
    origin_reason: str
    merged_because: list[str] = Field(description="Why it is taken for a report of the same act.")
    confidence: float
    standing: str
    translated: bool = Field(default=False, description="Its words went through a translation: they are not verbatim.")


class FoundCopy(Found):
    """Two articles of the evidence of which the later took text from the earlier."""

    article: str
    other: str
    kind: str
    share: float
    paragraphs: list[tuple[int, int]] = Field(description="Paragraphs of the later, and where they stand in the other.")


class FoundReview(Found):
    """What an analyst said."""

    id: str
    action: str
    scope: str
    target: str
    fields: dict[str, Any]
    note: str | None
    author: str | None
    made: str
    withdrawn: str | None


class Evidence(Found):
    """An event with everything that it rests on."""

    event: FoundEvent
    mentions: list[FoundMention]
    origins: list[FoundOrigin]
    voices: list[FoundVoice]
    grade_reasons: list[str]
    copies: list[FoundCopy]
    reviews: list[FoundReview]


class Citation(Found):
    """What a footnote needs: who published what, when, where, and the words that are quoted."""

    id: str
    publisher: str | None
    byline: list[str]
    title: str | None
    published: str | None
    url: str | None
    words: str

    def text(self) -> str:
        """A footnote on one line."""
        parts = [", ".join(self.byline), f"“{self.title}”" if self.title else "", self.publisher or "publisher unknown"]
        parts.append((self.published or "no date")[:10])
        if self.url:
            parts.append(self.url)
        return f"{', '.join(part for part in parts if part)}: “{' '.join(self.words.split())}”"


def event_from(row: Mapping[str, Any]) -> FoundEvent:
    """The event that a row holds."""
    detail = json.loads(row["detail"])
    return FoundEvent(
        id=public_id("ev", row["key"]),
        type=row["type"],
        mode=row["mode"],
        contexts=json.loads(row["contexts"]),
        quad=row["quad"],
        score=row["score"],
        actors=json.loads(row["actors"]),
        recipients=json.loads(row["recipients"]),
        materiel=json.loads(row["materiel"]),
        when_value=row["when_value"],
        when_end=row["when_end"],
        when_precision=row["when_precision"],
        place=json.loads(row["place"]) if row["place"] else None,
        factuality=row["factuality"],
        contested=bool(row["contested"]),
        mentions=row["mentions"],
        outlets=detail["outlets"],
        origins=[FoundSource(id=one, name=name, party=party) for one, name, party in detail["origins"]],
        voices=[FoundSaying(name=name, says=says, party=party) for name, says, party in detail["voices"]],
        source_classes=classes_of(row["classes"]),
        first_report=row["first_report"],
        last_report=row["last_report"],
        reliability=row["reliability"],
        credibility=row["credibility"],
        standing=row["standing"],
        activities=json.loads(row["activities"]),
        concerns=json.loads(row["concerns"]),
        foreign=detail.get("foreign"),
    )
