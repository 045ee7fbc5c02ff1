"""Clauses: subjects, objects and obliques, whatever the sentence does to them."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman.coding.clauses import Clause, Clauses, antecedent, coordinated


def clause(doc: Doc, verb: str) -> Clause:
    return Clauses().of(next(token for token in doc if token.text == verb))


def words(tokens: list[Token]) -> list[str]:
    return [token.text for token in tokens]


@pytest.mark.parametrize(
    ("text", "verb", "subjects", "objects"),
    [
        ("The fleet shelled the harbour.", "shelled", ["fleet"], ["harbour"]),
        ("The harbour was shelled by the fleet.", "shelled", ["fleet"], ["harbour"]),
        ("The minister who visited Quito praised the mayor.", "visited", ["minister"], ["Quito"]),
        ("Oslo agreed to send grain.", "send", ["Oslo"], ["grain"]),
        ("Rome urged Cairo to free the editor.", "free", ["Cairo"], ["editor"]),
        ("The treaty signed by Peru failed.", "signed", ["Peru"], ["treaty"]),
        ("Police raided the office and arrested two men.", "arrested", ["Police"], ["men"]),
        ("The council issued a statement accusing Madrid.", "accusing", ["council"], ["Madrid"]),
        ("After meeting the king, the envoy left.", "meeting", ["envoy"], ["king"]),
    ],
)
def test_arguments(parser: Language, text: str, verb: str, subjects: list[str], objects: list[str]) -> None:
    found = clause(parser(text), verb)
    assert words(found.subjects) == subjects
    assert words(found.objects) == objects


def test_obliques_of_verb_and_object(parser: Language) -> None:
    found = clause(parser("Tokyo imposed sanctions on two banks in June."), "imposed")
    assert words(found.obliques["on"]) == ["banks"]
    assert words(found.obliques["in"]) == ["June"]


def test_particle_is_part_of_the_name(parser: Language) -> None:
    assert clause(parser("The rebels carried out an attack."), "carried").name == "carry out"


def test_coordination_goes_right(parser: Language) -> None:
    doc = parser("She met the mayor, the bishop and the judge.")
    mayor = next(token for token in doc if token.text == "mayor")
    assert words(coordinated(mayor)) == ["mayor", "bishop", "judge"]


def test_only_relative_pronouns_have_antecedents(parser: Language) -> None:
    doc = parser("The ship that sank belonged to them.")
    assert antecedent(doc[2]).text == "ship"
    assert antecedent(doc[-2]).text == "them"
