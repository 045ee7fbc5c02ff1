"""The brief on a console: what it shows, at any width, and what hostile text cannot do."""

from __future__ import annotations

import io

import pytest
from rich.console import Console
from rich.text import Text

from dragoman.coding.reader import Reader
from dragoman.formats.brief import brief
from dragoman.intake.text import article_from_text
from dragoman.record import Record


def shown(record: Record, width: int = 100, colour: bool = False) -> str:
    written = io.StringIO()
    console = Console(file=written, width=width, force_terminal=colour, color_system="truecolor" if colour else None)
    console.print(brief(record))
    return written.getvalue()


def test_the_brief_says_who_did_what_when_and_who_says_so(record: Record) -> None:
    page = shown(record)
    for part in (
        "Navies clash off the cape",
        "published    not known (the text has no stamp of publication)",
        "updated      2024-02-07",
        "Events  2, the weightiest first",
        "ASSAULT artillery  Argentina (ARG) → Chile (CHL)",
        "2024-02-05 · warship [VI] · military · happened, denied by Argentina (ARG), confidence 0.90",
        "the article: Warships of Argentina shelled a port in Chile on Monday.",
        "undated · at Lima · future, confidence 0.70",
        "Rosa Paz (PER), through Reuters (GBR), according to the Andean Post: Lima will host the talks",
        "Rosa Paz (PER), envoy",
        "Lima PER -12.04, -77.03 (city)",
        "Note: one sentence was too long to parse",
    ):
        assert part in page
    assert page.index("ASSAULT") < page.index("CONSULT")


def test_words_already_quoted_are_pointed_at(record: Record) -> None:
    twice = record.model_copy(update={"events": [record.events[1], record.events[1].model_copy(update={"id": "ev3"})]})
    page = shown(twice)
    assert page.count("Warships of Argentina") == 1
    assert "the article: as in 1" in page


def test_an_empty_record_is_a_brief_too(record: Record) -> None:
    bare = record.model_copy(
        update={"events": [], "attributions": [], "mentions": [], "entities": [], "notes": [],
                "article": record.article.model_copy(update={"title": None})}
    )  # fmt: skip
    page = shown(bare)
    assert "(no title)" in page
    assert "Events  0\nnone found" in page
    assert "Places" not in page


@pytest.mark.parametrize("width", [40, 80, 100, 200])
def test_no_line_is_wider_than_the_console(record: Record, width: int) -> None:
    assert max(len(line) for line in shown(record, width).splitlines()) <= width


def test_hostile_text_reaches_no_terminal(reader: Reader) -> None:
    text = (
        "Peru [bold]met[/bold] Chile :smile: \x1b[31mtoday\x07\x9b2J\u202eevil\n\n"
        "Peru met Chile [link=x]on Monday[/link], “we \x1b]8;;http://x\x1b\\won”, the minister said.\n"
    )
    page = shown(reader.read(article_from_text(text)), colour=True)
    for steering in ("\x07", "\x1b[31mtoday", "\x9b", "\u202e", "\x1b]8"):
        assert steering not in page
    readable = Text.from_ansi(page).plain
    assert "[bold]met[/bold]" in readable
    assert ":smile:" in readable
