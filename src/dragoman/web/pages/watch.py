"""Watch: rules, the alerts that they gave, and what a rule would have said in the past."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
