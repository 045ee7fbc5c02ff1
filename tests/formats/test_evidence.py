"""An event with its evidence, for the eye."""

from __future__ import annotations

import io
import unicodedata
from typing import Any

from rich.console import Console

from dragoman.formats.evidence import evidence, review_line, voice_line
from dragoman.store.found import (
    Citation,
    Evidence,
    FoundArticle,
    FoundCopy,
    FoundEvent,
    FoundMention,
    FoundOrigin,
    FoundParty,
    FoundReview,
    FoundVoice,
)

STATE = FoundParty(id="state:CHL", name="Chile", kind="state", state="CHL", known=True)
ARTICLE = FoundArticle(
    id="ar-0000000000001", publisher="Andean Post", title="Navies clash", byline=["Rosa Paz"], published="2024-05-01",
    url="https://post.example/1", source_class="commercial", source_state="PER",
)  # fmt: skip


def mention(**changes: Any) -> FoundMention:
    """A report of the event."""
    fields: dict[str, Any] = {
        "id": "em-0000000000001", "article": ARTICLE, "type": "ASSAULT", "mode": None, "factuality": "happened",
        "denied_by": [], "when_value": None, "sentence": "Warships of Chile\nshelled a port.", "start": 0, "end": 34,
        "chain": ["Andean Post", "Reuters", "Rosa Paz"], "origin": "Rosa Paz", "origin_reason": "attributed to her",
        "merged_because": ["the most definite report of this act"], "confidence": 0.8, "standing": "machine",
    }  # fmt: skip
    return FoundMention(**fields | changes)


def voice(name: str, says: str, articles: int = 1, *, party: bool = False) -> FoundVoice:
    """What one origin says."""
    listed = [f"ar-{number:013}" for number in range(articles)]
    return FoundVoice(origin=f"state:{name}", name=name, says=says, party=party, articles=listed)


def found(**changes: Any) -> Evidence:
    """An event with its evidence, some of it changed."""
    event = FoundEvent(
        id="ev-0000000000001", type="ASSAULT", mode=None, contexts=["military"], quad="material conflict", score=-9,
        actors=[STATE], recipients=[], materiel=["materiel:warship"], when_value=None, when_end=None,
        when_precision=None, place=None, factuality="happened", contested=False, mentions=1,
        outlets=["outlet:andean-post"], origins=[], voices=[], source_classes=[], first_report="2024-05-01",
        last_report=None, reliability="B", credibility=3, standing="machine",
    )  # fmt: skip
    origin = FoundOrigin(
        id="person:rosa-paz", name="Rosa Paz", kind="source", state="PER", source_class="official_channel",
        reason="attributed to her", party=True, reasons=["attributed to her", "the same quoted words"],
        articles=[ARTICLE.id], mentions=["em-0000000000001"],
    )  # fmt: skip
    fields: dict[str, Any] = {
        "event": event, "mentions": [mention()], "origins": [origin], "voices": [voice("Reuters", "happened")],
        "grade_reasons": ["B: usually reliable", "3: possibly true"], "copies": [], "reviews": [],
    }  # fmt: skip
    return Evidence(**fields | changes)


def drawn(one: Evidence) -> str:
    """Evidence as a terminal shows it."""
    console = Console(width=100, file=io.StringIO(), color_system=None)
    with console.capture() as capture:
        console.print(evidence(one))
    return "\n".join(line.rstrip() for line in capture.get().splitlines())


def test_the_head_says_what_is_known_and_what_is_not() -> None:
    lines = drawn(found()).splitlines()
    assert lines[:2] == ["Chile", "ASSAULT"]
    facts = dict(line.split(maxsplit=1) for line in lines[2:10])
    assert facts["when"] == "[2024-05-01] (no report dates it)"
    assert "where" not in facts
    assert facts["materiel"] == "warship"
    assert facts["reported"] == "2024-05-01 to no date"
    assert facts["grade"].startswith("B3")
    assert "possibly true" in facts["grade"]


def test_origins_say_who_they_are_and_why() -> None:
    assert "Rosa Paz (official channel, PER, a party's voice): attributed to her; the same quoted words" in drawn(
        found()
    )


