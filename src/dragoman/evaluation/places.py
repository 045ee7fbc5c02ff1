"""Scores place names against gold: recognition, and how far from the true point each name was put.

The figures are those of the usual geoparsing scorers: one-to-one pairs of gold and predicted spans, exact or by
overlap (largest first), and over the overlapping pairs the distances, accuracy at 161 km (100 miles) and the area under
the curve of log errors. A gold name that was missed or not resolved counts as wrong in the end-to-end figures.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from dragoman.errors import EvaluationError
from dragoman.evaluation.result import Read
from dragoman.intake.text import article_from_text
from dragoman.knowledge.states import states
from dragoman.record import Article, Record

# Where a name lies, and its state; a record with the place at each given span, and what makes it of articles with
# spans (Reader.places_given).
Located = tuple[float | None, float | None, str | None]
Given = tuple[Record, list[Located | None]]
ReadGiven = Callable[[Iterable[tuple[Article, Sequence[tuple[int, int]]]]], Iterator[Given]]

EARTH_KM = 6371.009
# Half of the Earth's circumference, and what an error of that length counts at most.
FARTHEST_KM = 20039.0
NEAR_KM = 161.0
# Mentions that name a place: pronouns and descriptions do not, and a metonym's place has a mention of its own.
NAMING = ("name", "demonym", "embedded")


class Toponym(BaseModel):
    """A gold place name; without coordinates or country where the gold has none."""

    model_config = ConfigDict(extra="ignore")

    start: int
    end: int
    lat: float | None = None
    lon: float | None = None
    country: str | None = None


class GoldArticle(BaseModel):
    """One line of gold."""

    model_config = ConfigDict(extra="ignore")

    doc: str
    text: str
    date: str | None = None
    toponyms: list[Toponym]


class Predicted(BaseModel):
    """A predicted place name."""

    start: int
    end: int
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """The counts of one article. ``distances``: of each gold name with coordinates, None where not resolved."""

    gold: int
    predicted: int
    exact: int
    overlapping: int
    recognised: int
    distances: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of one evaluation; NaN where there is nothing to measure."""

    figures: dict[str, float]
    intervals: dict[str, tuple[float, float]] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """The figures as text."""
        f = self.figures
        lines = [
            f"articles {f['articles']:.0f}  gold {f['gold']:.0f}  predicted {f['predicted']:.0f}",
            f"recognition  exact   P {f['exact_p']:.3f} R {f['exact_r']:.3f} F1 {f['exact_f1']:.3f}"
            f"   overlap P {f['overlap_p']:.3f} R {f['overlap_r']:.3f} F1 {f['overlap_f1']:.3f}",
            f"resolution   gold with coordinates {f['with_coordinates']:.0f}, recognised {f['recognised']:.0f},"
            f" resolved {f['resolved']:.0f}",
            f"Acc@161km    end to end {shown(f['acc161'])}   of recognised {shown(f['acc161_recognised'])}"
            f"   of resolved {shown(f['acc161_resolved'])}",
            f"error km     mean {shown(f['mean_km'], 0)}  median {shown(f['median_km'], 1)}"
            f"   AUC of resolved {shown(f['auc_resolved'])}   AUC end to end {shown(f['auc'])}",
        ]
        if "acc161_given" in f:
            lines.append(f"given spans  Acc@161km {shown(f['acc161_given'])}   country {shown(f['country_given'])}")
        return lines + [f"95 % of {name}  {low:.3f} to {high:.3f}" for name, (low, high) in self.intervals.items()]


def shown(value: float, digits: int = 3) -> str:
    """A figure for people; a dash where there is none."""
    return "-" if math.isnan(value) else f"{value:.{digits}f}"


