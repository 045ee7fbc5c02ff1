"""How the parts of a record are written in words."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from dragoman.formats.words import Words, coordinates, plain, shortened
from dragoman.record import Record, When


@given(st.text())
def test_plain_text_is_one_line_without_controls(text: str) -> None:
    made = plain(text)
    assert not any(unicodedata.category(character)[0] == "C" for character in made)
    assert len(made.splitlines()) <= 1
    assert plain(made) == made


@given(st.text(), st.integers(min_value=2, max_value=50))
def test_shortened_text_keeps_to_its_length(text: str, most: int) -> None:
    made = shortened(text, most)
    assert len(made) <= most
    assert made == plain(text) or made.endswith("…")


def test_shortened_text_is_cut_between_words() -> None:
    assert shortened("one two three", 9) == "one two…"
    assert shortened("one two three", 13) == "one two three"


def test_unknowns_say_why(record: Record) -> None:
    words = Words(record)
    assert words.outlet() == "not known (the text names none)"
    assert words.published() == "not known (the text has no stamp of publication)"
    assert words.when(record.events[0]) == "undated (the sentence names no time)"
    assert [coordinates(place) for place, _ in words.places()] == [
        "-12.04, -77.03 (city)",
        "no point (not in the gazetteer)",
    ]


def test_a_known_publisher_has_its_state_and_class(record: Record) -> None:
    known = record.article.model_copy(update={"publisher": "RIA Novosti", "publisher_id": "publisher:ria"})
    assert Words(record.model_copy(update={"article": known})).outlet() == "RIA Novosti (RUS, state media)"


def test_a_translation_is_shown_with_the_words_that_say_so(record: Record) -> None:
    assert Words(record).language() == (
        "en, translated (“Powered by automated translation”); original language: not known (not stated)"
    )


def test_credits_name_the_photographers(record: Record) -> None:
    assert Words(record).photographs() == "Reuters"


def test_the_chain_runs_from_the_speaker_outwards(record: Record) -> None:
    said = Words(record).says(record.events[0])
    assert said.who == "Rosa Paz (PER), through Reuters (GBR), according to the Andean Post"
    assert said.words == "Lima will host the talks"


def test_a_chain_that_runs_in_a_circle_ends(record: Record) -> None:
    first, second = record.attributions
    circle = [first.model_copy(update={"parent": "a2"}), second]
    assert Words(record.model_copy(update={"attributions": circle})).chain(first).startswith("the Andean Post")


def test_what_nobody_says_the_article_says(record: Record) -> None:
    said = Words(record).says(record.events[1])
    assert said.who == "the article"
    assert said.words.startswith("Warships of Argentina")


def test_an_event_in_words(record: Record) -> None:
    words, event = Words(record), record.events[1]
    assert words.kind(event) == "ASSAULT artillery"
    assert words.sides(event) == "Argentina (ARG) → Chile (CHL)"
    assert words.sides(record.events[0]) == "Rosa Paz (PER)"
    assert words.where(record.events[0]) == "at Lima"
    assert words.materiel(event) == "warship [VI]"
    assert words.certainty(event) == "happened, denied by Argentina (ARG), confidence 0.90"


def test_dates_show_their_precision(record: Record) -> None:
    words, event = Words(record), record.events[1]
    week = When(value="2024-02-05", value_end="2024-02-11", precision="week")
    assert words.when(event) == "2024-02-05"
    assert words.when(event.model_copy(update={"when": week})) == "2024-02-05 to 2024-02-11 (week)"
