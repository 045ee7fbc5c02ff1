"""The scripts and styles that the pages load, under names that change with what is in them."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse
from starlette.exceptions import HTTPException

from dragoman.web.refusals import AssetsError

DIST = Path(__file__).parent / "dist"
TYPES = {
    ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".json": "application/json",
    ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8",
}  # fmt: skip
FOREVER = "public, max-age=31536000, immutable"


class Assets:
    """What ``hatch_build.py`` made, by its plain names.

    Raises:
        AssetsError: it is not there.
    """

    def __init__(self, folder: Path = DIST) -> None:
        self.folder = folder
        try:
            made = json.loads((folder / "manifest.json").read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise AssetsError("the pages' scripts are not built", where=str(folder), do="run: make assets") from error
        self.names: dict[str, str] = made["files"]

    def url(self, name: str) -> str:
        """The address of an asset, such as 'desk.css'."""
        return f"/assets/{self.names[name]}"

    def text(self, name: str) -> str:
        """What is in an asset."""
        return (self.folder / self.names[name]).read_text("utf-8")

    @cached_property
    def served(self) -> frozenset[str]:
        """The names of all files that may be asked for."""
        return frozenset(path.name for path in self.folder.iterdir() if path.suffix in TYPES)


router = APIRouter()


@router.get("/assets/{name}", include_in_schema=False)
def asset(request: Request, name: str) -> FileResponse:
    """An asset; the compressed twin where the browser takes it."""
    assets: Assets = request.app.state.assets
    if name not in assets.served:
        raise HTTPException(404)
    path = assets.folder / name
    headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
    twin = assets.folder / f"{name}.gz"
    # What is read once in a life, such as licences, has none.
    if "gzip" in request.headers.get("accept-encoding", "") and twin.exists():
        headers["Content-Encoding"] = "gzip"
        path = twin
    return FileResponse(path, headers=headers, media_type=TYPES[Path(name).suffix])
