"""A record made by hand, so that the formats are tested on every shape a record can take."""

from __future__ import annotations

import pytest

from dragoman.record import (
    Article,
    Attribution,
    Coder,
    Entity,
    Event,
    Mention,
    Record,
    Segment,
    Span,
    When,
    Where,
)

TITLE = "Navies clash off the cape"
NOTICE = "Powered by automated translation"
LEAD = "Warships of Argentina shelled a port in Chile on Monday."
QUOTED = "Lima will host the talks"
SAID = f"{QUOTED}, envoy Rosa Paz told Reuters, the Andean Post reported."
CREDIT = "Reuters"
TEXT = "\n\n".join([TITLE, NOTICE, LEAD, SAID, CREDIT])


def span(words: str) -> Span:
    """Where words stand in the text."""
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words))


@pytest.fixture
def record() -> Record:
    """Two events, a chain of two attributions, two places and one piece of materiel."""
    roles = {TITLE: "title", NOTICE: "notice", LEAD: "paragraph", SAID: "paragraph"}
    segments = [Segment(role=role, **span(words).model_dump()) for words, role in roles.items()]
    segments.append(Segment(role="credit", start=len(TEXT) - len(CREDIT), end=len(TEXT)))
    reasons = {"published": "the text has no stamp of publication", "publisher": "the text names none"}
    article = Article(
        id="sha256:0", title=TITLE, language="en", translated=True, text=TEXT, segments=segments, reasons=reasons,
        updated="2024-02-07",
    )  # fmt: skip
    entities = [
        Entity(id="state:ARG", name="Argentina", kind="state", state="ARG"),
        Entity(id="state:CHL", name="Chile", kind="state", state="CHL"),
        Entity(id="person:rosa-paz", name="Rosa Paz", kind="person", state="PER", role="envoy"),
        Entity(id="publisher:reuters", name="Reuters", kind="publisher", state="GBR"),
        Entity(id="place:1", name="Lima", kind="place", state="PER", lat=-12.043, lon=-77.028, geo_precision="city"),
        Entity(id="place:x", name="the cape", kind="place", reasons=["not in the gazetteer"]),
        Entity(id="materiel:warship", name="warship", kind="materiel", materiel_class="VI"),
    ]
    named = {"Lima": "place:1", "the cape": "place:x", "Argentina": "state:ARG", "Rosa Paz": "person:rosa-paz"}
    kinds = {entity.id: entity.kind for entity in entities}
    mentions = [
        Mention(id=f"m{number}", text=words, kind=kinds[entity], entity=entity, **span(words).model_dump())
        for number, (words, entity) in enumerate(named.items(), start=1)
    ]
    attributions = [
        Attribution(
            id="a1", kind="indirect", source=[span("the Andean Post")], cue=[span("reported")],
            content=[span(SAID[:46])],
        ),
        Attribution(
            id="a2", kind="indirect", source=[span("envoy Rosa Paz")], source_entity="person:rosa-paz",
            cue=[span("told")], content=[span(QUOTED)], parent="a1", medium=[span("told Reuters")],
            medium_entity="publisher:reuters",
        ),
    ]  # fmt: skip
    events = [
        Event(
            id="ev1", type="CONSULT", quad="verbal cooperation", score=2.5, actors=["person:rosa-paz"],
            when=When(reason="the sentence names no time"), where=Where(entity="place:1", role="venue"),
            factuality="future", attribution="a2", confidence=0.7, trigger=[span("talks")], sentence=span(SAID),
        ),
        Event(
            id="ev2", type="ASSAULT", mode="artillery", contexts=["military"], quad="material conflict", score=-9.0,
            actors=["state:ARG"], recipients=["state:CHL"], when=When(value="2024-02-05", precision="day"),
            materiel=["materiel:warship"], denied_by=["state:ARG"], confidence=0.9, trigger=[span("shelled")],
            sentence=span(LEAD),
        ),
    ]  # fmt: skip
    return Record(
        coder=Coder(version="0", model="none"), article=article, mentions=mentions, entities=entities,
        attributions=attributions, events=events, notes=["one sentence was too long to parse"],
    )  # fmt: skip
