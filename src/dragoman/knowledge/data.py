"""Reads the data files of knowledge: the packaged YAML, then the user's own file of the same name."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from dragoman.errors import KnowledgeError
from dragoman.settings import settings

FOLDER = Path(__file__).parent / "data"

Model = TypeVar("Model", bound=BaseModel)


class Loader(yaml.CSafeLoader):
    """A safe loader in which only true and false are booleans, as in YAML 1.2: the preposition 'on' stays a word."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in listed if tag != "tag:yaml.org,2002:bool"]
    for first, listed in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


class Row(BaseModel):
    """Base of all rows of data: unknown fields are refused, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@lru_cache(maxsize=128)
def load_data(name: str) -> dict[str, Any]:
    """One data file by its name without ending, ``load_data("leaders")``, with the user's own rows after it.

    Raises:
        KnowledgeError: the file is missing, is not YAML, or has no ``meta`` block.
    """
    packaged = read_yaml(FOLDER / f"{name}.yaml")
    if not isinstance(packaged.get("meta"), dict):
        raise KnowledgeError("A data file has no meta block", where=f"{name}.yaml", do="add title, as_of, confidence")
    folder = settings().data
    own = folder / f"{name}.yaml" if folder else None
    return merged(packaged, read_yaml(own)) if own and own.is_file() else packaged


def read_yaml(path: Path) -> dict[str, Any]:
    """The mapping that a YAML file holds.

    Raises:
        KnowledgeError: the file cannot be read, is not YAML, or holds something else.
    """
    try:
        found = yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)
    except OSError as error:
        raise KnowledgeError("A data file cannot be read", where=str(path), do="check its name") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"A data file is not YAML ({error})", where=str(path), do="mend it") from error
    if not isinstance(found, dict):
        raise KnowledgeError("A data file is not a mapping", where=str(path), do="start it with 'meta:'")
    return found


def merged(first: Any, second: Any) -> Any:
    """The second value laid over the first: mappings by key, rows by ``id``, other lists one after the other."""
    if isinstance(first, dict) and isinstance(second, dict):
        return {**first, **{key: merged(first[key], value) if key in first else value for key, value in second.items()}}
    if isinstance(first, list) and isinstance(second, list):
        renewed = {key for row in second if (key := row_id(row)) is not None}
        return [row for row in first if row_id(row) not in renewed] + second
    return second


def row_id(row: Any) -> Hashable | None:
    """What makes a row the same row in the user's file."""
    if not isinstance(row, dict):
        return None
    return next((row[key] for key in ("id", "code", "iso3") if isinstance(row.get(key), str)), None)


def rows(name: str, section: str, model: type[Model]) -> list[Model]:
    """The rows of one section of a data file as a model.

    Raises:
        KnowledgeError: the section is missing, or a row does not follow the model; it names file, row and field.
    """
    data = load_data(name)
    if section not in data:
        raise KnowledgeError(f"A data file has no section '{section}'", where=f"{name}.yaml", do="add it")
    found: list[Model] = checked(data[section], list[model], f"{name}.yaml, {section}")  # type: ignore[valid-type]
    return found


def checked(value: Any, kind: Any, where: str) -> Any:
    """A value read from a data file, validated.

    Raises:
        KnowledgeError: it does not follow its schema; the message names the row and the field.
    """
    try:
        return TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        first = error.errors()[0]
        place = " ".join(str(part) for part in first["loc"])
        row = first["loc"][0] if first["loc"] else None
        found = value[row] if isinstance(value, list) and isinstance(row, int) else None
        name = row_id(found) or (found.get("name") if isinstance(found, Mapping) else None)
        raise KnowledgeError(
            f"A row of data does not follow its schema: {first['msg']}",
            where=f"{where}, row {place}{f' ({name})' if name else ''}",
            do="mend the row; the schema is in dragoman.knowledge",
        ) from error


def unique(keys: Iterable[str], where: str) -> None:
    """Check that no key comes twice.

    Raises:
        KnowledgeError: one does.
    """
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise KnowledgeError(f"'{key}' is defined twice", where=where, do="give each row its own id")
        seen.add(key)
