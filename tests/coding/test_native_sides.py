"""Sides and days in French and Spanish: capitals, offices and bodies without a state, names beside them, own dates."""

from __future__ import annotations

import pytest
from tests.coding.native import read, states


@pytest.mark.parametrize(
    ("language", "text", "entity"),
    [
        ("fr", "La Russie a demandé à Kiev de retirer ses troupes.", "state:UKR"),
        ("fr", "Le ministre iranien est arrivé à Pyongyang.", "place:1871859"),
        ("es", "Pakistán ha exigido a Kabul que entregue a los rebeldes.", "state:AFG"),
        ("es", "El ministro iraní llegó a Pionyang.", "place:1871859"),
        ("fr", "La marine péruvienne a attaqué un navire.", "organisation:per-navy"),
        ("es", "La Guardia Costera de Chile atacó un barco.", "organisation:chl-coast-guard"),
        (
            "fr",
            "À Lima, le ministère des Affaires étrangères a condamné le Chili.",
            "organisation:per-foreign-ministry",
        ),
        ("es", "Kenia protestó. Su embajada cerró ayer.", "organisation:ken-embassy"),
        ("es", "Somalia acusó a las Fuerzas de Defensa de Kenia de mentir.", "group:ken-troops"),
    ],
)
def test_a_side_has_the_id_that_it_has_in_english(language: str, text: str, entity: str) -> None:
    assert entity in read(language, text).entities


@pytest.mark.parametrize(
    ("language", "text", "person", "state"),
    [
        ("fr", "L'ambassadrice du Kenya à Lima, Wanjiru Kamau, a condamné le Chili.", "person:wanjiru-kamau", "KEN"),
        ("fr", "Le vice-ministre chilien du Commerce, Pedro Rojas, a condamné Lima.", "person:pedro-rojas", "CHL"),
        ("es", "Noruega protestó. Su portavoz, Lars Haugen, condenó a Rusia.", "person:lars-haugen", "NOR"),
    ],
)
def test_a_name_in_apposition_holds_the_office(language: str, text: str, person: str, state: str) -> None:
    reading = read(language, text)
    assert reading.entities[person].state == state
    assert [event.actors for event in reading.events if event.type == "ACCUSE"][-1] == [person]


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("fr", "La Pologne a suspendu l'accord en juillet.", ["2024-07"]),
        ("fr", "Le Kenya a invité la Somalie à rouvrir leur frontière, fermée en 2023.", [None]),
        ("fr", "Le lundi 20 janvier, la Norvège a condamné la Russie.", ["2025-01-20"]),
        ("es", "El lunes, Noruega dijo que Rusia había atacado a Ucrania.", [None]),
        ("es", "Chile acusó el lunes a Perú de atacar a Bolivia la semana pasada.", ["2025-03-10", "2025-03-03"]),
    ],
)
def test_an_act_is_dated_by_its_own_clause(language: str, text: str, days: list[str | None]) -> None:
    assert [event.when.value for event in read(language, text).events] == days


@pytest.mark.parametrize(
    ("language", "text", "side"),
    [
        ("fr", "Les Forces armées du Kenya (FAK) sont parties. Les FAK ont attaqué la Somalie.", ("KEN", "SOM")),
        ("es", "La Guardia Costera de Filipinas (GCF) calla. Noruega condenó a la GCF.", ("NOR", "PHL")),
        ("fr", "Le Pérou a fermé un port du Chili. La junte péruvienne accuse son voisin de mentir.", ("PER", "CHL")),
        ("es", "Perú cerró un puerto de Chile. El Gobierno peruano acusa a su vecino de mentir.", ("PER", "CHL")),
    ],
)
def test_who_was_named_before_is_known_by_fewer_words(language: str, text: str, side: tuple[str, str]) -> None:
    reading = read(language, text)
    last = reading.events[-1]
    assert (states(reading, last.actors), states(reading, last.recipients)) == side
