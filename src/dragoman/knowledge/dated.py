"""How old the data files are: title and day of each, and which have rows of the user's own."""

from __future__ import annotations

import re
from functools import lru_cache

import yaml
from pydantic import BaseModel, ConfigDict

from dragoman.knowledge.data import FOLDER
from dragoman.settings import settings

# The first block of a file, up to the next line that begins with a word.
META = re.compile(r"^meta:\n(?:[ #].*\n|\n)+", re.MULTILINE)


class DataFile(BaseModel):
    """One data file."""

    model_config = ConfigDict(frozen=True)

    name: str
    title: str
    as_of: str
    own: bool


@lru_cache(maxsize=1)
def data_files() -> tuple[DataFile, ...]:
    """The data files by name. Only their first blocks are read: the whole of all takes seconds."""
    folder = settings().data
    return tuple(
        DataFile(
            name=path.stem, title=str(meta["title"]), as_of=str(meta["as_of"]),
            own=folder is not None and (folder / path.name).is_file(),
        )
        for path in sorted(FOLDER.glob("*.yaml"))
        if (meta := meta_in(path.read_text(encoding="utf-8")))
    )  # fmt: skip


def meta_in(text: str) -> dict[str, object]:
    """The first block of a data file."""
    found = META.search(text)
    read = yaml.safe_load(found[0]) if found else {}
    return read["meta"] if isinstance(read, dict) and "meta" in read else {}
