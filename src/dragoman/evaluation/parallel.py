"""Stories of a parallel gold: one report in several languages, with what each sentence renders, acts and names.

Each file has ``versions`` by language, each with a title and paragraphs of sentences; those of other languages than
English say which English sentences they render. The text of a version is its title and its paragraphs with blank lines
between, sentences with a space between. ``events`` has the acts, with their words in each version; ``named`` whom a
version names.
"""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dragoman.errors import DragomanError, EvaluationError
from dragoman.intake.text import article_from_text
from dragoman.knowledge.data import read_yaml
from dragoman.record import Article, Factuality, Kind, Span

# The version that the sentences of all others refer to.
REFERENCE = "en"


class Part(BaseModel):
    """Base of the parts of a story: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Sentence(Part):
    """One sentence; ``renders`` are the ids of the English sentences whose content it has, wholly or in part."""

    id: str
    text: str
    renders: tuple[str, ...] = ()


class Version(Part):
    """The report in one language."""

    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(cached_property,))
    outlet: str
    published: str | None = None
    title: Sentence
    paragraphs: tuple[tuple[Sentence, ...], ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The title and all sentences, in order."""
        return (self.title, *chain.from_iterable(self.paragraphs))

    @property
    def text(self) -> str:
        """The published text."""
        paragraphs = ((self.title,), *self.paragraphs)
        return "\n\n".join(" ".join(sentence.text for sentence in paragraph) for paragraph in paragraphs)

    @cached_property
    def spans(self) -> dict[str, Span]:
        """Where each sentence stands in the text, by its id."""
        found, start = {}, 0
        for paragraph in ((self.title,), *self.paragraphs):
            for sentence in paragraph:
                found[sentence.id] = Span(start=start, end=start + len(sentence.text))
                start += len(sentence.text) + 1
            start += 1
        return found

    def article(self, language: str) -> Article:
        """The version as an article."""
        return article_from_text(
            self.text,
            published=self.published,
            title=self.title.text,
            publisher=self.outlet,
            language=language,
        )


class Act(Part):
    """An act of the story; ``words`` are those that report it, by language and sentence.

    States are ISO 3166-1 alpha-3 codes.
    """

    id: str
    what: str
    type: str
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    factuality: Factuality
    when: str | None = None
    words: dict[str, dict[str, str]] = Field(default_factory=dict)


class Named(Part):
    """Who or what a version names: its words there, its name in English, what it is and of which state."""

    words: str
    means: str = Field(alias="is")
    kind: Kind
    state: str | None = None


class Story(Part):
    """One report in several languages."""

    story: int
    meta: dict[str, str]
    versions: dict[str, Version]
    events: tuple[Act, ...] = ()
    named: dict[str, tuple[Named, ...]] = Field(default_factory=dict)

    @property
    def others(self) -> dict[str, Version]:
        """The versions but the English one."""
        return {language: one for language, one in self.versions.items() if language != REFERENCE}


def load_stories(folder: Path) -> list[Story]:
    """The stories of a folder, one a file ``story-*.yaml``, or of one such file.

    Raises:
        EvaluationError: there are none, or one does not follow the format or names what it does not have.
    """
    paths = sorted(folder.glob("story-*.yaml")) if folder.is_dir() else [folder]
    stories = [load_story(path) for path in paths]
    if not stories:
        raise EvaluationError("no stories", where=str(folder), do="give a folder with story-*.yaml")
    return stories


def load_story(path: Path) -> Story:
    """One story, checked.

    Raises:
        EvaluationError: see :func:`load_stories`.
    """
    try:
        story = Story.model_validate(read_yaml(path))
    except (ValidationError, DragomanError) as error:
        raise EvaluationError(f"no story: {error}", where=str(path), do="see benchmarks/gold/parallel") from error
    for what in faults(story):
        raise EvaluationError(what, where=str(path), do="mend the story")
    return story


class Rendering(Part):
    """A sentence of a translation and the sentences of the original that it renders, by their ids."""

    renders: tuple[str, ...] = ()
    text: str


class Rendered(Part):
    """A version in an English of its own, translated without sight of the English version."""

    story: int
    language: str
    title: Rendering
    paragraphs: tuple[tuple[Rendering, ...], ...]

    @property
    def text(self) -> str:
        """The translation as a text, set as the version is."""
        paragraphs = ((self.title,), *self.paragraphs)
        return "\n\n".join(" ".join(sentence.text for sentence in paragraph) for paragraph in paragraphs)


class Renderings(Part):
    """The file of translations."""

    meta: dict[str, str]
    translations: tuple[Rendered, ...]


def load_translations(folder: Path) -> dict[tuple[int, str], Rendered]:
    """The translations beside the stories of a folder, by story and language.

    Raises:
        EvaluationError: there are none, or they do not follow the format.
    """
    path = folder / "translations.yaml"
    try:
        found = Renderings.model_validate(read_yaml(path))
    except (ValidationError, DragomanError, OSError) as error:
        raise EvaluationError(
            f"no translations: {error}", where=str(path), do="see benchmarks/gold/parallel"
        ) from error
    return {(one.story, one.language): one for one in found.translations}


def faults(story: Story) -> list[str]:
    """What a story refers to and does not have."""
    if REFERENCE not in story.versions:
        return [f"there is no version in '{REFERENCE}'"]
    reference = {sentence.id for sentence in story.versions[REFERENCE].sentences}
    found = [
        f"{sentence.id} renders {other}, which is no sentence"
        for version in story.others.values()
        for sentence in version.sentences
        for other in sentence.renders
        if other not in reference
    ]
    texts = {sentence.id: sentence.text for one in story.versions.values() for sentence in one.sentences}
    found += [
        f"{act.id} has '{words}', which is not in {where}"
        for act in story.events
        for by_sentence in act.words.values()
        for where, words in by_sentence.items()
        if words not in texts.get(where, "")
    ]
    found += [
        f"'{one.words}' is not in the version in {language}"
        for language, named in story.named.items()
        for one in named
        if language not in story.versions or one.words not in story.versions[language].text
    ]
    return found
