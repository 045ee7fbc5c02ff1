"""Articles and claims as JSON-LD: the shape that schema.org gives them, over the whole example desk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.formats.tellings import desk_told, event, foreign, report, undated, written

from dragoman.formats.schema_org import write_claims
from dragoman.store.stream import Told

# What schema.org's vocabulary lets an object of a type have, as far as it is written: the types of its values.
THING = {"@type": str, "@id": str, "@context": str, "identifier": (str, list), "name": str, "url": str}
WORK = THING | {"inLanguage": str, "datePublished": str, "keywords": list}
SHAPES: dict[str, dict[str, Any]] = {
    "NewsArticle": WORK | {"headline": str, "author": list, "publisher": dict},
    "Claim": WORK
    | {"text": str, "author": dict, "appearance": dict, "firstAppearance": dict, "about": dict},
    "Event": THING
    | {"startDate": str, "endDate": str, "location": dict, "keywords": list, "description": str, "subjectOf": dict},
    "Place": THING | {"description": str, "address": dict, "geo": dict},
    "PostalAddress": THING | {"addressCountry": str},
    "GeoCoordinates": THING | {"latitude": float, "longitude": float},
    "Person": THING | {"alternateName": str},
    "Organization": THING | {"alternateName": str},
    "CreativeWork": THING,
    "PropertyValue": THING | {"propertyID": str, "value": str},
}  # fmt: skip


@pytest.fixture(scope="module")
def told(example: Path) -> list[Told]:
    return desk_told(example)


def read(told: list[Told]) -> list[dict[str, Any]]:
    data, number = written(write_claims, told)
    lines = data.decode().splitlines()
    assert len(lines) == number
    found = [json.loads(line) for line in lines]
    for one in found:
        assert one["@context"] == "https://schema.org"
        assert one["@type"] in ("NewsArticle", "Claim", "Event")
        check(one)
    return found


def check(node: dict[str, Any]) -> None:
    """A node has only what its type has; one of unknown type only what every thing has."""
    shape = SHAPES[node["@type"]] if "@type" in node else THING | {"alternateName": str}
    for name, value in node.items():
        assert isinstance(value, shape[name]), (node.get("@type"), name, value)
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                check(inner)


def test_every_article_is_there_once_and_every_attributed_report_is_a_claim(told: list[Told]) -> None:
    found = read(told)
    articles = [one["identifier"] for one in found if one["@type"] == "NewsArticle"]
    assert sorted(articles) == sorted({each.article.id for one in told for each in one.reports})
    claims = {one["identifier"]: one for one in found if one["@type"] == "Claim"}
    said = {each.id: (one, each) for one in told for each in one.reports if each.saying is not None}
    assert claims.keys() == said.keys()
    for name, claim in claims.items():
        one, each = said[name]
        assert claim["appearance"].get("url") == each.article.url
        assert claim["about"]["identifier"] == one.event.id
        assert claim["appearance"]["@id"] in {f"urn:dragoman:article:{article}" for article in articles}
    assert not [one for one in found if one["@type"] == "Event"]


def test_the_author_is_who_claims_it_with_the_words_of_the_article() -> None:
    _, claim = read([Told(event=event(), reports=[report()])])
    assert claim["author"] == {"@type": "Person", "name": "Ana Ruiz", "alternateName": "l'envoyée Ruiz"}
    assert claim["text"] == "Le Pérou est venu à Sucre."
    assert claim["inLanguage"] == "fr"
    assert claim["about"]["startDate"] == "2031-05-02"
    assert claim["about"]["location"]["geo"]["longitude"] == -65.26


def test_a_denial_is_not_turned_into_a_claim_of_what_is_denied() -> None:
    one = report()
    assert one.saying is not None
    denial = one.model_copy(update={"saying": one.saying.model_copy(update={"stance": "deny"})})
    _, claim = read([Told(event=event(), reports=[denial])])
    assert claim["text"] == one.sentence
    assert "stance: deny" in claim["keywords"]


def test_no_source_has_no_author_and_no_first_appearance() -> None:
    one = report()
    assert one.saying is not None
    nobody = one.saying.model_copy(update={"source": None, "source_entity": None})
    _, claim = read([Told(event=event(), reports=[one.model_copy(update={"saying": nobody})])])
    assert "author" not in claim
    assert "firstAppearance" not in claim


def test_the_first_appearance_is_the_earliest_dated_article_of_the_same_source() -> None:
    later = report(article="ar-0000000000009", id="em-0000000000009", published="2031-05-03T08:30Z")
    undated = report(article="ar-0000000000008", id="em-0000000000008", published=None)
    found = read([Told(event=event(), reports=[later, report(), undated])])
    # 09:00 at two hours east of Greenwich is before 08:30 there.
    first = {one["firstAppearance"]["@id"] for one in found if one["@type"] == "Claim"}
    assert first == {"urn:dragoman:article:ar-0000000000001"}


def test_an_event_without_dates_has_none() -> None:
    article, claim = read([undated()])
    assert "datePublished" not in article
    assert not {"startDate", "endDate", "location"} & claim["about"].keys()
    assert "firstAppearance" not in claim


def test_a_foreign_event_is_an_event_without_claims() -> None:
    (one,) = read([foreign()])
    assert one["@type"] == "Event"
    assert one["identifier"][1] == {"@type": "PropertyValue", "propertyID": "gdelt", "value": "1234567"}
    assert one["subjectOf"]["url"] == "https://paper.example/a"


def test_a_report_in_no_ones_words_gives_an_article_alone() -> None:
    (one,) = read([Told(event=event(), reports=[report(saying=None)])])
    assert one["@type"] == "NewsArticle"
    assert one["author"] == [{"@type": "Person", "name": "Luc Roy"}]
