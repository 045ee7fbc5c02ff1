"""Leaders: terms are well formed, holders are found by office and day, surnames by day and rank."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.knowledge.data import load_data
from dragoman.knowledge.leaders import first_day, last_day, leaders, read_reign
from dragoman.knowledge.organisations import groups, organisations
from dragoman.knowledge.states import states

ALL_TERMS = [term for person in leaders().persons.values() for term in person.terms]


def test_terms_refer_to_what_is_known() -> None:
    for term in ALL_TERMS:
        assert term.state is None or term.state in states(), term
        assert term.organisation is None or term.organisation in organisations(), term
        assert term.group is None or term.group in groups(), term
        assert term.state or term.organisation


def test_terms_run_forwards_within_living_memory() -> None:
    for term in ALL_TERMS:
        assert term.to is None or term.from_ <= term.to, term
        assert date(1900, 1, 1) < term.from_ <= date(2026, 11, 23), term


def test_sources_and_confidence_are_the_declared_ones() -> None:
    data = load_data("leaders")
    for row in data["terms"]:
        assert set(row.get("sources", ())) <= set(data["meta"]["sources"]), row
        assert row["confidence"] in data["meta"]["confidence_terms"], row
        assert row["role"] in data["role_terms"], row


def test_no_term_is_told_twice() -> None:
    keys = [(term.person_id, term.state, term.organisation, term.role, term.from_) for term in ALL_TERMS]
    assert len(keys) == len(set(keys))


def test_a_person_with_several_terms_is_one_person() -> None:
    trump = leaders().persons["person:donald-trump"]
    assert [term.from_.year for term in trump.terms if term.role == "HOS"] == [2025, 2017]


@pytest.mark.parametrize(
    ("state", "role", "on", "person"),
    [
        ("KOR", "HOS", date(2023, 9, 18), "Yoon Suk-yeol"),
        ("RUS", "DM", date(2023, 9, 18), "Sergei Shoigu"),
        ("RUS", "DM", date(2025, 3, 1), "Andrey Belousov"),
        ("USA", "FM", date(2012, 5, 1), "Hillary Clinton"),
        ("USA", "HOS", date(1962, 10, 22), "Kennedy"),
        ("FRA", "HOS", date(1984, 1, 1), "Mitterand"),
        ("organisation:nato", "ORG", date(2022, 6, 1), "Jens Stoltenberg"),
    ],
)
def test_who_held_an_office_on_a_day(state: str, role: str, on: date, person: str) -> None:
    assert leaders().holders(state, {role}, on)[0].person == person


def test_nobody_holds_an_office_that_nobody_is_known_to_hold() -> None:
    assert leaders().holders("NRU", {"DM"}, date(2020, 1, 1)) == []


def test_the_historical_list_ends_in_march_2021() -> None:
    heads = leaders().holders("VUT", {"HOS", "HOG"}, date(2021, 3, 1))
    assert [term.role for term in heads] == ["LED"]
    assert leaders().holders("VUT", {"HOS", "HOG"}, date(2021, 4, 1)) == []


def test_a_shared_surname_goes_to_whoever_is_in_office_then_to_the_higher_office() -> None:
    in_2023 = leaders().by_surname("Kim", date(2023, 9, 18))
    assert in_2023[0].person == "Kim Jong Un"
    assert leaders().by_surname("Bush", date(1990, 8, 2))[0].person == "George H. W. Bush"
    assert leaders().by_surname("Bush", date(2003, 3, 20))[0].person == "George W. Bush"


def test_a_surname_is_found_without_its_accents_and_its_article() -> None:
    assert leaders().by_surname("Vučić")[0].state == "SRB"
    assert leaders().by_surname("Vucic")[0].state == "SRB"
    assert {term.state for term in leaders().by_surname("Sisi")} == {"EGY"}


def test_family_names_come_first_where_they_do() -> None:
    assert "Moon" in leaders().persons["person:moon-jae-in"].surnames
    assert "Wen" in leaders().persons["person:wen-jiabao"].surnames


def test_the_historical_list_is_whole() -> None:
    assert len(read_reign()) == 2524
    assert {row.state for row in read_reign()} <= set(states())


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2090, 1, 1)))
def test_a_stamp_of_less_precision_spans_its_days(day: date) -> None:
    for length in (4, 7, 10):
        stamp = day.isoformat()[:length]
        assert first_day(stamp) <= day <= last_day(stamp)
        assert first_day(stamp).isoformat()[:length] == last_day(stamp).isoformat()[:length] == stamp
