"""Calibration: bins and error worked out by hand, and a picture that is one."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from dragoman.evaluation.calibration import Calibration

SVG = "{http://www.w3.org/2000/svg}"


def of(*rows: tuple[float, bool]) -> Calibration:
    found = Calibration()
    for score, right in rows:
        found.add(score, right)
    return found


def perfect() -> Calibration:
    """Of those scored 0.25 one in four is right, of those scored 0.75 three in four."""
    return of(*[(0.25, number == 0) for number in range(4)], *[(0.75, number > 0) for number in range(4)])


def test_scores_that_tell_the_truth_have_no_error() -> None:
    assert perfect().error == pytest.approx(0)
    assert of((1.0, True), (0.0, False)).error == pytest.approx(0)


def test_scores_that_are_wrong_are_all_error() -> None:
    assert of((1.0, False), (0.0, True)).error == pytest.approx(1)
    assert of((0.95, False), (0.95, True)).error == pytest.approx(0.45)


def test_each_tenth_weighs_by_how_much_it_holds() -> None:
    # three at 0.9 of which none is right, one at 0.1 of which none is right: (3 * 0.9 + 1 * 0.1) / 4
    assert of(*[(0.9, False)] * 3, (0.1, False)).error == pytest.approx(0.7)


def test_errors_in_one_tenth_even_out() -> None:
    assert of((0.41, True), (0.43, False), (0.48, False), (0.48, True)).error == pytest.approx(0.05)


def test_bins_are_tenths_without_the_empty_ones() -> None:
    rows = of((0.0, False), (0.09, True), (0.1, True), (0.95, True), (1.0, False)).bins()
    assert [count for count, _, _ in rows] == [2, 1, 2]
    assert [mean for _, mean, _ in rows] == pytest.approx([0.045, 0.1, 0.975])
    assert [right for _, _, right in rows] == pytest.approx([0.5, 1, 0.5])


def test_nothing_scored_is_no_error() -> None:
    assert of().bins() == []
    assert of().error == 0
    assert of().lines() == ["calibration: expected error 0.0000  n 0"]


def test_lines_tell_every_bin_and_the_error() -> None:
    assert perfect().lines() == [
        "  scored 0.25: right 0.25 of 4",
        "  scored 0.75: right 0.75 of 4",
        "calibration: expected error 0.0000  n 8",
    ]


@pytest.mark.parametrize("calibration", [perfect(), of()], ids=["some", "none"])
def test_the_picture_is_svg_with_nothing_from_elsewhere(calibration: Calibration) -> None:
    drawn = calibration.picture("Types of 8 pairs & more")
    root = ElementTree.fromstring(drawn)
    assert root.tag == f"{SVG}svg"
    assert root.findall(f".//{SVG}path")
    assert "Types of 8 pairs &amp; more" in drawn
    assert "<script" not in drawn
    assert drawn == calibration.picture("Types of 8 pairs & more"), "the same every time"


def test_the_picture_shows_the_scores() -> None:
    assert perfect().picture("Types") != of((0.95, False)).picture("Types")
