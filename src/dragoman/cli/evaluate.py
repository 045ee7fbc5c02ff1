"""``dragoman evaluate``: accuracy against gold data, with the figures of the field's scorers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol

import typer

from dragoman.cli.show import Bar
from dragoman.errors import EvaluationError
from dragoman.record import Article, Factuality, Record

if TYPE_CHECKING:
    from dragoman.coding.reading import Reading
    from dragoman.evaluation.annotated import Mark
    from dragoman.evaluation.circumstances import Told
    from dragoman.evaluation.places import Given
    from dragoman.evaluation.result import Read
    from dragoman.evaluation.sentences import Sentence

evaluate_app = typer.Typer(help="Measure accuracy on gold data.", no_args_is_help=True)
GoldFile = Annotated[Path, typer.Argument(metavar="GOLD", help="A JSON Lines file.", show_default=False)]
GoldFolder = Annotated[
    Path,
    typer.Argument(
        metavar="GOLD", help="A folder with text/NAME.txt and attributions/NAME_ANNOTATOR.ann.", show_default=False
    ),
]
Sentences = Annotated[
    Path,
    typer.Argument(
        metavar="SENTENCES", help="A file of annotated sentences, or a folder of such files.", show_default=False
    ),
]
JsonFile = Annotated[
    Path | None,
    typer.Option("--json", metavar="FILE", help="Write the figures to this file, too, by name.", show_default=False),
]
Bootstrap = Annotated[
    int, typer.Option("--bootstrap", min=0, help="Draws of documents for 95 % intervals; 0 for none.")
]


class Result(Protocol):
    """What every evaluation gives."""

    @property
    def figures(self) -> dict[str, float]:
        """Figures by name."""
        ...

    def lines(self) -> list[str]:
        """What is printed."""
        ...


@evaluate_app.command()
def events(
    gold: GoldFile,
    pairs: Annotated[bool, typer.Option("--pairs", help="Only the types given the pairs, not the records.")] = False,
    picture: Annotated[
        Path | None,
        typer.Option(
            "--picture", metavar="FILE.svg", help="Draw how reliable the scores of types are.", show_default=False
        ),
    ] = None,
    json_file: JsonFile = None,
) -> None:
    """Score event coding: pairs (the type of an act between two given spans) and records (end to end).

    Each line of GOLD has id, text and type, and either actor and recipient as character spans (both figures are
    printed, and how well calibrated the scores of the types are) or lists of actors and recipients with their states
    (records only).

    [bold]Example[/bold]

        dragoman evaluate events benchmarks/gold/event_pairs.jsonl --pairs
    """
    from dragoman.cli.loaded import reader
    from dragoman.coding.pairs import TypeScore
    from dragoman.evaluation import events as scores

    found = scores.load_gold(gold)
    if not all(event.is_pair for event in found) and (pairs or picture):
        raise EvaluationError(
            "no pairs in this gold", where=str(gold), do="give a file with spans of actor and recipient"
        )
    with Bar("reading", len(found) * (2 - pairs)) as bar:

        def types(given: Iterable[tuple[str, scores.Span, scores.Span]]) -> Iterator[list[TypeScore]]:
            for scored in reader().types(given):
                bar.advance()
                kept.append(scored)
                yield scored

        kept: list[list[TypeScore]] = []
        result = scores.evaluate(found, None if pairs else lambda articles: read(articles, bar), types)
    if picture is not None:
        drawn = scores.calibration_of(found, kept).picture(f"Types of {len(found)} pairs of {gold.name}")
        picture.write_text(drawn, encoding="utf-8")
    show(result, json_file)


@evaluate_app.command()
def attributions(
    gold: GoldFolder,
    speech: Annotated[
        bool, typer.Option("--speech", help="Score speech alone: leave out what is thought, felt, meant or found.")
    ] = False,
    bootstrap: Bootstrap = 0,
    json_file: JsonFile = None,
) -> None:
    """Score attributions: who said it, with which words, and what.

    GOLD is laid out like PolNeAR: texts, and brat files with spans of Source, Cue and Content joined by attributions.
    The figures named speech50 look at gold that reports speech; with --speech, at nothing else that was found, either.

    [bold]Example[/bold]

        dragoman evaluate attributions benchmarks/gold/attributions
    """
    from dragoman.evaluation import attributions as scores

    found = scores.load_gold(gold)
    with Bar("reading", len(found)) as bar:
        result = scores.evaluate(found, lambda articles: read(articles, bar), bootstrap, speech=speech)
    show(result, json_file)


@evaluate_app.command()
def places(gold: GoldFile, json_file: JsonFile = None, bootstrap: Bootstrap = 0) -> None:
    """Score place names: recognised, and how far from the true point; then where they lie with their spans given.

    Each line of GOLD has doc, text and toponyms with start, end, lat and lon, and maybe country.

    [bold]Example[/bold]

        dragoman evaluate places benchmarks/gold/places.jsonl
    """
    from dragoman.cli.loaded import reader
    from dragoman.evaluation import places as scores

    found = scores.load_gold(gold)
    with Bar("reading", len(found)) as bar:

        def locate(articles: Iterable[tuple[Article, Sequence[tuple[int, int]]]]) -> Iterator[Given]:
            for given in reader().places_given(articles):
                bar.advance()
                yield given

        result = scores.evaluate_given(found, locate, bootstrap)
    show(result, json_file)


@evaluate_app.command()
def merging(
    gold: Annotated[Path, typer.Argument(metavar="DESK", help="A folder with dispatches and truth.yaml.")],
    json_file: JsonFile = None,
) -> None:
    """Score merging: mentions into events (pairs, B-cubed), copies, and independent origins.

    DESK holds articles (JSON Lines) and a truth.yaml that says which words report one act, which texts are copies,
    and where the reports of each act come from.

    [bold]Example[/bold]

        dragoman evaluate merging examples/russia-north-korea
    """
    from dragoman.evaluation import merging as scores
    from dragoman.intake.source import articles_from

    truth = scores.load_truth(gold)
    articles = [one for path in sorted(gold.glob("*.jsonl")) for one in articles_from(path)]
    with Bar("reading", len(articles)) as bar:
        result = scores.evaluate(truth, read(articles, bar))
    show(result, json_file)


@evaluate_app.command()
def quotes(gold: GoldFile, json_file: JsonFile = None) -> None:
    """Score quotations of several sentences: whether each is found whole, in all layouts.

    GOLD is YAML: cases with id, layout, text, and quotes with content (stretches between marks) and source.

    [bold]Example[/bold]

        dragoman evaluate quotes benchmarks/gold/quotes.yaml
    """
    from dragoman.evaluation import quotes as scores

    found = scores.load_passages(gold)
    with Bar("reading", len(found)) as bar:
        result = scores.evaluate(found, lambda articles: read(articles, bar))
    show(result, json_file)


@evaluate_app.command()
def times(gold: GoldFile, json_file: JsonFile = None) -> None:
    """Score expressions of time: whether each is found, and its value right.

    GOLD is YAML: cases with id, published, text, times (text, value in TIMEX3, kind, like) and traps.

    [bold]Example[/bold]

        dragoman evaluate times benchmarks/gold/times.yaml
    """
    from dragoman.evaluation import times as scores

    found = scores.load_passages(gold)
    with Bar("reading", len(found)) as bar:
        result = scores.evaluate(found, lambda articles: read(articles, bar))
    show(result, json_file)


@evaluate_app.command()
def circumstances(gold: GoldFile, json_file: JsonFile = None) -> None:
    """Score circumstances: when acts happened and where, given the words that report them.

    GOLD is YAML: cases with id, published, text, and acts with trigger, when, where, in and role.

    [bold]Example[/bold]

        dragoman evaluate circumstances benchmarks/gold/when_where.yaml
    """
    from dragoman.cli.loaded import reader
    from dragoman.evaluation import circumstances as scores

    found = scores.load_reports(gold)
    with Bar("reading", len(found)) as bar:

        def judge(articles: Iterable[tuple[Article, Sequence[tuple[int, int]]]]) -> Iterator[Told]:
            for told in reader().circumstances(articles):
                bar.advance()
                yield told

        result = scores.evaluate(found, judge)
    show(result, json_file)


@evaluate_app.command()
def sources(gold: GoldFile, json_file: JsonFile = None) -> None:
    """Score sources: whom 'she', 'the governor' or 'the agency' means.

    GOLD is YAML: cases with id, published, text, and sources with content, source, form and entity.

    [bold]Example[/bold]

        dragoman evaluate sources benchmarks/gold/sources.yaml
    """
    from dragoman.evaluation import sources as scores

    found = scores.load_reports(gold)
    with Bar("reading", len(found)) as bar:
        result = scores.evaluate(found, lambda articles: read(articles, bar))
    show(result, json_file)


@evaluate_app.command()
def names(gold: GoldFile, json_file: JsonFile = None) -> None:
    """Score names: whether every written variant of a name means the one entity, and look-alikes do not.

    GOLD is YAML: entities with name, kind, state and variants (text and language), and lookalikes with text, language
    and the name that they are near to.

    [bold]Example[/bold]

        dragoman evaluate names benchmarks/gold/name_variants.yaml
    """
    from dragoman.evaluation import names as scores
    from dragoman.knowledge.variants import resolve

    show(scores.evaluate(scores.load_gold(gold), resolve), json_file)


@evaluate_app.command()
def concerns(
    gold: Annotated[
        Path, typer.Argument(metavar="CASES", help="A YAML file with a list 'cases', or a folder of such files.")
    ],
    json_file: JsonFile = None,
) -> None:
    """Score concerns: the provisions that a sentence should raise, against those that it raises.

    Each case has id, published, text, expect (ids of provisions, often none) and the status. What is missed or raised
    wrongly is named, case by case.

    [bold]Example[/bold]

        dragoman evaluate concerns benchmarks/gold/concerns
    """
    from dragoman.evaluation import concerns as scores

    found = scores.load_cases(gold)
    with Bar("reading", len(found)) as bar:
        result = scores.evaluate(found, lambda articles: read(articles, bar))
    show(result, json_file)


@evaluate_app.command()
def factuality(sentences: Sentences, json_file: JsonFile = None) -> None:
    """Score factuality: happened, future, hypothetical, negated or historical.

    Three macro F1 are printed: at the annotated triggers, whether an event was coded there or not (the headline); of
    the acts that the coder found; and of all acts, where one that was not found is wrong.

    [bold]Example[/bold]

        dragoman evaluate factuality training/sentences
    """
    from dragoman.cli.loaded import reader
    from dragoman.evaluation import factuality as scores
    from dragoman.evaluation.sentences import read_all

    found = read_all(sentences)
    with Bar("reading", 2 * len(found)) as bar:

        def judge(text: str, triggers: Sequence[tuple[int, int]]) -> list[Factuality]:
            bar.advance()
            return reader().factuality(text, triggers)

        result = scores.evaluate(found, lambda articles: read(articles, bar), judge)
    show(result, json_file)


@evaluate_app.command()
def modes(sentences: Sentences, json_file: JsonFile = None) -> None:
    """Score modes: of the acts whose type is right, those whose mode is right, too.

    First at the annotated acts, whose type is given, whether an event was coded there or not (the headline); then of
    the acts that the coder found with the right type.

    [bold]Example[/bold]

        dragoman evaluate modes training/sentences
    """
    from dragoman.evaluation import modes as scores
    from dragoman.evaluation.sentences import read_all

    _show_acts(scores.evaluate, read_all(sentences), json_file)


@evaluate_app.command()
def contexts(sentences: Sentences, json_file: JsonFile = None) -> None:
    """Score contexts: precision, recall and F1 over all contexts of acts.

    First at the annotated acts, given to the coder, whether an event was coded there or not (the headline); then of
    the acts that it found by itself.

    [bold]Example[/bold]

        dragoman evaluate contexts training/sentences
    """
    from dragoman.evaluation import contexts as scores
    from dragoman.evaluation.sentences import read_all

    _show_acts(scores.evaluate, read_all(sentences), json_file)


def _show_acts(score: Callable[[list[Sentence], Read, Mark], Result], found: list[Sentence], to: Path | None) -> None:
    """Score annotated acts as they are given and as they are found, and show it."""
    from dragoman.cli.loaded import reader

    with Bar("reading", 2 * len(found)) as bar:

        def mark(texts: Iterable[str]) -> Iterator[Reading]:
            for reading in reader().mentions(texts):
                bar.advance()
                yield reading

        result = score(found, lambda articles: read(articles, bar), mark)
    show(result, to)


def read(articles: Iterable[Article], bar: Bar) -> Iterator[Record]:
    """The records of articles; the bar shows how many are done."""
    from dragoman.cli.loaded import reader

    for record in reader().pipe(articles):
        bar.advance()
        yield record


def show(result: Result, json_file: Path | None) -> None:
    """Print the figures, and write them to a file where one is named."""
    for line in result.lines():
        typer.echo(line)
    if json_file is not None:
        json_file.write_text(json.dumps(result.figures, indent=2) + "\n", encoding="utf-8")
