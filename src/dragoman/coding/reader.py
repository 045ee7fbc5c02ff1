"""The reader: articles in, records out. It loads the pipeline once and keeps the order of its input."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from spacy.language import Language
from spacy.tokens import Doc

from dragoman import __version__
from dragoman.coding.circumstances import circumstances_at
from dragoman.coding.explanation import Explanation, explanation_of, no_event
from dragoman.coding.factuality import factuality_at
from dragoman.coding.joint import add_joint_mentions
from dragoman.coding.pairs import Span, TypeScore, classify_all
from dragoman.coding.pipeline import MENTIONING, PARSERS, load_pipeline
from dragoman.coding.places_given import GivenPlaces, Located
from dragoman.coding.reading import KEY, Reading
from dragoman.errors import CodingError
from dragoman.intake.text import article_from_text
from dragoman.knowledge.gazetteer_file import gazetteer_mark
from dragoman.language.original import as_translated
from dragoman.record import Article, Coder, Factuality, Record, When, Where
from dragoman.settings import settings

if TYPE_CHECKING:
    from dragoman.coding.foreign import ForeignReader
    from dragoman.language.translation import Memory

Told = TypeVar("Told")
# Characters ``[start, end)`` of words in a text.
Spans = Sequence[tuple[int, int]]


@contextmanager
def collector_paused() -> Iterator[None]:
    """Do without the collection of reference cycles for a batch: over a loaded model it takes a tenth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def refuse_length(article: Article) -> None:
    """Refuse an article that is too long to be coded.

    Raises:
        CodingError: it is longer than the setting ``max_chars``.
    """
    limit = settings().max_chars
    if len(article.text) > limit:
        raise CodingError(
            f"text of {len(article.text)} characters, more than {limit}",
            where=article.url or article.id,
            do="split it or raise DRAGOMAN_MAX_CHARS",
        )


