"""The coder of shards: a shard of the input in, a folder of Parquet files out; the same shard gives the same files.

``code_shard`` depends on nothing but its arguments. It writes into a folder of another name, which takes its own name
when all is in it; a shard whose folder is there, made by the same coder from the same files, is passed over. So it may
be killed, repeated, and run by two workers at once, and every shard is in the lake once.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path

from dragoman import __version__
from dragoman.coding.relevance import Filters, Relevance, Skip
from dragoman.errors import CodingError, DragomanError
from dragoman.intake.parcels import Parcel, articles_of
from dragoman.merge.keys import article_key
from dragoman.record import Article, Record
from dragoman.scale.coded_tables import rows_of, schemas
from dragoman.scale.given import is_record, record_in
from dragoman.scale.journal import Journal
from dragoman.scale.process import reader
from dragoman.scale.refusals import BrokenCoderError, DeadWorkerError
from dragoman.scale.shard_input import parcels_in_shard
from dragoman.scale.shards import Shard
from dragoman.scale.tables_out import TablesOut
from dragoman.settings import settings
from dragoman.store.lake_files import DONE, LakeFiles
from dragoman.store.rows import coder_of, file_record


@dataclass(frozen=True, slots=True)
class CodeOptions:
    """How shards are coded.

    Args:
        filters: what is not read in full.
        published: the date of publication of all articles, where the caller knows it.
        plain: take files as plain text, whatever they look like.
        model: the parsing model; that of the settings where the run began, whatever those of a worker are.
    """

    filters: Filters = field(default_factory=Filters)
    published: str | None = None
    plain: bool = False
    model: str = field(default_factory=lambda: settings().model)


@dataclass(frozen=True, slots=True)
class ShardReport:
    """What came of a shard.

    Args:
        shard: its name.
        mark: the state of its files.
        options: how it was coded, as text.
        coder: what coded it.
        version: dragoman's.
        documents: what it holds, whether read, skipped or refused.
        articles: coded articles, each once.
        repeated: articles that it holds a second time.
        events: event mentions.
        failed: documents that could not be read or coded.
        skipped: documents that were not read in full, by kind of reason.
        errors: failures by their code.
        seconds: how long it took.
    """

    shard: str
    mark: str
    options: str
    coder: str
    version: str = __version__
    documents: int = 0
    articles: int = 0
    repeated: int = 0
    events: int = 0
    failed: int = 0
    skipped: dict[str, int] | None = None
    errors: dict[str, int] | None = None
    seconds: float = 0.0


def code_shard(shard: Shard, root: str, options: CodeOptions) -> ShardReport:
    """Code a shard into a lake; gives the report that its folder holds, where it is there already.

    Args:
        shard: the shard.
        root: the folder of the lake.
        options: how.
    """
    files = LakeFiles(root)
    place = files.shard(shard.name)
    known = report_of(place)
    coder = shard_coder(options.model)
    if known is not None and (known.mark, known.options, known.coder) == (shard.mark, str(options), coder):
        return known
    temporary = place.with_name(f".{place.name}.{os.getpid()}.{time.monotonic_ns():x}")
    temporary.mkdir(parents=True)
    try:
        report = ShardCoder(shard, options, coder, place.with_name(f".{place.name}.journal")).run(temporary)
        (temporary / DONE).write_text(json.dumps(asdict(report), indent=2) + "\n", encoding="utf-8")
        put_in_place(temporary, place)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return report


def put_in_place(temporary: Path, place: Path) -> None:
    """Give a finished folder its name; one that is older, or was made meanwhile by another worker, goes."""
    old = temporary.with_name(f"{temporary.name}.old")
    if place.exists():
        place.rename(old)
    temporary.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def report_of(place: Path) -> ShardReport | None:
    """The report of a shard that is in the lake; None where it is not."""
    try:
        return ShardReport(**json.loads((place / DONE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


@lru_cache(maxsize=1)
def shard_coder(model: str) -> str:
    """What codes here with a model, in one string."""
    article = Article(id="", text="")
    return coder_of(Record(coder=reader(model).coder, article=article))


@dataclass(slots=True)
class Waiting:
    """An article that waits to be coded with others."""

    locator: str
    article: Article


class ShardCoder:
    """Codes one shard.

    Args:
        shard: the shard.
        options: how.
        coder: what codes, for the report.
        journal: the path of its journal.
    """

    def __init__(self, shard: Shard, options: CodeOptions, coder: str, journal: Path) -> None:
        self.shard = shard
        self.options = options
        self.coder = coder
        self.journal = Journal(journal)
        self.relevance = Relevance(options.filters)
        self.documents = self.articles = self.repeated = self.events = 0
        self.skipped: dict[str, int] = {}
        self.errors: dict[str, int] = {}
        self.seen: set[int] = set()

    def run(self, folder: Path) -> ShardReport:
        """Code it into a folder."""
        began = time.monotonic()
        with TablesOut(folder, schemas()) as self.out, ThreadPoolExecutor(1) as self.thread:
            batch: list[Waiting] = []
            for one in self._articles():
                if self.journal.suspects and one.locator in self.journal.suspects:
                    self._code([one])
                    continue
                batch.append(one)
                if len(batch) >= settings().batch_size:
                    self._code(batch)
                    batch = []
            if batch:
                self._code(batch)
        self.journal.close()
        return ShardReport(
            shard=self.shard.name, mark=self.shard.mark, options=str(self.options), coder=self.coder,
            documents=self.documents, articles=self.articles, repeated=self.repeated, events=self.events,
            failed=sum(self.errors.values()), skipped=dict(sorted(self.skipped.items())),
            errors=dict(sorted(self.errors.items())), seconds=round(time.monotonic() - began, 3),
        )  # fmt: skip

    def _articles(self) -> Iterator[Waiting]:
        """The articles that are to be coded, each once; what is skipped or refused is written down."""
        for found in parcels_in_shard(self.shard, self.options.published, plain=self.options.plain):
            self.documents += 1
            if not isinstance(found, Parcel):
                self._fail(found.locator, found.error)
                continue
            if is_record(found):
                self._take(found)
                continue
            skip = self.relevance.page(found)
            if skip is not None:
                self._skip(found.locator, found.url, skip)
                continue
            for article in articles_of(found):
                if isinstance(article, DragomanError):
                    self._fail(article.where or found.locator, article)
                elif self._is_wanted(article, found.locator):
                    yield Waiting(found.locator, article)

    def _take(self, parcel: Parcel) -> None:
        """Take a record that was coded elsewhere as it is."""
        try:
            record = record_in(parcel)
        except DragomanError as error:
            self._fail(parcel.locator, error)
            return
        if self._is_new(record.article):
            self._keep(Waiting(parcel.locator, record.article), record)

    def _is_new(self, article: Article) -> bool:
        """Whether this shard held no such article before."""
        key = article_key(article)
        self.repeated += key in self.seen
        new = key not in self.seen
        self.seen.add(key)
        return new

    def _is_wanted(self, article: Article, locator: str) -> bool:
        """Whether an article is to be coded: new in this shard, not too long, and relevant."""
        if not self._is_new(article):
            return False
        skip = self.relevance.article(article)
        if skip is not None:
            self._skip(locator, article.url, skip)
            return False
        most = settings().max_chars
        if len(article.text) > most:
            what = f"text of {len(article.text)} characters, more than {most}"
            self._fail(locator, CodingError(what, where=locator, do="split it or raise DRAGOMAN_MAX_CHARS"))
            return False
        if locator in self.journal.poisoned:
            what = "workers died on it, alone, twice"
            self._fail(locator, DeadWorkerError(what, where=locator, do="report it, with the article"))
            return False
        return True

    def _code(self, batch: list[Waiting]) -> None:
        """Code articles together; where that fails, each by itself."""
        self.journal.begin(self.documents, [one.locator for one in batch])
        # Whatever a document does to the coder, the others are coded: its error is looked at, not raised.
        coding = self.thread.submit(records_of, [one.article for one in batch], self.options.model)
        error = coding.exception()
        if error is None:
            for one, record in zip(batch, coding.result(), strict=True):
                self._keep(one, record)
        elif len(batch) == 1:
            self._fail(batch[0].locator, broken(batch[0].locator, error))
        else:
            for one in batch:
                self._code([one])

    def _keep(self, one: Waiting, record: Record) -> None:
        """Write the rows of a record."""
        try:
            filed = file_record(record)
        except DragomanError as error:
            self._fail(one.locator, error)
            return
        self.out.write(rows_of(record, filed))
        self.articles += 1
        self.events += len(filed.mentions)

    def _skip(self, locator: str, url: str | None, skip: Skip) -> None:
        """Write down that a document is not read in full, and why."""
        self.skipped[skip.kind] = self.skipped.get(skip.kind, 0) + 1
        self.out.write({"skipped": [{"locator": locator, "url": url, "kind": skip.kind, "reason": skip.reason}]})

    def _fail(self, locator: str, error: DragomanError) -> None:
        """Write down that a document could not be read or coded, and why."""
        self.errors[error.code] = self.errors.get(error.code, 0) + 1
        row = {"locator": locator, "code": error.code, "what": error.what, "place": error.where, "advice": error.do}
        self.out.write({"failures": [row]})


def records_of(articles: list[Article], model: str) -> list[Record]:
    """The records of articles, by a parsing model."""
    return list(reader(model).pipe(articles))


def broken(locator: str, error: BaseException) -> DragomanError:
    """The failure of an article on which the coder failed."""
    if isinstance(error, DragomanError):
        return error
    what = f"the coder failed ({type(error).__name__}: {error})"
    return BrokenCoderError(what, where=locator, do="report it, with the article")
