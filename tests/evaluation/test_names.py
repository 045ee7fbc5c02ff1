"""Scores of names: right, missed and wrong variants, and look-alikes taken for what they look like."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import EvaluationError
from dragoman.evaluation.names import NameGold, evaluate, load_gold
from dragoman.knowledge.variants import Resolved
from dragoman.record import Entity

ROSE = Entity(id="person:rose", name="Rose", kind="person", known=True, state="FRA")
LILY = Entity(id="person:lily", name="Lily", kind="person", known=True, state="FRA")
MEANT = {"Rose": ROSE, "Роза": ROSE, "Роуз": LILY, "Розария": ROSE}
GOLD = {
    "entities": [
        {
            "name": "Rose", "kind": "person", "state": "FRA",
            "variants": [
                {"text": "Роза", "language": "ru"}, {"text": "Роуз", "language": "ru"},
                {"text": "로즈", "language": "ko"},
            ],
        },
        {"name": "Tulip", "kind": "person", "state": "FRA", "variants": [{"text": "Тюльпан", "language": "ru"}]},
    ],
    "lookalikes": [
        {"text": "Розария", "language": "ru", "near": "Rose", "is": "a place"},
        {"text": "Розмарин", "language": "ru", "near": "Rose", "is": "a herb"},
    ],
}  # fmt: skip


def meant(name: str, _: str | None) -> Resolved:
    return Resolved(MEANT.get(name), ("told",))


def test_figures() -> None:
    result = evaluate(NameGold.model_validate(GOLD), meant)
    assert result.figures == {
        "names_right": 0.25,
        "names_without_wrong_join": 0.75,
        "names_without_false_join": 0.5,
    }
    table = "\n".join(result.lines())
    assert "unknown: Tulip" in table
    assert "look-alike ru 'Розария' taken for Rose" in table
    assert "not person:lily" in table


def test_an_entity_of_another_kind_is_not_the_right_one() -> None:
    gold = NameGold.model_validate(
        {
            "entities": [
                {"name": "Rose", "kind": "place", "state": None, "variants": [{"text": "Роза", "language": "ru"}]}
            ]
        }
    )
    assert evaluate(gold, meant).figures["names_right"] == 0


@pytest.mark.parametrize("text", ["entities: []\n", "entities:\n- {name: X}\n", "- a list\n"])
def test_no_gold(tmp_path: Path, text: str) -> None:
    path = tmp_path / "gold.yaml"
    path.write_text(text)
    with pytest.raises(EvaluationError, match="no names"):
        load_gold(path)