def load_gold(path: Path) -> list[GoldArticle]:
    """Gold articles from a JSONL file.

    Raises:
        EvaluationError: the file cannot be read, or a line is not a gold article.
    """
    adapter, articles = TypeAdapter(GoldArticle), []
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError("The gold cannot be read", where=str(path), do="name a JSONL file") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            articles.append(adapter.validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            raise EvaluationError(
                f"A line is not a gold article: {place} {first['msg']}",
                where=f"{path}, line {number}",
                do="give doc, text and toponyms with start, end, lat, lon",
            ) from error
    if not articles:
        raise EvaluationError("The gold is empty", where=str(path), do="name a JSONL file with articles")
    return articles


def evaluate(gold: Sequence[GoldArticle], read: Read, bootstrap: int = 0) -> Result:
    """Read the gold's articles and score the places found.

    Args:
        gold: the gold articles.
        read: what makes records of articles, in their order.
        bootstrap: how many times articles are resampled for 95 % intervals; 0 for none.
    """
    articles = (article_from_text(article.text, published=article.date) for article in gold)
    return score(gold, [predict_places(record) for record in read(articles)], bootstrap)


def evaluate_given(gold: Sequence[GoldArticle], read: ReadGiven, bootstrap: int = 0) -> Result:
    """As :func:`evaluate`, and where the names lie whose spans are given: ``acc161_given``, ``country_given``.

    The country of a name counts where the gold names one that is known; a name that is not resolved is wrong.
    """
    spans = [[(toponym.start, toponym.end) for toponym in article.toponyms] for article in gold]
    articles = (article_from_text(article.text, published=article.date) for article in gold)
    predicted, near, countries = [], [], []
    codes = {name.lower(): code for code, state in states().items() for name in (state.name, *state.names)}
    for article, (record, places) in zip(gold, read(zip(articles, spans, strict=True)), strict=True):
        predicted.append(predict_places(record))
        for toponym, place in zip(article.toponyms, places, strict=True):
            lat, lon, state = place or (None, None, None)
            if toponym.lat is not None and toponym.lon is not None:
                known = lat is not None and lon is not None
                near.append(known and km(toponym.lat, toponym.lon, lat, lon) < NEAR_KM)  # type: ignore[arg-type]
            if (country := codes.get((toponym.country or "").lower())) is not None:
                countries.append(state == country)
    result = score(gold, predicted, bootstrap)
    result.figures["acc161_given"] = share(sum(near), len(near))
    result.figures["country_given"] = share(sum(countries), len(countries))
    return result


def predict_places(record: Record) -> list[Predicted]:
    """The place names of a record: mentions of places and of states by name; on one span the place stands."""
    entities = {entity.id: entity for entity in record.entities}
    found: dict[tuple[int, int], Predicted] = {}
    for kind in ("state", "place"):
        for mention in record.mentions:
            if mention.kind == kind and mention.form in NAMING:
                entity = entities[mention.entity]
                found[mention.start, mention.end] = Predicted(
                    start=mention.start, end=mention.end, lat=entity.lat, lon=entity.lon
                )
    return [found[span] for span in sorted(found)]


def score_places(gold_path: Path, predictions: Path, bootstrap: int = 0) -> Result:
    """Score a JSONL file of predictions, ``{"doc": ..., "places": [{"start", "end", "lat", "lon"}]}`` a line.

    Raises:
        EvaluationError: a file cannot be read or a line cannot be used.
    """
    gold = load_gold(gold_path)
    found: dict[str, list[Predicted]] = {}
    adapter = TypeAdapter(list[Predicted])
    try:
        for line in predictions.read_text(encoding="utf-8").split("\n"):
            if line.strip():
                row = json.loads(line)
                found.setdefault(row["doc"], []).extend(adapter.validate_python(row["places"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EvaluationError(
            "The predictions cannot be used", where=str(predictions), do="give doc and places on each line"
        ) from error
    return score(gold, [found.get(article.doc, []) for article in gold], bootstrap)


def score(gold: Sequence[GoldArticle], predicted: Sequence[Sequence[Predicted]], bootstrap: int = 0) -> Result:
    """Score predictions, one list an article."""
    rows = [row_of(article, places) for article, places in zip(gold, predicted, strict=True)]
    result = Result(figures_of(rows))
    if bootstrap:
        chance = random.Random(7)
        samples = [figures_of([rows[chance.randrange(len(rows))] for _ in rows]) for _ in range(bootstrap)]
        for name in ("exact_f1", "acc161"):
            values = sorted(sample[name] for sample in samples)
            result.intervals[name] = values[int(0.025 * bootstrap)], values[int(0.975 * bootstrap)]
    return result


def row_of(article: GoldArticle, places: Sequence[Predicted]) -> Row:
    """The counts of one article."""
    unique = list({(place.start, place.end): place for place in reversed(places)}.values())[::-1]
    spans = [(place.start, place.end) for place in unique]
    wanted = [(toponym.start, toponym.end) for toponym in article.toponyms]
    pairs = paired(wanted, spans)
    distances: list[float | None] = []
    for index, toponym in enumerate(article.toponyms):
        if toponym.lat is None or toponym.lon is None:
            continue
        place = unique[pairs[index]] if index in pairs else None
        known = place is not None and place.lat is not None and place.lon is not None
        distances.append(km(toponym.lat, toponym.lon, place.lat, place.lon) if known else None)  # type: ignore[union-attr,arg-type]
    located = {index for index, toponym in enumerate(article.toponyms) if toponym.lat is not None}
    return Row(
        gold=len(wanted),
        predicted=len(spans),
        exact=len(set(wanted) & set(spans)),
        overlapping=len(pairs),
        recognised=len(located & pairs.keys()),
        distances=tuple(distances),
    )


def paired(gold: Sequence[tuple[int, int]], found: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Gold index to predicted index, one to one: equal spans first, then the largest overlap."""
    options = []
    for i, (start, end) in enumerate(gold):
        for j, (first, last) in enumerate(found):
            overlap = min(end, last) - max(start, first)
            if overlap > 0:
                options.append(((start, end) != (first, last), -overlap, abs(start - first), i, j))
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for *_, i, j in sorted(options):
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs


def figures_of(rows: Sequence[Row]) -> dict[str, float]:
    """The figures over some articles."""
    gold, predicted = sum(row.gold for row in rows), sum(row.predicted for row in rows)
    distances = [distance for row in rows for distance in row.distances]
    resolved = sorted(distance for distance in distances if distance is not None)
    recognised = sum(row.recognised for row in rows)
    near = sum(distance < NEAR_KM for distance in resolved)
    missed = [FARTHEST_KM] * (len(distances) - len(resolved))
    return {
        "articles": len(rows),
        "gold": gold,
        "predicted": predicted,
        **rates("exact", sum(row.exact for row in rows), gold, predicted),
        **rates("overlap", sum(row.overlapping for row in rows), gold, predicted),
        "with_coordinates": len(distances),
        "recognised": recognised,
        "resolved": len(resolved),
        "acc161": share(near, len(distances)),
        "acc161_recognised": share(near, recognised),
        "acc161_resolved": share(near, len(resolved)),
        "f1_161": rates("", near, len(distances), predicted)["_f1"],
        "mean_km": share(sum(resolved), len(resolved)),
        "median_km": median(resolved),
        "auc_resolved": auc(resolved),
        "auc": auc(resolved + missed),
    }


def rates(name: str, right: int, gold: int, predicted: int) -> dict[str, float]:
    """Precision, recall and F1."""
    precision, recall = right / predicted if predicted else 0.0, right / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {f"{name}_p": precision, f"{name}_r": recall, f"{name}_f1": f1}


def share(part: float, whole: float) -> float:
    """A part of a whole; NaN of nothing."""
    return part / whole if whole else math.nan


def median(values: Sequence[float]) -> float:
    """The median of sorted values; NaN of none."""
    count = len(values)
    if not count:
        return math.nan
    return values[count // 2] if count % 2 else (values[count // 2 - 1] + values[count // 2]) / 2


def auc(distances: Sequence[float]) -> float:
    """The area under the sorted curve of ln(1 + km), as a share of the worst: 0 is best, 1 worst."""
    logs = sorted(math.log1p(distance) for distance in distances)
    if not logs:
        return math.nan
    if len(logs) == 1:
        return logs[0] / math.log(FARTHEST_KM)
    area = sum((low + high) / 2 for low, high in pairwise(logs))
    return area / (math.log(FARTHEST_KM) * (len(logs) - 1))


def km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in kilometres."""
    a, b, c, d = map(math.radians, (lat, lon, other_lat, other_lon))
    chord = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))
