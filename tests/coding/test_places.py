"""Places in texts: which names are places, which place each is, and what stands in the record."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from dragoman.coding.pipeline import load_pipeline
from dragoman.coding.reading import Reading
from dragoman.knowledge.gazetteer import gazetteer
from dragoman.record import Entity, Mention


@lru_cache(maxsize=1)
def pipeline() -> Language:
    return load_pipeline(["dragoman_places"])


def read(text: str) -> Reading:
    return Reading.of(pipeline()(text))


def places(text: str) -> dict[str, Entity]:
    reading = read(text)
    return {m.text: reading.entities[m.entity] for m in reading.mentions if m.kind == "place"}


def mention(reading: Reading, text: str, kind: str = "place") -> Mention:
    return next(m for m in reading.mentions if m.text == text and m.kind == kind)


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("The delegation flew on to Komsomolsk-on-Amur overnight.", "Komsomolsk-on-Amur", "place:2021851"),
        ("The ship left Vladivostok for a naval exercise.", "Vladivostok", "place:2013348"),
        ("The summit was held on Russky Island in 2012.", "Russky Island", "place:russky-island"),
        ("Tankers pass through the Strait of Hormuz every hour.", "Strait of Hormuz", "place:strait-of-hormuz"),
        ("A governor of Primorye resigned.", "Primorye", "place:2017623"),
        ("The lorries wait at the Rafah crossing.", "Rafah crossing", "place:rafah-crossing"),
    ],
)
def test_a_place_is_found_with_its_id(text: str, name: str, place: str) -> None:
    found = places(text)[name]
    assert found.id == place
    assert found.known
    assert found.lat is not None
    assert found.lon is not None
    assert found.reasons


def test_precision_says_how_fine_a_point_is() -> None:
    found = places("From Vladivostok the road runs through Primorye to Russky Island and on across Asia.")
    assert {name: entity.geo_precision for name, entity in found.items()} == {
        "Vladivostok": "city", "Primorye": "region", "Russky Island": "region", "Asia": "continent",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name", "area"),
    [
        ("Two men were held in Athens, Ohio, on Friday.", "Athens", "5165418"),
        ("The mill in Paris, Texas, has closed.", "Paris", "4736286"),
        ("She was born in Charleston, W.Va., and never left.", "Charleston", "4826850"),
        ("Fighting reached the outskirts of Tripoli (Lebanon) at noon.", "Tripoli", "LBN"),
    ],
)
def test_what_the_text_says_about_where_a_place_lies_goes_before_its_fame(text: str, name: str, area: str) -> None:
    entity = places(text)[name]
    place = gazetteer().place(entity.id.removeprefix("place:"))
    assert place is not None
    assert area in (place.admin1, place.country_iso3)
    assert entity.reasons[0].startswith("contained in")


def test_two_places_of_one_name_stay_apart_where_the_text_tells_them_apart() -> None:
    reading = read("Buses link Columbus, Georgia, and Columbus, Ohio, twice a week.")
    found = [m.entity for m in reading.mentions if m.text == "Columbus"]
    assert len(found) == len(set(found)) == 2


def test_one_name_has_one_sense_in_a_document() -> None:
    reading = read("A bridge fell in Richmond, Indiana. Crews from Richmond and Dayton worked all night in Richmond.")
    assert len({m.entity for m in reading.mentions if m.text == "Richmond"}) == 1


def test_the_other_places_of_the_document_decide() -> None:
    american = places("Atlanta and Savannah are the largest ports of Georgia, ahead of Augusta and Macon.")
    assert american["Georgia"].state == "USA"
    reading = read(
        "Armenia, Azerbaijan and Georgia signed the treaty in Tbilisi, said officials from Russia and Turkey."
    )
    assert mention(reading, "Georgia", "state").entity == "state:GEO"
    assert "Georgia" not in {m.text for m in reading.mentions if m.kind == "place"}


def test_a_word_for_an_area_picks_the_area() -> None:
    found = places("Drones hit the Kharkiv region. The mayor of Kharkiv said that nobody was hurt.")
    assert found["Kharkiv"].geo_precision == "city"
    reading = read("Drones hit the Kharkiv region. The mayor of Kharkiv said that nobody was hurt.")
    assert {reading.entities[m.entity].geo_precision for m in reading.mentions if m.text == "Kharkiv"} == {
        "region",
        "city",
    }
    assert places("A depot burned in Tver region.")["Tver"].geo_precision == "region"


@pytest.mark.parametrize(
    "text",
    [
        "Jordan Henderson scored twice before half-time.",
        "Paris Hilton opened the new hotel.",
        "Dr. Lincoln said that the patient was well.",
        "Sydney Carter told the court that she saw nothing. Carter wept.",
        "Nice weather is rare in March.",
    ],
)
def test_persons_and_words_are_no_places(text: str) -> None:
    assert places(text) == {}


def test_a_surname_stays_a_person() -> None:
    found = places("Martin Lancaster leads the union. Lancaster said the strike would go on in Leeds.")
    assert "Lancaster" not in found
    assert "Leeds" in found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The plane landed at Kazan Airport after midnight.", "Kazan"),
        ("She teaches law at the University of Zagreb in spring.", "Zagreb"),
        ("Officers of the Gdansk Police Department searched the house.", "Gdansk"),
    ],
)
def test_places_inside_the_names_of_organisations_are_embedded(text: str, name: str) -> None:
    assert mention(read(text), name).form == "embedded"


def test_a_capital_that_stands_for_its_government_is_still_a_place() -> None:
    assert places("Moscow has turned to its allies for help.")["Moscow"].id == "place:524901"
    assert places("Tehran rejected the offer from Ankara.").keys() == {"Tehran", "Ankara"}


def test_datelines_are_places() -> None:
    assert places("NAIROBI (Wire) - Farmers blocked the main road on Monday.")["NAIROBI"].state == "KEN"


def test_a_disputed_area_says_so_in_its_reasons() -> None:
    entity = places("Snow closed the roads in the Golan Heights on Sunday.")["Golan Heights"]
    assert entity.state is None
    assert any("Israel" in reason and "Syria" in reason for reason in entity.reasons)


def test_a_place_outside_the_gazetteer_has_no_point_and_a_reason() -> None:
    reading = read("The convoy turned into Victory Avenue near Minsk and stopped.")
    road = reading.entities[mention(reading, "Victory Avenue").entity]
    assert (road.lat, road.lon, road.known) == (None, None, False)
    assert "not in the gazetteer" in road.reasons[0]


def test_a_name_that_many_places_bear_alike_gets_no_point() -> None:
    entity = places("The library in Springfield will close in June.")["Springfield"]
    assert (entity.lat, entity.geonames_id, entity.known) == (None, None, False)
    assert "nothing says which" in entity.reasons[0]
    assert places("The library in Springfield, Missouri, will close.")["Springfield"].lat is not None


def test_a_state_before_a_place_says_where_it_lies() -> None:
    entity = places("Clashes broke out near Mali's Kidal on Thursday.")["Kidal"]
    assert entity.state == "MLI"
    assert entity.reasons == ["contained in Mali: the text says so"]


def test_washington_is_the_capital_unless_the_text_speaks_of_the_state() -> None:
    assert places("Washington imposed new sanctions on Friday.")["Washington"].id == "place:4140963"
    assert places("Farms near Yakima, Washington, lost their apples.")["Washington"].geo_precision == "region"


def test_states_are_found_without_the_actors() -> None:
    reading = read("Talks between Norway and Swedish officials went on.")
    norway = mention(reading, "Norway", "state")
    assert reading.entities[norway.entity].lat is not None
    assert mention(reading, "Swedish", "state").form == "demonym"


def test_a_text_without_places_and_an_empty_one_give_none() -> None:
    assert places("") == {}
    assert places("nothing happened here at all") == {}


NAMES = st.sampled_from(
    ["Kazan", "Aden", "Springfield, Ill.", "Mr Baku", "the Lena River", "West Bank", "Goma’s", "X", "–", "\n"]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=8), st.sampled_from([" in ", ", ", " and ", " "]))
def test_every_span_is_its_slice_and_every_place_has_a_reason(names: list[str], between: str) -> None:
    text = "They met" + between + between.join(names) + "."
    reading = read(text)
    for m in reading.mentions:
        assert text[m.start : m.end] == m.text != ""
        entity = reading.entities[m.entity]
        assert (entity.lat is None) == (entity.lon is None)
        assert entity.kind != "place" or entity.reasons
