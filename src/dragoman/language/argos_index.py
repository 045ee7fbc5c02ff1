"""The index of Argos' models, and fetching one of them: only ever when a user asks for it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dragoman import __version__
from dragoman.knowledge.translators import argos_index, language_name
from dragoman.language.argos_files import MOST_BYTES, SUFFIX, WORD, model_at
from dragoman.language.refusals import DownloadError
from dragoman.settings import settings

# Without a network it must be said within seconds.
CONNECT, READ = 5.0, 20.0
# Seconds for the index, and for a model.
MOST_INDEX_TIME, MOST_MODEL_TIME = 30.0, 3_600.0
MOST_INDEX = 20_000_000
CHUNK = 262_144
MOST_REDIRECTS = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """A model that can be fetched.

    Attributes:
        source, target, version: as the index calls it.
        address: where it lies.
        size: its bytes, as the server says; None where it does not.
    """

    source: str
    target: str
    version: str
    address: str
    size: int | None


def offer_of(source: str, target: str) -> Offer:
    """The newest model of a pair, by the index on the network.

    Raises:
        DownloadError: the index cannot be fetched, or has no such model.
    """
    address = argos_index()
    data = fetched(address, MOST_INDEX, MOST_INDEX_TIME)
    try:
        listed = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise DownloadError("the index is no JSON", where=address, do="try again later") from error
    rows = [row for row in listed if fits(row, source, target)] if isinstance(listed, list) else []
    if not rows:
        named = f"{language_name(source)} to {language_name(target)}"
        raise DownloadError(f"the index has no model for {named}", where=address, do="set another translator")
    row = max(rows, key=lambda one: [int(part) for part in str(one["package_version"]).split(".") if part.isdecimal()])
    link = str(row["links"][0])
    return Offer(source, target, str(row["package_version"])[:20], link, size_of(link))


def fits(row: Any, source: str, target: str) -> bool:
    """Whether a row of the index is a model of a pair, with an https address."""
    if not isinstance(row, dict) or (row.get("from_code"), row.get("to_code")) != (source, target):
        return False
    links = row.get("links")
    return (
        row.get("type", "translate") == "translate"
        and isinstance(row.get("package_version"), str)
        and isinstance(links, list)
        and bool(links)
        and str(links[0]).startswith("https://")
    )


def install(offer: Offer, folder: Path, progress: Callable[[int, int], None] | None = None) -> Path:
    """Fetch a model into a folder; gives its path. It is there whole or not at all.

    Args:
        offer: the model.
        folder: made where there is none.
        progress: told how many bytes are there, of how many.

    Raises:
        DownloadError: it cannot be fetched.
        ModelError: what was fetched is no model.
    """
    if not (WORD.fullmatch(offer.source) and WORD.fullmatch(offer.target)):
        raise DownloadError("no languages", where=f"{offer.source} {offer.target}", do="give codes such as ko en")
    folder.mkdir(parents=True, exist_ok=True)
    version = "".join(one for one in offer.version if one.isalnum() or one == ".").replace(".", "_")
    path = folder / f"translate-{offer.source}_{offer.target}-{version}{SUFFIX}"
    part = path.with_suffix(".part")
    try:
        part.write_bytes(fetched(offer.address, MOST_BYTES, MOST_MODEL_TIME, progress))
        model_at(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return path


def models_folder() -> Path:
    """Where models go: the setting ``translator_models`` where it is a folder, else one in the current folder."""
    chosen = settings().translator_models
    if chosen is None:
        return Path("translator-models")
    return chosen.parent if chosen.is_file() else chosen


def size_of(address: str) -> int | None:
    """The size of what lies at an address, as its server says."""
    import urllib3

    with pool() as connections:
        try:
            answer = connections.request("HEAD", address, redirect=True)
        except (urllib3.exceptions.HTTPError, OSError, ValueError):
            return None
        said = answer.headers.get("Content-Length", "")
        return int(said) if answer.status == 200 and said.isdecimal() and len(said) < 15 else None


def fetched(address: str, most: int, seconds: float, progress: Callable[[int, int], None] | None = None) -> bytes:
    """What lies at an address, of at most so many bytes, within so many seconds.

    Raises:
        DownloadError: it is not reached, too large, or too slow.
    """
    import urllib3

    deadline = time.monotonic() + seconds
    read = bytearray()
    host = urlsplit(address).hostname or address
    with pool() as connections:
        try:
            answer = connections.request("GET", address, preload_content=False, redirect=True)
            if answer.status != 200:
                raise DownloadError(f"{host} answers {answer.status}", where=address, do="try again later")
            told = answer.headers.get("Content-Length", "")
            for piece in answer.stream(CHUNK):
                read += piece
                if len(read) > most or time.monotonic() > deadline:
                    raise DownloadError("too large or too slow", where=address, do="fetch it by hand")
                if progress is not None:
                    progress(len(read), int(told) if told.isdecimal() and len(told) < 15 else len(read))
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raise DownloadError(
                f"{host} is not reached ({type(error).__name__})", where=address,
                do="fetch the model on a machine with a network, and put the .argosmodel file into the folder of "
                "the setting translator_models",
            ) from error  # fmt: skip
    return bytes(read)


def pool() -> Any:
    """Connections that give up soon, and follow few redirects."""
    import urllib3

    return urllib3.PoolManager(
        retries=urllib3.Retry(total=MOST_REDIRECTS, connect=0, read=0, redirect=MOST_REDIRECTS, other=0),
        timeout=urllib3.Timeout(connect=CONNECT, read=READ),
        headers={"User-Agent": f"dragoman/{__version__}"},
    )
