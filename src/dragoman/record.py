"""The record: the data classes that travel from coding to every format, and their JSON Schema.

Spans are half-open ``[start, end)`` in characters (code points) of ``Article.text``. Whatever is not known is
None, with the reason in the nearest ``reason`` or ``reasons`` field; a fallback is never passed off as a value.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = "1.3"

SegmentRole = Literal["title", "standfirst", "byline", "dateline", "paragraph", "caption", "credit", "notice"]
Kind = Literal["person", "state", "organisation", "group", "place", "publisher", "materiel"]
Form = Literal["name", "demonym", "metonym", "nominal", "pronoun", "embedded"]
TimeKind = Literal["date", "time", "duration", "set"]
TimeModifier = Literal["start", "mid", "end", "about", "more", "less"]
Precision = Literal["minute", "day", "week", "month", "season", "quarter", "year", "decade", "century"]
GeoPrecision = Literal["point", "city", "region", "country", "continent"]
AttributionKind = Literal["direct", "indirect", "mixed"]
Expressed = Literal["speech", "belief", "attitude", "knowledge", "intention", "judgement", "finding", "appearance"]
Factuality = Literal["happened", "future", "hypothetical", "negated", "historical"]
Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
ConcernStatus = Literal["reported", "planned", "discussed", "possible", "denied"]
PlaceRole = Literal["venue", "origin", "destination", "subject"]
# What a place is to an act that was done there or went there.
VENUES: frozenset[PlaceRole] = frozenset({"venue", "destination"})

# What the model of a coder is called where an article was coded by its names alone.
NAMES_ONLY = "names only"


class Part(BaseModel):
    """Base of all parts of a record: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class Span(Part):
    """A stretch ``[start, end)`` of ``Article.text``, in characters."""

    start: int
    end: int


class Segment(Span):
    """A stretch of the text with a role."""

    role: SegmentRole
    language: str | None = Field(
        default=None, description="ISO 639-1 code where it is surely in another language than the article."
    )


class SentencePair(Part):
    """Sentences of an original with what renders them in its translation."""

    original: Span | None = Field(default=None, description="In the text; None where the translation adds something.")
    translation: Span | None = Field(default=None, description="There; None where it leaves something out.")


class Translation(Part):
    """What an article was read by: its text in another language, and which sentence renders which."""

    engine: str = Field(description="What translated it, such as apertium; 'given' where people did.")
    version: str
    source: str = Field(description="ISO 639-1 code of the language of the article.")
    target: str = Field(description="ISO 639-1 code of the language of the translation.")
    text: str
    title: str | None = None
    segments: list[Segment] = Field(default_factory=list)
    sentences: list[SentencePair] = Field(default_factory=list)
    mentions: list[Mention] = Field(default_factory=list, description="All mentions, with their spans in this text.")
    times: list[Time] = Field(default_factory=list, description="All expressions of time, with their spans here.")


class Article(Part):
    """One published report: its exact text, its segments and its metadata."""

    id: str = Field(description="Stable id: 'sha256:' and 16 hex digits of the text's SHA-256.")
    url: str | None = None
    publisher: str | None = Field(default=None, description="Name of the publisher.")
    publisher_id: str | None = Field(default=None, description="Entity id of a known publisher, 'publisher:ap'.")
    byline: list[str] = Field(default_factory=list)
    title: str | None = None
    published: str | None = Field(default=None, description="ISO 8601 date or date-time of first publication.")
    updated: str | None = Field(default=None, description="ISO 8601 date or date-time of the last update.")
    language: str | None = Field(default=None, description="ISO 639-1 code.")
    translated_from: str | None = Field(
        default=None, description="ISO 639-1 code; None with a reason where a notice of translation names none."
    )
    translated: bool = Field(default=False, description="The article says that it is a translation.")
    text: str
    segments: list[Segment] = Field(default_factory=list)
    translation: Translation | None = Field(
        default=None, description="Where the article was coded on a translation: that; spans stay those of ``text``."
    )
    reasons: dict[str, str] = Field(
        default_factory=dict, description="By field: where the value came from, or why it is null."
    )


class Mention(Span):
    """A span that names, describes or points at an entity."""

    id: str
    text: str
    kind: Kind
    entity: str
    form: Form = "name"


class Entity(Part):
    """The person, state, organisation, group, place, publisher or materiel that mentions name."""

    id: str = Field(description="'<kind>:<slug>', the same in every article for a known entity.")
    name: str
    kind: Kind
    known: bool = Field(default=False, description="Held in dragoman's knowledge (else known from this text only).")
    state: str | None = Field(default=None, description="ISO 3166-1 alpha-3 of the state it belongs to.")
    sector: str | None = Field(default=None, description="PLOVER sector code, such as GOV or MIL.")
    role: str | None = Field(default=None, description="Office or description, such as 'President'.")
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None
    geo_precision: GeoPrecision | None = None
    materiel_class: str | None = Field(default=None, description="UN Register of Conventional Arms class I-VIII.")
    reasons: list[str] = Field(default_factory=list)


class Time(Span):
    """An expression of time with its value."""

    text: str
    value: str | None = Field(default=None, description="ISO 8601: YYYY, YYYY-MM, YYYY-MM-DD or date-time.")
    value_end: str | None = Field(default=None, description="ISO 8601 end of a range, inclusive.")
    precision: Precision | None = None
    reason: str | None = None
    kind: TimeKind = Field(default="date", description="A date, a time of day, a length, or how often.")
    timex: str | None = Field(
        default=None, description="TIMEX3: 2023-W37, P3W, XXXX-WXX-2; stretches as 2006/.. and 2010/2014."
    )
    modifier: TimeModifier | None = Field(
        default=None, description="Early, in the middle, late in it; about, more, less."
    )


