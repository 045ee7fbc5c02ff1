"""The network: who has to do with whom."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
