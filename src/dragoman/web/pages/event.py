"""One event with all its evidence, and what analysts say of it: its permanent address is ``/events/ID``."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
