"""A case in words: how its events, quotes, provisions and questions are written, the same in every format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from dragoman.desk.case import CaseEvent, CaseFile, CaseProvision, CaseQuote
from dragoman.formats.evidence import SAYS, origin_line, review_line
from dragoman.formats.found import sides
from dragoman.formats.fragments import source_address
from dragoman.formats.provisions import DIRECTIONS, WORDS
from dragoman.formats.words import TRANSLATED, plain
from dragoman.knowledge.materiel import materiel
from dragoman.knowledge.states import states
from dragoman.store.found import (
    FoundActivity,
    FoundArticle,
    FoundConcern,
    FoundCopy,
    FoundEvent,
    FoundOrigin,
    FoundParty,
)


class Address(NamedTuple):
    """An address as it is shown, and where it leads: of a quote, to its very words."""

    shown: str
    target: str


NOT_KNOWN = "not known: no report says so"
# What the conditions of a query are called; those that are not asked for are left out.
ASKED = {
    "words": "Words", "between": "Between", "actor": "With", "type": "Type", "context": "Context",
    "provision": "Would engage", "activity": "What passes", "materiel": "Materiel", "place": "Place", "since": "Since",
    "until": "Until", "source_class": "Carried by", "min_origins": "Independent origins, at least",
    "factuality": "Factuality", "contested": "Contested only", "anywhere": "Words anywhere in the articles",
    "rejected": "Also what analysts rejected",
}  # fmt: skip
# What stays as it is in an address; all else is encoded, so that no address ends what it stands in.
UNCHANGED = "%/:=&?~#+!$,;@[]"


def title_of(case: CaseFile) -> str:
    """The title that was given; else one of what is asked."""
    if case.title:
        return plain(case.title)
    query = case.query
    if query.between:
        return f"Reports on {' and '.join(map(state_name, query.between))}"
    about = query.actor or query.provision or query.materiel or query.place or query.words
    return f"Reports on {plain(about)}" if about else "Reports on all that is in the store"


def state_name(text: str) -> str:
    """The name of a state that is given by its code or name."""
    found = states().get(text.upper())
    return found.name if found else plain(text)


def asked(case: CaseFile) -> list[tuple[str, str]]:
    """What was asked, a condition each."""
    found = []
    for name, label in ASKED.items():
        value = getattr(case.query, name)
        if value is None or value is False:
            continue
        if name == "between":
            value = " and ".join(map(state_name, value))
        found.append((label, "yes" if value is True else plain(str(value))))
    return found or [("Asked", "everything")]


def held(case: CaseFile) -> list[tuple[str, str]]:
    """What the file was made of, and where the data end."""
    shown = f"{len(case.events)}"
    if case.beyond:
        shown = f"the {len(case.events)} newest of {case.total}; {case.beyond} older ones are not in this file"
    return [
        ("Data begin", case.first or "not known: no article is dated"),
        ("Data end", case.last or "not known: no article is dated"),
        ("Articles in the store", str(case.articles)),
        ("Events in this file", shown),
        ("Articles quoted", str(len({one.mention.article.id for one in case.quotes}))),
        ("Independent origins", str(len({one.id for event in case.events for one in event.origins}))),
        ("Contested events", str(sum(one.event.contested for one in case.events))),
        ("Events that would engage a provision", str(sum(bool(one.event.concerns) for one in case.events))),
    ]


def heading(one: CaseEvent) -> str:
    """'3. 2023-09-13, Kim Jong Un → Vladimir Putin: CONSULT visit'."""
    return plain(f"{one.number}. {day(one.event)}, {sides(one.event)}: {kind(one.event)}")


def kind(event: FoundEvent) -> str:
    """Type and mode."""
    return plain(f"{event.type} {event.mode or ''}").replace("_", " ")


def day(event: FoundEvent) -> str:
    """The date, short; in brackets that of the first report, where no report dates the act."""
    if event.when_value is None:
        return f"[{(event.first_report or 'no date')[:10]}]"
    return f"{event.when_value} to {event.when_end}" if event.when_end else event.when_value


def when(event: FoundEvent) -> str:
    """The date with its precision; why there is none, where there is none."""
    if event.when_value is None:
        return f"not known: no report dates it; first reported {(event.first_report or 'without a date')[:10]}"
    return f"{day(event)} (precision: {event.when_precision or 'not known'})"


def where(event: FoundEvent) -> str:
    """The place with its state and how precise it is."""
    if event.place is None:
        return NOT_KNOWN
    state = state_name(event.place.state) if event.place.state else ""
    parts = [plain(event.place.name), *([state] if state and state != plain(event.place.name) else [])]
    if event.place.lat is None:
        note = " (known by name alone, no point)"
    else:
        note = "" if event.place.precise else " (somewhere in it, no point)"
    return ", ".join(parts) + note


def party(one: FoundParty) -> str:
    """One who takes part, with the state."""
    state = f" ({state_name(one.state)})" if one.state and one.kind != "state" else ""
    return plain(one.name) + state + ("" if one.known or one.kind == "state" else ", known from articles alone")


def parties(listed: list[FoundParty]) -> str:
    """Those on one side."""
    return "; ".join(map(party, listed)) or "not known: nobody is named"


def factuality(one: CaseEvent) -> str:
    """Whether it happened, by the reports, and whether that is contested."""
    return one.event.factuality + (", contested" if one.event.contested else "")


def goods(name: str) -> str:
    """Materiel by its name and class of the UN Register."""
    row = materiel().by_id.get(name.removeprefix("materiel:"))
    if row is None:
        return plain(name.removeprefix("materiel:").replace("-", " "))
    category = materiel().classes.get(row.un_class or "")
    return (
        f"{row.name} ({f'UN Register {category.id}: {category.name}' if category else 'no class of the UN Register'})"
    )


def passing(one: FoundActivity) -> str:
    """What passes from whom to whom."""
    said = one.kind.replace("_", " ")
    if one.goods:
        said += f" of {', '.join(plain(name.removeprefix('materiel:').replace('-', ' ')) for name in one.goods)}"
    said += f", from {side(one.givers)} to {side(one.receivers)}"
    said += "".join(f", {word}" for word in ("discussed", "agreed") if getattr(one, word))
    return plain(said + (f"; against: {'; '.join(one.against)}" if one.against else ""))


def side(targets: list[str]) -> str:
    """Targets such as 'PRK' or 'GRP:houthis' by name."""
    return " and ".join(state_name(one.removeprefix("GRP:")) for one in targets) or "somebody not named"


def facts(one: CaseEvent) -> Iterator[tuple[str, list[str]]]:
    """The facts of an event, each with one or more lines."""
    event = one.event
    yield "Who", [parties(event.actors)]
    yield "To whom", [parties(event.recipients)]
    score = "no PLOVER score" if event.score is None else f"PLOVER score {event.score:+.1f}"
    yield "What", [f"{kind(event)}; {event.quad}, {score}"]
    if event.contexts:
        yield "Contexts", [", ".join(event.contexts).replace("_", " ")]
    yield "When", [when(event)]
    yield "Where", [where(event)]
    yield "Factuality", [factuality(one)]
    if one.denied_by:
        yield "Denied by", [plain(", ".join(one.denied_by))]
    if len({voice.says for voice in one.voices}) > 1:
        yield "Who says what", [voice_line(voice.name, voice.says, voice.party) for voice in one.voices]
    if event.foreign is None:
        yield f"Grade {event.grade}", [plain(reason) for reason in one.grade_reasons]
        yield f"Independent origins ({len(one.origins)})", [origin(found) for found in one.origins]
    else:
        yield "Coded by", [f"{event.foreign.coding}, not dragoman: no reports are in the store ({event.foreign.id})"]
    if event.materiel:
        yield "Materiel", [goods(name) for name in event.materiel]
    if event.activities:
        yield "What passes", [passing(found) for found in event.activities]
    if one.copies:
        yield "Copies", [copied(found, one.articles) for found in one.copies]
    if event.standing != "machine" or one.reviews:
        yield "Analysts", [plain(review_line(found)) for found in one.reviews] or [event.standing]
    yield "Id", [event.id]


def copied(copy: FoundCopy, articles: dict[str, str]) -> str:
    """Which article took text from which."""
    took = "a copy of" if copy.kind == "copy" else "took text from"
    one, other = (articles.get(name, name) for name in (copy.article, copy.other))
    return plain(f"{one}: {took} {other} ({copy.share:.0%} of the shorter text)")


def voice_line(name: str, says: str, is_party: bool) -> str:
    """What one origin says."""
    return f"{plain(name)}{', a voice of a state that takes part,' if is_party else ''} {SAYS.get(says, says)}"


def origin(one: FoundOrigin) -> str:
    """An origin with what it is and why it counts."""
    return plain(origin_line(one))


def engages(concern: FoundConcern) -> list[str]:
    """A provision that an event would engage: with the reasons, and what argues against."""
    lines = [f"Because: {plain('; '.join(concern.reasons))}"]
    lines.append(f"Against: {plain('; '.join(concern.against)) or 'nothing that dragoman knows of'}")
    if concern.called_illegal:
        lines.append(f"Called illegal in {', '.join(concern.called_illegal)}")
    return lines


def chain(one: CaseQuote) -> str:
    """Who says so, from the outlet to where it came from, and how it is told."""
    said = " ← ".join(plain(name) for name in one.mention.chain)
    parts = [said or "publisher unknown", (one.mention.article.published or "no date")[:10]]
    if one.mention.factuality != "happened":
        parts.append(f"told as {one.mention.factuality}")
    if one.mention.translated:
        parts.append(TRANSLATED)
    if one.denied_by:
        parts.append(f"denied by {plain(', '.join(one.denied_by))}")
    if one.mention.standing != "machine":
        parts.append(f"{one.mention.standing} by an analyst")
    return "; ".join(parts)


def cited(article: FoundArticle) -> str:
    """An article as a footnote names it, without its address."""
    parts = [", ".join(article.byline), f"“{article.title}”" if article.title else "without a title"]
    parts += [article.publisher or "publisher unknown", (article.published or "no date")[:10]]
    return plain(", ".join(part for part in parts if part))


def footnote(one: CaseQuote) -> tuple[str, Address | None]:
    """The citation of a quote, and the address that leads to its very words."""
    mention = one.mention
    spot = f"{mention.article.id}, characters {mention.start}–{mention.end}, {mention.id}"
    leading = source_address(web(mention.article.url), mention.sentence)
    return f"{cited(mention.article)} [{spot}]", web_address(mention.article.url, leading)


def sources(case: CaseFile) -> list[tuple[str, Address | None]]:
    """The articles that are quoted, each once, by date, with their addresses."""
    found = {one.mention.article.id: one.mention.article for one in case.quotes}
    ordered = sorted(found.values(), key=lambda one: (one.published or "9", one.publisher or "", one.id))
    return [(f"{cited(one)} [{one.id}]", web_address(one.url)) for one in ordered]


def web_address(address: str | None, target: str | None = None) -> Address | None:
    """An address as a link; where it leads elsewhere than it shows, there."""
    shown = web(address)
    return Address(shown, target or shown) if shown else None


def web(address: str | None) -> str | None:
    """An address that a link may lead to: of the web alone, never a script, and with nothing that ends a link."""
    if not address or not address.lower().startswith(("https://", "http://")):
        return None
    return quote(plain(address), safe=UNCHANGED)


def provision_title(one: CaseProvision) -> str:
    """'PRK-1718-8b: arms embargo'."""
    return f"{one.row.id}: {measure(one.row.measure)}"


def measure(name: str) -> str:
    """A measure or a kind of goods in words: 'unroca_III' as 'UN Register III'."""
    said = name.replace("_", " ")
    said = said.replace("unroca ", "UN Register ").replace("incl salw", "including small arms and light weapons")
    return said.replace("wmd", "WMD")


def provision_facts(one: CaseProvision) -> Iterator[tuple[str, list[str]]]:
    """What our data have of a provision."""
    row = one.row
    yield "Regime", [one.regime or f"embargo of {state_name(row.regime)}"]
    yield "Instrument", [row.paragraph if row.document == row.paragraph else f"{row.document}, {row.paragraph}"]
    yield "Measure", [f"{measure(row.measure)}, {DIRECTIONS[row.direction]} {', '.join(map(state_name, row.target))}"]
    yield "What it says", [plain(row.summary)]
    if row.goods:
        yield "Goods", [", ".join(map(measure, row.goods))]
    if row.exemptions:
        yield "Exemptions", [plain(row.exemptions)]
    if row.cap:
        yield "Cap", [plain(row.cap)]
    yield "In force", [f"from {since} to before {until}" if until else f"since {since}" for since, until in one.periods]
    known = WORDS.get(row.confidence, row.confidence)
    yield "Status", [f"{row.status.replace('_', ' ')}; our knowledge of it: {known}"]
    if row.note:
        yield "Note", [plain(row.note)]
    yield "Engaged by events", [", ".join(map(str, one.events))]
