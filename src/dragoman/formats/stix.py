"""Events as a bundle of STIX 2.1: who takes part, what is reported between them, by whom, and who disputes it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cached_property
from hashlib import blake2b
from typing import Any, BinaryIO

from dragoman.formats.instants import instant, instants
from dragoman.formats.shelf import Shelf
from dragoman.formats.stix_objects import (
    MAKER,
    NEVER,
    Stix,
    identity,
    made,
    name_of,
    opinion,
    place_location,
    stamp,
    state_location,
    tie,
)
from dragoman.store.found import FoundArticle, FoundEvent, FoundParty
from dragoman.store.stream import Told

# Admiralty credibility as confidence: STIX 2.1, appendix A; 6 ("cannot be judged") gives none.
CONFIDENCE = {1: 90, 2: 70, 3: 50, 4: 30, 5: 10}
DONE = frozenset({"happened", "historical"})
UNKNOWN = FoundParty(id="unknown", name="unknown", kind="unknown", state=None, known=False)


def write_bundle(told: Iterable[Told], out: BinaryIO) -> int:
    """Writes events as they come as one bundle, an object a line, and gives the number of objects.

    No object is written twice. Which were, and what each article's report refers to, is kept on disk; the reports,
    one an article, are written at the end.

    Args:
        told: the events, with their reports and the entities that these name.
        out: where to; it stays open.
    """
    with Shelf() as shelf:
        bundle = Bundle(out, shelf)
        bundle.put([MAKER])
        for one in told:
            objects = EventObjects(one)
            bundle.put(objects.all())
            bundle.refer(one, objects.note)
        bundle.put(reports(shelf))
        bundle.close()
    return bundle.written


class Bundle:
    """A bundle that is written object by object.

    Args:
        out: where to; it stays open.
        shelf: keeps the ids that are written, and what reports refer to.
    """

    def __init__(self, out: BinaryIO, shelf: Shelf) -> None:
        self.out = out
        self.shelf = shelf
        self.written = 0
        self.digest = blake2b(digest_size=16)
        self.out.write(b'{"type": "bundle", "objects": [')

    def put(self, objects: Iterable[Stix]) -> None:
        """Writes those objects that are not yet in it."""
        for one in objects:
            if self.shelf.new(one["id"]):
                line = json.dumps(one, ensure_ascii=False).encode()
                self.digest.update(line)
                self.out.write((b",\n" if self.written else b"\n") + line)
                self.written += 1

    def refer(self, told: Told, note: Stix) -> None:
        """Keeps which articles report an event, for their reports at the end."""
        for report in {one.article.id: one for one in told.reports}.values():
            held = {"article": report.article.model_dump(mode="json"), "language": report.language}
            self.shelf.hold(report.article.id, json.dumps(held, ensure_ascii=False))
            for other in (note["id"], *note["object_refs"]):
                self.shelf.refer(report.article.id, other)

    def close(self) -> None:
        """Writes the end; the id of the bundle is made of all that is in it."""
        self.out.write(f'\n], "id": "{name_of("bundle", self.digest.hexdigest())}"}}\n'.encode())


class EventObjects:
    """The objects of one event.

    Args:
        told: the event with its reports.
    """

    def __init__(self, told: Told) -> None:
        self.event = told.event
        self.reports = told.reports
        self.first = stamp(instant(told.event.first_report))
        self.last = stamp(instant(told.event.last_report))
        self.undated = ["undated"] if self.first is None else []
        self.actors = [(one, self.party(one)) for one in told.event.actors or [UNKNOWN]]
        self.recipients = [(one, self.party(one)) for one in told.event.recipients]
        self.place = place_location(told.event.place) if told.event.place is not None else None

    def all(self) -> Iterator[Stix]:
        """All objects, those that are referred to first."""
        for party, own in (*self.actors, *self.recipients):
            yield own
            yield from self.homes(party, own)
        if self.place is not None:
            yield self.place
        yield from self.acts
        yield self.note
        yield from self.opinions([one["id"] for one in self.acts] or [self.note["id"]])

    @cached_property
    def acts(self) -> list[Stix]:
        """What is reported between each who did it and each to whom it was done."""
        return [
            self.act(actor, recipient)
            for _, actor in self.actors
            for _, recipient in self.recipients
            if actor["id"] != recipient["id"]
        ]

    def party(self, party: FoundParty) -> Stix:
        """One who takes part; whom dragoman does not know is another one in each event, whatever the name."""
        if party.known or party.kind == "state":
            return identity(party.id, party)
        named = next((one.named[party.id] for one in self.reports if party.id in one.named), None)
        role = named.role if named is not None and party.kind == "person" else None
        return identity(f"{self.event.id} {party.id}", party, first=self.first, last=self.last, role=role)

    def homes(self, party: FoundParty, own: Stix) -> Iterator[Stix]:
        """The country of one who takes part, and that it belongs there."""
        place = state_location(party.state) if party.state else None
        if place is not None:
            yield place
            kind = "located-at" if party.kind in ("state", "place") else "related-to"
            yield tie(kind, own, place, description="The state that it is, or that it belongs to.")

    def act(self, actor: Stix, recipient: Stix) -> Stix:
        """What is reported between two who take part."""
        event = self.event
        # What is only planned or denied must not look like what was done.
        kind = event.type.lower() + ("" if event.factuality in DONE else f"-{event.factuality}")
        span = instants(event)
        return tie(
            kind, actor, recipient, event.id, first=self.first, last=self.last, description=told_in_short(event),
            start_time=stamp(span[0]) if span else None, stop_time=stamp(span[1]) if span else None,
            **self.graded(), external_references=self.references(),
        )  # fmt: skip

    @cached_property
    def note(self) -> Stix:
        """The event in words: what each article says, and in which words."""
        parts = [*self.acts, *(own for _, own in (*self.actors, *self.recipients))]
        refs = dict.fromkeys(one["id"] for one in [*parts, *([self.place] if self.place else [])])
        return made(
            "note", self.event.id, self.first, self.last, abstract=told_in_short(self.event),
            content="\n".join(self.lines()), object_refs=list(refs), **self.graded(),
            external_references=self.references(),
        )  # fmt: skip

    def lines(self) -> Iterator[str]:
        """The words of the reports with their sources, and what is known besides."""
        event, foreign = self.event, self.event.foreign
        for report in self.reports:
            article, saying = report.article, report.saying
            source = f"; according to {saying.source}" if saying is not None and saying.source else ""
            where = f"{article.publisher or 'publisher unknown'}, {(article.published or 'no date')[:10]}"
            yield f"“{' '.join(report.sentence.split())}” ({where}{source}; reported as {report.factuality})"
        if foreign is not None:
            yield f"Coded by {foreign.coding} as {foreign.code}. dragoman holds no report of it."
        if event.concerns:
            yield f"Provisions that it would engage: {', '.join(sorted({one.provision for one in event.concerns}))}"

    def opinions(self, refs: list[str]) -> Iterator[Stix]:
        """Who denies the act, and, where it is contested, who reports that it did not happen.

        Where all reports say that it did not happen, so says the relationship, and who denies the act agrees with it.
        """
        names: set[str] = set()
        says = "strongly-agree" if self.event.factuality == "negated" else "strongly-disagree"
        for report in self.reports:
            for denier in report.denied_by:
                name = report.named[denier].name if denier in report.named else denier
                if name not in names:
                    names.add(name)
                    when = stamp(instant(report.article.published))
                    yield opinion(
                        self.event.id, says, name, refs, first=when, explanation=report.sentence,
                        external_references=[reference(report.article)], labels=None if when else ["undated"],
                    )  # fmt: skip
        for voice in self.event.voices:
            if self.event.contested and voice.says in ("negated", "denied") and voice.name not in names:
                names.add(voice.name)
                yield opinion(
                    self.event.id, "disagree", voice.name, refs, first=self.first, last=self.last,
                    explanation="Reports that it did not happen.", labels=self.undated,
                )  # fmt: skip

    def graded(self) -> dict[str, Any]:
        """How far it may be trusted, and what it is, in labels."""
        event = self.event
        labels = [
            event.type, *([event.mode] if event.mode else []), *event.contexts, f"factuality:{event.factuality}",
            *(["contested"] if event.contested else []),
            f'admiralty-scale:source-reliability="{event.reliability.lower()}"',
            f'admiralty-scale:information-credibility="{event.credibility}"',
            *([f"foreign:{event.foreign.coding}"] if event.foreign else []), *self.undated,
        ]  # fmt: skip
        return {"confidence": CONFIDENCE.get(event.credibility), "labels": labels}

    def references(self) -> list[Stix]:
        """The articles, each once, and the event's ids."""
        event, foreign = self.event, self.event.foreign
        found = [{"source_name": "dragoman", "external_id": event.id}]
        if foreign is not None:
            source = foreign.source or ""
            named = {"url": source} if "://" in source else {"description": source}
            found.append({"source_name": foreign.coding, "external_id": foreign.id, **(named if source else {})})
        articles = {one.article.id: one.article for one in self.reports}
        return [*found, *(reference(one) for one in articles.values())]


def reports(shelf: Shelf) -> Iterator[Stix]:
    """One report an article, which refers to the notes of its events."""
    for name, value, _, _ in shelf.held():
        held = json.loads(value)
        article = FoundArticle.model_validate(held["article"])
        when = stamp(instant(article.published))
        yield made(
            "report", name, when, name=article.title or f"{article.publisher or 'publisher unknown'}: {name}",
            published=when or NEVER, object_refs=shelf.referred(name), lang=held["language"],
            labels=None if when else ["undated"], external_references=[reference(article)],
        )  # fmt: skip


def reference(article: FoundArticle) -> Stix:
    """An article as a source."""
    found = {"source_name": article.publisher or "publisher unknown", "external_id": article.id, "url": article.url}
    return {name: value for name, value in found.items() if value is not None}


def told_in_short(event: FoundEvent) -> str:
    """The event in a few words, with how it is reported."""
    contested = ", contested" if event.contested else ""
    return f"{event.label}; reported as {event.factuality}{contested}, grade {event.grade}"
