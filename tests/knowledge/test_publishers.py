"""Publishers are found by host, by class and by generic phrase."""

from __future__ import annotations

import pytest

from dragoman.knowledge.data import load_data
from dragoman.knowledge.organisations import organisations
from dragoman.knowledge.publishers import ambiguous_aliases, publishers
from dragoman.knowledge.states import states


@pytest.mark.parametrize(
    ("host", "id_"),
    [("apnews.com", "ap"), ("www.apnews.com", "ap"), ("EDITION.CNN.COM", "cnn"), ("tass.com:443", "tass")],
)
def test_a_publisher_is_found_by_its_host(host: str, id_: str) -> None:
    found = publishers().by_domain(host)
    assert found is not None
    assert found.id == id_


@pytest.mark.parametrize("host", ["notapnews.com", "com", "", "example.org"])
def test_other_hosts_are_nobody(host: str) -> None:
    assert publishers().by_domain(host) is None


def test_seats_are_states_or_known_organisations() -> None:
    for row in publishers().by_id.values():
        assert (row.state in states()) if row.state else (row.organisation in organisations()), row.id


def test_generic_phrases_name_known_publishers() -> None:
    for reference in publishers().references.values():
        assert set(reference.publishers) <= set(publishers().by_id), reference.phrase
        assert reference.country is None or reference.country in states()
    found = publishers().generic("North Korean State Media")
    assert found is not None
    assert (found.country, found.source_class) == ("PRK", "state_media")
    assert publishers().generic("the village newsletter") is None


def test_classes_have_terms() -> None:
    terms = load_data("publishers")["class_terms"]
    assert {row.source_class for row in publishers().by_id.values()} <= set(terms)


def test_publishers_of_a_state_by_class() -> None:
    assert "xinhua" in publishers().of("CHN", "state_media")
    assert publishers().of("NRU", "state_media") == []


def test_aliases_that_are_shared_are_listed() -> None:
    owners: dict[str, set[str]] = {}
    for row in publishers().by_id.values():
        for name in {row.name, *row.aliases} if not row.institution else ():
            owners.setdefault(name, set()).add(row.id)
    shared = {name: sorted(ids) for name, ids in owners.items() if len(ids) > 1}
    assert shared == {name: sorted(ids) for name, ids in ambiguous_aliases().items()}


def test_doubtful_names_are_names() -> None:
    every = {name for row in publishers().by_id.values() for name in (row.name, *row.aliases)}
    assert set(load_data("publishers")["needs_context"]) <= every
