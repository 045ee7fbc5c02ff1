"""The JSON API under ``/api``: the same words as the command line."""

from __future__ import annotations

from fastapi import APIRouter

API_ROUTERS: tuple[APIRouter, ...] = ()
