"""A STIX 2.1 bundle, read back by stix2 over the whole example desk."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import stix2
from tests.formats.tellings import denied, desk_told, event, foreign, report, undated, written

from dragoman.formats.stix import write_bundle
from dragoman.store.stream import Told


@pytest.fixture(scope="module")
def told(example: Path) -> list[Told]:
    return desk_told(example)


def read(told: list[Told]) -> list[Any]:
    """The objects of a bundle that stix2 takes without custom parts, in which every reference leads to an object."""
    data, number = written(write_bundle, told)
    bundle = stix2.parse(data.decode(), allow_custom=False)
    assert len(bundle.objects) == number
    ids = {one.id for one in bundle.objects}
    assert len(ids) == number, "an object stands twice"
    for one in json.loads(data)["objects"]:
        refs = [value for key, value in one.items() if key.endswith("_ref")]
        refs += [name for key, value in one.items() if key.endswith("_refs") for name in value]
        assert set(refs) <= ids, one
        assert one["created"] <= one["modified"]
    return list(bundle.objects)


def only(objects: list[Any], kind: str) -> list[Any]:
    return [one for one in objects if one.type == kind]


def test_the_whole_desk_is_valid_stix(told: list[Told]) -> None:
    objects = read(told)
    assert len(only(objects, "note")) == len(told)
    articles = {each.article.id: each.article for one in told for each in one.reports}
    reported = {one.external_references[0].external_id: one for one in only(objects, "report")}
    assert reported.keys() == articles.keys()
    for name, one in reported.items():
        assert one.external_references[0].url == articles[name].url
        assert any(ref.startswith("note--") for ref in one.object_refs)
    assert {one.type for one in objects} == {
        "identity", "location", "note", "opinion", "relationship", "report",
    }  # fmt: skip
    codes = {one.country for one in only(objects, "location") if "country" in one}
    assert {"KP", "RU"} <= codes
    assert all(len(code) == 2 for code in codes)


def test_acts_are_relationships_with_grade_days_and_sources() -> None:
    objects = read([Told(event=event(), reports=[report()])])
    (act,) = [one for one in only(objects, "relationship") if one.relationship_type == "consult"]
    named = {one.id: one for one in objects}
    assert (named[act.source_ref].name, named[act.target_ref].name) == ("Peru", "Ana Ruiz")
    assert act.confidence == 70
    assert str(act.start_time) == "2031-05-02 00:00:00+00:00"
    assert str(act.stop_time) == "2031-05-02 23:59:59.999000+00:00"
    assert str(act.created) == "2031-05-03 07:00:00+00:00"
    assert [one.source_name for one in act.external_references] == ["dragoman", "Le Courrier"]
    (note,) = only(objects, "note")
    assert "“Le Pérou est venu à Sucre, a dit l'envoyée Ruiz.” (Le Courrier, 2031-05-03" in note.content
    (place,) = [one for one in only(objects, "location") if "latitude" in one]
    assert (place.latitude, place.longitude, place.country) == (-19.03, -65.26, "BO")


@pytest.mark.parametrize(
    ("factuality", "kind"),
    [("happened", "assault"), ("historical", "assault"), ("future", "assault-future"),
     ("hypothetical", "assault-hypothetical"), ("negated", "assault-negated")],
)  # fmt: skip
def test_what_was_not_done_is_no_plain_relationship(factuality: str, kind: str) -> None:
    objects = read([Told(event=event(type="ASSAULT", factuality=factuality), reports=[report()])])
    assert kind in {one.relationship_type for one in only(objects, "relationship")}


def test_a_party_that_denies_disagrees() -> None:
    objects = read([denied("happened", contested=True)])
    said = {one.authors[0]: one for one in only(objects, "opinion")}
    assert {name: one.opinion for name, one in said.items()} == {
        "Ana Ruiz": "strongly-disagree",
        "a witness": "disagree",
    }
    (act,) = [one for one in only(objects, "relationship") if one.relationship_type == "assault"]
    assert said["Ana Ruiz"].object_refs == [act.id]
    assert said["Ana Ruiz"].explanation == report().sentence


def test_who_denies_what_all_deny_agrees() -> None:
    (one,) = only(read([denied("negated", contested=False)]), "opinion")
    assert (one.opinion, one.authors) == ("strongly-agree", ["Ana Ruiz"])


def test_states_and_known_persons_stand_once_and_others_once_an_event(told: list[Told]) -> None:
    count = Counter(one.name for one in only(read(told), "identity"))
    assert count["North Korea"] == count["Kim Jong Un"] == 1
    twice = [Told(event=event(id=f"ev-000000000000{at}"), reports=[report()]) for at in (1, 2)]
    count = Counter(one.name for one in only(read(twice), "identity"))
    assert (count["Peru"], count["Ana Ruiz"]) == (1, 2)


def test_events_without_dates_and_parties_say_so() -> None:
    objects = read([undated()])
    (note,) = only(objects, "note")
    assert "undated" in note.labels
    assert "confidence" not in note
    (nobody,) = [one for one in only(objects, "identity") if one.name == "unknown"]
    assert note.object_refs == [nobody.id]
    (one,) = only(objects, "report")
    assert one.labels == ["undated"]
    assert str(one.published) == "1970-01-01 00:00:00+00:00"


def test_foreign_events_have_no_report_and_name_their_coding() -> None:
    objects = read([foreign()])
    assert not only(objects, "report")
    (note,) = only(objects, "note")
    assert note.content == "Coded by gdelt as 042. dragoman holds no report of it."
    coded = note.external_references[1]
    assert (coded.source_name, coded.external_id, coded.url) == ("gdelt", "1234567", "https://paper.example/a")
    assert {"foreign:gdelt", "undated"} <= set(note.labels)


def test_the_same_events_give_the_same_bytes_and_others_another_bundle(told: list[Told]) -> None:
    first, _ = written(write_bundle, told)
    assert first == written(write_bundle, told)[0]
    other, _ = written(write_bundle, told[1:])
    assert json.loads(first)["id"] != json.loads(other)["id"]


def test_ids_are_the_same_in_every_bundle(told: list[Told]) -> None:
    whole = {one.id for one in read(told)}
    assert {one.id for one in read(told[:20])} <= whole


def test_no_events_are_a_bundle_of_dragoman_alone() -> None:
    (one,) = read([])
    assert one.name == "dragoman"
