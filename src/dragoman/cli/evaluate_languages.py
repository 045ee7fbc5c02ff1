"""``dragoman evaluate`` for languages: identification, alignment with a translation, names in untranslated text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.evaluate import JsonFile, evaluate_app, show

if TYPE_CHECKING:
    from dragoman.evaluation.versions import Read

# The commands below belong to the same group.
__all__ = ["evaluate_app"]

SampleFile = Annotated[
    Path,
    typer.Argument(metavar="GOLD", help="A YAML file with paragraphs, sentences and unknown.", show_default=False),
]
StoryFolder = Annotated[
    Path, typer.Argument(metavar="STORIES", help="A folder with story-*.yaml, or one such file.", show_default=False)
]


@evaluate_app.command()
def identification(gold: SampleFile, json_file: JsonFile = None) -> None:
    """Score language identification: paragraphs, single sentences, and texts in no language or too short to tell.

    Each row of GOLD has a language (ISO 639-1, null for none) and a text.

    [bold]Example[/bold]

        dragoman evaluate identification benchmarks/gold/identification.yaml
    """
    from dragoman.evaluation import identification as scores

    show(scores.evaluate(scores.load_samples(gold)), json_file)


@evaluate_app.command()
def alignment(stories: StoryFolder, json_file: JsonFile = None) -> None:
    """Score alignment: which sentences of a report render which of its English version, split by dragoman itself.

    Precision, recall and F1 of the links between sentences, and the share of sentences all of whose links are right,
    of all and by language.

    [bold]Example[/bold]

        dragoman evaluate alignment benchmarks/gold/parallel
    """
    from dragoman.evaluation import alignment as scores
    from dragoman.evaluation.parallel import load_stories

    show(scores.evaluate(load_stories(stories)), json_file)


def versions_in(folder: Path) -> list[Read]:
    """All versions of the stories of a folder, read."""
    from dragoman.cli.loaded import reader
    from dragoman.evaluation.parallel import load_stories, load_translations
    from dragoman.evaluation.versions import read_versions

    return read_versions(load_stories(folder), load_translations(folder), reader())


@evaluate_app.command()
def native(stories: StoryFolder, json_file: JsonFile = None) -> None:
    """Score native coding: the events of an English report that its French and Spanish versions yield as well.

    By event, with the same states on both sides and the same type or quad class; and by act of the gold, of those
    that the English version yields. What is missing is listed.

    [bold]Example[/bold]

        dragoman evaluate native benchmarks/gold/parallel
    """
    from dragoman.evaluation import native as scores

    show(scores.evaluate(versions_in(stories)), json_file)


@evaluate_app.command()
def crosslingual(stories: StoryFolder, json_file: JsonFile = None) -> None:
    """Score merging across languages: whether the versions of a report end in the same events.

    Versions in languages without a parser of their own are read by the translations beside the stories. Pairs of
    mentions that should be one event and are not, or are and should not, are listed.

    [bold]Example[/bold]

        dragoman evaluate crosslingual benchmarks/gold/parallel
    """
    from dragoman.evaluation import crosslingual as scores

    show(scores.evaluate(versions_in(stories)), json_file)


@evaluate_app.command()
def untranslated(
    stories: StoryFolder,
    language: Annotated[
        list[str] | None,
        typer.Option(
            "--language", metavar="CODE", help="Only versions in this language; may be repeated.", show_default=False
        ),
    ] = None,
    json_file: JsonFile = None,
) -> None:
    """Score names in untranslated text: the states and the actors that a report names, found without translation.

    Actors are persons, organisations, groups and publishers. Versions in languages without known names are left out.

    [bold]Example[/bold]

        dragoman evaluate untranslated benchmarks/gold/parallel --language ru --language ko
    """
    from dragoman.evaluation import untranslated as scores
    from dragoman.evaluation.parallel import load_stories

    show(scores.evaluate(load_stories(stories), language), json_file)
