"""Copies: the same text but for small changes, paragraphs taken over, and texts that have nothing in common."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dragoman.intake.text import article_from_text
from dragoman.merge.copies import body_of, compare

FIRST = (
    "The ferry company of the northern islands said on Monday that it would run two more boats in the summer.\n\n"
    "Tickets for the crossing cost nine crowns, a third less than the year before, and children travel free.\n\n"
    "The council had asked for the change after three winters in which the harbour was shut by ice for weeks.\n\n"
    "A second company had left the route in the autumn without saying why it did so.\n"
)
OTHER = (
    "Potato farmers in the valley have begun to plant a fortnight early because the soil is already warm enough.\n\n"
    "The agricultural school measured eleven degrees at a depth of ten centimetres on the first of the month.\n"
)


def article(title: str, body: str, dateline: str = "") -> str:
    return f"{title}\n\n{dateline}{body}"


def bodies(one: str, other: str) -> tuple[object, object]:
    return body_of(article_from_text(one)), body_of(article_from_text(other))


def test_another_headline_dateline_and_end_is_still_a_copy() -> None:
    cut = FIRST.rsplit("\n\n", 1)[0].replace("Monday", "Tuesday")
    likeness = compare(*bodies(article("Boats", FIRST), article("More ferries", cut, "HARBOUR TOWN (Reuters) - ")))  # type: ignore[arg-type]
    assert likeness is not None
    assert likeness.kind == "copy"
    assert likeness.share > 0.9


def test_a_paragraph_taken_over() -> None:
    middle = FIRST.split("\n\n")[1]
    likeness = compare(*bodies(article("Potatoes", f"{OTHER}\n{middle}\n"), article("Boats", FIRST)))  # type: ignore[arg-type]
    assert likeness is not None
    assert likeness.kind == "reprint"
    assert [(one.paragraph, one.other) for one in likeness.taken] == [(2, 1)]


def test_two_texts() -> None:
    assert compare(*bodies(article("Boats", FIRST), article("Potatoes", OTHER))) is None  # type: ignore[arg-type]


def test_an_empty_body_is_nobody_s_copy() -> None:
    assert compare(*bodies("A title alone", article("Boats", FIRST))) is None  # type: ignore[arg-type]


@given(st.text(min_size=1, max_size=300).filter(str.strip))
def test_a_text_is_its_own_copy(text: str) -> None:
    body = body_of(article_from_text(f"Title\n\n{text}"))
    again = body_of(article_from_text(f"Title\n\n{text}"))
    assert body.bands() == again.bands()
    assert body.runs == again.runs
    if body.runs:
        assert compare(body, again) is not None
