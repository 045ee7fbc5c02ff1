"""Add: text, addresses and files into the store, with a look at them before they are kept."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
