"""Explanations in the terminal and drawn: whole, and proof against what articles hold."""

from __future__ import annotations

import re
from io import StringIO
from itertools import pairwise

import pytest
from lxml import etree
from rich.console import Console, RenderableType

from dragoman.coding.explanation import Explanation
from dragoman.coding.reader import Reader
from dragoman.formats.drawing import COLOURS, drawing
from dragoman.formats.explained import explained, listed
from dragoman.intake.text import article_from_text

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "Kenya accused Somalia & \x1b[31m<script>alert(1)</script> “[bold]rebels[/bold]” of arming clans."
LONG = (
    "Kenya, which had hosted the talks of the spring, the summer and the autumn in a hotel, accused Somalia, "
    "its neighbour to the east, of arming, paying, feeding and sheltering the militias that had raided towns on the "
    "border in the rain, and urged Ethiopia to close the road."
)


def printed(renderable: RenderableType, *, width: int = 100, colours: bool = False) -> str:
    out = StringIO()
    console = Console(file=out, width=width, force_terminal=colours, color_system="truecolor" if colours else None)
    console.print(renderable)
    return out.getvalue()


@pytest.fixture(scope="module")
def hostile(reader: Reader) -> Explanation:
    return reader.explain(article_from_text(HOSTILE), "ev1")


def test_the_tree_says_what_decided(reader: Reader) -> None:
    text = "Norway’s army will not attack Sweden, Denmark said."
    article = article_from_text(text)
    found = [reader.explain(article, event.id) for event in reader.read(article).events]
    assert found
    for one in found:
        said = printed(explained(one))
        assert text in said
        for name in ("type", "actor", "recipient", "factuality", "attribution", "confidence", "runner-up"):
            assert re.search(rf"── {name} ", said), name


def test_roles_are_coloured_in_the_sentence(hostile: Explanation) -> None:
    drawn = printed(explained(hostile), colours=True)
    assert "\x1b[1;36mKenya" in drawn
    assert "\x1b[1;4;33maccused" in drawn
    assert "\x1b[1;35mSomalia" in drawn


def test_no_control_character_reaches_the_terminal(hostile: Explanation) -> None:
    said = printed(explained(hostile))
    assert "\x1b" not in said
    assert "[bold]rebels[/bold]" in said


def test_events_are_listed_a_line_each(reader: Reader) -> None:
    record = reader.read(article_from_text(LONG))
    lines = printed(listed([record], "report.txt")).splitlines()
    assert len(record.events) >= 2
    assert [line.split()[0] for line in lines[: len(record.events)]] == [event.id for event in record.events]
    assert lines[-1] == "To see why one was coded: dragoman explain report.txt --event ID"
    assert "--article N" in printed(listed([record, record], "reports.jsonl"))


def test_nothing_found_is_said(reader: Reader) -> None:
    assert printed(listed([reader.read(article_from_text("It rained."))], "rain.txt")).strip() == "no events found"


def test_a_drawing_is_one_well_formed_picture(hostile: Explanation) -> None:
    root = etree.fromstring(drawing(hostile))
    assert root.tag == f"{SVG}svg"
    assert not root.findall(".//script") + root.findall(f".//{SVG}script")
    words = [tspan.text for tspan in root.iter(f"{SVG}tspan") if tspan.get("class") == "displacy-word"]
    assert "<script" in "".join(word or "" for word in words)
    assert set(re.findall(r"https?://[^\"'\s)<]+", drawing(hostile))) <= {
        "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink",
    }  # fmt: skip
    for use in root.iter(f"{SVG}textPath"):
        name = use.get("{http://www.w3.org/1999/xlink}href").removeprefix("#")
        assert root.xpath("//*[@id=$name]", name=name)


def test_the_words_of_the_sides_have_their_colours(hostile: Explanation) -> None:
    root = etree.fromstring(drawing(hostile))
    colours = {
        tspan.text: tspan.get("fill") for tspan in root.iter(f"{SVG}tspan") if tspan.get("class") == "displacy-word"
    }
    assert colours["Kenya"] == COLOURS["actor"]
    assert colours["accused"] == COLOURS["trigger"]
    assert colours["Somalia"] == COLOURS["recipient"]
    assert colours["of"] == "currentColor"


def test_every_word_of_a_long_sentence_has_room(reader: Reader) -> None:
    root = etree.fromstring(drawing(reader.explain(article_from_text(LONG), "ev1")))
    left, top, width, height = map(float, root.get("viewBox").split())
    words = [tspan for tspan in root.iter(f"{SVG}tspan") if tspan.get("class") == "displacy-word"]
    places = [float(tspan.get("x")) for tspan in words]
    assert " ".join(tspan.text or "" for tspan in words).split() == LONG.replace("’s", " ’s").split()
    assert places == sorted(places)
    assert min(b - a for a, b in pairwise(places)) >= 8 * max(len(t.text or "") for t in words)
    assert left <= places[0]
    assert places[-1] <= left + width
    heights = [float(y) for d in root.xpath("//*[@class='displacy-arc']/@d") for y in re.findall(r",(-?[\d.]+)", d)]
    assert min(heights) >= top
    assert max(heights) <= top + height


def test_a_drawing_is_the_same_each_time(hostile: Explanation) -> None:
    assert drawing(hostile) == drawing(hostile)
