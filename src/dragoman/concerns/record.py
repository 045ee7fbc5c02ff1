"""Concerns of a record: each event's activities with the provisions that they would engage."""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.coding.wording import translated_by
from dragoman.concerns.doings import doing_of, status_of, when_of
from dragoman.concerns.engaged import engaged
from dragoman.knowledge.activities import activities
from dragoman.record import Activity, Attribution, Concern, ConcernStatus, Event, Record

# Of two reports of one concern in an event, the one that says more counts.
WEIGHT: dict[ConcernStatus, int] = {"reported": 4, "planned": 3, "discussed": 2, "possible": 1, "denied": 0}
NOT = frozenset({"not", "n't", "never", "no", "isn't", "wasn't", "nothing"})
BEFORE = 3
ILLEGAL = "called illegal in words that went through a translation ({how})"


def with_concerns(record: Record) -> Record:
    """The record with the provisions that its events would engage; whatever concerns it had before are made anew.

    An event without a date is taken as of the day of its report, which the reasons and what argues against say; where
    neither is known, there is no concern.
    """
    return record.model_copy(
        update={"concerns": [made for event in record.events for made in concerns_of(record, event)]}
    )


def concerns_of(record: Record, event: Event) -> list[Concern]:
    """The concerns of one event, one a provision."""
    if not event.activities:
        return []
    when = when_of(event.when, record.article.published or record.article.updated)
    if when is None:
        return []
    entities = {entity.id: entity for entity in record.entities}
    found: dict[str, Concern] = {}
    for activity in event.activities:
        doing = doing_of(activity, entities)
        status = status_of(event, doing)
        illegal = called_illegal(record, event, activity)
        translated = [ILLEGAL.format(how=how)] if illegal and (how := translated_by(record.article)) else []
        denials = [f"denied by {name}" for name in event.denied_by]
        for made in engaged(doing, when, status):
            concern = Concern(
                event=event.id,
                provision=made.provision,
                direction=made.direction,
                activity=made.activity,
                status=status,
                reasons=[*made.reasons, *translated],
                against=[*made.against, *denials],
                called_illegal=illegal,
            )
            known = found.get(made.provision)
            if known is None or WEIGHT[status] > WEIGHT[known.status]:
                found[made.provision] = concern
    return list(found.values())


def called_illegal(record: Record, event: Event, activity: Activity) -> list[str]:
    """The attributions of the article that call an activity unlawful, or a breach.

    One counts whose content has such a word and is about this activity: it overlaps the event's sentence, or names
    somebody of the states of both sides, or of the one that is known.
    """
    return [
        one.id for one in record.attributions if _calls_illegal(record, one) and _is_about(record, one, event, activity)
    ]


def _calls_illegal(record: Record, attribution: Attribution) -> bool:
    if attribution.stance == "deny":
        return False
    for span in attribution.content:
        words = record.article.text[span.start : span.end]
        for match in unlawful().finditer(words):
            before = words[: match.start()].lower().split()[-BEFORE:]
            if not NOT & set(before):
                return True
    return False


def _is_about(record: Record, attribution: Attribution, event: Event, activity: Activity) -> bool:
    sentence = event.sentence
    if any(span.start < sentence.end and sentence.start < span.end for span in attribution.content):
        return True
    states = {entity.id: entity.state for entity in record.entities}
    wanted = {state for name in (*activity.givers, *activity.receivers) if (state := states.get(name))}
    named = {
        state
        for mention in record.mentions
        if any(span.start <= mention.start < span.end for span in attribution.content)
        and (state := states.get(mention.entity))
    }
    return bool(wanted) and wanted <= named


@lru_cache(maxsize=1)
def unlawful() -> re.Pattern[str]:
    """The words that call an act unlawful."""
    words = sorted(activities().words["unlawful"], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
