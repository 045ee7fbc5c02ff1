"""Training the model of contexts: each row is judged by a model that has not seen its batch, and F1 is over all."""

from __future__ import annotations

import numpy as np
import pytest
from training.contexts import CONTEXTS, f1, fitted, marked, shares_held_out

ROWS = [{"w:army"}, {"w:bank"}] * 30
WANTED = marked([["military"], ["economic"]] * 30)


def test_marks_stand_in_the_order_of_plovers_contexts() -> None:
    assert WANTED.shape == (60, len(CONTEXTS))
    assert [CONTEXTS[at] for at in np.flatnonzero(WANTED[0])] == ["military"]
    assert marked([[]]).sum() == 0


def test_f1_by_hand() -> None:
    said = marked([["military", "legal"], []])
    wanted = marked([["military"], ["economic"]])
    # one right of two said and of two wanted
    assert f1(said, wanted) == pytest.approx(1 / 2)
    assert f1(marked([[]]), marked([[]])) == 0


def test_words_of_a_context_are_learned() -> None:
    held, weights, _ = fitted(ROWS, WANTED)
    assert held == ["w:army", "w:bank"]
    assert weights[0, CONTEXTS.index("military")] > 0 > weights[1, CONTEXTS.index("military")]


def test_no_row_is_judged_by_a_model_of_its_own_batch() -> None:
    batches = ["a" if at < 48 else "b" for at in range(60)]
    wanted = WANTED.copy()
    wanted[48:] = wanted[48:, ::-1]  # batch b says otherwise: only batch a can have taught what b is told
    shares = shares_held_out(ROWS, wanted, batches)
    military = shares[48:, CONTEXTS.index("military")]
    assert military[0] > 0.5 > military[1]
