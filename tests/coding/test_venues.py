"""Venues and dates of acts, at the words that report them, on own-written text."""

from __future__ import annotations

import re

import pytest

from dragoman.coding.reader import Reader
from dragoman.evaluation.circumstances import names_of, timex_at
from dragoman.intake.text import article_from_text
from dragoman.record import When, Where


def at(reader: Reader, text: str, trigger: str) -> tuple[set[str], str | None, str | None]:
    """The names of the place of an act, its role, and the act's date."""
    place = re.search(rf"\b{trigger}\b", text)
    assert place is not None
    article = article_from_text(text, published="2023-09-18")
    ((record, [(when, where)]),) = reader.circumstances([(article, [place.span()])])
    assert isinstance(when, When)
    entities = {entity.id for entity in record.entities}
    assert where is None or (isinstance(where, Where) and where.entity in entities)
    return (names_of(record, where) if where else set()), (where.role if where else None), timex_at(record, when)


@pytest.mark.parametrize(
    ("text", "trigger", "place", "role"),
    [
        ("Peru's envoys held talks with the president of Chile in Arica on Monday.", "held", "Arica", "venue"),
        ("Peru's army shelled Arica on Monday.", "shelled", "Arica", "venue"),
        ("The first lorries reached Arica from Lima on Monday.", "reached", "Arica", "destination"),
        ("A bomb killed two people in the port city of Arica on Monday.", "killed", "Arica", "venue"),
        ("The ministers of Peru and Chile, meeting in Arica, approved a plan on Monday.", "approved", "Arica", "venue"),
        ("The minister flew to Arica on Monday and threatened Chile.", "threatened", "Arica", "venue"),
        ("The minister of Peru flew to Arica on Monday. He met the mayor.", "met", "Arica", "venue"),
        ("He will travel to Arica, where he is to sign a treaty with Chile.", "sign", "Arica", "venue"),
        ("Chile's leader swore an oath at Casa Moneda on Monday.", "swore", "Casa Moneda", "venue"),
        ("A mine killed two soldiers outside of the city of Arica.", "killed", "Arica", "venue"),
        ("Rebels killed two soldiers when they set off a bomb in Arica.", "killed", "Arica", "venue"),
        ("Peru sent ten doctors from Lima to Arica on Monday.", "sent", "Arica", "destination"),
    ],
)
def test_where_acts_happened(reader: Reader, text: str, trigger: str, place: str, role: str) -> None:
    names, found, _ = at(reader, text, trigger)
    assert place in names
    assert found == role


def test_here_is_the_place_of_the_dateline(reader: Reader) -> None:
    text = "Chiefs meet\n\nACCRA, July 2 - West African chiefs offered soldiers for Liberia at talks here on Wednesday."
    assert "Accra" in {name.title() for name in at(reader, text, "offered")[0]}


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Peru's president telephoned the leader of Chile on Monday.", "telephoned"),
        ("Peru rejected the offer of Chile's company on Monday.", "rejected"),
    ],
)
def test_no_venue_where_none_is_told(reader: Reader, text: str, trigger: str) -> None:
    assert at(reader, text, trigger)[1] not in {"venue", "destination"}


@pytest.mark.parametrize(
    ("text", "trigger", "timex"),
    [
        ("The minister flew to Arica on Sunday. He met the mayor.", "met", "2023-09-17"),
        ("The minister flew to Arica on Sunday. He had met the mayor.", "met", None),
        ("The minister flew to Arica on Sunday. The mayor left.", "left", None),
        ("The minister left after three days.", "left", None),
        ("The minister left in early August.", "left", "2023-08"),
    ],
)
def test_when_acts_happened(reader: Reader, text: str, trigger: str, timex: str | None) -> None:
    assert at(reader, text, trigger)[2] == timex
