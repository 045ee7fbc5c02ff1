"""Articles in other languages: read by a parser of their own, by a translator, or by their names alone.

Which way an article goes depends on its language and on the settings, never on another article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from spacy.language import Language

from dragoman.coding.named import named_record
from dragoman.coding.native_pipeline import NATIVE, native_pipeline
from dragoman.coding.translated import parts_of, translated_article, translated_whole
from dragoman.errors import SettingsError, TranslationError
from dragoman.language.alignment import Pair
from dragoman.language.engines import translator
from dragoman.language.original import carried_back
from dragoman.language.refusals import NoTranslatorError
from dragoman.language.renderings import align_words
from dragoman.language.translation import Memory, Translator
from dragoman.record import NAMES_ONLY, Article, Coder, Record, SentencePair, Span, Translation
from dragoman.settings import settings

# Codes what is in the main language, in order.
Code = Callable[[Sequence[Article]], list[Record]]


class ForeignReader:
    """Reads articles that are not in the language of the main pipeline.

    Args:
        main: the coder of the main pipeline.
        language: its language.
        code: codes articles by it.
        parse: codes articles by another pipeline, given its coder.
        memory: where translations are kept; None means in this process.
    """

    def __init__(
        self, main: Coder, language: str, code: Code,
        parse: Callable[[Language, Coder, Sequence[Article]], list[Record]], memory: Memory | None = None,
    ) -> None:  # fmt: skip
        self.main = main
        self.language = language
        self.code = code
        self.parse = parse
        self.memory = memory

    def read(self, articles: Iterable[Article]) -> list[Record]:
        """The records of articles in other languages, in their order."""
        listed = list(articles)
        found: dict[int, Record] = {}
        for language in dict.fromkeys(one.language or "" for one in listed):
            places = [at for at, one in enumerate(listed) if one.language == language]
            records = self.in_language(language, [listed[at] for at in places])
            found.update(zip(places, records, strict=True))
        return [found[at] for at in range(len(listed))]

    def in_language(self, language: str, articles: Sequence[Article]) -> list[Record]:
        """The records of articles in one language."""
        nlp = self.parser(language)
        if nlp is not None:
            return self.parse(nlp, native_coder(self.main, nlp), articles)
        return [self.translated(one) for one in articles]

    def parser(self, language: str) -> Language | None:
        """The pipeline that reads a language as it stands.

        None where there is none, its parser is not installed, or the setting ``native`` leaves the language out.
        """
        try:
            return native_pipeline(language) if language in NATIVE and language in settings().native else None
        except SettingsError:
            return None

    @cached_property
    def translator(self) -> Translator | str:
        """The translator that the settings name, over the memory; or why it cannot be used."""
        try:
            return translator(self.memory)
        except TranslationError as error:
            return str(error)

    def reads(self, language: str) -> bool:
        """Whether articles in a language can be read now: by a parser of their own, or by the translator."""
        if self.parser(language) is not None:
            return True
        return isinstance(self.translator, Translator) and self.translator.can(language, self.language)

    def translated(self, article: Article) -> Record:
        """The record of an article that is coded on its translation; by its names where that cannot be had.

        A translation of the whole text that people gave is taken before any of its parts by an engine.
        """
        source, engine = article.language or "", self.translator
        if isinstance(engine, str):
            return self.unread(article, f"not read: {engine}")
        try:
            whole = engine.given([article.text], source, self.language).get(article.text)
            if whole is not None:
                return self.carried(article, *translated_whole(article, whole), whole.notes)
            rendered = engine.translate(parts_of(article), source, self.language)
        except NoTranslatorError:
            lacking = ", and its parser is not installed or set aside" if source in NATIVE else ""
            return self.unread(article, f"not read: no translator for {source}{lacking}")
        except TranslationError as error:
            return self.unread(article, f"not read: {error}")
        notes = dict.fromkeys(note for one in rendered for note in one.notes)
        return self.carried(article, *translated_article(article, rendered), tuple(notes))

    def carried(self, article: Article, made: Article, translation: Translation, notes: Sequence[str]) -> Record:
        """The record of an article by its translation, with the words of the original as evidence.

        Args:
            article: the original.
            made: the article that the translation is.
            translation: what ties it to the original.
            notes: what the translator says of its work.
        """
        (coded,) = self.code([made])

        def words(pair: SentencePair, span: Span) -> Span | None:
            if pair.original is None or pair.translation is None:
                return None
            sentences = Pair((pair.original,), (pair.translation,))
            return align_words(
                article.text, translation.text, sentences, span, source=translation.source, target=translation.target
            )

        about = f"{self.main.model} after {translation.engine} {translation.version}"
        record = carried_back(coded, article, translation, words)
        coder = self.main.model_copy(update={"model": about})
        return record.model_copy(update={"coder": coder, "notes": [*record.notes, *notes]})

    def unread(self, article: Article, note: str) -> Record:
        """The record of an article by its names alone."""
        return named_record(article, self.main.model_copy(update={"model": NAMES_ONLY}), note)


def native_coder(main: Coder, nlp: Language) -> Coder:
    """What makes the records of a native pipeline."""
    meta = nlp.meta
    return main.model_copy(update={"model": f"{meta['lang']}_{meta['name']} {meta['version']}"})
