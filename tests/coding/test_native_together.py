"""What several do together in French and Spanish: truces, exchanges, acts done to each other, and who only helps."""

from __future__ import annotations

import pytest
from tests.coding.native import read, states


@pytest.mark.parametrize(
    ("language", "text", "type_"),
    [
        ("fr", "Le Mali et l'Algérie ont signé un cessez-le-feu.", "SUPPORT"),
        ("fr", "Le Mali et l'Algérie ont conclu une trêve avec la médiation du Qatar.", "SUPPORT"),
        ("fr", "Le Mali et l'Algérie ont signé un cessez-le-feu sous l'égide du Qatar et de la Turquie.", "SUPPORT"),
        ("fr", "Le Mali et l'Algérie ont convenu d'une trêve.", "SUPPORT"),
        ("fr", "Le Mali et l'Algérie se sont mis d'accord sur un cessez-le-feu.", "SUPPORT"),
        ("fr", "Le Mali et l'Algérie s'accordent à Doha sur une trêve.", "SUPPORT"),
        ("es", "Malí y Argelia se pusieron de acuerdo sobre un alto el fuego.", "SUPPORT"),
        ("fr", "Le Mali et l'Algérie sont parvenus à un cessez-le-feu.", "SUPPORT"),
        ("fr", "Le Mali a proclamé une trêve avec l'Algérie.", "CONCEDE"),
        ("es", "Malí y Argelia firmaron un alto el fuego con la mediación de Catar y Turquía.", "SUPPORT"),
        ("es", "Malí y Argelia acordaron una tregua.", "SUPPORT"),
        ("es", "Malí y Argelia pactaron una tregua bajo los auspicios de Catar.", "SUPPORT"),
        ("es", "Malí y Argelia alcanzaron un alto el fuego.", "SUPPORT"),
        ("es", "Malí anunció un alto el fuego con Argelia.", "CONCEDE"),
    ],
)
def test_a_truce_is_signed_agreed_or_declared_by_both(language: str, text: str, type_: str) -> None:
    reading = read(language, text)
    (event,) = reading.events
    assert (event.type, states(reading, event.actors), states(reading, event.recipients)) == (type_, "MLI", "DZA")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "L'Arménie a échangé des prisonniers avec l'Azerbaïdjan."),
        ("fr", "L'Arménie et l'Azerbaïdjan échangent 40 prisonniers de guerre."),
        ("fr", "Un échange de prisonniers entre l'Arménie et l'Azerbaïdjan a eu lieu lundi."),
        ("es", "Armenia y Azerbaiyán canjearon 40 prisioneros."),
        ("es", "Armenia y Azerbaiyán intercambiaron prisioneros de guerra."),
        ("es", "Un canje de prisioneros entre Armenia y Azerbaiyán tuvo lugar el lunes."),
    ],
)
def test_an_exchange_of_prisoners_is_a_release_between_both(language: str, text: str) -> None:
    reading = read(language, text)
    (event,) = reading.events
    assert (event.type, event.mode) == ("RETREAT", "release")
    assert (states(reading, event.actors), states(reading, event.recipients)) == ("ARM", "AZE")


@pytest.mark.parametrize(
    ("language", "text", "type_"),
    [
        ("fr", "L'Arménie et l'Azerbaïdjan se sont accusés mutuellement d'avoir menti.", "ACCUSE"),
        ("es", "Armenia y Azerbaiyán se acusaron mutuamente de mentir.", "ACCUSE"),
        ("es", "Armenia y Azerbaiyán se sancionaron mutuamente.", "SANCTION"),
    ],
)
def test_what_two_do_to_each_other_has_both_on_both_sides(language: str, text: str, type_: str) -> None:
    reading = read(language, text)
    (event,) = reading.events
    assert event.type == type_
    assert states(reading, event.actors) == states(reading, event.recipients) == "ARM AZE"


@pytest.mark.parametrize(
    ("language", "text", "sides"),
    [
        (
            "fr",
            "Les ministres de la Défense du Chili et du Pérou, Ana Rojas et Luis Quispe, ont signé un accord.",
            {"ana-rojas": "CHL", "luis-quispe": "PER"},
        ),
        (
            "fr",
            "Les présidents kényan et somalien, John Mwangi et Ali Hassan, se sont rencontrés à Nairobi.",
            {"john-mwangi": "KEN", "ali-hassan": "SOM"},
        ),
        (
            "fr",
            "Les ministres chiliens Ana Rojas et Luis Quispe ont condamné le Pérou.",
            {"ana-rojas": "CHL", "luis-quispe": "CHL"},
        ),
        (
            "es",
            "Los ministros de Exteriores de Chile y Perú, Ana Rojas y Luis Quispe, firmaron un tratado.",
            {"ana-rojas": "CHL", "luis-quispe": "PER"},
        ),
        (
            "es",
            "Los presidentes chileno, Pedro Rojas, y peruano, Luis Quispe, firmaron un tratado.",
            {"pedro-rojas": "CHL", "luis-quispe": "PER"},
        ),
    ],
)
def test_each_of_several_holders_serves_one_state(language: str, text: str, sides: dict[str, str]) -> None:
    reading = read(language, text)
    (event,) = reading.events
    told = {name.removeprefix("person:"): reading.entities[name].state for name in (*event.actors, *event.recipients)}
    assert sides.items() <= told.items()
    assert not any(name.startswith("group:") for name in event.actors)
