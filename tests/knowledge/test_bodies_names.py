"""Names of bodies and materiel in other languages: each belongs to a known row, and none to two without context."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from dragoman.knowledge.data import FOLDER, read_yaml
from dragoman.knowledge.materiel import materiel
from dragoman.knowledge.organisations import groups, organisations
from dragoman.knowledge.publishers import publishers

LANGUAGES = ("ar", "es", "fa", "fr", "ja", "ko", "ru", "uk", "zh")
SECTIONS = ("organisations", "groups", "publishers", "materiel")
# Scripts in which a language's own names are written; Latin designations such as HIMARS stand beside them.
SCRIPTS = {
    "ar": ("؀", "ۿ"), "fa": ("؀", "ۿ"), "ja": ("぀", "鿿"), "ko": ("가", "힣"), "zh": ("一", "鿿"),
    "ru": ("Ѐ", "ӿ"), "uk": ("Ѐ", "ӿ"), "es": ("A", "ɏ"), "fr": ("A", "ɏ"),
}  # fmt: skip
# What every desk reads about has a name in every language.
EXPECTED = {
    "organisations": "un unsc iaea nato eu icc icj who unesco imf idf pla wpk au las",
    "groups": "houthis hamas hezbollah taliban isil al-qaida irgc wagner boko-haram",
    "publishers": "tass kcna yonhap xinhua reuters ap afp irna bbc al-jazeera mil-ru fmprc kyodo interfax",
    "materiel": "missile ballistic-missile cruise-missile drone artillery-shell ammunition tank warship submarine "
    "iskander himars patriot shahed-136 s-300 s-400 f-16 leopard-2 nuclear-weapon weapon",
}


@pytest.fixture(scope="module", params=LANGUAGES)
def data(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The file of one language."""
    return read_yaml(FOLDER / "names" / f"bodies_{request.param}.yaml")


def known() -> dict[str, set[str]]:
    """The ids of each section."""
    return {
        "organisations": set(organisations()), "groups": set(groups()), "publishers": set(publishers().by_id),
        "materiel": set(materiel().by_id),
    }  # fmt: skip


def test_a_file_says_what_it_is_and_holds_the_four_sections(data: dict[str, Any]) -> None:
    assert set(data) == {"meta", *SECTIONS}
    meta = data["meta"]
    assert meta["title"]
    assert meta["language"] in LANGUAGES
    assert (meta["as_of"], meta["confidence"]) == ("2026-11-26", "memory")


def test_every_row_names_a_known_id(data: dict[str, Any]) -> None:
    ids = known()
    for section in SECTIONS:
        rows = data[section]
        assert {row["id"] for row in rows} <= ids[section]
        assert all(set(row) in ({"id", "names"}, {"id", "names", "context"}) for row in rows)
        assert all(row.get("context", True) is True for row in rows)
        kinds = [(row["id"], "context" in row) for row in rows]
        assert len(kinds) == len(set(kinds))


def test_names_are_written_cleanly(data: dict[str, Any]) -> None:
    for section in SECTIONS:
        for row in data[section]:
            assert row["names"]
            for name in row["names"]:
                assert isinstance(name, str), row
                assert name == " ".join(name.split()), row
                assert len(name) > 1, row


def test_a_name_that_two_ids_share_needs_context(data: dict[str, Any]) -> None:
    owners: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for section in SECTIONS:
        for row in data[section]:
            for name in row["names"]:
                if "context" not in row:
                    owners[name.casefold()].add((section, row["id"]))
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_what_is_reported_most_is_named_in_the_language_itself(data: dict[str, Any]) -> None:
    first, last = SCRIPTS[data["meta"]["language"]]
    for section, wanted in EXPECTED.items():
        names = defaultdict(list)
        for row in data[section]:
            names[row["id"]].extend(row["names"])
        assert set(wanted.split()) <= set(names)
        if section != "materiel":
            own = {one for one, listed in names.items() if any(first <= c <= last for name in listed for c in name)}
            assert set(wanted.split()) <= own
