"""The map: where events were, one circle a place."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