class AttributionWords(Part):
    """The words of an attribution in the translation that it was found in."""

    source: list[Span] = Field(default_factory=list)
    cue: list[Span] = Field(default_factory=list)
    content: list[Span] = Field(default_factory=list)
    medium: list[Span] = Field(default_factory=list)
    occasion: list[Span] = Field(default_factory=list)


class Attribution(Part):
    """Who said it (source), with which words (cue), and what (content)."""

    id: str
    kind: AttributionKind
    source: list[Span] = Field(default_factory=list)
    source_entity: str | None = None
    cue: list[Span] = Field(default_factory=list)
    content: list[Span]
    parent: str | None = Field(default=None, description="The attribution whose content holds this one.")
    medium: list[Span] = Field(default_factory=list, description="How it was said: 'in written responses to ...'.")
    medium_entity: str | None = Field(default=None, description="Through whom it was said: 'publisher:ap'.")
    occasion: list[Span] = Field(
        default_factory=list, description="On what occasion it was said: 'before his departure to ...'."
    )
    expresses: Expressed | None = Field(default=None, description="Whether it is said, or thought, felt, meant ...")
    stance: str | None = Field(default=None, description="What the cue does: assert, deny, doubt, demand ...")
    translation: AttributionWords | None = Field(default=None, description="Its words in the article's translation.")
    reasons: list[str] = Field(default_factory=list)


class When(Part):
    """When an event happened. Never the publication date for want of a better one."""

    value: str | None = None
    value_end: str | None = None
    precision: Precision | None = None
    start: int | None = Field(default=None, description="Span of the expression of time, where one governs.")
    end: int | None = None
    reason: str | None = None


class Where(Part):
    """Where an event happened, or which place it concerns."""

    entity: str
    role: PlaceRole


class Activity(Part):
    """What passes between two sides in an event, of a kind that provisions of sanctions speak of."""

    kind: str = Field(description="Such as arms_transfer or coal_trade; see the list in ``activities.yaml``.")
    goods: list[str] = Field(default_factory=list, description="Codes of goods, as provisions name them.")
    givers: list[str] = Field(default_factory=list, description="Entities that supply, send, teach or sell.")
    receivers: list[str] = Field(default_factory=list, description="Entities that get, host, learn or buy.")
    spans: list[Span] = Field(description="The words that say so.")
    translation: list[Span] = Field(default_factory=list, description="These words in the article's translation.")
    discussed: bool = Field(default=False, description="It is spoken of in the event, not done by it.")
    agreed: bool = Field(default=False, description="It is agreed in the event, not done by it.")
    against: list[str] = Field(default_factory=list, description="Words that speak against it: aid, exempt, refused.")
    reasons: list[str] = Field(default_factory=list)


class EventWords(Part):
    """The words of an event in the translation that it was found in."""

    trigger: list[Span]
    sentence: Span
    when: Span | None = None


class Event(Part):
    """One report of one act (an event mention)."""

    id: str
    type: str = Field(description="PLOVER event type.")
    mode: str | None = None
    contexts: list[str] = Field(default_factory=list)
    quad: Quad
    score: float | None = Field(description="PLOVER conflict-cooperation score, -10 to 10.")
    actors: list[str]
    recipients: list[str] = Field(default_factory=list)
    when: When = Field(default_factory=When)
    where: Where | None = None
    materiel: list[str] = Field(default_factory=list)
    activities: list[Activity] = Field(default_factory=list)
    factuality: Factuality = "happened"
    denied_by: list[str] = Field(default_factory=list, description="Entities that deny it in this article.")
    attribution: str | None = None
    confidence: float = Field(ge=0.0, le=1.0)
    reasons: list[str] = Field(default_factory=list)
    trigger: list[Span]
    sentence: Span
    translation: EventWords | None = Field(default=None, description="Its words in the article's translation.")


class NamedTogether(Part):
    """Two states that sentences name together; of an article that nothing could read, all that is known of a tie."""

    states: tuple[str, str] = Field(description="ISO 3166-1 alpha-3, in the order of the alphabet.")
    sentences: list[Span]


class Concern(Part):
    """An event and a provision that it would engage."""

    event: str
    provision: str = Field(description="Id of a row in ``un_regimes.yaml`` or ``autonomous_embargoes.yaml``.")
    direction: str = Field(description="to_target, from_target, both, presence_abroad or target_obligation.")
    activity: str = Field(default="", description="The kind of activity that the provision speaks of.")
    status: ConcernStatus = Field(default="reported", description="How far the activity is reported as done.")
    reasons: list[str] = Field(default_factory=list)
    against: list[str] = Field(
        default_factory=list, description="What argues against it: an exemption, a contested regime, a denial."
    )
    called_illegal: list[str] = Field(
        default_factory=list, description="Attributions in the article that call it illegal; dragoman itself does not."
    )


class Coder(Part):
    """What made this record."""

    name: str = "dragoman"
    version: str
    model: str = Field(description="The parsing model and its version.")


class Record(Part):
    """Everything that dragoman took from one article."""

    schema_version: str = SCHEMA_VERSION
    coder: Coder
    article: Article
    mentions: list[Mention] = Field(default_factory=list)
    entities: list[Entity] = Field(default_factory=list)
    times: list[Time] = Field(default_factory=list)
    attributions: list[Attribution] = Field(default_factory=list)
    events: list[Event] = Field(default_factory=list)
    concerns: list[Concern] = Field(default_factory=list)
    named_together: list[NamedTogether] = Field(
        default_factory=list, description="Only of an article that was not read: which states its sentences name."
    )
    notes: list[str] = Field(default_factory=list, description="What could not be done, and why.")


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a record."""
    made = Record.model_json_schema()
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["title"] = "dragoman record"
    return made
