"""Own-written sentences raise the provisions that they should, and the others none."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.coding.reader import Reader
from dragoman.errors import EvaluationError
from dragoman.evaluation.concerns import Raised, evaluate, load_cases, raised, scored

CASES = Path(__file__).parents[2] / "benchmarks" / "gold" / "concerns"


@pytest.fixture(scope="module")
def results(reader: Reader) -> list[Raised]:
    """What every case raised; read once."""
    cases = load_cases(CASES)
    records = reader.pipe(case.article() for case in cases)
    return [raised(case, record) for case, record in zip(cases, records, strict=True)]


def test_there_are_enough_cases() -> None:
    cases = load_cases(CASES)
    assert len(cases) >= 100
    assert len({case.id for case in cases}) == len(cases)
    assert sum(not case.expect for case in cases) >= 30
    assert {case.status for case in cases if case.expect} == {"reported", "planned", "discussed", "possible", "denied"}


def test_precision_and_recall(results: list[Raised]) -> None:
    found = scored(results)
    print("\n".join(found.lines()))
    assert found.figures["concerns_precision"] >= 0.95
    assert found.figures["concerns_recall"] >= 0.90
    assert found.figures["concerns_status"] >= 0.95


def test_the_held_out_part_alone(results: list[Raised]) -> None:
    found = scored([one for one in results if one.case.id.startswith("u-")])
    assert found.figures["concerns_precision"] >= 0.95
    assert found.figures["concerns_recall"] >= 0.80


def test_the_evaluation_names_what_is_wrong(reader: Reader, tmp_path: Path) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text(
        "cases:\n"
        "- {id: one, published: '2023-11-14', expect: [PRK-1718-8b], status: planned,"
        ' text: "North Korea shipped artillery shells to Russia last month."}\n'
        "- {id: two, published: '2023-11-14', expect: [EU-RUS], status: reported,"
        ' text: "Nothing was sold in Oslo."}\n'
    )
    found = evaluate(load_cases(file), reader.pipe)
    assert found.figures["concerns_precision"] == 0.5
    assert found.figures["concerns_recall"] == 0.5
    assert found.lines()[0] == "  one: raised PRK-1874-9; PRK-1718-8b as reported, not planned"
    assert found.lines()[1] == "  two: missed EU-RUS"


@pytest.mark.parametrize(
    "text",
    [
        "cases: []\n",
        "cases:\n- {id: one, published: '2023-11-14', expect: [PRK-0], status: reported, text: x}\n",
        "cases:\n- {id: one, text: x}\n",
    ],
)
def test_a_file_that_holds_no_cases_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text(text)
    with pytest.raises(EvaluationError):
        load_cases(file)
