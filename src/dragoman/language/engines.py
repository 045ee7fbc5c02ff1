"""The translators that there are: made by the settings, and listed with what each lacks."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass

from dragoman.errors import SettingsError, TranslationError
from dragoman.knowledge.translators import debian_package
from dragoman.language.apertium import PROGRAM, Apertium
from dragoman.language.argos import Argos
from dragoman.language.given import Given
from dragoman.language.libretranslate import LibreTranslate
from dragoman.language.none import NoEngine
from dragoman.language.translation import Engine, Memory, Pair, Translator
from dragoman.settings import settings


def libretranslate() -> LibreTranslate:
    """The server of the settings."""
    key = settings().translator_key
    return LibreTranslate(settings().translator_url, key.get_secret_value() if key is not None else None)


# Each is made when it is asked for, so that nothing is run, loaded or asked before.
ENGINES: dict[str, Callable[[], Engine]] = {
    "none": NoEngine,
    "apertium": Apertium,
    "libretranslate": libretranslate,
    "argos": lambda: Argos(settings().translator_models),
    "given": lambda: Given(settings().translator_file),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A translator as it is listed.

    Attributes:
        name: as in the setting ``translator``.
        chosen: whether the setting names it.
        versions: its version by pair; empty where it cannot be used.
        missing: what it lacks, and what to do; None where nothing.
    """

    name: str
    chosen: bool
    versions: dict[Pair, str]
    missing: str | None


def engine(name: str | None = None) -> Engine:
    """A translator by its name; None means that of the setting ``translator``.

    Raises:
        TranslationError: it is not installed, or lacks a setting.
        SettingsError: there is none of that name.
    """
    chosen = name or settings().translator
    if chosen not in ENGINES:
        raise SettingsError("no such translator", where=chosen, do=f"choose one of: {', '.join(ENGINES)}")
    return ENGINES[chosen]()


def translator(memory: Memory | None = None, name: str | None = None) -> Translator:
    """A translator by its name, over a memory.

    Args:
        memory: where translations are kept; None means the process alone.
        name: None means the setting ``translator``.

    Raises:
        TranslationError: it is not installed, or lacks a setting.
    """
    return Translator(engine(name), memory)


def package_for(source: str, target: str) -> str | None:
    """Debian's package by which Apertium translates a pair; None where there is none, or it is installed."""
    package = debian_package(source, target)
    if package is None or shutil.which(PROGRAM) is None:
        return f"apertium {package}" if package else None
    return None if (source, target) in Apertium().pairs() else package


def listed() -> list[Listed]:
    """All translators, with what each lacks. A server is asked only where the settings name one."""
    return [one_listed(name) for name in ENGINES if name != "none"]


def one_listed(name: str) -> Listed:
    """One translator."""
    chosen = settings().translator == name
    try:
        made = engine(name)
        versions = {pair: made.version(*pair) for pair in sorted(made.pairs())}
    except TranslationError as error:
        return Listed(name, chosen, {}, error.message)
    missing = None if versions else f"it has no pair: {made.advice('es', 'en')}"
    return Listed(name, chosen, versions, missing)
