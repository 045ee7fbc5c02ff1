"""Files that stand beside a page: sheets to be kept under a name, and the address of the desk that feeds lead to."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

CSV, JSON, ATOM = "text/csv; charset=utf-8", "application/json", "application/atom+xml"


def csv_file(text: str, name: str) -> Response:
    """A sheet that the browser keeps under a name, without its ending."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(text, media_type=CSV, headers=headers)


def base_of(request: Request) -> str:
    """The address of the desk as the browser asks for it, without a slash at the end."""
    return str(request.base_url).rstrip("/")
