"""The case file as a document: headings, tables, quotes, pictures and footnotes in order, before any format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.desk.case import CaseEvent, CaseFile, CaseProvision
from dragoman.formats import case_words as words
from dragoman.formats.case_pictures import Picture
from dragoman.formats.found import sides
from dragoman.formats.words import plain
from dragoman.knowledge.plover import plover
from dragoman.merge.grades import LABELS
from dragoman.store.places import PlaceCount

MOST_PLACES = 40
POINTER = (
    "What follows is a pointer to read the provisions by, no legal verdict: it says which provisions the act would "
    "engage if it was done as reported, why, and what argues against."
)
HOW = (
    "This file describes reporting. It says what reports say, word for word, and who says so; it gives no verdict on "
    "what happened and none on what was lawful. Events are made of reports by a program (dragoman): read the quotes "
    "before you rely on one. A date in brackets is that of the first report, where no report says when the act was.",
    "A chain reads from the outlet to where its information came from: outlet ← agency ← speaker ← document. Ten "
    "copies of one agency's report have one origin; an independent origin is one that does not repeat another.",
    "Type, mode and quad class are PLOVER's; a PLOVER score runs from −10 (conflict) to +10 (cooperation). Grades are "
    "in the manner of the Admiralty code: the letter says how reliable the best independent origin is by its class, "
    "the figure how far independent origins bear one another out. They sum up who reports, not what is true.",
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``name`` is what links lead to."""

    level: int
    text: str
    name: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str
    small: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with one or more lines each, a table with the names at the left.

    Args:
        caption: what the table is of, for those who do not see where it stands.
    """

    caption: str
    rows: list[tuple[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a row of headings.

    Args:
        columns: their headings, each with the share of the width that it takes.
        links: where the first cell of each row leads; empty where nowhere.
    """

    caption: str
    columns: list[tuple[str, int]]
    rows: list[list[str]]
    links: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a report, the number of their footnote, and who says so."""

    words: str
    number: int
    chain: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """Lines of a list, each with the address that it ends in, where it has one."""

    lines: list[tuple[str, words.Address | None]]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture with its number."""

    number: int
    picture: Picture


Block = Heading | Text | Facts | Table | Quote | Bullets | Image


@dataclass(frozen=True, slots=True)
class Document:
    """A case file before any format.

    Args:
        title: of the whole.
        asked: what was asked.
        held: what the file was made of, and where the data end.
        blocks: what stands in it, in order.
        notes: by number, the citation of each quote, and the address that leads to its words.
        day: on which the data end; None where none is dated.
    """

    title: str
    asked: list[tuple[str, str]]
    held: list[tuple[str, str]]
    blocks: list[Block]
    notes: dict[int, tuple[str, words.Address | None]]
    day: str | None

    @property
    def headings(self) -> list[Heading]:
        """The headings, in order."""
        return [one for one in self.blocks if isinstance(one, Heading)]


def document(case: CaseFile, pictures: Sequence[Picture]) -> Document:
    """The document of a case.

    Args:
        case: what ``Desk.case_file`` gathered.
        pictures: the map and the plots.
    """
    blocks = [
        *summary(case), *happenings(case), *drawn(case, pictures), *provisions(case), *reading(case), *literature(case)
    ]  # fmt: skip
    return Document(
        title=words.title_of(case), asked=words.asked(case), held=words.held(case), blocks=blocks,
        notes={one.number: words.footnote(one) for one in case.quotes}, day=case.last,
    )  # fmt: skip


def summary(case: CaseFile) -> Iterator[Block]:
    """All events on a line each, and how many there are of each quad class."""
    yield Heading(1, "Summary", "summary")
    if not case.events:
        yield Text("Nothing in the store is what was asked for.")
        return
    if case.beyond:
        yield Text(
            f"The query finds {case.total} events. This file holds the {len(case.events)} newest; the other "
            f"{case.beyond} are older and are not in it. Ask for fewer days to see them."
        )
    counts = Counter(one.event.quad for one in case.events)
    yield Table(
        "Events by quad class", [("Quad class", 4), ("Events", 2)],
        [[quad, str(counts[quad])] for quad in sorted(counts, key=lambda quad: (-counts[quad], quad))],
    )  # fmt: skip
    columns = [
        ("No.", 26), ("When", 56), ("Who → whom", 80), ("What", 54), ("Where", 54), ("Factuality", 50),
        ("Origins", 40), ("Grade", 34),
    ]  # fmt: skip
    rows = [summary_row(one) for one in case.events]
    yield Table("Events in order of time", columns, rows, [f"event-{one.number}" for one in case.events])


def summary_row(one: CaseEvent) -> list[str]:
    """An event on a line."""
    event = one.event
    return [
        str(one.number), words.day(event), plain(sides(event)), words.kind(event),
        plain(event.place.name) if event.place else "not known", words.factuality(one), str(len(event.origins)),
        event.grade if event.foreign is None else "none",
    ]  # fmt: skip


