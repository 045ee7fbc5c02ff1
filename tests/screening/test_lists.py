"""Lists: both formats, broken lines, huge lines, and files that are no list."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.screening.conftest import WriteList, entity

from dragoman.screening import lists
from dragoman.screening.lists import ListFile
from dragoman.screening.refusals import NotAListError

HEADER = (
    "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,program_ids,dataset,"
    "first_seen,last_seen,last_change"
)
ROW = '"{}","{}","{}","{}","1970","{}","","","","","","{}","own","2024-01-01","2024-01-01","2024-01-01"'


def test_an_entity_with_all_that_is_asked_of_it(write_list: WriteList) -> None:
    path = write_list(
        entity(
            "own-1", name=["Ada Exemplar"], alias=["A. Exemplar"], previousName=["Ada Sample"], weakAlias=["the Duck"],
            nationality=["no"], country=["us-ca", "eu"], birthCountry=["se"], birthDate=["1970"], topics=["role.pep"],
        )
    )  # fmt: skip
    (one,) = ListFile(path)
    assert (one.id, one.schema, one.kinds, one.line) == ("own-1", "Person", {"person"}, 1)
    assert one.names == ("Ada Exemplar", "A. Exemplar", "Ada Sample")
    assert one.weak == ("the Duck",)
    assert one.countries == ("no", "us-ca", "eu")
    assert one.states == {"NOR", "USA"}
    assert one.other_states == {"SWE"}
    assert (one.born, one.topics) == (("1970",), ("role.pep",))


def test_the_programmes_of_an_entity_stand_in_other_lines_or_in_its_own(write_list: WriteList) -> None:
    nested = {"id": "s", "schema": "Sanction", "properties": {"program": ["Nested programme"]}}
    listed = ListFile(
        write_list(
            entity("s-1", "Sanction", entity=["own-1"], program=["Early programme"]),
            entity("own-1", name=["Ada Exemplar"]),
            entity("s-2", "Sanction", entity=["own-1"], programId=["LATE-1"]),
            entity("own-2", name=["Boris Novak"], sanctions=[nested]),
        )
    )
    assert [one.id for one in listed] == ["own-1", "own-2"]
    assert listed.programmes["own-1"] == {"Early programme", "LATE-1"}
    assert listed.programmes["own-2"] == {"Nested programme"}
    assert listed.others == 2


def test_a_table_of_targets(write_list: WriteList) -> None:
    rows = [
        ROW.format("own-1", "Person", "Ada Exemplar", "A. Exemplar;Ada Sample", "no;se", "OWN-1;OWN-2"),
        ROW.format("own-2", "Vessel", "Blue Sample", "", "pa", ""),
        ROW.format("own-3", "Address", "1 Sample Street", "", "", ""),
    ]
    listed = ListFile(write_list(b"\xef\xbb\xbf" + HEADER.encode(), *(row.encode() for row in rows), name="list.csv"))
    person, ship = listed
    assert person.names == ("Ada Exemplar", "A. Exemplar", "Ada Sample")
    assert person.states == {"NOR", "SWE"}
    assert person.programmes == ("OWN-1", "OWN-2")
    assert person.born == ("1970",)
    assert (ship.schema, ship.states, ship.programmes) == ("Vessel", {"PAN"}, ())
    assert (listed.others, listed.bad) == (1, 0)


BROKEN = [
    (b"{broken", "no JSON: Expecting property name"),
    (b'{"id": "x", "schema": "Person"}', "id, schema or properties are missing"),
    (b'{"id": "x", "schema": "Person", "properties": {}}', "the entry has no name"),
    (b'{"id": "x", "schema": "Person", "properties": {"name": [17, null, {"a": 1}]}}', "the entry has no name"),
    (b'{"id": "\xff", "schema": "Person"}', "no UTF-8 at byte 9"),
    (b'{"a":' * 100_000, "no JSON"),
    (b"one, two", "neither an entity nor the header"),
]


@pytest.mark.parametrize(("line", "reason"), BROKEN, ids=range(len(BROKEN)))
def test_a_broken_line_is_told_with_its_number_and_passed_over(write_list: WriteList, line: bytes, reason: str) -> None:
    listed = ListFile(write_list(entity("own-1", name=["Ada Exemplar"]), line, entity("own-2", name=["Boris Novak"])))
    assert [one.id for one in listed] == ["own-1", "own-2"]
    assert listed.bad == 1
    (told,) = listed.told
    assert told.line == 2
    assert reason in told.reason


def test_a_huge_line_is_passed_over_without_being_held(write_list: WriteList, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "LONGEST_LINE", 1_000)
    huge = entity("own-2", name=["Boris Novak" * 1_000])
    listed = ListFile(write_list(entity("own-1", name=["Ada"]), huge, entity("own-3", name=["Cleo"])))
    assert [one.id for one in listed] == ["own-1", "own-3"]
    assert listed.told[0].reason == "longer than 1,000 bytes"


def test_names_that_are_too_long_or_too_many_are_left_out(write_list: WriteList) -> None:
    (one,) = ListFile(write_list(entity("own-1", name=["x" * 5_000, *(f"Name {at}" for at in range(2_000))])))
    assert len(one.names) == 400
    assert max(map(len, one.names)) <= 300


def test_a_row_with_other_columns_than_the_header_is_broken(write_list: WriteList) -> None:
    good = ROW.format("own-1", "Person", "Ada Exemplar", "", "no", "").encode()
    listed = ListFile(write_list(HEADER.encode(), b'"own-2","Person"', b'"own-3","Per', good, name="list.csv"))
    assert [one.id for one in listed] == ["own-1"]
    assert [bad.line for bad in listed.told] == [2, 3]
    assert "2 columns where the header has 16" in listed.told[0].reason


@pytest.mark.parametrize(
    "data",
    [b"", b"\n\n", b"An article of no consequence.\nIt goes on.", b"a,b,c\n1,2,3\n", b'["x"]', b"\x00\xff\xfe" * 50],
    ids=["empty", "blank", "prose", "table", "array", "bytes"],
)
def test_a_file_that_is_no_list_is_refused_with_a_code(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    with pytest.raises(NotAListError, match=r"\[D901\] no list.*targets\.simple\.csv"):
        list(ListFile(path))


def test_a_large_file_that_is_no_list_is_given_up_early(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("no entity here\n" * 50_000, encoding="utf-8")
    listed = ListFile(path)
    with pytest.raises(NotAListError):
        list(listed)
    assert listed.bad == lists.MOST_AT_FIRST


def test_progress_tells_of_bytes(write_list: WriteList) -> None:
    path = write_list(*(entity(f"own-{at}", name=["Ada Exemplar"]) for at in range(5_000)))
    told: list[tuple[int, int]] = []
    assert len(list(ListFile(path, lambda done, total: told.append((done, total))))) == 5_000
    size = path.stat().st_size
    assert told[-1] == (size, size)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert len(told) == 3
