"""Training linear models: toy problems that can be told apart are learned, and what is written reads back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from training.linear import Rows, each_of, known_features, matrix_of, one_of, write

from dragoman.coding.learned.linear import LinearModel

LABELS = ["happened", "future", "negated"]
ROWS: Rows = [
    {"tense past", "noise a"},
    {"tense past", "noise b"},
    {"will", "noise a"},
    {"will", "noise b"},
    {"not", "tense past", "noise a"},
    {"not", "tense past", "noise b"},
] * 10
WANTED = np.array([0, 0, 1, 1, 2, 2] * 10)


def test_rare_features_are_left_out_and_the_rest_is_in_order() -> None:
    assert known_features([{"b", "a"}, {"a", "b"}, {"a", "c"}], 2) == ["a", "b"]
    assert known_features([{"b", "a"}, {"a", "c"}], 1) == ["a", "b", "c"]
    assert known_features([], 1) == []


def test_rows_become_a_matrix_of_ones() -> None:
    found = matrix_of([{"a", "c"}, set(), {"b", "unknown"}], ["a", "b", "c"])
    assert found.toarray().tolist() == [[1, 0, 1], [0, 0, 0], [0, 1, 0]]


def test_one_of_several_labels_is_learned_and_reads_back(tmp_path: Path) -> None:
    features = known_features(ROWS, 2)
    weights, bias = one_of(matrix_of(ROWS, features), WANTED, len(LABELS), penalty=0.01)
    path = tmp_path / "model.npz"
    write(path, LABELS, features, weights, bias)
    model = LinearModel(path)
    assert model.labels == LABELS
    for row, wanted in zip(ROWS, WANTED, strict=True):
        assert model.scores(row).argmax() == wanted
        places = [features.index(feature) for feature in row]
        assert model.scores(row) == pytest.approx(weights[places].sum(axis=0) + bias, abs=0.1)
    assert model.reasons({"not", "tense past", "noise a"}, "negated")[0][0] == "not"
    assert model.reasons({"will", "noise a"}, "future")[0][0] == "will"


def test_each_of_several_labels_is_learned_and_reads_back(tmp_path: Path) -> None:
    rows: Rows = [{"tank", "noise"}, {"court", "noise"}, {"tank", "court"}, {"noise"}] * 10
    wanted = np.array([[True, False], [False, True], [True, True], [False, False]] * 10)
    features = known_features(rows, 2)
    weights, bias = each_of(matrix_of(rows, features), wanted, penalty=0.01)
    path = tmp_path / "model.npz"
    write(path, ["military", "legal"], features, weights, bias)
    model = LinearModel(path)
    for row, right in zip(rows, wanted, strict=True):
        assert ((model.scores(row) > 0) == right).all()
    assert model.reasons({"tank", "noise"}, "military")[0][0] == "tank"


def test_a_greater_penalty_makes_lighter_weights() -> None:
    rows = matrix_of(ROWS, known_features(ROWS, 2))
    light, heavy = (np.abs(one_of(rows, WANTED, 3, penalty)[0]).max() for penalty in (10.0, 0.01))
    assert light < heavy / 2


def test_training_gives_the_same_every_time() -> None:
    rows = matrix_of(ROWS, known_features(ROWS, 2))
    first, second = one_of(rows, WANTED, 3, 0.1), one_of(rows, WANTED, 3, 0.1)
    assert (first[0] == second[0]).all()
    assert (first[1] == second[1]).all()


def test_features_that_weigh_nothing_are_not_written(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    write(path, ["yes"], ["heavy", "light"], np.array([[2.0], [0.001]]), np.array([0.0]))
    with np.load(path) as held:
        assert held["features"].tolist() == ["heavy"]
        assert held["weights"].dtype == np.int8
    assert LinearModel(path).scores(["heavy"]) == pytest.approx([2.0], abs=0.02)
