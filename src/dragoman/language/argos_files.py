"""Files of Argos models: archives (.argosmodel) or folders, read within limits and never unpacked."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from dragoman.language.refusals import ModelError

SUFFIX = ".argosmodel"
METADATA = "metadata.json"
PIECES = "sentencepiece.model"
MODEL = "model/"
# Models have some 100 MB.
MOST_BYTES = 2_000_000_000
MOST_METADATA = 1_000_000
MOST_MEMBERS = 10_000
WORD = re.compile(r"[A-Za-z][A-Za-z_-]{1,15}")


@dataclass(frozen=True, slots=True)
class ArgosModel:
    """A model where it lies.

    Attributes:
        path: an archive or a folder.
        source, target: its codes of languages.
        version: as it calls itself.
        prefix: what begins every translation; mostly nothing.
        digest: the beginning of the SHA-256 of its weights' size and metadata.
    """

    path: Path
    source: str
    target: str
    version: str
    prefix: str
    digest: str

    @property
    def order(self) -> tuple[tuple[int, ...], str]:
        """By which the newest is found."""
        return tuple(map(int, re.findall(r"\d{1,6}", self.version))), str(self.path)

    def files(self) -> dict[str, bytes]:
        """What is needed to run it: ``sentencepiece.model`` and the files of the folder ``model`` by their names.

        Raises:
            ModelError: something is missing, or too large.
        """
        found = {}
        for name, data in Contents(self.path).read(lambda one: one == PIECES or one.startswith(MODEL)):
            found[name.removeprefix(MODEL)] = data
        if PIECES not in found:
            raise self.refusal("no sentencepiece.model (models with a bpe.model are not read)")
        if "model.bin" not in found:
            raise self.refusal("no model/model.bin")
        return found

    def refusal(self, what: str) -> ModelError:
        """The refusal of this model."""
        return refused(self.path, what)


class Contents:
    """The files of a model, by their names below its own folder.

    Args:
        path: an archive or a folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, wanted: Any, most: int = MOST_BYTES) -> Iterator[tuple[str, bytes]]:
        """The wanted files with their bytes.

        Raises:
            ModelError: it is no archive, or larger than a model can be.
        """
        if self.path.is_dir():
            yield from self._in_folder(wanted, most)
            return
        try:
            with zipfile.ZipFile(self.path) as archive:
                yield from self._in_archive(archive, wanted, most)
        except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError) as error:
            raise refused(self.path, f"no archive ({error})") from error

    def _in_folder(self, wanted: Any, most: int) -> Iterator[tuple[str, bytes]]:
        """The wanted files of a folder."""
        for path in sorted((*self.path.glob("*"), *self.path.glob("model/*"))):
            name = path.relative_to(self.path).as_posix()
            if path.is_file() and wanted(name):
                if path.stat().st_size > most:
                    raise refused(self.path, f"{name} is larger than {most:,} bytes")
                yield name, path.read_bytes()

    def _in_archive(self, archive: zipfile.ZipFile, wanted: Any, most: int) -> Iterator[tuple[str, bytes]]:
        """The wanted files of an archive, which has one folder with all of them."""
        members = archive.infolist()
        if len(members) > MOST_MEMBERS:
            raise refused(self.path, f"more than {MOST_MEMBERS:,} files")
        left = most
        for member in members:
            _, *rest = PurePosixPath(member.filename).parts or ("",)
            name = "/".join(rest)
            if member.is_dir() or not wanted(name):
                continue
            with archive.open(member) as file:
                data = file.read(left + 1)
            left -= len(data)
            if left < 0:
                raise refused(self.path, f"it unpacks to more than {most:,} bytes")
            yield name, data


def models_in(path: Path) -> list[ArgosModel]:
    """The models in a folder, or the one that a path is.

    Raises:
        ModelError: a file of that name is no model.
    """
    if path.is_file() or (path / METADATA).is_file():
        return [model_at(path)]
    found = sorted((*path.glob(f"*{SUFFIX}"), *(one.parent for one in path.glob(f"*/{METADATA}"))))
    return [model_at(one) for one in found]


def model_at(path: Path) -> ArgosModel:
    """A model by its metadata.

    Raises:
        ModelError: it has none, or none that can be used.
    """
    found = dict(Contents(path).read(lambda name: name == METADATA, MOST_METADATA))
    if METADATA not in found:
        raise refused(path, "no metadata.json")
    try:
        said = json.loads(found[METADATA])
    except (ValueError, RecursionError) as error:
        raise refused(path, "its metadata.json is no JSON") from error
    if not isinstance(said, dict) or said.get("type", "translate") != "translate":
        raise refused(path, "it does not translate")
    source, target = said.get("from_code"), said.get("to_code")
    version, prefix = said.get("package_version", "") or "unknown", said.get("target_prefix", "")
    if not all(isinstance(one, str) for one in (source, target, version, prefix)):
        raise refused(path, "its metadata.json has values that are no texts")
    if not (WORD.fullmatch(str(source)) and WORD.fullmatch(str(target))):
        raise refused(path, "its metadata.json names no languages")
    return ArgosModel(path, str(source), str(target), str(version)[:40], str(prefix), digest_of(path, found[METADATA]))


def digest_of(path: Path, metadata: bytes) -> str:
    """What tells two models apart without reading them whole: metadata, and size and checksum of the weights."""
    told = sha256(metadata)
    if path.is_dir():
        weights = path / "model" / "model.bin"
        if weights.is_file():
            with weights.open("rb") as file:
                told.update(f"{weights.stat().st_size}".encode() + file.read(1_000_000))
    else:
        with zipfile.ZipFile(path) as archive:
            told.update("".join(f"{one.filename}{one.file_size}{one.CRC}" for one in archive.infolist()).encode())
    return told.hexdigest()[:12]


def refused(path: Path, what: str) -> ModelError:
    """The refusal of a model."""
    return ModelError(f"no Argos model: {what}", where=str(path), do="take it out of the folder, or fetch it anew")
