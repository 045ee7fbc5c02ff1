"""The files of a lake: which Parquet files hold which of the store's tables, and what its manifest says.

::

    lake/
      lake.json                                what it is, and which merging is in force
      coded/shard=<name>/<table>.parquet       what was coded out of one shard of the input; done.json says it is whole
      merged/<number>/<table>/<bin>.parquet    copies and events over all shards, as the store keeps them
      foreign/<table>/<name>.parquet           events that another project coded
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from dragoman import __version__
from dragoman.store.refusals import NewerLakeError, NoLakeError, UnmergedLakeError

MANIFEST = "lake.json"
DONE = "done.json"
HIDDEN = "hidden.parquet"
# Of the layout and the columns; grows when files of an older lake cannot be read any more.
LAYOUT = 1
# Beside the store's columns of event mentions: what a mention is found by; see lake_words.py.
WORDS = "index_text"
# The store's tables and what they are called where they were coded, shard by shard.
CODED = {"article": "articles", "attribution": "attributions", "named_together": "named_together"}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a lake says of itself.

    Args:
        layout: of its files.
        dragoman: the version that wrote it.
        merged: the number of the merging in force; 0 where there is none.
        shards: the shards that it merged.
    """

    layout: int = LAYOUT
    dragoman: str = __version__
    merged: int = 0
    shards: tuple[str, ...] = ()


class LakeFiles:
    """The files of a lake.

    Args:
        root: its folder.
    """

    def __init__(self, root: str | Path) -> None:
        self.root = Path(root)

    @property
    def manifest(self) -> Manifest:
        """What the lake says of itself.

        Raises:
            NoLakeError: the folder is none.
            NewerLakeError: a newer dragoman made it.
        """
        path = self.root / MANIFEST
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            found = Manifest(**{**data, "shards": tuple(data["shards"])})
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise NoLakeError(
                "no lake", where=str(self.root), do="make one with: dragoman code INPUT --out DIR"
            ) from error
        if found.layout > LAYOUT:
            raise NewerLakeError(
                f"made by a newer dragoman ({found.dragoman})", where=str(self.root), do="update dragoman"
            )
        return found

    def refuse_no_lake(self) -> None:
        """Refuse a folder that is no lake, or one of a newer dragoman.

        Raises:
            NoLakeError: it is none.
            NewerLakeError: a newer dragoman made it.
        """
        _ = self.manifest

    def begin(self) -> None:
        """Make the folder a lake, where it is none yet."""
        if not is_lake(self.root):
            self.root.mkdir(parents=True, exist_ok=True)
            self.write(Manifest())

    def write(self, manifest: Manifest) -> None:
        """Put a manifest in force, all at once."""
        path = self.root / MANIFEST
        temporary = path.with_suffix(".new")
        temporary.write_text(json.dumps(asdict(manifest), indent=2) + "\n", encoding="utf-8")
        temporary.replace(path)

    def put_in_force(self, number: int, shards: Iterable[str]) -> None:
        """Put a merging in force."""
        self.write(replace(self.manifest, merged=number, shards=tuple(sorted(shards)), dragoman=__version__))

    def shards(self) -> list[str]:
        """The names of the shards that were coded to their end."""
        found = self.root.glob(f"coded/shard=*/{DONE}")
        return sorted(path.parent.name.removeprefix("shard=") for path in found)

    def shard(self, name: str) -> Path:
        """The folder of a shard."""
        return self.root / "coded" / f"shard={name}"

    def merging(self, number: int) -> Path:
        """The folder of a merging."""
        return self.root / "merged" / f"{number:04}"

    def of(self, table: str) -> list[Path]:
        """The files that hold one of the store's tables, of the merging in force and of foreign events."""
        manifest = self.manifest
        foreign = sorted(self.root.glob(f"foreign/{table}/*.parquet"))
        if table in CODED:
            return [path for name in manifest.shards if (path := self.shard(name) / f"{CODED[table]}.parquet").exists()]
        return [*sorted(self.merging(manifest.merged).glob(f"{table}/*.parquet")), *foreign]

    def hidden(self) -> Path | None:
        """The file that says which articles stand in a further shard as well; None where nothing is merged."""
        path = self.merging(self.manifest.merged) / HIDDEN
        return path if path.exists() else None

    def refuse_unmerged(self) -> None:
        """Refuse to answer where nothing was merged.

        Raises:
            UnmergedLakeError: there are coded shards, but no events of them.
        """
        if self.shards() and not self.manifest.merged:
            raise UnmergedLakeError(
                "coded, but not merged into events yet", where=str(self.root), do=f"run: dragoman merge {self.root}"
            )


def is_lake(path: str | Path) -> bool:
    """Whether a path is the folder of a lake."""
    return (Path(path) / MANIFEST).is_file()
