"""Statements of FollowTheMoney, read back by followthemoney over the whole example desk."""

from __future__ import annotations

import csv
import importlib
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.formats.tellings import ENVOY, denied, desk_told, event, foreign, report, undated, written

from dragoman.formats.followthemoney import name_of, write_statements
from dragoman.formats.statements import COLUMNS
from dragoman.knowledge.followthemoney import followthemoney
from dragoman.store.found import FoundParty
from dragoman.store.stream import Told


class Transliterator:
    """Stands where ICU's stands, which is compiled from source: nothing that is tested here transliterates."""

    @classmethod
    def createInstance(cls, name: str) -> Transliterator:  # noqa: N802
        return cls()

    def transliterate(self, text: str) -> str:
        raise AssertionError(f"followthemoney transliterates {text!r}")


@pytest.fixture(scope="module")
def ftm() -> Iterator[ModuleType]:
    """followthemoney with its statements, whether or not ICU is installed."""
    stand_in = ModuleType("icu")
    stand_in.Transliterator = Transliterator  # type: ignore[attr-defined]
    with pytest.MonkeyPatch.context() as patch:
        if find_spec("icu") is None:
            patch.setitem(sys.modules, "icu", stand_in)
        importlib.import_module("followthemoney.statement.serialize")
        yield importlib.import_module("followthemoney")


@pytest.fixture(scope="module")
def told(example: Path) -> list[Told]:
    return desk_told(example)


def read(ftm: Any, told: list[Told]) -> dict[str, Any]:
    """The entities that followthemoney makes of the statements, by id, each of them sound."""
    data, number = written(write_statements, told)
    statements = list(ftm.statement.serialize.read_csv_statements(BytesIO(data)))
    assert len(statements) == number
    grouped = defaultdict(list)
    for one in statements:
        assert one.id == one.generate_key()
        grouped[one.entity_id].append(one)
    assert len({one.id for one in statements}) == number, "a statement stands twice"
    dataset = ftm.dataset.Dataset.make({"name": "dragoman", "title": "dragoman"})
    found = {name: ftm.statement.StatementEntity.from_statements(dataset, own) for name, own in grouped.items()}
    for one in found.values():
        sound(ftm, one, found)
    return found


def sound(ftm: Any, entity: Any, others: dict[str, Any]) -> None:
    """An entity is valid, whole and in followthemoney's spelling; what it refers to is there and of the right kind."""
    properties = entity.to_dict()["properties"]
    entity.schema.validate({"properties": properties})
    assert all(properties.get(name) for name in entity.schema.required), entity
    for name, values in properties.items():
        known = entity.schema.get(name)
        for value in values:
            assert known.type.clean(value) == value, (name, value)
            if known.type.name == "entity":
                assert others[value].schema.is_a(known.range), (name, value)


def values(entity: Any, prop: str) -> list[str]:
    return sorted(entity.get(prop))


def only(found: dict[str, Any], schema: str) -> list[Any]:
    return [one for one in found.values() if one.schema.name == schema]


def test_the_whole_desk_is_read_by_followthemoney(ftm: ModuleType, told: list[Told]) -> None:
    found = read(ftm, told)
    events = {one.id: one for one in only(found, "Event")}
    assert events.keys() == {name_of(one.event.id) for one in told}
    edges = {(one.first("document"), one.first("entity")) for one in only(found, "Documentation")}
    assert edges == {(name_of(each.article.id), name_of(one.event.id)) for one in told for each in one.reports}
    assert len(only(found, "Article")) == len({each.article.id for one in told for each in one.reports})
    for one in told:
        parties = {party.id for party in (*one.event.actors, *one.event.recipients) if party.kind != "place"}
        assert len(events[name_of(one.event.id)].get("involved")) == len(parties)
    assert {one.schema.name for one in found.values()} == {
        "Article", "Documentation", "Event", "Organization", "Person", "PublicBody", "Territory", "UnknownLink",
    }  # fmt: skip


def test_columns_and_types_are_followthemoneys(ftm: Any, told: list[Told]) -> None:
    data, _ = written(write_statements, told)
    first, *rows = csv.reader(data.decode().splitlines(keepends=True), dialect=csv.unix_dialect)
    assert first == list(COLUMNS) == ftm.statement.serialize.CSV_COLUMNS
    for row in rows:
        one = dict(zip(first, row, strict=True))
        assert one["prop_type"] == ftm.statement.util.get_prop_type(one["schema"], one["prop"])
        assert one["external"] == "f"


def test_the_properties_and_languages_that_are_known_are_followthemoneys(ftm: Any) -> None:
    known = followthemoney()
    types = ftm.types.registry
    for kind, longest in known.longest.items():
        assert types.get(kind).max_length == longest
    assert known.unspoken == {one for one in known.longest if one in ftm.statement.util.NON_LANG_TYPE_NAMES}
    assert {types.language.clean(one): other for one, other in known.languages.items()}.items() == {
        (other, other) for other in known.languages.values()
    }
    for name, kind in known.properties.items():
        found = {one.properties[name].type.name for one in ftm.model.schemata.values() if name in one.properties}
        assert kind in found


