"""Whom a written name means: every listed name its own person, spellings by rule, and names that only look alike."""

from __future__ import annotations

import pytest

from dragoman.knowledge.foreign_rows import people_names
from dragoman.knowledge.leaders import leaders
from dragoman.knowledge.sounds import PEOPLE_LANGUAGES, known_persons
from dragoman.knowledge.variants import key, listed_in, resolve

SOME = 15


@pytest.mark.parametrize("language", PEOPLE_LANGUAGES)
def test_listed_names_mean_their_own_person_and_no_other(language: str) -> None:
    rows = people_names(language).persons
    assert {row.id for row in rows} <= set(leaders().persons)
    for row in rows:
        for name in row.names:
            assert [person.id for person, weak in listed_in(language)[key(name)] if not weak] == [row.id]
    # Going through all of them would take long.
    listed = [(name, row.id) for row in rows[::SOME] for name in row.names]
    wrong = [name for name, person in listed if (found := resolve(name, language).entity) is None or found.id != person]
    assert wrong == []


@pytest.mark.parametrize("language", PEOPLE_LANGUAGES)
def test_a_surname_means_its_person_or_nobody(language: str) -> None:
    shared = {surname for surname, bearers in listed_in(language).items() if len(bearers) > 1}
    assert not [surname for surname in shared if any(bearers_of(surname, language))]
    wrong = {
        surname: found.id
        for row in people_names(language).persons[::SOME]
        for surname in row.surnames
        if (found := resolve(surname, language).entity) is not None and found.id != row.id
    }
    assert wrong == {}


def bearers_of(surname: str, language: str) -> list[str]:
    """The person whom a surname means that several bear: there should be none."""
    only_weak = all(weak for _, weak in listed_in(language)[surname])
    found = resolve(surname, language).entity if only_weak else None
    return [found.id] if found is not None else []


@pytest.mark.parametrize(("language", "least"), [("ru", 600), ("ko", 600), ("zh", 600), ("ar", 600), ("fr", 150)])
def test_many_leaders_are_known(language: str, least: int) -> None:
    assert len(people_names(language).persons) >= least


def test_the_english_names_of_leaders_mean_them() -> None:
    some = [person for person in known_persons() if " " in person.name][::5]
    found = {person.id: resolve(person.name, "en").entity for person in some}
    assert [id_ for id_, entity in found.items() if entity is not None and entity.id != id_] == []
    assert sum(entity is not None for entity in found.values()) > 0.97 * len(found)


@pytest.mark.parametrize(
    ("name", "language", "meant"),
    [
        ("Владимиром Путиным", "ru", "person:vladimir-putin"),
        ("Лавров Сергей Викторович", "ru", "person:sergey-lavrov"),
        ("С. Лавров", "ru", "person:sergey-lavrov"),
        ("президент Лукашенко", "ru", "person:alexander-lukashenko"),
        ("Ким Чжон Ын", "ru", "person:kim-jong-un"),
        ("Sergei Schojgu", "de", "person:sergei-shoigu"),
        ("Choïgou", "fr", "person:sergei-shoigu"),
        ("Viatchéslav Volodin", "fr", "person:vyacheslav-volodin"),
        ("Shoigu, Sergei", None, "person:sergei-shoigu"),
        ("Kim Chŏng-ŭn", None, "person:kim-jong-un"),
        ("Jae-myung Lee", "en", "person:lee-jae-myung"),
        ("Hsi Chin-p'ing", None, "person:xi-jinping"),
        ("Cai Yingwen", None, "person:tsai-ing-wen"),
        ("Qasim Sulaimani", "en", "person:qassem-soleimani"),
        ("Bachar al Assad", "fr", "person:bashar-al-assad"),
        ("푸틴 대통령", "ko", "person:vladimir-putin"),
        ("김정은이", "ko", "person:kim-jong-un"),
        ("习近平主席", "zh", "person:xi-jinping"),
        ("金正恩", "ja", "person:kim-jong-un"),
        ("ボロディミル・ゼレンスキ", "ja", "person:volodymyr-zelenskyy"),
        ("فلاديمير بوتن", "ar", "person:vladimir-putin"),
        ("Moscow", "en", "place:524901"),
        ("Москвой", "ru", "place:524901"),
        ("Nordkorea", "de", "state:PRK"),
        ("Кёнсан-Пукто", "ru", None),
    ],
)
def test_variants(name: str, language: str | None, meant: str | None) -> None:
    found = resolve(name, language)
    assert (found.entity.id if found.entity else None) == meant
    assert found.reasons


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Kim Jong Nam", "en"),
        ("김정남", "ko"),
        ("金正男", "zh"),
        ("Ким Чен Нам", "ru"),
        ("Lavrovo", None),
        ("Лаврово", "ru"),
        ("Putina", "en"),
        ("Людмила Путина", "ru"),
        ("Melania Trump", "en"),
        ("梅拉尼娅·特朗普", "zh"),
        ("Abbas Mahmoud", "en"),
        ("Mohammed bin Sulaiman", "en"),
        ("محمد بن سليمان", "ar"),
        ("Hussein Nasrallah", "en"),
        ("Jill Biden", None),
        ("Шойгунов", "ru"),
    ],
)
def test_lookalikes_mean_nobody(name: str, language: str | None) -> None:
    found = resolve(name, language)
    assert found.entity is None
    assert found.reasons == ("no known name is written so",)


def test_what_may_mean_several_means_none_and_says_so() -> None:
    found = resolve("Ким", "ru")
    assert found.entity is None
    assert {one.id for one in found.candidates} == {"person:kim-jong-un", "person:kim-jong-il"}
    assert found.reasons == ("may mean several: Kim Jong Un, Kim Jong Il",)


@pytest.mark.parametrize("name", ["", "  ", "123", "—"])
def test_no_name(name: str) -> None:
    assert resolve(name).reasons == ("no letters of a script that is known",)


def test_what_is_found_may_be_changed_without_harm() -> None:
    first = resolve("Sergei Shoigu").entity
    assert first is not None
    first.reasons.append("mine")
    second = resolve("Sergei Shoigu").entity
    assert second is not None
    assert second.reasons == []
