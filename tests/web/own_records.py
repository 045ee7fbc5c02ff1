"""Records of own-written articles, made by hand: whatever a reader has to withstand, without coding."""

from __future__ import annotations

from dragoman.intake.text import article_from_text
from dragoman.record import Attribution, Coder, Entity, Event, Mention, Record, Span, Time, When

SCRIPT = "<script>document.title='owned'</script>"
HOSTILE = (
    f'A "quoted" {SCRIPT} title & more\r\n\r\n'
    "Minister <img src=x onerror=alert(1)> of Norway met envoys\r\nin  Oslo\ton Tuesday, he said."
    "\r\n\r\n\r\nEnd\u2028of it.\n"
)
HEBREW = 'שר החוץ של נורווגיה נפגש עם השליחים באוסלו\n\nהוא אמר כי "השיחות" (2026) נמשכות. Oslo 👩🏽‍🚀\n'


def coder() -> Coder:
    """What made these records."""
    return Coder(version="0", model="by hand")


def place(text: str, words: str, after: int = 0) -> Span:
    """Where some words stand."""
    start = text.index(words, after)
    return Span(start=start, end=start + len(words))


def hostile() -> Record:
    """An article whose text, title, publisher and address are out to run scripts, with spans that overlap."""
    text = HOSTILE
    article = article_from_text(
        text, title=f"=1+1 {SCRIPT}", publisher=f"Gazette {SCRIPT}", url="javascript:alert(1)", published="2026-03-03",
        language="en",
    )  # fmt: skip
    whole, state = place(text, "Minister <img src=x onerror=alert(1)> of Norway"), place(text, "Norway")
    met, town, day = place(text, "met"), place(text, "Oslo"), place(text, "Tuesday")
    spot = Span(start=whole.start, end=town.end)
    entities = [
        Entity(id="person:minister", name=f"minister {SCRIPT}", kind="person", state="NOR", sector="GOV"),
        Entity(id="state:NOR", name="Norway", kind="state", known=True, state="NOR"),
        Entity(id="place:1", name="Oslo", kind="place", known=True, state="NOR", lat=59.9, lon=10.7),
    ]
    mentions = [
        Mention(id="m1", start=whole.start, end=whole.end, text="", kind="person", entity="person:minister"),
        Mention(id="m2", start=state.start, end=state.end, text="", kind="state", entity="state:NOR"),
        Mention(id="m3", start=town.start, end=town.end, text="", kind="place", entity="place:1"),
    ]
    said = Attribution(
        id="a1", kind="indirect", source=[place(text, "he said")], cue=[place(text, "said")], content=[spot],
        source_entity="person:minister", stance="assert", reasons=[SCRIPT],
    )  # fmt: skip
    events = [
        Event(
            id=f"e{number}", type=kind, mode=None, quad="verbal cooperation", score=1.0, actors=["person:minister"],
            recipients=["state:NOR"], trigger=[trigger], sentence=sentence, confidence=0.5, attribution="a1",
            reasons=[SCRIPT], when=When(value="2026-03-03", precision="day", start=day.start, end=day.end),
        )
        for number, kind, trigger, sentence in (
            (1, "CONSULT", met, Span(start=whole.start, end=day.end)),
            (2, "AGREE", place(text, "envoys"), Span(start=whole.start, end=town.end)),
        )
    ]  # fmt: skip
    times = [Time(start=day.start, end=day.end, text="Tuesday", value="2026-03-03", precision="day")]
    return Record(
        coder=coder(), article=article, entities=entities, mentions=mentions, times=times, attributions=[said],
        events=events,
    )  # fmt: skip


def hebrew() -> Record:
    """An article that is written from right to left."""
    article = article_from_text(HEBREW, publisher="Harbour Gazette", published="2026-03-04", language="he")
    found = place(HEBREW, "נורווגיה")
    return Record(
        coder=coder(),
        article=article.model_copy(update={"translated": True}),
        entities=[Entity(id="state:NOR", name="Norway", kind="state", known=True, state="NOR")],
        mentions=[Mention(id="m1", start=found.start, end=found.end, text="", kind="state", entity="state:NOR")],
    )
