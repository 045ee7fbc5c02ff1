"""Names are found whole, the longest first, on word borders, with everything that they may mean."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.knowledge.names import NameMatch, names
from dragoman.knowledge.spelling import folded


def found(text: str) -> dict[str, str]:
    """The surfaces of a text and the entity of the first reading."""
    return {match.surface: match.readings[0].entity.id for match in names().find(text)}


def only(text: str) -> NameMatch:
    """The one match of a text."""
    (match,) = names().find(text)
    return match


@pytest.mark.parametrize(
    ("text", "surface", "entity"),
    [
        ("He landed in Moldova at dawn.", "Moldova", "state:MDA"),
        ("The U.S. envoy left.", "U.S.", "state:USA"),
        ("A US-led patrol passed.", "US", "state:USA"),
        ("Troops of the DPRK paraded.", "DPRK", "state:PRK"),
        ("N. Korea denied it.", "N. Korea", "state:PRK"),
        ("The UAE hosted them.", "UAE", "state:ARE"),
        ("Frenchmen and others voted.", "Frenchmen", "state:FRA"),
        ("Kyiv's allies met.", "Kyiv", "state:UKR"),
        ("Côte d’Ivoire won.", "Côte d’Ivoire", "state:CIV"),
        ("the Kremlin’s reply", "Kremlin", "state:RUS"),
        ("ESTONIA SIGNS TREATY", "ESTONIA", "state:EST"),
        ("An aide to Kim Jong-un spoke.", "Kim Jong-un", "person:kim-jong-un"),
        ("Recep Tayyip Erdoğan flew home.", "Recep Tayyip Erdoğan", "person:recep-tayyip-erdogan"),
        ("Sergey Lavrov arrived.", "Sergey Lavrov", "person:sergey-lavrov"),
        ("Bashar Assad fled.", "Bashar Assad", "person:bashar-al-assad"),
        ("The Houthis fired.", "Houthis", "group:houthis"),
        ("the IAEA reported", "IAEA", "organisation:iaea"),
        ("The Associated Press reported it.", "Associated Press", "publisher:ap"),
        ("They flew Tu-22s.", "Tu-22s", "materiel:tu-22m"),
        ("Artillery shells ran out.", "Artillery shells", "materiel:artillery-shell"),
        ("F-16s took off.", "F-16s", "materiel:f-16"),
    ],
)
def test_a_name_is_found(text: str, surface: str, entity: str) -> None:
    assert found(text)[surface] == entity


@pytest.mark.parametrize(
    "text",
    [
        "The museum of Peruvia is closed.", "They met us there.", "A turkey and a jordan almond.", "He left in may.",
        "Usage grew.", "Chinatown was quiet.", "the kremlinologist", "Indiana and New Mexico voted.",
        "The Indian Ocean is warm.", "Tor-like onions",
    ],
)  # fmt: skip
def test_no_name_is_found_within_words_or_other_names(text: str) -> None:
    assert not {surface for surface in found(text) if surface not in {"Tor"}}


def test_the_longest_name_wins() -> None:
    assert found("South Sudanese and Sudanese officials of Papua New Guinea") == {
        "South Sudanese": "state:SSD",
        "Sudanese": "state:SDN",
        "Papua New Guinea": "state:PNG",
    }


def test_an_article_does_not_hide_the_name_behind_it() -> None:
    assert found("the North Korean minister and the South African one") == {
        "North Korean": "state:PRK",
        "South African": "state:ZAF",
    }
    assert only("Talks with the North stalled.").readings[0].needs_context


def test_capitals_stand_for_their_government_and_may_be_the_place() -> None:
    reading = only("Tallinn objected.").readings[0]
    assert (reading.form, reading.capital, reading.entity.state) == ("metonym", True, "EST")
    assert only("The Élysée objected.").readings[0].capital is False


@pytest.mark.parametrize(
    "name", ["Georgia", "Jordan", "Chad", "AP", "Time", "Tor", "Archer", "Victoria", "SDF", "Brown"]
)
def test_an_ambiguous_name_needs_context(name: str) -> None:
    assert all(reading.needs_context for reading in names().readings(name))


@pytest.mark.parametrize("name", ["Russia", "Kyiv", "Reuters", "Hezbollah", "NATO", "Kinzhal", "Vladimir Putin"])
def test_a_plain_name_does_not(name: str) -> None:
    assert not names().readings(name)[0].needs_context


def test_one_name_may_have_several_readings() -> None:
    assert [reading.entity.id for reading in names().readings("Congolese")] == ["state:COD", "state:COG"]
    assert [reading.entity.id for reading in names().readings("Brussels")] == ["state:BEL", "organisation:eu"]
    assert {reading.entity.id for reading in names().readings("AA")} == {"group:arakan-army", "publisher:anadolu"}


def test_surnames_are_weak() -> None:
    assert all(reading.weak for reading in names().readings("Lavrov"))
    assert {reading.entity.id for reading in names().readings("Kim")} >= {"person:kim-jong-un"}
    assert not any(reading.weak for reading in names().readings("Sergei Lavrov"))


def test_words_are_not_read_as_surnames() -> None:
    assert found("No, he had to go. To whom?") == {}


def test_a_common_noun_with_a_capital_needs_context() -> None:
    assert names().readings("Rockets")[0].needs_context
    assert not names().readings("rockets")[0].needs_context
    assert not names().readings("Cruise missiles")[0].needs_context


def test_plurals_are_marked() -> None:
    assert names().readings("Norwegians")[0].plural
    assert names().readings("cruise missiles")[0].plural
    assert not names().readings("Norwegian")[0].plural


def test_former_and_disputed_entities_say_what_they_are() -> None:
    soviet = only("The Soviet Union collapsed.").readings[0].entity
    assert (soviet.id, soviet.state) == ("state:SUN", "RUS")
    assert "until 1991-12-26" in " ".join(soviet.reasons)
    abkhazia = only("Abkhazia voted.").readings[0].entity
    assert (abkhazia.state, abkhazia.sector) == ("GEO", "PRE")


def test_entities_carry_what_is_known() -> None:
    state = names().readings("Moldova")[0].entity
    assert (state.kind, state.known, state.geo_precision, state.geonames_id) == ("state", True, "country", 617790)
    assert names().readings("cruise missile")[0].entity.materiel_class == "VII"
    assert names().readings("Sergei Shoigu")[0].entity.state == "RUS"


def test_clashes_between_entities_are_deliberate() -> None:
    sure = {
        surface
        for surface, readings in names().table.items()
        if len({reading.entity.id for reading in readings if not reading.weak and not reading.needs_context}) > 1
    }
    assert sure == set()


@given(st.text())
def test_surfaces_are_slices_and_do_not_overlap(text: str) -> None:
    check(text)


@given(
    st.lists(
        st.sampled_from(
            ["the North", "Korean", "US", "’s", " ", "Kim Jong Un", "Georgia", "-", "x", "ﬁ", "Tu-160", "\n"]
        )
    )
)
def test_surfaces_are_slices_in_text_full_of_names(parts: list[str]) -> None:
    check("".join(parts))


def check(text: str) -> None:
    """Every match is a slice on word borders, in order, with readings."""
    last = 0
    for match in names().find(text):
        assert text[match.start : match.end] == match.surface
        assert match.start >= last
        assert match.readings
        assert folded(match.surface) in names().table
        last = match.end


def test_long_texts_are_quick() -> None:
    text = (
        "Envoys from Chile and Peru met Kenyan and Danish officials over shells, said the town's only newspaper. "
        * 10_000
    )
    start = time.process_time()
    count = len(names().find(text))
    seconds = time.process_time() - start
    assert count == 5 * 10_000
    assert len(text) / seconds > 1_000_000
