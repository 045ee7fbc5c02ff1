"""Translation behind one interface: an engine is asked in batches for what the memory does not hold yet."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Literal, Protocol

from dragoman.language.protection import lost_negation, protect
from dragoman.language.refusals import BusyEngineError, NoTranslatorError
from dragoman.settings import settings

Pair = tuple[str, str]
# How names are carried through: by marks in their place, by their English form written into the text, or not at all.
Naming = Literal["marks", "english", "none"]
GIVEN = "given"
UNPROTECTED = "names were not protected: the translator changed what stood for them"
NEGATION = "a negation of the original may be lost in the translation"
# Seconds before a busy engine is asked again; then they double, and reach over the minute by which servers count.
FIRST_WAIT = 1.0
ATTEMPTS = 7
# An engine that asks to be left alone for longer is not waited for.
LONGEST_WAIT = 120.0


class Engine(Protocol):
    """What translates.

    Attributes:
        name: as in the setting ``translator``.
        remote: whether texts leave this process for a server; it waits by itself between two requests.
        naming: how names are carried through.
    """

    name: str
    remote: bool
    naming: Naming

    def pairs(self) -> AbstractSet[Pair]:
        """The pairs of source and target language, ISO 639-1."""
        ...

    def version(self, source: str, target: str) -> str:
        """Which version of it translates a pair, with that of its data or model, as it says itself."""
        ...

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """The translations of texts, one each, in their order.

        Raises:
            BusyEngineError: it has too much to do for now.
            TranslationError: it fails, or its answer cannot be used.
        """
        ...

    def advice(self, source: str, target: str) -> str:
        """What a user can do who lacks a pair."""
        ...


@dataclass(frozen=True, slots=True)
class Remembered:
    """A translation as a memory holds it.

    Attributes:
        key: 63 bits that stand for text, languages, engine and version.
        source, target: ISO 639-1 codes.
        engine, version: what translated it.
        text_hash: SHA-256 of the text that the engine was asked for, in hexadecimal.
        text: the engine's answer.
        made: when, ISO 8601 in UTC.
    """

    key: int
    source: str
    target: str
    engine: str
    version: str
    text_hash: str
    text: str
    made: str


class Memory(Protocol):
    """Keeps translations, so that nothing is translated twice."""

    def get(self, keys: Sequence[int]) -> Mapping[int, Remembered]:
        """What it holds under some keys."""
        ...

    def put(self, rows: Sequence[Remembered]) -> None:
        """Keep translations for good, in the place of older ones under the same keys."""
        ...


class ProcessMemory:
    """A memory that lasts as long as the process."""

    def __init__(self) -> None:
        self._rows: dict[int, Remembered] = {}

    def get(self, keys: Sequence[int]) -> Mapping[int, Remembered]:
        """What it holds under some keys."""
        return {key: self._rows[key] for key in keys if key in self._rows}

    def put(self, rows: Sequence[Remembered]) -> None:
        """Keep translations, in the place of older ones under the same keys."""
        self._rows |= {row.key: row for row in rows}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text in another language.

    Attributes:
        text: the translation.
        engine, version: what translated it; the engine 'given' stands for people.
        source, target: ISO 639-1 codes.
        remembered: whether it came out of the memory.
        notes: what a reader should know, such as a name that may have suffered.
    """

    text: str
    engine: str
    version: str
    source: str
    target: str
    remembered: bool
    notes: tuple[str, ...] = ()


