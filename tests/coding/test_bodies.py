"""Bodies and persons that descriptions mean: 'the agency', 'a lawyer for the mayor, Dan Costescu'."""

from __future__ import annotations

import pytest

from dragoman.coding.reader import Reader
from dragoman.intake.text import article_from_text
from dragoman.record import Record


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def read(reader: Reader, text: str) -> Record:
    return reader.read(article_from_text("Report of the day\n\n" + text, published="2025-03-04"))


def entity_of(record: Record, phrase: str) -> str:
    """The name of the entity of the last mention with these words."""
    entities = {one.id: one.name for one in record.entities}
    found = [entities[one.entity] for one in record.mentions if one.text == phrase]
    assert found, f"no mention {phrase!r} among {[one.text for one in record.mentions]}"
    return found[-1]


@pytest.mark.parametrize(
    ("text", "phrase", "name"),
    [
        ("The World Food Programme halted its lorries. The agency said drivers were tired.", "The agency", "Programme"),
        ("The European Central Bank met in Rome. The bank said rates would stay.", "The bank", "Central Bank"),
        ("Gazprom cut supplies to Moldova on Friday. The company said bills were unpaid.", "The company", "Gazprom"),
    ],
)
def test_a_body_is_meant_by_its_kind_or_its_word(reader: Reader, text: str, phrase: str, name: str) -> None:
    assert name in entity_of(read(reader, text), phrase)


def test_a_body_that_is_described_further_means_no_other(reader: Reader) -> None:
    text = "Gazprom cut supplies to Moldova. The company that feeds the town said it was ready."
    record = read(reader, text.replace("The company that", "A company that"))
    assert all(one.text != "A company" or "gazprom" not in one.entity for one in record.mentions)


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("A lawyer for the dockers, Dan Costescu, said he would appeal.", "lawyer"),
        ("The leader of the Rural Alliance, Dan Costescu, said his party would leave.", "leader"),
        ("The rebels' commander, Colonel Dan Costescu, said the road was theirs.", "commander"),
    ],
)
def test_a_description_before_a_name_in_commas_is_that_person(reader: Reader, text: str, description: str) -> None:
    record = read(reader, text)
    (said, *_) = record.attributions
    assert said.source_entity is not None
    names = {one.id: one.name for one in record.entities}
    assert names[said.source_entity] == "Dan Costescu"
    assert any(description in one.text and names[one.entity] == "Dan Costescu" for one in record.mentions)


def test_a_pronoun_that_speaks_is_not_named_in_what_it_says(reader: Reader) -> None:
    text = 'Mayor Ana Pires visited the ward. "Doctor Vera Lund saved my son," she said.'
    record = read(reader, text)
    names = {one.id: one.name for one in record.entities}
    assert [names[one.source_entity] for one in record.attributions if one.source_entity] == ["Ana Pires"]


def test_a_surname_alone_is_the_person_named_in_full(reader: Reader) -> None:
    text = "Prosecutor Bozena Kruszynska opened the case on Monday. Kruszynska said the mine had lied."
    record = read(reader, text)
    assert entity_of(record, "Kruszynska") == "Bozena Kruszynska"


def test_a_demonym_before_a_name_gives_its_state_where_no_office_is_named(reader: Reader) -> None:
    record = read(reader, "Cuban rapper Yotuel Mena left prison on Tuesday.")
    (person,) = [one for one in record.entities if one.name == "Yotuel Mena"]
    assert person.state == "CUB"