class Reader:
    """Reads articles with one loaded pipeline.

    Args:
        model: the spaCy pipeline that parses; None means the setting ``model``.
    """

    def __init__(self, model: str | None = None) -> None:
        self.nlp = load_pipeline(model=model)
        meta = self.nlp.meta
        version = f"{__version__}{gazetteer_mark()}"
        self.coder = Coder(version=version, model=f"{meta['lang']}_{meta['name']} {meta['version']}")
        self.language: str = meta["lang"]
        self.memory: Memory | None = None

    def read(self, article: Article) -> Record:
        """The record of one article.

        Raises:
            CodingError: the article is longer than the setting ``max_chars``.
        """
        return next(self.pipe([article]))

    def pipe(self, articles: Iterable[Article]) -> Iterator[Record]:
        """The records of many articles, in their order; parsed in batches of the setting ``batch_size``.

        Articles in other languages than that of the model are read by ``foreign``.
        """
        source = iter(articles)
        while batch := list(islice(source, settings().batch_size)):
            with collector_paused():
                records = self._batch(batch)
            yield from records

    def _batch(self, articles: list[Article]) -> list[Record]:
        """The records of a batch, whatever its languages."""
        for one in articles:
            refuse_length(one)
        elsewhere = [at for at, one in enumerate(articles) if self._is_foreign(one)]
        if not elsewhere:
            return self._coded(self.nlp, self.coder, articles)
        within = [at for at in range(len(articles)) if at not in set(elsewhere)]
        found = dict(zip(within, self._coded(self.nlp, self.coder, [articles[at] for at in within]), strict=True))
        found.update(zip(elsewhere, self.foreign.read(articles[at] for at in elsewhere), strict=True))
        return [found[at] for at in range(len(articles))]

    def _is_foreign(self, article: Article) -> bool:
        """Whether an article is in another language; where that is not known, it is taken for the model's own."""
        return article.language is not None and article.language != self.language

    def _coded(self, nlp: Language, coder: Coder, articles: Sequence[Article]) -> list[Record]:
        """The records of articles that one pipeline parses."""
        docs = [self._doc(article, nlp) for article in articles]
        read = nlp.pipe(docs, batch_size=settings().batch_size)
        return [self._record(Reading.of(doc), coder) for doc in read]

    def remember(self, memory: Memory) -> None:
        """Keep translations in a memory, and look for them there; a store has one."""
        if memory is not self.memory:
            self.memory = memory
            self.__dict__.pop("foreign", None)

    @cached_property
    def foreign(self) -> ForeignReader:
        """Reads what is in other languages; nothing of it is loaded before."""
        from dragoman.coding.foreign import ForeignReader

        return ForeignReader(
            self.coder, self.language, lambda articles: self._coded(self.nlp, self.coder, articles), self._coded,
            self.memory,
        )  # fmt: skip

    def explain(self, article: Article, event_id: str, where: str | None = None) -> Explanation:
        """Why one event of an article was coded: its words, dependencies, reasons, and the type that came second.

        Args:
            article: the article.
            event_id: the id that the event has in the article's record, such as 'ev1'.
            where: what the article is called in errors; None means its title, address or id.

        Raises:
            CodingError: the article is longer than the setting ``max_chars``, or has no event of this id.
        """
        if self._is_foreign(article):
            if (nlp := self.foreign.parser(article.language or "")) is not None:
                doc = next(nlp.pipe([self._doc(article, nlp)]))
                return explanation_of(doc, self._record(Reading.of(doc)), event_id, where, by_lexicon=True)
            read = self.read(article)
            if read.article.translation is None:
                raise no_event(read, event_id, where)
            # What was coded on a translation is explained by its words.
            article = as_translated(read).article
        doc = next(self.nlp.pipe([self._doc(article)]))
        return explanation_of(doc, self._record(Reading.of(doc)), event_id, where)

    def types(self, pairs: Iterable[tuple[str, Span, Span]]) -> Iterator[list[TypeScore]]:
        """The PLOVER types of the acts between two spans of texts, best first, with scores and reasons.

        Args:
            pairs: text, characters ``[start, end)`` of the actor, and those of the recipient.
        """
        return classify_all(pairs, self.nlp)

    def classify(self, text: str, actor: Span, recipient: Span) -> str | None:
        """The likeliest PLOVER type of the act between two spans of a text; None where a span holds no word."""
        best = next(self.types([(text, actor, recipient)]))
        return best[0].type if best else None

    def factuality(self, text: str, triggers: Sequence[tuple[int, int]]) -> list[Factuality]:
        """The factuality of what the words at some spans of a text report, whether an event is coded there or not."""
        doc = next(self.nlp.pipe([self._doc(article_from_text(text))]))
        return [factuality_at(doc, trigger).factuality for trigger in triggers]

    def circumstances(
        self, articles: Iterable[tuple[Article, Spans]]
    ) -> Iterator[tuple[Record, list[tuple[When, Where | None]]]]:
        """The records of articles, and when and where each act happened that the words at some spans report."""
        return self._told(articles, lambda doc, triggers: [circumstances_at(doc, trigger) for trigger in triggers])

    def places_given(self, articles: Iterable[tuple[Article, Spans]]) -> Iterator[tuple[Record, list[Located | None]]]:
        """The records of articles, and where the names at some spans lie, whether they were found there or not."""
        return self._told(articles, GivenPlaces().at)

    def _told(
        self, articles: Iterable[tuple[Article, Spans]], tell: Callable[[Doc, Spans], list[Told]]
    ) -> Iterator[tuple[Record, list[Told]]]:
        """The records of articles, with what can be told of the words at some spans of each.

        What is told comes first: it may make a place that the record then holds.
        """
        pairs = list(articles)
        docs = self.nlp.pipe([self._doc(article) for article, _ in pairs], batch_size=settings().batch_size)
        for doc, (_, spans) in zip(docs, pairs, strict=True):
            told = tell(doc, spans)
            yield self._record(Reading.of(doc)), told

    def mentions(self, texts: Iterable[str]) -> Iterator[Reading]:
        """The readings of texts as far as who and what they mention, in their order; no act is coded."""
        with self.nlp.select_pipes(enable=[*PARSERS, *MENTIONING]):
            docs = (self._doc(article_from_text(text)) for text in texts)
            for doc in self.nlp.pipe(docs, batch_size=settings().batch_size):
                yield Reading.of(doc)

    def _doc(self, article: Article, nlp: Language | None = None) -> Doc:
        refuse_length(article)
        doc = (nlp or self.nlp).make_doc(article.text)
        doc.user_data[KEY] = Reading(article, doc)
        return doc

    def _record(self, reading: Reading, coder: Coder | None = None) -> Record:
        add_joint_mentions(reading)
        used = {mention.entity for mention in reading.mentions}
        return Record(
            coder=coder or self.coder,
            article=reading.article,
            mentions=sorted(reading.mentions, key=lambda m: (m.start, -m.end)),
            entities=[entity for entity in reading.entities.values() if entity.id in used],
            times=reading.times,
            attributions=reading.attributions,
            events=reading.events,
            notes=reading.notes,
        )
