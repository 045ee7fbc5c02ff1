"""Own-written pairs of names: which are hits and which are not, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.screening.conftest import entry, subject

from dragoman.knowledge.screening import screening
from dragoman.screening.hits import ScreenHit
from dragoman.screening.screen import Screen
from dragoman.screening.spelling import core

PAIRS: dict[str, list[dict[str, Any]]] = yaml.safe_load(Path(__file__).with_name("pairs.yaml").read_text("utf-8"))
DEFAULT = {"person": "Person", "organisation": "Company", "group": "Organization"}


def hits(row: dict[str, Any], least: float = 0.8) -> list[ScreenHit]:
    listed = entry(
        row.get("schema", DEFAULT[row["kind"]]), row["listed"], weakAlias=row.get("weak", []), country=row["countries"]
    )
    return Screen([subject(row["name"], row["kind"], row["state"])], min_score=least).hits(listed)


@pytest.mark.parametrize(
    ("section", "count", "precision", "recall"), [("pairs", 60, 0.97, 0.97), ("later", 28, 0.95, 0.9)]
)
def test_precision_and_recall(section: str, count: int, precision: float, recall: float) -> None:
    rows = PAIRS[section]
    assert len(rows) >= count
    found = [bool(hits(row)) for row in rows]
    right = sum(hit and row["match"] for hit, row in zip(found, rows, strict=True))
    wrong = [row for hit, row in zip(found, rows, strict=True) if hit != row["match"]]
    assert right / sum(found) >= precision, wrong
    assert right / sum(row["match"] for row in rows) >= recall, wrong


def test_a_hit_says_which_parts_agree_and_what_speaks_against_it() -> None:
    listed = entry("Person", ["Evgenii Ivanovich PRIMEROV"], country=["kz"])
    (hit,) = Screen([subject("Yevgeny Primerov", state="RUS")], min_score=0).hits(listed)
    assert [(part.store, part.listed, part.how, part.edits) for part in hit.parts] == [
        ("yevgeny", "evgenii", "two forms of one name", 3),
        ("primerov", "primerov", "spelt alike", 0),
        ("", "ivanovich", "the store's name lacks it", 9),
    ]
    assert hit.reasons[0].startswith("names 0.89: 'Yevgeny Primerov' and 'Evgenii Ivanovich PRIMEROV'")
    assert hit.against == (
        "'ivanovich': the store's name lacks it",
        "of RUS in the articles, of kz in the list (x 0.75)",
    )
    assert hit.score == pytest.approx(0.886 * 0.75, abs=0.001)


def test_kinds_of_company_agree_without_counting_much() -> None:
    listed = entry("Company", ["Primer Ocean Lines LLC"], country=["ru"])
    (hit,) = Screen([subject("JSC Primer Ocean Lines", "organisation", "RUS")], min_score=0).hits(listed)
    assert hit.score > 0.9


@pytest.mark.parametrize(
    ("properties", "lower"), [({"nationality": ["ru"]}, 1.0), ({}, 0.95), ({"nationality": ["br"]}, 0.75)]
)
def test_states_agree_are_unknown_or_differ(properties: dict[str, list[str]], lower: float) -> None:
    (hit,) = Screen([subject("Ada Exemplar", state="RUS")], min_score=0).hits(
        entry("Person", ["Ada Exemplar"], **properties)
    )
    assert hit.score == lower


def test_a_dependency_agrees_with_the_state_that_its_acts_are_counted_under() -> None:
    (hit,) = Screen([subject("Ocean Sample Trading", "organisation", "GBR")]).hits(
        entry("Company", ["Ocean Sample Trading"], jurisdiction=["ky"])
    )
    assert "both of GBR" in hit.reasons


def test_a_former_flag_agrees_but_its_absence_speaks_against_nothing() -> None:
    ship = subject("MV Blue Sample", "organisation", "PAN")
    past = entry("Vessel", ["Blue Sample"], flag=["lr"], pastFlags=["pa"])
    (hit,) = Screen([ship]).hits(past)
    assert hit.score == 1.0
    assert "both of PAN" in hit.reasons


def test_a_weak_alias_counts_less_than_a_name() -> None:
    screen = Screen([subject("Omar Darb", state="SDN")], min_score=0)
    (strong,) = screen.hits(entry("Person", ["Omar Darb"], country=["sd"]))
    (weak,) = screen.hits(entry("Person", ["Another Name"], weakAlias=["Omar Darb"], country=["sd"]))
    assert weak.score == pytest.approx(0.8 * strong.score)
    assert "the list knows it only weakly by this name (x 0.8)" in weak.against


def test_a_surname_alone_is_never_a_hit_whatever_the_least_score() -> None:
    screen = Screen([subject("Primerov", state="RUS"), subject("al-Mithal", state="SYR", id_="person:2")], min_score=0)
    assert screen.subjects["person"] == 0
    assert screen.lone == 2
    assert screen.hits(entry("Person", ["Ivan Primerov", "Primerov", "Bashar al-Mithal"], country=["ru"])) == []


def test_the_best_of_several_names_is_the_one_hit() -> None:
    listed = entry("Person", ["Ada M. Exemplar-Sample"], alias=["Ada Exemplar", "A. Exemplar"], country=["no"])
    (hit,) = Screen([subject("Ada Exemplar", state="NOR")]).hits(listed)
    assert (hit.listed_name, hit.list_name, hit.score) == ("Ada Exemplar", "Ada M. Exemplar-Sample", 1.0)


def test_a_known_person_is_also_found_by_the_aliases_in_the_knowledge() -> None:
    (hit,) = Screen([subject("Choe Son Hui", state="PRK", id_="person:choe-son-hui")]).hits(
        entry("Person", ["CHOE, Sun-hui"], country=["kp"])
    )
    assert hit.score == 1.0
    assert hit.own_name == "Choe Sun-hui"


def test_only_the_kinds_that_are_asked_for_are_compared() -> None:
    subjects = [subject("Lena Muster", state="DEU"), subject("Lena Muster", "organisation", "DEU", "organisation:1")]
    listed = entry("LegalEntity", ["Lena Muster"], country=["de"])
    assert {hit.kind for hit in Screen(subjects).hits(listed)} == {"person", "organisation"}
    assert {hit.kind for hit in Screen(subjects, ["organisation"]).hits(listed)} == {"organisation"}


def test_the_data_name_every_category_of_the_library() -> None:
    names = {name for name in dir(core().SymbolCategory) if name.isupper()}
    assert names <= set(screening().parts)
