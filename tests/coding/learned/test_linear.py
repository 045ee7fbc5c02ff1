"""Linear models: scores are sums of weights, reasons are the weights that speak for a label."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dragoman.coding.learned.linear import LinearModel


@pytest.fixture
def model(tmp_path: Path) -> LinearModel:
    path = tmp_path / "model.npz"
    np.savez_compressed(
        path,
        allow_pickle=False,
        labels=np.array(["happened", "future"]),
        features=np.array(["past", "will", "plan"]),
        weights=np.array([[20, -10], [-40, 80], [0, 30]], dtype=np.int8),
        scale=np.array(0.1, dtype=np.float32),
        bias=np.array([0.5, -0.5], dtype=np.float32),
    )
    return LinearModel(path)


def test_scores_are_sums_of_weights_and_bias(model: LinearModel) -> None:
    assert model.labels == ["happened", "future"]
    assert model.scores(["past"]) == pytest.approx([2.5, -1.5])
    assert model.scores(["will", "plan"]) == pytest.approx([-3.5, 10.5])


def test_nothing_known_leaves_the_bias(model: LinearModel) -> None:
    assert model.scores([]) == pytest.approx([0.5, -0.5])
    assert model.scores(["never seen"]) == pytest.approx([0.5, -0.5])


def test_a_feature_counts_once(model: LinearModel) -> None:
    assert model.scores(["past", "past"]) == pytest.approx(model.scores({"past"}))


def test_reasons_are_what_speaks_for_a_label_the_heaviest_first(model: LinearModel) -> None:
    given = ["plan", "past", "will", "never seen", "will"]
    assert model.reasons(given, "future") == [("will", pytest.approx(8.0)), ("plan", pytest.approx(3.0))]
    assert model.reasons(given, "future", most=1) == [("will", pytest.approx(8.0))]
    assert model.reasons(given, "happened") == [("past", pytest.approx(2.0))]
    assert model.reasons([], "happened") == []


def test_a_label_that_it_does_not_know_is_an_error(model: LinearModel) -> None:
    with pytest.raises(ValueError, match="historical"):
        model.reasons(["past"], "historical")