class Translator:
    """Translates by one engine, and keeps every answer at once: a run that is killed goes on where it was.

    A translation that people gave wins over that of any engine. The memory is asked by the text that the engine gets,
    in which names are protected: when names or the glossary change, only what they touch is translated anew.

    Args:
        engine: what translates.
        memory: where translations are kept; None means that of the process alone.
        wait: waits for so many seconds.
    """

    def __init__(
        self, engine: Engine, memory: Memory | None = None, *, wait: Callable[[float], None] = time.sleep
    ) -> None:  # fmt: skip
        self.engine = engine
        self.memory: Memory = ProcessMemory() if memory is None else memory
        self._wait = wait

    def can(self, source: str, target: str = "en") -> bool:
        """Whether the engine has a pair."""
        return (source, target) in self.engine.pairs()

    def translate(self, texts: Sequence[str], source: str, target: str = "en") -> list[Rendered]:
        """Translations of texts, one each, in their order.

        Args:
            texts: paragraphs, sentences or whole articles; what has no letters comes back as it is.
            source: ISO 639-1 code of their language.
            target: that of the wanted language.

        Raises:
            NoTranslatorError: the engine does not have the pair, and not all texts are remembered from people.
            TranslationError: the engine fails.
        """
        wanted = list(dict.fromkeys(text for text in texts if any(map(str.isalpha, text))))
        found = self.given(wanted, source, target)
        rest = [text for text in wanted if text not in found]
        if rest:
            found |= self._rendered(rest, source, target)
        still = Rendered("", "none", "", source, target, remembered=False)
        return [found[text] if text in found else alike(still, text) for text in texts]

    def given(self, texts: Sequence[str], source: str, target: str = "en") -> dict[str, Rendered]:
        """What people gave, by text; texts of which nobody gave a translation are left out."""
        keys = {text: given_key(text, source, target) for text in texts}
        rows = self.memory.get(list(keys.values()))
        return {
            text: Rendered(row.text, row.engine, row.version, source, target, remembered=True)
            for text, key in keys.items()
            if (row := rows.get(key)) is not None and row.text_hash == hash_of(spaced(text))
        }

    def _rendered(self, texts: Sequence[str], source: str, target: str) -> dict[str, Rendered]:
        """What the engine says, by text; where it broke what protected the names, what it says to the bare text."""
        if not self.can(source, target):
            named = source if target == "en" else f"{source} to {target}"
            raise NoTranslatorError(
                f"no translator for {named}", where=self.engine.name, do=self.engine.advice(source, target)
            )
        guards = {text: protect(text, source, target, self.engine.name, self.engine.naming) for text in texts}
        asked = self._answers([guard.text for guard in guards.values()], source, target)
        whole = {text: guard.restored(asked[guard.text][0].text) for text, guard in guards.items()}
        broken = [text for text in texts if whole[text] is None]
        again = self._answers([guards[text].bare for text in broken], source, target)
        found = {}
        for text, guard in guards.items():
            said = whole[text]
            row, remembered = again[guard.bare] if said is None else asked[guard.text]
            notes = (UNPROTECTED,) if said is None else ()
            result = row.text if said is None else said
            if guard.naming != "none" and lost_negation(text, result, source, target):
                notes = (*notes, NEGATION)
            found[text] = Rendered(result, row.engine, row.version, source, target, remembered, notes)
        return found

    def _answers(self, texts: Sequence[str], source: str, target: str) -> dict[str, tuple[Remembered, bool]]:
        """Answers by text, each with whether it was remembered; each batch is kept as soon as it is there."""
        if not texts:
            return {}
        version = self.engine.version(source, target)
        keys = {text: key_of(text, source, target, self.engine.name, version) for text in texts}
        rows = self.memory.get(list(keys.values()))
        found: dict[str, tuple[Remembered, bool]] = {
            text: (row, True)
            for text, key in keys.items()
            if (row := rows.get(key)) is not None and row.text_hash == hash_of(text)
        }
        missing = [text for text in keys if text not in found]
        size = settings().translator_batch
        for start in range(0, len(missing), size):
            batch = missing[start : start + size]
            said = self._asked(batch, source, target)
            fresh = [
                Remembered(keys[text], source, target, self.engine.name, version, hash_of(text), answer, now())
                for text, answer in zip(batch, said, strict=True)
            ]
            self.memory.put(fresh)
            found |= {text: (row, False) for text, row in zip(batch, fresh, strict=True)}
        return found

    def _asked(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """One batch by the engine, which is asked again with growing waits while it is busy."""
        pause = FIRST_WAIT
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self.engine.translate(texts, source, target)
            except BusyEngineError as error:
                wanted = max(pause, error.seconds or 0.0)
                if attempt == ATTEMPTS or wanted > LONGEST_WAIT:
                    raise
                self._wait(wanted)
                pause *= 2
        raise AssertionError("there is at least one attempt")


def alike(still: Rendered, text: str) -> Rendered:
    """What has no letters, as it is."""
    return Rendered(text, still.engine, still.version, still.source, still.target, still.remembered)


def given_row(text: str, translation: str, source: str, target: str, version: str) -> Remembered:
    """A translation made by people, as a memory holds it."""
    key = given_key(text, source, target)
    return Remembered(key, source, target, GIVEN, version, hash_of(spaced(text)), translation, now())


def given_key(text: str, source: str, target: str) -> int:
    """The key of a translation made by people: whichever file it came from, and however the text is spaced."""
    return key_of(spaced(text), source, target, GIVEN, "")


def framed(text: str, answer: str) -> str:
    """An answer between the white space that its text stands in."""
    inner = text.strip()
    start = text.index(inner) if inner else 0
    return text[:start] + answer.strip() + text[start + len(inner) :]


def spaced(text: str) -> str:
    """A text in which each run of white space is a space."""
    return " ".join(text.split())


def key_of(text: str, source: str, target: str, engine: str, version: str) -> int:
    """The key of a translation, 63 bits."""
    whole = "\x1f".join((hash_of(text), source, target, engine, version))
    return int.from_bytes(sha256(whole.encode()).digest()[:8], "big") >> 1


def hash_of(text: str) -> str:
    """SHA-256 of a text, in hexadecimal."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def now() -> str:
    """The present moment, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