def happenings(case: CaseFile) -> Iterator[Block]:
    """The events in order of time, each with its facts, the words of its reports, and what it would engage."""
    if case.events:
        yield Heading(1, "Events in order of time", "events")
    for one in case.events:
        yield Heading(2, words.heading(one), f"event-{one.number}")
        yield Facts(f"Facts of event {one.number}", list(words.facts(one)))
        yield from quotes(one)
        yield from engaged(one)


def quotes(one: CaseEvent) -> Iterator[Block]:
    """What the reports say, word for word."""
    if one.quotes:
        yield Heading(3, f"In the words of the reports (event {one.number})", f"event-{one.number}-words")
    for quote in one.quotes:
        yield Quote(plain(quote.mention.sentence), quote.number, words.chain(quote))
        if quote.mention.translation is not None:
            by = quote.mention.article.translator or "a translator"
            yield Text(f"In translation by {plain(by)}: {plain(quote.mention.translation)}", small=True)
    if one.further:
        count = f"{one.further} further report{'s' if one.further > 1 else ''}"
        yield Text(f"{count} of it in the store; see: dragoman show {one.event.id}", small=True)


def engaged(one: CaseEvent) -> Iterator[Block]:
    """The provisions that the act would engage."""
    if not one.event.concerns:
        return
    yield Heading(3, f"Would engage, if it was done as reported (event {one.number})", f"event-{one.number}-provisions")
    yield Text("A pointer, no legal verdict.", small=True)
    rows = [
        (f"{concern.provision} ({concern.activity.replace('_', ' ')}, {concern.status})", words.engages(concern))
        for concern in one.event.concerns
    ]
    yield Facts(f"Provisions that event {one.number} would engage", rows)


def drawn(case: CaseFile, pictures: Sequence[Picture]) -> Iterator[Block]:
    """The map and the plots, each with what it says in words."""
    if not case.events:
        return
    yield Heading(1, "Where and when", "pictures")
    for number, picture in enumerate(pictures, start=1):
        yield Heading(2, picture.title, picture.name)
        yield Image(number, picture)
        yield from (Text(plain(note), small=True) for note in picture.notes)
    found = case.places
    if found.places:
        yield Heading(2, "Places", "places")
        columns = [("Place", 5), ("State", 4), ("Events", 2), ("Cooperation", 3), ("Conflict", 3), ("Precision", 4)]
        yield Table("Places with most events", columns, [place_row(one) for one in found.places[:MOST_PLACES]])
        if found.total > MOST_PLACES:
            yield Text(f"{found.total - MOST_PLACES} further places have fewer events.", small=True)
    yield Text(
        f"{found.without} of {found.events} events have no resolved place where they were done: no map shows them.",
        small=True,
    )
    if not any(picture.name == "map" for picture in pictures):
        mapped = any(one.mapped for one in found.places)
        yield Text(
            f"There is no map: {'nothing to draw it on was given' if mapped else 'no place has a point'}.", small=True
        )
    if case.ties is None and case.ties_missing:
        yield Text(f"There is no plot of a tie of two states: {plain(case.ties_missing)}.", small=True)


def place_row(one: PlaceCount) -> list[str]:
    """A place on a line."""
    precision = "point" if one.precise else "middle of a state or region" if one.mapped else "name alone"
    state = words.state_name(one.state) if one.state else "not known"
    return [plain(one.name), state, str(one.events), str(one.cooperation), str(one.conflict), precision]


def provisions(case: CaseFile) -> Iterator[Block]:
    """The provisions that events would engage, in full."""
    if not case.provisions:
        return
    yield Heading(1, "Provisions", "provisions")
    yield Text(POINTER)
    for one in case.provisions:
        yield from provision(one)


def provision(one: CaseProvision) -> Iterator[Block]:
    """A provision in full, with where it was checked."""
    yield Heading(2, words.provision_title(one), f"provision-{one.row.id}")
    yield Facts(f"Provision {one.row.id}", list(words.provision_facts(one)))
    yield Bullets([(f"Source: {plain(title)}", words.web_address(url)) for title, url in one.sources])


def reading(case: CaseFile) -> Iterator[Block]:
    """How the file is to be read."""
    yield Heading(1, "How to read this file", "reading")
    yield from (Text(one) for one in HOW)
    rows = [[str(code), label] for code, label in LABELS.items()]
    types = sorted({one.event.type for one in case.events} & set(plover().types))
    if types:
        meanings = [[name, plain(plover().types[name].definition)] for name in types]
        yield Table("PLOVER's types of events in this file", [("Type", 2), ("Meaning", 9)], meanings)
    yield Table("The Admiralty code", [("Code", 1), ("Meaning", 6)], rows)


def literature(case: CaseFile) -> Iterator[Block]:
    """The articles that are quoted, each once."""
    listed = words.sources(case)
    if listed:
        yield Heading(1, "Articles that are quoted", "articles")
        yield Bullets(listed)
