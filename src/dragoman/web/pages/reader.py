"""The reader: the exact text of an article with everything that was found in it."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
