"""Provisions: what is in force against a state, step by step, and what was reported that would engage it."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
