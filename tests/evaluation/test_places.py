"""The scoring of places, on gold made for the purpose, with figures worked out by hand."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.coding.reader import Reader
from dragoman.errors import EvaluationError
from dragoman.evaluation.places import (
    FARTHEST_KM,
    GoldArticle,
    Predicted,
    Toponym,
    auc,
    evaluate,
    evaluate_given,
    km,
    load_gold,
    median,
    paired,
    predict_places,
    score,
    score_places,
)
from dragoman.record import Article, Coder, Entity, Form, Kind, Mention, Record

TEXT = "Trains run from Ghent to Lille and on to Reims by night."
GHENT, LILLE, REIMS = (16, 21), (25, 30), (41, 46)


def place(span: tuple[int, int], lat: float | None = None, lon: float | None = None) -> Predicted:
    return Predicted(start=span[0], end=span[1], lat=lat, lon=lon)


@pytest.fixture
def gold() -> list[GoldArticle]:
    toponyms = [
        Toponym(start=16, end=21, lat=51.0, lon=4.0),
        Toponym(start=25, end=30, lat=50.0, lon=3.0),
        Toponym(start=41, end=46),
    ]
    return [GoldArticle(doc="a", text=TEXT, date="2024-05-01", toponyms=toponyms)]


def test_the_earth_is_round() -> None:
    assert km(0.0, 0.0, 0.0, 180.0) == pytest.approx(math.pi * 6371.009)
    assert km(51.0, 4.0, 51.0, 4.0) == 0.0
    assert km(0.0, 0.0, 1.0, 0.0) == pytest.approx(111.195, abs=0.01)


def test_a_perfect_prediction_scores_one(gold: list[GoldArticle]) -> None:
    figures = score(gold, [[place(GHENT, 51.0, 4.0), place(LILLE, 50.0, 3.0), place(REIMS)]]).figures
    assert figures["exact_f1"] == figures["overlap_f1"] == figures["acc161"] == figures["acc161_resolved"] == 1.0
    assert figures["mean_km"] == figures["auc"] == 0.0


def test_misses_far_places_and_spurious_names_are_counted(gold: list[GoldArticle]) -> None:
    # Ghent a degree of latitude off (111 km), Lille ten degrees off, "Trains" spurious, Reims missed.
    figures = score(gold, [[place(GHENT, 52.0, 4.0), place(LILLE, 60.0, 3.0), place((0, 6), 1.0, 1.0)]]).figures
    assert (figures["gold"], figures["predicted"], figures["with_coordinates"]) == (3, 3, 2)
    assert figures["exact_p"] == figures["exact_r"] == pytest.approx(2 / 3)
    assert figures["acc161"] == figures["acc161_resolved"] == 0.5
    # One of two gold places with coordinates right, three predictions: 2 * 1 / (2 + 3).
    assert figures["f1_161"] == pytest.approx(2 / 5)
    assert figures["mean_km"] == figures["median_km"] == pytest.approx((111.195 + 1111.95) / 2, abs=0.1)


def test_an_unresolved_place_is_recognised_and_wrong(gold: list[GoldArticle]) -> None:
    figures = score(gold, [[place(GHENT), place(LILLE, 50.0, 3.0)]]).figures
    assert (figures["recognised"], figures["resolved"]) == (2, 1)
    assert (figures["acc161"], figures["acc161_recognised"], figures["acc161_resolved"]) == (0.5, 0.5, 1.0)


def test_no_prediction_scores_nothing(gold: list[GoldArticle]) -> None:
    figures = score(gold, [[]]).figures
    assert figures["exact_f1"] == figures["acc161"] == 0.0
    assert figures["auc"] == pytest.approx(1.0, abs=1e-4)
    assert all(math.isnan(figures[name]) for name in ("acc161_resolved", "mean_km", "median_km", "auc_resolved"))


def test_what_cannot_be_measured_is_a_dash(gold: list[GoldArticle]) -> None:
    lines = score(gold, [[]]).lines()
    assert lines[3] == "Acc@161km    end to end 0.000   of recognised -   of resolved -"
    assert lines[4].startswith("error km     mean -  median -")


def test_a_longer_span_overlaps_and_a_repeated_one_counts_once(gold: list[GoldArticle]) -> None:
    wide = (GHENT[0], LILLE[1])
    figures = score(gold, [[place(wide, 51.0, 4.0), place(wide, 0.0, 0.0), place(LILLE, 50.0, 3.0)]]).figures
    assert figures["predicted"] == 2
    assert figures["exact_p"] == 0.5
    assert figures["overlap_p"] == 1.0
    assert figures["acc161"] == 1.0


def test_equal_spans_are_paired_before_overlapping_ones() -> None:
    assert paired([(0, 4), (5, 9)], [(0, 9), (0, 4)]) == {0: 1, 1: 0}


def test_the_area_under_the_curve_of_two_errors() -> None:
    near, far = math.log1p(10.0), math.log1p(1000.0)
    assert auc([1000.0, 10.0]) == pytest.approx((near + far) / 2 / math.log(FARTHEST_KM))
    assert auc([10.0]) == pytest.approx(near / math.log(FARTHEST_KM))


@given(st.lists(st.floats(min_value=0, max_value=20_000), min_size=1))
def test_half_of_the_errors_lie_below_the_median(errors: list[float]) -> None:
    ordered = sorted(errors)
    middle = median(ordered)
    assert sum(error <= middle for error in ordered) * 2 >= len(ordered)
    assert 0.0 <= auc(ordered) <= 1.0


def test_intervals_hold_the_figure(gold: list[GoldArticle]) -> None:
    predicted = [[place(GHENT, 51.0, 4.0)], [place(GHENT, 51.0, 4.0), place(LILLE, 50.0, 3.0)]]
    result = score(gold * 2, predicted, bootstrap=50)
    low, high = result.intervals["acc161"]
    assert 0.5 <= low <= result.figures["acc161"] <= high <= 1.0
    assert result.lines()[-1].startswith("95 % of acc161")


def record(article: Article, *found: tuple[tuple[int, int], Kind, Form, str, float | None]) -> Record:
    mentions, entities = [], {}
    for number, ((start, end), kind, form, name, lat) in enumerate(found):
        text = article.text[start:end]
        mentions.append(Mention(id=f"m{number}", start=start, end=end, text=text, kind=kind, entity=name, form=form))
        entities[name] = Entity(id=name, name=name, kind=kind, lat=lat, lon=lat)
    return Record(
        coder=Coder(version="0", model="none"), article=article, mentions=mentions, entities=list(entities.values())
    )


def test_places_and_named_states_are_predicted_and_a_place_goes_before_a_state(gold: list[GoldArticle]) -> None:
    article = Article(id="a", text=TEXT)
    read = record(
        article,
        (GHENT, "state", "name", "state:AAA", 1.0),
        (GHENT, "place", "name", "place:1", 51.0),
        (LILLE, "state", "metonym", "state:BBB", 2.0),
        (REIMS, "state", "demonym", "state:CCC", 3.0),
        ((0, 6), "organisation", "name", "organisation:x", 4.0),
    )
    assert [(found.start, found.lat) for found in predict_places(read)] == [(16, 51.0), (41, 3.0)]


def test_evaluating_reads_the_texts_with_their_dates(gold: list[GoldArticle]) -> None:
    def read(articles: Iterable[Article]) -> Iterator[Record]:
        for article in articles:
            assert (article.text, article.published) == (TEXT, "2024-05-01")
            yield record(article, (REIMS, "place", "name", "place:1", 49.0))

    result = evaluate(gold, read)
    assert result.figures["overlap_r"] == pytest.approx(1 / 3)
    assert result.lines()[0] == "articles 1  gold 3  predicted 1"


def test_gold_and_predictions_are_read_from_files(tmp_path: Path, gold: list[GoldArticle]) -> None:
    gold_path, predictions = tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl"
    # A line separator inside a text is no end of line.
    awkward = GoldArticle(doc="b", text="One\u2028two", toponyms=[])
    gold_path.write_text("\n".join(article.model_dump_json() for article in [*gold, awkward]) + "\n", encoding="utf-8")
    assert load_gold(gold_path) == [*gold, awkward]
    row = {"doc": "a", "places": [{"start": 16, "end": 21, "lat": 51.0, "lon": 4.0, "name": "Ghent"}]}
    predictions.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert score_places(gold_path, predictions).figures["acc161"] == 0.5


@pytest.mark.parametrize("line", ["{", '{"doc": "a"}', ""])
def test_bad_gold_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"gold\.jsonl"):
        load_gold(path)
    with pytest.raises(EvaluationError, match=r"absent\.jsonl"):
        load_gold(tmp_path / "absent.jsonl")


def test_bad_predictions_are_refused(tmp_path: Path, gold: list[GoldArticle]) -> None:
    gold_path, predictions = tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl"
    gold_path.write_text(gold[0].model_dump_json(), encoding="utf-8")
    predictions.write_text('{"places": []}', encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"predicted\.jsonl"):
        score_places(gold_path, predictions)


def test_names_whose_characters_are_given_are_placed_and_their_countries_compared(reader: Reader) -> None:
    toponyms = [
        Toponym(start=GHENT[0], end=GHENT[1], lat=51.05, lon=3.72, country="Belgium"),
        Toponym(start=LILLE[0], end=LILLE[1], lat=51.24, lon=4.82, country="France"),
        Toponym(start=REIMS[0], end=REIMS[1], lat=-33.0, lon=151.0, country="France"),
        Toponym(start=0, end=6, lat=0.0, lon=0.0),
    ]
    gold = [GoldArticle(doc="a", text=TEXT, date="2024-05-01", toponyms=toponyms)]
    result = evaluate_given(gold, reader.places_given)
    assert result.figures["acc161_given"] == 0.5
    assert result.figures["country_given"] == pytest.approx(2 / 3)
    assert any(line.startswith("given spans") for line in result.lines())