def test_a_known_person_is_one_with_the_words_of_an_article_and_its_first_and_last_report(
    ftm: Any, told: list[Told]
) -> None:
    one = read(ftm, told)["dragoman-person-andrey-belousov"]
    (name,) = one.get_statements("name")
    assert (name.value, name.original_value, name.lang) == ("Andrey Belousov", "Andrei Belousov", "eng")
    events = [
        each.event for each in told
        if "person:andrey-belousov" in {party.id for party in (*each.event.actors, *each.event.recipients)}
    ]  # fmt: skip
    assert len(events) > 1
    assert name.first_seen[:10] == min(each.first_report for each in events if each.first_report)[:10]
    assert name.last_seen[:10] == max(each.last_report for each in events if each.last_report)[:10]


def test_words_dates_and_sources_stand_beside_the_values(ftm: Any) -> None:
    found = read(ftm, [Told(event=event(), reports=[report()])])
    (one,) = only(found, "Event")
    (name,) = one.get_statements("name")
    assert name.value == "Peru – Ana Ruiz: CONSULT (visit), Sucre, 2031-05-02"
    assert (name.lang, name.original_value) == ("fra", "Le Pérou est venu à Sucre, a dit l'envoyée Ruiz.")
    assert (name.first_seen, name.origin) == ("2031-05-03T07:00:00", "ar-0000000000001")
    assert values(one, "date") == ["2031-05-02"]
    assert values(one, "location") == ["Sucre, Bolivia"]
    assert values(one, "country") == ["bo", "pe"]
    (article,) = only(found, "Article")
    assert values(article, "language") == ["fra"]
    assert values(article, "publishedAt") == ["2031-05-03T07:00:00"]
    (person,) = only(found, "Person")
    assert values(person, "position") == ["envoy"]
    assert person.get_statements("name")[0].original_value == "l'envoyée Ruiz"


def test_states_are_linked_where_both_are_known(ftm: Any) -> None:
    (link,) = only(read(ftm, [Told(event=event(), reports=[report()])]), "UnknownLink")
    assert (link.first("subject"), link.first("object")) == ("dragoman-state-per", "dragoman-state-bol")
    assert (link.first("role"), link.first("status")) == ("CONSULT", "happened")
    stateless = ENVOY.model_copy(update={"state": None})
    assert not only(read(ftm, [Told(event=event(recipients=[stateless]), reports=[])]), "UnknownLink")


def test_whom_dragoman_does_not_know_is_another_one_in_each_event(ftm: Any) -> None:
    told = [Told(event=event(id=f"ev-000000000000{at}"), reports=[report()]) for at in (1, 2)]
    found = read(ftm, told)
    assert len(only(found, "Person")) == 2
    assert len(only(found, "PublicBody")) == 2  # Peru and Bolivia


def test_a_span_has_two_ends_and_a_month_stays_a_month(ftm: Any) -> None:
    week = event(when_value="2031-05-05", when_end="2031-05-11", when_precision="week")
    month = event(when_value="2031-05", when_precision="month")
    season = event(when_value="2031-06", when_precision="season")
    found = [only(read(ftm, [Told(event=one, reports=[])]), "Event")[0] for one in (week, month, season)]
    assert [values(one, "startDate") + values(one, "endDate") for one in found] == [
        ["2031-05-05", "2031-05-11"], [], ["2031-06-01", "2031-08-31"],
    ]  # fmt: skip
    assert [values(one, "date") for one in found] == [[], ["2031-05"], []]


def test_what_did_not_happen_says_so_in_its_name(ftm: Any) -> None:
    (one,) = only(read(ftm, [denied("negated", contested=False)]), "Event")
    assert one.first("name").endswith("[negated]")


def test_a_place_that_takes_part_is_a_territory_at_an_edge(ftm: Any) -> None:
    place = FoundParty(id="place:9", name="La Paz", kind="place", state="BOL")
    found = read(ftm, [Told(event=event(recipients=[place]), reports=[])])
    (one,) = only(found, "Event")
    assert one.get("involved") == ["dragoman-state-per"]
    roles = [(link.first("object"), link.get("role")) for link in only(found, "UnknownLink")]
    assert ("dragoman-place-9", ["recipient"]) in roles


def test_foreign_and_undated_events_have_no_stamps(ftm: Any) -> None:
    found = read(ftm, [foreign(), undated()])
    one, other = only(found, "Event")
    assert "coded by gdelt as 042" in one.get("keywords")
    assert values(one, "recordId") == ["1234567", "ev-0000000000002"]
    assert {each.origin for each in one.statements if each.prop != "id"} == {"gdelt"}
    assert not {each.first_seen for each in [*one.statements, *other.statements]} - {None}
    assert not values(other, "date")
    assert values(other, "name") == ["unknown: CONSULT (visit), reported without a date"]


def test_long_values_are_cut_and_kept_whole_beside(ftm: Any) -> None:
    long = FoundParty(id=f"group:{'ä' * 300}", name="word " * 200, kind="group", state=None, known=False)
    found = read(ftm, [Told(event=event(actors=[long]), reports=[])])
    (one,) = only(found, "Organization")
    (name,) = one.get_statements("name")
    assert len(name.value) <= 384 < len(name.original_value)
    assert len(one.id) <= 200


def test_the_same_events_give_the_same_bytes(told: list[Told]) -> None:
    assert written(write_statements, told) == written(write_statements, told)


def test_nothing_of_followthemoney_is_needed_to_write() -> None:
    code = "import sys, dragoman.formats.followthemoney; print({'followthemoney', 'rigour'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
