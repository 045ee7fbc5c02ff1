"""Saved searches, stars, and what is new since the last visit."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