def test_a_report_has_its_words_its_chain_and_why_it_is_here() -> None:
    told = drawn(found(mentions=[mention(factuality="negated")]))
    assert "2024-05-01 Andean Post: “Navies clash” [ar-0000000000001]" in told
    assert "“Warships of Chile shelled a port.” [em-0000000000001]" in told
    assert "Andean Post ← Reuters ← Rosa Paz; told as negated" in told
    assert "here because: the most definite report of this act" in told


def test_an_article_stands_once_over_its_reports() -> None:
    told = drawn(found(mentions=[mention(), mention(id="em-0000000000002")]))
    assert told.count("Navies clash") == 1
    assert told.count("here because") == 2


def test_an_article_without_title_date_and_publisher() -> None:
    bare = ARTICLE.model_copy(update={"title": None, "published": None, "publisher": None})
    assert "no date publisher unknown: without a title" in drawn(found(mentions=[mention(article=bare)]))


def test_voices_stand_side_by_side_only_where_they_differ() -> None:
    assert "Who says what" not in drawn(found())
    told = drawn(found(voices=[voice("Reuters", "happened", 2), voice("Chile", "denied", party=True)]))
    assert "Reuters says that it happened (2 articles)" in told
    assert "Chile, a voice of a state that takes part, denies it (1 article)" in told


def test_every_way_of_saying_has_words() -> None:
    for says in ("happened", "historical", "future", "hypothetical", "negated", "denied"):
        assert voice_line(voice("Reuters", says)) != f"Reuters {says} (1 article)"


def test_copies_say_what_was_taken() -> None:
    one, other = "ar-0000000000002", "ar-0000000000001"
    whole = FoundCopy(article=one, other=other, kind="copy", share=0.974, paragraphs=[(0, 0)])
    part = FoundCopy(article=one, other=other, kind="reprint", share=0.2, paragraphs=[(1, 4), (2, 0)])
    told = drawn(found(copies=[whole, part]))
    assert f"{one} is a copy of {other} (97% of the shorter text)" in told
    assert f"{one} took paragraph 2, 3 from {other} (20% of the shorter text)" in told
    assert "Copies" not in drawn(found())


def test_reviews_with_author_note_and_end() -> None:
    review = FoundReview(
        id="re-0000000000001", action="correct", scope="event", target="ev-0000000000001",
        fields={"type": "AID", "groups": []}, note="see\nthe map", author="ada", made="2024-05-03T10:11:12.5+00:00",
        withdrawn="2024-05-04T10:11:12+00:00",
    )  # fmt: skip
    assert review_line(review) == (
        "2024-05-03T10:11 correct ev-0000000000001 by ada: type = AID; see the map (withdrawn 2024-05-04T10:11) "
        "[re-0000000000001]"
    )
    assert "correct ev-0000000000001 by ada" in drawn(found(reviews=[review]))


def test_nothing_in_it_steers_a_terminal() -> None:
    wild = "\x1b[2J\u202e\x9b"
    bad = ARTICLE.model_copy(update={"title": f"a{wild}b", "publisher": f"p{wild}q [red]"})
    told = drawn(
        found(
            mentions=[
                mention(article=bad, sentence=f"x{wild}y", chain=[f"c{wild}d"], merged_because=[f"both in {wild}"])
            ],
            grade_reasons=[f"best is {wild}"],
        )
    )
    assert not {char for char in told if unicodedata.category(char)[0] == "C"} - {"\n"}
    assert "[red]" in told


def test_a_citation_is_one_line_whatever_is_missing() -> None:
    whole = Citation(
        id="em-1", publisher="Andean Post", byline=["Rosa Paz", "Ada Day"], title="Navies clash",
        published="2024-05-01T09:00Z", url="https://post.example/1", words="Warships\n shelled it.",
    )  # fmt: skip
    assert whole.text() == (
        "Rosa Paz, Ada Day, “Navies clash”, Andean Post, 2024-05-01, https://post.example/1: “Warships shelled it.”"
    )
    bare = Citation(id="em-1", publisher=None, byline=[], title=None, published=None, url=None, words="It fell.")
    assert bare.text() == "publisher unknown, no date: “It fell.”"


def test_translated_words_are_marked() -> None:
    line = "“Warships of Chile shelled a port.”"
    assert f"{line} (translated) [em-0000000000001]" in drawn(found(mentions=[mention(translated=True)]))
    assert f"{line} [em-0000000000001]" in drawn(found())
