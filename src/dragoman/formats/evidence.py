"""Evidence out: an event for the eye with every report, who says so, where it came from, and why."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from dragoman.formats.brief import fact_table
from dragoman.formats.foreign import told_apart
from dragoman.formats.found import sides, style_of, what, when
from dragoman.formats.provisions import concern_detail
from dragoman.formats.words import TRANSLATED, plain, shortened
from dragoman.store.found import Evidence, FoundMention, FoundOrigin, FoundReview, FoundVoice

SAYS = {
    "happened": "says that it happened", "historical": "recalls that it happened", "future": "says that it will happen",
    "hypothetical": "says that it may happen", "negated": "says that it did not happen", "denied": "denies it",
}  # fmt: skip


def evidence(found: Evidence) -> RenderableType:
    """An event with all its evidence, to print on a console."""
    parts: list[RenderableType] = [*head(found), *concerns(found), *voices(found), *origins(found), *reports(found)]
    parts += [*copies(found), *reviews(found)]
    return Group(*parts)


def head(found: Evidence) -> Iterator[RenderableType]:
    """What happened, and how far it can be relied on."""
    event = found.event
    yield Text(plain(sides(event)), style="bold")
    yield Text(what(event), style=style_of(event))
    facts = {
        "id": event.id,
        "when": when(event) + ("" if event.when_value else " (no report dates it)"),
        "where": plain(event.place.name) if event.place else "",
        "contexts": ", ".join(event.contexts),
        "materiel": plain(", ".join(name.removeprefix("materiel:") for name in event.materiel)),
        "reports": f"{event.mentions} mentions, {len(event.outlets)} outlets, {len(event.origins)} independent origins",
        "reported": f"{(event.first_report or 'no date')[:10]} to {(event.last_report or 'no date')[:10]}",
        "grade": f"{event.grade} ({plain('; '.join(found.grade_reasons))})",
        "standing": event.standing,
    }
    if event.foreign is not None:
        facts["reports"] = f"none was read; {event.foreign.title} names {plain(event.foreign.source or 'no source')}"
    yield fact_table(facts)
    if event.foreign is not None:
        yield Text(f"\n{told_apart(event.foreign)}", style="yellow")


def concerns(found: Evidence) -> Iterator[RenderableType]:
    """The provisions that it would engage, with the reasons and what argues against."""
    if not found.event.concerns:
        return
    yield Text("\nWould engage, if it was done as reported", style="bold")
    for concern in found.event.concerns:
        for line in concern_detail(concern):
            yield Padding(Text(line), (0, 0, 0, 2))


def voices(found: Evidence) -> Iterator[RenderableType]:
    """Who says what of it, side by side, where they do not all say the same."""
    listed = found.voices
    if len({voice.says for voice in listed}) < 2:
        return
    yield Text("\nWho says what", style="bold")
    for voice in listed:
        yield Padding(Text(voice_line(voice)), (0, 0, 0, 2))


def voice_line(voice: FoundVoice) -> str:
    """What one origin says, on one line."""
    side = ", a voice of a state that takes part," if voice.party else ""
    count = len(voice.articles)
    return f"{plain(voice.name)}{side} {SAYS.get(voice.says, voice.says)} ({count} article{'s' if count > 1 else ''})"


def origins(found: Evidence) -> Iterator[RenderableType]:
    """Where the reports come from."""
    yield Text("\nWhere it comes from", style="bold")
    for origin in found.origins:
        yield Padding(Text(origin_line(origin)), (0, 0, 0, 2))


def origin_line(origin: FoundOrigin) -> str:
    """One origin on one line, with the reasons."""
    kind = (origin.source_class or "").replace("_", " ")
    about = ", ".join(part for part in (kind, origin.state or "", "a party's voice" if origin.party else "") if part)
    return f"{plain(origin.name)}{f' ({about})' if about else ''}: {plain('; '.join(origin.reasons))}"


def reports(found: Evidence) -> Iterator[RenderableType]:
    """Every mention, article by article."""
    if not found.mentions:
        return
    yield Text("\nReports", style="bold")
    last = None
    for mention in found.mentions:
        if mention.article.id != last:
            last = mention.article.id
            yield Padding(Text(article_line(mention), style="cyan"), (0, 0, 0, 2))
        yield Padding(mention_lines(mention), (0, 0, 0, 4))


def article_line(mention: FoundMention) -> str:
    """An article on one line."""
    article = mention.article
    title = f"“{plain(article.title)}”" if article.title else "without a title"
    published = (article.published or "no date")[:10]
    return f"{published} {plain(article.publisher or 'publisher unknown')}: {title} [{article.id}]"


def mention_lines(mention: FoundMention) -> RenderableType:
    """A mention: its words, the chain, and why it belongs here."""
    chain = " ← ".join(plain(name) for name in mention.chain)
    mark = f" ({TRANSLATED})" if mention.translated else ""
    lines = [Text(f"“{shortened(mention.sentence, 400)}”{mark} [{mention.id}]")]
    told = "" if mention.factuality == "happened" else f"; told as {mention.factuality}"
    named = f" [{mention.attribution}]" if mention.attribution else ""
    lines.append(Text(f"  {chain}{named}{told}", style="dim"))
    lines.append(Text(f"  here because: {plain('; '.join(mention.merged_because))}", style="dim"))
    return Group(*lines)


def copies(found: Evidence) -> Iterator[RenderableType]:
    """Which of the articles took text from which."""
    if not found.copies:
        return
    yield Text("\nCopies", style="bold")
    for copy in found.copies:
        parts = ", ".join(str(at + 1) for at, _ in copy.paragraphs)
        took = "is a copy of" if copy.kind == "copy" else f"took paragraph {parts} from"
        yield Padding(Text(f"{copy.article} {took} {copy.other} ({copy.share:.0%} of the shorter text)"), (0, 0, 0, 2))


def reviews(found: Evidence) -> Iterator[RenderableType]:
    """What analysts said."""
    if not found.reviews:
        return
    yield Text("\nReviews", style="bold")
    for review in found.reviews:
        yield Padding(Text(review_line(review)), (0, 0, 0, 2))


def review_line(review: FoundReview) -> str:
    """A review on one line."""
    fields = ", ".join(f"{name} = {value}" for name, value in review.fields.items() if name != "groups")
    end = f" (withdrawn {review.withdrawn[:16]})" if review.withdrawn else ""
    said = "; ".join(plain(part) for part in (fields, review.note or "") if part)
    author = f" by {plain(review.author)}" if review.author else ""
    return f"{review.made[:16]} {review.action} {review.target}{author}{f': {said}' if said else ''}{end} [{review.id}]"
